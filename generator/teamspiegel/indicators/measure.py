"""Every indicator of a school: one team and round at a time, exact first, then rounded as it would be published."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any, NamedTuple

import pandas as pd

from teamspiegel.contracts.definitions import Definitions, Team
from teamspiegel.contracts.frames import BANDS, COUNTS, MEASURED, RESPONSES, Columns, conform, empty
from teamspiegel.contracts.instrument import Band, Instrument, Source, Thresholds
from teamspiegel.contracts.levels import Level, levels_of
from teamspiegel.contracts.measured import Answers, Measured
from teamspiegel.contracts.numbers import exact as as_written
from teamspiegel.contracts.numbers import half_up, percentages, root_half_up
from teamspiegel.indicators.change import changes
from teamspiegel.indicators.counts import Support, Unit, item_support, level_support, own_values, score_counts, units_of
from teamspiegel.indicators.uncertainty import interval_half_width

Row = dict[str, Any]


@dataclass(frozen=True)
class _Group:
    """The answers of one team in one round; `expected` are the sources that the round should have a file of."""

    team: Team
    round: str
    expected: tuple[Source, ...]
    instrument: Instrument
    answers: pd.DataFrame
    units: dict[Source, list[Unit]]

    @property
    def key(self) -> Row:
        return {"team": self.team.id, "round": self.round}


class _Exact(NamedTuple):
    """An indicator before rounding."""

    source: str
    level: str
    id: str
    mean: Fraction
    support: Support
    thresholds: Thresholds


def measure(definitions: Definitions, answers: Answers) -> Measured:
    """The indicators, score counts, lesson bands and responses of every team in every round it was measured in."""
    groups = list(_groups(definitions, answers))
    counts = [score_counts(group.answers, group.instrument) for group in groups]
    rows = (row for group, table in zip(groups, counts, strict=True) for row in _indicators(group, table))
    indicators = _frame(rows, MEASURED)
    return Measured(
        indicators,
        conform(pd.concat(counts), COUNTS) if counts else empty(COUNTS),
        _frame((row for group in groups for row in _bands(group)), BANDS),
        _frame((row for group in groups for row in _responses(group)), RESPONSES),
        changes(definitions, indicators),
    )


def _frame(rows: Iterable[Row], columns: Columns) -> pd.DataFrame:
    listed = list(rows)
    return conform(pd.DataFrame(listed), columns) if listed else empty(columns)


def _groups(definitions: Definitions, answers: Answers) -> Iterator[_Group]:
    for key, frame in answers.frame.groupby(["round", "team"], sort=True):
        round_id, team_id = map(str, key)
        round_, team = definitions.round_by_id[round_id], definitions.team_by_id[team_id]
        instrument = definitions.instrument_of(round_)
        units = {source: units_of(frame[frame["source"] == source]) for source in instrument.sources}
        yield _Group(team, round_.id, definitions.sources_of(round_), instrument, frame, units)


def _indicators(group: _Group, counts: pd.DataFrame) -> Iterator[Row]:
    items = item_support(counts, group.answers, group.instrument)
    means = {item: mean for item, (mean, _) in items.items()}
    for layer in group.instrument.layers:
        thresholds = group.instrument.thresholds_of(layer)
        for item in (item.id for item in layer.items if item.id in items):
            yield _row(group, _Exact(layer.id, "item", item, *items[item], thresholds))
    for level in levels_of(group.instrument):
        mean = level.value(means)
        # An axis over lessons and answers says nothing in a round that has only one of them.
        if mean is not None and all(group.units[file] for file in level.files):
            support = _support(level, group)
            yield _row(group, _Exact(level.source, level.level, level.id, mean, support, level.thresholds))


def _support(level: Level, group: _Group) -> Support:
    """The support of a level. Over two file sources nobody has an own value: the smaller source counts, without SD."""
    if len(level.files) == 1:
        (source,) = level.files
        return level_support(level, group.units[source])
    parts = [_support(part, group) for part in level.parts if isinstance(part, Level)]
    n = min(part.n for part in parts)
    heaviest = max((Fraction(part.most, part.n) for part in parts if part.n), default=Fraction())
    return Support(n, min(part.people for part in parts), None, ceil(n * heaviest), 0)


def _row(group: _Group, exact: _Exact) -> Row:
    """An indicator as a row of `frames.MEASURED`. Flags look at the rounded value, so that a reader can check them."""
    decimals, variance = group.instrument.decimals, exact.support.variance
    mean = half_up(exact.mean, decimals)
    sd = None if variance is None else root_half_up(variance, decimals)
    # About the rounded mean: the ends of an interval about the exact one would tell more of it than the mean does.
    half = None if variance is None else half_up(Fraction(_half_width(group, exact.support)), decimals)
    return {
        **group.key,
        "source": exact.source,
        "level": exact.level,
        "id": exact.id,
        "n": exact.support.n,
        "people": exact.support.people,
        "most": exact.support.most,
        "alike": exact.support.alike,
        "from_top": exact.support.from_top,
        "from_bottom": exact.support.from_bottom,
        "exact_mean": exact.mean,
        "exact_variance": variance,
        "mean": mean,
        "sd": sd,
        "interval_low": None if half is None else float(as_written(mean) - as_written(half)),
        "interval_high": None if half is None else float(as_written(mean) + as_written(half)),
        "low": mean < float(exact.thresholds.bridge_axis),
        "spread": None if sd is None else sd >= float(exact.thresholds.spread),
    }


def _half_width(group: _Group, support: Support) -> float:
    assert support.variance is not None
    return interval_half_width(float(support.variance), support.n, support.people, group.team.members)


def _bands(group: _Group) -> Iterator[Row]:
    """The lessons per band, by each lesson's own exact value, with percentages that add up to 100."""
    levels = {level.id: level for level in levels_of(group.instrument) if level.level == "layer"}
    for layer in group.instrument.layers:
        values = list(own_values(levels[layer.id], group.units[layer.source])) if layer.bands else []
        counts = Counter(_band(value, layer.bands) for _, value in values)
        lessons = [counts[band.id] for band in layer.bands]
        of_person = Counter(person for person, _ in values)
        for band, count, percent in zip(layer.bands, lessons, percentages(lessons), strict=True):
            yield {
                **group.key,
                "source": layer.id,
                "band": band.id,
                "lessons": count,
                "percent": percent,
                "people": len(of_person),
                "most": max(of_person.values(), default=0),
            }


def _band(value: Fraction, bands: tuple[Band, ...]) -> str:
    return next(band.id for band in bands if band.below is None or value < Fraction(band.below))


def _responses(group: _Group) -> Iterator[Row]:
    """The response of each source; a source that the round did not ask for is no response of nobody."""
    asked = {source: units for source, units in group.units.items() if units or source in group.expected}
    for source, units in asked.items():
        people = {unit.person for unit in units}
        yield {
            **group.key,
            "source": source,
            "n": len(units),
            "people": len(people),
            "members": group.team.members,
        }
