"""A ranking: the options in their order, with how often each stands among the first; or only the order."""

from teamspiegel.charts.amounts import amount, amounts
from teamspiegel.charts.finding import dated, of_order
from teamspiegel.charts.house import Row, Ruler, Series, Spec
from teamspiegel.charts.lanes import lanes, mark
from teamspiegel.charts.style import Style, small
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.ranking import Ranking, RankingResults
from teamspiegel.contracts.strand import Strand

Places = dict[str, int]
"""By option, in the order of the chart: its place, which those with equally many points share."""


def chart(strand: Strand[Ranking, RankingResults], style: Style) -> Chart | None:
    """None where no order is told."""
    ranking, found = strand.instrument, strand.latest
    if not found.order:
        return None
    names = {option.id: option.name for option in ranking.options}
    places: Places = {}
    for together in found.order:
        places |= dict.fromkeys(together, len(places) + 1)
    top = found.top or {}
    title = [
        of_order(
            [names[option] for option in found.order[0]],
            {names[id_]: n for id_, n in top.items()},
            ranking.top,
            found.people,
            style,
        )
    ]
    if found.divided is not None:
        title.append(style.say("finding.divided" if found.divided else "finding.agreed"))
    key = "subject.ranking" if found.top is not None else "subject.ranking_order"
    what = style.say(key, top=ranking.top)
    listed = (style.say("ranking.place", place=place, option=small(names[option])) for option, place in places.items())
    return Chart(
        style.say("finding.and").join(title),
        style.sentence(what, ", ".join(listed)),
        _bars(ranking, found, places, names, style) if top else _track(places, names, style),
        _table(ranking, found, places, names, style),
        dated(strand.round, what, style, style.count("subject.people", found.people)),
    )


def _bars(ranking: Ranking, found: RankingResults, places: Places, names: dict[str, str], style: Style) -> Spec:
    own = Series(style.say("means.own"), "square", style.colours["accent"])
    rows = []
    for option, place in places.items():
        n = (found.top or {})[option]
        words = style.say("ranking.count", n=n, of=found.people)
        told = {style.say("head.place"): str(place), style.say("head.top", top=ranking.top): words}
        label = style.say("ranking.place", place=place, option=names[option])
        rows.append(Row(label, [amount(own, (n, n), words, told)]))
    return amounts(rows, [own], (found.people, "0", str(found.people)), style)


def _track(places: Places, names: dict[str, str], style: Style) -> Spec:
    """A mark at its place on a track of all places, where no more than the order is told."""
    own = Series(style.say("means.own"), "circle", style.colours["accent"])
    ruler = Ruler(1, len(places), None, style.say("ranking.first"), style.say("ranking.last"))
    rows = []
    for option, place in places.items():
        rows.append(Row(names[option], [mark(own, (place, place), str(place), style)]))
    return lanes(rows, [own], ruler, style)


def _table(ranking: Ranking, found: RankingResults, places: Places, names: dict[str, str], style: Style) -> DataTable:
    """A row per option: its place, and how many have it among the first."""
    withheld = style.say("withheld")
    lines = tuple(
        (names[option], str(place), withheld if found.top is None else str(found.top[option]))
        for option, place in places.items()
    )
    head = (style.say("thing.options"), style.say("head.place"), style.say("head.top", top=ranking.top))
    return DataTable(head, lines)
