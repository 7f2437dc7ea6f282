"""Checks of the Markdown that an author writes under the front matter of a guidance page."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from teamspiegel.contracts.problem import Problem, nearest, quoted
from teamspiegel.reading.text import Tree

LOADS = re.compile(r"<\s*(script|iframe|object|embed|link|style|img|video|audio|source|base|form)\b", re.IGNORECASE)
PICTURE = re.compile(r"!\[[^\]]*\][(\[]")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(\s*<?([^)\s>]*)")
ON_THE_WEB = re.compile(r"(https?://|mailto:|#)")


def check_body(path: str, body: str, first_line: int, tree: Tree) -> Iterator[Problem]:
    """Everything in a page's Markdown that would load something from elsewhere, or lead nowhere."""
    beside = {PurePosixPath(other).name for other in tree if PurePosixPath(other).parent == PurePosixPath(path).parent}
    for line, text in enumerate(body.split("\n"), first_line):
        if found := LOADS.search(text):
            mend = "say it in Markdown; a page of this site asks nothing of another host"
            yield Problem(path, line, f"HTML that loads something, <{found[1].lower()}>", "text and links", mend)
        if PICTURE.search(text):
            yield Problem(path, line, "a picture", "text and links", "link to the page that shows it")
        for target in LINK.findall(text):
            page = target.partition("#")[0]
            if not ON_THE_WEB.match(target) and page not in beside:
                expected = "an address that begins with https://, or a page in the same folder"
                yield Problem(path, line, f"a link to {quoted(target)}", expected, nearest(page, beside))
