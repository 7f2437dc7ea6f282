"""Downloads: the published numbers as files that others calculate with."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import pandas as pd

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.published import Published

INDICATORS = "downloads/indicatoren.csv"
LESSON_BANDS = "downloads/lesbanden.csv"

INDICATOR_COLUMNS = ["team", "round", "source", "level", "id", "n", "mean", "sd", "low", "spread", "suppressed"]
BAND_COLUMNS = ["team", "round", "band", "lessons", "percent"]

Key = tuple[str, ...]
K = TypeVar("K")


def downloads(definitions: Definitions, published: Published, team: str | None = None) -> dict[str, bytes]:
    """Each download by its path: UTF-8, commas, decimal points, values rounded as published, withheld cells empty.

    Of all teams, or of one.
    """
    indicators, bands = (
        frame if team is None else frame[frame["team"] == team] for frame in (published.indicators, published.bands)
    )
    indicators = _in_order(definitions, indicators, ["source", "level", "id"], lambda of: of.places)
    bands = _in_order(definitions, bands, ["source", "band"], _bands)
    for column in ("mean", "sd"):
        indicators[column] = [
            _number(value, definitions.instrument_of(definitions.round_by_id[round_]).decimals)
            for value, round_ in zip(indicators[column], indicators["round"], strict=True)
        ]
    for column in ("low", "spread"):
        indicators[column] = indicators[column].map({True: "true", False: "false"}, na_action="ignore")
    return {
        INDICATORS: _csv(indicators[INDICATOR_COLUMNS]),
        LESSON_BANDS: _csv(bands[BAND_COLUMNS]),
    }


def _bands(instrument: Instrument) -> Iterator[Key]:
    """Layer and id of every band."""
    return ((layer.id, band.id) for layer in instrument.layers for band in layer.bands)


def _in_order(
    definitions: Definitions, frame: pd.DataFrame, columns: list[str], keys_of: Callable[[Instrument], Iterable[Key]]
) -> pd.DataFrame:
    """The rows by team as the authors list them, by round as they follow each other, then as the instrument lists them.

    `columns` hold the keys that `keys_of` lists. The order in which the rows were measured does not matter.
    """
    teams, rounds = _ranks(definitions.team_by_id), _ranks(definitions.round_by_id)
    within = {round_.id: _ranks(keys_of(definitions.instrument_of(round_))) for round_ in definitions.rounds}
    ranks = [
        (teams[team], rounds[round_], within[round_][tuple(key)])
        for team, round_, *key in frame[["team", "round", *columns]].itertuples(index=False, name=None)
    ]
    return frame.iloc[sorted(range(len(frame)), key=ranks.__getitem__)]


def _ranks(keys: Iterable[K]) -> dict[K, int]:
    return {key: rank for rank, key in enumerate(keys)}


def _number(value: float, decimals: int) -> str:
    return "" if pd.isna(value) else f"{value:.{decimals}f}"


def _csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False, lineterminator="\n").encode()
