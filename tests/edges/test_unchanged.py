"""A site that is what a build would give is left alone, and any other is built."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from teamspiegel.edges import unchanged
from teamspiegel.edges.disk import Inputs, Project
from teamspiegel.edges.site_folder import write_list

from tests.projects import clone, contents, teamspiegel, write
from tests.schools import small

DAY = date(2026, 11, 27)
NOTHING = "Nothing to do"


def append(path: str, text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / path).write_text((folder / path).read_text() + text)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A school with a theme and a configuration of its own, and a site that its list says is whole."""
    folder = clone(tmp_path / "school")
    for path in ("content", "data"):
        for file in (folder / path).rglob("*"):
            if file.is_file():
                file.unlink()
    write(folder, {**small(), "private/names.txt": b"Jan de Wit\n", "site/index.html": b"<p>", "site/a/b.css": b"p {}"})
    write_list(folder / "site", ["index.html", "a/b.css"])
    found = Project(folder)
    made_of = unchanged.fingerprint(found, Inputs.of(found), (), DAY)
    assert made_of
    unchanged.remember(found, folder / "site", made_of)
    return found


def left_alone(project: Project, teams: tuple[str, ...] = (), day: date = DAY) -> bool:
    made_of = unchanged.fingerprint(project, Inputs.of(project), teams, day)
    return made_of is not None and unchanged.is_unchanged(project, project.folder / "site", made_of)


def test_what_is_the_same_is_left_alone(project: Project) -> None:
    assert left_alone(project)


@pytest.mark.parametrize(
    "change",
    [
        append("content/teams.yml", "\n"),
        append("data/start/blauw/survey.csv", "\n"),
        append("private/names.txt", "Piet\n"),
        append("theme/wording/nl/nav.yml", "\n"),
        append("theme/pages/team.md.jinja", " "),
        append("mkdocs.yml", "\n"),
        append("site/index.html", " "),
        append("site/.teamspiegel", "\n"),
        lambda folder: (folder / "site/a/b.css").unlink(),
        lambda folder: (folder / "content/teams.yml").rename(folder / "content/team.yml"),
        lambda folder: write(folder, {"content/guidance/nieuw.md": b"---\n"}),
    ],
    ids=["content", "data", "names", "words", "template", "configuration", "page", "list", "gone", "renamed", "new"],
)
def test_what_is_not_the_same_is_built(project: Project, change: Callable[[Path], object]) -> None:
    change(project.folder)
    assert not left_alone(project)


def test_another_day_or_other_teams_are_another_site(project: Project) -> None:
    assert not left_alone(project, day=date(2026, 11, 28))
    assert not left_alone(project, teams=("blauw",))


def test_another_program_makes_another_site(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "_programs", lambda: {"": b"newer"})
    assert not left_alone(project)


def test_another_clock_makes_another_site(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1774393200")
    assert not left_alone(project)


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        (append("theme/overrides/main.html", " "), True),
        (append("theme/overrides/.icons/ts/up.svg", " "), True),
        (append("mkdocs.yml", "\n"), True),
        (append("theme/pages/team.md.jinja", " "), False),
        (append("content/teams.yml", "\n"), False),
    ],
    ids=["template", "icon", "configuration", "our template", "content"],
)
def test_what_every_page_is_made_with(project: Project, change: Callable[[Path], object], differs: bool) -> None:
    before = unchanged.environment(project)
    assert before
    change(project.folder)
    assert (unchanged.environment(project) != before) is differs


def test_other_programs_are_another_environment(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = unchanged.environment(project)
    monkeypatch.setattr(unchanged, "_programs", lambda: {"": b"newer"})
    assert unchanged.environment(project) != before


def test_a_build_says_that_there_is_nothing_to_do_and_leaves_every_byte(school: Path) -> None:
    assert "Built" in teamspiegel("build", cwd=school).stdout
    before = contents(school)
    assert NOTHING in teamspiegel("build", cwd=school).stdout
    assert contents(school) == before
    append("content/teams.yml", "# Nog een regel.\n")(school)
    assert "Built" in teamspiegel("build", cwd=school).stdout
    assert NOTHING in teamspiegel("build", cwd=school).stdout
    assert "Built" in teamspiegel("build", "--zip", "site.zip", cwd=school).stdout
