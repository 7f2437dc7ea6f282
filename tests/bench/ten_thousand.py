"""What ten thousand teams in one file cost, stage by stage, beside DuckDB's time for the same counts. Asserts no time.

usage: python -m tests.bench.ten_thousand [TEAMS]

A team has twenty respondents who answer 32 items. DuckDB is measured where it is installed; nothing else needs it.
"""

import io
import resource
import sys
from collections.abc import Iterator
from time import process_time
from typing import Any

import numpy as np
from teamspiegel.counting import school_of
from teamspiegel.gate.team import gate
from teamspiegel.indicators.count import count
from teamspiegel.indicators.measure import measure
from teamspiegel.reading.read import read_school

from tests.schools import Files

TEAMS, RESPONDENTS, LAYERS, ITEMS = 10_000, 20, 4, 8
SURVEY = "data/start/survey.csv"


def school(teams: int, seed: int = 1) -> Files:
    """A school of so many teams, all of whose answers stand in one file; one in fifty is left out."""
    dice = np.random.default_rng(seed)
    items = [f"laag{layer}-vraag{item}" for layer in range(LAYERS) for item in range(ITEMS)]
    rows = teams * RESPONDENTS
    cells = dice.choice(
        np.array(["1", "2", "3", "4", "5", ""]), (rows, len(items)), p=[0.1, 0.2, 0.3, 0.25, 0.13, 0.02]
    )
    text = io.StringIO()
    text.write(",".join(["team", "respondent", *items]) + "\n")
    for row, given in enumerate(cells.tolist()):
        text.write(f"team-{row // RESPONDENTS},r{row},{','.join(given)}\n")
    listed = "".join(f"- {{id: team-{at}, name: Team {at}, members: {RESPONDENTS}}}\n" for at in range(teams))
    return {
        "content/teams.yml": listed.encode(),
        "content/rounds.yml": b"- {id: start, label: Start, date: 2026-03-24, kind: nulmeting}\n",
        "content/instruments/groot.yml": instrument(items).encode(),
        SURVEY: text.getvalue().encode(),
    }


def instrument(items: list[str]) -> str:
    """An instrument of four layers in two blocks each, with an axis."""
    head = """\
id: groot
version: "1.0"
name: Groot
description: Een vragenlijst om mee te meten.
scale: {min: 1, max: 5}
thresholds: {bridge_axis: 3.0, spread: 0.8, border: 0.1}
blocks:
  - {id: een, name: Een, description: Een.}
  - {id: twee, name: Twee, description: Twee.}
elements:
  - {id: a, name: A, block: een, description: A.}
  - {id: b, name: B, block: twee, description: B.}
layers:
"""
    text = [head]
    for layer in range(LAYERS):
        text.append(f"  - id: laag{layer}\n    name: Laag {layer}\n    description: Laag.\n    source: survey\n")
        text.append("    mean_of: items\n    items:\n")
        for at, item in enumerate(items[layer * ITEMS : (layer + 1) * ITEMS]):
            element = "ab"[at * 2 // ITEMS]
            text.append(
                f"      - {{id: {item}, text: Vraag {at} van {layer}., short: V {layer} {at}, element: {element}}}\n"
            )
    text.append("axes:\n  - {id: as, name: As, description: As., position: [laag0, laag1]}\n")
    return "".join(text)


def stages(tree: Files) -> Iterator[tuple[str, float]]:
    """The processor seconds of each stage, and of all that `check` does."""
    begin = process_time()
    definitions, answers = read_school(tree)
    yield "read", process_time() - begin
    begin = process_time()
    counts = count(definitions, answers)
    yield "count", process_time() - begin
    begin = process_time()
    measured = list(measure(definitions, counts))
    yield "measure", process_time() - begin
    begin = process_time()
    gate(definitions, measured)
    yield "gate", process_time() - begin
    del definitions, answers, counts, measured
    begin = process_time()
    school_of(tree)
    yield "all", process_time() - begin


def in_duckdb(survey: bytes) -> float | None:
    """The processor seconds that DuckDB needs to count each answer of each item by team; None where it is not there."""
    try:
        import duckdb
    except ModuleNotFoundError:
        return None
    import tempfile

    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(survey)
        file.flush()
        begin = process_time()
        found: Any = duckdb.sql(
            "select team, item, score, count(*) n from (unpivot (select * exclude respondent from "
            f"read_csv('{file.name}', all_varchar=true)) on columns(* exclude team) into name item value score) "
            "where score <> '' group by all"
        )
        found.fetchall()
        return process_time() - begin


def main(teams: int) -> None:
    """Measure and print."""
    tree = school(teams)
    print(f"{teams} teams, {len(tree[SURVEY]) / 1e6:.0f} MB of answers")
    for stage, seconds in stages(tree):
        print(
            f"{stage:>8} {seconds:7.1f} s, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most"
        )
    if (peer := in_duckdb(tree[SURVEY])) is not None:
        print(f"  duckdb {peer:7.1f} s for the same counts")


if __name__ == "__main__":
    main(int(next(iter(sys.argv[1:]), str(TEAMS))))
