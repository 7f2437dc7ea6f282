"""The panel of a quadrant as it is drawn: two axes, a culture in each corner, and places with their labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import hypot
from typing import Any, NamedTuple

from teamspiegel.charts import house
from teamspiegel.charts.house import LINE, OWN, WIDTH, Record, Ruler, Series, Spec, marks, ruler_of, wrapped
from teamspiegel.charts.known import known
from teamspiegel.charts.placing import Box, Label, placed
from teamspiegel.charts.style import Style
from teamspiegel.charts.vega_lite import alt
from teamspiegel.contracts.instrument import Axis, Culture, Instrument

PANEL = WIDTH - 20
"""The panel is a square, with the scores of the standing axis left of it."""

INSET = 26
"""Between the panel's sides and the ends of the lying scale."""

LETTER = 6.6
"""About how wide a letter is, a little generous, where labels are kept apart."""

APART = 14
"""A label further than this from its point is tied to it by a line."""


class Reach(NamedTuple):
    """From where to where on the lying axis, and then on the standing one."""

    from_x: float
    to_x: float
    from_y: float
    to_y: float


SPAN = {"x": "from_x:Q", "x2": "to_x:Q", "y": "from_y:Q", "y2": "to_y:Q"}
"""The same, as a mark has it."""


class Plane(NamedTuple):
    """The two axes with their rulers, and how much of the panel the cultures' names take above and below."""

    x: Axis
    y: Axis
    across: Ruler
    down: Ruler
    cultures: tuple[Culture, ...]

    @property
    def strip(self) -> float:
        """How high the names of the cultures are."""
        return LINE * house.lines(_name(culture) for culture in self.cultures) + 22

    @property
    def ends(self) -> Reach:
        """Both scales, as far as the panel goes."""
        return Reach(*_padded(self.across, INSET), *_padded(self.down, self.strip))

    def pixels(self, x: float, y: float) -> tuple[float, float]:
        """Where a pair of scores lies on the panel."""
        left, right, bottom, top = self.ends
        return (x - left) / (right - left) * PANEL, (top - y) / (top - bottom) * PANEL


class Point(NamedTuple):
    """Something on the panel: which series it is of, the place of its middle, its label, what it is called, and its two
    values in words, the standing one first.

    `reach`: where it lies, when that is not one place. `step`: its place on the way that the team went. `sure`: lines
    for how sure it is.
    """

    series: Series
    x: float
    y: float
    label: str
    name: str
    said: tuple[str, str]
    reach: Reach | None = None
    step: int | None = None
    sure: Sequence[Reach] = ()


def plane_of(instrument: Instrument) -> Plane | None:
    """The plane of an instrument's quadrant; None when it has none. The ruler of an axis is that of its layers."""
    corners = instrument.quadrant
    if corners is None:
        return None
    x, y = (instrument.axis_by_id[axis] for axis in (corners.x, corners.y))
    across, down = (ruler_of(instrument, instrument.layers_of_axis(axis)) for axis in (x, y))
    return Plane(x, y, across, down, corners.cultures)


def panel(
    plane: Plane, points: Sequence[Point], style: Style, here: Sequence[Culture] = (), *, listed: bool = False
) -> Spec:
    """The specification of a panel with these points.

    `here`: the cultures that stand out. `listed`: the names of the points stand below it.
    """
    left, right, bottom, top = plane.ends
    rows: list[Record] = []
    for culture in plane.cultures:
        x, y = left if culture.x == "low" else right, bottom if culture.y == "low" else top
        corner = Reach(x, plane.across.middle, y, plane.down.middle)
        rows.append({"culture": _name(culture), "here": culture in here, **corner._asdict()})
    rows += ({"colour": point.series.colour, **line._asdict()} for point in points for line in point.sure)
    rows += (_record(plane, point, box) for point, box in zip(points, _boxes(plane, points), strict=True))
    series = tuple(dict.fromkeys(point.series for point in points))
    names = tuple(wrapped(point.name, 24) for point in points) if listed else ()
    return house.filled(_template(plane, series, names), rows, style.colours, voices=[one.name for one in series])


def _record(plane: Plane, point: Point, box: Box) -> Record:
    """A point with how far its label stands from it in pixels, to the right and down."""
    x, y = plane.pixels(point.x, point.y)
    right, down = (box.left + box.right) / 2 - x, (box.top + box.bottom) / 2 - y
    series, size, colour = point.series.name, point.series.size, point.series.colour
    record: Record = {"series": series, "x": point.x, "y": point.y, "colour": colour, "size": size}
    told = {" ": point.name, plane.y.name: point.said[0], plane.x.name: point.said[1]}
    record |= {"name": wrapped(point.name, 24), "told": told}
    record |= {"label": point.label, "label_x": round(right, 1), "label_y": round(down, 1)}
    near_x, near_y = (at - own for at, own in zip(box.nearest(x, y), (x, y), strict=True))
    if hypot(near_x, near_y) > APART + size**0.5 / 2:
        record |= {"tied_x": round(near_x, 1), "tied_y": round(near_y, 1)}
    record |= point.reach._asdict() if point.reach else {}
    return record if point.step is None else {**record, "step": point.step}


def _boxes(plane: Plane, points: Sequence[Point]) -> list[Box]:
    """Where the labels go: not on each other, on points, on the names of the cultures or on the bridge axes."""
    x, y = plane.pixels(plane.across.middle, plane.down.middle)
    strip = plane.strip - 14
    taken = [Box(x - 2, 0, x + 2, PANEL), Box(0, y - 2, PANEL, y + 2)]
    taken += [Box(0, 0, PANEL, strip), Box(0, PANEL - strip, PANEL, PANEL)]
    for reach in (line for point in points for line in (*point.sure, point.reach) if line):
        left, bottom = plane.pixels(reach.from_x, reach.from_y)
        right, top = plane.pixels(reach.to_x, reach.to_y)
        taken.append(Box(left - 4, top - 4, right + 4, bottom + 4))
    labels = []
    for point in points:
        wide = LETTER * max(map(len, point.label.split("\n"))) + 4
        reach_ = point.series.size**0.5 / 2 + 1
        labels.append(Label(*plane.pixels(point.x, point.y), wide, LINE * house.lines([point.label]), reach_))
    return placed(labels, Box(0, 0, PANEL, PANEL), taken)


@known
def _template(plane: Plane, series: tuple[Series, ...], names: tuple[str, ...]) -> Spec:
    left, right, bottom, top = plane.ends
    above = {"titleAngle": 0, "titleAlign": "left", "titleX": -16, "titleY": -9, "titleBaseline": "bottom"}
    lying = house.scores(plane.across, 20, title=plane.x.name, titleAnchor="end")
    standing = house.scores(plane.down, 16, title=plane.y.name, titleAnchor="end", **above)
    way = marks(order="step:O").transform_filter("isValid(datum.step)")
    spec = house.template(
        _corners(),
        way.mark_line(color=alt.expr("muted"), strokeWidth=1.5),
        *_points(series, names),
        x=alt.X("x:Q", axis=lying, scale=alt.Scale(domain=[left, right], nice=False, zero=False)),
        y=alt.Y("y:Q", axis=standing, scale=alt.Scale(domain=[bottom, top], nice=False, zero=False)),
    )
    return {**spec, "width": PANEL, "height": PANEL}


def _corners() -> Any:
    """The cultures: a tinted ground in which the team's own stands out, and their names."""
    ground = marks(**SPAN)
    below = f"-8 - {LINE} * (length({house.split('datum.culture')}) - 1)"
    names = marks(text="culture:N", x="from_x:Q", y="from_y:Q").mark_text(
        align=alt.expr("datum.from_x < datum.to_x ? 'left' : 'right'"),
        baseline=alt.expr("datum.from_y < datum.to_y ? 'bottom' : 'top'"),
        xOffset=alt.expr("datum.from_x < datum.to_x ? 9 : -9"),
        yOffset=alt.expr(f"datum.from_y < datum.to_y ? {below} : 8"),
        color=alt.expr("datum.here ? accent : muted"),
        fontWeight=alt.expr("datum.here ? 'bold' : 'normal'"),
    )
    tinted = ground.mark_rect(stroke=alt.expr("muted"), strokeWidth=1, fill=alt.expr("tint"))
    own = ground.transform_filter("datum.here").mark_rect(opacity=0.12, fill=alt.expr("accent"))
    return alt.layer(tinted, own, names).transform_filter("isValid(datum.culture)")


def _points(series: Sequence[Series], names: Sequence[str]) -> Iterator[alt.Chart | alt.LayerChart]:
    """The places, each a point or from where to where it lies, and their labels."""
    told, colours = alt.expr("datum.told"), [one.colour for one in series]
    reach = marks(**SPAN, fill=OWN, stroke=OWN).transform_filter("isValid(datum.from_x) && isValid(datum.colour)")
    yield reach.mark_rect(fillOpacity=0.2, strokeWidth=4, strokeCap="round", tooltip=told)
    tied = marks(x2="x", y2="y", color=OWN).transform_filter("isValid(datum.tied_x)")
    yield tied.mark_rule(strokeWidth=1, x2Offset=alt.expr("datum.tied_x"), y2Offset=alt.expr("datum.tied_y"))
    looks = {"shape": [one.shape for one in series], "stroke": colours}
    looks["fill"] = ["transparent" if one.hollow else one.colour for one in series]
    exact = marks(**{channel: house.named(series, look, orient="bottom") for channel, look in looks.items()})
    if names:
        key = alt.Legend(orient="bottom", columns=2, symbolSize=0, symbolLimit=0, labelExpr=house.split("datum.label"))
        scale = alt.Scale(type="ordinal", domain=names, range=[1])
        exact = exact.encode(opacity=alt.Opacity("name:N", scale=scale, legend=key))
    exact = exact.transform_filter("isValid(datum.series) && !isValid(datum.from_x)")
    yield exact.mark_point(opacity=1, size=alt.expr("datum.size"), strokeWidth=2, tooltip=told)
    heavy = [one.name for one in series if one.bold]
    label = marks(text="label:N", color=OWN).transform_filter("isValid(datum.series)")
    yield label.mark_text(
        fontWeight=alt.expr(f"indexof({heavy}, datum.series) < 0 ? 'normal' : 'bold'"),
        dx=alt.expr("datum.label_x"),
        dy=alt.expr(f"datum.label_y - {LINE / 2} * (length({house.split('datum.label')}) - 1)"),
    )


def _padded(ruler: Ruler, pixels: float) -> list[float]:
    """A scale with so many pixels of the panel beyond each end."""
    more = pixels / (PANEL - 2 * pixels) * (ruler.high - ruler.low)
    return [round(ruler.low - more, 4), round(ruler.high + more, 4)]


def _name(culture: Culture) -> str:
    return wrapped(culture.name, 22)
