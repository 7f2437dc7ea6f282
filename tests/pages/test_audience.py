"""A locked site, as far as the docs folder goes: what stands where, and that no name of a file tells anything."""

import csv
import io
import re
import zipfile
from functools import cache
from posixpath import dirname, normpath
from urllib.parse import unquote

import pytest
from teamspiegel.contracts.site import NavItem, Part, Site
from teamspiegel.reading.passphrases import Sources
from teamspiegel.reading.read import read_school

from tests.locks import variables
from tests.schools import demonstration
from tests.sites import nav_pages, pages, shown, site

SCHOOL = "school"


@cache
def teams() -> tuple[str, ...]:
    return tuple(read_school(demonstration())[0].team_by_id)


@cache
def locked(with_school: bool = True) -> Site:
    """The demonstration as a locked site."""
    ids = [*teams(), *([SCHOOL] if with_school else [])]
    return site(demonstration(), sources=Sources(None, variables(ids)))


@cache
def opened() -> Site:
    return site(demonstration())


def part_of(built: Site, id_: str) -> Part:
    (found,) = (part for part in built.parts if part.id == id_)
    return found


def pages_of(built: Site, part: Part | None) -> dict[str, str]:
    """The pages of a part, or those for everybody."""
    owned = {file for one in built.parts for file in one.files}
    wanted = set(part.files) if part else set(built.files) - owned
    return {path: text for path, text in pages(built).items() if path in wanted}


def told_by(built: Site, part: Part | None) -> str:
    """Everything in those pages, and their paths."""
    return "\n".join(f"{path}\n{text}" for path, text in pages_of(built, part).items())


def texts_of(team: str) -> list[str]:
    """What only this team may read: its questions, its meetings, and the drawings that it looks at."""
    definitions, _ = read_school(demonstration())
    found = [text for asked in definitions.questions.get(team, ()) for text in (asked.question, asked.why)]
    for session in definitions.sessions:
        if session.team == team:
            found += [session.title, *session.observations, *(decision.what for decision in session.decided)]
    return [*found, f"{team}--"]


def names_of(team: str) -> list[str]:
    """What pages of this team are called after in an open site."""
    definitions, _ = read_school(demonstration())
    asked = [f"leervragen/{question.id}" for question in definitions.questions.get(team, ())]
    return [*asked, *(f"bijeenkomsten/{session.date}" for session in definitions.sessions if session.team == team)]


# ----- what stands where -------------------------------------------------------------------------------


def test_an_open_site_has_no_parts() -> None:
    assert opened().parts == ()


def test_there_is_a_part_for_every_team_and_one_for_all_of_them() -> None:
    assert [part.id for part in locked().parts] == [*teams(), SCHOOL]


def test_every_page_of_the_open_site_is_in_the_locked_one() -> None:
    assert len(pages(locked())) == len(pages(opened()))


@pytest.mark.parametrize("team", ["horeca", "techniek", "zorg-en-welzijn"])
def test_what_a_team_asked_and_agreed_stands_in_its_own_part_only(team: str) -> None:
    texts, names = texts_of(team), names_of(team)
    assert len(texts) > 2 and names
    own = told_by(locked(), part_of(locked(), team))
    plain = {text: re.sub(r"[^\w\s]", ".{1,6}", text) for text in texts}  # Markdown has entities for some letters
    assert [text for text in texts if not re.search(plain[text], own)] == []
    others = [None, *(part for part in locked().parts if part.id not in (team, SCHOOL))]
    found = [(text, part) for text in [*texts, *names] for part in others if text in told_by(locked(), part)]
    assert found == []
    paths = " ".join([*locked().files, *nav_pages(locked().nav)])
    assert [name for name in names if name in paths] == []
    assert [name for name in names if name not in " ".join(opened().files)] == []


def test_what_is_for_everybody_tells_no_result() -> None:
    """No number of a team, no response, no flag beside an item; the open site has all of them in those places."""
    public = pages_of(locked(), None)
    assert {path for path in public if "ts-flag--low" in public[path]} == {"hoe-lees-je-dit.md"}  # which explains them
    everything = "".join(pages(opened())[path] for path in public)
    results = ["vulden de vragenlijst in", "Wat jullie cijfers hierover zeggen", "Leervragen die nu bij deze stap zijn"]
    assert [text for text in results if text not in everything] == []
    assert [text for text in results if text in told_by(locked(), None)] == []


def test_home_names_every_team_and_nothing_else_about_them() -> None:
    cards = [one for one in shown(pages(locked())["index.md"]).every("div") if one.attributes.get("class") == "ts-card"]
    names = [team.name for team in read_school(demonstration())[0].teams]
    assert [" ".join(card.text().split()) for card in cards] == [
        f"{name} Op slot: open met de wachtzin van je team." for name in names
    ]


def test_the_method_page_says_what_the_lock_does_only_where_there_is_one() -> None:
    assert "## Op slot" in pages(locked())["verantwoording.md"]
    assert "Meegedaan</th>" not in pages(locked())["verantwoording.md"]
    assert "Op slot" not in pages(opened())["verantwoording.md"]


def test_pages_of_a_part_can_be_locked_again_and_others_not() -> None:
    locked_pages = {file for part in locked().parts for file in part.files if file.endswith(".md")}
    assert {path for path, text in pages(locked()).items() if "ts-lock-again" in text} == locked_pages
    assert not [path for path, text in pages(opened()).items() if "ts-lock-again" in text]


# ----- several teams -----------------------------------------------------------------------------------


def test_without_a_passphrase_nothing_that_shows_several_teams_is_made() -> None:
    built = locked(with_school=False)
    assert [part.id for part in built.parts] == [*teams()]
    in_parts = {file for part in built.parts for file in part.files}
    assert not [
        path
        for path in built.files
        if path.startswith(("school/", "downloads/", "grafieken/")) and path not in in_parts
    ]
    assert "de hele school" not in pages(built)["index.md"]
    assert "school/index.md" not in set(nav_pages(built.nav))


def rows(built: Site, path: str) -> set[str]:
    """The teams in a download."""
    return {row["team"] for row in csv.DictReader(io.StringIO(built.files[path].decode()))}


@pytest.mark.parametrize("name", ["indicatoren.csv", "lesbanden.csv"])
def test_the_downloads_of_a_part_hold_its_own_rows(name: str) -> None:
    everybody = rows(opened(), f"downloads/{name}")
    assert len(everybody) > 1
    assert rows(locked(), f"school/downloads/{name}") == everybody
    for team in everybody:
        assert rows(locked(), f"teams/{team}/downloads/{name}") == {team}
        whole = opened().files[f"downloads/{name}"].splitlines()
        own = [line for line in whole if line.startswith(f"{team},".encode())]
        assert locked().files[f"teams/{team}/downloads/{name}"].splitlines()[1:] == own
    assert f"downloads/{name}" not in locked().files


def test_a_workbook_names_its_own_team_only() -> None:
    names = {team.id: team.name for team in read_school(demonstration())[0].teams}
    with zipfile.ZipFile(io.BytesIO(locked().files["teams/techniek/downloads/indicatoren.xlsx"])) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    assert [name for name in names.values() if name in strings] == [names["techniek"]]


# ----- names -------------------------------------------------------------------------------------------


def test_the_name_of_a_locked_page_is_a_number() -> None:
    for part in locked().parts:
        own = [file for file in part.files if file.endswith(".md")]
        assert own == [f"{part.folder}/index.md", *(f"{part.folder}/{number}.md" for number in range(1, len(own)))]
    assert {part.folder for part in locked().parts} == {*(f"teams/{team}" for team in teams()), "school"}


def test_every_file_is_for_everybody_or_in_one_part() -> None:
    files = [file for part in locked().parts for file in part.files]
    assert len(files) == len(set(files))
    assert set(files) <= set(locked().files)
    public = set(locked().files) - set(files)
    assert {path.partition("/")[0] for path in public} == {
        "assets",
        "hulp",
        "index.md",
        "hoe-lees-je-dit.md",
        "robots.txt",
        "verantwoording.md",
    }


LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)")


def test_every_link_leads_to_a_file() -> None:
    found = 0
    for path, text in pages(locked()).items():
        for target in LINK.findall(text):
            found += 1
            assert normpath(f"{dirname(path)}/{unquote(target)}").lstrip("/") in locked().files, (path, target)
    assert found > 900


def test_the_navigation_has_every_page_once() -> None:
    found = list(nav_pages(locked().nav))
    assert sorted(found) == sorted(pages(locked()))


def test_titles_in_the_navigation_are_those_of_the_open_site() -> None:
    def titles(items: tuple[NavItem, ...]) -> list[str]:
        return [title for item in items for title in (item.title, *titles(item.children))]

    assert titles(locked().nav) == titles(opened().nav)


def test_a_shell_tells_whose_page_it_is_and_no_more() -> None:
    for part in locked().parts:
        assert "<title>Vergrendeld - Voorbeeldcollege De Spiegel</title>" in part.shell
        assert part.shell.count(Part.POLICY) == part.shell.count(Part.SEALED) == 1
        assert not re.search(r"<script(?! src=)|<style| style=| on\w+=", part.shell)  # a strict policy allows none
    assert "<strong>Team Horeca</strong>" in part_of(locked(), "horeca").shell
    assert 'src="../../assets/locked.js"' in part_of(locked(), "horeca").shell
    assert 'src="../assets/locked.js"' in part_of(locked(), SCHOOL).shell


def test_no_passphrase_is_in_the_pages_or_parts() -> None:
    """Nothing that makes them has one."""
    assert "wörtels" not in repr(locked())


def test_only_some_teams() -> None:
    built = site(demonstration(), ["techniek"], sources=Sources(None, variables(["techniek", SCHOOL])))
    assert [part.id for part in built.parts] == ["techniek"]  # of one team there is no page of several
    assert not [path for path in built.files if "horeca" in path]
