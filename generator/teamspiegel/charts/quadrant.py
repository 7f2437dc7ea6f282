"""The quadrant: where a team stands on two axes, what its members expected and where it stood; or where teams stand."""

from collections.abc import Mapping, Sequence

from teamspiegel.charts.finding import of_position
from teamspiegel.charts.panel import Plane, Point, Reach, panel, plane_of
from teamspiegel.charts.rounds import told_apart
from teamspiegel.charts.style import Style
from teamspiegel.charts.template import (
    Series,
    wrapped,
)
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.definitions import Prediction
from teamspiegel.contracts.insights import Position
from teamspiegel.contracts.instrument import Axis
from teamspiegel.contracts.place import AXIS, Aspect
from teamspiegel.contracts.report import TeamRound

MOST_NAMES = 8
"""More teams than these are numbered, with a list of their names beside it."""


def quadrant(
    view: TeamRound, name: str, subtitle: str, predictions: Sequence[Prediction], style: Style, *, reveal: bool = True
) -> Chart | None:
    """The quadrant of one team and round; None without an axis pair, or when there is nothing to put on it.

    Without `reveal` only the predictions are drawn, for the round_ before a team sees its result.
    """
    plane = plane_of(view.instrument)
    if plane is None:
        return None
    told = [one for one in predictions if {plane.x.id, plane.y.id} <= set(one.position)]
    position, path = (view.insights.position, view.path) if reveal else (None, ())
    names = told_apart([round_ for round_, _ in path], style)
    earlier = [(name_, old) for name_, (_, old) in zip(names, path, strict=True)]
    if not (position or path or told):
        return None
    before = _before(earlier, style)
    points = [*_measured(position, style), *_expected(plane, told, style), *before]
    here = position.cultures if position else ()
    series, now = _series(style), points[:1] if position else []
    path_ = [*before, *now] if before and now else []
    spec = panel(plane, points, series, style.inks, here, path_, _sure(plane, position))
    hidden = reveal and position is None and any(_withheld(view, axis) for axis in (plane.x, plane.y))
    if hidden:
        subtitle = f"{subtitle} {style.say('quadrant.not_shown')}"
    title = of_position(position, style) if position else style.count("finding.predictions", len(told))
    return Chart(
        name,
        title,
        _summary(view, plane, told, position, style),
        spec,
        _table(plane, told, position, earlier, hidden, style),
        subtitle,
    )


def teams(views: Sequence[TeamRound], name: str, subtitle: str, style: Style) -> Chart | None:
    """The quadrant of these teams; None without an axis pair, or when fewer than two have a position.

    No team is set above another: they come in the order in which they are given.
    """
    plane = plane_of(views[0].instrument)
    shown = [(view.team.name, view.insights.position) for view in views if view.insights.position]
    if plane is None or len(shown) < 2:
        return None
    hidden = [view.team.name for view in views if not view.insights.position]
    numbered = len(shown) > MOST_NAMES
    series = Series(style.say("teams.one"), "circle", style.ink("accent"))
    points = [
        _at(
            series.name,
            position,
            str(number) if numbered else wrapped(team, 18),
            f"{team}: {style.point(position)}",
            80,
        )
        for number, (team, position) in enumerate(shown, 1)
    ]
    spec = panel(plane, points, (series,), style.inks, listed=[team for team, _ in shown] if numbered else ())
    words = {"n": len(shown), "x": plane.x.name.lower(), "y": plane.y.name.lower()}
    if hidden:
        subtitle = f"{subtitle} {style.say('teams.hidden', teams=style.listed(hidden))}"
    numbers = {team: f"{number}. {team}" for number, (team, _) in enumerate(shown, 1)} if numbered else {}
    rows = tuple(
        (numbers.get(view.team.name, view.team.name), *_values(view.insights.position, style)) for view in views
    )
    head = (style.say("head.team"), plane.y.name, plane.x.name)
    summary = style.say("teams.summary_hidden" if hidden else "teams.summary", teams=style.listed(hidden), **words)
    return Chart(name, style.say("finding.teams", **words), summary, spec, DataTable(head, rows), subtitle)


# ----- what is on the panel ----------------------------------------------------------------------------


def _series(style: Style) -> tuple[Series, ...]:
    return (
        Series(style.say("quadrant.measured"), "circle", style.ink("accent")),
        Series(style.say("quadrant.raw"), "cross", style.ink("accent")),
        Series(style.say("quadrant.expected"), "diamond", style.ink("ink"), hollow=True),
        Series(style.say("quadrant.earlier"), "square", style.ink("muted")),
    )


def _measured(position: Position | None, style: Style) -> list[Point]:
    """The team's point; the raw means as a cross when a correction moved it."""
    if position is None:
        return []
    label = "\n".join(style.values(position))
    now = _at(style.say("quadrant.measured"), position, label, style.point(position), 210, "bold")
    if not (position.x.is_corrected or position.y.is_corrected):
        return [now]
    x, y = _raw(position)
    return [now, Point(style.say("quadrant.raw"), x, y, style.say("quadrant.raw"), style.say("quadrant.raw"))]


def _raw(position: Position) -> tuple[float, float]:
    """Where a team would stand without a correction."""
    return sum(position.x.raw) / 2, sum(position.y.raw) / 2


def _sure(plane: Plane, position: Position | None) -> list[Reach]:
    """The interval of each axis, which stays on the scale, through the raw means that it belongs to."""
    if position is None:
        return []
    x, y = _raw(position)
    across, down = position.x.indicator.uncertainty, position.y.indicator.uncertainty
    lines_ = [(max(across[0], plane.across.low), min(across[1], plane.across.high), y, y)] if across else []
    return [*lines_, *([(x, x, max(down[0], plane.down.low), min(down[1], plane.down.high))] if down else [])]


def _at(series: str, position: Position, label: str, tip: str, size: int, weight: str = "normal") -> Point:
    """The point of a position: in the middle of its bar or box, when it is not one place."""
    x, y = position.x, position.y
    reach = None if position.exact else (x.low, x.high, y.low, y.high)
    return Point(series, x.middle, y.middle, label, tip, size, weight, reach)


def _expected(plane: Plane, predictions: Sequence[Prediction], style: Style) -> list[Point]:
    """A point per predicted place; groups that agree share it."""
    groups: dict[tuple[float, float], list[str]] = {}
    for one in predictions:
        groups.setdefault((one.position[plane.x.id], one.position[plane.y.id]), []).append(one.group)
    series = style.say("quadrant.expected")
    return [
        Point(series, x, y, wrapped(style.listed(names), 20), style.listed(names), 150)
        for (x, y), names in groups.items()
    ]


def _before(earlier: Sequence[tuple[str, Position]], style: Style) -> list[Point]:
    return [
        _at(style.say("quadrant.earlier"), old, wrapped(name, 16), f"{name}: {style.point(old)}", 60)
        for name, old in earlier
    ]


def _withheld(view: TeamRound, axis: Axis) -> bool:
    found = view.results.get(Aspect(AXIS, "axis", axis.id))
    return found is not None and not found.told


# ----- in words ----------------------------------------------------------------------------------------


def _summary(
    view: TeamRound, plane: Plane, predictions: Sequence[Prediction], position: Position | None, style: Style
) -> str:
    """Where the team stands, whether that is on the border, and how many predictions there are."""
    axes = {"team": view.team.name, "x": plane.x.name.lower(), "y": plane.y.name.lower()}
    expected = style.count("quadrant.groups", len(predictions))
    if position is None:
        return style.say(
            "quadrant.summary_expected" if predictions else "quadrant.summary_withheld", **axes, expected=expected
        )
    culture = style.one_of([one.name for one in position.cultures])
    border = [axis.axis.name.lower() for axis in (position.y, position.x) if axis.on_border]
    parts = (
        style.say("quadrant.summary", team=view.team.name, point=style.point(position), culture=culture),
        style.say("quadrant.on_border", axes=style.listed(border)) if border else "",
        style.say("quadrant.with_expected", expected=expected) if predictions else "",
        style.say("end"),
    )
    return "".join(parts)


def _table(
    plane: Plane,
    predictions: Sequence[Prediction],
    position: Position | None,
    earlier: Sequence[tuple[str, Position]],
    hidden: bool,
    style: Style,
) -> DataTable:
    """A row per point: measured, earlier, predicted."""
    rows = [
        *(_measured_rows(position, style) if position else []),
        *([(style.say("quadrant.measured"), style.say("withheld"), style.say("withheld"))] if hidden else []),
        *((name, *_values(old, style)) for name, old in earlier),
        *((style.say("quadrant.expected_by", group=one.group), *_written(one.position, plane)) for one in predictions),
    ]
    return DataTable((style.say("head.position"), plane.y.name, plane.x.name), tuple(rows))


def _measured_rows(position: Position, style: Style) -> list[tuple[str, str, str]]:
    x, y = position.x, position.y
    rows = [(style.say("quadrant.measured"), style.mean(y.indicator), style.mean(x.indicator))]
    if x.is_corrected or y.is_corrected:
        rows.append((style.say("quadrant.corrected"), *_values(position, style)))
    if x.indicator.uncertainty or y.indicator.uncertainty:
        rows.append((style.say("interval"), style.interval(y.indicator), style.interval(x.indicator)))
    return rows


def _values(position: Position | None, style: Style) -> tuple[str, str]:
    if position is None:
        return style.say("withheld"), style.say("withheld")
    return style.place(position.y), style.place(position.x)


def _written(position: Mapping[str, float], plane: Plane) -> tuple[str, ...]:
    """A prediction as the group wrote it down, such as 2,25: it is no measurement, so it is not rounded."""
    return tuple(f"{position[axis.id]:g}".replace(".", ",") for axis in (plane.y, plane.x))
