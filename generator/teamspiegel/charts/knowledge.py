"""A knowledge test: how much of a group had each question right, now and in the first round, in the order of asking."""

from teamspiegel.charts.amounts import amount, amounts
from teamspiegel.charts.finding import PARTS, Named, Said, of_parts, subject
from teamspiegel.charts.house import Flag, Record, Row, Series
from teamspiegel.charts.lanes import table
from teamspiegel.charts.style import Style
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.knowledge import KnowledgeResults, KnowledgeTest, System, TestResult
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.strand import Strand


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
            [Flag(style.hidden(by[names[0]].told, by[names[-1]].told), style.colours["muted"])],
        )
        for label, by in asked
    ]
    heads = {round_: round_ if then else "" for round_ in names}
    what = style.say("subject.test", system=system.name)
    named = [Named(item.name, now.items[item.id]) for item in test.items]
    return Chart(
        of_parts(named, style),
        style.sentence(what, style.count("things.test", len(named))),
        amounts(rows, series, (1, "0%", "100%"), style),
        table("test", asked, heads, {style.say("head.right"): style.part}, style, {}),
        subject(strand.round, what, style, style.count("subject.people", now.people)),
    )


def _told(found: KnowledgeResults, system: System) -> TestResult | None:
    """What anybody had right about a system, where anything of that is told."""
    result = found.systems.get(system.id)
    return result if result and any(one.told for one in result.items.values()) else None


def _amount(series: Series, found: Published, style: Style) -> Record:
    told = {style.say("head.right"): style.part(found), style.say("told.n"): str(found.n)}
    return amount(series, found.ends(PARTS.low, PARTS.high), style.part(found), told)
