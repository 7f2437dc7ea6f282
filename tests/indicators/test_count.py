"""Answers are counted as another program counts them: DuckDB, from the same file."""

from pathlib import Path

import duckdb
import pytest
from teamspiegel.indicators.count import count
from teamspiegel.reading.read import read_school

from tests.bench.ten_thousand import SURVEY, school

STEPS_OF_A_SCORE = 1
"""The lowest score of that school, whose steps are whole."""

COUNTED = """
    with answers as (
        unpivot (from read_csv('{file}', all_varchar = true)) on columns(* exclude (team, respondent))
        into name item value score
    )
    select {columns} from answers where score <> '' group by all
"""


@pytest.mark.parametrize(("teams", "seed"), [(1, 1), (7, 2), (60, 3)])
def test_counts_are_those_of_duckdb_row_for_row(teams: int, seed: int, tmp_path: Path) -> None:
    tree = school(teams, seed)
    file = tmp_path / "survey.csv"
    file.write_bytes(tree[SURVEY])
    definitions, answers = read_school(tree)
    counts = count(definitions, answers)

    scores = counts.scores.astype({"team": "str", "item": "str"})
    ours = set(zip(scores["team"], scores["item"], scores["steps"] + STEPS_OF_A_SCORE, scores["n"], strict=True))
    assert ours == asked(file, "team, item, score::int, count(*)")

    whole = counts.sums[counts.sums["block"] == ""].astype({"unit": "str", "layer": "str"})
    points = whole["steps"] + whole["answered"] * STEPS_OF_A_SCORE
    of_people = set(zip(whole["unit"], whole["layer"], whole["answered"], points, strict=True))
    assert of_people == asked(file, "respondent, split_part(item, '-', 1), count(*), sum(score::int)")


def asked(file: Path, columns: str) -> set[tuple[object, ...]]:
    """What DuckDB finds in a survey, for answers that are there."""
    found = duckdb.sql(COUNTED.format(file=file, columns=columns))
    assert found
    return set(found.fetchall())
