"""Workbooks: XLSX and ODS, as sheets of cells. What could fill the memory or run a program is refused unread."""

import io
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from posixpath import join, normpath
from typing import IO, NoReturn
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

import python_calamine

from teamspiegel.reading.cells import Odd
from teamspiegel.reading.grid import MOST_COLUMNS, MOST_ROWS, refuse, refuse_size
from teamspiegel.reading.records import OR_IMPORT

BOOK, SHEET = "xl/workbook.xml", "worksheet"
RELATIONS = "xl/_rels/workbook.xml.rels"
OLD = b"\xd0\xcf\x11\xe0"
"""How a workbook of before 2007 begins, and any workbook with a password, whatever their names end in."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MOST_BYTES = 100_000_000
"""Unpacked. A school's export is a few megabytes; one that unpacks to more is meant to do harm, or is no export."""
MOST_CELLS = 5_000_000
LARGEST_WHOLE = 2**53
"""Up to here every whole number is exact."""
REFERENCE = re.compile(rb'\sr="([A-Z]{1,3})([0-9]{1,7})"')
PLACE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
DAMAGE = (
    *(BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, zlib.error),
    *(ElementTree.ParseError, LookupError),
)
"""What reading an archive or its XML stops at."""
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OTHER_FORM = "save it as XLSX"

Cells = list[list[str]]


@dataclass(frozen=True)
class Sheet:
    """What the cells of a sheet hold, row by row from A1 on, and which of them are one: first and last, from 0."""

    values: Sequence[Sequence[object]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]


def sheets_of(path: str, content: bytes) -> dict[str, Cells]:
    """The sheets of a workbook that hold anything, as text, by name. Raises InputProblems.

    A cell of an XLSX whose formula gave no value is `Odd`.
    """
    found = _sheets(path, content)
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            odd = _without_result(archive) if BOOK in archive.namelist() else {}
            names = _sheet_names(archive) if odd else {}
    except DAMAGE:
        _broken(path)
    by_name = {names.get(file.casefold()): cells for file, cells in odd.items()}
    return {name: _filled(sheet, by_name.get(name, {})) for name, sheet in found.items()}


def table_of(path: str, content: bytes) -> Cells:
    """The table of an XLSX that holds one table and nothing else, from A1 on. Raises InputProblems.

    A cell that is neither a text nor a number is `Odd`.
    """
    found = _sheets(path, content)
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            if BOOK not in archive.namelist():
                refuse(path, "a workbook that is no XLSX", "XLSX, as its name says", OTHER_FORM)
            odd = {place: cell for cells in _without_result(archive).values() for place, cell in cells.items()}
    except DAMAGE:
        _broken(path)
    if not found:
        refuse(path, "a workbook without a filled cell", "one sheet with one table", "fill it, or take the file away")
    if len(found) > 1:
        what = f"{len(found)} sheets with anything in them, hidden ones counted"
        refuse(path, what, "one sheet with one table", f"keep the table, and take the other sheets out, {OR_IMPORT}")
    [sheet] = found.values()
    if len(sheet.values) > MOST_ROWS:
        refuse_size(path)
    for (top, left), _ in sorted(sheet.merged):
        if top < len(sheet.values):
            what = f"merged cells (from column {left + 1} on)"
            refuse(path, what, "a cell for every row and column", "undo the merging, and fill every cell", top + 1)
    return [
        [odd.get((line, place)) or _cell(value) for place, value in enumerate(row)]
        for line, row in enumerate(sheet.values)
    ]


def _sheets(path: str, content: bytes) -> dict[str, Sheet]:
    if content.startswith(OLD):
        if ENCRYPTED in content:
            _locked(path)
        found = "a workbook in the form of before 2007 (.xls), or one with a password"
        refuse(path, found, "XLSX, ODS or CSV that opens without a password", f"{OTHER_FORM}, without a password")
    _check_archive(path, content)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        read = {name: _sheet(book.get_sheet_by_name(name)) for name in book.sheet_names}
    except python_calamine.PasswordError:
        _locked(path)
    except python_calamine.CalamineError:
        _broken(path)
    except BaseException as error:  # what the reader itself did not expect is no Exception
        if type(error).__name__ != "PanicException":
            raise
        _broken(path)
    return {
        name: sheet for name, sheet in read.items() if any(_text(cell).strip() for row in sheet.values for cell in row)
    }


def _locked(path: str) -> NoReturn:
    refuse(path, "a workbook with a password", "one that opens without", f"{OTHER_FORM}, without a password")


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
            elif BOOK in names:
                for name in _sheet_files(archive):
                    _check_extent(path, archive.read(name))
            else:
                refuse(path, "an archive that is no XLSX or ODS", "XLSX, ODS, CSV or SAV", OTHER_FORM)
    except DAMAGE:
        _broken(path)


def _sheet_files(archive: ZipFile) -> list[str]:
    """The files that hold the sheets of an XLSX, whatever the program that wrote it calls them."""
    return [name for name in archive.namelist() if name.casefold().endswith(".xml") and _root(archive, name) == SHEET]


def _root(archive: ZipFile, name: str) -> str:
    with archive.open(name) as part:
        _, element = next(ElementTree.iterparse(part, events=("start",)))
    return str(element.tag).rpartition("}")[2]


def _check_extent(path: str, sheet: bytes) -> None:
    """Refuse a sheet with cells so far apart that the table between them would be huge."""
    rows = columns = 0
    for letters, digits in REFERENCE.findall(sheet):
        rows, columns = max(rows, int(digits)), max(columns, _column(letters.decode()) + 1)
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


def _sheet_names(archive: ZipFile) -> dict[str, str]:
    """What the sheet in each file of an XLSX is called; the file without regard to case."""
    relations = ElementTree.fromstring(archive.read(RELATIONS))
    files = {one.get("Id"): normpath(join("/xl", one.get("Target", ""))).lstrip("/").casefold() for one in relations}
    sheets = [one for one in ElementTree.fromstring(archive.read(BOOK)).iter() if one.tag.rpartition("}")[2] == "sheet"]
    ids = [next(value for key, value in one.attrib.items() if key.endswith("}id")) for one in sheets]
    return {files[id_]: one.get("name", "") for id_, one in zip(ids, sheets, strict=True)}


def _without_result(archive: ZipFile) -> dict[str, dict[tuple[int, int], Odd]]:
    """The cells of an XLSX whose formula gave an error, or has not been worked out, by row and column from 0.

    By the file of their sheet. To the reader of values these are empty, which would be no answer.
    """
    sheets: dict[str, dict[tuple[int, int], Odd]] = {}
    for name in _sheet_files(archive):
        found = sheets.setdefault(name, {})
        with archive.open(name) as sheet:
            for line, place, cell in _placed_cells(sheet):
                parts = {part.tag.rpartition("}")[2]: part.text for part in cell}
                if cell.get("t") == "e":
                    found[line, place] = Odd("an error of a formula", "mend the formula, or write what it should give")
                elif "f" in parts and not (parts.get("v") or (cell.get("t") == "str" and "v" in parts)):
                    mend = "open it in a spreadsheet and save it again"
                    found[line, place] = Odd("a formula that was not worked out", mend)
    return sheets


def _placed_cells(sheet: IO[bytes]) -> Iterator[tuple[int, int, ElementTree.Element]]:
    """The cells of a sheet of an XLSX by row and column from 0. A place that is not told is the next one."""
    line = place = -1
    for event, element in ElementTree.iterparse(sheet, events=("start", "end")):
        kind = element.tag.rpartition("}")[2]
        if kind == "row" and event == "start":
            at = element.get("r", "")
            line, place = int(at) - 1 if at.isdecimal() else line + 1, -1
        elif kind == "row":
            element.clear()
        elif kind == "c" and event == "end":
            told = PLACE.fullmatch(element.get("r", ""))
            line, place = (int(told[2]) - 1, _column(told[1])) if told else (line, place + 1)
            yield line, place, element


def _column(letters: str) -> int:
    """The number of a column from 0, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _sheet(sheet: "python_calamine.CalamineSheet") -> Sheet:
    values = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 2)
    return Sheet(values, sheet.merged_cell_ranges or ())


def _filled(sheet: Sheet, odd: Mapping[tuple[int, int], Odd]) -> Cells:
    """A sheet as text. A cell over several rows belongs to each of them; what a head stands over the heads tell."""
    rows = [[_text(value) for value in row] for row in sheet.values]
    for (line, place), cell in odd.items():
        rows.extend([] for _ in range(line + 1 - len(rows)))
        rows[line].extend("" for _ in range(place + 1 - len(rows[line])))
        rows[line][place] = cell
    for (top, left), (bottom, _) in sheet.merged:
        for index in range(top + 1, min(bottom, len(rows) - 1) + 1):
            if left < min(len(rows[index]), MOST_COLUMNS):
                rows[index][left] = rows[top][left]
    return rows


def _cell(value: object) -> str:
    """A cell of a table, in which neither a date nor a yes or no has a place."""
    if isinstance(value, bool):
        return Odd("true or false", "write a number or a text")
    if isinstance(value, datetime | date | time | timedelta):
        mend = "give the cell the format of a number or a text and type it again: a spreadsheet takes 3.5 for a date"
        return Odd("a date or a time", mend)
    return _text(value).strip()


def _text(value: object) -> str:
    """A cell as text: a whole number without a decimal point, another with as many digits as a spreadsheet keeps."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < LARGEST_WHOLE else f"{value:.15g}"
    return str(value) if value is not None else ""
