"""What pupils say: how high each scale is, and beside it how it moved, since the two need not go together."""

from teamspiegel.charts.change import compared, differences, moves, series_of
from teamspiegel.charts.finding import Named, Said, of_change, of_means, ones_of, subject, surely
from teamspiegel.charts.house import ruler
from teamspiegel.charts.lanes import from_high, lanes, table
from teamspiegel.charts.style import Style, small
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.definitions import Round
from teamspiegel.contracts.numbers import exact
from teamspiegel.contracts.place import Aspect, Place
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.pupils import Level, Pupils, PupilScale, PupilsResults
from teamspiegel.contracts.report import Change, Direction
from teamspiegel.contracts.strand import Strand


def chart(strand: Strand[Pupils, PupilsResults], style: Style) -> Chart | None:
    """Every scale in the latest round, and in the first where there is an earlier one, from high to low."""
    scale = ruler(strand.instrument.scale)
    rounds = dict.fromkeys([strand.rounds[0][0], strand.round])
    rows = [_row(strand, one) for one in strand.instrument.scales if one.id in strand.latest.levels]
    # Without what each was: that is told of what moved, and of nothing else, so a title has no number twice.
    told = [Named(row.label, row.told[strand.round.id]) for row in rows if strand.round.id in row.told]
    if not told:
        return None
    several, series = len(rounds) > 1, series_of([*rounds], style)
    names = {round_: one.name for round_, one in series.items()}
    drawn = [(compared(row, series, scale, style, measured=True), row.by[strand.round.id]) for row in rows]
    columns = {style.say("told.mean"): style.mean, style.say("told.interval"): style.interval}
    title = of_means(told, scale, "scales", style)
    if several:
        moved = moves(rows)
        change = of_change(moved, any(moved.values()), small(names[strand.rounds[0][0].id]), "scales", style)
        title = style.joined(ones_of("highest", surely("highest", told, scale), "scales", style), change)
    what = style.say("subject.pupils_moved" if several else "subject.pupils")
    n = style.say("subject.pupils_n", n=strand.latest.pupils, classes=strand.latest.classes)
    return Chart(
        title,
        style.sentence(what, style.count("things.scales", len(told))),
        lanes(from_high(drawn, scale), series.values(), scale, style, joined=True),
        table("scales", rows, names, columns, style, differences(rows, style) if several else {}),
        subject(strand.round, what, style, n),
    )


def _row(strand: Strand[Pupils, PupilsResults], scale: PupilScale) -> Said:
    """A scale in the first round and in the latest, and how it moved between them where that can be said."""
    aspect = Aspect(strand.instrument.id, "layer", scale.id)
    (first, then), move = strand.rounds[0], strand.moves.get(scale.id)
    asked = {first: then.levels.get(scale.id), strand.round: strand.latest.levels[scale.id]}
    change = None
    if move:
        way: Direction = ("higher" if move.difference > 0 else "lower") if move.clear else "none"
        change = Change(aspect, first.id, move.difference, move.margin, way)
    numbers = {round_.id: _number(strand, round_, aspect, level) for round_, level in asked.items() if level}
    return Said(scale.name, numbers, change)


def _number(strand: Strand[Pupils, PupilsResults], round_: Round, aspect: Aspect, level: Level) -> Published:
    """A level as a published number: pupils have no SD that is told, and an interval that their classes make wider."""
    sure = None
    if level.mean is not None and level.margin is not None:
        middle, margin = exact(level.mean), exact(level.margin)
        sure = (float(middle - margin), float(middle + margin))
    place = Place(strand.unit.id, round_.id, aspect)
    return Published(place, level.n, level.n, level.mean, level.at_least, level.at_most, uncertainty=sure)
