"""References: what a team's means can be held against. Made from published numbers, so nothing withheld is in them."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from teamspiegel.contracts.definitions import Benchmark, Definitions
from teamspiegel.contracts.insights import Reference, TeamRound
from teamspiegel.contracts.numbers import exact, half_up
from teamspiegel.contracts.published import Place

FEWEST_OTHERS = 5
"""Fewer other teams than these would say something about one of them."""


def references(definitions: Definitions, view: TeamRound, views: Sequence[TeamRound]) -> tuple[Reference, ...]:
    """The benchmarks for a team's round, and the other teams among `views` that were measured in it."""
    benchmarks = (_of(definitions, benchmark, view) for benchmark in definitions.benchmarks)
    return tuple(reference for reference in (*benchmarks, _others(view, views)) if reference.means)


def _of(definitions: Definitions, benchmark: Benchmark, view: TeamRound) -> Reference:
    """A benchmark's means for a round: those of its instrument, for every round or for this one."""
    rows = definitions.reference_means.get(benchmark.id, ()) if benchmark.instrument == view.instrument.id else ()
    fitting = sorted((row for row in rows if row.round in (None, view.round.id)), key=lambda row: row.round is not None)
    return Reference(benchmark, {row.place: (row.mean, row.teams) for row in fitting})


def _others(view: TeamRound, views: Sequence[TeamRound]) -> Reference:
    """The mean of the other teams' published means, wherever at least five of them have one."""
    others = [other for other in views if other.round == view.round and other.team != view.team]
    found: dict[Place, list[float]] = {}
    for place, mean in (pair for other in others for pair in _means(other)):
        found.setdefault(place, []).append(mean)
    decimals = view.instrument.decimals
    return Reference(
        None,
        {
            place: (half_up(sum(map(exact, means), Fraction()) / len(means), decimals), len(means))
            for place, means in found.items()
            if len(means) >= FEWEST_OTHERS
        },
    )


def _means(view: TeamRound) -> Iterator[tuple[Place, float]]:
    for place, indicator in view.results.indicators.items():
        if indicator.mean is not None:
            yield place, indicator.mean
