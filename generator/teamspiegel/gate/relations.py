"""How the means of a team in a round hang together, and what a reader knows of each of them.

The means are a tree: an axis is the mean of its layers, a layer of its blocks and items, a block of its items. A reader
who knows all but one of them knows the last, to within what rounding leaves open.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.levels import Level, levels_of
from teamspiegel.contracts.published import Place

Bounds = tuple[float, float]

SLACK = 1e-9
"""What binary floating point may be off."""


@dataclass(frozen=True)
class Relation:
    """A mean and the means that it is the weighted mean of; the weights add up to 1."""

    whole: Place
    parts: Mapping[Place, float]


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
            _narrow(known, relation.whole, of_whole(relation, known))
        for relation in reversed(relations):
            of_all = of_whole(relation, known)
            for part in relation.parts:
                _narrow(known, part, _of_part(relation, part, known, of_all))
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


def of_whole(relation: Relation, known: Mapping[Place, Bounds]) -> Bounds:
    """What the parts say of the whole."""
    low = sum(weight * known[part][0] for part, weight in relation.parts.items())
    high = sum(weight * known[part][1] for part, weight in relation.parts.items())
    return low, high


def of_part(relation: Relation, part: Place, known: Mapping[Place, Bounds]) -> Bounds:
    """What the whole and the other parts say of a part."""
    return _of_part(relation, part, known, of_whole(relation, known))


def _of_part(relation: Relation, part: Place, known: Mapping[Place, Bounds], of_all: Bounds) -> Bounds:
    """What is left for a part, of which no more is known than when the bounds of all parts were added up."""
    weight, whole = relation.parts[part], known[relation.whole]
    others = of_all[0] - weight * known[part][0], of_all[1] - weight * known[part][1]
    return (whole[0] - others[1]) / weight, (whole[1] - others[0]) / weight
