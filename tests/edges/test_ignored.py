"""What git would take along of a school in a folder of its own, asked of git itself."""

from pathlib import Path

import pytest
from teamspiegel.edges.ignored import warn, would_be_committed

from tests.projects import run, write
from tests.repositories import git, needs_git
from tests.schools import ROOT, small

FILES = {"private/names.txt": b"", "build/cache/a": b"", "site/index.html": b""}


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A folder in a work tree, with something in each of the folders that git should leave alone."""
    git(tmp_path, "init", "--quiet")
    return write(tmp_path / "de school", FILES)


@needs_git
@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ("", ["private", "build", "site"]),
        ("private/\n", ["build", "site"]),
        ("build\nsite/*\n", ["private"]),
        ("private/\nbuild/\nsite/\n", []),
        ("private/names.txt\nbuild/\nsite/\n", ["private"]),
    ],
)
def test_what_no_rule_is_about_is_found(school: Path, rules: str, found: list[str]) -> None:
    (school / ".gitignore").write_text(rules, encoding="utf-8")
    assert would_be_committed(school) == found


@needs_git
def test_rules_of_the_repository_and_of_the_folder_itself_count(school: Path) -> None:
    (school.parent / ".gitignore").write_text("build/\n", encoding="utf-8")
    (school / "private" / ".gitignore").write_text("*\n", encoding="utf-8")
    assert would_be_committed(school) == ["site"]


@needs_git
def test_a_folder_that_is_not_there_is_not_told(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    assert would_be_committed(tmp_path) == []
    assert would_be_committed(write(tmp_path, {"private/names.txt": b""})) == ["private"]


def test_without_a_work_tree_or_git_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert would_be_committed(write(tmp_path, FILES)) == []
    monkeypatch.setenv("PATH", "")
    assert would_be_committed(tmp_path) == []


@needs_git
def test_it_is_told_in_one_line_without_what_is_in_it(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    warn(school)
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("Git does not ignore private/ and build/ and site/: add a line for each to .gitignore")
    assert told.err.count("\n") == 1


@needs_git
def test_check_tells_it_and_goes_on(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    write(tmp_path, small() | {"private/names.txt": b""})
    result = run("teamspiegel", "check", cwd=tmp_path)
    assert (result.returncode, result.stdout.startswith("No problems")) == (0, True)
    expected = "Git does not ignore private/: add this line to .gitignore, or they may be committed.\n"
    assert result.stderr == expected


@needs_git
def test_this_repository_ignores_all_of_them(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    write(tmp_path, FILES | {".gitignore": (ROOT / ".gitignore").read_bytes()})
    assert would_be_committed(tmp_path) == []
