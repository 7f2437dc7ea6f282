"""Rows of means on one ruler: a lane for every voice or round, so that equal values never lie on each other.

Each lane has a point with its value beside it; or a bar, where it is only known between what values a mean lies. What
is special about a row stands at the right of its label, as a sign and a word.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

import altair as alt

from teamspiegel.charts.style import Style
from teamspiegel.charts.template import (
    LETTERS,
    LINE,
    WIDTH,
    Inks,
    Row,
    Ruler,
    Series,
    Spec,
    columns,
    distinct,
    divided,
    filled,
    labelled,
    lines,
    marks,
    named,
    score_axis,
    template,
    wrapped,
)
from teamspiegel.contracts.published import Published

LANE = 18
SPACE = 14

ENDS = (34, WIDTH - 40)
"""Where the ends of the scale lie, in pixels: a value fits beside a point at either end."""

COLUMN = 132
"""How far the first of two flags stands from the edge."""

FEWEST = 20
"""A label has at least so many letters on a line."""

HEADING = "indexof(headings, datum.value) >= 0"
"""Whether a label is that of a heading."""

TOLD = ("n", "value", "interval", "sd", "before", "held")
"""What a pointer reads of a mark, where there is something to read."""


@dataclass(frozen=True)
class Mark:
    """A mean in a lane: whose it is, from where to where it lies, how it is written, and what a pointer reads."""

    series: str
    low: float
    high: float
    value: str
    colour: str
    uncertainty: tuple[float, float] | None = None
    told: dict[str, str] = field(default_factory=dict)


class Block(NamedTuple):
    """A building block as it is known and coloured in every chart."""

    name: str
    colour: str


@dataclass(frozen=True)
class Flag:
    """What is special about a row: a word with a sign before or behind it, in the colour of a role."""

    word: str
    sign: str
    colour: str
    column: int = 0


@dataclass(frozen=True)
class LaneRow:
    """One row: its label, its marks, its flags, and its building block. A heading has no more than a label.

    `asked`: its place in the order of asking, where the rows stand in another.
    """

    label: str
    marks: tuple[Mark, ...] = ()
    flags: tuple[Flag, ...] = ()
    block: Block | None = None
    heading: bool = False
    asked: int | None = None


def mark_of(series: str, indicator: Published, ruler: Ruler, colour: str, style: Style, **told: str) -> Mark | None:
    """The mark of a published number; None where nothing is said of its mean."""
    if not indicator.told:
        return None
    read = {"n": str(indicator.n), "sd": style.sd(indicator), **told}
    sure = indicator.uncertainty
    if sure:
        read["interval"] = style.interval(indicator)
        sure = max(sure[0], ruler.low), min(sure[1], ruler.high)
    low, high = indicator.ends(ruler.low, ruler.high)
    return Mark(series, low, high, style.mean(indicator), colour, sure, read)


def lanes(rows: Sequence[LaneRow], series: Sequence[Series], ruler: Ruler, style: Style, joined: str = "") -> Spec:
    """The specification of these rows. `joined`: the colour of a line from each lane to the next."""
    rows = [_fitted(row) for row in rows]
    shown = [one for one in series if any(mark.series == one.name for row in rows for mark in row.marks)]
    sure = any(mark.uncertainty for row in rows for mark in row.marks)
    blocks = tuple(dict.fromkeys(row.block for row in rows if row.block))
    known = {"value", *(column for row in rows for mark in row.marks for column in mark.told)}
    read = tuple(column for column in TOLD if column in known)
    tips = tuple((column, style.say(f"told.{column}")) for column in read)
    head = style.say("bridge_and_interval" if sure else "bridge", value=style.threshold(ruler.bridge))
    base = _template(ruler, tuple(shown), head, tips, style.inks, joined, blocks)
    nothing = dict.fromkeys(read, style.say("none"))
    labels = distinct([_label(row) for row in rows])
    data = [record for label, row in zip(labels, rows, strict=True) for record in _records(label, row, ruler, nothing)]
    spec = filled(base, data, LINE * lines(labels) + LANE * max(len(shown), 1) + SPACE)
    headings = [label for label, row in zip(labels, rows, strict=True) if row.heading]
    return {**spec, "params": [*spec["params"], {"name": "headings", "value": headings}]}


def _taken(row: LaneRow) -> int:
    """How many letters of a line the flags take."""
    return max((len(flag.word) + 4 + 20 * flag.column for flag in row.flags), default=0)


def _fitted(row: LaneRow) -> LaneRow:
    """The row, with what its flags say behind its label where they would leave no room for it."""
    if _taken(row) <= LETTERS - FEWEST:
        return row
    return replace(row, label=f"{row.label}: {'; '.join(flag.word for flag in row.flags)}", flags=())


def _label(row: LaneRow) -> str:
    """The label on as many lines as the flags at its right leave room for."""
    return wrapped(row.label, LETTERS - _taken(row))


def _records(label: str, row: LaneRow, ruler: Ruler, nothing: Mapping[str, str]) -> Iterator[Row]:
    """The tidy rows of one row: its name and block, then each flag, then each mark.

    `nothing`: what a pointer reads where a mark has nothing to say.
    """
    yield {
        "row": label,
        **({} if row.asked is None else {"asked": row.asked}),
        **({"block": row.block.name} if row.block else {}),
    }
    for flag in row.flags:
        yield {
            "row": label,
            "flag": flag.word,
            "sign": flag.sign,
            "x": WIDTH - 14 - COLUMN * flag.column,
            "colour": flag.colour,
        }
    for mark in row.marks:
        sure = mark.uncertainty or (mark.low, mark.high)
        right = mark.low >= ruler.bridge
        if mark.low < mark.high:
            right = 3 * mark.high < ruler.low + 2 * ruler.high
        at = max(mark.high, sure[1]) if right else min(mark.low, sure[0])
        # The bridge axis would run through what is written there.
        room = (len(mark.value) * 8 + 12) * (ruler.high - ruler.low) / (ENDS[1] - ENDS[0])
        free = not (0 <= ruler.bridge - at <= room if right else 0 <= at - ruler.bridge <= room)
        yield {
            **nothing,
            "row": label,
            "series": mark.series,
            "low": mark.low,
            "high": mark.high,
            **({"from": sure[0], "to": sure[1]} if mark.uncertainty else {}),
            "value": mark.value,
            "side": "left" if right else "right",
            "at": at,
            **({} if free or mark.low <= ruler.bridge <= mark.high else {"crowded": True}),
            "colour": mark.colour,
            **mark.told,
        }


@cache
def _template(
    ruler: Ruler,
    series: tuple[Series, ...],
    head: str,
    told: tuple[tuple[str, str], ...],
    inks: Inks,
    joined: str,
    blocks: tuple[Block, ...],
) -> Spec:
    lanes_ = max(len(series), 1)
    y = labelled(
        "row",
        labelPadding=-10 if blocks else 0,
        labelFontWeight={"condition": {"test": HEADING, "value": "bold"}, "value": "normal"},
    )
    lane = alt.YOffset(
        "series:N",
        sort=[one.name for one in series],
        scale=alt.Scale(
            paddingInner=0,
            paddingOuter=0,
            range=[alt.expr(f"step - {LANE * lanes_ + SPACE - 4}"), alt.expr(f"step - {SPACE - 4}")],
        ),
    )
    own = alt.Color("colour:N", scale=None)
    beside = alt.expr(f"{LINE / 2 + 4} - step / 2")
    flag = marks(x=alt.X("x:Q", scale=None, axis=None), color=own)
    layers = [
        divided(inks),
        flag.transform_filter("datum.flag").mark_text(align="right", dx=-2, yOffset=beside).encode(text="flag:N"),
        flag.transform_filter("datum.sign")
        .mark_point(filled=True, opacity=1, size=70, xOffset=7, yOffset=beside)
        .encode(shape=alt.Shape("sign:N", scale=None)),
    ]
    if blocks:
        layers.append(_blocks(blocks))
    values = alt.layer(*_values(ruler, series, head, told, inks, joined)).encode(yOffset=lane)
    return template(inks, *layers, values.transform_filter("isValid(datum.series)"), y=y)


def _blocks(blocks: Sequence[Block]) -> alt.Chart:
    """The colour of a row's building block, left of its label."""
    names = [one.name for one in blocks]
    scale = alt.Scale(domain=names, range=[one.colour for one in blocks])
    key = alt.Legend(columns=columns(names), symbolType="square", symbolStrokeWidth=0)
    layer: alt.Chart = (
        marks(fill=alt.Fill("block:N", scale=scale, legend=key), x=alt.value(0))
        .transform_filter("isValid(datum.block)")
        .mark_bar(width=5, align="left", strokeWidth=0)
    )
    return layer


def _values(
    ruler: Ruler, series: Sequence[Series], head: str, told: Sequence[tuple[str, str]], inks: Inks, joined: str
) -> Iterator[alt.Chart | alt.LayerChart]:
    """What stands in the lanes: the bridge axis, lines, the means themselves and their values."""
    bridge = ruler.bridge
    scale = alt.Scale(domain=[ruler.low, ruler.high], range=list(ENDS), nice=False, zero=False)
    own = alt.Color("colour:N", scale=None)
    tips = [alt.Tooltip("row:N", title=" "), alt.Tooltip("series:N", title=" ")]
    tips += [alt.Tooltip(f"{column}:N", title=title) for column, title in told]
    exact, ranging = "datum.low == datum.high", "datum.low < datum.high"
    yield (
        marks(x=alt.datum(bridge))
        .transform_filter("!datum.crowded")
        .mark_tick(color=inks.muted, thickness=1.5, size=LANE)
    )
    if joined:
        line = marks(x="middle:Q", detail="row:N", order=alt.value(1)).mark_line(color=joined, strokeWidth=1.5)
        yield line.transform_calculate(middle="(datum.low + datum.high) / 2")
    else:
        yield marks(x="low:Q", x2=alt.X2Datum(bridge), color=own).transform_filter(exact).mark_rule(strokeWidth=2.5)
    if "interval" in dict(told):
        yield marks(x="from:Q", x2="to:Q").mark_rule(color=inks.muted, strokeWidth=1.5)
    colour = {
        **named(series, "colour"),
        "condition": {"test": "isValid(datum.colour)", "value": {"expr": "datum.colour"}},
    }
    bars = marks(x2="high:Q", color=own).transform_filter(ranging).mark_rule(strokeWidth=9, opacity=0.6)
    points = marks(color=colour, shape=named(series, "shape")).transform_filter(exact)
    yield alt.layer(bars, points.mark_point(filled=True, opacity=1, size=95)).encode(
        x=alt.X("low:Q", scale=scale, axis=score_axis(ruler, head)), tooltip=tips
    )
    bold = [one.name for one in series if one.bold]
    yield marks(x="at:Q", text="value:N", color=own).mark_text(
        align=alt.expr("datum.side"),
        dx=alt.expr("datum.side == 'left' ? 9 : -9"),
        fontWeight=alt.expr(f"indexof({bold}, datum.series) < 0 ? 'normal' : 'bold'"),
    )
