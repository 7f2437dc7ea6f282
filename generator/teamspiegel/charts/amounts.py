"""Bars from nothing to how much of a whole, with their words in a column at the right; a lane for each round.

What is only known to lie between two amounts is a bar to the lower one, and from there to the higher one a dashed edge.
"""

from collections.abc import Iterable, Mapping, Sequence
from json import dumps
from typing import Any

from teamspiegel.charts import house
from teamspiegel.charts.house import MUTED, WIDTH, Lane, Record, Row, Series, Spec, marks
from teamspiegel.charts.known import alt, known
from teamspiegel.charts.style import Style

LANE = Lane(high=22, middle=17, space=14)

WORDS = 124
"""How wide the column of the words is."""


def amount(series: Series, ends: tuple[float, float], words: str, **more: int) -> Record:
    """A bar from nothing to one end, and perhaps on to the other; its words, and what else a pointer reads of it."""
    low, high = ends
    return {"series": series.name, "low": low, **({"high": high} if low < high else {}), "words": words, **more}


def amounts(
    rows: Sequence[Row], series: Iterable[Series], ends: Mapping[float, str], told: Mapping[str, str], style: Style
) -> Spec:
    """The specification of these rows. `ends`: the words of nothing, and of as much as the longest bar can be. `told`:
    the fields that a pointer reads, with their heads."""
    shown = house.shown(series, rows)
    base = _template(house.bare(shown), ends, told)
    return house.filled_rows(base, rows, LANE, {**style.colours, **house.params_of(shown)})


@known
def _template(series: Sequence[Series], ends: Mapping[float, str], told: Mapping[str, str]) -> Spec:
    words = f"{dumps(ends)}[datum.value]"
    axis = alt.Axis(title=None, values=[*ends], labelExpr=words, orient="top", minExtent=18, maxExtent=18)
    x = alt.X("low:Q", axis=axis, scale=alt.Scale(domain=[*ends], range=[1, WIDTH - WORDS], nice=False, zero=True))
    fills = {"fill": house.inside(series), "stroke": house.coloured(series)}
    look: dict[str, Any] = {"height": 16, "strokeWidth": 1.5, "tooltip": house.told(told)}
    told_apart = {channel: house.named(of, symbolType="square") for channel, of in fills.items()}
    bars = marks("datum.low > 0", x=x, x2=alt.X2Datum(0), **told_apart)
    open_ = marks("datum.low < datum.high", x=x, x2="high:Q", stroke=house.own("stroke"))
    said = marks(x=alt.value(WIDTH - WORDS + 8), text="words:N", color=house.own("stroke"))
    drawn = alt.layer(
        *(house.upright(alt.datum(end), LANE.high, color=MUTED, strokeWidth=1) for end in ends),
        bars.mark_bar(**look),
        open_.mark_bar(**look, strokeDash=[4, 3], fill="transparent"),
        said.mark_text(align="left", fontWeight=house.weight(series)),
    ).transform_filter("isValid(datum.series)")
    return house.rowed(drawn, lane=LANE)
