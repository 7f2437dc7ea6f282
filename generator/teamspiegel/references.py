"""References: what a team's means can be held against. Made from published numbers, so nothing withheld is in them."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction

from teamspiegel.contracts.definitions import Benchmark, Definitions
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.numbers import exact, half_up
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.report import Reference, TeamRound


def references(
    definitions: Definitions, view: TeamRound, views: Sequence[TeamRound], hidden: Collection[str] = ()
) -> tuple[Reference, ...]:
    """The benchmarks for a team's round, and the other teams among `views` that were measured in it.

    `hidden`: the teams that the site does not show. A mean of fewer teams than the settings ask for is left out: it
    would say something about one of them.
    """
    fewest = definitions.settings.gate.teams
    benchmarks = (_of(definitions, benchmark, view, fewest) for benchmark in definitions.benchmarks)
    return tuple(reference for reference in (*benchmarks, _others(view, views, hidden, fewest)) if reference.means)


def _of(definitions: Definitions, benchmark: Benchmark, view: TeamRound, fewest: int) -> Reference:
    """A benchmark's means for a round: those of its instrument, for every round or for this one."""
    rows = definitions.reference_means.get(benchmark.id, ()) if benchmark.instrument == view.instrument.id else ()
    fitting = sorted((row for row in rows if row.round in (None, view.round.id)), key=lambda row: row.round is not None)
    return Reference(benchmark, {row.aspect: (row.mean, row.teams) for row in fitting if row.teams >= fewest})


def _others(view: TeamRound, views: Sequence[TeamRound], hidden: Collection[str], fewest: int) -> Reference:
    """The mean of the other teams' published means, wherever enough of them have one.

    A reader can take the teams that the site shows out of such a mean, so as many hidden ones must be left.
    """
    others = [other for other in views if other.round == view.round and other.team != view.team]
    found: dict[Aspect, dict[str, float]] = {}
    for other in others:
        for aspect, mean in _means(other):
            found.setdefault(aspect, {})[other.team.id] = mean
    kept = _kept(
        view.instrument, {aspect: frozenset(hidden).intersection(means) for aspect, means in found.items()}, fewest
    )
    decimals = view.instrument.decimals
    return Reference(
        None,
        {
            aspect: (half_up(sum(map(exact, means.values()), Fraction()) / len(means), decimals), len(means))
            for aspect, means in found.items()
            if len(means) >= fewest and aspect in kept
        },
    )


def _kept(instrument: Instrument, unseen: Mapping[Aspect, frozenset[str]], fewest: int) -> set[Aspect]:
    """The aspects whose mean gives none of the hidden teams behind it away.

    Behind each are none of them, or enough. And of one layer only those aspects are kept that the same hidden
    teams stand behind (those of most aspects), and an axis only with its layers: where a layer's mean has a team in it
    that one of its items has not, that team's own mean would be left when the items are taken from the layer.
    """
    behind = {
        source: max(counted, key=lambda teams: (counted[teams], len(teams), sorted(teams)))
        for source in {aspect.source for aspect in unseen}
        if (counted := Counter(teams for aspect, teams in unseen.items() if aspect.source == source))
    }

    def fits(aspect: Aspect, teams: frozenset[str]) -> bool:
        axis = instrument.axis_by_id.get(aspect.id) if aspect.kind == "axis" else None
        return all(behind.get(source) == teams for source in (axis.position if axis else (aspect.source,)))

    return {aspect for aspect, teams in unseen.items() if not teams or (len(teams) >= fewest and fits(aspect, teams))}


def _means(view: TeamRound) -> Iterator[tuple[Aspect, float]]:
    for aspect, indicator in view.results.indicators.items():
        if indicator.mean is not None:
            yield aspect, indicator.mean
