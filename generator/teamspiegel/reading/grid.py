"""An export as it is before anything is known of it: rows of cells, each a text, with the line that each row is on."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn

from teamspiegel.contracts.problem import InputProblems, Problem

MOST_ROWS = 50_000
MOST_COLUMNS = 2_000
"""Far more than any school has; a file beyond these is something else."""

NUMBER = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,9})?")
QUOTES = str.maketrans("‘’‚‛`´“”„‟\u00ad", "''''''\"\"\"\" ")


@dataclass(frozen=True)
class Grid:
    """A table without empty rows, all of them equally wide. `path`: what messages call the file."""

    path: str
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    marked: bool = False
    """Whether it begins with a byte-order mark and has semicolons, as one tool writes it."""
    coded: bool = False
    """Whether it came out of a statistics file: the first row has names, the second what they stand for."""

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0])

    def turned(self) -> "Grid":
        """Rows as columns. A row then has the number of the column that it was."""
        rows = tuple(zip(*self.rows, strict=True))
        return Grid(self.path, rows, tuple(range(1, len(rows) + 1)))


def grid_of(path: str, rows: Iterable[Sequence[str]], marked: bool = False, coded: bool = False) -> Grid:
    """The grid of some rows, numbered from 1, without the empty ones and the empty columns at the end.

    Raises InputProblems when nothing is left, or too much.
    """
    kept = [(line, tuple(row)) for line, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    width = max((max(place for place, cell in enumerate(row, 1) if cell.strip()) for _, row in kept), default=0)
    if len(kept) < 2:
        refuse(path, "fewer than two rows with anything in them", "a row of heads, and rows of answers")
    if len(kept) > MOST_ROWS or width > MOST_COLUMNS:
        refuse_size(path)
    even = tuple((*row, *("" for _ in range(width - len(row))))[:width] for _, row in kept)
    return Grid(path, even, tuple(line for line, _ in kept), marked, coded)


def refuse(path: str, found: str, expected: str, mend: str = "", line: int = 1) -> NoReturn:
    """Raises InputProblems with the one reason why a file cannot be read."""
    raise InputProblems([Problem(path, line, found, expected, mend)])


def refuse_size(path: str) -> NoReturn:
    """Raises InputProblems: no export of a school is as large as this."""
    expected = f"at most {MOST_ROWS:,} rows and {MOST_COLUMNS:,} columns"
    refuse(path, "a table that is far too large", expected, "export the answers of this round only")


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """A text as it is compared: without regard to case, kinds of spaces and quotes, and letters that nobody sees."""
    folded = unicodedata.normalize("NFKC", text).translate(QUOTES)
    seen = "".join(letter for letter in folded if unicodedata.category(letter) != "Cf")
    return " ".join(seen.split()).casefold()


def bare(text: str) -> str:
    """The same without the signs at its end, in which a statement and the head over its answers often differ."""
    return plain(text).rstrip(" .:;*")


def number_of(cell: str) -> float | None:
    """The number in a cell, with a decimal point or comma; None when it holds something else."""
    text = cell.strip()
    return float(text.replace(",", ".")) if NUMBER.fullmatch(text) else None
