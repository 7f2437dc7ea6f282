"""Means on a ruler."""

from dataclasses import replace
from datetime import date

from teamspiegel.charts.house import DASHES
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.definitions import Benchmark
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.report import Reference

from tests.charts.views import ONE, STYLE, drawn, encodings, parameter, report, rows, shown_team, without
from tests.handmade import between, item


def chart(*changed: object, **more: object) -> Chart:
    """The items of the layer `self`: 4.1 and 3.2 with a spread of 0.9."""
    ids = {one.place.id for one in changed}  # type: ignore[attr-defined]
    return drawn(report((*(one for one in ONE if one.place.id not in ids), *changed)))["means:self"]  # type: ignore[arg-type]


def test_the_highest_comes_first_and_the_order_of_asking_is_kept() -> None:
    found = chart(item("self-start", 2.0))
    assert rows(found, "row", "mean") == [("Self turns", 3.2), ("Self start", 2)]
    assert rows(found, "row", "asked") == [("Self turns", 1), ("Self start", 0)]
    assert [row[0] for row in found.table.rows] == ["Self start", "Self turns"]


def test_the_table_holds_what_the_picture_shows() -> None:
    assert chart().table.head == ("Uitspraak", "n", "Gemiddelde", "SD", "Valt op")
    assert chart().table.rows == (
        ("Self start", "12", "4,1", "0,5", "–"),
        ("Self turns", "12", "3,2", "0,9", "verdeeld"),
    )


def test_title_subject_and_summary() -> None:
    found = chart()
    assert found.title == "Self start is jullie hoogste: 4,1. Self turns is jullie laagste: 3,2"
    assert found.subtitle == "Self: het gemiddelde per uitspraak. Round one van 1 januari 2026, 12 deelnemers."
    assert (
        found.summary == "Self: het gemiddelde per uitspraak; 2 uitspraken; brugas 3,0; bij 1 lopen de scores uiteen."
    )


def test_a_flag_is_a_sign_and_a_word() -> None:
    both = item("self-turns", 2.2, 0.9)
    assert rows(chart(both), "row", "flag", "sign") == [
        ("Self turns", "laag", "triangle-down"),
        ("Self turns", "verdeeld (SD 0,9)", "diamond"),
    ]


def test_flags_of_one_kind_stand_under_each_other() -> None:
    found = chart(item("self-turns", 2.2, 0.9), item("self-start", 2.4, 0.5))
    assert rows(found, "flag", "column") == [("laag", 1), ("laag", 1)]
    assert len(rows(found, "flag")) == 3


def test_a_low_mean_is_drawn_in_the_colour_of_low() -> None:
    """The other one has the colour of its layer, as its series has."""
    assert rows(chart(item("self-turns", 2.2)), "mean", "colour") == [(2.2, STYLE.colours["low"])]
    assert parameter(chart(), "colours") == [STYLE.series(1)]


def test_where_a_mean_lies_is_a_bar_with_its_words() -> None:
    found = chart(between(item("self-start", None), at_least=3.9))
    assert rows(found, "row", "low", "high", "value")[0] == ("Self start", 3.9, 5, "3,9 of hoger")
    assert found.table.rows[0][2] == "3,9 of hoger"
    assert "Self start is jullie hoogste: 3,9 of hoger" in found.title


def test_a_withheld_mean_is_a_row_with_a_word_and_no_mark() -> None:
    found = drawn(report(without(ONE, "self-turns")))["means:self"]
    assert rows(found, "row", "mean") == [("Self start", 4.1)]
    assert rows(found, "row", "flag") == [("Self turns", "niet getoond")]
    assert found.table.rows[1] == ("Self turns", "4", "niet getoond", "niet getoond", "niet getoond")
    assert "3,2" not in str(found)


def test_there_is_no_chart_when_everything_is_withheld() -> None:
    assert "means:self" not in drawn(report(without(ONE, "self-turns", "self-start")))


def test_every_item_has_the_colour_and_name_of_its_block() -> None:
    assert rows(chart(), "row", "block") == [("Self start", "Calm"), ("Self turns", "Room")]
    blocks = drawn(report(ONE))["means:seen:blocks"]
    assert parameter(blocks, "colours") == [STYLE.block(0)]
    assert rows(blocks, "row", "mean", "colour") == [("Room", 2.8, STYLE.colours["low"])]


def test_a_block_has_the_same_dashes_in_every_chart_and_each_its_own() -> None:
    """Where the second of the instrument has the highest mean, it comes first."""
    for found in (chart(), chart(item("self-start", 2.0))):
        (dashes,) = [one["strokeDash"]["scale"] for one in encodings(found.spec) if "strokeDash" in one]
        blocks = parameter(found, "block_voices")
        assert dict(zip(blocks, dashes["range"], strict=True)) == {"Calm": DASHES[0], "Room": DASHES[1]}
    assert blocks == ["Room", "Calm"]


def test_layers_beside_an_axis_stand_under_a_heading_and_not_in_the_title() -> None:
    found = drawn(report(ONE))["layers:can"]
    assert list(dict.fromkeys(rows(found, "row"))) == ["Seen", "Daarnaast", "Self"]
    assert rows(found, "row", "heading") == [("Daarnaast", True)]
    assert found.title == "Seen is gemiddeld 3,2"


def test_how_sure_a_mean_is_is_a_line_that_stays_on_the_scale_and_whole_in_the_table() -> None:
    """And whole in what a pointer reads; the scale keeps the line where it is."""
    found = chart(replace(item("self-start", 4.8), uncertainty=(4.4, 5.2)))
    assert rows(found, "from", "to") == [(4.4, 5.2)]
    assert found.table.head[-1] == "zo zeker is dit (95%)"
    assert [row[-1] for row in found.table.rows] == ["4,4 tot 5,2", "–"]


def test_the_previous_round_is_told_to_who_points() -> None:
    found = drawn(report((item("self-start", 3.9), *ONE[:2], *ONE[3:]), ONE))["means:self"]
    assert rows(found, "before")[0] == "3,9 (Round one)"
    assert found.title.startswith("Self start is jullie hoogste: 4,1 (was 3,9)")


def test_references_have_a_lane_of_their_own_and_a_name() -> None:
    benchmark = Benchmark(id="b", label="Landelijk", instrument="hand", date=date(2025, 11, 1), version="1")
    aspect = Aspect("self", "item", "self-start")
    held = replace(
        report(ONE), references=(Reference(benchmark, {aspect: (3.6, 34)}), Reference(None, {aspect: (3.8, 6)}))
    )
    found = drawn(held)["means:self"]
    captions = ("Landelijk, november 2025, 34 teams", "andere teams (6)")
    start = [row for row in rows(found, "row", "series", "mean") if row[0] == "Self start"]
    assert [row[1:] for row in start] == [("dit team", 4.1), (captions[0], 3.6), (captions[1], 3.8)]
    assert found.table.head[-2:] == captions
    assert [row[-2:] for row in found.table.rows] == [("3,6", "3,8"), ("–", "–")]
    assert rows(found, "beside")[0] == f"{captions[0]}: 3,6; {captions[1]}: 3,8"


def test_a_reference_says_of_how_many_schools_its_teams_are() -> None:
    benchmark = Benchmark(id="b", label="Landelijk", instrument="hand", date=date(2025, 11, 1), version="1")
    of = {Aspect("self", "item", "self-start"): 12}
    held = replace(report(ONE), references=(Reference(benchmark, dict.fromkeys(of, (3.6, 34)), of),))
    assert drawn(held)["means:self"].table.head[-1] == "Landelijk, november 2025, 34 teams van 12 scholen"


def test_the_desk_knows_what_a_number_was() -> None:
    found = shown_team(report((item("self-start", 3.9),), ONE))
    now = found.view.results.get(Aspect("self", "item", "self-start"))
    assert now
    before = found.before(now)
    assert before and (before.place.round, before.mean) == ("one", 3.9)
    assert found.read(now) == {"before": "3,9 (Round one)"}
