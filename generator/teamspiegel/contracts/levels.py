"""The levels of an instrument as a tree: an axis of layers, a layer of blocks or items, a block of items.

A level's mean is the mean of its parts' means, all the way down. The same rule makes the value of a group (from the
item means) and the own value of one unit (from its scores), so there is one function for both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from teamspiegel.contracts.instrument import Instrument, Layer, Source, Thresholds

AXIS = "axis"


@dataclass(frozen=True)
class Level:
    """A block, layer or axis: what it is called in the indicators, and the parts that its mean is made of."""

    source: str
    level: str
    id: str
    parts: tuple["Level | str", ...]
    thresholds: Thresholds
    files: frozenset[Source]

    @cached_property
    def items(self) -> tuple[str, ...]:
        """The items at the bottom of the tree; an item that two parts share counts in each."""
        return tuple(item for part in self.parts for item in (part.items if isinstance(part, Level) else (part,)))

    def value(self, scores: Mapping[str, Fraction]) -> Fraction | None:
        """The mean of the parts' values, over the parts that have one; None when none has."""
        values = [part.value(scores) if isinstance(part, Level) else scores.get(part) for part in self.parts]
        known = [value for value in values if value is not None]
        return sum(known, Fraction()) / len(known) if known else None

    def counts(self, scores: Mapping[str, Fraction]) -> bool:
        """Whether a unit with these scores counts: it answered at least half of the items concerned."""
        return 2 * sum(item in scores for item in self.items) >= len(self.items)


def levels_of(instrument: Instrument) -> list[Level]:
    """Every block (per layer), layer and axis of an instrument."""
    layers = {layer.id: _layer(instrument, layer) for layer in instrument.layers}
    blocks = [block for layer in instrument.layers for block in _blocks(instrument, layer)]
    axes = [
        Level(
            AXIS,
            AXIS,
            axis.id,
            tuple(layers[layer] for layer in axis.position),
            instrument.thresholds_of(instrument.layer_by_id[axis.position[0]]),
            frozenset().union(*(layers[layer].files for layer in axis.position)),
        )
        for axis in instrument.axes
    ]
    return [*blocks, *layers.values(), *axes]


def _layer(instrument: Instrument, layer: Layer) -> Level:
    parts: tuple[Level | str, ...] = tuple(item.id for item in layer.items)
    if layer.mean_of == "blocks":
        parts = tuple(_blocks(instrument, layer))
    return Level(layer.id, "layer", layer.id, parts, instrument.thresholds_of(layer), frozenset({layer.source}))


def _blocks(instrument: Instrument, layer: Layer) -> list[Level]:
    return [
        Level(
            layer.id,
            "block",
            block.id,
            tuple(item.id for item in instrument.items_in_block(layer, block.id)),
            instrument.thresholds_of(layer),
            frozenset({layer.source}),
        )
        for block in instrument.blocks_of_layer(layer)
    ]
