"""Interviews: in how many of them a theme hinders, to the left, and supports, to the right.

Where a word stands in the place of a number there is no bar of a length: a few is a ring at the middle, and nearly all
a dashed edge over the whole width.
"""

from collections.abc import Mapping, Sequence
from json import dumps
from typing import Any

from teamspiegel.charts import house
from teamspiegel.charts.cells import midline
from teamspiegel.charts.finding import subject
from teamspiegel.charts.house import BAR, BARS, MUTED, WIDTH, Record, Row, Spec, marks
from teamspiegel.charts.known import alt, known
from teamspiegel.charts.style import Style
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.interviews import DIRECTIONS, Direction, HowMany, Interviews, InterviewsResults
from teamspiegel.contracts.strand import Strand

ROOM = 50
"""The room beside the longest bar for the words of it."""

SIDES: dict[Direction, int] = {"belemmert": -1, "steunt": 1}
"""What hinders is subtracted."""


def chart(strand: Strand[Interviews, InterviewsResults], style: Style) -> Chart | None:
    """None where nothing is told."""
    themes, n = strand.latest.themes, strand.latest.interviews
    told = {theme.name: themes[theme.id].counts for theme in strand.instrument.themes if theme.id in themes}
    if not told:
        return None
    rows = [Row(theme, [_side(way, counts[way], n, style) for way in SIDES]) for theme, counts in told.items()]
    heads = {way: style.say(f"interviews.{way}") for way in SIDES}
    lines = ((theme, *(style.told_in(counts[way], n) for way in DIRECTIONS)) for theme, counts in told.items())
    what = style.say("subject.interviews")
    return Chart(
        _finding(told, n, style),
        style.sentence(what, style.count("things.themes", len(told))),
        house.filled_rows(_template(n, heads, style.palette.ramp), rows, BARS, style.colours),
        DataTable((style.say("thing.themes"), *(heads[way] for way in DIRECTIONS)), tuple(lines)),
        subject(strand.round, what, style, style.count("subject.interviews_n", n)),
    )


def _finding(told: Mapping[str, Mapping[Direction, HowMany]], interviews: int, style: Style) -> str:
    """What supports in most interviews, and then what hinders in most; nothing of what only a few told."""
    said = []
    for direction in DIRECTIONS:
        counts = {name: by[direction] for name, by in told.items() if by[direction] != "few"}
        if counts:
            most = max(counts.values(), key=lambda count: interviews if count == "nearly all" else int(count))
            names = [name for name, count in counts.items() if count == most]
            words = {"names": style.named(names, "themes"), "value": style.told_in(most, interviews)}
            said.append(style.say(f"finding.{direction}", **words))
    return style.joined(*said) or style.say("finding.told_few")


def _side(way: Direction, count: HowMany, interviews: int, style: Style) -> Record:
    """One direction of one theme: a bar, or a word and the sign of it."""
    told = {"side": SIDES[way], way: style.told_in(count, interviews)}
    if isinstance(count, int):
        return {**told, "how": "bar", "end": SIDES[way] * count, "words": str(count)}
    return {**told, "how": count, "words": style.say(f"interviews.{'few' if count == 'few' else 'nearly_all'}")}


@known
def _template(interviews: int, heads: Mapping[str, str], ramp: Sequence[str]) -> Spec:
    """`heads`: what the directions are called, of what hinders first."""
    hinders, supports = map(dumps, heads.values())
    words, at = f"datum.value < 0 ? {hinders} : {supports}", [-interviews / 2, interviews / 2]
    look: dict[str, Any] = {"labelOverlap": False, "labelFontWeight": "bold", "minExtent": 22, "maxExtent": 22}
    axis = alt.Axis(title=None, values=at, labelExpr=words, orient="top", **look)
    scale = alt.Scale(domain=[-interviews, interviews], range=[ROOM, WIDTH - ROOM], nice=False)
    from_middle = {"x": alt.X("end:Q", scale=scale, axis=axis), "x2": alt.X2Datum(0)}
    counted, few, nearly = (f"datum.how == '{how}'" for how in ("bar", "few", "nearly all"))
    ring = marks(few, x=alt.datum(0))
    whole = marks(nearly, **from_middle).transform_calculate(end=f"datum.side * {interviews}")
    # Words stand behind a bar or a ring, or in an empty one.
    beside = marks("isValid(datum.words)", x="at:Q", text="words:N").transform_calculate(at="datum.end || 0")
    shade = {"expr": f"datum.side < 0 ? '{ramp[0]}' : '{ramp[-1]}'"}
    told = house.told(heads, "")
    return house.rowed(
        marks(counted, **from_middle).mark_bar(height=BAR, fill=shade, tooltip=told),
        whole.mark_bar(height=BAR, fill="transparent", stroke=MUTED, strokeWidth=1.5, strokeDash=[5, 3], tooltip=told),
        ring.mark_point(size=70, stroke=MUTED, strokeWidth=2, xOffset={"expr": "12 * datum.side"}, tooltip=told),
        midline(alt.datum(0), "datum.side > 0"),
        beside.mark_text(
            align={"expr": "datum.side < 0 ? 'right' : 'left'"},
            xOffset={"expr": f"datum.side * ({counted} ? 7 : {few} ? 22 : 10)"},
            fontWeight={"expr": f"{counted} ? 'bold' : 'normal'"},
        ),
    )
