"""A questionnaire for pupils from its answers: of every scale the pupils' own values, added up by class."""

from fractions import Fraction

import pandas as pd

from teamspiegel.contracts.definitions import Round, Team
from teamspiegel.contracts.measured import Clustered, PupilsMeasured
from teamspiegel.contracts.pupils import Pupils, PupilScale


def measure(pupils: Pupils, unit: Team, round_: Round, answers: pd.DataFrame) -> PupilsMeasured:
    """Every scale of one school in one round (`frames.OTHER_ANSWERS`).

    A pupil's value is the mean of the answers to the scale; it counts when at least half of the questions have one.
    """
    return PupilsMeasured(
        int(answers["person"].nunique()),
        int(answers["group"].nunique()),
        {scale.id: _clustered(_values(pupils, scale, answers)) for scale in pupils.scales},
    )


def _values(pupils: Pupils, scale: PupilScale, answers: pd.DataFrame) -> dict[str, list[Fraction]]:
    """The pupils' own values by class, exact."""
    items = [item.id for item in scale.items]
    own = answers[answers["item"].isin(items)]
    steps = ((own["score"] - pupils.scale.min) / pupils.scale.step).astype("int64")
    table = own.assign(steps=steps).groupby(["group", "person"])["steps"].agg(["size", "sum"]).reset_index()
    found: dict[str, list[Fraction]] = {}
    for group, answered, total in zip(table["group"], table["size"].tolist(), table["sum"].tolist(), strict=True):
        if 2 * answered >= len(items):
            found.setdefault(group, []).append(pupils.scale.at(Fraction(total, answered)))
    return found


def _clustered(values: dict[str, list[Fraction]]) -> Clustered | None:
    """The mean of all pupils, its squared standard error over classes, and the variance; None when nobody has a value.

    SE² = C/(C - 1) · the sum over classes of [the sum of (x - mean) in the class]², over N² (the linearised variance of
    a ratio with classes as clusters: Cochran, Sampling Techniques, 3rd ed., 9A.2).
    """
    every = [value for own in values.values() for value in own]
    n, classes = len(every), len(values)
    if not n:
        return None
    mean = sum(every, Fraction()) / n
    within = sum((sum((value - mean for value in own), Fraction()) ** 2 for own in values.values()), Fraction())
    squares = sum(((value - mean) ** 2 for value in every), Fraction())
    return Clustered(
        n,
        classes,
        mean,
        Fraction(classes, classes - 1) * within / n**2 if classes > 1 else None,
        squares / (n - 1) if n > 1 else None,
        max(map(every.count, every)),
    )
