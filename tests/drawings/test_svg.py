"""A drawn chart as it is published."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from teamspiegel.charts.house import MEASURED
from teamspiegel.contracts.chart import FONT, Chart, DataTable
from teamspiegel.drawings.lightened import lightened
from teamspiegel.drawings.svg import on_page, on_paper

from tests.charts.views import THEME

INK, SERIES = THEME.palette.roles["ink"].light, THEME.palette.series[1].light
DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" version="1.1" class="marks" width="408" height="108"'
    ' viewBox="0 0 408 108"><g role="graphics-object" aria-roledescription="group mark container" fill="none">'
    '<defs><clipPath id="clip1"><rect width="9" height="9"/></clipPath></defs>'
    f'<path clip-path="url(#clip1)" aria-label="x: 3; y: 4" fill="{INK}" stroke="{SERIES}" d="M0,0h3"/>'
    f'<text font-family="{MEASURED}" fill="black">2 &lt; 3</text></g></svg>'
)

CHART = Chart("Titel", 'Een "zin" & <meer>.', {}, DataTable(("a",), ()), name="team-ronde-means-laag")
SVG = "{http://www.w3.org/2000/svg}"


def shown(svg: str = DRAWN, chart: Chart = CHART) -> str:
    return on_page(lightened(svg), chart, THEME.palette)


def test_on_a_page_its_name_is_its_description_and_the_page_has_its_title() -> None:
    root = ElementTree.fromstring(shown())
    assert (root.get("role"), root.get("aria-label")) == ("img", 'Een "zin" & <meer>.')
    assert not [*root.iter(f"{SVG}title"), *root.iter(f"{SVG}desc")]


def test_the_english_of_the_drawing_program_is_gone() -> None:
    root = ElementTree.fromstring(shown())
    inside = {name for element in root.iter() if element is not root for name in element.attrib}
    assert not inside & {"role", "class", "aria-label", "aria-roledescription", "font-family"}


def test_ids_are_the_chart_s_own() -> None:
    other = Chart("Titel", "Zin.", {}, CHART.table, name="team-ronde-means-ander")
    ids = [{e.get("id") for e in ElementTree.fromstring(shown(chart=one)).iter()} - {None} for one in (CHART, other)]
    assert ids[0] and not ids[0] & ids[1]
    assert 'clip-path="url(#team-ronde-means-laag-clip1)"' in shown()
    assert 'id="team-ronde-means-laag-clip1"' in shown()


@pytest.mark.parametrize(
    ("height", "rows", "columns"),
    [
        (816, (300, 300, 200), None),  # no more than twice as high as wide
        (817, (300, 300, 200), "13 313"),  # 817 - 800 - 4 above the rows; 313 and 13 + 504, or 613 and 217
        (817, (200, 300, 300), "13 513"),
        (900, (400, 200, 200), "96 496"),
        (900, (), None),  # it has no rows to cut it between
    ],
)
def test_a_long_one_says_where_its_rows_begin_and_where_it_can_be_cut(
    height: int, rows: tuple[int, ...], columns: str | None
) -> None:
    chart = replace(CHART, spec={"usermeta": {"rows": rows}} if rows else {})
    root = ElementTree.fromstring(shown(DRAWN.replace("408 108", f"408 {height}"), chart))
    assert root.get("data-columns") == columns
    assert root.get("class") == (columns and "ts-long")


def test_on_a_page_it_is_as_wide_as_its_place() -> None:
    root = ElementTree.fromstring(shown())
    assert (root.get("width"), root.get("height")) == (None, None)
    assert (root.get("style"), root.get("viewBox")) == (None, "0 0 408 108")  # the content policy forbids styles
    (rect,) = root.iter(f"{SVG}rect")
    assert rect.get("width") == "9"


def test_a_page_can_put_its_own_colours_in_the_place_of_the_palette_s() -> None:
    assert f'fill="var(--ts-ink, {INK})"' in shown()
    assert f'stroke="var(--ts-series-2, {SERIES})"' in shown()
    assert 'fill="black"' in shown()


def test_colours_of_the_ramp_stay_as_they_are() -> None:
    ramp = THEME.palette.ramp[0]
    assert f'fill="{ramp}"' in shown(DRAWN.replace("black", ramp))


def test_on_paper_it_has_letters_and_colours_of_its_own() -> None:
    paper = on_paper(shown())
    root = ElementTree.fromstring(paper)
    assert root.get("font-family") == FONT
    assert "var(" not in paper and f'fill="{INK}"' in paper


@pytest.mark.parametrize("svg", ["<svg></svg>", DRAWN])
def test_what_was_not_made_light_is_refused(svg: str) -> None:
    with pytest.raises(ValueError, match="team-ronde-means-laag is no light SVG"):
        on_page(svg, CHART, THEME.palette)


@pytest.mark.parametrize("label", ['id="x"', f'"{INK}"', "url(#clip1)", f'"var(--ts-ink, {INK})"'])
def test_a_label_says_what_it_says(label: str) -> None:
    for made in (shown(DRAWN.replace("2 &lt; 3", label)), on_paper(shown(DRAWN.replace("2 &lt; 3", label)))):
        [text] = ElementTree.fromstring(made).iter(f"{SVG}text")
        assert text.text == label
