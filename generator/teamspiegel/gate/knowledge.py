"""The gate of a knowledge test: every question by the rules of an item, the test from what is said of its questions.

Nothing is told of a group that is smaller than a spread needs, and of how its people lie apart no more than the SD.
"""

from decimal import Decimal
from fractions import Fraction

from teamspiegel.contracts.definitions import GateThresholds, Team
from teamspiegel.contracts.knowledge import RIGHT_OR_WRONG, KnowledgeResults, KnowledgeTest, TestResult
from teamspiegel.contracts.measured import KnowledgeMeasured, Measured, SystemMeasured
from teamspiegel.contracts.numbers import half_up, root_half_up, rounded_down, rounded_up
from teamspiegel.contracts.published import Published
from teamspiegel.gate.items import Said, published_item, said

DECIMALS = 2
"""Of a share: whole percentages."""
FOR_RELIABILITY = 30
"""So many people are needed before KR-20 says anything."""


def gate(test: KnowledgeTest, unit: Team, measured: KnowledgeMeasured, thresholds: GateThresholds) -> KnowledgeResults:
    """What may be published of a knowledge test. Groups of several systems are never added up."""
    # Of two scores the margin at an end follows from how many answered alone: another part of the scale is no step.
    shares = thresholds.model_copy(update={"mean": thresholds.for_spread, "edge": Decimal(0)})
    return KnowledgeResults({system: _system(found, shares) for system, found in measured.systems.items()})


def _system(found: SystemMeasured, thresholds: GateThresholds) -> TestResult:
    items = {id_: _item(item, thresholds) for id_, item in found.items.items()}
    if found.people < thresholds.for_spread:
        return TestResult(found.people, items, withheld="small")
    every = [said(item, RIGHT_OR_WRONG, DECIMALS, thresholds) for item in found.items.values()]
    if any(one.mean is None for one in every):
        least, most = _between(every)
        if most - least >= thresholds.WIDEST:
            return TestResult(found.people, items, withheld="derived")
        return TestResult(
            found.people,
            items,
            at_least=rounded_down(least, DECIMALS) or None,
            at_most=rounded_up(most, DECIMALS) if most < 1 else None,
            withheld="derived",
        )
    k = len(items)
    mean = half_up(sum((item.mean for item in found.items.values()), Fraction()) / k, DECIMALS)
    if any(one.no_sd for one in every) or found.variance is None:
        return TestResult(found.people, items, mean, withheld="derived")
    sure = found.reliability if found.people >= FOR_RELIABILITY else None
    return TestResult(
        found.people,
        items,
        mean,
        sd=root_half_up(found.variance / k**2, DECIMALS),
        reliability=half_up(sure, DECIMALS) if sure is not None else None,
    )


def _item(item: Measured, thresholds: GateThresholds) -> Published:
    """A question without its SD, which follows from the share."""
    found = published_item(item, RIGHT_OR_WRONG, DECIMALS, thresholds)
    return Published(
        found.place, found.n, found.people, found.mean, found.at_least, found.at_most, withheld=found.withheld
    )


def _between(every: list[Said]) -> tuple[Fraction, Fraction]:
    """From where to where the mean of all questions lies, by what is said of each."""
    least, most = (sum((one.ends[end] for one in every), Fraction()) / len(every) for end in (0, 1))
    return least, most
