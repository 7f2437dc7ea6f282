"""Numbers before the gate. Only the gate takes these; everything visible takes `Published`."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Answers:
    """The long answers of a school (`frames.ANSWERS`): read once, counted, and let go."""

    frame: pd.DataFrame


@dataclass(frozen=True)
class Measured:
    """Every indicator of a school, ungated: `frames.MEASURED`, `COUNTS`, `BANDS`, `RESPONSES` and `CHANGES`."""

    indicators: pd.DataFrame
    counts: pd.DataFrame
    bands: pd.DataFrame
    responses: pd.DataFrame
    changes: pd.DataFrame
