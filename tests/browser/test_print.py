"""On paper: the charts, what is behind a reveal, and nothing that only works on a screen."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import DEMONSTRATION, TOO_WIDE, Shown, cut_off, overlaps, showing

A4 = (210, 297)
MARGIN = 15
"""Millimetres."""

PRINTED_WIDTH = round((A4[0] - 2 * MARGIN) / 25.4 * 96)
"""What is left of the paper's width, in CSS pixels."""

ONLY_ON_SCREEN = [".md-header", ".md-tabs", ".md-sidebar", ".md-footer", ".md-search", ".ts-interactive", ".ts-save"]


@pytest.fixture(scope="module", params=list(DEMONSTRATION.values()), ids=list(DEMONSTRATION))
def printed(request: pytest.FixtureRequest, browser: Browser, demonstration_site: str) -> Iterator[Shown]:
    """A page laid out as it is printed, with everything as closed as it was."""
    with showing(browser, demonstration_site, request.param, width=PRINTED_WIDTH) as shown:
        shown.page.emulate_media(media="print")
        yield shown


def test_nothing_is_wider_than_the_paper(printed: Shown) -> None:
    assert printed.ask("document.documentElement.scrollWidth") <= PRINTED_WIDTH
    assert printed.ask(TOO_WIDE) == []
    assert (
        printed.ask(
            "[...document.querySelectorAll('.ts-scroll')].filter((it) => it.scrollWidth > it.clientWidth + 1)"
            ".map((it) => it.getAttribute('aria-label'))"
        )
        == []
    )


def test_only_the_page_itself_is_printed(printed: Shown) -> None:
    assert [place for place in ONLY_ON_SCREEN if printed.page.locator(f"{place}:visible").count()] == []
    assert printed.page.locator("h1").is_visible()


def test_charts_are_whole(printed: Shown) -> None:
    assert [*overlaps(printed), *cut_off(printed)] == []
    shown = printed.ask(
        "[...document.querySelectorAll('.ts-chart svg')].map((svg) => svg.getBoundingClientRect().width)"
    )
    assert all(width > 200 for width in shown)


def test_paper_is_white_also_from_a_dark_screen(browser: Browser, demonstration_site: str) -> None:
    with showing(browser, demonstration_site, DEMONSTRATION["team"], scheme="dark") as shown:
        shown.page.emulate_media(media="print", color_scheme="dark")
        assert shown.ask("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_what_a_reveal_hides_is_printed(browser: Browser, demonstration_site: str) -> None:
    """A meeting that was printed beforehand has its outcome on paper; on the screen somebody opens it."""
    with showing(browser, demonstration_site, DEMONSTRATION["session"], width=PRINTED_WIDTH) as shown:
        chart = shown.page.locator("details.ts-reveal svg")
        assert not chart.is_visible()
        shown.page.emulate_media(media="print")
        assert chart.is_visible()


def test_a_browser_makes_a4_of_it(browser: Browser, demonstration_site: str) -> None:
    with showing(browser, demonstration_site, DEMONSTRATION["session"]) as shown:
        pdf = shown.page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    sizes = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox \[([^\]]+)\]", pdf)}
    # In points; the browser rounds the paper to pixels.
    assert [size[2:] for size in sizes] == [pytest.approx((595.3, 841.9), abs=1)]
