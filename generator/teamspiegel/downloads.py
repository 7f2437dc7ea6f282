"""Downloads: the published numbers as files that others calculate with."""

import pandas as pd

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.published import Published

INDICATORS = "downloads/indicatoren.csv"
LESSON_BANDS = "downloads/lesbanden.csv"

INDICATOR_COLUMNS = ["team", "round", "source", "level", "id", "n", "mean", "sd", "low", "spread", "suppressed"]
BAND_COLUMNS = ["team", "round", "band", "lessons", "percent"]


def downloads(definitions: Definitions, published: Published) -> dict[str, bytes]:
    """Each download by its path: UTF-8, commas, decimal points, values rounded as published, withheld cells empty."""
    indicators = _in_order(definitions, published.indicators)
    for column in ("mean", "sd"):
        indicators[column] = [
            _number(value, definitions.instrument_of(definitions.round_by_id[round_]).decimals)
            for value, round_ in zip(indicators[column], indicators["round"], strict=True)
        ]
    for column in ("low", "spread"):
        indicators[column] = indicators[column].map({True: "true", False: "false"}, na_action="ignore")
    return {
        INDICATORS: _csv(indicators[INDICATOR_COLUMNS]),
        LESSON_BANDS: _csv(_in_order(definitions, published.bands)[BAND_COLUMNS]),
    }


def _in_order(definitions: Definitions, frame: pd.DataFrame) -> pd.DataFrame:
    """By team and round as the authors list them; within those as measured, which is the instrument's order."""
    teams = {team.id: place for place, team in enumerate(definitions.teams)}
    rounds = {round_.id: place for place, round_ in enumerate(definitions.rounds)}
    order = pd.DataFrame({"team": frame["team"].map(teams), "round": frame["round"].map(rounds)})
    return frame.loc[order.sort_values(["team", "round"], kind="stable").index].copy()


def _number(value: float, decimals: int) -> str:
    return "" if pd.isna(value) else f"{value:.{decimals}f}"


def _csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False, lineterminator="\n").encode()
