"""How means moved since earlier rounds: a row per indicator, an older round above a newer one, with a line down.

A line that leans to the right went up, and the word beside the label says whether that is clear.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from teamspiegel.charts.finding import Named, of_change
from teamspiegel.charts.lanes import Flag, LaneRow, Mark, lanes, mark_of
from teamspiegel.charts.rounds import ShownRound, shown_rounds
from teamspiegel.charts.style import Kind, Style
from teamspiegel.charts.team import KeyedCharts, ShownTeam
from teamspiegel.charts.template import Series, shared
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.instrument import Instrument, Layer
from teamspiegel.contracts.place import AXIS, Aspect
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import Apart, Change, Direction, TeamRound

SIGNS: Mapping[Direction, str] = {
    "higher": "triangle-up",
    "lower": "triangle-down",
    "none": "M-1,-0.15L1,-0.15L1,0.15L-1,0.15Z",
}
"""A triangle that points the way, and a dash, as the path that Vega takes for a shape."""

Subjects = dict[Aspect, str]
"""What rows are about, with their labels, in order."""


@dataclass(frozen=True)
class ChangeRow:
    """What one thing scored, by round id. `change`: since the first round that it can be compared with; None when there
    is none, and `apart` says why."""

    label: str
    aspect: Aspect
    indicators: Mapping[str, Published]
    change: Change | None
    apart: Apart | None

    def told(self, rounds: Sequence[ShownRound]) -> list[ShownRound]:
        """The rounds of which anything is said."""
        return [one for one in rounds if one.id in self.indicators and self.indicators[one.id].told]


def change_charts(team: ShownTeam) -> KeyedCharts:
    """change:<layer> for every layer, and change:axes; nothing for a team without earlier rounds."""
    if team.view.earlier:
        for layer in team.instrument.layers:
            yield f"change:{layer.id}", _of_layer(team, layer)
        yield from _of_axes(team)


def _of_layer(team: ShownTeam, layer: Layer) -> Chart | None:
    """The items of a layer, and then the layer and its blocks."""
    parts = _subjects(team.view, lambda instrument: _items(instrument, layer.id))
    whole = _subjects(team.view, lambda instrument: _layer_and_blocks(instrument, layer.id))
    what = team.style.say("subject.change", layer=layer.name)
    return _chart(team, f"change:{layer.id}", what, (parts, whole), [layer], layer.source)


def _of_axes(team: ShownTeam) -> KeyedCharts:
    """The layers of the axes, and then the axes; those of another ruler have a chart of their own.

    What only older rounds had stands in the first one.
    """
    now, what = team.instrument, team.style.say("subject.change_axes")
    layers, axes = _subjects(team.view, _axis_layers), _subjects(team.view, _axes)
    current = [layer for layer in now.layers if Aspect(layer.id, "layer", layer.id) in dict(_axis_layers(now))]
    elsewhere = {layer.id for layer in current}
    for key, group in team.comparable("change:axes", current):
        elsewhere -= {layer.id for layer in group}
        parts = {aspect: label for aspect, label in layers.items() if aspect.source not in elsewhere}
        whole = {aspect: label for aspect, label in axes.items() if _first(now, aspect.id) not in elsewhere}
        yield key, _chart(team, key, what, (parts, whole), group, "layers")
        layers = {aspect: label for aspect, label in layers.items() if aspect not in parts}
        axes = {aspect: label for aspect, label in axes.items() if aspect not in whole}


def _chart(
    team: ShownTeam, key: str, what: str, subjects: Sequence[Subjects], layers: Sequence[Layer], kind: Kind
) -> Chart | None:
    """What is compared, in parts and then taken together, with what is not compared below it.

    None unless something is said of both the latest and an earlier round.
    """
    style, rounds = (
        team.style,
        shown_rounds([*(past.round for past in team.view.earlier), team.view.round], team.style),
    )
    parts, whole = ([*_rows(team, of)] for of in subjects)
    rows = [*parts, *whole]
    if not all(any(row.told(side) for row in rows) for side in (rounds[-1:], rounds[:-1])):
        return None
    shown = [one for one in rounds if any(row.told([one]) for row in rows)]
    ruler = shared([team.ruler(layer) for layer in layers])
    latest = team.colour(Aspect(layers[0].id, "layer", layers[0].id)) if len(layers) == 1 else style.ink("accent")
    series = [
        Series(one.name, one.shape, latest if one.latest else style.ink("muted"), bold=one.latest) for one in shown
    ]
    drawn = [
        *(_compared(team, row, shown, series) for row in parts if row.change),
        *([LaneRow(style.say("change.whole"), heading=True)] if any(row.change for row in whole) else []),
        *(_compared(team, row, shown, series) for row in whole if row.change),
        *_not_compared(rows, shown, style),
    ]
    subtitle = style.say("subject.rounds", what=what, first=shown[0].said, last=shown[-1].said)
    if len(shown) > 2:
        subtitle = f"{subtitle} {style.say('change.first_to_last')}"
    return Chart(
        team.name(key),
        of_change(_moved(parts), sum(row.change is not None for row in parts), shown[0].said, kind, style),
        _summary(parts, rows, shown, style, kind),
        lanes(drawn, series, ruler, style, joined=style.ink("muted")),
        _table(rows, rounds, style),
        subtitle,
    )


# ----- what rows are about -----------------------------------------------------------------------------


def _subjects(view: TeamRound, aspects: Callable[[Instrument], Iterator[tuple[Aspect, str]]]) -> Subjects:
    """What the latest round's instrument has, and then what only older ones had."""
    found: Subjects = {}
    for instrument in (view.instrument, *(past.instrument for past in reversed(view.earlier))):
        for aspect, label in aspects(instrument):
            found.setdefault(aspect, label)
    return found


def _items(instrument: Instrument, id_: str) -> Iterator[tuple[Aspect, str]]:
    layer = instrument.layer_by_id.get(id_)
    for item in layer.items if layer else ():
        yield Aspect(id_, "item", item.id), item.short


def _layer_and_blocks(instrument: Instrument, id_: str) -> Iterator[tuple[Aspect, str]]:
    layer = instrument.layer_by_id.get(id_)
    if layer:
        yield Aspect(id_, "layer", id_), layer.name
        for block in instrument.blocks_of_layer(layer):
            yield Aspect(id_, "block", block.id), block.name


def _axis_layers(instrument: Instrument) -> Iterator[tuple[Aspect, str]]:
    ids = {id_ for axis in instrument.axes for id_ in (*axis.position, *axis.beside)}
    for layer in instrument.layers:
        if layer.id in ids:
            yield Aspect(layer.id, "layer", layer.id), layer.name


def _axes(instrument: Instrument) -> Iterator[tuple[Aspect, str]]:
    for axis in instrument.axes:
        yield Aspect(AXIS, "axis", axis.id), axis.name


def _first(instrument: Instrument, axis: str) -> str:
    """The first layer of an axis, whose ruler is the axis's; nothing for one that the instrument does not have."""
    found = instrument.axis_by_id.get(axis)
    return found.position[0] if found else ""


# ----- the rows ----------------------------------------------------------------------------------------


def _rows(team: ShownTeam, subjects: Subjects) -> Iterator[ChangeRow]:
    """What each thing scored in the latest round and in those that can be compared with it; or in all that asked it."""
    view = team.view
    for aspect, label in subjects.items():
        asked = {one.round.id: found for one in (*view.earlier, view) if (found := one.results.get(aspect))}
        changes = [moved for past in view.earlier if (moved := view.change(past.round.id, aspect))]
        since = next((moved for moved in changes if moved.difference is not None), changes[0] if changes else None)
        if changes:
            fitting = {*(moved.since for moved in changes), view.round.id}
            asked = {round_: found for round_, found in asked.items() if round_ in fitting}
        apart = next((why for past in view.earlier if (why := view.apart.get((past.round.id, aspect)))), None)
        if asked:
            yield ChangeRow(label, aspect, asked, since, apart)


def _compared(team: ShownTeam, row: ChangeRow, shown: Sequence[ShownRound], series: Sequence[Series]) -> LaneRow:
    """The row with a mark for each round, and the word for what happened."""
    style, ruler = team.style, team.ruler(team.instrument.layer_of(row.aspect))
    colour = team.colour(row.aspect)
    marks: list[Mark | None] = [
        mark_of(one.name, row.indicators[round_.id], ruler, colour if round_.latest else one.colour, style)
        for round_, one in zip(shown, series, strict=True)
        if round_.id in row.indicators
    ]
    direction = row.change.direction if row.change else None
    clear = direction in ("higher", "lower")
    word = _word(direction, style) or _missing(row, shown, style)
    flag = Flag(word, SIGNS[direction] if direction else "", style.ink("accent" if clear else "muted"))
    return LaneRow(row.label, tuple(filter(None, marks)), (flag,) if word else ())


def _word(direction: Direction | None, style: Style) -> str:
    """The word of a direction; nothing where there is nothing to say."""
    if direction == "higher":
        return style.say("change.higher")
    if direction == "lower":
        return style.say("change.lower")
    return style.say("change.unclear") if direction == "none" else ""


def _missing(row: ChangeRow, shown: Sequence[ShownRound], style: Style) -> str:
    """Which side of a comparison is withheld; nothing when neither is."""
    known = row.told(shown)
    if not known:
        return style.say("withheld")
    if not known[-1].latest:
        return style.say("change.withheld_now")
    return style.say("change.withheld_then") if len(known) == 1 else ""


def _not_compared(rows: Sequence[ChangeRow], rounds: Sequence[ShownRound], style: Style) -> Iterator[LaneRow]:
    """The rows that are not compared, in figures only, under the reason why. They may be of another scale."""
    found: dict[str, list[LaneRow]] = {}
    for row in rows:
        if not row.change:
            asked = [one for one in rounds if one.id in row.indicators]
            figures = "; ".join(
                style.say("change.figure", round=one.said, value=style.mean(row.indicators[one.id])) for one in asked
            )
            line = LaneRow(row.label, flags=(Flag(figures, "", style.ink("muted")),))
            found.setdefault(_reason(row, asked, style), []).append(line)
    for reason, listed in found.items():
        yield LaneRow(reason, heading=True)
        yield from listed


def _reason(row: ChangeRow, asked: Sequence[ShownRound], style: Style) -> str:
    if row.apart == "answered":
        return style.say("change.not_answered")
    if not asked or not asked[-1].latest:
        return style.say("change.only", rounds=style.listed([one.said for one in asked]))
    return style.say("change.new", round=asked[-1].said) if len(asked) == 1 else style.say("change.otherwise")


def _moved(rows: Sequence[ChangeRow]) -> dict[Direction, list[Named]]:
    """The rows by where they went, each with what it was in the round that it is compared with."""
    return {
        direction: [
            Named(row.label, [*row.indicators.values()][-1], row.indicators[row.change.since])
            for row in rows
            if row.change and row.change.direction == direction
        ]
        for direction in get_args(Direction)
    }


# ----- in words ----------------------------------------------------------------------------------------


def _table(rows: Sequence[ChangeRow], rounds: Sequence[ShownRound], style: Style) -> DataTable:
    """A row per thing: its mean in every round that asked it, the difference, the noise band and the word."""
    asked = [one for one in rounds if any(one.id in row.indicators for row in rows)]
    words = (style.say("head.difference"), style.say("head.noise"), style.say("head.change"))
    head = (style.thing("any"), *(one.name for one in asked), *words)
    return DataTable(head, tuple((row.label, *_means(row, asked, style), *_changed(row.change, style)) for row in rows))


def _means(row: ChangeRow, asked: Sequence[ShownRound], style: Style) -> Iterator[str]:
    for one in asked:
        found = row.indicators.get(one.id)
        yield style.mean(found) if found else style.say("none")


def _changed(change: Change | None, style: Style) -> tuple[str, str, str]:
    """The difference, the noise band and the word."""
    none, withheld = style.say("none"), style.say("withheld")
    if change is None:
        return none, none, style.say("change.apart")
    if change.difference is None:
        return withheld, withheld, withheld
    band = none if not change.direction else withheld
    if change.band is not None:
        band = style.say("change.band", band=style.number(change.band))
    return style.signed(change.difference), band, _word(change.direction, style) or none


def _summary(
    parts: Sequence[ChangeRow], rows: Sequence[ChangeRow], shown: Sequence[ShownRound], style: Style, kind: Kind
) -> str:
    """From when to when, and which of the parts went where."""
    said = [
        style.say(
            "change.summary_part", word=_word(direction, style), names=style.named([one.label for one in found], kind)
        )
        for direction, found in _moved(parts).items()
        if found
    ]
    both = [row for row in parts if row.change and len(row.told(shown)) > 1]
    if both and not said:
        said = [style.say("change.summary_bare", things=style.things(kind, len(both)))]
    apart = sum(row.change is None for row in rows)
    said += [style.count("change.summary_apart", apart)] if apart else []
    when = style.say("change.summary", first=shown[0].said, last=shown[-1].said)
    return when + ("; ".join(said) or style.say("withheld")) + style.say("end")
