"""The gate of a network: three numbers of the whole, where nobody can read from them who is tied to whom.

A reader knows their own ties. Each number is told only where more is open in it than any one person could have
drawn: so whatever a reader drew, what others drew may lie in more than one way.
"""

from fractions import Fraction

from teamspiegel.contracts.definitions import GateThresholds, Team
from teamspiegel.contracts.measured import NetworkMeasured, TiesMeasured
from teamspiegel.contracts.network import Network, NetworkResults, Ties, centralisation, density, reciprocity
from teamspiegel.contracts.numbers import half_up

DECIMALS = 2
"""Of a share: whole percentages."""
ENOUGH_ANSWERED = Fraction(4, 5)
"""The part of the list that must have answered: a tie that nobody was asked about is no tie that is not there."""
LISTED_FOR_ISOLATED = 20
FEWEST_ISOLATED = 3


def gate(network: Network, unit: Team, measured: NetworkMeasured, thresholds: GateThresholds) -> NetworkResults:
    """What may be published of a network."""
    listed, answered = measured.listed, measured.answered
    if answered < thresholds.for_spread or Fraction(answered, listed) < ENOUGH_ANSWERED:
        return NetworkResults(listed, answered, {}, "small")
    return NetworkResults(
        listed, answered, {question: _ties(found, thresholds) for question, found in measured.ties.items()}
    )


def _ties(found: TiesMeasured, thresholds: GateThresholds) -> Ties:
    """One question. Without its density nothing else of it is told."""
    most = found.listed  # what one person can have drawn, and one tie of another
    if not most < found.drawn < found.answered * (found.listed - 1) - most:
        return Ties()
    numbers = {"density": density(found.listed, found.answered, found.drawn)}
    # Pairs of whoever reads: with so many more, one of others can be another way without a change of the number.
    one_way, both_ways = found.both - found.mutual, found.mutual // 2
    if min(one_way, both_ways) >= found.answered and _away_is_open(found):
        numbers["reciprocity"] = reciprocity(found.both, found.mutual)
    # With the density it gives away how often the one was named who was named most.
    if 1 + thresholds.COVER < found.most < found.answered - 1 - thresholds.COVER:
        numbers["centralisation"] = centralisation(found.listed, found.drawn, found.most)
    if found.listed >= LISTED_FOR_ISOLATED and FEWEST_ISOLATED <= found.isolated <= found.answered - FEWEST_ISOLATED:
        numbers["isolated"] = Fraction(found.isolated, found.answered)
    told = {name: half_up(number, DECIMALS) for name, number in numbers.items()}
    errors = {name: half_up(Fraction(found.errors[name]), DECIMALS) for name in told if name in found.errors}
    return Ties(**told, errors=errors)


def _away_is_open(found: TiesMeasured) -> bool:
    """Whether ties to those who did not answer may be there or not, whatever one person drew.

    They are in the density and not in the reciprocity, so that both together may tell how many there are.
    """
    silent, away = found.listed - found.answered, found.drawn - found.both
    most = silent + 1  # what one person can have drawn, and one tie of another
    return not silent or most < away < found.answered * silent - most
