"""Which program made an export, by what stands in its first rows."""

from typing import get_args

import pytest
from teamspiegel.intake.conversion import DROPPED, Dropped
from teamspiegel.reading.grid import grid_of
from teamspiegel.reading.tool import REASONS, Mark, counting, recognise


@pytest.mark.parametrize(
    ("heads", "tool"),
    [
        (["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "V1"], "microsoft-forms"),
        (["ID", "Start time", "Completion time", "Email", "Name", "V1"], "microsoft-forms"),
        (["Tijdstempel", "V1"], "google-forms"),
        (["Timestamp", "V1"], "google-forms"),
        (["id", "submitdate", "V1"], "limesurvey"),
        (["submitdate. Datum ingezonden", "V1"], "limesurvey"),
        (["Date submitted", "V1"], "limesurvey"),
        (["Answer ID", "V [a]", "V [b]"], "limesurvey"),
        (["Respondent ID", "Collector ID", "Start Date", "V1"], "surveymonkey"),
        (["StartDate", "EndDate", "Status", "ResponseID", "Finished", "Q1"], "qualtrics"),
        (["Naam", "Team", "V1"], "by-hand"),
        (["ID", "Team", "V1"], "by-hand"),
    ],
)
def test_a_program_is_known_by_its_own_columns(heads: list[str], tool: str) -> None:
    found = recognise(grid_of("x.csv", [heads, ["1" for _ in heads], ["2" for _ in heads]]))
    assert found.tool == tool
    assert found.reason


def test_every_mark_and_every_reason_has_its_words() -> None:
    assert REASONS.keys() == set(get_args(Mark))
    assert DROPPED.keys() == set(get_args(Dropped))


@pytest.mark.parametrize("head", ["submitdate", "submitdate. datum ingezonden", "date submitted", "datum abgeschickt"])
def test_who_did_not_finish_is_seen_by_the_date(head: str) -> None:
    assert counting("limesurvey", head) == set()
    assert counting("google-forms", head) is None
