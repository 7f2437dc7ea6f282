"""Points on the panel of a quadrant, each with its label where that is free of everything else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import altair as alt

from teamspiegel.charts.lettering import LINE, width
from teamspiegel.charts.placing import Box, Ground, Label, along, placed
from teamspiegel.charts.plane import LEFT, RIGHT, Plane
from teamspiegel.charts.sheet import BASELINE, Sheet, Spec, own_colour, pixels, signs, template, texts
from teamspiegel.charts.untangling import unclear

APART = 12
"""A label that is further from its point is tied to it by a line."""

CLEAR = 5
"""How far labels stay away from lines, where they can."""

THICK = 3
"""The lines of the interval, which no label may cover; thinner ones it may where there is no other room."""


@dataclass(frozen=True)
class Mark:
    """One point with its label; `size` is its area as Vega takes it."""

    x: float
    y: float
    size: float
    lines: tuple[str, ...]
    role: str
    weight: str = "normal"

    @property
    def radius(self) -> float:
        """About how far the shape reaches."""
        return float(self.size**0.5) * 0.65

    @property
    def width(self) -> float:
        """The width of its label."""
        return max(width(line, bold=self.weight == "bold") for line in self.lines)


@cache
def panel_template() -> Spec:
    """A panel with lines, points and letters on it, without data."""
    x, x2 = alt.X("x:Q", scale=None, axis=None), "x2:Q"
    data = alt.NamedData
    fill, stroke = alt.Fill("colour:N", scale=None), alt.Stroke("colour:N", scale=None)
    panels = (
        alt.Chart(data("panels"))
        .mark_rect(opacity=alt.expr("datum.opacity"), cornerRadius=3)
        .encode(x=x, x2=x2, y=pixels(), y2="y2:Q", fill=fill)
    )
    rules = (
        alt.Chart(data("rules"))
        .mark_rule(strokeWidth=alt.expr("datum.thick"), strokeCap="round")
        .encode(x=x, x2=x2, y=pixels(), y2="y2:Q", color=own_colour())
    )
    open_ = (
        alt.Chart(data("open"))
        .mark_point(filled=False, opacity=1, strokeWidth=2, shape=alt.expr("datum.shape"), size=alt.expr("datum.size"))
        .encode(x=x, y=pixels(), stroke=stroke, tooltip=alt.Tooltip("tip:N"))
    )
    dots = (
        alt.Chart(data("dots"))
        .mark_point(shape="circle", filled=True, opacity=1, size=alt.expr("datum.size"))
        .encode(x=x, y=pixels(), color=own_colour(), tooltip=alt.Tooltip("tip:N"))
    )
    edged = (
        alt.Chart(data("edged"))
        .mark_point(shape="circle", filled=True, opacity=1, size=alt.expr("datum.size"), strokeWidth=1.5)
        .encode(x=x, y=pixels(), fill=fill, stroke=alt.Stroke("edge:N", scale=None), tooltip=alt.Tooltip("tip:N"))
    )
    return template(panels, rules, dots, open_, edged, signs(), texts())


Placing = Callable[[Sequence[Label], Ground], list[Box]]


def write_labels(sheet: Sheet, plane: Plane, marks: Sequence[Mark], place: Placing = placed) -> None:
    """Writes every point's label where it is free of the others, of the points and of the cultures' names."""
    labels = [
        Label(mark.x, mark.y, mark.width, LINE * len(mark.lines), mark.radius + 4, _corner(plane, mark))
        for mark in marks
    ]
    for mark, box in zip(marks, place(labels, _ground(sheet, plane, marks)), strict=True):
        x, align = _anchor(mark, box)
        _leader(sheet, mark, box, marks)
        for index, line in enumerate(mark.lines):
            y = box.top + LINE * index + BASELINE
            sheet.write(line, x, y, mark.role, align=align, weight=mark.weight)


def _corner(plane: Plane, mark: Mark) -> Box:
    """The corner of the panel that a point lies in; on the bridge axis it is the high one, as in the indicators."""
    x, y = plane.across(plane.x.bridge), plane.down(plane.y.bridge)
    left, right = (LEFT, x) if mark.x < x else (x, RIGHT)
    top, bottom = (plane.top, y) if mark.y <= y else (y, plane.bottom)
    return Box(left, top, right, bottom)


def _leader(sheet: Sheet, mark: Mark, box: Box, marks: Sequence[Mark]) -> None:
    """A thin line from a label to its point when other things keep them apart, or another point is as near."""
    elsewhere = (other for other in marks if (other.x, other.y) != (mark.x, mark.y))
    far = box.gap(mark.x, mark.y) > mark.radius + APART
    if far or any(unclear(box, mark.x, mark.y, other.x, other.y) for other in elsewhere):
        x, y = box.nearest(mark.x, mark.y)
        sheet.add("rules", x=mark.x, x2=x, y=mark.y, y2=y, colour=sheet.pen.ink("muted"), thick=0.75)


def _anchor(mark: Mark, box: Box) -> tuple[float, str]:
    """Letters start at the point: a label on its left ends there, one on its right begins there."""
    if box.left >= mark.x:
        return box.left, "left"
    return (box.right, "right") if box.right <= mark.x else ((box.left + box.right) / 2, "center")


def _ground(sheet: Sheet, plane: Plane, marks: Sequence[Mark]) -> Ground:
    """The panel with the points and the cultures' names on it, and every line that was drawn so far."""
    points = [
        Box(mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius) for mark in marks
    ]
    room = plane.strip - 12
    names = [Box(LEFT, plane.top, RIGHT, plane.top + room), Box(LEFT, plane.bottom - room, RIGHT, plane.bottom)]
    drawn = [
        (row["thick"], box)
        for row in sheet.data["rules"]
        for box in along(row["x"], row["y"], row["x2"], row["y2"], CLEAR)
    ]
    thick = (box for width_, box in drawn if width_ >= THICK)
    thin = tuple(box for width_, box in drawn if width_ < THICK)
    return Ground(Box(LEFT, plane.top, RIGHT, plane.bottom), (*points, *names, *thick), thin)
