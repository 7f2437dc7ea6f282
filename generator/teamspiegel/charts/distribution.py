"""How often each score was given: bars that grow to both sides of the neutral answer, so that rows compare."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from json import dumps
from typing import NamedTuple

import altair as alt

from teamspiegel.charts import house
from teamspiegel.charts.finding import Above, of_distribution
from teamspiegel.charts.house import BAR, BELOW, LETTERS, LINE, WIDTH, Row, Spec, marks, wrapped
from teamspiegel.charts.style import Kind, Style
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.instrument import AnswerScale
from teamspiegel.contracts.numbers import dutch, percentages

MOST = 11
"""More scores than these are not all in the legend."""

FEW = 2
"""A cell of so few people can be read as those people."""

Cells = dict[tuple[float, ...], int]
"""How many answers there are, by the scores that are counted together: mostly one."""


class DistributionRow(NamedTuple):
    """The counts of one item by score; None when they are withheld."""

    label: str
    counts: Mapping[float, int] | None


def distribution(
    name: str,
    subtitle: str,
    rows: Sequence[DistributionRow],
    scale: AnswerScale,
    style: Style,
    kind: Kind,
    merged: bool,
) -> Chart | None:
    """The chart of these counts in the order given; None when every distribution is withheld.

    `merged`: cells of one or two answers are taken together with their neighbour, for where many look on. None when
    there is no such cell.
    """
    middle = (scale.min + scale.max) / 2
    each = [_cells(row.counts or {}, scale) for row in rows]
    together = [_merged(cells, middle) for cells in each]
    if not any(each) or (merged and together == each):
        return None
    if merged:
        subtitle = f"{subtitle} {style.say('distribution.merged')}"
    asides = [style.say("withheld") if row.counts is None else style.say("n", n=_n(row)) for row in rows]
    labels = house.distinct([wrapped(row.label, LETTERS - len(words)) for row, words in zip(rows, asides, strict=True)])
    data = [
        record
        for label, words, cells in zip(labels, asides, together if merged else each, strict=True)
        for record in _records({"row": label, "aside": words}, cells, scale, style)
    ]
    shown = dict.fromkeys((*scale.scores[:: 1 + (len(scale.scores) - 1) // MOST], scale.scores[-1]))
    names = tuple((f"{score:g}", _score(scale, score)) for score in shown)
    base = _template((scale.min, scale.max), names, style.say("head.n"), style.palette.ramp)
    spec = house.filled(base, data, style.colours, LINE * house.lines(labels) + BAR + house.SPACE)
    above = [
        Above(row.label, sum(n for score, n in row.counts.items() if score > middle), _n(row))
        for row in rows
        if row.counts
    ]
    summary = style.say("distribution.summary", things=style.count(f"things.{kind}", len(above)))
    return Chart(name, of_distribution(above, style), summary, spec, _table(rows, scale, style, kind), subtitle)


@cache
def _template(ends: tuple[float, float], names: tuple[tuple[str, str], ...], n: str, ramp: tuple[str, ...]) -> Spec:
    """Stacked and set off so that the middle of the scale lies under each other: what lies left of it is subtracted.

    `names`: the scores in the legend with what they are called.
    """
    x = alt.X("start:Q", axis=None, scale=alt.Scale(zero=False, nice=False, range=[1, WIDTH - 1]))
    squares = house.legend(
        [name for _, name in names],
        type="symbol",
        symbolType="square",
        symbolStrokeWidth=0,
        values=[float(score) for score, _ in names],
        labelExpr=f"{dumps(dict(names))}[datum.value]",
    )
    told = alt.expr(f"{{' ': datum.row + ': ' + datum.answer, {dumps(n)}: datum.count}}")
    cells = house.bars(*ends, ramp, squares, tooltip=told).encode(x=x, x2="stop:Q")
    shade = "scale('fill', datum.score)"
    counts = (
        marks(text="count:Q", x="middle:Q")
        .transform_filter("datum.count / datum.n > 0.035 * length('' + datum.count)")
        .mark_text(
            yOffset=BELOW,
            color=alt.expr(f"contrast('white', {shade}) > contrast('black', {shade}) ? 'white' : 'black'"),
        )
    )
    side = f"datum.score - {sum(ends) / 2}"
    stacked = (
        alt.layer(cells, counts)
        .transform_calculate(below=f"{side} < 0 ? datum.count : {side} > 0 ? 0 : datum.count / 2")
        .transform_window(end="sum(count)", groupby=["row"], frame=[None, 0])
        .transform_joinaggregate(n="sum(count)", left="sum(below)", groupby=["row"])
        .transform_calculate(
            start="(datum.end - datum.count - datum.left) / datum.n",
            stop="(datum.end - datum.left) / datum.n",
            middle="(datum.start + datum.stop) / 2",
        )
    )
    neutral = marks(x=alt.datum(0, axis=None)).mark_tick(
        thickness=1, size=BAR + 10, color=alt.expr("ink"), yOffset=BELOW
    )
    return house.template(house.divided(), neutral, stacked, house.aside(color=alt.expr("muted")), y=house.labelled())


def _n(row: DistributionRow) -> int:
    return sum((row.counts or {}).values())


def _score(scale: AnswerScale, score: float) -> str:
    """A score with its label when it has one: whole scores may."""
    number = dutch(score, 0 if score == int(score) else 1)
    label = scale.labels.get(int(score)) if score == int(score) else None
    return f"{number} {label}" if label else number


def _cells(counts: Mapping[float, int], scale: AnswerScale) -> Cells:
    return {(score,): counts[score] for score in scale.scores if counts.get(score)}


def _merged(cells: Cells, middle: float) -> Cells:
    """The cells with the small ones taken together with a neighbour, until none is left: rather with one on the same
    side of the middle, and then with the smallest."""

    def cost(pair: tuple[tuple[float, ...], ...]) -> tuple[bool, int]:
        one, other = ((cell[0] > middle) - (cell[-1] < middle) for cell in pair)
        return one != other, sum(cells[cell] for cell in pair)

    while len(cells) > 1 and min(cells.values()) <= FEW:
        small = min(cells, key=cells.__getitem__)
        pair = min((pair for pair in pairwise(cells) if small in pair), key=cost)
        both = {pair[0]: (sum(pair, ()), sum(cells[cell] for cell in pair))}
        cells = dict(both.get(cell, (cell, n)) for cell, n in cells.items() if cell != pair[1])
    return cells


def _records(row: Row, cells: Cells, scale: AnswerScale, style: Style) -> Iterator[Row]:
    """A record per cell, or the bare row where there is none: its answer in words, where it lies, and how many."""
    middle = (scale.min + scale.max) / 2
    for scores, n in cells.items():
        low, high = scores[0], scores[-1]
        answer = _score(scale, low)
        if low < high:
            answer = style.say("from_to", low=answer, high=_score(scale, high))
        score = middle if low <= middle <= high else (low + high) / 2
        yield {**row, "answer": answer, "score": score, "count": n}
    if not cells:
        yield row


def _table(rows: Sequence[DistributionRow], scale: AnswerScale, style: Style, kind: Kind) -> DataTable:
    head = (style.say(f"thing.{kind}"), style.say("head.n"), *(_score(scale, score) for score in scale.scores))
    return DataTable(head, tuple((row.label, *_written(row, scale, style)) for row in rows))


def _written(row: DistributionRow, scale: AnswerScale, style: Style) -> Iterator[str]:
    if row.counts is None:
        yield from [style.say("withheld")] * (1 + len(scale.scores))
        return
    numbers = [row.counts.get(score, 0) for score in scale.scores]
    yield str(_n(row))
    for n, percent in zip(numbers, percentages(numbers), strict=True):
        yield style.say("share", n=n, percent=percent)
