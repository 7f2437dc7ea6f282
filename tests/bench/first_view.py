"""What a first view of each kind of page weighs, and what Lighthouse says of it on a telephone, over a plain server.

`python -m tests.bench.first_view [SITE] [KIND ...]`, of a built site of the demonstration: `site/` if no other is
named. Lighthouse runs in Node, whose own `npx` fetches it once; without Node only the weights are printed. A computer
that does something else meanwhile makes pages look slow.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FIND_CHROMIUM, FLAGS, served
from tests.browser.pages import DEMONSTRATION, Reader, showing
from tests.browser.weight import Weight, weight
from tests.schools import ROOT

LIGHTHOUSE = "lighthouse@13.5.0"
CATEGORIES = {"performance": 95, "accessibility": 100}
"""What Lighthouse judges, and what a page should have of a hundred."""

TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")

Report = dict[str, Any]


def main() -> None:
    """Print a line for each kind of page."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "site").resolve()
    kinds = sys.argv[2:] or list(DEMONSTRATION)
    if unknown := [kind for kind in kinds if kind not in DEMONSTRATION]:
        sys.exit(f"No kind of page: {', '.join(unknown)}. The kinds are: {', '.join(DEMONSTRATION)}.")
    chromium = os.environ.get("CHROMIUM") or subprocess.check_output([FIND_CHROMIUM], text=True).strip()
    lighthouse = shutil.which("npx")
    if not lighthouse:
        print("Weights only: Lighthouse runs in Node (20 or newer), and there is no npx on the PATH.")
    print(f"{'page':22}{'plain kB':>10}{'packed kB':>11}{'speed':>8}{'access':>8}  {', '.join(TIMES)}")
    with contextmanager(served)(site) as base:
        weights = dict(_weights(site, base, chromium, kinds))
        for kind in kinds:
            found = weights[kind]
            scores = _scores(_report(lighthouse, f"{base}/{DEMONSTRATION[kind]}", chromium)) if lighthouse else ""
            print(f"{kind:22}{found.plain / 1000:10.0f}{found.packed / 1000:11.0f}{scores}", flush=True)


def _weights(site: Path, base: str, chromium: str, kinds: list[str]) -> Iterator[tuple[str, Weight]]:
    with sync_playwright() as playwright:
        reader = Reader(playwright.chromium.launch(executable_path=chromium, args=FLAGS))
        for kind in kinds:
            with showing(reader, base, DEMONSTRATION[kind]) as shown:
                found = weight(site, shown.requests)
            yield kind, found
        reader.browser.close()


def _report(lighthouse: str, url: str, chromium: str) -> Report:
    options = [f"--only-categories={','.join(CATEGORIES)}", "--output=json", "--quiet"]
    flags = f"--chrome-flags={' '.join(FLAGS)}"
    ran = subprocess.run(
        [lighthouse, "--yes", LIGHTHOUSE, url, *options, flags],
        env={**os.environ, "CHROME_PATH": chromium},
        capture_output=True,
        text=True,
        check=True,
    )
    report: Report = json.loads(ran.stdout)
    return report


def _scores(report: Report) -> str:
    found = {name: round(report["categories"][name]["score"] * 100) for name in CATEGORIES}
    scores = "".join(f"{score:7}{' ' if score >= CATEGORIES[name] else '!'}" for name, score in found.items())
    return f"{scores}  {', '.join(report['audits'][name]['displayValue'] for name in TIMES)}"


if __name__ == "__main__":
    main()
