"""The gate of a questionnaire for pupils: of the whole school, and of nothing below it.

A scale is one number of each pupil, so it follows the rules of an item. A class is a teacher: nothing is told of one,
and nothing at all where there are only a few.
"""

from fractions import Fraction
from math import sqrt

from teamspiegel.contracts.definitions import GateThresholds, Team
from teamspiegel.contracts.measured import Clustered, PupilsMeasured
from teamspiegel.contracts.numbers import half_up, root_half_up
from teamspiegel.contracts.pupils import Level, Pupils, PupilScale, PupilsResults
from teamspiegel.contracts.uncertainty import t_quantile
from teamspiegel.gate.items import ends_meet, rounded_outwards


def gate(pupils: Pupils, unit: Team, measured: PupilsMeasured, thresholds: GateThresholds) -> PupilsResults:
    """What may be published of a questionnaire for pupils."""
    levels = {
        scale.id: _level(pupils, scale, found, thresholds)
        for scale in pupils.scales
        if (found := measured.scales.get(scale.id))
    }
    return PupilsResults(measured.pupils, measured.classes, levels)


def _level(pupils: Pupils, scale: PupilScale, found: Clustered, thresholds: GateThresholds) -> Level:
    low, high, n = Fraction(pupils.scale.min), Fraction(pupils.scale.max), found.n
    # One pupil may have given the other end, and one other answer of another pupil may be a step away.
    margin = max((high - low + Fraction(pupils.scale.step)) / n, Fraction(thresholds.edge))
    few = n < thresholds.for_spread or found.classes < pupils.fewest_classes
    if few or ends_meet(margin, pupils.scale):
        return Level(n, found.classes, withheld="small")
    if not low + margin < found.mean < high - margin:
        bounds = (high - margin, high) if found.mean >= high - margin else (low, low + margin)
        at_least, at_most = rounded_outwards(bounds, pupils.scale, pupils.decimals)
        return Level(n, found.classes, at_least=at_least, at_most=at_most, withheld="masked")
    mean = half_up(found.mean, pupils.decimals)
    if found.error is None or _alike(found, thresholds):
        return Level(n, found.classes, mean, withheld="masked")
    half = Fraction(t_quantile(found.classes - 1) * sqrt(found.error))
    return Level(
        n,
        found.classes,
        mean,
        error=root_half_up(found.error, pupils.decimals + 1),
        margin=half_up(half, pupils.decimals),
    )


def _alike(found: Clustered, thresholds: GateThresholds) -> bool:
    """Whether all but a few have the same value, or the values hardly differ."""
    small = found.variance is not None and found.variance < Fraction(thresholds.edge) ** 2
    return small or found.alike >= found.n - 1 - thresholds.COVER
