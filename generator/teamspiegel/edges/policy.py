"""The content policy: every page of a built site says what a browser may load for it, which is the site's own files.

A page carries it itself, in a meta tag, because a site has no say over the server that it is put on, and none at all
where it is opened from a disk. It works on a folder of HTML and knows nothing of what built it:

- `protect(folder)` writes the policy into every page below a folder. It may be run again after pages have changed.
- `policy_of(page)` gives the policy that stands in a page, for who makes another page out of it.
- `policy(*scripts)` gives the policy of a page that holds these inline scripts and no others.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from html import escape, unescape
from pathlib import Path

NO_SUCH_PAGE = "404.html"
"""The page that a server shows for a wrong address. No word of an author is in it: its scripts are the theme's."""

SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    # The theme's icons stand in its stylesheets.
    "img-src": "'self' data:",
    "font-src": "'self'",
    # The search index, and the worker that reads it.
    "connect-src": "'self'",
    "worker-src": "'self'",
    "frame-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
"""What each kind of thing may come from. No function made out of text, and no style but that of a stylesheet."""

HEAD = re.compile(r"<head>\s*(?:<meta charset=[^>]*>)?", re.IGNORECASE)
OURS = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"><meta name="referrer" [^>]*>')
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\b[^>]*>", re.IGNORECASE | re.DOTALL)
NO_INLINE_SCRIPT = re.compile(r"""\ssrc=|\stype=["']?application/(?:ld\+)?json["']?(?:\s|$)""", re.IGNORECASE)
WAY_UP = re.compile(r'(?<=href:")[\w./~%-]*?(?=assets/)')
"""Where the theme says how far a page lies below the top of the site: what its scripts differ in from page to page."""


class PolicyError(Exception):
    """A page cannot have a policy that means anything."""


def protect(folder: Path) -> None:
    """Write the policy into every page of a built site: its own files, and the theme's inline scripts by their hash.

    An inline script counts as the theme's when the page for a wrong address has it too, but for the way to the top of
    the site. Raises PolicyError, before anything is written, when a page has another one or has no head.
    """
    known = {_wherever(script) for script in _inline_scripts((folder / NO_SUCH_PAGE).read_text(encoding="utf-8"))}
    policies = dict[Path, str]()
    for path in sorted(folder.rglob("*.html")):  # one by one, and twice: of many teams not all of them fit at once
        policies[path] = _policy_for(path.relative_to(folder), path.read_bytes().decode(), known)
    for path, own in policies.items():
        page = path.read_bytes().decode()
        if (protected := _with(own, page)) != page:
            path.write_bytes(protected.encode())


@cache
def policy(*scripts: str) -> str:
    """The policy of a page with these inline scripts, each given as it stands between its tags."""
    hashes = sorted({f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts})
    sources = {**SOURCES, "script-src": " ".join([SOURCES["script-src"], *hashes])}
    return "; ".join(f"{kind} {allowed}" for kind, allowed in sources.items())


def policy_of(page: str) -> str:
    """The policy that stands in a page. Raises PolicyError when it has none."""
    found = OURS.search(page)
    if found is None:
        raise PolicyError("a page without a content policy")
    return unescape(found[1])


def _policy_for(path: Path, page: str, known: set[str]) -> str:
    """The policy of a page. Raises PolicyError when it has a script that is not known, or no head."""
    scripts = tuple(_inline_scripts(page))
    if any(_wherever(script) not in known for script in scripts):
        raise PolicyError(f"{path.as_posix()}: an inline script that is not the theme's")
    if HEAD.search(page) is None:
        raise PolicyError(f"{path.as_posix()}: a page without a head")
    return policy(*scripts)


def _with(own: str, page: str) -> str:
    """The page with its policy, instead of one that it may have."""
    page = OURS.sub("", page, count=1)
    head = HEAD.search(page)
    assert head
    # First of all in the head: a policy does not hold for what stands above it. And nobody hears who links to them.
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(own, quote=False)}">'
    return f'{page[: head.end()]}{meta}<meta name="referrer" content="no-referrer">{page[head.end() :]}'


def _inline_scripts(page: str) -> Iterator[str]:
    """The text of every script that stands in a page itself; data in a script element is none."""
    for attributes, script in SCRIPT.findall(page):
        if not NO_INLINE_SCRIPT.search(attributes):
            yield script


def _wherever(script: str) -> str:
    """The script as it is on every page, however far that lies below the top of the site."""
    return WAY_UP.sub("", script)
