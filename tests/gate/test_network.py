"""What may be published of a network, and that nobody can tell from it who named whom."""

import random
from dataclasses import replace
from itertools import permutations

import pytest
from teamspiegel.contracts.definitions import GateThresholds, Team
from teamspiegel.contracts.measured import NetworkMeasured, TiesMeasured
from teamspiegel.contracts.network import Network, NetworkQuestion, NetworkResults, Ties
from teamspiegel.gate import network as gate
from teamspiegel.indicators.network import ties

Tie = tuple[int, int]
TEAM = Team(id="team", name="Team", members=30)
NETWORK = Network(
    id="net",
    kind="network",
    version="1",
    name="Met wie",
    description="Met wie wij praten.",
    questions=(NetworkQuestion(id="doelen", name="Doelen", text="Met wie?"),),
)
ERRORS = {"density": 0.051, "reciprocity": 0.1, "centralisation": 0.2}
OPEN = TiesMeasured(20, 18, 80, 76, 40, 9, 4, ERRORS)
"""Of twenty people eighteen answered and drew 80 of 342 ties: 36 pairs one way, 20 pairs both ways."""


def told(found: TiesMeasured) -> NetworkResults:
    measured = NetworkMeasured(found.listed, found.answered, {"doelen": found})
    return gate.gate(NETWORK, TEAM, measured, GateThresholds())


def question(**changed: int) -> Ties:
    return told(replace(OPEN, **changed)).ties["doelen"]  # type: ignore[arg-type]


def test_the_numbers() -> None:
    """80/342 is 23%, 40/76 is 53%; (20 · 9 - 80)/19² is 0.28; 4 of 18 is 22%."""
    assert question() == Ties(0.23, 0.53, 0.28, 0.22, {"density": 0.05, "reciprocity": 0.1, "centralisation": 0.2})


@pytest.mark.parametrize(("listed", "answered"), [(9, 9), (23, 18), (100, 79)])
def test_nothing_where_too_few_answered(listed: int, answered: int) -> None:
    found = told(replace(OPEN, listed=listed, answered=answered))
    assert (found.ties, found.withheld) == ({}, "small")


@pytest.mark.parametrize("drawn", [0, 20, 18 * 19 - 20, 18 * 19])
def test_nothing_where_nearly_no_ties_or_nearly_all_are_drawn(drawn: int) -> None:
    assert question(drawn=drawn) == Ties()


@pytest.mark.parametrize(("both", "mutual"), [(76, 34), (76, 60), (50, 50)])
def test_no_reciprocity_where_too_few_pairs_are_one_way_or_the_other(both: int, mutual: int) -> None:
    assert question(both=both, mutual=mutual).reciprocity is None


@pytest.mark.parametrize("away", [0, 2, 3, 33, 34, 36])
def test_no_reciprocity_where_it_tells_who_named_those_who_did_not_answer(away: int) -> None:
    """With the density it tells how many of the 36 ties to two people there are: one reader may have drawn both,
    and another person one more."""
    assert question(drawn=76 + away).density is not None
    assert question(drawn=76 + away).reciprocity is None


@pytest.mark.parametrize("away", [4, 32])
def test_reciprocity_where_others_may_have_named_those_who_did_not_answer_or_not(away: int) -> None:
    assert question(drawn=76 + away).reciprocity == 0.53


def test_reciprocity_where_everybody_answered() -> None:
    assert question(listed=18, drawn=76).reciprocity == 0.53


@pytest.mark.parametrize("most", [3, 15, 18])
def test_no_centre_where_it_is_named_by_nearly_all_or_hardly(most: int) -> None:
    assert question(most=most).centralisation is None


@pytest.mark.parametrize("isolated", [2, 16])
def test_few_isolated_people_are_not_counted(isolated: int) -> None:
    assert question(isolated=isolated).isolated is None


def test_nobody_is_counted_as_isolated_on_a_short_list() -> None:
    found = told(replace(OPEN, listed=19, answered=18)).ties["doelen"]
    assert (found.density, found.isolated) == (0.25, None)  # 80 of 18 · 18


@pytest.mark.parametrize("seed", range(12))
def test_whatever_a_reader_drew_each_tie_of_others_may_be_there_or_not(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made by hand: for readers and ties of others, another network that gives the very same numbers.

    The standard errors are told too, but in two decimals that a tie does not move: the three numbers are what counts.
    """
    monkeypatch.setattr("teamspiegel.indicators.network.NUMBERS", {})
    dice = random.Random(seed)
    people = range(13)
    drawn = {(one, other) for one in people for other in dice.sample(people, 6) if one != other}
    drawn |= {(other, one) for one, other in dice.sample(sorted(drawn), 20)}
    published = _published(people, drawn)
    assert published.density is not None
    for reader in dice.sample(people, 3):
        for tie in dice.sample([pair for pair in permutations(people, 2) if pair[0] != reader], 12):
            assert _another(people, drawn, tie, reader, published, dice), (reader, tie)


def _published(people: range, drawn: set[Tie]) -> Ties:
    names = [str(one) for one in people]
    found = ties(names, names, [(str(one), str(other)) for one, other in sorted(drawn)])
    return told(found).ties["doelen"]


def _another(
    people: range, drawn: set[Tie], tie: Tie, reader: int, published: Ties, dice: random.Random
) -> set[Tie] | None:
    """A network in which a tie is the other way, the reader's own are as they were, and every number is the same."""
    others = [pair for pair in permutations(people, 2) if pair[0] != reader and pair != tie]
    for _ in range(4000):
        changed = drawn ^ {tie, *dice.sample(others, dice.choice((1, 3)))}
        if _published(people, changed) == published:
            return changed
    return None
