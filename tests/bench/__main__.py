"""Everything that is measured of cost, in one go of an hour; written to tests/bench/results.md. Nothing is asserted.

usage: python -m tests.bench

Each part is a program of its own, so that none stands in what another has loaded.
"""

import os
import platform
import subprocess
import sys
from pathlib import Path

RESULTS = Path(__file__).with_name("results.md")

PARTS = {
    "build_time": "A build, against a plain `mkdocs build` of the same docs folder",
    "charts": "A drawing of each kind, at its dearest",
    "ten_thousand": "Ten thousand teams in one file, 6.4 million answers",
    "programme": "A programme of schools",
}
"""The modules, and what they are about."""


def main() -> None:
    """Measure, print and write."""
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    report = f"# What it costs\n\n`make bench` writes this: processor seconds, children included, on {machine}.\n"
    for part, about in PARTS.items():
        run = subprocess.run(
            [sys.executable, "-m", f"tests.bench.{part}"], stdout=subprocess.PIPE, text=True, check=True
        )
        section = f"\n## {about}\n\n{run.stdout}"
        print(section, flush=True)
        report += section
    RESULTS.write_text(report, encoding="utf-8")


if __name__ == "__main__":
    main()
