"""Layers side by side: one row per element, item or block, with a lane, a shape and a colour for every voice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from teamspiegel.charts.finding import furthest_apart, of_comparison
from teamspiegel.charts.lanes import Block, Flag, LaneRow, lanes, mark_of
from teamspiegel.charts.style import Kind, Style
from teamspiegel.charts.team import ShownTeam
from teamspiegel.charts.template import Ruler, Series
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.instrument import Layer
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import Published

SHAPES = ("circle", "square", "triangle-up", "cross", "triangle-right", "diamond")


@dataclass(frozen=True)
class ComparisonRow:
    """What the layers say about one thing, by layer id; a layer that was not asked is not in it."""

    label: str
    indicators: Mapping[str, Published]
    block: Block | None = None


def comparison(
    name: str,
    subtitle: str,
    rows: Sequence[ComparisonRow],
    layers: Sequence[Layer],
    team: ShownTeam,
    ruler: Ruler,
    kind: Kind,
) -> Chart | None:
    """The chart of these rows in the order given; None when nothing is said of any."""
    if not any(indicator.told for row in rows for indicator in row.indicators.values()):
        return None
    asked = [layer for layer in layers if any(layer.id in row.indicators for row in rows)]
    series = [
        Series(layer.name, SHAPES[team.number(layer) % len(SHAPES)], team.style.series(team.number(layer)))
        for layer in asked
    ]
    spec = lanes([_row(row, asked, series, ruler, team) for row in rows], series, ruler, team.style)
    said = {
        row.label: {layer.name: row.indicators[layer.id] for layer in asked if layer.id in row.indicators}
        for row in rows
    }
    title = of_comparison(said, [layer.name for layer in asked], ruler, team.style)
    summary = _summary(said, ruler, team.style, kind)
    return Chart(name, title, summary, spec, _table(rows, asked, team.style, kind), subtitle)


def _row(
    row: ComparisonRow, layers: Sequence[Layer], series: Sequence[Series], ruler: Ruler, team: ShownTeam
) -> LaneRow:
    asked = [
        (layer, one, row.indicators[layer.id])
        for layer, one in zip(layers, series, strict=True)
        if layer.id in row.indicators
    ]
    marks = (mark_of(one.name, found, ruler, one.colour, team.style, **team.read(found)) for _, one, found in asked)
    hidden = [layer.name for layer, _, found in asked if not found.told]
    word = team.style.say("withheld_for", names=team.style.listed(hidden))
    flags = (Flag(word, "", team.style.ink("muted")),) if hidden else ()
    return LaneRow(row.label, tuple(mark for mark in marks if mark), flags, row.block)


def _table(rows: Sequence[ComparisonRow], layers: Sequence[Layer], style: Style, kind: Kind) -> DataTable:
    columns = ("mean", "n", "sd", "flags")
    head = [style.say(f"head.voice_{column}", voice=layer.name) for layer in layers for column in columns]
    return DataTable((style.thing(kind), *head), tuple((row.label, *_cells(row, layers, style)) for row in rows))


def _cells(row: ComparisonRow, layers: Sequence[Layer], style: Style) -> list[str]:
    cells: list[str] = []
    for layer in layers:
        found = row.indicators.get(layer.id)
        cells += (
            [style.mean(found), str(found.n), style.sd(found), style.flags(found)] if found else [style.say("none")] * 4
        )
    return cells


def _summary(said: Mapping[str, Mapping[str, Published]], ruler: Ruler, style: Style, kind: Kind) -> str:
    """Whose means stand side by side, and where they lie furthest apart."""
    shown = {label: {voice: one for voice, one in found.items() if one.told} for label, found in said.items()}
    voices = style.listed([*dict.fromkeys(voice for found in shown.values() for voice in found)])
    words = {"voices": voices, "things": style.things(kind, sum(map(bool, shown.values())))}
    gap = furthest_apart(said, ruler)
    if gap is None:
        same = any(len(found) > 1 and all(one.mean is not None for one in found.values()) for found in shown.values())
        return style.say("comparison.summary_same" if same else "comparison.summary_one", **words)
    values = {
        "high": gap.high[0],
        "high_value": style.mean(gap.high[1]),
        "low": gap.low[0],
        "low_value": style.mean(gap.low[1]),
    }
    return style.say("comparison.summary", row=gap.label, **values, **words)


def block_rows(team: ShownTeam, layers: Sequence[Layer]) -> list[ComparisonRow]:
    """A row per building block that one of the layers has a number of."""
    found = {
        block: {layer.id: team.view.results.get(Aspect(layer.id, "block", block.id)) for layer in layers}
        for block in team.instrument.blocks
    }
    known = {block: {id_: one for id_, one in said.items() if one} for block, said in found.items()}
    return [ComparisonRow(block.name, said, team.block(block.id)) for block, said in known.items() if said]


def matched_rows(team: ShownTeam, block: str, layers: Sequence[Layer]) -> list[ComparisonRow]:
    """A row per element, then one per other item: without an element, or a layer's second about the same one."""
    names = {element.id: element.name for element in team.instrument.elements if element.block == block}
    found: dict[str, dict[str, Published]] = {element: {} for element in names}
    for layer in layers:
        for item in team.instrument.items_in_block(layer, block):
            indicator = team.view.results.get(Aspect(layer.id, "item", item.id))
            key = item.element if item.element in found and layer.id not in found[item.element] else item.short
            if indicator and key:
                found.setdefault(key, {})[layer.id] = indicator
    return [ComparisonRow(names.get(key, key), indicators) for key, indicators in found.items() if indicators]
