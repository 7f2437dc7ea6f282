"""The house style of every chart: size, letters, scales, and a template that is built once and filled with data.

A chart is a Vega-Lite specification over tidy rows: one width for phone, desk, beamer and paper, in the site's own
letters. A template has no rows of its own, so building it in Altair is paid once for each kind of chart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Literal, NamedTuple

import altair as alt

from teamspiegel.contracts.instrument import AnswerScale, Thresholds

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

ROWS = "rows"
"""The name of a chart's dataset."""

SERIES = "series"
"""The column that tells whose a mark is."""

MOST_SCORES = 11
"""More whole scores than these are not all written along a scale."""

SPLIT = r"split(datum.label, '\n')"
"""An axis's label on the lines that it was wrapped in."""


class Inks(NamedTuple):
    """The colours that every template is drawn with, by their role in the palette."""

    ink: str
    muted: str
    line: str
    surface: str
    tint: str
    accent: str


@dataclass(frozen=True)
class Ruler:
    """The whole scores that means lie between, the score under which a mean is low, and the words of the ends."""

    low: int
    high: int
    bridge: float
    low_label: str = ""
    high_label: str = ""

    def fits(self, other: "Ruler") -> bool:
        """Whether means on both may be laid side by side; what the scores are called does not matter for that."""
        return (self.low, self.high, self.bridge) == (other.low, other.high, other.bridge)

    @property
    def scores(self) -> list[int]:
        """The whole scores that are written along it."""
        return thinned(self.low, self.high)


@dataclass(frozen=True)
class Series:
    """A voice, a round or another kind of point: its name in the legend, and how it and its values are drawn."""

    name: str
    shape: str
    colour: str
    hollow: bool = False
    bold: bool = True


def thinned(low: int, high: int) -> list[int]:
    """The whole scores of a scale that are written: all of them, or every so many of a long scale.

    Its ends always are; whatever lies too close before the upper end gives way to it.
    """
    step = -(-(high - low) // (MOST_SCORES - 1))
    return [score for score in range(low, high, step) if 2 * (high - score) > step] + [high]


def ruler_of(scale: AnswerScale, thresholds: Thresholds) -> Ruler:
    """The ruler of one layer's scale."""
    labels = (scale.labels.get(end, "") for end in (scale.min, scale.max))
    return Ruler(scale.min, scale.max, float(thresholds.bridge_axis), *labels)


def shared(rulers: Sequence[Ruler]) -> Ruler:
    """One ruler for layers whose rulers fit: without the words of the ends when they do not agree about them."""
    first = rulers[0]
    return first if all(ruler == first for ruler in rulers) else Ruler(first.low, first.high, first.bridge)


def wrapped(text: str, letters: int = LETTERS) -> str:
    """The text with a line break wherever a line of so many letters is full."""
    return "\n".join(wrap(text, letters)) or " "


def lines(texts: Iterable[str]) -> int:
    """How many lines the longest of some wrapped texts has."""
    return max((text.count("\n") + 1 for text in texts), default=1)


def distinct(labels: Sequence[str]) -> list[str]:
    """The labels, with a number behind each that was there before: a row of a chart is known by its label."""
    return [
        label if labels.index(label) == index else f"{label} ({labels[: index + 1].count(label)})"
        for index, label in enumerate(labels)
    ]


def marks(**encodings: Any) -> alt.Chart:
    """The beginning of a layer, which takes the chart's rows and what it encodes for all of its layers."""
    return alt.Chart().encode(**encodings)


def divided(inks: Inks) -> alt.Chart:
    """A line above every row, also where nothing else is drawn. It comes first, and so keeps the rows in order."""
    layer: alt.Chart = marks().mark_rule(color=inks.line, yOffset=alt.expr("-step / 2"))
    return layer


def labelled(field: str, **more: Any) -> alt.Y:
    """Rows under each other, whose label stands above what is drawn of them, over the whole width."""
    more.setdefault("labelPadding", 0)
    axis = alt.Axis(
        title=None,
        domain=False,
        ticks=False,
        labelAlign="left",
        labelBaseline="top",
        labelOffset=alt.expr("5 - step / 2"),
        labelExpr=SPLIT,
        minExtent=0,
        maxExtent=0,
        **more,
    )
    return alt.Y(f"{field}:N", sort=None, axis=axis, scale=alt.Scale(paddingInner=0, paddingOuter=0))


def score_axis(ruler: Ruler, title: str) -> alt.Axis:
    """The axis above the rows: the whole scores, and above them what its ends are called and what marks mean."""
    named = ((ruler.low, ruler.low_label), (ruler.high, ruler.high_label))
    ends = ", ".join(f"{score} = {label}" for score, label in named if label)
    titles = [line for text in (ends, title) if text for line in wrap(text, LETTERS)]
    return alt.Axis(
        title=titles,
        titlePadding=6,
        orient="top",
        values=ruler.scores,
        format="d",
        grid=False,
        domain=False,
        ticks=False,
        labelFontWeight="bold",
        minExtent=18,
        maxExtent=18,
    )


def columns(names: Sequence[str]) -> int:
    """How many entries of a legend fit beside each other, as wide as the widest of their column, with their signs."""

    def letters(count: int) -> int:
        return sum(max(map(len, names[column::count])) + 6 for column in range(count))

    return next((count for count in range(len(names), 1, -1) if letters(count) <= LETTERS + 8), 1)


def named(series: Sequence[Series], channel: Literal["shape", "colour", "fill"], **more: Any) -> dict[str, Any]:
    """The scale of a channel that tells series apart, and the legend of it: the same for each, so that they are one."""
    values = {
        "shape": [one.shape for one in series],
        "colour": [one.colour for one in series],
        "fill": ["transparent" if one.hollow else one.colour for one in series],
    }
    names = [one.name for one in series]
    shown = alt.Legend(columns=columns(names), **more) if len(names) > 1 else None
    return {
        "field": SERIES,
        "type": "nominal",
        "scale": alt.Scale(domain=names, range=values[channel]),
        "legend": shown,
    }


def template(inks: Inks, *layers: Any, **encodings: Any) -> Spec:
    """A specification without data, of layers that share their scales, and what is encoded the same in all of them."""
    letters = {"labelFontSize": SIZE, "titleFontSize": SIZE, "labelLimit": 0, "titleLimit": 0, "labelColor": inks.ink}
    chart = (
        alt.layer(*layers, data=alt.NamedData(ROWS))
        .encode(**encodings)
        .properties(width=WIDTH)
        .configure(aria=False, background="transparent", font=MEASURED, padding=4)
        .configure_text(fontSize=SIZE, lineHeight=LINE, lineBreak="\n", color=inks.ink)
        .configure_axis(**letters, labelLineHeight=LINE, titleFontWeight="normal", titleColor=inks.muted)
        .configure_legend(**letters, title=None, orient="top", symbolSize=90, rowPadding=4, columnPadding=14, offset=8)
    )
    spec: Spec = chart.to_dict(validate=False)
    # Altair adds the size of a view without a size, which ours have.
    spec["config"]["view"] = {"stroke": None}
    # Legends under each other, each at the left: Altair has no words for it.
    spec["config"]["legend"]["layout"] = {"top": {"direction": "vertical", "anchor": "start", "margin": 6}}
    return spec


def filled(base: Mapping[str, Any], rows: Sequence[Row], step: float | None = None) -> Spec:
    """The template with its rows, and with how high each of them is where it has rows under each other."""
    spec = {**base, "datasets": {ROWS: list(rows)}}
    if step is None:
        return spec
    params = [{"name": "step", "value": step}, *base.get("params", ())]
    return {**spec, "params": params, "height": {"step": step, "for": "position"}}
