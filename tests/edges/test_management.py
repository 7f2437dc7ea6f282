"""The management pages: what they tell and to whom; looking changes nothing, and shows no answer and no name."""

import re
import shlex
from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from io import BytesIO
from pathlib import Path
from socketserver import BaseRequestHandler, TCPServer
from typing import Any
from urllib.parse import quote

import pandas as pd
import pyreadstat
import pytest
from teamspiegel.edges.disk import Project
from teamspiegel.edges.management import HEADERS, Management, Pages
from teamspiegel.edges.site_folder import LIST

from tests.edges.test_cli import QUESTIONS, SURVEY, edit, invoke, spoil
from tests.intake import exports
from tests.intake.exports import CSV_EXPORTS, MARKS, text, workbook
from tests.intake.test_exports import MAPPING, ROUND, answers_of, assert_silent, confirm, put, run
from tests.projects import contents, write
from tests.schools import ROOT, small
from tests.sites import Element, parsed
from tests.test_wording import ENGLISH, NEVER

PORT = 8000
AT_REST = Pages(building=False, stopped="")


class Visitor:
    """Somebody who asks for pages of a project, at an address."""

    def __init__(self, project: Path, host: str = "127.0.0.1") -> None:
        self.pages = AT_REST
        server = TCPServer((host, PORT), BaseRequestHandler, bind_and_activate=False)
        server.server_close()
        self.management = Management(Project(project), server, lambda: self.pages)
        self.app = self.management.before(self.other)

    def other(self, environ: Any, start_response: Any) -> list[bytes]:
        """The application behind them."""
        start_response("200 OK", [])
        return [f"another page: {environ['PATH_INFO']}".encode()]

    def ask(self, path: str, query: str = "", **other: str) -> tuple[str, Mapping[str, str], str]:
        """Status, headers and text of an answer."""
        started: list[Any] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": f"127.0.0.1:{PORT}",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.input": BytesIO(),
            **other,
        }
        body = b"".join(self.app(environ, lambda *begin: started.append(begin)))  # type: ignore[arg-type]
        return started[0][0], dict(started[0][1]), body.decode()

    def page(self, name: str = "", **query: str) -> str:
        """A page that is there."""
        asked = "&".join(f"{key}={quote(value)}" for key, value in query.items())
        status, headers, text = self.ask(f"/beheer/{name}", asked)
        assert status == "200 OK", text
        assert HEADERS.items() <= headers.items()
        assert int(headers["Content-Length"]) == len(text.encode())
        return text

    def shown(self, name: str = "", **query: str) -> Element:
        """The elements of a page, each closed where it should be."""
        return parsed(re.sub(r"^\s*<!doctype html>", "", self.page(name, **query)))

    def order(self, file: Path, project: Path) -> list[str]:
        """The command that the preview of an export ends with, as a terminal takes it apart."""
        page = self.shown("import", file=file.relative_to(project).as_posix(), round=ROUND)
        orders = [one.text() for one in page.every("code") if one.text().startswith("teamspiegel import")]
        [order] = set(orders)
        return shlex.split(order)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small school as it is written, with a folder for exports."""
    return write(tmp_path / "school", {**small(), "private/.keep": b""})


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """The same without answers."""
    tree = {path: content for path, content in small().items() if not path.startswith("data/")}
    return write(tmp_path / "empty", {**tree, "private/.keep": b""})


BESIDE = {"a", "code", "strong", "span"}
"""Elements that stand in a line."""


def words(element: Element) -> str:
    """The text of an element on one line."""
    return " ".join(_apart(element).split())


def _apart(element: Element) -> str:
    parts = [child if isinstance(child, str) else _apart(child) for child in element.children]
    text = "".join(parts)
    return text if element.tag in BESIDE else f" {text} "


# ----- what they tell -------------------------------------------------------------------------------------


def test_a_school_without_a_problem_says_so_and_who_took_part(folder: Path) -> None:
    page = Visitor(folder).shown()
    said = words(page)
    assert "Alles klopt." in said
    assert "6 van de 8 collega's (75%) vulden de vragenlijst in" in said
    assert "minder dan 10 collega's" in said
    assert "Niet gemeten: Team Rood, Team Geel," in said
    assert "Een les bezoeken. Team Blauw kartrekker 1 mei 2026 Hoe beginnen wij rustig?" in said
    assert "Team Blauw Terugkijken. in december Wat zien wij?, 31 maart 2026" in said


def test_every_problem_is_told_with_its_place_and_line_and_no_answer(folder: Path) -> None:
    spoil(folder)
    said = words(Visitor(folder).shown())
    assert "3 dingen kloppen nog niet." in said
    assert f"{QUESTIONS} regel 6 links: [les-begn, rust, zelf, willen] Gevonden unknown item," in said
    assert "content/settings.yml regel 3 gate: {mean: 1, spread: 10} Gevonden" in said
    assert f"{SURVEY} regel 2, kolom zelf-begin Gevonden a number which is off the scale" in said
    problems = invoke("check", "--project", folder).stderr.splitlines()[:-1]
    for problem in problems:
        found, _, expected = problem.partition(": ")[2].partition("found ")[2].partition("; expected ")
        assert found in said
        assert expected.partition("; ")[0] in said


def test_what_else_keeps_the_site_from_being_made_is_told_too(folder: Path) -> None:
    visitor = Visitor(folder)
    visitor.pages = Pages(building=False, stopped="Traceback: <x> & y")
    said = words(visitor.shown())
    assert "de site kon niet worden gemaakt" in said
    assert "Traceback: <x> & y" in said
    visitor.pages = Pages(building=True, stopped="")
    assert "De site wordt nu opnieuw gemaakt." in words(visitor.shown())


def test_the_next_step_is_a_command_or_an_export(empty: Path) -> None:
    """A round waits, also where there is no answer at all; then an export lies ready; when all is in, it is built."""
    visitor = Visitor(empty)
    said = words(visitor.shown())
    assert "Gevonden no such file Verwacht at least one measurement" in said
    assert re.search(
        r"De meting \w+ \(.+?\) heeft nog geen antwoorden. Zet de export van je vragenlijst in de map private", said
    )
    put(empty, CSV_EXPORTS["google"]())
    page = visitor.shown()
    assert "Er staat een export klaar: bekijk hoe die wordt ingelezen" in words(page)
    assert "import?file=private/export.csv" in [link.attributes.get("href") for link in page.every("a")]
    assert "Google Forms: de eerste kolom is een tijdstempel" in words(page)
    rounds = empty / "content" / "rounds.yml"
    rounds.write_text(f"{rounds.read_text(encoding='utf-8').splitlines()[0]}\n", encoding="utf-8")
    write(empty, {path: content for path, content in small().items() if path.startswith("data/")})
    edit(empty, QUESTIONS, "    - {id: les-begin, at_least: 3.5, by: ronde-a}\n", "")
    edit(empty, QUESTIONS, "  targets:\n", "")
    assert "teamspiegel build" in [one.text() for one in visitor.shown().every("code")]


def test_an_export_that_cannot_be_read_says_why(empty: Path) -> None:
    put(empty, b"", "leeg.csv")
    put(empty, b"PK\3\4 no workbook", "stuk.xlsx")
    said = words(Visitor(empty).shown())
    assert "Niet te lezen: found an empty file" in said
    assert "private/stuk.xlsx" in said
    assert "Dit moet eerst anders: private/leeg.csv regel 1" in words(
        Visitor(empty).shown("import", file="private/leeg.csv")
    )


def test_only_exports_are_listed(empty: Path) -> None:
    others = ("names.txt", "passphrases.yml", "~$export.xlsx", ".export.csv", "brief.docx")
    write(empty, {f"private/{name}": b"Tjitske Kwak\n" for name in others})
    write(empty, {"private/najaar/EXPORT.CSV": CSV_EXPORTS["google"]()})
    options = [one.attributes["value"] for one in Visitor(empty).shown("import").every("option")]
    assert [one for one in options if one.startswith("private")] == ["private/najaar/EXPORT.CSV"]


# ----- from the page to the answers -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["google", "microsoft, Dutch Excel", "qualtrics"])
def test_whoever_follows_the_page_gets_the_answers_in(empty: Path, name: str) -> None:
    """Each command as it stands on the page: it proposes, then imports, and says when it would replace."""
    visitor, file = Visitor(empty), put(empty, CSV_EXPORTS[name](), "export van mei's.csv")
    for step in ("propose", "import", "replace"):
        order = visitor.order(file, empty)
        assert ("--replace" in order) is (step == "replace")
        program, *given = order
        given[1] = str(empty / given[1])
        assert program == "teamspiegel"
        result = invoke("--project", empty, *given)
        assert result.exit_code == 0, result.output
        if step == "propose":
            assert f"{MAPPING.format('survey')}" in result.output
            assert "Zet er dan confirmed: true in." in words(
                visitor.shown("import", file=f"private/{file.name}", round=ROUND)
            )
            confirm(empty)
    assert answers_of(empty) == exports.scores()


def test_the_team_is_asked_for_where_no_column_says_it(empty: Path) -> None:
    rows = [exports.TEXTS, *([exports.label(one) for one in own] for _, own in exports.ANSWERS)]
    put(empty, text(rows))
    visitor = Visitor(empty)
    assert "Kies hierboven het team." in words(visitor.shown("import", file="private/export.csv", round=ROUND))
    page = visitor.shown("import", file="private/export.csv", round=ROUND, team="blauw")
    assert "Alle rijen zijn van Team Blauw." in words(page)
    assert "teamspiegel import private/export.csv --round enquete --team blauw" in [
        one.text() for one in page.every("code")
    ]


def test_what_an_import_refuses_is_told(empty: Path) -> None:
    """For a round of another instrument, and where the school itself has problems."""
    put(empty, CSV_EXPORTS["google"]())
    visitor = Visitor(empty)
    said = words(visitor.shown("import", file="private/export.csv", round="pols"))
    assert "Gevonden no column that is called as an item" in said
    workbook(empty / "private", {"een": exports.google(), "twee": exports.google()}, "twee.xlsx")
    run(empty, empty / "private" / "export.csv")
    confirm(empty)
    said = words(visitor.shown("import", file="private/twee.xlsx", round=ROUND))
    assert "two readings of its sheet" in said
    edit(empty, "content/teams.yml", "members: 8", "members: acht")
    assert "content/teams.yml regel 1" in words(visitor.shown("import", file="private/export.csv", round=ROUND))


# ----- to whom --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS"])
def test_the_pages_can_only_be_read(folder: Path, method: str) -> None:
    for path in ("/beheer/", "/beheer/import", "/beheer/state"):
        assert Visitor(folder).ask(path, REQUEST_METHOD=method)[0] == "405 Method Not Allowed"


@pytest.mark.parametrize(
    ("bound", "host", "remote", "answered"),
    [
        ("127.0.0.1", "127.0.0.1:8000", "127.0.0.1", True),
        ("127.0.0.1", "LOCALHOST:8000", "127.0.0.1", True),
        ("127.0.0.1", "[::1]:8000", "::1", True),
        ("127.0.0.1", "elders.example:8000", "127.0.0.1", False),
        ("127.0.0.1", "127.0.0.1.elders.example", "127.0.0.1", False),
        ("127.0.0.1", "localhost@elders.example", "127.0.0.1", False),
        ("127.0.0.1", "", "127.0.0.1", False),
        ("127.0.0.1", "[", "127.0.0.1", False),
        ("0.0.0.0", "0.0.0.0:8000", "127.0.0.1", True),
        ("0.0.0.0", "localhost:8000", "192.0.2.7", False),
        ("192.0.2.6", "192.0.2.6:8000", "192.0.2.6", True),
        ("192.0.2.6", "192.0.2.6:8000", "192.0.2.7", False),
    ],
)
def test_only_this_computer_is_answered_and_by_its_own_name(
    folder: Path, bound: str, host: str, remote: str, answered: bool
) -> None:
    for path in ("/beheer/", "/beheer/state", "/beheer/management.css"):
        status, _, text = Visitor(folder, bound).ask(path, HTTP_HOST=host, REMOTE_ADDR=remote)
        assert (status == "200 OK") is answered
        assert answered or (status, text) == ("403 Forbidden", "These pages are for this computer only.\n")


@pytest.mark.parametrize(
    "file",
    [
        "../secret.csv",
        "private/../../secret.csv",
        "private/./export.csv",
        "/etc/passwd",
        "private/names.txt",
        "data/start/blauw/survey.csv",
        "private",
        "PRIVATE/EXPORT.CSV",
        "private/export.csv\0",
    ],
)
def test_no_other_file_can_be_asked_for(folder: Path, file: str) -> None:
    write(folder.parent, {"secret.csv": CSV_EXPORTS["google"]()})
    put(folder, CSV_EXPORTS["google"]())
    write(folder, {"private/names.txt": b"Tjitske Kwak\n"})
    status, _, text = Visitor(folder).ask("/beheer/import", f"file={quote(file)}")
    assert (status, text) == ("404 Not Found", "There is no such export.\n")


@pytest.mark.parametrize("query", ["round=x", "team=x", "file=private/export.csv&round=../x", "round=%3Cb%3E"])
def test_no_other_round_or_team_can_be_asked_for(folder: Path, query: str) -> None:
    put(folder, CSV_EXPORTS["google"]())
    assert Visitor(folder).ask("/beheer/import", query)[0] == "404 Not Found"


@pytest.mark.parametrize("name", ["x", "../content/teams.yml", "fonts/../state", "theme/serve/management.css"])
def test_there_is_nothing_else_there(folder: Path, name: str) -> None:
    assert Visitor(folder).ask(f"/beheer/{name}")[0] == "404 Not Found"


def test_other_addresses_are_left_to_others(folder: Path) -> None:
    visitor = Visitor(folder)
    for path in ("/", "/beheerder/", "/teams/blauw/index.html", "/x/beheer/"):
        assert visitor.ask(path)[2] == f"another page: {path}"
        assert visitor.ask(path, HTTP_HOST="192.168.1.20:8000")[2] == f"another page: {path}"
        status, _, text = visitor.ask(path, HTTP_HOST="elders.example")
        assert status == "403 Forbidden" and f"http://localhost:{PORT}/" in text
    assert (visitor.ask("/beheer")[0], visitor.ask("/beheer")[1]["Location"]) == ("302 Found", "/beheer/")


def test_what_a_page_needs_is_there_and_it_asks_for_nothing_else(folder: Path) -> None:
    visitor = Visitor(folder)
    elements = [*visitor.shown().every("link", "script"), *visitor.shown("import").every("link", "script")]
    needed = {element.attributes.get("href") or element.attributes["src"] for element in elements}
    assert needed == {"favicon.svg", "palette.css", "management.css", "management.js"}
    fonts = re.findall(r'url\("(.+?)"\)', visitor.page("management.css"))
    assert fonts == ["fonts/atkinson-hyperlegible-next.woff2"]
    assert all(visitor.ask(f"/beheer/{name}")[0] == "200 OK" for name in needed)
    assert not re.search(r"<(?:style|iframe|object)|\sstyle=|\son\w+=|javascript:|//[a-z]", visitor.page())


# ----- that nothing changes, and nothing personal is shown ------------------------------------------------


def views(visitor: Visitor, project: Path) -> str:
    """Everything that can be looked at."""
    found = [visitor.page(), visitor.page("import"), visitor.page("state")]
    for path in sorted((project / "private").iterdir()):
        if path.suffix in (".csv", ".xlsx", ".sav"):
            for team in ("", "blauw"):
                found.append(visitor.page("import", file=f"private/{path.name}", round=ROUND, team=team))
    return "\n".join(found)


def as_sav(path: Path) -> None:
    """The answers as SPSS has them, with a name and an address beside them."""
    frame = pd.DataFrame([[float(one or 9) for one in own] for _, own in exports.ANSWERS], columns=list("abcd"))
    frame["team"], frame["mail"], frame["naam"] = [team for team, _ in exports.ANSWERS], exports.MAIL, exports.NAME
    labels = {one: {float(n): told for n, told in enumerate(exports.LABELS, 1)} for one in "abcd"}
    heads: dict[str, str | None] = {**dict(zip("abcd", exports.TEXTS, strict=True)), "mail": "E-mail", "naam": "Naam"}
    pyreadstat.write_sav(frame, str(path), column_labels=heads, variable_value_labels=labels)


def _as_csv(name: str, folder: Path) -> Path:
    return put(folder, CSV_EXPORTS[name]())


MADE: dict[str, Callable[[Path], object]] = {
    **{name: partial(_as_csv, name) for name in CSV_EXPORTS},
    "workbook": lambda folder: workbook(folder / "private", {"Form1": exports.microsoft()}),
    "spss": lambda folder: as_sav(folder / "private" / "export.sav"),
    "cut off": lambda folder: put(folder, CSV_EXPORTS["google"]()[:-40]),
    "one column": lambda folder: put(folder, text([[mark] for mark in MARKS])),
}


@pytest.mark.parametrize("name", MADE)
def test_looking_changes_nothing_and_shows_nothing_personal(empty: Path, name: str) -> None:
    """Before a mapping is there, before it is confirmed, after it, and with the answers in."""
    MADE[name](empty)
    [file] = [path for path in (empty / "private").iterdir() if path.name != ".keep"]
    visitor = Visitor(empty)
    for step in ("found", "proposed", "confirmed", "imported"):
        before = contents(empty)
        said = views(visitor, empty)
        assert contents(empty) == before, step
        assert_silent(said)
        assert not re.search(r"198\.51|R_3|52[.,]09|>r\d\d<", said)
        if step in ("found", "confirmed"):
            run(empty, file)
        elif step == "proposed" and (empty / MAPPING.format("survey")).exists():
            confirm(empty)


def test_neither_does_a_school_with_problems(folder: Path) -> None:
    put(folder, CSV_EXPORTS["google"]())
    spoil(folder)
    write(folder, {"private/names.txt": b"Tjitske Kwak\n"})
    edit(folder, "content/teams.yml", "Team Groen", "Team Tjitske Kwak")
    before = contents(folder)
    said = views(Visitor(folder), folder)
    assert contents(folder) == before
    assert "Kwak" not in said
    assert "In een tekst staan persoonsgegevens." in said


def test_what_an_author_or_an_export_says_stays_text(empty: Path) -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    heads = ["Team", *exports.TEXTS, evil]
    put(
        empty,
        text([heads, *([evil, *(exports.label(one) for one in own), evil] for _, own in exports.ANSWERS)]),
        "<b>&'.csv",
    )
    edit(
        empty,
        "content/teams.yml",
        "Team Groen",
        escape(evil).replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "'"),
    )
    pages = [
        Visitor(empty).shown(),
        Visitor(empty).shown("import", file="private/<b>&'.csv", round=ROUND, team="groen"),
    ]
    for page in pages:
        assert [element.tag for element in page.every("img", "b")] == []
        assert [element.attributes for element in page.every("script")] == [{"src": "management.js"}]
        assert not [name for element in page.every() for name in element.attributes if name.startswith("on")]
    assert "<script>alert(1)</script>" in words(pages[1])
    assert "private/<b>&'.csv" in words(pages[0])


def test_the_pages_are_in_dutch_and_say_what_is_not(empty: Path) -> None:
    put(empty, CSV_EXPORTS["qualtrics"](), "q.csv")
    put(empty, CSV_EXPORTS["microsoft, English"](), "m.csv")
    run(empty, put(empty, CSV_EXPORTS["google"]()))
    confirm(empty)
    visitor = Visitor(empty)
    names = ["export.csv", "m.csv", "q.csv"]
    pages = [visitor.shown(), *(visitor.shown("import", file=f"private/{name}", round=ROUND) for name in names)]
    spoil_questions = (empty / QUESTIONS).read_text(encoding="utf-8").replace("[les-begin,", "[les-begn,")
    (empty / QUESTIONS).write_text(spoil_questions, encoding="utf-8")
    for page in [*pages, visitor.shown()]:
        [main] = page.every("main")
        dutch = _in_dutch(main)
        assert not ENGLISH.findall(dutch), dutch
        assert not NEVER.findall(dutch)


def _in_dutch(element: Element) -> str:
    """The words of an element but for code, cells of an export, and what says that it is English."""
    parts = [child if isinstance(child, str) else _in_dutch(child) for child in element.children]
    foreign = element.attributes.get("lang") == "en" or element.tag in ("code", "pre")
    return "" if foreign or element.attributes.get("scope") == "row" else " ".join(parts)


# ----- that they are fresh, and no part of a site ---------------------------------------------------------


def test_anything_that_a_page_is_made_of_gives_it_another_mark(folder: Path) -> None:
    visitor = Visitor(folder)
    marks = [visitor.page("state")]
    assert visitor.page("state") == marks[0]
    assert f'data-state="{marks[0]}"' in visitor.page()
    edit(folder, "content/teams.yml", "Team Groen", "Team Lente")
    marks.append(visitor.page("state"))
    put(folder, CSV_EXPORTS["google"]())
    marks.append(visitor.page("state"))
    (folder / SURVEY).unlink()
    marks.append(visitor.page("state"))
    visitor.pages = Pages(building=True, stopped="")
    marks.append(visitor.page("state"))
    assert len(set(marks)) == 5


def test_a_theme_that_cannot_be_read_is_told(folder: Path) -> None:
    write(
        folder,
        {
            f"theme/{path.relative_to(ROOT / 'theme')}": path.read_bytes()
            for path in (ROOT / "theme").rglob("*")
            if path.is_file()
        },
    )
    visitor = Visitor(folder)
    (folder / "theme" / "palette.yml").write_text("roles: [\n", encoding="utf-8")
    status, _, said = visitor.ask("/beheer/")
    assert (status, said.startswith("theme/palette.yml:")) == ("500 Internal Server Error", True)


def test_no_built_site_has_them(built_school: Path) -> None:
    found = contents(built_school / "site")
    assert LIST in found
    assert not [path for path in found if "beheer" in path or "management" in path]
    assert not [path for path, content in found.items() if b"/beheer/" in content]
