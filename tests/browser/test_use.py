"""What a reader does with the site: walk through it by keyboard, without scripts."""

import pytest

from tests.browser.pages import DEMONSTRATION, NARROW, Reader, showing


@pytest.mark.parametrize("kind", ["team", "layer of lessons"])
def test_without_scripts_the_charts_are_there(reader: Reader, demonstration_site: str, kind: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION[kind], scripts=False) as shown:
        figures = shown.page.locator("figure.ts-figure")
        assert figures.count() > 0
        for figure in figures.all():
            assert figure.locator(".ts-chart svg").first.is_visible()
            assert not figure.locator("button:visible").count()
            figure.locator("summary").click()
            assert figure.locator("table").is_visible()


def test_without_scripts_the_outcome_can_be_revealed(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["session"], scripts=False) as shown:
        chart = shown.page.locator("details.ts-reveal svg")
        assert not chart.is_visible()
        shown.page.locator("details.ts-reveal > summary").click()
        assert chart.is_visible()


WANTED = """
[...document.querySelectorAll("article summary, article .ts-scroll")]
  .filter((found) => found.matches("summary") || found.scrollWidth > found.clientWidth)
"""
REACHED = f"(() => document.activeElement === document.body ? -2 : {WANTED}.indexOf(document.activeElement))()"

MOST_STOPS = 400


def test_the_keyboard_reaches_every_table(reader: Reader, demonstration_site: str) -> None:
    """Every summary, and every table that has to be scrolled."""
    with showing(reader, demonstration_site, DEMONSTRATION["layer with blocks"], width=NARROW) as shown:
        shown.open_all()
        wanted = shown.ask(f"{WANTED}.length")
        assert wanted > shown.page.locator("article summary").count()
        reached: list[int] = []
        for _ in range(MOST_STOPS):
            shown.page.keyboard.press("Tab")
            reached.append(shown.ask(REACHED))
            if reached[-1] == -2:
                break
        assert [stop for stop in reached if stop >= 0] == list(range(wanted))


def test_the_keyboard_opens_a_table_and_the_outline_shows_where_it_is(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["layer with blocks"], width=NARROW) as shown:
        figure = shown.page.locator("figure.ts-figure").first
        figure.locator("summary").focus()
        shown.page.keyboard.press("Enter")
        assert figure.locator("table").is_visible()
        shown.page.keyboard.press("Tab")
        assert shown.ask("document.activeElement.getAttribute('role')") == "region"
        assert shown.ask("getComputedStyle(document.activeElement).outlineStyle") == "solid"
