"""Lessons by band, one block per lesson: counts that can be counted."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import altair as alt

from teamspiegel.charts.finding import of_bands
from teamspiegel.charts.ramp import shades
from teamspiegel.charts.style import Style
from teamspiegel.charts.template import (
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
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.instrument import Band
from teamspiegel.contracts.published import BandCount

BAR, SPACE = 26, 18
ROOM = 32
"""How many letters a band's name has on a line, beside its count."""


def lesson_bands(
    name: str, subtitle: str, bands: Sequence[Band], counts: Sequence[BandCount], style: Style
) -> Chart | None:
    """The chart of the lessons in each band, the highest first; None when the counts are withheld."""
    total = sum(count.lessons for count in counts)
    if not total:
        return None
    by_id = {count.band: count for count in counts}
    known = [(band, by_id[band.id]) for band in bands if band.id in by_id]
    ranges = dict(zip((band.id for band in bands), _ranges(bands, style), strict=True))
    labels = {
        band.id: wrapped(f"{band.name} ({ranges[band.id]})" if ranges[band.id] else band.name, ROOM)
        for band, _ in known
    }
    colours = shades(style.palette, len(known))
    rows = [
        {
            "band": labels[band.id],
            "aside": style.say("bands.count", n=count.lessons, total=total, percent=count.percent),
            "lessons": count.lessons,
            "fill": shade.fill,
            "edge": shade.edge,
        }
        for (band, count), shade in reversed([*zip(known, colours, strict=True)])
    ]
    spec = filled(_template(style.inks), rows, LINE * lines(labels.values()) + BAR + SPACE)
    title = of_bands([(band.name, count) for band, count in known], total, style)
    return Chart(name, title, _summary(known, total, style), spec, _table(known, ranges, style), subtitle)


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


def _ranges(bands: Sequence[Band], style: Style) -> list[str]:
    """Which values each band holds, in words: the last one has no upper bound, the first no lower one."""
    return [
        _range(lower.below if lower else None, band.below, style)
        for lower, band in zip([None, *bands[:-1]], bands, strict=True)
    ]


def _range(from_: Decimal | None, below: Decimal | None, style: Style) -> str:
    values = {"lower": from_, "upper": below}
    key = "_".join(name for name, value in values.items() if value is not None)
    words = {name: style.threshold(float(value)) for name, value in values.items() if value is not None}
    return style.say(f"bands.{key}", **words) if key else ""


def _summary(known: Sequence[tuple[Band, BandCount]], total: int, style: Style) -> str:
    parts = [style.say("bands.part", band=band.name, n=count.lessons, percent=count.percent) for band, count in known]
    return style.say("bands.summary", total=style.count("bands.lessons", total), parts=style.listed(parts))


def _table(known: Sequence[tuple[Band, BandCount]], ranges: dict[str, str], style: Style) -> DataTable:
    head = tuple(style.say(f"head.{column}") for column in ("band", "range", "lessons", "percent"))
    rows = (
        (
            band.name,
            ranges[band.id] or style.say("none"),
            str(count.lessons),
            style.say("percent", percent=count.percent),
        )
        for band, count in known
    )
    return DataTable(head, tuple(rows))
