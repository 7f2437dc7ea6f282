"""Workbooks as a spreadsheet saves them, in memory."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import xlsxwriter

Cell = str | float | bool | date | None


def workbook(sheets: Mapping[str, Sequence[Sequence[Cell]]], merged: Sequence[str] = (), hidden: str = "") -> bytes:
    """A workbook with these sheets. A text that begins with `=` is a formula; after ` -> ` stands what it gave."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "d mmm yyyy"})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for index, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, str) and cell.startswith("="):
                        formula, _, value = cell.partition(" -> ")
                        sheet.write_formula(index, place, formula, None, value)
                    elif isinstance(cell, date):
                        sheet.write_datetime(index, place, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(index, place, cell)
                    elif cell is not None:
                        sheet.write(index, place, cell)
            for cells in merged:
                sheet.merge_range(cells, "")
            if title == hidden:
                sheet.hide()
    return out.getvalue()


def repacked(content: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """A workbook with its parts changed, and parts added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in more.items():
            new.writestr(name, part)
    return out.getvalue()
