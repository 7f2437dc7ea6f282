"""The quadrant: where a team stands on two axes, what its members expected, and where it stood before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import altair as alt

from teamspiegel.charts.lettering import LINE, width, wrapped
from teamspiegel.charts.pen import Pen
from teamspiegel.charts.placing import Box, Ground, Label, along, placed
from teamspiegel.charts.sheet import (
    BASELINE,
    SMALL,
    WIDTH,
    Entry,
    Sheet,
    Spec,
    legend,
    own_colour,
    pixels,
    signs,
    template,
    texts,
)
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.definitions import Round
from teamspiegel.contracts.insights import AxisPosition, Position, TeamRound
from teamspiegel.contracts.instrument import AnswerScale, Axis, Culture, Instrument, Quadrant, Side

Predictions = Sequence[tuple[str, Mapping[str, float]]]

LEFT, PANEL = 20, 380
"""The panel is a square; the scores of the standing axis stand left of it."""

INSET = 24
"""Between the panel's sides and the ends of the scale, so that a point at an end lies on the panel."""

MEASURED, BEFORE, EXPECTED = 200, 70, 260
"""The sizes of the points."""


APART = 12
"""A label that is further from its point is tied to it by a line."""

CLEAR = 5
"""How far labels stay away from lines, where they can."""

PLUS = "M-1,0L1,0M0,-1L0,1"
"""Two thin lines, as the path that Vega takes for a shape."""


@dataclass(frozen=True)
class Plane:
    """The two axes of a quadrant with their scales and bridge axes, and where a pair of values lies on the sheet."""

    x: Axis
    y: Axis
    x_scale: AnswerScale
    y_scale: AnswerScale
    x_bridge: float
    y_bridge: float
    top: float
    strip: float

    @property
    def bottom(self) -> float:
        """The lower side of the panel."""
        return self.top + PANEL

    def across(self, value: float) -> float:
        """From the left of the sheet, in pixels."""
        share = (value - self.x_scale.min) / (self.x_scale.max - self.x_scale.min)
        return LEFT + INSET + share * (PANEL - 2 * INSET)

    def down(self, value: float) -> float:
        """From the top of the sheet, in pixels; the names of the cultures keep a strip at both ends."""
        share = (self.y_scale.max - value) / (self.y_scale.max - self.y_scale.min)
        return self.top + self.strip + share * (PANEL - 2 * self.strip)


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
    position = view.insights.position if reveal else None
    earlier = view.earlier if reveal else ()
    known = [(group, values) for group, values in predictions if corners and {corners.x, corners.y} <= set(values)]
    if corners is None or not (position or earlier or known):
        return None
    sheet = Sheet(pen)
    hidden = reveal and _is_withheld(view, corners)
    legend(sheet, _legend(pen, bool(known), position, bool(earlier), hidden))
    plane = _plane(view.instrument, corners, sheet, pen)
    _panel(sheet, plane, corners, position)
    _points(sheet, plane, position, earlier, known)
    title = pen.say("quadrant.title" if reveal else "quadrant.predicted.title")
    table = _table(view, plane, position, earlier, known, pen) if reveal else _expected_table(plane, known, pen)
    return Chart(name, title, _summary(view, plane, position, known, pen), sheet.spec(_template()), table)


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


# ----- the panel ---------------------------------------------------------------------------------------


def _plane(instrument: Instrument, corners: Quadrant, sheet: Sheet, pen: Pen) -> Plane:
    x, y = instrument.axis_by_id[corners.x], instrument.axis_by_id[corners.y]
    x_layer, y_layer = instrument.layers_of_axis(x)[0], instrument.layers_of_axis(y)[0]
    rows = max(len(_culture_lines(culture)) for culture in corners.cultures)
    sheet.write(y.name, 0, sheet.y + BASELINE, weight="bold")
    sheet.y += LINE + 5
    return Plane(
        x,
        y,
        instrument.scale_of(x_layer),
        instrument.scale_of(y_layer),
        float(instrument.thresholds_of(x_layer).bridge_axis),
        float(instrument.thresholds_of(y_layer).bridge_axis),
        sheet.y,
        rows * LINE + 26,
    )


def _panel(sheet: Sheet, plane: Plane, corners: Quadrant, position: Position | None) -> None:
    for culture in corners.cultures:
        here = position is not None and culture.id == position.culture.id
        _corner(sheet, plane, culture, here)
    middle_x, middle_y = plane.across(plane.x_bridge), plane.down(plane.y_bridge)
    ink = sheet.pen.ink("muted")
    sheet.add("rules", x=LEFT, x2=LEFT + PANEL, y=middle_y, y2=middle_y, colour=ink, thick=1)
    sheet.add("rules", x=middle_x, x2=middle_x, y=plane.top, y2=plane.bottom, colour=ink, thick=1)
    _scores(sheet, plane)


def _corner(sheet: Sheet, plane: Plane, culture: Culture, here: bool) -> None:
    pen = sheet.pen
    left, right = _part(culture.x, LEFT, plane.across(plane.x_bridge), LEFT + PANEL)
    bottom, top = _part(culture.y, plane.bottom, plane.down(plane.y_bridge), plane.top)
    sheet.add("panels", x=left, x2=right, y=top, y2=bottom, colour=pen.ink("tint"), opacity=1)
    if here:
        sheet.add("panels", x=left, x2=right, y=top, y2=bottom, colour=pen.ink("accent"), opacity=0.1)
    lines = _culture_lines(culture)
    first = plane.top + 20 if culture.y == "high" else plane.bottom - 10 - LINE * (len(lines) - 1)
    x, align = (LEFT + 10, "left") if culture.x == "low" else (LEFT + PANEL - 10, "right")
    role, weight = ("accent", "bold") if here else ("muted", "normal")
    for index, line in enumerate(lines):
        sheet.write(line, x, first + LINE * index, role, align=align, weight=weight)


def _part(side: Side, start: float, middle: float, end: float) -> tuple[float, float]:
    return (start, middle) if side == "low" else (middle, end)


def _culture_lines(culture: Culture) -> list[str]:
    return wrapped(culture.name, PANEL / 2 - 24, bold=True)


def _scores(sheet: Sheet, plane: Plane) -> None:
    """The whole scores left of and under the panel, and the name of the lying axis."""
    for score in range(plane.y_scale.min, plane.y_scale.max + 1):
        sheet.write(str(score), LEFT - 7, plane.down(score) + SMALL / 3, "muted", align="right", size=SMALL)
    sheet.y = plane.bottom + LINE
    for score in range(plane.x_scale.min, plane.x_scale.max + 1):
        sheet.write(str(score), plane.across(score), sheet.y, "muted", align="center", size=SMALL)
    sheet.write(plane.x.name, WIDTH, sheet.y + LINE + 2, align="right", weight="bold")
    sheet.y += LINE + 8


# ----- the points --------------------------------------------------------------------------------------


def _points(
    sheet: Sheet,
    plane: Plane,
    position: Position | None,
    earlier: Sequence[tuple[Round, Position]],
    known: Predictions,
) -> None:
    marks = [
        *(_measured(sheet, plane, position) if position else []),
        *_expected(sheet, plane, known),
        *_before(sheet, plane, earlier, position),
    ]
    _labels(sheet, plane, marks)


def _measured(sheet: Sheet, plane: Plane, position: Position) -> list[Mark]:
    """The team's point with its uncertainty; the raw means as an open point when a correction moved it."""
    pen, colour = sheet.pen, sheet.pen.ink("accent")
    x, y = plane.across(position.x.corrected), plane.down(position.y.corrected)
    raw_x, raw_y = plane.across(position.x.mean), plane.down(position.y.mean)
    _cross(sheet, plane, position, raw_x, raw_y)
    text = _value(pen, position)
    sheet.add("dots", x=x, y=y, size=MEASURED, colour=colour, tip=text)
    mark = Mark(x, y, MEASURED, tuple(wrapped(text, 170, bold=True)), "accent", "bold")
    if (raw_x, raw_y) == (x, y):
        return [mark]
    sheet.add("open", x=raw_x, y=raw_y, size=MEASURED, colour=colour, shape="circle", tip=text)
    sheet.add("rules", x=raw_x, x2=x, y=raw_y, y2=y, colour=colour, thick=1.5)
    return [mark, Mark(raw_x, raw_y, MEASURED, (pen.say("quadrant.raw"),), "accent")]


def _cross(sheet: Sheet, plane: Plane, position: Position, x: float, y: float) -> None:
    colour = sheet.pen.ink("accent")
    if position.x.indicator.interval:
        low, high = (plane.across(_within(end, plane.x_scale)) for end in position.x.indicator.interval)
        sheet.add("rules", x=low, x2=high, y=y, y2=y, colour=colour, thick=3)
    if position.y.indicator.interval:
        low, high = (plane.down(_within(end, plane.y_scale)) for end in position.y.indicator.interval)
        sheet.add("rules", x=x, x2=x, y=low, y2=high, colour=colour, thick=3)


def _within(value: float, scale: AnswerScale) -> float:
    return min(max(value, scale.min), scale.max)


def _expected(sheet: Sheet, plane: Plane, known: Predictions) -> list[Mark]:
    """An open shape per predicted place; groups that agree share it."""
    colour = sheet.pen.ink("ink")
    groups: dict[tuple[float, float], list[str]] = {}
    for group, values in known:
        groups.setdefault((values[plane.x.id], values[plane.y.id]), []).append(group)
    marks = []
    for (across, down), names in groups.items():
        text = sheet.pen.listed(names)
        x, y = plane.across(across), plane.down(down)
        sheet.add("open", x=x, y=y, size=EXPECTED, colour=colour, shape="diamond", tip=text)
        marks.append(Mark(x, y, EXPECTED, tuple(wrapped(text, 130)), "ink"))
    return marks


def _before(
    sheet: Sheet, plane: Plane, earlier: Sequence[tuple[Round, Position]], position: Position | None
) -> list[Mark]:
    """A small point per earlier round, on a path that leads to the measured point."""
    colour = sheet.pen.ink("muted")
    places = [(plane.across(old.x.corrected), plane.down(old.y.corrected)) for _, old in earlier]
    now = [(plane.across(position.x.corrected), plane.down(position.y.corrected))] if position else []
    for (x, y), (x2, y2) in pairwise([*places, *now]):
        sheet.add("rules", x=x, x2=x2, y=y, y2=y2, colour=colour, thick=1.5)
    for (round_, _), (x, y) in zip(earlier, places, strict=True):
        sheet.add("before", x=x, y=y, colour=colour, edge=sheet.pen.ink("surface"), tip=round_.label)
    return [
        Mark(x, y, BEFORE, tuple(wrapped(round_.label, 110)), "muted")
        for (round_, _), (x, y) in zip(earlier, places, strict=True)
    ]


def _labels(sheet: Sheet, plane: Plane, marks: Sequence[Mark]) -> None:
    """Writes every point's label where it is free of the others, of the points and of the cultures' names."""
    labels = [Label(mark.x, mark.y, mark.width, LINE * len(mark.lines), mark.radius + 4) for mark in marks]
    for mark, box in zip(marks, placed(labels, _ground(sheet, plane, marks)), strict=True):
        x, align = _anchor(mark, box)
        _leader(sheet, mark, box)
        for index, line in enumerate(mark.lines):
            y = box.top + LINE * index + BASELINE
            sheet.write(line, x, y, mark.role, align=align, weight=mark.weight)


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
    room, right = plane.strip - 12, LEFT + PANEL
    names = [Box(LEFT, plane.top, right, plane.top + room), Box(LEFT, plane.bottom - room, right, plane.bottom)]
    ends = ((row["x"], row["y"], row["x2"], row["y2"]) for row in sheet.data["rules"])
    lines = tuple(box for line in ends for box in along(*line, CLEAR))
    return Ground(Box(LEFT, plane.top, right, plane.bottom), (*points, *names), lines)


# ----- the words ---------------------------------------------------------------------------------------


def _value(pen: Pen, position: Position) -> str:
    x, y = position.x, position.y
    values = {"x_value": pen.number(x.corrected), "y_value": pen.number(y.corrected)}
    return pen.say("quadrant.point", x=x.axis.name.lower(), y=y.axis.name.lower(), **values)


def _is_withheld(view: TeamRound, corners: Quadrant) -> bool:
    """Whether the position was measured but may not be shown."""
    found = [view.results.get("axis", "axis", axis) for axis in (corners.x, corners.y)]
    return any(indicator is not None and indicator.mean is None for indicator in found)


def _legend(pen: Pen, known: bool, position: Position | None, earlier: bool, hidden: bool) -> list[Entry]:
    found = []
    if hidden:
        found.append(Entry("circle", pen.ink("muted"), pen.say("quadrant.withheld"), open=True))
    if position:
        found.append(Entry("circle", pen.ink("accent"), pen.say("quadrant.measured")))
        if position.x.indicator.interval or position.y.indicator.interval:
            found.append(Entry(PLUS, pen.ink("accent"), pen.say("quadrant.interval")))
    if known:
        found.append(Entry("diamond", pen.ink("ink"), pen.say("quadrant.expected"), open=True))
    if earlier:
        found.append(Entry("circle", pen.ink("muted"), pen.say("quadrant.earlier"), size=45))
    return found


def _summary(view: TeamRound, plane: Plane, position: Position | None, known: Predictions, pen: Pen) -> str:
    x, y = plane.x.name.lower(), plane.y.name.lower()
    expected = pen.count("quadrant.groups", len(known))
    if position is None:
        return pen.say("quadrant.summary_expected", team=view.team.name, expected=expected, x=x, y=y)
    border = [axis.axis.name.lower() for axis in (position.x, position.y) if axis.on_border]
    parts = [
        pen.say("quadrant.summary", team=view.team.name, point=_value(pen, position), culture=position.culture.name),
        *([pen.say("quadrant.on_border", axes=pen.listed(border))] if border else []),
        *([pen.say("quadrant.with_expected", expected=expected)] if known else []),
    ]
    return "".join(parts) + pen.say("end")


def _table(
    view: TeamRound,
    plane: Plane,
    position: Position | None,
    earlier: Sequence[tuple[Round, Position]],
    known: Predictions,
    pen: Pen,
) -> DataTable:
    rows = [
        *(_measured_rows(position, pen) if position else _withheld_rows(view, plane, pen)),
        *((round_.label, pen.number(old.x.corrected), pen.number(old.y.corrected)) for round_, old in earlier),
        *(_expected_row(plane, group, values, pen) for group, values in known),
    ]
    return DataTable((pen.say("head.position"), plane.x.name, plane.y.name), tuple(rows))


def _expected_table(plane: Plane, known: Predictions, pen: Pen) -> DataTable:
    rows = (_expected_row(plane, group, values, pen) for group, values in known)
    return DataTable((pen.say("head.position"), plane.x.name, plane.y.name), tuple(rows))


def _measured_rows(position: Position, pen: Pen) -> list[tuple[str, str, str]]:
    x, y = position.x, position.y
    rows = [(pen.say("quadrant.measured"), pen.number(x.mean), pen.number(y.mean))]
    if (x.corrected, y.corrected) != (x.mean, y.mean):
        rows.append((pen.say("quadrant.corrected"), pen.number(x.corrected), pen.number(y.corrected)))
    if x.indicator.interval or y.indicator.interval:
        rows.append((pen.say("quadrant.interval"), _interval(x, pen), _interval(y, pen)))
    return rows


def _withheld_rows(view: TeamRound, plane: Plane, pen: Pen) -> list[tuple[str, str, str]]:
    """One row that says that the position is withheld, when the axes were measured at all."""
    found = [view.results.get("axis", "axis", axis.id) for axis in (plane.x, plane.y)]
    x, y = (pen.say("none") if indicator is None else pen.mean(indicator) for indicator in found)
    return [(pen.say("quadrant.measured"), x, y)] if any(found) else []


def _interval(axis: AxisPosition, pen: Pen) -> str:
    if axis.indicator.interval is None:
        return pen.say("withheld")
    low, high = map(pen.number, axis.indicator.interval)
    return pen.say("quadrant.from_to", low=low, high=high)


def _expected_row(plane: Plane, group: str, values: Mapping[str, float], pen: Pen) -> tuple[str, str, str]:
    # A prediction is what a group wrote down, such as 2.25: it is shown as it is, not rounded.
    x, y = (str(values[axis.id]).removesuffix(".0").replace(".", ",") for axis in (plane.x, plane.y))
    return pen.say("quadrant.expected_by", group=group), x, y
