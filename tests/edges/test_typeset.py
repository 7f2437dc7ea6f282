"""Papers become PDFs: tagged as PDF/UA-1 asks, the same bytes every time, and no text of an author is ever markup."""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from teamspiegel.contracts.paper import Paper
from teamspiegel.edges.typeset import TypesetError, Typesetter, rounded

from tests import test_examples
from tests.golden import CASES, GOLDEN
from tests.schools import ROOT, Files, below, demonstration
from tests.sites import papers, theme

FONTS = ROOT / "theme" / "fonts"
SIZES = {"poster.typ": (1191, 842)}
"""Points of a sheet: A3 on its side. All others are A4."""
A4 = (595, 842)

NOTE = {
    "note.typ": """
#let it = json("data.json")
#set document(title: it.text)
#set text(lang: "nl", font: "Atkinson Hyperlegible Next")
= #it.text
"""
}
CHART = {"note.typ": NOTE["note.typ"] + '#image("chart.svg", alt: it.text)'}


SCHOOLS: dict[str, Callable[[], Files]] = {
    "demonstration": demonstration,
    "onderzoek": test_examples.school,
    **{case: partial(below, GOLDEN / case / "input", "content", "data") for case in CASES},
}
each_school = pytest.mark.parametrize("school", SCHOOLS)


@cache
def papers_of(school: str) -> dict[str, Paper]:
    """Every paper of a school, by the name of its file."""
    return papers(SCHOOLS[school]())


@pytest.fixture(scope="module")
def typesetter(tmp_path_factory: pytest.TempPathFactory) -> Typesetter:
    return Typesetter(tmp_path_factory.mktemp("cache"), FONTS)


def typeset(typesetter: Typesetter, paper: Paper, templates: Mapping[str, str] = NOTE) -> PdfReader:
    (pdf,) = typesetter([paper], templates)
    return PdfReader(io.BytesIO(pdf))


def note(text: str, **drawings: bytes) -> Paper:
    named = {f"{name}.svg": svg for name, svg in drawings.items()}
    return Paper("downloads/note.pdf", "note.typ", {"text": text}, named)


def said(reader: PdfReader) -> str:
    """The text of all pages, on one line, as it was before words were divided over two."""
    text = "\n".join(page.extract_text() for page in reader.pages)
    return " ".join(text.replace("\u00ad\n", "").split())


# ----- what PDF/UA-1 asks, as far as a program can tell -------------------------------------------------


def elements(node: Any, role: Mapping[str, str]) -> Iterator[tuple[str, DictionaryObject]]:
    """The elements of the structure tree with their names, in the order of reading."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from elements(one, role)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            name = str(node["/S"])
            yield role.get(name, name), node
        if "/K" in node:
            yield from elements(node["/K"], role)


def structure(reader: PdfReader) -> list[tuple[str, DictionaryObject]]:
    tree: Any = reader.root_object["/StructTreeRoot"]
    role = {str(name): str(other) for name, other in tree.get("/RoleMap", {}).items()}
    return list(elements(tree, role))


def test_there_are_papers_of_every_template() -> None:
    used = {paper.template for school in ("demonstration", "onderzoek") for paper in papers_of(school).values()}
    assert used == set(theme().papers) - {"house.typ"}


@each_school
def test_papers_are_tagged_for_who_cannot_see_them(typesetter: Typesetter, school: str) -> None:
    for paper in papers_of(school).values():
        assert_tagged(typeset(typesetter, paper, theme().papers), paper)


def assert_tagged(reader: PdfReader, paper: Paper) -> None:
    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"] and str(root["/Lang"]).startswith("nl")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata and reader.metadata.title
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    found = structure(reader)
    figures = [node for kind, node in found if kind == "/Figure"]
    assert all(node.get("/Alt") for node in figures)
    assert len(figures) >= len(paper.drawings)
    levels = [int(kind[2:]) for kind, _ in found if kind[:2] == "/H" and kind[2:].isdigit()]
    assert levels[:1] == [1]
    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert all("/TH" in {kind for kind, _ in elements(node, {})} for kind, node in found if kind == "/Table")
    for page in reader.pages:
        links: Any = page.get("/Annots", [])
        assert all(link.get_object().get("/Contents") and "/StructParent" in link.get_object() for link in links)
        assert str(page["/Tabs"]) == "/S" or not links


@each_school
def test_papers_have_their_size_and_no_empty_sheet(typesetter: Typesetter, school: str) -> None:
    for paper in papers_of(school).values():
        assert_sized(typeset(typesetter, paper, theme().papers), paper)


def assert_sized(reader: PdfReader, paper: Paper) -> None:
    wide, high = SIZES.get(paper.template, A4)
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {(wide, high)}
    assert all(len(page.extract_text().split()) > 12 for page in reader.pages)
    if paper.template == "poster.typ":
        assert len(reader.pages) == len(paper.data["questions"])
    if paper.template == "sheet.typ":
        assert len(reader.pages) == 1


def test_a_report_leads_from_its_contents_to_every_part_and_counts_its_pages(typesetter: Typesetter) -> None:
    paper = papers_of("demonstration")["verslag-horeca.pdf"]
    reader = typeset(typesetter, paper, theme().papers)
    contents = reader.pages[1].extract_text()
    parts = [entry for entry in reader.outline if not isinstance(entry, list)]
    assert "De lagen" in contents and len(reader.pages[1]["/Annots"]) > len(parts)  # type: ignore[arg-type]
    total = len(reader.pages)
    assert all(f"{n} van {total}" in reader.pages[n - 1].extract_text() for n in range(2, total + 1))
    foot = "Team Horeca · Eindmeting, 9 juni 2026"
    assert all(foot in page.extract_text() for page in reader.pages[1:])


# ----- always the same, and nothing of this computer ----------------------------------------------------


def test_the_same_paper_is_the_same_bytes(tmp_path: Path) -> None:
    paper = papers_of("demonstration")["verslag-horeca.pdf"]
    one, other = (list(Typesetter(tmp_path / name, FONTS)([paper], theme().papers)) for name in ("one", "other"))
    assert one == other
    assert one[0].startswith(b"%PDF-1.7")


def test_tags_are_packed(typesetter: Typesetter) -> None:
    paper = papers_of("demonstration")["verslag-horeca.pdf"]
    [pdf] = typesetter([paper], theme().papers)
    assert len(structure(PdfReader(io.BytesIO(pdf)))) > 500
    assert b"/StructElem" not in pdf


def test_only_letters_of_the_theme_and_of_typst_are_used(typesetter: Typesetter) -> None:
    reader = typeset(typesetter, papers_of("demonstration")["verslag-horeca.pdf"], theme().papers)
    fonts = {str(name) for page in reader.pages for name in page._get_fonts()[0]}
    assert fonts and all("AtkinsonHyperlegibleNext" in font or "DejaVuSansMono" in font for font in fonts)


class Asked(AssertionError):
    """Somebody is asked to typeset."""


class Kept(Typesetter):
    """Has nothing but what the cache holds."""

    def _compiled(self, files: Mapping[str, bytes]) -> bytes:
        raise Asked


def test_what_the_cache_holds_is_not_typeset_again(tmp_path: Path) -> None:
    first = list(Typesetter(tmp_path, FONTS)([note("een")], NOTE))
    kept = Kept(tmp_path, FONTS)
    assert list(kept([note("een")], NOTE)) == first
    changed = (
        (note("twee"), NOTE),
        (note("een", chart=b"<svg/>"), NOTE),
        (note("een"), {**NOTE, "house.typ": "#let x = 1"}),
        (note("een"), {"note.typ": NOTE["note.typ"] + "meer"}),
    )
    for paper, templates in changed:
        with pytest.raises(Asked):
            list(kept([paper], templates))


@pytest.mark.parametrize("name", ["other.ttf", "other.otf", "other.TTC", ".other.ttf", "more/other.ttf"])
def test_other_letters_are_another_paper(tmp_path: Path, name: str) -> None:
    fonts = tmp_path / "fonts"
    (fonts / name).parent.mkdir(parents=True)
    list(Typesetter(tmp_path / "cache", fonts)([note("een")], NOTE))
    (fonts / name).write_bytes(next(FONTS.glob("*-Bold.ttf")).read_bytes())
    with pytest.raises(Asked):
        list(Kept(tmp_path / "cache", fonts)([note("een")], NOTE))


# ----- texts are data -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        '#panic("nee")',
        "*vet* _schuin_ `code` $x^2$ = kop",
        "@bron <label> https://voorbeeld.nl // weg /* weg */",
        '#import "@preview/cetz:0.3.1": *',
        '#read("/etc/passwd") #sys.inputs #eval("1+1")',
        r"\ \u{41} ~ -- --- ... - 1. + /term: x",
        "\"aanhaling\" 'enkel' {x} [y] (z) </script>",
    ],
)
def test_no_text_of_an_author_is_markup(typesetter: Typesetter, text: str) -> None:
    reader = typeset(typesetter, note(text))
    assert said(reader) == text
    assert reader.metadata and reader.metadata.title == text


def test_in_every_template_a_text_is_a_text(typesetter: Typesetter) -> None:
    """Every text of every paper of the demonstration, and they still stand there as they are."""
    hostile = '#panic("x") *a* @b $c$'

    def changed(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {
                name: below if name in ("colours", "file") else changed(below, name) for name, below in value.items()
            }
        if isinstance(value, list):
            return [changed(one, key) for one in value]
        known = key in ("form", "status", "flag", "x", "y")
        return f"{value} {hostile}" if isinstance(value, str) and not known else value

    for name, paper in papers_of("demonstration").items():
        data = changed(dict(paper.data))
        reader = typeset(typesetter, Paper(paper.path, paper.template, data, paper.drawings), theme().papers)
        assert hostile.replace(" ", "") in said(reader).replace(" ", ""), name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Łomża → ≥ 3", "Łomża → ≥ 3"),
        ("Goed zo \U0001f600!", "Goed zo □!"),
        ("你好", "□□"),
        ("\u7cb7\u1dcc", "□□"),
    ],
    ids=["of another font", "an emoji", "of no font", "a mark that no letter goes with"],
)
def test_a_letter_that_no_font_has_is_a_box(typesetter: Typesetter, text: str, shown: str) -> None:
    assert said(typeset(typesetter, note(text))) == shown


@pytest.mark.parametrize("end", ["\u2028", "\u2029"])
def test_the_end_of_a_line_that_was_pasted_is_a_blank_in_a_chart(typesetter: Typesetter, end: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20"><text x="5" y="15">Een{end}twee</text></svg>'
    assert "Een twee" in said(typeset(typesetter, note("een", chart=svg.encode()), CHART))


def test_a_letter_of_a_chart_that_no_font_has_is_a_box_too(typesetter: Typesetter) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20"><text x="5" y="15">Blij \U0001f600</text></svg>'
    assert "Blij □" in said(typeset(typesetter, note("een", chart=svg.encode()), CHART))


def test_a_template_that_is_wrong_is_a_bug_that_says_where(typesetter: Typesetter) -> None:
    with pytest.raises(TypesetError, match=r"paper 'downloads/note.pdf' could not be typeset: .*unknown variable: x"):
        typeset(typesetter, note("een"), {"note.typ": NOTE["note.typ"] + "#x"})


# ----- places on a page ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "left"),
    [
        (b"q 1 0 0 -1 199.89897 723.5 cm", b"q 1 0 0 -1 199.9 723.5 cm"),
        (b"/c0 cs 0.11372549 0.29411766 1 scn", b"/c0 cs 0.1137 0.2941 1 scn"),
        (b"12.000 -3.14159 l .12345 w", b"12 -3.14 l 0.1235 w"),
        (
            b"[(\\0001.23456)6.54321(\\) 1.23456\\\\)]TJ <001.23456> Tj",
            b"[(\\0001.23456)6.54(\\) 1.23456\\\\)]TJ <001.23456> Tj",
        ),
        (b"1.23456 w (a (b) 1.23456) Tj", b"1.23456 w (a (b) 1.23456) Tj"),  # a bracket in a text: all stays
    ],
)
def test_numbers_are_as_fine_as_a_printer_and_texts_stay(written: bytes, left: bytes) -> None:
    assert rounded(written) == left


ESCAPED = re.compile(rb"[()\\]")
TEXTS = st.binary(max_size=8).map(lambda text: b"(" + ESCAPED.sub(lambda sign: b"\\" + sign[0], text) + b")")
NUMBERS = st.decimals(-999, 999, places=6).map(lambda number: f"{number:f}".encode())


@given(st.lists(st.tuples(TEXTS, NUMBERS)))
def test_every_text_stays_and_every_number_is_near_what_it_was(parts: list[tuple[bytes, bytes]]) -> None:
    left = rounded(b"".join(text + number + b" Td" for text, number in parts))
    for text, number in parts:
        assert left.startswith(text)
        found, _, left = left[len(text) :].partition(b" Td")
        assert abs(Decimal(found.decode()) - Decimal(number.decode())) <= Decimal("0.005")
    assert left == b""
