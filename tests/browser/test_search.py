"""Search: who types the words that a teacher would use finds the page that helps."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.pages import Reader, showing

PROMISED = 3
"""How many results somebody looks at before giving up."""

# What is typed, and the pages of which one must be among the first results.
QUERIES = {
    # Words of the work.
    "roddelen": ["hulp/raamwerk/kwadrant"],
    "ruzie": ["hulp/plg/samen-besluiten", "hulp/werkvormen/vragen-clusteren"],
    "meningsverschil": ["hulp/plg/samen-besluiten", "hulp/werkvormen/vragen-clusteren"],
    "draagvlak": ["hulp/plg/samen-besluiten", "hulp/plg/het-team-meenemen"],
    "weerstand": ["hulp/plg/het-team-meenemen", "hulp/kwaliteitscultuur/eigenaarschap", "hulp/aanbevelingen/h3"],
    "werkdruk": ["hulp/plg/tijd-en-ruimte"],
    "eigenaarschap": ["hulp/kwaliteitscultuur/eigenaarschap"],
    "motivatie": ["hulp/kwaliteitscultuur/eigenaarschap"],
    "leerdoel": ["hulp/raamwerk/inclusieve-didactiek", "teams/horeca/leervragen/scherpe-leerdoelen"],
    "hoge verwachtingen": ["hulp/datagebruik/stellingen", "teams/horeca/leervragen/hoge-verwachtingen"],
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
    "wat betekent brugas": ["hulp/begrippen", "hulp/raamwerk/kwadrant", "hoe-lees-je-dit"],
    # What a teacher would say, in words that no page has in its title.
    "pesten": ["hulp/raamwerk/gezag"],
    "sfeer": ["hulp/raamwerk/kwadrant", "hulp/raamwerk/spelgevoel"],
    "sfeer in het team": ["hulp/raamwerk/kwadrant"],
    "orde": ["hulp/raamwerk/gezag", "hulp/raamwerk/spelgevoel"],
    "te laat komen": ["hulp/raamwerk/gezag"],
    "huiswerk": ["hulp/raamwerk/gezag"],
    "gedrag": ["hulp/raamwerk/gezag", "hulp/raamwerk/spelgevoel"],
    "straffen": ["hulp/raamwerk/gezag"],
    "complimenten geven": ["hulp/raamwerk/spelgevoel"],
    "feedback": ["hulp/aanbevelingen/h4"],
    "wat nu": ["hulp/onderzoekscyclus"],
    "hoe nu verder": ["hulp/onderzoekscyclus"],
    "waar beginnen": ["hulp/aanbevelingen/h1"],
    "volgende stap": ["teams/horeca/verbeterplan"],
    "hoe lees ik de grafiek": ["hoe-lees-je-dit"],
    "laag cijfer": ["hulp/werkvormen/dataterugkoppeling", "hoe-lees-je-dit"],
    "vakgroep": ["hulp/plg/wat-is-een-plg"],
    "tijdgebrek": ["hulp/plg/tijd-en-ruimte"],
    "doelen stellen": ["hulp/plg/het-plan", "hulp/raamwerk/inclusieve-didactiek"],
    "actieplan": ["hulp/plg/het-plan"],
    "collegiale consultatie": ["hulp/aanbevelingen/h4"],
    "agenda bijeenkomst": ["hulp/werkvormen/dataterugkoppeling"],
    "differentiëren": ["hulp/raamwerk/inclusieve-didactiek"],
    "vertrouwen": ["hulp/aanbevelingen/h6", "hulp/aanbevelingen/h3"],
    "leerlingen laten meedenken": ["hulp/aanbevelingen/h3", "hulp/raamwerk/inclusieve-didactiek"],
    # Accents and apostrophes, left out or put in.
    "coordinator": ["hulp/begrippen", "hulp/aanbevelingen/h6", "hulp/plg/leiderschap-spreiden"],
    "coördinator": ["hulp/begrippen", "hulp/aanbevelingen/h6", "hulp/plg/leiderschap-spreiden"],
    "enquete": ["hulp/werkvormen/dataterugkoppeling", "hulp/kwaliteitscultuur/datapunten"],
    "collegas": ["hulp/plg/het-team-meenemen", "hulp/datagebruik/samenwerking"],
    "collega’s meekrijgen": ["hulp/plg/het-team-meenemen"],
    "creeer een omgeving": ["hulp/aanbevelingen/h6"],
    "hierarchie": ["hulp/kwaliteitscultuur/leiderschap-in-fasen"],
    # Other forms of a word, compounds in one word or two, and a slip of the pen.
    "vergaderingen": ["hulp/plg/tijd-en-ruimte"],
    "bouwstenen": ["hulp/begrippen", "hulp/raamwerk/index"],
    "een les bezoeken": ["hulp/aanbevelingen/h4"],
    "lesbezoeken plannen": ["hulp/aanbevelingen/h4"],
    "verbeter plan": ["hulp/aanbevelingen/h1", "hulp/plg/het-plan", "teams/horeca/verbeterplan"],
    "stellingen spel": ["hulp/datagebruik/stellingen"],
    "enquette": ["hulp/werkvormen/dataterugkoppeling", "hulp/kwaliteitscultuur/datapunten"],
    "leidershap": [
        "hulp/plg/leiderschap-spreiden",
        "hulp/kwaliteitscultuur/leiderschap-in-fasen",
        "hulp/aanbevelingen/h6",
    ],
    # What somebody wants to know of the site itself.
    "anoniem": ["verantwoording"],
    "is het anoniem": ["verantwoording"],
    "privacy": ["verantwoording"],
    "wie ziet mijn antwoorden": ["verantwoording"],
    "vertrouwelijk": ["verantwoording"],
    "waarom zie ik geen cijfers": ["verantwoording", "hoe-lees-je-dit"],
    "wat betekent rood": ["hoe-lees-je-dit"],
    "kleuren": ["hoe-lees-je-dit"],
    "wat betekent verdeeld": ["hoe-lees-je-dit"],
    "standaarddeviatie": ["hoe-lees-je-dit", "verantwoording"],
    "wanneer is de volgende meting": ["teams/horeca/verbeterplan", "teams/horeca/index", "index", "verantwoording"],
    "respons": ["verantwoording"],
    "telefoonbeleid": ["hulp/raamwerk/gezag"],
    "mobiele telefoons": ["hulp/raamwerk/gezag"],
    "downloaden": ["school/index", "teams/horeca/index", "verantwoording"],
    # A team's own page of a name that other pages have too.
    "gezag horeca": ["teams/horeca/bouwstenen/gezag"],
    "verbeterplan techniek": ["teams/techniek/verbeterplan"],
    "zorg en welzijn": ["teams/zorg-en-welzijn/index"],
    "team horeca": ["teams/horeca/index"],
    "ik": ["teams/horeca/lagen/ik", "teams/groen/lagen/ik", "teams/techniek/lagen/ik", "hoe-lees-je-dit"],
}


@pytest.fixture(scope="module")
def home(reader: Reader, demonstration_site: str) -> Iterator[Page]:
    """The home page, to search from."""
    with showing(reader, demonstration_site, "index.html") as shown:
        yield shown.page


NOTHING_TYPED = "Typ om te beginnen met zoeken"


def answered(page: Page, typed: str) -> None:
    """Type this where words were typed before, and wait for an answer."""
    page.locator("input.md-search__input").focus()
    page.locator("input.md-search__input").fill("")
    page.keyboard.press("End")  # the search listens to keys, not to what they write
    page.locator(".md-search-result__meta", has_text=NOTHING_TYPED).wait_for()
    page.keyboard.insert_text(typed)
    page.keyboard.press("End")
    page.locator(".md-search-result__meta", has_text="gevonden").wait_for()


def entries(site: Path) -> list[dict[str, str]]:
    """What the search of a site goes through."""
    script = (site / "search" / "entries.js").read_text(encoding="utf-8")
    found: list[dict[str, str]] = json.loads(script.removeprefix("window.teamspiegelEntries=").removesuffix(";\n"))
    return found


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
    assert home.locator(".md-search-result__meta").inner_text() == "Geen pagina's gevonden"


def test_search_knows_no_text_of_a_chart_or_its_table(demonstration: Path) -> None:
    """In a result it would be a row of numbers that nobody wrote."""
    texts = " ".join(entry["text"] for entry in entries(demonstration / "site"))
    assert "vertrouwelijk" in texts
    assert "<svg" not in texts
    # Under the title of a quadrant stands what its line is; elsewhere the words are in drawings and tables.
    assert "zo zeker is dit (95%)" not in texts.replace("De streep: zo zeker is dit (95%).", "")
    assert "streepje = brugas" not in texts
    assert "Bekijk de cijfers in een tabel" not in texts


def test_search_knows_no_notice_and_nothing_that_many_pages_say(demonstration: Path) -> None:
    texts = [entry["text"] for entry in entries(demonstration / "site")]
    page = (demonstration / "site" / "index.html").read_text(encoding="utf-8")
    assert "Deze school is verzonnen" in page
    assert not [text for text in texts if "Deze school is verzonnen" in text]
    assert not [text for text in texts if "Bewaar deze grafiek" in text]


@pytest.mark.parametrize("word", ["collegas", "enquete", "coordinator", "roddelen", "verwachtingen"])
def test_a_word_is_marked_once_and_none_is_missing(home: Page, word: str) -> None:
    """Also where it is written otherwise, and was found as a stem, as a beginning and as a part at once."""
    answered(home, word)
    first = home.locator(".md-search-result__item").first
    assert first.locator("mark").count() > 0
    assert first.locator("mark mark").count() == 0
    assert "<mark" not in first.inner_text()
    assert home.locator(".md-search-result__terms").count() == 0


def test_of_the_keywords_a_result_shows_those_that_were_asked_for(home: Page) -> None:
    answered(home, "privacy")
    tags = home.locator(".md-search-result__item").first.locator(".md-tag")
    assert [tag.inner_text() for tag in tags.all() if tag.is_visible()] == ["privacy"]


def test_a_result_says_of_which_team_it_is(home: Page) -> None:
    answered(home, "gezag horeca")
    assert "Team Horeca" in home.locator(".md-search-result__item").first.inner_text()


SEARCHING = ("entries.js", "/workers/", "/lunr/")
"""What a reader needs who searches, and nobody else."""


def test_the_search_comes_when_somebody_searches_and_not_before(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, "index.html") as shown:
        assert not [url for url in shown.requests if any(part in url for part in SEARCHING)]
        assert results(shown.page, "draagvlak")
        assert {part for part in SEARCHING if any(part in url for url in shown.requests)} == {*SEARCHING}
        assert shown.complaints == []
        assert shown.refused() == []


def test_an_address_with_a_question_is_answered(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, "index.html?q=draagvlak") as shown:
        shown.page.locator(".md-search-result__item").first.wait_for()
