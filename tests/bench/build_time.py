"""What a build costs against a plain `mkdocs build` of the same docs folder, in one run. Nothing is asserted.

usage: python -m tests.bench.build_time [--runs N] [--teams N ...]

Costs are processor seconds of whole processes and of their children, so that a busy machine makes less of a difference;
each is a median, and those that stand against each other took turns. The table goes to tests/bench/results.md too.
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

from tests.bench.process import BIN, QUIET, Cost, cost, middle

RESULTS = Path(__file__).with_name("results.md")
RUNS, TEAMS = 3, [25, 50]
EDITS = 5
SCORES = ("1", "2", "3", "4")
ADDRESS = "127.0.0.1:8765"
PAGE = "teams/horeca/verbeterplan.html"
"""A page that has the question which is edited."""

Line = tuple[str, Cost, Cost | None, str]
"""What was measured, what it cost, the floor that it stands against, and what was meant."""


def main(runs: int, sizes: list[int]) -> None:
    """Measure, print and write."""
    with tempfile.TemporaryDirectory() as scratch:
        found, notes = list(_demonstration(Path(scratch), runs)), [_served(Path(scratch) / "demonstration")]
        per_team = []
        for teams in sizes:
            lines, cold, megabytes = _teams(Path(scratch), teams)
            found += lines
            per_team.append((teams, cold.seconds / teams, megabytes / teams))
    notes += [f"{teams} teams: {each:.2f} s and {size:.2f} MB of site a team" for teams, each, size in per_team]
    if len(per_team) > 1:
        (few, less, _), (many, more, _) = per_team[0], per_team[-1]
        notes.append(f"a team among {many} costs {more / less:.2f} times one among {few}")
    report = "\n".join([*_table(found), "", *(f"- {note}" for note in notes), ""])
    print(report)
    RESULTS.write_text(f"{HEAD.format(cores=os.cpu_count(), python=platform.python_version())}\n{report}")


HEAD = """# What a build costs

`make bench` writes this. Processor seconds, children included, on a machine of {cores} cores with Python {python}; a
floor is a plain `mkdocs build` of the same docs folder, in the same run.
"""


def _told(name: str, found: Cost) -> Cost:
    """Say what was found, for who waits for the rest."""
    print(f"{name}: {found.seconds:.2f} s, {found.megabytes:.0f} MB", file=sys.stderr)
    return found


def _table(lines: list[Line]) -> Iterator[str]:
    yield "| | seconds | memory | ours : floor | meant |"
    yield "|---|---|---|---|---|"
    for name, ours, floor, meant in lines:
        ratio = ours.against(floor) if floor else ""
        yield f"| {name} | {ours.seconds:.2f} | {ours.megabytes:.0f} MB | {ratio} | {meant} |"


def _demonstration(scratch: Path, runs: int) -> Iterator[Line]:
    project = scratch / "demonstration"
    build = _written(project)
    cost(build)
    plain = _plain(project)
    found: dict[str, list[Cost]] = {}

    def measure(name: str, do: Callable[[], Cost]) -> None:
        found.setdefault(name, []).append(_told(name, do()))

    for run in range(runs):
        measure("plain", lambda: cost(plain))
        for folder in ("build/cache", "site"):
            shutil.rmtree(project / folder, ignore_errors=True)
        measure("from nothing", lambda: cost(build))
        measure("unchanged", lambda: cost(build))
        for edit in range(EDITS):
            _edit(project, run * EDITS + edit)
            measure("one cell", lambda: cost(build))
        measure("help", lambda: cost([BIN / "teamspiegel", "--help"]))
        measure("check", lambda: cost([BIN / "teamspiegel", "check", "--project", project]))
    costs = {name: middle(of_one) for name, of_one in found.items()}
    floor = costs["plain"]
    yield "demonstration, plain `mkdocs build`", floor, None, ""
    yield "demonstration, from nothing", costs["from nothing"], floor, ""
    yield "demonstration, unchanged", costs["unchanged"], floor, "at most 0.5"
    yield "demonstration, one cell changed", costs["one cell"], floor, "at most 1.0"
    yield "`--help`", costs["help"], None, "under 0.3 s"
    yield "`check` of the demonstration", costs["check"], None, "under 1.2 s"


def _teams(scratch: Path, teams: int) -> tuple[list[Line], Cost, float]:
    """The lines of a school of so many teams, what its build from nothing costs, and the megabytes of its site."""
    project = scratch / f"{teams}-teams"
    build = _written(project, teams)
    cold = _told(f"{teams} teams, from nothing", cost(build))
    size = sum(path.stat().st_size for path in (project / "site").rglob("*") if path.is_file()) / 2**20
    _edit(project, 0)
    cell = _told(f"{teams} teams, one cell", cost(build))
    plain = _told(f"{teams} teams, plain", cost(_plain(project)))
    shutil.rmtree(project)
    return (
        [
            (f"{teams} teams, plain `mkdocs build`", plain, None, ""),
            (f"{teams} teams, from nothing", cold, plain, ""),
            (f"{teams} teams, one cell changed", cell, plain, "at most 0.6"),
        ],
        cold,
        size,
    )


def _served(project: Path) -> str:
    """After how many seconds a served page shows an edit."""
    command = [str(BIN / "teamspiegel"), "serve", "--project", str(project), "--address", ADDRESS]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=QUIET)
    try:
        _until(lambda: "<title>" in _page())
        time.sleep(2)  # what watches the files begins a little after the first page
        before = _processor(server.pid)
        text, question = "Wat een vraag die nergens staat", project / "content" / "learning-questions" / "horeca.yml"
        old = question.read_text(encoding="utf-8")
        edited = re.sub(r"(?m)^(- id: .*\n  question:).*$", rf"\1 {text}", old, count=1)
        question.write_text(edited, encoding="utf-8")
        begin = time.perf_counter()
        _until(lambda: text in _page())
        waited = time.perf_counter() - begin
        used = _processor(server.pid) - before
        return f"`serve` shows an edit after {waited:.1f} s, in which it uses {used:.1f} processor seconds (meant: 2 s)"
    finally:
        server.terminate()  # SIGINT is ignored by what was started in the background
        server.wait()


def _page() -> str:
    try:
        with urlopen(f"http://{ADDRESS}/{PAGE}", timeout=60) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def _processor(process: int) -> float:
    """The processor seconds that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _until(done: Callable[[], bool]) -> None:
    while not done():
        time.sleep(0.05)


def _edit(project: Path, number: int) -> None:
    """Change one answer of a survey, each time another one: some are on more pages than others."""
    paths = sorted((project / "data").rglob("survey.csv"))
    path = paths[number % len(paths)]
    head, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    cells = rows[number % len(rows)].split(",")
    at = next(at for at in range(len(cells) - 2 - number % 4, 0, -1) if cells[at] in SCORES)
    cells[at] = SCORES[cells[at] == SCORES[0]]
    rows[number % len(rows)] = ",".join(cells)
    path.write_text("".join([head, *rows]), encoding="utf-8")


def _written(project: Path, teams: int = 0) -> list[object]:
    """Write the demonstration, or a school of so many teams; the command that builds it."""
    cost([sys.executable, "-m", "tests.bench.prepare", project, teams])
    return [BIN / "teamspiegel", "build", "--project", project]


def _plain(project: Path) -> list[object]:
    """The command of a plain build of the docs folder of a school that was built before."""
    cost([sys.executable, "-m", "tests.bench.prepare", "--docs", project])
    return [BIN / "mkdocs", "build", "--quiet", "-f", project / "plain.yml"]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--teams", type=int, nargs="*", default=TEAMS)
    chosen = parser.parse_args()
    main(chosen.runs, chosen.teams)
