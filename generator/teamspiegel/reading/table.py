"""CSV with a line number for every row: the problems that every table can have."""

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from teamspiegel.contracts.problem import Problem, closest, one_of, quoted


@dataclass(frozen=True)
class Table:
    """A CSV file with one header row: each row by column name, with the line that it begins on."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]


@dataclass(frozen=True)
class Kind:
    """What a message says of a table: what its rows and columns are, which columns it may do without.

    `told`: whether a message may repeat the head of a column that it does not know. `any_columns`: whether it may
    have others besides, because nobody can tell which belong there.
    """

    row: str
    columns: str
    may_be_empty: str
    optional: tuple[str, ...] = ()
    told: bool = False
    any_columns: bool = False


ANSWERS = Kind("respondent or lesson", "the columns that the instrument asks for", "the cells of an item")
ANY_ANSWERS = replace(ANSWERS, any_columns=True)
DECIMAL = re.compile(r"[+-]?[0-9]{1,20}(\.[0-9]{1,20})?")
DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
MOST_LINES = 20
"""A cell may hold line ends, but no story."""


def number_in(cell: str) -> Decimal | None:
    """The number that a cell holds, exactly; None when it holds none."""
    return Decimal(cell) if DECIMAL.fullmatch(cell) else None


def parse_table(
    path: str,
    text: str,
    expected: Collection[str],
    problems: list[Problem],
    spared: Collection[str] = (),
    elsewhere: Mapping[str, str] = MappingProxyType({}),
    kind: Kind = ANSWERS,
) -> Table | None:
    """The table in a CSV text whose columns must be the expected ones, in any order.

    The kind's optional columns may stand there too, and so may `spared` ones, about which nothing is said. `elsewhere`
    are columns of another file, which is named. Rows with a problem of their own are left out, and what stands below
    them is read; None when the header cannot be used.
    """
    separator = _separator(path, text, problems)
    header, *rows = list(_records(text, separator)) or [Record(1, "")]
    columns = tuple(name.strip() for name in header.cells)
    if useless := _useless_header(path, header, columns, expected):
        problems.append(useless)
        return None
    problems.extend(_header_problems(path, header.line, columns, expected, spared, elsewhere, kind))
    if not rows:
        mend = f"add a row per {kind.row}"
        problems.append(Problem(path, header.line, "a header and no rows", "at least one row", mend))
    problems.extend(problem for row in rows if (problem := _row_problem(path, row, columns)))
    kept = tuple(
        (row.line, {name: cell.strip() for name, cell in zip(columns, row.cells, strict=True)})
        for row in rows
        if len(row.cells) == len(columns)
    )
    return Table(path, columns, kept)


class Record(NamedTuple):
    """A row of a CSV text: the line that it begins on, and its cells; or none, and why it cannot be taken apart."""

    line: int
    broken: str
    cells: tuple[str, ...] = ()


def _records(text: str, separator: str) -> Iterator[Record]:
    """The rows that hold anything. Below one that does not parse, reading goes on at the next line.

    A quote that was forgotten would swallow the rows below it: a row of several lines that is not as wide as the first
    one, or that does not end, is broken.
    """
    lines = [f"{line}\n" for line in text.split("\n")]
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
            yield Record(line, "", tuple(cells))


def _separator(path: str, text: str, problems: list[Problem]) -> str:
    """What stands between the cells: a comma, or else that is a problem."""
    first = next(_records(text, ","), Record(1, "a table without rows"))
    for separator, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(first.cells) == 1 and separator in first.cells[0]:
            mend = "save it as comma-separated, with dots in the numbers"
            problems.append(Problem(path, first.line, f"{name} between the columns", "commas", mend))
            return separator
    return ","


def _useless_header(path: str, header: Record, columns: tuple[str, ...], expected: Collection[str]) -> Problem | None:
    """Why nothing below the header can be read. A first row of answers is not quoted: it holds a pseudonym."""
    if header.broken:
        return _broken(path, header)
    if not columns:
        return Problem(path, 1, "no cell with anything in it", "a header and rows")
    if not set(columns) & set(expected):
        mend = "begin with a row that names the columns"
        return Problem(path, header.line, "a first row without any known column", one_of(expected), mend)
    return None


def _header_problems(
    path: str,
    line: int,
    columns: tuple[str, ...],
    expected: Collection[str],
    spared: Collection[str],
    elsewhere: Mapping[str, str],
    kind: Kind,
) -> Iterator[Problem]:
    known = (*kind.optional, *expected)
    absent = [name for name in expected if name not in columns]
    if nameless := sum(not name for name in columns):
        found = f"{nameless} column{'s' if nameless > 1 else ''} without a name"
        mend = "take the empty columns away, also at the end of the rows"
        yield Problem(path, line, found, "a name above every column", mend)
    for name, count in Counter(name for name in columns if name).items():
        unknown = not kind.any_columns and name not in known and name not in spared
        meant = closest(name, [*absent, *kind.optional]) if unknown and name not in elsewhere else None
        may_be_told = kind.told or not unknown or name in elsewhere or _is_misspelt(name, meant)
        which = f"column {quoted(name) if may_be_told else f'number {columns.index(name) + 1}'}"
        if count > 1:
            yield Problem(path, line, f"{which} {count} times", "each column once", "take one out")
        if name in elsewhere:
            yield Problem(path, line, f"{which} of {elsewhere[name]}", one_of(known), "take it out")
        elif unknown:
            mend = f"did you mean '{meant}'?" if meant else "take it out"
            yield Problem(path, line, f"unknown {which}", one_of(known), mend)
            absent = [one for one in absent if one != meant]
    for name in absent:
        mend = f"add it; {kind.may_be_empty} may be empty"
        yield Problem(path, line, f"no column {quoted(name)}", f"each of {kind.columns}", mend)


def _is_misspelt(name: str, meant: str | None) -> bool:
    """Whether a head is a slip of the pen. If not it may be a pseudonym, in a table that was turned on its side."""
    return meant is not None and [*filter(str.isdigit, name)] == [*filter(str.isdigit, meant)]


def _broken(path: str, row: Record) -> Problem:
    found = f"a row that does not parse ({row.broken})"
    return Problem(path, row.line, found, "comma-separated cells", "look at the quotes in this row")


def _row_problem(path: str, row: Record, columns: tuple[str, ...]) -> Problem | None:
    """What is wrong with the shape of a row, if anything."""
    if row.broken:
        return _broken(path, row)
    if len(row.cells) == len(columns):
        return None
    mend = "an empty cell still needs its comma"
    if len(row.cells) > len(columns):
        mend = "a decimal comma or a comma in a text splits a cell: write 3.5, or put quotes round the text"
    return Problem(path, row.line, f"{len(row.cells)} cells", f"{len(columns)} cells, as in the header", mend)
