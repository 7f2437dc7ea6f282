"""Cells: the indicators of one team in one round as the gate judges them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.instrument import AnswerScale, Instrument, Thresholds
from teamspiegel.contracts.published import Place


@dataclass(frozen=True)
class Cell:
    """A measured indicator, the instrument that it is of, and what is decided about its mean.

    `why`: why the mean is withheld (empty: it is not). `at_least` or `at_most`: the bound that stands in the place of a
    mean near an end of the scale.
    """

    row: Mapping[str, Any]
    instrument: Instrument
    why: str = ""
    at_least: float | None = None
    at_most: float | None = None

    @property
    def place(self) -> Place:
        """Source, level and id."""
        return Place(self.row["source"], self.row["level"], self.row["id"])

    @property
    def n(self) -> int:
        """How many units stand behind it."""
        return int(self.row["n"])

    @property
    def people(self) -> int:
        """How many different people stand behind it."""
        return int(self.row["people"])

    @property
    def most(self) -> int:
        """The most units of one person: what a colleague knows of this cell without reading it."""
        return int(self.row["most"])

    @property
    def mean(self) -> Fraction:
        """The exact mean."""
        return Fraction(self.row["exact_mean"])

    @property
    def is_item(self) -> bool:
        """Whether its units are single answers. What a mean of means tells follows from its items."""
        return self.place.level == "item"

    @property
    def rounding(self) -> Fraction:
        """How far a published mean may be from the exact one."""
        return Fraction(1, 2 * 10**self.instrument.decimals)

    @property
    def scale(self) -> AnswerScale:
        """The scale that it lies on. The layers of an axis share one."""
        return self.instrument.scale_of(self._layer)

    @property
    def thresholds(self) -> Thresholds:
        """The instrument's thresholds for it."""
        return self.instrument.thresholds_of(self._layer)

    @property
    def _layer(self) -> Any:
        axis = self.instrument.axis_by_id.get(self.place.id) if self.place.level == "axis" else None
        return self.instrument.layer_by_id[axis.position[0] if axis else self.place.source]


def cells_of(indicators: pd.DataFrame, definitions: Definitions) -> Iterator[list[Cell]]:
    """The cells of each team and round in turn, in the order of `indicators` (`frames.MEASURED`)."""
    names = list(indicators.columns)
    groups: dict[tuple[str, str], list[Cell]] = {}
    for values in zip(*(indicators[name].tolist() for name in names), strict=True):
        row = dict(zip(names, values, strict=True))
        instrument = definitions.instrument_of(definitions.round_by_id[row["round"]])
        groups.setdefault((row["team"], row["round"]), []).append(Cell(row, instrument))
    yield from groups.values()
