"""A long drawing in two columns."""

from xml.etree import ElementTree

from teamspiegel.pages.columns import BETWEEN, in_columns, on_sheet

LONG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 408 1000" class="ts-long" data-columns="60 500"'
    ' role="img" aria-label="Een zin."><path d="M0,0h3"/><text>zin</text></svg>'
)
SVG = "{http://www.w3.org/2000/svg}"


def test_what_is_not_long_stays_as_it_is() -> None:
    drawing = LONG.replace(' class="ts-long" data-columns="60 500"', "")
    assert in_columns(drawing, "grafiek") == drawing


def test_the_drawing_itself_stays_what_it_was_and_has_one_name_for_all_of_it() -> None:
    whole, _ = both()
    (group,) = whole
    assert group.get("id") == "grafiek-whole"
    assert [child.tag for child in group] == [f"{SVG}path", f"{SVG}text"]
    assert whole.get("aria-label") == "Een zin."
    # Where it can be cut is told to who cuts it, and to no page.
    assert "data-columns" not in in_columns(LONG, "grafiek") + on_sheet(LONG, "grafiek")


def test_columns_have_all_of_its_rows_once_each_below_what_stands_above_them() -> None:
    _, columns = both()
    parts = [[float(part.get(name, "0")) for name in ("x", "y")] for part in columns]
    shown = [[float(number) for number in part.get("viewBox", "").split()] for part in columns]
    right = 408 + BETWEEN
    assert parts == [[0, 0], [right, 0], [right, 60]]
    assert shown == [[0, 0, 408, 500], [0, 0, 408, 60], [0, 500, 408, 500]]
    assert columns.get("viewBox") == f"0 0 {right + 408} 560"  # the second one: 60 and 500
    assert {use.get("href") for use in columns.iter(f"{SVG}use")} == {"#grafiek-whole"}


def test_on_a_sheet_by_itself_it_stands_in_columns_only() -> None:
    whole = ElementTree.fromstring(on_sheet(LONG, "grafiek"))
    _, columns = both()
    named, *parts = whole
    assert (named.tag, [group.get("id") for group in named]) == (f"{SVG}defs", ["grafiek-whole"])
    assert [ElementTree.tostring(part) for part in parts] == [ElementTree.tostring(part) for part in columns]
    assert (whole.get("viewBox"), whole.get("aria-label")) == (columns.get("viewBox"), "Een zin.")
    short = LONG.replace(' class="ts-long" data-columns="60 500"', "")
    assert on_sheet(short, "grafiek") == short


def test_whichever_is_shown_has_the_same_name_for_who_cannot_see_it() -> None:
    whole, columns = both()
    assert [one.get("aria-label") for one in (whole, columns)] == ["Een zin."] * 2
    assert [one.get("role") for one in (whole, columns)] == ["img"] * 2


def both() -> tuple[ElementTree.Element, ElementTree.Element]:
    """The drawing, and what stands behind it."""
    page = in_columns(LONG, "grafiek").replace('<svg class="ts-halves"', f'<svg xmlns="{SVG[1:-1]}" class="ts-halves"')
    whole, columns = ElementTree.fromstring(f"<div>{page}</div>")
    return whole, columns
