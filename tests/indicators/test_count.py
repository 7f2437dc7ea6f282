"""Answers are counted as others count them: DuckDB, from the same file, and a plain loop."""

from collections import Counter
from pathlib import Path

import duckdb
import pytest
from teamspiegel.indicators.count import count
from teamspiegel.reading.read import read_school

from tests.bench.ten_thousand import SURVEY, school
from tests.indicators.test_measure import INSTRUMENT, SHEET
from tests.schools import Files, small

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


OF_NO_BLOCK = INSTRUMENT.replace("short: w2, block: aa", "short: w2").replace("short: w3, block: bb", "short: w3")


@pytest.mark.parametrize(
    "tree",
    [small(), SHEET, {**SHEET, "content/instruments/proef.yml": OF_NO_BLOCK.encode()}],
    ids=["small", "sheet", "items in no block"],
)
def test_sums_are_those_of_a_plain_loop(tree: Files) -> None:
    """Of each layer, and of each block in it; there is no row of a layer without an answer of a unit."""
    definitions, answers = read_school(tree)
    instruments = {round_.id: definitions.instrument_of(round_) for round_ in definitions.rounds}
    answered, steps = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for *whose, item, score in answers.frame.itertuples(index=False, name=None):
        instrument = instruments[whose[0]]
        layer = instrument.layer_of_item[item]
        scale = instrument.scale_of(layer)
        for block in {"", instrument.block_of_item.get(item, "")}:
            answered[*whose, layer.id, block] += 1
            steps[*whose, layer.id, block] += int((score - float(scale.min)) / float(scale.step))

    sums = [*count(definitions, answers).sums.itertuples(index=False, name=None)]
    assert {row[:-2]: row[-2:] for row in sums} == {key: (n, steps[key]) for key, n in answered.items()}
    assert len(sums) == len(answered)
