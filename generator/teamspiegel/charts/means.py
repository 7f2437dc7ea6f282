"""Means on a ruler: one row per item, block or layer, the highest first, with what they are held against."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from teamspiegel.charts.finding import Named, highest, lowest, of_means
from teamspiegel.charts.lanes import Block, Flag, LaneRow, Mark, lanes, mark_of
from teamspiegel.charts.style import Kind, Style
from teamspiegel.charts.team import ShownTeam
from teamspiegel.charts.template import Ruler, Series
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import Reference

SIGNS = ("triangle-down", "triangle-up")
"""How references are drawn, in turn: benchmarks and other teams."""


@dataclass(frozen=True)
class MeanRow:
    """One mean with what it is about, and the colour of its building block where it has one."""

    label: str
    indicator: Published
    block: Block | None = None


@dataclass(frozen=True)
class Section:
    """Rows that belong together, under a heading when there is more than one section."""

    rows: tuple[MeanRow, ...]
    heading: str = ""


@dataclass(frozen=True)
class Held:
    """A reference as it is named: short in a sentence, and in a legend with of when and of how many it is."""

    reference: Reference
    label: str
    caption: str


def means(
    name: str, subtitle: str, sections: Sequence[Section], ruler: Ruler, team: ShownTeam, kind: Kind
) -> Chart | None:
    """The chart of these means, in each section from high to low; None when nothing is said of any."""
    rows = [row for section in sections for row in section.rows]
    if not any(row.indicator.told for row in rows):
        return None
    held = list(_held(team, [row.indicator for row in rows]))
    series = [
        Series(team.style.say("means.own"), "circle", team.colour(rows[0].indicator.place.aspect)),
        *(Series(one.caption, SIGNS[index % 2], team.style.ink("muted"), bold=False) for index, one in enumerate(held)),
    ]
    spec = lanes([*_rows(sections, series, held, ruler, team)], series, ruler, team.style)
    found = [Named(row.label, row.indicator, _old(row, team)) for row in rows]
    first = found[: len(sections[0].rows)]
    return Chart(
        name,
        of_means(first if any(one.indicator.told for one in first) else found, ruler, kind, team.style),
        _summary(found, held, ruler, team.style, kind),
        spec,
        _table(rows, held, team.style, kind),
        subtitle,
    )


def _old(row: MeanRow, team: ShownTeam) -> Published | None:
    found = team.before(row.indicator)
    return found[1] if found else None


def flags(indicator: Published, style: Style, spread: bool) -> Iterator[Flag]:
    """The flags of a number: a sign and a word; the SD stands only with a spread.

    `spread`: a row of the chart has that flag, so it needs a column.
    """
    if indicator.low:
        yield Flag(style.say("flag.low"), "triangle-down", style.ink("low"), int(spread))
    if indicator.spread:
        word = style.say("flag.spread_sd", sd=style.number(indicator.sd or 0))
        yield Flag(word, "diamond", style.ink("spread"))


def _rows(
    sections: Sequence[Section], series: Sequence[Series], held: Sequence[Held], ruler: Ruler, team: ShownTeam
) -> Iterator[LaneRow]:
    """The rows of each section from high to low, what is withheld last; each with its place in the order of asking."""
    spread = any(row.indicator.spread for section in sections for row in section.rows)
    asked = count()

    def level(row: tuple[int, MeanRow]) -> float:
        indicator = row[1].indicator
        return -sum(indicator.ends(ruler.low, ruler.high)) if indicator.told else 0

    for section in sections:
        if section.heading:
            yield LaneRow(section.heading, heading=True, asked=next(asked))
        for place, row in sorted([(next(asked), row) for row in section.rows], key=level):
            yield replace(_row(row, series, held, ruler, team, spread), asked=place)


def _row(
    row: MeanRow, series: Sequence[Series], held: Sequence[Held], ruler: Ruler, team: ShownTeam, spread: bool
) -> LaneRow:
    style, aspect = team.style, row.indicator.place.aspect
    colour = style.ink("low") if row.indicator.low else team.colour(aspect)
    beside = {one.caption: one.reference.means[aspect][0] for one in held if aspect in one.reference.means}
    read = team.read(row.indicator)
    if beside:
        read["held"] = "; ".join(f"{caption}: {style.number(mean)}" for caption, mean in beside.items())
    own = mark_of(series[0].name, row.indicator, ruler, colour, style, **read)
    if own is None:
        return LaneRow(row.label, flags=(Flag(style.say("withheld"), "", style.ink("muted")),), block=row.block)
    others = (Mark(caption, mean, mean, style.number(mean), style.ink("muted")) for caption, mean in beside.items())
    return LaneRow(row.label, (own, *others), tuple(flags(row.indicator, style, spread)), row.block)


def _held(team: ShownTeam, indicators: Sequence[Published]) -> Iterator[Held]:
    """The references that one of these published means can be held against."""
    style = team.style
    for reference in team.references:
        known = (one.place.aspect for one in indicators if one.mean is not None)
        teams = [reference.means[aspect][1] for aspect in known if aspect in reference.means]
        if teams:
            fewest, most = min(teams), max(teams)
            n = str(fewest) if fewest == most else style.say("from_to", low=fewest, high=most)
            if reference.benchmark is None:
                yield Held(reference, style.say("references.others"), style.say("references.others_caption", n=n))
            else:
                label, month = reference.benchmark.label, style.month(reference.benchmark.date)
                yield Held(reference, label, style.say("references.benchmark", label=label, month=month, n=n))


def _table(rows: Sequence[MeanRow], held: Sequence[Held], style: Style, kind: Kind) -> DataTable:
    """The same means as text, with n, SD and the flags' words; intervals and references where there are any."""
    sure = any(row.indicator.uncertainty for row in rows)
    interval = (style.say("interval"),) if sure else ()
    captions = (one.caption for one in held)
    head = (
        style.thing(kind),
        style.say("head.n"),
        style.say("head.mean"),
        *interval,
        style.say("head.sd"),
        style.say("head.flags"),
        *captions,
    )
    return DataTable(head, tuple((row.label, *_cells(row.indicator, held, sure, style)) for row in rows))


def _cells(found: Published, held: Sequence[Held], sure: bool, style: Style) -> Iterator[str]:
    yield from (str(found.n), style.mean(found))
    if sure:
        yield style.interval(found)
    yield from (style.sd(found), style.flags(found))
    for one in held:
        mean = one.reference.means.get(found.place.aspect)
        yield style.number(mean[0]) if mean else style.say("none")


def _summary(found: Sequence[Named], held: Sequence[Held], ruler: Ruler, style: Style, kind: Kind) -> str:
    """The highest and the lowest where that is sure, how many carry a flag, and what they are held against."""
    told = [one for one in found if one.indicator.told]
    ends = {"highest": highest(told, ruler), "lowest": lowest(told, ruler)}
    parts = [style.say("means.summary", things=style.things(kind, len(told)), bridge=style.threshold(ruler.bridge))]
    if len(told) > 1:
        parts += [
            style.say(
                f"means.{end}",
                names=style.named([one.label for one in ones], kind),
                value=style.mean(ones[0].indicator),
            )
            for end, ones in ends.items()
            if ones
        ]
    counts = {flag: sum(bool(getattr(one.indicator, flag)) for one in told) for flag in ("low", "spread")}
    parts += [style.count(f"means.flags.{flag}", n) for flag, n in counts.items() if n]
    if held:
        parts.append(style.say("references.summary", names=style.listed([one.label for one in held])))
    return "; ".join(parts) + style.say("end")
