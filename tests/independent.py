"""The indicators and changes once more, written plainly from the definitions and from the text of the files.

Nothing of the package is used: an instrument is the plain value of its YAML, and a table is its CSV text.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from decimal import ROUND_FLOOR, Decimal, localcontext
from fractions import Fraction
from functools import cache
from math import gamma, pi, sqrt
from statistics import mean, variance
from typing import Any, NamedTuple

Scores = dict[str, Fraction]
"""One unit's scores by item id; what was not answered is not there."""
Place = tuple[str, str, str]
"""Source, level and id."""
Parts = list[list[list[str]]]
"""What a level is made of: layers, of groups, of items."""


class Unit(NamedTuple):
    """A respondent or a lesson: the person behind it and its scores."""

    person: str
    scores: Scores


class Basis(NamedTuple):
    """What an indicator is made from: its exact mean, the values that its SD is of, and how many stand behind it."""

    layer: Mapping[str, Any]
    average: Fraction
    values: list[Fraction]
    n: int
    people: int


class Row(NamedTuple):
    """An indicator as it would be published, if there were no gate."""

    n: int
    people: int
    mean: float
    sd: float | None
    low: bool
    spread: bool | None


class Changed(NamedTuple):
    """A change as it should be told, where both means are, and both SDs if there is a band."""

    difference: float
    band: float | None
    direction: str | None


def units(instrument: Mapping[str, Any], source: str, *tables: str) -> list[Unit]:
    """The units in CSV texts of one source, with reversed items turned round."""
    items = {item["id"]: (layer, item) for layer in instrument["layers"] for item in layer["items"]}
    person = "respondent" if source == "survey" else "teacher"
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
        found.append(Unit(row[person], scores))
    return found


def indicators(instrument: Mapping[str, Any], found: Mapping[Place, Basis]) -> dict[Place, Row]:
    """Every indicator of one team in one round, by source, level and id."""
    return {place: row(instrument, basis) for place, basis in found.items()}


def bases(instrument: Mapping[str, Any], by_source: Mapping[str, list[Unit]]) -> dict[Place, Basis]:
    """What every indicator of one team in one round is made from."""
    found: dict[Place, Basis] = {}
    by_id = {layer["id"]: layer for layer in instrument["layers"]}
    for layer in instrument["layers"]:
        answered = by_source.get(layer["source"], [])
        for item in layer["items"]:
            those = [unit for unit in answered if item["id"] in unit.scores]
            if those:
                scores = [unit.scores[item["id"]] for unit in those]
                people = len({unit.person for unit in those})
                found[layer["id"], "item", item["id"]] = Basis(layer, mean(scores), scores, len(scores), people)
        for block, inside in blocks(instrument, layer).items():
            add(found, (layer["id"], "block", block), layer, [[inside]], answered)
        add(found, (layer["id"], "layer", layer["id"]), layer, [parts(instrument, layer)], answered)
    for axis in instrument["axes"]:
        place, layers = ("axis", "axis", axis["id"]), [by_id[layer] for layer in axis["position"]]
        answers = [by_source.get(source, []) for source in {layer["source"] for layer in layers}]
        if len(answers) == 1:
            add(found, place, layers[0], [parts(instrument, layer) for layer in layers], answers[0])
            continue
        under = [found.get((layer["id"], "layer", layer["id"])) for layer in layers]
        if any(under) and all(any(unit.scores for unit in answered) for answered in answers):
            average = mean(one.average for one in under if one)
            n, people = (min(getattr(one, name) if one else 0 for one in under) for name in ("n", "people"))
            found[place] = Basis(layers[0], average, [], n, people)
    return found


def add(found: dict[Place, Basis], place: Place, layer: Mapping[str, Any], nested: Parts, answered: list[Unit]) -> None:
    """A level as layers of groups of items: first the mean of the item means, then the units' own values."""
    items = [item for groups in nested for group in groups for item in group]
    means = {}
    for item in items:
        scores = [unit.scores[item] for unit in answered if item in unit.scores]
        if scores:
            means[item] = mean(scores)
    if not means:
        return
    those = [unit for unit in answered if sum(item in unit.scores for item in items) >= Fraction(len(items), 2)]
    own = [value(nested, unit.scores) for unit in those]
    found[place] = Basis(layer, value(nested, means), own, len(own), len({unit.person for unit in those}))


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


def row(instrument: Mapping[str, Any], basis: Basis) -> Row:
    """An indicator from what it is made from; the flags look at what is shown."""
    thresholds = basis.layer.get("thresholds", instrument["thresholds"])
    places = instrument.get("decimals", 1)
    shown = rounded(decimal(basis.average), places)
    low = shown < Decimal(str(thresholds["bridge_axis"]))
    if len(basis.values) < 2:
        return Row(basis.n, basis.people, float(shown), None, low, None)
    with localcontext() as context:
        context.prec = 50
        sd = rounded(decimal(variance(basis.values)).sqrt(), places)
    return Row(basis.n, basis.people, float(shown), float(sd), low, sd >= Decimal(str(thresholds["spread"])))


# ----- change ------------------------------------------------------------------------------------------


Given = tuple[Mapping[str, Any], Mapping[Place, Basis]]
"""The instrument of a round, and what a team's indicators in it are made from."""


def comparable(then: Given, now: Given) -> set[Place]:
    """What two rounds of one team asked in the same way, and of which the same items were answered."""
    made_before, made_now = composition(then[0]), composition(now[0])
    both = then[1].keys() & now[1].keys()
    return {
        place
        for place, made in made_now.items()
        if made == made_before.get(place) and place in both and answered(made, then[1]) == answered(made, now[1])
    }


def composition(instrument: Mapping[str, Any]) -> dict[Place, Any]:
    """What each indicator is made of, all the way down to how its items are asked; the order does not matter."""
    found: dict[Place, Any] = {}
    of_layer = {}
    for layer in instrument["layers"]:
        scale = layer.get("scale", instrument["scale"])
        asked = {
            item["id"]: (
                "item",
                layer["id"],
                item["id"],
                layer["source"],
                scale["min"],
                scale["max"],
                scale.get("step", 1),
                item.get("reversed", False),
            )
            for item in layer["items"]
        }
        inside = {block: frozenset(asked[item] for item in items) for block, items in blocks(instrument, layer).items()}
        of_layer[layer["id"]] = frozenset(inside.values() if layer["mean_of"] == "blocks" else asked.values())
        found |= {(layer["id"], "item", item): how for item, how in asked.items()}
        found |= {(layer["id"], "block", block): items for block, items in inside.items()}
        found[layer["id"], "layer", layer["id"]] = of_layer[layer["id"]]
    for axis in instrument["axes"]:
        found["axis", "axis", axis["id"]] = frozenset({of_layer[layer] for layer in axis["position"]})
    return found


def answered(made: Any, found: Mapping[Place, Basis]) -> set[Place]:
    """The items somewhere in a level that have answers in a round."""
    if isinstance(made, frozenset):
        return {place for part in made for place in answered(part, found)}
    place = (made[1], "item", made[2])
    return {place} & found.keys()


def changed(old: Row, new: Row, enough: int, places: int) -> Changed:
    """Welch's comparison, of what is published: the difference of the means against the noise band of the SDs.

    `enough`: how many people it takes for a word; `places`: the decimals of the newer round.
    """
    difference = Decimal(str(new.mean)) - Decimal(str(old.mean))
    if min(old.people, new.people) < enough:
        return Changed(float(difference), None, "none")
    if old.sd is None or new.sd is None:
        return Changed(float(difference), None, None)
    a, b = (Fraction(str(side.sd)) ** 2 / side.n for side in (old, new))
    freedom = (a + b) ** 2 / (a**2 / (old.n - 1) + b**2 / (new.n - 1)) if a + b else Fraction(1)
    band = rounded(Decimal(student(int(freedom)) * sqrt(a + b)), places)
    word = "none" if abs(difference) <= band else "higher" if difference > 0 else "lower"
    return Changed(float(difference), float(band), word)


@cache
def student(freedom: int) -> float:
    """The t that 95% lies within: Newton's method on an integral of the density by Simpson's rule."""
    scale = gamma((freedom + 1) / 2) / gamma(freedom / 2) / sqrt(freedom * pi)

    def density(x: float) -> float:
        return scale * (1 + x * x / freedom) ** (-(freedom + 1) / 2)  # type: ignore[no-any-return]

    t = 1.9
    for _ in range(12):
        step = t / 1000
        inner = sum((4 if k % 2 else 2) * density(k * step) for k in range(1, 1000))
        t -= (2 * step / 3 * (density(0) + inner + density(t)) - 0.95) / (2 * density(t))
    return t


def decimal(fraction: Fraction) -> Decimal:
    with localcontext() as context:
        context.prec = 50
        return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def rounded(number: Decimal, places: int) -> Decimal:
    """Half up."""
    step = Decimal(1).scaleb(-places)
    return (number + step / 2).quantize(step, rounding=ROUND_FLOOR)
