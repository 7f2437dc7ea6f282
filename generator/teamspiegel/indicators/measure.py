"""Every number of a school from its counts, exact: items from how often each score was given, levels from sums.

The mean of a level is made of the means of its items; its SD is of the units' own values, each made the same way.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import pandas as pd

from teamspiegel.contracts.answers import AnswerScale
from teamspiegel.contracts.definitions import Definitions, Team
from teamspiegel.contracts.frames import CATEGORY
from teamspiegel.contracts.instrument import Band, Instrument
from teamspiegel.contracts.levels import Level
from teamspiegel.contracts.measured import Measured, Measurement
from teamspiegel.contracts.numbers import percentages, sample_variance
from teamspiegel.contracts.place import Aspect, Place
from teamspiegel.contracts.published import BandCount, Response
from teamspiegel.indicators.count import Counts
from teamspiegel.indicators.own import OwnValues, own_values

Key = tuple[str, str]
"""Team and round."""
MOST_KEPT = 100_000
"""What is worked out of a few whole numbers is remembered for so many of them."""


@dataclass(frozen=True)
class _Group:
    """What was counted of one team in one round.

    `scores`: how often each number of steps was given, by item. `shares`: how many people gave an item's answers and
    the most of one of them, where that is not one each. `own`: what is known of the units' own values, by level.
    """

    team: Team
    round: str
    instrument: Instrument
    scores: Mapping[str, Mapping[int, int]]
    shares: Mapping[str, tuple[int, int]]
    own: Mapping[Aspect, OwnValues]
    responses: Mapping[str, Response]


def measure(definitions: Definitions, counts: Counts) -> Iterator[Measurement]:
    """The numbers of every team in every round that it was measured in, in the order that both are declared in.

    One at a time: whoever passes them on holds no more of a thousand teams than of one.
    """
    for group in _groups(definitions, counts):
        yield Measurement(
            group.team.id,
            group.round,
            {number.place.aspect: number for number in _numbers(group)},
            {item: _in_scores(group.instrument, item, given) for item, given in group.scores.items()},
            {layer.id: _bands(layer.bands, group, layer.id) for layer in group.instrument.layers if layer.bands},
            group.responses,
        )


def _groups(definitions: Definitions, counts: Counts) -> Iterator[_Group]:
    scores, shares = _scores(counts.scores), _shares(counts.shares)
    responses = _responses(counts.sums)
    own: dict[Key, dict[Aspect, OwnValues]] = {}
    for instrument in definitions.instruments.values():
        rounds = [round_.id for round_ in definitions.rounds if definitions.instrument_of(round_) is instrument]
        for key, aspect, values in own_values(instrument, counts.sums[counts.sums["round"].isin(rounds)]):
            own.setdefault(key, {})[aspect] = values
    for team in definitions.teams:
        for round_ in definitions.rounds:
            key, instrument = (team.id, round_.id), definitions.instrument_of(round_)
            if key in responses:
                asked = definitions.sources_of(round_)
                of_files: dict[str, Response] = {
                    file: Response(file, source.form, *responses[key].get(file, (0, 0)), team.members)
                    for file, source in instrument.files.items()
                    if file in responses[key] or file in asked
                }
                yield _Group(
                    team,
                    round_.id,
                    instrument,
                    scores.get(key, {}),
                    shares.get(key, {}),
                    own.get(key, {}),
                    of_files,
                )


def _scores(frame: pd.DataFrame) -> dict[Key, dict[str, dict[int, int]]]:
    found: dict[Key, dict[str, dict[int, int]]] = {}
    for round_, team, item, steps, n in _rows(frame):
        found.setdefault((team, round_), {}).setdefault(item, {})[steps] = n
    return found


def _shares(frame: pd.DataFrame) -> dict[Key, dict[str, tuple[int, int]]]:
    found: dict[Key, dict[str, tuple[int, int]]] = {}
    by_item = frame.groupby(["round", "team", "item"])["n"].agg(["size", "max"]).reset_index()
    for round_, team, item, people, most in _rows(by_item):
        found.setdefault((team, round_), {})[item] = people, most
    return found


def _responses(sums: pd.DataFrame) -> dict[Key, dict[str, tuple[int, int]]]:
    """The units that answered anything, and the people behind them, by file."""
    found: dict[Key, dict[str, tuple[int, int]]] = {}
    by_file = sums.groupby(["round", "team", "source"])[["unit", "person"]].nunique().reset_index()
    for round_, team, file, units, people in _rows(by_file):
        found.setdefault((team, round_), {})[file] = units, people
    return found


def _rows(frame: pd.DataFrame) -> Iterator[tuple]:  # type: ignore[type-arg]
    """The rows as plain Python values, with each text once: a list from a column holds no NumPy scalars."""
    return zip(*(_values(frame[name]) for name in frame.columns), strict=True)


def _values(column: pd.Series) -> Iterable[Any]:
    if column.dtype != CATEGORY:
        return column.tolist()
    texts = column.cat.categories.tolist()
    return map(texts.__getitem__, column.cat.codes.tolist())


# ----- numbers -----------------------------------------------------------------------------------------


def _numbers(group: _Group) -> Iterator[Measured]:
    items = {
        aspect.id: _item(group, aspect, group.scores[aspect.id])
        for aspect in group.instrument.aspects
        if aspect.kind == "item" and aspect.id in group.scores
    }
    yield from items.values()
    means = {item: number.mean for item, number in items.items()}
    answered = {file for file, response in group.responses.items() if response.n}
    for level in group.instrument.levels.values():
        mean = level.value(means)
        # An axis over lessons and answers says nothing in a round that has only one of them.
        if mean is not None and level.files <= answered:
            yield _level(group, level, mean)


def _item(group: _Group, aspect: Aspect, given: Mapping[int, int]) -> Measured:
    scale = group.instrument.scale_of(group.instrument.layer_by_id[aspect.source])
    n = sum(given.values())
    total, squares = sum(steps * k for steps, k in given.items()), sum(steps**2 * k for steps, k in given.items())
    people, most = group.shares.get(aspect.id, (n, 1))
    mean, variance = _mean_and_variance(n, total, squares, scale.min, scale.step)
    return Measured(Place(group.team.id, group.round, aspect), n, people, mean, variance, most, max(given.values()))


@lru_cache(maxsize=MOST_KEPT)
def _mean_and_variance(n: int, total: int, squares: int, lowest: int, step: float) -> tuple[Fraction, Fraction | None]:
    """Those of n answers, from the sum of their steps and of the squares of these. Teams often have the same."""
    variance = sample_variance(n, total, squares)
    return lowest + Fraction(total, n) * Fraction(step), None if variance is None else variance * Fraction(step) ** 2


def _level(group: _Group, level: Level, mean: Fraction) -> Measured:
    """Over several files nobody has an own value: then the file with the fewest counts, and there is no variance."""
    aspect, place = level.aspect, Place(group.team.id, group.round, level.aspect)
    if len(level.files) == 1:
        own = group.own.get(aspect, OwnValues())
        scale = group.instrument.scale_of(group.instrument.layer_of(aspect))
        return Measured(place, own.n, own.people, mean, _in_scale(own.variance, scale))
    parts = [group.own.get(part.aspect, OwnValues()) for part in level.parts if isinstance(part, Level)]
    return Measured(place, min(part.n for part in parts), min(part.people for part in parts), mean, None)


def _in_scale(variance: Fraction | None, scale: AnswerScale) -> Fraction | None:
    return None if variance is None else variance * Fraction(scale.step) ** 2


def _in_scores(instrument: Instrument, item: str, given: Mapping[int, int]) -> dict[float, int]:
    scale = instrument.scale_of(instrument.layer_of_item[item])
    return {scale.scores[steps]: given[steps] for steps in sorted(given)}


def _bands(bands: Sequence[Band], group: _Group, layer: str) -> tuple[BandCount, ...]:
    """The lessons per band, by each lesson's own exact value, with percentages that add up to 100."""
    own = group.own.get(Aspect(layer, "layer", layer), OwnValues())
    lessons = list(own.bands) or [0] * len(bands)
    rows = zip(bands, lessons, percentages(lessons), strict=True)
    return tuple(BandCount(band.id, count, percent) for band, count, percent in rows)
