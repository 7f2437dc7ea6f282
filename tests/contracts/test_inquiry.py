"""What a team keeps of a learning question, worked out by hand."""

from datetime import date
from typing import get_args

import pytest
from teamspiegel.contracts.guidance import Step
from teamspiegel.contracts.inquiry import CycleEntry, stretches, weeks_between

STEPS = get_args(Step)


def entry(step: str, since: date) -> CycleEntry:
    return CycleEntry.model_validate({"step": step, "since": since})


WAY = [
    entry("verkennen", date(2026, 3, 2)),
    entry("verdiepen", date(2026, 3, 23)),  # 21 days later
    entry("verkennen", date(2026, 3, 26)),  # 3 days later
    entry("besluiten", date(2026, 4, 6)),  # 11 days later
]


def test_weeks_at_each_step_and_where_the_team_came_back() -> None:
    """Until 30 April: 24 days at the last step, which is 3.43 weeks. 11 days are 1.57 weeks, 3 days less than half."""
    found = stretches(WAY, STEPS, date(2026, 4, 30))
    assert [(one.entry.step, one.weeks, one.back) for one in found] == [
        ("verkennen", 3, False),
        ("verdiepen", 0, False),
        ("verkennen", 2, True),
        ("besluiten", 3, False),
    ]
    assert found[-1].until == date(2026, 4, 30)


def test_what_has_not_begun_is_not_there() -> None:
    found = stretches(WAY, STEPS, date(2026, 3, 24))
    assert [(one.entry.step, one.until) for one in found] == [
        ("verkennen", date(2026, 3, 23)),
        ("verdiepen", date(2026, 3, 24)),
    ]
    assert stretches(WAY, STEPS, date(2026, 3, 1)) == []


@pytest.mark.parametrize(("days", "weeks"), [(0, 0), (3, 0), (4, 1), (10, 1), (11, 2), (364, 52)])
def test_half_a_week_is_a_week(days: int, weeks: int) -> None:
    assert weeks_between(date(2026, 1, 1), date.fromordinal(date(2026, 1, 1).toordinal() + days)) == weeks
