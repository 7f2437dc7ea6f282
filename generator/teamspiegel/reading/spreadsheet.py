"""Workbooks: XLSX and ODS, as sheets of text cells. What could fill the memory or run a program is refused unread."""

import io
import re
from datetime import date, datetime, time, timedelta
from typing import NoReturn
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

import python_calamine

from teamspiegel.reading.grid import MOST_COLUMNS, MOST_ROWS, refuse, refuse_size

ZIP = b"PK\x03\x04"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a workbook of before 2007 begins, and any workbook with a password."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MOST_BYTES = 100_000_000
"""Unpacked. A school's export is a few megabytes; one that unpacks to more is meant to do harm, or is no export."""
MOST_CELLS = 5_000_000
REFERENCE = re.compile(rb'\sr="([A-Z]{1,3})([0-9]{1,7})"')
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OTHER_FORM = "save it as XLSX"

Cells = list[list[str]]


def sheets_of(path: str, content: bytes) -> dict[str, Cells]:
    """The sheets of a workbook that hold anything, by name, from A1 on. Raises InputProblems."""
    if content.startswith(OLD):
        if ENCRYPTED in content:
            refuse(path, "a workbook with a password", "one that opens without", "save it again without a password")
        refuse(path, "a workbook of before 2007, or another document of Office", "XLSX, ODS or CSV", OTHER_FORM)
    _check_archive(path, content)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        read = {name: _cells(book.get_sheet_by_name(name)) for name in book.sheet_names}
    except python_calamine.PasswordError:
        refuse(path, "a workbook with a password", "one that opens without", "save it again without a password")
    except python_calamine.CalamineError:
        _broken(path)
    except BaseException as error:  # what the reader itself did not expect is no Exception
        if type(error).__name__ != "PanicException":
            raise
        _broken(path)
    return {name: cells for name, cells in read.items() if any(any(cell.strip() for cell in row) for row in cells)}


def _broken(path: str) -> NoReturn:
    refuse(
        path, "a workbook that is broken or cut off", "a whole workbook", "open it in a spreadsheet and save it again"
    )


def _check_archive(path: str, content: bytes) -> None:
    """Refuse what is no workbook, holds a program, or unpacks to far more than an export."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if any(name.casefold().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
                refuse(path, "a workbook with macros", "one without", OTHER_FORM)
            if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
                refuse_size(path)
            if "content.xml" in names:
                _check_ods(path, archive)
            elif "xl/workbook.xml" in names:
                for name in names:
                    if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                        _check_extent(path, archive.read(name))
            else:
                refuse(path, "an archive that is no XLSX or ODS", "XLSX, ODS, CSV or SAV", OTHER_FORM)
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ElementTree.ParseError):
        _broken(path)


def _check_extent(path: str, sheet: bytes) -> None:
    """Refuse a sheet with cells so far apart that the table between them would be huge."""
    rows = columns = 0
    for letters, digits in REFERENCE.findall(sheet):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        rows, columns = max(rows, int(digits)), max(columns, column)
    if rows * columns > MOST_CELLS:
        refuse_size(path)


def _check_ods(path: str, archive: ZipFile) -> None:
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        refuse(path, "a workbook with a password", "one that opens without", "save it again without a password")
    cells = 0
    for _, row in ElementTree.iterparse(io.BytesIO(archive.read("content.xml"))):
        if row.tag == f"{TABLE}table-row":
            cells += _repeated(row, "rows") * _width(row)
            row.clear()
        if cells > MOST_CELLS:
            refuse_size(path)


def _width(row: ElementTree.Element) -> int:
    """How many columns a row reaches; empty cells at its end reach nothing."""
    width = reached = 0
    for cell in row:
        width += _repeated(cell, "columns")
        reached = width if len(cell) else reached
    return reached


def _repeated(element: ElementTree.Element, what: str) -> int:
    told = element.get(f"{TABLE}number-{what}-repeated", "1")
    return int(told) if told.isdecimal() and len(told) < 10 else MOST_CELLS + 1


def _cells(sheet: "python_calamine.CalamineSheet") -> Cells:
    rows = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 2)]
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        # A cell over several rows belongs to each of them; what a head stands over is told from the heads.
        for index in range(top + 1, min(bottom, len(rows) - 1) + 1):
            if left < min(len(rows[index]), MOST_COLUMNS):
                rows[index][left] = rows[top][left]
    return rows


def _text(value: object) -> str:
    """A cell as text; a whole number without a decimal point."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, datetime | date | time | timedelta):
        return str(value)
    return str(value) if value is not None else ""
