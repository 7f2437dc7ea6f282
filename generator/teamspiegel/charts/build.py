"""Every chart of one team in one round, under the keys that pages ask for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from teamspiegel.charts.bands import lesson_bands
from teamspiegel.charts.comparison import SHAPES, ComparisonRow, Voice, comparison
from teamspiegel.charts.distribution import DistributionRow, distribution
from teamspiegel.charts.means import MeanRow, Section, means
from teamspiegel.charts.pen import Kind, Pen
from teamspiegel.charts.quadrant import quadrant
from teamspiegel.charts.ruler import Ruler, ruler_of, shared
from teamspiegel.charts.scene import Predictions
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.insights import TeamRound
from teamspiegel.contracts.instrument import Axis, Block, Instrument, Item, Layer
from teamspiegel.contracts.published import Indicator
from teamspiegel.contracts.theme import Palette, Wording

Made = Iterator[tuple[str, Chart | None]]


def charts_of(view: TeamRound, predictions: Predictions, wording: Wording, palette: Palette) -> dict[str, Chart]:
    """The charts by key; a chart that has nothing to draw is left out.

    quadrant, quadrant-predictions          the position, and the predictions before it is shown
    means:<layer>[:blocks]                  a layer's items, and the blocks of a layer that is made of blocks
    distribution:<layer>[:<block>]          a layer's answers, all of them and by building block
    bands:<layer>                           lessons by band
    block:<block>, blocks                   the layers side by side over one building block, and over all of them
    layers:<axis>                           the layers of an axis, and those that are shown beside it

    Layers of another scale than the first make a comparison of their own, with their first layer's id behind the key.
    """
    desk = Desk(view, Pen(wording, palette, view.instrument.decimals))
    made = (*_quadrants(desk, predictions), *_layers(desk), *_blocks(desk), *_axes(desk))
    return {key: chart for key, chart in made if chart is not None}


@dataclass(frozen=True)
class Desk:
    """One team in one round, and the pen that its charts are made with."""

    view: TeamRound
    pen: Pen

    @property
    def instrument(self) -> Instrument:
        """The question set that the round used."""
        return self.view.instrument

    def name(self, key: str) -> str:
        """The file name of a chart, without its ending. No id holds two hyphens, so no two charts share a name."""
        return "--".join([self.view.team.id, self.view.round.id, *key.split(":")])

    def ruler(self, layer: Layer) -> Ruler:
        """The scale and bridge axis of a layer."""
        return ruler_of(self.instrument.scale_of(layer), self.instrument.thresholds_of(layer))

    def number(self, layer: Layer) -> int:
        """A layer's place in the instrument: its colour and shape follow from it, the same in every chart."""
        return [other.id for other in self.instrument.layers].index(layer.id)

    def colour(self, layer: Layer) -> str:
        """The colour of a layer."""
        return self.pen.series(self.number(layer))

    def mean_row(self, layer: Layer, level: str, id_: str, label: str) -> tuple[MeanRow, ...]:
        """The row of an indicator; nothing when nobody was asked."""
        found = self.view.results.get(layer.id, level, id_)
        return (MeanRow(label, found, self.colour(layer)),) if found else ()

    def voices(self, layers: Sequence[Layer]) -> list[Voice]:
        """How layers are drawn when they stand side by side."""
        return [
            Voice(layer.id, layer.name, SHAPES[self.number(layer) % len(SHAPES)], self.colour(layer))
            for layer in layers
        ]


def _quadrants(desk: Desk, predictions: Predictions) -> Made:
    for key, reveal in (("quadrant", True), ("quadrant-predictions", False)):
        yield key, quadrant(desk.view, desk.name(key), predictions, desk.pen, reveal=reveal)


def _layers(desk: Desk) -> Made:
    for layer in desk.instrument.layers:
        yield f"means:{layer.id}", _item_means(desk, layer)
        if layer.mean_of == "blocks":
            yield f"means:{layer.id}:blocks", _block_means(desk, layer)
        yield f"distribution:{layer.id}", _distribution(desk, layer, f"distribution:{layer.id}", layer.items)
        for block in desk.instrument.blocks_of_layer(layer):
            key = f"distribution:{layer.id}:{block.id}"
            yield key, _distribution(desk, layer, key, desk.instrument.items_in_block(layer, block.id), block)
        if layer.bands:
            yield f"bands:{layer.id}", _bands(desk, layer)


def _item_means(desk: Desk, layer: Layer) -> Chart | None:
    rows = tuple(row for item in layer.items for row in desk.mean_row(layer, "item", item.id, item.short))
    title = desk.pen.say(f"means.title.{layer.source}", layer=layer.name)
    name = desk.name(f"means:{layer.id}")
    return means(name, title, [Section(rows)], desk.ruler(layer), desk.pen, layer.source)


def _block_means(desk: Desk, layer: Layer) -> Chart | None:
    blocks = desk.instrument.blocks_of_layer(layer)
    rows = tuple(row for block in blocks for row in desk.mean_row(layer, "block", block.id, block.name))
    title = desk.pen.say("means.title.blocks", layer=layer.name)
    return means(desk.name(f"means:{layer.id}:blocks"), title, [Section(rows)], desk.ruler(layer), desk.pen, "blocks")


def _distribution(
    desk: Desk, layer: Layer, key: str, items: Sequence[Item], block: Block | None = None
) -> Chart | None:
    results = desk.view.results
    asked = [item for item in items if results.get(layer.id, "item", item.id)]
    rows = [DistributionRow(item.short, results.distributions.get(item.id)) for item in asked]
    part = f"{layer.name}, {block.name}" if block else layer.name
    title, scale = desk.pen.say("distribution.title", layer=part), desk.instrument.scale_of(layer)
    return distribution(desk.name(key), title, rows, scale, desk.pen, layer.source)


def _bands(desk: Desk, layer: Layer) -> Chart | None:
    counts, title = desk.view.results.bands.get(layer.id, ()), desk.pen.say("bands.title", layer=layer.name)
    return lesson_bands(desk.name(f"bands:{layer.id}"), title, layer.bands, counts, desk.pen)


def _blocks(desk: Desk) -> Made:
    for block in desk.instrument.blocks:
        layers = [layer for layer in desk.instrument.layers if desk.instrument.items_in_block(layer, block.id)]
        title = desk.pen.say("comparison.title", block=block.name)
        for key, group in _comparable(desk, f"block:{block.id}", layers):
            yield key, _side_by_side(desk, key, title, _matched_rows(desk, block, group), group, "any")
    layers = [layer for layer in desk.instrument.layers if desk.instrument.blocks_of_layer(layer)]
    for key, group in _comparable(desk, "blocks", layers):
        title = desk.pen.say("comparison.title_blocks")
        yield key, _side_by_side(desk, key, title, _block_rows(desk, group), group, "blocks")


def _comparable(desk: Desk, key: str, layers: Sequence[Layer]) -> Iterator[tuple[str, list[Layer]]]:
    """The layers in groups that share a ruler; a group after the first has its first layer's id behind the key."""
    groups: list[list[Layer]] = []
    for layer in layers:
        same = next((group for group in groups if desk.ruler(group[0]).fits(desk.ruler(layer))), None)
        if same:
            same.append(layer)
        else:
            groups.append([layer])
    for index, group in enumerate(groups):
        yield f"{key}:{group[0].id}" if index else key, group


def _side_by_side(
    desk: Desk, key: str, title: str, rows: Sequence[ComparisonRow], layers: Sequence[Layer], kind: Kind
) -> Chart | None:
    asked = [layer for layer in layers if any(layer.id in row.indicators for row in rows)]
    ruler = shared([desk.ruler(layer) for layer in layers])
    return comparison(desk.name(key), title, rows, desk.voices(asked), ruler, desk.pen, kind)


def _matched_rows(desk: Desk, block: Block, layers: Sequence[Layer]) -> list[ComparisonRow]:
    """A row per element, then one per other item: without an element, or a layer's second about the same one."""
    names = {element.id: element.name for element in desk.instrument.elements if element.block == block.id}
    found: dict[str, dict[str, Indicator]] = {element: {} for element in names}
    for layer in layers:
        for item in desk.instrument.items_in_block(layer, block.id):
            indicator = desk.view.results.get(layer.id, "item", item.id)
            key = item.element if item.element in found and layer.id not in found[item.element] else item.short
            if indicator and key:
                found.setdefault(key, {})[layer.id] = indicator
    return [ComparisonRow(names.get(key, key), indicators) for key, indicators in found.items() if indicators]


def _block_rows(desk: Desk, layers: Sequence[Layer]) -> list[ComparisonRow]:
    rows = []
    for block in desk.instrument.blocks:
        found = {layer.id: desk.view.results.get(layer.id, "block", block.id) for layer in layers}
        known = {layer: indicator for layer, indicator in found.items() if indicator}
        rows += [ComparisonRow(block.name, known)] if known else []
    return rows


def _axes(desk: Desk) -> Made:
    for axis in desk.instrument.axes:
        yield f"layers:{axis.id}", _axis_means(desk, axis)


def _axis_means(desk: Desk, axis: Axis) -> Chart | None:
    """The layers that make the axis's position, and visibly apart those beside it whose ruler fits."""
    first, *others = desk.instrument.layers_of_axis(axis)
    fitting = [desk.instrument.layer_by_id[layer] for layer in axis.beside]
    beside = [layer for layer in fitting if desk.ruler(layer).fits(desk.ruler(first))]
    sections = [
        Section(_layer_rows(desk, [first, *others])),
        Section(_layer_rows(desk, beside), desk.pen.say("means.beside")),
    ]
    ruler = shared([desk.ruler(layer) for layer in (first, *others, *beside)])
    title = desk.pen.say("means.title.axis", axis=axis.name)
    shown = [section for section in sections if section.rows]
    return means(desk.name(f"layers:{axis.id}"), title, shown, ruler, desk.pen, "layers")


def _layer_rows(desk: Desk, layers: Sequence[Layer]) -> tuple[MeanRow, ...]:
    return tuple(row for layer in layers for row in desk.mean_row(layer, "layer", layer.id, layer.name))
