"""The house style of every chart: size, letters, scales, and a template that is built once and filled with data.

A chart is a Vega-Lite specification over tidy rows: one width for phone, desk, beamer and paper, in the site's own
letters. A template has no rows or colours of its own, so building it in Altair is paid once for each kind of chart.
Its parameters are the palette's roles (`muted`, `accent`) and the names and colours of series (`voices`, `colours`).
What many rows have in common is said by the template, not in each of them: a row has a `colour` only where it is not
that of its series. A template reckons where rows stand from how many lines their labels have.
"""

from collections.abc import Iterable, Mapping, Sequence
from json import dumps
from textwrap import wrap
from typing import Any, NamedTuple, Self

from teamspiegel.charts.known import alt
from teamspiegel.contracts.answers import AnswerScale
from teamspiegel.contracts.chart import EDGE
from teamspiegel.contracts.instrument import Instrument, Layer

Record = dict[str, Any]
Spec = dict[str, Any]

MEASURED = "Liberation Sans"
"""The letters that text is measured with: about as wide as the site's own, and the converter brings them along.
Measuring others takes four times as long, which is most of what a chart costs."""

WIDTH = 400
SIZE = 13.5
"""On a phone of 390 pixels wide a letter of this size is still 12 pixels."""

LINE = 17
LETTERS, BOLD = 56, 50
"""How many letters, and how many bold ones, surely fit on a line of the whole width."""

BAR = 26
"""How high a bar is under its label."""

BESIDE = LINE / 2 + 4
"""How far below its top the middle of the first line of a row stands."""

UNDER = 8
"""How much room there is under a label with nothing else in its row, such as a heading."""

DASHES = ([1, 0], [5, 2], [1.5, 1.5], [7, 1.5, 1.5, 1.5], [2, 4], [3.5, 1])
"""How the strips of building blocks are dashed, so that they are told apart without colours."""

INK, MUTED = {"expr": "ink"}, {"expr": "muted"}

_LETTERS = {"labelFontSize": SIZE, "titleFontSize": SIZE, "labelLimit": 0, "titleLimit": 0, "labelColor": INK}
LOOK: Mapping[str, Any] = {
    "aria": False,
    "background": "transparent",
    "font": MEASURED,
    "padding": EDGE,
    "view": {"stroke": None},
    "locale": {"number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["€ ", ""]}},
    "title": {"fontSize": 15, "color": INK, "subtitleFontSize": SIZE, "subtitleColor": MUTED, "anchor": "start"},
    "text": {"fontSize": SIZE, "lineHeight": LINE, "lineBreak": "\n", "color": INK},
    "axis": {
        **_LETTERS, "domain": False, "ticks": False, "grid": False, "labelLineHeight": LINE,
        "titleFontWeight": "normal", "titleColor": MUTED,
    },
    "legend": {
        **_LETTERS, "title": None, "orient": "top", "symbolSize": 90, "rowPadding": 4, "columnPadding": 14, "offset": 8,
        # Under each other, each at the left.
        "layout": {"top": {"direction": "vertical", "anchor": "start", "margin": 6}},
    },
}  # fmt: skip
"""The configuration of every chart."""


class Ruler(NamedTuple):
    """The whole scores that means lie between, the one under which a mean is low if any, and the words of the ends."""

    low: int
    high: int
    bridge: float | None = None
    low_label: str = ""
    high_label: str = ""

    def inside(self, ends: tuple[float, float]) -> tuple[float, float]:
        """From where to where something lies, as far as it stays on the scale."""
        return max(ends[0], self.low), min(ends[1], self.high)

    @property
    def middle(self) -> float:
        """Where it is cut in two: at its bridge axis, or halfway."""
        return (self.low + self.high) / 2 if self.bridge is None else self.bridge

    @property
    def wordless(self) -> Self:
        """The same whatever its scores are called: means may be laid side by side where this is one ruler."""
        return self._replace(low_label="", high_label="")


class Series(NamedTuple):
    """A voice, a round or another kind of point: its name in the legend, and how it and its values are drawn.

    `dashes`: of a building block, which of the house's its strip has.
    """

    name: str
    shape: str
    colour: str
    bold: bool = True
    hollow: bool = False
    size: int = 95
    dashes: int = 0


class Flag(NamedTuple):
    """What stands at the right of a row's label: words (or nothing), muted or in a colour, perhaps with a sign behind
    them. `column`: of two beside each other the first is 1."""

    flag: str
    colour: str = ""
    sign: str = ""
    column: int = 0

    @property
    def letters(self) -> int:
        """How many letters of the label's first line it takes."""
        return len(self.flag) + (4 if self.sign else 0) + 20 * self.column

    def record(self) -> Record:
        """What there is to draw."""
        return {key: value for key, value in self._asdict().items() if value and self.flag}


class Lane(NamedTuple):
    """How high the lane of a series is, how far into it marks stand, and how much room is left under those of a row."""

    high: float
    middle: float
    space: float


BARS = Lane(BAR, BAR / 2 + 9, 18)
"""A bar in every row."""


class Row(NamedTuple):
    """One row: its label, a record for each of its marks, its flags, and its building block. A heading has no more than
    a label. `asked`: its place in the order of asking, where the rows stand in another."""

    label: str
    marks: Sequence[Record] = ()
    flags: Sequence[Flag] = ()
    block: Series | None = None
    heading: bool = False
    asked: int | None = None

    def records(self, lines: int) -> list[Record]:
        """What there is to draw, in tidy rows: what it is, of so many lines, with its flag; another flag; its marks.
        The first of these is one with what it is, unless that is of a series."""
        own = {"asked": self.asked, "block": self.block and self.block.name, "heading": self.heading or None}
        own |= {"lines": lines if lines > 1 else None, "bare": not self.marks or None}
        flag, *others = [flag.record() for flag in self.flags] or [{}]
        first = {**{key: value for key, value in own.items() if value is not None}, **flag}
        if self.marks and "series" not in self.marks[0]:
            return [first | self.marks[0], *others, *self.marks[1:]]
        return [first, *others, *self.marks]


def ruler(scale: AnswerScale, bridge: float | None = None) -> Ruler:
    """The ruler of a scale, with the words of its ends."""
    return Ruler(scale.min, scale.max, bridge, *(scale.labels.get(end, "") for end in (scale.min, scale.max)))


def ruler_of(instrument: Instrument, layers: Sequence[Layer]) -> Ruler:
    """The one ruler of layers whose rulers fit: without the words of the ends when they do not agree about them."""
    bridge = float(instrument.thresholds_of(layers[0]).bridge_axis)
    own, *others = {ruler(instrument.scale_of(layer), bridge) for layer in layers}
    return own.wordless if others else own


def wrapped(text: str, letters: int = LETTERS, beside: int = 0) -> str:
    """The text with a line break wherever a line of so many letters is full, of which something `beside` the first one
    takes some; it begins below that where its first word has no room there. A capital is nearly half as wide again."""
    fitting = int(letters / (1 + 0.4 * sum(map(str.isupper, text)) / max(len(text), 1)))
    if beside and any(len(word) > fitting - beside for word in text.split()[:1]):
        return "\n" + wrapped(text, letters)
    return "\n".join(wrap(text, fitting, initial_indent=" " * beside)).lstrip(" ") or " "


def lines(texts: Iterable[str]) -> int:
    """How many lines the longest of some wrapped texts has."""
    return max((text.count("\n") + 1 for text in texts), default=1)


def distinct(labels: Sequence[str]) -> list[str]:
    """The labels, with a number behind each that was there before: a row of a chart is known by its label."""
    places = [labels[:at].count(label) + 1 for at, label in enumerate(labels)]
    return [label if at == 1 else f"{label} ({at})" for label, at in zip(labels, places, strict=True)]


def bare(series: Sequence[Series]) -> tuple[Series, ...]:
    """The series as a template knows them: what they are called and their colours are parameters of it."""
    return tuple(one._replace(name="", colour="") for one in series)


def shown(series: Iterable[Series], rows: Iterable[Row]) -> tuple[Series, ...]:
    """The series that one of the rows has a mark of."""
    found = {mark["series"] for row in rows for mark in row.marks}
    return tuple(one for one in series if one.name in found)


# ----- parts of a template -------------------------------------------------------------------------------


def marks(where: str = "", **encodings: Any) -> Any:
    """The beginning of a layer, which takes the chart's rows of which something is so, and what it encodes for all."""
    layer = alt.Chart().encode(**encodings)
    return layer.transform_filter(where) if where else layer


def upright(x: Any, high: float, where: str = "", **look: Any) -> Any:
    """A line that is so high across the middle of each mark of which something is so."""
    return marks(where, x=x, y2="y").mark_rule(yOffset=-high / 2, y2Offset=high / 2, **look)


def split(text: str) -> str:
    """The expression of a text on the lines that it was wrapped in."""
    return rf"split({text}, '\n')"


def told(heads: Mapping[str, str], more: str = " + ', ' + datum.series", whose: str = "datum.row") -> dict[str, str]:
    """What a pointer reads of a mark: whose it is (and `more`), and by their heads the fields that its record has."""
    read = {" ": f"join({split(whose)}, ' '){more}"} | {head: f"datum.{field}" for field, head in heads.items()}
    return {"expr": f"{{{', '.join(f'{dumps(head)}: {value}' for head, value in read.items())}}}"}


def own(channel: str = "") -> dict[str, Any]:
    """The colour that a row of data brings along, or else that of its series in a channel, or muted without one."""
    other = f"scale('{channel}', datum.series)" if channel else "muted"
    condition = {"test": "!isValid(datum.colour)", "value": {"expr": other}}
    return {"field": "colour", "type": "nominal", "scale": None, "condition": condition}


def weight(series: Sequence[Series]) -> dict[str, str]:
    """How heavy the values of a series are."""
    return {"expr": f"{dumps([one.bold for one in series])}[indexof(voices, datum.series)] ? 'bold' : 'normal'"}


def scores(ruler: Ruler, extent: int, **more: Any) -> Any:
    """An axis with the whole scores, each above its own place, in the room of its extent; not all if they overlap."""
    values = list(range(ruler.low, ruler.high + 1))
    return alt.Axis(values=values, format="d", minExtent=extent, maxExtent=extent, labelFlush=False, **more)


def columns(names: Sequence[str]) -> int:
    """How many entries of a legend fit beside each other: each is as wide as the widest of its column."""

    def letters(count: int) -> int:
        return sum(max(map(len, names[column::count])) + 6 for column in range(count))

    fitting = (count for count in range(len(names), 1, -1) if letters(count) <= LETTERS + 8)
    return next(fitting, 1)


def coloured(series: Sequence[Series], prefix: str = "") -> list[Any]:
    """The colours of series, as a parameter lists them."""
    return [{"expr": f"{prefix}colours[{at}]"} for at in range(len(series))]


def inside(series: Sequence[Series]) -> list[Any]:
    """The colours that shapes are filled with: of hollow ones none."""
    return ["transparent" if one.hollow else colour for one, colour in zip(series, coloured(series), strict=True)]


def named(
    values: Sequence[Any], least: int = 2, prefix: str = "", field: str = "series", **more: Any
) -> dict[str, Any]:
    """The scale of a channel that tells series apart, by the values that they have in it, and the legend of it where
    there are as many as `least`: the same for each channel, so that they are one."""
    shown = alt.Legend(columns=alt.expr(f"{prefix}columns"), **more) if len(values) >= least else None
    scale = alt.Scale(domain=alt.expr(f"{prefix}voices"), range=list(values))
    return {"field": field, "type": "nominal", "scale": scale, "legend": shown}


# ----- a template and what fills it ----------------------------------------------------------------------


def template(*layers: Any, **encodings: Any) -> Spec:
    """A specification without data, of layers that share their scales, and what is encoded the same in all of them."""
    chart = alt.layer(*layers, data=alt.NamedData("rows")).encode(**encodings)
    return {**chart.to_dict(validate=False), "width": WIDTH, "config": LOOK}


def rowed(*layers: Any, lane: Lane = BARS, left: int = 0, bold: bool = False, **look: Any) -> Spec:
    """A template of rows under each other, each as high as it needs: the lines of its label, and a `lane` for each
    voice. Before the layers each row has a line above it; its label, over the whole width; and words at the right,
    which have a look of their own and may have signs behind them."""
    weight = {"expr": "'bold'" if bold else "datum.heading ? 'bold' : 'normal'"}
    edge = f"{WIDTH} - 132 * (datum.column || 0)"
    words = {"align": "right", "x": {"expr": f"{edge} - (datum.sign ? 16 : 0)"}, "yOffset": BESIDE, **look}
    # Vega has no dash among its signs; it takes a path for one.
    shape = {"expr": "datum.sign == 'dash' ? 'M-1,-0.15L1,-0.15L1,0.15L-1,0.15Z' : datum.sign"}
    sign = {"shape": shape, "filled": True, "opacity": 1, "size": 70, "x": {"expr": f"{edge} - 7"}, "yOffset": BESIDE}
    row, beside = marks("datum.nth == 1", y="top:Q"), {"y": "flag_y:Q", "color": own()}
    drawn = template(
        row.mark_rule(color={"expr": "line"}),
        row.encode(text="row:N").mark_text(align="left", baseline="top", x=left, yOffset=5, fontWeight=weight),
        marks("isValid(datum.flag)", text="flag:N", **beside).mark_text(**words),
        marks("isValid(datum.sign)", **beside).mark_point(**sign),
        *layers,
        y=alt.Y("y:Q", axis=None, scale=None),
    )
    return {"transform": _laid_out(lane), **drawn}


def _laid_out(lane: Lane) -> list[Spec]:
    """Gives each record its place, by the rows above it. `top`, `foot`, `tall`: where its row begins and ends, and how
    high it is. `y`: where a mark stands, in the lane of its voice. `flag_y`: where words at the right stand."""
    below = f"(datum.bare ? {UNDER} : {lane.high} * length(voices) + {lane.space})"
    down = f"{LINE} * datum.above + {lane.high} * max(indexof(voices, datum.series), 0) + {lane.middle}"
    highest = [{"op": "max", "field": field, "as": name} for field, name in (("rise", "tall"), ("lined", "above"))]
    return [
        {"window": [{"op": "row_number", "as": "nth"}], "groupby": ["row"]},
        {"calculate": "datum.lines || 1", "as": "lined"},
        {"calculate": f"datum.nth > 1 ? 0 : {LINE} * datum.lined + {below}", "as": "rise"},
        {"window": [{"op": "sum", "field": "rise", "as": "foot"}], "frame": [None, 0]},
        {"joinaggregate": highest, "groupby": ["row"]},
        {"calculate": "datum.foot - datum.tall", "as": "top"},
        {"calculate": f"datum.top + {down}", "as": "y"},
        {"calculate": "isValid(datum.series) ? datum.y : datum.top", "as": "flag_y"},
    ]


def filled(base: Spec, records: Iterable[Record], params: Mapping[str, Any]) -> Spec:
    """The template with its data, and its parameters by name: the colours of roles, series and others."""
    rows = [{field: _plain(value) for field, value in record.items()} for record in records]
    named = [{"name": name, "value": value} for name, value in params.items()]
    return {**base, "params": named, "datasets": {"rows": rows}}


def _plain(value: Any) -> Any:
    """A whole number as such: JSON has 4 and 4.0."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def params_of(series: Sequence[Series], prefix: str = "") -> dict[str, Any]:
    """The parameters in which a template finds series and the columns of their legend; none where there are none."""
    names, colours = [one.name for one in series], [one.colour for one in series]
    found = {"voices": names, "colours": colours, "columns": columns(names)} if series else {}
    return {f"{prefix}{name}": value for name, value in found.items()}


def filled_rows(base: Spec, rows: Sequence[Row], lane: Lane, params: Mapping[str, Any], letters: int = LETTERS) -> Spec:
    """The template of rows that are as high as their labels, which are whole, and a lane for every voice below these;
    it tells how high each is to who cuts a drawing between two of them.

    `letters`: how many of a label surely fit on a line.
    """
    taken = (max((flag.letters for flag in row.flags), default=0) for row in rows)
    labels = distinct([wrapped(row.label, letters, beside) for row, beside in zip(rows, taken, strict=True)])
    params = {"voices": [""], **params}
    records, heights = list[Record](), list[float]()
    for label, row in zip(labels, rows, strict=True):
        below = lane.high * len(params["voices"]) + lane.space if row.marks else UNDER
        heights.append(LINE * lines([label]) + below)
        records += ({"row": label, **record} for record in row.records(lines([label])))
    return filled({**base, "height": sum(heights), "usermeta": {"rows": heights}}, records, params)
