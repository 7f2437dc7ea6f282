"""Laws that hold for any answers: where a row stands, and in which file, makes no difference."""

import random
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from teamspiegel.contracts.measured import Measured
from teamspiegel.indicators.measure import measure

from tests.schools import Files, measured, small, without

SMALL = small()
TEAMS = ("blauw", "groen", "rood")
BARE = without(SMALL, *(path for path in SMALL if path.startswith("data/")))
BARE["content/teams.yml"] = "".join(f"- {{id: {team}, name: T, members: 40}}\n" for team in TEAMS).encode()
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


def assert_same(one: Measured, other: Measured) -> None:
    for name in ("indicators", "counts", "bands", "responses"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))


@settings(max_examples=25, deadline=None)
@given(respondents, visits, st.integers(0, 1000))
def test_the_order_of_rows_does_not_matter(surveys: list[Any], lessons: list[Any], seed: int) -> None:
    said, seen = numbered(surveys, lessons)
    mixed = random.Random(seed).sample(said, len(said)), random.Random(seed).sample(seen, len(seen))
    assert_same(measured(one_file(*mixed))[2], measured(one_file(said, seen))[2])


@settings(max_examples=25, deadline=None)
@given(respondents, visits)
def test_splitting_a_file_does_not_matter(surveys: list[Any], lessons: list[Any]) -> None:
    said, seen = numbered(surveys, lessons)
    assert_same(measured(file_per_team(said, seen))[2], measured(one_file(said, seen))[2])


@settings(max_examples=25, deadline=None)
@given(respondents, visits)
def test_another_team_makes_no_difference_to_a_team(surveys: list[Any], lessons: list[Any]) -> None:
    said, seen = numbered(surveys, lessons)
    definitions, answers, together = measured(one_file(said, seen))
    alone = measure(definitions, type(answers)(answers.frame[answers.frame["team"] == "groen"]))
    of_team = together.indicators[together.indicators["team"] == "groen"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone.indicators, of_team)


@settings(max_examples=25, deadline=None)
@given(respondents, visits)
def test_numbers_stay_where_they_can_be(surveys: list[Any], lessons: list[Any]) -> None:
    """A mean on the scale, an SD of at most half the range and a little (n = 2), n no more than there are units."""
    frame = measured(one_file(*numbered(surveys, lessons)))[2].indicators
    assert frame["mean"].between(1, 5).all()
    assert (frame["sd"].dropna() <= 2.9).all()
    assert (frame["people"] <= frame["n"]).all() and (frame["n"] <= len(surveys) + len(lessons) + 1).all()
    assert (frame["interval_low"].dropna() <= frame["mean"][frame["interval_low"].notna()]).all()
