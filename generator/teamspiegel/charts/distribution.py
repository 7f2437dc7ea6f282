"""How often each score was given: bars that grow to both sides of the neutral answer, so that rows compare."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from textwrap import wrap

import altair as alt

from teamspiegel.charts.finding import Above, of_distribution
from teamspiegel.charts.ramp import Shade, shades
from teamspiegel.charts.style import Kind, Style
from teamspiegel.charts.template import (
    LETTERS,
    LINE,
    MOST_SCORES,
    WIDTH,
    Inks,
    Row,
    Spec,
    columns,
    distinct,
    divided,
    filled,
    labelled,
    lines,
    marks,
    template,
    thinned,
    wrapped,
)
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.instrument import AnswerScale
from teamspiegel.contracts.numbers import dutch, percentages

BAR = 26
SPACE = 18

FEW = 2
"""A cell of so few people can be read as those people."""


@dataclass(frozen=True)
class DistributionRow:
    """The counts of one item by score; None when they are withheld."""

    label: str
    counts: Mapping[float, int] | None

    @property
    def n(self) -> int:
        """How many answers there are."""
        return sum((self.counts or {}).values())


@dataclass(frozen=True)
class Cell:
    """How many answers lie from a score up to another, which are mostly the same."""

    low: float
    high: float
    count: int


def distribution(
    name: str,
    subtitle: str,
    rows: Sequence[DistributionRow],
    scale: AnswerScale,
    style: Style,
    kind: Kind,
    *,
    merged: bool = False,
) -> Chart | None:
    """The chart of these counts in the order given; None when every distribution is withheld.

    `merged`: cells of one or two answers are taken together with their neighbour, for where many look on. None when
    there is no such cell.
    """
    cells = {row.label: list(_cells(row.counts, scale)) for row in rows if row.counts is not None}
    together = {label: _merged(found, (scale.min + scale.max) / 2) for label, found in cells.items()}
    if not cells or (merged and together == cells):
        return None
    if merged:
        subtitle = f"{subtitle} {style.say('distribution.merged')}"
    data, step = _data(rows, together if merged else cells, scale, style)
    spec = filled(_template(tuple(_steps(scale, style)), style.say("head.n"), style.inks), data, step)
    title = of_distribution([_above(row, scale) for row in rows if row.counts], style)
    return Chart(name, title, _summary(rows, scale, style, kind), spec, _table(rows, scale, style, kind), subtitle)


@dataclass(frozen=True)
class Step:
    """A score that an answer may have: what it is called, and how its cells are drawn."""

    score: float
    name: str
    shade: Shade


@cache
def _template(steps: tuple[Step, ...], n: str, inks: Inks) -> Spec:
    """Stacked and set off so that the middle of the scale lies under each other: what lies left of it is subtracted."""
    x = alt.X("start:Q", axis=None, scale=alt.Scale(zero=False, nice=False, range=[1, WIDTH - 1]))
    names = [step.name for step in steps]
    edges, letters = [step.shade.edge for step in steps], [step.shade.text for step in steps]
    bars = (
        marks()
        .mark_bar(
            strokeWidth=1, height=BAR, xOffset=1, x2Offset=-1, yOffset=alt.expr(f"step / 2 - {BAR / 2 + SPACE / 2}")
        )
        .encode(
            x=x,
            x2="stop:Q",
            fill=_fill(steps),
            stroke=alt.Stroke("answer:N", scale=alt.Scale(domain=names, range=edges), legend=None),
            tooltip=[
                alt.Tooltip("row:N", title=" "),
                alt.Tooltip("scores:N", title=" "),
                alt.Tooltip("count:Q", title=n),
            ],
        )
    )
    counts = (
        marks(text="count:Q", color=alt.Color("answer:N", scale=alt.Scale(domain=names, range=letters), legend=None))
        .transform_filter("datum.count / datum.n > 0.035 * length('' + datum.count)")
        .mark_text(yOffset=alt.expr(f"step / 2 - {BAR / 2 + SPACE / 2}"))
        .encode(x="middle:Q")
    )
    stacked = (
        alt.layer(bars, counts)
        .transform_window(end="sum(count)", groupby=["row"], frame=[None, 0])
        .transform_joinaggregate(n="sum(count)", left="sum(below)", groupby=["row"])
        .transform_calculate(
            start="(datum.end - datum.count - datum.left) / datum.n",
            stop="(datum.end - datum.left) / datum.n",
            middle="(datum.start + datum.stop) / 2",
            scores="datum.scores || datum.answer",
        )
    )
    neutral = (
        marks()
        .mark_tick(thickness=1, size=BAR + 10, color=inks.ink, yOffset=alt.expr(f"step / 2 - {BAR / 2 + SPACE / 2}"))
        .encode(x=alt.datum(0, axis=None))
    )
    aside = (
        marks(text="aside:N")
        .transform_filter("isValid(datum.aside)")
        .mark_text(align="right", baseline="top", color=inks.muted, yOffset=alt.expr("5 - step / 2"))
        .encode(x=alt.value(WIDTH))
    )
    return template(inks, divided(inks), neutral, stacked, aside, y=labelled("row"))


def _fill(steps: Sequence[Step]) -> alt.Fill:
    """The shade of a cell, and the legend of it: a square for each answer, or a ramp where they are many."""
    fills = [step.shade.fill for step in steps]
    if len(steps) <= MOST_SCORES:
        names = [step.name for step in steps]
        squares = alt.Legend(columns=columns(names), symbolType="square", symbolStrokeWidth=0)
        return alt.Fill("answer:N", scale=alt.Scale(domain=names, range=fills), legend=squares)
    first, last = steps[0], steps[-1]
    ends = [step.name for step in (first, last) if step.name != dutch(step.score, 0)]
    ramp = alt.Legend(
        title=wrap(", ".join(ends), LETTERS) or None,
        direction="horizontal",
        gradientLength=WIDTH,
        gradientThickness=14,
        values=thinned(int(first.score), int(last.score)),
        format="d",
    )
    return alt.Fill("score:Q", scale=alt.Scale(domain=[step.score for step in steps], range=fills), legend=ramp)


def _steps(scale: AnswerScale, style: Style) -> Iterator[Step]:
    shades_ = shades(style.palette, len(scale.scores))
    return (Step(score, _score(scale, score), shade) for score, shade in zip(scale.scores, shades_, strict=True))


def _score(scale: AnswerScale, score: float) -> str:
    """A score with its label when it has one: whole scores may."""
    number = dutch(score, 0 if score == int(score) else 1)
    label = scale.labels.get(int(score)) if score == int(score) else None
    return f"{number} {label}" if label else number


def _scores(cell: Cell, scale: AnswerScale, style: Style) -> str:
    if cell.low == cell.high:
        return _score(scale, cell.low)
    return style.say("from_to", low=_score(scale, cell.low), high=_score(scale, cell.high))


def _cells(counts: Mapping[float, int], scale: AnswerScale) -> Iterator[Cell]:
    return (Cell(score, score, counts[score]) for score in scale.scores if counts.get(score))


def _merged(cells: Sequence[Cell], middle: float) -> list[Cell]:
    """The cells with the small ones taken together with a neighbour, until none is left: rather with one on the same
    side of the middle, and then with the smallest."""
    found = list(cells)
    while len(found) > 1 and min(cell.count for cell in found) <= FEW:
        small = min(range(len(found)), key=lambda index: found[index].count)
        beside = min(
            (index for index in (small - 1, small + 1) if 0 <= index < len(found)),
            key=lambda index: (_side(found[index], middle) != _side(found[small], middle), found[index].count),
        )
        first, second = sorted((small, beside))
        one, other = found[first], found[second]
        found[first : second + 1] = [Cell(one.low, other.high, one.count + other.count)]
    return found


def _side(cell: Cell, middle: float) -> int:
    """Whether a cell lies below the middle of the scale, on it or above it."""
    return -1 if cell.high < middle else 1 if cell.low > middle else 0


def _data(
    rows: Sequence[DistributionRow], cells: Mapping[str, Sequence[Cell]], scale: AnswerScale, style: Style
) -> tuple[list[Row], float]:
    """A row per cell: which answer, how many, and how many of those lie below the middle of the scale."""
    middle = (scale.min + scale.max) / 2
    asides = [style.say("withheld") if row.counts is None else style.say("n", n=row.n) for row in rows]
    labels = distinct([wrapped(row.label, LETTERS - len(aside)) for row, aside in zip(rows, asides, strict=True)])
    data: list[Row] = []
    for label, row, aside in zip(labels, rows, asides, strict=True):
        first = {"row": label, "aside": aside}
        for cell in cells.get(row.label, ()):
            centre = (cell.low + cell.high) / 2
            if cell.low <= middle <= cell.high:
                centre = middle
            nearest = min(scale.scores, key=lambda score: (abs(score - centre), abs(score - middle)))
            below = cell.count if centre < middle else cell.count / 2 if centre == middle else 0
            scores = {"scores": _scores(cell, scale, style)} if cell.low < cell.high else {}
            answer = {"answer": _score(scale, nearest), "score": nearest}
            data.append({**first, **answer, "count": cell.count, "below": below, **scores})
            first = {"row": label}
        if row.counts is None:
            data.append(first)
    return data, LINE * lines(labels) + BAR + SPACE


def _table(rows: Sequence[DistributionRow], scale: AnswerScale, style: Style, kind: Kind) -> DataTable:
    head = (style.thing(kind), style.say("head.n"), *(_score(scale, score) for score in scale.scores))
    return DataTable(head, tuple(_written(row, scale, style) for row in rows))


def _written(row: DistributionRow, scale: AnswerScale, style: Style) -> tuple[str, ...]:
    if row.counts is None:
        return (row.label, *[style.say("withheld")] * (1 + len(scale.scores)))
    numbers = [row.counts.get(score, 0) for score in scale.scores]
    shares = percentages(numbers)
    cells = (style.say("share", n=n, percent=percent) for n, percent in zip(numbers, shares, strict=True))
    return (row.label, str(row.n), *cells)


def _above(row: DistributionRow, scale: AnswerScale) -> Above:
    middle = (scale.min + scale.max) / 2
    return Above(row.label, sum(n for score, n in (row.counts or {}).items() if score > middle), row.n)


def _summary(rows: Sequence[DistributionRow], scale: AnswerScale, style: Style, kind: Kind) -> str:
    """Where most, and where fewest, answered above the middle of the scale, of what is published."""
    known = [_above(row, scale) for row in rows if row.counts]
    least, most = min(known, key=lambda one: one.share), max(known, key=lambda one: one.share)
    values = {"high": most.label, "high_n": most.count, "high_of": most.of, "low": least.label, "low_n": least.count}
    key = "distribution.summary" if least.share < most.share else "distribution.summary_same"
    key = key if len(known) > 1 else "distribution.summary_one"
    return style.say(key, things=style.things(kind, len(known)), low_of=least.of, **values)
