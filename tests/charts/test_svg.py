"""A drawn chart as it is published."""

from xml.etree import ElementTree

from teamspiegel.charts.house import MEASURED
from teamspiegel.charts.svg import finish, inline, recoloured
from teamspiegel.contracts.chart import Chart, DataTable

from tests.charts.views import THEME

DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" version="1.1" class="marks" width="408" height="108"'
    ' viewBox="0 0 408 108"><g role="graphics-object" aria-roledescription="group mark container">'
    '<defs><clipPath id="clip1"><rect width="9" height="9"/></clipPath></defs>'
    '<path clip-path="url(#clip1)" aria-label="x: 3; y: 4" fill="{ink}" stroke="{series}" d="M0,0"/>'
    '<text fill="black">2 &lt; 3</text></g></svg>'
).format(ink=THEME.palette.roles["ink"].light, series=THEME.palette.series[1].light)

CHART = Chart("team-ronde-means-laag", 'Wat "wij" <samen> doen', "Eén & twee.", {}, DataTable(("a",), ()))
SVG = "{http://www.w3.org/2000/svg}"


def test_it_is_an_image_with_a_title_and_a_description() -> None:
    root = ElementTree.fromstring(finish(DRAWN, CHART))
    title, description = list(root)[:2]
    assert (title.tag, title.text) == (f"{SVG}title", 'Wat "wij" <samen> doen')
    assert (description.tag, description.text) == (f"{SVG}desc", "Eén & twee.")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_the_english_of_the_drawing_program_is_gone() -> None:
    root = ElementTree.fromstring(finish(DRAWN, CHART))
    inside = [name for element in root.iter() if element is not root for name in element.attrib]
    assert not [name for name in inside if name.startswith("aria") or name == "role"]


def test_ids_are_the_chart_s_own() -> None:
    other = Chart("team-ronde-means-ander", "Titel", "Zin.", {}, CHART.table)
    ids = [{e.get("id") for e in ElementTree.fromstring(finish(DRAWN, c)).iter()} - {None} for c in (CHART, other)]
    assert not ids[0] & ids[1]
    assert 'clip-path="url(#team-ronde-means-laag-clip1)"' in finish(DRAWN, CHART)
    assert 'id="team-ronde-means-laag-clip1"' in finish(DRAWN, CHART)


def test_it_is_in_the_letters_of_the_site_whatever_it_was_measured_with() -> None:
    text = f'<svg xmlns="http://www.w3.org/2000/svg"><text font-family="{MEASURED}">x</text></svg>'
    assert 'font-family="Atkinson Hyperlegible Next, sans-serif"' in finish(text, CHART)


def test_a_standalone_drawing_keeps_its_size() -> None:
    root = ElementTree.fromstring(finish(DRAWN, CHART))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("408", "108", "0 0 408 108")


def test_on_a_page_its_name_is_its_description_and_the_page_has_its_title() -> None:
    chart = Chart("x", "Titel", 'Een "zin" & <meer>.', {}, CHART.table)
    root = ElementTree.fromstring(inline(finish(DRAWN, chart)))
    assert (root.get("role"), root.get("aria-label")) == ("img", 'Een "zin" & <meer>.')
    assert root.get("aria-labelledby") is None
    assert not [*root.iter(f"{SVG}title"), *root.iter(f"{SVG}desc")]


def test_on_a_page_a_very_long_one_says_so() -> None:
    shapes = {height: DRAWN.replace("408 108", f"408 {height}") for height in (816, 817)}
    classes = {
        height: ElementTree.fromstring(inline(finish(svg, CHART))).get("class") for height, svg in shapes.items()
    }
    assert classes == {816: "marks", 817: "marks ts-long"}


def test_on_a_page_it_is_as_wide_as_its_place() -> None:
    root = ElementTree.fromstring(inline(finish(DRAWN, CHART)))
    assert (root.get("width"), root.get("height")) == (None, None)
    assert (root.get("style"), root.get("viewBox")) == (None, "0 0 408 108")  # the content policy forbids styles
    (rect,) = root.iter(f"{SVG}rect")
    assert rect.get("width") == "9"


def test_a_page_can_put_its_own_colours_in_the_place_of_the_palette_s() -> None:
    ink, series = THEME.palette.roles["ink"].light, THEME.palette.series[1].light
    found = recoloured(finish(DRAWN, CHART), THEME.palette)
    assert f'fill="var(--ts-ink, {ink})"' in found
    assert f'stroke="var(--ts-series-2, {series})"' in found
    assert 'fill="black"' in found
    assert ElementTree.fromstring(found).get("role") == "img"


def test_colours_of_the_ramp_stay_as_they_are() -> None:
    ramp = f'<svg><path fill="{THEME.palette.ramp[0]}"/></svg>'
    assert recoloured(ramp, THEME.palette) == ramp


def in_a_page(marks: str) -> str:
    """What stands in a page of a drawing with these marks in a group."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" class="marks" viewBox="0 0 4 3"><g class="marks">{marks}</g></svg>'
    found = inline(finish(svg, CHART))
    return found[found.index("<g ") : found.index("</svg>")]


def test_in_a_page_a_group_says_once_what_its_marks_have_in_common() -> None:
    text = '<text font-size="13px" fill="{}" transform="translate(1,2)">{}</text>'
    same, other = text.format("red", "a"), text.format("red", "b<tspan>c</tspan>")
    assert in_a_page(same + other) == (
        '<g class="marks" fill="red" font-size="13px"><text transform="translate(1,2)">a</text>'
        '<text transform="translate(1,2)">b<tspan>c</tspan></text></g>'
    )
    blue = text.format("blue", "b")
    assert in_a_page(same + blue) == (
        '<g class="marks" font-size="13px"><text fill="red" transform="translate(1,2)">a</text>'
        '<text fill="blue" transform="translate(1,2)">b</text></g>'
    )
    # One that has no colour of its own would get that of the others.
    bare = '<text font-size="9px">b</text>'
    assert in_a_page(same + bare) == f'<g class="marks">{same}{bare}</g>'


def test_in_a_page_nothing_is_said_that_goes_without_saying() -> None:
    line = '<path class="foreground" d="" display="none"/><path d="M1.23456,2h0.5" opacity="1" pointer-events="none"/>'
    assert in_a_page(line) == '<g class="marks"><path d="M1.23,2h0.5"/></g>'
    words = '<text x="1.23456">1.23456</text>'
    assert in_a_page(words) == '<g class="marks"><text x="1.23">1.23456</text></g>'
