"""Interviews from their statements: in how many of them something supports or hinders, by theme."""

import pandas as pd

from teamspiegel.contracts.definitions import Round, Team
from teamspiegel.contracts.interviews import DIRECTIONS, Direction, Interviews
from teamspiegel.contracts.measured import InterviewsMeasured


def measure(interviews: Interviews, unit: Team, round_: Round, statements: pd.DataFrame) -> InterviewsMeasured:
    """The interviews of one unit in one round (`frames.STATEMENTS`). An interview counts once for each direction."""
    counts: dict[str, dict[Direction, int]] = {}
    quotes: dict[str, dict[Direction, tuple[str, ...]]] = {}
    for theme in interviews.themes:
        own = {
            direction: statements[(statements["theme"] == theme.id) & (statements["direction"] == direction)]
            for direction in DIRECTIONS
        }
        counts[theme.id] = {direction: int(rows["person"].nunique()) for direction, rows in own.items()}
        quotes[theme.id] = {
            direction: tuple(sorted({quote for quote in rows["quote"].tolist() if quote}))
            for direction, rows in own.items()
        }
    return InterviewsMeasured(int(statements["person"].nunique()), counts, quotes)
