"""What changed between two rounds, against small sheets that were calculated by hand.

The sheet: the same three people and four teachers, then and now. Item w2 is reversed.

    respondent   w1   w2            lesson  teacher   l1   l2
    then  p1      2    5            x1      t1         2    3
          p2      3    4            x2      t2         3  3.5
          p3      1    3            x3      t2       2.5    4
    now   p1      4    2            x1      t1         4    3
          p2      5    1            x2      t2       4.5    .
          p3      3    2            x3      t3       3.5    4
                                    x4      t4         5    5

Quantiles of t are those of the 95% column (two-sided) of the table in any textbook: see test_uncertainty.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from teamspiegel.contracts.frames import CHANGES
from teamspiegel.indicators.uncertainty import noise_band

from tests.schools import Files, change, measured, without

INSTRUMENT = """\
id: proef
version: "1.0"
name: Proef
description: Voor de sheet.
scale: {min: 1, max: 5}
thresholds: {bridge_axis: 3.0, spread: 0.8}
blocks:
  - {id: aa, name: A, description: Een item per laag.}
  - {id: bb, name: B, description: Het andere.}
layers:
  - id: woord
    name: Woord
    description: Mean of items.
    source: survey
    mean_of: items
    items:
      - {id: w1, text: w1, short: w1, block: aa}
      - {id: w2, text: w2, short: w2, block: bb, reversed: true}
  - id: les
    name: Les
    description: Observed, in halves.
    source: observations
    mean_of: blocks
    scale: {min: 1, max: 5, step: 0.5}
    items:
      - {id: l1, text: l1, short: l1, block: aa}
      - {id: l2, text: l2, short: l2, block: bb}
axes:
  - {id: praten, name: Praten, description: Over one source., position: [woord]}
  - {id: alles, name: Alles, description: Over two sources., position: [woord, les]}
"""
OLD, NEW = "content/instruments/proef.yml", "content/instruments/nieuw.yml"
ROUNDS = b"""\
- {id: toen, label: Toen, date: 2026-03-24, kind: nulmeting, instrument: proef}
- {id: nu, label: Nu, date: 2026-06-16, kind: eindmeting, instrument: nieuw}
"""
SHEET: Files = {
    "content/teams.yml": b"- {id: zes, name: Zes, members: 6}\n",
    "content/rounds.yml": ROUNDS,
    OLD: INSTRUMENT.encode(),
    NEW: INSTRUMENT.replace("id: proef", "id: nieuw").replace('"1.0"', '"2.0"').encode(),
    "data/toen/zes/survey.csv": b"respondent,w1,w2\np1,2,5\np2,3,4\np3,1,3\n",
    "data/toen/zes/observations.csv": b"lesson,teacher,l1,l2\nx1,t1,2,3\nx2,t2,3,3.5\nx3,t2,2.5,4\n",
    "data/nu/zes/survey.csv": b"respondent,w1,w2\np1,4,2\np2,5,1\np3,3,2\n",
    "data/nu/zes/observations.csv": b"lesson,teacher,l1,l2\nx1,t1,4,3\nx2,t2,4.5,\nx3,t3,3.5,4\nx4,t4,5,5\n",
}
NONE = float("nan")
Where = tuple[str, str, str]

# source, level, id: people, difference, band, direction. In the comments a and b are variance / n, then and now.
BY_HAND: dict[Where, tuple[int, float, float, str]] = {
    # 2 3 1 and 4 5 3: 2.0 and 4.0; a = b = 1/3; df 2 + 2; 2.776 * sqrt(2/3) = 2.776 * 0.81650 = 2.2666
    ("woord", "item", "w1"): (3, 2.0, 2.3, "none"),
    # turned round 1 2 3 and 4 5 4: 2.0 and 13/3, shown as 4.3; a 1/3, b (1/3) / 3 = 1/9;
    # df (4/9)^2 / ((1/9) / 2 + (1/81) / 2) = 3.2; t(3) 3.182 * sqrt(4/9) = 2.1213
    ("woord", "item", "w2"): (3, 2.3, 2.1, "higher"),
    ("woord", "block", "aa"): (3, 2.0, 2.3, "none"),
    ("woord", "block", "bb"): (3, 2.3, 2.1, "higher"),
    # own values 1.5 2.5 2 and 4 5 3.5: variances 1/4 and (53.25 - 12.5^2 / 3) / 2 = 7/12; means 2 and (4 + 13/3) / 2
    # = 4.1667, shown as 4.2; a 1/12, b 7/36; df (10/36)^2 / ((1/144) / 2 + (49/1296) / 2) = 100 / 29 = 3.4;
    # t(3) 3.182 * sqrt(10/36) = 3.182 * 0.52705 = 1.6771
    ("woord", "layer", "woord"): (3, 2.2, 1.7, "higher"),
    ("axis", "axis", "praten"): (3, 2.2, 1.7, "higher"),
    # 2 3 2.5 and 4 4.5 3.5 5: 2.5 and 4.25, shown as 4.3; variances 1/4 and (73.5 - 72.25) / 3 = 5/12; a 1/12, b 5/48;
    # df (9/48)^2 / ((1/144) / 2 + (25/2304) / 3) = 4.96; t(4) 2.776 * sqrt(9/48) = 2.776 * 0.43301 = 1.2020;
    # three lessons of two teachers then
    ("les", "item", "l1"): (2, 1.8, 1.2, "higher"),
    # 3 3.5 4 and 3 4 5: 3.5 and 4.0; variances 1/4 and 1; a 1/12, b 1/3; df (5/12)^2 / ((1/144) / 2 + (1/9) / 2)
    # = 2.94; t(2) 4.303 * sqrt(5/12) = 4.303 * 0.64550 = 2.7776
    ("les", "item", "l2"): (2, 0.5, 2.8, "none"),
    ("les", "block", "aa"): (2, 1.8, 1.2, "higher"),
    ("les", "block", "bb"): (2, 0.5, 2.8, "none"),
    # own values 2.5 3.25 3.25 and 3.5 4.5 3.75 5 (x2 has one of two items, which is half): variances
    # (27.375 - 27) / 2 = 0.1875 and (71.5625 - 16.75^2 / 4) / 3 = 0.473958; means (2.5 + 3.5) / 2 = 3.0 and
    # (4.25 + 4) / 2 = 4.125, shown as 4.1; a 0.0625, b 0.118490; df 0.032757 / (0.0039063 / 2 + 0.0140398 / 3) = 4.94;
    # t(4) 2.776 * sqrt(0.180990) = 2.776 * 0.42543 = 1.1810: 1.1 is not more than 1.2
    ("les", "layer", "les"): (2, 1.1, 1.2, "none"),
    # (2 + 3) / 2 = 2.5 and (4.1667 + 4.125) / 2 = 4.146; nobody has a value of his own over two files, so no band
    ("axis", "axis", "alles"): (2, 1.6, NONE, ""),
}


def rows(tree: Mapping[str, bytes]) -> pd.DataFrame:
    return measured(tree)[2].changes


def by_place(tree: Mapping[str, bytes]) -> dict[Where, dict[str, Any]]:
    """The changes of a school that has one team and two rounds."""
    frame = rows(tree)
    found = {(row["source"], row["level"], row["id"]): row for row in frame.to_dict("records")}
    assert len(found) == len(frame)
    return found  # type: ignore[return-value]


def answered(then: str, now: str) -> Files:
    """The sheet with other answers to w1, one letter for each respondent; w2 is 3 for all."""
    tables = {
        f"data/{round_}/zes/survey.csv": "respondent,w1,w2\n" + "".join(f"p{n},{x},3\n" for n, x in enumerate(scores))
        for round_, scores in (("toen", then), ("nu", now))
    }
    tree = change(SHEET, "content/teams.yml", "members: 6", "members: 60")
    return {**tree, **{path: text.encode() for path, text in tables.items()}}


# ----- the sheet ---------------------------------------------------------------------------------------


def test_these_are_compared_and_no_others() -> None:
    assert set(by_place(SHEET)) == set(BY_HAND)
    assert set(rows(SHEET)[["team", "round", "since"]].itertuples(index=False, name=None)) == {("zes", "nu", "toen")}


@pytest.mark.parametrize("where", BY_HAND, ids="-".join)
def test_every_level_is_as_calculated_by_hand(where: Where) -> None:
    people, difference, band, direction = BY_HAND[where]
    row = by_place(SHEET)[where]
    assert (row["people"], row["difference"], row["direction"]) == (people, difference, direction)
    assert row["band"] == pytest.approx(band, abs=0, nan_ok=True)


def test_the_frame_keeps_its_contract() -> None:
    for tree in (SHEET, without(SHEET, *(path for path in SHEET if path.startswith("data/nu/")))):
        frame = rows(tree)
        assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == CHANGES
        assert isinstance(frame.index, pd.RangeIndex)


def test_one_round_is_not_compared() -> None:
    assert rows(without(SHEET, *(path for path in SHEET if path.startswith("data/nu/")))).empty


# ----- the noise band ----------------------------------------------------------------------------------

# variance and n, then and now: the half width
BANDS = {
    # a = b = 1/21, df 40: 2.021 * sqrt(2/21) = 2.021 * 0.308607
    "equal": (("1", 21), ("1", 21), 0.6237),
    # df 120: 1.980 * sqrt(2/61) = 1.980 * 0.181071
    "large": (("1", 61), ("1", 61), 0.3585),
    # a 0.08, b 0.034783; df 0.0131751 / (0.0064 / 9 + 0.00120983 / 22) = 17.2; 2.110 * sqrt(0.114783)
    "other n": (("4/5", 10), ("4/5", 23), 0.7149),
    # a 0.4, b 0.25; df 0.4225 / (0.16 / 4 + 0.0625 / 3) = 6.95, and that is 6: 2.447 * sqrt(0.65); not 7
    "down": (("2", 5), ("1", 4), 1.9728),
    # df 0.25 / (0.0625 / 1 + 0.0625 / 1) = 2: 4.303 * sqrt(0.5)
    "two of each": (("1/2", 2), ("1/2", 2), 3.0427),
    # only one side has noise: df 9, 2.262 * sqrt(0.09)
    "no noise now": (("9/10", 10), ("0", 15), 0.6786),
    "no noise then": (("0", 15), ("9/10", 10), 0.6786),
    # df 44 exactly, where floating-point numbers give a little less: t(44) 2.015, t(43) 2.017;
    # 2.015 * sqrt(2 * 442/253 / 23) = 2.015 * 0.389764
    "a whole number of degrees": (("442/253", 23), ("442/253", 23), 0.7854),
    "no noise": (("0", 6), ("0", 9), 0.0),
}


@pytest.mark.parametrize(("old", "new", "half"), BANDS.values(), ids=BANDS)
def test_noise_band(old: tuple[str, int], new: tuple[str, int], half: float) -> None:
    sides = [(Fraction(variance), n) for variance, n in (old, new)]
    assert noise_band(sides[0], sides[1]) == pytest.approx(half, abs=0.0004)  # the table has three decimals
    assert noise_band(sides[1], sides[0]) == noise_band(sides[0], sides[1])


@pytest.mark.parametrize("scores", ["1234", "11123", "222334455", "12345123451", "2333444455123451234512"])
def test_two_like_rounds_have_twice_the_degrees_of_one(scores: str) -> None:
    """Welch's quotient is then (2a)^2 / (2 a^2 / (n - 1)) = 2 (n - 1): a whole number, whatever the answers."""
    n = len(scores)
    values = [Fraction(score) for score in scores]
    total, squares = (sum((value**power for value in values), Fraction()) for power in (1, 2))
    variance = (squares - total**2 / n) / (n - 1)
    printed = {6: 2.447, 8: 2.306, 16: 2.120, 20: 2.086, 42: 2.018}[2 * (n - 1)]
    assert noise_band((variance, n), (variance, n)) == pytest.approx(printed * float(2 * variance / n) ** 0.5, abs=6e-4)


# ----- the word ----------------------------------------------------------------------------------------

# w1 then and now: means as shown, then difference, band and word
WORDS: dict[str, tuple[str, str, float, float, str]] = {
    # 18/8 = 2.25 and 31/9 = 3.444, shown as 2.3 and 3.4; variances 11/14 and 23/18, a 0.098214, b 0.141975; df 14.8;
    # t(14) 2.145 * 0.490091 = 1.051. The exact difference 1.194 lies outside the band; 1.1 is not more than 1.1.
    "as shown they are equal": ("12222234", "223334455", 1.1, 1.1, "none"),
    # 22/7 = 3.143 and 30/8 = 3.75, shown as 3.1 and 3.8; variances 1/7 and 1/2, a 0.020408, b 0.0625; df 10.96;
    # t(10) 2.228 * 0.287938 = 0.642. The exact difference 0.607 lies inside; a reader sees 0.7 and 0.6.
    "as shown it is more": ("3333334", "33344445", 0.7, 0.6, "higher"),
    # the same, the other way round
    "lower": ("33344445", "3333334", -0.7, 0.6, "lower"),
    # 22/9 = 2.444 and 13/4 = 3.25, shown as 2.4 and 3.3: 0.9, though exactly it is 0.806; variances
    # (62 - 484/9) / 8 = 37/36 and (45 - 42.25) / 3 = 11/12, a 0.114198, b 0.229167; df 0.117899 / (0.0130411 / 8
    # + 0.0525174 / 3) = 6.2; t(6) 2.447 * 0.585973 = 1.434
    "of the means as shown": ("122222344", "2344", 0.9, 1.4, "none"),
    # 2.444 and 2.4 (12/5), both shown as 2.4; variance (30 - 28.8) / 4 = 0.3, a 0.114198, b 0.06; df 0.0303448 /
    # (0.0130411 / 8 + 0.0036 / 4) = 11.99, and that is 11: 2.201 * 0.417370 = 0.919
    "no difference": ("122222344", "22233", 0.0, 0.9, "none"),
    # nobody differs from anybody: every difference is clear
    "no noise": ("33333", "444444", 1.0, 0.0, "higher"),
    "no noise and no difference": ("33333", "333333", 0.0, 0.0, "none"),
    # 3 and 3.4 (17/5); variances 0 and (59 - 57.8) / 4 = 0.3; b 0.06, df 4: 2.776 * 0.244949 = 0.680
    "noise on one side": ("3333", "33344", 0.4, 0.7, "none"),
    # one answer has no variance
    "one answer then": ("2", "44455", 2.4, NONE, ""),
    "one answer now": ("22233", "5", 2.6, NONE, ""),
    "one answer both times": ("2", "5", 3.0, NONE, ""),
}


@pytest.mark.parametrize(("then", "now", "difference", "band", "direction"), WORDS.values(), ids=WORDS)
def test_the_word_follows_from_what_a_reader_sees(
    then: str, now: str, difference: float, band: float, direction: str
) -> None:
    row = by_place(answered(then, now))["woord", "item", "w1"]
    assert (row["difference"], row["direction"]) == (difference, direction)
    assert row["band"] == pytest.approx(band, abs=0, nan_ok=True)


def test_differences_and_bands_have_the_decimals_of_the_newer_instrument() -> None:
    """w2: 2.0, and 13/3 with two decimals; 2.1213 with two."""
    tree = change(SHEET, NEW, "scale: {min: 1, max: 5}\nthr", "decimals: 2\nscale: {min: 1, max: 5}\nthr")
    row = by_place(tree)["woord", "item", "w2"]
    assert (row["difference"], row["band"]) == (2.33, 2.12)


# ----- what is asked in the same way -------------------------------------------------------------------

WORD_LEVELS = {("woord", "layer", "woord"), ("axis", "axis", "praten"), ("axis", "axis", "alles")}
W2 = {("woord", "item", "w2"), ("woord", "block", "bb")}
LESSON_LEVELS = {("les", "layer", "les"), ("axis", "axis", "alles")}
W2_LINE = "{id: w2, text: w2, short: w2, block: bb, reversed: true}"

# what stands otherwise in the newer instrument: what is then no longer compared
VERSIONS: dict[str, tuple[dict[str, str], set[Where]]] = {
    "nothing else": ({}, set()),
    "other words": ({"name: Proef": "name: Anders", "text: w1": "text: een"}, set()),
    "other thresholds": ({"bridge_axis: 3.0, spread: 0.8": "bridge_axis: 2.5, spread: 1.1"}, set()),
    "an item turned round": ({", reversed: true": ""}, W2 | WORD_LEVELS),
    "a scale of a layer": (
        {"    mean_of: items\n": "    mean_of: items\n    scale: {min: 1, max: 7}\n", "[woord, les]": "[woord]"},
        {where for where in BY_HAND if where[0] == "woord"} | WORD_LEVELS,
    ),
    "the steps of a scale": (
        {"    mean_of: items\n": "    mean_of: items\n    scale: {min: 1, max: 5, step: 0.5}\n"},
        {where for where in BY_HAND if where[0] == "woord"} | WORD_LEVELS,
    ),
    "an item in another block": (
        {"short: w2, block: bb": "short: w2, block: aa"},
        {("woord", "block", "aa"), ("woord", "block", "bb")},
    ),
    "blocks of other items in a layer made of blocks": (
        {"short: l2, block: bb": "short: l2, block: aa"},
        {("les", "block", "aa"), ("les", "block", "bb")} | LESSON_LEVELS,
    ),
    "a layer made of items": ({"mean_of: blocks": "mean_of: items"}, LESSON_LEVELS),
    "an axis over other layers": ({"position: [woord]": "position: [les]"}, {("axis", "axis", "praten")}),
    "an axis in another order": ({"position: [woord, les]": "position: [les, woord]"}, set()),
    "another name of a layer": (
        {"id: les\n": "id: bezoek\n", "[woord, les]": "[woord, bezoek]"},
        {where for where in BY_HAND if where[0] == "les"} | {("axis", "axis", "alles")},
    ),
    "another name of a block": (
        {
            "{id: bb, name": "{id: cc, name",
            "short: w2, block: bb": "short: w2, block: cc",
            "short: l2, block: bb": "short: l2, block: cc",
        },
        {("woord", "block", "bb"), ("les", "block", "bb")},
    ),
}


@pytest.mark.parametrize(("edits", "apart"), VERSIONS.values(), ids=VERSIONS)
def test_what_is_asked_otherwise_is_not_compared(edits: dict[str, str], apart: set[Where]) -> None:
    tree = SHEET
    for old, new in edits.items():
        tree = change(tree, NEW, old, new)
    assert set(BY_HAND) - set(by_place(tree)) == apart


def test_an_item_that_is_new_or_gone_is_not_compared_nor_what_it_is_part_of() -> None:
    """w2 makes room for w3: the items of woord, block bb and the levels above them are others."""
    tree = change(SHEET, NEW, W2_LINE, W2_LINE.replace("w2", "w3"))
    tree = change(tree, "data/nu/zes/survey.csv", "respondent,w1,w2", "respondent,w1,w3")
    found = by_place(tree)
    assert set(BY_HAND) - set(found) == W2 | WORD_LEVELS
    assert not [where for where in found if where[2] == "w3"]


def test_an_item_that_moved_to_another_layer_is_not_compared() -> None:
    """A third layer takes w2 over, with the same words."""
    third = (
        "  - id: derde\n    name: Derde\n    description: D.\n    source: survey\n    mean_of: items\n"
        f"    items:\n      - {W2_LINE}\naxes:\n"
    )
    tree = change(change(SHEET, NEW, f"      - {W2_LINE}\n", ""), NEW, "axes:\n", third)
    found = by_place(tree)
    assert set(BY_HAND) - set(found) == W2 | WORD_LEVELS
    assert set(found) <= set(BY_HAND)


def test_a_level_with_an_item_that_nobody_answered_in_a_round_is_not_compared() -> None:
    """The column is there and empty: the mean of the layer is then one of other items."""
    tree = {**SHEET, "data/nu/zes/survey.csv": b"respondent,w1,w2\np1,4,\np2,5,\np3,3,\n"}
    assert set(BY_HAND) - set(by_place(tree)) == W2 | WORD_LEVELS


def test_a_source_that_was_not_measured_is_not_compared() -> None:
    tree = without(SHEET, "data/nu/zes/observations.csv")
    tree = change(tree, "content/rounds.yml", "instrument: nieuw}", "instrument: nieuw, sources: [survey]}")
    assert set(by_place(tree)) == {where for where in BY_HAND if where[0] == "woord"} | {("axis", "axis", "praten")}


# ----- rounds and teams --------------------------------------------------------------------------------

MANY = b"""\
- {id: laatst, label: L, date: 2027-01-01, kind: eindmeting, instrument: proef}
- {id: eerst, label: E, date: 2025-01-01, kind: nulmeting, instrument: proef}
- {id: nu, label: N, date: 2026-06-16, kind: tussenmeting, instrument: nieuw}
- {id: toen, label: T, date: 2026-03-24, kind: tussenmeting, instrument: proef}
"""


def four_rounds() -> Files:
    """The sheet, with a round before it in which all gave w1 a 1, and one after it in which all gave it a 5."""
    tree = {**SHEET, "content/rounds.yml": MANY}
    for round_, score in (("eerst", 1), ("laatst", 5)):
        tree[f"data/{round_}/zes/survey.csv"] = (
            "respondent,w1,w2\n" + "".join(f"p{n},{score},3\n" for n in range(3))
        ).encode()
        tree[f"data/{round_}/zes/observations.csv"] = SHEET["data/toen/zes/observations.csv"]
    return tree


def test_every_round_is_compared_with_every_earlier_one_by_date() -> None:
    """w1 was 1.0, 2.0, 4.0 and 5.0; the rounds stand in another order in their file."""
    found = rows(four_rounds()).query("id == 'w1'")
    pairs = {(row["since"], row["round"]): row["difference"] for row in found.to_dict("records")}
    assert pairs == {
        ("eerst", "toen"): 1.0,
        ("eerst", "nu"): 3.0,
        ("eerst", "laatst"): 4.0,
        ("toen", "nu"): 2.0,
        ("toen", "laatst"): 3.0,
        ("nu", "laatst"): 1.0,
    }


def test_the_older_of_two_instruments_may_be_the_one_of_the_later_round() -> None:
    """Then the later round's decimals count: 13/3 then is 4.33 as shown, 2.0 now is shown with one."""
    tree = change(SHEET, NEW, "scale: {min: 1, max: 5}\nthr", "decimals: 2\nscale: {min: 1, max: 5}\nthr")
    tree["content/rounds.yml"] = ROUNDS.replace(b"2026-03-24", b"2026-12-24")
    row = by_place(tree)["woord", "item", "w2"]
    assert (row["since"], row["round"], row["difference"], row["band"]) == ("nu", "toen", -2.33, 2.1)
    assert row["direction"] == "lower"


def test_a_team_is_compared_with_itself_only() -> None:
    """Team acht was measured in the first round only, team zes in both, team tien in the second only."""
    tree = SHEET | {
        "content/teams.yml": b"".join(b"- {id: %s, name: T, members: 6}\n" % t for t in (b"tien", b"zes", b"acht"))
    }
    for team, round_ in (("acht", "toen"), ("tien", "nu")):
        for name in ("survey.csv", "observations.csv"):
            tree[f"data/{round_}/{team}/{name}"] = SHEET[f"data/{round_}/zes/{name}"]
    pd.testing.assert_frame_equal(rows(tree), rows(SHEET))
