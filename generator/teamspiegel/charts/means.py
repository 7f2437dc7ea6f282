"""Means on a ruler: one row per item, block or layer, with its value, and its flags as a sign and a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import altair as alt

from teamspiegel.charts.lettering import LINE, SIZE, width
from teamspiegel.charts.pen import Kind, Pen
from teamspiegel.charts.ruler import Ruler, ruler_head, ruler_layers, ruler_row
from teamspiegel.charts.sheet import (
    BASELINE,
    SMALL,
    WIDTH,
    Sheet,
    Spec,
    own_colour,
    pixels,
    scored,
    signs,
    template,
    texts,
)
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.published import Indicator

MARK = 22
"""The height of a row's mark; its label stands above it."""

SPACE = 10

SIGN = 14
"""The room of a flag's sign before its word."""

FLAG_SIGNS = {"low": "triangle-down", "spread": "diamond"}

Columns = dict[str, float]


@dataclass(frozen=True)
class MeanRow:
    """One mean with what it is about and the colour of its voice."""

    label: str
    indicator: Indicator
    colour: str


@dataclass(frozen=True)
class Section:
    """Rows that belong together, under a heading when there is more than one section."""

    rows: tuple[MeanRow, ...]
    heading: str = ""


def means(name: str, title: str, sections: Sequence[Section], ruler: Ruler, pen: Pen, kind: Kind) -> Chart | None:
    """The chart of these means in the order given; None when every mean is withheld."""
    rows = [row for section in sections for row in section.rows]
    if all(row.indicator.mean is None for row in rows):
        return None
    sheet = Sheet(pen)
    ruler_head(sheet, ruler)
    columns = _columns(rows, pen)
    for section in sections:
        _section(sheet, ruler, section, columns)
    _foot(sheet, rows)
    spec = sheet.spec(_template(ruler.low, ruler.high))
    return Chart(name, title, _summary(rows, ruler, pen, kind), spec, means_table(rows, pen, kind))


def means_table(rows: Sequence[MeanRow], pen: Pen, kind: Kind) -> DataTable:
    """The same means as text, with n, SD and the flags' words."""
    head = (pen.thing(kind), *(pen.say(f"head.{column}") for column in ("n", "mean", "sd", "flags")))
    cells = (
        (row.label, pen.n(row.indicator), pen.mean(row.indicator), pen.sd(row.indicator), pen.flags(row.indicator))
        for row in rows
    )
    return DataTable(head, tuple(cells))


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
    return template(*ruler_layers(low, high), stems, dots, signs(), texts())


def _section(sheet: Sheet, ruler: Ruler, section: Section, columns: Columns) -> None:
    if section.heading:
        sheet.y += SPACE
        sheet.lines(section.heading, role="muted", weight="bold")
        sheet.y += 4
    for row in section.rows:
        _row(sheet, ruler, row, columns)


def _row(sheet: Sheet, ruler: Ruler, row: MeanRow, columns: Columns) -> None:
    pen, indicator = sheet.pen, row.indicator
    if indicator.mean is None:
        word = pen.say("withheld")
        baseline = sheet.lines(row.label, WIDTH - width(word) - 12)
        sheet.write(word, WIDTH, baseline, "muted", align="right")
    else:
        free = _flags(sheet, indicator, columns)
        sheet.lines(row.label, free)
        _mark(sheet, ruler, row, indicator.mean)
    sheet.y += SPACE


def _flags(sheet: Sheet, indicator: Indicator, columns: Columns) -> float:
    """Writes the flags at the right, each in its column; how much room they leave for the label."""
    free = float(WIDTH)
    for role, word in _flag_words(indicator, sheet.pen).items():
        x, baseline = columns[role], sheet.y + BASELINE
        sheet.sign(FLAG_SIGNS[role], x + 5, baseline, sheet.pen.ink(role))
        sheet.write(word, x + SIGN, baseline, role)
        free = min(free, x - 10)
    return free


def _flag_words(indicator: Indicator, pen: Pen) -> dict[str, str]:
    """The words of an indicator's flags by their colour role; the SD stands only with a spread."""
    found = {"low": pen.say("flag.low")} if indicator.low else {}
    if indicator.spread:
        sd = "" if indicator.sd is None else pen.say("flag.sd", sd=pen.number(indicator.sd))
        found["spread"] = f"{pen.say('flag.spread')} {sd}".strip()
    return found


def _columns(rows: Sequence[MeanRow], pen: Pen) -> Columns:
    """Where each flag's column begins, so that equal signs stand under each other; the last ends at the edge."""
    words = [_flag_words(row.indicator, pen) for row in rows if row.indicator.mean is not None]
    found: Columns = {}
    end = float(WIDTH)
    for role in ("spread", "low"):
        widest = max((width(word[role]) for word in words if role in word), default=0)
        if widest:
            found[role] = end - widest - SIGN
            end = found[role] - 14
    return found


def _mark(sheet: Sheet, ruler: Ruler, row: MeanRow, mean: float) -> None:
    pen, middle = sheet.pen, sheet.y + MARK / 2
    colour = pen.ink("low") if row.indicator.low else row.colour
    ruler_row(sheet, ruler, middle, MARK / 2 - 3)
    sheet.add("stems", x=ruler.bridge, x2=mean, y=middle, colour=colour)
    sheet.add("dots", x=mean, y=middle, colour=colour, tip=f"{row.label}: {pen.number(mean)}")
    outwards = 1 if mean >= ruler.bridge else -1
    align = "left" if outwards > 0 else "right"
    value = pen.number(mean)
    sheet.write(value, ruler.at(mean) + 10 * outwards, middle + SIZE / 3, align=align, weight="bold", colour=colour)
    sheet.y += MARK


def _foot(sheet: Sheet, rows: Sequence[MeanRow]) -> None:
    """How many answered: one number when it is the same for all, or from fewest to most."""
    known = sorted({row.indicator.n for row in rows if row.indicator.n is not None})
    if known:
        key = "n" if len(known) == 1 else "n_range"
        text = sheet.pen.say(key, n=known[0], most=known[-1])
        sheet.write(text, WIDTH, sheet.y + SMALL, "muted", align="right", size=SMALL)
        sheet.y += LINE


def _summary(rows: Sequence[MeanRow], ruler: Ruler, pen: Pen, kind: Kind) -> str:
    """The highest and the lowest of what is published, and how many of it carry a flag."""
    known = [(row.indicator.mean, row.label) for row in rows if row.indicator.mean is not None]
    low, high = min(known)[0], max(known)[0]
    extremes = {
        "high": pen.named([label for mean, label in known if mean == high], kind),
        "high_value": pen.number(high),
        "low": pen.named([label for mean, label in known if mean == low], kind),
        "low_value": pen.number(low),
    }
    key = "means.summary" if low < high else "means.summary_same" if len(known) > 1 else "means.summary_one"
    shown = pen.say(key, things=pen.things(kind, len(known)), bridge=pen.threshold(ruler.bridge), **extremes)
    flags = {flag: sum(bool(getattr(row.indicator, flag)) for row in rows) for flag in FLAG_SIGNS}
    return shown + "".join(pen.count(f"means.flags.{flag}", n) for flag, n in flags.items() if n) + pen.say("end")
