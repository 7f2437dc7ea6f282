"""A table with a header, row by row: the problems that every table can have, and the numbers in its cells."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType

from teamspiegel.contracts.problem import Problem, closest, one_of, quoted
from teamspiegel.reading.cells import Column, Numbers
from teamspiegel.reading.records import GIT, OR_IMPORT, SEPARATORS, Record, Rows
from teamspiegel.reading.tool import is_personal


@dataclass(frozen=True)
class Table:
    """A file with one header row, and the rows below it that are as wide: the line of each, and their columns."""

    path: str
    columns: tuple[str, ...]
    lines: Numbers
    below: tuple[Column, ...]

    @property
    def rows(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Each row by column name, with the line that it begins on. Made as they are asked for: there may be many."""
        cells = zip(*(column.cells for column in self.below), strict=True)
        return (
            (line, dict(zip(self.columns, row, strict=True)))
            for line, row in zip(self.lines.tolist(), cells, strict=True)
        )

    def column(self, name: str) -> Column | None:
        """The cells below a head, if it is there; of one that is there twice, those of the last."""
        place = self._places.get(name)
        return None if place is None else self.below[place]

    def at(self, rows: Numbers) -> "Table":
        """The same with some of the rows."""
        return replace(self, lines=self.lines[rows], below=tuple(column.at(rows) for column in self.below))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {column: place for place, column in enumerate(self.columns)}


@dataclass(frozen=True)
class Kind:
    """What a message says of a table: what its rows and columns are, which columns it may do without.

    `told`: whether a message may repeat the head of a column that it does not know. `any_columns`: whether it may
    have others besides, because nobody can tell which belong there. `mend`: what to do about a first row that is no
    header.
    """

    row: str
    columns: str
    may_be_empty: str
    optional: tuple[str, ...] = ()
    told: bool = False
    any_columns: bool = False
    mend: str = "begin with a row that names the columns"


ANSWERS = Kind(
    "respondent or lesson",
    "the columns that the instrument asks for",
    "the cells of an item",
    mend=f"begin with a row that names the columns, {OR_IMPORT}",
)
ANY_ANSWERS = replace(ANSWERS, any_columns=True)
NUMBER = re.compile(r"[+-]?[0-9]{1,20}([.,][0-9]{1,20})?")
THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")


def number_in(cell: str) -> Decimal | None:
    """The number that a cell holds, exactly, with a decimal point or comma; None when it holds none."""
    return Decimal(cell.replace(",", ".")) if NUMBER.fullmatch(cell) else None


def may_be_thousands(cell: str) -> bool:
    """Whether the point or comma in a number may stand between its thousands: 1.000 is one here, and 1000 there."""
    return THOUSANDS.fullmatch(cell) is not None


def parse_table(
    rows: Rows,
    expected: Collection[str],
    problems: list[Problem],
    spared: Collection[str] = (),
    elsewhere: Mapping[str, str] = MappingProxyType({}),
    kind: Kind = ANSWERS,
) -> Table | None:
    """The table in the rows of a file, whose columns must be the expected ones, in any order.

    The kind's optional columns may stand there too, and so may `spared` ones, about which nothing is said. `elsewhere`
    are columns of another file, which is named. A column with nothing in it is passed over. Rows with a problem of
    their own are left out, and what stands below them is read; None when the header cannot be used.
    """
    path, header = rows.path, rows.header
    if useless := _useless_header(path, header, expected, kind):
        problems.append(useless)
        return None
    problems.extend(_header_problems(path, header, expected, spared, elsewhere, kind))
    problems.extend(_nameless(rows))
    if not len(rows.lines) and not rows.misfits:
        mend = f"add a row per {kind.row}"
        problems.append(Problem(path, header.line, "a header and no rows", "at least one row", mend))
    problems.extend(_row_problem(rows, row) for row in rows.misfits)
    return Table(path, header.cells, rows.lines, rows.columns)


def _useless_header(path: str, header: Record, expected: Collection[str], kind: Kind) -> Problem | None:
    """Why nothing below the header can be read. A first row of answers is not quoted: it holds a pseudonym."""
    if header.broken:
        return _broken(path, header, "commas, semicolons or tabs")
    if not header.cells:
        return Problem(path, 1, "no cell with anything in it", "a header and rows")
    if expected and not set(header.cells) & set(expected):
        whose = any(map(is_personal, header.cells))
        mend = f"take it out of data/ before anything else ({GIT}): {kind.mend}" if whose else kind.mend
        return Problem(path, header.line, "a first row without any known column", one_of(expected), mend)
    return None


def _header_problems(
    path: str,
    header: Record,
    expected: Collection[str],
    spared: Collection[str],
    elsewhere: Mapping[str, str],
    kind: Kind,
) -> Iterator[Problem]:
    known, line = (*kind.optional, *expected), header.line
    absent = [name for name in expected if name not in header.cells]
    for name, count in Counter(name for name in header.cells if name).items():
        unknown = not kind.any_columns and name not in known and name not in spared
        meant = closest(name, [*absent, *kind.optional]) if unknown and name not in elsewhere else None
        may_be_told = kind.told or not unknown or name in elsewhere or _is_misspelt(name, meant)
        which = f"column {quoted(name) if may_be_told else f'number {header.cells.index(name) + 1}'}"
        if count > 1:
            yield Problem(path, line, f"{which} {count} times", "each column once", "take one out")
        if name in elsewhere:
            yield Problem(path, line, f"{which} of {elsewhere[name]}", one_of(known), "take it out")
        elif unknown:
            whose = f": it tells whose answers these are, and {GIT}" if is_personal(name) else ""
            mend = f"did you mean '{meant}'?" if meant else f"take it out{whose}"
            yield Problem(path, line, f"unknown {which}", one_of(known), mend)
            absent = [one for one in absent if one != meant]
    for name in absent:
        mend = f"add it; {kind.may_be_empty} may be empty"
        yield Problem(path, line, f"no column {quoted(name)}", f"each of {kind.columns}", mend)


def _nameless(rows: Rows) -> Iterator[Problem]:
    """A problem for columns without a name that hold something. Empty ones are what a spreadsheet leaves at the end."""
    below = zip(rows.header.cells, rows.columns, strict=True)
    found = [column for name, column in below if not name and column.filled.any()]
    if found:
        what = f"{len(found)} column{'s' if len(found) > 1 else ''} without a name"
        mend = "name it, or take out what stands below"
        yield Problem(rows.path, rows.header.line, what, "a name above every column with something in it", mend)


def _is_misspelt(name: str, meant: str | None) -> bool:
    """Whether a head is a slip of the pen. If not it may be a pseudonym, in a table that was turned on its side."""
    return meant is not None and [*filter(str.isdigit, name)] == [*filter(str.isdigit, meant)]


def _broken(path: str, row: Record, between: str) -> Problem:
    found = f"a row that does not parse ({row.broken})"
    return Problem(path, row.line, found, f"cells between {between}", "look at the quotes in this row")


def _row_problem(rows: Rows, row: Record) -> Problem:
    """What is wrong with the shape of a row that is not as the header. A workbook has no such rows."""
    width, sign = len(rows.header.cells), SEPARATORS[rows.separator]
    if row.broken:
        return _broken(rows.path, row, f"{sign}s")
    mend = f"an empty cell still needs its {sign}"
    if len(row.cells) > width:
        mend = f"a {sign} in a text splits a cell: put quotes round the text"
        if rows.separator == ",":
            mend = "a decimal comma or a comma in a text splits a cell: write 3.5, or put quotes round it"
    return Problem(rows.path, row.line, f"{len(row.cells)} cells", f"{width} cells, as in the header", mend)
