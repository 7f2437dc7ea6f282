"""The quadrant: where a team stands on two axes, what its members expected, and where it stood before."""

from itertools import pairwise

from teamspiegel.charts.lettering import wrapped
from teamspiegel.charts.marks import THICK, Mark, panel_template, write_labels
from teamspiegel.charts.pen import Pen
from teamspiegel.charts.plane import Plane, draw_plane
from teamspiegel.charts.scene import Predictions, Scene, legend_entries, point_text, scene_of, summary, table
from teamspiegel.charts.sheet import Sheet, legend
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.insights import Position
from teamspiegel.contracts.report import TeamRound

MEASURED, BEFORE, EXPECTED = 200, 70, 260
"""The sizes of the points."""


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
    write_labels(sheet, plane, marks)
    title = pen.say("quadrant.title" if reveal else "quadrant.predicted.title")
    return Chart(name, title, summary(scene, pen), sheet.spec(panel_template()), table(scene, pen))


def _measured(sheet: Sheet, plane: Plane, scene: Scene) -> list[Mark]:
    """The team's point with its uncertainty; the raw means as an open point when a correction moved it."""
    if scene.position is None:
        return []
    pen, colour, (x, y) = sheet.pen, sheet.pen.ink("accent"), plane.at(scene.position)
    values = [pen.place(place) for place in (scene.position.x, scene.position.y)]
    label = pen.say("quadrant.values", x_value=values[0], y_value=values[1])
    mark = Mark(x, y, MEASURED, tuple(wrapped(label, 130)), "accent", "bold")
    if not scene.position.exact:
        _box(sheet, plane, scene.position)
        return [mark]
    raw_x, raw_y = plane.across(scene.position.x.raw[0]), plane.down(scene.position.y.raw[0])
    _cross(sheet, plane, scene.position, raw_x, raw_y)
    sheet.add("dots", x=x, y=y, size=MEASURED, colour=colour, tip=point_text(scene.position, pen))
    if (raw_x, raw_y) == (x, y):
        return [mark]
    raw = pen.say("quadrant.raw")
    sheet.add("open", x=raw_x, y=raw_y, size=MEASURED, colour=colour, shape="circle", tip=raw)
    sheet.add("rules", x=raw_x, x2=x, y=raw_y, y2=y, colour=colour, thick=1.5)
    return [mark, Mark(raw_x, raw_y, MEASURED, (raw,), "accent")]


def _cross(sheet: Sheet, plane: Plane, position: Position, x: float, y: float) -> None:
    """The interval of each axis through the raw means, which it belongs to."""
    colour = sheet.pen.ink("accent")
    if position.x.indicator.uncertainty:
        low, high = map(plane.across, position.x.indicator.uncertainty)
        sheet.add("rules", x=low, x2=high, y=y, y2=y, colour=colour, thick=THICK)
    if position.y.indicator.uncertainty:
        low, high = map(plane.down, position.y.indicator.uncertainty)
        sheet.add("rules", x=x, x2=x, y=low, y2=high, colour=colour, thick=THICK)


def _box(sheet: Sheet, plane: Plane, position: Position) -> None:
    """Where the team may stand: a box, or a bar when one of the two values is told."""
    colour = sheet.pen.ink("accent")
    left, right = plane.across(position.x.low), plane.across(position.x.high)
    bottom, top = plane.down(position.y.low), plane.down(position.y.high)
    for x, x2, y, y2 in {
        (left, right, top, top),
        (left, right, bottom, bottom),
        (left, left, bottom, top),
        (right, right, bottom, top),
    }:
        sheet.add("rules", x=x, x2=x2, y=y, y2=y2, colour=colour, thick=THICK)


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
    places = [plane.at(old) for _, old in scene.earlier]
    now = [plane.at(scene.position)] if scene.position else []
    for (x, y), (x2, y2) in pairwise([*places, *now]):
        sheet.add("rules", x=x, x2=x2, y=y, y2=y2, colour=colour, thick=1.5)
    marks = []
    for name, (x, y) in zip(scene.rounds(sheet.pen), places, strict=True):
        sheet.add("edged", x=x, y=y, size=BEFORE, colour=colour, edge=edge, tip=name)
        marks.append(Mark(x, y, BEFORE, tuple(wrapped(name, 110)), "muted"))
    return marks
