"""The instrument: a question set as pure data. The engine knows no layer, block, item or axis by name."""

from decimal import Decimal
from functools import cached_property
from typing import Literal

from pydantic import Field

from teamspiegel.contracts.answers import SOURCES, AnswerFile, AnswerScale, Asked, Form, Source
from teamspiegel.contracts.levels import Level
from teamspiegel.contracts.model import (
    AxisId,
    BlockId,
    ElementId,
    Exact,
    LayerId,
    LevelName,
    Model,
    Name,
    RecommendationId,
    Slug,
    Text,
)
from teamspiegel.contracts.place import AXIS, Aspect

Side = Literal["low", "high"]


class Thresholds(Model, title="thresholds"):
    """Where a mean is low, where an SD is a spread, and what is on the border."""

    bridge_axis: Exact = Field(
        description="a mean below it is *low*, and the quadrant is cut here; it lies on the scale"
    )
    spread: Exact = Field(description="an SD of this much or more is a *spread*: people see it differently; 0 or more")
    border: Exact = Field(
        default=Decimal("0.1"), description="an axis value this near to the bridge axis is *on the border*; 0 or more"
    )


class Block(Model, title="a block"):
    """A building block (`bouwsteen`)."""

    id: Slug = Field(description="its name in references and downloads")
    name: Name = Field(description="what readers see")
    description: Text = Field(description="what it means, in a sentence")


class Element(Model, title="an element"):
    """One of the things that a lesson observation scores; it belongs to a building block."""

    id: Slug = Field(description="its name in the items")
    name: Name = Field(description="what readers see")
    block: BlockId = Field(description="the block that it is a part of")
    description: Text = Field(description="what it means, in a sentence")


class Item(Model, title="an item"):
    """One survey statement, or one observed element."""

    id: Slug = Field(description="its column in the data file")
    text: Text = Field(description="the whole statement")
    short: Name = Field(description="what it is called in charts and tables; keep it under 40 characters")
    element: ElementId | None = Field(
        default=None, description="the element that it is about; its block follows from that"
    )
    block: BlockId | None = Field(default=None, description="the block that it belongs to, when it has no element")
    reversed: bool = Field(default=False, description="a high score is bad news")
    column: Text | None = Field(
        default=None,
        description="what its column is called in an export, where that is neither its id nor its text; "
        "and may be called in `data/`",
    )
    recommendations: tuple[RecommendationId, ...] = Field(
        default=(), description="what helps when it is low or a spread"
    )


class Band(Model, title="a band"):
    """A band of lessons by their own layer value."""

    id: Slug = Field(description="its name in the downloads")
    name: Name = Field(description="what readers see")
    description: Text = Field(description="what a lesson in this band looks like")
    below: Exact | None = Field(
        default=None,
        description="lessons with a value under this, and in no earlier band; required in every band but the last",
    )


class Layer(Model, title="a layer"):
    """One voice (`laag`): its items, where their answers come from and how its mean is made."""

    id: Slug = Field(description="its name in references and downloads")
    name: Name = Field(description="what readers see")
    description: Text = Field(description="whose voice this is, in a sentence")
    source: Slug = Field(
        description="the file that its answers stand in: `survey`, `observations`, or one of `sources`"
    )
    mean_of: Literal["items", "blocks"] = Field(
        description="how the layer's mean is made: of its item means, or of its block means"
    )
    about: Literal["team", "person"] = Field(
        default="team",
        description="`person`: what it asks about is the work of one person, such as the head of the team; only the "
        "layer's mean is published then, from as many people as a spread needs, and it is held against no other team's",
    )
    scale: AnswerScale | None = Field(default=None, description="a scale of its own")
    thresholds: Thresholds | None = Field(default=None, description="thresholds of its own")
    bands: tuple[Band, ...] = Field(default=(), description="bands that lessons fall in; only with observations")
    items: tuple[Item, ...] = Field(min_length=1, description="its items, in the order in which readers see them")


class Axis(Model, title="an axis"):
    """A side of the quadrant: the layers whose mean gives its position, and the layers shown beside it."""

    id: Slug = Field(description="its name in references and downloads")
    name: Name = Field(description="what readers see")
    description: Text = Field(description="what it stands for, in a sentence")
    position: tuple[LayerId, ...] = Field(min_length=1, description="the layers whose means make its value")
    beside: tuple[LayerId, ...] = Field(default=(), description="layers that are shown with it, but do not count")


class Culture(Model, title="a culture"):
    """The team culture of one corner of the quadrant."""

    id: Slug = Field(description="its name")
    x: Side = Field(description="on which side of the bridge axis it lies on the x axis")
    y: Side = Field(description="the same on the y axis")
    name: Name = Field(description="what readers see in the corner; keep it short")
    description: Text = Field(description="what it looks like in a team, in a sentence or two")


class Quadrant(Model, title="a quadrant"):
    """Which axis lies and which stands, and the culture of each corner."""

    x: AxisId = Field(description="the axis that lies")
    y: AxisId = Field(description="the axis that stands, another one")
    cultures: tuple[Culture, ...] = Field(
        description="what a team is like in each corner: four, with every combination of `x` and `y` once"
    )


class Instrument(Model, title="an instrument"):
    """A question set: scale, layers, building blocks, items, thresholds, axes."""

    id: Slug = Field(description="its name; the file is called `<id>.yml`")
    kind: Literal["survey"] = Field(default="survey", description="what kind of instrument it is")
    version: Text = Field(description="which edition this is, in quotes; raise it when a text changes")
    name: Name = Field(description="what readers see")
    description: Text = Field(description="what it asks about, in a sentence")
    source: Text | None = Field(default=None, description="where it comes from")
    decimals: int = Field(default=1, ge=1, le=4, description="how many decimals every mean and SD is shown with")
    sources: dict[Slug, Source] = Field(
        default_factory=dict,
        description="files of answers of its own, by name, besides `survey` and `observations`; one that is called "
        "as the instrument goes beside those of other instruments",
    )
    level: LevelName = Field(default="team", description="whose answers are counted together")
    scale: AnswerScale = Field(description="the scores that an answer may have")
    thresholds: Thresholds = Field(description="what is low, and what is a spread")
    spread_correction: Exact = Field(
        default=Decimal(0),
        ge=0,
        description="how much an axis value goes down when its SD is a spread; both values are then shown",
    )
    blocks: tuple[Block, ...] = Field(
        default=(), description="the building blocks, in the order in which readers see them"
    )
    elements: tuple[Element, ...] = Field(default=(), description="the parts of the blocks")
    layers: tuple[Layer, ...] = Field(min_length=1, description="the voices, in the order in which readers see them")
    axes: tuple[Axis, ...] = Field(default=(), description="the sides of the quadrant")
    quadrant: Quadrant | None = Field(default=None, description="how two axes cross; without it there is no quadrant")

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
    def labels(self) -> dict[str, dict[str, str]]:
        """The words that a reader knows a block, layer, axis or item by: by kind, and then by id."""
        return {
            "block": {block.id: block.name for block in self.blocks},
            "layer": {layer.id: layer.name for layer in self.layers},
            "axis": {axis.id: axis.name for axis in self.axes},
            "item": {item.id: item.short for item in self.items.values()},
        }

    @cached_property
    def names(self) -> dict[str, str]:
        """The same by id alone. An item goes before a block."""
        return {id_: name for named in self.labels.values() for id_, name in named.items()}

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
    def files(self) -> dict[str, Source]:
        """Where the layers' answers come from, by name, each once and in the instrument's order."""
        known = {**SOURCES, **self.sources}
        return {layer.source: known[layer.source] for layer in self.layers if layer.source in known}

    @cached_property
    def answer_files(self) -> tuple[AnswerFile, ...]:
        """What stands in each of its files."""
        return tuple(
            AnswerFile(
                file,
                source,
                {
                    item.id: Asked(self.scale_of(layer), item.reversed, item.column)
                    for layer in self.layers
                    if layer.source == file
                    for item in layer.items
                },
                self.level,
                elsewhere={
                    item.id: f"an item of {layer.source}.csv"
                    for layer in self.layers
                    if layer.source != file
                    for item in layer.items
                },
            )
            for file, source in self.files.items()
        )

    @property
    def is_mirror(self) -> bool:
        """Whether it is what a site opens with, when a round has several: its answers stand in the files of old."""
        return any(file in SOURCES for file in self.files)

    def form_of(self, layer: Layer) -> Form:
        """How a layer's answers come about."""
        return self.files[layer.source].form

    def items_of_source(self, source: str) -> list[Item]:
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
