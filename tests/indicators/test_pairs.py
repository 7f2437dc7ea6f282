"""Pairs for lesson visits, worked out by hand.

One lesson of each of four teachers, on two elements:

        p   q   a   b   mean    from the mean
  one   4   2   4   2   3       +1  -1  +1  -1
  two   1   5   3   3   3       -2  +2   0   0

pq: 1*1 + 2*2 = 5;  pa: 0;  pb: 1*1 = 1;  qa: 1*1 = 1;  qb: 0;  ab: 1*1 = 1
two pairs: pq + ab = 6;  pa + qb = 0;  pb + qa = 2
"""

from fractions import Fraction

import pandas as pd
from teamspiegel.contracts.pairs import Wishes
from teamspiegel.indicators.pairs import away_from_the_mean, pairs, weight

from tests.handmade import instrument

AWAY = {
    "a": {"one": Fraction(1), "two": Fraction(0)},
    "b": {"one": Fraction(-1), "two": Fraction(0)},
    "p": {"one": Fraction(1), "two": Fraction(-2)},
    "q": {"one": Fraction(-1), "two": Fraction(2)},
}


def wished(*, never: list[str] | None = None, always: list[str] | None = None) -> Wishes:
    return Wishes(frozenset(map(frozenset, never or [])), frozenset(map(frozenset, always or [])))


def people(away: dict[str, dict[str, Fraction]], wishes: Wishes) -> list[str]:
    return ["".join(group.people) for group in pairs(away, wishes)]


def test_what_two_teachers_have_to_show_each_other() -> None:
    found = {one + other: weight(AWAY, one, other) for one, other in ("pq", "pa", "pb", "qa", "qb", "ab")}
    assert found == {"pq": 5, "pa": 0, "pb": 1, "qa": 1, "qb": 0, "ab": 1}


def test_the_pairs_have_the_most_to_show() -> None:
    assert people(AWAY, Wishes()) == ["ab", "pq"]


def test_what_each_could_see() -> None:
    _, found = pairs(AWAY, Wishes())
    assert found.shown == {("p", "q"): ("two",), ("q", "p"): ("one",)}


def test_who_must_not_be_together_is_not() -> None:
    """Two pairs of 2 in all go before one pair of 5."""
    assert people(AWAY, wished(never=["pq"])) == ["aq", "bp"]
    assert people(AWAY, wished(never=["ab"])) == ["aq", "bp"]


def test_who_must_be_together_is() -> None:
    assert people(AWAY, wished(always=["pa"])) == ["ap", "bq"]


def test_who_is_left_joins_the_pair_with_the_most_to_gain() -> None:
    """z is +1 on two: 2*1 with p, nothing with the others."""
    away = {**AWAY, "z": {"two": Fraction(1)}}
    assert people(away, Wishes()) == ["ab", "pqz"]
    assert people(away, wished(never=["qz"])) == ["abz", "pq"]
    assert people(away, wished(never=["qz", "az", "pz", "bz"])) == ["ab", "pq", "z"]


def test_weights_that_are_not_whole_are_compared_exactly() -> None:
    """pq 2/3 and ab 1/3; nobody else has anything to show. As whole numbers both would be nothing."""
    third = Fraction(1, 3)
    away = {
        "a": {"x": -third},
        "b": {"x": Fraction(1)},
        "p": {"y": Fraction(1)},
        "q": {"y": -2 * third},
    }
    assert people(away, Wishes()) == ["ab", "pq"]


def test_how_far_each_is_from_the_mean_of_all_lessons() -> None:
    """t1 has lessons of 4 and 5, t2 one of 3: the mean of all lessons is 4, of t1 4.5, of t2 3."""
    rows = [("seen-start", "t1", 4.0), ("seen-start", "t1", 5.0), ("seen-start", "t2", 3.0), ("self-start", "t9", 1.0)]
    frame = pd.DataFrame(rows, columns=["item", "person", "score"])
    half = Fraction(1, 2)
    assert away_from_the_mean(instrument(), frame) == {"t1": {"start": half}, "t2": {"start": Fraction(-1)}}
