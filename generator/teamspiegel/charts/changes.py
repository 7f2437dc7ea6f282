"""The charts of change: what of a team can be compared with its earlier rounds, and what only stands beside it."""

from collections.abc import Callable, Iterator, Sequence

from teamspiegel.charts.change import change
from teamspiegel.charts.desk import Desk, Made
from teamspiegel.charts.moments import Moment, moments
from teamspiegel.charts.movement import ChangeRow, ChangeSection
from teamspiegel.charts.pen import Kind, Pen
from teamspiegel.charts.ruler import shared
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.instrument import Instrument, Layer
from teamspiegel.contracts.place import AXIS, Aspect
from teamspiegel.contracts.report import TeamRound

Subjects = dict[Aspect, str]
"""What rows are about, with their labels, in order."""


def change_charts(desk: Desk) -> Made:
    """change:<layer> for every layer, and change:axes; nothing for a team without earlier rounds."""
    if desk.view.earlier:
        for layer in desk.instrument.layers:
            yield f"change:{layer.id}", _of_layer(desk, layer)
        yield from _of_axes(desk)


def _of_layer(desk: Desk, layer: Layer) -> Chart | None:
    """The items of a layer, and then the layer and its blocks."""
    title = desk.pen.say("change.title", layer=layer.name)
    parts = _subjects(desk.view, lambda instrument: _items(instrument, layer.id))
    whole = _subjects(desk.view, lambda instrument: _layer_and_blocks(instrument, layer.id))
    return _chart(desk, f"change:{layer.id}", title, (parts, whole), [layer], layer.source)


def _of_axes(desk: Desk) -> Made:
    """The layers of the axes, and then the axes; those of another ruler have a chart of their own.

    What only older rounds had stands in the first one.
    """
    now, title = desk.instrument, desk.pen.say("change.title_axes")
    layers, axes = _subjects(desk.view, _axis_layers), _subjects(desk.view, _axes)
    current = [layer for layer in now.layers if Aspect(layer.id, "layer", layer.id) in dict(_axis_layers(now))]
    elsewhere = {layer.id for layer in current}
    for key, group in desk.comparable("change:axes", current):
        elsewhere -= {layer.id for layer in group}
        parts = {place: label for place, label in layers.items() if place.source not in elsewhere}
        whole = {place: label for place, label in axes.items() if _first(now, place.id) not in elsewhere}
        yield key, _chart(desk, key, title, (parts, whole), group, "layers")
        layers = {place: label for place, label in layers.items() if place not in parts}
        axes = {place: label for place, label in axes.items() if place not in whole}


def _chart(
    desk: Desk, key: str, title: str, subjects: Sequence[Subjects], layers: Sequence[Layer], kind: Kind
) -> Chart | None:
    """The chart of what is compared, in parts and then taken together, with what is not compared below it."""
    parts, whole = ([*_rows(desk, of)] for of in subjects)
    rounds = moments([*(past.round for past in desk.view.earlier), desk.view.round], desk.pen)
    sections = [
        ChangeSection(_compared(parts)),
        ChangeSection(_compared(whole), desk.pen.say("change.whole")),
    ]
    apart = list(_apart([*parts, *whole], rounds, desk.pen))
    ruler = shared([desk.ruler(layer) for layer in layers])
    return change(desk.name(key), title, sections, apart, rounds, ruler, desk.pen, kind)


# ----- what rows are about -----------------------------------------------------------------------------


def _subjects(view: TeamRound, places: Callable[[Instrument], Iterator[tuple[Aspect, str]]]) -> Subjects:
    """The places of the latest round's instrument, and then those that only older ones had."""
    found: Subjects = {}
    for instrument in (view.instrument, *(past.instrument for past in reversed(view.earlier))):
        for place, label in places(instrument):
            found.setdefault(place, label)
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


def _rows(desk: Desk, subjects: Subjects) -> Iterator[ChangeRow]:
    for place, label in subjects.items():
        row = _row(desk, place, label)
        if row.indicators:
            yield row


def _row(desk: Desk, place: Aspect, label: str) -> ChangeRow:
    """What a place scored in the latest round and in those that can be compared with it; or in all that asked it.

    The change is that since the first of these rounds whose mean may be shown.
    """
    view = desk.view
    views = (*view.earlier, view)
    asked = {one.round.id: found for one in views if (found := one.results.get(place))}
    changes = [moved for past in view.earlier if (moved := view.change(past.round.id, place))]
    since = next((moved for moved in changes if moved.difference is not None), changes[0] if changes else None)
    if changes:
        fitting = {*(moved.since for moved in changes), view.round.id}
        asked = {round_: found for round_, found in asked.items() if round_ in fitting}
    apart = next((why for past in view.earlier if (why := view.apart.get((past.round.id, place)))), None)
    return ChangeRow(label, asked, since, apart, _colour(desk, place))


def _colour(desk: Desk, place: Aspect) -> str:
    layer = desk.instrument.layer_by_id.get(place.source)
    return desk.colour(layer) if layer else desk.pen.ink("accent" if place.source == AXIS else "muted")


def _compared(rows: Sequence[ChangeRow]) -> tuple[ChangeRow, ...]:
    return tuple(row for row in rows if row.change)


def _apart(rows: Sequence[ChangeRow], rounds: Sequence[Moment], pen: Pen) -> Iterator[ChangeSection]:
    """The rows that are not compared, under the reason why: new, no longer asked, or not asked in the same way."""
    found: dict[str, list[ChangeRow]] = {}
    for row in rows:
        if not row.change:
            asked = [moment for moment in rounds if moment.id in row.indicators]
            found.setdefault(_reason(row, asked, pen), []).append(row)
    return (ChangeSection(tuple(listed), heading) for heading, listed in found.items())


def _reason(row: ChangeRow, asked: Sequence[Moment], pen: Pen) -> str:
    if row.apart == "answered":
        return pen.say("change.not_answered")
    if not asked[-1].latest:
        return pen.say("change.only", rounds=pen.listed([moment.said for moment in asked]))
    return pen.say("change.new", round=asked[-1].said) if len(asked) == 1 else pen.say("change.otherwise")
