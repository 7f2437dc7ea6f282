"""A knowledge test: how much of a group had each question right, now and in the first round, in the order of asking."""

from teamspiegel.charts.amounts import amount, amounts
from teamspiegel.charts.finding import PARTS, Named, Said, dated, of_parts
from teamspiegel.charts.house import Flag, Record, Row, Series
from teamspiegel.charts.lanes import table
from teamspiegel.charts.style import Style
from teamspiegel.charts.team import KeyedCharts
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.knowledge import KnowledgeResults, KnowledgeTest, System
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.strand import Strand


def charts(strand: Strand[KnowledgeTest, KnowledgeResults], style: Style) -> KeyedCharts:
    """items:<system> for each system that anybody made the test about; None where nothing is told of any question."""
    for system in strand.instrument.systems:
        if system.id in strand.latest.systems:
            yield f"items:{system.id}", _chart(strand, system, style)


def _chart(strand: Strand[KnowledgeTest, KnowledgeResults], system: System, style: Style) -> Chart | None:
    test, now = strand.instrument, strand.latest.systems[system.id]
    then = strand.rounds[0][1].systems.get(system.id) if len(strand.rounds) > 1 else None
    if not any(one.told for one in now.items.values()):
        return None
    if then and not any(one.told for one in then.items.values()):
        then = None
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
            _hidden([*by.values()], style),
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
        dated(strand.round, what, style, style.count("subject.people", now.people)),
    )


def _amount(series: Series, found: Published, style: Style) -> Record:
    told = {style.say("head.right"): style.part(found), style.say("told.n"): str(found.n)}
    return amount(series, found.ends(PARTS.low, PARTS.high), style.part(found), told)


def _hidden(found: list[Published], style: Style) -> list[Flag]:
    """The word that a question is withheld: in the latest round, or in the first one."""
    then, now = found[0].told, found[-1].told
    word = "change.withheld_then" if now else "change.withheld_now" if then else "withheld"
    return [] if then and now else [Flag(style.say(word), style.colours["muted"])]
