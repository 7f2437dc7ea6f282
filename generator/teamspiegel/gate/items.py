"""What may be said of one item: a fixed function of how many answered, and of the sum of what they answered.

Every rule takes the worst of all answers that a reader could have given, never of those that were given.
"""

from dataclasses import dataclass
from fractions import Fraction

from teamspiegel.contracts.definitions import GateThresholds
from teamspiegel.contracts.instrument import AnswerScale
from teamspiegel.contracts.measured import Measured
from teamspiegel.contracts.numbers import exact, half_up
from teamspiegel.contracts.published import Withheld

COVER = 2
"""Besides one person's own answers, so many more may differ before "nearly all the same" ends.

Answers of v, v, ... and one other look, by their mean, like answers of v - 1, v + 1, v, ... and that other: both must
fall under the rule.
"""


@dataclass(frozen=True)
class Said:
    """What is said of an item: nothing, a mean, or from where to where it lies (`least` to `most`, exact).

    `mean`: the mean as it is published, or None. `no_mean` and `no_sd`: why there is none.
    """

    least: Fraction
    most: Fraction
    mean: float | None
    no_mean: Withheld | None
    no_sd: Withheld | None


def said(item: Measured, scale: AnswerScale, decimals: int, thresholds: GateThresholds) -> Said:
    """What is said of a measured item. The bounds are about the exact mean, as far as the published one tells it."""
    low, high, margin = Fraction(scale.min), Fraction(scale.max), near_an_end(item, scale, thresholds)
    if item.people < thresholds.mean or 2 * margin >= high - low:  # the latter: what is near one end is near the other
        return Said(low, high, None, "small", "small")
    if item.mean >= high - margin:
        return Said(high - margin, high, None, "masked", "masked")
    if item.mean <= low + margin:
        return Said(low, low + margin, None, "masked", "masked")
    mean = half_up(item.mean, decimals)
    return Said(*means_that_round_to(mean, item.n, scale, decimals), mean, None, _no_sd(item, thresholds))


def near_an_end(item: Measured, scale: AnswerScale, thresholds: GateThresholds) -> Fraction:
    """How far from an end of the scale a mean must be to be told.

    Nearer than this, one person may have given the other end in all their answers (a survey: one) and still the others
    would all be at this end, or all but one who is a step away.
    """
    one_person_and_a_step = item.most * (scale.max - scale.min) + Fraction(scale.step)
    return max(one_person_and_a_step / item.n, exact(float(thresholds.edge)))


def means_that_round_to(mean: float, n: int, scale: AnswerScale, decimals: int) -> tuple[Fraction, Fraction]:
    """The lowest and the highest mean of so many answers that is published as this one."""
    half, step = Fraction(1, 2 * 10**decimals), Fraction(scale.step) / n
    first, beyond = (-((scale.min - exact(mean) - end) // step) for end in (-half, half))
    return scale.min + first * step, scale.min + (beyond - 1) * step


def _no_sd(item: Measured, thresholds: GateThresholds) -> Withheld | None:
    """Why the SD and the distribution are withheld: too few people, or all but a few gave the same answer."""
    if item.people < thresholds.for_spread:
        return "small"
    nearly_all = item.alike >= item.n - item.most - COVER
    small = item.variance is not None and item.variance < exact(float(thresholds.edge)) ** 2
    return "masked" if nearly_all or small else None
