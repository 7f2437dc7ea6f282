"""A command ends at once when it is done: nothing that it wrote is lost, and it ends with its own code."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.projects import write
from tests.schools import ROOT, small

AT_THE_END = """
import atexit, sys
from teamspiegel.__main__ import main
atexit.register(print, "taken down piece by piece")
sys.argv = ["teamspiegel", *sys.argv[1:]]
main()
"""


def run(*words: object) -> subprocess.CompletedProcess[str]:
    """What a command does in a process of its own, with a pipe for what it says."""
    command = [sys.executable, "-c", AT_THE_END, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120)


def test_all_that_was_said_arrives_and_nothing_is_taken_down(tmp_path: Path) -> None:
    school = write(tmp_path, small())
    done = run("--project", school, "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("No problems: ")
    assert "piece by piece" not in done.stdout
    assert "Usage:" in run("--help").stdout


@pytest.mark.parametrize(("words", "code"), [((), 1), (("--format", "yaml"), 2)])
def test_it_ends_with_the_code_of_the_command(tmp_path: Path, words: tuple[str, ...], code: int) -> None:
    school = write(tmp_path, {**small(), "content/teams.yml": b"- {id: blauw}\n"})
    done = run("--project", school, "check", *words)
    assert done.returncode == code
    assert done.stderr
    assert "piece by piece" not in done.stdout


def test_what_cannot_be_written_is_no_success(tmp_path: Path) -> None:
    school = write(tmp_path, small())
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-c", AT_THE_END, "--project", str(school), "check"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT, timeout=120)
    assert (done.returncode, done.stderr) == (2, "Error: No space left on device\n")
