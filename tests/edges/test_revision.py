"""A project's files out of git's objects: the same as on disk, wherever the project lies, and nothing is touched."""

import os
from pathlib import Path

import pytest
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.edges.disk import Project, read_tree
from teamspiegel.edges.revision import RevisionError, commit_of, read_commit

from tests.projects import contents, write
from tests.repositories import commit, git, needs_git
from tests.schools import change, small

pytestmark = needs_git

SURVEY = "data/start/blauw/survey.csv"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """The small school in a repository with one commit."""
    folder = write(tmp_path / "school", small())
    commit(folder)
    return folder


def tree(folder: Path, revision: str) -> dict[str, bytes]:
    return read_commit(folder, commit_of(folder, revision))


# ----- the files ---------------------------------------------------------------------------------------


def test_a_commit_holds_what_was_on_disk(school: Path) -> None:
    then = read_tree(Project(school))
    assert then == small()
    write(school, change(small(), SURVEY, "r1,4,", "r1,1,"))
    (school / "data/start/observations.csv").unlink()
    assert tree(school, "HEAD") == then


def test_nothing_is_touched(school: Path) -> None:
    """Neither the working tree nor anything that git keeps."""
    write(school, change(small(), SURVEY, "r1,4,", "r1,1,"))
    write(school, {"data/new.csv": b""})
    git(school, "add", "data/new.csv")
    before = contents(school)
    tree(school, "HEAD")
    assert contents(school) == before


def test_every_revision_has_its_own_files(school: Path) -> None:
    first = commit_of(school, "HEAD")
    write(school, {SURVEY: b"second"})
    git(school, "checkout", "--quiet", "-b", "more")
    second = commit(school)
    git(school, "tag", "--annotate", "--message", "As handed in", "handed-in", first)
    names = {"HEAD": second, "HEAD~1": first, "more": second, "handed-in": first, first: first, first[:10]: first}
    assert {name: commit_of(school, name) for name in names} == names
    assert tree(school, "handed-in") == small()
    assert tree(school, "more") == {**small(), SURVEY: b"second"}


def test_the_project_may_lie_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    folder = write(tmp_path / "scholen" / "de eerste", small())
    write(tmp_path, {"content/teams.yml": b"another school", "data/else.csv": b"another school"})
    commit(tmp_path)
    assert tree(folder, "HEAD") == small()


def test_any_name_and_any_content(tmp_path: Path) -> None:
    files = {
        "data/met spatie/één (1).csv": "é\r\n".encode(),
        "data/two\nlines\tand a tab.csv": b"\n\nno end of line",
        "data/'quoted\" *?[x] \\.csv": bytes(range(256)),
        "content/empty.yml": b"",
    }
    commit(write(tmp_path / "a school", files))
    assert tree(tmp_path / "a school", "HEAD") == files == read_tree(Project(tmp_path / "a school"))


def test_what_reading_a_folder_leaves_out_is_left_out(tmp_path: Path) -> None:
    hidden = dict.fromkeys(
        ["data/.draft.csv", "data/.old/a.csv", "data/__pycache__/a.pyc", "other/a.csv", "a.csv"], b""
    )
    commit(write(tmp_path, {**hidden, "data/a.csv": b"", "content/a.yml": b""}))
    assert tree(tmp_path, "HEAD").keys() == {"data/a.csv", "content/a.yml"} == read_tree(Project(tmp_path)).keys()


@pytest.mark.parametrize("files", [{"readme": b""}, {"data/a.csv": b""}, {"content/a.yml": b""}], ids=str)
def test_a_folder_that_did_not_exist_has_no_files(tmp_path: Path, files: dict[str, bytes]) -> None:
    commit(write(tmp_path, files))
    assert tree(tmp_path, "HEAD") == {path: content for path, content in files.items() if "/" in path}


def test_a_file_that_is_kept_out_of_archives_is_read(tmp_path: Path) -> None:
    """A school may keep its answers out of what GitHub hands out as a download."""
    commit(write(tmp_path, {".gitattributes": b"data export-ignore\n", "data/a.csv": b"a"}))
    assert tree(tmp_path, "HEAD") == {"data/a.csv": b"a"}


@pytest.mark.parametrize("link", ["data/link.csv", "content"])
def test_a_link_is_a_problem_that_is_named(tmp_path: Path, link: str) -> None:
    write(tmp_path, {"data/a.csv": b"a", "elsewhere/a.yml": b""})
    (tmp_path / link).symlink_to(tmp_path / "elsewhere")
    commit(tmp_path)
    with pytest.raises(InputProblems) as raised:
        tree(tmp_path, "HEAD")
    [problem] = raised.value.problems
    assert (problem.path, problem.found) == (link, "a link or a submodule in an earlier commit")


def test_a_file_that_git_has_lost_is_told(school: Path) -> None:
    blob = git(school, "rev-parse", f"HEAD:{SURVEY}")
    (school / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(RevisionError, match=f"^git lacks object {blob} of that commit$"):
        tree(school, "HEAD")


# ----- what is no commit -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "revision",
    [
        "",
        " ",
        "-",
        "--all",
        "-h",
        "--output=x",
        "nosuch",
        "0" * 40,
        "^HEAD",
        "HEAD^5",
        "HEAD..HEAD",
        "HEAD:data",
        "a b",
    ],
)
def test_what_is_no_commit_is_said_in_a_line(school: Path, revision: str) -> None:
    before = contents(school)
    with pytest.raises(RevisionError) as raised:
        commit_of(school, revision)
    assert str(raised.value) == f"git knows no commit '{revision.strip()}' here"
    assert contents(school) == before


def test_a_long_text_of_several_lines_is_told_in_a_short_one(school: Path) -> None:
    with pytest.raises(RevisionError) as raised:
        commit_of(school, "a\nb" * 1000)
    assert str(raised.value).count("\n") == 0 and len(str(raised.value)) < 80


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    with pytest.raises(RevisionError, match=r"^git knows no commit 'HEAD' here$"):
        commit_of(tmp_path, "HEAD")


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(RevisionError) as raised:
        commit_of(tmp_path, "HEAD")
    assert str(raised.value).startswith(f"{tmp_path} has no git history that can be read (not a git repository")
    assert "\n" not in str(raised.value)


def test_no_git(school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RevisionError, match=r"has no git history that can be read \(git is not installed\)$"):
        commit_of(school, "HEAD")


def test_a_hook_of_another_repository_does_not_lead_astray(
    school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git tells its hooks by variables which repository they are for; the project names its own."""
    other = write(tmp_path / "other", {"data/other.csv": b""})
    commit(other)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", os.devnull)
    monkeypatch.setenv("GIT_PREFIX", "data/")
    assert tree(school, "HEAD") == small()
