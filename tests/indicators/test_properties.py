"""Laws that hold for any answers: where a row stands, and in which file, makes no difference."""

import random
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from teamspiegel.contracts.measured import Answers
from teamspiegel.gate.team import gate
from teamspiegel.indicators.count import count
from teamspiegel.indicators.measure import measure
from teamspiegel.pipeline import published_of
from teamspiegel.reading.read import read_school
from teamspiegel.reports import reports_of

from tests.schools import Files, measured, small, without

SMALL = small()
TEAMS = ("blauw", "groen", "rood")
BARE = without(SMALL, *(path for path in SMALL if path.startswith("data/")))
BARE["content/teams.yml"] = "".join(f"- {{id: {team}, name: {team}, members: 40}}\n" for team in TEAMS).encode()
BARE = without(BARE, "content/sessions/2026-03-31-blauw.yml", "content/learning-questions/blauw.yml")

cells = st.sampled_from(["", "1", "2", "3", "4", "5"])
half_cells = st.sampled_from(["", "1", "1.5", "2", "3", "3.5", "4.5", "5"])
respondents = st.lists(st.tuples(st.sampled_from(TEAMS), cells, cells, cells, cells), min_size=1, max_size=25)
visits = st.lists(
    st.tuples(st.sampled_from(TEAMS), st.sampled_from(["t1", "t2", "t3"]), half_cells, half_cells), max_size=15
)

SURVEY = "respondent,zelf-begin,zelf-beurten,samen-afspraken,samen-roddel"
LESSONS = "lesson,teacher,les-begin,les-beurten"
Row = tuple[str, str]
"""A team, and the rest of the row."""


def numbered(surveys: list[Any], lessons: list[Any]) -> tuple[list[Row], list[Row]]:
    """Rows with pseudonyms of their own. A first row for every team in both files, so that no file is missing."""
    first = [(team, f"r0-{team},3,3,3,3") for team in TEAMS]
    seen = [(team, f"l0-{team},t1,3,3") for team in TEAMS]
    return (
        first + [(team, f"r{number},{','.join(rest)}") for number, (team, *rest) in enumerate(surveys, 1)],
        seen + [(team, f"l{number},{','.join(rest)}") for number, (team, *rest) in enumerate(lessons, 1)],
    )


def one_file(surveys: list[Row], lessons: list[Row]) -> Files:
    """Everybody in the round's two files."""
    tables = {"survey": (SURVEY, surveys), "observations": (LESSONS, lessons)}
    return BARE | {
        f"data/start/{name}.csv": "\n".join([f"team,{head}", *(",".join(row) for row in rows)]).encode()
        for name, (head, rows) in tables.items()
    }


def file_per_team(surveys: list[Row], lessons: list[Row]) -> Files:
    """Every team in files of its own."""
    tables = {"survey": (SURVEY, surveys), "observations": (LESSONS, lessons)}
    return BARE | {
        f"data/start/{team}/{name}.csv": "\n".join([head, *(row for one, row in rows if one == team)]).encode()
        for name, (head, rows) in tables.items()
        for team in TEAMS
    }


@settings(max_examples=12, deadline=None)
@given(respondents, visits, st.integers(0, 1000))
def test_the_order_of_rows_does_not_matter(surveys: list[Any], lessons: list[Any], seed: int) -> None:
    said, seen = numbered(surveys, lessons)
    mixed = random.Random(seed).sample(said, len(said)), random.Random(seed).sample(seen, len(seen))
    assert measured(one_file(*mixed))[2] == measured(one_file(said, seen))[2]


@settings(max_examples=12, deadline=None)
@given(respondents, visits)
def test_splitting_a_file_does_not_matter(surveys: list[Any], lessons: list[Any]) -> None:
    said, seen = numbered(surveys, lessons)
    assert measured(file_per_team(said, seen))[2] == measured(one_file(said, seen))[2]


@settings(max_examples=12, deadline=None)
@given(respondents, visits, st.integers(0, 1000))
def test_partial_counts_add_up(surveys: list[Any], lessons: list[Any], seed: int) -> None:
    """Answers that are counted in parts, wherever they are split, give the numbers of all of them together."""
    definitions, answers = read_school(one_file(*numbered(surveys, lessons)))
    part = pd.Series(random.Random(seed).choices(range(3), k=len(answers.frame)))
    parts = [count(definitions, Answers(answers.frame[part == k])) for k in range(3)]
    together = parts[0] + parts[1] + parts[2]
    assert list(measure(definitions, together)) == list(measure(definitions, count(definitions, answers)))


@settings(max_examples=12, deadline=None)
@given(respondents, visits)
def test_another_team_makes_no_difference_to_a_team(surveys: list[Any], lessons: list[Any]) -> None:
    said, seen = numbered(surveys, lessons)
    definitions, answers, together = measured(one_file(said, seen))
    alone = list(measure(definitions, count(definitions, Answers(answers.frame[answers.frame["team"] == "groen"]))))
    assert alone == [one for one in together if one.team == "groen"]


@settings(max_examples=12, deadline=None)
@given(respondents, visits)
def test_numbers_stay_where_they_can_be(surveys: list[Any], lessons: list[Any]) -> None:
    """A mean on the scale, a variance of at most half the square of the range (n = 2), n no more than the units."""
    for one in measured(one_file(*numbered(surveys, lessons)))[2]:
        for number in one.numbers.values():
            assert 1 <= number.mean <= 5
            assert number.variance is None or 0 <= number.variance <= 8
            assert number.people <= number.n <= len(surveys) + len(lessons) + 1


# ----- several rounds ----------------------------------------------------------------------------------

ROUNDS = ("start", "ronde-a", "ronde-b")
rounds = st.tuples(*(st.tuples(respondents, visits) for _ in ROUNDS))


def many_rounds(answers: Any, order: tuple[str, ...] = ROUNDS) -> Files:
    """Each round's answers in files for all teams; `order`: the rounds that the answers are of."""
    tree = dict(BARE)
    for round_, (surveys, lessons) in zip(order, answers, strict=True):
        files = one_file(*numbered(surveys, lessons))
        tree |= {f"data/{round_}/{name}": files[f"data/start/{name}"] for name in ("survey.csv", "observations.csv")}
    return tree


def assert_same_school(one: Files, other: Files) -> None:
    """The same numbers before the gate and after it."""
    assert measured(one)[2] == measured(other)[2]
    assert published_of(one)[1] == published_of(other)[1]


def shuffled(random_: random.Random, content: bytes, fixed: int) -> bytes:
    """The lines of a file in another order, but for the first ones."""
    lines = content.decode().splitlines()
    return "\n".join([*lines[:fixed], *random_.sample(lines[fixed:], len(lines) - fixed)]).encode()


def in_another_order(tree: Files, seed: int) -> Files:
    """The rows of every table, the rounds in their list, and the files themselves in another order."""
    random_ = random.Random(seed)
    mixed = {path: shuffled(random_, text, 1) if path.endswith(".csv") else text for path, text in tree.items()}
    mixed["content/rounds.yml"] = shuffled(random_, tree["content/rounds.yml"], 0)
    return {path: mixed[path] for path in random_.sample(list(mixed), len(mixed))}


def split(tree: Files) -> Files:
    """Every file for all teams as a file for each team that stands in it."""
    found = {path: text for path, text in tree.items() if not path.startswith("data/")}
    for path in tree.keys() - found.keys():
        head, *rows = tree[path].decode().splitlines()
        _, round_, name = path.split("/")
        for team in {row.partition(",")[0] for row in rows}:
            own = [row.partition(",")[2] for row in (head, *rows) if row.partition(",")[0] in ("team", team)]
            found[f"data/{round_}/{team}/{name}"] = "\n".join(own).encode()
    return found


@settings(max_examples=4, deadline=None)
@given(rounds, st.integers(0, 1000))
def test_the_order_of_rows_files_and_rounds_changes_nothing_that_is_published(answers: Any, seed: int) -> None:
    tree = many_rounds(answers)
    assert_same_school(in_another_order(tree, seed), tree)
    assert_same_school(in_another_order(split(tree), seed), tree)


@settings(max_examples=5, deadline=None)
@given(rounds)
def test_a_round_between_changes_nothing_between_the_others(answers: Any) -> None:
    three, two = many_rounds(answers), many_rounds(answers)
    two = without(two, "data/ronde-a/survey.csv", "data/ronde-a/observations.csv")
    for team, report in reports_of(*published_of(two)).items():
        both = reports_of(*published_of(three))[team]
        kept = {key: change for key, change in both.rounds[-1].changes.items() if key[0] != "ronde-a"}
        assert report.rounds[-1].changes == kept


@settings(max_examples=5, deadline=None)
@given(rounds)
def test_another_team_makes_no_difference_to_the_changes_of_a_team(answers: Any) -> None:
    definitions, given_answers = read_school(many_rounds(answers))
    frame = given_answers.frame
    alone = Answers(frame[frame["team"] == "groen"])
    of_team, of_all = (
        reports_of(definitions, gate(definitions, measure(definitions, count(definitions, these))))["groen"]
        for these in (alone, given_answers)
    )
    assert [view.changes for view in of_team.rounds] == [view.changes for view in of_all.rounds]


def test_no_pseudonym_reaches_anything() -> None:
    """Every respondent, lesson and teacher has a name that stands nowhere else, in two rounds of twelve people."""
    head = "respondent,zelf-begin,zelf-beurten,samen-afspraken,samen-roddel\n"
    seen = "lesson,teacher,les-begin,les-beurten\n"
    tree = dict(BARE)
    for round_, low in (("start", 1), ("ronde-a", 3)):
        said = "".join(f"geheim-{round_}-{n},{low + n % 3},{low + n % 2},3,{1 + n % 5}\n" for n in range(12))
        lessons = "".join(f"geheim-les-{n},geheim-docent-{n},{low + n % 4 / 2},{low + n % 3}\n" for n in range(12))
        tree[f"data/{round_}/groen/survey.csv"] = (head + said).encode()
        tree[f"data/{round_}/groen/observations.csv"] = (seen + lessons).encode()
    definitions, answers, numbers = measured(tree)
    assert "geheim" in answers.frame.to_csv()
    assert "geheim" not in repr(numbers)
    published = gate(definitions, numbers)
    reports = reports_of(definitions, published)
    directions = {change.direction for change in reports["groen"].rounds[-1].changes.values()}
    assert directions >= {"higher", "none"}
    assert "geheim" not in repr(published) and "geheim" not in repr(reports)
