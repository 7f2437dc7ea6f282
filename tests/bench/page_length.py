"""How much a reader of each kind of page has before them: screens, links, and sentences that they read twice.

`python -m tests.bench.page_length [SITE]`, of a built site of the demonstration: `site/` if no other is named. Pages
are as they come up: what is folded, or under a tab that is not chosen, does not count.
"""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FIND_CHROMIUM, FLAGS, served
from tests.browser.pages import DEMONSTRATION, NARROW, WIDE, Reader, Shown, showing
from tests.schools import ROOT

SENTENCE = re.compile(r"[^.!?\n]{30,}[.!?]")
"""What is worth reading once: shorter ones are labels."""

LINKS = "[...document.querySelectorAll('article a[href]:not(.headerlink)')].filter((it) => it.checkVisibility()).length"


def main() -> None:
    """Print a line for each kind of page, and what stands twice."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "site").resolve()
    chromium = os.environ.get("CHROMIUM") or subprocess.check_output([FIND_CHROMIUM], text=True).strip()
    print(f"{'page':22}{'screens wide':>14}{'narrow':>8}{'links':>7}  sentences that stand twice")
    said: dict[str, list[str]] = {}
    with contextmanager(served)(site) as base, sync_playwright() as playwright:
        reader = Reader(playwright.chromium.launch(executable_path=chromium, args=FLAGS))
        for kind, path in DEMONSTRATION.items():
            with showing(reader, base, path) as shown:
                wide, links = screens(shown, WIDE), shown.ask(LINKS)
                said[kind] = sentences(shown)
                narrow = screens(shown, NARROW)
            print(f"{kind:22}{wide:14.1f}{narrow:8.1f}{links:7}  {len(list(twice(said[kind])))}", flush=True)
        reader.browser.close()
    for kind, found in said.items():
        for sentence in twice(found):
            print(f"{kind}: {sentence}")
    pages = Counter(sentence for found in said.values() for sentence in set(found))
    for sentence, count in pages.most_common():
        if count >= 3:
            print(f"{count} kinds of pages: {sentence}")


def screens(shown: Shown, width: int) -> float:
    """How many times as high as the window the text of a page is."""
    shown.resize(width)
    return float(shown.ask("document.querySelector('article').getBoundingClientRect().height / innerHeight"))


def sentences(shown: Shown) -> list[str]:
    """What a reader sees of the page, sentence by sentence."""
    return [" ".join(found.split()) for found in SENTENCE.findall(shown.page.locator("article").inner_text())]


def twice(found: Iterable[str]) -> Iterator[str]:
    """The sentences that stand there more than once."""
    yield from (sentence for sentence, count in Counter(found).items() if count > 1)


if __name__ == "__main__":
    main()
