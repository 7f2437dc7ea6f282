"""CSV with a line number for every row: the problems that every table can have."""

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from teamspiegel.contracts.problem import Problem, nearest, one_of, quoted


@dataclass(frozen=True)
class Table:
    """A CSV file with one header row: each row by column name, with the line that it begins on."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]


def parse_table(path: str, text: str, expected: Collection[str], problems: list[Problem]) -> Table | None:
    """The table in a CSV text whose columns must be the expected ones, in any order.

    Rows with a problem of their own are left out; None when the header cannot be used.
    """
    lines = _lines(path, text, problems)
    if not lines:
        return None
    (line, header), rows = lines[0], lines[1:]
    columns = tuple(name.strip() for name in header)
    unusable = list(_header_problems(path, line, columns, expected))
    problems.extend(unusable)
    if len(columns) == 1 and len(expected) > 1:
        return None
    if not rows:
        mend = "add a row per respondent or lesson"
        problems.append(Problem(path, line, "a header and no rows", "at least one row", mend))
    problems.extend(
        Problem(
            path, number, f"{len(cells)} cells", f"{len(columns)} cells, as in the header", _cells_mend(cells, columns)
        )
        for number, cells in rows
        if len(cells) != len(columns)
    )
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
            if cells:
                rows.append((begin, cells))
            begin = reader.line_num + 1
    except csv.Error as error:
        mend = "mind the quotes in this row"
        problems.append(Problem(path, begin, f"a row that does not parse ({error})", "comma-separated cells", mend))
    return rows


def _header_problems(path: str, line: int, columns: tuple[str, ...], expected: Collection[str]) -> Iterator[Problem]:
    for separator, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(columns) == 1 and separator in columns[0]:
            mend = "save it as comma-separated, with dots in the numbers"
            yield Problem(path, line, f"{name} between the columns", "commas", mend)
            return
    for name, count in Counter(columns).items():
        if name not in expected:
            near = nearest(name, [known for known in expected if known not in columns])
            yield Problem(path, line, f"unknown column {quoted(name)}", one_of(expected), near or "take it out")
        elif count > 1:
            yield Problem(path, line, f"column {quoted(name)} {count} times", "each column once", "take one out")
    for name in expected:
        if name not in columns:
            mend = "add it; leave its cells empty when it was not asked"
            yield Problem(path, line, f"no column {quoted(name)}", "a column for each item of the instrument", mend)


def _cells_mend(cells: list[str], columns: tuple[str, ...]) -> str:
    if len(cells) > len(columns):
        return "a decimal comma or a comma in a text splits a cell: write 3.5, or put quotes round the text"
    return "an empty cell still needs its comma"
