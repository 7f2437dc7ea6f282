"""Lessons by band, one block per lesson: counts that can be counted."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import altair as alt

from teamspiegel.charts import house
from teamspiegel.charts.finding import of_bands
from teamspiegel.charts.house import BAR, LINE, WIDTH, Spec, wrapped
from teamspiegel.charts.style import Style
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.instrument import Band
from teamspiegel.contracts.numbers import dutch_threshold
from teamspiegel.contracts.published import BandCount

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
    lower = [None, *(band.below for band in bands)]
    known = [
        (band.name, _range(from_, band.below, style), by_id[band.id])
        for from_, band in zip(lower, bands, strict=False)
        if band.id in by_id
    ]
    rows = [
        {
            "row": wrapped(f"{band} ({range_})" if range_ else band, ROOM),
            "aside": style.say("bands.count", n=count.lessons, total=total, percent=count.percent),
            "score": score,
            "lessons": count.lessons,
        }
        for score, (band, range_, count) in reversed([*enumerate(known)])
    ]
    step = LINE * house.lines(str(row["row"]) for row in rows) + BAR + house.SPACE
    spec = house.filled(_template(len(known) - 1, style.palette.ramp), rows, style.colours, step)
    head = tuple(style.say(f"head.{column}") for column in ("band", "range", "lessons", "percent"))
    table = (
        (band, range_ or style.say("none"), str(count.lessons), style.say("percent", percent=count.percent))
        for band, range_, count in known
    )
    title = of_bands([(band, count) for band, _, count in known], total, style)
    return Chart(name, title, style.say("bands.summary"), spec, DataTable(head, tuple(table)), subtitle)


@cache
def _template(highest: int, ramp: tuple[str, ...]) -> Spec:
    lessons = (
        house.bars(0, highest, ramp)
        .transform_calculate(lesson="sequence(datum.lessons)")
        .transform_flatten(["lesson"])
        .transform_calculate(next="datum.lesson + 1")
        .encode(x=alt.X("lesson:Q", axis=None, scale=alt.Scale(nice=False, range=[1, WIDTH - 1])), x2="next:Q")
    )
    return house.template(
        house.divided(), lessons, house.aside(fontWeight="bold"), y=house.labelled(labelFontWeight="bold")
    )


def _range(lower: Decimal | None, upper: Decimal | None, style: Style) -> str:
    """Which values a band holds, in words: the last one has no upper bound, the first no lower one."""
    ends = {"lower": lower, "upper": upper}
    words = {name: dutch_threshold(float(value)) for name, value in ends.items() if value is not None}
    return style.say(f"bands.{'_'.join(words)}", **words) if words else ""
