"""A ranking from its answers: the points of every option, who has it in their top, and how far people agree."""

from collections import Counter
from fractions import Fraction

import pandas as pd

from teamspiegel.contracts.definitions import Round, Team
from teamspiegel.contracts.measured import RankingMeasured
from teamspiegel.contracts.ranking import Ranking


def measure(ranking: Ranking, unit: Team, round_: Round, answers: pd.DataFrame) -> RankingMeasured:
    """A ranking of one unit in one round (`frames.OTHER_ANSWERS`).

    An option gets k less its rank in points, of k options; those that somebody left without a rank share what is left.
    """
    given: dict[str, dict[str, int]] = {}
    for person, option, rank in zip(answers["person"], answers["item"], answers["score"], strict=True):
        given.setdefault(person, {})[option] = int(rank)
    options = [option.id for option in ranking.options]
    ranks = list(given.values())
    whole = [own for own in ranks if len(own) == len(options)]
    return RankingMeasured(
        len(ranks),
        {option: sum((_points(own, option, len(options)) for own in ranks), Fraction()) for option in options},
        {option: sum(own.get(option, ranking.top + 1) <= ranking.top for own in ranks) for option in options},
        max(max(Counter(own.get(option) for own in ranks).values()) for option in options),
        len(whole),
        kendalls_w([[own[option] for own in whole] for option in options]) if whole else None,
    )


def _points(own: dict[str, int], option: str, k: int) -> Fraction:
    if option in own:
        return Fraction(k - own[option])
    left = sum(range(k)) - sum(k - rank for rank in own.values())
    return Fraction(left, k - len(own))


def kendalls_w(ranks: list[list[int]]) -> Fraction:
    """How far m people agree on the order of k options: 12 S / (m² (k³ - k)), from 0 to 1 (Kendall and Babington
    Smith, 1939). S: the squares of how far the sums of ranks lie from their mean. `ranks`: by option, of everybody.
    """
    k, m = len(ranks), len(ranks[0])
    sums = [sum(own) for own in ranks]
    spread = sum((Fraction(one) - Fraction(sum(sums), k)) ** 2 for one in sums)
    return Fraction(12 * spread / (m**2 * (k**3 - k)))
