"""The two small tables that everything follows from: how often each score was given, and per-person sums."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from teamspiegel.contracts.frames import COUNTS, conform
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.indicators.levels import Level


@dataclass(frozen=True)
class Support:
    """What stands behind a mean: the units that count, the different people behind them, and how the units differ."""

    n: int
    people: int
    variance: Fraction | None
    """The sample variance (n - 1) of the units' values, exact; None below two units."""


@dataclass(frozen=True)
class Unit:
    """One respondent or lesson: the person behind it and its scores by item."""

    person: str
    scores: Mapping[str, Fraction]


def score_counts(answers: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """How often each score was given per (round, team, item), as `frames.COUNTS`, from answers of one instrument."""
    counts = answers.groupby(["round", "team", "item", "score"]).size().rename("n").reset_index()
    counts["source"] = counts["item"].map({item: layer.id for item, layer in instrument.layer_of_item.items()})
    return conform(counts, COUNTS)


def item_support(counts: pd.DataFrame, answers: pd.DataFrame) -> dict[str, tuple[Fraction, Support]]:
    """The exact mean of each item of one team in one round, and its support.

    From the counts alone, but for the people. Sums of whole and half scores are exact in binary floating point.
    """
    people = answers.groupby("item")["person"].nunique()
    weighted = counts.assign(total=counts["score"] * counts["n"], squares=counts["score"] ** 2 * counts["n"])
    summed = weighted.groupby("item")[["n", "total", "squares"]].sum()
    return {
        item: (Fraction(total) / int(n), Support(int(n), int(people[item]), _variance(n, total, squares)))
        for item, n, total, squares in summed.itertuples()
    }


def _variance(n: int, total: Fraction | float, squares: Fraction | float) -> Fraction | None:
    n = int(n)
    return (Fraction(squares) - Fraction(total) ** 2 / n) / (n - 1) if n > 1 else None


def units_of(answers: pd.DataFrame) -> list[Unit]:
    """The units of one team, one round and one file source."""
    exact = {score: Fraction(score) for score in answers["score"].unique()}
    units: dict[str, Unit] = {}
    for unit, person, item, score in answers[["unit", "person", "item", "score"]].itertuples(index=False):
        scores = units.setdefault(unit, Unit(person, {})).scores
        scores[item] = exact[score]  # type: ignore[index]
    return list(units.values())


def own_values(level: Level, units: Iterable[Unit]) -> Iterator[tuple[str, Fraction]]:
    """The own value of each unit that counts at a level, with the person behind it."""
    for unit in units:
        value = level.value(unit.scores) if level.counts(unit.scores) else None
        if value is not None:
            yield unit.person, value


def level_support(level: Level, units: Iterable[Unit]) -> Support:
    """The support of a level: the units that count, by their own values."""
    values = list(own_values(level, units))
    total = sum((value for _, value in values), Fraction())
    squares = sum((value**2 for _, value in values), Fraction())
    return Support(len(values), len({person for person, _ in values}), _variance(len(values), total, squares))
