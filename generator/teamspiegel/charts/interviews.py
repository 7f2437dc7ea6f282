"""Interviews: in how many of them a theme hinders, to the left, and supports, to the right.

Where a word stands in the place of a number there is no bar of a length: a few is a ring at the middle, and nearly all
a dashed edge over the whole width.
"""

from json import dumps
from typing import Any

from teamspiegel.charts import house
from teamspiegel.charts.finding import of_told
from teamspiegel.charts.house import BAR, BELOW, LINE, SPACE, WIDTH, Row, Spec, marks
from teamspiegel.charts.known import known
from teamspiegel.charts.strand import name, subtitle
from teamspiegel.charts.style import Style
from teamspiegel.charts.team import KeyedCharts
from teamspiegel.charts.vega_lite import alt
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.interviews import DIRECTIONS, Direction, HowMany, Interviews, InterviewsResults
from teamspiegel.contracts.strand import Strand

ROOM = 50
"""The room beside the longest bar for the words of it."""

SIDES: dict[Direction, int] = {"belemmert": -1, "steunt": 1}
"""What hinders is subtracted."""


def charts(strand: Strand[Interviews, InterviewsResults], style: Style) -> KeyedCharts:
    """themes: None where nothing is told."""
    found = strand.latest
    names = {theme.id: theme.name for theme in strand.instrument.themes if theme.id in found.themes}
    if not names:
        yield "themes", None
        return
    told = {label: found.themes[id_].counts for id_, label in names.items()}
    labels = house.distinct([house.wrapped(label) for label in told])
    data: list[Row] = []
    for label, (theme, counts) in zip(labels, told.items(), strict=True):
        data += [{"row": label, **_side(theme, way, counts[way], found.interviews, style)} for way in SIDES]
    heads = {side: style.say(f"interviews.{way}") for way, side in SIDES.items()}
    what = style.say("subject.interviews")
    yield (
        "themes",
        Chart(
            name(strand, "themes"),
            of_told(told, found.interviews, style),
            style.sentence(what, style.count("things.themes", len(told))),
            house.filled(
                _template(found.interviews, heads[-1], heads[1]),
                data,
                style.colours,
                LINE * house.lines(labels) + BAR + SPACE,
            ),
            DataTable(
                (style.say("thing.themes"), *(style.say(f"interviews.{way}") for way in DIRECTIONS)),
                tuple(
                    (theme, *(style.told_in(counts[way], found.interviews) for way in DIRECTIONS))
                    for theme, counts in told.items()
                ),
            ),
            subtitle(strand, what, style, style.count("subject.interviews_n", found.interviews)),
        ),
    )


def _side(theme: str, way: Direction, count: HowMany, interviews: int, style: Style) -> Row:
    """The row of one direction of one theme."""
    words = style.told_in(count, interviews)
    shade = style.palette.ramp[0 if SIDES[way] < 0 else -1]
    row: Row = {"side": SIDES[way], "words": words, "told": {" ": theme, style.say(f"interviews.{way}"): words}}
    row["colour"] = shade
    if isinstance(count, int):
        return {**row, "sign": "bar", "end": SIDES[way] * count, "words": str(count)}
    return {**row, "sign": count, "words": style.say(f"interviews.{'few' if count == 'few' else 'nearly_all'}")}


@known
def _template(interviews: int, hinders: str, supports: str) -> Spec:
    scale = alt.Scale(domain=[-interviews, interviews], range=[ROOM, WIDTH - ROOM], nice=False)
    look: dict[str, Any] = {"orient": "top", "labelFontWeight": "bold", "minExtent": 22, "maxExtent": 22}
    words, at = f"datum.value < 0 ? {dumps(hinders)} : {dumps(supports)}", [-interviews / 2, interviews / 2]
    axis = alt.Axis(title=None, values=at, labelExpr=words, labelOverlap=False, **look)
    told, x = alt.expr("datum.told"), alt.X("end:Q", scale=scale, axis=axis)
    edge = alt.Stroke(value={"expr": "muted"})
    bar = marks(x=x, x2=alt.X2Datum(0), fill=alt.Fill("colour:N", scale=None))
    bars = bar.transform_filter("datum.sign == 'bar'").mark_bar(height=BAR, yOffset=BELOW, tooltip=told)
    whole = marks(x=alt.X("all:Q", scale=scale, axis=axis), x2=alt.X2Datum(0), stroke=edge)
    nearly = (
        whole.transform_filter("datum.sign == 'nearly all'")
        .transform_calculate(all=f"datum.side * {interviews}")
        .mark_bar(height=BAR, yOffset=BELOW, fill="transparent", strokeWidth=1.5, strokeDash=[5, 3], tooltip=told)
    )
    middle = marks(x=alt.XDatum(0))
    ring = middle.encode(stroke=edge).transform_filter("datum.sign == 'few'")
    few = ring.mark_point(size=70, strokeWidth=2, xOffset=alt.expr("12 * datum.side"), yOffset=BELOW, tooltip=told)
    line = middle.mark_tick(thickness=1, size=BAR + 10, color=alt.expr("ink"), yOffset=BELOW)
    side = "datum.side < 0"
    counts = marks(x=alt.X("end:Q", scale=scale, axis=axis), text="words:N").transform_filter("datum.sign == 'bar'")
    number = counts.mark_text(
        align=alt.expr(f"{side} ? 'right' : 'left'"),
        xOffset=alt.expr("7 * datum.side"),
        yOffset=BELOW,
        fontWeight="bold",
    )
    said = middle.encode(text="words:N").transform_filter("datum.sign != 'bar'")
    word = said.mark_text(
        align=alt.expr(f"{side} ? 'right' : 'left'"),
        xOffset=alt.expr("datum.side * (datum.sign == 'few' ? 22 : 10)"),
        yOffset=BELOW,
    )
    return house.template(house.divided(), bars, nearly, few, line, number, word, y=house.labelled())
