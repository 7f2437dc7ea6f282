"""Projects on disk, and the programs that build them: what the tests of the edges and of the browser share."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.schools import ROOT, Files

PROGRAMS = Path(sys.executable).parent


def _from_outside(name: str) -> bool:
    """Whether a variable of this run says something to the programs that a test starts.

    The Makefile's settings for pip name a file beside it, and a test's pip starts in a folder of its own.
    """
    return name != "NO_MKDOCS_2_WARNING" and not name.startswith("PIP_")


ENVIRONMENT = {name: value for name, value in os.environ.items() if _from_outside(name)} | {
    # A site map holds the day on which it was built.
    "SOURCE_DATE_EPOCH": "1774306800"
}


def write(folder: Path, tree: Mapping[str, bytes]) -> Path:
    """The folder, with the files of a tree written into it."""
    for path, content in tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def contents(folder: Path) -> Files:
    """Everything in a folder: files with their bytes, and folders with none."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
    }


def clone(folder: Path) -> Path:
    """The folder, as a fresh clone of the repository without its tests: the demonstration school and the product."""
    for name in ("content", "data", "theme", "generator"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return write(folder, {"build/docs/.gitkeep": b""})


def run(program: str, *words: str | Path, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs a program of the virtual environment to its end."""
    command = [PROGRAMS / program, *words]
    return subprocess.run(command, cwd=cwd, env=ENVIRONMENT | variables, capture_output=True, text=True)


def as_nobody_special(*command: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs a command that permissions hold for, also where the tests are run by root."""
    bounded = ["--bounding-set=-dac_override,-dac_read_search,-fowner", "--inh-caps=-all"]
    drop = ["setpriv", *bounded] if os.geteuid() == 0 else []
    return subprocess.run(
        [*drop, *command], cwd=ROOT, env=ENVIRONMENT | variables, capture_output=True, text=True, check=False
    )


def teamspiegel(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Runs the command of this project to its end."""
    return run("teamspiegel", *words, cwd=cwd)


def built(folder: Path, *options: str, **variables: str) -> Path:
    """The folder of a project, after a build that went well."""
    result = run("teamspiegel", "build", *options, cwd=folder, **variables)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder
