"""Rounds beside each other: which of them nobody could tell apart, or put in order."""

import pytest

from tests.schools import Files, change, problems_of, small

ROUNDS = "content/rounds.yml"
SMALL = small()


def survey_of(round_: str, day: str) -> Files:
    """The small school with a survey of team `blauw` in a round besides, that was held on a day."""
    line = f"- {{id: {round_}, label: Nog een, date: {day}, kind: nulmeting, instrument: kompas, sources: [survey]}}\n"
    tree = {**SMALL, ROUNDS: SMALL[ROUNDS] + line.encode()}
    survey = b"respondent,zelf-begin,zelf-beurten,samen-afspraken,samen-roddel\nx1,4,4,4,4\nx2,3,3,3,3\n"
    return {**tree, f"data/{round_}/blauw/survey.csv": survey}


@pytest.mark.parametrize(("written", "label"), [("Start", "Start"), ("start", "start"), ("'Start '", "Start")])
def test_two_rounds_with_one_label_are_told(written: str, label: str) -> None:
    (message,) = problems_of(change(SMALL, ROUNDS, "label: B,", f"label: {written},"))
    assert message == (
        f"{ROUNDS}:6: found label '{label}', which the round in line 1 has too; "
        "expected a label by which readers know each round; say what is different, such as the year"
    )


def test_an_end_before_the_beginning_is_told() -> None:
    (message,) = problems_of(change(SMALL, ROUNDS, "date: 2027-05-01,", "date: 2025-05-01,"))
    assert message == (
        f"{ROUNDS}:9: found round 'ronde-e' of kind eindmeting on 2025-05-01, before the first nulmeting (2026-03-24); "
        "expected the last measurement after a first; change the date or the kind of one of them"
    )


def test_a_team_may_begin_later_or_again() -> None:
    """Another team, or the same one after its last measurement, has a first measurement too."""
    assert problems_of(survey_of("opnieuw", "2027-09-01")) == []


def test_an_end_without_a_beginning_is_no_mistake() -> None:
    assert problems_of(change(SMALL, ROUNDS, "kind: nulmeting,", "kind: tussenmeting,")) == []


def test_answers_of_a_team_in_two_rounds_of_one_day_are_told() -> None:
    """Nobody knows with which of them the other is compared."""
    (message,) = problems_of(survey_of("opnieuw", "2026-03-24"))
    assert message == (
        f"{ROUNDS}:10: found date 2026-03-24, on which round 'start' was held too, with answers of team 'blauw' in "
        "both; expected a day of its own for each round of a team; "
        "correct one of the dates, or put the answers into one round"
    )


def test_two_rounds_of_one_day_are_no_mistake_by_themselves() -> None:
    """Teams may answer different instruments on the same day."""
    assert problems_of(change(SMALL, ROUNDS, "date: 2026-06-02,", "date: 2026-06-01,")) == []
