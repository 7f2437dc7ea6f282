"""A ranking: the options in their order, with how often each stands among the first; or only the order."""

from collections.abc import Mapping, Sequence

from teamspiegel.charts.amounts import amount, amounts
from teamspiegel.charts.finding import subject
from teamspiegel.charts.house import Row, Ruler, Series, Spec
from teamspiegel.charts.lanes import lanes
from teamspiegel.charts.style import Style, small
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.ranking import Ranking, RankingResults
from teamspiegel.contracts.strand import Strand


def chart(strand: Strand[Ranking, RankingResults], style: Style) -> Chart | None:
    """None where no order is told."""
    ranking, found = strand.instrument, strand.latest
    names = {option.id: option.name for option in ranking.options}
    # The place of each, which those with equally many points share, and how many have it among the first.
    places: dict[str, int] = {}
    for together in found.order:
        places |= dict.fromkeys((names[option] for option in together), len(places) + 1)
    top = {names[option]: n for option, n in (found.top or {}).items()}
    if not places:
        return None
    what = style.say("subject.ranking_order" if found.top is None else "subject.ranking", top=ranking.top)
    listed = [style.say("ranking.place", place=place, option=small(option)) for option, place in places.items()]
    heads = style.say("head.place"), style.say("head.top", top=ranking.top)
    lines = ((option, str(place), str(top.get(option, style.say("withheld")))) for option, place in places.items())
    return Chart(
        _finding([option for option, place in places.items() if place == 1], top, ranking, found, style),
        style.sentence(what, ", ".join(listed)),
        _bars(places, top, found.people, heads, style) if top else _track(places, style),
        DataTable((style.say("thing.options"), *heads), tuple(lines)),
        subject(strand.round, what, style, style.count("subject.people", found.people)),
    )


def _finding(
    first: Sequence[str], top: Mapping[str, int], ranking: Ranking, found: RankingResults, style: Style
) -> str:
    """What stands first, and how many have it among their first places where that is told; and whether people agree."""
    said = style.count("finding.first", len(first), names=style.named(first, "options"))
    if len(first) == 1 and first[0] in top:
        words = {"name": first[0], "n": top[first[0]], "of": found.people, "top": ranking.top}
        said = style.say("finding.first_of", **words)
    alike = "" if found.divided is None else style.say("finding.divided" if found.divided else "finding.agreed")
    return style.joined(said, alike)


def _bars(places: Mapping[str, int], top: Mapping[str, int], people: int, heads: tuple[str, str], style: Style) -> Spec:
    own = Series(style.say("means.own"), "square", style.colours["accent"])
    rows = []
    for option, place in places.items():
        words = style.say("ranking.count", n=top[option], of=people)
        label = style.say("ranking.place", place=place, option=option)
        rows.append(Row(label, [amount(own, (top[option], top[option]), words, place=place)]))
    return amounts(rows, [own], {0: "0", people: str(people)}, {"place": heads[0], "words": heads[1]}, style)


def _track(places: Mapping[str, int], style: Style) -> Spec:
    """A mark at its place on a track of all places, where no more than the order is told."""
    own = Series(style.say("means.own"), "circle", style.colours["accent"])
    ruler = Ruler(1, len(places), None, style.say("ranking.first"), style.say("ranking.last"))
    marks = ({"series": own.name, "mean": place, "value": str(place)} for place in places.values())
    rows = [Row(option, [mark]) for option, mark in zip(places, marks, strict=True)]
    return lanes(rows, [own], ruler, style, read=())
