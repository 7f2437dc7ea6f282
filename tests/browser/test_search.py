"""Search: who types the words that a teacher would use finds the page that helps."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.pages import Reader, showing

PROMISED = 5
"""How many results somebody looks at before giving up."""

# What is typed, and the pages of which one must be among the first results. Words such as "in" and "de" also begin
# words in titles, and a title weighs a thousand times as much as a text. A page's keywords are its `tags`, and those
# weigh more than a title.
QUERIES = {
    "roddelen": ["hulp/raamwerk/kwadrant"],
    "ruzie": ["hulp/plg/samen-besluiten", "hulp/werkvormen/vragen-clusteren"],
    "meningsverschil": ["hulp/plg/samen-besluiten", "hulp/werkvormen/vragen-clusteren"],
    "draagvlak": ["hulp/plg/samen-besluiten", "hulp/plg/het-team-meenemen"],
    "weerstand": ["hulp/plg/het-team-meenemen", "hulp/kwaliteitscultuur/eigenaarschap", "hulp/aanbevelingen/h3"],
    "werkdruk": ["hulp/plg/tijd-en-ruimte"],
    "eigenaarschap": ["hulp/kwaliteitscultuur/eigenaarschap"],
    "motivatie": ["hulp/kwaliteitscultuur/eigenaarschap"],
    "leerdoel": ["hulp/raamwerk/inclusieve-didactiek", "teams/handel/leervragen/scherpe-leerdoelen"],
    "hoge verwachtingen": ["hulp/datagebruik/stellingen", "teams/handel/leervragen/hoge-verwachtingen"],
    "orde houden": ["hulp/raamwerk/gezag"],
    "feedback vragen": ["hulp/aanbevelingen/h4"],
    "nieuwe collega": ["hulp/plg/het-team-meenemen"],
    "afspraken nakomen": ["hulp/raamwerk/gezag", "hulp/aanbevelingen/h2"],
    "enquête bespreken": ["hulp/werkvormen/dataterugkoppeling"],
    "gesprek over cijfers": ["hulp/werkvormen/dataterugkoppeling", "hulp/datagebruik/stellingen"],
    "instrument visie": ["hulp/kwaliteitscultuur/instrumenten"],
    "hoe maak ik een plan": ["hulp/plg/het-plan"],
    "wat is een plg": ["hulp/plg/wat-is-een-plg"],
    "niemand wil de leiding nemen": ["hulp/plg/leiderschap-spreiden", "hulp/aanbevelingen/h6"],
    "reflectie": ["hulp/aanbevelingen/h3", "hulp/plg/tijd-en-ruimte"],
    "geen tijd om na te denken": ["hulp/plg/tijd-en-ruimte", "hulp/aanbevelingen/h3"],
    "te veel vergaderen": ["hulp/plg/tijd-en-ruimte"],
    "lesbezoek": ["hulp/aanbevelingen/h4"],
    "bij elkaar in de les kijken": ["hulp/aanbevelingen/h4"],
    "ruzie in het team": ["hulp/plg/samen-besluiten", "hulp/werkvormen/vragen-clusteren"],
    "onrust in de klas": ["hulp/raamwerk/spelgevoel"],
    "wat betekent brugas": ["hulp/begrippen", "hulp/raamwerk/kwadrant"],
}


@pytest.fixture(scope="module")
def home(reader: Reader, demonstration_site: str) -> Iterator[Page]:
    """The home page, to search from."""
    with showing(reader, demonstration_site, "index.html") as shown:
        yield shown.page


NOTHING_TYPED = "Typ om te beginnen met zoeken"


def answered(page: Page, typed: str) -> None:
    """Type this where words were typed before, and wait for an answer."""
    page.locator("input.md-search__input").fill("")
    page.keyboard.press("End")  # the search listens to keys, not to what they write
    page.locator(".md-search-result__meta", has_text=NOTHING_TYPED).wait_for()
    page.keyboard.insert_text(typed)
    page.keyboard.press("End")
    page.locator(".md-search-result__meta", has_text="overeenkomend").wait_for()


def results(page: Page, typed: str) -> list[str]:
    """The pages that search finds, best first, as their paths without .html."""
    answered(page, typed)
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.md-search-result__item')]"
        ".map((item) => new URL(item.querySelector('a').href).pathname.slice(1).replace(/\\.html$/, ''))"
    )
    return found


@pytest.mark.parametrize(("typed", "wanted"), QUERIES.items(), ids=QUERIES)
def test_what_a_teacher_types_finds_the_page_that_helps(home: Page, typed: str, wanted: list[str]) -> None:
    first = results(home, typed)[:PROMISED]
    assert {*first} & {*wanted}, f"found first: {first}"


def test_a_result_shows_the_word(home: Page) -> None:
    answered(home, "lemniscaat")
    assert "lemniscaat" in home.locator(".md-search-result__item").first.inner_text().lower()


def test_what_is_nowhere_is_not_found(home: Page) -> None:
    answered(home, "xyzzy")
    assert home.locator(".md-search-result__meta").inner_text() == "Geen overeenkomende documenten"


def test_search_knows_no_text_of_a_chart_or_its_table(demonstration: Path) -> None:
    """In a result it would be a row of numbers that nobody wrote."""
    index = json.loads((demonstration / "site" / "search" / "search_index.json").read_text(encoding="utf-8"))
    texts = " ".join(entry["text"] for entry in index["docs"])
    assert "vertrouwelijk" in texts
    assert "<svg" not in texts
    assert "onzekerheid (95%)" not in texts  # stands in the quadrant and in its table
    assert "Bekijk de cijfers in een tabel" not in texts
