"""`teamspiegel new`: a school from nothing, by the installed wheel too, and one more of something."""

import subprocess
import sys
import sysconfig
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from time import sleep
from typing import Any

import pytest
import yaml
from teamspiegel.edges import whole
from teamspiegel.edges.disk import Project
from teamspiegel.edges.new import PART, add_entry, new_school
from teamspiegel.edges.work import held
from teamspiegel.reading.definitions import read_declarations

from tests.edges.test_cli import invoke
from tests.projects import ENVIRONMENT, contents, write
from tests.repositories import git, needs_git
from tests.schools import ROOT, Files, below, problems_of

WORKFLOW = ".github/workflows/site.yml"


def run(*command: str | Path, cwd: Path) -> str:
    result = subprocess.run(command, cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of the wheel, in an environment of its own: no checkout anywhere near, libraries from this one."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    [wheel] = folder.glob("*.whl")
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", cwd=folder)
    python = folder / "venv" / "bin" / "python"
    offline = ["--no-index", "--no-deps", "--disable-pip-version-check", "-q"]
    run(sys.executable, "-m", "pip", "--python", python, "install", *offline, wheel, cwd=folder)
    # A path in such a file is looked in after the environment's own packages, and its own .pth files are not read.
    [packages] = (folder / "venv").glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(sysconfig.get_paths()["purelib"], encoding="utf-8")
    return python.with_name("teamspiegel")


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A new school, as the command of this checkout makes it."""
    new_school(tmp_path / "school")
    return tmp_path / "school"


def test_the_wheel_makes_a_school_that_builds_at_once(installed: Path, tmp_path: Path, school: Path) -> None:
    own = tmp_path / "van niets"
    said = run(installed, "new", own, cwd=tmp_path)
    assert "made up" in said
    assert contents(own) == contents(school)
    python = installed.with_name("python")
    package = run(python, "-c", "import teamspiegel; print(teamspiegel.__file__)", cwd=tmp_path)
    assert Path(package).is_relative_to(installed.parents[1])
    assert "1 team, 1 measured team round." in run(installed, "check", cwd=own)
    run(installed, "build", cwd=own)
    home = (own / "site" / "index.html").read_text(encoding="utf-8")
    assert "verzonnen" in home


def test_a_school_from_nothing_has_all_of_it(school: Path) -> None:
    files = {path.relative_to(school).as_posix() for path in school.rglob("*") if path.is_file()}
    assert {".gitignore", "README.md", "requirements.txt", WORKFLOW} <= files
    kinds = ["settings.yml", "teams.yml", "rounds.yml", "instruments/", "sessions/", "learning-questions/", "guidance/"]
    assert all(any(path.startswith(f"content/{kind}") for path in files) for kind in kinds)
    assert problems_of(below(school, "content", "data")) == []


def test_the_library_is_the_repository_s_own(school: Path) -> None:
    shipped = below(ROOT, "content/guidance")
    assert below(school, "content/guidance") == shipped
    assert not list((ROOT / "generator").rglob("*.md"))[1:], "no second copy: only the README of a new school"


@needs_git
def test_what_must_stay_inside_is_ignored_from_the_start(school: Path) -> None:
    git(school, "init", "--quiet")
    for name in ("private", "build", "site", "dist"):
        (school / name).mkdir()
        (school / name / "file").touch()
    git(school, "add", "--all")
    tracked = git(school, "ls-files").splitlines()
    assert "content/teams.yml" in tracked
    assert not [path for path in tracked if path.startswith(("private/", "build/", "site/", "dist/"))]


def test_every_definition_has_a_comment_in_dutch(school: Path) -> None:
    for path in school.glob("content/*.yml"):
        assert "# De " in path.read_text(encoding="utf-8")


def test_the_workflow_is_the_repository_s_but_for_the_setting_up(school: Path) -> None:
    def loaded(path: Path) -> Any:
        return yaml.safe_load(path.read_text(encoding="utf-8"))

    own, ours = loaded(school / WORKFLOW), loaded(ROOT / WORKFLOW)
    assert own["jobs"]["deploy"] == ours["jobs"]["deploy"]
    differ = [
        theirs["name"] if "name" in theirs else theirs["uses"].partition("@")[0]
        for theirs, mine in zip(ours["jobs"]["site"]["steps"], own["jobs"]["site"]["steps"], strict=True)
        if theirs != mine
    ]
    assert differ == ["actions/setup-python", "Set up"]
    assert own["permissions"] == ours["permissions"]


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    result = invoke("new", tmp_path)
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert "is not empty" in result.output
    assert contents(tmp_path) == {"note.txt": b"mine"}


def test_a_folder_that_git_keeps_already_will_do(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert new_school(tmp_path) > 10


FULL = OSError(28, "No space left on device")


@pytest.mark.parametrize("reason", [FULL, KeyboardInterrupt()], ids=["full disk", "Ctrl-C"])
@pytest.mark.parametrize("at", [1, 2, 30, 60])
@pytest.mark.parametrize("before", [None, {}, {".git/HEAD": b"x"}], ids=["no folder", "empty", "git"])
def test_a_school_that_is_broken_off_while_it_is_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: BaseException, at: int, before: Files | None
) -> None:
    folder = tmp_path / "nieuw" / "school"
    if before is not None:
        folder.mkdir(parents=True)
        write(folder, before)
    was, count, written = contents(tmp_path), 0, whole._write

    def broken_off(path: Path, content: bytes, mode: int) -> None:
        nonlocal count
        count += 1
        path.write_bytes(content[:1])
        if count == at:
            raise reason
        written(path, content, mode)

    monkeypatch.setattr(whole, "_write", broken_off)
    with pytest.raises(type(reason)):
        new_school(folder)
    assert contents(tmp_path) == was
    monkeypatch.undo()
    assert new_school(folder) > 60


@pytest.mark.parametrize("at", [1, 3, 6])
def test_a_school_that_is_broken_off_while_it_is_put_in_its_place_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    count, replace = 0, Path.replace

    def broken_off(self: Path, target: Path) -> Path:
        nonlocal count
        count += self.parent.name == PART
        moved = replace(self, target)
        if count == at:
            raise KeyboardInterrupt
        return moved

    (tmp_path / "school").mkdir()
    monkeypatch.setattr(Path, "replace", broken_off)
    with pytest.raises(KeyboardInterrupt):
        new_school(tmp_path / "school")
    assert contents(tmp_path) == {"school": b""}


KILLED = """
import os, signal, sys
from pathlib import Path
from teamspiegel.edges import new, whole
written, left = whole._write, [20]
def killed(*words):
    written(*words)
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
whole._write = killed
new.new_school(Path(sys.argv[1]))
"""


def test_after_a_kill_a_second_try_makes_the_school(tmp_path: Path, school: Path) -> None:
    folder = tmp_path / "other"
    assert subprocess.run([sys.executable, "-c", KILLED, folder], env=ENVIRONMENT).returncode == -9
    assert [path.name for path in folder.iterdir()] == [PART]
    new_school(folder)
    assert contents(folder) == contents(school)


@pytest.mark.parametrize("words", ["talen", "content/talen"])
def test_a_school_is_not_made_in_another(school: Path, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """Somebody forgot the word team."""
    before = contents(school)
    monkeypatch.chdir(school)
    result = invoke("new", words)
    assert result.exit_code == 2
    assert f"{words} would be a school in the school {school}; did you mean" in result.output
    assert f"`teamspiegel new team {words}`" in result.output
    assert contents(school) == before


def test_one_more_is_added_and_told_by_its_line(school: Path) -> None:
    result = invoke("--project", school, "new", "team", "talen", "--members", "9")
    assert (result.exit_code, result.output.partition(". ")[0]) == (0, "Written: content/teams.yml:7")
    result = invoke("--project", school, "new", "question", "talen")
    assert result.exit_code == 0
    assert invoke("--project", school, "new", "instrument", "kijken", "--kind", "scan").exit_code == 0
    assert b"kind: scan\n" in contents(school)["content/instruments/kijken.yml"]
    assert invoke("--project", school, "check").exit_code == 0
    before = contents(school)
    again = invoke("--project", school, "new", "question", "talen")
    assert (again.exit_code, again.output.count("\n")) == (2, 1)
    assert contents(school) == before


@pytest.mark.parametrize(
    "words",
    [
        ["team", "talen"],
        ["round", "x", "--members", "3"],
        ["rond", "x"],
        ["team"],
        ["team", "A", "b"],
        ["round", "x", "--kind", "plg"],
        ["instrument", "x", "--kind", "plg"],
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(school: Path, words: list[str]) -> None:
    before = contents(school)
    assert invoke("--project", school, "new", *words).exit_code == 2
    assert contents(school) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["team", "school", "--members", "9"], "content/teams.yml:7: found id 'school', by which the part of a locked"),
        (
            ["team", "groot", "--members", "99999"],
            "content/teams.yml:9: found '99999' for key 'members'; expected a nu",
        ),
    ],
)
def test_what_would_make_a_problem_is_not_written_and_says_which(school: Path, words: list[str], said: str) -> None:
    before = contents(school)
    result = invoke("--project", school, "new", *words)
    assert result.exit_code == 2
    problem, last = result.output.splitlines()
    assert problem.startswith(said)
    assert last == f"Nothing was written: with team '{words[1]}' there would be 1 problem."
    assert contents(school) == before


def test_a_school_with_a_problem_of_its_own_can_have_one_more(school: Path) -> None:
    rounds = school / "content" / "rounds.yml"
    rounds.write_bytes(rounds.read_bytes().replace(b"kind: ", b"kinds: "))
    assert invoke("--project", school, "check").exit_code == 1
    assert invoke("--project", school, "new", "team", "talen", "--members", "9").exit_code == 0
    rounds.write_bytes(b"{")
    result = invoke("--project", school, "new", "question", "talen")
    assert (result.exit_code, result.output.partition(": ")[0]) == (1, "content/rounds.yml:1")


def test_what_another_command_added_meanwhile_stays(school: Path) -> None:
    """It is decided what to write when no other command writes."""
    teams = school / "content" / "teams.yml"
    with ThreadPoolExecutor(1) as other:
        with held(school):
            waiting = other.submit(add_entry, Project(school), "team", "talen", date(2026, 11, 27), 9)
            sleep(1)  # until it waits: it would have read the list by then
            assert not waiting.done()
            with teams.open("a", encoding="utf-8") as file:
                file.write("- {id: exact, name: Exact, members: 7}\n")
        waiting.result(60)
    assert read_declarations(below(school, "content"))[0].team_ids == ("voorbeeldteam", "exact", "talen")


def test_of_the_same_entry_at_once_one_is_written(school: Path) -> None:
    words = ["new", "session", "2026-12-01-voorbeeldteam"]
    command = [sys.executable, "-m", "teamspiegel", "--project", str(school), *words]
    started = [subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [one.communicate(timeout=120)[1] for one in started]
    assert sorted(one.returncode for one in started) == [0, 2, 2]
    assert sum("is there already; open it and add to it" in one for one in said) == 2
