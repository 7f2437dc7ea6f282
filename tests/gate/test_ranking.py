"""What may be published of a ranking: known answers, and everything that a small group can put in order."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations_with_replacement, permutations

import pandas as pd
import pytest
from teamspiegel.contracts.definitions import GateThresholds, Round, Team
from teamspiegel.contracts.measured import RankingMeasured
from teamspiegel.contracts.ranking import Option, Ranking, RankingResults
from teamspiegel.gate import ranking as gate
from teamspiegel.indicators import ranking as indicators

Ranks = tuple[int | None, ...]
"""The rank that somebody gives to each option, or none."""

GATE = GateThresholds()
TEAM = Team(id="team", name="Team", members=30)
ROUND = Round(id="een", label="Een", date=date(2026, 9, 1), kind="nulmeting")


def ranking(options: int, top: int) -> Ranking:
    return Ranking(
        id="volgorde",
        kind="ranking",
        version="1",
        name="Volgorde",
        description="Wat eerst.",
        options=tuple(Option(id=f"o{number}", name=f"Optie {number}", text="Dit.") for number in range(options)),
        top=top,
    )


def measured(group: Sequence[Ranks], top: int = 2) -> RankingMeasured:
    rows = [
        (f"p{person}", f"o{option}", float(rank))
        for person, ranks in enumerate(group)
        for option, rank in enumerate(ranks)
        if rank is not None
    ]
    options = len(group[0])
    frame = pd.DataFrame(rows, columns=["person", "item", "score"])
    return indicators.measure(ranking(options, top), TEAM, ROUND, frame)


def told(group: Sequence[Ranks], top: int = 2) -> RankingResults:
    return gate.gate(ranking(len(group[0]), top), TEAM, measured(group, top), GATE)


def test_points_and_what_is_left() -> None:
    """Of four options: 3, 2, 1, 0 points. Who ranks one option leaves 2 + 1 + 0 to three others: 1 each."""
    found = measured([(1, 2, 3, 4), (None, 1, None, None)])
    assert found.points == {"o0": Fraction(4), "o1": Fraction(5), "o2": Fraction(2), "o3": Fraction(1)}
    assert found.top == {"o0": 1, "o1": 2, "o2": 0, "o3": 0}
    assert (found.people, found.complete, found.agreement) == (2, 1, Fraction(1))


@pytest.mark.parametrize(
    ("group", "w"),
    [
        ([(1, 2, 3)] * 3, Fraction(1)),
        # Rank sums 4, 6, 8 of a mean of 6: S is 8, and 12 · 8 / (9 · 24) is 4/9.
        ([(1, 2, 3), (1, 3, 2), (2, 1, 3)], Fraction(4, 9)),
        ([(1, 2, 3), (3, 2, 1)], Fraction(0)),
    ],
)
def test_kendalls_w(group: list[Ranks], w: Fraction) -> None:
    assert measured(group).agreement == w


def test_what_the_size_of_a_group_allows() -> None:
    assert told([(1, 2, 3)] * 4) == RankingResults(4, withheld="small")
    assert told([(1, 2, 3)] * 4 + [(2, 1, 3)]) == RankingResults(5, (("o0",), ("o1",), ("o2",)), withheld="small")
    # Points 8 + 3, 4 + 6 and 6 + 3; sums of ranks 19, 20 and 21 of a mean of 20: S is 2, and W 12 · 2 / 2400.
    mixed = [(1, 2, 3)] * 4 + [(2, 3, 1)] * 3 + [(3, 1, 2)] * 3
    assert told(mixed) == RankingResults(
        10, (("o0",), ("o1",), ("o2",)), {"o0": 7, "o1": 7, "o2": 6}, 10, 0.0, divided=True
    )
    assert told([(1, 2, 3)] * 7 + [(2, 1, 3), (2, 3, 1), (3, 1, 2)]).withheld == "masked"


def breaches(groups: Iterable[tuple[Ranks, ...]], top: int) -> Iterator[str]:
    """Whoever is sure, from their own ranking and what is published, that all others gave an option the same rank."""
    sure: dict[tuple[Ranks, int, str], bool] = {}
    for group in groups:
        published = repr(told(list(group), top))
        ranks = Counter(group)
        for own in ranks:
            others = [one for one, count in (ranks - Counter([own])).items() if count]
            for option in range(len(own)):
                key = own, option, published
                sure[key] = sure.get(key, True) and len({one[option] for one in others}) == 1
    return (f"{own} knows of option {option}: {published}" for (own, option, published), one in sure.items() if one)


THREE: list[Ranks] = list(permutations((1, 2, 3)))
SOME: list[Ranks] = [*THREE, (1, None, None), (None, 1, None), (None, None, 1)]


@pytest.mark.parametrize("people", [5, 6, 10])
def test_nobody_is_sure_of_all_others(people: int) -> None:
    assert list(breaches(combinations_with_replacement(THREE, people), 2)) == []


def test_nobody_is_sure_of_all_others_where_not_everything_is_ranked() -> None:
    assert list(breaches(combinations_with_replacement(SOME, 5), 1)) == []


def test_nobody_is_sure_of_all_others_in_a_group_that_nearly_agrees() -> None:
    four: list[Ranks] = list(permutations((1, 2, 3, 4)))
    groups = ((four[0],) * 7 + rest for rest in combinations_with_replacement(four, 3))
    assert list(breaches(groups, 2)) == []


def test_without_cover_somebody_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GateThresholds, "COVER", -2)
    assert list(breaches(combinations_with_replacement(THREE, 10), 2))
