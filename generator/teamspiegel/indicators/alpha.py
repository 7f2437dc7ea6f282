"""How far the items of a layer go together: Cronbach's alpha, over everybody who answered all of them."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import pandas as pd

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.instrument import Instrument, Layer
from teamspiegel.contracts.numbers import sample_variance
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import Publication, Results


def alphas(
    definitions: Definitions, answers: pd.DataFrame, told: Publication
) -> dict[tuple[str, str], tuple[int, Fraction]]:
    """By instrument and layer: how many people, of several teams together, and alpha; of the last round with answers.

    `answers`: `frames.ANSWERS`. Only teams count of which the layer's SD is told (of a layer about one person: its
    mean), so that nothing withheld is in it. A layer of one item has none, nor has one in which all gave the same.
    """
    found: dict[tuple[str, str], tuple[int, Fraction]] = {}
    for round_ in definitions.rounds:
        instrument = definitions.instrument_of(round_)
        of_round = answers[answers["round"] == round_.id]
        results = [one for one in told.results if one.round == round_.id]
        for layer, n, alpha in _of_layers(instrument, of_round, results):
            found[instrument.id, layer.id] = n, alpha
    return found


def _is_told(results: Results, layer: Layer) -> bool:
    level = results.get(Aspect(layer.id, "layer", layer.id))
    return level is not None and (level.mean if layer.about == "person" else level.sd) is not None


def _of_layers(
    instrument: Instrument, answers: pd.DataFrame, results: Sequence[Results]
) -> Iterator[tuple[Layer, int, Fraction]]:
    for layer in instrument.layers:
        scale, items = instrument.scale_of(layer), [item.id for item in layer.items]
        teams = [one.team for one in results if _is_told(one, layer)]
        own = answers[answers["item"].isin(items) & answers["team"].isin(teams)]
        steps = ((own["score"] - scale.min) / scale.step).astype("int64")
        table = own.assign(steps=steps).pivot_table(index=["team", "unit"], columns="item", values="steps").dropna()
        if len(items) > 1 and set(items) <= set(table.columns):
            columns = {item: [int(step) for step in table[item].tolist()] for item in items}
            alpha = cronbachs_alpha(columns)
            if alpha is not None:
                yield layer, len(table), alpha


def cronbachs_alpha(steps: Mapping[str, Sequence[int]]) -> Fraction | None:
    """k/(k - 1) · (1 - the sum of the items' variances over the variance of everybody's total), of k items.

    None for fewer than two people, and where all totals are the same. Cronbach, Coefficient alpha and the internal
    structure of tests, Psychometrika 16, 1951.
    """
    k, columns = len(steps), list(steps.values())
    variances = [_variance(column) for column in (*columns, [sum(row) for row in zip(*columns, strict=True)])]
    *of_items, of_totals = variances
    if of_totals is None or not of_totals:
        return None
    return Fraction(k, k - 1) * (1 - sum((one or Fraction() for one in of_items), Fraction()) / of_totals)


def _variance(values: Sequence[int]) -> Fraction | None:
    return sample_variance(len(values), sum(values), sum(value**2 for value in values))
