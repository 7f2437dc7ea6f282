"""The panel of a quadrant as it is drawn: two axes, a culture in each corner, and places with their labels."""

from collections.abc import Iterable, Iterator, Sequence
from math import hypot
from typing import Any, NamedTuple

from teamspiegel.charts import house
from teamspiegel.charts.house import LINE, MUTED, SIZE, WIDTH, Record, Ruler, Series, Spec, marks, ruler_of, wrapped
from teamspiegel.charts.known import alt, known
from teamspiegel.charts.placing import Box, Label, placed
from teamspiegel.charts.style import Style
from teamspiegel.contracts.instrument import Axis, Culture, Instrument

PANEL = WIDTH - 20
"""The panel is a square, with the scores of the standing axis left of it."""

INSET = 26
"""Between the panel's sides and the ends of the lying scale."""

LETTER = 7.2
"""About how wide a letter is, a little generous, where labels are kept apart."""

CULTURE, LISTED = 22, 33
"""How many letters the name of a culture has on a line, and that of a point in the list beside the panel."""

LEFT, ABOVE, BELOW, BESIDE = 26, 34, 54, 240
"""The room around a panel with a list beside it, so that a page without room for a list knows how large the rest is."""

APART = 13
"""A label further than this from its point's shape is tied to it by a line."""


class Plane(NamedTuple):
    """The two axes with their rulers, and the cultures, whose names stand above and below both scales."""

    x: Axis
    y: Axis
    across: Ruler
    down: Ruler
    cultures: tuple[Culture, ...]

    @property
    def strip(self) -> float:
        """How much of the panel those names take above and below."""
        return LINE * house.lines(wrapped(culture.name, CULTURE) for culture in self.cultures) + 22

    def pixels(self, x: float, y: float) -> tuple[float, float]:
        """Where a pair of scores lies on the panel."""
        right = (x - self.across.low) / (self.across.high - self.across.low)
        down = (self.down.high - y) / (self.down.high - self.down.low)
        return INSET + right * (PANEL - 2 * INSET), self.strip + down * (PANEL - 2 * self.strip)


def plane_of(instrument: Instrument) -> Plane | None:
    """The plane of an instrument's quadrant; None when it has none. The ruler of an axis is that of its layers."""
    corners = instrument.quadrant
    if corners is None:
        return None
    x, y = (instrument.axis_by_id[axis] for axis in (corners.x, corners.y))
    across, down = (ruler_of(instrument, instrument.layers_of_axis(axis)) for axis in (x, y))
    return Plane(x, y, across, down, corners.cultures)


def reach(from_x: float, to_x: float, from_y: float, to_y: float) -> Record:
    """From where to where something lies, on the lying axis and on the standing one."""
    return {"from_x": from_x, "to_x": to_x, "from_y": from_y, "to_y": to_y}


def point(series: Series, x: float, y: float, label: str, name: str, said: tuple[str, str]) -> Record:
    """Something on the panel: whose it is, the place of its middle, its label, what it is called, and its values in
    words, that on the standing axis first. Without a label where another point in its place has it."""
    return {"series": series, "x": x, "y": y, "label": label, "name": name, "said_y": said[0], "said_x": said[1]}


def panel(
    plane: Plane,
    points: Sequence[Record],
    style: Style,
    *,
    sure: Sequence[Record] = (),
    here: Sequence[Culture] = (),
    listed: bool = False,
) -> Spec:
    """The specification of a panel with these points.

    `sure`: lines for how sure one is. `here`: the cultures that stand out. `listed`: the names of the points stand
    beside it.
    """
    series = tuple(dict.fromkeys(one["series"] for one in points))
    names = tuple(wrapped(one["name"], LISTED) for one in points) if listed else ()
    corners: list[Record] = [
        {"culture": wrapped(one.name, CULTURE), "right": one.x == "high", "up": one.y == "high", "here": one in here}
        for one in plane.cultures
    ]
    labels = [_label(plane, one) for one in points if one["label"]]
    beside = map(_beside, labels, placed(labels, Box(0, 0, PANEL, PANEL), _taken(plane, (*points, *sure))))
    marked = [
        {**one, "series": one["series"].name, "size": one["series"].size, "name": wrapped(one["name"], LISTED)}
        | (next(beside) if one["label"] else {})
        for one in points
    ]
    base = _template(plane, house.bare(series), names, style.say("told.n"))
    if listed:
        high = sum((SIZE + 2) * house.lines([name]) + 2 for name in names)
        room = {"left": LEFT, "top": ABOVE, "right": BESIDE, "bottom": max(BELOW, high - PANEL)}
        base |= {"autosize": "none", "padding": room}
    return house.filled(base, [*corners, *sure, *marked], {**style.colours, **house.params_of(series)})


def _taken(plane: Plane, records: Iterable[Record]) -> Iterator[Box]:
    """Where no label goes: on the bridge axes, the names of the cultures, and where something lies."""
    x, y = plane.pixels(plane.across.middle, plane.down.middle)
    strip = plane.strip - 14
    yield from (Box(x - 2, 0, x + 2, PANEL), Box(0, y - 2, PANEL, y + 2))
    yield from (Box(0, 0, PANEL, strip), Box(0, PANEL - strip, PANEL, PANEL))
    for one in records:
        if "from_x" in one:
            left, bottom = plane.pixels(one["from_x"], one["from_y"])
            right, top = plane.pixels(one["to_x"], one["to_y"])
            yield Box(left - 4, top - 4, right + 4, bottom + 4)


def _label(plane: Plane, record: Record) -> Label:
    text, size = record["label"].split("\n"), record["series"].size
    at = plane.pixels(record["x"], record["y"])
    # A number has room for two digits, so that another one fits in its place.
    return Label(*at, LETTER * max(2, *map(len, text)) + 4, LINE * len(text), size**0.5 / 2 + 1)


def _beside(label: Label, box: Box) -> Record:
    """Where the first line of a label stands, seen from its point, and what ties it to that where it is far away."""
    right, down = (box.left + box.right) / 2 - label.x, (box.top + LINE / 2) - label.y
    near = min(max(label.x, box.left), box.right) - label.x, min(max(label.y, box.top), box.bottom) - label.y
    tied = {"tied_x": round(near[0], 1), "tied_y": round(near[1], 1)} if hypot(*near) > APART + label.reach else {}
    return {"label_x": round(right, 1), "label_y": round(down, 1), **tied}


@known
def _template(plane: Plane, series: Sequence[Series], names: Sequence[str], n: str) -> Spec:
    above = {"titleAngle": 0, "titleAlign": "left", "titleX": -16, "titleY": -9, "titleBaseline": "bottom"}
    lying = house.scores(plane.across, 20, title=plane.x.name, titleAnchor="end")
    standing = house.scores(plane.down, 16, title=plane.y.name, titleAnchor="end", **above)
    way = marks("isValid(datum.step)", order="step:O")
    spec = house.template(
        _corners(plane),
        way.mark_line(color=MUTED, strokeWidth=1.5),
        *_points(plane, series, names, n),
        x=alt.X("x:Q", axis=lying, scale=_scale(plane.across, INSET)),
        y=alt.Y("y:Q", axis=standing, scale=_scale(plane.down, plane.strip)),
    )
    return {**spec, "width": PANEL, "height": PANEL}


def _scale(ruler: Ruler, room: float) -> Any:
    """A scale with some room beyond its ends."""
    return alt.Scale(domain=[ruler.low, ruler.high], padding=room, nice=False, zero=False)


def _corners(plane: Plane) -> Any:
    """The cultures: a tinted ground in which the team's own stands out, and their names."""
    below = f"-8 - {LINE} * (length({house.split('datum.culture')}) - 1)"
    ground = marks(
        x=alt.value(alt.expr("datum.right ? width : 0")),
        x2=alt.value(alt.expr(f"scale('x', {plane.across.middle})")),
        y=alt.value(alt.expr("datum.up ? 0 : height")),
        y2=alt.value(alt.expr(f"scale('y', {plane.down.middle})")),
    )
    names = marks(
        text="culture:N",
        x=alt.value(alt.expr("datum.right ? width - 9 : 9")),
        y=alt.value(alt.expr(f"datum.up ? 8 : height {below}")),
    )
    said = names.mark_text(
        align=alt.expr("datum.right ? 'right' : 'left'"),
        baseline=alt.expr("datum.up ? 'top' : 'bottom'"),
        color=alt.expr("datum.here ? accent : muted"),
        fontWeight=alt.expr("datum.here ? 'bold' : 'normal'"),
    )
    tinted = ground.mark_rect(stroke=MUTED, strokeWidth=1, fill=alt.expr("tint"))
    own = ground.transform_filter("datum.here").mark_rect(fillOpacity=0.12, fill=alt.expr("accent"))
    return alt.layer(tinted, own, said).transform_filter("isValid(datum.culture)")


def _points(plane: Plane, series: Sequence[Series], names: Sequence[str], n: str) -> Iterator[Any]:
    """The places, each a point or from where to where it lies, and their labels. `n`: the head of how many answered."""
    read = house.told({"said_y": plane.y.name, "said_x": plane.x.name, "answered": n}, "", "datum.name")
    # A line for how sure one is has no name, and says nothing.
    told = {"expr": f"datum.name && {read['expr']}"}
    ends = {"x": "from_x:Q", "x2": "to_x:Q", "y": "from_y:Q", "y2": "to_y:Q"}
    colour = house.own("stroke")
    reach = marks("isValid(datum.from_x)", **ends, fill=colour, stroke=colour)
    yield reach.mark_rect(fillOpacity=0.2, strokeWidth=4, strokeCap="round", tooltip=told)
    tied = marks("isValid(datum.tied_x)", x2="x", y2="y", color=colour)
    yield tied.mark_rule(strokeWidth=1, x2Offset=alt.expr("datum.tied_x"), y2Offset=alt.expr("datum.tied_y"))
    channels = {"shape": [one.shape for one in series], "stroke": house.coloured(series), "fill": house.inside(series)}
    looks = {channel: house.named(values, orient="bottom") for channel, values in channels.items()}
    exact = marks("isValid(datum.series) && !isValid(datum.from_x)", **looks)
    if names:
        words = house.split("datum.label")
        key = alt.Legend(orient="right", symbolSize=0, symbolLimit=0, rowPadding=2, offset=4, labelExpr=words)
        scale = alt.Scale(type="ordinal", domain=names, range=[1])
        exact = exact.encode(opacity=alt.Opacity("name:O", scale=scale, legend=key))
    yield exact.mark_point(opacity=1, size=alt.expr("datum.size"), strokeWidth=2, tooltip=told)
    label = marks("isValid(datum.label_x)", text="label:N", color=colour)
    beside = {"fontWeight": house.weight(series), "dx": alt.expr("datum.label_x"), "dy": alt.expr("datum.label_y")}
    if names:
        # A line goes on behind a number, and not through it.
        ground = marks("isValid(datum.label_x)", text="label:N")
        yield ground.mark_text(**beside, color=alt.expr("tint"), stroke=alt.expr("tint"), strokeWidth=4)
    yield label.mark_text(**beside)
