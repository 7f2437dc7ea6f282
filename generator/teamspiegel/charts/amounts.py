"""Bars from nothing to how much of a whole, with their words in a column at the right; a lane for each round.

What is only known to lie between two amounts is a bar to the lower one, and from there to the higher one a dashed edge.
"""

from collections.abc import Mapping, Sequence
from json import dumps
from typing import NamedTuple

from teamspiegel.charts import house
from teamspiegel.charts.house import LETTERS, LINE, OWN, WIDTH, Row, Series, Spec, marks
from teamspiegel.charts.known import known
from teamspiegel.charts.style import Style
from teamspiegel.charts.vega_lite import alt

LANE, SPACE = 22, 14
"""How high a lane is, and how much room is left between rows."""

THICK = 16
"""How high a bar is."""

WORDS = 124
"""How wide the column of the words is."""


class Amount(NamedTuple):
    """A bar of a series: from nothing to `low`, and perhaps on to `high`; its words, and what a pointer reads of it."""

    series: Series
    low: float
    high: float
    words: str
    told: Mapping[str, str]


class AmountRow(NamedTuple):
    """A row: its label, its bars, and a word at the right of the label."""

    label: str
    amounts: Sequence[Amount] = ()
    aside: str = ""


def amounts(rows: Sequence[AmountRow], series: Sequence[Series], whole: tuple[float, str, str], style: Style) -> Spec:
    """The specification of these rows. `whole`: how much the longest bar can be, and the words of nothing and that."""
    shown = tuple(one for one in series if any(one == bar.series for row in rows for bar in row.amounts))
    labels = house.distinct([house.wrapped(row.label, LETTERS - len(row.aside)) for row in rows])
    data: list[Row] = []
    for label, row in zip(labels, rows, strict=True):
        data.append({"row": label, **({"aside": row.aside} if row.aside else {})})
        for series_, low, high, words, told in row.amounts:
            read = {" ": f"{row.label}, {series_.name}" if len(shown) > 1 else row.label, **told}
            ends = {"series": series_.name, "colour": series_.colour, "low": low, "high": high}
            data.append({"row": label, **ends, "words": words, "told": read})
    step = LINE * house.lines(labels) + LANE * max(len(shown), 1) + SPACE
    return house.filled(_template(shown, whole), data, style.colours, step, voices=[one.name for one in shown])


@known
def _template(series: tuple[Series, ...], whole: tuple[float, str, str]) -> Spec:
    most, nothing, everything = whole
    below = [alt.expr(f"step - {LANE * max(len(series), 1) + SPACE - 6}"), alt.expr(f"step - {SPACE - 6}")]
    scale = alt.Scale(paddingInner=0, paddingOuter=0, range=below)
    lane = alt.YOffset("series:N", sort=[one.name for one in series], scale=scale)
    names = {0: nothing, most: everything}
    words = f"{dumps(names)}[datum.value]"
    axis = alt.Axis(title=None, values=list(names), labelExpr=words, orient="top", minExtent=18, maxExtent=18)
    x = alt.X("low:Q", axis=axis, scale=alt.Scale(domain=[0, most], range=[1, WIDTH - WORDS], nice=False, zero=True))
    looks = {
        "fill": ["transparent" if one.hollow else one.colour for one in series],
        "stroke": [one.colour for one in series],
    }
    told = alt.expr("datum.told")
    fills = {channel: house.named(series, look, symbolType="square") for channel, look in looks.items()}
    bars = marks(x=x, x2=alt.X2Datum(0), **fills).transform_filter("datum.low > 0")
    open_ = marks(x=x, x2="high:Q", stroke=OWN).transform_filter("datum.low < datum.high")
    said = marks(x=alt.value(WIDTH - WORDS + 8), text="words:N", color=OWN)
    ends = [marks(x=alt.datum(end)).mark_tick(color=alt.expr("muted"), thickness=1, size=LANE) for end in names]
    heavy = [one.name for one in series if one.bold]
    drawn = alt.layer(
        *ends,
        bars.mark_bar(height=THICK, strokeWidth=1.5, tooltip=told),
        open_.mark_bar(height=THICK, strokeWidth=1.5, strokeDash=[4, 3], fill="transparent", tooltip=told),
        said.mark_text(align="left", fontWeight=alt.expr(f"indexof({heavy}, datum.series) < 0 ? 'normal' : 'bold'")),
    ).encode(yOffset=lane)
    return house.template(
        house.divided(),
        house.aside(color=alt.expr("muted")).transform_filter("isValid(datum.aside)"),
        drawn.transform_filter("isValid(datum.series)"),
        y=house.labelled(),
    )
