"""A knowledge test: how much of a group had each question right, now and in the first round, in the order of asking."""

from collections.abc import Sequence

from teamspiegel.charts.amounts import amount, amounts
from teamspiegel.charts.finding import Named, Said, ones_of, subject, surely
from teamspiegel.charts.house import Flag, Record, Row, Ruler, Series
from teamspiegel.charts.lanes import table
from teamspiegel.charts.style import Style
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.knowledge import KnowledgeResults, KnowledgeTest, System, TestResult
from teamspiegel.contracts.numbers import percent
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.strand import Strand

PARTS = Ruler(0, 1)
"""What parts of a whole lie between."""


def chart(strand: Strand[KnowledgeTest, KnowledgeResults], system: System, style: Style) -> Chart | None:
    """How much of the group had each question about a system right; None where nothing is told of any."""
    test, now = strand.instrument, _told(strand.latest, system)
    then = _told(strand.rounds[0][1], system) if len(strand.rounds) > 1 else None
    if now is None:
        return None
    rounds = [strand.rounds[0][0], strand.round] if then else [strand.round]
    names = style.rounds(rounds)
    series = [Series(names[-1], "square", style.colours["accent"])]
    if then:
        series.insert(0, Series(names[0], "square", style.colours["muted"], bold=False, hollow=True))
    results = [one for one in (then, now) if one]
    asked = [
        Said(item.name, {round_: result.items[item.id] for round_, result in zip(names, results, strict=True)})
        for item in test.items
    ]
    rows = [
        Row(
            label,
            [_amount(one, by[one.name], style) for one in series if by[one.name].told],
            [Flag(style.hidden(by[names[0]].told, by[names[-1]].told))],
        )
        for label, by in asked
    ]
    heads = {round_: round_ if then else "" for round_ in names}
    what = style.say("subject.test", system=system.name)
    named = [Named(item.name, now.items[item.id]) for item in test.items]
    return Chart(
        _finding(named, style),
        style.sentence(what, style.count("things.test", len(named))),
        amounts(rows, series, (1, "0%", "100%"), {"words": style.say("head.right"), "n": style.say("told.n")}, style),
        table("test", asked, heads, {style.say("head.right"): style.part}, style, {}),
        subject(strand.round, what, style, style.count("subject.people", now.people)),
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


def _told(found: KnowledgeResults, system: System) -> TestResult | None:
    """What anybody had right about a system, where anything of that is told."""
    result = found.systems.get(system.id)
    return result if result and any(one.told for one in result.items.values()) else None


def _amount(series: Series, found: Published, style: Style) -> Record:
    return amount(series, found.ends(PARTS.low, PARTS.high), style.part(found), n=found.n)
