"""Whatever is wrong with a school: no traceback, no hang, a place in every message, and no score misread.

A run reads a few. `python -m pytest tests/fuzz --mutants 10000 --fuzz-seed 7` reads many others.
"""

import csv
import faulthandler
import io
import random
import re
from collections import Counter

import pytest
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.reading.read import read_school

from tests.fuzz.mutants import mutant
from tests.reading.mistakes import REFERENCES, benchmark_entry
from tests.schools import Files, small, without

MESSAGE = re.compile(r"[^:\n]+:[1-9]\d*:([1-9]\d*:)? (column '[^']*': )?found [^\n]+; expected [^\n]+")
LONGEST = 60
"""Seconds. A school is read in less than one; whatever takes this long would never end."""

NAMES = b"Jan de Wit\nTjitske\n"
DUTCH = "data/start/blauw/observations.csv"
SCHOOL: Files = {
    **small(),
    DUTCH: small()[DUTCH].replace(b",", b";").replace(b".", b","),
    "private/names.txt": NAMES,
    "content/benchmarks.yml": benchmark_entry("land").encode(),
    "data/benchmarks/land.csv": f"{REFERENCES}zelf,item,zelf-begin,3.2,0.4,34\n".encode(),
}
FUZZED = without(SCHOOL, "private/names.txt")


def lines_of(content: bytes) -> int:
    """How many lines a file has, whatever its encoding: no more than its bytes say."""
    return max(content.count(b"\n") + content.count(b"\r") + 1, 1)


def test_a_broken_school_is_told_or_read_rightly(request: pytest.FixtureRequest) -> None:
    mutants, seed = request.config.getoption("--mutants"), request.config.getoption("--fuzz-seed")
    told = 0
    for number in range(mutants):
        tree = {**mutant(FUZZED, random.Random(f"{seed}-{number}")), "private/names.txt": NAMES}
        faulthandler.dump_traceback_later(LONGEST, exit=True)
        try:
            told += is_told(tree)
        except Exception as error:
            error.add_note(f"mutant {number} of --fuzz-seed {seed}")
            raise
        finally:
            faulthandler.cancel_dump_traceback_later()
    assert 0.3 * mutants < told < mutants  # some of each: this was no empty run


def is_told(tree: Files) -> bool:
    """Whether the school has problems, each with its place; if not, every score is as an independent reader has it."""
    try:
        _, answers = read_school(tree)
    except InputProblems as error:
        assert error.problems
        for problem in error.problems:
            assert MESSAGE.fullmatch(str(problem)), str(problem)
            assert problem.line <= lines_of(tree.get(problem.path, b"")), str(problem)
        return True
    frame = answers.frame
    keys = ["round", "team", "source", "item"]
    ours = Counter((*key, score) for *key, score in frame[[*keys, "score"]].itertuples(index=False, name=None))
    assert ours == independent(tree)
    return False


# ----- an independent reader ---------------------------------------------------------------------------

REVERSED = {"samen-roddel": 6}
"""Of the small school's instruments: the item that is turned round, and the sum of the ends of its scale."""
PSEUDONYMS = {"respondent", "lesson", "teacher", "team"}


def independent(tree: Files) -> Counter[tuple[object, ...]]:
    """How often each score stands in the tables of a school without problems, by round, team, source and item."""
    scores: Counter[tuple[object, ...]] = Counter()
    for path, content in tree.items():
        parts = path.split("/")
        source = parts[-1].removesuffix(".csv")
        if parts[0] != "data" or source not in ("survey", "observations") or parts[1] == "benchmarks":
            continue
        text = content.decode("utf-8-sig")
        heads = text.strip().splitlines()[0]
        sign = max(",;\t", key=heads.count)
        rows = [row for row in csv.reader(io.StringIO(text, newline=None), delimiter=sign) if "".join(row).strip()]
        for cells in rows[1:]:
            row = {head.strip(): cell.strip() for head, cell in zip(rows[0], cells, strict=True)}
            team = row.get("team", parts[2])
            for item, cell in row.items():
                if item not in PSEUDONYMS and cell:
                    score = float(cell.replace(",", "."))
                    scores[parts[1], team, source, item, REVERSED.get(item, 2 * score) - score] += 1
    return scores
