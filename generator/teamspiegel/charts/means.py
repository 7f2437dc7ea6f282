"""Means on a ruler: a row per item, block or layer, from high to low, with what they are held against; or what the
layers say side by side."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, cycle

from teamspiegel.charts.finding import Named, Said, of_comparison, of_means, subject
from teamspiegel.charts.house import Row, Ruler, Series, shared
from teamspiegel.charts.lanes import Flag, LaneRow, lanes, mark_of
from teamspiegel.charts.style import Kind, Style
from teamspiegel.charts.team import ShownTeam
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.instrument import Layer
from teamspiegel.contracts.place import Aspect

SIGNS = ("triangle-down", "triangle-up")
"""How references are drawn, in turn: benchmarks and other teams."""

SHAPES = ("circle", "square", "triangle-up", "cross", "triangle-right", "diamond")
"""How layers are drawn, in their order."""

Held = Mapping[str, Mapping[Aspect, tuple[float, int]]]
"""The means that others have, by the name that they have in a legend."""


def means(
    team: ShownTeam, key: str, what: str, sections: Mapping[str, Sequence[Named]], layers: Sequence[Layer], kind: Kind
) -> Chart | None:
    """The chart of these means, in each section from high to low; None when nothing is said of any.

    `sections`: the rows under each heading, of which the first has none.
    """
    style, ruler = team.style, shared([team.ruler(layer) for layer in layers])
    rows = [row for section in sections.values() for row in section]
    told = [row for row in rows if row.indicator.told]
    if not told:
        return None
    held = dict(_held(team, told))
    own, muted = style.say("means.own"), style.colours["muted"]
    series = [Series(own, "circle", team.colour(rows[0].indicator.place.aspect))]
    series += [Series(caption, sign, muted, bold=False) for caption, sign in zip(held, cycle(SIGNS), strict=False)]
    table = table_of([Said(row.label, {own: row.indicator}) for row in rows], [own], kind, style)
    aspects = [row.indicator.place.aspect for row in rows]
    beside = [[style.number(by[one][0]) if one in by else style.say("none") for by in held.values()] for one in aspects]
    cells = ((*row, *more) for row, more in zip(table.rows, beside, strict=True))
    first = [row for row in told if row in next(iter(sections.values()))]
    parts = [style.say("means.summary", things=style.things(kind, len(told)), bridge=style.threshold(ruler.bridge))]
    for flag in ("low", "spread"):
        flagged = sum(bool(getattr(row.indicator, flag)) for row in told)
        parts += [style.count(f"means.flags.{flag}", flagged)] if flagged else []
    source = layers[0].source if len({layer.source for layer in layers}) == 1 else ""
    return Chart(
        team.name(key),
        of_means(first or told, ruler, kind, style),
        "; ".join(parts) + style.say("end"),
        lanes([*_rows(team, sections, held, ruler)], series, ruler, style),
        DataTable((*table.head, *held), tuple(cells)),
        subject(team.view, what, style, [row.indicator for row in rows], source),
    )


def comparison(
    team: ShownTeam, key: str, what: str, rows: Sequence[Said], layers: Sequence[Layer], kind: Kind
) -> Chart | None:
    """The chart of what the layers say, by their names, in the order given; None when nothing is said at all."""
    style, ruler = team.style, shared([team.ruler(layer) for layer in layers])
    told = [[voice for voice, one in row.by.items() if one.told] for row in rows]
    if not any(told):
        return None
    asked = [layer for layer in layers if any(layer.name in row.by for row in rows)]
    at = [team.number(layer) for layer in asked]
    names = [layer.name for layer in asked]
    series = [Series(name, SHAPES[n % len(SHAPES)], style.series(n)) for name, n in zip(names, at, strict=True)]
    words = {"voices": style.listed(names), "things": style.things(kind, sum(map(bool, told)))}
    return Chart(
        team.name(key),
        of_comparison(rows, ruler, style),
        style.say("comparison.summary", **words),
        lanes([_compared(team, row, series, ruler) for row in rows], series, ruler, style),
        table_of(rows, names, kind, style),
        subject(team.view, what, style),
    )


def table_of(rows: Sequence[Said], voices: Sequence[str], kind: Kind, style: Style) -> DataTable:
    """The same as text, with n, SD and the flags' words of every voice, and how sure means are where that is known."""
    columns = {"n": lambda one: str(one.n), "mean": style.mean, "sd": style.sd, "flags": style.flags}
    if any(one.uncertainty for row in rows for one in row.by.values()):
        columns["interval"] = style.interval
    head = [style.say(f"head.{column}") for column in columns]
    if len(voices) > 1:
        words = [style.say(f"told.{column}") for column in columns]
        head = [style.say("head.voice", voice=voice, column=word) for voice in voices for word in words]
    cells = (
        [
            write(row.by[voice]) if voice in row.by else style.say("none")
            for voice in voices
            for write in columns.values()
        ]
        for row in rows
    )
    return DataTable(
        (style.thing(kind), *head), tuple((row.label, *more) for row, more in zip(rows, cells, strict=True))
    )


def _compared(team: ShownTeam, row: Said, series: Sequence[Series], ruler: Ruler) -> LaneRow:
    """A row with a lane for each voice, and the names of those of which nothing may be told."""
    style, asked = team.style, [one for one in series if one.name in row.by]
    marks: list[Row] = []
    for one in asked:
        found = row.by[one.name]
        marks += mark_of(one.name, found, ruler, one.colour, style, **team.read(found))
    word = style.say("withheld_for", names=style.listed([one.name for one in asked if not row.by[one.name].told]))
    flags = (Flag(word, "", style.colours["muted"]),) if len(marks) < len(asked) else ()
    aspect = next(iter(row.by.values())).place.aspect
    return LaneRow(row.label, tuple(marks), flags, team.block(aspect.id) if aspect.kind == "block" else None)


def _rows(team: ShownTeam, sections: Mapping[str, Sequence[Named]], held: Held, ruler: Ruler) -> Iterator[LaneRow]:
    """The rows of each section from high to low, what is withheld last; each with its place in the order of asking."""
    spread, asked = any(row.indicator.spread for section in sections.values() for row in section), count()

    def level(row: tuple[int, Named]) -> float:
        return -sum(row[1].indicator.ends(ruler.low, ruler.high)) if row[1].indicator.told else 0

    for heading, section in sections.items():
        if heading and section:
            yield LaneRow(heading, heading=True, asked=next(asked))
        for place, row in sorted([(next(asked), row) for row in section], key=level):
            yield _row(team, row, held, ruler, spread, place)


def _row(team: ShownTeam, row: Named, held: Held, ruler: Ruler, spread: bool, asked: int) -> LaneRow:
    """`spread`: a row of the chart has that flag, so it needs a column."""
    style, found, aspect = team.style, row.indicator, row.indicator.place.aspect
    colours, block = style.colours, team.instrument.block_of_item.get(aspect.id) if aspect.kind == "item" else None
    beside = {caption: by[aspect][0] for caption, by in held.items() if aspect in by}
    read = team.read(found)
    if beside:
        read["held"] = "; ".join(f"{caption}: {style.number(mean)}" for caption, mean in beside.items())
    colour = colours["low"] if found.low else team.colour(aspect)
    marks = mark_of(style.say("means.own"), found, ruler, colour, style, **read)
    flags = [] if marks else [Flag(style.say("withheld"), "", colours["muted"])]
    flags += [Flag(style.say("flag.low"), "triangle-down", colours["low"], int(spread))] if found.low else []
    if found.spread:
        flags.append(Flag(style.say("flag.spread_sd", sd=style.sd(found)), "diamond", colours["spread"]))
    if marks:
        marks += tuple(_mark_beside(caption, mean, style) for caption, mean in beside.items())
    return LaneRow(row.label, marks, tuple(flags), team.block(block), asked=asked)


def _mark_beside(caption: str, mean: float, style: Style) -> Row:
    value = style.number(mean)
    told = {style.say("told.mean"): value}
    return {
        "series": caption,
        "low": mean,
        "high": mean,
        "value": value,
        "colour": style.colours["muted"],
        "told": told,
    }


def _held(team: ShownTeam, told: Sequence[Named]) -> Iterator[tuple[str, Mapping[Aspect, tuple[float, int]]]]:
    """The references that one of these published means can be held against, by when and of how many teams they are."""
    style = team.style
    for reference in team.references:
        known = (row.indicator.place.aspect for row in told if row.indicator.mean is not None)
        teams = sorted({reference.means[aspect][1] for aspect in known if aspect in reference.means})
        if teams:
            n = str(teams[0]) if len(teams) == 1 else style.say("from_to", low=teams[0], high=teams[-1])
            of = reference.benchmark
            words = {"label": of.label, "month": style.wording.month(of.date)} if of else {}
            yield style.say("references.benchmark" if of else "references.others", n=n, **words), reference.means
