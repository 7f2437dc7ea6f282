"""How sure a mean is: a thin line behind its dot, over the interval that it may lie in."""

import altair as alt

from teamspiegel.charts.pen import Pen
from teamspiegel.charts.ruler import Ruler
from teamspiegel.charts.sheet import OPEN, Entry, Sheet, own_colour, pixels, scored
from teamspiegel.contracts.published import Published

CAP = 4
"""How far the ends of an interval reach above and under the ruler."""

WHISKER = "M-1,0L1,0M-1,-0.5L-1,0.5M1,-0.5L1,0.5"
"""An interval with its ends, as the path that Vega takes for a shape."""


def whisker_layer(low: float, high: float) -> alt.Chart:
    """The layer of the intervals, which goes behind the dots."""
    layer: alt.Chart = (
        alt.Chart(alt.NamedData("whiskers"))
        .mark_rule(strokeWidth=1.25)
        .encode(x=scored(low, high), x2="x2:Q", y=pixels(), y2="y2:Q", color=own_colour())
    )
    return layer


def whisker_entry(pen: Pen) -> Entry:
    """The interval in a legend."""
    return Entry(WHISKER, pen.ink("muted"), pen.say("interval"), OPEN)


def whisker(sheet: Sheet, ruler: Ruler, indicator: Published, middle: float, outwards: int) -> float:
    """Draws the interval as far as the scale goes; how far it reaches from the dot to the side of the value."""
    if indicator.uncertainty is None or indicator.mean is None or indicator.uncertainty[0] == indicator.uncertainty[1]:
        return 0
    low, high = (min(max(end, ruler.low), ruler.high) for end in indicator.uncertainty)
    colour = sheet.pen.ink("muted")
    sheet.add("whiskers", x=low, x2=high, y=middle, y2=middle, colour=colour)
    for end in (low, high):
        sheet.add("whiskers", x=end, x2=end, y=middle - CAP, y2=middle + CAP, colour=colour)
    return abs(ruler.at(high if outwards > 0 else low) - ruler.at(indicator.mean))
