"""Data points, worked out by hand."""

from datetime import date

import pytest
from teamspiegel.contracts.datapoints import DataPoints

NUMBERS, WORDS = "kwantitatief", "kwalitatief"


def point(kind: str, *roles: str, day: str = "2026-05-01", **more: object) -> dict[str, object]:
    return {"what": "-", "kind": kind, "purpose": "leren", "roles": roles, "date": date.fromisoformat(day), **more}


def points(*found: dict[str, object]) -> DataPoints:
    return DataPoints.model_validate({"points": found, "decisions": ({"id": "dit", "what": "-"},)})


def test_what_comes_back_comes_back_until_its_last_day() -> None:
    """Every two weeks from 4 May to 1 June: 4 May, 18 May, 1 June; up to 31 May the last one falls away."""
    rhythm = {"weeks": 2, "start": date(2026, 5, 4), "until": date(2026, 6, 1)}
    assert points(point(WORDS, "a", date=None, every=rhythm)).days == [
        date(2026, 5, 4),
        date(2026, 5, 18),
        date(2026, 6, 1),
    ]
    shorter = {**rhythm, "until": date(2026, 5, 31)}
    assert len(points(point(WORDS, "a", date=None, every=shorter)).days) == 2


def test_the_longest_time_without_any() -> None:
    """1 to 15 May is 14 days, 15 May to 9 June 25, which is 3.57 weeks; whatever the order and the kind."""
    found = points(*(point(WORDS, "a", day=day) for day in ("2026-06-09", "2026-05-01", "2026-05-15", "2026-05-15")))
    assert found.longest_gap == (4, date(2026, 5, 15), date(2026, 6, 9))
    assert points(point(WORDS, "a")).longest_gap is None


def test_a_role_counts_once_in_a_point_whatever_its_capitals() -> None:
    found = points(point(WORDS, "Docenten", "leerlingen"), point(NUMBERS, "leerlingen", "Leerlingen"))
    assert found.roles == {"leerlingen": 2, "Docenten": 1}


@pytest.mark.parametrize(
    ("found", "firm"),
    [
        ([point(WORDS, "a"), point(NUMBERS, "b"), point(WORDS, "a")], True),
        ([point(WORDS, "a"), point(NUMBERS, "b")], False),  # two points
        ([point(WORDS, "a"), point(WORDS, "b"), point(WORDS, "a")], False),  # words alone
        ([point(WORDS, "a"), point(NUMBERS, "A"), point(WORDS, "a")], False),  # one role
    ],
)
def test_what_a_decision_rests_on(found: list[dict[str, object]], firm: bool) -> None:
    elsewhere = point(NUMBERS, "c")
    (decision,) = points(*({**one, "decision": "dit"} for one in found), elsewhere).foundations
    assert (len(decision.points), decision.is_firm) == (len(found), firm)
