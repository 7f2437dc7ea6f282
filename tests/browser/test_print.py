"""On paper: white, and with what is behind a reveal. That every page is whole there is in test_every_page.py."""

import re

import pytest

from tests.browser.pages import DEMONSTRATION, PAPER, Reader, showing


def test_paper_is_white_also_from_a_dark_screen(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["team"], scheme="dark") as shown:
        shown.page.emulate_media(media="print", color_scheme="dark")
        assert shown.ask("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_what_a_reveal_hides_is_printed(reader: Reader, demonstration_site: str) -> None:
    """A meeting that was printed beforehand has its outcome on paper; on the screen somebody opens it."""
    with showing(reader, demonstration_site, DEMONSTRATION["session"], width=PAPER) as shown:
        chart = shown.page.locator("details.ts-reveal svg")
        assert not chart.is_visible()
        shown.page.emulate_media(media="print")
        assert chart.is_visible()


def test_a_browser_makes_a4_of_it(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["session"]) as shown:
        pdf = shown.page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    sizes = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox \[([^\]]+)\]", pdf)}
    # In points; the browser rounds the paper to pixels.
    assert [size[2:] for size in sizes] == [pytest.approx((595.3, 841.9), abs=1)]
