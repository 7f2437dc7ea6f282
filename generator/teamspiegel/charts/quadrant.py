"""The quadrant: where a team stands on two axes, what its members expected and where it stood; or where teams stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import altair as alt

from teamspiegel.charts.finding import of_position
from teamspiegel.charts.placing import Box, Label, placed
from teamspiegel.charts.rounds import told_apart
from teamspiegel.charts.style import Style
from teamspiegel.charts.template import (
    LINE,
    WIDTH,
    Inks,
    Row,
    Ruler,
    Series,
    Spec,
    filled,
    lines,
    marks,
    named,
    ruler_of,
    template,
    wrapped,
)
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.definitions import Prediction
from teamspiegel.contracts.insights import Position
from teamspiegel.contracts.instrument import Axis, Culture, Instrument, Side
from teamspiegel.contracts.place import AXIS, Aspect
from teamspiegel.contracts.report import TeamRound

PANEL = WIDTH - 20
"""The panel is a square, with the scores of the standing axis left of it."""

INSET = 26
"""Between the panel's sides and the ends of the lying scale."""

LETTER = 6.6
"""About how wide a letter is, a little generous, where labels are kept apart."""

MOST_NAMES = 8
"""More teams than these are numbered, with a list of their names beside it."""

APART = 14
"""A label further than this from its point is tied to it by a line."""


Reach = tuple[float, float, float, float]
"""From where to where on the lying axis, and then on the standing one."""


@dataclass(frozen=True)
class Plane:
    """The two axes with their rulers, and how much of the panel the cultures' names take above and below."""

    x: Axis
    y: Axis
    across: Ruler
    down: Ruler
    cultures: tuple[Culture, ...]

    @property
    def strip(self) -> float:
        """How high the names of the cultures are."""
        return LINE * lines(_name(culture) for culture in self.cultures) + 22

    @property
    def domains(self) -> tuple[list[float], list[float]]:
        """Both scales, as far as the panel goes."""
        return _padded(self.across, INSET), _padded(self.down, self.strip)

    def pixels(self, x: float, y: float) -> tuple[float, float]:
        """Where a pair of scores lies on the panel."""
        (left, right), (bottom, top) = self.domains
        return (x - left) / (right - left) * PANEL, (top - y) / (top - bottom) * PANEL

    def scores(self, x: float, y: float) -> tuple[float, float]:
        """Which pair of scores lies at a place on the panel."""
        (left, right), (bottom, top) = self.domains
        return round(left + x / PANEL * (right - left), 3), round(top - y / PANEL * (top - bottom), 3)


@dataclass(frozen=True)
class Point:
    """Something on the panel: which series it is of, the place of its middle, its label and its size."""

    series: str
    x: float
    y: float
    label: str
    tip: str
    size: int = 90
    weight: str = "normal"
    reach: Reach | None = None


def plane_of(instrument: Instrument) -> Plane | None:
    """The plane of an instrument's quadrant; None when it has none."""
    corners = instrument.quadrant
    if corners is None:
        return None
    x, y = (instrument.axis_by_id[axis] for axis in (corners.x, corners.y))
    return Plane(x, y, _ruler(instrument, x), _ruler(instrument, y), corners.cultures)


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
    points = [*_measured(position, style), *_expected(plane, told, style), *_before(earlier, style)]
    here = position.cultures if position else ()
    spec = _spec(plane, here, points, _series(style), style, sure=_sure(plane, position))
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
    spec = _spec(plane, (), points, (series,), style, listed=[team for team, _ in shown] if numbered else ())
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
    x, y = (sum(axis.raw) / 2 for axis in (position.x, position.y))
    return [now, Point(style.say("quadrant.raw"), x, y, style.say("quadrant.raw"), style.say("quadrant.raw"))]


def _sure(plane: Plane, position: Position | None) -> list[Reach]:
    """The interval of each axis, which stays on the scale, through the raw means that it belongs to."""
    if position is None:
        return []
    x, y = (sum(axis.raw) / 2 for axis in (position.x, position.y))
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


# ----- the drawing -------------------------------------------------------------------------------------


def _spec(
    plane: Plane,
    here: Sequence[Culture],
    points: Sequence[Point],
    series: Sequence[Series],
    style: Style,
    listed: Sequence[str] = (),
    sure: Sequence[Reach] = (),
) -> Spec:
    """The panel with these points. `listed`: the names behind the numbers of the points. `sure`: lines for how sure a
    place is."""
    used = tuple(one for one in series if any(point.series == one.name for point in points))
    colours = {one.name: one.colour for one in used}
    path = [point for point in points if point.series == style.say("quadrant.earlier")]
    now = [point for point in points if point.series == style.say("quadrant.measured")]
    rows: list[Row] = [_corner(plane, culture, culture in here, style) for culture in plane.cultures]
    for point, box in zip(points, _boxes(plane, points, sure), strict=True):
        rows.append(_record(plane, point, box, colours[point.series]))
    rows += [{"sure": True, **dict(zip(("x", "x2", "y", "y2"), line, strict=True))} for line in sure]
    rows += [{"step": number, "x": point.x, "y": point.y} for number, point in enumerate([*path, *now]) if path and now]
    rows += _list(listed)
    spec = filled(_template(plane, used, (plane.x.name, plane.y.name), style.inks, bool(listed)), rows)
    if listed:
        spec["vconcat"][1]["height"] = {"step": LINE * lines(row["name"] for row in rows if "name" in row) + 2}
    return spec


def _corner(plane: Plane, culture: Culture, here: bool, style: Style) -> Row:
    (left, right), (bottom, top) = plane.domains
    x, x2 = _side(culture.x, left, plane.across.bridge, right)
    y, y2 = _side(culture.y, bottom, plane.down.bridge, top)
    return {
        "culture": _name(culture),
        "x": x,
        "x2": x2,
        "y": y,
        "y2": y2,
        "here": here,
        "align": "left" if culture.x == "low" else "right",
        "baseline": "bottom" if culture.y == "low" else "top",
    }


def _side(side: Side, start: float, middle: float, end: float) -> tuple[float, float]:
    """From the outer side of a corner to the bridge axis."""
    return (start, middle) if side == "low" else (end, middle)


def _record(plane: Plane, point: Point, box: Box, colour: str) -> Row:
    """A point with its label beside it, in scores."""
    x, y = plane.pixels(point.x, point.y)
    near_x, near_y = box.nearest(x, y)
    across, down = plane.scores((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    record: Row = {
        "series": point.series,
        "x": point.x,
        "y": point.y,
        "size": point.size,
        "label": point.label,
        "weight": point.weight,
        "label_x": across,
        "label_y": down,
        "colour": colour,
        "told": point.tip,
    }
    if (near_x - x) ** 2 + (near_y - y) ** 2 > (APART + point.size**0.5 / 2) ** 2:
        record["tied_x"], record["tied_y"] = plane.scores(near_x, near_y)
    if point.reach:
        record |= dict(zip(("from_x", "to_x", "from_y", "to_y"), point.reach, strict=True))
    return record


def _boxes(plane: Plane, points: Sequence[Point], sure: Sequence[Reach]) -> list[Box]:
    """Where the labels go: not on each other, on points, on the names of the cultures or on the bridge axes."""
    x, y = plane.pixels(plane.across.bridge, plane.down.bridge)
    strip = plane.strip - 14
    taken = [
        Box(x - 2, 0, x + 2, PANEL),
        Box(0, y - 2, PANEL, y + 2),
        Box(0, 0, PANEL, strip),
        Box(0, PANEL - strip, PANEL, PANEL),
        *(_covered(plane, reach) for reach in (*sure, *(point.reach for point in points)) if reach),
    ]
    labels = []
    for point in points:
        at = plane.pixels(point.x, point.y)
        letters, high = max(map(len, point.label.split("\n"))), LINE * lines([point.label])
        labels.append(Label(*at, LETTER * letters + 4, high, point.size**0.5 / 2 + 1))
    return placed(labels, Box(0, 0, PANEL, PANEL), taken)


def _covered(plane: Plane, reach: Reach) -> Box:
    left, bottom = plane.pixels(reach[0], reach[2])
    right, top = plane.pixels(reach[1], reach[3])
    return Box(left - 4, top - 4, right + 4, bottom + 4)


def _list(names: Sequence[str]) -> list[Row]:
    """The names behind the numbers, in two columns."""
    half = -(-len(names) // 2)
    return [
        {"name": wrapped(f"{index + 1}. {name}", 24), "column": index // half, "place": index % half}
        for index, name in enumerate(names)
    ]


@cache
def _template(plane: Plane, series: tuple[Series, ...], titles: tuple[str, str], inks: Inks, listed: bool) -> Spec:
    (left, right), (bottom, top) = plane.domains
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[left, right], nice=False, zero=False),
        axis=_axis(plane.across, titles[0], titleAnchor="end", minExtent=20, maxExtent=20),
    )
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=[bottom, top], nice=False, zero=False),
        axis=_axis(
            plane.down,
            titles[1],
            titleAngle=0,
            titleAnchor="end",
            titleAlign="left",
            titleX=-16,
            titleY=-9,
            titleBaseline="bottom",
            minExtent=16,
            maxExtent=16,
        ),
    )
    layers = [_corners(inks), *_lines(inks), *_points(series)]
    spec = template(inks, *layers, x=x, y=y)
    panel = {"width": PANEL, "height": PANEL}
    if not listed:
        return {**spec, **panel}
    names = marks(
        x=alt.X("column:Q", axis=None, scale=alt.Scale(domain=[0, 2], range=[0, PANEL])),
        y=alt.Y("place:O", axis=None),
        text="name:N",
    ).mark_text(align="left", baseline="middle")
    below = names.transform_filter("isValid(datum.name)").to_dict(validate=False)
    below = {"width": PANEL, **{key: below[key] for key in ("mark", "encoding", "transform")}}
    top_level = {key: spec[key] for key in ("$schema", "config", "data")}
    above = {key: spec[key] for key in ("layer", "encoding")}
    return {**top_level, "vconcat": [{**above, **panel}, below], "spacing": 12}


def _corners(inks: Inks) -> Any:
    """The cultures: a tinted ground in which the team's own stands out, and their names."""
    here = alt.condition("datum.here", alt.value(inks.accent), alt.value(inks.muted))
    ground = marks(x2="x2", y2="y2")
    names = marks(text="culture:N", color=here).mark_text(
        align=alt.expr("datum.align"),
        baseline=alt.expr("datum.baseline"),
        xOffset=alt.expr("datum.align == 'left' ? 9 : -9"),
        yOffset=alt.expr(f"datum.baseline == 'top' ? 8 : -8 - {LINE} * (length(split(datum.culture, '\\n')) - 1)"),
        fontWeight=alt.expr("datum.here ? 'bold' : 'normal'"),
    )
    corners = alt.layer(
        ground.mark_rect(stroke=inks.muted, strokeWidth=1, fill=inks.tint, fillOpacity=1),
        ground.transform_filter("datum.here").mark_rect(opacity=0.12, fill=inks.accent),
        names,
    )
    return corners.transform_filter("isValid(datum.culture)")


def _lines(inks: Inks) -> Iterator[alt.Chart]:
    """The team's path, and how sure its place is."""
    path = marks(order="step:O").transform_filter("isValid(datum.step)")
    yield path.mark_line(color=inks.muted, strokeWidth=1.5)
    sure = marks(x2="x2", y2="y2").transform_filter("datum.sure")
    yield sure.mark_rule(color=inks.accent, strokeWidth=3, strokeCap="round")


def _points(series: Sequence[Series]) -> Iterator[alt.Chart | alt.LayerChart]:
    """The places, each a point or from where to where it lies, and their labels."""
    own, tip = alt.Color("colour:N", scale=None), [alt.Tooltip("told:N", title=" ")]
    reach = marks(x="from_x:Q", x2="to_x:Q", y="from_y:Q", y2="to_y:Q", fill=own, stroke=own, tooltip=tip)
    yield reach.transform_filter("isValid(datum.from_x)").mark_rect(fillOpacity=0.2, strokeWidth=4)
    tied = marks(x2="tied_x", y2="tied_y", color=own).transform_filter("isValid(datum.tied_x)")
    yield tied.mark_rule(strokeWidth=1)
    channels: dict[str, Literal["shape", "fill", "colour"]] = {"shape": "shape", "fill": "fill", "stroke": "colour"}
    looks = {channel: named(series, what, orient="bottom") for channel, what in channels.items()}
    exact = marks(tooltip=tip, **looks).transform_filter("isValid(datum.series) && !isValid(datum.from_x)")
    yield exact.mark_point(opacity=1, size=alt.expr("datum.size"), strokeWidth=2)
    label = marks(x="label_x:Q", y="label_y:Q", text="label:N", color=own).transform_filter("isValid(datum.series)")
    yield label.mark_text(
        fontWeight=alt.expr("datum.weight"),
        baseline="middle",
        yOffset=alt.expr(f"-{LINE / 2} * (length(split(datum.label, '\\n')) - 1)"),
    )


def _axis(ruler: Ruler, title: str, **more: Any) -> alt.Axis:
    return alt.Axis(title=title, values=ruler.scores, format="d", grid=False, domain=False, ticks=False, **more)


def _padded(ruler: Ruler, pixels: float) -> list[float]:
    """A scale with so many pixels of the panel beyond each end."""
    more = pixels / (PANEL - 2 * pixels) * (ruler.high - ruler.low)
    return [round(ruler.low - more, 4), round(ruler.high + more, 4)]


def _ruler(instrument: Instrument, axis: Axis) -> Ruler:
    """The ruler of an axis is that of its layers, which share one."""
    first = instrument.layers_of_axis(axis)[0]
    return ruler_of(instrument.scale_of(first), instrument.thresholds_of(first))


def _name(culture: Culture) -> str:
    return wrapped(culture.name, 22)


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
