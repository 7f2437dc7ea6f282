"""One row of a chart of change: a point per round, each in a lane of its own, with a line from one to the next."""

from collections.abc import Sequence
from itertools import pairwise

import altair as alt

from teamspiegel.charts.lettering import SIZE, width
from teamspiegel.charts.moments import Moment
from teamspiegel.charts.movement import ChangeRow
from teamspiegel.charts.pen import Pen
from teamspiegel.charts.ruler import Ruler, ruler_row
from teamspiegel.charts.sheet import SMALL, Sheet, own_colour, pixels, scored

LANE = 15
"""From one round's point to the next one's."""

PAD = 10
"""Above the first point of a row, and under the last."""

BESIDE = 10
"""From the middle of a point to its value."""


def lane_layers(low: float, high: float) -> list[alt.Chart]:
    """The layers of the rows: room in the bridge axis for values, lines and points."""
    x = scored(low, high)
    gaps = (
        alt.Chart(alt.NamedData("gaps"))
        .mark_rect()
        .encode(
            x=alt.X("x:Q", scale=None, axis=None),
            x2="x2:Q",
            y=pixels(),
            y2="y2:Q",
            fill=alt.Fill("colour:N", scale=None),
        )
    )
    moves = (
        alt.Chart(alt.NamedData("moves"))
        .mark_rule(strokeWidth=alt.expr("datum.thick"), strokeCap="round")
        .encode(x=x, x2="x2:Q", y=pixels(), y2="y2:Q", color=own_colour())
    )
    dots = (
        alt.Chart(alt.NamedData("dots"))
        .mark_point(opacity=1, strokeWidth=1.75, shape=alt.expr("datum.shape"), size=alt.expr("datum.size"))
        .encode(
            x=x,
            y=pixels(),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("colour:N", scale=None),
            tooltip=alt.Tooltip("tip:N"),
        )
    )
    return [gaps, moves, dots]


def point_ink(moment: Moment, colour: str, pen: Pen) -> tuple[str, str]:
    """The edge and the fill of a round's point."""
    return (colour, colour) if moment.latest else (pen.ink("muted"), pen.ink("surface"))


def lanes(sheet: Sheet, ruler: Ruler, row: ChangeRow, known: Sequence[tuple[Moment, float]]) -> None:
    """A point per round, the oldest at the top, with a line from each to the next."""
    pen, top = sheet.pen, sheet.y + PAD
    places = [(moment, mean, top + LANE * lane) for lane, (moment, mean) in enumerate(known)]
    bottom = places[-1][2]
    ruler_row(sheet, ruler, bottom, PAD - 3, bottom - top)
    clear = bool(row.change and row.change.direction in ("higher", "lower"))
    colour, thick = (row.colour, 3) if clear else (pen.ink("muted"), 1.25)
    for (_, x, y), (_, x2, y2) in pairwise(places):
        sheet.add("moves", x=x, x2=x2, y=y, y2=y2, colour=colour, thick=thick)
    for moment, mean, y in places:
        edge, fill = point_ink(moment, row.colour, pen)
        tip = f"{row.label}, {moment.name}: {pen.number(mean)}"
        sheet.add("dots", x=mean, y=y, shape=moment.shape, size=moment.size, colour=edge, fill=fill, tip=tip)
    _values(sheet, ruler, row, places)
    sheet.y = bottom + PAD


def _values(sheet: Sheet, ruler: Ruler, row: ChangeRow, places: Sequence[tuple[Moment, float, float]]) -> None:
    """The first and the last value, each on the side of its point where no line comes or goes."""
    moment, mean, y = places[-1]
    before = places[-2][1] if len(places) > 1 else mean
    colour, weight = (row.colour, "bold") if moment.latest else (sheet.pen.ink("muted"), "normal")
    _value(sheet, ruler, mean, y, _away(ruler, mean, before), colour, weight)
    if len(places) > 1:
        (_, first, y), (_, after, _) = places[:2]
        _value(sheet, ruler, first, y, _away(ruler, first, after), sheet.pen.ink("muted"), "normal")


def _away(ruler: Ruler, mean: float, other: float) -> int:
    """The side away from the next point: 1 is right. Without one, that away from the bridge axis."""
    return 1 if mean > other or (mean == other and mean >= ruler.bridge) else -1


def _value(sheet: Sheet, ruler: Ruler, mean: float, y: float, side: int, colour: str, weight: str) -> None:
    """A value beside its point; the bridge axis makes room for it."""
    size, align = SIZE if weight == "bold" else SMALL, "left" if side > 0 else "right"
    text, x = sheet.pen.number(mean), ruler.at(mean) + BESIDE * side
    far = x + width(text, size, bold=weight == "bold") * side
    bridge = ruler.at(ruler.bridge)
    if min(x, far) - 2 < bridge < max(x, far) + 2:
        place = {"x": bridge - 2, "x2": bridge + 2, "y": y - size / 2, "y2": y + size / 2}
        sheet.add("gaps", **place, colour=sheet.pen.ink("surface"))
    sheet.write(text, x, y + size / 3, align=align, weight=weight, size=size, colour=colour)
