"""Answers to three small tables, once for a whole school: everything that is measured follows from these.

Scores are counted in whole steps of their scale, so that every sum is a whole number, and exact.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from teamspiegel.contracts.answers import AnswerScale
from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.frames import SCORE, SCORES, SHARES, SUMS, Columns, categorical, conform, together
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.measured import Answers

Numbers = Any
"""A NumPy array of whole numbers."""

LARGEST = 2**62
"""Numbers of what stands in a row stay below it."""
FEWEST_ROOM, ROOM = 1000, 1
"""A table of so many places and so many for each answer is filled; of a larger one most would stay empty."""
AT_ONCE = 100_000


@dataclass(frozen=True)
class Counts:
    """What is counted of the answers of a school, or of a part of its files: `frames.SCORES`, `SUMS` and `SHARES`."""

    scores: pd.DataFrame
    sums: pd.DataFrame
    shares: pd.DataFrame

    def __add__(self, other: "Counts") -> "Counts":
        """The counts of both parts together."""
        return Counts(
            _added(self.scores, other.scores, SCORES, ["n"]),
            _added(self.sums, other.sums, SUMS, ["answered", "steps"]),
            _added(self.shares, other.shares, SHARES, ["n"]),
        )


def count(definitions: Definitions, answers: Answers) -> Counts:
    """The counts of these answers. Rounds that used one instrument are counted in one go."""
    parts = [_counts(instrument, frame) for instrument, frame in _by_instrument(definitions, answers.frame)]
    return Counts(
        together([part.scores for part in parts], SCORES),
        together([part.sums for part in parts], SUMS),
        together([part.shares for part in parts], SHARES),
    )


def _by_instrument(definitions: Definitions, frame: pd.DataFrame) -> Iterator[tuple[Instrument, pd.DataFrame]]:
    used: dict[str, list[str]] = {}
    for round_ in definitions.rounds:
        used.setdefault(definitions.instrument_of(round_).id, []).append(round_.id)
    for instrument, rounds in used.items():
        known = categorical(frame["round"])
        inside = known.categories.isin(rounds)
        yield definitions.instruments[instrument], frame if inside.all() else frame[inside[known.codes]]


def _where(rows: Any, inside: Numbers) -> Any:
    """The rows where something holds; the very same where that is all of them, for there may be many."""
    return rows if inside.all() else rows[inside]


def _counts(instrument: Instrument, frame: pd.DataFrame) -> Counts:
    answers = _Coded.of(instrument, frame)
    observed = {file for file, source in instrument.files.items() if source.person}
    return Counts(answers.scores(), answers.sums(instrument), answers.shares(observed))


@dataclass(frozen=True)
class _Coded:
    """Answers as numbers: which unit gave which item how many steps. `units`: each unit once, with all that it has.

    Texts are compared once each, and after that whole numbers are counted: an answer is a place in a table.
    """

    units: pd.DataFrame
    items: tuple[str, ...]
    unit: Numbers
    item: Numbers
    steps: Numbers

    @classmethod
    def of(cls, instrument: Instrument, frame: pd.DataFrame) -> "_Coded":
        """The answers of `frames.ANSWERS` to the items of an instrument."""
        items = tuple(sorted(instrument.items))
        known = categorical(frame["item"])
        item = known.codes
        if (*known.categories,) != items:
            place = {one: at for at, one in enumerate(items)}
            item = np.array([place.get(one, -1) for one in known.categories] + [-1], "int16")[item]
        inside = item >= 0
        frame, item = _where(frame, inside), _where(item, inside)
        scales = [instrument.scale_of(instrument.layer_of_item[one]) for one in items]
        steps = _steps(scales, item, frame["score"].array)
        unit, units = distinct(frame, ["round", "team", "source", "unit", "person"], "int32")
        return cls(units, items, unit, item, steps)

    def scores(self) -> pd.DataFrame:
        """How often each number of steps was given, by round, team and item."""
        group, groups = distinct(self.units, ["round", "team"])
        return self._counted(group, groups, self.steps).rename(columns={"more": "steps"})

    def shares(self, files: Collection[str]) -> pd.DataFrame:
        """How many answers each person gave to an item, in these files."""
        group, groups = distinct(self.units, ["round", "team"])
        person, people = distinct(self.units, ["person"])
        of_unit = self.units["source"].isin(files).to_numpy()
        inside = of_unit[self.unit] if of_unit.any() else slice(0)
        own = replace(self, unit=self.unit[inside], item=self.item[inside])
        found = own._counted(group, groups, person[own.unit])
        return found.assign(person=people["person"].array.take(found.pop("more").to_numpy()))

    def _counted(self, group: Numbers, groups: pd.DataFrame, more: Numbers) -> pd.DataFrame:
        """How often each group, item and number stand together. `group`: that of each unit."""
        wide = int(more.max(initial=0)) + 1
        keys = (
            (group[unit] * len(self.items) + item) * wide + number
            for unit, item, number in _parts(self.unit, self.item, more)
        )
        places, n = _tallied(keys, len(more), len(groups) * len(self.items) * wide)
        rest, last = np.divmod(places, wide)
        of_group, of_item = np.divmod(rest, max(len(self.items), 1))
        found = _taken(groups, of_group)
        return pd.DataFrame({**found, "item": _texts(self.items, of_item), "more": last, "n": n}, copy=False)

    def sums(self, instrument: Instrument) -> pd.DataFrame:
        """How many items of each layer and block every unit answered, and the sum of the steps."""
        levels = _levels(instrument)
        of_item = np.array([levels.index(_narrowest(instrument, item)) for item in self.items], "int64")
        answered, steps = (np.zeros((len(self.units), len(levels)), "int32") for _ in range(2))
        for unit, item, given in _parts(self.unit, self.item, self.steps):
            first = unit.min()
            own = slice(first, unit.max() + 1)
            size, shape = answered[own].size, answered[own].shape
            at = (unit - first).astype("int64") * len(levels) + of_item[item]
            answered[own] += np.bincount(at, minlength=size).reshape(shape).astype("int32")
            # A sum of whole numbers is exact in binary, and far from too large.
            steps[own] += np.bincount(at, given, minlength=size).reshape(shape).astype("int32")
        for at, (layer, block) in enumerate(levels):
            if block:  # what was counted there belongs to its layer too
                answered[:, levels.index((layer, ""))] += answered[:, at]
                steps[:, levels.index((layer, ""))] += steps[:, at]
        there = [of_level > 0 for of_level in answered.T]
        found: dict[str, Any] = {}
        for name, column in self.units.items():
            known = categorical(column)
            codes = np.concatenate([_where(known.codes, units) for units in there])
            found[str(name)] = pd.Categorical.from_codes(codes, dtype=known.dtype, validate=False)
        of_level = np.repeat(np.arange(len(levels), dtype="int16"), [units.sum() for units in there])
        for at, name in enumerate(("layer", "block")):
            found[name] = _texts([level[at] for level in levels], of_level)
        for name, counted in (("answered", answered), ("steps", steps)):
            found[name] = np.concatenate([_where(own, units) for own, units in zip(counted.T, there, strict=True)])
        return pd.DataFrame(found, copy=False)


def _steps(scales: Sequence[AnswerScale], item: Numbers, scores: Numbers) -> Numbers:
    """How many steps of its item's scale each score lies above the lowest. Mostly all items have the same scale."""
    lowest, step = (np.array([getattr(scale, key) for scale in scales], SCORE) for key in ("min", "step"))
    alike = len({*zip(lowest.tolist(), step.tolist(), strict=True)}) == 1
    steps = np.empty(len(scores), "int16")
    for score, of_item, own in _parts(scores, item, steps):
        at = slice(1) if alike else of_item
        # Whole and half scores are exact in binary, and so is what is left after dividing by a step of 1 or 0.5.
        own[:] = (score - lowest[at]) / step[at]
    return steps


def _taken(frame: pd.DataFrame, rows: Numbers) -> dict[str, Any]:
    """The columns of a frame with these rows."""
    return {str(name): column.array.take(rows) for name, column in frame.items()}


def _texts(known: Sequence[str], places: Numbers) -> pd.Categorical:
    """The texts at these places."""
    texts = sorted({*known})
    codes = np.array([texts.index(text) for text in known], "int16")[places]
    return pd.Categorical.from_codes(codes, categories=pd.Index(texts, dtype="str"), validate=False)


def _parts(*columns: Numbers) -> Iterator[tuple[Numbers, ...]]:
    """Columns of equal length, so many rows at a time: to make room for what is made of millions takes its time."""
    for begin in range(0, len(columns[0]), AT_ONCE):
        yield tuple(column[begin : begin + AT_ONCE] for column in columns)


def _tallied(keys: Iterable[Numbers], rows: int, many: int) -> tuple[Numbers, Numbers]:
    """Each different number below so many of these, in order, and how often it is there."""
    if many <= FEWEST_ROOM + ROOM * rows:
        n = np.zeros(many, "int64")
        for key in keys:
            first = key.min()
            own = np.bincount(key - first)
            n[first : first + len(own)] += own
        return np.flatnonzero(n), n[n > 0]
    found, places = pd.factorize(np.concatenate([np.zeros(0, "int64"), *keys]), sort=True)
    return places, np.bincount(found, minlength=len(places))


def distinct(frame: pd.DataFrame, columns: list[str], dtype: str = "int64") -> tuple[Numbers, pd.DataFrame]:
    """For each row the number of what stands in these columns, and each of that once, in the order of the alphabet.

    What is equal mostly stands below each other: so only the first row of each run is compared with others. `dtype`:
    that of the numbers, which may be millions.
    """
    coded = [(one.codes, len(one.categories)) for one in (categorical(frame[column]) for column in columns)]
    begins = np.zeros(len(frame), bool)
    begins[:1] = True
    for codes, texts in coded:
        if texts > 1:
            begins[1:] |= codes[1:] != codes[:-1]
    runs = np.flatnonzero(begins)
    key, many = np.zeros(len(runs), "int64"), 1
    for codes, texts in coded:
        wide = max(texts, 1)
        if many * wide > LARGEST:
            key, found = pd.factorize(key, sort=True)
            many = len(found)
        key, many = key * wide + codes[runs], many * wide
    key, found = pd.factorize(key, sort=True)
    first = np.zeros(len(found), "int64")
    first[key[::-1]] = runs[::-1]  # what is put there last stays: the first row of each
    numbers = np.repeat(key.astype(dtype), np.diff(runs, append=len(frame)))
    return numbers, frame[columns].iloc[first].reset_index(drop=True)


def _levels(instrument: Instrument) -> list[tuple[str, str]]:
    """Each layer, and each block in it, in order."""
    found: dict[tuple[str, str], None] = {}
    for item, layer in instrument.layer_of_item.items():
        found[layer.id, ""] = None
        if block := instrument.block_of_item.get(item):
            found[layer.id, block] = None
    return list(found)


def _narrowest(instrument: Instrument, item: str) -> tuple[str, str]:
    """The narrowest level that an item lies in: its block in its layer, or the layer where it is in no block."""
    return instrument.layer_of_item[item].id, instrument.block_of_item.get(item, "")


def _added(one: pd.DataFrame, other: pd.DataFrame, columns: Columns, counted: list[str]) -> pd.DataFrame:
    keys = [column for column in columns if column not in counted]
    return conform(together([one, other], columns).groupby(keys, sort=False)[counted].sum().reset_index(), columns)
