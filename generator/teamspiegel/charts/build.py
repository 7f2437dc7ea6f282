"""Every chart of one team in one round, under the keys that pages ask for."""

from collections.abc import Callable, Sequence

from teamspiegel.charts.bands import lesson_bands
from teamspiegel.charts.changes import change_charts
from teamspiegel.charts.comparison import SHAPES, ComparisonRow, Voice, comparison
from teamspiegel.charts.desk import Desk, Made
from teamspiegel.charts.distribution import DistributionRow, distribution
from teamspiegel.charts.means import MeanRow, Section, means
from teamspiegel.charts.pen import Kind, Pen
from teamspiegel.charts.quadrant import quadrant
from teamspiegel.charts.ruler import shared
from teamspiegel.charts.scene import Predictions
from teamspiegel.charts.teams import teams
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.instrument import Axis, Block, Item, Layer
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.place import Kind as AspectKind
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import Reference, TeamReport, TeamRound
from teamspiegel.contracts.theme import Palette, Wording


def team_charts(report: TeamReport, wording: Wording, palette: Palette) -> dict[str, dict[str, Chart]]:
    """The charts of a team's latest round, and the quadrants of earlier ones that it met about, by round and key."""
    if report.latest is None:
        return {}
    return {
        **{view.round.id: _of_round(view, report, _quadrants, (), wording, palette) for view in report.met_about},
        report.latest.round.id: _of_round(report.latest, report, _all, report.references, wording, palette),
    }


def _of_round(
    view: TeamRound,
    report: TeamReport,
    make: Callable[[Desk, Predictions], Made],
    references: Sequence[Reference],
    wording: Wording,
    palette: Palette,
) -> dict[str, Chart]:
    desk = Desk(view, Pen(wording, palette, view.instrument.decimals), references)
    predictions = [(one.group, one.position) for one in report.predictions[view.round.id]]
    return {key: chart for key, chart in make(desk, predictions) if chart is not None}


def _all(desk: Desk, predictions: Predictions) -> Made:
    """The charts by key; a chart that has nothing to draw is left out.

    quadrant, quadrant-predictions          the position, and the predictions before it is shown
    means:<layer>[:blocks]                  a layer's items, and the blocks of a layer that is made of blocks
    distribution:<layer>[:<block>]          a layer's answers, all of them and by building block
    bands:<layer>                           lessons by band
    block:<block>, blocks                   the layers side by side over one building block, and over all of them
    layers:<axis>                           the layers of an axis, and those that are shown beside it
    change:<layer>, change:axes             how a layer, and how the layers and axes, moved since earlier rounds

    Layers of another scale than the first make a comparison of their own, with their first layer's id behind the key.
    """
    return iter((*_quadrants(desk, predictions), *_layers(desk), *_blocks(desk), *_axes(desk), *change_charts(desk)))


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


def _mean_row(desk: Desk, layer: Layer, kind: AspectKind, id_: str, label: str) -> tuple[MeanRow, ...]:
    """The row of an indicator; nothing when nobody was asked."""
    found = desk.view.results.get(Aspect(layer.id, kind, id_))
    return (MeanRow(label, found, desk.colour(layer)),) if found else ()


def _item_means(desk: Desk, layer: Layer) -> Chart | None:
    rows = tuple(row for item in layer.items for row in _mean_row(desk, layer, "item", item.id, item.short))
    title = desk.pen.say(f"means.title.{layer.source}", layer=layer.name)
    name = desk.name(f"means:{layer.id}")
    return means(name, title, [Section(rows)], desk.ruler(layer), desk.pen, layer.source, desk.references)


def _block_means(desk: Desk, layer: Layer) -> Chart | None:
    blocks = desk.instrument.blocks_of_layer(layer)
    rows = tuple(row for block in blocks for row in _mean_row(desk, layer, "block", block.id, block.name))
    title = desk.pen.say("means.title.blocks", layer=layer.name)
    name = desk.name(f"means:{layer.id}:blocks")
    return means(name, title, [Section(rows)], desk.ruler(layer), desk.pen, "blocks", desk.references)


def _distribution(
    desk: Desk, layer: Layer, key: str, items: Sequence[Item], block: Block | None = None
) -> Chart | None:
    results = desk.view.results
    asked = [item for item in items if results.get(Aspect(layer.id, "item", item.id))]
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
        for key, group in desk.comparable(f"block:{block.id}", layers):
            yield key, _side_by_side(desk, key, title, _matched_rows(desk, block, group), group, "any")
    layers = [layer for layer in desk.instrument.layers if desk.instrument.blocks_of_layer(layer)]
    for key, group in desk.comparable("blocks", layers):
        title = desk.pen.say("comparison.title_blocks")
        yield key, _side_by_side(desk, key, title, _block_rows(desk, group), group, "blocks")


def _side_by_side(
    desk: Desk, key: str, title: str, rows: Sequence[ComparisonRow], layers: Sequence[Layer], kind: Kind
) -> Chart | None:
    asked = [layer for layer in layers if any(layer.id in row.indicators for row in rows)]
    ruler = shared([desk.ruler(layer) for layer in layers])
    return comparison(desk.name(key), title, rows, _voices(desk, asked), ruler, desk.pen, kind)


def _voices(desk: Desk, layers: Sequence[Layer]) -> list[Voice]:
    """How layers are drawn when they stand side by side."""
    return [
        Voice(layer.id, layer.name, SHAPES[desk.number(layer) % len(SHAPES)], desk.colour(layer)) for layer in layers
    ]


def _matched_rows(desk: Desk, block: Block, layers: Sequence[Layer]) -> list[ComparisonRow]:
    """A row per element, then one per other item: without an element, or a layer's second about the same one."""
    names = {element.id: element.name for element in desk.instrument.elements if element.block == block.id}
    found: dict[str, dict[str, Published]] = {element: {} for element in names}
    for layer in layers:
        for item in desk.instrument.items_in_block(layer, block.id):
            indicator = desk.view.results.get(Aspect(layer.id, "item", item.id))
            key = item.element if item.element in found and layer.id not in found[item.element] else item.short
            if indicator and key:
                found.setdefault(key, {})[layer.id] = indicator
    return [ComparisonRow(names.get(key, key), indicators) for key, indicators in found.items() if indicators]


def _block_rows(desk: Desk, layers: Sequence[Layer]) -> list[ComparisonRow]:
    rows = []
    for block in desk.instrument.blocks:
        found = {layer.id: desk.view.results.get(Aspect(layer.id, "block", block.id)) for layer in layers}
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
    return means(desk.name(f"layers:{axis.id}"), title, shown, ruler, desk.pen, "layers", desk.references)


def _layer_rows(desk: Desk, layers: Sequence[Layer]) -> tuple[MeanRow, ...]:
    return tuple(row for layer in layers for row in _mean_row(desk, layer, "layer", layer.id, layer.name))


def school_charts(views: Sequence[TeamRound], wording: Wording, palette: Palette) -> dict[str, Chart]:
    """The charts of all teams in one round, by key: `teams`, their positions in one quadrant."""
    if not views:
        return {}
    pen = Pen(wording, palette, views[0].instrument.decimals)
    found = teams(views, f"teams--{views[0].round.id}", pen)
    return {"teams": found} if found else {}
