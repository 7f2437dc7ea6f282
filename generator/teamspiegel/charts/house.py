"""The house style of every chart: size, letters, scales, and a template that is built once and filled with data.

A chart is a Vega-Lite specification over tidy rows: one width for phone, desk, beamer and paper, in the site's own
letters. A template has no rows or colours of its own, so building it in Altair is paid once for each kind of chart.
Its parameters are the palette's roles (`muted`, `accent`) and `step`, how high a row is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Any, NamedTuple

from teamspiegel.charts.vega_lite import alt
from teamspiegel.contracts.instrument import Instrument, Layer

Row = dict[str, Any]
Spec = dict[str, Any]

FONT = "Atkinson Hyperlegible Next, sans-serif"

MEASURED = "Liberation Sans"
"""The letters that text is measured with: about as wide as the site's own, and the converter brings them along.
Measuring others takes four times as long, which is most of what a chart costs."""

WIDTH = 400
SIZE = 13.5
"""On a phone of 390 pixels wide a letter of this size is still 12 pixels."""

LINE = 17
LETTERS = 56
"""How many letters surely fit on a line of the whole width."""

BAR, SPACE = 26, 18
"""How high a bar is under its label, and how much room is left between rows."""

ROWS = "rows"
"""The name of a chart's dataset."""

SERIES = "series"
"""The column that tells whose a mark is."""

VOICES = "voices"
"""The parameter that names the series of a chart."""

TOP = {"expr": "5 - step / 2"}
"""Where the label of a row stands, seen from its middle."""

BELOW = {"expr": f"step / 2 - {(BAR + SPACE) / 2}"}
"""Where a bar stands, seen from there."""

OWN = {"field": "colour", "type": "nominal", "scale": None}
"""The colour that a row of data brings along."""


class Ruler(NamedTuple):
    """The whole scores that means lie between, the score under which a mean is low, and the words of the ends."""

    low: int
    high: int
    bridge: float
    low_label: str = ""
    high_label: str = ""

    def fits(self, other: Ruler) -> bool:
        """Whether means on both may be laid side by side; what the scores are called does not matter for that."""
        return self[:3] == other[:3]


class Series(NamedTuple):
    """A voice, a round or another kind of point: its name in the legend, and how it and its values are drawn."""

    name: str
    shape: str
    colour: str
    bold: bool = True
    hollow: bool = False
    size: int = 95


def ruler_of(instrument: Instrument, layers: Sequence[Layer]) -> Ruler:
    """The one ruler of layers whose rulers fit: without the words of the ends when they do not agree about them."""
    scale, thresholds = instrument.scale_of(layers[0]), instrument.thresholds_of(layers[0])
    ends = (scale.min, scale.max)
    words = {tuple(instrument.scale_of(layer).labels.get(end, "") for end in ends) for layer in layers}
    return Ruler(*ends, float(thresholds.bridge_axis), *(words.pop() if len(words) == 1 else ()))


def wrapped(text: str, letters: int = LETTERS) -> str:
    """The text with a line break wherever a line of so many letters is full."""
    return "\n".join(wrap(text, letters)) or " "


def lines(texts: Iterable[str]) -> int:
    """How many lines the longest of some wrapped texts has."""
    return max((text.count("\n") + 1 for text in texts), default=1)


def distinct(labels: Sequence[str]) -> list[str]:
    """The labels, with a number behind each that was there before: a row of a chart is known by its label."""
    places = [labels[:at].count(label) + 1 for at, label in enumerate(labels)]
    return [label if at == 1 else f"{label} ({at})" for label, at in zip(labels, places, strict=True)]


def marks(**encodings: Any) -> alt.Chart:
    """The beginning of a layer, which takes the chart's rows and what it encodes for all of its layers."""
    return alt.Chart().encode(**encodings)


def split(text: str) -> str:
    """The expression of a text on the lines that it was wrapped in."""
    return rf"split({text}, '\n')"


def divided() -> alt.Chart:
    """A line above every row, also where nothing else is drawn. It comes first, and so keeps the rows in order."""
    layer: alt.Chart = marks().mark_rule(color=alt.expr("line"), yOffset=alt.expr("-step / 2"))
    return layer


def aside(**look: Any) -> alt.Chart:
    """What stands at the right of a row's label."""
    words = marks(text="aside:N", x=alt.value(WIDTH)).transform_aggregate(groupby=["row", "aside"])
    layer: alt.Chart = words.mark_text(align="right", baseline="top", yOffset=TOP, **look)
    return layer


def bars(scores: Sequence[float], ramp: Sequence[str], legend: alt.Legend | None = None, **look: Any) -> alt.Chart:
    """Bars in the shades of a ramp of five colours for these scores, with the neutral one in their middle; each has an
    edge that sets it off from light and dark paper alike."""
    low, high = scores[0], scores[-1]
    middle = (low + high) / 2
    near = min([(high - low) / 4, *(abs(score - middle) for score in scores if score != middle)])
    domain = [low, middle - near, middle, middle + near, high]
    scale = alt.Scale(domain=domain, range=list(ramp), interpolate="rgb")
    side = f"datum.score - {middle}"
    edge = alt.expr(f"!({side}) ? muted : {side} < 0 ? '{ramp[0]}' : '{ramp[-1]}'")
    layer: alt.Chart = marks(fill=alt.Fill("score:Q", scale=scale, legend=legend)).mark_bar(
        stroke=edge, strokeWidth=1, height=BAR, xOffset=1, x2Offset=-1, yOffset=BELOW, **look
    )
    return layer


def labelled(**more: Any) -> alt.Y:
    """Rows under each other, whose label stands above what is drawn of them, over the whole width."""
    look = {"labelAlign": "left", "labelBaseline": "top", "labelOffset": TOP, "labelPadding": 0, **more}
    axis = alt.Axis(title=None, labelExpr=split("datum.label"), minExtent=0, maxExtent=0, **look)
    return alt.Y("row:N", sort=None, axis=axis, scale=alt.Scale(paddingInner=0, paddingOuter=0))


def scores(ruler: Ruler, extent: int, **more: Any) -> alt.Axis:
    """An axis with the whole scores, in the room of its extent; not all of them where they would overlap."""
    values = list(range(ruler.low, ruler.high + 1))
    return alt.Axis(values=values, format="d", minExtent=extent, maxExtent=extent, **more)


def legend(names: Sequence[str], **more: Any) -> alt.Legend:
    """A legend with as many entries beside each other as fit: each is as wide as the widest of its column."""

    def letters(count: int) -> int:
        return sum(max(map(len, names[column::count])) + 6 for column in range(count))

    fitting = (count for count in range(len(names), 1, -1) if letters(count) <= LETTERS + 8)
    return alt.Legend(columns=next(fitting, 1), **more)


def named(series: Sequence[Series], looks: Sequence[str], **more: Any) -> dict[str, Any]:
    """The scale of a channel that tells series apart, and the legend of it: the same for each, so that they are one."""
    names = [one.name for one in series]
    shown = legend(names, **more) if len(names) > 1 else None
    return {"field": SERIES, "type": "nominal", "scale": alt.Scale(domain=names, range=list(looks)), "legend": shown}


def template(*layers: Any, **encodings: Any) -> Spec:
    """A specification without data, of layers that share their scales, and what is encoded the same in all of them."""
    chart = alt.layer(*layers, data=alt.NamedData(ROWS)).encode(**encodings)
    return {**chart.to_dict(validate=False), "width": WIDTH, "config": _look()}


def _look() -> dict[str, Any]:
    """The configuration of every chart. It is made of a chart without layers: Altair copies those at each step."""
    ink, muted = alt.expr("ink"), alt.expr("muted")
    letters = {"labelFontSize": SIZE, "titleFontSize": SIZE, "labelLimit": 0, "titleLimit": 0, "labelColor": ink}
    bare = {"domain": False, "ticks": False, "grid": False}
    chart = (
        alt.Chart(alt.NamedData(ROWS))
        .mark_point()
        .configure(aria=False, background="transparent", font=MEASURED, padding=4)
        .configure_text(fontSize=SIZE, lineHeight=LINE, lineBreak="\n", color=ink)
        .configure_axis(**letters, **bare, labelLineHeight=LINE, titleFontWeight="normal", titleColor=muted)
        .configure_legend(**letters, title=None, orient="top", symbolSize=90, rowPadding=4, columnPadding=14, offset=8)
    )
    look: dict[str, Any] = chart.to_dict(validate=False)["config"]
    # Altair adds the size of a view without a size, which ours have.
    look["view"] = {"stroke": None}
    # Legends under each other, each at the left: Altair has no words for it.
    look["legend"]["layout"] = {"top": {"direction": "vertical", "anchor": "start", "margin": 6}}
    return look


def filled(
    base: Mapping[str, Any], rows: Iterable[Row], colours: Mapping[str, str], step: float | None = None, **more: Any
) -> Spec:
    """The template with its rows, its colours and other parameters, and how high a row is where rows have a height."""
    values = {**colours, **more} if step is None else {**colours, "step": step, **more}
    params = [{"name": name, "value": value} for name, value in values.items()]
    height = {} if step is None else {"height": {"step": step, "for": "position"}}
    return {**base, **height, "params": params, "datasets": {ROWS: list(rows)}}
