"""How means moved from round to round: a row per indicator, an older round above a newer one, with a line down.

A line that leans to the right went up, and the word beside the label says whether that is clear.
"""

from collections.abc import Sequence
from functools import cache

from teamspiegel.charts.lanes import lane_layers, lanes, point_ink
from teamspiegel.charts.lettering import LINE, SIZE, width
from teamspiegel.charts.moments import Moment
from teamspiegel.charts.movement import (
    ChangeRow,
    ChangeSection,
    direction_word,
    known_means,
    missing_word,
    summary,
    table,
)
from teamspiegel.charts.pen import Kind, Pen
from teamspiegel.charts.ruler import Ruler, ruler_head, ruler_layers
from teamspiegel.charts.sheet import BASELINE, SMALL, WIDTH, Entry, Sheet, Spec, legend, signs, template, texts
from teamspiegel.contracts.chart import Chart

SPACE = 10

SIGN = 13
"""The room of a sign before its word."""

ROOM = SIGN + 8
"""The room of a round's point before its figure, with a gap before it."""

UP = "M-0.15,1L-0.15,-0.2L-0.7,-0.2L0,-1L0.7,-0.2L0.15,-0.2L0.15,1Z"
DOWN = "M-0.15,-1L-0.15,0.2L-0.7,0.2L0,1L0.7,0.2L0.15,0.2L0.15,-1Z"
LEVEL = "M-0.8,0L0.8,0"
"""Arrows and a dash, as the paths that Vega takes for a shape."""


def change(
    name: str,
    title: str,
    sections: Sequence[ChangeSection],
    apart: Sequence[ChangeSection],
    moments: Sequence[Moment],
    ruler: Ruler,
    pen: Pen,
    kind: Kind,
) -> Chart | None:
    """The chart of these rows in the order given; None unless it can show both the latest and an earlier round.

    What is `apart` is written down and not compared. The sentence is about the first section.
    """
    rows = [row for section in (*sections, *apart) for row in section.rows]
    *earlier, latest = moments
    if not all(any(known_means(row, side) for row in rows) for side in ([latest], earlier)):
        return None
    shown = [moment for moment in moments if any(row.mean(moment) is not None for row in rows)]
    sheet = Sheet(pen)
    _legend(sheet, shown, rows)
    if any(known_means(row, moments) for section in sections for row in section.rows):
        ruler_head(sheet, ruler)
    for section in sections:
        _section(sheet, section, shown, ruler)
    for section in apart:
        _apart(sheet, section, shown)
    sheet.y -= SPACE
    spec = sheet.spec(_template(ruler.low, ruler.high))
    return Chart(name, title, summary(sections, rows, shown, pen, kind), spec, table(rows, moments, pen))


@cache
def _template(low: float, high: float) -> Spec:
    return template(*ruler_layers(low, high), *lane_layers(low, high), signs(), texts())


def _legend(sheet: Sheet, shown: Sequence[Moment], rows: Sequence[ChangeRow]) -> None:
    colours = {row.colour for row in rows}
    colour = colours.pop() if len(colours) == 1 else sheet.pen.ink("ink")
    legend(sheet, (_entry(moment, moment.name, colour, sheet.pen) for moment in shown))
    if len(shown) > 2:
        sheet.write(sheet.pen.say("change.first_to_last"), 0, sheet.y + BASELINE, "muted", size=SMALL)
        sheet.y += LINE + 8


def _entry(moment: Moment, text: str, colour: str, pen: Pen) -> Entry:
    """A round's point with a text beside it."""
    edge, fill = point_ink(moment, colour, pen)
    return Entry(moment.shape, edge, text, fill, moment.size * 0.6)


def _heading(sheet: Sheet, section: ChangeSection) -> None:
    if section.heading:
        sheet.y += SPACE
        sheet.lines(section.heading, role="muted", weight="bold")
        sheet.y += 4


def _section(sheet: Sheet, section: ChangeSection, shown: Sequence[Moment], ruler: Ruler) -> None:
    if section.rows:
        _heading(sheet, section)
    for row in section.rows:
        free = _word(sheet, row, shown)
        sheet.lines(row.label, free)
        known = known_means(row, shown)
        if known:
            lanes(sheet, ruler, row, known)
        sheet.y += SPACE


def _word(sheet: Sheet, row: ChangeRow, shown: Sequence[Moment]) -> float:
    """Writes at the right what happened; how much room that leaves for the label."""
    pen, direction = sheet.pen, row.change.direction if row.change else None
    text = direction_word(direction, pen) or missing_word(row, shown, pen)
    if not text:
        return WIDTH
    clear, baseline = direction in ("higher", "lower"), sheet.y + SIZE
    role, weight = ("accent", "bold") if clear else ("muted", "normal")
    start = WIDTH - width(text, bold=clear)
    sheet.write(text, WIDTH, baseline, role, align="right", weight=weight)
    if not direction:
        return start - 12
    sign = {"higher": UP, "lower": DOWN}.get(direction, LEVEL)
    sheet.sign(sign, start - SIGN + 4, baseline, pen.ink(role), size=110 if clear else 70)
    return start - SIGN - 12


def _apart(sheet: Sheet, section: ChangeSection, shown: Sequence[Moment]) -> None:
    """What is not compared, in figures only: behind the label where they fit, or else under it."""
    _heading(sheet, section)
    for row in section.rows:
        entries = _figures(row, shown, sheet.pen)
        need = sum(ROOM + width(entry.text) for entry in entries)
        if not known_means(row, shown):
            word = sheet.pen.say("withheld")
            sheet.write(word, WIDTH, sheet.y + SIZE, "muted", align="right")
            sheet.lines(row.label, WIDTH - width(word) - 12)
        elif need <= WIDTH / 2:
            _behind(sheet, entries, WIDTH - need)
            sheet.lines(row.label, WIDTH - need - 6)
        else:
            sheet.lines(row.label)
            legend(sheet, entries)
        sheet.y += SPACE / 2
    sheet.y += SPACE / 2


def _figures(row: ChangeRow, shown: Sequence[Moment], pen: Pen) -> list[Entry]:
    """A round's point with its mean, or with the word that it is withheld."""
    asked = [(moment, row.indicators[moment.id]) for moment in shown if moment.id in row.indicators]
    return [_entry(moment, pen.mean(found), row.colour, pen) for moment, found in asked]


def _behind(sheet: Sheet, entries: Sequence[Entry], x: float) -> None:
    baseline = sheet.y + SIZE
    for entry in entries:
        x += ROOM
        sheet.sign(entry.shape, x - SIGN + 4, baseline, entry.colour, fill=entry.fill, size=entry.size)
        sheet.write(entry.text, x, baseline)
        x += width(entry.text)
