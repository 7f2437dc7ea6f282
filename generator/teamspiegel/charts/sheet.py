"""The paper under every chart: one width, so that one drawing serves phone, desk and beamer, and one way to fill it.

The Altair part of a chart is built once and has no data of its own: each layer names a dataset. A chart is that
template with datasets and a height, which makes it a thousand times cheaper than building it anew for every team.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import altair as alt

from teamspiegel.charts.lettering import LINE, SIZE, width, wrapped
from teamspiegel.charts.pen import Pen

Row = dict[str, Any]
Spec = dict[str, Any]

WIDTH = 400
EDGE = 32
"""Room beside the ends of a scale, for the value of a dot that lies on the end."""

FONT = "Atkinson Hyperlegible Next, sans-serif"
OPEN = "transparent"
"""The fill of a shape that is only an outline."""

SMALL = 12
TEXT = 16
"""From the left of a legend's shape to its text."""

BASELINE = 13
"""From the top of a line of text to its baseline."""


def template(*layers: alt.Chart) -> Spec:
    """A specification without data or height, of layers that each bring their own scales."""
    chart = (
        alt.layer(*layers)
        .resolve_scale(x="independent", y="independent", color="independent")
        .properties(width=WIDTH)
        .configure(aria=False, background="transparent", font=FONT, padding=4)
        .configure_view(stroke=None)
    )
    spec: Spec = chart.to_dict(validate=False)
    return spec


def pixels(name: str = "y") -> alt.Y:
    """A vertical place on the sheet, in pixels from the top."""
    return alt.Y(f"{name}:Q", scale=None, axis=None)


def scored(low: float, high: float, name: str = "x") -> alt.X:
    """A horizontal place on a scale of scores."""
    scale = alt.Scale(domain=[low, high], range=[EDGE, WIDTH - EDGE], nice=False, zero=False)
    return alt.X(f"{name}:Q", scale=scale, axis=None)


def place(score: float, low: float, high: float) -> float:
    """Where `scored` puts a score, in pixels."""
    return EDGE + (score - low) / (high - low) * (WIDTH - 2 * EDGE)


def own_colour() -> alt.Color:
    """The colour that the row of data brings along."""
    return alt.Color("colour:N", scale=None)


def texts() -> alt.Chart:
    """The layer of every text on the sheet; each row brings its place in pixels and its letters."""
    layer: alt.Chart = (
        alt.Chart(alt.NamedData("texts"))
        .mark_text(
            baseline="alphabetic",
            align=alt.expr("datum.align"),
            fontWeight=alt.expr("datum.fontWeight"),
            fontSize=alt.expr("datum.fontSize"),
        )
        .encode(x=alt.X("x:Q", scale=None, axis=None), y=pixels(), text=alt.Text("text:N"), color=own_colour())
    )
    return layer


def signs() -> alt.Chart:
    """The layer of the shapes that stand in lines of text: flags and legends."""
    layer: alt.Chart = (
        alt.Chart(alt.NamedData("signs"))
        .mark_point(opacity=1, strokeWidth=1.5, size=alt.expr("datum.size"), shape=alt.expr("datum.shape"))
        .encode(
            x=alt.X("x:Q", scale=None, axis=None),
            y=pixels(),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("colour:N", scale=None),
        )
    )
    return layer


@dataclass
class Sheet:
    """The datasets of one chart while it is filled from top to bottom; `y` is how far it has come."""

    pen: Pen
    data: dict[str, list[Row]] = field(default_factory=lambda: {"texts": [], "signs": []})
    y: float = 0

    def add(self, dataset: str, **row: Any) -> None:
        """One more row of a dataset."""
        self.data.setdefault(dataset, []).append(row)

    def write(
        self,
        text: str,
        x: float,
        y: float,
        role: str = "ink",
        *,
        align: str = "left",
        weight: str = "normal",
        size: float = SIZE,
        colour: str = "",
    ) -> None:
        """One line of text with its baseline at y, in the colour of a role or in one of its own."""
        ink = colour or self.pen.ink(role)
        self.add("texts", text=text, x=x, y=y, colour=ink, align=align, fontWeight=weight, fontSize=size)

    def sign(self, shape: str, x: float, y: float, colour: str, *, fill: str = "", size: float = 70) -> None:
        """One shape in a line of text whose baseline is at y: filled with its own colour, or with another."""
        self.add("signs", shape=shape, x=x, y=y - 4.5, colour=colour, fill=fill or colour, size=size)

    def lines(self, text: str, room: float = WIDTH, role: str = "ink", weight: str = "normal") -> float:
        """The text at the left in as many lines as it needs, which `y` passes; the baseline of the first."""
        first = self.y + BASELINE
        for line in wrapped(text, room, bold=weight == "bold"):
            self.write(line, 0, self.y + BASELINE, role, weight=weight)
            self.y += LINE
        return first

    def spec(self, base: Mapping[str, Any]) -> Spec:
        """The template filled with what this sheet holds."""
        return {**base, "height": self.y, "datasets": self.data}


@dataclass(frozen=True)
class Entry:
    """A line of a legend: a shape, filled with its own colour or with another, and what it stands for."""

    shape: str
    colour: str
    text: str
    fill: str = ""
    size: float = 90


def legend(sheet: Sheet, entries: Iterable[Entry]) -> None:
    """Shapes with their meaning, side by side and on as many lines as they need."""
    x = 0.0
    for entry in entries:
        lines = wrapped(entry.text, WIDTH - TEXT, SMALL)
        need = TEXT + max(width(line, SMALL) for line in lines)
        if x and x + need > WIDTH:
            x, sheet.y = 0.0, sheet.y + LINE + 2
        sheet.sign(entry.shape, x + 6, sheet.y + BASELINE, entry.colour, fill=entry.fill, size=entry.size)
        for index, line in enumerate(lines):
            sheet.y += LINE if index else 0
            sheet.write(line, x + TEXT, sheet.y + BASELINE, "muted", size=SMALL)
        x += need + 12
    sheet.y += LINE + 8
