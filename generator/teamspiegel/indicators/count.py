"""Answers to three small tables, once for a whole school: everything that is measured follows from these.

Scores are counted in whole steps of their scale, so that every sum is a whole number, and exact.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.frames import SCORES, SHARES, SUMS, Columns, conform, empty
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.measured import Answers


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
        _together([part.scores for part in parts], SCORES),
        _together([part.sums for part in parts], SUMS),
        _together([part.shares for part in parts], SHARES),
    )


def _by_instrument(definitions: Definitions, frame: pd.DataFrame) -> Iterator[tuple[Instrument, pd.DataFrame]]:
    used: dict[str, list[str]] = {}
    for round_ in definitions.rounds:
        used.setdefault(definitions.instrument_of(round_).id, []).append(round_.id)
    for instrument, rounds in used.items():
        yield definitions.instruments[instrument], frame[frame["round"].isin(rounds)]


def _counts(instrument: Instrument, frame: pd.DataFrame) -> Counts:
    scales = {item: instrument.scale_of(layer) for item, layer in instrument.layer_of_item.items()}
    lowest = frame["item"].map({item: scale.min for item, scale in scales.items()})
    step = frame["item"].map({item: scale.step for item, scale in scales.items()})
    # Whole and half scores are exact in binary, and so is what is left after dividing by a step of 1 or 0.5.
    answers = frame.assign(steps=((frame["score"] - lowest) / step).astype("int64"))
    parts = answers.merge(_parts(instrument), on="item")
    observed = [file for file, source in instrument.files.items() if source.person]
    shared = answers[answers["source"].isin(observed)]
    return Counts(
        answers.groupby(["round", "team", "item", "steps"]).size().rename("n").reset_index(),
        parts.groupby(["round", "team", "source", "unit", "person", "layer", "block"])
        .agg(answered=("steps", "size"), steps=("steps", "sum"))
        .reset_index(),
        shared.groupby(["round", "team", "item", "person"]).size().rename("n").reset_index(),
    )


def _parts(instrument: Instrument) -> pd.DataFrame:
    """The layer of each item, and once more with its block when it has one."""
    rows = [(item, layer.id, "") for item, layer in instrument.layer_of_item.items()]
    rows += [(item, instrument.layer_of_item[item].id, block) for item, block in instrument.block_of_item.items()]
    return pd.DataFrame(rows, columns=["item", "layer", "block"])


def _together(frames: list[pd.DataFrame], columns: Columns) -> pd.DataFrame:
    return conform(pd.concat(frames), columns) if frames else empty(columns)


def _added(one: pd.DataFrame, other: pd.DataFrame, columns: Columns, counted: list[str]) -> pd.DataFrame:
    keys = [column for column in columns if column not in counted]
    return conform(pd.concat([one, other]).groupby(keys, sort=False)[counted].sum().reset_index(), columns)
