"""How often each score was given: one bar of 100% per item, with the counts in it and the neutral answer in sight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

import altair as alt

from teamspiegel.charts.lettering import SIZE, width
from teamspiegel.charts.pen import Kind, Pen
from teamspiegel.charts.ramp import Shade, shades
from teamspiegel.charts.sheet import WIDTH, Entry, Sheet, Spec, legend, pixels, signs, template, texts
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.instrument import AnswerScale
from teamspiegel.contracts.numbers import dutch, percentages

BAR = 24
SPACE = 12


@dataclass(frozen=True)
class DistributionRow:
    """The counts of one item by score; None when they are withheld."""

    label: str
    counts: Mapping[float, int] | None

    @property
    def n(self) -> int:
        """How many answers there are."""
        return sum((self.counts or {}).values())


def distribution(
    name: str, title: str, rows: Sequence[DistributionRow], scale: AnswerScale, pen: Pen, kind: Kind
) -> Chart | None:
    """The chart of these counts in the order given; None when every distribution is withheld."""
    if all(row.counts is None for row in rows):
        return None
    colours = dict(zip(scale.scores, shades(pen.palette, len(scale.scores)), strict=True))
    sheet = Sheet(pen)
    entries = (
        Entry("square", colours[score].edge, _score(scale, score), colours[score].fill) for score in scale.scores
    )
    legend(sheet, entries)
    for row in rows:
        _row(sheet, row, colours)
    sheet.y -= SPACE
    return Chart(name, title, _summary(rows, scale, pen, kind), sheet.spec(_template()), _table(rows, scale, pen, kind))


@cache
def _template() -> Spec:
    share = alt.Scale(domain=[0, 1], range=[0, WIDTH], nice=False, zero=False)
    bars = (
        alt.Chart(alt.NamedData("bars"))
        .mark_rect(strokeWidth=1, xOffset=1, x2Offset=-1, cornerRadius=2)
        .encode(
            x=alt.X("from:Q", scale=share, axis=None),
            x2="to:Q",
            y=pixels(),
            y2="y2:Q",
            fill=alt.Fill("colour:N", scale=None),
            stroke=alt.Stroke("edge:N", scale=None),
            tooltip=alt.Tooltip("tip:N"),
        )
    )
    return template(bars, signs(), texts())


def _score(scale: AnswerScale, score: float) -> str:
    """A score with its label when it has one: whole scores may."""
    number = dutch(score, 0 if score == int(score) else 1)
    label = scale.labels.get(int(score)) if score == int(score) else None
    return f"{number} {label}" if label else number


def _row(sheet: Sheet, row: DistributionRow, colours: Mapping[float, Shade]) -> None:
    pen = sheet.pen
    aside = pen.say("withheld") if row.counts is None else pen.say("n", n=row.n)
    baseline = sheet.lines(row.label, WIDTH - width(aside) - 12)
    sheet.write(aside, WIDTH, baseline, "muted", align="right")
    if row.counts is not None:
        sheet.y += 2
        _bar(sheet, row, row.counts, colours)
        sheet.y += BAR
    sheet.y += SPACE


def _bar(sheet: Sheet, row: DistributionRow, counts: Mapping[float, int], colours: Mapping[float, Shade]) -> None:
    numbers = [counts.get(score, 0) for score in colours]
    ends = list(accumulate(numbers))
    for (score, shade), number, end in zip(colours.items(), numbers, ends, strict=True):
        if number:
            start, stop = (end - number) / row.n, end / row.n
            tip = f"{row.label}: {dutch(score, 0 if score == int(score) else 1)} × {number}"
            sheet.add(
                "bars",
                **{"from": start, "to": stop},
                y=sheet.y,
                y2=sheet.y + BAR,
                colour=shade.fill,
                edge=shade.edge,
                tip=tip,
            )
            if (stop - start) * WIDTH >= width(str(number)) + 4:
                middle = (start + stop) / 2 * WIDTH
                sheet.write(str(number), middle, sheet.y + BAR / 2 + SIZE / 3, align="center", colour=shade.text)


def _table(rows: Sequence[DistributionRow], scale: AnswerScale, pen: Pen, kind: Kind) -> DataTable:
    head = (pen.thing(kind), pen.say("head.n"), *(_score(scale, score) for score in scale.scores))
    return DataTable(head, tuple(_cells(row, scale, pen) for row in rows))


def _cells(row: DistributionRow, scale: AnswerScale, pen: Pen) -> tuple[str, ...]:
    if row.counts is None:
        return (row.label, *[pen.say("withheld")] * (1 + len(scale.scores)))
    numbers = [row.counts.get(score, 0) for score in scale.scores]
    shares = percentages(numbers)
    cells = (pen.say("share", n=n, percent=percent) for n, percent in zip(numbers, shares, strict=True))
    return (row.label, str(row.n), *cells)


def _summary(rows: Sequence[DistributionRow], scale: AnswerScale, pen: Pen, kind: Kind) -> str:
    """Where most, and where fewest, answered above the middle of the scale, of what is published."""
    known = [(_above(row, scale), row) for row in rows if row.counts]
    (least, low), (most, high) = min(known, key=lambda pair: pair[0][0]), max(known, key=lambda pair: pair[0][0])
    values = {"high": high.label, "high_n": most[1], "high_of": high.n, "low": low.label, "low_n": least[1]}
    key = "distribution.summary" if least[0] < most[0] else "distribution.summary_same"
    key = key if len(known) > 1 else "distribution.summary_one"
    return pen.say(key, things=pen.things(kind, len(known)), low_of=low.n, **values)


def _above(row: DistributionRow, scale: AnswerScale) -> tuple[float, int]:
    middle = (scale.min + scale.max) / 2
    number = sum(n for score, n in (row.counts or {}).items() if score > middle)
    return number / row.n, number
