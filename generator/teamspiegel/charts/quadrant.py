"""The quadrant: where a team stands on two axes, what its members expected and where it stood; or where teams stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from teamspiegel.charts.finding import of_position, of_teams, subject
from teamspiegel.charts.house import Record, Series, wrapped
from teamspiegel.charts.panel import Plane, panel, plane_of, point, reach
from teamspiegel.charts.style import Style
from teamspiegel.charts.team import ShownTeam
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.definitions import Prediction, Round
from teamspiegel.contracts.insights import Position
from teamspiegel.contracts.numbers import dutch_threshold
from teamspiegel.contracts.place import AXIS, Aspect
from teamspiegel.contracts.report import TeamRound

MOST_NAMED, LETTERS_OF_NAMES = 8, 120
"""More teams than these, or longer names together, are numbered, with a list of their names beside them."""


def quadrant(team: ShownTeam, predictions: Sequence[Prediction], *, reveal: bool) -> Chart | None:
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
    what = style.say(f"subject.{'position' if reveal else 'predictions'}", team=view.team.name)
    layers = [Aspect(layer, "layer", layer) for axis in (plane.y, plane.x) for layer in axis.position]
    asked = {
        one.round.id: [found for aspect in layers if (found := one.results.get(aspect))]
        for one in (*view.earlier, view)
    }
    answered = {round_: team.answered(found) for round_, found in asked.items()}
    n = answered[view.round.id] if position else ""
    now = _measured(position, len(path), n, style) if position else ()
    points = [*now, *_before(path, answered, style), *_expected(plane, told, style)]
    rows: list[tuple[str, ...]] = [(one["name"], one["said_y"], one["said_x"]) for one in points]
    sure = [{**one, "series": points[0]["series"].name} for one in _sure(plane, position, style)] if position else []
    shown = [place for _, place in path] + ([position] if position else [])
    subtitle = " ".join([subject(view.round, what, style, n), *_signs(shown, bool(sure), style)])
    indicators = [view.results.get(Aspect(AXIS, "axis", axis.id)) for axis in (plane.y, plane.x)]
    if sure:
        rows.insert(1, (style.say("head.interval"), *(style.interval(found) for found in indicators if found)))
    if reveal and position is None and any(found and not found.told for found in indicators):
        rows.insert(0, (style.say("quadrant.measured"), *[style.say("withheld")] * 2))
        subtitle = f"{subtitle} {style.say('quadrant.not_shown')}"
    return Chart(
        of_position(position, style) if position else style.count("finding.predictions", len(told)),
        style.sentence(what, *([style.count("quadrant.groups", len(told))] if told else [])),
        panel(plane, points, style, sure=sure, here=position.cultures if position else ()),
        DataTable((style.say("head.position"), plane.y.name, plane.x.name), tuple(rows)),
        subtitle,
    )


def teams(views: Sequence[TeamRound], style: Style) -> Chart | None:
    """The quadrant of these teams; None without an axis pair, or when fewer than two have a position.

    No team is set above another: they come in the order in which they are given.
    """
    plane = plane_of(views[0].instrument)
    shown = [(view.team.name, view.insights.position) for view in views if view.insights.position]
    if plane is None or len(shown) < 2:
        return None
    what = style.say("subject.teams")
    hidden = [view.team.name for view in views if not view.insights.position]
    series = Series(style.say("teams.one"), "circle", style.colours["accent"], bold=False, size=80)
    many = len(shown) > MOST_NAMED or sum(len(team) for team, _ in shown) > LETTERS_OF_NAMES
    points = [
        _at(series, place, str(at) if many else wrapped(team, 18), f"{at}. {team}" if many else team, style)
        for at, (team, place) in enumerate(shown, 1)
    ]
    if many:
        points = _together(points)
    rows: list[tuple[str, ...]] = [(one["name"], one["said_y"], one["said_x"]) for one in points]
    rows += ((team, *[style.say("withheld")] * 2) for team in hidden)
    return Chart(
        of_teams([place for _, place in shown], plane.cultures, style),
        style.sentence(what, style.say("teams.count", n=len(shown))),
        panel(plane, points, style, listed=many),
        DataTable((style.say("head.team"), plane.y.name, plane.x.name), tuple(rows)),
        " ".join([subject(views[0].round, what, style, hidden=hidden), *_signs([at for _, at in shown], False, style)]),
        listed=tuple(team for team, _ in shown) if many else (),
    )


def _together(points: Sequence[Record]) -> list[Record]:
    """The points with their labels in one at the first of those that share a place, and none at the others."""
    labels: dict[tuple[float, float], list[str]] = {}
    for one in points:
        labels.setdefault((one["x"], one["y"]), []).append(one["label"])
    return [{**one, "label": wrapped(", ".join(labels.pop((one["x"], one["y"]), [])), 7).strip()} for one in points]


# ----- what is on the panel ----------------------------------------------------------------------------


def _at(series: Series, position: Position, label: str, name: str, style: Style) -> Record:
    """The point of a position: in the middle of its bar or box, when it is not one place."""
    x, y = position.x, position.y
    ends = {} if position.exact else reach(x.low, x.high, y.low, y.high)
    return {**point(series, x.middle, y.middle, label, name, (style.place(y), style.place(x))), **ends}


def _signs(shown: Iterable[Position], sure: bool, style: Style) -> Iterator[str]:
    """What is drawn that no legend has: a place that is only known to lie between others, and how sure one is."""
    if any(not place.exact for place in shown):
        yield style.say("quadrant.reach")
    if sure:
        yield style.say("quadrant.sure")


def _measured(position: Position, step: int, n: str, style: Style) -> Iterator[Record]:
    """The team's point; the raw means as a cross when a correction moved it."""
    accent, label = style.colours["accent"], "\n".join(style.values(position))
    measured = Series(style.say("quadrant.measured"), "circle", accent, size=210)
    yield {**_at(measured, position, label, measured.name, style), "step": step, "answered": n}
    if position.x.is_corrected or position.y.is_corrected:
        raw = Series(style.say("quadrant.raw"), "cross", accent, bold=False)
        said = style.mean(position.y.indicator), style.mean(position.x.indicator)
        yield point(raw, sum(position.x.raw) / 2, sum(position.y.raw) / 2, raw.name, raw.name, said)


def _sure(plane: Plane, position: Position, style: Style) -> Iterator[Record]:
    """How sure it is: a cross about the raw means, that stays on the scale."""
    (across, x), (down, y) = ((one.indicator.uncertainty, sum(one.raw) / 2) for one in (position.x, position.y))
    if across:
        yield {"colour": style.colours["accent"], **reach(*plane.across.inside(across), y, y)}
    if down:
        yield {"colour": style.colours["accent"], **reach(x, x, *plane.down.inside(down))}


def _before(path: Sequence[tuple[Round, Position]], answered: Mapping[str, str], style: Style) -> Iterator[Record]:
    """`answered`: how many did, by round."""
    series = Series(style.say("quadrant.earlier"), "square", style.colours["muted"], bold=False, size=60)
    names = style.rounds([round_ for round_, _ in path])
    for step, (name, (round_, place)) in enumerate(zip(names, path, strict=True)):
        yield {**_at(series, place, wrapped(name, 16), name, style), "step": step, "answered": answered[round_.id]}


def _expected(plane: Plane, predictions: Sequence[Prediction], style: Style) -> Iterator[Record]:
    """A point per predicted place; groups that agree share it. Their values are as they wrote them down, such as 2,25:
    these are no measurements, so they are not rounded."""
    groups: dict[tuple[float, float], list[str]] = {}
    for one in predictions:
        groups.setdefault((one.position[plane.x.id], one.position[plane.y.id]), []).append(one.group)
    series = Series(style.say("quadrant.expected"), "diamond", style.colours["ink"], bold=False, hollow=True, size=150)
    for (x, y), of in groups.items():
        who, said = style.listed(of), (dutch_threshold(y, 0), dutch_threshold(x, 0))
        yield point(series, x, y, wrapped(who, 20), style.say("quadrant.expected_by", group=who), said)
