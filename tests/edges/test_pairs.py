"""`teamspiegel pairs`: a file in `private/`, and nothing about anybody anywhere else."""

import csv
import stat
from pathlib import Path

from click.testing import CliRunner
from teamspiegel.edges.cli import main

from tests.projects import write
from tests.schools import change, small

LESSONS = "lesson,teacher,les-begin,les-beurten\nl1,p,4,1\nl2,q,2,5\nl3,a,4,3\nl4,b,2,3\n"
TREE = {**small(), "data/start/blauw/observations.csv": LESSONS.encode()}


def run(folder: Path, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["--project", str(folder), "pairs", *words])
    return result.exit_code, result.output


def test_the_pairs_are_written_and_only_counted(tmp_path: Path) -> None:
    """As worked out in tests/indicators/test_pairs.py: p and q, a and b."""
    write(tmp_path, TREE)
    code, output = run(tmp_path, "--round", "start", "--team", "blauw")
    file = tmp_path / "private" / "pairs-start.csv"
    assert code == 0, output
    assert "private/pairs-start.csv: 2 pairs in 1 team." in output
    assert [row[:3] for row in csv.reader(file.read_text(encoding="utf-8").splitlines())] == [
        ["team", "visits", "at"],
        ["blauw", "a", "b"],
        ["blauw", "b", "a"],
        ["blauw", "p", "q"],
        ["blauw", "q", "p"],
    ]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (tmp_path / "private" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert {path.name for path in tmp_path.iterdir()} == {"content", "data", "private"}


def test_wishes_are_met(tmp_path: Path) -> None:
    write(tmp_path, {**TREE, "private/pairs.yml": b"- {team: blauw, never: [[p, q]]}\n"})
    code, output = run(tmp_path, "--round", "start", "--team", "blauw")
    assert code == 0, output
    written = (tmp_path / "private" / "pairs-start.csv").read_text(encoding="utf-8")
    assert "blauw,p,b" in written and "blauw,p,q" not in written


def test_a_wish_that_cannot_be_met_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {**TREE, "private/pairs.yml": b"- {team: blauw, never: [[p, vreemd]]}\n"})
    code, output = run(tmp_path, "--round", "start", "--team", "blauw")
    assert code == 1 and "private/pairs.yml:1: " in output and "vreemd" not in output
    assert not (tmp_path / "private" / "pairs-start.csv").exists()


def test_wrong_words_are_told(tmp_path: Path) -> None:
    write(tmp_path, TREE)
    assert run(tmp_path, "--round", "strat")[0] == 2
    code, output = run(tmp_path, "--round", "start", "--team", "bluaw")
    assert code == 2 and "--team" in output


def test_a_problem_elsewhere_comes_first(tmp_path: Path) -> None:
    write(tmp_path, change(TREE, "content/rounds.yml", "kind: nulmeting", "kind: eerste"))
    assert run(tmp_path, "--round", "start")[0] == 1
