"""Answers to three small tables, once for a whole school: everything that is measured follows from these.

Scores are counted in whole steps of their scale, so that every sum is a whole number, and exact.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.frames import CATEGORY, SCORES, SHARES, SUMS, Columns, conform, together
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.measured import Answers

Numbers = Any
"""A NumPy array of whole numbers."""

LARGEST = 2**62
"""Numbers of what stands in a row stay below it."""


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
        yield definitions.instruments[instrument], _where(frame, frame["round"].isin(rounds))


def _where(frame: pd.DataFrame, inside: Numbers) -> pd.DataFrame:
    """The rows where something holds; the frame itself where that is all of them, for it may be large."""
    return frame if inside.all() else frame[inside]


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
        place = {item: at for at, item in enumerate(items)}
        known = frame["item"].astype(CATEGORY).cat
        item = np.array([place.get(one, -1) for one in known.categories] + [-1], "int16")[known.codes]
        frame, item = _where(frame, item >= 0), item[item >= 0]
        scales = [instrument.scale_of(instrument.layer_of_item[one]) for one in items]
        lowest, step = (np.array([float(getattr(scale, key)) for scale in scales]) for key in ("min", "step"))
        # Whole and half scores are exact in binary, and so is what is left after dividing by a step of 1 or 0.5.
        steps = ((frame["score"].to_numpy() - lowest[item]) / step[item]).astype("int16")
        unit, units = _distinct(frame, ["round", "team", "source", "unit", "person"])
        return cls(units, items, unit, item, steps)

    def scores(self) -> pd.DataFrame:
        """How often each number of steps was given, by round, team and item."""
        group, groups = _distinct(self.units, ["round", "team"])
        return self._counted(group[self.unit], groups, self.steps).rename(columns={"more": "steps"})

    def shares(self, files: Collection[str]) -> pd.DataFrame:
        """How many answers each person gave to an item, in these files."""
        group, groups = _distinct(self.units, ["round", "team"])
        person, people = _distinct(self.units, ["person"])
        inside = self.units["source"].isin(files).to_numpy()[self.unit]
        unit = self.unit[inside]
        found = replace(self, item=self.item[inside])._counted(group[unit], groups, person[unit])
        found["person"] = people["person"].to_numpy()[found.pop("more")] if len(people) else []
        return found

    def _counted(self, group: Numbers, groups: pd.DataFrame, more: Numbers) -> pd.DataFrame:
        """How often each group, item and number stand together."""
        wide = int(more.max(initial=0)) + 1
        found, places = pd.factorize((group * len(self.items) + self.item) * wide + more, sort=True)
        n = np.bincount(found, minlength=len(places))
        rest, last = np.divmod(places, wide)
        of_group, of_item = np.divmod(rest, max(len(self.items), 1))
        each = groups.take(of_group).reset_index(drop=True)
        return each.assign(item=np.array(self.items, object)[of_item], more=last, n=n)

    def sums(self, instrument: Instrument) -> pd.DataFrame:
        """How many items of each layer and block every unit answered, and the sum of the steps."""
        shape = len(self.units), len(self.items)
        at = self.unit * shape[1] + self.item
        answered = np.bincount(at, minlength=shape[0] * shape[1]).reshape(shape)
        steps = np.bincount(at, self.steps, minlength=shape[0] * shape[1]).astype("int64").reshape(shape)
        parts = _parts(instrument)
        columns = [[self.items.index(item) for item in items] for items in parts.values()]
        n = np.array([answered[:, places].sum(axis=1) for places in columns])
        of_part, of_unit = np.nonzero(n)
        found = self.units.take(of_unit).reset_index(drop=True)
        for at, name in enumerate(("layer", "block")):
            texts = sorted({part[at] for part in parts})
            codes = np.array([texts.index(part[at]) for part in parts])[of_part]
            found[name] = pd.Categorical.from_codes(codes, categories=pd.Index(texts, dtype="str"))
        total = np.array([steps[:, places].sum(axis=1) for places in columns])
        return found.assign(answered=n[of_part, of_unit], steps=total[of_part, of_unit])


def _distinct(frame: pd.DataFrame, columns: list[str]) -> tuple[Numbers, pd.DataFrame]:
    """For each row the number of what stands in these columns, and each of that once, in the order of the alphabet."""
    key, many = np.zeros(len(frame), "int64"), 1
    for column in columns:
        known = frame[column].astype(CATEGORY).cat
        wide = max(len(known.categories), 1)
        if many * wide > LARGEST:
            key, found = pd.factorize(key, sort=True)
            many = len(found)
        key, many = key * wide + known.codes.to_numpy(), many * wide
    key, found = pd.factorize(key, sort=True)
    first = np.zeros(len(found), "int64")
    first[key[::-1]] = np.arange(len(key))[::-1]  # what is put there last stays: the first row of each
    return key, frame[columns].iloc[first].reset_index(drop=True)


def _parts(instrument: Instrument) -> dict[tuple[str, str], list[str]]:
    """The items of each layer, and of each block in it."""
    found: dict[tuple[str, str], list[str]] = {}
    for item, layer in instrument.layer_of_item.items():
        found.setdefault((layer.id, ""), []).append(item)
        if block := instrument.block_of_item.get(item):
            found.setdefault((layer.id, block), []).append(item)
    return found


def _added(one: pd.DataFrame, other: pd.DataFrame, columns: Columns, counted: list[str]) -> pd.DataFrame:
    keys = [column for column in columns if column not in counted]
    return conform(together([one, other], columns).groupby(keys, sort=False)[counted].sum().reset_index(), columns)
