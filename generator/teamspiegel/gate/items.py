"""What may be said of one item: a fixed function of how many answered, and of the sum of what they answered.

Every rule takes the worst of all answers that a reader could have given, never of those that were given.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from teamspiegel.contracts.answers import AnswerScale
from teamspiegel.contracts.definitions import GateThresholds
from teamspiegel.contracts.measured import Measured
from teamspiegel.contracts.numbers import exact, half_up, root_half_up, rounded_down, rounded_up
from teamspiegel.contracts.published import Published, Withheld

Ends = tuple[Fraction, Fraction]
"""From where to where a mean lies, exactly."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of an item: its mean, or where that lies (`ends`, exact and the same whatever is answered there).

    `mean`: as it is published, or None. `no_mean` and `no_sd`: why there is none.
    """

    ends: Ends
    mean: float | None
    no_mean: Withheld | None
    no_sd: Withheld | None


def said(item: Measured, scale: AnswerScale, decimals: int, thresholds: GateThresholds) -> Said:
    """What is said of a measured item. Of a mean that is told, `ends` are what the published one leaves open."""
    low, high = Fraction(scale.min), Fraction(scale.max)
    margin = near_an_end(item, scale, thresholds)
    if too_few(item, thresholds) or ends_meet(margin, scale):
        return Said((low, high), None, "small", "small")
    if item.mean >= high - margin:
        return Said((high - margin, high), None, "masked", "masked")
    if item.mean <= low + margin:
        return Said((low, low + margin), None, "masked", "masked")
    mean = half_up(item.mean, decimals)
    return Said(means_that_round_to(mean, item.n, scale, decimals), mean, None, _no_sd(item, thresholds))


def published_item(item: Measured, scale: AnswerScale, decimals: int, thresholds: GateThresholds) -> Published:
    """An item as it is published, without flags and interval: for instruments that know no thresholds."""
    found = said(item, scale, decimals, thresholds)
    at_least, at_most = rounded_outwards(found.ends if found.no_mean == "masked" else None, scale, decimals)
    told = found.no_mean is None and found.no_sd is None and item.variance is not None
    sd = root_half_up(item.variance, decimals) if told and item.variance is not None else None
    return Published(
        item.place, item.n, item.people, found.mean, at_least, at_most, sd, withheld=found.no_mean or found.no_sd
    )


def rounded_outwards(bounds: Ends | None, scale: AnswerScale, decimals: int) -> tuple[float | None, float | None]:
    """The bounds, with the mean within them however it is rounded; None at an end of the scale."""
    if bounds is None:
        return None, None
    least, most = rounded_down(bounds[0], decimals), rounded_up(bounds[1], decimals)
    return least if least > scale.min else None, most if most < scale.max else None


def too_few(item: Measured, thresholds: GateThresholds) -> bool:
    """Whether fewer different people answered than a mean needs."""
    return item.people < thresholds.mean


def near_an_end(item: Measured, scale: AnswerScale, thresholds: GateThresholds) -> Fraction:
    """How far from an end of the scale a mean must be to be told: it depends on nobody's answer.

    Nearer than this, one person may have given the other end in all their answers (in a survey: one), and still the
    others would all be at this end, or all but one who is a step away.
    """
    return _margin(item.n, item.most, scale.max - scale.min, scale.step, thresholds.edge)


@cache
def _margin(n: int, most: int, length: int, step: float, edge: Decimal) -> Fraction:
    return max((most * length + Fraction(step)) / n, Fraction(edge))


def ends_meet(margin: Fraction, scale: AnswerScale) -> bool:
    """Whether what is near one end is near the other as well: few people, or one with many of the lessons."""
    return 2 * margin >= scale.max - scale.min


def means_that_round_to(mean: float, n: int, scale: AnswerScale, decimals: int) -> Ends:
    """The lowest and the highest mean of so many answers that is published as this one."""
    return _means(mean, n, scale.min, scale.step, decimals)


@cache
def _means(mean: float, n: int, lowest: int, step: float, decimals: int) -> Ends:
    half, of_mean = Fraction(1, 2 * 10**decimals), Fraction(step) / n
    first, beyond = (-((lowest - exact(mean) - end) // of_mean) for end in (-half, half))
    return lowest + first * of_mean, lowest + (beyond - 1) * of_mean


def _no_sd(item: Measured, thresholds: GateThresholds) -> Withheld | None:
    """Why the SD and the distribution of an item whose mean is told are withheld."""
    if item.people < thresholds.for_spread:
        return "small"
    return "masked" if nearly_alike(item, thresholds) else None


@cache
def _square(edge: Decimal) -> Fraction:
    return Fraction(edge) ** 2


def nearly_alike(item: Measured, thresholds: GateThresholds) -> bool:
    """Whether all but a few gave the same answer, or the SD is as small."""
    small = item.variance is not None and item.variance < _square(thresholds.edge)
    return small or item.alike >= item.n - item.most - thresholds.COVER
