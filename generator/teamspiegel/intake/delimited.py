"""A file of separated values, whatever separates them and however its letters are written."""

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from teamspiegel.reading.grid import MOST_COLUMNS, MOST_ROWS, Grid, grid_of, refuse, refuse_size

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
DECLARED = "sep="
"""Excel's own first line, which names the separator."""

WINDOWS = "cp1252"
OTHERS = {"mac_roman": "a Mac", "cp850": "DOS"}
EXPECTED = frozenset("àáâäãåæçèéêëìíîïñòóôöõøœùúûüýÿßÀÁÂÄÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜÝ‘’“”–—…•€°²«»·´¿¡\u00a0\u00ad")
"""What stands in Dutch, English, German and French text beside ASCII, the space that does not break too."""
AS_XLSX = "save it as XLSX, or as CSV UTF-8"

csv.field_size_limit(1_000_000)


@dataclass(frozen=True)
class _Reading:
    """A text as one separator divides it. `wrong`: the line from which it does not fit, and what is wrong there."""

    separator: str
    rows: list[list[str]]
    wrong: tuple[int, str] | None


def grid_of_text(path: str, content: bytes) -> Grid:
    """The table in a CSV file. Raises InputProblems, also where two ways to read it fit equally well."""
    text = _text(path, content)
    separators, lines = list(SEPARATORS), text
    head, _, rest = text.partition("\n")
    if head.strip().casefold().startswith(DECLARED) and head.strip()[len(DECLARED) :] in ("", *SEPARATORS):
        separators, lines = [head.strip()[len(DECLARED) :] or "\t"], f"\n{rest}"
    readings = [_reading(path, lines, separator) for separator in separators]
    reading = _the_one(path, readings)
    return grid_of(path, reading.rows, marked=content.startswith(BOM_UTF8) and reading.separator == ";")


def _text(path: str, content: bytes) -> str:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _decoded(path, content, "utf-16")
    if content.startswith(BOM_UTF8):
        return _decoded(path, content, "utf-8-sig")
    if b"\0" in content:
        odd, even = content[1::2].count(0), content[::2].count(0)
        if (not odd and not even) or len(content) % 2 or min(odd, even) * 10 > max(odd, even):
            refuse(path, "bytes that are no text", "CSV, XLSX, ODS or SAV", "export it again")
        return _decoded(path, content, "utf-16-le" if odd > even else "utf-16-be")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end == len(content) and error.reason == "unexpected end of data":
            refuse(path, "a file that ends in the middle of a letter", "a whole file", "export it again")
    return _windows(path, content)


def _decoded(path: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        refuse(path, f"bytes that are not {encoding.upper()}, as its beginning says", "a whole file", "export it again")


def _windows(path: str, content: bytes) -> str:
    """The text of a file that is not UTF-8: as Windows writes it, unless another system's letters fit better."""
    half = content.decode("utf-8", errors="replace")
    if any(ord(letter) > 127 and letter != "\ufffd" for letter in half):
        refuse(path, "letters written in two ways (UTF-8 and another)", "one encoding", AS_XLSX)
    try:
        text = content.decode(WINDOWS)
    except UnicodeDecodeError:
        text = ""
    if text and _is_expected(text):
        return text
    for encoding, name in OTHERS.items():
        other = content.decode(encoding)
        if _is_expected(other):
            ours, theirs = _first_strange(text), _first_strange(other)
            shown = (
                f"'{ours}' as Windows writes it, '{theirs}' as {name} does" if ours else f"'{theirs}' as {name} writes"
            )
            refuse(path, f"a letter with two readings: {shown}", "one encoding", AS_XLSX)
    if not text:
        refuse(path, "bytes that are no text in any known encoding", "text", AS_XLSX)
    return text


def _is_expected(text: str) -> bool:
    return all(ord(letter) < 128 or letter in EXPECTED for letter in set(text))


def _first_strange(text: str) -> str:
    return next((letter for letter in text if ord(letter) > 127), "")


def _reading(path: str, text: str, separator: str) -> _Reading:
    rows: list[list[str]] = []
    wrong: tuple[int, str] | None = None
    width = 0
    try:
        for line, cells in _rows(text, separator):
            if len(rows) > MOST_ROWS or len(cells) > MOST_COLUMNS:
                refuse_size(path)
            rows.extend([] for _ in range(line - len(rows) - 1))  # a row that goes over several lines
            rows.append(cells)
            if any(cell.strip() for cell in cells):
                width = width or len(cells)
                if len(cells) != width and not wrong:
                    wrong = line, f"{len(cells)} cells between {SEPARATORS[separator]}, and {width} in the first row"
    except csv.Error:
        wrong = wrong or (len(rows) + 1, "a quote that is not closed, or stands in the middle of a cell")
    return _Reading(separator, rows, wrong)


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The rows, each with the line that it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begin = 1
    for cells in reader:
        yield begin, cells
        begin = reader.line_num + 1


def _the_one(path: str, readings: list[_Reading]) -> _Reading:
    """The reading that fits. Raises InputProblems when none does, or more than one."""
    fit = [reading for reading in readings if not reading.wrong and _width(reading) > 1]
    if len(fit) > 1:
        shown = ", or ".join(f"{_width(one)} columns between {SEPARATORS[one.separator]}" for one in fit)
        refuse(path, f"a table with two readings: {shown}", "one way to read it", AS_XLSX)
    return fit[0] if fit else _refused(path, readings)


def _refused(path: str, readings: list[_Reading]) -> NoReturn:
    widest = max(readings, key=_width)
    if _width(widest) <= 1:
        refuse(path, "a single column", "columns between commas, semicolons or tabs", AS_XLSX)
    line, found = widest.wrong or (1, "a table that does not parse")
    mend = "the file may be cut off, or a text is not in quotes; export it again"
    refuse(path, found, "as many cells in every row", mend, line)


def _width(reading: _Reading) -> int:
    return max((len(row) for row in reading.rows[:3]), default=0)
