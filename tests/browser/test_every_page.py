"""Every kind of page, wide and narrow, light and dark, and on paper: whole, readable, and silent to other hosts.

A page is opened once and looked at in all these ways. What a look finds is told by the check that found it.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

import pytest

from tests.browser.pages import (
    ABOUT_CONTRAST,
    ABOUT_LINKS,
    ALL_BUT_CONTRAST,
    DEMONSTRATION,
    NARROW,
    PAPER,
    SMALL,
    WIDE,
    ZOOMED,
    Reader,
    Scheme,
    Shown,
    cut_off,
    empty_stops,
    faint,
    overlaps,
    showing,
    small_targets,
    too_wide,
    violations,
)

Checks = dict[str, Callable[[Shown], list[str]]]

WHOLE: Checks = {
    "wider than the window": too_wide,
    "texts of a drawing that cover each other": overlaps,
    "texts of a drawing that are cut": cut_off,
}

READABLE: Checks = {"texts too faint to read": faint}

WITHIN_REACH: Checks = {"nothing to stop for": empty_stops, "too small to touch": small_targets}


def by_axe(rules: Mapping[str, object]) -> Checks:
    """What axe finds serious by these rules."""
    return {"axe": partial(violations, rules=rules)}


# Colours do not change what is whole. The contrast of every text, in drawings too, is measured by `faint`.
LOOKS: dict[tuple[int, Scheme], Checks] = {
    (WIDE, "light"): WHOLE | READABLE | WITHIN_REACH | by_axe(ALL_BUT_CONTRAST),
    (NARROW, "light"): WHOLE | READABLE | WITHIN_REACH | by_axe(ALL_BUT_CONTRAST),
    (ZOOMED, "light"): {"wider than the window": too_wide},
    (NARROW, "dark"): READABLE | by_axe(ABOUT_LINKS),
}

PAGES = [
    pytest.param((site, path), id=name)
    for site, pages in (("demonstration_site", DEMONSTRATION), ("small_site", SMALL))
    for name, path in pages.items()
]


@pytest.fixture(scope="module", params=PAGES)
def opened(request: pytest.FixtureRequest, reader: Reader) -> Iterator[Shown]:
    """The page, for every test of it."""
    site, path = request.param
    with showing(reader, request.getfixturevalue(site), path) as page:
        yield page


def problems(page: Shown, checks: Checks) -> str:
    """What the checks find on the page: a line each, with the check that found it."""
    page.wait_until_drawn()
    return "\n".join(f"{name}: {found}" for name, check in checks.items() for found in check(page))


def test_every_request_stays_on_the_host_and_succeeds(opened: Shown) -> None:
    assert [url for url in opened.requests if not url.startswith(f"{opened.base}/")] == []
    assert opened.complaints == []
    assert opened.refused() == []


def test_it_says_that_it_is_dutch_and_has_one_heading(opened: Shown) -> None:
    assert opened.ask("document.documentElement.lang") == "nl"
    assert opened.page.locator("h1").count() == 1


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_it_is_whole_and_readable_with_everything_opened(opened: Shown, width: int, scheme: Scheme) -> None:
    opened.resize(width)
    opened.wear(scheme)
    opened.open_all()
    found = problems(opened, LOOKS[width, scheme])
    assert not found, found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["team", "layer with blocks", "matrix"])
def test_another_ruler_finds_no_text_too_faint_either(
    reader: Reader, demonstration_site: str, name: str, scheme: Scheme
) -> None:
    """axe measures contrast in its own way, and takes its time."""
    with showing(reader, demonstration_site, DEMONSTRATION[name], scheme=scheme) as page:
        page.open_all()
        assert violations(page, ABOUT_CONTRAST) == []


# ----- on paper, with everything closed ------------------------------------------------------------------

ONLY_ON_SCREEN = [
    ".md-header",
    ".md-tabs",
    ".md-sidebar",
    ".md-footer",
    ".md-search",
    ".ts-interactive",
    ".ts-save",
    ".ts-filter",
    ".ts-jump",
    ".ts-screen",
]


@pytest.fixture
def printed(opened: Shown) -> Iterator[Shown]:
    """The page laid out as it is printed."""
    opened.close_all()
    opened.resize(PAPER)
    opened.page.emulate_media(media="print")
    yield opened
    opened.page.emulate_media(media="null")


def clipped(page: Shown) -> list[str]:
    """What would have to be scrolled."""
    found: list[str] = page.ask(
        "[...document.querySelectorAll('.ts-scroll')].filter((it) => it.scrollWidth > it.clientWidth + 1)"
        ".map((it) => it.getAttribute('aria-label'))"
    )
    return found


def tiny(page: Shown) -> list[str]:
    """Charts that became too small to read."""
    found: list[str] = page.ask(
        "[...document.querySelectorAll('.ts-chart svg')]"
        ".filter((svg) => svg.checkVisibility() && svg.getBoundingClientRect().width <= 200)"
        ".map((svg) => svg.getAttribute('aria-label'))"
    )
    return found


def only_on_screen(page: Shown) -> list[str]:
    """What nobody can use on paper."""
    return [place for place in ONLY_ON_SCREEN if page.page.locator(f"{place}:visible").count()]


def test_on_paper_it_is_whole_and_the_page_only(printed: Shown) -> None:
    assert printed.page.locator("h1").is_visible()
    checks = WHOLE | {"to scroll": clipped, "too small": tiny, "no use on paper": only_on_screen}
    found = problems(printed, checks)
    assert not found, found
