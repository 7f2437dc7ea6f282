"""Layers side by side."""

from itertools import pairwise

from teamspiegel.charts.comparison import SHAPES, ComparisonRow, Voice, comparison
from teamspiegel.charts.ruler import Ruler
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.published import Published

from tests.charts.views import PEN, charts, data, indicator, withheld, written

VOICES = [
    Voice("les", "Lessen", SHAPES[0], "#111111"),
    Voice("zelf", "Zelf", SHAPES[1], "#222222"),
    Voice("samen", "Samen", SHAPES[2], "#333333"),
]
RULER = Ruler(1, 5, 3.0)


def row(label: str, **means: float) -> ComparisonRow:
    return ComparisonRow(label, {layer: indicator(layer, "item", label, mean) for layer, mean in means.items()})


FAR = row("Ver", les=2.5, zelf=3.9, samen=3.1)
EQUAL = row("Gelijk", les=3.0, zelf=3.0, samen=3.0)
ALONE = row("Alleen", zelf=4.0)


def drawn(*rows: ComparisonRow, voices: list[Voice] = VOICES) -> Chart:
    found = comparison("naam", "Titel", rows, voices, RULER, PEN, "any")
    assert found is not None
    return found


def test_every_layer_has_a_shape_and_a_colour_of_its_own() -> None:
    dots = data(drawn(FAR), "dots")
    assert len({dot["shape"] for dot in dots}) == len({dot["colour"] for dot in dots}) == 3
    assert len(set(SHAPES)) == len(SHAPES)


def test_the_legend_has_the_shapes_of_the_dots() -> None:
    chart = drawn(FAR)
    assert written(chart)[:3] == ["Lessen", "Zelf", "Samen"]
    assert [sign["shape"] for sign in data(chart, "signs")][:3] == [dot["shape"] for dot in data(chart, "dots")]


def test_a_line_joins_the_lowest_and_the_highest() -> None:
    (join,) = data(drawn(FAR), "joins")
    assert (join["x"], join["x2"]) == (2.5, 3.9)
    assert {dot["y"] for dot in data(drawn(FAR), "dots")} == {join["y"]}


def test_equal_values_all_stay_visible() -> None:
    dots = data(drawn(EQUAL), "dots")
    heights = [dot["y"] for dot in dots]
    # 120 square pixels are a square of 11: shapes 12 apart do not touch.
    assert [low - high for high, low in pairwise(heights)] == [12, 12]
    assert heights[1] == data(drawn(EQUAL), "joins")[0]["y"]


def test_values_that_nearly_touch_are_set_apart_in_the_order_of_the_layers() -> None:
    dots = data(drawn(row("Bijna", les=3.1, zelf=3.0, samen=4.5)), "dots")
    assert dots[0]["y"] == dots[1]["y"] - 12
    assert dots[2]["y"] == (dots[0]["y"] + dots[1]["y"]) / 2


def test_a_withheld_value_has_a_word_and_no_dot() -> None:
    hidden: dict[str, Published] = {**FAR.indicators, "zelf": withheld(FAR.indicators["zelf"])}
    chart = drawn(ComparisonRow("Ver", hidden), EQUAL)
    assert "niet getoond" in written(chart)
    assert 3.9 not in [dot["x"] for dot in data(chart, "dots")]
    assert "3,9" not in "".join((*written(chart), chart.summary, *chart.table.rows[0]))


def test_a_layer_that_was_not_asked_has_no_value() -> None:
    chart = drawn(ALONE, FAR)
    assert chart.table.rows[0] == ("Alleen", *["–"] * 4, "4,0", "20", "0,5", "–", *["–"] * 4)
    assert len(data(chart, "dots")) == 4


def test_the_summary_gives_the_row_where_layers_lie_furthest_apart() -> None:
    assert drawn(EQUAL, FAR, ALONE).summary == (
        "Lessen, Zelf en Samen naast elkaar op 3 onderdelen; het verst uit elkaar bij Ver: Zelf 3,9, Lessen 2,5."
    )


def test_the_summary_names_no_difference_where_there_is_none() -> None:
    assert "gelijk" in drawn(EQUAL).summary
    assert drawn(ALONE, voices=VOICES[1:2]).summary == "Zelf: gemiddelden van 1 onderdeel."


def test_there_is_no_chart_when_every_mean_is_withheld() -> None:
    hidden = ComparisonRow("Ver", {layer: withheld(found) for layer, found in FAR.indicators.items()})
    assert comparison("naam", "Titel", [hidden], VOICES, RULER, PEN, "any") is None


def test_a_block_has_a_row_per_element_and_per_item_without_one() -> None:
    chart = charts()["block:taal"]
    # Of the two items that 'Zelf' has about listening, the first is the element's; equal short labels share a row.
    assert [(row[0], row[1], row[5], row[9]) for row in chart.table.rows] == [
        ("Luisteren", "2,9", "3,9", "–"),
        ("Spreken", "4,0", "–", "2,5"),
        ("Ik luister nog eens", "–", "3,2", "–"),
        ("Lezen", "–", "3,4", "3,4"),
    ]


def test_layers_of_another_scale_have_a_chart_of_their_own() -> None:
    found = charts()
    assert [row[0] for row in found["block:maat"].table.rows] == ["Meten"]
    assert found["block:maat:sfeer"].table.rows == (("Thuis voelen", "5,0", "20", "0,5", "–"),)
    assert [row[0] for row in found["blocks"].table.rows] == ["Taal", "Maat"]
    assert [row[0] for row in found["blocks:sfeer"].table.rows] == ["Maat"]


def test_words_of_a_scale_are_left_out_where_layers_do_not_share_them() -> None:
    assert "nooit" in written(charts()["means:lessen"])
    assert not {"nooit", "oneens"} & set(written(charts()["blocks"]))
