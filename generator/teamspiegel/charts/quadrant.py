"""The quadrant: where a team stands on two axes, what its members expected and where it stood; or where teams stand."""

from collections.abc import Mapping, Sequence

from teamspiegel.charts.finding import of_position, subject
from teamspiegel.charts.house import Series, wrapped
from teamspiegel.charts.panel import Plane, Point, Reach, panel, plane_of
from teamspiegel.charts.style import Style
from teamspiegel.charts.team import ShownTeam
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.definitions import Prediction
from teamspiegel.contracts.insights import Position
from teamspiegel.contracts.place import AXIS, Aspect
from teamspiegel.contracts.report import TeamRound

MOST_NAMES = 8
"""More teams than these are numbered, with a list of their names below."""


def quadrant(team: ShownTeam, key: str, predictions: Sequence[Prediction], *, reveal: bool) -> Chart | None:
    """The quadrant of one team and round; None without an axis pair, or when there is nothing to put on it.

    Without `reveal` only the predictions are drawn, for the meeting before a team sees its result.
    """
    view, style, plane = team.view, team.style, plane_of(team.instrument)
    if plane is None:
        return None
    told = [one for one in predictions if {plane.x.id, plane.y.id} <= set(one.position)]
    position, path = (view.insights.position, view.path) if reveal else (None, ())
    if not (position or path or told):
        return None
    names = style.rounds([round_ for round_, _ in path])
    earlier = [(name, old) for name, (_, old) in zip(names, path, strict=True)]
    indicators = [view.results.get(Aspect(AXIS, "axis", axis.id)) for axis in (plane.x, plane.y)]
    hidden = reveal and position is None and any(found and not found.told for found in indicators)
    subtitle = subject(
        view, style.say(f"subject.{'position' if reveal else 'predictions'}", team=view.team.name), style
    )
    if hidden:
        subtitle = f"{subtitle} {style.say('quadrant.not_shown')}"
    summary = style.say("quadrant.summary", team=view.team.name, **_axes(plane))
    if told:
        summary += style.say("quadrant.with_expected", expected=style.count("quadrant.groups", len(told)))
    points = [*_measured(position, len(earlier), style), *_expected(plane, told, style), *_before(earlier, style)]
    return Chart(
        team.name(key),
        of_position(position, style) if position else style.count("finding.predictions", len(told)),
        summary + style.say("end"),
        panel(plane, points, style, position.cultures if position else (), _sure(plane, position)),
        _table(plane, told, position, earlier, hidden, style),
        subtitle,
    )


def teams(views: Sequence[TeamRound], name: str, style: Style) -> Chart | None:
    """The quadrant of these teams; None without an axis pair, or when fewer than two have a position.

    No team is set above another: they come in the order in which they are given.
    """
    plane = plane_of(views[0].instrument)
    shown = [(view.team.name, view.insights.position) for view in views if view.insights.position]
    if plane is None or len(shown) < 2:
        return None
    subtitle = subject(views[0], style.say("subject.teams"), style)
    hidden = [view.team.name for view in views if not view.insights.position]
    if hidden:
        subtitle = f"{subtitle} {style.say('teams.hidden', teams=style.listed(hidden))}"
    series = Series(style.say("teams.one"), "circle", style.colours["accent"], bold=False, size=80)
    points = [_at(series, place, wrapped(team, 18), f"{team}: {style.point(place)}") for team, place in shown]
    names = {team: team for team, _ in shown}
    if len(shown) > MOST_NAMES:
        names = {team: f"{number}. {team}" for number, (team, _) in enumerate(shown, 1)}
        listed = enumerate(zip(points, names.values(), strict=True), 1)
        points = [one._replace(label=str(number), name=wrapped(name, 24)) for number, (one, name) in listed]
    rows = ((names.get(view.team.name, view.team.name), *_values(view.insights.position, style)) for view in views)
    return Chart(
        name,
        style.say("finding.teams", n=len(shown)),
        style.say("teams.summary", n=len(shown), **_axes(plane)),
        panel(plane, points, style),
        DataTable((style.say("head.team"), plane.y.name, plane.x.name), tuple(rows)),
        subtitle,
    )


def _axes(plane: Plane) -> dict[str, str]:
    return {"x": plane.x.name.lower(), "y": plane.y.name.lower()}


# ----- what is on the panel ----------------------------------------------------------------------------


def _measured(position: Position | None, step: int, style: Style) -> list[Point]:
    """The team's point; the raw means as a cross when a correction moved it."""
    if position is None:
        return []
    accent, word = style.colours["accent"], style.say("quadrant.raw")
    series = Series(style.say("quadrant.measured"), "circle", accent, size=210)
    now = _at(series, position, "\n".join(style.values(position)), style.point(position))._replace(step=step)
    if not (position.x.is_corrected or position.y.is_corrected):
        return [now]
    return [now, Point(Series(word, "cross", accent, bold=False), *_raw(position), word, word)]


def _raw(position: Position) -> tuple[float, float]:
    """Where a team would stand without a correction."""
    return sum(position.x.raw) / 2, sum(position.y.raw) / 2


def _sure(plane: Plane, position: Position | None) -> list[Reach]:
    """The interval of each axis, which stays on the scale, through the raw means that it belongs to."""
    if position is None:
        return []
    x, y = _raw(position)
    across, down = position.x.indicator.uncertainty, position.y.indicator.uncertainty
    lying = [Reach(max(across[0], plane.across.low), min(across[1], plane.across.high), y, y)] if across else []
    return lying + ([Reach(x, x, max(down[0], plane.down.low), min(down[1], plane.down.high))] if down else [])


def _at(series: Series, position: Position, label: str, told: str) -> Point:
    """The point of a position: in the middle of its bar or box, when it is not one place."""
    x, y = position.x, position.y
    return Point(
        series, x.middle, y.middle, label, told, None if position.exact else Reach(x.low, x.high, y.low, y.high)
    )


def _expected(plane: Plane, predictions: Sequence[Prediction], style: Style) -> list[Point]:
    """A point per predicted place; groups that agree share it."""
    groups: dict[tuple[float, float], list[str]] = {}
    for one in predictions:
        groups.setdefault((one.position[plane.x.id], one.position[plane.y.id]), []).append(one.group)
    series = Series(style.say("quadrant.expected"), "diamond", style.colours["ink"], bold=False, hollow=True, size=150)
    names = {place: style.listed(of) for place, of in groups.items()}
    return [Point(series, *place, wrapped(words, 20), words) for place, words in names.items()]


def _before(earlier: Sequence[tuple[str, Position]], style: Style) -> list[Point]:
    series = Series(style.say("quadrant.earlier"), "square", style.colours["muted"], bold=False, size=60)
    return [
        _at(series, old, wrapped(name, 16), f"{name}: {style.point(old)}")._replace(step=step)
        for step, (name, old) in enumerate(earlier)
    ]


# ----- in words ----------------------------------------------------------------------------------------


def _table(
    plane: Plane,
    predictions: Sequence[Prediction],
    position: Position | None,
    earlier: Sequence[tuple[str, Position]],
    hidden: bool,
    style: Style,
) -> DataTable:
    """A row per point: measured, earlier, predicted."""
    rows: list[tuple[str, ...]] = []
    if position:
        x, y = position.x.indicator, position.y.indicator
        rows.append((style.say("quadrant.measured"), style.mean(y), style.mean(x)))
        if position.x.is_corrected or position.y.is_corrected:
            rows.append((style.say("quadrant.corrected"), *_values(position, style)))
        if x.uncertainty or y.uncertainty:
            rows.append((style.say("head.interval"), style.interval(y), style.interval(x)))
    if hidden:
        rows.append((style.say("quadrant.measured"), *_values(None, style)))
    rows += ((name, *_values(old, style)) for name, old in earlier)
    rows += (
        (style.say("quadrant.expected_by", group=one.group), *_written(one.position, plane)) for one in predictions
    )
    return DataTable((style.say("head.position"), plane.y.name, plane.x.name), tuple(rows))


def _values(position: Position | None, style: Style) -> tuple[str, str]:
    if position is None:
        return style.say("withheld"), style.say("withheld")
    return style.place(position.y), style.place(position.x)


def _written(position: Mapping[str, float], plane: Plane) -> tuple[str, ...]:
    """A prediction as the group wrote it down, such as 2,25: it is no measurement, so it is not rounded."""
    return tuple(f"{position[axis.id]:g}".replace(".", ",") for axis in (plane.y, plane.x))
