"""A knowledge test from its answers: the share right of every question and everybody, by system."""

from fractions import Fraction

import pandas as pd

from teamspiegel.contracts.definitions import Round, Team
from teamspiegel.contracts.knowledge import RIGHT_OR_WRONG, KnowledgeTest
from teamspiegel.contracts.measured import KnowledgeMeasured, SystemMeasured
from teamspiegel.contracts.numbers import sample_variance
from teamspiegel.indicators.item import item_of


def measure(test: KnowledgeTest, unit: Team, round_: Round, answers: pd.DataFrame) -> KnowledgeMeasured:
    """The test of one unit in one round (`frames.OTHER_ANSWERS`), in which a question without an answer is wrong."""
    systems = {str(system): own for system, own in answers.groupby("group")}
    return KnowledgeMeasured(
        {
            system.id: _of_system(test, unit, round_, system.id, systems[system.id])
            for system in test.systems
            if system.id in systems
        }
    )


def _of_system(test: KnowledgeTest, unit: Team, round_: Round, system: str, answers: pd.DataFrame) -> SystemMeasured:
    by_item = dict(iter(answers.groupby("item")["score"]))
    items = {item.id: item_of(unit, round_, system, item.id, by_item[item.id], RIGHT_OR_WRONG) for item in test.items}
    right = [int(total) for total in answers.groupby("person")["score"].sum().tolist()]
    variance = sample_variance(len(right), sum(right), sum(one**2 for one in right))
    return SystemMeasured(len(right), items, kr_20(right, [item.mean for item in items.values()]), variance)


def kr_20(right: list[int], shares: list[Fraction]) -> Fraction | None:
    """KR-20: k/(k - 1) · (1 - the sum of p(1 - p) of k questions over the variance of how many were right, over n).

    None where everybody has equally many right. Kuder and Richardson, The theory of the estimation of test
    reliability, Psychometrika 2, 1937.
    """
    n, k = len(right), len(shares)
    variance = Fraction(n * sum(one**2 for one in right) - sum(right) ** 2, n**2)
    if not variance:
        return None
    return Fraction(k, k - 1) * (1 - sum((p * (1 - p) for p in shares), Fraction()) / variance)
