"""Means on a ruler."""

from dataclasses import replace

import pytest
from teamspiegel.charts.means import MeanRow, Section, means
from teamspiegel.charts.ruler import Ruler
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.published import Published

from tests.charts.views import PEN, charts, data, indicator, withheld, written

RULER = Ruler(1, 5, 3.0, "oneens", "eens")
LOW = indicator("laag", "item", "c", 2.2, sd=0.9, low=True, spread=True)
ROWS = {
    "Eerste": indicator("laag", "item", "a", 3.0),
    "Tweede": indicator("laag", "item", "b", 4.5, n=19),
    "Derde": LOW,
}


def chart(rows: dict[str, Published] = ROWS) -> Chart | None:
    section = Section(tuple(MeanRow(label, found, "#123456") for label, found in rows.items()))
    return means("naam", "Titel", [section], RULER, PEN, "survey")


def drawn() -> Chart:
    found = chart()
    assert found is not None
    return found


def test_rows_keep_the_order_in_which_they_come() -> None:
    assert [row[0] for row in drawn().table.rows] == ["Eerste", "Tweede", "Derde"]
    dots = data(drawn(), "dots")
    assert [dot["x"] for dot in dots] == [3.0, 4.5, 2.2]
    assert sorted(dot["y"] for dot in dots) == [dot["y"] for dot in dots]


def test_the_table_holds_what_the_picture_shows() -> None:
    assert drawn().table.head == ("Uitspraak", "n", "Gemiddelde", "SD", "Valt op")
    assert drawn().table.rows[1:] == (
        ("Tweede", "19", "4,5", "0,5", "–"),
        ("Derde", "20", "2,2", "0,9", "laag, verdeeld"),
    )


def test_a_value_stands_beyond_its_dot_as_seen_from_the_bridge_axis() -> None:
    # 400 wide with 32 at both sides: 84 pixels a score. 4.5 lies at 326, 2.2 at 132.8.
    values = {row["text"]: row for row in data(drawn(), "texts") if row["fontWeight"] == "bold"}
    assert (values["4,5"]["x"], values["4,5"]["align"]) == (pytest.approx(336), "left")
    assert (values["2,2"]["x"], values["2,2"]["align"]) == (pytest.approx(122.8), "right")


def test_a_flag_is_a_sign_and_a_word_and_only_a_spread_shows_its_sd() -> None:
    assert [sign["shape"] for sign in data(drawn(), "signs")] == ["triangle-down", "diamond"]
    assert [text for text in written(drawn()) if "laag" in text or "verdeeld" in text] == ["laag", "verdeeld (SD 0,9)"]
    assert not any("0,5" in text for text in written(drawn()))


def test_equal_flags_stand_under_each_other() -> None:
    rows = {"Een": LOW, "Twee": replace(LOW, spread=False), "Drie": replace(LOW, sd=None)}
    triangles = {sign["x"] for sign in data(chart(rows), "signs") if sign["shape"] == "triangle-down"}
    assert len(triangles) == 1


def test_a_spread_can_be_said_when_its_sd_is_withheld() -> None:
    found = chart({"Alleen": replace(LOW, sd=None, suppressed="small")})
    assert "verdeeld" in written(found)
    assert found is not None
    assert found.table.rows[0] == ("Alleen", "20", "2,2", "niet getoond", "laag, verdeeld")


def test_a_withheld_mean_is_a_row_with_a_word_and_no_mark() -> None:
    found = chart({**ROWS, "Tweede": withheld(ROWS["Tweede"])})
    assert [dot["x"] for dot in data(found, "dots")] == [3.0, 2.2]
    assert found is not None
    assert found.table.rows[1] == ("Tweede", *["niet getoond"] * 4)
    (word,) = [row for row in data(found, "texts") if row["text"] == "niet getoond"]
    assert word["colour"] == PEN.ink("muted")
    assert "4,5" not in found.summary


def test_there_is_no_chart_when_everything_is_withheld() -> None:
    assert chart({label: withheld(found) for label, found in ROWS.items()}) is None


def test_a_low_mean_is_drawn_in_the_colour_of_low() -> None:
    colours = [dot["colour"] for dot in data(drawn(), "dots")]
    assert colours == ["#123456", "#123456", PEN.ink("low")]


def test_the_bridge_axis_is_named_once_and_drawn_in_every_row() -> None:
    assert written(drawn()).count("brugas 3,0") == 1
    assert sum(tick["x"] == 3.0 and tick["thick"] > 1 for tick in data(drawn(), "ticks")) == 3


def test_how_many_answered_is_one_number_or_a_range() -> None:
    assert "n = 19 tot 20" in written(drawn())
    assert "n = 20" in written(chart({"Eerste": ROWS["Eerste"]}))


def test_the_summary_gives_the_highest_the_lowest_and_the_flags() -> None:
    assert drawn().summary == (
        "Gemiddelden van 3 uitspraken; hoogste: Tweede (4,5), laagste: Derde (2,2); brugas 3,0"
        "; 1 is laag; bij 1 lopen de scores uiteen."
    )


def test_the_summary_names_all_that_share_the_highest_place() -> None:
    found = chart({**ROWS, "Eerste": ROWS["Tweede"]})
    assert found is not None
    assert "hoogste: Eerste en Tweede (4,5)" in found.summary


def test_the_summary_counts_when_many_share_a_place() -> None:
    found = chart({**{f"Rij {number}": ROWS["Tweede"] for number in range(4)}, "Derde": LOW})
    assert found is not None
    assert "hoogste: 4 uitspraken (4,5)" in found.summary


def test_the_summary_of_equal_means_names_no_highest() -> None:
    found = chart({"Een": ROWS["Eerste"], "Twee": ROWS["Eerste"]})
    assert found is not None
    assert found.summary == "Gemiddelden van 2 uitspraken, telkens 3,0; brugas 3,0."


def test_layers_beside_an_axis_stand_under_a_heading_of_their_own() -> None:
    found = charts()["layers:kunnen"]
    assert [row[0] for row in found.table.rows] == ["Lessen", "Zelf"]
    heading = written(found).index("Daarnaast")
    assert written(found).index("Lessen") < heading < written(found).index("Zelf")
    assert "Daarnaast" not in written(charts()["layers:willen"])


# ----- how sure a mean is ------------------------------------------------------------------------------


def sure(low: float, high: float, mean: float = 3.5) -> Chart:
    found = chart({"Een": indicator("laag", "item", "a", mean, interval=(low, high)), "Twee": ROWS["Tweede"]})
    assert found is not None
    return found


def test_an_interval_is_a_thin_line_with_its_ends_behind_the_dot() -> None:
    whisker, left, right = data(sure(3.2, 3.8), "whiskers")
    (middle, _) = (dot["y"] for dot in data(sure(3.2, 3.8), "dots"))
    assert (whisker["x"], whisker["x2"], whisker["y"], whisker["y2"]) == (3.2, 3.8, middle, middle)
    assert (left["x"], right["x"]) == (3.2, 3.8)
    assert {row["colour"] for row in (whisker, left, right)} == {PEN.ink("muted")}


def test_the_value_stands_beyond_the_end_of_the_interval() -> None:
    # 84 pixels a score: 3.8 lies at 267.2.
    (value,) = [row for row in data(sure(3.2, 3.8), "texts") if row["text"] == "3,5"]
    assert value["x"] == pytest.approx(272.2)


def test_an_interval_stays_on_the_scale_and_is_whole_in_the_table() -> None:
    found = sure(4.7, 5.3, mean=5.0)
    assert data(found, "whiskers")[0]["x2"] == 5
    assert found.table.rows[0][3] == "4,7 tot 5,3"


def test_the_interval_is_named_in_legend_and_table() -> None:
    found = sure(3.2, 3.8)
    assert written(found)[0] == "onzekerheid (95%)"
    assert found.table.head == ("Uitspraak", "n", "Gemiddelde", "onzekerheid (95%)", "SD", "Valt op")
    assert [row[3] for row in found.table.rows] == ["3,2 tot 3,8", "–"]


def test_an_interval_of_no_width_is_no_line() -> None:
    found = sure(3.5, 3.5)
    assert not data(found, "whiskers")
    assert found.table.rows[0][3] == "3,5 tot 3,5"


def test_a_withheld_interval_is_said_and_not_drawn() -> None:
    small = indicator("laag", "item", "b", 2.6, sd=None, suppressed="small")
    found = chart({"Een": indicator("laag", "item", "a", 3.5, interval=(3.2, 3.8)), "Klein": small})
    assert len(data(found, "whiskers")) == 3
    assert found is not None
    assert found.table.rows[1] == ("Klein", "20", "2,6", "niet getoond", "niet getoond", "–")


def test_without_intervals_there_is_no_legend() -> None:
    assert "onzekerheid (95%)" not in (*written(drawn()), *drawn().table.head)
