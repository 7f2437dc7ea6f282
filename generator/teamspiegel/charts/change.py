"""How means moved since earlier rounds: a row per indicator, an older round above a newer one, with a line down.

A line that leans to the right went up, and the word beside the label says whether that is clear.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import cycle
from typing import NamedTuple, get_args

from teamspiegel.charts.finding import Named, of_change
from teamspiegel.charts.house import Row, Series, shared
from teamspiegel.charts.lanes import Flag, LaneRow, lanes, mark_of
from teamspiegel.charts.rounds import named_rounds
from teamspiegel.charts.style import Kind, Style
from teamspiegel.charts.team import KeyedCharts, ShownTeam
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.instrument import Layer
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import Apart, Change, Direction

SIGNS: Mapping[Direction | None, str] = {
    "higher": "triangle-up",
    "lower": "triangle-down",
    "none": "M-1,-0.15L1,-0.15L1,0.15L-1,0.15Z",
    None: "",
}
"""A triangle that points the way, and a dash, as the path that Vega takes for a shape."""

EARLIER, LATEST = ("square", "triangle-up", "diamond", "cross"), "circle"
"""How rounds are drawn."""

Names = Mapping[str, str]
"""What each round is called, by its id, from old to new."""


class ChangeRow(NamedTuple):
    """What one thing scored, by round id. `change`: since the first round that it can be compared with; None when there
    is none, and `apart` says why."""

    label: str
    aspect: Aspect
    asked: Mapping[str, Published]
    change: Change | None
    apart: Apart | None

    @property
    def told(self) -> list[str]:
        """The rounds of which anything is said."""
        return [round_ for round_, found in self.asked.items() if found.told]


def change_charts(team: ShownTeam) -> KeyedCharts:
    """change:<layer> for every layer, and change:axes; nothing for a team without earlier rounds.

    The layers of the axes that are of another ruler have a chart of their own. What only older rounds had stands in the
    first one.
    """
    if not team.view.earlier:
        return
    rows = list(_rows(team))
    for layer in team.instrument.layers:
        own = [row for row in rows if row.aspect.source == layer.id]
        what = team.style.say("subject.change", layer=layer.name)
        yield f"change:{layer.id}", _chart(team, f"change:{layer.id}", what, own, ("item",), [layer], layer.source)
    now, what = team.instrument, team.style.say("subject.change_axes")
    views = (*team.view.earlier, team.view)
    used = {id_ for one in views for axis in one.instrument.axes for id_ in (*axis.position, *axis.beside)}
    groups = [*team.comparable("change:axes", [layer for layer in now.layers if layer.id in used])]
    of_axes = [
        row for row in rows if row.aspect.kind == "axis" or (row.aspect.kind == "layer" and row.aspect.id in used)
    ]
    known = {layer.id: key for key, group in groups for layer in group}
    for key, group in groups:
        own = [row for row in of_axes if known.get(_layer(team, row.aspect), groups[0][0]) == key]
        yield key, _chart(team, key, what, own, ("layer",), group, "layers")


def _layer(team: ShownTeam, aspect: Aspect) -> str:
    """The layer whose ruler an aspect has; nothing for an axis that the instrument no longer has."""
    axis = team.instrument.axis_by_id.get(aspect.id) if aspect.kind == "axis" else None
    return axis.position[0] if axis else aspect.source


def _chart(
    team: ShownTeam,
    key: str,
    what: str,
    rows: Sequence[ChangeRow],
    kinds: Sequence[str],
    layers: Sequence[Layer],
    kind: Kind,
) -> Chart | None:
    """What is compared: the rows of these kinds, and then what they are taken together; what is not compared is below.

    None unless something is said of both the latest and an earlier round.
    """
    style, view, muted = team.style, team.view, team.style.colours["muted"]
    rounds = [*(past.round for past in view.earlier), view.round]
    names = dict(zip((one.id for one in rounds), named_rounds(rounds, style.wording), strict=True))
    told = {round_ for row in rows for round_ in row.told}
    if view.round.id not in told or len(told) == 1:
        return None
    ruler = shared([team.ruler(layer) for layer in layers])
    latest = team.colour(Aspect(layers[0].id, "layer", layers[0].id)) if len(layers) == 1 else style.colours["accent"]
    series = [Series(names[one.id], sign, muted, bold=False) for one, sign in zip(rounds[:-1], cycle(EARLIER))]
    series.append(Series(names[view.round.id], LATEST, latest))
    shown = [name for round_, name in names.items() if round_ in told]
    parts = [row for row in rows if row.aspect.kind in kinds]
    whole = [row for row in rows if row.aspect.kind not in kinds]
    drawn = [_compared(team, row, names) for row in parts if row.change]
    if any(row.change for row in whole):
        drawn.append(LaneRow(style.say("change.whole"), heading=True))
        drawn += (_compared(team, row, names) for row in whole if row.change)
    drawn += _not_compared([*parts, *whole], names, style)
    subtitle = style.say("subject.rounds", what=what, first=shown[0].lower(), last=shown[-1].lower())
    if len(shown) > 2:
        subtitle = f"{subtitle} {style.say('change.first_to_last')}"
    moved, compared = _moved(parts), sum(row.change is not None for row in parts)
    counts: dict[str, int] = {
        **{way: len(of) for way, of in moved.items()},
        "apart": sum(row.change is None for row in rows),
    }
    said = [style.say("change.count", word=style.say(f"change.{way}"), n=n) for way, n in counts.items() if n]
    return Chart(
        team.name(key),
        of_change(moved, compared, shown[0].lower(), kind, style),
        "; ".join([style.things(kind, len(parts)), *said]) + style.say("end"),
        lanes(drawn, series, ruler, style, joined=True),
        _table([*parts, *whole], names, style),
        subtitle,
    )


# ----- the rows ----------------------------------------------------------------------------------------


def _rows(team: ShownTeam) -> Iterator[ChangeRow]:
    """What everything scored in the latest round and in those that can be compared with it; or in all that asked it.

    What the latest round's instrument has comes first, and then what only older ones had.
    """
    view = team.view
    instruments = (view.instrument, *(past.instrument for past in reversed(view.earlier)))
    labels = {aspect: one.labels[aspect.kind][aspect.id] for one in reversed(instruments) for aspect in one.aspects}
    for aspect in dict.fromkeys(aspect for one in instruments for aspect in one.aspects):
        asked = {one.round.id: found for one in (*view.earlier, view) if (found := one.results.get(aspect))}
        changes = [moved for past in view.earlier if (moved := view.change(past.round.id, aspect))]
        since = next((moved for moved in changes if moved.difference is not None), changes[0] if changes else None)
        if changes:
            fitting = {*(moved.since for moved in changes), view.round.id}
            asked = {round_: found for round_, found in asked.items() if round_ in fitting}
        apart = next((why for past in view.earlier if (why := view.apart.get((past.round.id, aspect)))), None)
        if asked:
            yield ChangeRow(labels[aspect], aspect, asked, since, apart)


def _compared(team: ShownTeam, row: ChangeRow, names: Names) -> LaneRow:
    """The row with a mark for each round, and the word for what happened."""
    style, muted, last = team.style, team.style.colours["muted"], team.view.round.id
    ruler, own = team.ruler(team.instrument.layer_of(row.aspect)), team.colour(row.aspect)
    marks: list[Row] = []
    for round_, found in row.asked.items():
        marks += mark_of(names[round_], found, ruler, own if round_ == last else muted, style)
    direction = row.change.direction if row.change else None
    word = style.say(f"change.{direction}") if direction else _missing(row, last, style)
    flag = Flag(word, SIGNS[direction], style.colours["accent"] if direction in ("higher", "lower") else muted)
    return LaneRow(row.label, tuple(marks), (flag,) if word else ())


def _missing(row: ChangeRow, last: str, style: Style) -> str:
    """Which side of a comparison is withheld; nothing when neither is."""
    if not row.told:
        return style.say("withheld")
    if last not in row.told:
        return style.say("change.withheld_now")
    return style.say("change.withheld_then") if len(row.told) == 1 else ""


def _not_compared(rows: Iterable[ChangeRow], names: Names, style: Style) -> Iterator[LaneRow]:
    """The rows that are not compared, in figures only, under the reason why. They may be of another scale."""
    found: dict[str, list[LaneRow]] = {}
    for row in rows:
        if not row.change:
            values = {names[round_].lower(): style.mean(one) for round_, one in row.asked.items()}
            figures = (style.say("told.then", round=name, value=value) for name, value in values.items())
            line = LaneRow(row.label, flags=(Flag("; ".join(figures), "", style.colours["muted"]),))
            found.setdefault(_reason(row, names, style), []).append(line)
    for reason, listed in found.items():
        yield LaneRow(reason, heading=True)
        yield from listed


def _reason(row: ChangeRow, names: Names, style: Style) -> str:
    asked = [names[round_].lower() for round_ in row.asked]
    if row.apart == "answered":
        return style.say("change.not_answered")
    if [*names][-1] not in row.asked:
        return style.say("change.only", rounds=style.listed(asked))
    return style.say("change.new", round=asked[0]) if len(asked) == 1 else style.say("change.otherwise")


def _moved(rows: Sequence[ChangeRow]) -> dict[Direction, list[Named]]:
    """The rows by where they went, each with what it was in the round that it is compared with."""
    moved: dict[Direction, list[Named]] = {direction: [] for direction in get_args(Direction)}
    for row in rows:
        if row.change and row.change.direction:
            now, then = [*row.asked.values()][-1], row.asked[row.change.since]
            moved[row.change.direction].append(Named(row.label, now, then))
    return moved


def _table(rows: Sequence[ChangeRow], names: Names, style: Style) -> DataTable:
    """A row per thing: its mean in every round that asked it, the difference, the noise band and the word."""
    asked = [round_ for round_ in names if any(round_ in row.asked for row in rows)]
    words = (style.say(f"head.{column}") for column in ("difference", "noise", "change"))
    none = style.say("none")
    return DataTable(
        (style.thing("any"), *(names[round_] for round_ in asked), *words),
        tuple(
            (
                row.label,
                *(style.mean(row.asked[round_]) if round_ in row.asked else none for round_ in asked),
                *_changed(row.change, style),
            )
            for row in rows
        ),
    )


def _changed(change: Change | None, style: Style) -> tuple[str, str, str]:
    """The difference, the noise band and the word."""
    none, withheld = style.say("none"), style.say("withheld")
    if change is None:
        return none, none, style.say("change.apart")
    if change.difference is None:
        return withheld, withheld, withheld
    band = withheld if change.direction else none
    if change.band is not None:
        band = style.say("change.band", band=style.number(change.band))
    return style.signed(change.difference), band, style.say(f"change.{change.direction}") if change.direction else none
