"""The rows of a table as somebody saved it, each with its line: CSV with commas, semicolons or tabs, or a workbook."""

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from pathlib import PurePosixPath
from typing import NamedTuple

import numpy as np

from teamspiegel.contracts.problem import InputProblems, Problem
from teamspiegel.reading.cells import Column, Numbers
from teamspiegel.reading.text import Unreadable, text_of

TEXT, WORKBOOK, PARQUET = ".csv", ".xlsx", ".parquet"
TABLES = (TEXT, WORKBOOK, PARQUET)
"""How the names of tables end."""
ARCHIVE = b"PK\x03\x04"
"""How a workbook begins."""
COLUMNS = b"PAR1"
"""How a Parquet file begins."""

OR_IMPORT = "or give an export to `teamspiegel import`"
"""What may help with a table that is not ours."""
GIT = "git keeps whatever was committed"
"""Why some columns have no place in `data/`, not even for a day."""
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
QUOTE = '"'
LONGEST_LINE = 100_000
"""Characters. The reader of CSV takes no longer cell, and says so."""
MOST_LINES = 20
"""A cell may hold line ends, but no story."""


class Record(NamedTuple):
    """A row of a table: the line that it begins on, and its cells; or none, and why it cannot be taken apart."""

    line: int
    broken: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rows:
    """The rows of a file that hold anything. `separator`: what stands between the cells of a text.

    `lines` and `columns`: those below the header that are as wide as it; `misfits`: those that are not.
    """

    path: str
    separator: str
    header: Record
    lines: Numbers
    columns: tuple[Column, ...]
    misfits: tuple[Record, ...]

    @classmethod
    def of(cls, path: str, separator: str, records: Sequence[Record]) -> "Rows":
        """The rows that were read one by one. Without any, the header has no cells."""
        header, *below = records or (Record(1, ""),)
        whole = [row for row in below if len(row.cells) == len(header.cells)]
        cells = zip(*(row.cells for row in whole), strict=True) if whole else (() for _ in header.cells)
        lines = np.array([row.line for row in whole], "int64")
        misfits = tuple(row for row in below if len(row.cells) != len(header.cells))
        return cls(path, separator, header, lines, tuple(map(Column.of, cells)), misfits)

    def filled(self) -> "Rows":
        """The same without the rows in which nothing stands."""
        filled = np.zeros(len(self.lines), bool)
        for column in self.columns:
            filled |= column.filled
            if filled.all():
                return self
        return replace(self, lines=self.lines[filled], columns=tuple(column.at(filled) for column in self.columns))

    def renamed(self, names: Mapping[str, str]) -> "Rows":
        """The same rows, with other names for some columns."""
        heads = tuple(names.get(cell, cell) for cell in self.header.cells)
        return replace(self, header=self.header._replace(cells=heads))


def twice(path: str, paths: Collection[str]) -> Problem | None:
    """A problem for a table that stands beside it in another form, such as CSV: nobody can tell which of them holds."""
    place = PurePosixPath(path)
    others = (place.with_suffix(form) for form in TABLES[: TABLES.index(place.suffix)])
    other = next((other for other in others if str(other) in paths), None)
    if other is None:
        return None
    found = f"the same table twice: {other.name} and {place.name}"
    return Problem(path, 1, found, "one of the two", "take away the one that does not hold")


def rows_of(path: str, content: bytes, known: Collection[str], problems: list[Problem]) -> Rows | None:
    """The rows of a file; None, with a problem, when it has none. `known`: the columns that it may have.

    They tell what separates the cells: whatever finds most of them in the header.
    """
    if isinstance(content, Unreadable):
        return None  # which is told once, of all files together
    if path.endswith(WORKBOOK):
        return _in_workbook(path, content, problems)
    if path.endswith(PARQUET):
        return _in_parquet(path, content, problems)
    if content.startswith(ARCHIVE):
        mend = f"call it {PurePosixPath(path).stem}{WORKBOOK}"
        problems.append(Problem(path, 1, "a workbook, whatever its name says", "text in UTF-8", mend))
        return None
    if content.startswith(COLUMNS):
        mend = f"call it {PurePosixPath(path).stem}{PARQUET}"
        problems.append(Problem(path, 1, "a Parquet file, whatever its name says", "text in UTF-8", mend))
        return None
    text = text_of(path, content, problems)
    if text is None:
        return None
    lines = text.split("\n")
    found = {separator: len(set(known) & set(_first(lines, separator))) for separator in SEPARATORS}
    separator = max(SEPARATORS, key=lambda one: found[one])
    return _plain(path, lines, separator) or Rows.of(path, separator, list(_records(lines, separator)))


def _in_workbook(path: str, content: bytes, problems: list[Problem]) -> Rows | None:
    # Only a school that has a workbook loads what reads one.
    from teamspiegel.reading.spreadsheet import table_of

    try:
        table = table_of(path, content)
    except InputProblems as error:
        problems.extend(error.problems)
        return None
    return Rows.of(path, "", [Record(line, "", tuple(row)) for line, row in enumerate(table, 1) if any(row)])


def _in_parquet(path: str, content: bytes, problems: list[Problem]) -> Rows | None:
    """The rows of a Parquet file, which has no lines: they are numbered as in the same table saved as CSV."""
    from teamspiegel.reading.parquet import table_of

    try:
        heads, columns = table_of(path, content)
    except InputProblems as error:
        problems.extend(error.problems)
        return None
    lines = np.arange(2, len(columns[0]) + 2) if columns else np.zeros(0, "int64")
    return Rows(path, "", Record(1, "", tuple(heads)), lines, tuple(columns), ()).filled()


def _first(lines: Sequence[str], separator: str) -> tuple[str, ...]:
    return next(_records(lines, separator), Record(1, "")).cells


def _plain(path: str, lines: Sequence[str], separator: str) -> Rows | None:
    """The rows of a text below whose header no quote stands; None for another.

    Nothing in it has a meaning but what stands between the cells: so are nearly all tables, and the largest.
    """
    header = next(_records(lines, separator), Record(1, ""))
    below, width = lines[header.line :], len(header.cells)
    if not width or any(QUOTE in line or len(line) >= LONGEST_LINE for line in below):
        return None
    whole = np.fromiter((line.count(separator) + 1 for line in below), "int64", len(below)) == width
    others = [Record(header.line + 1 + at, "", _cells(below[at], separator)) for at in np.flatnonzero(~whole).tolist()]
    columns = _columns(below if whole.all() else [*compress(below, whole)], separator, width)
    misfits = tuple(row for row in others if any(row.cells))
    return Rows(path, separator, header, np.flatnonzero(whole) + header.line + 1, tuple(columns), misfits).filled()


def _columns(lines: Sequence[str], separator: str, width: int) -> list[Column]:
    """The columns of lines without a quote that are all as wide."""
    cells = separator.join(lines).split(separator) if lines else []
    return [Column.of_texts(cells[place::width]).spelled(str.strip) for place in range(width)]


def _cells(line: str, separator: str) -> tuple[str, ...]:
    """The cells of a line in which nothing has a meaning but what stands between them."""
    return tuple(map(str.strip, line.split(separator)))


def _records(lines: Sequence[str], separator: str) -> Iterator[Record]:
    """The rows that hold anything. Below one that does not parse, reading goes on at the next line.

    A quote that was forgotten would swallow the rows below it: a row of several lines that is not as wide as the first
    one, or that does not end, is broken.
    """
    index = width = 0
    while index < len(lines):
        line, taken = index + 1, 1
        if QUOTE not in lines[index] and len(lines[index]) < LONGEST_LINE:
            plain = _cells(lines[index], separator)
            if any(plain):
                width = width or len(plain)
                yield Record(line, "", plain)
            index += 1
            continue
        ended = (f"{one}\n" for one in lines[index : index + MOST_LINES])
        reader = csv.reader(ended, delimiter=separator, strict=True)
        try:
            cells = next(reader)
            taken = reader.line_num
            if taken > 1 and len(cells) != width:
                raise csv.Error("a quote stays open")
        except csv.Error as error:
            yield Record(line, str(error))
            index += 1
            continue
        index += taken
        if any(cell.strip() for cell in cells):
            width = width or len(cells)
            yield Record(line, "", tuple(cell.strip() for cell in cells))
