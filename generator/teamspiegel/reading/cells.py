"""Cells below a head: each different one once, and which of them stands in each row. A country has millions of rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from teamspiegel.contracts.frames import used_in

Numbers = Any
"""A NumPy array."""


class Odd(str):
    """A cell that is neither a text nor a number: it reads as what it is, and says how to mend that."""

    def __new__(cls, what: str, mend: str) -> "Odd":
        one = super().__new__(cls, what)
        one.mend = mend
        return one

    mend: str


@dataclass(frozen=True, eq=False)
class Column:
    """The cells below a head. `texts`: each different one; `codes`: of each row the place of its cell among them."""

    texts: tuple[str, ...]
    codes: Numbers

    @classmethod
    def of(cls, cells: Sequence[str]) -> "Column":
        """These cells. An odd one is no text, whatever it says."""
        if {*map(type, cells)} <= {str}:
            return cls.of_texts(cells)
        first: dict[tuple[str, str | None], tuple[int, str]] = {}
        places = (
            first.setdefault((cell, cell.mend if isinstance(cell, Odd) else None), (len(first), cell)) for cell in cells
        )
        numbers = np.array([place for place, _ in places], "int64")
        return cls(tuple(cell for _, cell in first.values()), small(numbers, len(first)))

    @classmethod
    def of_texts(cls, cells: Sequence[str]) -> "Column":
        """These cells, of which none is odd."""
        codes, texts = pd.factorize(np.array(cells, object))
        return cls(tuple(texts), small(codes, len(texts)))

    @classmethod
    def merged(cls, texts: Sequence[str], codes: Numbers) -> "Column":
        """Cells by their places among texts, of which some may be the same."""
        if len({*texts}) == len(texts):
            return cls(tuple(texts), small(codes, len(texts)))
        known: dict[str, int] = {}
        places = np.array([known.setdefault(text, len(known)) for text in texts], "int64")
        return cls(tuple(known), small(places[codes], len(known)))

    @classmethod
    def all(cls, text: str, rows: int) -> "Column":
        """So many rows with the same cell."""
        return cls((text,), np.zeros(rows, "int8"))

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def cells(self) -> Iterable[str]:
        """The cell of each row."""
        return map(self.texts.__getitem__, self.codes.tolist())

    @property
    def filled(self) -> Numbers:
        """In which rows anything stands."""
        return self.mapped(bool, bool)

    def mapped(self, made: Callable[[str], Any], dtype: Any) -> Numbers:
        """What is made of the cell of each row; of each different one once."""
        return np.array([made(text) for text in self.texts], dtype)[self.codes]

    def spelled(self, spelling: Callable[[str], str]) -> "Column":
        """The cells in another spelling, in which some may be the same."""
        return self.written([*map(spelling, self.texts)])

    def written(self, texts: Sequence[str]) -> "Column":
        """The cells with each text written so, of which some may be the same."""
        return self if self.texts == tuple(texts) else Column.merged(texts, self.codes)

    def categorical(self, times: Numbers | None = None) -> pd.Categorical:
        """The same as pandas has it, each row so many times: the texts that are there, in the order of the alphabet."""
        there = np.flatnonzero(used_in(self.codes, len(self.texts)))
        order, codes = sorted(there.tolist(), key=self.texts.__getitem__), self.codes
        if order != [*range(len(self.texts))]:
            places = np.zeros(len(self.texts), "int64")
            places[order] = np.arange(len(order))
            codes = small(places, len(order))[codes]
        return pd.Categorical.from_codes(
            codes if times is None else np.repeat(codes, times),
            categories=pd.Index([self.texts[place] for place in order], dtype="str"),
            validate=False,
        )

    def at(self, rows: Numbers) -> "Column":
        """The cells of some rows."""
        return Column(self.texts, self.codes[rows])


def small(codes: Numbers, many: int) -> Numbers:
    """Whole numbers below so many, in as few bytes as hold them."""
    return codes.astype(next(dtype for dtype in ("int8", "int16", "int32", "int64") if many <= np.iinfo(dtype).max + 1))
