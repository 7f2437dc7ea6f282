"""Every kind of page, wide and narrow, light and dark: whole, readable, and without a word to another host."""

from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import (
    CONTRAST,
    DEMONSTRATION,
    SCHEMES,
    SMALL,
    TOO_WIDE,
    WIDTHS,
    Shown,
    cut_off,
    overlaps,
    showing,
    violations,
)

VIEWS = [
    pytest.param((site, path, width, scheme), id=f"{name}-{width}-{scheme}")
    for site, pages in (("demonstration_site", DEMONSTRATION), ("small_site", SMALL))
    for (name, path), width, scheme in product(pages.items(), WIDTHS, SCHEMES)
]


@pytest.fixture(scope="module", params=VIEWS)
def shown(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Shown]:
    """A page with everything on it opened. Every test looks at it before the next one is loaded."""
    site, path, width, scheme = request.param
    with showing(browser, request.getfixturevalue(site), path, width=width, scheme=scheme) as page:
        page.open_all()
        yield page


def test_every_request_stays_on_the_host_and_succeeds(shown: Shown) -> None:
    assert [url for url in shown.requests if not url.startswith(f"{shown.base}/")] == []
    assert shown.complaints == []


def test_axe_finds_nothing_serious(shown: Shown) -> None:
    assert violations(shown) == []


def test_nothing_is_wider_than_the_window(shown: Shown) -> None:
    assert shown.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert shown.ask(TOO_WIDE) == []


def test_no_text_of_a_chart_covers_another(shown: Shown) -> None:
    assert list(overlaps(shown)) == []


def test_no_text_of_a_chart_is_cut(shown: Shown) -> None:
    assert list(cut_off(shown)) == []


def test_every_text_of_a_chart_stands_out_from_what_is_behind_it(shown: Shown) -> None:
    assert shown.ask(CONTRAST) == []


def test_it_says_that_it_is_dutch_and_has_one_heading(shown: Shown) -> None:
    assert shown.ask("document.documentElement.lang") == "nl"
    assert shown.page.locator("h1").count() == 1
