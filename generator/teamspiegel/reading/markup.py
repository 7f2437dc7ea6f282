"""What an author's Markdown becomes: text, lists, tables and links. What acts, loads or breaks out is found.

Everything is judged by the HTML that the site builder would make, because there are more ways to write something than
to be it; and that HTML by what an allow-list leaves of it that parses as browsers do (nh3).
"""

import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from teamspiegel.contracts.known import Known

EXTENSIONS = ["abbr", "admonition", "attr_list", "fenced_code", "md_in_html", "tables", "toc"]
"""Those of the site builder that decide what becomes HTML."""
SETTINGS = {"tables": {"use_align_attribute": True}}

INLINE = {
    "a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong",
    "sub", "sup", "u",
}  # fmt: skip
BLOCKS = {
    "blockquote", "caption", "dd", "details", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
    "p", "pre", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
CELLS = {"td", "th"}
ATTRIBUTES = {
    "align", "class", "colspan", "href", "id", "lang", "markdown", "open", "rel", "rowspan", "scope", "start", "target",
    "title",
}  # fmt: skip
SCHEMES = {"https", "mailto"}
VOID = {"br", "hr", "img"}

LONGEST = 60_000
"""Characters of Markdown on a page. The longest that is shipped has 15,000."""
MOST_BRACKETS = 200
"""In one paragraph: what becomes of them takes a time that grows with their square. The most that is shipped is 6."""
MOST_SOUGHT = 50
"""Of what stands in the text in another way than on the page: each takes some ten times as long as the page."""
DEEPEST = 50
"""Elements within each other."""

PICTURE = "<img>"
AFTERWARDS = "teamspiegel-zzz"
"""Stands below the text while it is rendered: what follows it on the page must stay outside of everything in it."""
COMMENT, DECLARATION = "a comment, <!-- -->", "a declaration"
NO_END = "an element that does not end on the page"
OTHERWISE = "HTML that a browser reads otherwise than it is written"


Sort = Literal["danger", "link", "raw link", "title", "text"]


class TooMuch(Exception):
    """Raised for Markdown of a size or depth that nobody writes, with what it is and the line of the text."""

    def __init__(self, found: str, expected: str, line: int = 1) -> None:
        self.found, self.expected, self.line = found, expected, line


class Token(NamedTuple):
    """A piece of HTML: what it is in words, how it begins in the text, of which element, and an attribute's value."""

    what: str
    begin: str
    tag: str = ""
    value: str = ""


@dataclass(frozen=True)
class Rendered:
    """A page's Markdown as HTML: what is in it, each in the order of the text.

    `links` are those that the site builder follows, `raw_links` those in HTML, which it leaves as they are. `anchors`:
    what a link to a part of the page may name. `text`: what a reader sees, a line for each block.
    """

    dangers: tuple[tuple[str, str], ...]
    links: tuple[str, ...]
    raw_links: tuple[str, ...]
    anchors: frozenset[str]
    titles: tuple[str, ...]
    text: str

    @classmethod
    def of(cls, text: str) -> "Rendered":
        """What a text of `as_text` says."""
        dangers, links, raw_links, anchors, titles, read = json.loads(text)
        pairs = tuple((one, begins) for one, begins in dangers)
        return cls(pairs, tuple(links), tuple(raw_links), frozenset(anchors), tuple(titles), read)

    def as_text(self) -> str:
        """All of it as one text, for a later process."""
        found = (self.dangers, self.links, self.raw_links, sorted(self.anchors), self.titles, self.text)
        return json.dumps(found)

    def count(self, sort: Sort, what: str) -> int:
        """How often something of a sort is in it."""
        if sort == "text":
            return self.text.count(what)
        found = {"danger": [one for one, _ in self.dangers], "link": self.links, "raw link": self.raw_links}
        return len(self.titles) if sort == "title" else list(found[sort]).count(what)


RENDERED = Known()
"""What pages became, by their Markdown."""


@lru_cache(maxsize=512)
def rendered(markdown: str) -> Rendered:
    """What a page's Markdown becomes. Raises TooMuch."""
    if (text := RENDERED.get(markdown)) is not None:
        return Rendered.of(text)
    found = _rendered(markdown)
    RENDERED.put(markdown, found.as_text())
    return found


def _rendered(markdown: str) -> Rendered:
    _bounded(markdown)
    links = _Links()
    converter = Markdown(extensions=EXTENSIONS, extension_configs=SETTINGS)
    converter.treeprocessors.register(links, "links", 0)
    try:
        whole = converter.convert(f"{markdown}\n\n{AFTERWARDS}")
    except RecursionError:
        expected = "a few lists and quotations within each other"
        raise TooMuch("Markdown that lies too deep", expected, _line_too_deep(markdown)) from None
    html = whole.rstrip().removesuffix(f"<p>{AFTERWARDS}</p>")
    before, after = _Reader.of(html), _Reader.of(_allowed(html))
    if before.deepest > DEEPEST:
        expected = f"at most {DEEPEST} elements within each other"
        raise TooMuch("Markdown that lies too deep", expected, _line_too_deep(markdown))
    raw = Counter(before.links) - Counter(links.found)
    swallows = [] if AFTERWARDS not in html and html != whole.rstrip() else [(NO_END, "<")]
    return Rendered(
        (*_dangers(before, after, markdown), *swallows),
        tuple(links.found),
        tuple(link for link in before.links if raw[link]),
        frozenset(before.anchors),
        tuple(before.titles),
        "".join(before.text),
    )


def _line_too_deep(markdown: str) -> int:
    """The first line at which a text, ended there, lies too deep."""
    lines = markdown.split("\n")
    parts = range(1, len(lines) + 1)
    return min(bisect_left(parts, True, key=lambda part: _is_too_deep("\n".join(lines[:part]))) + 1, len(lines))


def _is_too_deep(markdown: str) -> bool:
    try:
        return (
            _Reader.of(Markdown(extensions=EXTENSIONS, extension_configs=SETTINGS).convert(markdown)).deepest > DEEPEST
        )
    except RecursionError:
        return True


def line_of(markdown: str, needle: str, how_often: Callable[[str], int], nth: int = 1) -> int:
    """The line, from 1, on which something stands for the nth time that begins with `needle` in the text.

    `how_often` says how often it is there in a part of the text: where it stands in another way, or also where it does
    nothing, the shortest part that has it nth times ends with its line.
    """
    lower, sought = markdown.lower(), needle.lower()
    places = [found.start() for found in re.finditer(re.escape(sought), lower)] if sought else []
    if places and len(places) == how_often(markdown):
        return lower[: places[nth - 1]].count("\n") + 1
    lines, nth = markdown.split("\n"), min(nth, MOST_SOUGHT)
    parts = range(1, len(lines) + 1)
    found = bisect_left(parts, True, key=lambda part: how_often("\n".join(lines[:part])) >= nth)
    return min(found + 1, len(lines))


def _bounded(markdown: str) -> None:
    if len(markdown) > LONGEST:
        raise TooMuch(f"{len(markdown):,} characters of Markdown", f"at most {LONGEST:,}: make more pages of it")
    line = 1
    for paragraph in markdown.split("\n\n"):
        if paragraph.count("[") > MOST_BRACKETS or paragraph.count("<") > MOST_BRACKETS:
            expected = f"at most {MOST_BRACKETS} between two empty lines"
            raise TooMuch("a paragraph with very many brackets", expected, line)
        line += paragraph.count("\n") + 2


def _allowed(html: str) -> str:
    return nh3.clean(
        html,
        tags=INLINE | BLOCKS,
        attributes={"*": ATTRIBUTES},
        url_schemes=SCHEMES,
        link_rel=None,
        clean_content_tags=set(),
    )


def _dangers(before: "_Reader", after: "_Reader", markdown: str) -> Iterator[tuple[str, str]]:
    """What an allow-list takes out of a page, or a browser puts into it: what it is, and how it begins in the text.

    Nothing is said of links: those are judged one by one.
    """
    missing, added = Counter(before.tokens) - Counter(after.tokens), Counter(after.tokens) - Counter(before.tokens)
    refused = {token.begin for token in missing if token.begin == f"<{token.tag}"}
    found = [
        (f"{one.what} without <{one.tag}>" if one.begin.startswith("</") else one.what, one.begin)
        for one in before.tokens
        if missing[one] and (f"<{one.tag}" not in refused or one.begin == f"<{one.tag}") and one.begin != "href"
    ]
    found += [(f"<{one.tag}> without </{one.tag}>", f"<{one.tag}") for one in added if one.begin.startswith("</")]
    found += [(f"id '{id_}'", id_) for id_ in before.anchors if id_.startswith("__")]
    if not found and (before.order() != after.order() or before.letters() != after.letters()):
        found.append((OTHERWISE, "<"))
    for what, begin in found:
        written_as_markdown = what == PICTURE and begin not in markdown.lower()
        yield what, "![" if written_as_markdown else begin


class _Links(Treeprocessor):
    """Collects the links that the site builder follows, as it does: when all of the Markdown has become elements."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def run(self, root: Element) -> None:
        hrefs = (element.get("href", "") for element in root.iter("a"))
        self.found = [unescape(href) for href in hrefs if AMP_SUBSTITUTE not in href]


class _Reader(HTMLParser):
    """Takes HTML apart as it is written."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Token] = []
        self.text: list[str] = []
        self.links: list[str] = []
        self.anchors: dict[str, None] = {}
        self.titles: list[str] = []
        self.open: list[str] = []
        self.deepest = 0

    @classmethod
    def of(cls, html: str) -> "_Reader":
        """A reader that has read a piece of HTML."""
        reader = cls()
        reader.feed(html)
        reader.close()
        return reader

    def order(self) -> list[Token]:
        """All that stands in it, without links, which are judged one by one."""
        return [token for token in self.tokens if token.begin != "href"]

    def letters(self) -> str:
        """The text without its spaces."""
        return "".join("".join(self.text).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tokens.append(Token(f"<{tag}>", f"<{tag}", tag))
        if tag in BLOCKS or tag == "br":
            self.text.append(" | " if tag in CELLS else "\n")
        if tag == "h1":
            self.titles.append("")
        if tag not in VOID:
            self.open.append(tag)
            self.deepest = max(self.deepest, len(self.open))
        for name, value in attrs:
            self.tokens.append(Token(f"{name}= in <{tag}>", name, tag, value or ""))
            if name == "href":
                self.links.append(value or "")
            elif name == "id" or (name == "name" and tag == "a"):
                self.anchors[value or ""] = None

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        self.tokens.append(Token(f"</{tag}>", f"</{tag}", tag))
        if tag in BLOCKS - CELLS:
            self.text.append("\n")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.text.append(data.replace("\n", " "))
        if "h1" in self.open:
            self.titles[-1] += data

    def handle_comment(self, data: str) -> None:
        self.tokens.append(Token(COMMENT, "<!--", value=data))

    def handle_decl(self, decl: str) -> None:
        self.tokens.append(Token(DECLARATION, "<!", value=decl))

    def unknown_decl(self, data: str) -> None:
        self.tokens.append(Token(DECLARATION, "<!", value=data))

    def handle_pi(self, data: str) -> None:
        self.tokens.append(Token(DECLARATION, "<?", value=data))
