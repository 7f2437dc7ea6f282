"""Disk: what is read, what is touched, and what stays when something goes wrong."""

import os
from pathlib import Path

import pytest
from teamspiegel.edges.disk import PACKAGE, Project, read_theme_tree, read_tree, write_tree

from tests.projects import PROGRAMS, as_nobody_special, contents, write
from tests.schools import ROOT, problems_of, small

LONG_AGO = 1_000_000_000


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A docs folder that was written long ago."""
    folder = tmp_path / "docs"
    write_tree(folder, {"index.md": b"# Home\n", "teams/blue/index.md": b"# Blue\n"})
    write(folder, {".gitkeep": b""})
    for path in folder.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    return folder


def touched(folder: Path) -> list[str]:
    """The files that were written since long ago."""
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.stat().st_mtime != LONG_AGO
    ]


# ----- writing -----------------------------------------------------------------------------------------


def test_only_what_differs_is_touched(docs: Path) -> None:
    files = {"index.md": b"# Home\n", "teams/blue/index.md": b"# Blue!\n", "new.md": b"# New\n"}
    assert write_tree(docs, files) == 2
    assert touched(docs) == ["new.md", "teams/blue/index.md"]
    assert {path: (docs / path).read_bytes() for path in files} == files


def test_writing_the_same_again_touches_nothing(docs: Path) -> None:
    assert write_tree(docs, {"index.md": b"# Home\n", "teams/blue/index.md": b"# Blue\n"}) == 0
    assert touched(docs) == []


def test_what_is_stale_goes_with_its_empty_folders_and_the_placeholder_stays(docs: Path) -> None:
    assert write_tree(docs, {"index.md": b"# Home\n"}) == 1
    assert sorted(contents(docs)) == [".gitkeep", "index.md"]


def test_a_file_may_take_the_name_of_a_folder_and_the_other_way_round(docs: Path) -> None:
    files = {"index.md/x.md": b"x", "teams": b"y"}
    write_tree(docs, files)
    assert {path: (docs / path).read_bytes() for path in files} == files


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    assert write_tree(tmp_path / "a" / "b", {"c/d.md": b"x"}) == 1
    assert (tmp_path / "a" / "b" / "c" / "d.md").read_bytes() == b"x"


def test_a_link_is_replaced_and_what_it_leads_to_stays(docs: Path, tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"mine.md": b"mine"}) / "mine.md"
    (docs / "stale.md").symlink_to(outside)
    write_tree(docs, {"index.md": b"# Home\n"})
    assert outside.read_bytes() == b"mine"
    assert sorted(contents(docs)) == [".gitkeep", "index.md"]


# ----- reading -----------------------------------------------------------------------------------------


def test_the_files_of_content_and_data_are_read_and_nothing_else(tmp_path: Path) -> None:
    tree = {"content/teams.yml": b"x", "data/round/é ü.csv": b"y"}
    hidden = {"content/.teams.yml.swp": b"", "data/.git/x": b"", "data/__pycache__/x.pyc": b"", "other/z.yml": b""}
    write(tmp_path, {**tree, **hidden, "readme.md": b""})
    assert read_tree(Project(tmp_path)) == tree


def test_of_what_is_private_only_the_list_of_names_is_read(tmp_path: Path) -> None:
    names = {"private/names.txt": b"Tjitske"}
    write(tmp_path, {**names, "content/teams.yml": b"x", "private/export.csv": b"y", "private/old/names.txt": b"z"})
    assert read_tree(Project(tmp_path)) == {**names, "content/teams.yml": b"x"}


@pytest.mark.parametrize("name", ["Names.txt", "names.txt.txt", "namen.txt"])
def test_a_list_of_names_under_another_name_is_a_problem(tmp_path: Path, name: str) -> None:
    tree = read_tree(Project(write(tmp_path, {**small(), f"private/{name}": b"Tjitske Kwak\n"})))
    expected = [f"private/{name}:1: found a list of names under another name; expected private/names.txt; rename it"]
    assert problems_of(tree) == expected


def test_a_private_folder_that_cannot_be_looked_into_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, small())
    (tmp_path / "private").symlink_to("nowhere")
    (told,) = problems_of(read_tree(Project(tmp_path)))
    assert told.startswith("private/:1: found") and "No such file" in told


def test_nobody_says_no_problems_where_a_list_of_names_may_be(tmp_path: Path) -> None:
    write(tmp_path, {**small(), "private/names.txt": b"Tjitske Kwak\n"})
    (tmp_path / "private").chmod(0)
    checked = as_nobody_special(PROGRAMS / "teamspiegel", "--project", tmp_path, "check")
    (tmp_path / "private").chmod(0o700)
    assert (checked.returncode, checked.stderr.split(";")[0]) == (
        1,
        "private/:1: found a folder that cannot be read (Permission denied)",
    )


def test_a_project_without_content_or_data_is_empty(tmp_path: Path) -> None:
    assert read_tree(Project(tmp_path)) == {}


def test_links_are_followed_but_not_in_circles(tmp_path: Path) -> None:
    share = write(tmp_path / "share", {"blue/survey.csv": b"x", "teams.yml": b"y"})
    project = write(tmp_path / "project", {"data/round/green/survey.csv": b"z"})
    (project / "content").mkdir()
    (project / "content" / "teams.yml").symlink_to(share / "teams.yml")
    (project / "data" / "round" / "blue").symlink_to(share / "blue")
    (project / "data" / "round" / "again").symlink_to(project / "data")
    assert read_tree(Project(project)) == {
        "content/teams.yml": b"y",
        "data/round/blue/survey.csv": b"x",
        "data/round/green/survey.csv": b"z",
    }


# ----- whose theme -------------------------------------------------------------------------------------


def test_a_project_without_a_theme_has_the_products(tmp_path: Path) -> None:
    project = Project(tmp_path)
    assert project.mkdocs_config == ROOT / "mkdocs.yml"
    assert project.theme == ROOT / "theme"
    assert "theme/palette.yml" in read_theme_tree(project)


def test_a_project_may_have_its_own(tmp_path: Path) -> None:
    project = Project(write(tmp_path, {"theme/palette.yml": b"x", "mkdocs.yml": b"y"}))
    assert project.mkdocs_config == tmp_path / "mkdocs.yml"
    assert read_theme_tree(project) == {"theme/palette.yml": b"x"}


def test_letters_of_a_theme_are_read_whatever_their_file_is_called(tmp_path: Path) -> None:
    # What typesets finds such a file too, so what is made follows from it.
    fonts = {"theme/fonts/.a.ttf": b"x", "theme/fonts/more/b.otf": b"y"}
    write(tmp_path, {**fonts, "theme/.hidden": b"z"})
    assert read_theme_tree(Project(tmp_path)) == fonts


def test_the_package_is_where_the_tests_think_it_is() -> None:
    assert PACKAGE == ROOT / "generator" / "teamspiegel"
