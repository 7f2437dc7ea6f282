"""On paper: white, as a reader left it, and with whose it is. That a page is whole there is in test_every_page.py."""

from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
import vl_convert
from pypdf import PageObject, PdfReader
from teamspiegel.drawings.pair import paired
from teamspiegel.drawings.svg import on_page
from teamspiegel.edges.draw import LOCALE, vega_lite_version
from teamspiegel.edges.draw_worker import draw
from teamspiegel.pages.columns import in_columns

from tests.browser.pages import A4, DEMONSTRATION, MARGIN, PAPER, Reader, Shown, showing
from tests.charts.views import long_school
from tests.schools import ROOT
from tests.sites import theme

OPEN = "[...document.querySelectorAll('article details')].map((found) => found.open)"

FOOT = 20 / 25.4 * 72
"""The margin at the foot of a sheet, in points."""


def test_paper_is_white_also_from_a_dark_screen(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["team"], scheme="dark") as shown:
        shown.page.emulate_media(media="print", color_scheme="dark")
        assert shown.ask("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def sheets(shown: Shown) -> list[PageObject]:
    """The page as the browser prints it."""
    return list(PdfReader(BytesIO(shown.page.pdf(format="A4", prefer_css_page_size=True))).pages)


def text(sheet: PageObject) -> str:
    """What a sheet says, its words with one space between them, whether two letters are one sign or not."""
    return normalize("NFKC", " ".join(sheet.extract_text().split()))


@pytest.mark.parametrize("opened", [False, True])
def test_what_a_reader_opened_is_printed_and_nothing_opens_by_itself(
    reader: Reader, demonstration_site: str, opened: bool
) -> None:
    """A sheet from which a team predicts its outcome must not have it; Material would open all when it is printed."""
    with showing(reader, demonstration_site, DEMONSTRATION["session"]) as shown:
        if opened:
            shown.open_all()
        before = shown.ask(OPEN)
        assert any(before) == opened
        printed = " ".join(map(text, sheets(shown)))
        assert shown.ask(OPEN) == before
    assert "Laat de uitkomst zien" in printed
    assert ("Jullie staan in" in printed) == opened


@pytest.mark.parametrize(
    ("kind", "foot"),
    [
        ("layer with blocks", "Team Horeca · Eindmeting, 9 juni 2026"),
        ("session", "Team Horeca · Nulmeting, 10 maart 2026"),
        ("method", "Voorbeeldcollege De Spiegel"),
    ],
)
def test_each_sheet_says_whose_it_is_and_which_of_how_many(
    reader: Reader, demonstration_site: str, kind: str, foot: str
) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION[kind]) as shown:
        printed = [text(sheet) for sheet in sheets(shown)]
    assert len(printed) > 1
    for number, said in enumerate(printed, 1):
        assert said.count(foot) == 1
        assert said.count(f"{number} / {len(printed)}") == 1


def test_without_scripts_the_page_ends_with_whose_it_is(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["layer with blocks"], scripts=False) as shown:
        foot = shown.page.locator(".ts-foot")
        assert not foot.is_visible()
        shown.page.emulate_media(media="print")
        assert foot.is_visible()


def lowest(sheet: PageObject) -> float:
    """How far down a sheet its words reach: 0 at its top, 1 at its foot."""
    height = float(sheet.mediabox.height)
    found: list[float] = []

    def visit(words: str, around: list[float], placed: list[float], *_: object) -> None:
        y = around[1] * placed[4] + around[3] * placed[5] + around[5]
        if words.strip() and y > FOOT:
            found.append(y)

    sheet.extract_text(visitor_text=visit)
    return 1 - min(found, default=height) / height


@pytest.mark.parametrize(
    "kind", ["team", "block", "layer of lessons", "layer with blocks", "plan", "question", "school"]
)
def test_no_sheet_is_blank_or_nearly_empty(reader: Reader, demonstration_site: str, kind: str) -> None:
    """A chart that does not fit goes to the next sheet, and leaves no heading alone. The last sheet may be short."""
    with showing(reader, demonstration_site, DEMONSTRATION[kind]) as shown:
        printed = sheets(shown)
    *full, last = map(lowest, printed)
    assert min(full) > 1 / 3
    assert last > 0.1


@pytest.mark.parametrize("kind", ["team", "block", "layer of lessons", "layer with blocks", "session", "school"])
def test_a_chart_fits_on_a_sheet_with_the_words_around_it(reader: Reader, demonstration_site: str, kind: str) -> None:
    """So that it is not cut, and takes the whole width where its shape allows it."""
    with showing(reader, demonstration_site, DEMONSTRATION[kind], width=PAPER) as shown:
        shown.page.emulate_media(media="print")
        figures = shown.ask(
            "[...document.querySelectorAll('.ts-figure')].filter((it) => it.checkVisibility())"
            ".map((it) => [it.clientWidth / it.parentElement.clientWidth, it.clientHeight / 96 * 25.4])"
        )
    assert figures
    for width, height in figures:
        assert width > 0.95
        assert height < A4[1] - MARGIN - FOOT / 72 * 25.4


@pytest.mark.parametrize("kind", ["team", "results", "block", "layer of lessons", "layer with blocks", "school"])
def test_letters_in_a_chart_are_as_large_as_in_text(reader: Reader, demonstration_site: str, kind: str) -> None:
    """Ten points in a chart of two rows as in one of six; smaller only where it would fill half the sheet."""
    with showing(reader, demonstration_site, DEMONSTRATION[kind], width=PAPER) as shown:
        shown.open_all()
        shown.page.emulate_media(media="print")
        sizes = shown.ask(
            "[...document.querySelectorAll('.ts-chart > svg:not(.ts-halves)')].filter((it) => it.checkVisibility())"
            ".map((it) => [13.5 * it.getScreenCTM().a / 96 * 72, it.viewBox.baseVal.height / it.viewBox.baseVal.width])"
        )
    assert sizes
    assert all(points < 11 for points, _ in sizes)
    assert all(points > 9 for points, shape in sizes if shape < 1.5)


def test_a_long_chart_stands_in_two_columns_of_letters_that_can_be_read(
    reader: Reader, demonstration_site: str
) -> None:
    """And on a screen in one. In one column on paper its letters would be of six points."""
    seen = """
    ["ts-long", "ts-halves"].map((name) => [...document.querySelectorAll(`.ts-chart > svg.${name}`)]
      .map((svg) => svg.checkVisibility() ? 13.5 * svg.getScreenCTM().a / 96 * 72 : 0))
    """
    with showing(reader, demonstration_site, DEMONSTRATION["layer with blocks"], width=PAPER) as shown:
        shown.open_all()
        whole, columns = shown.ask(seen)
        assert len(whole) == len(columns) > 0
        assert all(whole) and not any(columns)
        shown.page.emulate_media(media="print")
        whole, columns = shown.ask(seen)
        assert not any(whole)
        assert all(points > 7 for points in columns)
        parts = shown.page.locator(".ts-halves > svg").all()
        # What it refers to is drawn, although it is not shown itself.
        assert all(part.evaluate("(part) => part.getBBox().height") for part in parts)


def test_columns_have_small_cells_together_where_the_screen_has(
    reader: Reader, demonstration_site: str, tmp_path: Path
) -> None:
    """A column refers to the drawing and stands in no figure of its own. Of 5, 9, 1, 5, 9, 1 and 5 answers the small
    cells go to the smaller neighbour on their side, so 1 becomes 10 with the 9 below the middle, and 6 above it."""
    vl_convert.register_font_directory(str(ROOT / "theme" / "fonts"))
    found = long_school(1, 7)
    drawings = [
        on_page(draw(chart.spec, vega_lite_version(chart.spec), LOCALE, tmp_path), chart, theme().palette)
        for chart in (found["distribution:ik"], found["merged:distribution:ik"])
    ]
    each, merged = drawings
    both = in_columns(paired(each, merged, ("ts-each", "ts-merged")), "both")
    with showing(reader, demonstration_site, DEMONSTRATION["layer with blocks"]) as shown:
        shown.page.evaluate("(both) => { document.querySelector('.ts-chart').innerHTML = both; }", both)
        apart, together = list[str](), list[str]()
        for words in (apart, together):
            words += " ".join(map(text, sheets(shown))).split()
            shown.page.locator(".ts-figure").first.evaluate("(figure) => figure.classList.add('ts-figure--merged')")
        assert together.count("10") == apart.count("10") + 12


def test_a_chart_that_answers_to_a_pointer_is_printed_as_it_was(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["layer without blocks"]) as shown:
        before = [text(sheet) for sheet in sheets(shown)]
        shown.page.locator("button.ts-interactive").first.click()
        shown.page.locator(".ts-live svg.marks").wait_for()
        after = [text(sheet) for sheet in sheets(shown)]
        assert after == before


def test_a_browser_makes_a4_of_it(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["session"]) as shown:
        sizes = {(float(sheet.mediabox.width), float(sheet.mediabox.height)) for sheet in sheets(shown)}
    # In points; the browser rounds the paper to pixels.
    assert list(sizes) == [pytest.approx((595.3, 841.9), abs=1)]


def test_what_is_sent_to_who_answered_is_one_sheet(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["said"]) as shown:
        (sheet,) = map(text, sheets(shown))
    assert "Jullie zeiden" in sheet and "Wij doen" in sheet and "1 / 1" in sheet
