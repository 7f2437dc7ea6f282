"""Rows of means on one ruler: a lane for every voice or round, so that equal values never lie on each other.

Each lane has a point with its value beside it; or a bar, where it is only known between what values a mean lies. What
is special about a row stands at the right of its label, as a sign and a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from teamspiegel.charts import house
from teamspiegel.charts.house import LETTERS, LINE, OWN, WIDTH, Row, Ruler, Series, Spec, marks
from teamspiegel.charts.known import known
from teamspiegel.charts.style import Style
from teamspiegel.charts.vega_lite import alt
from teamspiegel.contracts.numbers import dutch_threshold
from teamspiegel.contracts.published import Published

LANE, SPACE = 18, 14
"""How high a lane is, and how much room is left between rows."""

ENDS = (34, WIDTH - 40)
"""Where the ends of the scale lie, in pixels: a value fits beside a point at either end."""

COLUMN = 132
"""How far the first of two flags stands from the edge."""


class Flag(NamedTuple):
    """What is special about a row: a word with a sign before or behind it, in a colour."""

    flag: str
    sign: str
    colour: str
    column: int = 0


class LaneRow(NamedTuple):
    """One row: its label, its marks, its flags, and its building block. A heading has no more than a label.

    `asked`: its place in the order of asking, where the rows stand in another.
    """

    label: str
    marks: Sequence[Row] = ()
    flags: Sequence[Flag] = ()
    block: Series | None = None
    heading: bool = False
    asked: int | None = None


def mark(series: str, ends: tuple[float, float], value: str, colour: str, told: Mapping[str, str], style: Style) -> Row:
    """A mark from end to end, which are the same for a point; `told`: what a pointer reads of it."""
    words = {style.say(f"told.{key}"): text for key, text in told.items()}
    return {"series": series, "low": ends[0], "high": ends[1], "value": value, "colour": colour, "told": words}


def mark_of(series: str, found: Published, ruler: Ruler, colour: str, style: Style, **more: str) -> Row:
    """The mark of a published number."""
    told, sure = {"mean": style.mean(found), "n": str(found.n)}, {}
    if found.sd is not None or found.withheld:
        told["sd"] = style.sd(found)
    if found.uncertainty:
        told["interval"] = style.interval(found)
        sure = {"from": max(found.uncertainty[0], ruler.low), "to": min(found.uncertainty[1], ruler.high)}
    ends = found.ends(ruler.low, ruler.high)
    return {**mark(series, ends, style.mean(found), colour, {**told, **more}, style), **sure}


def lanes(
    rows: Sequence[LaneRow],
    series: Sequence[Series],
    ruler: Ruler,
    style: Style,
    *,
    joined: bool = False,
    bridged: bool = True,
) -> Spec:
    """The specification of these rows. `joined`: with a line from each lane to the next, and not from the bridge axis.

    `bridged`: there is such an axis; without one the ruler's bridge is no more than the middle of the scale.
    """
    every = [mark for row in rows for mark in row.marks]
    shown = tuple(one for one in series if any(mark["series"] == one.name for mark in every))
    sure = any("from" in mark for mark in every)
    head = style.say("bridge", value=dutch_threshold(ruler.bridge)) if bridged else ""
    heads = tuple(filter(None, (head, style.say("sure") if sure else "")))
    blocks = tuple(dict.fromkeys(row.block for row in rows if row.block))
    labels = house.distinct([_wrapped(row) for row in rows])
    return house.filled(
        _template(ruler, shown, "; ".join(heads), joined, bridged, blocks),
        [record for label, row in zip(labels, rows, strict=True) for record in _records(label, row)],
        style.colours,
        LINE * house.lines(labels) + LANE * max(len(shown), 1) + SPACE,
        voices=[one.name for one in shown],
        headings=[label for label, row in zip(labels, rows, strict=True) if row.heading],
    )


def _wrapped(row: LaneRow) -> str:
    """The label on as many lines as the flags at its right leave room for."""
    taken = max((len(flag.flag) + 4 + 20 * flag.column for flag in row.flags), default=0)
    return house.wrapped(row.label, LETTERS - taken)


def _records(label: str, row: LaneRow) -> Iterator[Row]:
    """The tidy rows of one row: its place and block, then each flag, then each mark."""
    first = {"asked": row.asked, "block": row.block and row.block.name}
    yield {"row": label, **{key: value for key, value in first.items() if value is not None}}
    for flag in row.flags:
        yield {"row": label, **flag._asdict()}
    for mark in row.marks:
        yield {"row": label, **mark, "told": {" ": f"{row.label}, {mark['series']}", **mark["told"]}}


@known
def _template(
    ruler: Ruler, series: tuple[Series, ...], head: str, joined: bool, bridged: bool, blocks: tuple[Series, ...]
) -> Spec:
    bold = {"condition": {"test": "indexof(headings, datum.value) >= 0", "value": "bold"}, "value": "normal"}
    ends = [alt.expr(f"step - {LANE * max(len(series), 1) + SPACE - 4}"), alt.expr(f"step - {SPACE - 4}")]
    scale = alt.Scale(paddingInner=0, paddingOuter=0, range=ends)
    lane = alt.YOffset("series:N", sort=[one.name for one in series], scale=scale)
    right, beside = f"{WIDTH - 14} - {COLUMN} * datum.column", alt.expr(f"{LINE / 2 + 4} - step / 2")
    words = marks(color=OWN, text="flag:N").transform_filter("datum.flag")
    signs = marks(color=OWN, shape=alt.Shape("sign:N", scale=None)).transform_filter("datum.sign")
    layers = [
        house.divided(),
        words.mark_text(align="right", x=alt.expr(f"{right} - 2"), yOffset=beside),
        signs.mark_point(filled=True, opacity=1, size=70, x=alt.expr(f"{right} + 7"), yOffset=beside),
    ]
    if blocks:
        # The colour of a row's building block, left of its label.
        names, colours = [one.name for one in blocks], [one.colour for one in blocks]
        key = house.legend(names, symbolType="square", symbolStrokeWidth=0)
        fill = alt.Fill("block:N", scale=alt.Scale(domain=names, range=colours), legend=key)
        strip = marks(fill=fill, x=alt.value(0)).transform_filter("isValid(datum.block)")
        layers.append(strip.mark_bar(width=5, align="left", strokeWidth=0))
    values = alt.layer(*_values(ruler, series, head, joined, bridged)).encode(yOffset=lane)
    y = house.labelled(labelPadding=-10 if blocks else 0, labelFontWeight=bold)
    return house.template(*layers, values.transform_filter("isValid(datum.series)"), y=y)


def _values(
    ruler: Ruler, series: Sequence[Series], head: str, joined: bool, bridged: bool
) -> Iterator[alt.Chart | alt.LayerChart]:
    """What stands in the lanes: the bridge axis, lines, the means themselves and their values."""
    bridge, muted = ruler.bridge, alt.expr("muted")
    exact, ranging = "datum.low == datum.high", "datum.low < datum.high"
    # The words of a bar that lies beside the bridge axis may lie on it.
    free = f"{exact} || (datum.low - {bridge}) * (datum.high - {bridge}) <= 0"
    if bridged:
        yield marks(x=alt.datum(bridge)).transform_filter(free).mark_tick(color=muted, thickness=1.5, size=LANE)
    if joined:
        line = marks(x="middle:Q", detail="row:N", order=alt.value(1)).mark_line(color=muted, strokeWidth=1.5)
        yield line.transform_calculate(middle="(datum.low + datum.high) / 2")
    elif bridged:
        yield marks(x="low:Q", x2=alt.X2Datum(bridge), color=OWN).transform_filter(exact).mark_rule(strokeWidth=2.5)
    yield marks(x="from:Q", x2="to:Q").transform_filter("isValid(datum.to)").mark_rule(color=muted, strokeWidth=1.5)
    colour = {
        **house.named(series, [one.colour for one in series]),
        "condition": {"test": "isValid(datum.colour)", "value": {"expr": "datum.colour"}},
    }
    told = alt.expr("datum.told")
    bars = marks(x2="high:Q", color=OWN).transform_filter(ranging).mark_rule(strokeWidth=9, opacity=0.6, tooltip=told)
    points = marks(color=colour, shape=house.named(series, [one.shape for one in series])).transform_filter(exact)
    exactly = points.mark_point(filled=True, opacity=1, size=95, tooltip=told)
    ends = ((ruler.low, ruler.low_label), (ruler.high, ruler.high_label))
    named = ", ".join(f"{score} = {label}" for score, label in ends if label)
    title = [line for words in (named, head) if words for line in house.wrapped(words).split("\n")]
    axis = house.scores(ruler, 18, title=title or None, titlePadding=6, orient="top", labelFontWeight="bold")
    scale = alt.Scale(domain=[ruler.low, ruler.high], range=list(ENDS), nice=False, zero=False)
    yield alt.layer(bars, exactly).encode(x=alt.X("low:Q", scale=scale, axis=axis))
    heavy = [one.name for one in series if one.bold]
    # A value stands on the far side of the bridge axis, that of a bar on the near side: there is room for its words.
    value = marks(x="at:Q", text="value:N", color=OWN).transform_calculate(
        right=f"(datum.low >= {bridge}) == ({exact})" if bridged else f"{exact} || datum.low < {bridge}",
        at="datum.right ? (isValid(datum.to) ? datum.to : datum.high) : isValid(datum.from) ? datum.from : datum.low",
    )
    yield value.mark_text(
        align=alt.expr("datum.right ? 'left' : 'right'"),
        dx=alt.expr("datum.right ? 9 : -9"),
        fontWeight=alt.expr(f"indexof({heavy}, datum.series) < 0 ? 'normal' : 'bold'"),
    )
