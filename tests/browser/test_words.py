"""The words of a page: explained for every reader, and in one language."""

import ast
import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest

from tests.browser.pages import DEMONSTRATION, Reader, showing

LABELS = {"aria-label", "aria-roledescription", "title", "alt", "placeholder"}

CATALOGUE = re.compile(r'^  ("[^"]+"): ("[^"]*")', re.MULTILINE)

SETTINGS = re.compile(r"const SETTINGS = (\{.*\});")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("kind", ["team", "plan", "recommendation"])
def test_what_a_tooltip_says_stands_at_the_foot_of_the_page_too(
    reader: Reader, demonstration_site: str, kind: str, scripts: bool
) -> None:
    """For who has no pointer: with keys, by touch, on paper."""
    with showing(reader, demonstration_site, DEMONSTRATION[kind], scripts=scripts) as shown:
        shown.page.emulate_media(media="print")
        terms = shown.page.locator("article abbr")
        # Material takes the title off an element that it gives a tooltip.
        told = {term.get_attribute("title") for term in terms.all()} - {None}
        foot = shown.page.locator(".ts-words")
        assert foot.is_visible()
        meanings = [one.inner_text() for one in foot.locator("dd").all()]
        assert told
        assert told <= set(meanings)
        assert len(meanings) == len(set(meanings))


def test_the_glossary_explains_its_words_once(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["glossary"]) as shown:
        assert shown.page.locator(".ts-glossary h3").count() > 50
        assert shown.page.locator("article abbr, .ts-words").count() == 0


def test_the_glossary_shows_a_letter_at_a_time(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["glossary"]) as shown:
        terms = shown.page.locator(".ts-glossary h3")
        tabs = shown.page.get_by_role("tablist", name="Letters").get_by_role("tab")
        every = terms.count()
        shown.page.get_by_role("tab", name="K", exact=True).click()
        visible = [term.inner_text() for term in terms.all() if term.is_visible()]
        assert shown.page.locator(".md-sidebar--secondary").is_hidden()
        assert visible and {word[0].upper() for word in visible} == {"K"}
        assert every > 50 and tabs.count() > 15
        shown.page.goto(f"{shown.base}/{DEMONSTRATION['glossary']}#plg")
        assert shown.page.locator("#plg").is_visible()
    with showing(reader, demonstration_site, DEMONSTRATION["glossary"], scripts=False) as shown:
        assert all(term.is_visible() for term in shown.page.locator(".ts-glossary h3").all())
        shown.page.locator("noscript a", has_text="K").click()
        assert shown.page.url.endswith("#letter-k")


class Labels(HTMLParser):
    """What a page says beside its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps the labels of an element."""
        self.found |= {value.strip() for name, value in attrs if name in LABELS and value}


def test_no_page_speaks_the_english_of_the_theme(demonstration: Path) -> None:
    """Neither in a label nor in what its scripts will say. Where Dutch has the very word, another one is chosen."""
    languages = files("material") / "templates" / "partials" / "languages"
    catalogue = dict(CATALOGUE.findall((languages / "en.html").read_text(encoding="utf-8")))
    english = {ast.literal_eval(text) for text in catalogue.values()} | {"logo"}
    assert "Header" in english
    start = (demonstration / "site/assets/start.js").read_text(encoding="utf-8")
    settings = SETTINGS.search(start)
    assert settings
    assert {*json.loads(settings[1])["translations"].values(), *Labels(start).found} & english == set()
    assert {"Zoeken", "Leegmaken"} <= Labels(start).found
    for path in sorted((demonstration / "site").rglob("*.html")):
        assert Labels(path.read_text(encoding="utf-8")).found & english == set(), path
