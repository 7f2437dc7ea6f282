"""Means on a ruler: one row per item, block or layer, the highest first, with what they are held against."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from teamspiegel.charts.desk import Desk
from teamspiegel.charts.finding import Named, highest, lowest, of_means
from teamspiegel.charts.house import Ruler, Series
from teamspiegel.charts.lanes import Block, Flag, LaneRow, Mark, lanes, mark_of
from teamspiegel.charts.pen import Kind, Pen
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


def means(name: str, subtitle: str, sections: Sequence[Section], ruler: Ruler, desk: Desk, kind: Kind) -> Chart | None:
    """The chart of these means, in each section from high to low; None when nothing is said of any."""
    rows = [row for section in sections for row in section.rows]
    if not any(row.indicator.told for row in rows):
        return None
    held = list(_held(desk, [row.indicator for row in rows]))
    series = [
        Series(desk.pen.say("means.own"), "circle", desk.colour(rows[0].indicator.place.aspect)),
        *(Series(one.caption, SIGNS[index % 2], desk.pen.ink("muted"), bold=False) for index, one in enumerate(held)),
    ]
    spec = lanes([*_rows(sections, series, held, ruler, desk)], series, ruler, desk.pen)
    found = [Named(row.label, row.indicator, _old(row, desk)) for row in rows]
    first = found[: len(sections[0].rows)]
    return Chart(
        name,
        of_means(first if any(one.indicator.told for one in first) else found, ruler, kind, desk.pen),
        _summary(found, held, ruler, desk.pen, kind),
        spec,
        _table(rows, held, desk.pen, kind),
        subtitle,
    )


def _old(row: MeanRow, desk: Desk) -> Published | None:
    found = desk.before(row.indicator)
    return found[1] if found else None


def flags(indicator: Published, pen: Pen, spread: bool) -> Iterator[Flag]:
    """The flags of a number: a sign and a word; the SD stands only with a spread.

    `spread`: a row of the chart has that flag, so it needs a column.
    """
    if indicator.low:
        yield Flag(pen.say("flag.low"), "triangle-down", pen.ink("low"), int(spread))
    if indicator.spread:
        word = pen.say("flag.spread_sd", sd=pen.number(indicator.sd or 0))
        yield Flag(word, "diamond", pen.ink("spread"))


def _rows(
    sections: Sequence[Section], series: Sequence[Series], held: Sequence[Held], ruler: Ruler, desk: Desk
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
            yield replace(_row(row, series, held, ruler, desk, spread), asked=place)


def _row(
    row: MeanRow, series: Sequence[Series], held: Sequence[Held], ruler: Ruler, desk: Desk, spread: bool
) -> LaneRow:
    pen, aspect = desk.pen, row.indicator.place.aspect
    colour = pen.ink("low") if row.indicator.low else desk.colour(aspect)
    beside = {one.caption: one.reference.means[aspect][0] for one in held if aspect in one.reference.means}
    read = desk.read(row.indicator)
    if beside:
        read["held"] = "; ".join(f"{caption}: {pen.number(mean)}" for caption, mean in beside.items())
    own = mark_of(series[0].name, row.indicator, ruler, colour, pen, **read)
    if own is None:
        return LaneRow(row.label, flags=(Flag(pen.say("withheld"), "", pen.ink("muted")),), block=row.block)
    others = (Mark(caption, mean, mean, pen.number(mean), pen.ink("muted")) for caption, mean in beside.items())
    return LaneRow(row.label, (own, *others), tuple(flags(row.indicator, pen, spread)), row.block)


def _held(desk: Desk, indicators: Sequence[Published]) -> Iterator[Held]:
    """The references that one of these published means can be held against."""
    pen = desk.pen
    for reference in desk.references:
        known = (one.place.aspect for one in indicators if one.mean is not None)
        teams = [reference.means[aspect][1] for aspect in known if aspect in reference.means]
        if teams:
            fewest, most = min(teams), max(teams)
            n = str(fewest) if fewest == most else pen.say("from_to", low=fewest, high=most)
            if reference.benchmark is None:
                yield Held(reference, pen.say("references.others"), pen.say("references.others_caption", n=n))
            else:
                label, month = reference.benchmark.label, pen.month(reference.benchmark.date)
                yield Held(reference, label, pen.say("references.benchmark", label=label, month=month, n=n))


def _table(rows: Sequence[MeanRow], held: Sequence[Held], pen: Pen, kind: Kind) -> DataTable:
    """The same means as text, with n, SD and the flags' words; intervals and references where there are any."""
    sure = any(row.indicator.uncertainty for row in rows)
    interval = (pen.say("interval"),) if sure else ()
    captions = (one.caption for one in held)
    head = (
        pen.thing(kind),
        pen.say("head.n"),
        pen.say("head.mean"),
        *interval,
        pen.say("head.sd"),
        pen.say("head.flags"),
        *captions,
    )
    return DataTable(head, tuple((row.label, *_cells(row.indicator, held, sure, pen)) for row in rows))


def _cells(found: Published, held: Sequence[Held], sure: bool, pen: Pen) -> Iterator[str]:
    yield from (str(found.n), pen.mean(found))
    if sure:
        yield pen.interval(found)
    yield from (pen.sd(found), pen.flags(found))
    for one in held:
        mean = one.reference.means.get(found.place.aspect)
        yield pen.number(mean[0]) if mean else pen.say("none")


def _summary(found: Sequence[Named], held: Sequence[Held], ruler: Ruler, pen: Pen, kind: Kind) -> str:
    """The highest and the lowest where that is sure, how many carry a flag, and what they are held against."""
    told = [one for one in found if one.indicator.told]
    ends = {"highest": highest(told, ruler), "lowest": lowest(told, ruler)}
    parts = [pen.say("means.summary", things=pen.things(kind, len(told)), bridge=pen.threshold(ruler.bridge))]
    if len(told) > 1:
        parts += [
            pen.say(
                f"means.{end}", names=pen.named([one.label for one in ones], kind), value=pen.mean(ones[0].indicator)
            )
            for end, ones in ends.items()
            if ones
        ]
    counts = {flag: sum(bool(getattr(one.indicator, flag)) for one in told) for flag in ("low", "spread")}
    parts += [pen.count(f"means.flags.{flag}", n) for flag, n in counts.items() if n]
    if held:
        parts.append(pen.say("references.summary", names=pen.listed([one.label for one in held])))
    return "; ".join(parts) + pen.say("end")
