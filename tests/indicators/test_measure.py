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

import pytest
from teamspiegel.contracts.measured import Measured, Measurement
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import BandCount, Response

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

# source, kind, id: n, people, mean, variance
BY_HAND: dict[tuple[str, str, str], tuple[int, int, str, str | None]] = {
    # 4 3 5 2: 14/4; (0.25 + 0.25 + 2.25 + 2.25) / 3
    ("woord", "item", "w1"): (4, 4, "7/2", "5/3"),
    # 2 4 3: 9/3; (1 + 1 + 0) / 2
    ("woord", "item", "w2"): (3, 3, "3", "1"),
    # turned round 5 2 4 1: 12/4; (4 + 1 + 1 + 4) / 3; as given 1 4 2 5 it would be the same: see w3 in BENT below
    ("woord", "item", "w3"): (4, 4, "3", "10/3"),
    # 5 4 2 3 1: 15/5; (4 + 1 + 1 + 0 + 4) / 4
    ("blok", "item", "b1"): (5, 5, "3", "5/2"),
    # 3 4 3: 10/3; (34 - 100/3) / 2
    ("blok", "item", "b2"): (3, 3, "10/3", "1/3"),
    # 2 1 3 4: 10/4; (0.25 + 2.25 + 0.25 + 2.25) / 3
    ("blok", "item", "b3"): (4, 4, "5/2", "5/3"),
    # 4 2 5: 11/3; (45 - 121/3) / 2; two lessons of t1 and one of t2
    ("les", "item", "l1"): (3, 2, "11/3", "7/3"),
    # 3.5 4.5: 8/2; (0.25 + 0.25) / 1
    ("les", "item", "l2"): (2, 2, "4", "1/2"),
    # 2 3 4 2.5: 11.5/4 = 2.875; (35.25 - 33.0625) / 3
    ("les", "item", "l3"): (4, 3, "23/8", "35/48"),
    # mean of item means (3.5 + 3) / 2 = 3.25, half up; own values 3 3 4.5 2 3: (51.25 - 15.5^2/5) / 4
    ("woord", "block", "aa"): (5, 5, "13/4", "4/5"),
    ("woord", "block", "bb"): (4, 4, "3", "10/3"),
    # (3 + 10/3) / 2; own values 4 4 2.5 3 1: 14.5; (16 + 16 + 6.25 + 9 + 1 - 42.05) / 4 = 6.2/4
    ("blok", "block", "aa"): (5, 5, "19/6", "31/20"),
    ("blok", "block", "bb"): (4, 4, "5/2", "5/3"),
    # (11/3 + 4) / 2; own values 3.75 2 4.75: 10.5; (14.0625 + 4 + 22.5625 - 36.75) / 2 = 3.875/2
    ("les", "block", "aa"): (3, 2, "23/6", "31/16"),
    ("les", "block", "bb"): (4, 3, "23/8", "35/48"),
    # mean of items (3.5 + 3 + 3) / 3; own values 11/3 5/2 13/3 and 2 (p4 answered 1 of 3, less than half):
    # squares 121/9 + 25/4 + 169/9 + 4 = 1529/36, sum 25/2; (1529/36 - 625/16) / 3 = (6116 - 5625) / 144 / 3
    ("woord", "layer", "woord"): (4, 4, "19/6", "491/432"),
    # mean of blocks (19/6 + 5/2) / 2 = 2.83 (of items it would be 2.94); own values (4 + 2) / 2, (4 + 1) / 2,
    # (2.5 + 3) / 2, (3 + 4) / 2, p5 answered 1 of 3: 3 2.5 2.75 3.5: (35.0625 - 11.75^2/4) / 3 = 0.546875 / 3
    ("blok", "layer", "blok"): (4, 4, "17/6", "35/192"),
    # (23/6 + 23/8) / 2 = 3.354; own values 2.875 2.5 4.375, x4 scored on 1 of 3: (33.65625 - 9.75^2/3) / 2
    ("les", "layer", "les"): (3, 2, "161/48", "63/64"),
    # (19/6 + 17/6) / 2 = 3 exactly: not below the bridge axis; own values 10/3, 5/2, (13/3 + 11/4) / 2 = 85/24,
    # p4 3 of 6: (2 + 3.5) / 2, p5 3 of 6: (2 + 1) / 2; in 24ths 80 60 85 66 36: (22877 - 327^2/5) / 576 / 4
    ("axis", "axis", "praten"): (5, 5, "3", "233/360"),
    # (19/6 + 161/48) / 2 = 3.26; nobody has a value of his own over two files: the smaller source, no SD
    ("axis", "axis", "alles"): (3, 2, "313/96", None),
}


@pytest.fixture(scope="module")
def sheet() -> Measurement:
    return only(SHEET)


def only(tree: Files) -> Measurement:
    """What was measured of the only team in the only round."""
    (found,) = measured(tree)[2]
    return found


def test_the_sheet_has_these_numbers_and_no_others(sheet: Measurement) -> None:
    assert set(sheet.numbers) == set(BY_HAND)
    assert {(number.place.team, number.place.round) for number in sheet.numbers.values()} == {("zes", "nu")}


@pytest.mark.parametrize("aspect", BY_HAND, ids="-".join)
def test_a_number_is_what_was_worked_out_by_hand(aspect: Aspect, sheet: Measurement) -> None:
    n, people, mean, variance = BY_HAND[aspect]
    number = sheet.numbers[aspect]
    assert (number.n, number.people, number.mean) == (n, people, Fraction(mean))
    assert number.variance == (None if variance is None else Fraction(variance))


def test_what_one_person_gave_of_an_item_and_how_many_gave_the_same(sheet: Measurement) -> None:
    """l1: two lessons of t1 and one of t2, all with another score; b2: 3 twice and 4, of three people."""
    lesson, said = sheet.numbers[Aspect("les", "item", "l1")], sheet.numbers[Aspect("blok", "item", "b2")]
    assert (lesson.most, lesson.alike) == (2, 1)
    assert (said.most, said.alike) == (1, 2)


def test_every_score_is_counted(sheet: Measurement) -> None:
    """w3 after turning round: 5 2 4 1 once each; b2: 3 twice, 4 once; l3: 2, 2.5, 3 and 4 once."""
    counts = sheet.distributions
    assert counts["w3"] == {1.0: 1, 2.0: 1, 4.0: 1, 5.0: 1}
    assert counts["b2"] == {3.0: 2, 4.0: 1}
    assert counts["l3"] == {2.0: 1, 2.5: 1, 3.0: 1, 4.0: 1}
    assert sum(n for item in counts.values() for n in item.values()) == 11 + 12 + 9


def test_lessons_fall_in_bands_by_their_own_value(sheet: Measurement) -> None:
    """2.875, 2.5 (on the edge: no longer under 2.5) and 4.375; x4 has no value of its own. 2/3 and 1/3."""
    assert sheet.bands == {"les": (BandCount("onder", 0, 0), BandCount("midden", 2, 67), BandCount("boven", 1, 33))}


def test_responses_count_units_and_people(sheet: Measurement) -> None:
    """x4 has no value of its own, but it is a lesson that was seen."""
    assert sheet.responses == {
        "survey": Response("survey", "survey", 5, 5, 6),
        "observations": Response("observations", "observations", 4, 3, 6),
    }


# ----- one thing changed in the sheet ------------------------------------------------------------------


def number(tree: Files, source: str, kind: str, id_: str) -> Measured:
    return only(tree).numbers[source, kind, id_]  # type: ignore[index]


def test_a_reversed_item_is_turned_round() -> None:
    """w3 as given 1 1 2 . 5 becomes 5 5 4 . 1: 15/4 and not 9/4."""
    tree = change(SHEET, "data/nu/zes/survey.csv", "p2,3,,4,", "p2,3,,1,")
    assert number(tree, "woord", "item", "w3").mean == Fraction(15, 4)


def test_one_answer_has_a_mean_and_no_sd() -> None:
    tree = change(SHEET, "data/nu/zes/observations.csv", "x3,t2,5,4.5,4", "x3,t2,5,,4")
    found = number(tree, "les", "item", "l2")
    assert (found.n, found.mean, found.variance) == (1, Fraction(7, 2), None)


def test_an_item_that_nobody_answered_is_no_indicator() -> None:
    """The levels above it are made of the items that have answers."""
    tree = change(SHEET, "data/nu/zes/observations.csv", "x1,t1,4,3.5,2", "x1,t1,4,,2")
    tree = change(tree, "data/nu/zes/observations.csv", "x3,t2,5,4.5,4", "x3,t2,5,,4")
    assert ("les", "item", "l2") not in only(tree).numbers
    assert number(tree, "les", "block", "aa").mean == Fraction(11, 3)


def test_a_row_without_answers_is_no_response() -> None:
    tree = change(SHEET, "data/nu/zes/survey.csv", "p5,,3,5,1,,", "p5,,,,,,")
    assert {file: found.n for file, found in only(tree).responses.items()} == {"observations": 4, "survey": 4}


def test_a_source_that_was_not_asked_is_no_response_of_nobody() -> None:
    tree = {path: content for path, content in SHEET.items() if "observations" not in path}
    tree = change(tree, "content/rounds.yml", "kind: nulmeting}", "kind: nulmeting, sources: [survey]}")
    assert list(only(tree).responses) == ["survey"]
    assert {aspect.source for aspect in only(tree).numbers} == {"woord", "blok", "axis"}


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
    found = number(tree, "axis", "axis", "praten")
    assert (found.n, found.variance) == (2, Fraction(1, 2))
