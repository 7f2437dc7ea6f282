"""The contract of the few frames there are: answers, and the small tables that they are counted into."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

Columns = dict[str, str]

TEAM_COLUMN: Final = "team"
"""The column that a file for many teams has besides."""

CATEGORY: Final = "category"
"""The dtype of texts of which each is kept once."""

FEW: Final = 16
"""One in so many rows."""

SCORE: Final = "float32"
"""The dtype of scores: whole and half ones are exact in it."""

ANSWERS: Final[Columns] = {
    "round": CATEGORY,
    "team": CATEGORY,
    "source": CATEGORY,
    "unit": CATEGORY,
    "person": CATEGORY,
    "item": CATEGORY,
    "score": SCORE,
}
"""One row per answer; each different text is kept once, for there may be millions of rows. `unit` is a respondent or
a lesson, `person` a respondent or an observed teacher; both are pseudonyms, used to count people and never handed on.
Reversed items are already turned round."""

OTHER_ANSWERS: Final[Columns] = {
    "round": "str",
    "team": "str",
    "unit": "str",
    "person": "str",
    "group": "str",
    "item": "str",
    "score": "float64",
}
"""The same of an instrument of another kind. `group`: the role, class or system that a row belongs to."""

STATEMENTS: Final[Columns] = {
    "round": "str",
    "team": "str",
    "unit": "str",
    "person": "str",
    "theme": "str",
    "direction": "str",
    "quote": "str",
}
"""Coded statements from interviews: `unit` and `person` are the interview; a `quote` only when it is cleared."""

SCORES: Final[Columns] = {"round": CATEGORY, "team": CATEGORY, "item": CATEGORY, "steps": "int64", "n": "int64"}
"""How often each score was given; `steps` is how many steps of the scale it lies above the lowest."""

SUMS: Final[Columns] = {
    "round": CATEGORY,
    "team": CATEGORY,
    "source": CATEGORY,
    "unit": CATEGORY,
    "person": CATEGORY,
    "layer": CATEGORY,
    "block": CATEGORY,
    "answered": "int32",
    "steps": "int32",
}
"""How many items of a layer (`block` is empty), and of a block in it, each unit answered, and the sum of the steps."""

SHARES: Final[Columns] = {"round": CATEGORY, "team": CATEGORY, "item": CATEGORY, "person": CATEGORY, "n": "int64"}
"""How many units of an item each person has, for the files in which one person can have more than one."""


def conform(frame: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    """The frame with exactly these columns, in this order and of these dtypes; KeyError when one is missing.

    Categories are the texts that are there, in the order of the alphabet: so they sort as texts do.
    """
    return together([frame], columns)


def together(frames: Sequence[pd.DataFrame], columns: Columns) -> pd.DataFrame:
    """The rows of these frames below each other, as that contract has them; KeyError when a column is missing."""
    if not frames:
        return empty(columns)
    found = {name: _column([frame[name] for frame in frames], dtype) for name, dtype in columns.items()}
    return pd.DataFrame(found, copy=False)


def _column(parts: Sequence[pd.Series], dtype: Any) -> Any:
    if dtype != CATEGORY:
        one = parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)
        return one.astype(dtype).array
    known = list(map(categorical, parts))
    used = [used_in(part.codes, len(part.categories)) for part in known]
    # Pandas remembers of the very same categories that they are in order.
    if len(known) == 1 and used[0].all() and known[0].categories.is_monotonic_increasing:
        return known[0]
    there = [part.categories[rows] for part, rows in zip(known, used, strict=True)]
    texts = sorted({text for one in there for text in one.tolist()})
    place = {text: at for at, text in enumerate(texts)}
    codes = [
        np.array([place.get(text, -1) for text in part.categories.tolist()], "int32")[part.codes] for part in known
    ]
    categories = pd.Index(texts, dtype="str")
    return pd.Categorical.from_codes(np.concatenate(codes), categories=categories, validate=False)


def categorical(column: pd.Series) -> Any:
    """A column of texts of which each is kept once. One that is so already is not copied, for it may be long."""
    return column.array if column.dtype == CATEGORY else column.astype(CATEGORY).array


def used_in(codes: Any, many: int) -> Any:
    """Which of so many categories any row has, by its code. Of millions of rows a few mostly have all."""
    used = np.zeros(many, bool)
    for rows in (slice(None, None, FEW), slice(None)):
        if not used.all():
            used[codes[rows]] = True
    return used


def empty(columns: Columns) -> pd.DataFrame:
    """A frame of this contract without rows."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in columns.items()})
