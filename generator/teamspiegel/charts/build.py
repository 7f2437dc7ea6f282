"""Every chart of one team in one round, under the keys that pages ask for."""

from collections.abc import Iterator, Sequence

from teamspiegel.charts.bands import lesson_bands
from teamspiegel.charts.change import change_charts
from teamspiegel.charts.distribution import DistributionRow, distribution
from teamspiegel.charts.finding import Named, Said, subject
from teamspiegel.charts.means import comparison, means
from teamspiegel.charts.quadrant import quadrant, teams
from teamspiegel.charts.style import Style
from teamspiegel.charts.team import KeyedCharts, ShownTeam
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.definitions import Prediction
from teamspiegel.contracts.instrument import Axis, Item, Layer
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import TeamReport, TeamRound
from teamspiegel.contracts.theme import Palette, Wording

MERGED = "merged"
"""Before the key of a distribution: the same with its smallest cells taken together."""


def team_charts(report: TeamReport, wording: Wording, palette: Palette) -> dict[str, dict[str, Chart]]:
    """The charts of a team's rounds, by round and key; references stand beside the latest only."""
    shown = {
        view.round.id: ShownTeam(
            view,
            Style(wording, palette, view.instrument.decimals),
            report.references if view is report.latest else (),
        )
        for view in report.rounds
    }
    return {
        round_: {key: chart for key, chart in _all(team, report.predictions[round_]) if chart}
        for round_, team in shown.items()
    }


def school_charts(views: Sequence[TeamRound], wording: Wording, palette: Palette) -> dict[str, Chart]:
    """The charts of all teams in one round, by key: `teams`, their positions in one quadrant."""
    if not views:
        return {}
    style = Style(wording, palette, views[0].instrument.decimals)
    found = teams(views, f"teams--{views[0].round.id}", style)
    return {"teams": found} if found else {}


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
        yield key, quadrant(team, key, predictions, reveal=reveal)
    for layer in team.instrument.layers:
        yield from _of_layer(team, layer)
    yield from _side_by_side(team)
    for axis in team.instrument.axes:
        yield f"layers:{axis.id}", _axis_means(team, axis)
    yield from change_charts(team)


def _of_layer(team: ShownTeam, layer: Layer) -> KeyedCharts:
    key, blocks = f"means:{layer.id}", team.instrument.blocks_of_layer(layer)
    what = team.style.say(f"subject.means.{layer.source}", layer=layer.name)
    items = [row for item in layer.items for row in team.found(Aspect(layer.id, "item", item.id), item.short)]
    yield key, means(team, key, what, {"": items}, [layer], layer.source)
    if layer.mean_of == "blocks":
        what = team.style.say("subject.means.blocks", layer=layer.name)
        rows = [row for block in blocks for row in team.found(Aspect(layer.id, "block", block.id), block.name)]
        yield f"{key}:blocks", means(team, f"{key}:blocks", what, {"": rows}, [layer], "blocks")
    key = f"distribution:{layer.id}"
    yield from _distributions(team, layer, key, layer.name, layer.items)
    for block in blocks:
        asked, what = team.instrument.items_in_block(layer, block.id), f"{layer.name}, {block.name}"
        yield from _distributions(team, layer, f"{key}:{block.id}", what, asked)
    if layer.bands:
        subtitle = subject(team.view, team.style.say("subject.bands", layer=layer.name), team.style)
        counts = team.view.results.bands.get(layer.id, ())
        key = f"bands:{layer.id}"
        yield key, lesson_bands(team.name(key), subtitle, layer.bands, counts, team.style)


def _distributions(team: ShownTeam, layer: Layer, key: str, what: str, items: Sequence[Item]) -> KeyedCharts:
    results, scale = team.view.results, team.instrument.scale_of(layer)
    asked = [found for item in items if (found := results.get(Aspect(layer.id, "item", item.id)))]
    ids = [one.place.id for one in asked]
    rows = [DistributionRow(team.instrument.items[id_].short, results.distributions.get(id_)) for id_ in ids]
    what = team.style.say("subject.distribution", layer=what)
    subtitle = subject(team.view, what, team.style, asked, [layer.source])
    for name, merged in ((key, False), (f"{MERGED}:{key}", True)):
        yield name, distribution(team.name(name), subtitle, rows, scale, team.style, layer.source, merged=merged)


def _side_by_side(team: ShownTeam) -> KeyedCharts:
    """What the layers say about the parts of each building block, and about the blocks themselves."""
    instrument, style = team.instrument, team.style
    for block in instrument.blocks:
        layers = [layer for layer in instrument.layers if instrument.items_in_block(layer, block.id)]
        for key, group in team.comparable(f"block:{block.id}", layers):
            what = style.say("subject.comparison", block=block.name)
            yield key, comparison(team, key, what, [*_matched(team, block.id, group)], group, "any")
    layers = [layer for layer in instrument.layers if instrument.blocks_of_layer(layer)]
    for key, group in team.comparable("blocks", layers):
        said = {
            block.name: [(layer.name, team.view.results.get(Aspect(layer.id, "block", block.id))) for layer in group]
            for block in instrument.blocks
        }
        known = [Said(block, {layer: found for layer, found in by if found}) for block, by in said.items()]
        what = style.say("subject.comparison_blocks")
        yield key, comparison(team, key, what, [row for row in known if row.by], group, "blocks")


def _matched(team: ShownTeam, block: str, layers: Sequence[Layer]) -> Iterator[Said]:
    """A row per element, then one per other item: without an element, or a layer's second about the same one."""
    names = {element.id: element.name for element in team.instrument.elements if element.block == block}
    found: dict[str, dict[str, Published]] = {element: {} for element in names}
    for layer in layers:
        for item in team.instrument.items_in_block(layer, block):
            indicator = team.view.results.get(Aspect(layer.id, "item", item.id))
            key = item.element if item.element in found and layer.name not in found[item.element] else item.short
            if indicator and key:
                found.setdefault(key, {})[layer.name] = indicator
    return (Said(names.get(key, key), by) for key, by in found.items() if by)


def _axis_means(team: ShownTeam, axis: Axis) -> Chart | None:
    """The layers that make the axis's position, and visibly apart those beside it whose ruler fits."""

    def rows(layers: Sequence[Layer]) -> list[Named]:
        return [row for layer in layers for row in team.found(Aspect(layer.id, "layer", layer.id), layer.name)]

    own = team.instrument.layers_of_axis(axis)
    others = [team.instrument.layer_by_id[layer] for layer in axis.beside]
    beside = [layer for layer in others if team.ruler(layer).fits(team.ruler(own[0]))]
    sections = {"": rows(own), team.style.say("means.beside"): rows(beside)}
    what = team.style.say("subject.means.axis", axis=axis.name)
    return means(team, f"layers:{axis.id}", what, sections, [*own, *beside], "layers")
