"""Every chart of one team in one round, under the keys that pages ask for."""

from collections.abc import Callable, Sequence

from teamspiegel.charts.bands import lesson_bands
from teamspiegel.charts.change import change_charts
from teamspiegel.charts.comparison import ComparisonRow, block_rows, comparison, matched_rows
from teamspiegel.charts.desk import Desk, Made
from teamspiegel.charts.distribution import DistributionRow, distribution
from teamspiegel.charts.finding import subject
from teamspiegel.charts.house import shared
from teamspiegel.charts.lanes import Block as Colour
from teamspiegel.charts.means import MeanRow, Section, means
from teamspiegel.charts.pen import Kind, Pen
from teamspiegel.charts.quadrant import quadrant, teams
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.definitions import Prediction
from teamspiegel.contracts.instrument import Axis, Item, Layer
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.place import Kind as AspectKind
from teamspiegel.contracts.report import Reference, TeamReport, TeamRound
from teamspiegel.contracts.theme import Palette, Wording

MERGED = "merged"
"""Before the key of a distribution: the same with its smallest cells taken together."""


def team_charts(report: TeamReport, wording: Wording, palette: Palette) -> dict[str, dict[str, Chart]]:
    """The charts of a team's latest round, and the quadrants of earlier ones that it met about, by round and key."""
    if report.latest is None:
        return {}
    return {
        **{view.round.id: _of_round(view, report, _quadrants, (), wording, palette) for view in report.met_about},
        report.latest.round.id: _of_round(report.latest, report, _all, report.references, wording, palette),
    }


def school_charts(views: Sequence[TeamRound], wording: Wording, palette: Palette) -> dict[str, Chart]:
    """The charts of all teams in one round, by key: `teams`, their positions in one quadrant."""
    if not views:
        return {}
    pen = Pen(wording, palette, views[0].instrument.decimals)
    found = teams(views, f"teams--{views[0].round.id}", subject(views[0], pen.say("subject.teams"), pen), pen)
    return {"teams": found} if found else {}


def _of_round(
    view: TeamRound,
    report: TeamReport,
    make: Callable[[Desk, Sequence[Prediction]], Made],
    references: Sequence[Reference],
    wording: Wording,
    palette: Palette,
) -> dict[str, Chart]:
    desk = Desk(view, Pen(wording, palette, view.instrument.decimals), references)
    return {key: chart for key, chart in make(desk, report.predictions[view.round.id]) if chart is not None}


def _all(desk: Desk, predictions: Sequence[Prediction]) -> Made:
    """The charts by key; a chart that has nothing to draw is left out.

    quadrant, quadrant-predictions          the position, and the predictions before it is shown
    means:<layer>[:blocks]                  a layer's items, and the blocks of a layer that is made of blocks
    distribution:<layer>[:<block>]          a layer's answers, all of them and by building block
    merged:distribution:<layer>[:<block>]   the same with cells of one or two taken together, where there are any
    bands:<layer>                           lessons by band
    block:<block>, blocks                   the layers side by side over one building block, and over all of them
    layers:<axis>                           the layers of an axis, and those that are shown beside it
    change:<layer>, change:axes             how a layer, and how the layers and axes, moved since earlier rounds

    Layers of another scale than the first make a comparison of their own, with their first layer's id behind the key.
    """
    return iter((*_quadrants(desk, predictions), *_layers(desk), *_blocks(desk), *_axes(desk), *change_charts(desk)))


def _quadrants(desk: Desk, predictions: Sequence[Prediction]) -> Made:
    for key, what, reveal in (("quadrant", "position", True), ("quadrant-predictions", "predictions", False)):
        subtitle = subject(desk.view, desk.pen.say(f"subject.{what}", team=desk.view.team.name), desk.pen)
        yield key, quadrant(desk.view, desk.name(key), subtitle, predictions, desk.pen, reveal=reveal)


def _layers(desk: Desk) -> Made:
    for layer in desk.instrument.layers:
        yield f"means:{layer.id}", _item_means(desk, layer)
        if layer.mean_of == "blocks":
            yield f"means:{layer.id}:blocks", _block_means(desk, layer)
        yield from _distributions(desk, layer, f"distribution:{layer.id}", layer.name, layer.items)
        for block in desk.instrument.blocks_of_layer(layer):
            items, what = desk.instrument.items_in_block(layer, block.id), f"{layer.name}, {block.name}"
            yield from _distributions(desk, layer, f"distribution:{layer.id}:{block.id}", what, items)
        if layer.bands:
            yield f"bands:{layer.id}", _bands(desk, layer)


def _mean_row(
    desk: Desk, layer: Layer, kind: AspectKind, id_: str, label: str, block: Colour | None = None
) -> tuple[MeanRow, ...]:
    """The row of an indicator; nothing when nobody was asked."""
    found = desk.view.results.get(Aspect(layer.id, kind, id_))
    return (MeanRow(label, found, block),) if found else ()


def _means(
    desk: Desk, key: str, what: str, sections: Sequence[Section], layers: Sequence[Layer], kind: Kind
) -> Chart | None:
    found = [row.indicator for section in sections for row in section.rows]
    source = layers[0].source if len({layer.source for layer in layers}) == 1 else ""
    subtitle = subject(desk.view, what, desk.pen, found, source)
    shown = [section for section in sections if section.rows]
    return means(desk.name(key), subtitle, shown, shared([desk.ruler(layer) for layer in layers]), desk, kind)


def _item_means(desk: Desk, layer: Layer) -> Chart | None:
    blocks = desk.instrument.block_of_item
    rows = tuple(
        row
        for item in layer.items
        for row in _mean_row(desk, layer, "item", item.id, item.short, desk.block(blocks.get(item.id)))
    )
    what = desk.pen.say(f"subject.means.{layer.source}", layer=layer.name)
    return _means(desk, f"means:{layer.id}", what, [Section(rows)], [layer], layer.source)


def _block_means(desk: Desk, layer: Layer) -> Chart | None:
    blocks = desk.instrument.blocks_of_layer(layer)
    rows = tuple(row for block in blocks for row in _mean_row(desk, layer, "block", block.id, block.name))
    what = desk.pen.say("subject.means.blocks", layer=layer.name)
    return _means(desk, f"means:{layer.id}:blocks", what, [Section(rows)], [layer], "blocks")


def _distributions(desk: Desk, layer: Layer, key: str, what: str, items: Sequence[Item]) -> Made:
    results, scale = desk.view.results, desk.instrument.scale_of(layer)
    asked = [found for item in items if (found := results.get(Aspect(layer.id, "item", item.id)))]
    rows = [
        DistributionRow(desk.instrument.items[one.place.id].short, results.distributions.get(one.place.id))
        for one in asked
    ]
    subtitle = subject(desk.view, desk.pen.say("subject.distribution", layer=what), desk.pen, asked, layer.source)
    for name, merged in ((key, False), (f"{MERGED}:{key}", True)):
        yield name, distribution(desk.name(name), subtitle, rows, scale, desk.pen, layer.source, merged=merged)


def _bands(desk: Desk, layer: Layer) -> Chart | None:
    counts = desk.view.results.bands.get(layer.id, ())
    subtitle = subject(desk.view, desk.pen.say("subject.bands", layer=layer.name), desk.pen)
    return lesson_bands(desk.name(f"bands:{layer.id}"), subtitle, layer.bands, counts, desk.pen)


def _blocks(desk: Desk) -> Made:
    for block in desk.instrument.blocks:
        layers = [layer for layer in desk.instrument.layers if desk.instrument.items_in_block(layer, block.id)]
        for key, group in desk.comparable(f"block:{block.id}", layers):
            what = desk.pen.say("subject.comparison", block=block.name)
            yield key, _side_by_side(desk, key, what, matched_rows(desk, block.id, group), group, "any")
    layers = [layer for layer in desk.instrument.layers if desk.instrument.blocks_of_layer(layer)]
    for key, group in desk.comparable("blocks", layers):
        what = desk.pen.say("subject.comparison_blocks")
        yield key, _side_by_side(desk, key, what, block_rows(desk, group), group, "blocks")


def _side_by_side(
    desk: Desk, key: str, what: str, rows: Sequence[ComparisonRow], layers: Sequence[Layer], kind: Kind
) -> Chart | None:
    ruler = shared([desk.ruler(layer) for layer in layers])
    return comparison(desk.name(key), subject(desk.view, what, desk.pen), rows, layers, desk, ruler, kind)


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
    what = desk.pen.say("subject.means.axis", axis=axis.name)
    return _means(desk, f"layers:{axis.id}", what, sections, [first, *others, *beside], "layers")


def _layer_rows(desk: Desk, layers: Sequence[Layer]) -> tuple[MeanRow, ...]:
    return tuple(row for layer in layers for row in _mean_row(desk, layer, "layer", layer.id, layer.name))
