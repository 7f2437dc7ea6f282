"""Every kind of indicator, against a small sheet that was calculated by hand.

The sheet: five respondents and four lessons (of three teachers) of a team of six.

    respondent  w1  w2  w3   b1  b2  b3        lesson  teacher   l1   l2   l3
    p1           4   2   1    5   3   2        x1      t1         4  3.5    2
    p2           3   .   4    4   4   1        x2      t1         2    .    3
    p3           5   4   2    2   3   3        x3      t2         5  4.5    4
    p4           2   .   .    3   .   4        x4      t3         .    .  2.5
    p5           .   3   5    1   .   .

w3 is reversed: 1 4 2 . 5 becomes 5 2 4 . 1. In each layer the first two items are in block `aa`, the third in `bb`.
"""

from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from teamspiegel.contracts.frames import BANDS, COUNTS, MEASURED, RESPONSES
from teamspiegel.contracts.measured import Measured

from tests.schools import Files, change, measured

INSTRUMENT = """\
id: proef
version: "1.0"
name: Proef
description: Voor de sheet.
scale: {min: 1, max: 5}
thresholds: {bridge_axis: 3.0, spread: 0.8}
blocks:
  - {id: aa, name: A, description: Twee items.}
  - {id: bb, name: B, description: Een item.}
layers:
  - id: woord
    name: Woord
    description: Mean of items.
    source: survey
    mean_of: items
    items:
      - {id: w1, text: w1, short: w1, block: aa}
      - {id: w2, text: w2, short: w2, block: aa}
      - {id: w3, text: w3, short: w3, block: bb, reversed: true}
  - id: blok
    name: Blok
    description: Mean of blocks.
    source: survey
    mean_of: blocks
    items:
      - {id: b1, text: b1, short: b1, block: aa}
      - {id: b2, text: b2, short: b2, block: aa}
      - {id: b3, text: b3, short: b3, block: bb}
  - id: les
    name: Les
    description: Observed, in halves.
    source: observations
    mean_of: blocks
    scale: {min: 1, max: 5, step: 0.5}
    bands:
      - {id: onder, name: onder, description: Under 2.5., below: 2.5}
      - {id: midden, name: midden, description: From 2.5., below: 3.5}
      - {id: boven, name: boven, description: From 3.5.}
    items:
      - {id: l1, text: l1, short: l1, block: aa}
      - {id: l2, text: l2, short: l2, block: aa}
      - {id: l3, text: l3, short: l3, block: bb}
axes:
  - {id: praten, name: Praten, description: Over one source., position: [woord, blok]}
  - {id: alles, name: Alles, description: Over two sources., position: [woord, les]}
"""

SHEET: Files = {
    "content/teams.yml": b"- {id: zes, name: Zes, members: 6}\n",
    "content/rounds.yml": b"- {id: nu, label: Nu, date: 2026-03-24, kind: nulmeting}\n",
    "content/instruments/proef.yml": INSTRUMENT.encode(),
    "data/nu/zes/survey.csv": b"""\
respondent,w1,w2,w3,b1,b2,b3
p1,4,2,1,5,3,2
p2,3,,4,4,4,1
p3,5,4,2,2,3,3
p4,2,,,3,,4
p5,,3,5,1,,
""",
    "data/nu/zes/observations.csv": b"""\
lesson,teacher,l1,l2,l3
x1,t1,4,3.5,2
x2,t1,2,,3
x3,t2,5,4.5,4
x4,t3,,,2.5
""",
}

# source, level, id: n, people, exact mean, exact variance, then as published: mean, SD, low, spread
BY_HAND: dict[tuple[str, str, str], tuple[int, int, str, str | None, float, float | None, bool, bool | None]] = {
    # 4 3 5 2: 14/4; (0.25 + 0.25 + 2.25 + 2.25) / 3
    ("woord", "item", "w1"): (4, 4, "7/2", "5/3", 3.5, 1.3, False, True),
    # 2 4 3: 9/3; (1 + 1 + 0) / 2
    ("woord", "item", "w2"): (3, 3, "3", "1", 3.0, 1.0, False, True),
    # turned round 5 2 4 1: 12/4; (4 + 1 + 1 + 4) / 3; as given 1 4 2 5 it would be the same: see w3 in BENT below
    ("woord", "item", "w3"): (4, 4, "3", "10/3", 3.0, 1.8, False, True),
    # 5 4 2 3 1: 15/5; (4 + 1 + 1 + 0 + 4) / 4
    ("blok", "item", "b1"): (5, 5, "3", "5/2", 3.0, 1.6, False, True),
    # 3 4 3: 10/3; (34 - 100/3) / 2
    ("blok", "item", "b2"): (3, 3, "10/3", "1/3", 3.3, 0.6, False, False),
    # 2 1 3 4: 10/4; (0.25 + 2.25 + 0.25 + 2.25) / 3
    ("blok", "item", "b3"): (4, 4, "5/2", "5/3", 2.5, 1.3, True, True),
    # 4 2 5: 11/3; (45 - 121/3) / 2; two lessons of t1 and one of t2
    ("les", "item", "l1"): (3, 2, "11/3", "7/3", 3.7, 1.5, False, True),
    # 3.5 4.5: 8/2; (0.25 + 0.25) / 1
    ("les", "item", "l2"): (2, 2, "4", "1/2", 4.0, 0.7, False, False),
    # 2 3 4 2.5: 11.5/4 = 2.875; (35.25 - 33.0625) / 3
    ("les", "item", "l3"): (4, 3, "23/8", "35/48", 2.9, 0.9, True, True),
    # mean of item means (3.5 + 3) / 2 = 3.25, half up; own values 3 3 4.5 2 3: (51.25 - 15.5^2/5) / 4
    ("woord", "block", "aa"): (5, 5, "13/4", "4/5", 3.3, 0.9, False, True),
    ("woord", "block", "bb"): (4, 4, "3", "10/3", 3.0, 1.8, False, True),
    # (3 + 10/3) / 2; own values 4 4 2.5 3 1: 14.5; (16 + 16 + 6.25 + 9 + 1 - 42.05) / 4 = 6.2/4
    ("blok", "block", "aa"): (5, 5, "19/6", "31/20", 3.2, 1.2, False, True),
    ("blok", "block", "bb"): (4, 4, "5/2", "5/3", 2.5, 1.3, True, True),
    # (11/3 + 4) / 2; own values 3.75 2 4.75: 10.5; (14.0625 + 4 + 22.5625 - 36.75) / 2 = 3.875/2
    ("les", "block", "aa"): (3, 2, "23/6", "31/16", 3.8, 1.4, False, True),
    ("les", "block", "bb"): (4, 3, "23/8", "35/48", 2.9, 0.9, True, True),
    # mean of items (3.5 + 3 + 3) / 3; own values 11/3 5/2 13/3 and 2 (p4 answered 1 of 3, less than half):
    # squares 121/9 + 25/4 + 169/9 + 4 = 1529/36, sum 25/2; (1529/36 - 625/16) / 3 = (6116 - 5625) / 144 / 3
    ("woord", "layer", "woord"): (4, 4, "19/6", "491/432", 3.2, 1.1, False, True),
    # mean of blocks (19/6 + 5/2) / 2 = 2.83 (of items it would be 2.94); own values (4 + 2) / 2, (4 + 1) / 2,
    # (2.5 + 3) / 2, (3 + 4) / 2, p5 answered 1 of 3: 3 2.5 2.75 3.5: (35.0625 - 11.75^2/4) / 3 = 0.546875 / 3
    ("blok", "layer", "blok"): (4, 4, "17/6", "35/192", 2.8, 0.4, True, False),
    # (23/6 + 23/8) / 2 = 3.354; own values 2.875 2.5 4.375, x4 scored on 1 of 3: (33.65625 - 9.75^2/3) / 2
    ("les", "layer", "les"): (3, 2, "161/48", "63/64", 3.4, 1.0, False, True),
    # (19/6 + 17/6) / 2 = 3 exactly: not below the bridge axis; own values 10/3, 5/2, (13/3 + 11/4) / 2 = 85/24,
    # p4 3 of 6: (2 + 3.5) / 2, p5 3 of 6: (2 + 1) / 2; in 24ths 80 60 85 66 36: (22877 - 327^2/5) / 576 / 4
    ("axis", "axis", "praten"): (5, 5, "3", "233/360", 3.0, 0.8, False, True),
    # (19/6 + 161/48) / 2 = 3.26; nobody has a value of his own over two files: the smaller source, no SD
    ("axis", "axis", "alles"): (3, 2, "313/96", None, 3.3, None, False, None),
}


@pytest.fixture(scope="module")
def sheet() -> Measured:
    return measured(SHEET)[2]


def rows(frame: pd.DataFrame) -> dict[tuple[str, str, str], dict[str, Any]]:
    return {(row["source"], row["level"], row["id"]): row for row in frame.to_dict("records")}  # type: ignore[misc]


def test_the_sheet_has_these_indicators_and_no_others(sheet: Measured) -> None:
    assert set(rows(sheet.indicators)) == set(BY_HAND)
    assert set(sheet.indicators["team"]) == {"zes"} and set(sheet.indicators["round"]) == {"nu"}


@pytest.mark.parametrize("place", BY_HAND, ids="-".join)
def test_an_indicator_is_what_was_worked_out_by_hand(place: tuple[str, str, str], sheet: Measured) -> None:
    row = rows(sheet.indicators)[place]
    n, people, mean, variance, shown, sd, low, spread = BY_HAND[place]
    assert (row["n"], row["people"]) == (n, people)
    assert row["exact_mean"] == Fraction(mean)
    assert row["exact_variance"] == (None if variance is None else Fraction(variance))
    assert row["mean"] == shown
    assert row["low"] == low
    if sd is None:
        assert pd.isna(row["sd"]) and pd.isna(row["spread"])
    else:
        assert (row["sd"], row["spread"]) == (sd, spread)


def test_every_score_is_counted(sheet: Measured) -> None:
    """w3 after turning round: 5 2 4 1 once each; b2: 3 twice, 4 once; l3: 2, 2.5, 3 and 4 once."""
    counts: dict[str, dict[float, int]] = {}
    for row in sheet.counts.itertuples():
        counts.setdefault(str(row.item), {})[float(str(row.score))] = int(str(row.n))
    assert counts["w3"] == {1.0: 1, 2.0: 1, 4.0: 1, 5.0: 1}
    assert counts["b2"] == {3.0: 2, 4.0: 1}
    assert counts["l3"] == {2.0: 1, 2.5: 1, 3.0: 1, 4.0: 1}
    assert sum(n for item in counts.values() for n in item.values()) == 11 + 12 + 9
    assert dict(zip(sheet.counts["item"], sheet.counts["source"], strict=True))["w3"] == "woord"


def test_lessons_fall_in_bands_by_their_own_value(sheet: Measured) -> None:
    """2.875, 2.5 (on the edge: no longer under 2.5) and 4.375; x4 has no value of its own. 2/3 and 1/3."""
    found = sheet.bands[["source", "band", "lessons", "percent", "people"]].values.tolist()
    assert found == [["les", "onder", 0, 0, 2], ["les", "midden", 2, 67, 2], ["les", "boven", 1, 33, 2]]


def test_responses_count_units_and_people(sheet: Measured) -> None:
    """x4 has no value of its own, but it is a lesson that was seen."""
    found = sheet.responses[["source", "n", "people", "members"]].values.tolist()
    assert sorted(found) == [["observations", 4, 3, 6], ["survey", 5, 5, 6]]


@pytest.mark.parametrize(
    ("place", "low", "high"),
    [
        # t(3) 3.182 * sqrt(1.136574 / 4 * (6 - 4) / (6 - 1)) = 3.182 * 0.33713 = 1.0729; as published 3.2 -/+ 1.1
        (("woord", "layer", "woord"), 2.1, 4.3),
        # three lessons of two teachers: t(2) 4.303 * sqrt(0.984375 / 3 * (6 - 2) / 5) = 4.303 * 0.51235 = 2.2045:
        # 3.4 -/+ 2.2
        (("les", "layer", "les"), 1.2, 5.6),
        # t(4) 2.776 * sqrt(2.5 / 5 * (6 - 5) / 5) = 2.776 * 0.31623 = 0.8779; 3.0 -/+ 0.9
        (("blok", "item", "b1"), 2.1, 3.9),
    ],
)
def test_intervals(place: tuple[str, str, str], low: float, high: float, sheet: Measured) -> None:
    row = rows(sheet.indicators)[place]
    assert (row["interval_low"], row["interval_high"]) == (low, high)


def test_there_is_no_interval_over_two_sources(sheet: Measured) -> None:
    row = rows(sheet.indicators)["axis", "axis", "alles"]
    assert pd.isna(row["interval_low"]) and pd.isna(row["interval_high"])


def test_an_interval_of_everybody_is_a_point() -> None:
    row = rows(measured(change(SHEET, "content/teams.yml", "members: 6", "members: 5"))[2].indicators)[
        "blok", "item", "b1"
    ]
    assert (row["interval_low"], row["interval_high"]) == (3.0, 3.0)


def test_frames_keep_their_contract(sheet: Measured) -> None:
    for frame, columns in (
        (sheet.indicators, MEASURED),
        (sheet.counts, COUNTS),
        (sheet.bands, BANDS),
        (sheet.responses, RESPONSES),
    ):
        assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == columns


# ----- one thing changed in the sheet ------------------------------------------------------------------


def indicator(tree: Files, source: str, level: str, id_: str) -> dict[str, Any]:
    return rows(measured(tree)[2].indicators)[source, level, id_]


def test_a_reversed_item_is_turned_round() -> None:
    """w3 as given 1 1 2 . 5 becomes 5 5 4 . 1: 15/4 and not 9/4."""
    tree = change(SHEET, "data/nu/zes/survey.csv", "p2,3,,4,", "p2,3,,1,")
    assert indicator(tree, "woord", "item", "w3")["exact_mean"] == Fraction(15, 4)


def test_a_mean_below_the_bridge_axis_is_low() -> None:
    """b1 with 4 in place of 5: 4 4 2 3 1 is 14/5; below 3.0 and low."""
    tree = change(SHEET, "data/nu/zes/survey.csv", "p1,4,2,1,5,", "p1,4,2,1,4,")
    row = indicator(tree, "blok", "item", "b1")
    assert (row["exact_mean"], row["mean"], row["low"]) == (Fraction(14, 5), 2.8, True)


def test_a_mean_that_rounds_up_to_the_bridge_axis_is_not_low() -> None:
    """19/6 = 3.1667 lies below a bridge axis of 3.2, and is shown as 3.2."""
    tree = change(SHEET, "content/instruments/proef.yml", "bridge_axis: 3.0", "bridge_axis: 3.2")
    row = indicator(tree, "woord", "layer", "woord")
    assert row["exact_mean"] < Fraction("3.2")
    assert (row["mean"], row["low"]) == (3.2, False)


def test_an_sd_that_rounds_up_to_the_threshold_is_a_spread() -> None:
    """l3 has SD 0.8539: under 0.9 it rounds to 0.9."""
    tree = change(SHEET, "content/instruments/proef.yml", "spread: 0.8", "spread: 0.9")
    assert indicator(tree, "les", "item", "l3")["spread"]
    assert not indicator(
        change(SHEET, "content/instruments/proef.yml", "spread: 0.8", "spread: 1.0"), "les", "item", "l3"
    )["spread"]


def test_decimals_are_the_instruments() -> None:
    tree = change(
        SHEET,
        "content/instruments/proef.yml",
        "scale: {min: 1, max: 5}\nthr",
        "decimals: 2\nscale: {min: 1, max: 5}\nthr",
    )
    row = indicator(tree, "woord", "layer", "woord")
    assert (row["mean"], row["sd"]) == (3.17, 1.07)  # 3.1667 and sqrt(1.136574) = 1.0661


def test_a_layer_may_have_thresholds_of_its_own() -> None:
    own = "    scale: {min: 1, max: 5, step: 0.5}\n"
    tree = change(SHEET, "content/instruments/proef.yml", own, own + "    thresholds: {bridge_axis: 4.5, spread: 3}\n")
    tree = change(tree, "content/instruments/proef.yml", "position: [woord, les]", "position: [woord]")
    layer, item = indicator(tree, "les", "layer", "les"), indicator(tree, "les", "item", "l2")
    assert (layer["low"], layer["spread"], item["low"]) == (True, False, True)
    assert not indicator(tree, "woord", "layer", "woord")["low"]


def test_one_answer_has_a_mean_and_no_sd() -> None:
    tree = change(SHEET, "data/nu/zes/observations.csv", "x3,t2,5,4.5,4", "x3,t2,5,,4")
    row = indicator(tree, "les", "item", "l2")
    assert (row["n"], row["mean"], row["exact_variance"]) == (1, 3.5, None)
    assert pd.isna(row["sd"]) and pd.isna(row["spread"]) and pd.isna(row["interval_low"])


def test_an_item_that_nobody_answered_is_no_indicator() -> None:
    """The levels above it are made of the items that have answers."""
    tree = change(SHEET, "data/nu/zes/observations.csv", "x1,t1,4,3.5,2", "x1,t1,4,,2")
    tree = change(tree, "data/nu/zes/observations.csv", "x3,t2,5,4.5,4", "x3,t2,5,,4")
    found = rows(measured(tree)[2].indicators)
    assert ("les", "item", "l2") not in found
    assert found["les", "block", "aa"]["exact_mean"] == Fraction(11, 3)


def test_a_row_without_answers_is_no_response() -> None:
    tree = change(SHEET, "data/nu/zes/survey.csv", "p5,,3,5,1,,", "p5,,,,,,")
    assert measured(tree)[2].responses.set_index("source")["n"].to_dict() == {"observations": 4, "survey": 4}


def test_a_source_that_was_not_asked_is_no_response_of_nobody() -> None:
    tree = {path: content for path, content in SHEET.items() if "observations" not in path}
    tree = change(tree, "content/rounds.yml", "kind: nulmeting}", "kind: nulmeting, sources: [survey]}")
    numbers = measured(tree)[2]
    assert numbers.responses["source"].tolist() == ["survey"]
    assert set(numbers.indicators["source"]) == {"woord", "blok", "axis"}


def test_half_of_four_items_counts() -> None:
    """An axis over woord and blok without b3 and w3 has four items: p4 (w1, b1) counts, with 2 of 4."""
    text = INSTRUMENT
    for line in (
        "      - {id: w3, text: w3, short: w3, block: bb, reversed: true}\n",
        "      - {id: b3, text: b3, short: b3, block: bb}\n",
    ):
        assert line in text
        text = text.replace(line, "")
    survey = "respondent,w1,w2,b1,b2\np1,4,2,5,3\np4,2,,3,\np5,,,1,\n"
    tree = {**SHEET, "content/instruments/proef.yml": text.encode(), "data/nu/zes/survey.csv": survey.encode()}
    # p1 (3 + 4) / 2 = 3.5 and p4 (2 + 3) / 2 = 2.5; p5 answered 1 of 4
    row = indicator(tree, "axis", "axis", "praten")
    assert (row["n"], row["exact_variance"]) == (2, Fraction(1, 2))
