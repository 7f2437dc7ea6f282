"""How means moved since earlier rounds: a row per indicator, an older round above a newer one, with a line down.

A line that leans to the right went up, and the word beside the label says whether that is clear.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from typing import get_args

from teamspiegel.charts.finding import Named, Said, of_change
from teamspiegel.charts.house import Flag, Row, Ruler, Series
from teamspiegel.charts.lanes import lanes, mark_of, table
from teamspiegel.charts.style import Kind, Style
from teamspiegel.charts.team import KeyedCharts, ShownTeam
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.definitions import Round
from teamspiegel.contracts.instrument import Layer
from teamspiegel.contracts.place import AXIS, Aspect
from teamspiegel.contracts.report import Change, Direction, TeamRound

SIGNS: Mapping[Direction | None, str] = {"higher": "triangle-up", "lower": "triangle-down", "none": "dash", None: ""}
"""A triangle that points the way, and a dash."""

EARLIER, LATEST = ("square", "triangle-up", "diamond", "cross"), "circle"
"""How rounds are drawn."""


def change_charts(team: ShownTeam) -> KeyedCharts:
    """change:<layer> for every layer, and change:axes; nothing for a team without earlier rounds.

    A layer about one person has one number, which a sentence of its page lays beside the earlier ones. The layers of
    the axes that are of another ruler have a chart of their own. What only older rounds had stands in the first one.
    """
    view, now, style = team.view, team.instrument, team.style
    if not view.earlier:
        return
    rows = list(_rows(view))
    for layer in (layer for layer in now.layers if layer.about != "person"):
        own = [row for row in rows if row.aspect.source == layer.id]
        what = style.say("subject.change", layer=layer.name)
        yield f"change:{layer.id}", _chart(team, what, own, [layer], team.instrument.form_of(layer))
    axes = [axis for one in (*view.earlier, view) for axis in one.instrument.axes]
    used = {layer for axis in axes for layer in (*axis.position, *axis.beside)}
    # What has the ruler of a layer: the layer itself, and the axes that it is the first of.
    first = {Aspect(id_, "layer", id_): id_ for id_ in used} | {
        Aspect(AXIS, "axis", axis.id): axis.position[0] for axis in axes
    }
    groups = [*team.comparable("change:axes", [layer for layer in now.layers if layer.id in used])]
    key_of = {layer.id: key for key, group in groups for layer in group}
    for key, group in groups:
        own = [row for row in rows if row.aspect in first and key_of.get(first[row.aspect], groups[0][0]) == key]
        yield key, _chart(team, style.say("subject.change_axes"), own, group, "layers")


def _chart(team: ShownTeam, what: str, rows: Sequence[Said], layers: Sequence[Layer], kind: Kind) -> Chart | None:
    """What is compared, first the parts and then what these are taken together; what is not compared is below.

    None unless something is said of both the latest and an earlier round.
    """
    style, ruler, last = team.style, team.ruler(*layers), team.view.round.id
    rounds = [*(past.round for past in team.view.earlier), team.view.round]
    series = series_of(rounds, style)
    names = {round_: one.name for round_, one in series.items()}
    told = [one for one in rounds if any(one.id in row.told for row in rows)]
    if len(told) < 2 or told[-1].id != last:
        return None
    if len(layers) == 1:
        series[last] = series[last]._replace(colour=team.colour(Aspect(layers[0].id, "layer", layers[0].id)))
    parts = [row for row in rows if row.aspect.kind == rows[0].aspect.kind]
    drawn = [(row in parts, compared(row, series, ruler, style, team.colour(row.aspect))) for row in rows if row.change]
    lines, whole = ([row for is_part, row in drawn if is_part == wanted] for wanted in (True, False))
    lines += [Row(style.say("change.whole"), heading=True), *whole] if whole else []
    lines += _not_compared([row for row in rows if not row.change], names, style)
    first, latest = (_when(one, names[one.id], team, rows) for one in (told[0], told[-1]))
    subtitle = style.say("subject.rounds", what=what, first=first, last=latest)
    if len(told) > 2:
        subtitle = f"{subtitle} {style.say('change.first_to_last')}"
    moved = moves(parts)
    counts = {way: len(of) for way, of in moved.items()} | {"apart": len([row for row in rows if not row.change])}
    said = [style.say("change.count", word=style.say(f"change.{way}"), n=n) for way, n in counts.items() if n]
    return Chart(
        of_change(moved, any(row.change for row in parts), names[told[0].id].lower(), kind, style),
        style.sentence(what, style.count(f"things.{kind}", len(parts)), *said),
        lanes(lines, series.values(), ruler, style, joined=True),
        table("any", rows, names, {"": style.mean}, style, differences(rows, style)),
        subtitle,
    )


def _when(round_: Round, name: str, team: ShownTeam, rows: Sequence[Said]) -> str:
    """A round with its day, and with how many answered."""
    n = team.answered(row.by[round_.id] for row in rows if round_.id in row.by)
    words = {"round": name.lower(), "day": team.style.wording.day(round_.date)}
    return team.style.say("subject.when_n" if n else "subject.when", **words, n=n)


def series_of(rounds: Sequence[Round], style: Style) -> dict[str, Series]:
    """How rounds are drawn, by their ids: the latest, which is the last, in a shape and a colour of its own."""
    named, muted = zip(rounds, style.rounds(rounds), cycle(EARLIER), strict=False), style.colours["muted"]
    found = {one.id: Series(name, sign, muted, bold=False) for one, name, sign in named}
    last = rounds[-1].id
    return {**found, last: Series(found[last].name, LATEST, style.colours["accent"])}


def moves(rows: Sequence[Said]) -> dict[str, list[Named]]:
    """What can be said to have moved, or not, by the direction in which it did."""
    moved = [(row.change, row.label, [*row.by.values()][-1], row.by) for row in rows if row.change]
    return {
        way: [Named(label, now, by[change.since]) for change, label, now, by in moved if change.direction == way]
        for way in get_args(Direction)
    }


def _rows(view: TeamRound) -> Iterator[Said]:
    """What everything scored in the latest round and in those that can be compared with it; or in all that asked it.

    What the latest round's instrument has comes first, and then what only older ones had.
    """
    labels: dict[Aspect, str] = {}
    for instrument in (view.instrument, *(past.instrument for past in reversed(view.earlier))):
        for aspect in instrument.aspects:
            labels.setdefault(aspect, instrument.labels[aspect.kind][aspect.id])
    for aspect, label in labels.items():
        changes = [moved for past in view.earlier if (moved := view.change(past.round.id, aspect))]
        fitting = {moved.since for moved in changes} or {past.round.id for past in view.earlier}
        rounds = (*(past for past in view.earlier if past.round.id in fitting), view)
        asked = {one.round.id: found for one in rounds if (found := one.results.get(aspect))}
        # The first of which the difference is told, or else the first.
        change = min(changes, key=lambda moved: moved.difference is None, default=None)
        apart = next((why for past in view.earlier if (why := view.apart.get((past.round.id, aspect)))), None)
        if asked:
            yield Said(label, asked, change, apart)


def compared(
    row: Said, series: Mapping[str, Series], ruler: Ruler, style: Style, colour: str = "", measured: bool = False
) -> Row:
    """The row with a mark for each round, and the word for what happened, or for which side of it is withheld.

    `colour`: of the latest round, where it is another than that of its series. `measured`: with how large a clear
    change is.
    """
    latest = [*series][-1]
    marks = [
        mark_of(one, row.by[at], ruler, style, colour if at == latest else "")
        for at, one in series.items()
        if at in row.told
    ]
    direction = row.change.direction if row.change else None
    clear = direction in ("higher", "lower")
    *earlier, last = (at in row.told for at in series)
    word = style.hidden(any(earlier) if earlier else last, last)
    if direction:
        word = style.say(f"change.{direction}")
        if measured and clear and row.change:
            word = style.say("change.by", word=word, difference=style.signed(row.change.difference or 0))
    elif earlier and not word and not row.change:
        word = style.say("change.apart")
    return Row(row.label, marks, [Flag(word, style.colours["accent"] if clear else "", SIGNS[direction])])


def _not_compared(rows: Sequence[Said], names: Mapping[str, str], style: Style) -> Iterator[Row]:
    """The rows that are not compared, in figures only, under the reason why. They may be of another scale."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        asked = {names[round_].lower(): style.mean(one) for round_, one in row.by.items()}
        if row.apart == "answered":
            reason = style.say("change.not_answered")
        elif [*names][-1] not in row.by:
            reason = style.say("change.only", rounds=style.listed([*asked]))
        else:
            reason = style.say("change.otherwise" if len(asked) > 1 else "change.new", round=next(iter(asked)))
        figures = "; ".join(style.say("told.then", round=name, value=value) for name, value in asked.items())
        found.setdefault(reason, []).append(Row(f"{row.label}: {figures}"))
    for reason, listed in found.items():
        yield Row(reason, heading=True)
        yield from listed


def differences(rows: Sequence[Said], style: Style) -> dict[str, tuple[str, ...]]:
    """How much each moved, the noise band and the word, by their heads in a table."""
    heads = [style.say(f"head.{column}") for column in ("difference", "noise", "change")]
    return dict(zip(heads, zip(*(_moved(row.change, style) for row in rows), strict=True), strict=True))


def _moved(change: Change | None, style: Style) -> Sequence[str]:
    none, withheld = style.say("none"), style.say("withheld")
    if change is None:
        return none, none, style.say("change.apart")
    if change.difference is None:
        return [withheld] * 3
    band = withheld if change.direction else none
    if change.band is not None:
        band = style.say("change.band", band=style.number(change.band))
    return style.signed(change.difference), band, style.say(f"change.{change.direction}") if change.direction else none
