"""How numbers moved between two rounds: known answers from published numbers that are written by hand.

Quantiles of t are those of the 95% column (two-sided) of the table in any textbook: see test_uncertainty.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from teamspiegel.between_rounds import changes
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import Apart, Change

from tests.handmade import DECLARED, axis, between, instrument, item, results

START = Aspect("self", "item", "self-start")


def moved(old: Published, new: Published, decimals: int = 1) -> Change:
    """How one indicator moved between rounds one and two."""
    sides = (results(old, round_="one"), results(new, round_="two"))
    ((_, found),) = changes((instrument(), sides[0]), (instrument(decimals=decimals), sides[1]))
    assert isinstance(found, Change)
    return found


def of(mean: float, sd: float | None, n: int) -> Published:
    """An item of which this is published, of so many people."""
    return replace(item("self-start", mean, sd), n=n, people=n)


# mean, SD and n, then and now: difference, noise band and word
MOVES: dict[str, tuple[tuple[float, float, int], tuple[float, float, int], float, float, str]] = {
    # a = b = 0.25 / 21, df 40: 2.021 * sqrt(0.5 / 21) = 2.021 * 0.154303 = 0.3118
    "clear": ((2.8, 0.5, 21), (3.2, 0.5, 21), 0.4, 0.3, "higher"),
    "clear, the other way": ((3.2, 0.5, 21), (2.8, 0.5, 21), -0.4, 0.3, "lower"),
    # the difference is the band, as a reader sees them: not more than it
    "as large as the band": ((2.8, 0.5, 21), (3.1, 0.5, 21), 0.3, 0.3, "none"),
    "nothing": ((2.8, 0.5, 21), (2.8, 0.5, 21), 0.0, 0.3, "none"),
    # a 0.64 / 10 = 0.064, b 0.81 / 23 = 0.035217; df 0.0098440 / (0.004096 / 9 + 0.0012403 / 22) = 19.2;
    # t(19) 2.093 * sqrt(0.099217) = 2.093 * 0.314988 = 0.6593
    "other SDs and n": ((2.5, 0.8, 10), (3.3, 0.9, 23), 0.8, 0.7, "higher"),
    "other SDs and n, within": ((2.5, 0.8, 10), (3.2, 0.9, 23), 0.7, 0.7, "none"),
    # half of 0.25 / 12: df 11 for one side without noise: 2.201 * sqrt(0.25 / 12) = 2.201 * 0.144338 = 0.3177
    "no noise on one side": ((3.0, 0.5, 12), (3.4, 0.0, 12), 0.4, 0.3, "higher"),
    "no noise at all": ((3.0, 0.0, 12), (3.1, 0.0, 12), 0.1, 0.0, "higher"),
}


@pytest.mark.parametrize(("old", "new", "difference", "band", "direction"), MOVES.values(), ids=MOVES)
def test_a_move_and_its_word(
    old: tuple[float, float, int], new: tuple[float, float, int], difference: float, band: float, direction: str
) -> None:
    assert moved(of(*old), of(*new)) == Change(START, "one", difference, band, direction)  # type: ignore[arg-type]


def test_a_band_has_the_decimals_of_the_newer_round() -> None:
    """The first of the moves above, in two decimals: 0.31."""
    assert moved(of(2.8, 0.5, 21), of(3.2, 0.5, 21), decimals=2).band == 0.31


@pytest.mark.parametrize(("then", "now"), [(9, 23), (23, 9), (5, 5)])
def test_with_fewer_than_ten_people_no_change_is_clear(then: int, now: int) -> None:
    """Of so few no SD is published either."""
    old, new = (of(1.5, None if n < 10 else 0.5, n) for n in (then, now))
    assert moved(old, replace(new, mean=4.5)) == Change(START, "one", 3.0, None, "none")


def test_without_an_sd_there_is_no_word() -> None:
    """Nearly all answered the same in the newer round, so its SD is not published."""
    alike = replace(of(4.0, None, 23), withheld="masked")
    assert moved(of(2.8, 0.5, 21), alike) == Change(START, "one", 1.2, None, None)


def test_an_axis_over_lessons_and_answers_has_no_word() -> None:
    """It has no SD in any round, and so no band."""
    old, new = (replace(axis("want", mean), withheld=None) for mean in (2.0, 4.0))
    assert moved(old, new) == Change(Aspect("axis", "axis", "want"), "one", 2.0, None, None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (item("self-start", None), item("self-start", 3.0)),
        (item("self-start", 3.0), item("self-start", None)),
        (item("self-start", 3.0), between(item("self-start", 3.0), at_least=4.0)),
        (between(item("self-start", 3.0), 3.1, 3.6), item("self-start", 3.0)),
    ],
)
def test_a_difference_needs_two_means(old: Published, new: Published) -> None:
    assert moved(old, new) == Change(START, "one", None, None, None)


def test_what_only_one_round_measured_is_no_change() -> None:
    sides = (results(item("self-start", 3.0)), results(item("self-turns", 3.0)))
    assert list(changes((instrument(), sides[0]), (instrument(), sides[1]))) == []


# ----- what can be compared ----------------------------------------------------------------------------

ITEMS = ("seen-start", "seen-turns", "self-start", "self-turns", "team-start", "team-talk", "mood-start")


def everything(used: Instrument, *without: str) -> Any:
    """All that an instrument can give, but for these items and what has no others."""
    items = [aspect.id for aspect in used.aspects if aspect.kind == "item" and aspect.id not in without]
    found = [
        replace(item("self-start", 3.0), place=item("self-start", 3.0).place._replace(aspect=aspect))
        for aspect in used.aspects
        if (aspect.id in items if aspect.kind == "item" else set(used.levels[aspect].items) & set(items))
    ]
    return results(*found)


def apart(then: Any, now: Any) -> dict[Aspect, Apart]:
    """What cannot be compared between these sides, and why."""
    return {aspect: found for aspect, found in changes(then, now) if not isinstance(found, Change)}


def declared(**edits: Any) -> Instrument:
    """The instrument with some values changed: `layers__1__items__0__reversed` is a path to one."""
    found = deepcopy(dict(DECLARED))
    for path, value in edits.items():
        *way, last = path.split("__")
        at: Any = found
        for step in way:
            at = at[int(step)] if step.isdigit() else at[step]
        at[int(last) if last.isdigit() else last] = value
    return Instrument.model_validate(found, strict=False)


SELF = {
    ("self", "item", "self-start"),
    ("self", "block", "calm"),
    ("self", "layer", "self"),
    ("axis", "axis", "want"),
}
"""What self-start is part of, and itself."""
WHOLE_SELF = SELF | {("self", "item", "self-turns"), ("self", "block", "room")}

# what stands otherwise in the newer instrument: what is then no longer compared
VERSIONS: dict[str, tuple[dict[str, Any], set[tuple[str, str, str]]]] = {
    "nothing else": ({}, set()),
    "other words": ({"name": "Anders", "layers__1__items__0__text": "Een ander woord."}, set()),
    "other thresholds": ({"thresholds": {"bridge_axis": 2.5, "spread": 1.1}}, set()),
    "an item turned round": ({"layers__1__items__0__reversed": True}, SELF),
    "another scale of a layer": (
        {"layers__1__scale": {"min": 1, "max": 7}, "axes__1__position": ["self"]},
        WHOLE_SELF,
    ),
    "other steps of a scale": ({"layers__1__scale": {"min": 1, "max": 5, "step": 0.5}}, WHOLE_SELF),
    "a layer made of blocks": ({"layers__1__mean_of": "blocks"}, {("self", "layer", "self"), ("axis", "axis", "want")}),
    "an item in another block": (
        {"layers__1__items__1__element": "start"},
        {("self", "block", "calm")},
    ),
    "an axis over other layers": ({"axes__1__position": ["self"]}, {("axis", "axis", "want")}),
    "an axis in another order": ({"axes__1__position": ["team", "self"]}, set()),
}


@pytest.mark.parametrize(("edits", "expected"), VERSIONS.values(), ids=VERSIONS)
def test_what_is_asked_otherwise_is_not_compared(edits: Mapping[str, Any], expected: set[tuple[str, str, str]]) -> None:
    then, now = instrument(), declared(**edits)
    found = apart((then, everything(then)), (now, everything(now)))
    assert set(found) == expected
    assert set(found.values()) <= {"asked"}


def test_a_level_of_which_an_item_has_answers_in_one_round_only_is_not_compared() -> None:
    used = instrument()
    sides = (used, everything(used)), (used, everything(used, "self-start"))
    expected = {("self", "layer", "self"): "answered", ("axis", "axis", "want"): "answered"}
    assert apart(*sides) == expected
    assert apart(*reversed(sides)) == expected


def test_an_item_that_nobody_answered_in_either_round_makes_no_difference() -> None:
    """The column is there and empty in both: what was answered in both is compared."""
    used = instrument()
    side = used, everything(used, "self-start")
    assert apart(side, side) == {}
