"""Means on a ruler: a row per item, block or layer, from high to low, with what they are held against; or what the
layers say side by side."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import cycle

from teamspiegel.charts.finding import Named, Said, of_comparison, of_means, subject
from teamspiegel.charts.house import Flag, Row, Ruler, Series
from teamspiegel.charts.lanes import from_high, lanes, mark_of, table
from teamspiegel.charts.style import Kind, Style
from teamspiegel.charts.team import ShownTeam
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.instrument import Layer
from teamspiegel.contracts.numbers import dutch_threshold
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import Published

SIGNS = ("triangle-down", "triangle-up")
"""How references are drawn, in turn: benchmarks and other teams."""

SHAPES = ("circle", "square", "triangle-up", "cross", "triangle-right", "diamond")
"""How layers are drawn, in their order."""

Held = Mapping[str, Mapping[Aspect, float]]
"""The means that others have, by the name that they have in a legend."""


def means(
    team: ShownTeam, what: str, own: Sequence[Named], layers: Sequence[Layer], kind: Kind, apart: Sequence[Named] = ()
) -> Chart | None:
    """The chart of these means from high to low, those that stand `apart` below; None when nothing is said of any."""
    style, ruler = team.style, team.ruler(*layers)
    rows = [*own, *apart]
    told = [row for row in rows if row.indicator.told]
    if not told:
        return None
    held = dict(_held(team, told))
    mine = Series(style.say("means.own"), "circle", team.colour(rows[0].indicator.place.aspect))
    signs = zip(held, cycle(SIGNS), strict=False)
    others = [Series(caption, sign, style.colours["muted"], bold=False) for caption, sign in signs]
    aspects = [row.indicator.place.aspect for row in rows]
    beside = {
        caption: [style.number(by[one]) if one in by else style.say("none") for one in aspects]
        for caption, by in held.items()
    }
    flagged = {flag: sum(bool(getattr(row.indicator, flag)) for row in told) for flag in ("low", "spread")}
    flags = (style.count(f"means.flags.{flag}", n) for flag, n in flagged.items() if n)
    bridge = style.say("means.bridge", value=dutch_threshold(ruler.middle))
    n = team.answered(row.indicator for row in rows)
    spread = any(row.indicator.spread for row in rows)
    drawn = [(_row(team, row, mine, held, ruler, spread), row.indicator) for row in rows]
    lines = from_high(drawn[: len(own)], ruler)
    if apart:
        heading = Row(style.say("means.beside"), heading=True, asked=len(own))
        lines += [heading, *from_high(drawn[len(own) :], ruler, len(own) + 1)]
    return Chart(
        of_means([row for row in told if row in own] or told, ruler, kind, style),
        style.sentence(what, style.count(f"things.{kind}", len(told)), bridge, *flags),
        lanes(lines, [mine, *others], ruler, style),
        _table(kind, [Said(row.label, {mine.name: row.indicator}) for row in rows], [mine.name], style, beside),
        subject(team.view.round, what, style, n),
    )


def comparison(team: ShownTeam, what: str, rows: Sequence[Said], layers: Sequence[Layer], kind: Kind) -> Chart | None:
    """The chart of what the layers say, by their names, in the order given; None when nothing is said at all."""
    style, ruler = team.style, team.ruler(*layers)
    rows = [row for row in rows if row.by]
    told = [row for row in rows if row.told]
    if not told:
        return None
    asked = [layer for layer in layers if any(layer.name in row.by for row in rows)]
    voices = {layer.name: voice(layer.name, team.number(layer), style) for layer in asked}
    drawn, never = side_by_side(rows, voices, ruler, style, team.read)
    if kind == "blocks":
        drawn = [one._replace(block=team.block(row.aspect.id)) for one, row in zip(drawn, rows, strict=True)]
    n = team.answered(one for row in rows for one in row.by.values())
    return Chart(
        of_comparison(rows, ruler, kind, style),
        style.sentence(what, style.count(f"things.{kind}", len(told)), style.listed([*voices])),
        lanes(drawn, voices.values(), ruler, style),
        _table(kind, rows, [*voices], style, {}),
        subject(team.view.round, what, style, n, never),
    )


def voice(name: str, number: int, style: Style) -> Series:
    """A layer or role: its shape and colour follow from its place in the instrument, whoever else is there."""
    return Series(name, SHAPES[number % len(SHAPES)], style.series(number))


def side_by_side(
    rows: Sequence[Said],
    voices: Mapping[str, Series],
    ruler: Ruler,
    style: Style,
    read: Callable[[Published], Mapping[str, str]] = lambda found: {},
) -> tuple[list[Row], list[str]]:
    """The rows with a lane for each voice, and with the names of those of which nothing may be told; and those of which
    nothing is told in any row. The subject says these once, and of the rows only one without others does.

    `read`: what else a pointer reads of a number.
    """
    asked, drawn = dict.fromkeys(name for row in rows for name in row.by), []
    never = [name for name in asked if not any(name in row.told for row in rows)]
    for row in rows:
        told = {name: row.told[name] for name in voices if name in row.told}
        marks = [mark_of(voices[name], found, ruler, style, **read(found)) for name, found in told.items()]
        known = (*told, *never) if told else ()
        hidden = style.listed([name for name in voices if name in row.by and name not in known])
        drawn.append(Row(style.say("withheld_for", row=row.label, names=hidden) if hidden else row.label, marks))
    return drawn, never


def _table(
    kind: Kind, rows: Sequence[Said], voices: Sequence[str], style: Style, beside: Mapping[str, Sequence[str]]
) -> DataTable:
    """What is told of every voice, and how sure means are where that is known of one; and what others have."""
    columns = {"n": lambda one: str(one.n), "mean": style.mean, "sd": style.sd, "flags": style.flags}
    if any(one.uncertainty for row in rows for one in row.by.values()):
        columns["interval"] = style.interval
    several = len(voices) > 1
    words = {style.say(f"{'told' if several else 'head'}.{column}"): write for column, write in columns.items()}
    return table(kind, rows, {voice: voice if several else "" for voice in voices}, words, style, beside)


def _row(team: ShownTeam, row: Named, own: Series, held: Held, ruler: Ruler, spread: bool) -> Row:
    """`own`: the team's series. `spread`: a row of the chart has that flag, so it needs a column."""
    style, colours, found = team.style, team.style.colours, row.indicator
    aspect = found.place.aspect
    block = team.block(team.instrument.block_of_item.get(aspect.id)) if aspect.kind == "item" else None
    if not found.told:
        return Row(row.label, flags=[Flag(style.say("withheld"))], block=block)
    beside = {name: by[aspect] for name, by in held.items() if aspect in by}
    read = {"beside": "; ".join(f"{name}: {style.number(mean)}" for name, mean in beside.items())} if beside else {}
    colour = colours["low"] if found.low else team.colour(aspect)
    marks = [mark_of(own, found, ruler, style, colour, **team.read(found), **read)]
    marks += [{"series": name, "mean": mean} for name, mean in beside.items()]
    flags = [Flag(style.say("flag.low"), colours["low"], "triangle-down", int(spread))] if found.low else []
    if found.spread:
        flags.append(Flag(style.say("flag.spread_sd", sd=style.sd(found)), colours["spread"], "diamond"))
    return Row(row.label, marks, flags, block)


def _held(team: ShownTeam, told: Sequence[Named]) -> Iterator[tuple[str, Mapping[Aspect, float]]]:
    """The references that one of these published means can be held against, by when and of how many teams they are."""
    style = team.style
    known = [row.indicator.place.aspect for row in told if row.indicator.mean is not None]
    for one in team.references:
        n = _range([one.means[aspect][1] for aspect in known if aspect in one.means], style)
        schools = _range([one.schools[aspect] for aspect in known if aspect in one.schools], style)
        caption = style.say("references.others", n=n)
        if one.benchmark:
            words = {"label": one.benchmark.label, "month": style.wording.month(one.benchmark.date), "n": n}
            key = "references.of_schools" if schools else "references.benchmark"
            caption = style.say(key, **words, schools=schools)
        if n:
            yield caption, {aspect: mean for aspect, (mean, _) in one.means.items()}


def _range(numbers: Sequence[int], style: Style) -> str:
    """From the least to the most, where there are any."""
    low, high = min(numbers, default=""), max(numbers, default="")
    return str(low) if low == high else style.say("from_to", low=low, high=high)
