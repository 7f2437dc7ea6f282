"""What changed between two rounds of a team, with the noise band that a change has to come out of."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import Any

import pandas as pd

from teamspiegel.contracts.definitions import Definitions, Round
from teamspiegel.contracts.frames import CHANGES, conform, empty
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.levels import Level, levels_of
from teamspiegel.contracts.numbers import exact, half_up
from teamspiegel.indicators.uncertainty import noise_band

Row = dict[str, Any]
Where = tuple[str, str, str]
"""Source, level and id."""


def changes(definitions: Definitions, indicators: pd.DataFrame) -> pd.DataFrame:
    """Every indicator (`frames.MEASURED`) against itself in each earlier round of the same team: `frames.CHANGES`.

    What the two instruments do not ask in the same way is not compared, nor is a block, layer or axis with an item that
    nobody answered in one of the rounds.
    """
    by_team_and_round = _by_team_and_round(indicators)
    rows = [
        row
        for then, now in combinations(definitions.rounds, 2)
        for row in _between(definitions, by_team_and_round, then, now)
    ]
    return conform(pd.DataFrame(rows), CHANGES) if rows else empty(CHANGES)


def _by_team_and_round(indicators: pd.DataFrame) -> dict[tuple[str, str], dict[Where, Row]]:
    found: dict[tuple[str, str], dict[Where, Row]] = {}
    for values in indicators.itertuples(index=False, name=None):
        row = dict(zip(indicators.columns, values, strict=True))
        found.setdefault((row["team"], row["round"]), {})[row["source"], row["level"], row["id"]] = row
    return found


def _between(
    definitions: Definitions, by_team_and_round: dict[tuple[str, str], dict[Where, Row]], then: Round, now: Round
) -> Iterator[Row]:
    """The rows of every team that was measured in both rounds."""
    instruments = [definitions.instrument_of(round_) for round_ in (then, now)]
    same = comparable(*instruments)
    for team in definitions.team_by_id:
        old, new = (by_team_and_round.get((team, round_.id), {}) for round_ in (then, now))
        both = old.keys() & new.keys()
        answered = {id_ for _, level, id_ in both if level == "item"}
        for where in (where for where, items in same.items() if where in both and answered.issuperset(items)):
            yield {
                "team": team,
                "round": now.id,
                "since": then.id,
                **dict(zip(("source", "level", "id"), where, strict=True)),
                "people": min(old[where]["people"], new[where]["people"]),
                **_change(old[where], new[where], instruments[1].decimals),
            }


def _change(old: Row, new: Row, decimals: int) -> Row:
    """The difference of the means as they are published, so that a reader can check it, and whether it is clear.

    Clear: larger than the noise band, both as rounded. Without a variance (a single unit, or an axis over lessons and
    answers) there is no band, and nothing to say.
    """
    difference = exact(new["mean"]) - exact(old["mean"])
    if old["exact_variance"] is None or new["exact_variance"] is None:
        return {"difference": float(difference), "band": None, "direction": ""}
    then, now = ((row["exact_variance"], row["n"]) for row in (old, new))
    band = half_up(Fraction(noise_band(then, now)), decimals)
    clear = abs(difference) > exact(band)
    direction = ("higher" if difference > 0 else "lower") if clear else "none"
    return {"difference": float(difference), "band": band, "direction": direction}


def comparable(old: Instrument, new: Instrument) -> dict[Where, tuple[str, ...]]:
    """What two instruments ask in the same way, in the newer one's order, each with the items that it is made of.

    An item of the same layer, source and scale, turned the same way; a block, layer or axis of the same such items.
    """
    items = [id_ for id_ in new.items if _asked(old, id_) == _asked(new, id_)]
    before = {(level.source, level.level, level.id): level for level in levels_of(old)}
    levels = {(level.source, level.level, level.id): level for level in levels_of(new)}
    return {(new.layer_of_item[id_].id, "item", id_): (id_,) for id_ in items} | {
        where: level.items
        for where, level in levels.items()
        if where in before and _shape(level) == _shape(before[where]) and set(level.items) <= set(items)
    }


def _asked(instrument: Instrument, item: str) -> tuple[Any, ...]:
    """How an instrument asks an item; nothing when it does not."""
    if item not in instrument.items:
        return ()
    layer = instrument.layer_of_item[item]
    scale = instrument.scale_of(layer)
    return layer.id, layer.source, scale.min, scale.max, scale.step, instrument.items[item].reversed


def _shape(part: Level | str) -> str:
    """What a mean is made of, all the way down, in any order."""
    return part if isinstance(part, str) else f"({' '.join(sorted(map(_shape, part.parts)))})"
