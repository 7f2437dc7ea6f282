"""The rules for one cell: what may be said of it, whatever else is published.

They answer one reader: a colleague who knows these rules, their own answers and everything on the site. Two things must
not happen. The others must not all have given the same answer without a doubt; so near an end of the scale, and where
nearly everybody agrees, less is said. And what is left unsaid must look the same for answers that do not tell, so that
the silence itself says nothing: a rule that hides "all but one" hides "all but a few" as well.
"""

from dataclasses import replace
from fractions import Fraction

import pandas as pd

from teamspiegel.contracts.definitions import GateThresholds
from teamspiegel.contracts.numbers import exact, half_up
from teamspiegel.gate.cells import Cell

SMALL = "small"
MASKED = "masked"
SECONDARY = "secondary"

NOT_CLEAR = "none"
"""The only direction of a change that is said of few people: with few people no change is clear."""

COVER = 2
"""Besides one person's own units, so many more may differ before "nearly all the same" ends. Answers of v, v, ... and
one other look, by their mean, like answers of v - 1, v + 1, v, ... and that other: both must fall under the rule."""


def for_spread(thresholds: GateThresholds) -> int:
    """How many people an SD, and what is made from it, needs: never fewer than a mean."""
    return max(thresholds.mean, thresholds.spread)


def judge(cell: Cell, thresholds: GateThresholds) -> Cell:
    """The cell with why its mean is withheld: too few people, or too near an end of the scale."""
    if too_few(cell, thresholds):
        return replace(cell, why=SMALL)
    if near_top(cell, thresholds):
        return replace(cell, why=MASKED, at_least=top_bound(cell, thresholds))
    if near_bottom(cell, thresholds):
        return replace(cell, why=MASKED, at_most=bottom_bound(cell, thresholds))
    return cell


def too_few(cell: Cell, thresholds: GateThresholds) -> bool:
    """Too few different people, or one person (a teacher with many lessons) with more than half of the units."""
    return cell.people < thresholds.mean or 2 * cell.most > cell.n


def near_top(cell: Cell, thresholds: GateThresholds) -> bool:
    """Within `edge` of the highest score, or so near that the others are all but there once one person is taken out.

    All but: with the smallest step that the scale has between them.
    """
    top = exact(cell.scale.max)
    if exact(cell.row["mean"]) >= top - exact(float(thresholds.edge)):
        return True
    return cell.is_item and cell.n * (top - cell.mean) - cell.row["from_top"] <= exact(cell.scale.step)


def near_bottom(cell: Cell, thresholds: GateThresholds) -> bool:
    """The same at the lowest score."""
    bottom = exact(cell.scale.min)
    if exact(cell.row["mean"]) <= bottom + exact(float(thresholds.edge)):
        return True
    return cell.is_item and cell.n * (cell.mean - bottom) - cell.row["from_bottom"] <= exact(cell.scale.step)


def top_bound(cell: Cell, thresholds: GateThresholds) -> float:
    """The lowest rounded mean that `near_top` can hide among so many units: it depends on nobody's answer."""
    return half_up(exact(cell.scale.max) - _reach(cell, exact(float(thresholds.edge))), cell.instrument.decimals)


def bottom_bound(cell: Cell, thresholds: GateThresholds) -> float:
    """The highest rounded mean that `near_bottom` can hide among so many units."""
    return half_up(exact(cell.scale.min) + _reach(cell, exact(float(thresholds.edge))), cell.instrument.decimals)


def furthest(cell: Cell, thresholds: GateThresholds) -> Fraction:
    """How far from the end a mean that is masked can lie, exactly: what a reader with these rules can calculate."""
    return _reach(cell, exact(float(thresholds.edge)) + cell.rounding)


def nearest(cell: Cell, thresholds: GateThresholds) -> Fraction:
    """How near to an end an item that is not masked can lie, exactly: that it is not masked tells as much."""
    return max(exact(float(thresholds.edge)) + cell.rounding, 2 * exact(cell.scale.step) / cell.n)


def _reach(cell: Cell, edge: Fraction) -> Fraction:
    """How far from the end a hidden mean can lie: one person at the other end, and the others one step away."""
    length = exact(cell.scale.max) - exact(cell.scale.min)
    return max(edge, (cell.most * length + exact(cell.scale.step)) / cell.n) if cell.is_item else edge


def why_no_sd(cell: Cell, thresholds: GateThresholds) -> str:
    """Why the SD and what is made from it are withheld; empty when they are not."""
    if cell.why:
        return cell.why
    if cell.people < for_spread(thresholds):
        return SMALL
    return MASKED if nearly_the_same(cell, thresholds) else ""


def nearly_the_same(cell: Cell, thresholds: GateThresholds) -> bool:
    """All but a few units have the same value, or the SD is under `edge`."""
    sd = cell.row["sd"]
    if sd is None or pd.isna(sd):
        return False
    return cell.row["alike"] >= cell.n - cell.most - COVER or exact(sd) < exact(float(thresholds.edge))


def spread_word(cell: Cell, thresholds: GateThresholds) -> bool | None:
    """Whether the answers are spread. Of few people only that they are is said, never that they are not."""
    if cell.why or nearly_the_same(cell, thresholds):
        return None
    is_spread = None if pd.isna(cell.row["spread"]) else bool(cell.row["spread"])
    return is_spread or None if cell.people < for_spread(thresholds) else is_spread


def low_word(cell: Cell) -> bool | None:
    """Whether a mean that is only bounded is low, when the bound says so."""
    bridge = float(cell.thresholds.bridge_axis)
    if cell.at_least is not None:
        return False if cell.at_least >= bridge else None
    return True if cell.at_most is not None and cell.at_most < bridge else None


def bands_may_be_shown(bands: pd.DataFrame, layer: list[str], thresholds: GateThresholds) -> "pd.Series[bool]":
    """Which rows of `frames.BANDS`: enough people, and not nearly all lessons of a layer in one band."""
    lessons = bands.groupby(layer)["lessons"]
    enough = bands["people"] >= for_spread(thresholds)
    return enough & (lessons.transform("max") < lessons.transform("sum") - bands["most"] - COVER)
