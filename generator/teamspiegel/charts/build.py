"""Every chart of one team in one round, under the keys that pages ask for."""

from collections.abc import Sequence
from dataclasses import replace

from teamspiegel.charts.change import change_charts
from teamspiegel.charts.distribution import DistributionRow, distribution, lesson_bands
from teamspiegel.charts.finding import Named, Said, subject
from teamspiegel.charts.means import comparison, means
from teamspiegel.charts.quadrant import quadrant, teams
from teamspiegel.charts.style import Style
from teamspiegel.charts.team import KeyedCharts, ShownTeam, named
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.definitions import Prediction
from teamspiegel.contracts.instrument import Axis, Layer
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import TeamReport, TeamRound
from teamspiegel.contracts.theme import Palette, Wording


def team_charts(report: TeamReport, wording: Wording, palette: Palette) -> dict[str, dict[str, Chart]]:
    """The charts of a team's rounds, by round and key; references stand beside the latest only."""
    found = {}
    for view in report.rounds:
        style = Style(wording, palette, view.instrument.decimals)
        team = ShownTeam(view, style, report.references if view is report.latest else ())
        beside = () if view.instrument.is_mirror else (view.instrument.id,)
        charts = _all(team, report.predictions[view.round.id])
        found[view.round.id] = named(charts, view.team.id, view.round.id, *beside)
    return found


def school_charts(views: Sequence[TeamRound], wording: Wording, palette: Palette) -> dict[str, Chart]:
    """The charts of all teams in one round, by key: `teams`, their positions in one quadrant."""
    if not views:
        return {}
    style = Style(wording, palette, views[0].instrument.decimals)
    found = teams(views, style)
    return {"teams": replace(found, name=f"teams--{views[0].round.id}")} if found else {}


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
    for key, reveal in (("quadrant", True), ("quadrant-predictions", False)):
        yield key, quadrant(team, predictions, reveal=reveal)
    for layer in team.instrument.layers:
        yield from _of_layer(team, layer)
    yield from _side_by_side(team)
    for axis in team.instrument.axes:
        yield f"layers:{axis.id}", _axis_means(team, axis)
    yield from change_charts(team)


def _of_layer(team: ShownTeam, layer: Layer) -> KeyedCharts:
    style, items, form = team.style, team.rows("item", layer), team.instrument.form_of(layer)
    what = style.say(f"subject.means.{form}", layer=layer.name)
    yield f"means:{layer.id}", means(team, what, items, [layer], form)
    if layer.mean_of == "blocks":
        what = style.say("subject.means.blocks", layer=layer.name)
        yield f"means:{layer.id}:blocks", means(team, what, team.rows("block", layer), [layer], "blocks")
    yield from _distributions(team, layer, f"distribution:{layer.id}", layer.name, items)
    for block in team.instrument.blocks_of_layer(layer):
        own = {item.id for item in team.instrument.items_in_block(layer, block.id)}
        asked, name = [row for row in items if row.indicator.place.id in own], f"{layer.name}, {block.name}"
        yield from _distributions(team, layer, f"distribution:{layer.id}:{block.id}", name, asked)
    if layer.bands:
        yield f"bands:{layer.id}", lesson_bands(team, layer)


def _distributions(team: ShownTeam, layer: Layer, key: str, name: str, asked: Sequence[Named]) -> KeyedCharts:
    counts, scale = team.view.results.distributions, team.instrument.scale_of(layer)
    rows = [DistributionRow(row.label, counts.get(row.indicator.place.id)) for row in asked]
    what = team.style.say("subject.distribution", layer=name)
    form = team.instrument.form_of(layer)
    subtitle = subject(team.view.round, what, team.style, team.answered(row.indicator for row in asked))
    for key_, merged in ((key, False), (f"merged:{key}", True)):
        yield key_, distribution(what, subtitle, rows, scale, team.style, form, merged=merged)


def _side_by_side(team: ShownTeam) -> KeyedCharts:
    """What the layers say about the parts of each building block, and about the blocks themselves."""
    instrument, style = team.instrument, team.style
    for block in instrument.blocks:
        layers = [layer for layer in instrument.layers if instrument.items_in_block(layer, block.id)]
        for key, group in team.comparable(f"block:{block.id}", layers):
            what = style.say("subject.comparison", block=block.name)
            yield key, comparison(team, what, _matched(team, block.id, group), group, "any")
    layers = [layer for layer in instrument.layers if instrument.blocks_of_layer(layer)]
    for key, group in team.comparable("blocks", layers):
        found = [(layer, row) for layer in group for row in team.rows("block", layer)]
        rows = [
            Said(block.name, {layer.name: row.indicator for layer, row in found if row.label == block.name})
            for block in instrument.blocks
        ]
        yield key, comparison(team, style.say("subject.comparison_blocks"), rows, group, "blocks")


def _matched(team: ShownTeam, block: str, layers: Sequence[Layer]) -> list[Said]:
    """A row per element, then one per other item: without an element, or a layer's second about the same one."""
    instrument = team.instrument
    names = {element.id: element.name for element in instrument.elements if element.block == block}
    found: dict[str, dict[str, Published]] = {element: {} for element in names}
    for layer in layers:
        for row in team.rows("item", layer):
            item = instrument.items[row.indicator.place.id]
            first = item.element in found and layer.name not in found[item.element]
            if instrument.block_of_item.get(item.id) == block:
                found.setdefault(item.element if item.element and first else row.label, {})[layer.name] = row.indicator
    return [Said(names.get(key, key), by) for key, by in found.items()]


def _axis_means(team: ShownTeam, axis: Axis) -> Chart | None:
    """The layers that make the axis's position, and visibly apart those beside it whose ruler fits."""
    own = team.instrument.layers_of_axis(axis)
    others = [team.instrument.layer_by_id[layer] for layer in axis.beside]
    beside = [layer for layer in others if team.ruler(layer).wordless == team.ruler(own[0]).wordless]
    what = team.style.say("subject.means.axis", axis=axis.name)
    return means(team, what, team.rows("layer", *own), [*own, *beside], "layers", team.rows("layer", *beside))
