"""The instrument: a question set as pure data. The engine knows no layer, block, item or axis by name."""

from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal

from pydantic import Field

from teamspiegel.contracts.levels import Level
from teamspiegel.contracts.model import Exact, Model, Number, Score, Slug, Text
from teamspiegel.contracts.place import AXIS, Aspect

Source = Literal["survey", "observations"]
Side = Literal["low", "high"]


class AnswerScale(Model):
    """The scores that a unit may give: `min` to `max` in steps of 1 or 0.5, with a label per whole score."""

    min: Score
    max: Score
    step: Number = 1
    labels: dict[Score, Text] = Field(default_factory=dict)

    @cached_property
    def scores(self) -> tuple[float, ...]:
        """Every score on the scale, from low to high. Whole and half scores are exact in binary."""
        count = round((self.max - self.min) / self.step)
        return tuple(self.min + self.step * index for index in range(count + 1))

    def at(self, steps: Fraction) -> Fraction:
        """The score so many steps above the lowest, exactly."""
        return self.min + steps * Fraction(self.step)

    def turned_round(self, score: float) -> float:
        """The score of a reversed item: `min + max - x`."""
        return self.min + self.max - score


class Thresholds(Model):
    """Where a mean is low (`bridge_axis`), where an SD is a spread, and how near the bridge axis is on the border."""

    bridge_axis: Exact
    spread: Exact
    border: Exact = Decimal("0.1")


class Block(Model):
    """A building block (`bouwsteen`)."""

    id: Slug
    name: Text
    description: Text


class Element(Model):
    """One of the things that a lesson observation scores; it belongs to a building block."""

    id: Slug
    name: Text
    block: Slug
    description: Text


class Item(Model):
    """One survey statement, or one observed element. `block` follows from `element` when there is one.

    `column`: what its column is called in an export, where that is neither its id nor its text.
    """

    id: Slug
    text: Text
    short: Text
    element: Slug | None = None
    block: Slug | None = None
    reversed: bool = False
    column: Text | None = None
    recommendations: tuple[Slug, ...] = ()


class Band(Model):
    """A band of lessons by their own layer value: those under `below` and in no earlier band; the last has no bound."""

    id: Slug
    name: Text
    description: Text
    below: Exact | None = None


class Layer(Model):
    """One voice (`laag`): its items, where their answers come from and how its mean is made."""

    id: Slug
    name: Text
    description: Text
    source: Source
    mean_of: Literal["items", "blocks"]
    scale: AnswerScale | None = None
    thresholds: Thresholds | None = None
    bands: tuple[Band, ...] = ()
    items: tuple[Item, ...] = Field(min_length=1)


class Axis(Model):
    """A side of the quadrant: the layers whose mean gives its position, and the layers shown beside it."""

    id: Slug
    name: Text
    description: Text
    position: tuple[Slug, ...] = Field(min_length=1)
    beside: tuple[Slug, ...] = ()


class Culture(Model):
    """The team culture of one corner of the quadrant."""

    id: Slug
    x: Side
    y: Side
    name: Text
    description: Text


class Quadrant(Model):
    """Which axis lies and which stands, and the culture of each corner."""

    x: Slug
    y: Slug
    cultures: tuple[Culture, ...]


class Instrument(Model):
    """A question set: scale, layers, building blocks, items, thresholds, axes."""

    id: Slug
    version: Text
    name: Text
    description: Text
    source: Text | None = None
    decimals: int = Field(default=1, ge=1, le=4)
    scale: AnswerScale
    thresholds: Thresholds
    spread_correction: Exact = Field(default=Decimal(0), ge=0)
    blocks: tuple[Block, ...] = ()
    elements: tuple[Element, ...] = ()
    layers: tuple[Layer, ...] = Field(min_length=1)
    axes: tuple[Axis, ...] = ()
    quadrant: Quadrant | None = None

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by its id."""
        return {item.id: item for layer in self.layers for item in layer.items}

    @cached_property
    def layer_of_item(self) -> dict[str, Layer]:
        """The layer that each item belongs to, by item id."""
        return {item.id: layer for layer in self.layers for item in layer.items}

    @cached_property
    def block_of_item(self) -> dict[str, str]:
        """The id of the building block of each item that has one, its own or its element's."""
        of_element = {element.id: element.block for element in self.elements}
        found = {item.id: item.block or of_element.get(item.element or "") for item in self.items.values()}
        return {item: block for item, block in found.items() if block}

    @cached_property
    def names(self) -> dict[str, str]:
        """The words that a reader knows a block, layer, axis or item by, by id. An item goes before a block."""
        return {
            **{block.id: block.name for block in self.blocks},
            **{layer.id: layer.name for layer in self.layers},
            **{axis.id: axis.name for axis in self.axes},
            **{item.id: item.short for item in self.items.values()},
        }

    @cached_property
    def aspects(self) -> tuple[Aspect, ...]:
        """Everything that the instrument can give an indicator of: items, blocks, layers, axes."""
        return (
            *(Aspect(layer.id, "item", item.id) for layer in self.layers for item in layer.items),
            *(Aspect(layer.id, "block", block.id) for layer in self.layers for block in self.blocks_of_layer(layer)),
            *(Aspect(layer.id, "layer", layer.id) for layer in self.layers),
            *(Aspect(AXIS, "axis", axis.id) for axis in self.axes),
        )

    @cached_property
    def levels(self) -> dict[Aspect, Level]:
        """Every block (per layer), layer and axis."""
        layers = [self._layer_level(layer) for layer in self.layers]
        by_id = {level.aspect.id: level for level in layers}
        axes = [
            Level(
                Aspect(AXIS, "axis", axis.id),
                tuple(by_id[layer] for layer in axis.position),
                frozenset().union(*(by_id[layer].files for layer in axis.position)),
            )
            for axis in self.axes
        ]
        blocks = [level for layer in self.layers for level in self._block_levels(layer)]
        return {level.aspect: level for level in (*blocks, *layers, *axes)}

    def _layer_level(self, layer: Layer) -> Level:
        parts: tuple[Level | str, ...] = tuple(item.id for item in layer.items)
        if layer.mean_of == "blocks":
            parts = tuple(self._block_levels(layer))
        return Level(Aspect(layer.id, "layer", layer.id), parts, frozenset({layer.source}))

    def _block_levels(self, layer: Layer) -> list[Level]:
        return [
            Level(
                Aspect(layer.id, "block", block.id),
                tuple(item.id for item in self.items_in_block(layer, block.id)),
                frozenset({layer.source}),
            )
            for block in self.blocks_of_layer(layer)
        ]

    def layer_of(self, aspect: Aspect) -> Layer:
        """The layer that an aspect is measured by: its own, or the first of an axis (which share one scale)."""
        return self.layer_by_id[self.axis_by_id[aspect.id].position[0] if aspect.kind == "axis" else aspect.source]

    def aspects_of(self, id_: str) -> tuple[Aspect, ...]:
        """What an id that an author writes stands for: an item, layer or axis; or a block, in each layer that has it.

        An item goes before a block of the same name.
        """
        named = [aspect for aspect in self.aspects if aspect.id == id_]
        return tuple(aspect for aspect in named if aspect.kind != "block" or id_ not in self.items)

    @cached_property
    def layer_by_id(self) -> dict[str, Layer]:
        """Every layer by its id."""
        return {layer.id: layer for layer in self.layers}

    @cached_property
    def axis_by_id(self) -> dict[str, Axis]:
        """Every axis by its id."""
        return {axis.id: axis for axis in self.axes}

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Where the layers' answers come from, each once, in the instrument's order."""
        return tuple(dict.fromkeys(layer.source for layer in self.layers))

    def items_of_source(self, source: Source) -> list[Item]:
        """The items whose answers stand in that source's file."""
        return [item for layer in self.layers if layer.source == source for item in layer.items]

    def items_in_block(self, layer: Layer, block: str) -> list[Item]:
        """The items of a layer that belong to a building block."""
        return [item for item in layer.items if self.block_of_item.get(item.id) == block]

    def blocks_of_layer(self, layer: Layer) -> list[Block]:
        """The building blocks that a layer has items in, in the instrument's order."""
        return [block for block in self.blocks if self.items_in_block(layer, block.id)]

    def scale_of(self, layer: Layer) -> AnswerScale:
        """The scale of a layer: its own, or the instrument's."""
        return layer.scale or self.scale

    def thresholds_of(self, layer: Layer) -> Thresholds:
        """The thresholds of a layer: its own, or the instrument's."""
        return layer.thresholds or self.thresholds

    def layers_of_axis(self, axis: Axis) -> list[Layer]:
        """The layers whose mean is the axis's position. They share one scale, which reading checks."""
        return [self.layer_by_id[layer] for layer in axis.position]
