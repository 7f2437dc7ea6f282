"""One item of an instrument of another kind, where each person answers it once."""

from fractions import Fraction

import pandas as pd

from teamspiegel.contracts.answers import AnswerScale
from teamspiegel.contracts.definitions import Round, Team
from teamspiegel.contracts.measured import Measured
from teamspiegel.contracts.numbers import sample_variance
from teamspiegel.contracts.place import Aspect, Place


def item_of(unit: Team, round_: Round, source: str, id_: str, scores: pd.Series, scale: AnswerScale) -> Measured:
    """What was answered to an item, exactly: `scores`, one for each person. `source`: the group that it is about."""
    steps = [round((score - scale.min) / scale.step) for score in scores.tolist()]
    n, total, squares = len(steps), sum(steps), sum(step**2 for step in steps)
    variance = sample_variance(n, total, squares)
    return Measured(
        Place(unit.id, round_.id, Aspect(source, "item", id_)),
        n,
        n,
        scale.at(Fraction(total, n)),
        None if variance is None else variance * Fraction(scale.step) ** 2,
        alike=max(map(steps.count, steps)),
    )
