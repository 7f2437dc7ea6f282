"""Layers side by side: one row per element, item or block, with a shape and a colour of its own for every voice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import altair as alt

from teamspiegel.charts.lettering import width
from teamspiegel.charts.pen import Kind, Pen
from teamspiegel.charts.ruler import Ruler, ruler_head, ruler_layers, ruler_row
from teamspiegel.charts.sheet import (
    BASELINE,
    WIDTH,
    Entry,
    Sheet,
    Spec,
    legend,
    own_colour,
    pixels,
    scored,
    signs,
    template,
    texts,
)
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.published import Published

SHAPES = ("circle", "square", "triangle-up", "cross", "triangle-right", "diamond")
TOUCHING, LANE = 12, 12
"""Shapes nearer than this would touch: they are put above each other, a lane apart, so that equal values all show."""

SPACE = 12

SIGN = 14
"""The room of a shape before its value."""

Columns = dict[str, float]


@dataclass(frozen=True)
class Voice:
    """A layer in a comparison: its id, its name, and how it is drawn."""

    id: str
    name: str
    shape: str
    colour: str


@dataclass(frozen=True)
class ComparisonRow:
    """What the layers say about one thing, by layer id; a layer that was not asked is not in it."""

    label: str
    indicators: Mapping[str, Published]


def comparison(
    name: str, title: str, rows: Sequence[ComparisonRow], voices: Sequence[Voice], ruler: Ruler, pen: Pen, kind: Kind
) -> Chart | None:
    """The chart of these rows in the order given; None when nothing is said of any."""
    if not any(indicator.told for row in rows for indicator in row.indicators.values()):
        return None
    sheet = Sheet(pen)
    legend(sheet, (Entry(voice.shape, voice.colour, voice.name) for voice in voices))
    ruler_head(sheet, ruler)
    columns = _columns(rows, voices, pen)
    for row in rows:
        _row(sheet, ruler, row, voices, columns)
    sheet.y -= SPACE
    spec = sheet.spec(_template(ruler.low, ruler.high))
    return Chart(name, title, _summary(rows, voices, pen, kind), spec, _table(rows, voices, pen, kind))


@cache
def _template(low: float, high: float) -> Spec:
    joins = (
        alt.Chart(alt.NamedData("joins"))
        .mark_rule(strokeWidth=1.5)
        .encode(x=scored(low, high), x2="x2:Q", y=pixels(), color=own_colour())
    )
    dots = (
        alt.Chart(alt.NamedData("dots"))
        .mark_point(filled=True, opacity=1, size=120, shape=alt.expr("datum.shape"))
        .encode(x=scored(low, high), y=pixels(), color=own_colour(), tooltip=alt.Tooltip("tip:N"))
    )
    return template(*ruler_layers(low, high), joins, dots, signs(), texts())


def _known(row: ComparisonRow) -> dict[str, float]:
    """The published means of a row by layer id."""
    return {layer: indicator.mean for layer, indicator in row.indicators.items() if indicator.mean is not None}


def _row(sheet: Sheet, ruler: Ruler, row: ComparisonRow, voices: Sequence[Voice], columns: Columns) -> None:
    free = _values(sheet, row, voices, columns)
    sheet.lines(row.label, free)
    if _known(row):
        _mark(sheet, ruler, row, voices)
    sheet.y += SPACE


def _values(sheet: Sheet, row: ComparisonRow, voices: Sequence[Voice], columns: Columns) -> float:
    """Writes each layer's value behind its shape, in a column per layer; how much room they leave for the label."""
    pen, free, baseline = sheet.pen, float(WIDTH), sheet.y + BASELINE
    for voice in voices:
        if voice.id in row.indicators:
            x, indicator = columns[voice.id], row.indicators[voice.id]
            sheet.sign(voice.shape, x + 5, baseline, voice.colour)
            sheet.write(pen.mean(indicator), x + SIGN, baseline, "ink" if indicator.told else "muted")
            free = min(free, x - 10)
    return free


def _columns(rows: Sequence[ComparisonRow], voices: Sequence[Voice], pen: Pen) -> Columns:
    """Where each layer's column of values begins, as wide as its widest value; the last ends at the edge."""
    found: Columns = {}
    end = float(WIDTH)
    for voice in reversed(voices):
        texts = [pen.mean(row.indicators[voice.id]) for row in rows if voice.id in row.indicators]
        found[voice.id] = end - max(map(width, texts)) - SIGN
        end = found[voice.id] - 10
    return found


def _mark(sheet: Sheet, ruler: Ruler, row: ComparisonRow, voices: Sequence[Voice]) -> None:
    pen, known = sheet.pen, _known(row)
    lanes = _lanes([(voice.id, ruler.at(known[voice.id])) for voice in voices if voice.id in known])
    height = 22 + 2 * LANE * max(lanes.values())
    middle = sheet.y + height / 2
    ruler_row(sheet, ruler, middle, height / 2 - 3)
    sheet.add("joins", x=min(known.values()), x2=max(known.values()), y=middle, colour=pen.ink("muted"))
    for voice in voices:
        if voice.id in known:
            mean, y = known[voice.id], middle + LANE * lanes[voice.id]
            tip = f"{row.label}, {voice.name}: {pen.number(mean)}"
            sheet.add("dots", x=mean, y=y, shape=voice.shape, colour=voice.colour, tip=tip)
    sheet.y += height


def _lanes(places: Sequence[tuple[str, float]]) -> dict[str, float]:
    """How many lanes each shape lies under the middle: none by itself, evenly around it where shapes touch."""
    lanes: dict[str, float] = {}
    for cluster in _clusters(places):
        lanes |= {voice: lane - (len(cluster) - 1) / 2 for lane, voice in enumerate(cluster)}
    return lanes


def _clusters(places: Sequence[tuple[str, float]]) -> list[list[str]]:
    """The shapes that touch, directly or through others, together; each cluster in the order of the places given."""
    clusters: list[list[tuple[str, float]]] = []
    for voice, x in sorted(places, key=lambda place: place[1]):
        if clusters and x - clusters[-1][-1][1] < TOUCHING:
            clusters[-1].append((voice, x))
        else:
            clusters.append([(voice, x)])
    order = [voice for voice, _ in places]
    return [sorted((voice for voice, _ in cluster), key=order.index) for cluster in clusters]


def _table(rows: Sequence[ComparisonRow], voices: Sequence[Voice], pen: Pen, kind: Kind) -> DataTable:
    columns = ("mean", "n", "sd", "flags")
    head = [pen.say(f"head.voice_{column}", voice=voice.name) for voice in voices for column in columns]
    return DataTable((pen.thing(kind), *head), tuple((row.label, *_cells(row, voices, pen)) for row in rows))


def _cells(row: ComparisonRow, voices: Sequence[Voice], pen: Pen) -> list[str]:
    cells: list[str] = []
    for voice in voices:
        found = row.indicators.get(voice.id)
        cells += [pen.mean(found), pen.n(found), pen.sd(found), pen.flags(found)] if found else [pen.say("none")] * 4
    return cells


def _summary(rows: Sequence[ComparisonRow], voices: Sequence[Voice], pen: Pen, kind: Kind) -> str:
    """Where the voices lie furthest apart, in published means."""
    shown = [row for row in rows if _known(row)]
    heard = [voice for voice in voices if any(voice.id in _known(row) for row in shown)]
    words = {"voices": pen.listed([voice.name for voice in heard]), "things": pen.things(kind, len(shown))}
    if not any(len(_known(row)) > 1 for row in shown):
        return pen.say("comparison.summary_one", **words)
    names = {voice.id: voice.name for voice in heard}
    row = max(shown, key=_reach)
    if not _reach(row):
        return pen.say("comparison.summary_same", **words)
    known = _known(row)
    low, high = min(known, key=known.__getitem__), max(known, key=known.__getitem__)
    values = {"high_value": pen.number(known[high]), "low_value": pen.number(known[low])}
    return pen.say("comparison.summary", row=row.label, high=names[high], low=names[low], **values, **words)


def _reach(row: ComparisonRow) -> float:
    """How far the highest lies above the lowest, to whole thousandths: means are decimals, floats are not."""
    means = _known(row).values()
    return round(max(means) - min(means), 3) if means else 0
