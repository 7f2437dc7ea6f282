"""The set-up: what is pinned is what is declared, and the scripts say in one line what is missing."""

import re
import shutil
import subprocess
import tomllib
from collections.abc import Mapping
from importlib.metadata import metadata, requires, version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from teamspiegel.edges.site_folder import write_list

from tests.repositories import needs_git

ROOT = Path(__file__).parents[1]
FIND_CHROMIUM = ROOT / "tests" / "browser" / "find-chromium"
MAKE_VENV = ROOT / "tools" / "make-venv"


# ----- constraints.txt ---------------------------------------------------------------------------------


def lines() -> list[str]:
    return (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()


def pins() -> dict[str, str]:
    return {name: pinned for name, pinned in (line.split("==") for line in lines())}


def declared() -> dict[str, list[Requirement]]:
    """The requirements in pyproject.toml, by what they are for."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = {
        "build": project["build-system"]["requires"],
        "site": project["project"]["dependencies"],
        **project["project"]["optional-dependencies"],
    }
    own = {f"teamspiegel[{extra}]": texts for extra, texts in project["project"]["optional-dependencies"].items()}
    return {use: [Requirement(one) for text in texts for one in own.get(text, [text])] for use, texts in named.items()}


def needed(requirements: list[Requirement]) -> set[str]:
    """Every package that these requirements bring in on this computer, by the packages' own word."""
    found: set[str] = set()
    queue = list(requirements)
    while queue:
        requirement = queue.pop()
        name = canonicalize_name(requirement.name)
        if name in found:
            continue
        found.add(name)
        extras = requirement.extras or {""}
        for text in requires(name) or []:
            wanted = Requirement(text)
            if wanted.marker is None or any(wanted.marker.evaluate({"extra": extra}) for extra in extras):
                queue.append(wanted)
    return found


def test_constraints_hold_names_and_versions_only() -> None:
    """No address, path, option or range: the file works with whichever index a school uses."""
    assert lines() == sorted(lines())
    assert [line for line in lines() if not re.fullmatch(r"[a-z0-9-]+==[a-z0-9.]+", line)] == []
    assert len(pins()) == len(lines())


@pytest.mark.parametrize("use", ["build", "site", "cluster", "parquet", "test"])
def test_everything_declared_is_pinned_within_its_bounds(use: str) -> None:
    unpinned = [
        str(requirement)
        for requirement in declared()[use]
        if pins().get(canonicalize_name(requirement.name), "") not in requirement.specifier
    ]
    assert unpinned == []


@pytest.mark.parametrize("use", ["site", "test"])
def test_everything_installed_for_it_has_the_pinned_version(use: str) -> None:
    installed = {name: version(name) for name in needed(declared()[use])}
    assert {name: pins().get(name) for name in installed} == installed


@pytest.mark.parametrize("use", ["site", "test"])
def test_every_pin_runs_on_the_oldest_python_that_is_promised(use: str) -> None:
    """A newer patch release is not enough: Debian 12 stays at Python 3.11.2."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = project["requires-python"].removeprefix(">=")
    asked = {name: metadata(name).json.get("requires_python", "") for name in needed(declared()[use])}
    assert {name: text for name, text in asked.items() if oldest not in SpecifierSet(str(text))} == {}


# ----- the scripts -------------------------------------------------------------------------------------


class Machine:
    """A PATH that holds nothing but what a test puts on it, so that no script can change this computer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.has("id", "echo 1000")

    def has(self, name: str, script: str) -> Path:
        program = self.folder / name
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        return program

    def has_apt(self, installs: str) -> Path:
        """An apt-get that notes how it was called, and on `install` puts a program on the PATH."""
        calls = self.folder / "calls"
        real = {name: shutil.which(name) for name in ("env", "chmod")}
        for name, path in real.items():
            assert path is not None
            (self.folder / name).symlink_to(path)
        target = self.folder / installs
        self.has(
            "apt-get",
            f"echo \"$@\" >> '{calls}'\n"
            f"[ \"$1\" = install ] && echo '#!/bin/sh' > '{target}' && chmod +x '{target}'\n"
            "echo noise",
        )
        return calls

    def run(self, script: Path, *words: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", str(script), *words],
            env={"PATH": str(self.folder), **(env or {})},
            capture_output=True,
            text=True,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "bin")


def assert_stops_with_one_line(result: subprocess.CompletedProcess[str], *words: str) -> None:
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert all(word in result.stderr for word in words), result.stderr


def test_without_a_browser_the_tests_stop_with_one_line(machine: Machine) -> None:
    assert_stops_with_one_line(machine.run(FIND_CHROMIUM), "install", "chromium", "CHROMIUM=")


def test_a_browser_that_does_not_start_is_passed_over(machine: Machine) -> None:
    machine.has("chromium-browser", "exit 1")
    chrome = machine.has("google-chrome", "exit 0")
    result = machine.run(FIND_CHROMIUM)
    assert (result.returncode, result.stdout, result.stderr) == (0, f"{chrome}\n", "")


def test_the_browser_that_is_named_goes_first(machine: Machine) -> None:
    machine.has("chromium", "exit 0")
    own = machine.has("own", "exit 0")
    assert machine.run(FIND_CHROMIUM, env={"CHROMIUM": str(own)}).stdout == f"{own}\n"


def test_a_named_browser_that_does_not_start_is_an_error(machine: Machine) -> None:
    machine.has("chromium", "exit 0")
    assert_stops_with_one_line(machine.run(FIND_CHROMIUM, env={"CHROMIUM": "/no/such"}), "/no/such")


@pytest.mark.parametrize("way", ["root", "sudo"])
def test_a_missing_browser_is_installed_where_that_may(machine: Machine, way: str) -> None:
    if way == "root":
        machine.has("id", "echo 0")
    else:
        machine.has("sudo", 'shift\nexec "$@"')
        machine.has("true", "exit 0")
    calls = machine.has_apt(installs="chromium")
    result = machine.run(FIND_CHROMIUM)
    assert (result.returncode, result.stdout) == (0, f"{machine.folder / 'chromium'}\n")
    assert [line.split()[0] for line in calls.read_text().splitlines()] == ["update", "install"]


NO_ENSUREPIP = 'case "$2" in *ensurepip*) exit 1 ;; esac'


def test_a_python_that_cannot_make_environments_stops_with_one_line(machine: Machine, tmp_path: Path) -> None:
    machine.has("python3", NO_ENSUREPIP)
    assert_stops_with_one_line(machine.run(MAKE_VENV, "python3", str(tmp_path / "venv")), "python3-venv")


def test_what_python_lacks_is_installed_where_that_may(machine: Machine, tmp_path: Path) -> None:
    marker = machine.folder / "venv-package"
    machine.has("id", "echo 0")
    calls = machine.has_apt(installs=marker.name)
    machine.has("python3", f"[ -e '{marker}' ] || {{ {NO_ENSUREPIP}; }}\necho \"$@\" >> '{calls}'")
    venv = tmp_path / "venv"
    assert machine.run(MAKE_VENV, "python3", str(venv)).returncode == 0
    assert f"-m venv --clear {venv}" in calls.read_text()


@pytest.mark.parametrize(("python", "expected"), [("exit 1", "older"), (None, "not found")], ids=["old", "absent"])
def test_an_unfit_python_stops_with_one_line(
    machine: Machine, tmp_path: Path, python: str | None, expected: str
) -> None:
    if python is not None:
        machine.has("python3", python)
    result = machine.run(MAKE_VENV, "python3", str(tmp_path / "venv"))
    assert_stops_with_one_line(result, "3.11", expected, "PYTHON=")


def test_an_environment_that_works_is_left_alone(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    (machine.has("working", "exit 0")).rename(tmp_path / "venv" / "bin" / "python")
    result = machine.run(MAKE_VENV, "no-such-python", str(tmp_path / "venv"))
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


# ----- make clean ---------------------------------------------------------------------------------------


def test_clean_removes_what_was_built_and_nothing_else(tmp_path: Path) -> None:
    kept = {"site/CNAME", "site/teams/note.txt", "build/docs/.gitkeep", "generator/x.py", "data/x.csv", "tests/x.py"}
    built = {"site/a b.html", "site/teams/x/index.html", "dist/a.zip", "build/cache/aa/x.svg", "build/docs/index.md"}
    left = {"site/.teamspiegel-next/y.html", "site/.teamspiegel-next-part/y.html", ".site.teamspiegel-next/y.html"}
    for path in kept | built | left:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    write_list(tmp_path / "site", ["a b.html", "teams/x/index.html"])
    for _ in range(2):
        command = ["make", "--silent", "--file", str(ROOT / "Makefile"), "clean"]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
        assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} == kept
    assert not (tmp_path / "site" / "teams" / "x").exists()


# ----- what is kept ------------------------------------------------------------------------------------


@needs_git
def test_no_file_holds_both_sides_of_a_conflict() -> None:
    """Of a text that was put together from two, in a file that nothing parses, such as a README."""
    marks = ["-e", "^<<<<<<< ", "-e", "^>>>>>>> "]
    found = subprocess.run(["git", "grep", "-lE", *marks], cwd=ROOT, capture_output=True, text=True)
    assert (found.stdout, found.stderr) == ("", "")


@needs_git
def test_nothing_lies_beside_the_project() -> None:
    """Such as a wheel that somebody looked into."""
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    top = {line.split("/")[0] for line in tracked.splitlines()}
    folders = {
        "content",
        "data",
        "examples",
        "generator",
        "schema",
        "tests",
        "theme",
        "tools",
        "build",
        ".github",
        ".ci",
    }
    files = {".editorconfig", ".gitignore", "LICENSE", "Makefile", "constraints.txt", "mkdocs.yml", "pyproject.toml"}
    assert {name for name in top - folders - files if not name.endswith(".md")} == set()
