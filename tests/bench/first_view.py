"""What a first view of each kind of page weighs, and what Lighthouse says of it on a telephone, over a plain server.

`python -m tests.bench.first_view [SITE]`, of a built site of the demonstration: `site/` if no other is named.
Lighthouse is a program of its own, which this does not install; without it only the weights are printed.
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

CATEGORIES = ("performance", "accessibility")

Report = dict[str, Any]


def main() -> None:
    """Print a line for each kind of page."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "site").resolve()
    chromium = os.environ.get("CHROMIUM") or subprocess.check_output([FIND_CHROMIUM], text=True).strip()
    lighthouse = shutil.which("lighthouse")
    if not lighthouse:
        print(
            "No scores without Lighthouse: npm install --global lighthouse, or put its node_modules/.bin on the PATH."
        )
    print(f"{'page':22}{'plain kB':>10}{'packed kB':>11}{'speed':>8}{'access':>8}  first, largest paint")
    with contextmanager(served)(site) as base:
        weights = dict(_weights(site, base, chromium))
        for kind, found in weights.items():
            scores = _scores(_report(lighthouse, f"{base}/{DEMONSTRATION[kind]}", chromium)) if lighthouse else ""
            print(f"{kind:22}{found.plain / 1000:10.0f}{found.packed / 1000:11.0f}{scores}", flush=True)


def _weights(site: Path, base: str, chromium: str) -> Iterator[tuple[str, Weight]]:
    with sync_playwright() as playwright:
        reader = Reader(playwright.chromium.launch(executable_path=chromium, args=FLAGS))
        for kind, path in DEMONSTRATION.items():
            with showing(reader, base, path) as shown:
                found = weight(site, shown.requests)
            yield kind, found
        reader.browser.close()


def _report(lighthouse: str, url: str, chromium: str) -> Report:
    options = [f"--only-categories={','.join(CATEGORIES)}", "--output=json", "--quiet"]
    flags = f"--chrome-flags={' '.join(FLAGS)}"
    ran = subprocess.run(
        [lighthouse, url, *options, flags],
        env={**os.environ, "CHROME_PATH": chromium},
        capture_output=True,
        text=True,
        check=True,
    )
    report: Report = json.loads(ran.stdout)
    return report


def _scores(report: Report) -> str:
    speed, access = (report["categories"][name]["score"] * 100 for name in CATEGORIES)
    times = (report["audits"][f"{name}-contentful-paint"]["displayValue"] for name in ("first", "largest"))
    return f"{speed:8.0f}{access:8.0f}  {', '.join(times)}"


if __name__ == "__main__":
    main()
