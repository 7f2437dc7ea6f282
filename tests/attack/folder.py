"""A folder of HTML or Markdown as elements, and every piece of text in it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.sites import Element, Reader, body
from tests.sites import html as markdown_to_html

GEOMETRY = {
    "d", "transform", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "viewbox",
    "points", "style", "stroke-width", "font-size", "stroke-dasharray", "stroke-miterlimit", "opacity",
    "fill-opacity", "stroke-opacity", "href", "src", "offset", "gradienttransform", "media", "class", "version",
    "data-sort",
}  # fmt: skip
"""Attributes that hold lengths and addresses, or that are read with the cell of a table that they stand on."""

BLOCKS = (
    "li", "p", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "title", "desc", "text", "summary",
    "caption", "dt", "dd", "button", "aside",
)  # fmt: skip


class _Builder(Reader):
    """Elements as a browser forgives them: what is not closed ends with what it stands in."""

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.open[1:]):
            while self.open.pop().tag != tag:
                pass


def elements(markup: str) -> Element:
    """The elements of a page, an SVG or a piece of either."""
    builder = _Builder()
    builder.feed(markup)
    builder.close()
    return builder.open[0]


def page_of(path: str, content: bytes) -> Element:
    """A page as a reader gets it: of HTML its head and its article, of Markdown all of it, front matter included."""
    text = content.decode()
    if path.endswith(".md"):
        # The specification in a test's drawing is read where the drawing stands alone.
        text = re.sub(r"<metadata>.*?</metadata>", "", text)
        if not re.search(r"^\|-", text, re.MULTILINE):
            return elements("\n".join(map(_line, text.splitlines())))
        front = text[: len(text) - len(body(text))]
        return elements(f"<p>{front}</p>{markdown_to_html(text)}")
    head = re.search(r"<head>.*?</head>", text, re.DOTALL)
    article = re.search(r"<article.*</article>", text, re.DOTALL)
    assert article, path
    return elements((head[0] if head else "") + article[0])


def _line(line: str) -> str:
    """A line of Markdown without tables as HTML, near enough to read it: ten times as fast as the real thing."""
    if not line.strip() or line.lstrip().startswith("<"):
        return line
    line = re.sub(r"\{:.*?\}", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"<a>\1</a>", line))
    line = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", line)
    if heading := re.match(r"(#{1,6}) (.*)", line):
        return f"<h{len(heading[1])}>{heading[2]}</h{len(heading[1])}>"
    return f"<p>{line}</p>"


def plain(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def units(root: Element) -> Iterator[tuple[str, str]]:
    """Every piece of text that is read as one, and every attribute in words, each with the heading above it."""
    heading = ""
    for element in root.every():
        if element.tag in ("h2", "h3"):
            heading = plain(element.text())
        smallest = element.tag in BLOCKS and not any(True for _ in element.every("li", "p", "td", "figcaption"))
        if smallest and (text := plain(_spaced(element))):
            yield heading, text
        for name, value in element.attributes.items():
            if name.lower() not in GEOMETRY and any(character.isdigit() for character in value):
                small = not any(True for _ in element.every(*BLOCKS, "table", "figure", "g", "ul", "ol"))
                yield heading, plain(f"{_spaced(element)} {value}" if small else value)


def _spaced(element: Element) -> str:
    """The text of an element, with a space where another element begins."""
    if element.tag in ("script", "style"):
        return ""
    return " ".join(child if isinstance(child, str) else _spaced(child) for child in element.children)


Files = Mapping[str, bytes]


def words_of(spec: Mapping[str, Any]) -> Iterator[list[str]]:
    """The lines of what stands above a chart."""
    return (lines for name, lines in spec.get("title", {}).items() if name in ("text", "subtitle"))
