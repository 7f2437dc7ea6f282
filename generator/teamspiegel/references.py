"""References: what a team's means can be held against. Made from published numbers, so nothing withheld is in them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from teamspiegel.contracts.definitions import Benchmark, Definitions
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.numbers import exact, half_up
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.report import Reference, TeamRound

Teams = int
"""A set of teams as bits, one for each team: a school of ten thousand is held against itself."""


@dataclass
class _Total:
    """The published means of one aspect in one round, added up, and the teams that they are of."""

    sum: Fraction = Fraction()
    teams: Teams = 0


@dataclass(frozen=True)
class PublishedMeans:
    """What all teams published, added up once: by round and aspect. A team's own is taken out again where it reads."""

    bit: Mapping[str, Teams]
    totals: Mapping[str, Mapping[Aspect, _Total]] = field(default_factory=dict)

    @classmethod
    def of(cls, definitions: Definitions, views: Iterable[TeamRound]) -> "PublishedMeans":
        """The means of these team rounds."""
        bit = {team: 1 << at for at, team in enumerate(definitions.team_by_id)}
        totals: dict[str, dict[Aspect, _Total]] = {}
        for view in views:
            of_round = totals.setdefault(view.round.id, {})
            for aspect, indicator in view.results.indicators.items():
                if indicator.mean is not None and not _about_a_person(view.instrument, aspect):
                    total = of_round.setdefault(aspect, _Total())
                    total.sum += exact(indicator.mean)
                    total.teams |= bit[view.team.id]
        return cls(bit, totals)

    def without(self, view: TeamRound) -> dict[Aspect, _Total]:
        """The means of the other teams in a team's round."""
        own, found = self.bit[view.team.id], dict[Aspect, _Total]()
        for aspect, total in self.totals.get(view.round.id, {}).items():
            indicator = view.results.get(aspect)
            mean = exact(indicator.mean) if indicator and indicator.mean is not None else 0
            if teams := total.teams & ~own:
                found[aspect] = _Total(total.sum - mean, teams)
        return found


def _about_a_person(instrument: Instrument, aspect: Aspect) -> bool:
    """Whether a number is about the work of one person, which is held against nobody else's."""
    layer = instrument.layer_by_id.get(aspect.source)
    return layer is not None and layer.about == "person"


def references(
    definitions: Definitions, view: TeamRound, means: PublishedMeans, hidden: Collection[str] = ()
) -> tuple[Reference, ...]:
    """The benchmarks for a team's round, and the other teams that were measured in it.

    `hidden`: the teams that the site does not show. A mean of fewer teams than the settings ask for is left out: it
    would say something about one of them.
    """
    fewest = definitions.settings.gate.teams
    benchmarks = (_of(definitions, benchmark, view, fewest) for benchmark in definitions.benchmarks)
    unseen = sum(means.bit[team] for team in hidden)
    others = _others(view, means.without(view), unseen, fewest)
    return tuple(reference for reference in (*benchmarks, others) if reference.means)


def _of(definitions: Definitions, benchmark: Benchmark, view: TeamRound, fewest: int) -> Reference:
    """A benchmark's means for a round: those of its instrument, for every round or for this one."""
    rows = definitions.reference_means.get(benchmark.id, ()) if benchmark.instrument == view.instrument.id else ()
    fitting = sorted((row for row in rows if row.round in (None, view.round.id)), key=lambda row: row.round is not None)
    kept = {row.aspect: row for row in fitting if row.teams >= fewest}
    schools = {aspect: row.schools for aspect, row in kept.items() if row.schools is not None}
    return Reference(benchmark, {aspect: (row.mean, row.teams) for aspect, row in kept.items()}, schools)


def _others(view: TeamRound, others: Mapping[Aspect, _Total], hidden: Teams, fewest: int) -> Reference:
    """The mean of the other teams' published means, wherever enough of them have one.

    A reader can take the teams that the site shows out of such a mean, so as many hidden ones must be left.
    """
    kept = _kept(view.instrument, {aspect: total.teams & hidden for aspect, total in others.items()}, fewest)
    counts = {aspect: total.teams.bit_count() for aspect, total in others.items()}
    return Reference(
        None,
        {
            aspect: (half_up(total.sum / counts[aspect], view.instrument.decimals), counts[aspect])
            for aspect, total in others.items()
            if counts[aspect] >= fewest and aspect in kept
        },
    )


def _most_often(counted: Counter[Teams]) -> Teams:
    """The teams that stand behind most aspects; of equals the largest group."""
    return max(counted, key=lambda teams: (counted[teams], teams.bit_count(), teams))


def _kept(instrument: Instrument, unseen: Mapping[Aspect, Teams], fewest: int) -> set[Aspect]:
    """The aspects whose mean gives none of the hidden teams behind it away.

    Behind each are none of them, or enough. And of one layer only those aspects are kept that the same hidden
    teams stand behind (those of most aspects), and an axis only with its layers: where a layer's mean has a team in it
    that one of its items has not, that team's own mean would be left when the items are taken from the layer.
    """
    of_source: dict[str, Counter[Teams]] = {}
    for aspect, teams in unseen.items():
        of_source.setdefault(aspect.source, Counter())[teams] += 1
    behind = {source: _most_often(counted) for source, counted in of_source.items()}

    def fits(aspect: Aspect, teams: Teams) -> bool:
        axis = instrument.axis_by_id.get(aspect.id) if aspect.kind == "axis" else None
        return all(behind.get(source) == teams for source in (axis.position if axis else (aspect.source,)))

    return {
        aspect for aspect, teams in unseen.items() if not teams or (teams.bit_count() >= fewest and fits(aspect, teams))
    }
