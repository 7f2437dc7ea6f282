"""The units' own values at each level, for a whole school at once: how many count, whose they are, how they differ.

A unit's own value is made as the level itself, from what it answered; it counts when it answered at least half of the
items concerned. Values are whole numbers over a denominator that all units of a level share, so that sums are exact.
"""

from collections.abc import Iterator
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


def own_values(instrument: Instrument, sums: pd.DataFrame) -> Iterator[tuple[Key, Aspect, OwnValues]]:
    """Team and round, level and values, of every level that lies within one file; from `frames.SUMS`."""
    for file, of_file in sums.groupby("source"):
        units = of_file.pivot_table(
            index=["team", "round", "unit", "person"],
            columns=["layer", "block"],
            values=["answered", "steps"],
            fill_value=0,
            aggfunc="sum",
        )
        for aspect, level in instrument.levels.items():
            if level.files == {file} and level.items:
                summed = _summed(units.index, _values(level, units), level, _bands(instrument, aspect))
                yield from ((key, aspect, values) for key, values in summed)


def _bands(instrument: Instrument, aspect: Aspect) -> Bands:
    layer = instrument.layer_of(aspect)
    if aspect.kind != "layer" or not layer.bands:
        return Bands()
    scale = instrument.scale_of(layer)
    ends = (band.below for band in layer.bands if band.below is not None)
    return Bands(tuple((Fraction(end) - scale.min) / Fraction(scale.step) for end in ends), asked=True)


def _values(level: Level, units: pd.DataFrame) -> _Values:
    """The units' values at a level, from those at its parts."""
    if any(isinstance(part, str) for part in level.parts):
        block = level.aspect.id if level.aspect.kind == "block" else ""
        answered, steps = (_column(units, what, level.aspect.source, block) for what in ("answered", "steps"))
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


def _column(units: pd.DataFrame, what: str, layer: str, block: str) -> Numbers:
    column = (what, layer, block)
    return units[column].to_numpy("int64") if column in units else np.zeros(len(units), "int64")


def _wide(numbers: Numbers, factor: int) -> Numbers:
    """The numbers, as Python's own when squares of their products could be too large for 64 bits."""
    largest = int(np.max(np.abs(numbers), initial=0)) * factor
    return numbers if largest**2 * max(len(numbers), 1) < LARGEST else numbers.astype(object)


def _summed(index: pd.Index, values: _Values, level: Level, bands: Bands) -> Iterator[tuple[Key, OwnValues]]:
    """The values of the units that count, added up by team and round; the index is sorted by these."""
    counts = (values.answered > 0) & (2 * values.answered >= len(level.items))
    rows, numbers = index[counts].to_frame(index=False), values.numerators[counts]
    if rows.empty:
        return
    groups = rows.groupby(["team", "round"], sort=False)
    starts = np.flatnonzero(~rows.duplicated(["team", "round"]))
    sizes, people = groups.size().tolist(), groups["person"].nunique().tolist()
    totals, squares, *of_bands = (
        np.add.reduceat(part, starts).tolist()
        for part in (numbers, numbers * numbers, *(inside.astype("int64") for inside in bands.split(numbers, values)))
    )
    keys = rows.loc[starts, ["team", "round"]].itertuples(index=False, name=None)
    for at, key in enumerate(keys):
        variance = sample_variance(sizes[at], int(totals[at]), int(squares[at]))
        yield (
            key,
            OwnValues(
                sizes[at],
                people[at],
                None if variance is None else variance / values.denominator**2,
                tuple(inside[at] for inside in of_bands),
            ),
        )
