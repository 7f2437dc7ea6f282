"""The parts of a long page: one at a time under a row of tabs, and all of them without scripts and on paper."""

import pytest
from playwright.sync_api import Locator

from tests.browser.pages import DEMONSTRATION, NARROW, PAPER, WIDE, Reader, Shown, showing

RECOMMENDATIONS = [f"hulp/aanbevelingen/h{number}.html" for number in range(1, 7)]
LONG = [DEMONSTRATION[kind] for kind in ("recommendation", "cycle", "work form")]

SCREEN = 800
"""Pixels: what a laptop shows of a page at once."""


def tabs(shown: Shown) -> Locator:
    return shown.page.get_by_role("tab")


def chosen(shown: Shown) -> str:
    """The name of the tab that is chosen: there is one, and its part is the one that is shown."""
    (tab,) = (found for found in tabs(shown).all() if found.get_attribute("aria-selected") == "true")
    (panel,) = (found for found in shown.page.locator(".ts-part").all() if found.is_visible())
    assert panel.get_attribute("id") == tab.get_attribute("aria-controls")
    assert panel.get_attribute("aria-labelledby") == tab.get_attribute("id")
    return tab.inner_text()


def in_sight(shown: Shown, place: str) -> bool:
    """Whether a place is within the window, below the header."""
    found: bool = shown.ask(
        "(id) => { const box = document.getElementById(id).getBoundingClientRect();"
        " return box.top > 40 && box.top < innerHeight / 2 }",
        place,
    )
    return found


@pytest.mark.parametrize("path", RECOMMENDATIONS)
def test_a_recommendation_is_six_screens_with_the_core_first(
    reader: Reader, demonstration_site: str, path: str
) -> None:
    with showing(reader, demonstration_site, path, width=WIDE) as shown:
        assert shown.ask("document.querySelector('article').scrollHeight") <= 6 * SCREEN
        order = "[...document.querySelectorAll('article h2, .ts-tabs')].map((it) => it.id || it.className)"
        assert shown.ask(order).index("volgende-week") < shown.ask(order).index("ts-tabs")


@pytest.mark.parametrize("path", LONG)
def test_a_tab_shows_its_part_and_no_other(reader: Reader, demonstration_site: str, path: str) -> None:
    with showing(reader, demonstration_site, path) as shown:
        assert tabs(shown).count() > 3
        assert chosen(shown) == tabs(shown).first.inner_text()
        for tab in tabs(shown).all():
            tab.click()
            assert chosen(shown) == tab.inner_text()


def test_keys_go_from_tab_to_tab_and_round(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["recommendation"]) as shown:
        names = tabs(shown).all_inner_texts()
        tabs(shown).first.focus()
        for key, name in (
            ("ArrowRight", names[1]),
            ("ArrowLeft", names[0]),
            ("ArrowLeft", names[-1]),
            ("ArrowRight", names[0]),
            ("End", names[-1]),
            ("Home", names[0]),
        ):
            shown.page.keyboard.press(key)
            assert chosen(shown) == name
            assert shown.ask("document.activeElement.textContent") == name
        # Only the tab that is chosen is stopped at, and then its part.
        shown.page.keyboard.press("Tab")
        assert shown.ask("document.activeElement.getAttribute('role')") == "tabpanel"


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize(
    ("place", "tab"),
    [
        ("wie-doet-wat", "Teamleider"),
        ("kartrekker", "Kartrekker"),
        ("vragen", "Vragen"),
        ("uit-de-praktijk", "Praktijk"),
        ("het-goede-gesprek", "Voorwaarden"),
    ],
)
def test_a_link_to_a_place_opens_the_part_that_has_it(
    reader: Reader, demonstration_site: str, place: str, tab: str, width: int
) -> None:
    with showing(reader, demonstration_site, f"{DEMONSTRATION['recommendation']}#{place}", width=width) as shown:
        assert chosen(shown) == tab
        shown.page.wait_for_function("scrollY > 0")
        assert in_sight(shown, place)


def test_a_link_on_the_page_opens_a_part_also_a_second_time(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["recommendation"]) as shown:
        link = shown.page.locator(".ts-jump").get_by_role("link", name="vragen")
        link.click()
        assert chosen(shown) == "Vragen"
        tabs(shown).first.click()
        link.click()
        assert chosen(shown) == "Vragen"


def test_an_activity_is_never_in_a_part_that_is_hidden(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, f"{DEMONSTRATION['recommendation']}#wie-doet-wat") as shown:
        cards = shown.page.locator(".ts-todo h3")
        assert 3 <= cards.count() <= 5
        assert all(card.is_visible() for card in cards.all())


@pytest.mark.parametrize("path", LONG)
def test_without_scripts_every_part_is_there(reader: Reader, demonstration_site: str, path: str) -> None:
    with showing(reader, demonstration_site, path, scripts=False) as shown:
        assert tabs(shown).count() == 0
        headings = shown.page.locator(".ts-parts ~ h2")
        assert headings.count() > 3
        assert all(heading.is_visible() for heading in headings.all())


@pytest.mark.parametrize("path", LONG)
def test_on_paper_every_part_is_there_with_its_heading(reader: Reader, demonstration_site: str, path: str) -> None:
    with showing(reader, demonstration_site, path, width=PAPER) as shown:
        names = tabs(shown).count()
        shown.page.emulate_media(media="print")
        assert tabs(shown).count() == 0
        headings = shown.page.locator(".ts-part > h2")
        assert headings.count() == names
        boxes = [heading.bounding_box() for heading in headings.all()]
        assert all(heading.is_visible() for heading in headings.all())
        tops = [box["y"] for box in boxes if box]
        assert len(tops) == names
        assert tops == sorted(tops)
        assert len({*tops}) == names


def test_what_is_hidden_is_found_by_the_search_of_the_browser(reader: Reader, demonstration_site: str) -> None:
    """It says so with an event, before it goes to what it found."""
    with showing(reader, demonstration_site, DEMONSTRATION["recommendation"]) as shown:
        hidden = shown.page.locator(".ts-part[hidden='until-found']")
        assert hidden.count() == tabs(shown).count() - 1
        shown.ask("document.getElementById('vragen').dispatchEvent(new Event('beforematch', { bubbles: true }))")
        assert chosen(shown) == "Vragen"
