"""The two small tables that everything follows from: how often each score was given, and per-person sums."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from teamspiegel.contracts.frames import COUNTS, conform
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.levels import Level


@dataclass(frozen=True)
class Support:
    """What stands behind a mean: the units that count, the different people behind them, and how the units differ.

    `variance`: the sample variance (n - 1) of the units' values, exact; None below two units, or when units have no
    value of their own. `most`: the most units of one person. `alike`: the most units with the same value. `from_top`
    and `from_bottom`: how far the answers of one person lie from that end of the scale, all together and at most; None
    for means of answers.
    """

    n: int
    people: int
    variance: Fraction | None
    most: int
    alike: int
    from_top: Fraction | None = None
    from_bottom: Fraction | None = None


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


def item_support(
    counts: pd.DataFrame, answers: pd.DataFrame, instrument: Instrument
) -> dict[str, tuple[Fraction, Support]]:
    """The exact mean of each item of one team in one round, and its support.

    From the counts alone, but for the people. Sums of whole and half scores are exact in binary floating point.
    """
    people = _people(answers, instrument)
    weighted = counts.assign(total=counts["score"] * counts["n"], squares=counts["score"] ** 2 * counts["n"])
    by_item = weighted.groupby("item")
    summed = by_item[["n", "total", "squares"]].sum().join(by_item["n"].max().rename("alike")).join(people)
    return {
        item: (
            Fraction(total) / int(n),
            Support(
                int(n),
                int(people),
                _variance(n, total, squares),
                int(most),
                int(alike),
                Fraction(top),
                Fraction(bottom),
            ),
        )
        for item, n, total, squares, alike, people, most, top, bottom in summed.itertuples()
    }


def _people(answers: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """By item: how many people, the most answers of one, and how far those of one lie from the ends of the scale."""
    scales = {item: instrument.scale_of(layer) for item, layer in instrument.layer_of_item.items()}
    ends = answers["item"].map({item: scale.min for item, scale in scales.items()})
    tops = answers["item"].map({item: scale.max for item, scale in scales.items()})
    distances = answers.assign(top=tops - answers["score"], bottom=answers["score"] - ends)
    of_person = distances.groupby(["item", "person"]).agg(
        n=("score", "size"), top=("top", "sum"), bottom=("bottom", "sum")
    )
    return of_person.groupby("item").agg(
        people=("n", "size"), most=("n", "max"), from_top=("top", "max"), from_bottom=("bottom", "max")
    )


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
    return _support_of(list(own_values(level, units)))


def _support_of(values: Sequence[tuple[str, Fraction]]) -> Support:
    own = [value for _, value in values]
    of_person = Counter(person for person, _ in values)
    return Support(
        len(own),
        len(of_person),
        _variance(len(own), sum(own, Fraction()), sum((value**2 for value in own), Fraction())),
        max(of_person.values(), default=0),
        max(Counter(own).values(), default=0),
    )
