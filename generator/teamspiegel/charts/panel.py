"""The panel of a quadrant as it is drawn: two axes, a culture in each corner, and places with their labels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import altair as alt

from teamspiegel.charts.placing import Box, Label, placed
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
from teamspiegel.contracts.instrument import Axis, Culture, Instrument, Side

PANEL = WIDTH - 20
"""The panel is a square, with the scores of the standing axis left of it."""

INSET = 26
"""Between the panel's sides and the ends of the lying scale."""

LETTER = 6.6
"""About how wide a letter is, a little generous, where labels are kept apart."""

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


def panel(
    plane: Plane,
    points: Sequence[Point],
    series: Sequence[Series],
    inks: Inks,
    here: Sequence[Culture] = (),
    path: Sequence[Point] = (),
    sure: Sequence[Reach] = (),
    listed: Sequence[str] = (),
) -> Spec:
    """The specification of a panel with these points.

    `here`: the cultures that stand out. `path`: points that are joined. `sure`: lines for how sure a place is.
    `listed`: the names behind the numbers of the points, which stand below it.
    """
    used = tuple(one for one in series if any(point.series == one.name for point in points))
    colours = {one.name: one.colour for one in used}
    rows: list[Row] = [_corner(plane, culture, culture in here) for culture in plane.cultures]
    for point, box in zip(points, _boxes(plane, points, sure), strict=True):
        rows.append(_record(plane, point, box, colours[point.series]))
    rows += [{"sure": True, **dict(zip(("x", "x2", "y", "y2"), line, strict=True))} for line in sure]
    rows += [{"step": number, "x": point.x, "y": point.y} for number, point in enumerate(path)]
    names = _list(listed)
    step = LINE * lines(row["name"] for row in names) + 2 if names else 0
    return filled(_template(plane, used, inks, step), [*rows, *names])


def _corner(plane: Plane, culture: Culture, here: bool) -> Row:
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
def _template(plane: Plane, series: tuple[Series, ...], inks: Inks, step: int) -> Spec:
    """`step`: how high a line of the names below the panel is; 0 where there are none."""
    (left, right), (bottom, top) = plane.domains
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[left, right], nice=False, zero=False),
        axis=_axis(plane.across, plane.x.name, titleAnchor="end", minExtent=20, maxExtent=20),
    )
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=[bottom, top], nice=False, zero=False),
        axis=_axis(
            plane.down,
            plane.y.name,
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
    square = {"width": PANEL, "height": PANEL}
    if not step:
        return {**spec, **square}
    names = marks(
        x=alt.X("column:Q", axis=None, scale=alt.Scale(domain=[0, 2], range=[0, PANEL])),
        y=alt.Y("place:O", axis=None),
        text="name:N",
    ).mark_text(align="left", baseline="middle")
    below = names.transform_filter("isValid(datum.name)").to_dict(validate=False)
    below = {"width": PANEL, "height": {"step": step}, **{key: below[key] for key in ("mark", "encoding", "transform")}}
    top_level = {key: spec[key] for key in ("$schema", "config", "data")}
    above = {key: spec[key] for key in ("layer", "encoding")}
    return {**top_level, "vconcat": [{**above, **square}, below], "spacing": 12}


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
