"""Charts in a page: named for who cannot see them, in the page's colours, and alive for who asks for it."""

import re

import pytest

from tests.browser.pages import DEMONSTRATION, Reader, Scheme, Shown, cut_off, overlaps, showing

WITH_CHARTS = ["team", "block", "layer of lessons", "layer with blocks", "layer without blocks", "session"]

NAMES = """
() => [...document.querySelectorAll("article svg[viewBox]")].filter((svg) => svg.closest(".ts-chart")).map((svg) => ({
  role: svg.getAttribute("role"),
  name: svg.querySelector(":scope > title")?.textContent ?? "",
  description: svg.querySelector(":scope > desc")?.textContent ?? "",
  labelled: svg.getAttribute("aria-labelledby")?.split(" ").map((id) => document.getElementById(id)?.textContent),
  caption: svg.closest("figure").querySelector("figcaption span").textContent,
  leftovers: svg.querySelectorAll("[aria-label], [aria-roledescription], [role]").length,
}))
"""

ENGLISH = re.compile(r"\b(the|and|with|chart|axis|mark|mean|average|lesson|quadrant of)\b", re.IGNORECASE)

INK = """
() => [...document.querySelectorAll(".ts-chart svg text")].map((text) => getComputedStyle(text).fill)
"""


@pytest.mark.parametrize("kind", WITH_CHARTS)
def test_every_chart_is_an_image_with_a_dutch_name_and_description(
    reader: Reader, demonstration_site: str, kind: str
) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION[kind]) as shown:
        shown.open_all()
        charts = shown.ask(NAMES)
        assert charts
        for chart in charts:
            assert (chart["role"], chart["leftovers"]) == ("img", 0)
            assert chart["name"] and chart["description"] == chart["caption"]
            assert chart["labelled"] == [chart["name"], chart["description"]]
            assert not ENGLISH.search(f"{chart['name']} {chart['description']}")
            # The browser itself arrives at that name.
            assert (
                shown.page.get_by_role("img", name=f"{chart['name']} {chart['description']}", exact=True).count() == 1
            )


def test_every_chart_has_a_table_that_scrolls_by_itself(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["layer of lessons"], width=390) as shown:
        shown.open_all()
        figures = shown.page.locator("figure.ts-figure")
        assert figures.count() > 0
        for figure in figures.all():
            assert figure.locator("table").is_visible()
            assert figure.locator("table tbody tr").count() > 0
            region = figure.get_by_role("region")
            assert region.get_attribute("tabindex") == "0"
            assert (region.get_attribute("aria-label") or "").strip()


def test_a_dark_page_has_its_own_ink(reader: Reader, demonstration_site: str) -> None:
    inks = {}
    for scheme in ("light", "dark"):
        with showing(reader, demonstration_site, DEMONSTRATION["team"], scheme=scheme) as shown:
            inks[scheme] = shown.ask(INK)
    assert len(inks["light"]) == len(inks["dark"]) > 0
    changed = sum(light != dark for light, dark in zip(inks["light"], inks["dark"], strict=True))
    # What stands on a colour of its own keeps its ink; everything that stands on the page does not.
    assert changed > len(inks["light"]) / 2


# ----- the interactive version ---------------------------------------------------------------------------


def asked_for(shown: Shown) -> None:
    """Ask for the interactive version of every chart on the page, and wait for it."""
    buttons = shown.page.locator("button.ts-interactive:visible")
    assert buttons.count() > 0
    for button in buttons.all():
        button.click()
    shown.page.locator(".ts-live svg").nth(buttons.count() - 1).wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["team", "block", "layer of lessons"])
def test_a_chart_that_is_asked_for_comes_alive(
    reader: Reader, demonstration_site: str, kind: str, scheme: Scheme
) -> None:
    """Without a request to another host, and under a content policy that forbids making functions out of text."""
    with showing(reader, demonstration_site, DEMONSTRATION[kind], scheme=scheme) as shown:
        assert not [url for url in shown.requests if "vega" in url]
        asked_for(shown)
        assert shown.page.locator(".ts-chart:not(.ts-live):visible").count() == 0
        assert overlaps(shown) + cut_off(shown) == []
        assert [url for url in shown.requests if not url.startswith(f"{shown.base}/")] == []
        assert shown.complaints == []


def test_a_pointer_on_a_mark_reads_its_value(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["layer with blocks"]) as shown:
        asked_for(shown)
        shown.page.locator(".ts-live svg .mark-symbol path").first.hover(force=True)
        shown.page.wait_for_selector("#vg-tooltip-element.visible")
        assert "," in shown.page.locator("#vg-tooltip-element").inner_text()


def test_the_still_chart_comes_back(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["layer with blocks"]) as shown:
        button = shown.page.locator("button.ts-interactive").first
        figure = shown.page.locator("figure.ts-figure").first
        before = button.inner_text()
        button.click()
        figure.locator(".ts-live svg").wait_for()
        button.click()
        assert button.inner_text() == before
        assert figure.locator(".ts-chart:not(.ts-live) svg").is_visible()
        assert not figure.locator(".ts-live").is_visible()
