"""What ten thousand teams in one file cost, beside DuckDB and a naive loop for the same counts. Asserts no time.

usage: python -m tests.bench.ten_thousand [TEAMS]

A team has twenty respondents who answer 32 items. Nothing else needs DuckDB, which `make bench` installs. What is
loaded at first use counts for each. Prints Markdown.
"""

import csv
import io
import resource
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
from teamspiegel.counting import school_of
from teamspiegel.gate.team import gate
from teamspiegel.indicators.count import count
from teamspiegel.indicators.measure import measure
from teamspiegel.reading.read import read_school

from tests.bench.table import Line, table
from tests.schools import Files

TEAMS, RESPONDENTS, LAYERS, ITEMS = 10_000, 20, 4, 8
WHOSE = ("team", "respondent")
SURVEY, PARQUET = "data/start/survey.csv", "data/start/survey.parquet"


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


STAGES = ("read", "count", "measure", "gate")


def stages(tree: Files) -> dict[str, float]:
    """The processor seconds of each stage."""
    begin = process_time()
    definitions, answers = read_school(tree)
    read = process_time()
    counts = count(definitions, answers)
    counted = process_time()
    measured = list(measure(definitions, counts))
    known = process_time()
    gate(definitions, measured)
    moments = (begin, read, counted, known, process_time())
    return dict(zip(STAGES, map(float.__sub__, moments[1:], moments), strict=True))


def whole(tree: Files) -> dict[str, float]:
    """The processor seconds of all that `check` does."""
    begin = process_time()
    school_of(tree)
    return {"check": process_time() - begin}


def as_parquet(tree: Files) -> Files:
    """The same school with its answers in Parquet: texts and integers."""
    from pyarrow import csv as text
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(text.read_csv(io.BytesIO(tree[SURVEY])), out)
    return {**{path: content for path, content in tree.items() if path != SURVEY}, PARQUET: out.getvalue()}


def in_duckdb(tree: Files) -> dict[str, float]:
    """The processor seconds that DuckDB needs to count each answer of each item by team."""
    import duckdb

    reader, path = ("read_csv", SURVEY) if SURVEY in tree else ("read_parquet", PARQUET)
    options = ", all_varchar = true" if reader == "read_csv" else ""
    with tempfile.NamedTemporaryFile(suffix=Path(path).suffix) as file:
        file.write(tree[path])
        file.flush()
        begin = process_time()
        found: Any = duckdb.sql(
            "select team, item, score, count(*) n from (unpivot (select * exclude respondent from "
            f"{reader}('{file.name}'{options})) on columns(* exclude team) into name item value score) "
            "where score is not null and score::varchar <> '' group by all"
        )
        found.fetchall()
        return {"duckdb": process_time() - begin}


def in_a_loop(tree: Files) -> dict[str, float]:
    """The processor seconds of the same counts in plain Python, from CSV."""
    begin = process_time()
    rows = csv.DictReader(io.StringIO(tree[SURVEY].decode()))
    Counter((row["team"], item, score) for row in rows for item, score in row.items() if score and item not in WHOSE)
    return {"loop": process_time() - begin}


def alone(what: Callable[[Files], dict[str, float]], tree: Files) -> dict[str, float]:
    """What is measured in a process of its own, with the most memory that it had: `MB`."""
    with ProcessPoolExecutor(1, get_context("forkserver")) as pool:
        return pool.submit(_with_memory, what, tree).result()


def _with_memory(what: Callable[[Files], dict[str, float]], tree: Files) -> dict[str, float]:
    seconds = what(tree)
    return {**seconds, "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def lines(tree: Files, path: str) -> Iterator[Line]:
    """What was found of a school with its answers in this file."""
    ours, check, peer = alone(stages, tree), alone(whole, tree), alone(in_duckdb, tree)["duckdb"]
    counts = ours["read"] + ours["count"]
    which = f"`{Path(path).name}` of {len(tree[path]) / 1e6:.0f} MB"
    yield Line(f"{which}: counts; DuckDB", f"{counts:.1f} s", f"{peer:.1f} s", f"{counts / peer:.2f}", "at most 1.5")
    if path == SURVEY:
        loop = alone(in_a_loop, tree)["loop"]
        yield Line(f"{which}: counts; a loop", f"{counts:.1f} s", f"{loop:.1f} s", f"{counts / loop:.2f}")
    told = ", ".join(f"{stage} {ours[stage]:.1f}" for stage in STAGES)
    used = f"{check['check']:.1f} s, {check['MB']:.0f} MB"
    yield Line(f"{which}: all of `check` ({told})", used, meant="at most 60 s and 1 GB")


def main(teams: int) -> None:
    """Measure and print."""
    plain = school(teams)
    print("\n".join(table([*lines(plain, SURVEY), *lines(as_parquet(plain), PARQUET)])))


if __name__ == "__main__":
    main(int(next(iter(sys.argv[1:]), str(TEAMS))))
