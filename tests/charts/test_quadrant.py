"""The quadrant."""

from dataclasses import replace

import pytest
from teamspiegel.charts.quadrant import quadrant
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.report import TeamRound

from tests.charts.views import (
    BEFORE,
    BETWEEN,
    EARLIEST,
    PEN,
    VIEW,
    after,
    all_withheld,
    at,
    data,
    older,
    position,
    written,
)

GROUPS = [("Groep rood", {"willen": 2.0, "kunnen": 4.25}), ("Groep blauw", {"willen": 4.0, "kunnen": 2.0})]


def moved(*earlier: TeamRound) -> TeamRound:
    """The team at 2.9 / 3.5 after these rounds."""
    return after(*earlier, view=at(position(2.9, 3.5)))


def drawn(view: TeamRound = VIEW, *, reveal: bool = True) -> Chart:
    found = quadrant(view, "naam", GROUPS, PEN, reveal=reveal)
    assert found is not None
    return found


def test_the_bridge_axes_cut_the_panel_in_the_middle_of_a_scale_of_five() -> None:
    (dot,) = data(drawn(at(position(3.0, 3.0))), "dots")
    lying, standing = data(drawn(), "rules")[:2]
    assert (dot["x"], dot["y"]) == (standing["x"], lying["y"])
    assert dot["x"] == pytest.approx(20 + 380 / 2)


def test_high_lies_above_and_willing_lies_right() -> None:
    (low,), (high,) = (data(drawn(at(position(mean, mean))), "dots") for mean in (1.0, 5.0))
    assert low["x"] < high["x"]
    assert low["y"] > high["y"]


def test_the_corner_of_the_team_s_culture_is_marked() -> None:
    names = {row["text"]: row["fontWeight"] for row in data(drawn(), "texts")}
    assert names["Ieder voor zich"] == "bold"
    assert [names[name] for name in ("Stilstand", "Goede wil", "Samen groeien")] == ["normal"] * 3


def test_the_interval_is_a_cross_that_stays_on_the_scale() -> None:
    cross = [rule for rule in data(drawn(at(position(1.1, 4.9))), "rules") if rule["thick"] == 3]
    left, right = cross[0]["x"], cross[0]["x2"]
    assert left == pytest.approx(44)  # the end of the scale: 20 + 24
    assert right - left == pytest.approx(0.4 / 4 * 332)
    assert not [rule for rule in data(drawn(at(position(2, 2, interval=False))), "rules") if rule["thick"] == 3]


def test_predictions_are_open_shapes_with_the_name_of_the_group() -> None:
    assert [row["shape"] for row in data(drawn(), "open")] == ["diamond", "diamond"]
    assert {"Groep rood", "Groep blauw"} <= set(written(drawn()))
    assert drawn().table.rows[-2] == ("verwacht: Groep rood", "2", "4,25")


def test_groups_that_agree_share_a_shape() -> None:
    same = [("A", {"willen": 2, "kunnen": 2}), ("B", {"willen": 2, "kunnen": 2}), ("C", {"willen": 2})]
    chart = quadrant(VIEW, "naam", same, PEN)
    assert len(data(chart, "open")) == 1
    assert "A en B" in written(chart)
    assert "C" not in "".join(written(chart))


def test_before_the_result_is_shown_nothing_of_it_is_there() -> None:
    chart = drawn(moved(at(position(2.0, 2.0), older(BEFORE, 0))), reveal=False)
    assert not data(chart, "dots")
    assert not data(chart, "edged")
    assert len(chart.table.rows) == 2
    assert "2,9" not in "".join((*written(chart), chart.summary))
    assert {row["fontWeight"] for row in data(chart, "texts") if row["text"] == "Ieder voor zich"} == {"normal"}


def test_a_corrected_point_is_shown_with_the_raw_one() -> None:
    chart = drawn(at(position(3.4, 3.5, x_corrected=2.9)))
    (dot,) = data(chart, "dots")
    (raw,) = [row for row in data(chart, "open") if row["shape"] == "circle"]
    assert raw["x"] > dot["x"]
    assert raw["y"] == dot["y"]
    assert chart.table.rows[:2] == (
        ("gemeten", "3,4", "3,5"),
        ("gemeten, gecorrigeerd voor spreiding", "2,9", "3,5"),
    )


def test_an_uncorrected_point_is_shown_once() -> None:
    assert not [row for row in data(drawn(), "open") if row["shape"] == "circle"]


def test_earlier_rounds_are_a_path_to_the_point() -> None:
    chart = drawn(moved(at(position(2.0, 2.0), older(BEFORE, 0))))
    (old,), (now,) = data(chart, "edged"), data(chart, "dots")
    path = [rule for rule in data(chart, "rules") if rule["thick"] == 1.5]
    assert [(path[0]["x"], path[0]["y"]), (path[0]["x2"], path[0]["y2"])] == [
        (old["x"], old["y"]),
        (now["x"], now["y"]),
    ]
    assert chart.table.rows[2] == ("Meting in het voorjaar", "2,0", "2,0")


def test_rounds_of_one_name_are_told_apart_by_their_year() -> None:
    named = [round_.model_copy(update={"label": "Meting"}) for round_ in (EARLIEST, BEFORE)]
    chart = drawn(
        moved(*(at(position(2.0, place), older(round_, 0)) for round_, place in zip(named, (2.0, 4.0), strict=True)))
    )
    assert {"Meting 2029", "Meting 2030"} <= set(written(chart))
    assert [row[0] for row in chart.table.rows[2:4]] == ["Meting 2029", "Meting 2030"]


def test_four_rounds_are_a_path_in_their_order() -> None:
    places = [(EARLIEST, 2.0), (BEFORE, 4.0), (BETWEEN, 3.0)]
    chart = drawn(moved(*(at(position(2.0, y), older(round_, 0)) for round_, y in places)))
    path = [rule for rule in data(chart, "rules") if rule["thick"] == 1.5]
    assert [one["y2"] for one in path[:2]] == [other["y"] for other in path[1:]]
    assert [row[0] for row in chart.table.rows[2:5]] == ["Start", "Meting in het voorjaar", "Tussenmeting"]


def test_a_round_with_other_axes_is_not_on_the_path() -> None:
    other = after(at(position(2.0, 2.0), older(BEFORE, 0)), apart=[Aspect("axis", "axis", "willen")])
    assert not data(drawn(other), "edged")


def test_the_summary_gives_place_culture_border_and_predictions() -> None:
    assert drawn(at(position(2.9, 3.5))).summary == (
        "Team Bouw staat op willen 2,9 / kunnen 3,5: Ieder voor zich, op de grens bij willen; vooraf: 2 voorspellingen."
    )


def test_a_withheld_position_is_said_and_the_predictions_stay() -> None:
    chart = drawn(all_withheld(VIEW))
    assert not data(chart, "dots")
    assert "gemeten: niet getoond" in written(chart)
    assert chart.table.rows[0] == ("gemeten", "niet getoond", "niet getoond")


def test_there_is_no_quadrant_when_there_is_nothing_on_it() -> None:
    assert quadrant(at(None), "naam", [], PEN) is None
    assert quadrant(VIEW, "naam", [], PEN, reveal=False) is None
    bare = VIEW.instrument.model_copy(update={"quadrant": None})
    assert quadrant(replace(VIEW, instrument=bare), "naam", GROUPS, PEN) is None
