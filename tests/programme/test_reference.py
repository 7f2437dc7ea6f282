"""What schools have together: of published means, and of enough teams of enough others whichever school reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from teamspiegel.contracts.definitions import Definitions, Round
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.contracts.programme import ReferenceMade, ReferenceOfProgramme, Tally
from teamspiegel.contracts.published import Published
from teamspiegel.programme.reference import as_kept, entry, kept, made_of, table, tally, together

from tests.handmade import instrument, item, layer, published, school

SELF = (Aspect("self", "item", "self-start"), Aspect("self", "item", "self-turns"), Aspect("self", "layer", "self"))
REFERENCE = ReferenceOfProgramme(
    id="land", label="Land", instrument="hand", since=date(2026, 1, 1), until=date(2026, 12, 31)
)
Numbers = Mapping[tuple[str, str], list[Published]]


def whole(start: float, turns: float | None = None) -> list[Published]:
    """What a team published of everything in the layer `self`, or of one item less."""
    blocks = {"calm": start, "room": start}
    level = layer("self", start)
    of_blocks = [replace(level, place=level.place._replace(aspect=Aspect("self", "block", id_))) for id_ in blocks]
    return [item("self-start", start), item("self-turns", turns), level, *of_blocks]


def given_by(teams: Mapping[str, list[Published]], definitions: Definitions | None = None) -> Tally | None:
    """What a school with these teams gives, which were measured in round one."""
    declared = definitions or school("".join(teams))
    return tally(REFERENCE, declared, published({(team, "one"): found for team, found in teams.items()}))


def schools(*means: Sequence[float]) -> list[Tally]:
    """A tally for each school, of a team for each mean."""
    found = [given_by({chr(97 + at): whole(mean, mean) for at, mean in enumerate(of_one)}) for of_one in means]
    return [one for one in found if one]


def made(*tallies: Tally) -> ReferenceMade:
    total = together(tallies)
    assert total
    return made_of(REFERENCE, total)


# ----- the numbers -------------------------------------------------------------------------------------


def test_a_mean_and_its_spread_are_those_of_the_teams_published_means() -> None:
    """Of 2 2 3 3 4 4 3: together 21, so 3.0; squares of what lies beside it 4, over 6 is 0.667, whose root is 0.816."""
    found = made(*schools([2, 2], [3, 3], [4, 4], [3]))
    assert {row.aspect for row in found.rows} >= set(SELF)
    assert {(row.mean, row.sd, row.teams, row.schools) for row in found.rows} == {(3.0, 0.8, 7, 4)}
    assert (found.version, found.latest) == ("1", date(2026, 1, 1))


def test_the_order_in_which_schools_are_done_does_not_matter() -> None:
    tallies = schools([2.1, 2.2], [3.3, 3.4], [4.5], [1.7, 2.9])
    assert len({repr(made(*order)) for order in permutations(tallies)}) == 1


def test_a_team_that_published_less_than_a_whole_layer_does_not_count_for_it() -> None:
    lacking = given_by({"a": whole(2, 2), "b": whole(4, None), "c": whole(3, 3)})
    assert lacking and lacking.behind["self"].teams == 2
    assert lacking.sums[SELF[0]].sum == 5


def test_a_school_with_nothing_whole_gives_nothing() -> None:
    assert given_by({"a": whole(4, None)}) is None


def test_axes_and_layers_about_a_person_have_no_reference() -> None:
    assert {aspect.source for aspect in (given_by({"a": whole(2, 2)}) or pytest.fail()).sums} == {"self"}
    layers = [{**one, "about": "person"} if one["id"] == "self" else one for one in declared_layers()]
    personal = replace(school("a"), instruments={"hand": instrument(layers=layers)})
    assert given_by({"a": whole(2, 2)}, personal) is None


def declared_layers() -> list[dict[str, object]]:
    from tests.handmade import DECLARED

    return [dict(one) for one in DECLARED["layers"]]


# ----- which rounds ------------------------------------------------------------------------------------


def rounds(*of: tuple[str, date, str]) -> tuple[Round, ...]:
    return tuple(
        Round.model_validate({"id": id_, "label": id_, "date": day, "kind": kind, "instrument": "hand"})
        for id_, day, kind in of
    )


def test_a_team_counts_once_by_its_latest_round_of_the_period_and_of_the_kind() -> None:
    held = rounds(
        ("before", date(2025, 12, 31), "nulmeting"),
        ("first", date(2026, 1, 1), "nulmeting"),
        ("second", date(2026, 12, 31), "tussenmeting"),
        ("after", date(2027, 1, 1), "nulmeting"),
    )
    definitions = replace(school("a"), rounds=held)
    numbers = published({("a", one.id): whole(at + 1, at + 1) for at, one in enumerate(held)})
    every = tally(REFERENCE, definitions, numbers)
    assert every and (int(every.sums[SELF[0]].sum), every.latest) == (3, date(2026, 12, 31))
    of_kind = tally(REFERENCE.model_copy(update={"kind": "nulmeting"}), definitions, numbers)
    assert of_kind and (int(of_kind.sums[SELF[0]].sum), of_kind.latest) == (2, date(2026, 1, 1))


# ----- nobody learns more ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("teams", "told"),
    [
        ([1, 1, 1, 1, 1, 1], True),  # whoever reads: five of others
        ([1, 1, 1, 1, 1], False),  # four of others
        ([9, 4, 1], True),
        ([9, 3, 1], False),  # the large school would be left with four
        ([6, 6], False),  # what is left is one school's
        ([20], False),
        ([5, 5, 1], True),
    ],
)
def test_whichever_school_takes_its_own_out_five_teams_of_two_others_are_left(teams: list[int], told: bool) -> None:
    found = made(*schools(*([3.0] * count for count in teams)))
    assert bool(found.rows) is told


OPEN = st.lists(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=5), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(OPEN)
def test_all_numbers_of_a_layer_are_of_the_same_teams_and_enough_of_them_are_others(
    masks: list[list[tuple[bool, bool]]],
) -> None:
    """Each team's mean has a digit of its own in it, so that a sum tells whose it is: what a reader could only wish."""
    digit, tallies, teams_of = 0, list[Tally](), list[set[int]]()
    for of_school in masks:
        own, numbers = set[int](), dict[str, list[Published]]()
        for at, (start, turns) in enumerate(of_school):
            mean = 1 + 2**digit / 10**9
            numbers[chr(97 + at)] = [
                found if shows else replace(found, mean=None)
                for found, shows in zip(whole(mean, mean), (start, turns, *[start and turns] * 3), strict=True)
            ]
            own |= {digit} if start and turns else set()
            digit += 1
        teams_of.append(own)
        tallies.extend(one for one in [given_by(numbers)] if one)
    total = together(tallies)
    if total is None:
        assert not any(teams_of)
        return
    for row in made_of(REFERENCE, total).rows:
        bits = (total.sums[row.aspect].sum - row.teams) * 10**9
        assert bits == sum((Fraction(2**one) for own in teams_of for one in own), Fraction())
        for own in teams_of:
            others = [other - own for other in teams_of if other is not own and other]
            assert sum(map(len, others)) >= 5 and len(others) >= 2
    enough = all(
        sum(len(other) for other in teams_of if other is not own) >= 5
        and sum(bool(other) for other in teams_of if other is not own) >= 2
        for own in teams_of
    )
    assert bool(made_of(REFERENCE, total).rows) == enough


# ----- as files ----------------------------------------------------------------------------------------


def test_what_a_school_gets_is_a_benchmark_file() -> None:
    found = made(*schools([2, 2], [3, 3], [4, 4], [3]))
    lines = table(found.rows).decode().splitlines()
    assert lines[0] == "source,level,id,mean,sd,n_teams,n_schools"
    assert "self,layer,self,3.0,0.8,7,4" in lines
    of_rounds = table(found.rows, ("start", "later")).decode().splitlines()
    assert of_rounds[0] == f"round,{lines[0]}"
    assert of_rounds[1:] == [f"{round_},{line}" for round_ in ("start", "later") for line in lines[1:]]


def test_its_entry_holds_whatever_a_label_holds() -> None:
    odd = REFERENCE.model_copy(update={"label": 'Land: "alle" # scholen', "note": "Zo."})
    text = entry(replace(made(*schools([2] * 3, [3] * 3, [4] * 3)), reference=odd))
    assert text == (
        '- id: land\n  date: 2026-01-01\n  instrument: hand\n  label: "Land: \\"alle\\" # scholen"\n'
        '  note: "Zo."\n  version: "1"\n'
    )


def test_a_reference_that_was_made_stays_as_it_is() -> None:
    found = made(*schools([2, 2], [3, 3], [4, 4], [3]))
    files = kept(found)
    assert as_kept(REFERENCE, files["land.yml"], files["land.csv"], "references/land.yml") == found


@pytest.mark.parametrize("changes", [{"since": date(2026, 2, 1)}, {"kind": "nulmeting"}, {"instrument": "foot"}])
def test_one_of_other_rounds_is_not_taken_for_it(changes: dict[str, object]) -> None:
    files = kept(made(*schools([2, 2], [3, 3], [4, 4], [3])))
    with pytest.raises(InputProblems, match=r"references/land.yml:1: found a reference that was made of other rounds"):
        as_kept(REFERENCE.model_copy(update=changes), files["land.yml"], files["land.csv"], "references/land.yml")
