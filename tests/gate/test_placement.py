"""What may be published of a placement: known answers, and everything that a small group can choose."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement, pairwise
from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st
from teamspiegel.contracts.definitions import GateThresholds
from teamspiegel.contracts.placement import Phase, Place, Placed, Placement
from teamspiegel.gate import placement as gate

GATE = GateThresholds()


def placement(phases: int, talking_point: int | None = None) -> Placement:
    return Placement(
        id="plek",
        kind="placement",
        version="1",
        name="Plek",
        description="Waar wij staan.",
        phases=tuple(Phase(name=f"Fase {number}") for number in range(1, phases + 1)),
        topics=(Placed(id="doel", name="Doel", text="Ons doel."),),
        talking_point=talking_point,
    )


def counts(chosen: Sequence[int], phases: int) -> tuple[int, ...]:
    return tuple(chosen.count(phase) for phase in range(1, phases + 1))


def told(chosen: Sequence[int], phases: int, talking_point: int | None = None) -> Place:
    return gate.place(placement(phases, talking_point), counts(chosen, phases), GATE)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ([1, 2, 3, 4], Place(4, withheld="small")),
        ([1, 2, 2, 3, 4], Place(5, 2, withheld="small")),
        ([1, 2, 3, 4, 4, 4], Place(6, 3, withheld="small")),
        # Ten people: 2 and 3 hold 7 of 10, less than three quarters.
        ([1, 2, 2, 2, 2, 3, 3, 3, 4, 4], Place(10, 2, (1, 4, 3, 2), divided=True)),
        # 2 and 3 hold 8 of 10.
        ([1, 2, 2, 2, 2, 3, 3, 3, 3, 4], Place(10, 2, (1, 4, 4, 1), divided=False)),
        # All but three the same.
        ([2, 2, 2, 2, 2, 2, 2, 1, 3, 4], Place(10, 2, withheld="masked")),
    ],
)
def test_known_answers(chosen: list[int], expected: Place) -> None:
    assert told(chosen, 4) == expected


@pytest.mark.parametrize(
    ("chosen", "talks"),
    [
        ([4, 4, 3, 3, 3], False),
        ([4, 4, 3, 3, 2], False),
        ([4, 4, 3, 2, 2], True),  # two of five is more than a third
        ([4, 3, 3, 2, 2, 1, 4, 4, 4], True),  # three of nine is a third
        ([4, 3, 3, 3, 2, 1, 4, 4, 4], False),
        ([2, 2, 2, 4, 4], True),
    ],
)
def test_a_talking_point_is_a_low_median_or_a_third_of_the_people(chosen: list[int], talks: bool) -> None:
    assert told(chosen, 4, 2).talking_point is talks


@given(st.lists(st.integers(1, 5), min_size=1, max_size=30))
def test_the_median_is_the_lower_one_of_two(chosen: list[int]) -> None:
    assert gate.median(counts(chosen, 5)) == median_low(chosen)


def breaches(people: int, phases: int, talking_point: int | None) -> Iterator[str]:
    """Whoever is sure, from their own choice and what is published, that all others chose the same."""
    sure: dict[tuple[int, Place], bool] = {}
    for chosen in combinations_with_replacement(range(1, phases + 1), people):
        published = told(chosen, phases, talking_point)
        for own in set(chosen):
            others = Counter(chosen)
            others.subtract([own])
            alike = people - 1 in others.values()
            sure[own, published] = sure.get((own, published), True) and alike
    return (f"{own} knows all others of {published}" for (own, published), one in sure.items() if one)


@pytest.mark.parametrize("people", [4, 5, 6, 7, 9, 10, 11, 12])
@pytest.mark.parametrize(
    ("phases", "talking_point"), [(3, None), (4, None), (5, None), (3, 1), (4, 1), (4, 2), (5, 2), (5, 3)]
)
def test_nobody_is_sure_of_all_others(people: int, phases: int, talking_point: int | None) -> None:
    assert list(breaches(people, phases, talking_point)) == []


@pytest.mark.parametrize(("people", "phases", "talking_point"), [(5, 3, 2), (6, 4, 3), (5, 5, 4)])
def test_with_one_phase_behind_it_a_talking_point_tells(people: int, phases: int, talking_point: int) -> None:
    assert list(breaches(people, phases, talking_point))


def test_without_cover_somebody_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GateThresholds, "COVER", -2)
    assert list(breaches(10, 3, None))


def test_with_fewer_people_than_a_mean_needs_somebody_is_sure() -> None:
    low = GateThresholds.model_construct(mean=2, spread=10)
    found = gate.place(placement(3), (0, 0, 2), low)
    assert found.median == 3  # the lower of two is the highest phase: the other one is there as well


def test_pairs_beside_each_other_make_the_word() -> None:
    chosen = [1] * 4 + [4] * 4 + [2, 3]
    assert max(one + other for one, other in pairwise(counts(chosen, 4))) == 5
    assert told(chosen, 4).divided is True
