"""Workbooks: what stands in their cells, and those that do harm or are broken."""

import io
import zipfile
from collections.abc import Callable

import pytest
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.reading.spreadsheet import sheets_of

from tests.workbooks import repacked, workbook


def same(name: str, content: bytes) -> bytes:
    return content


BOOK = workbook({"Blad1": [["a", "b"], [1, 2.5], ["x", 46296.5]]})
READ = [["a", "b"], ["1", "2.5"], ["x", "46296.5"]]


def test_a_workbook_is_read_as_text() -> None:
    assert sheets_of("x.xlsx", BOOK) == {"Blad1": READ}


def far(name: str, content: bytes) -> bytes:
    return content.replace(b'r="B3"', b'r="XFD1048576"') if "sheet1" in name else content


def large(name: str, content: bytes) -> bytes:
    return content + b" " * 101_000_000 if "sheet1" in name else content


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda book: repacked(book, same, **{"xl/vbaProject.bin": b"x"}), "a workbook with macros"),
        (lambda book: repacked(book, far), "far too large"),
        (lambda book: repacked(book, large), "far too large"),
        (lambda book: book[:-200], "broken or cut off"),
        (lambda book: book[:300], "broken or cut off"),
        (lambda book: repacked(book, lambda name, content: content[:40] if "sheet1" in name else content), "broken"),
        (lambda book: repacked(book, lambda name, content: b"" if "workbook.xml" in name else content), "broken"),
    ],
    ids=["macros", "far apart", "bomb", "cut", "short", "half a sheet", "no book"],
)
@pytest.mark.parametrize("read", [sheets_of])
def test_a_workbook_that_does_harm_or_is_broken_is_one_line(
    make: Callable[[bytes], bytes], told: str, read: Callable[[str, bytes], object]
) -> None:
    with pytest.raises(InputProblems, match=told) as error:
        sheets_of("x.xlsx", make(BOOK))
    assert len(error.value.problems) == 1


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Blad1">
<table:table-row><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>b</text:p></table:table-cell></table:table-row>
<table:table-row{rows}><table:table-cell{columns} office:value-type="float" office:value="1.5"><text:p>1,5</text:p>
</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}</manifest:manifest>'
)


def ods(rows: str = "", columns: str = "", manifest: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", ODS.format(rows=rows, columns=columns).replace("\n", " ").replace("> <", "><"))
        archive.writestr("META-INF/manifest.xml", MANIFEST.format(manifest))
    return out.getvalue()


def test_an_open_document_is_read_as_text() -> None:
    assert sheets_of("x.ods", ods()) == {"Blad1": [["a", "b"], ["1.5", ""]]}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            ods(rows=' table:number-rows-repeated="1048576"', columns=' table:number-columns-repeated="16384"'),
            "too large",
        ),
        (ods(rows=' table:number-rows-repeated="99999999999"'), "too large"),
        (ods(manifest="<manifest:encryption-data/>"), "a password"),
    ],
    ids=["bomb", "absurd", "password"],
)
def test_an_open_document_that_does_harm_is_one_line(content: bytes, told: str) -> None:
    with pytest.raises(InputProblems, match=told):
        sheets_of("x.ods", content)
