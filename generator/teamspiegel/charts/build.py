"""Every chart of one team in one round, under the keys that pages ask for."""

from collections.abc import Sequence

from teamspiegel.charts.bands import lesson_bands
from teamspiegel.charts.change import change_charts
from teamspiegel.charts.comparison import ComparisonRow, block_rows, comparison, matched_rows
from teamspiegel.charts.distribution import DistributionRow, distribution
from teamspiegel.charts.finding import subject
from teamspiegel.charts.lanes import Block as Colour
from teamspiegel.charts.means import MeanRow, Section, means
from teamspiegel.charts.quadrant import quadrant, teams
from teamspiegel.charts.style import Kind, Style
from teamspiegel.charts.team import KeyedCharts, ShownTeam
from teamspiegel.charts.template import shared
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
    """The charts of a team's rounds, by round and key; references stand beside the latest only."""
    return {
        view.round.id: _of_round(view, report, report.references if view is report.latest else (), wording, palette)
        for view in report.rounds
    }


def school_charts(views: Sequence[TeamRound], wording: Wording, palette: Palette) -> dict[str, Chart]:
    """The charts of all teams in one round, by key: `teams`, their positions in one quadrant."""
    if not views:
        return {}
    style = Style(wording, palette, views[0].instrument.decimals)
    found = teams(views, f"teams--{views[0].round.id}", subject(views[0], style.say("subject.teams"), style), style)
    return {"teams": found} if found else {}


def _of_round(
    view: TeamRound,
    report: TeamReport,
    references: Sequence[Reference],
    wording: Wording,
    palette: Palette,
) -> dict[str, Chart]:
    team = ShownTeam(view, Style(wording, palette, view.instrument.decimals), references)
    return {key: chart for key, chart in _all(team, report.predictions[view.round.id]) if chart is not None}


def _all(team: ShownTeam, predictions: Sequence[Prediction]) -> KeyedCharts:
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
    return iter(
        (
            *_quadrants(team, predictions),
            *_layers(team),
            *_blocks(team),
            *_axes(team),
            *change_charts(team),
        )
    )


def _quadrants(team: ShownTeam, predictions: Sequence[Prediction]) -> KeyedCharts:
    for key, what, reveal in (("quadrant", "position", True), ("quadrant-predictions", "predictions", False)):
        subtitle = subject(team.view, team.style.say(f"subject.{what}", team=team.view.team.name), team.style)
        yield key, quadrant(team.view, team.name(key), subtitle, predictions, team.style, reveal=reveal)


def _layers(team: ShownTeam) -> KeyedCharts:
    for layer in team.instrument.layers:
        yield f"means:{layer.id}", _item_means(team, layer)
        if layer.mean_of == "blocks":
            yield f"means:{layer.id}:blocks", _block_means(team, layer)
        yield from _distributions(team, layer, f"distribution:{layer.id}", layer.name, layer.items)
        for block in team.instrument.blocks_of_layer(layer):
            items, what = team.instrument.items_in_block(layer, block.id), f"{layer.name}, {block.name}"
            yield from _distributions(team, layer, f"distribution:{layer.id}:{block.id}", what, items)
        if layer.bands:
            yield f"bands:{layer.id}", _bands(team, layer)


def _mean_row(
    team: ShownTeam, layer: Layer, kind: AspectKind, id_: str, label: str, block: Colour | None = None
) -> tuple[MeanRow, ...]:
    """The row of an indicator; nothing when nobody was asked."""
    found = team.view.results.get(Aspect(layer.id, kind, id_))
    return (MeanRow(label, found, block),) if found else ()


def _means(
    team: ShownTeam, key: str, what: str, sections: Sequence[Section], layers: Sequence[Layer], kind: Kind
) -> Chart | None:
    found = [row.indicator for section in sections for row in section.rows]
    source = layers[0].source if len({layer.source for layer in layers}) == 1 else ""
    subtitle = subject(team.view, what, team.style, found, source)
    shown = [section for section in sections if section.rows]
    return means(team.name(key), subtitle, shown, shared([team.ruler(layer) for layer in layers]), team, kind)


def _item_means(team: ShownTeam, layer: Layer) -> Chart | None:
    blocks = team.instrument.block_of_item
    rows = tuple(
        row
        for item in layer.items
        for row in _mean_row(team, layer, "item", item.id, item.short, team.block(blocks.get(item.id)))
    )
    what = team.style.say(f"subject.means.{layer.source}", layer=layer.name)
    return _means(team, f"means:{layer.id}", what, [Section(rows)], [layer], layer.source)


def _block_means(team: ShownTeam, layer: Layer) -> Chart | None:
    blocks = team.instrument.blocks_of_layer(layer)
    rows = tuple(row for block in blocks for row in _mean_row(team, layer, "block", block.id, block.name))
    what = team.style.say("subject.means.blocks", layer=layer.name)
    return _means(team, f"means:{layer.id}:blocks", what, [Section(rows)], [layer], "blocks")


def _distributions(team: ShownTeam, layer: Layer, key: str, what: str, items: Sequence[Item]) -> KeyedCharts:
    results, scale = team.view.results, team.instrument.scale_of(layer)
    asked = [found for item in items if (found := results.get(Aspect(layer.id, "item", item.id)))]
    rows = [
        DistributionRow(team.instrument.items[one.place.id].short, results.distributions.get(one.place.id))
        for one in asked
    ]
    subtitle = subject(team.view, team.style.say("subject.distribution", layer=what), team.style, asked, layer.source)
    for name, merged in ((key, False), (f"{MERGED}:{key}", True)):
        yield name, distribution(team.name(name), subtitle, rows, scale, team.style, layer.source, merged=merged)


def _bands(team: ShownTeam, layer: Layer) -> Chart | None:
    counts = team.view.results.bands.get(layer.id, ())
    subtitle = subject(team.view, team.style.say("subject.bands", layer=layer.name), team.style)
    return lesson_bands(team.name(f"bands:{layer.id}"), subtitle, layer.bands, counts, team.style)


def _blocks(team: ShownTeam) -> KeyedCharts:
    for block in team.instrument.blocks:
        layers = [layer for layer in team.instrument.layers if team.instrument.items_in_block(layer, block.id)]
        for key, group in team.comparable(f"block:{block.id}", layers):
            what = team.style.say("subject.comparison", block=block.name)
            yield key, _side_by_side(team, key, what, matched_rows(team, block.id, group), group, "any")
    layers = [layer for layer in team.instrument.layers if team.instrument.blocks_of_layer(layer)]
    for key, group in team.comparable("blocks", layers):
        what = team.style.say("subject.comparison_blocks")
        yield key, _side_by_side(team, key, what, block_rows(team, group), group, "blocks")


def _side_by_side(
    team: ShownTeam, key: str, what: str, rows: Sequence[ComparisonRow], layers: Sequence[Layer], kind: Kind
) -> Chart | None:
    ruler = shared([team.ruler(layer) for layer in layers])
    return comparison(team.name(key), subject(team.view, what, team.style), rows, layers, team, ruler, kind)


def _axes(team: ShownTeam) -> KeyedCharts:
    for axis in team.instrument.axes:
        yield f"layers:{axis.id}", _axis_means(team, axis)


def _axis_means(team: ShownTeam, axis: Axis) -> Chart | None:
    """The layers that make the axis's position, and visibly apart those beside it whose ruler fits."""
    first, *others = team.instrument.layers_of_axis(axis)
    fitting = [team.instrument.layer_by_id[layer] for layer in axis.beside]
    beside = [layer for layer in fitting if team.ruler(layer).fits(team.ruler(first))]
    sections = [
        Section(_layer_rows(team, [first, *others])),
        Section(_layer_rows(team, beside), team.style.say("means.beside")),
    ]
    what = team.style.say("subject.means.axis", axis=axis.name)
    return _means(team, f"layers:{axis.id}", what, sections, [first, *others, *beside], "layers")


def _layer_rows(team: ShownTeam, layers: Sequence[Layer]) -> tuple[MeanRow, ...]:
    return tuple(row for layer in layers for row in _mean_row(team, layer, "layer", layer.id, layer.name))
