"""The gate of a placement: everything of a topic is a fixed function of how many of one group chose each phase.

Roles are never added up: what all of them chose, less what is told of some, would be what the others chose.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from teamspiegel.contracts.definitions import GateThresholds, Team
from teamspiegel.contracts.measured import PlacementMeasured
from teamspiegel.contracts.placement import Place, Placement, PlacementResults

TOGETHER = Fraction(3, 4)
"""The part that two phases beside each other hold, where a group is not divided."""
TALKING = Fraction(1, 3)
"""The part of a group that makes a talking point."""


def gate(placement: Placement, unit: Team, measured: PlacementMeasured, thresholds: GateThresholds) -> PlacementResults:
    """What may be published of a placement."""
    return PlacementResults(
        measured.people,
        {
            topic: {group: place(placement, counts, thresholds) for group, counts in of.items()}
            for topic, of in measured.counts.items()
        },
    )


def place(placement: Placement, counts: Sequence[int], thresholds: GateThresholds) -> Place:
    """The median and the word from as many people as a mean needs; the counts, and what follows, as a spread does."""
    n = sum(counts)
    if n < thresholds.mean:
        return Place(n, withheld="small")
    middle = median(counts)
    talks = None
    if placement.talking_point is not None:
        low = sum(counts[: placement.talking_point])
        talks = middle <= placement.talking_point or Fraction(low, n) >= TALKING
    if n < thresholds.for_spread:
        return Place(n, middle, talking_point=talks, withheld="small")
    if max(counts) >= n - 1 - thresholds.COVER:
        return Place(n, middle, talking_point=talks, withheld="masked")
    pairs = [Fraction(one + other, n) for one, other in pairwise(counts)]
    return Place(n, middle, tuple(counts), max(pairs) < TOGETHER, talks)


def median(counts: Sequence[int]) -> int:
    """The phase of whoever stands in the middle, from 1 on; of two in the middle the lower one."""
    middle, passed = (sum(counts) + 1) // 2, 0
    for phase, count in enumerate(counts, 1):
        passed += count
        if passed >= middle:
            return phase
    raise ValueError("nobody answered")
