"""Whatever an author or a file supplies reads back as the same text, wherever a template puts it."""

import html
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from mkdocs.utils.meta import get_data
from teamspiegel.pages.render import environment
from teamspiegel.pages.text import bare, in_words, plain

from tests.sites import Element, shown, theme

# The letters that Markdown and its extensions look at come up often, so that they meet each other.
LETTERS = st.one_of(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"),
    st.sampled_from("#*_-+=~`'\"<>&|!:;.,()[]{}/\\^$%@0123456789 \n\tabc"),
)
TEXTS = st.text(LETTERS, min_size=1, max_size=40).filter(lambda text: text.strip())

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
    "markdown in html": '<div markdown>\n\n{}\n\n</div>\n',
}

OWN = {"a", "div", "h1", "li", "ol", "p", "page", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"}
"""The elements that the places make themselves."""


def awkward(test: object) -> object:
    for text in (
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
        "a  \nb",
        "    a",
        "\\* \\\\ \\",
        '"a" \'b\'',
        "collega's",
        "=HYPERLINK(1)",
        "$a$ \\(b\\)",
        "👩‍🏫 é ı İ ß \u200d\u00ad\ufeff",
        "klzzwxh:0001 wzxhzdk:0",
    ):
        test = example(text)(test)  # type: ignore[arg-type]
    return test


def once(text: str) -> str:
    """On one line, as HTML shows it."""
    return " ".join(text.split())


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@settings(deadline=None, max_examples=150)
@given(text=TEXTS)
def test_any_text_reads_back_as_itself(place: str, text: str) -> None:
    page = shown(place.format(plain(text)))
    assert once(_words(page)) == once(place_text(place, text))
    assert {element.tag for element in page.every()} <= OWN


