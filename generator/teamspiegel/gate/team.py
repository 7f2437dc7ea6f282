"""From one team's measured numbers in one round to what may be published of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from teamspiegel.contracts.answers import AnswerScale
from teamspiegel.contracts.definitions import Definitions, GateThresholds
from teamspiegel.contracts.instrument import Instrument, Thresholds
from teamspiegel.contracts.levels import Level
from teamspiegel.contracts.measured import Measured, Measurement
from teamspiegel.contracts.numbers import exact, half_up, root_half_up
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import Publication, Published, Results, Withheld
from teamspiegel.contracts.uncertainty import interval_half_width
from teamspiegel.gate.items import Ends, Said, ends_meet, rounded_outwards, said, too_few

MOST_KEPT = 100_000
"""What is worked out of a few whole numbers is remembered for so many of them."""


@dataclass(frozen=True)
class _Gate:
    """The rules in force for one team: its instrument, the school's thresholds and the headcount."""

    instrument: Instrument
    thresholds: GateThresholds
    members: int

    def scale(self, aspect: Aspect) -> AnswerScale:
        return self.instrument.scale_of(self.instrument.layer_of(aspect))


def gate(definitions: Definitions, measured: Iterable[Measurement]) -> Publication:
    """What of the measured numbers may be published, under the thresholds of the school's settings.

    How many people answered is published always: it is no answer, and it explains why a number is missing.
    """
    return Publication(tuple(_results(definitions, one) for one in measured))


def _results(definitions: Definitions, measured: Measurement) -> Results:
    instrument = definitions.instrument_of(definitions.round_by_id[measured.round])
    rules = _Gate(instrument, definitions.settings.gate, definitions.team_by_id[measured.team].members)
    alone = {layer.id for layer in instrument.layers if layer.about == "person"}
    of_items = {
        aspect.id: said(number, rules.scale(aspect), instrument.decimals, rules.thresholds)
        for aspect, number in measured.numbers.items()
        if aspect.kind == "item"
    }
    told = {
        item for item, one in of_items.items() if one.no_sd is None and instrument.layer_of_item[item].id not in alone
    }
    indicators = {
        aspect: _item(rules, number, of_items[aspect.id])
        if aspect.kind == "item"
        else _alone(rules, number, _answered(measured, aspect.source))
        if aspect.source in alone
        else _level(rules, number, instrument.levels[aspect], of_items)
        for aspect, number in measured.numbers.items()
        if aspect.kind != "item" or aspect.source not in alone
    }
    return Results(
        measured.team,
        measured.round,
        indicators,
        {item: counts for item, counts in measured.distributions.items() if item in told},
        {layer: counts for layer, counts in measured.bands.items() if _sd_is_told(indicators, layer)},
        measured.responses,
    )


def _answered(measured: Measurement, layer: str) -> list[int]:
    """How many answered each item of a layer."""
    return [number.n for aspect, number in measured.numbers.items() if (aspect.source, aspect.kind) == (layer, "item")]


def _sd_is_told(indicators: Mapping[Aspect, Published], layer: str) -> bool:
    """Whether the SD of a layer is published: then its lessons may be told apart in bands too."""
    found = indicators.get(Aspect(layer, "layer", layer))
    return found is not None and found.sd is not None


def _item(rules: _Gate, number: Measured, item: Said) -> Published:
    bounds = item.ends if item.no_mean == "masked" else None
    return _published(rules, number, item.mean, bounds, item.no_mean, item.no_sd)


def _level(rules: _Gate, number: Measured, level: Level, of_items: Mapping[str, Said]) -> Published:
    """The exact mean where every item under it has one, and else from where to where it lies by what they show."""
    parts = {item: of_items[item] for item in level.items if item in of_items}
    no_sd = _no_level_sd(number, parts.values(), rules.thresholds)
    if too_few(number, rules.thresholds):
        return _published(rules, number, None, None, "small", no_sd)
    if mean_is_told(parts.values()):
        return _published(rules, number, half_up(number.mean, rules.instrument.decimals), None, None, no_sd)
    return _published(rules, number, None, _between(level, parts, rules), "derived", no_sd)


def _alone(rules: _Gate, number: Measured, answered: Collection[int]) -> Published:
    """A layer about one person: its mean and nothing else, and from more people than another mean.

    The rule is that of an item, over all answers to the layer: one person may have given the other end in each of them,
    and one other answer may be a step away.
    """
    scale, thresholds, decimals = rules.scale(number.place.aspect), rules.thresholds, rules.instrument.decimals
    length = sum((Fraction(scale.max - scale.min, n) for n in answered), Fraction()) / len(answered)
    margin = max(length + Fraction(scale.step) / (len(answered) * min(answered)), Fraction(thresholds.edge))
    few = number.people < thresholds.for_spread or ends_meet(margin, scale)
    near = not scale.min + margin < number.mean < scale.max - margin
    withheld: Withheld | None = "small" if few else "derived" if near else None
    mean = None if withheld else half_up(number.mean, decimals)
    return Published(number.place, number.n, number.people, mean, withheld=withheld)


def mean_is_told(parts: Collection[Said]) -> bool:
    """Whether the mean of a level may be told: those of all items under it are."""
    return all(item.mean is not None for item in parts)


def sd_is_told(parts: Collection[Said]) -> bool:
    """Whether the SD of a level may be told: those of all items under it are."""
    return all(item.no_sd is None for item in parts)


def _no_level_sd(number: Measured, parts: Collection[Said], thresholds: GateThresholds) -> Withheld | None:
    if number.people < thresholds.for_spread:
        return "small"
    return None if sd_is_told(parts) else "derived"


def _between(level: Level, parts: Mapping[str, Said], rules: _Gate) -> Ends | None:
    """From where to where a level lies; None where that says too little."""
    least, most = (level.value({id_: item.ends[end] for id_, item in parts.items()}) for end in (0, 1))
    assert least is not None and most is not None
    scale = rules.scale(level.aspect)
    return (least, most) if most - least < rules.thresholds.WIDEST * (scale.max - scale.min) else None


def _published(
    rules: _Gate,
    number: Measured,
    mean: float | None,
    bounds: Ends | None,
    no_mean: Withheld | None,
    no_sd: Withheld | None,
) -> Published:
    """A number as it is published. Flags and uncertainty are made of what is, so that a reader can check them."""
    decimals, aspect = rules.instrument.decimals, number.place.aspect
    thresholds = rules.instrument.thresholds_of(rules.instrument.layer_of(aspect))
    at_least, at_most = rounded_outwards(bounds, rules.scale(aspect), decimals)
    sd = None if no_mean or no_sd or number.variance is None else root_half_up(number.variance, decimals)
    return Published(
        number.place,
        number.n,
        number.people,
        mean,
        at_least,
        at_most,
        sd,
        None
        if sd is None or mean is None
        else _uncertainty(mean, sd, number.n, number.people, rules.members, decimals),
        _low(mean, at_least, at_most, thresholds),
        None if sd is None else exact(sd) >= exact(float(thresholds.spread)),
        no_mean or (no_sd if number.variance is not None else None),
    )


def _low(mean: float | None, at_least: float | None, at_most: float | None, thresholds: Thresholds) -> bool | None:
    """Whether a mean is low, where it is told: by itself, or by where it lies."""
    bridge = float(thresholds.bridge_axis)
    if mean is not None:
        return mean < bridge
    if at_most is not None and at_most < bridge:
        return True
    return False if at_least is not None and at_least >= bridge else None


@lru_cache(maxsize=MOST_KEPT)
def _uncertainty(mean: float, sd: float, n: int, people: int, members: int, decimals: int) -> tuple[float, float]:
    """From where to where a mean lies. Teams have the same few means and SDs, over and over."""
    half = half_up(Fraction(interval_half_width(exact(sd) ** 2, n, people, members)), decimals)
    return float(exact(mean) - exact(half)), float(exact(mean) + exact(half))
