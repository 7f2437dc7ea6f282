"""How what instruments of other kinds published moved between rounds: from published numbers only."""

from fractions import Fraction
from math import sqrt
from typing import Any

from teamspiegel.contracts.knowledge import KnowledgeTest, TestResult
from teamspiegel.contracts.network import Network, Ties
from teamspiegel.contracts.numbers import exact, half_up
from teamspiegel.contracts.pupils import Level, Pupils
from teamspiegel.contracts.strand import Progress, Strand
from teamspiegel.contracts.uncertainty import noise_band, t_quantile

DECIMALS = 2
"""Of a share: whole percentages."""


def moves(strand: Strand[Any, Any]) -> dict[str, Progress]:
    """How the numbers of a strand moved from its first round to its latest, for kinds that tell it."""
    first, latest = strand.rounds[0][1], strand.latest
    found: dict[str, Progress | None] = {}
    if first is latest:
        return {}
    if isinstance(strand.instrument, Pupils):
        both = first.levels.keys() & latest.levels.keys()
        found = {id_: progress(first.levels[id_], latest.levels[id_], strand.instrument.decimals) for id_ in both}
    if isinstance(strand.instrument, KnowledgeTest):
        both = first.systems.keys() & latest.systems.keys()
        found = {id_: progress_of_test(first.systems[id_], latest.systems[id_]) for id_ in both}
    if isinstance(strand.instrument, Network):
        found = {
            f"{id_}:{name}": _of_ties(first.ties[id_], latest.ties[id_], name)
            for id_ in first.ties.keys() & latest.ties.keys()
            for name in latest.ties[id_].errors
        }
    return {id_: move for id_, move in found.items() if move}


def _of_ties(then: Ties, now: Ties, name: str) -> Progress | None:
    """How a number of a network moved: clear beyond 2 · sqrt(SE₁² + SE₂²) (Snijders and Borgatti, 1999)."""
    old, new = getattr(then, name), getattr(now, name)
    if old is None or new is None:
        return None
    errors = (exact(one.errors[name]) ** 2 for one in (then, now))
    difference, margin = exact(new) - exact(old), half_up(Fraction(2 * sqrt(sum(errors))), DECIMALS)
    return Progress(float(difference), margin, abs(difference) > exact(margin))


def progress(then: Level, now: Level, decimals: int) -> Progress | None:
    """How a scale of pupils moved; None where a mean or its standard error is withheld in either round.

    The margin is t · sqrt(SE₁² + SE₂²), with t of the smaller number of classes less one: other pupils answered, or
    the same ones whom nobody can pair, so the rounds count as two samples.
    """
    if then.mean is None or now.mean is None or then.error is None or now.error is None:
        return None
    difference = exact(now.mean) - exact(then.mean)
    error = sqrt(exact(then.error) ** 2 + exact(now.error) ** 2)
    margin = half_up(Fraction(t_quantile(min(then.classes, now.classes) - 1) * error), decimals)
    return Progress(float(difference), margin, abs(difference) > exact(margin))


def progress_of_test(then: TestResult, now: TestResult) -> Progress | None:
    """How a group's share right moved in one system, with the noise band of two unmatched groups; None as above."""
    if then.mean is None or now.mean is None or then.sd is None or now.sd is None:
        return None
    difference = exact(now.mean) - exact(then.mean)
    sides = [(exact(one.sd) ** 2, one.people) for one in (then, now) if one.sd is not None]
    margin = half_up(Fraction(noise_band(sides[0], sides[1])), DECIMALS)
    return Progress(float(difference), margin, abs(difference) > exact(margin))
