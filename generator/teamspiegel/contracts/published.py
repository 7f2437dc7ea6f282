"""Numbers after the gate: all that charts, pages and downloads can see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd


class Place(NamedTuple):
    """What an indicator is about, within one team and round."""

    source: str
    level: str
    id: str


@dataclass(frozen=True)
class Indicator:
    """One published number. None: withheld by the gate, or not defined; `suppressed` tells which.

    `at_least` or `at_most` stands in the place of a mean near an end of the scale.
    """

    place: Place
    n: int | None
    mean: float | None
    sd: float | None
    low: bool | None
    spread: bool | None
    suppressed: str
    interval: tuple[float, float] | None
    at_least: float | None = None
    at_most: float | None = None

    @property
    def bound(self) -> float | None:
        """What stands in the place of a mean near an end of the scale."""
        return self.at_most if self.at_least is None else self.at_least

    @property
    def side(self) -> str:
        """What that bound is: `at_least` or `at_most`. Empty when there is none."""
        return "at_least" if self.at_least is not None else "at_most" if self.at_most is not None else ""

    @property
    def alike(self) -> bool:
        """Whether nearly everybody answered the same, which is said in the place of the SD and the distribution."""
        return self.mean is not None and self.suppressed == "masked"

    @property
    def level(self) -> float | None:
        """The mean, or the bound that stands in its place; None when nothing is said."""
        return self.bound if self.mean is None else self.mean


@dataclass(frozen=True)
class Change:
    """How an indicator moved since an earlier round: `difference` of the published means, and whether that is clear.

    `direction`: higher, lower, none (not clear) or empty (nothing to compare with). None: withheld by the gate.
    """

    place: Place
    since: str
    difference: float | None
    band: float | None
    direction: str


@dataclass(frozen=True)
class BandCount:
    """How many lessons fell in a band, and the whole percentage."""

    band: str
    lessons: int
    percent: int


@dataclass(frozen=True)
class Response:
    """How many units answered (respondents, lessons), how many people stand behind them, and the headcount."""

    source: str
    n: int
    people: int
    members: int


@dataclass(frozen=True)
class Results:
    """One team in one round, as published."""

    team: str
    round: str
    indicators: Mapping[Place, Indicator]
    distributions: Mapping[str, Mapping[float, int]]
    bands: Mapping[str, tuple[BandCount, ...]]
    responses: Mapping[str, Response]
    changes: Mapping[tuple[str, Place], Change] = field(default_factory=dict)

    def change(self, since: str, place: Place) -> Change | None:
        """How the indicator at a place moved since a round; None when the two rounds did not ask the same."""
        return self.changes.get((since, place))

    def get(self, source: str, level: str, id_: str) -> Indicator | None:
        """The indicator at a place, or None when nobody was asked."""
        return self.indicators.get(Place(source, level, id_))


@dataclass(frozen=True)
class Published:
    """Every number that may leave the building, as `frames` has them after the gate.

    Made by the gate and by nothing else.
    """

    indicators: pd.DataFrame
    distributions: pd.DataFrame
    bands: pd.DataFrame
    responses: pd.DataFrame
    changes: pd.DataFrame

    @cached_property
    def results(self) -> dict[tuple[str, str], Results]:
        """The same numbers by (team, round), for those who show one team at a time."""
        indicators, counts = _by_team_and_round(self.indicators), _by_team_and_round(self.distributions)
        bands, responses = _by_team_and_round(self.bands), _by_team_and_round(self.responses)
        changes = _by_team_and_round(self.changes)
        return {
            (team, round_): Results(
                team,
                round_,
                {indicator.place: indicator for indicator in map(_indicator, indicators.get((team, round_), []))},
                _distributions(counts.get((team, round_), [])),
                _bands(bands.get((team, round_), [])),
                {row["source"]: _response(row) for row in rows},
                {(change.since, change.place): change for change in map(_change, changes.get((team, round_), []))},
            )
            for (team, round_), rows in responses.items()
        }


Row = dict[str, Any]


def _by_team_and_round(frame: pd.DataFrame) -> dict[tuple[str, str], list[Row]]:
    """The rows of a frame as plain Python values (a list from a column holds no NumPy scalars)."""
    found: dict[tuple[str, str], list[Row]] = {}
    for values in zip(*(frame[name].tolist() for name in frame.columns), strict=True):
        row = dict(zip(frame.columns, values, strict=True))
        found.setdefault((row["team"], row["round"]), []).append(row)
    return found


def _or_none(value: Any) -> Any:
    return None if pd.isna(value) else value


def _indicator(row: Row) -> Indicator:
    low, high = _or_none(row["interval_low"]), _or_none(row["interval_high"])
    return Indicator(
        Place(row["source"], row["level"], row["id"]),
        n=_or_none(row["n"]),
        mean=_or_none(row["mean"]),
        at_least=_or_none(row["at_least"]),
        at_most=_or_none(row["at_most"]),
        sd=_or_none(row["sd"]),
        low=_or_none(row["low"]),
        spread=_or_none(row["spread"]),
        suppressed=row["suppressed"],
        interval=None if low is None else (low, high),
    )


def _change(row: Row) -> Change:
    difference, band = _or_none(row["difference"]), _or_none(row["band"])
    return Change(Place(row["source"], row["level"], row["id"]), row["since"], difference, band, row["direction"])


def _distributions(rows: list[Row]) -> dict[str, dict[float, int]]:
    found: dict[str, dict[float, int]] = {}
    for row in rows:
        found.setdefault(row["item"], {})[row["score"]] = row["n"]
    return found


def _bands(rows: list[Row]) -> dict[str, tuple[BandCount, ...]]:
    found: dict[str, tuple[BandCount, ...]] = {}
    for row in rows:
        band = BandCount(row["band"], row["lessons"], row["percent"])
        found[row["source"]] = (*found.get(row["source"], ()), band)
    return found


def _response(row: Row) -> Response:
    return Response(row["source"], row["n"], row["people"], row["members"])
