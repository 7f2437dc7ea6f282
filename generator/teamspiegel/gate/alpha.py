"""The gate of Cronbach's alpha: one number about a question set, from so many people that it says nothing of any."""

from collections.abc import Mapping
from fractions import Fraction

from teamspiegel.contracts.numbers import half_up
from teamspiegel.contracts.published import Reliability

FEWEST = 30
"""People; with fewer alpha says little of the questions, and more of who answered."""
DECIMALS = 2


def reliabilities(alphas: Mapping[tuple[str, str], tuple[int, Fraction]]) -> dict[tuple[str, str], Reliability]:
    """By instrument and layer, what may be published: never of one team, and of no small group."""
    return {of: Reliability(n, half_up(alpha, DECIMALS)) for of, (n, alpha) in alphas.items() if n >= FEWEST}
