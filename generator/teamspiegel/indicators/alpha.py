"""How far the items of a layer go together: Cronbach's alpha, over everybody who answered all of them."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pandas as pd

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.frames import CATEGORY
from teamspiegel.contracts.instrument import Instrument, Layer
from teamspiegel.contracts.numbers import sample_variance
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import Publication, Results

NO_ANSWER = -1
"""No number of steps."""


def alphas(
    definitions: Definitions, answers: pd.DataFrame, told: Publication
) -> dict[tuple[str, str], tuple[int, Fraction]]:
    """By instrument and layer: how many people, of several teams together, and alpha; of the last round with answers.

    `answers`: `frames.ANSWERS`. Only teams count of which the layer's SD is told (of a layer about one person: its
    mean), so that nothing withheld is in it. A layer of one item has none, nor has one in which all gave the same.
    """
    found: dict[tuple[str, str], tuple[int, Fraction]] = {}
    for round_ in reversed(definitions.rounds):
        instrument = definitions.instrument_of(round_)
        layers = [layer for layer in instrument.layers if (instrument.id, layer.id) not in found]
        of_round = answers[answers["round"] == round_.id]
        results = [one for one in told.results if one.round == round_.id]
        for layer in layers:
            steps = _steps(instrument, layer, of_round, [one.team for one in results if _is_told(one, layer)])
            alpha = cronbachs_alpha(steps)
            if alpha is not None:
                found[instrument.id, layer.id] = len(steps[0]), alpha
    return found


def _is_told(results: Results, layer: Layer) -> bool:
    level = results.get(Aspect(layer.id, "layer", layer.id))
    return level is not None and (level.mean if layer.about == "person" else level.sd) is not None


def _steps(instrument: Instrument, layer: Layer, answers: pd.DataFrame, teams: Sequence[str]) -> list[list[int]]:
    """What everybody in these teams who answered all items of a layer gave, in steps of its scale, by item."""
    scale, items = instrument.scale_of(layer), [item.id for item in layer.items]
    own = answers[answers["item"].isin(items) & answers["team"].isin(teams)]
    team, unit, item = (own[name].astype(CATEGORY).cat for name in ("team", "unit", "item"))
    people, person = np.unique(team.codes.astype("int64") * len(unit.categories) + unit.codes, return_inverse=True)
    given = np.full((len(items), len(people)), NO_ANSWER)
    place = np.array([items.index(one) if one in items else NO_ANSWER for one in item.categories], "int64")
    given[place[item.codes], person] = (own["score"] - scale.min) / scale.step
    steps: list[list[int]] = given[:, (given != NO_ANSWER).all(axis=0)].tolist()
    return steps


def cronbachs_alpha(steps: Sequence[Sequence[int]]) -> Fraction | None:
    """k/(k - 1) · (1 - the sum of the items' variances over the variance of everybody's total), of k items.

    `steps`: of each item what everybody gave. None for fewer than two items or people, and where all totals are the
    same. Cronbach, Coefficient alpha and the internal structure of tests, Psychometrika 16, 1951.
    """
    k = len(steps)
    if k < 2:
        return None
    variances = [_variance(column) for column in (*steps, [sum(row) for row in zip(*steps, strict=True)])]
    *of_items, of_totals = variances
    if of_totals is None or not of_totals:
        return None
    return Fraction(k, k - 1) * (1 - sum((one or Fraction() for one in of_items), Fraction()) / of_totals)


def _variance(values: Sequence[int]) -> Fraction | None:
    return sample_variance(len(values), sum(values), sum(value**2 for value in values))
