"""Lessons by band, one square per lesson: counts that can be counted."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import altair as alt

from teamspiegel.charts.lettering import width
from teamspiegel.charts.pen import Pen
from teamspiegel.charts.ramp import Shade, shades
from teamspiegel.charts.sheet import WIDTH, Sheet, Spec, pixels, template, texts
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.instrument import Band
from teamspiegel.contracts.published import BandCount

SPACE = 14


def lesson_bands(name: str, title: str, bands: Sequence[Band], counts: Sequence[BandCount], pen: Pen) -> Chart | None:
    """The chart of the lessons in each band, in the instrument's order; None when the counts are withheld."""
    total = sum(count.lessons for count in counts)
    if not total:
        return None
    by_id = {count.band: count for count in counts}
    known = [(band, by_id[band.id]) for band in bands if band.id in by_id]
    side = _side(total)
    sheet = Sheet(pen)
    ranges = dict(zip((band.id for band in bands), _ranges(bands, pen), strict=True))
    for (band, count), shade in zip(known, shades(pen.palette, len(known)), strict=True):
        _band(sheet, band, count, total, ranges[band.id], shade, side)
    sheet.y -= SPACE
    spec = sheet.spec(_template())
    return Chart(name, title, _summary(known, total, pen), spec, _table(known, ranges, pen))


@cache
def _template() -> Spec:
    squares = (
        alt.Chart(alt.NamedData("squares"))
        .mark_rect(strokeWidth=1, cornerRadius=2)
        .encode(
            x=alt.X("x:Q", scale=None, axis=None),
            x2="x2:Q",
            y=pixels(),
            y2="y2:Q",
            fill=alt.Fill("colour:N", scale=None),
            stroke=alt.Stroke("edge:N", scale=None),
        )
    )
    return template(squares, texts())


def _side(total: int) -> float:
    """The side of a square with the gap after it: large for a handful of lessons, small for hundreds."""
    return next((side for most, side in ((30, 25), (60, 20), (120, 16)) if total <= most), 12.5)


def _band(sheet: Sheet, band: Band, count: BandCount, total: int, range_: str, shade: Shade, side: float) -> None:
    pen = sheet.pen
    aside = pen.say("bands.count", n=count.lessons, total=total, percent=count.percent)
    room = WIDTH - width(aside, bold=True) - 12
    baseline = sheet.lines(band.name, room, weight="bold")
    sheet.write(aside, WIDTH, baseline, align="right", weight="bold")
    if range_:
        sheet.lines(range_, role="muted")
    sheet.y += 3
    _squares(sheet, count.lessons, shade, side)
    sheet.y += SPACE


def _squares(sheet: Sheet, lessons: int, shade: Shade, side: float) -> None:
    columns, inner = int(WIDTH // side), side * 0.82
    for index in range(lessons):
        row, column = divmod(index, columns)
        x, y = column * side + 0.5, sheet.y + row * side + 0.5
        sheet.add("squares", x=x, x2=x + inner, y=y, y2=y + inner, colour=shade.fill, edge=shade.edge)
    sheet.y += side * -(-lessons // columns)


def _ranges(bands: Sequence[Band], pen: Pen) -> list[str]:
    """Which values each band holds, in words: the last one has no upper bound, the first no lower one."""
    return [
        _range(lower.below if lower else None, band.below, pen)
        for lower, band in zip([None, *bands[:-1]], bands, strict=True)
    ]


def _range(from_: Decimal | None, below: Decimal | None, pen: Pen) -> str:
    values = {"lower": from_, "upper": below}
    key = "_".join(name for name, value in values.items() if value is not None)
    words = {name: pen.threshold(float(value)) for name, value in values.items() if value is not None}
    return pen.say(f"bands.{key}", **words) if key else ""


def _summary(known: Sequence[tuple[Band, BandCount]], total: int, pen: Pen) -> str:
    parts = [pen.say("bands.part", band=band.name, n=count.lessons, percent=count.percent) for band, count in known]
    return pen.say("bands.summary", total=pen.count("bands.lessons", total), parts=pen.listed(parts))


def _table(known: Sequence[tuple[Band, BandCount]], ranges: dict[str, str], pen: Pen) -> DataTable:
    head = tuple(pen.say(f"head.{column}") for column in ("band", "range", "lessons", "percent"))
    rows = (
        (band.name, ranges[band.id] or pen.say("none"), str(count.lessons), pen.say("percent", percent=count.percent))
        for band, count in known
    )
    return DataTable(head, tuple(rows))
