"""Whatever an author writes stays text: no element, attribute or formula comes of it, from YAML to the built site."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from html import unescape
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml
from teamspiegel.charts.style import brief
from teamspiegel.contracts.site import NavItem, Site
from teamspiegel.edges.disk import Project
from teamspiegel.edges.generate import Generated
from teamspiegel.edges.mkdocs import build_site
from teamspiegel.workbook import PATH as WORKBOOK

from tests.schools import Files
from tests.sites import Element, pages, shown, site
from tests.variants import with_many_answers

HOSTILE = (
    "<script>alert(1)</script> \"'><img src=x onerror=alert(1)> *a* [b](c) `d` | {{ 7*7 }} {% e %} &lt; 😀 # {: .f }"
)
HARMLESS = "qqq"

TEXTS = re.compile(
    "asks|description|group|hint|how|label|meaning|more|name|notice|owner|people|question|role|school|short|summary|text"
    "|time|title|version|what|when|why"
)
"""Keys whose value is a text that a page shows."""

LISTS = re.compile(
    "columns|decisions|facilitator|goals|keywords|leader|materials|monitoring|observations|outcome|preparation|prompts"
    "|question|questions"
)
"""Keys whose value may be a list of such texts."""

FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)

Text = Callable[[], str]


def written(text: str) -> Files:
    """A school in which every text that a page shows is this one, with a number behind it, so that each is another."""
    numbers = count(1)
    return {path: _file(path, data, lambda: f"{text} {next(numbers)}") for path, data in with_many_answers().items()}


def _file(path: str, content: bytes, text: Text) -> bytes:
    if path.endswith(".yml"):
        return _yaml(content, text)
    if path.endswith(".md"):
        (front,) = FRONT_MATTER.findall(content.decode())
        return content.replace(front.encode(), _yaml(front.encode(), text))
    return content


def _yaml(content: bytes, text: Text) -> bytes:
    value = _replaced(yaml.load(content, yaml.CSafeLoader), text)
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False).encode()


def _replaced(value: Any, text: Text) -> Any:
    """The value with another text for each that a page shows."""
    if isinstance(value, list):
        return [_replaced(entry, text) for entry in value]
    if not isinstance(value, dict):
        return value
    return {key: _entry(value, key, found, text) for key, found in value.items()}


def _entry(within: dict[str, Any], key: str, found: Any, text: Text) -> Any:
    if key == "labels":
        return {score: text() for score in found}
    if LISTS.fullmatch(key) and isinstance(found, list) and isinstance(found[0], str):
        return [text() for _ in found]
    return text() if isinstance(found, str) and _is_text(within, key) else _replaced(found, text)


def _is_text(within: dict[str, Any], key: str) -> bool:
    """Also a step of a recommendation and the source of a session; other steps and sources are fixed words.

    And a term without a tooltip: the other keeps its name, so that its meaning stands in tooltips.
    """
    other = (key == "step" and "how" in within) or (key == "source" and "team" in within)
    return bool(TEXTS.fullmatch(key)) or other or (key == "term" and within.get("tooltip") is False)


@cache
def built(text: str) -> Site:
    return site(written(text))


@cache
def read(text: str) -> dict[str, Element]:
    return {path: shown(page) for path, page in pages(built(text)).items()}


LINE = "text"
"""A line of a text in a drawing: how many there are follows from how long the text is."""


def test_the_pages_have_the_elements_that_harmless_texts_give() -> None:
    for path in read(HARMLESS):
        hostile, harmless = (
            [one for one in read(text)[path].every() if one.tag != LINE] for text in (HOSTILE, HARMLESS)
        )
        assert Counter(one.tag for one in hostile) == Counter(one.tag for one in harmless), path
        attributes = [[name for one in page for name in one.attributes] for page in (hostile, harmless)]
        assert attributes[0] == attributes[1], path


def test_the_pages_show_every_text_as_it_was_written() -> None:
    """In the title of a chart how it begins, because it is long."""
    shown_texts, quoted = 0, brief(HOSTILE)
    assert quoted.startswith("‘<script>alert(1)</script> \"'>")
    for path, harmless in read(HARMLESS).items():
        text = " ".join(read(HOSTILE)[path].text(LINE).split())
        assert text.count(HOSTILE) + text.count(quoted) == harmless.text(LINE).count(HARMLESS), path
        shown_texts += text.count(HOSTILE)
    assert shown_texts > 600  # that is: this was no empty comparison


def test_a_tooltip_shows_its_meaning_as_it_was_written() -> None:
    meanings = [one.attributes["title"] for page in read(HOSTILE).values() for one in page.every("abbr")]
    assert any(meaning.startswith(HOSTILE) for meaning in meanings)


def test_a_text_in_a_drawing_is_broken_into_lines_and_loses_nothing() -> None:
    """A word that is too long for a line is broken too."""
    (figure,) = (one for one in read(HOSTILE)["hulp/rondje.md"].every("figure"))
    steps = [one for one in figure.every("g") if "ts-cycle__step" in one.attributes["class"]]
    assert len(steps) == 5
    for step in steps:
        assert "".join(HOSTILE.split()) in "".join(step.text().split())


def test_the_navigation_holds_titles_that_can_be_written_into_html() -> None:
    def titles(items: tuple[NavItem, ...]) -> list[str]:
        return [title for item in items for title in (item.title, *titles(item.children))]

    found = [built(HOSTILE).name, *titles(built(HOSTILE).nav)]
    assert sum(unescape(title).startswith(HOSTILE) for title in found) > 20
    assert not [title for title in found if "<" in title or ">" in title]
    assert '"' not in built(HOSTILE).name  # it stands in attributes too


def test_the_downloads_hold_no_formula() -> None:
    """In a spreadsheet a cell that begins with a sign like this would be calculated."""
    files = built("=1+1").files
    with zipfile.ZipFile(io.BytesIO(files[WORKBOOK])) as book:
        sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/")]
        assert b"=1+1" in book.read("xl/sharedStrings.xml")
    assert sheets and not [sheet for sheet in sheets if b"<f>" in sheet]
    assert not [path for path, content in files.items() if path.endswith(".csv") and b"=" in content]


def test_a_cell_of_a_table_is_an_id_a_number_or_a_word_of_ours() -> None:
    """Whatever the texts: none of these begins a formula, but for a number below zero, which is a number."""
    cell = re.compile(r"-?\d+(\.\d+)?|[a-z0-9]+([-_][a-z0-9]+)*|")
    tables = {path: content.decode() for path, content in built(HOSTILE).files.items() if path.endswith(".csv")}
    assert len(tables) == 2
    for path, table in tables.items():
        rows = list(csv.reader(io.StringIO(table)))
        assert len(rows) > 1
        assert [found for row in rows for found in row if not cell.fullmatch(found)] == [], path


class _Danger(HTMLParser):
    """What in a page of the site would act: scripts in it and attributes that hold one."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.titles: list[str] = []
        self.within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within = tag
        self.found += [f"{tag} {name}" for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        if self.within == "script" and "alert" in data:
            self.found.append(data)
        if self.within == "title":
            self.titles.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.within = ""


@pytest.mark.filterwarnings("default")  # of MkDocs and its plugins, which are not ours to mend
def test_mkdocs_makes_nothing_else_of_them(tmp_path: Path) -> None:
    build_site(Project(tmp_path), Generated(built(HOSTILE)), tmp_path, tmp_path / "site")
    for path in built(HOSTILE).pages():
        danger = _Danger()
        danger.feed((tmp_path / "site" / path).with_suffix(".html").read_text(encoding="utf-8"))
        assert not danger.found, path
        assert HOSTILE in danger.titles[0], path
    index = (tmp_path / "site/search/search_index.json").read_text(encoding="utf-8")
    assert "<script" not in index and "<img" not in index
