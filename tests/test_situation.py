"""How a school stands on a day: worked examples on the small school, as it is and with mistakes in it."""

from datetime import date

import pytest
from teamspiegel.pipeline import situation_of

from tests.schools import Files, change, small, without
from tests.sites import TODAY

QUESTIONS = "content/learning-questions/blauw.yml"
SURVEY = "data/start/blauw/survey.csv"
TEAMS = "content/teams.yml"


def lines(tree: Files) -> dict[str, str]:
    """The line that is shown with each problem, by its place."""
    found = situation_of(tree, TODAY)
    return {f"{wrong.problem.path}:{wrong.problem.line}": wrong.line for wrong in found.wrong}


def test_the_latest_round_comes_first_with_who_took_part_and_who_did_not() -> None:
    found = situation_of(small(), TODAY)
    assert found.wrong == ()
    assert [one.round.id for one in found.rounds][-3:] == ["lesbezoek", "enquete", "start"]
    start = found.rounds[-1]
    took_part = [(one.team, one.source, one.response.people, one.response.members) for one in start.shown]
    assert took_part[0] == ("blauw", "survey", 6, 8)
    assert {team for team, *_ in took_part} == {"blauw", "groen"}
    assert [team.id for team in start.without][:2] == ["rood", "geel"]
    assert all(not one.shown and len(one.without) == 12 for one in found.rounds[:-1])


@pytest.mark.parametrize(
    ("day", "waiting"),
    [("2026-03-24", None), ("2026-06-01", "enquete"), ("2026-06-24", "lesbezoek"), ("2027-01-01", "ronde-a")],
)
def test_the_latest_round_of_which_the_day_has_come_waits_for_answers(day: str, waiting: str | None) -> None:
    found = situation_of(small(), date.fromisoformat(day)).waiting
    assert (found.id if found else None) == waiting


def test_it_waits_too_in_a_school_without_any_answers() -> None:
    tree = {path: content for path, content in small().items() if not path.startswith("data/")}
    found = situation_of(tree, TODAY)
    assert [wrong.problem.found for wrong in found.wrong] == ["no such file"]
    assert found.waiting and found.waiting.id == "lesbezoek"


@pytest.mark.parametrize(("day", "late"), [("2026-05-01", 0), ("2026-05-02", 1)])
def test_an_action_is_overdue_on_the_day_after(day: str, late: int) -> None:
    found = situation_of(small(), date.fromisoformat(day)).overdue
    assert [(one.team.id, one.source, one.action.what) for one in found] == [
        ("blauw", "Hoe beginnen wij rustig?", "Een les bezoeken.")
    ][:late]


def test_an_action_that_is_done_is_not_overdue_and_one_of_a_session_counts_too() -> None:
    done = change(small(), QUESTIONS, "status: gepland", "status: klaar")
    assert situation_of(done, TODAY).overdue == ()
    dated = change(
        done, "content/sessions/2026-03-31-blauw.yml", "role: teamleider", "role: teamleider, due: 2026-04-03"
    )
    [late] = situation_of(dated, TODAY).overdue
    assert (late.source, late.action.what) == ("Wat zien wij?", "Een rooster maken.")


def test_the_next_steps_are_those_of_the_last_session() -> None:
    before = small()["content/sessions/2026-03-31-blauw.yml"].decode()
    earlier = before.replace("2026-03-31", "2026-03-30").replace("Terugkijken.", "Vooruitkijken.")
    tree = {**small(), "content/sessions/2026-03-30-blauw.yml": earlier.encode()}
    [ahead] = situation_of(tree, TODAY).ahead
    assert [step.what for step in ahead.steps] == ["Terugkijken."]


# ----- with mistakes --------------------------------------------------------------------------------------


def test_with_a_problem_nothing_is_counted_and_the_rest_is_told() -> None:
    found = situation_of(change(small(), SURVEY, "r1,4,", "r1,9,"), TODAY)
    assert [str(wrong.problem).partition(": ")[0] for wrong in found.wrong] == [f"{SURVEY}:2"]
    assert not found.counted
    assert not any(one.shown for one in found.rounds)
    assert len(found.rounds) == 9
    assert len(found.overdue) == 1


def test_the_line_of_a_problem_is_shown_and_never_one_from_a_table_of_answers() -> None:
    tree = change(small(), SURVEY, "r1,4,", "r1,9,")
    tree = change(tree, QUESTIONS, "links: [les-begin,", "links: [les-begn,")
    assert lines(tree) == {f"{QUESTIONS}:6": "links: [les-begn, rust, zelf, willen]", f"{SURVEY}:2": ""}


def test_no_line_is_shown_of_a_file_with_personal_data_and_no_text_of_the_school() -> None:
    """Also not another line of it, and where the name only shows on the page."""
    names = {"private/names.txt": b"Tjitske Kwak\n"}
    tree = change({**small(), **names}, QUESTIONS, "links: [les-begin,", "links: [les-begn,")
    assert lines(tree)[f"{QUESTIONS}:6"]
    tree = change(tree, QUESTIONS, "Een les bezoeken.", "Vraag Tjits&#107;e Kwak.")
    tree = change(tree, QUESTIONS, "Nog een lesbezoek.", "Vraag Tjitske Kwak.")
    found = situation_of(tree, TODAY)
    assert {wrong.line for wrong in found.wrong} == {""}
    assert (found.definitions, found.rounds, found.overdue, found.ahead) == (None, (), (), ())


def test_a_line_that_nobody_can_read_in_one_look_is_cut() -> None:
    tree = change(small(), QUESTIONS, "links: [les-begin,", f"links: [les-begn, {'rust, ' * 50}")
    [line] = {line for line in lines(tree).values()}
    assert (len(line), line[-1]) == (160, "…")


@pytest.mark.parametrize("path", [TEAMS, "content/rounds.yml", "content/instruments/kompas.yml"])
def test_a_file_that_is_not_there_leaves_the_rest(path: str) -> None:
    found = situation_of(without(small(), path), TODAY)
    assert found.wrong
    assert found.definitions is not None
    assert {wrong.line for wrong in found.wrong if wrong.problem.path == path} <= {""}
