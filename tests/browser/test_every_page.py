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

PAGES = [
    pytest.param((site, path, scheme), id=f"{name}-{scheme}")
    # The small school has other pages but no other colours.
    for site, pages, schemes in (("demonstration_site", DEMONSTRATION, SCHEMES), ("small_site", SMALL, SCHEMES[:1]))
    for (name, path), scheme in product(pages.items(), schemes)
]


@pytest.fixture(scope="module", params=PAGES)
def loaded(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Shown]:
    """A page with everything on it opened."""
    site, path, scheme = request.param
    with showing(browser, request.getfixturevalue(site), path, scheme=scheme) as page:
        page.open_all()
        yield page


@pytest.fixture(scope="module", params=WIDTHS)
def shown(request: pytest.FixtureRequest, loaded: Shown) -> Shown:
    """The page in a window of this width. Every test looks at it before the next one is shown."""
    loaded.page.set_viewport_size({"width": request.param, "height": 900})
    return loaded


def test_every_request_stays_on_the_host_and_succeeds(loaded: Shown) -> None:
    assert [url for url in loaded.requests if not url.startswith(f"{loaded.base}/")] == []
    assert loaded.complaints == []


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


def test_it_says_that_it_is_dutch_and_has_one_heading(loaded: Shown) -> None:
    assert loaded.ask("document.documentElement.lang") == "nl"
    assert loaded.page.locator("h1").count() == 1
