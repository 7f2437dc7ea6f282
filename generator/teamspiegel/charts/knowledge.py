"""A knowledge test: how much of a group had each question right, now and in the first round, in the order of asking."""

from teamspiegel.charts.amounts import amount, amounts
from teamspiegel.charts.finding import PARTS, Named, of_parts
from teamspiegel.charts.house import Flag, Record, Row, Series
from teamspiegel.charts.strand import name, subtitle
from teamspiegel.charts.style import Style
from teamspiegel.charts.team import KeyedCharts
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.knowledge import KnowledgeResults, KnowledgeTest, System, TestResult
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
    rows = [
        Row(
            item.name,
            [
                _amount(series_, result.items[item.id], style)
                for series_, result in zip(series, results, strict=True)
                if result.items[item.id].told
            ],
            _hidden([result.items[item.id] for result in results], style),
        )
        for item in test.items
    ]
    what = style.say("subject.test", system=system.name)
    named = [Named(item.name, now.items[item.id]) for item in test.items]
    key = f"items:{system.id}"
    return Chart(
        name(strand, key),
        of_parts(named, style),
        style.sentence(what, style.count("things.test", len(named))),
        amounts(rows, series, (1, "0%", "100%"), style),
        _table(test, results, names, style),
        subtitle(strand, what, style, style.count("subject.people", now.people)),
    )


def _amount(series: Series, found: Published, style: Style) -> Record:
    told = {style.say("head.right"): style.part(found), style.say("told.n"): str(found.n)}
    return amount(series, found.ends(PARTS.low, PARTS.high), style.part(found), told)


def _hidden(found: list[Published], style: Style) -> list[Flag]:
    """The word that a question is withheld: in the latest round, or in the first one."""
    then, now = found[0].told, found[-1].told
    word = "change.withheld_then" if now else "change.withheld_now" if then else "withheld"
    return [] if then and now else [Flag(style.say(word), style.colours["muted"])]


def _table(test: KnowledgeTest, results: list[TestResult], names: list[str], style: Style) -> DataTable:
    """A row per question: the part that was right, in each round."""
    right = style.say("head.right")
    heads = [style.say("head.voice", voice=round_, column=right) for round_ in names] if len(names) > 1 else [right]
    lines = ((item.name, *(style.part(result.items[item.id]) for result in results)) for item in test.items)
    return DataTable((style.say("thing.test"), *heads), tuple(lines))
