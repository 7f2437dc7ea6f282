"""Readers of a site: what it says of each mean to someone, and whether enough is left open to them.

`gate.secondary` sees to it that enough is, for every one of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from teamspiegel.contracts.definitions import GateThresholds
from teamspiegel.contracts.numbers import exact
from teamspiegel.gate.cells import Cell
from teamspiegel.gate.relations import SLACK, Bounds
from teamspiegel.gate.rules import MASKED, SECONDARY, furthest, nearest

OPEN = Fraction(1, 4)
"""The part of the scale that must stay open about a withheld mean: 1 point of a scale from 1 to 5."""


@dataclass(frozen=True)
class Reader:
    """Someone who reads the site.

    What a mean says to them, whether they are left with enough uncertainty, and whether they know how many answers are
    behind it, so that the mean can only be one of so many values.
    """

    sees: Callable[[Cell, GateThresholds], Bounds]
    is_left_open: Callable[[Cell, Bounds, GateThresholds], bool]
    counts: Callable[[Cell], bool]


def _said(cell: Cell, thresholds: GateThresholds) -> Bounds:
    """What the site says of a mean to whoever knows the rules.

    A published item counts as known exactly: its n or its distribution often tells.
    """
    low, high = float(cell.scale.min), float(cell.scale.max)
    if cell.at_least is not None:
        return high - float(furthest(cell, thresholds)), high
    if cell.at_most is not None:
        return low, low + float(furthest(cell, thresholds))
    if cell.why == SECONDARY and cell.is_item:
        about = float(nearest(cell, thresholds))
        return low + about, high - about
    if cell.why:
        return low, high
    if cell.is_item:
        return float(cell.mean), float(cell.mean)
    return cell.row["mean"] - float(cell.rounding), cell.row["mean"] + float(cell.rounding)


def _leaves_a_part_open(cell: Cell, known: Bounds, thresholds: GateThresholds) -> bool:
    """A part of the scale, or of a mean near its end as much as `edge`."""
    wanted = float(thresholds.edge) if cell.why == MASKED else float(OPEN) * (cell.scale.max - cell.scale.min)
    return known[1] - known[0] >= wanted - SLACK


def _said_to_the_lowest(cell: Cell, thresholds: GateThresholds) -> Bounds:
    """The colleague with the lowest answers knows, too, that no mean is above what it is with the others at the top."""
    low, high = _said(cell, thresholds)
    return (low, min(high, _all_others_at_the_top(cell))) if _is_withheld_item(cell) else (low, high)


def _others_may_be_below_the_top(cell: Cell, known: Bounds, _: GateThresholds) -> bool:
    return not _hides_others(cell) or known[0] <= _all_others_at_the_top(cell) - cell.scale.step / cell.n + SLACK


def _said_to_the_highest(cell: Cell, thresholds: GateThresholds) -> Bounds:
    """The colleague with the highest answers knows, too, that none is below it with the others at the bottom."""
    low, high = _said(cell, thresholds)
    return (max(low, _all_others_at_the_bottom(cell)), high) if _is_withheld_item(cell) else (low, high)


def _others_may_be_above_the_bottom(cell: Cell, known: Bounds, _: GateThresholds) -> bool:
    return not _hides_others(cell) or known[1] >= _all_others_at_the_bottom(cell) + cell.scale.step / cell.n - SLACK


def _two_means_are_left(cell: Cell, known: Bounds, _: GateThresholds) -> bool:
    return not _is_withheld_item(cell) or known[1] - known[0] >= cell.scale.step / cell.n - SLACK


def _said_to_the_only_one(cell: Cell, thresholds: GateThresholds) -> Bounds:
    """Whoever gave all answers of an item knows its mean."""
    if _is_withheld_item(cell) and not _hides_others(cell):
        return float(cell.mean), float(cell.mean)
    return _said(cell, thresholds)


def _two_means_of_others_are_left(cell: Cell, known: Bounds, thresholds: GateThresholds) -> bool:
    return not _hides_others(cell) or _two_means_are_left(cell, known, thresholds)


def _n_is_published(cell: Cell) -> bool:
    return cell.is_item and cell.why == MASKED


def _is_withheld_item(cell: Cell) -> bool:
    return cell.is_item and bool(cell.why)


def _hides_others(cell: Cell) -> bool:
    """Whether single answers of others stand behind a withheld mean."""
    return _is_withheld_item(cell) and cell.n > cell.most


def _all_others_at_the_top(cell: Cell) -> float:
    return float(exact(cell.scale.max) - cell.row["from_top"] / cell.n)


def _all_others_at_the_bottom(cell: Cell) -> float:
    return float(exact(cell.scale.min) + cell.row["from_bottom"] / cell.n)


STRANGER = Reader(_said, _leaves_a_part_open, _n_is_published)
"""Who knows the rules and has read the whole site."""

READERS = (
    STRANGER,
    Reader(_said, _two_means_are_left, _is_withheld_item),
    Reader(_said_to_the_only_one, _two_means_of_others_are_left, _is_withheld_item),
    Reader(_said_to_the_lowest, _others_may_be_below_the_top, _is_withheld_item),
    Reader(_said_to_the_highest, _others_may_be_above_the_bottom, _is_withheld_item),
)
"""And colleagues who know how many have answered what: any one, whoever gave all answers to something, and the two
whose own answers tell them most about those of the others."""
