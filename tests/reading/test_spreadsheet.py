"""Workbooks: what stands in their cells, and those that do harm, are broken or hold something else than a table."""

import io
import random
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.reading.cells import Odd
from teamspiegel.reading.spreadsheet import sheets_of, table_of
from teamspiegel.reading.table import number_in

from tests.workbooks import Cell, repacked, workbook


def same(name: str, content: bytes) -> bytes:
    return content


BOOK = workbook({"Blad1": [["a", "b"], [1, 2.5], ["x", 46296.5]]})
READ = [["a", "b"], ["1", "2.5"], ["x", "46296.5"]]


def test_a_workbook_is_read_as_text() -> None:
    assert sheets_of("x.xlsx", BOOK) == {"Blad1": READ}
    assert table_of("x.xlsx", BOOK) == READ


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
        (lambda book: repacked(book, lambda name, content: content.replace(b"UTF-8", b"UTF-17")), "broken"),
    ],
    ids=["macros", "far apart", "bomb", "cut", "short", "half a sheet", "no book", "odd letters"],
)
@pytest.mark.parametrize("read", [sheets_of, table_of])
def test_a_workbook_that_does_harm_or_is_broken_is_one_line(
    make: Callable[[bytes], bytes], told: str, read: Callable[[str, bytes], object]
) -> None:
    with pytest.raises(InputProblems, match=told) as error:
        read("x.xlsx", make(BOOK))
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
    with pytest.raises(InputProblems, match="a workbook that is no XLSX"):
        table_of("x.xlsx", ods())


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            ods(rows=' table:number-rows-repeated="1048576"', columns=' table:number-columns-repeated="16384"'),
            "too large",
        ),
        (ods(rows=' table:number-rows-repeated="99999999999"'), "too large"),
        (ods(manifest="<manifest:encryption-data/>"), "a password"),
        (ods().replace(b"META-INF/manifest.xml", b"META-INF/manifesT.xml"), "broken"),
    ],
    ids=["bomb", "absurd", "password", "no manifest"],
)
def test_an_open_document_that_does_harm_is_one_line(content: bytes, told: str) -> None:
    with pytest.raises(InputProblems, match=told):
        sheets_of("x.ods", content)


@pytest.mark.parametrize("name", ["x.xls", "x.xlsx", "x"])
@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)])
def test_a_workbook_of_old_or_with_a_password_says_how_to_save_it(name: str, content: bytes) -> None:
    with pytest.raises(InputProblems) as error:
        sheets_of(name, content)
    assert [str(problem) for problem in error.value.problems] == [
        f"{name}:1: found a workbook in the form of before 2007 (.xls), or one with a password; "
        "expected XLSX, ODS or CSV that opens without a password; save it as XLSX, without a password"
    ]


def test_a_workbook_that_is_known_to_have_a_password_says_no_more() -> None:
    content = b"\xd0\xcf\x11\xe0" + bytes(2000) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(
        InputProblems, match=r"found a workbook with a password; .*; save it as XLSX, without a password"
    ):
        sheets_of("x.xlsx", content)


# ----- a table in a workbook ----------------------------------------------------------------------------


def cell_of(what: Cell) -> str:
    """What is read of a cell, of which the neighbours are plain."""
    [_, [before, cell, after]] = table_of("x.xlsx", workbook({"Blad1": [["a", "b", "c"], ["x", what, "y"]]}))
    assert (before, after) == ("x", "y")
    return cell


@pytest.mark.parametrize(
    ("what", "text"),
    [(4, "4"), (4.0, "4"), (3.5, "3.5"), (-2, "-2"), ("3,5", "3,5"), (" r1 ", "r1"), (None, ""), ("", ""), (0, "0"),
     (0.1 + 0.2, "0.3"), (2**53 - 1, "9007199254740991"), ("=1+1 -> 2", "2"), ('=A1&"" -> r1', "r1")],
)  # fmt: skip
def test_a_cell_is_read_as_it_is_shown(what: Cell, text: str) -> None:
    assert cell_of(what) == text
    assert not isinstance(cell_of(what), Odd)


@given(st.integers(-2000, 2000))
def test_a_half_is_exact(halves: int) -> None:
    assert number_in(cell_of(halves / 2)) == Decimal(halves) / 2


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (date(2026, 5, 3), "a date or a time"),
        (True, "true or false"),
        (False, "true or false"),
        ("=NA() -> #N/A", "an error of a formula"),
        ("=1/0 -> #DIV/0!", "an error of a formula"),
        ("=1+1 -> ", "a formula that was not worked out"),
    ],
)
def test_what_is_no_text_and_no_number_says_what_it_is(what: Cell, told: str) -> None:
    found = cell_of(what)
    assert isinstance(found, Odd) and found == told and found.mend


def test_a_cell_without_a_value_is_told_of_the_sheet_that_it_stands_in() -> None:
    """Also one below and beside everything else. The workbook says itself which file is which sheet."""
    full: list[list[Cell]] = [["c", "d"], ["y", "=1/0 -> #DIV/0!"], [None, None, "=1+1 -> "]]
    book = workbook({"Eerste": [["a", "b"], ["x", 1]], "Tweede": full})

    def absolute(name: str, part: bytes) -> bytes:
        return part.replace(b'"worksheets/', b'"/xl/worksheets/') if name.endswith("workbook.xml.rels") else part

    def swapped(name: str, part: bytes) -> bytes:
        changed = part.replace(b"sheet1.xml", b"0").replace(b"sheet2.xml", b"sheet1.xml").replace(b"0", b"sheet2.xml")
        return changed if name.endswith("workbook.xml.rels") else part

    for one, name in ((book, "Tweede"), (repacked(book, absolute), "Tweede"), (repacked(book, swapped), "Eerste")):
        found = {
            (sheet, line, place): str(cell)
            for sheet, rows in sheets_of("x.xlsx", one).items()
            for line, row in enumerate(rows, 1)
            for place, cell in enumerate(row, 1)
            if isinstance(cell, Odd)
        }
        assert found == {(name, 2, 2): "an error of a formula", (name, 3, 3): "a formula that was not worked out"}


def test_a_formula_that_gave_no_text_is_an_empty_cell() -> None:
    """As Excel writes `=IF(A1="";"";A1)`: a text, of no letters."""
    book = workbook({"Blad1": [["a", "b"], ["x", "=A9&A9 -> leeg"]]})
    empty = repacked(book, lambda name, part: part.replace(b"<v>leeg</v>", b"<v></v>"))
    assert empty != book
    assert table_of("x.xlsx", empty) == [["a", "b"], ["x", ""]]
    without = repacked(book, lambda name, part: part.replace(b"<v>leeg</v>", b""))
    assert isinstance(table_of("x.xlsx", without)[1][1], Odd)


def test_cells_without_a_place_are_the_next_ones() -> None:
    """Some programs leave the places out, and name the elements in full."""
    book = workbook({"Blad1": [["a", "b"], ["x", "=1/0 -> #DIV/0!"]]})

    def plain(name: str, part: bytes) -> bytes:
        if "sheet1" not in name:
            return part
        return part.replace(b' r="A1"', b"").replace(b' r="B1"', b"").replace(b' r="A2"', b"").replace(b' r="B2"', b"")

    assert isinstance(table_of("x.xlsx", repacked(book, plain))[1][1], Odd)


def test_a_sheet_is_looked_through_wherever_it_lies() -> None:
    """The archive says itself what its files are called."""
    book = workbook({"Blad1": [["a", "b"], ["x", "=1/0 -> #DIV/0!"]]})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(b"worksheets/sheet1.xml", b"bladen/Een.XML")
            new.writestr(name.replace("worksheets/sheet1.xml", "bladen/Een.XML"), part)
    assert "bladen/Een.XML" in " ".join(zipfile.ZipFile(out).namelist())
    assert table_of("x.xlsx", out.getvalue()) == [["a", "b"], ["x", "an error of a formula"]]


def test_sheets_are_counted_also_when_they_are_hidden() -> None:
    sheets: dict[str, list[list[Cell]]] = {"Blad1": [["a"], [1]], "Leeg": [], "Blad3": [[None], [2]]}
    with pytest.raises(InputProblems, match="found 2 sheets with anything in them, hidden ones counted"):
        table_of("x.xlsx", workbook(sheets, hidden="Blad3"))
    sheets["Blad3"] = [[None], [""]]
    assert table_of("x.xlsx", workbook(sheets)) == [["a"], ["1"]]


def test_merged_cells_have_a_place() -> None:
    book = workbook({"Blad1": [["a", "b", "c"], ["x", "y", "z"], ["x", "y", "z"]]}, merged=["B3:C3", "A2:A3"])
    with pytest.raises(InputProblems, match=r"x\.xlsx:2: found merged cells \(from column 1 on\)"):
        table_of("x.xlsx", book)
    below = workbook({"Blad1": [["a", "b"], ["x", "y"]]}, merged=["A9:B9"])
    assert [row for row in table_of("x.xlsx", below) if any(row)] == [["a", "b"], ["x", "y"]]


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_workbook_is_a_problem_or_is_read(seed: int) -> None:
    """Never a traceback, whatever byte of the archive is another one, and never a number that was not there."""
    book = workbook({"Blad1": [["a", "b"], ["r1", 1], ["r2", 2.5], ["r3", "=1/0 -> #DIV/0!"]]})
    known = {"", "a", "b", "r1", "r2", "r3", "1", "2.5", "an error of a formula"}
    dice = random.Random(seed)
    told = 0
    for _ in range(250):
        damaged = bytearray(book)
        for _ in range(dice.choice([1, 1, 3])):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        try:
            assert {cell for row in table_of("x.xlsx", bytes(damaged)) for cell in row} <= known
        except InputProblems as error:
            told += 1
            assert len(error.problems) == 1
    assert 50 < told < 250


@pytest.mark.parametrize("seed", range(4))
def test_a_workbook_with_damaged_xml_is_a_problem_or_is_read(seed: int) -> None:
    """The archive is whole, and its checksums are right: only the XML has other letters."""
    book = workbook({"Blad1": [["a", "b"], ["r1", 1], ["r2", 2.5], ["r3", "=1/0 -> #DIV/0!"]]})
    dice = random.Random(seed)
    told = 0
    for _ in range(100):

        def damage(name: str, part: bytes) -> bytes:
            if not name.startswith("xl/") or dice.random() < 0.6:
                return part
            at, length = dice.randrange(len(part)), dice.choice([0, 1, 8])
            return (
                part[:at] + bytes(dice.choices(b'<>/"=&rctv1 \x00\xff', k=dice.choice([0, 1, 3]))) + part[at + length :]
            )

        try:
            table_of("x.xlsx", repacked(book, damage))
        except InputProblems as error:
            told += 1
            assert len(error.problems) == 1
    assert 10 < told < 100
