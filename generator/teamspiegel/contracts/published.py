"""Numbers after the gate: all that charts, pages and downloads can see."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from teamspiegel.contracts.answers import Form
from teamspiegel.contracts.place import Aspect, Place

Withheld = Literal["small", "masked", "derived"]
"""Why a number is not there: too few people; nearly everybody answered the same; or it is made of what is not there."""


@dataclass(frozen=True, slots=True)
class Published:
    """One number as it may leave the building. None: withheld, or not defined.

    `n`: the units that count. `people`: how many different people are behind them. In the place of a mean may stand
    where it lies, `at_least` and `at_most`; an end that says no more than the scale does is None. `uncertainty`: the
    95% interval about the mean. `low`, `spread`: the flags, where what is published tells. `withheld`: why the mean, or
    else the SD, is not there; None when nothing is missing.
    """

    place: Place
    n: int
    people: int
    mean: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    sd: float | None = None
    uncertainty: tuple[float, float] | None = None
    low: bool | None = None
    spread: bool | None = None
    withheld: Withheld | None = None

    @property
    def told(self) -> bool:
        """Whether anything is said of the mean: itself, or where it lies."""
        return self.mean is not None or self.bounded

    @property
    def bounded(self) -> bool:
        """Whether it is said where the mean lies, in its place."""
        return self.at_least is not None or self.at_most is not None

    @property
    def alike(self) -> bool:
        """Whether nearly everybody answered the same, which is said in the place of the SD and the distribution."""
        return self.mean is not None and self.withheld == "masked"

    def ends(self, lowest: float, highest: float) -> tuple[float, float]:
        """From where to where the mean lies on a scale with these ends: twice the mean itself when it is told."""
        if self.mean is not None:
            return self.mean, self.mean
        return (
            lowest if self.at_least is None else self.at_least,
            highest if self.at_most is None else self.at_most,
        )


@dataclass(frozen=True, slots=True)
class BandCount:
    """How many lessons fell in a band, and the whole percentage."""

    band: str
    lessons: int
    percent: int


@dataclass(frozen=True, slots=True)
class Response:
    """How many units answered (respondents, lessons), how many people stand behind them, and the headcount.

    `source`: the file. `form`: how its answers came about.
    """

    source: str
    form: Form
    n: int
    people: int
    members: int


@dataclass(frozen=True)
class Results:
    """One team in one round, as published. `distributions`: by item; `bands`: by layer; `responses`: by file."""

    team: str
    round: str
    indicators: Mapping[Aspect, Published]
    distributions: Mapping[str, Mapping[float, int]]
    bands: Mapping[str, tuple[BandCount, ...]]
    responses: Mapping[str, Response]

    def get(self, aspect: Aspect) -> Published | None:
        """The indicator of an aspect, or None when nobody was asked."""
        return self.indicators.get(aspect)


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far the items of a layer go together: Cronbach's alpha, of `n` people of all teams together."""

    n: int
    alpha: float


@dataclass(frozen=True)
class Publication:
    """Every number of a school that may leave the building, by team and by round as they are declared.

    Made by the gate and by nothing else.
    """

    results: tuple[Results, ...]

    @cached_property
    def by_team_and_round(self) -> dict[tuple[str, str], Results]:
        """The same results by their team and round."""
        return {(results.team, results.round): results for results in self.results}
