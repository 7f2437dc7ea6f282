"""The rows of a table as somebody saved it, each with its line: CSV with commas, semicolons or tabs."""

import csv
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from teamspiegel.contracts.problem import Problem
from teamspiegel.reading.text import text_of

OR_IMPORT = "or give an export to `teamspiegel import`"
"""What may help with a table that is not ours."""
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
MOST_LINES = 20
"""A cell may hold line ends, but no story."""


class Record(NamedTuple):
    """A row of a table: the line that it begins on, and its cells; or none, and why it cannot be taken apart."""

    line: int
    broken: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rows:
    """The rows of a file that hold anything. `separator`: what stands between the cells."""

    path: str
    separator: str
    records: tuple[Record, ...]

    @property
    def header(self) -> Record:
        """The first row; one without cells where there is none."""
        return self.records[0] if self.records else Record(1, "")


def rows_of(path: str, content: bytes, known: Collection[str], problems: list[Problem]) -> Rows | None:
    """The rows of a file; None, with a problem, when it has none. `known`: the columns that it may have.

    They tell what separates the cells: whatever finds most of them in the header.
    """
    text = text_of(path, content, problems)
    if text is None:
        return None
    lines = [f"{line}\n" for line in text.split("\n")]
    found = {separator: len(set(known) & set(_first(lines, separator))) for separator in SEPARATORS}
    separator = max(SEPARATORS, key=lambda one: found[one])
    return Rows(path, separator, tuple(_records(lines, separator)))


def _first(lines: Sequence[str], separator: str) -> tuple[str, ...]:
    return next(_records(lines, separator), Record(1, "")).cells


def _records(lines: Sequence[str], separator: str) -> Iterator[Record]:
    """The rows that hold anything. Below one that does not parse, reading goes on at the next line.

    A quote that was forgotten would swallow the rows below it: a row of several lines that is not as wide as the first
    one, or that does not end, is broken.
    """
    index = width = 0
    while index < len(lines):
        line, taken = index + 1, 1
        reader = csv.reader(lines[index : index + MOST_LINES], delimiter=separator, strict=True)
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
