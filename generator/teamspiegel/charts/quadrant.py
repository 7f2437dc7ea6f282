"""The quadrant: where a team stands on two axes, what its members expected, and where it stood before."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import altair as alt

from teamspiegel.charts.lettering import LINE, width, wrapped
from teamspiegel.charts.pen import Pen
from teamspiegel.charts.placing import Box, Ground, Label, along, placed
from teamspiegel.charts.plane import LEFT, RIGHT, Plane, draw_plane
from teamspiegel.charts.scene import Predictions, Scene, legend_entries, point_text, scene_of, summary, table
from teamspiegel.charts.sheet import BASELINE, Sheet, Spec, legend, own_colour, pixels, signs, template, texts
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.insights import Position, TeamRound

MEASURED, BEFORE, EXPECTED = 200, 70, 260
"""The sizes of the points."""

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


def quadrant(view: TeamRound, name: str, predictions: Predictions, pen: Pen, *, reveal: bool = True) -> Chart | None:
    """The quadrant of one team and round; None without an axis pair, or when there is nothing to put on it.

    Without `reveal` only the predictions are drawn, for the moment before a team sees its result.
    """
    corners = view.instrument.quadrant
    scene = scene_of(view, corners, predictions, reveal=reveal) if corners else None
    if corners is None or not scene:
        return None
    sheet = Sheet(pen)
    legend(sheet, legend_entries(scene, pen))
    plane = draw_plane(sheet, view.instrument, corners, scene.position.culture if scene.position else None)
    marks = [*_measured(sheet, plane, scene), *_expected(sheet, plane, scene), *_before(sheet, plane, scene)]
    _labels(sheet, plane, marks)
    title = pen.say("quadrant.title" if reveal else "quadrant.predicted.title")
    return Chart(name, title, summary(scene, pen), sheet.spec(_template()), table(scene, pen))


@cache
def _template() -> Spec:
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
    before = (
        alt.Chart(data("before"))
        .mark_point(shape="circle", filled=True, opacity=1, size=BEFORE, strokeWidth=1.5)
        .encode(x=x, y=pixels(), fill=fill, stroke=alt.Stroke("edge:N", scale=None), tooltip=alt.Tooltip("tip:N"))
    )
    return template(panels, rules, dots, open_, before, signs(), texts())


# ----- the points --------------------------------------------------------------------------------------


def _place(plane: Plane, position: Position) -> tuple[float, float]:
    return plane.across(position.x.corrected), plane.down(position.y.corrected)


def _measured(sheet: Sheet, plane: Plane, scene: Scene) -> list[Mark]:
    """The team's point with its uncertainty; the raw means as an open point when a correction moved it."""
    if scene.position is None:
        return []
    pen, colour, (x, y) = sheet.pen, sheet.pen.ink("accent"), _place(plane, scene.position)
    raw_x, raw_y = plane.across(scene.position.x.mean), plane.down(scene.position.y.mean)
    _cross(sheet, plane, scene.position, raw_x, raw_y)
    values = [pen.number(place.corrected) for place in (scene.position.x, scene.position.y)]
    label = pen.say("quadrant.values", x_value=values[0], y_value=values[1])
    sheet.add("dots", x=x, y=y, size=MEASURED, colour=colour, tip=point_text(scene.position, pen))
    mark = Mark(x, y, MEASURED, (label,), "accent", "bold")
    if (raw_x, raw_y) == (x, y):
        return [mark]
    raw = pen.say("quadrant.raw")
    sheet.add("open", x=raw_x, y=raw_y, size=MEASURED, colour=colour, shape="circle", tip=raw)
    sheet.add("rules", x=raw_x, x2=x, y=raw_y, y2=y, colour=colour, thick=1.5)
    return [mark, Mark(raw_x, raw_y, MEASURED, (raw,), "accent")]


def _cross(sheet: Sheet, plane: Plane, position: Position, x: float, y: float) -> None:
    """The interval of each axis through the raw means, which it belongs to."""
    colour = sheet.pen.ink("accent")
    if position.x.indicator.interval:
        low, high = map(plane.across, position.x.indicator.interval)
        sheet.add("rules", x=low, x2=high, y=y, y2=y, colour=colour, thick=THICK)
    if position.y.indicator.interval:
        low, high = map(plane.down, position.y.indicator.interval)
        sheet.add("rules", x=x, x2=x, y=low, y2=high, colour=colour, thick=THICK)


def _expected(sheet: Sheet, plane: Plane, scene: Scene) -> list[Mark]:
    """An open shape per predicted place; groups that agree share it."""
    groups: dict[tuple[float, float], list[str]] = {}
    for group, values in scene.predictions:
        groups.setdefault((plane.across(values[scene.x.id]), plane.down(values[scene.y.id])), []).append(group)
    marks = []
    for (x, y), names in groups.items():
        text = sheet.pen.listed(names)
        sheet.add("open", x=x, y=y, size=EXPECTED, colour=sheet.pen.ink("ink"), shape="diamond", tip=text)
        marks.append(Mark(x, y, EXPECTED, tuple(wrapped(text, 130)), "ink"))
    return marks


def _before(sheet: Sheet, plane: Plane, scene: Scene) -> list[Mark]:
    """A small point per earlier round, on a path that leads to the measured point."""
    colour, edge = sheet.pen.ink("muted"), sheet.pen.ink("surface")
    places = [_place(plane, old) for _, old in scene.earlier]
    now = [_place(plane, scene.position)] if scene.position else []
    for (x, y), (x2, y2) in pairwise([*places, *now]):
        sheet.add("rules", x=x, x2=x2, y=y, y2=y2, colour=colour, thick=1.5)
    marks = []
    for (round_, _), (x, y) in zip(scene.earlier, places, strict=True):
        sheet.add("before", x=x, y=y, colour=colour, edge=edge, tip=round_.label)
        marks.append(Mark(x, y, BEFORE, tuple(wrapped(round_.label, 110)), "muted"))
    return marks


# ----- their labels ------------------------------------------------------------------------------------


def _labels(sheet: Sheet, plane: Plane, marks: Sequence[Mark]) -> None:
    """Writes every point's label where it is free of the others, of the points and of the cultures' names."""
    labels = [
        Label(mark.x, mark.y, mark.width, LINE * len(mark.lines), mark.radius + 4, _corner(plane, mark))
        for mark in marks
    ]
    for mark, box in zip(marks, placed(labels, _ground(sheet, plane, marks)), strict=True):
        x, align = _anchor(mark, box)
        _leader(sheet, mark, box)
        for index, line in enumerate(mark.lines):
            y = box.top + LINE * index + BASELINE
            sheet.write(line, x, y, mark.role, align=align, weight=mark.weight)


def _corner(plane: Plane, mark: Mark) -> Box:
    """The corner of the panel that a point lies in; on the bridge axis it is the high one, as in the indicators."""
    x, y = plane.across(plane.x.bridge), plane.down(plane.y.bridge)
    left, right = (LEFT, x) if mark.x < x else (x, RIGHT)
    top, bottom = (plane.top, y) if mark.y <= y else (y, plane.bottom)
    return Box(left, top, right, bottom)


def _leader(sheet: Sheet, mark: Mark, box: Box) -> None:
    """A thin line from a label to its point when other things keep them apart."""
    if box.gap(mark.x, mark.y) > mark.radius + APART:
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
