"""The gate of a ranking: the order from as many people as a mean needs, the rest as a spread does.

Ranks hold each other in their places, so sums of options tell of each other: that nobody is sure of all others was
enumerated (`tests/gate/test_ranking.py`) with the exact order, the top and Kendall's W in one decimal.
"""

from teamspiegel.contracts.definitions import GateThresholds, Team
from teamspiegel.contracts.measured import RankingMeasured
from teamspiegel.contracts.numbers import exact, half_up
from teamspiegel.contracts.ranking import Ranking, RankingResults

DECIMALS = 1
"""Of Kendall's W, whatever an instrument says: with more of them it tells too much."""


def gate(ranking: Ranking, unit: Team, measured: RankingMeasured, thresholds: GateThresholds) -> RankingResults:
    """What may be published of a ranking."""
    if measured.people < thresholds.mean:
        return RankingResults(measured.people, withheld="small")
    order = tuple(
        tuple(option for option, points in measured.points.items() if points == one)
        for one in sorted({*measured.points.values()}, reverse=True)
    )
    if measured.people < thresholds.for_spread:
        return RankingResults(measured.people, order, withheld="small")
    if measured.alike >= measured.people - 1 - thresholds.COVER:
        return RankingResults(measured.people, order, withheld="masked")
    enough = measured.complete >= thresholds.for_spread and measured.agreement is not None
    agreement = half_up(measured.agreement, DECIMALS) if enough and measured.agreement is not None else None
    return RankingResults(
        measured.people,
        order,
        measured.top,
        measured.complete,
        agreement,
        None if agreement is None else exact(agreement) < ranking.divided_below,
    )
