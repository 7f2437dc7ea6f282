"""The units' own values at each level, for a whole school at once: how many count, whose they are, how they differ.

A unit's own value is made as the level itself, from what it answered; it counts when it answered at least half of the
items concerned. Values are whole numbers over a denominator that all units of a level share, so that sums are exact.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, lcm
from typing import Any

import numpy as np
import pandas as pd

from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.levels import Level
from teamspiegel.contracts.numbers import sample_variance
from teamspiegel.contracts.place import Aspect
from teamspiegel.indicators.count import distinct

Numbers = Any
"""A NumPy array of whole numbers: int64, or Python's own where sums of squares could be too large for that."""

Key = tuple[str, str]
"""Team and round."""

LARGEST = 2**62


@dataclass(frozen=True)
class OwnValues:
    """The own values of one team in one round at a level: `variance` in steps of the scale, `bands` of lessons."""

    n: int = 0
    people: int = 0
    variance: Fraction | None = None
    bands: tuple[int, ...] = ()


@dataclass(frozen=True)
class Bands:
    """Where each band of lessons but the last ends, in steps of the scale; no ends and not `asked`: there are none."""

    ends: tuple[Fraction, ...] = ()
    asked: bool = False

    def split(self, numbers: Numbers, values: "_Values") -> list[Numbers]:
        """Which of these values lie in each band."""
        ends = [ceil(end * values.denominator) for end in self.ends]
        band = sum((np.asarray(numbers >= end).astype("int64") for end in ends), np.zeros(len(numbers), "int64"))
        return [band == k for k in range(len(ends) + 1)] if self.asked else []


@dataclass(frozen=True)
class _Values:
    """What each unit answered of a level, in steps: `numerators` over one `denominator`, where `answered` > 0."""

    numerators: Numbers
    denominator: int
    answered: Numbers


@dataclass(frozen=True)
class _Units:
    """The units of one file: the place of each one's team and round in `keys`, by which they are sorted, the number of
    the person behind it, and what it answered of each layer and block in it."""

    keys: Sequence[Key]
    key: Numbers
    person: Numbers
    counted: Mapping[tuple[str, str, str], Numbers]

    @classmethod
    def of(cls, sums: pd.DataFrame) -> "_Units":
        """Those that have a row in `frames.SUMS`."""
        unit, whose = distinct(sums, ["team", "round", "unit", "person"])
        (key, keys), (person, _) = distinct(whose, ["team", "round"]), distinct(whose, ["person"])
        part, parts = distinct(sums, ["layer", "block"])
        counted = {}
        for at, (layer, block) in enumerate(zip(parts["layer"], parts["block"], strict=True)):
            own = part == at
            for what in ("answered", "steps"):
                counted[what, layer, block] = numbers = np.zeros(len(whose), "int64")
                numbers[unit[own]] = sums[what].to_numpy()[own]
        return cls([*zip(keys["team"], keys["round"], strict=True)], key, person, counted)

    def column(self, what: str, layer: str, block: str) -> Numbers:
        """How much each unit has of one part; 0 where that is nothing."""
        found = self.counted.get((what, layer, block))
        return np.zeros(len(self.key), "int64") if found is None else found


def own_values(instrument: Instrument, sums: pd.DataFrame) -> Iterator[tuple[Key, Aspect, OwnValues]]:
    """Team and round, level and values, of every level that lies within one file; from `frames.SUMS`."""
    for file, of_file in sums.groupby("source", observed=True):
        units = _Units.of(of_file)
        for aspect, level in instrument.levels.items():
            if level.files == {file} and level.items:
                summed = _summed(units, _values(level, units), level, _bands(instrument, aspect))
                yield from ((key, aspect, values) for key, values in summed)


def _bands(instrument: Instrument, aspect: Aspect) -> Bands:
    layer = instrument.layer_of(aspect)
    if aspect.kind != "layer" or not layer.bands:
        return Bands()
    scale = instrument.scale_of(layer)
    ends = (band.below for band in layer.bands if band.below is not None)
    return Bands(tuple((Fraction(end) - scale.min) / Fraction(scale.step) for end in ends), asked=True)


def _values(level: Level, units: _Units) -> _Values:
    """The units' values at a level, from those at its parts."""
    if any(isinstance(part, str) for part in level.parts):
        block = level.aspect.id if level.aspect.kind == "block" else ""
        answered, steps = (units.column(what, level.aspect.source, block) for what in ("answered", "steps"))
        denominator = lcm(*(int(k) for k in np.unique(answered) if k))
        per_answer = denominator // _wide(np.maximum(answered, 1), denominator)
        return _Values(_wide(steps, denominator) * per_answer, denominator, answered)
    parts = [_values(part, units) for part in level.parts if isinstance(part, Level)]
    known = np.sum([part.answered > 0 for part in parts], axis=0)
    of_parts, of_counts = lcm(*(part.denominator for part in parts)), lcm(*range(1, len(parts) + 1))
    total = sum(_wide(part.numerators, of_parts) * (of_parts // part.denominator) for part in parts)
    return _Values(
        _wide(total, of_counts) * (of_counts // np.maximum(known, 1)),
        of_parts * of_counts,
        np.sum([part.answered for part in parts], axis=0),
    )


def _wide(numbers: Numbers, factor: int) -> Numbers:
    """The numbers, as Python's own when squares of their products could be too large for 64 bits."""
    largest = int(np.max(np.abs(numbers), initial=0)) * factor
    return numbers if largest**2 * max(len(numbers), 1) < LARGEST else numbers.astype(object)


def _summed(units: _Units, values: _Values, level: Level, bands: Bands) -> Iterator[tuple[Key, OwnValues]]:
    """The values of the units that count, added up by team and round."""
    counts = (values.answered > 0) & (2 * values.answered >= len(level.items))
    key, person, numbers = units.key[counts], units.person[counts], values.numerators[counts]
    if not len(key):
        return
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    sizes = np.diff(starts, append=len(key)).tolist()
    # Each person once in a team and round: what is sorted so has these in the same order.
    wide = len(units.person)
    people = np.unique(np.unique(key * wide + person) // wide, return_counts=True)[1].tolist()
    totals, squares, *of_bands = (
        np.add.reduceat(part, starts).tolist()
        for part in (numbers, numbers * numbers, *(inside.astype("int64") for inside in bands.split(numbers, values)))
    )
    for at, of in enumerate(key[starts].tolist()):
        variance = sample_variance(sizes[at], int(totals[at]), int(squares[at]))
        yield (
            units.keys[of],
            OwnValues(
                sizes[at],
                people[at],
                None if variance is None else variance / values.denominator**2,
                tuple(inside[at] for inside in of_bands),
            ),
        )
