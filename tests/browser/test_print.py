"""On paper: white, and with what the reader opened. That every page is whole there is in test_every_page.py."""

import re

import pytest

from tests.browser.pages import DEMONSTRATION, PAPER, Reader, Shown, showing


def test_paper_is_white_also_from_a_dark_screen(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["team"], scheme="dark") as shown:
        shown.page.emulate_media(media="print", color_scheme="dark")
        assert shown.ask("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def to_paper(shown: Shown) -> None:
    """Have the page made ready for paper, as the browser does when somebody prints."""
    shown.ask("dispatchEvent(new Event('beforeprint'))")
    shown.page.emulate_media(media="print")


def test_paper_has_a_fold_that_the_reader_opened_and_no_other(reader: Reader, demonstration_site: str) -> None:
    """A meeting that is printed beforehand does not give its outcome away; and no table comes with every chart."""
    with showing(reader, demonstration_site, DEMONSTRATION["session"], width=PAPER) as shown:
        outcome, tables = shown.page.locator("details.ts-reveal svg").first, shown.page.locator("details.ts-numbers")
        assert tables.count() > 0
        to_paper(shown)
        assert not outcome.is_visible()
        assert not [table for table in tables.all() if table.is_visible()]

        shown.ask("dispatchEvent(new Event('afterprint'))")
        shown.page.emulate_media(media="null")
        shown.page.locator("details.ts-reveal > summary").click()
        to_paper(shown)
        assert outcome.is_visible()
        assert not shown.page.locator("details.ts-reveal > summary").is_visible()


def test_a_browser_makes_a4_of_it(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["session"]) as shown:
        pdf = shown.page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    sizes = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox \[([^\]]+)\]", pdf)}
    # In points; the browser rounds the paper to pixels.
    assert [size[2:] for size in sizes] == [pytest.approx((595.3, 841.9), abs=1)]
