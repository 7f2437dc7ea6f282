"""CSV with a line number for every row: the problems that every table can have."""

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from teamspiegel.contracts.problem import Problem, closest, nearest, one_of, quoted


@dataclass(frozen=True)
class Table:
    """A CSV file with one header row: each row by column name, with the line that it begins on."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]


@dataclass(frozen=True)
class Kind:
    """What a message says of a table: what its rows and columns are, which columns it may do without.

    `told`: whether a message may repeat the head of a column that it does not know.
    """

    row: str
    columns: str
    may_be_empty: str
    optional: tuple[str, ...] = ()
    told: bool = False


ANSWERS = Kind("respondent or lesson", "the columns that the instrument asks for", "the cells of an item")
DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?")
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")


def parse_table(
    path: str,
    text: str,
    expected: Collection[str],
    problems: list[Problem],
    spared: Collection[str] = (),
    kind: Kind = ANSWERS,
) -> Table | None:
    """The table in a CSV text whose columns must be the expected ones, in any order.

    The kind's optional columns may stand there too, and so may `spared` ones, about which nothing is said. Rows with a
    problem of their own are left out; None when the header cannot be used.
    """
    lines = _lines(path, text, problems)
    if not lines:
        return None
    (line, header), rows = lines[0], lines[1:]
    columns = tuple(name.strip() for name in header)
    if useless := _useless_header(path, line, columns, expected):
        problems.append(useless)
        return None
    problems.extend(_header_problems(path, line, columns, expected, spared, kind))
    if not rows:
        mend = f"add a row per {kind.row}"
        problems.append(Problem(path, line, "a header and no rows", "at least one row", mend))
    problems.extend(_row_problem(path, number, cells, columns) for number, cells in rows if len(cells) != len(columns))
    kept = tuple(
        (number, {name: cell.strip() for name, cell in zip(columns, cells, strict=True)})
        for number, cells in rows
        if len(cells) == len(columns)
    )
    return Table(path, columns, kept)


def _lines(path: str, text: str, problems: list[Problem]) -> list[tuple[int, list[str]]]:
    """The rows that hold anything, each with the line that it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    begin = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((begin, cells))
            begin = reader.line_num + 1
    except csv.Error as error:
        mend = "look at the quotes in this row; the rows below it were not read"
        problems.append(Problem(path, begin, f"a row that does not parse ({error})", "comma-separated cells", mend))
        return rows
    if not rows:
        problems.append(Problem(path, 1, "no cell with anything in it", "a header and rows"))
    return rows


def _useless_header(path: str, line: int, columns: tuple[str, ...], expected: Collection[str]) -> Problem | None:
    """Why nothing below the header can be read. A first row of answers is not quoted: it holds a pseudonym."""
    for separator, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(columns) == 1 and separator in columns[0]:
            mend = "save it as comma-separated, with dots in the numbers"
            return Problem(path, line, f"{name} between the columns", "commas", mend)
    if not set(columns) & set(expected):
        mend = "begin with a row that names the columns"
        return Problem(path, line, "a first row without any known column", one_of(expected), mend)
    return None


def _header_problems(
    path: str, line: int, columns: tuple[str, ...], expected: Collection[str], spared: Collection[str], kind: Kind
) -> Iterator[Problem]:
    known = (*kind.optional, *expected)
    absent = [name for name in expected if name not in columns]
    if nameless := sum(not name for name in columns):
        found = f"{nameless} column{'s' if nameless > 1 else ''} without a name"
        mend = "take the empty columns away, also at the end of the rows"
        yield Problem(path, line, found, "a name above every column", mend)
    for name, count in Counter(name for name in columns if name).items():
        unknown = name not in known and name not in spared
        mend = nearest(name, [*absent, *kind.optional])
        may_be_told = kind.told or not unknown or _is_misspelt(name, closest(name, [*absent, *kind.optional]))
        which = f"column {quoted(name) if may_be_told else f'number {columns.index(name) + 1}'}"
        if count > 1:
            yield Problem(path, line, f"{which} {count} times", "each column once", "take one out")
        if unknown:
            yield Problem(path, line, f"unknown {which}", one_of(known), mend or "take it out")
            absent = [known for known in absent if known != closest(name, absent)]
    for name in absent:
        mend = f"add it; {kind.may_be_empty} may be empty"
        yield Problem(path, line, f"no column {quoted(name)}", f"each of {kind.columns}", mend)


def _is_misspelt(name: str, meant: str | None) -> bool:
    """Whether a head is a slip of the pen. If not it may be a pseudonym, in a table that was turned on its side."""
    return meant is not None and [*filter(str.isdigit, name)] == [*filter(str.isdigit, meant)]


def _row_problem(path: str, line: int, cells: list[str], columns: tuple[str, ...]) -> Problem:
    return Problem(
        path, line, f"{len(cells)} cells", f"{len(columns)} cells, as in the header", _cells_mend(cells, columns)
    )


def _cells_mend(cells: list[str], columns: tuple[str, ...]) -> str:
    if len(cells) > len(columns):
        return "a decimal comma or a comma in a text splits a cell: write 3.5, or put quotes round the text"
    return "an empty cell still needs its comma"
