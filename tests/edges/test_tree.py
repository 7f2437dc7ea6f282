"""What a disk holds besides a school's files, and what it does not let us read."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.edges.disk import Project, read_theme_tree, read_tree
from teamspiegel.edges.passphrases import read_passphrases
from teamspiegel.edges.tree import LARGEST, is_left_behind
from teamspiegel.reading.text import Unreadable

from tests.projects import write
from tests.schools import problems_of, small

NOBODY = 65534


@contextmanager
def locked_away(folder: Path, path: str) -> Iterator[None]:
    """While a file or folder may be read by nobody, and we are nobody: no permission stops root."""
    folder.chmod(0o755)
    (folder / path).chmod(0)
    me = os.geteuid()
    try:
        if me == 0:
            os.seteuid(NOBODY)
        yield
    finally:
        os.seteuid(me)
        (folder / path).chmod(0o755)


@pytest.fixture
def school() -> Iterator[Path]:
    """The small school in a folder that everybody may enter."""
    with tempfile.TemporaryDirectory() as folder:
        yield write(Path(folder), small())


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("data/start/blauw/survey.csv", "data/start/blauw/survey.csv:1: found a file that cannot be read (Permission "),
        ("data/start/blauw", "data/start/blauw/:1: found a folder that cannot be read (Permission denied)"),
        ("data", "data/:1: found a folder that cannot be read (Permission denied)"),
        ("content/instruments", "content/instruments/:1: found a folder that cannot be read (Permission denied)"),
        ("content/guidance", "content/guidance/:1: found a folder that cannot be read (Permission denied)"),
    ],
)
def test_what_cannot_be_read_is_a_problem_and_never_empty(school: Path, path: str, what: str) -> None:
    with locked_away(school, path):
        tree = read_tree(Project(school))
    messages = problems_of(tree)
    assert len(messages) == 1 and messages[0].startswith(what), messages


def test_what_cannot_be_read_hides_no_other_problem(school: Path) -> None:
    write(school, {"content/teams.yml": small()["content/teams.yml"].replace(b"members: 8", b"members: acht")})
    with locked_away(school, "data/start"):
        tree = read_tree(Project(school))
    messages = problems_of(tree)
    assert [message.partition(": found ")[0] for message in messages] == ["content/teams.yml:1", "data/start/:1"]


def test_a_link_that_leads_nowhere_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, small())
    (tmp_path / "data/start/blauw/survey.csv").unlink()
    (tmp_path / "data/start/blauw/survey.csv").symlink_to(tmp_path / "nowhere")
    (message,) = problems_of(read_tree(Project(tmp_path)))
    assert message.startswith("data/start/blauw/survey.csv:1: found a file that cannot be read (No such file")


def test_a_file_in_the_place_of_a_folder_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, {"content": b"", "data/start/blauw/survey.csv": b"x"})
    assert isinstance(read_tree(Project(tmp_path))["content/"], Unreadable)


def test_a_pipe_is_a_problem_and_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, small())
    os.mkfifo(tmp_path / "data/start/blauw/pipe.csv")
    found = read_tree(Project(tmp_path))["data/start/blauw/pipe.csv"]
    assert isinstance(found, Unreadable) and found.reason == "it is no ordinary file"


def test_a_file_that_is_much_too_large_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, small())
    with (tmp_path / "data/start/survey.csv").open("wb") as file:
        file.truncate(LARGEST + 1)
    (message,) = problems_of(read_tree(Project(tmp_path)))
    assert message.startswith("data/start/survey.csv:1: found a file that cannot be read (larger than 64 MB)")


def test_passphrases_and_themes_that_cannot_be_read_stop_at_once(tmp_path: Path) -> None:
    write(tmp_path, {"private/x": b"", "theme/x": b""})
    for path, read in (("private/passphrases.yml", read_passphrases), ("theme/y.yml", read_theme_tree)):
        (tmp_path / path).symlink_to(tmp_path / "nowhere")
        with pytest.raises(InputProblems) as caught:
            read(Project(tmp_path))
        assert str(caught.value).startswith(f"{path}:1: found a file that cannot be read (No such file")


LEFT_BEHIND = [
    "Thumbs.db", "thumbs.db", "ehthumbs.db", "desktop.ini", "Desktop.ini", ".DS_Store", "._survey.csv", "Icon\r",
    "~$survey.xlsx", ".~lock.survey.csv#", "~WRL0001.tmp", "__MACOSX", "__pycache__",
]  # fmt: skip


@pytest.mark.parametrize("name", LEFT_BEHIND)
@pytest.mark.parametrize("folder", ["content", "content/guidance", "content/instruments", "data/start/blauw"])
def test_what_programs_leave_behind_is_passed_over(tmp_path: Path, folder: str, name: str) -> None:
    write(tmp_path, {**small(), f"{folder}/{name}": b"\0"})
    assert read_tree(Project(tmp_path)) == small()


@pytest.mark.parametrize("name", ["survey.csv", "thumbs.yml", "desktop.md", "icon.yml", "~survey.csv", "lock.csv"])
def test_what_an_author_wrote_is_not(name: str) -> None:
    assert not is_left_behind(name)
