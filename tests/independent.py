"""The indicators once more, written plainly from the definitions and from the text of the files.

Nothing of the package is used: an instrument is the plain value of its YAML, and a table is its CSV text.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from decimal import ROUND_FLOOR, Decimal, localcontext
from fractions import Fraction
from statistics import mean, variance
from typing import Any, NamedTuple

Scores = dict[str, Fraction]
"""One unit's scores by item id; what was not answered is not there."""


class Row(NamedTuple):
    """An indicator as it should be measured."""

    n: int
    mean: float
    sd: float | None
    low: bool
    spread: bool | None


def units(instrument: Mapping[str, Any], source: str, *tables: str) -> list[Scores]:
    """The units in CSV texts of one source, with reversed items turned round."""
    items = {item["id"]: (layer, item) for layer in instrument["layers"] for item in layer["items"]}
    found = []
    for row in (row for table in tables for row in csv.DictReader(io.StringIO(table))):
        scores = {}
        for column, cell in row.items():
            if cell and column in items:
                layer, item = items[column]
                assert layer["source"] == source
                scale = layer.get("scale", instrument["scale"])
                score = Fraction(cell)
                scores[column] = scale["min"] + scale["max"] - score if item.get("reversed") else score
        found.append(scores)
    return found


def indicators(instrument: Mapping[str, Any], by_source: Mapping[str, list[Scores]]) -> dict[tuple[str, str, str], Row]:
    """Every indicator of one team in one round, by source, level and id."""
    found: dict[tuple[str, str, str], Row] = {}
    for layer in instrument["layers"]:
        answered = by_source.get(layer["source"], [])
        for item in layer["items"]:
            scores = [unit[item["id"]] for unit in answered if item["id"] in unit]
            if scores:
                found[layer["id"], "item", item["id"]] = row(instrument, layer, mean(scores), scores)
        for block, inside in blocks(instrument, layer).items():
            add(found, (layer["id"], "block", block), instrument, layer, [[inside]], answered)
        add(found, (layer["id"], "layer", layer["id"]), instrument, layer, [parts(instrument, layer)], answered)
    by_id = {layer["id"]: layer for layer in instrument["layers"]}
    for axis in instrument["axes"]:
        layers = [by_id[layer] for layer in axis["position"]]
        assert len({layer["source"] for layer in layers}) == 1, "an axis over two sources has no SD: not done here"
        nested = [parts(instrument, layer) for layer in layers]
        add(found, ("axis", "axis", axis["id"]), instrument, layers[0], nested, by_source.get(layers[0]["source"], []))
    return found


def add(
    found: dict[tuple[str, str, str], Row],
    place: tuple[str, str, str],
    instrument: Mapping[str, Any],
    layer: Mapping[str, Any],
    nested: list[list[list[str]]],
    answered: list[Scores],
) -> None:
    """A level as layers of groups of items: first the mean of the item means, then the units' own values."""
    items = [item for groups in nested for group in groups for item in group]
    means = {}
    for item in items:
        scores = [unit[item] for unit in answered if item in unit]
        if scores:
            means[item] = mean(scores)
    if not means:
        return
    own = [value(nested, unit) for unit in answered if sum(item in unit for item in items) >= Fraction(len(items), 2)]
    found[place] = row(instrument, layer, value(nested, means), own)


def value(nested: Iterable[Iterable[Iterable[str]]], scores: Scores) -> Fraction:
    """The mean over layers of the mean over groups of the mean over items, where there is a score."""
    layers = []
    for groups in nested:
        known = []
        for group in groups:
            answers = [scores[item] for item in group if item in scores]
            if answers:
                known.append(mean(answers))
        if known:
            layers.append(mean(known))
    return mean(layers)


def parts(instrument: Mapping[str, Any], layer: Mapping[str, Any]) -> list[list[str]]:
    """The groups of items that a layer's mean is the mean of: its blocks, or each item by itself."""
    if layer["mean_of"] == "blocks":
        return list(blocks(instrument, layer).values())
    return [[item["id"]] for item in layer["items"]]


def blocks(instrument: Mapping[str, Any], layer: Mapping[str, Any]) -> dict[str, list[str]]:
    """The items of a layer by block."""
    of_element = {element["id"]: element["block"] for element in instrument["elements"]}
    found: dict[str, list[str]] = {}
    for item in layer["items"]:
        block = item.get("block") or of_element.get(item.get("element"))
        if block:
            found.setdefault(block, []).append(item["id"])
    return found


def row(instrument: Mapping[str, Any], layer: Mapping[str, Any], average: Fraction, values: list[Fraction]) -> Row:
    """An indicator from the mean and from the values that its SD is made of; the flags look at what is shown."""
    thresholds = layer.get("thresholds", instrument["thresholds"])
    places = instrument.get("decimals", 1)
    shown = rounded(decimal(average), places)
    if len(values) < 2:
        return Row(len(values), float(shown), None, shown < Decimal(str(thresholds["bridge_axis"])), None)
    with localcontext() as context:
        context.prec = 50
        sd = rounded(decimal(variance(values)).sqrt(), places)
    low, spread = shown < Decimal(str(thresholds["bridge_axis"])), sd >= Decimal(str(thresholds["spread"]))
    return Row(len(values), float(shown), float(sd), low, spread)


def decimal(fraction: Fraction) -> Decimal:
    with localcontext() as context:
        context.prec = 50
        return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def rounded(number: Decimal, places: int) -> Decimal:
    """Half up."""
    step = Decimal(1).scaleb(-places)
    return (number + step / 2).quantize(step, rounding=ROUND_FLOOR)
