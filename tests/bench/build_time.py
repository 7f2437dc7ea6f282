"""What a build costs against a plain `mkdocs build` of the same docs folder, in one run. Nothing is asserted.

usage: python -m tests.bench.build_time [--runs N] [--teams N ...] [--growth N N]

Costs are processor seconds of whole processes and of their children, so that a busy machine makes less of a difference;
each is a median, and those that stand against each other took turns. Prints Markdown.
"""

import argparse
import os
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
from tests.bench.table import Line, table

RUNS, TEAMS, GROWTH = 3, [50, 200], [100, 400]
EDITS = 5
SCORES = ("1", "2", "3", "4")
CHARTS = "grafieken"
EIGHT = 8
"""Charts: what they cost is meant to stay below a number of seconds."""
ADDRESS = "127.0.0.1:8765"
PAGE = "teams/horeca/verbeterplan.html"
"""A page that has the question which is edited."""


def main(runs: int, sizes: list[int], growth: list[int]) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        lines = [*_demonstration(Path(scratch), runs), _served(Path(scratch) / "demonstration")]
        for teams in sizes:
            lines += _teams(Path(scratch), teams)
        if growth:
            lines.append(_growth(Path(scratch), *growth))
    print("\n".join(table(lines)))


def _told(name: str, found: Cost) -> Cost:
    """Say what was found, for who waits for the rest."""
    print(f"{name}: {found.seconds:.2f} s, {found.megabytes:.0f} MB", file=sys.stderr)
    return found


def _against(what: str, ours: Cost, floor: Cost, meant: str = "") -> Line:
    return Line(what, _shown(ours), _shown(floor), ours.against(floor), meant)


def _shown(found: Cost) -> str:
    return f"{found.seconds:.2f} s, {found.megabytes:.0f} MB"


def _demonstration(scratch: Path, runs: int) -> Iterator[Line]:
    project = scratch / "demonstration"
    build = _written(project)
    cost(build)
    plain = _plain(project)
    found: dict[str, list[Cost]] = {}

    def measure(name: str, do: Callable[[], Cost]) -> None:
        found.setdefault(name, []).append(_told(name, do()))

    for run in range(runs):
        for folder in ("build/cache", "site"):
            shutil.rmtree(project / folder, ignore_errors=True)
        measure("from nothing", lambda: cost(build))
        measure("unchanged", lambda: cost(build))
        for edit in range(EDITS):
            measure("plain", lambda: cost(plain))  # in turn with what stands against it: a machine has its moods
            _edit(project, run * EDITS + edit)
            measure("one cell", lambda: cost(build))
        measure("help", lambda: cost([BIN / "teamspiegel", "--help"]))
        measure("check", lambda: cost([BIN / "teamspiegel", "check", "--project", project]))
    costs = {name: middle(of_one) for name, of_one in found.items()}
    floor = costs["plain"]
    yield _against("demonstration, from nothing", costs["from nothing"], floor)
    yield _against("demonstration, unchanged", costs["unchanged"], floor, "at most 0.5")
    yield _against("demonstration, one cell changed", costs["one cell"], floor, "at most 1.0")
    yield Line("`--help`", _shown(costs["help"]), meant="under 0.3 s")
    yield Line("`check` of the demonstration", _shown(costs["check"]), meant="under 1.2 s")


def _teams(scratch: Path, teams: int) -> Iterator[Line]:
    """The lines of a school of so many teams."""
    project = scratch / f"{teams}-teams"
    build = _written(project, teams)
    cold = _told(f"{teams} teams, from nothing", cost(build))
    size = sum(path.stat().st_size for path in (project / "site").rglob("*") if path.is_file()) / 2**20
    charts = len(list((project / "site" / CHARTS).glob("*.js")))
    _edit(project, 0)
    cell = _told(f"{teams} teams, one cell", cost(build))
    plain = _told(f"{teams} teams, plain", cost(_plain(project)))
    shutil.rmtree(project)
    yield _against(f"{teams} teams, from nothing", cold, plain, "at most 800 MB")
    each = f"{cold.seconds * EIGHT / charts:.2f} s"
    yield Line(f"{teams} teams, from nothing, for each {EIGHT} of {charts} charts", each, meant="at most 0.4 s")
    yield _against(f"{teams} teams, one cell changed", cell, plain, "at most 0.6")
    yield Line(f"{teams} teams, site of a team", f"{size / teams:.2f} MB", meant="at most 1.2 MB")


def _growth(scratch: Path, few: int, many: int) -> Line:
    """What a team costs among many, against one among few."""
    each = {}
    for teams in (few, many):
        project = scratch / f"{teams}-teams"
        found = _told(f"{teams} teams, from nothing", cost(_written(project, teams)))
        each[teams] = Cost(found.seconds / teams, found.megabytes)
        shutil.rmtree(project)
    return _against(f"a team among {many}, against one among {few}", each[many], each[few], "at most 1.1")


def _served(project: Path) -> Line:
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
        shown = f"{waited:.1f} s, of which {used:.1f} s of a processor"
        return Line("`serve` shows an edit after", shown, meant="at most 2 s")
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
    parser.add_argument("--growth", type=int, nargs="*", default=GROWTH)
    chosen = parser.parse_args()
    main(chosen.runs, chosen.teams, chosen.growth)
