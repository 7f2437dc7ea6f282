"""A drawn chart as it is published."""

import re
from xml.etree import ElementTree

import pytest
from teamspiegel.charts.house import FONT, MEASURED
from teamspiegel.charts.svg import lightened, on_page, on_paper
from teamspiegel.contracts.chart import Chart, DataTable

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


def test_a_very_long_one_says_so() -> None:
    found = {height: shown(DRAWN.replace("408 108", f"408 {height}")) for height in (816, 817)}
    assert {height: ElementTree.fromstring(svg).get("class") for height, svg in found.items()} == {
        816: None,
        817: "ts-long",
    }


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


# ----- light: what is seen, and nothing more --------------------------------------------------------------


def light(marks: str) -> str:
    """What is left of marks in a group."""
    found = lightened(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><g fill="none">{marks}</g></svg>')
    return re.sub(r"^<svg[^>]*>(<g [^>]*>)?|(</g>)?</svg>$|^<svg[^>]*/>$", "", found)


TEXT = '<text font-size="13px" fill="{}" transform="translate(1,{})">{}</text>'


def test_a_group_says_once_what_its_marks_have_in_common() -> None:
    same, other = TEXT.format("red", 2, "a"), TEXT.format("red", 3, "b")
    assert light(f'<g transform="translate(9,9)">{same}{other}</g>') == (
        '<g transform="translate(9,9)" fill="red" font-size="13px">'
        '<text x="1" y="2">a</text><text x="1" y="3">b</text></g>'
    )
    blue = TEXT.format("blue", 3, "b")
    assert light(f'<g transform="translate(9,9)">{same}{blue}</g>') == (
        '<g transform="translate(9,9)" font-size="13px">'
        '<text fill="red" x="1" y="2">a</text><text fill="blue" x="1" y="3">b</text></g>'
    )


def test_one_that_does_not_say_it_keeps_what_the_others_say() -> None:
    bare = '<text font-size="9px" x="1" y="2">b</text>'
    red = '<text font-size="9px" fill="red" x="1" y="3">b</text>'
    assert light(f'<g stroke="red">{red}{bare}</g>') == (
        '<g stroke="red" font-size="9px"><text fill="red" x="1" y="3">b</text><text x="1" y="2">b</text></g>'
    )


def test_nothing_is_said_that_goes_without_saying() -> None:
    line = '<path class="foreground" d="" display="none"/><path d="M1.23456,2h0.5" fill="red" opacity="1"/>'
    assert light(line) == '<path d="M1.23,2h0.5" fill="red"/>'
    assert light('<path class="background" d="M0,0h400v268h-400Z"/>') == ""  # without a colour nobody sees it
    words = '<text x="1.23456">1.23456</text>'
    assert light(words) == '<text x="1.23">1.23456</text>'


def test_the_same_mark_again_is_left_out() -> None:
    mark, more = '<path d="M1,2h1v1Z" fill="red"/>', '<path d="M2,2h1v1Z" fill="red"/>'
    assert light(mark + mark + more + mark) == light(mark + more)
    assert light(mark.replace("red", "blue") + mark).count("<path") == 2


def test_lines_that_look_the_same_are_one_path() -> None:
    line = '<line transform="translate(400,{})" x2="-400" y2="0" stroke="{}"/>'
    assert light(line.format(0, "red") + line.format(0, "red") + line.format(84, "red")) == (
        '<path stroke="red" d="M400,0l-400,0M400,84l-400,0"/>'
    )
    assert light(line.format(0, "red") + line.format(84, "blue")).count("<path") == 2
    half = line.replace("/>", ' opacity="0.5"/>')  # where two cross they would be darker
    assert light(half.format(0, "red") + half.format(84, "red")).count("<path") == 2


def test_shapes_that_are_filled_stay_apart() -> None:
    """One path of two shapes that run opposite ways has a hole where they overlap."""
    assert light('<path d="M1,2h3v3Z" fill="red"/><path d="M2,2v3h3Z" fill="red"/>').count("d=") == 2


def test_a_group_that_is_moved_stays_and_an_empty_one_goes() -> None:
    mark = '<path d="M1,2h1" fill="red"/>'
    assert light(f'<g transform="translate(0,0)"><g>{mark}</g></g><g class="x"/>') == mark
    assert light(f'<g transform="translate(0.5,0)">{mark}</g>') == f'<g transform="translate(0.5,0)">{mark}</g>'
