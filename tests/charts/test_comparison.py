"""Layers side by side."""

from tests.charts.views import ONE, STYLE, drawn, encodings, parameter, report, rows, without
from tests.handmade import between, item


def test_every_layer_has_a_lane_a_shape_and_a_colour() -> None:
    found = drawn(report(ONE))["block:calm"]
    assert rows(found, "row", "series", "mean") == [
        ("Start", "Seen", 3.5),
        ("Start", "Self", 4.1),
        ("Start", "Team", 2.4),
    ]
    (shape,) = [encoding["shape"] for encoding in encodings(found.spec) if encoding.get("shape", {}).get("legend")]
    assert shape["scale"] == {"domain": {"expr": "voices"}, "range": ["circle", "square", "triangle-up"]}
    assert parameter(found, "voices") == ["Seen", "Self", "Team"]
    assert parameter(found, "colours") == [STYLE.series(at) for at in range(3)]
    assert not rows(found, "colour")


def test_what_shares_an_element_stands_in_one_row_and_the_rest_below() -> None:
    extra = [*ONE]
    found = drawn(report(extra))["block:room"]
    assert [row[0] for row in found.table.rows] == ["Turns"]


def test_a_layer_of_another_scale_has_a_chart_of_its_own() -> None:
    found = drawn(report(ONE))
    assert rows(found["block:calm:mood"], "series", "mean") == [("Mood", 5)]
    assert "Mood" not in str(found["block:calm"].spec)


def test_an_interval_is_a_bar_in_its_lane() -> None:
    numbers = [*ONE[:4], between(item("team-start", None), 1.8, 2.6), *ONE[5:]]
    found = drawn(report(numbers))["block:calm"]
    assert rows(found, "series", "low", "high", "value") == [("Team", 1.8, 2.6, "1,8 tot 2,6")]
    # 4.1 and at most 2.6: surely 1.5 apart; 3.5 lies nearer.
    assert found.title == "Start: waarom geven Self (4,1) en Team (1,8 tot 2,6) een ander beeld?"


def test_a_layer_that_is_withheld_is_named_and_not_drawn() -> None:
    found = drawn(report(without(ONE, "self-start")))["block:calm"]
    assert set(rows(found, "row")) == {"Start"}
    assert found.subtitle.endswith(" Niet getoond: Self.")
    assert [series for series in rows(found, "series")] == ["Seen", "Team"]
    assert "4,1" not in str(found)


def test_table_title_and_summary() -> None:
    found = drawn(report(ONE))["block:calm"]
    assert found.table.head[:5] == ("Onderdeel", "Seen: n", "Seen: gemiddelde", "Seen: SD", "Seen: valt op")
    assert found.table.rows == (
        ("Start", "12", "3,5", "0,5", "–", "12", "4,1", "0,5", "–", "12", "2,4", "0,5", "laag"),
    )
    assert found.title == "Start: waarom geven Self (4,1) en Team (2,4) een ander beeld?"
    assert found.subtitle == "Calm: de lagen naast elkaar. Round one van 1 januari 2026, 12 lessen en 12 deelnemers."
    assert found.summary == "Calm: de lagen naast elkaar; 1 onderdeel; Seen, Self en Team."


def test_the_blocks_stand_side_by_side_in_their_own_colours() -> None:
    found = drawn(report(ONE))["blocks"]
    assert rows(found, "row", "block") == [("Calm", "Calm"), ("Room", "Room")]
    assert found.title == "Calm: waarom geven Self (4,1) en Team (2,4) een ander beeld?"


def test_there_is_no_chart_when_nothing_is_told() -> None:
    hidden = without(ONE, "seen-start", "self-start", "team-start")
    assert "block:calm" not in drawn(report(hidden))
