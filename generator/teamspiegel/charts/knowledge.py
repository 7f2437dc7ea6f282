"""A knowledge test: how much of a group had each question right, now and in the first round, in the order of asking."""

from collections.abc import Sequence

from teamspiegel.charts.amounts import amount, amounts
from teamspiegel.charts.finding import Named, Said, ones_of, subject, surely
from teamspiegel.charts.house import Flag, Record, Row, Ruler, Series
from teamspiegel.charts.lanes import table
from teamspiegel.charts.style import Style
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.knowledge import KnowledgeResults, KnowledgeTest, System
from teamspiegel.contracts.numbers import percent
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.strand import Strand

PARTS = Ruler(0, 1)
"""What parts of a whole lie between."""


def chart(strand: Strand[KnowledgeTest, KnowledgeResults], system: System, style: Style) -> Chart | None:
    """How much of the group had each question about a system right; None where nothing is told of any."""
    first_and_last = (*strand.rounds[:-1][:1], strand.rounds[-1])
    results = {round_.id: found.systems.get(system.id) for round_, found in first_and_last}
    told = {id_: one for id_, one in results.items() if one and any(item.told for item in one.items.values())}
    if strand.round.id not in told:
        return None
    *then, now = style.rounds([round_ for round_, _ in first_and_last if round_.id in told])
    series = [Series(name, "square", style.colours["muted"], bold=False, hollow=True) for name in then]
    series.append(Series(now, "square", style.colours["accent"]))
    asked = [
        Said(item.name, {name: one.items[item.id] for name, one in zip((*then, now), told.values(), strict=True)})
        for item in strand.instrument.items
    ]
    rows = [
        Row(
            label,
            [_amount(one, by[one.name], style) for one in series if by[one.name].told],
            [Flag(style.hidden(by[series[0].name].told, by[now].told))],
        )
        for label, by in asked
    ]
    heads = {name: name if then else "" for name in (*then, now)}
    what = style.say("subject.test", system=system.name)
    return Chart(
        _finding([Named(label, by[now]) for label, by in asked], style),
        style.sentence(what, style.count("things.test", len(asked))),
        amounts(rows, series, (1, "0%", "100%"), {"words": style.say("head.right"), "n": style.say("told.n")}, style),
        table("test", asked, heads, {style.say("head.right"): style.part}, style, {}),
        subject(strand.round, what, style, style.count("subject.people", told[strand.round.id].people)),
    )


def _finding(found: Sequence[Named], style: Style) -> str:
    """What is known already, and what is something to find out together: never what is best or worst."""
    told = [one for one in found if one.indicator.told]
    top, bottom = surely("highest", told, PARTS), surely("lowest", told, PARTS)
    ends = {"right": top} if len(top) == len(told) else {"right": top, "together": bottom}
    said = [ones_of(word, ones, "test", style, style.part(ones[0].indicator)) for word, ones in ends.items() if ones]
    if said:
        return style.joined(*said)
    lows, highs = zip(*(one.indicator.ends(PARTS.low, PARTS.high) for one in told), strict=True)
    low, high = percent(min(lows)), percent(max(highs))
    return style.say("finding.right_between", things=style.count("things.test", len(told)), low=low, high=high)


def _amount(series: Series, found: Published, style: Style) -> Record:
    return amount(series, found.ends(PARTS.low, PARTS.high), style.part(found), n=found.n)
