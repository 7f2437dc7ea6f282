"""What pupils say: how high each scale is, and beside it how it moved, since the two need not go together."""

from collections.abc import Iterator

from teamspiegel.charts.change import LATEST, SIGNS
from teamspiegel.charts.finding import Named, of_levels, of_means
from teamspiegel.charts.house import Flag, Row, Ruler, Series, ruler
from teamspiegel.charts.lanes import lanes, mark_of
from teamspiegel.charts.strand import name, small, subtitle
from teamspiegel.charts.style import Style
from teamspiegel.charts.team import KeyedCharts
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.definitions import Round
from teamspiegel.contracts.numbers import exact
from teamspiegel.contracts.place import Aspect, Place
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.pupils import Level, Pupils, PupilsResults
from teamspiegel.contracts.report import Direction
from teamspiegel.contracts.strand import Progress, Strand

Levels = dict[str, tuple[Named, Progress | None]]
"""By scale: what it is and was, and how it moved where that can be said."""


def charts(strand: Strand[Pupils, PupilsResults], style: Style) -> KeyedCharts:
    """levels: every scale in the latest round, and in the first where there is an earlier one, from high to low."""
    pupils, (first, then) = strand.instrument, strand.rounds[0]
    scale = ruler(pupils.scale)
    several = len(strand.rounds) > 1
    found: Levels = {
        scale.id: (
            Named(
                scale.name,
                _number(strand, strand.round, scale.id, level),
                _number(strand, first, scale.id, then.levels[scale.id])
                if several and scale.id in then.levels
                else None,
            ),
            strand.moves.get(scale.id),
        )
        for scale in pupils.scales
        if (level := strand.latest.levels.get(scale.id))
    }
    told = [row for row, _ in found.values() if row.indicator.told]
    if not told:
        yield "levels", None
        return
    names = style.rounds([first, strand.round] if several else [strand.round])
    series = [Series(names[-1], LATEST, style.colours["accent"])]
    if several:
        series.insert(0, Series(names[0], "square", style.colours["muted"], bold=False))
    what = style.say("subject.pupils_moved" if several else "subject.pupils")
    n = style.say("subject.pupils_n", n=strand.latest.pupils, classes=strand.latest.classes)
    yield (
        "levels",
        Chart(
            name(strand, "levels"),
            _finding(found, told, small(names[0]) if several else "", scale, style),
            style.sentence(what, style.count("things.scales", len(told))),
            lanes([*_rows(found, series, scale, style)], series, scale, style, joined=True),
            _table(found, names, style),
            subtitle(strand, what, style, n),
        ),
    )


def _number(strand: Strand[Pupils, PupilsResults], round_: Round, scale: str, level: Level) -> Published:
    """A level as a published number: pupils have no SD that is told, and an interval that their classes make wider."""
    sure = None
    if level.mean is not None and level.margin is not None:
        middle, margin = exact(level.mean), exact(level.margin)
        sure = (float(middle - margin), float(middle + margin))
    place = Place(strand.unit.id, round_.id, Aspect(strand.instrument.id, "layer", scale))
    return Published(place, level.n, level.n, level.mean, level.at_least, level.at_most, uncertainty=sure)


def _way(move: Progress) -> Direction:
    if not move.clear:
        return "none"
    return "higher" if move.difference > 0 else "lower"


def _finding(found: Levels, told: list[Named], since: str, ruler: Ruler, style: Style) -> str:
    if not since:
        return of_means(told, ruler, "scales", style)
    moved: dict[str, list[Named]] = {}
    for row, move in found.values():
        if move:
            moved.setdefault(_way(move), []).append(row)
    return of_levels(told, moved, since, ruler, style)


def _rows(found: Levels, series: list[Series], ruler: Ruler, style: Style) -> Iterator[Row]:
    """From high to low, what is withheld last: a lane for each round, and the word for what happened between them."""

    def level(asked: tuple[int, tuple[Named, Progress | None]]) -> float:
        now = asked[1][0].indicator
        return -sum(now.ends(ruler.low, ruler.high)) if now.told else 0

    for place, (row, move) in sorted(enumerate(found.values()), key=level):
        numbers = [row.before, row.indicator][-len(series) :]
        by = zip(series, numbers, strict=True)
        marks = [mark_of(one.name, it, ruler, one.colour, style) for one, it in by if it and it.told]
        flags = [_flag(row, move, style)] if len(series) > 1 or not row.indicator.told else []
        yield Row(row.label, marks, flags, asked=place)


def _flag(row: Named, move: Progress | None, style: Style) -> Flag:
    """The word for what happened, or for which side of it is not told."""
    colours = style.colours
    if move:
        way = _way(move)
        word = style.say(f"change.{way}")
        if move.clear:
            word = style.say("change.by", word=word, difference=style.signed(move.difference))
        return Flag(word, colours["accent" if move.clear else "muted"], SIGNS[way])
    if not row.indicator.told:
        return Flag(style.say("change.withheld_now" if row.before else "withheld"), colours["muted"])
    then = row.before is None or not row.before.told
    return Flag(style.say("change.withheld_then" if then else "change.apart"), colours["muted"])


def _table(found: Levels, names: list[str], style: Style) -> DataTable:
    """A row per scale: the mean of each round, how sure it is, the difference, its margin and the word."""
    none, lines = style.say("none"), []
    for row, move in found.values():
        numbers = [row.before, row.indicator][-len(names) :]
        cells = [cell for one in numbers for cell in ((style.mean(one), style.interval(one)) if one else (none, none))]
        if len(names) > 1:
            cells += (
                (
                    style.signed(move.difference),
                    style.say("change.band", band=style.number(move.margin)),
                    style.say(f"change.{_way(move)}"),
                )
                if move
                else (none, none, style.say("change.apart"))
            )
        lines.append((row.label, *cells))
    columns = [style.say(f"told.{column}") for column in ("mean", "interval")]
    heads = [style.say("head.voice", voice=round_, column=column) for round_ in names for column in columns]
    moved = [style.say(f"head.{column}") for column in ("difference", "noise", "change")] if len(names) > 1 else []
    return DataTable((style.say("thing.scales"), *heads, *moved), tuple(lines))
