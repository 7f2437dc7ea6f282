"""How long a build takes against a plain `mkdocs build` of the same docs folder, in one run. Nothing is asserted.

usage: python tests/bench/build_time.py [RUNS]

Each figure is a median over the runs, of whole processes that take turns, so that a machine that slows down slows both.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from teamspiegel.edges.disk import Project
from teamspiegel.edges.generate import generate

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
RUNS = 5
TIMES, SECONDS = 3, 3
"""The bound: so many times the plain build, and so many seconds."""


def main(runs: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch, "school")
        for folder in ("content", "data"):
            shutil.copytree(ROOT / folder, project / folder)
        generate(Project(project), project / "build" / "docs")  # for the plain build
        plain = ["-f", plain_config(project)]
        found = alternately(
            runs,
            {
                "from nothing": lambda: timed([BIN / "teamspiegel", "build", "--project", fresh(project)]),
                "again": lambda: timed([BIN / "teamspiegel", "build", "--project", project]),
                "plain mkdocs": lambda: timed([BIN / "mkdocs", "build", "--quiet", *plain]),
            },
        )
    for name, seconds in found.items():
        print(f"{name:<14} {median(seconds):6.2f} s  ({min(seconds):.2f} to {max(seconds):.2f})")
    built, base = median(found["from nothing"]), median(found["plain mkdocs"])
    bound = TIMES * base + SECONDS
    print(f"from nothing / plain mkdocs = {built / base:.2f}")
    print(f"bound {TIMES} x plain + {SECONDS} s = {bound:.2f} s: {'within' if built <= bound else 'OVER'}")


def alternately(runs: int, commands: dict[str, Callable[[], float]]) -> dict[str, list[float]]:
    """The seconds that each command took in each of the runs."""
    found: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, measure in commands.items():
            found[name].append(measure())
    return found


def fresh(project: Path) -> Path:
    """The project without what was built, the drawn charts too."""
    for folder in ("build/cache", "site"):
        shutil.rmtree(project / folder, ignore_errors=True)
    return project


def plain_config(project: Path) -> Path:
    """A configuration like ours without the hook: MkDocs finds the pages itself."""
    config = project / "plain.yml"
    inherited = {"INHERIT": str(ROOT / "mkdocs.yml"), "hooks": []}
    places = {"docs_dir": str(project / "build" / "docs"), "site_dir": str(project / "plain")}
    config.write_text(json.dumps({**inherited, **places}), encoding="utf-8")
    return config


def timed(command: Sequence[object]) -> float:
    """The seconds that a command takes, as a whole process."""
    begin = perf_counter()
    run(command)
    return perf_counter() - begin


def run(command: Sequence[object]) -> None:
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL, env=quiet)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
