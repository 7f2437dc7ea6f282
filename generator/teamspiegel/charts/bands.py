"""Lessons by band, one block per lesson: counts that can be counted."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import altair as alt

from teamspiegel.charts.finding import of_bands
from teamspiegel.charts.house import (
    LINE,
    WIDTH,
    Inks,
    Spec,
    divided,
    filled,
    labelled,
    lines,
    marks,
    template,
    wrapped,
)
from teamspiegel.charts.pen import Pen
from teamspiegel.charts.ramp import shades
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.instrument import Band
from teamspiegel.contracts.published import BandCount

BAR, SPACE = 26, 18
ROOM = 32
"""How many letters a band's name has on a line, beside its count."""


def lesson_bands(
    name: str, subtitle: str, bands: Sequence[Band], counts: Sequence[BandCount], pen: Pen
) -> Chart | None:
    """The chart of the lessons in each band, the highest first; None when the counts are withheld."""
    total = sum(count.lessons for count in counts)
    if not total:
        return None
    by_id = {count.band: count for count in counts}
    known = [(band, by_id[band.id]) for band in bands if band.id in by_id]
    ranges = dict(zip((band.id for band in bands), _ranges(bands, pen), strict=True))
    labels = {
        band.id: wrapped(f"{band.name} ({ranges[band.id]})" if ranges[band.id] else band.name, ROOM)
        for band, _ in known
    }
    colours = shades(pen.palette, len(known))
    rows = [
        {
            "band": labels[band.id],
            "aside": pen.say("bands.count", n=count.lessons, total=total, percent=count.percent),
            "lessons": count.lessons,
            "fill": shade.fill,
            "edge": shade.edge,
        }
        for (band, count), shade in reversed([*zip(known, colours, strict=True)])
    ]
    spec = filled(_template(pen.inks), rows, LINE * lines(labels.values()) + BAR + SPACE)
    title = of_bands([(band.name, count) for band, count in known], total, pen)
    return Chart(name, title, _summary(known, total, pen), spec, _table(known, ranges, pen), subtitle)


@cache
def _template(inks: Inks) -> Spec:
    lessons = (
        marks()
        .transform_calculate(lesson="sequence(datum.lessons)")
        .transform_flatten(["lesson"])
        .transform_calculate(next="datum.lesson + 1")
        .mark_bar(
            height=BAR, strokeWidth=1, xOffset=1, x2Offset=-1, yOffset=alt.expr(f"step / 2 - {BAR / 2 + SPACE / 2}")
        )
        .encode(
            x=alt.X("lesson:Q", axis=None, scale=alt.Scale(nice=False, range=[1, WIDTH - 1])),
            x2="next:Q",
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("edge:N", scale=None),
        )
    )
    aside = (
        marks(text="aside:N")
        .mark_text(align="right", baseline="top", fontWeight="bold", yOffset=alt.expr("5 - step / 2"))
        .encode(x=alt.value(WIDTH))
    )
    return template(inks, divided(inks), lessons, aside, y=labelled("band", labelFontWeight="bold"))


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
