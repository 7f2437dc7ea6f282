"""The teams of one round in one quadrant: where each stands, in the order in which they were given."""

from collections.abc import Sequence

from teamspiegel.charts.lettering import balanced
from teamspiegel.charts.marks import Mark, panel_template, write_labels
from teamspiegel.charts.pen import Pen
from teamspiegel.charts.plane import Plane, draw_plane
from teamspiegel.charts.scene import point_text
from teamspiegel.charts.sheet import Sheet
from teamspiegel.charts.untangling import untangled
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.insights import Position
from teamspiegel.contracts.instrument import Axis
from teamspiegel.contracts.report import TeamRound

POINT = 110
"""The size of a team's point."""

ROOM = 120
"""How wide a team's name may be before it goes on below."""

SPACE = 10

Placed = tuple[str, Position]


def teams(views: Sequence[TeamRound], name: str, pen: Pen) -> Chart | None:
    """The quadrant of these teams; None without an axis pair, or when fewer than two have a position."""
    instrument = views[0].instrument
    shown = [(view.team.name, view.insights.position) for view in views if view.insights.position]
    if instrument.quadrant is None or len(shown) < 2:
        return None
    axes = [instrument.axis_by_id[axis] for axis in (instrument.quadrant.x, instrument.quadrant.y)]
    hidden = [view.team.name for view in views if not view.insights.position]
    sheet = Sheet(pen)
    plane = draw_plane(sheet, instrument, instrument.quadrant, None)
    write_labels(sheet, plane, _points(sheet, plane, shown), untangled)
    if hidden:
        sheet.y += SPACE
        sheet.lines(pen.say("teams.hidden", teams=pen.listed(hidden)), role="muted")
    summary = _summary(len(shown), hidden, axes, pen)
    return Chart(name, pen.say("teams.title"), summary, sheet.spec(panel_template()), _table(views, axes, pen))


def _points(sheet: Sheet, plane: Plane, shown: Sequence[Placed]) -> list[Mark]:
    """A point per team."""
    pen, colour, edge = sheet.pen, sheet.pen.ink("accent"), sheet.pen.ink("surface")
    marks = []
    for team, position in shown:
        x, y = plane.at(position)
        tip = pen.say("teams.point", team=team, point=point_text(position, pen))
        sheet.add("edged", x=x, y=y, size=POINT, colour=colour, edge=edge, tip=tip)
        marks.append(Mark(x, y, POINT, tuple(balanced(team, ROOM)), "ink"))
    return marks


def _table(views: Sequence[TeamRound], axes: Sequence[Axis], pen: Pen) -> DataTable:
    """A row per team with its values as they are drawn."""
    head = (pen.say("head.team"), *(axis.name for axis in axes))
    return DataTable(head, tuple((view.team.name, *_values(view.insights.position, pen)) for view in views))


def _values(position: Position | None, pen: Pen) -> tuple[str, str]:
    if position is None:
        return pen.say("withheld"), pen.say("withheld")
    return pen.place(position.x), pen.place(position.y)


def _summary(shown: int, hidden: Sequence[str], axes: Sequence[Axis], pen: Pen) -> str:
    """How many teams stand where they do, and who is not shown. No team is set above another."""
    x, y = (axis.name.lower() for axis in axes)
    without = pen.say("teams.summary_hidden", teams=pen.listed(hidden)) if hidden else ""
    return pen.say("teams.summary", n=shown, x=x, y=y) + without + pen.say("end")
