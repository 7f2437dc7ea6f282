"""A knowledge test: how much of a group had each question right, now and in the first round, in the order of asking."""

from collections.abc import Sequence

from teamspiegel.charts.amounts import amount, amounts
from teamspiegel.charts.change import series_of
from teamspiegel.charts.finding import Named, Said, ones_of, subject, surely
from teamspiegel.charts.house import Flag, Row, Ruler
from teamspiegel.charts.lanes import table
from teamspiegel.charts.style import Style
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.knowledge import KnowledgeResults, KnowledgeTest, System
from teamspiegel.contracts.numbers import percent
from teamspiegel.contracts.strand import Strand

PARTS = Ruler(0, 1)
"""What parts of a whole lie between."""


def chart(strand: Strand[KnowledgeTest, KnowledgeResults], system: System, style: Style) -> Chart | None:
    """How much of the group had each question about a system right; None where nothing is told of any."""
    # The first and the last, which may be one.
    results = {round_: found.systems.get(system.id) for round_, found in (strand.rounds[0], strand.rounds[-1])}
    told = {round_: one for round_, one in results.items() if one and any(item.told for item in one.items.values())}
    now = strand.round
    if now not in told:
        return None
    looks = series_of([*told], style).items()
    series = {round_: look._replace(shape="square", hollow=not look.bold) for round_, look in looks}
    asked = [
        Said(item.name, {round_.id: one.items[item.id] for round_, one in told.items()})
        for item in strand.instrument.items
    ]
    rows = [
        Row(
            row.label,
            [amount(series[at], one.ends(0, 1), style.part(one), n=one.n) for at, one in row.told.items()],
            [Flag(style.hidden(next(iter(series)) in row.told, now.id in row.told))],
        )
        for row in asked
    ]
    heads = {round_: one.name if len(series) > 1 else "" for round_, one in series.items()}
    what, right = style.say("subject.test", system=system.name), style.say("head.right")
    return Chart(
        _finding([Named(row.label, row.told[now.id]) for row in asked if now.id in row.told], style),
        style.sentence(what, style.count("things.test", len(asked))),
        amounts(rows, series.values(), {0: "0%", 1: "100%"}, {"words": right, "n": style.say("told.n")}, style),
        table("test", asked, heads, {right: style.part}, style, {}),
        subject(now, what, style, style.count("subject.people", told[now].people)),
    )


def _finding(told: Sequence[Named], style: Style) -> str:
    """What is known already, and what is something to find out together: never what is best or worst."""
    top, bottom = surely("highest", told, PARTS), surely("lowest", told, PARTS)
    ends = {"right": top} if len(top) == len(told) else {"right": top, "together": bottom}
    said = [ones_of(word, ones, "test", style, style.part(ones[0].indicator)) for word, ones in ends.items() if ones]
    if said:
        return style.joined(*said)
    lows, highs = zip(*(one.indicator.ends(PARTS.low, PARTS.high) for one in told), strict=True)
    low, high = percent(min(lows)), percent(max(highs))
    return style.say("finding.right_between", things=style.count("things.test", len(told)), low=low, high=high)
