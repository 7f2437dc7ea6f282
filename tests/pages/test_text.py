"""Whatever an author or a file supplies reads back as the same text, wherever a template puts it."""

import html
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from mkdocs.utils.meta import get_data
from teamspiegel.contracts.theme import Theme
from teamspiegel.pages.render import Page, environment, render
from teamspiegel.pages.text import bare, plain

from tests.sites import Element, shown, theme

# The letters that Markdown and its extensions look at come up often, so that they meet each other.
LETTERS = st.one_of(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"),
    st.sampled_from("#*_-+=~`'\"<>&|!:;.,()[]{}/\\^$%@0123456789 \n\tabc"),
)
TEXTS = st.text(LETTERS, min_size=1, max_size=40).filter(lambda text: bool(text.strip()))

AWKWARD = [
    "<script>alert(1)</script>",
    "<!-- x -->",
    "&lt;b&gt; &amp;nbsp; &#42;",
    "*a* _b_ **c** `d` ~~e~~",
    "[a](b) ![c](d) <https://e.nl> [f][g]",
    "[g]: https://e.nl",
    "*[SD]: iets",
    "# a #",
    "> a",
    "1. a",
    "12) a",
    "٣. a",
    "- a",
    "+ a",
    "---",
    "===",
    "| a | b |",
    "```a```",
    "~~~",
    "!!! note",
    "[TOC]",
    "{: .a #b }",
    "{{ 7*7 }} {% raw %} {# a #}",
    "a  \nb\n\n# c",
    "    a",
    "\\* \\\\ \\",
    "\"a\" 'b'",
    "''",
    "collega's",
    "=HYPERLINK(1)",
    "$a$ \\(b\\)",
    "👩‍🏫 é ı İ ß \u00ad\ufeff",
    "klzzwxh:0001 wzxhzdk:0",
]

PLACES = {
    "paragraph": "{}\n",
    "paragraph with a class": "{}\n{{: .ts-lead }}\n",
    "later in a line": "Tekst: {}\n",
    "strong": "**{}**\n",
    "link": "[{}](index.md)\n",
    "heading": "# {} {{: .ts-title }}\n",
    "list item": "- {}\n",
    "numbered item": "1. {}\n",
    "table cell": "| a | b |\n|---|---|\n| {} | c |\n",
    "html": '<p class="ts-notice">{}</p>\n',
    "html table": "<table><tbody><tr><th>{}</th></tr></tbody></table>\n",
    "markdown in html": "<div markdown>\n\n{}\n\n</div>\n",
}
"""Each way in which a template hands on a text."""


def once(text: str) -> str:
    """The text as HTML shows it: white space of any kind is one space."""
    return " ".join(text.split())


def tags(page: Element) -> Counter[str]:
    return Counter(element.tag for element in page.every())


def reads_back(place: str, text: str) -> None:
    """Against the same place with a harmless word: the text takes its place, and no element comes or goes."""
    page, harmless = shown(place.format(plain(text))), shown(place.format("woord"))
    assert once(page.text()) == once(harmless.text().replace("woord", once(text))), text
    assert tags(page) == tags(harmless), text


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_an_awkward_text_reads_back_as_itself(place: str) -> None:
    for text in AWKWARD:
        reads_back(place, text)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@settings(deadline=None, max_examples=60)
@given(text=TEXTS)
def test_any_text_reads_back_as_itself(place: str, text: str) -> None:
    reads_back(place, text)


@settings(deadline=None)
@given(TEXTS | st.sampled_from(AWKWARD))
def test_any_text_stays_within_an_attribute(text: str) -> None:
    """Of an element that is HTML throughout: Markdown would decode the attributes of one that holds Markdown."""
    (element,) = shown(f'<p aria-label="{plain(text)}">a</p>').every()
    assert list(element.attributes) == ["aria-label"]
    assert once(element.attributes["aria-label"]) == once(text)


@settings(deadline=None)
@given(TEXTS | st.sampled_from(AWKWARD))
def test_any_title_can_stand_where_a_site_builder_writes_it_as_it_is(text: str) -> None:
    """MkDocs and Zensical write titles into their pages without escaping them."""
    assert "<" not in bare(text)
    assert html.unescape(bare(text)) == once(text)


@settings(deadline=None, max_examples=50)
@given(TEXTS | st.sampled_from(AWKWARD))
def test_any_title_survives_the_front_matter(text: str) -> None:
    """MkDocs takes front matter that it cannot read for text, and shows it."""
    parts = dict.fromkeys((name for name in theme().templates if name.startswith("_")), "")
    whole = {name: theme().templates[name] for name in ("_layout.md.jinja", "_parts.md.jinja")}
    templates = {**parts, **whole, "page": whole["_layout.md.jinja"]}
    env = environment(Theme(theme().wording, theme().palette, templates, {}))
    page = render(
        env,
        Page(
            "index.md",
            text,
            "page",
            {
                "hide": [],
                "settings": {"school": "De School", "notice": None, "search_engines": False},
                "definitions": {"rounds": []},
                "lock": None,
            },
        ),
    )
    _, found = get_data(page.decode())
    assert found == {"title": bare(text)}


def test_control_characters_are_no_text() -> None:
    """YAML has escapes for them (a Windows path in double quotes holds some); no page may hold them."""
    assert plain("a\x07b\x7fc\ufffed") == "abcd"
    assert bare("a\x07b\x9fc\uffffd") == "abcd"
    assert plain("a\x1fb\x85c") == "a b c"  # these separate


def test_markup_is_left_as_it_is() -> None:
    assert plain(Markup("<b>a</b>")) == "<b>a</b>"


@pytest.mark.parametrize("value", [3, 0.5, -3, "1.0"])
def test_numbers_read_as_they_are(value: object) -> None:
    assert html.unescape(plain(value)) == str(value)


def test_an_ordinary_text_is_not_made_unreadable() -> None:
    """The Markdown can be read as it is, too."""
    text = "Wat zien collega's? Eerst kijken, dan praten: 3,5 (van 5) – en 20% meer."
    assert plain(text) == text


def test_a_date_in_words() -> None:
    assert theme().wording.day(date(2026, 3, 4)) == "4 maart 2026"
    assert theme().wording.day(date(2026, 3, 4), year=False) == "4 maart"
    months = "januari februari maart april mei juni juli augustus september oktober november december"
    assert " ".join(theme().wording.day(date(2026, month, 1)).split()[1] for month in range(1, 13)) == months
