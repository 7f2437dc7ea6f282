"""Sites that the tests look at: a school through the whole pipeline, with drawings that cost nothing."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html.parser import HTMLParser

import yaml
from markdown import Markdown
from teamspiegel import pipeline
from teamspiegel.contracts.chart import Chart, Drawing
from teamspiegel.contracts.paper import Paper
from teamspiegel.contracts.site import NavItem, Site
from teamspiegel.contracts.theme import Theme
from teamspiegel.reading.passphrases import Sources, passphrases_of
from teamspiegel.reading.theme import read_theme

from tests.schools import ROOT, below

TODAY = date(2026, 6, 24)
"""The day on which the sites of the tests are looked at."""

VOID = {"br", "hr", "img", "input", "link", "meta"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


NOTHING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>'


@cache
def theme() -> Theme:
    """The theme that the project ships."""
    return read_theme(below(ROOT, "theme"))


def draw(charts: Iterable[Chart]) -> list[Drawing]:
    """A drawing of each chart that says which it is, and nothing more."""
    return [Drawing(chart, NOTHING) for chart in charts]


def typeset(papers: Iterable[Paper], templates: Mapping[str, str]) -> list[bytes]:
    """What would stand on each paper, as readable text: its template, its data and which drawings it has."""
    return [_untypeset(paper, templates) for paper in papers]


def papers(tree: Mapping[str, bytes], teams: Collection[str] = (), today: date = TODAY) -> dict[str, Paper]:
    """What stands on each paper of a school, by the name of its file, before it is typeset."""
    found = list[Paper]()

    def keep(listed: Iterable[Paper], templates: Mapping[str, str]) -> list[bytes]:
        own = list(listed)
        found.extend(own)
        return typeset(own, templates)

    pipeline.site(pipeline.school_of(tree, teams), theme(), draw, keep, today)
    return {paper.path.rpartition("/")[2]: paper for paper in found}


def _untypeset(paper: Paper, templates: Mapping[str, str]) -> bytes:
    assert paper.template in templates
    drawings = {name: svg.decode() for name, svg in paper.drawings.items()}
    found = {"template": paper.template, "data": paper.data, "drawings": drawings}
    return json.dumps(found, indent=1, ensure_ascii=False).encode() + b"\n"


def site(
    tree: Mapping[str, bytes], teams: Collection[str] = (), today: date = TODAY, sources: Sources | None = None
) -> Site:
    """The docs folder of a school, as it reads on a day: of a locked site, with sources of passphrases."""
    school = pipeline.school_of(tree, teams)
    parts = passphrases_of(school.definitions, sources, known=() if teams else None) if sources else None
    return pipeline.site(school, theme(), draw, typeset, today, parts)


def pages(built: Site) -> dict[str, str]:
    """The Markdown of every page, by path."""
    return {path: built.files[path].decode() for path in built.pages()}


def nav_pages(items: Sequence[NavItem]) -> Iterator[str]:
    """The pages of a navigation, from top to bottom."""
    for item in items:
        if item.path:
            yield item.path
        yield from nav_pages(item.children)


# ----- what a reader gets to see -----------------------------------------------------------------------


@cache
def _markdown() -> Markdown:
    """Python-Markdown as MkDocs sets it up: what mkdocs.yml names, and what MkDocs adds to it always."""
    named = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    options = {name: found for entry in named if isinstance(entry, dict) for name, found in entry.items()}
    plain = [entry for entry in named if isinstance(entry, str)]
    return Markdown(extensions=[*plain, *options, "fenced_code"], extension_configs=options)


def body(page: str) -> str:
    """A page without its front matter."""
    return page.split("---\n", 2)[2] if page.startswith("---\n") else page


def html(markdown: str) -> str:
    """The HTML that MkDocs makes of Markdown."""
    return str(_markdown().reset().convert(body(markdown)))


@dataclass
class Element:
    """An element of a page: its name, its attributes, and texts and elements in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)

    def every(self, *tags: str) -> "Iterator[Element]":
        """The elements below this one, of these names or of any."""
        for child in self.children:
            if isinstance(child, Element):
                if not tags or child.tag in tags:
                    yield child
                yield from child.every(*tags)

    def text(self, *without: str) -> str:
        """The text in it, except what stands in elements of these names."""
        parts = (child if isinstance(child, str) else _text_of(child, without) for child in self.children)
        return "".join(parts)


def _text_of(element: Element, without: tuple[str, ...]) -> str:
    return "" if element.tag in without else element.text(*without)


class Reader(HTMLParser):
    """Elements as they are written: what is opened must be closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("page")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(markup: str) -> Element:
    """The elements of a piece of HTML, each closed where it should be."""
    reader = Reader()
    reader.feed(markup)
    reader.close()
    assert [element.tag for element in reader.open] == ["page"], "elements that are never closed"
    return reader.open[0]


def shown(page: str) -> Element:
    """A page as a reader gets it."""
    return parsed(html(page))


def headings(page: Element) -> list[str]:
    """What stands above the parts of a page."""
    return [heading.text("a").strip() for heading in page.every("h2", "h3")]


def section(page: Element, title: str) -> str:
    """The text below a heading, up to the next of its level."""
    found: list[str] = []
    level = ""
    for child in page.children:
        if isinstance(child, Element) and child.tag in HEADINGS:
            if level and child.tag <= level:
                break
            level = child.tag if child.text("a").strip() == title else level
        elif isinstance(child, Element) and level:
            found.append(child.text())  # of the headings within it
    assert level, f"no heading {title!r}"
    return " ".join(" ".join(found).split())
