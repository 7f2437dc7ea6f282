"""What a survey program exported, where a table of answers should be: told by the program's name, and what to do."""

import csv
import io
import shlex
from codecs import BOM_UTF8
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath

from teamspiegel.contracts.imports import MOST_HEADS
from teamspiegel.contracts.problem import InputProblems, Problem
from teamspiegel.reading.grid import Grid
from teamspiegel.reading.records import ARCHIVE, COLUMNS, GIT, SEPARATORS, Rows, rows_of
from teamspiegel.reading.text import text_of
from teamspiegel.reading.tool import NAMES, SPSS, Recognised, is_personal, recognise


@dataclass(frozen=True)
class Export:
    """An export in `data/`: its program, and whether it has columns that say whose answers these are."""

    path: str
    program: Recognised
    personal: bool

    def problem(self, round_: str | None, team: str | None) -> Problem:
        """That it does not belong there, and how it is imported into this round and team."""
        words = ["teamspiegel", "import", f"private/{PurePosixPath(self.path).name}", "--round", round_ or "ID"]
        command = shlex.join([*words, *(("--team", team) if team else ())])
        found = f"what looks like an export of {NAMES[self.program.tool]} ({self.program.reason})"
        mend = f"move it to private/, which git leaves alone, and run `{command}`"
        if self.personal:
            found += ", with columns of names or addresses"
            mend = f"take it out of data/ before anything else ({GIT}): {mend}"
        return Problem(self.path, 1, found, "a table with pseudonyms and a column for each item", mend)


def rows_or_export(
    path: str, content: bytes, known: Collection[str], own: Collection[str], problems: list[Problem]
) -> Rows | Export | None:
    """The rows of a table, or the export that stands in its place; None, with a problem, when it is neither.

    `known`: the columns that a table may have. `own`: those among them that no export has.
    """
    found: list[Problem] = []
    rows = rows_of(path, content, known, found)
    if not (rows and set(own) & set(rows.header.cells)) and (export := export_in(path, content, own)):
        return export
    problems.extend(found)
    return rows


def export_in(path: str, content: bytes, own: Collection[str] = ()) -> Export | None:
    """The export that a file is; None when it is none. `own`: columns that no export has."""
    for grid in _grids(path, content):
        program = recognise(grid)
        if program.tool in NAMES and not set(own) & {cell.strip() for cell in grid.rows[0]}:
            return Export(path, program, any(is_personal(cell) for row in grid.rows for cell in row))
    return None


def _grids(path: str, content: bytes) -> Iterator[Grid]:
    """The first rows of a file, in every way that it may be divided."""
    if content.startswith(SPSS):
        yield Grid(path, (("",),), (1,), coded=True)
    elif content.startswith(ARCHIVE):
        yield from (_beginning(path, cells) for cells in _sheets(path, content))
    elif not content.startswith(COLUMNS) and (text := text_of(path, content, [])):
        for separator in SEPARATORS:
            rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
            with suppress(csv.Error):
                yield _beginning(path, rows, marked=content.startswith(BOM_UTF8) and separator == ";")


def _sheets(path: str, content: bytes) -> Sequence[Sequence[Sequence[str]]]:
    from teamspiegel.reading.spreadsheet import sheets_of

    try:
        return list(sheets_of(path, content).values())
    except InputProblems:
        return []  # told by whoever reads it as a table


def _beginning(path: str, rows: Iterable[Sequence[str]], marked: bool = False) -> Grid:
    """The first rows with anything in them, without the empty cells that a spreadsheet leaves at their end."""
    first = list(islice((tuple(row) for row in rows if any(cell.strip() for cell in row)), MOST_HEADS)) or [("",)]
    width = max(place for row in first for place, cell in enumerate(row, 1) if cell.strip() or place == 1)
    even = tuple((*row, *("" for _ in range(width - len(row))))[:width] for row in first)
    return Grid(path, even, tuple(range(1, len(even) + 1)), marked)
