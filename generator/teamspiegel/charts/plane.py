"""The panel of a quadrant: two axes that cut it at the bridge axis, and the culture of each corner."""

from dataclasses import dataclass

from teamspiegel.charts.lettering import LINE, wrapped
from teamspiegel.charts.ruler import Ruler, ruler_of
from teamspiegel.charts.sheet import BASELINE, SMALL, WIDTH, Sheet
from teamspiegel.contracts.insights import Position
from teamspiegel.contracts.instrument import Axis, Culture, Instrument, Quadrant, Side

LEFT, PANEL = 20, 380
"""The panel is a square; the scores of the standing axis stand left of it."""

RIGHT = LEFT + PANEL

INSET = 24
"""Between the panel's sides and the ends of the scale, so that a point at an end lies on the panel."""


@dataclass(frozen=True)
class Plane:
    """Where a pair of values lies on the sheet. `strip` is the room of the cultures' names at top and bottom."""

    x: Ruler
    y: Ruler
    top: float
    strip: float

    @property
    def bottom(self) -> float:
        """The lower side of the panel."""
        return self.top + PANEL

    def across(self, value: float) -> float:
        """From the left of the sheet, in pixels; a value beyond the scale lies on its end."""
        return LEFT + INSET + _share(value, self.x) * (PANEL - 2 * INSET)

    def down(self, value: float) -> float:
        """From the top of the sheet, in pixels; a value beyond the scale lies on its end."""
        return self.bottom - self.strip - _share(value, self.y) * (PANEL - 2 * self.strip)

    def at(self, position: Position) -> tuple[float, float]:
        """Where a team's point lies, or the middle of its bar or box."""
        return self.across(position.x.middle), self.down(position.y.middle)


def draw_plane(sheet: Sheet, instrument: Instrument, corners: Quadrant, here: Culture | None) -> Plane:
    """Draws the panel with its names and scores, the corner of `here` in colour; what points are put on it with."""
    x, y = instrument.axis_by_id[corners.x], instrument.axis_by_id[corners.y]
    sheet.write(y.name, 0, sheet.y + BASELINE, weight="bold")
    sheet.y += LINE + 5
    lines = max(len(_name_lines(culture)) for culture in corners.cultures)
    plane = Plane(_ruler(instrument, x), _ruler(instrument, y), sheet.y, lines * LINE + 26)
    for culture in corners.cultures:
        _corner(sheet, plane, culture, culture == here)
    _cut(sheet, plane)
    _scores(sheet, plane)
    sheet.write(x.name, WIDTH, sheet.y + LINE + 2, align="right", weight="bold")
    sheet.y += LINE + 8
    return plane


def _share(value: float, ruler: Ruler) -> float:
    return (min(max(value, ruler.low), ruler.high) - ruler.low) / (ruler.high - ruler.low)


def _ruler(instrument: Instrument, axis: Axis) -> Ruler:
    """The ruler of an axis is that of its layers, which share one."""
    first = instrument.layers_of_axis(axis)[0]
    return ruler_of(instrument.scale_of(first), instrument.thresholds_of(first))


def _corner(sheet: Sheet, plane: Plane, culture: Culture, here: bool) -> None:
    left, right = _part(culture.x, LEFT, plane.across(plane.x.bridge), RIGHT)
    bottom, top = _part(culture.y, plane.bottom, plane.down(plane.y.bridge), plane.top)
    place = {"x": left, "x2": right, "y": top, "y2": bottom}
    sheet.add("panels", **place, colour=sheet.pen.ink("tint"), opacity=1)
    if here:
        sheet.add("panels", **place, colour=sheet.pen.ink("accent"), opacity=0.1)
    _name(sheet, plane, culture, here)


def _part(side: Side, start: float, middle: float, end: float) -> tuple[float, float]:
    return (start, middle) if side == "low" else (middle, end)


def _name(sheet: Sheet, plane: Plane, culture: Culture, here: bool) -> None:
    lines = _name_lines(culture)
    first = plane.top + 20 if culture.y == "high" else plane.bottom - 10 - LINE * (len(lines) - 1)
    x, align = (LEFT + 10, "left") if culture.x == "low" else (RIGHT - 10, "right")
    role, weight = ("accent", "bold") if here else ("muted", "normal")
    for index, line in enumerate(lines):
        sheet.write(line, x, first + LINE * index, role, align=align, weight=weight)


def _name_lines(culture: Culture) -> list[str]:
    return wrapped(culture.name, PANEL / 2 - 24, bold=True)


def _cut(sheet: Sheet, plane: Plane) -> None:
    """The two bridge axes."""
    x, y, ink = plane.across(plane.x.bridge), plane.down(plane.y.bridge), sheet.pen.ink("muted")
    sheet.add("rules", x=LEFT, x2=RIGHT, y=y, y2=y, colour=ink, thick=1)
    sheet.add("rules", x=x, x2=x, y=plane.top, y2=plane.bottom, colour=ink, thick=1)


def _scores(sheet: Sheet, plane: Plane) -> None:
    """The whole scores left of and under the panel."""
    for score in range(plane.y.low, plane.y.high + 1):
        sheet.write(str(score), LEFT - 7, plane.down(score) + SMALL / 3, "muted", align="right", size=SMALL)
    sheet.y = plane.bottom + LINE
    for score in range(plane.x.low, plane.x.high + 1):
        sheet.write(str(score), plane.across(score), sheet.y, "muted", align="center", size=SMALL)
