"""How sure a published mean is, and how large a difference of two of them can be by chance: both at 95%."""

from fractions import Fraction
from functools import cache
from math import sqrt

from teamspiegel.contracts.known import Known

CONFIDENCE = 0.95

LIKELY = 200
"""Degrees of freedom that another answer soon leads to: of all below it the quantile is found in one go."""

QUANTILES = Known()
"""Quantiles of t as Python writes them, by degrees of freedom."""


def interval_half_width(variance: Fraction | float, n: int, people: int, members: int) -> float:
    """Half the 95% interval of a mean: t * s / sqrt(n) * sqrt((N - p) / (N - 1)).

    `variance` is the sample variance of the n units (n >= 2), p the different people behind them and N the headcount.
    The finite-population correction (Cochran, Sampling Techniques, 3rd ed., section 2.5) makes it 0 when everybody is
    in: then nothing was left to chance in who answered.
    """
    correction = max(members - people, 0) / (members - 1) if members > 1 else 0.0
    return t_quantile(n - 1) * sqrt(variance / n * correction)


def noise_band(old: tuple[Fraction, int], new: tuple[Fraction, int]) -> float:
    """Half the 95% band of a difference of two means that is there without any change: t * sqrt(a + b).

    Each side is its sample variance, exact, and its number of units, n >= 2; a and b are variance / n. The groups are
    taken as unmatched: pseudonyms do not last from one round to the next. t has the degrees of freedom of Welch,
    rounded down (B. L. Welch, The generalization of "Student's" problem, Biometrika 34, 1947). No finite-population
    correction: another day gives other answers also when everybody answers.
    """
    parts = [(variance / n, n) for variance, n in (old, new)]
    total = sum((part for part, _ in parts), Fraction())
    if not total:
        return 0.0
    freedom = total**2 / sum(part**2 / (n - 1) for part, n in parts)
    return t_quantile(int(freedom)) * sqrt(total)


@cache
def t_quantile(df: int) -> float:
    """The two-sided 95% quantile of Student's t with `df` >= 1 degrees of freedom."""
    kept = QUANTILES.get(str(df))
    if kept is None:
        from scipy.special import stdtrit  # an eighth of a second, which is a tenth of a `check`

        for one in {df, *range(1, LIKELY)}:
            QUANTILES.put(str(one), repr(float(stdtrit(one, (1 + CONFIDENCE) / 2))))
        kept = QUANTILES.asked[str(df)]
    return float(kept)
