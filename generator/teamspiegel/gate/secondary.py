"""Secondary suppression: a withheld mean must not follow from a mean that it is part of, or that it is made of.

The means of a team in a round hang together as a tree: an axis is the mean of its layers, a layer of its blocks and
items, a block of its items. A reader who knows all but one of them knows the last, to within what rounding leaves open.
So each withheld mean is looked at as that reader would (`bounds`); when too little is left open, another number is
withheld with it, until nothing follows any more.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from teamspiegel.contracts.definitions import GateThresholds
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.levels import Level, levels_of
from teamspiegel.contracts.numbers import exact
from teamspiegel.contracts.published import Place
from teamspiegel.gate.cells import Cell
from teamspiegel.gate.rules import MASKED, SECONDARY, furthest, nearest

Bounds = tuple[float, float]

OPEN = Fraction(1, 4)
"""The part of the scale that must stay open about a withheld mean: 1 point of a scale from 1 to 5."""

SLACK = 1e-9
"""What binary floating point may be off."""


@dataclass(frozen=True)
class Relation:
    """A mean and the means that it is the weighted mean of; the weights add up to 1."""

    whole: Place
    parts: Mapping[Place, float]


def with_secondary(cells: Sequence[Cell], thresholds: GateThresholds) -> list[Cell]:
    """The judged cells of one team in one round, with more of them withheld where a withheld mean would follow."""
    by_place = {cell.place: cell for cell in cells}
    if not any(cell.why for cell in cells):
        return list(cells)
    relations = relations_of(cells[0].instrument, by_place)
    while victim := _next_victim(relations, by_place, thresholds):
        by_place[victim] = _without_a_word(by_place[victim])
    return list(by_place.values())


def _without_a_word(cell: Cell) -> Cell:
    return replace(cell, why=SECONDARY, at_least=None, at_most=None)


def relations_of(instrument: Instrument, measured: Iterable[Place]) -> list[Relation]:
    """How the measured means of a team in a round hang together, the smallest first: blocks, layers, axes."""
    known = set(measured)
    levels = levels_of(instrument)
    blocks = [level for level in levels if level.level == "block"]
    return [
        Relation(Place(level.source, level.level, level.id), weights)
        for level in levels
        if Place(level.source, level.level, level.id) in known and (weights := _weights(level, blocks, known))
    ]


def _weights(level: Level, blocks: Sequence[Level], known: set[Place]) -> dict[Place, float]:
    """The parts of a level. A layer that is the mean of its items is so, too, of its blocks and the items in none."""
    parts = [(part, place) for part in level.parts if (place := _place(level, part)) in known]
    found = {place: 1 / len(parts) for _, place in parts}
    if level.level != "layer" or any(isinstance(part, Level) for part in level.parts):
        return found
    for block in (block for block in blocks if block.source == level.source):
        inside = [place for item in block.items if (place := Place(level.source, "item", item)) in known]
        place = Place(level.source, "block", block.id)
        if inside and place in known:
            found[place] = sum(found.pop(item) for item in inside)
    return found


def _place(level: Level, part: "Level | str") -> Place:
    if isinstance(part, Level):
        return Place(part.source, part.level, part.id)
    return Place(level.source, "item", part)


def _next_victim(
    relations: Sequence[Relation], cells: Mapping[Place, Cell], thresholds: GateThresholds
) -> Place | None:
    """What has to be withheld to protect a withheld mean; None when every one is safe.

    Safe is also what is known when everything is withheld that can be.
    """
    for reader in READERS:
        steps = {place: cell.scale.step / cell.n for place, cell in cells.items() if reader.counts(cell)}
        known, least = (
            bounds(relations, {cell.place: reader.sees(cell, thresholds) for cell in seen}, steps)
            for seen in (cells.values(), map(_as_little_as_can_be, cells.values()))
        )
        for place in reversed(list(cells)):
            cell = cells[place]
            if cell.why and not reader.is_left_open(cell, known[place], thresholds) and _is_in(known, least, place):
                return _victim(relations, cells, known, place)
    return None


def _as_little_as_can_be(cell: Cell) -> Cell:
    return cell if cell.why and not _says_something(cell) else _without_a_word(cell)


def _says_something(cell: Cell) -> bool:
    """Whether more can be withheld: a mean, or the bound of a level. The bound of an item is its protection."""
    return not cell.why or (cell.why == MASKED and not cell.is_item)


def _is_in(known: Mapping[Place, Bounds], least: Mapping[Place, Bounds], place: Place) -> bool:
    """Whether more is known of a mean than the least that can be."""
    return known[place][0] > least[place][0] + SLACK or known[place][1] < least[place][1] - SLACK


def bounds(
    relations: Sequence[Relation], own: Mapping[Place, Bounds], steps: Mapping[Place, float] | None = None
) -> dict[Place, Bounds]:
    """What a reader knows of each mean, from what is said of it and from the relations.

    Up the tree and down again: on a tree that is exact. An axis that shares a layer with another takes a few turns, and
    so do `steps`: the smallest difference between two means of so many answers, for those that it is known of.
    """
    known = {place: _on_steps(found, (steps or {}).get(place)) for place, found in own.items()}
    for _ in range(len(relations) + 1):
        before = dict(known)
        for relation in relations:
            _narrow(known, relation.whole, _of_whole(relation, known))
        for relation in reversed(relations):
            for part in relation.parts:
                _narrow(known, part, _of_part(relation, part, known))
                known[part] = _on_steps(known[part], (steps or {}).get(part))
        if all(abs(known[place][end] - before[place][end]) < SLACK for place in known for end in (0, 1)):
            break
    return known


def _on_steps(found: Bounds, step: float | None) -> Bounds:
    """The bounds drawn in to what the mean of so many answers can be."""
    if step is None:
        return found
    return ceil((found[0] - SLACK) / step) * step, floor((found[1] + SLACK) / step) * step


def _narrow(known: dict[Place, Bounds], place: Place, found: Bounds) -> None:
    known[place] = max(known[place][0], found[0]), min(known[place][1], found[1])


def _of_whole(relation: Relation, known: Mapping[Place, Bounds]) -> Bounds:
    """What the parts say of the whole."""
    low = sum(weight * known[part][0] for part, weight in relation.parts.items())
    high = sum(weight * known[part][1] for part, weight in relation.parts.items())
    return low, high


def _of_part(relation: Relation, part: Place, known: Mapping[Place, Bounds]) -> Bounds:
    """What the whole and the other parts say of a part."""
    weight = relation.parts[part]
    low, high = _of_whole(relation, known)
    others = low - weight * known[part][0], high - weight * known[part][1]
    whole = known[relation.whole]
    return (whole[0] - others[1]) / weight, (whole[1] - others[0]) / weight


def _said(cell: Cell, thresholds: GateThresholds) -> Bounds:
    """What the site says of a mean to whoever knows the rules.

    A published item counts as known exactly: its n or its distribution often tells.
    """
    low, high = exact(cell.scale.min), exact(cell.scale.max)
    if cell.at_least is not None:
        low = high - furthest(cell, thresholds)
    elif cell.at_most is not None:
        high = low + furthest(cell, thresholds)
    elif cell.why == SECONDARY and cell.is_item:
        low, high = low + nearest(cell, thresholds), high - nearest(cell, thresholds)
    elif not cell.why:
        about = 0 if cell.is_item else cell.rounding
        mean = cell.mean if cell.is_item else exact(cell.row["mean"])
        low, high = mean - about, mean + about
    return float(low), float(high)


def _leaves_a_part_open(cell: Cell, known: Bounds, thresholds: GateThresholds) -> bool:
    """A part of the scale, or of a mean near its end as much as `edge`."""
    wanted = float(thresholds.edge) if cell.why == MASKED else float(OPEN) * (cell.scale.max - cell.scale.min)
    return known[1] - known[0] >= wanted - SLACK


def _said_to_the_lowest(cell: Cell, thresholds: GateThresholds) -> Bounds:
    """The colleague with the lowest answers knows, too, that no mean is above what it is with the others at the top."""
    low, high = _said(cell, thresholds)
    return (low, min(high, _all_others_at_the_top(cell))) if _hides_others(cell) else (low, high)


def _others_may_be_below_the_top(cell: Cell, known: Bounds, _: GateThresholds) -> bool:
    return not _hides_others(cell) or known[0] <= _all_others_at_the_top(cell) - cell.scale.step / cell.n + SLACK


def _said_to_the_highest(cell: Cell, thresholds: GateThresholds) -> Bounds:
    """The colleague with the highest answers knows, too, that none is below it with the others at the bottom."""
    low, high = _said(cell, thresholds)
    return (max(low, _all_others_at_the_bottom(cell)), high) if _hides_others(cell) else (low, high)


def _others_may_be_above_the_bottom(cell: Cell, known: Bounds, _: GateThresholds) -> bool:
    return not _hides_others(cell) or known[1] >= _all_others_at_the_bottom(cell) + cell.scale.step / cell.n - SLACK


def _n_is_published(cell: Cell) -> bool:
    return cell.is_item and cell.why == MASKED


def _hides_others(cell: Cell) -> bool:
    """Whether single answers of others stand behind a withheld mean."""
    return bool(cell.why) and cell.is_item and cell.n > cell.most


def _all_others_at_the_top(cell: Cell) -> float:
    return float(exact(cell.scale.max) - cell.row["from_top"] / cell.n)


def _all_others_at_the_bottom(cell: Cell) -> float:
    return float(exact(cell.scale.min) + cell.row["from_bottom"] / cell.n)


@dataclass(frozen=True)
class Reader:
    """Someone who reads the site.

    What a mean says to them, whether they are left with enough uncertainty, and whether they know how many answers are
    behind it, so that the mean can only be one of so many values.
    """

    sees: Callable[[Cell, GateThresholds], Bounds]
    is_left_open: Callable[[Cell, Bounds, GateThresholds], bool]
    counts: Callable[[Cell], bool]


READERS = (
    Reader(_said, _leaves_a_part_open, _n_is_published),
    Reader(_said_to_the_lowest, _others_may_be_below_the_top, _hides_others),
    Reader(_said_to_the_highest, _others_may_be_above_the_bottom, _hides_others),
)
"""A stranger, and the two colleagues whose own answers tell them most about those of the others."""


def _victim(
    relations: Sequence[Relation], cells: Mapping[Place, Cell], known: Mapping[Place, Bounds], place: Place
) -> Place:
    """What to withhold with a mean: its own bound, an item that it is tied to most tightly, or else what ties them.

    Chosen by how many people stand behind it and by its place in the instrument, never by its value.
    """
    if _says_something(cells[place]):
        return place
    children = {relation.whole: tuple(relation.parts) for relation in relations}
    at = place
    while True:
        for relation in _tightest_first(relations, known, at):
            below = [one for part in relation.parts if part != at for one in _below(children, part)]
            shown = [one for one in (*below, relation.whole) if _says_something(cells[one])]
            items = [one for one in shown if cells[one].is_item]
            if items:
                return min(reversed(items), key=lambda item: cells[item].people)
            if shown:
                return shown[-1]
        # Nothing is left to withhold this close by: what ties it lies further up.
        at = next(relation.whole for relation in relations if at in relation.parts)


def _tightest_first(relations: Sequence[Relation], known: Mapping[Place, Bounds], place: Place) -> Iterable[Relation]:
    """The relations that a mean is in, the one that says most of it first.

    What is known of a mean from above is known of its parts together as well: of two that say the same, the upper.
    """

    def order(relation: Relation) -> tuple[float, bool]:
        low, high = _of_whole(relation, known) if relation.whole == place else _of_part(relation, place, known)
        return round(high - low, 6), relation.whole == place

    return sorted((one for one in relations if place == one.whole or place in one.parts), key=order)


def _below(children: Mapping[Place, Sequence[Place]], place: Place) -> Iterator[Place]:
    """A mean and all that it is made of."""
    yield place
    for part in children.get(place, ()):
        yield from _below(children, part)
