"""The one contract for frames: their columns and dtypes. A frame that does not keep it does not pass `conform`."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from teamspiegel.contracts.instrument import Source

Columns = dict[str, str]

UNIT_COLUMNS: Final[Mapping[Source, tuple[str, ...]]] = {
    "survey": ("respondent",),
    "observations": ("lesson", "teacher"),
}
"""The columns with pseudonyms in an author's file: first the unit, last the person behind it."""
TEAM_COLUMN: Final = "team"
"""The column that a file for many teams has besides."""

ANSWERS: Final[Columns] = {
    "round": "str",
    "team": "str",
    "source": "str",
    "unit": "str",
    "person": "str",
    "item": "str",
    "score": "float64",
}
"""One row per answer. `unit` is a respondent or a lesson, `person` a respondent or an observed teacher; both are
pseudonyms, used to count people and never handed on. Reversed items are already turned round."""

COUNTS: Final[Columns] = {
    "round": "str",
    "team": "str",
    "source": "str",
    "item": "str",
    "score": "float64",
    "n": "int64",
}
"""How often each score was given; `source` is a layer id."""

KEY: Final[tuple[str, ...]] = ("team", "round", "source", "level", "id")
"""What names an indicator: `source` is a layer id or 'axis', `level` is item, block, layer or axis."""

MEASURED: Final[Columns] = {
    "team": "str",
    "round": "str",
    "source": "str",
    "level": "str",
    "id": "str",
    "n": "int64",
    "people": "int64",
    "most": "int64",
    "alike": "int64",
    "from_top": "object",
    "from_bottom": "object",
    "exact_mean": "object",
    "exact_variance": "object",
    "mean": "float64",
    "sd": "float64",
    "interval_low": "float64",
    "interval_high": "float64",
    "low": "bool",
    "spread": "boolean",
}
"""One row per indicator, before the gate. `exact_*` and `from_*` are fractions; the rest is rounded as it would be
published. `most`: the most units of one person. `alike`: the most units with the same own value. `from_top` and
`from_bottom`: of an item, how far the answers of one person lie from that end of the scale, all together and at most.
`sd`, interval and `spread` are missing when fewer than two units count."""

PUBLISHED: Final[Columns] = {
    "team": "str",
    "round": "str",
    "source": "str",
    "level": "str",
    "id": "str",
    "n": "Int64",
    "mean": "float64",
    "at_least": "float64",
    "at_most": "float64",
    "sd": "float64",
    "low": "boolean",
    "spread": "boolean",
    "suppressed": "str",
    "interval_low": "float64",
    "interval_high": "float64",
}
"""One row per indicator, after the gate. What is withheld is missing, and `suppressed` says why (empty: nothing is).
`at_least` or `at_most` stands in the place of a mean near an end of the scale."""

CHANGES: Final[Columns] = {
    "team": "str",
    "round": "str",
    "since": "str",
    "source": "str",
    "level": "str",
    "id": "str",
    "people": "int64",
    "difference": "float64",
    "band": "float64",
    "direction": "str",
}
"""One row per indicator and earlier round, before the gate. `difference`: of the rounded means, `round` minus `since`;
`band`: half the width of the noise band, missing without an SD; `direction`: higher, lower, none (inside the band) or
empty (no band). `people`: how many stand behind it in the round that has the fewest."""

PUBLISHED_CHANGES: Final[Columns] = {name: dtype for name, dtype in CHANGES.items() if name != "people"}
"""The same after the gate. What is withheld is missing; without a band no direction but `none` is said."""

BANDS: Final[Columns] = {
    "team": "str",
    "round": "str",
    "source": "str",
    "band": "str",
    "lessons": "int64",
    "percent": "int64",
    "people": "int64",
    "most": "int64",
}
"""One row per band of lessons; `people` is how many different teachers stand behind all bands together, and `most` the
most lessons of one of them."""

PUBLISHED_BANDS: Final[Columns] = {name: dtype for name, dtype in BANDS.items() if name not in ("people", "most")}
"""The same after the gate: all bands of a layer, or none."""

RESPONSES: Final[Columns] = {
    "team": "str",
    "round": "str",
    "source": "str",
    "n": "int64",
    "people": "int64",
    "members": "int64",
}
"""One row per file source: units that answered anything, different people behind them, and the team's headcount."""


def conform(frame: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    """The frame with exactly these columns, in this order and of these dtypes; KeyError when one is missing."""
    return frame[list(columns)].astype(columns).reset_index(drop=True)


def empty(columns: Columns) -> pd.DataFrame:
    """A frame of this contract without rows."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in columns.items()})
