"""Means on a ruler: one row per item, block or layer, with its value, how sure it is, and what it is held against.

A flag is a sign and a word.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

import altair as alt

from teamspiegel.charts.beside import (
    Beside,
    reference_entries,
    reference_layer,
    reference_marks,
    standing_beside,
)
from teamspiegel.charts.lettering import LINE, SIZE, width
from teamspiegel.charts.pen import Kind, Pen
from teamspiegel.charts.ruler import Ruler, ruler_head, ruler_layers, ruler_row
from teamspiegel.charts.sheet import (
    BASELINE,
    SMALL,
    WIDTH,
    Sheet,
    Spec,
    legend,
    own_colour,
    pixels,
    scored,
    signs,
    template,
    texts,
)
from teamspiegel.charts.whisker import whisker, whisker_entry, whisker_layer
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import Reference

MARK = 22
"""The height of a row's mark; its label stands above it."""

MORE = 8
"""How much higher the marks are when references stand above and under the ruler."""

SPACE = 10

SIGN = 14
"""The room of a flag's sign before its word."""

FLAG_SIGNS = {"low": "triangle-down", "spread": "diamond"}

Columns = dict[str, float]


@dataclass(frozen=True)
class MeanRow:
    """One mean with what it is about and the colour of its voice."""

    label: str
    indicator: Published
    colour: str


@dataclass(frozen=True)
class Section:
    """Rows that belong together, under a heading when there is more than one section."""

    rows: tuple[MeanRow, ...]
    heading: str = ""


def means(
    name: str,
    title: str,
    sections: Sequence[Section],
    ruler: Ruler,
    pen: Pen,
    kind: Kind,
    references: Sequence[Reference] = (),
) -> Chart | None:
    """The chart of these means in the order given; None when nothing is said of any."""
    rows = [row for section in sections for row in section.rows]
    if not any(row.indicator.told for row in rows):
        return None
    beside = standing_beside(references, [row.indicator for row in rows], pen)
    sheet = Sheet(pen)
    _legend(sheet, rows, beside)
    ruler_head(sheet, ruler)
    columns = _columns(rows, pen)
    for section in sections:
        _section(sheet, ruler, section, columns, beside)
    _foot(sheet, rows)
    spec = sheet.spec(_template(ruler.low, ruler.high))
    return Chart(name, title, _summary(rows, beside, ruler, pen, kind), spec, means_table(rows, beside, pen, kind))


def means_table(rows: Sequence[MeanRow], beside: Sequence[Beside], pen: Pen, kind: Kind) -> DataTable:
    """The same means as text, with n, SD and the flags' words; intervals and references where there are any."""
    columns: list[tuple[str, Callable[[Published], str]]] = [
        (pen.say("head.n"), pen.n),
        (pen.say("head.mean"), pen.mean),
        *([(pen.say("interval"), pen.interval)] if _has_interval(rows) else []),
        (pen.say("head.sd"), pen.sd),
        (pen.say("head.flags"), pen.flags),
        *((one.caption, partial(_reference_cell, one, pen)) for one in beside),
    ]
    head = (pen.thing(kind), *(text for text, _ in columns))
    return DataTable(head, tuple((row.label, *(cell(row.indicator) for _, cell in columns)) for row in rows))


def _reference_cell(one: Beside, pen: Pen, indicator: Published) -> str:
    mean = one.mean(indicator.place.aspect)
    return pen.say("none") if mean is None else pen.number(mean)


@cache
def _template(low: float, high: float) -> Spec:
    stems = (
        alt.Chart(alt.NamedData("stems"))
        .mark_rule(strokeWidth=3)
        .encode(x=scored(low, high), x2="x2:Q", y=pixels(), color=own_colour())
    )
    dots = (
        alt.Chart(alt.NamedData("dots"))
        .mark_point(shape="circle", filled=True, opacity=1, size=150)
        .encode(x=scored(low, high), y=pixels(), color=own_colour(), tooltip=alt.Tooltip("tip:N"))
    )
    reaches = (
        alt.Chart(alt.NamedData("reaches"))
        .mark_rule(strokeWidth=8, opacity=0.75)
        .encode(x=scored(low, high), x2="x2:Q", y=pixels(), color=own_colour(), tooltip=alt.Tooltip("tip:N"))
    )
    return template(
        *ruler_layers(low, high),
        whisker_layer(low, high),
        reaches,
        stems,
        dots,
        reference_layer(low, high),
        signs(),
        texts(),
    )


def _legend(sheet: Sheet, rows: Sequence[MeanRow], beside: Sequence[Beside]) -> None:
    """The marks beside the dots, where there are any."""
    pen = sheet.pen
    interval = [whisker_entry(pen)] if _has_interval(rows) else []
    if interval or beside:
        legend(sheet, (*interval, *reference_entries(beside, pen)))


def _has_interval(rows: Sequence[MeanRow]) -> bool:
    return any(row.indicator.uncertainty for row in rows)


def _section(sheet: Sheet, ruler: Ruler, section: Section, columns: Columns, beside: Sequence[Beside]) -> None:
    if section.heading:
        sheet.y += SPACE
        sheet.lines(section.heading, role="muted", weight="bold")
        sheet.y += 4
    for row in section.rows:
        _row(sheet, ruler, row, columns, beside)


def _row(sheet: Sheet, ruler: Ruler, row: MeanRow, columns: Columns, beside: Sequence[Beside]) -> None:
    pen, indicator = sheet.pen, row.indicator
    if not indicator.told:
        word = pen.say("withheld")
        baseline = sheet.lines(row.label, WIDTH - width(word) - 12)
        sheet.write(word, WIDTH, baseline, "muted", align="right")
    else:
        free = _flags(sheet, indicator, columns)
        sheet.lines(row.label, free)
        if indicator.mean is None:
            _reach(sheet, ruler, row)
        else:
            _mark(sheet, ruler, row, indicator.mean, beside)
    sheet.y += SPACE


def _flags(sheet: Sheet, indicator: Published, columns: Columns) -> float:
    """Writes the flags at the right, each in its column; how much room they leave for the label."""
    free = float(WIDTH)
    for role, word in _flag_words(indicator, sheet.pen).items():
        x, baseline = columns[role], sheet.y + BASELINE
        sheet.sign(FLAG_SIGNS[role], x + 5, baseline, sheet.pen.ink(role))
        sheet.write(word, x + SIGN, baseline, role)
        free = min(free, x - 10)
    return free


def _flag_words(indicator: Published, pen: Pen) -> dict[str, str]:
    """The words of an indicator's flags by their colour role; the SD stands only with a spread."""
    found = {"low": pen.say("flag.low")} if indicator.low else {}
    if indicator.spread:
        sd = "" if indicator.sd is None else pen.say("flag.sd", sd=pen.number(indicator.sd))
        found["spread"] = f"{pen.say('flag.spread')} {sd}".strip()
    return found


def _columns(rows: Sequence[MeanRow], pen: Pen) -> Columns:
    """Where each flag's column begins, so that equal signs stand under each other; the last ends at the edge."""
    words = [_flag_words(row.indicator, pen) for row in rows if row.indicator.told]
    found: Columns = {}
    end = float(WIDTH)
    for role in ("spread", "low"):
        widest = max((width(word[role]) for word in words if role in word), default=0)
        if widest:
            found[role] = end - widest - SIGN
            end = found[role] - 14
    return found


def _mark(sheet: Sheet, ruler: Ruler, row: MeanRow, mean: float, beside: Sequence[Beside]) -> None:
    pen, height = sheet.pen, MARK + (MORE if beside else 0)
    middle, value = sheet.y + height / 2, pen.number(mean)
    colour = pen.ink("low") if row.indicator.low else row.colour
    outwards = 1 if mean >= ruler.bridge else -1
    ruler_row(sheet, ruler, middle, MARK / 2 - 3)
    reach = whisker(sheet, ruler, row.indicator, middle, outwards)
    sheet.add("stems", x=ruler.bridge, x2=mean, y=middle, colour=colour)
    sheet.add("dots", x=mean, y=middle, colour=colour, tip=f"{row.label}: {value}")
    reference_marks(sheet, beside, row.indicator.place.aspect, middle)
    x = ruler.at(mean) + max(10, reach + 5) * outwards
    align = "left" if outwards > 0 else "right"
    sheet.write(value, x, middle + SIZE / 3, align=align, weight="bold", colour=colour)
    sheet.y += height


def _reach(sheet: Sheet, ruler: Ruler, row: MeanRow) -> None:
    """Where a mean lies that is not told: somewhere on a bar."""
    pen, middle, indicator = sheet.pen, sheet.y + MARK / 2, row.indicator
    colour = pen.ink("low") if indicator.low else row.colour
    low, high = indicator.ends(ruler.low, ruler.high)
    inwards = -1 if low - ruler.low > ruler.high - high else 1
    ruler_row(sheet, ruler, middle, MARK / 2 - 3)
    sheet.add("reaches", x=low, x2=high, y=middle, colour=colour, tip=f"{row.label}: {pen.mean(indicator)}")
    x, align = ruler.at(low if inwards < 0 else high) + 10 * inwards, "right" if inwards < 0 else "left"
    sheet.write(pen.mean(indicator), x, middle + SIZE / 3, align=align, weight="bold", colour=colour)
    sheet.y += MARK


def _foot(sheet: Sheet, rows: Sequence[MeanRow]) -> None:
    """How many answered: one number when it is the same for all, or from fewest to most."""
    known = sorted({row.indicator.n for row in rows if row.indicator.n is not None})
    if known:
        key = "n" if len(known) == 1 else "n_range"
        text = sheet.pen.say(key, n=known[0], most=known[-1])
        sheet.write(text, WIDTH, sheet.y + SMALL, "muted", align="right", size=SMALL)
        sheet.y += LINE


def _summary(rows: Sequence[MeanRow], beside: Sequence[Beside], ruler: Ruler, pen: Pen, kind: Kind) -> str:
    """The highest and the lowest of what is published, how many of it carry a flag, and what it is held against."""
    known = [(sum(row.indicator.ends(ruler.low, ruler.high)), row) for row in rows if row.indicator.told]
    (low, lowest), (high, highest) = (end(known, key=lambda one: one[0]) for end in (min, max))
    extremes = {
        "high": pen.named([row.label for level, row in known if level == high], kind),
        "high_value": pen.mean(highest.indicator),
        "low": pen.named([row.label for level, row in known if level == low], kind),
        "low_value": pen.mean(lowest.indicator),
    }
    key = "means.summary" if low < high else "means.summary_same" if len(known) > 1 else "means.summary_one"
    shown = pen.say(key, things=pen.things(kind, len(known)), bridge=pen.threshold(ruler.bridge), **extremes)
    flags = {flag: sum(bool(getattr(row.indicator, flag)) for row in rows) for flag in FLAG_SIGNS}
    said = "".join(pen.count(f"means.flags.{flag}", n) for flag, n in flags.items() if n)
    held = pen.say("references.summary", names=pen.listed([one.label for one in beside])) if beside else ""
    return shown + said + held + pen.say("end")
