"""Builds side by side, builds that are killed, and what the system refuses."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.projects import ENVIRONMENT, PROGRAMS, as_nobody_special, contents, teamspiegel, write
from tests.repositories import commit
from tests.schools import change, small

PATIENCE = 240.0
"""Seconds in which anything happens, also on a busy computer."""

COMMAND = PROGRAMS / "teamspiegel"
SURVEY = "data/start/blauw/survey.csv"


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """A folder for temporary ones that only this test uses."""
    (tmp_path / "temporary").mkdir()
    return tmp_path / "temporary"


def started(*words: str | Path, cwd: Path, **variables: str) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    environment = ENVIRONMENT | variables
    return subprocess.Popen([COMMAND, *words], cwd=cwd, env=environment, stdout=pipe, stderr=pipe, text=True)


def test_builds_side_by_side_are_each_as_if_alone(school: Path, tmp_path: Path, temporary: Path) -> None:
    """Of one project, from an empty cache; two of them into one folder."""
    whole = contents(school / "site")
    shutil.rmtree(school / "build")
    shutil.rmtree(school / "site")
    options: list[list[str]] = [[], [], ["--team", "groen", "--site-dir", str(tmp_path / "groen")]]
    running = [started("build", *words, cwd=school, TMPDIR=str(temporary)) for words in options]
    for process in running:
        _, stderr = process.communicate(timeout=PATIENCE)
        assert (process.returncode, stderr) == (0, "")
    assert contents(school / "site") == whole
    assert [path.name for path in (tmp_path / "groen" / "teams").iterdir()] == ["groen"]
    assert not [path for path, content in contents(tmp_path / "groen").items() if b"Team Blauw" in content]
    assert sorted(path.name for path in school.iterdir()) == ["build", "content", "data", "site"]
    assert [path.name for path in (school / "build").iterdir()] == ["cache"]
    assert list(temporary.iterdir()) == []


def test_nothing_of_a_killed_build_stays_also_when_the_next_finds_a_problem(school: Path, temporary: Path) -> None:
    """It is killed while MkDocs writes: what it works on is not sealed, were it a locked site."""
    before = contents(school)
    process = started("build", cwd=school, TMPDIR=str(temporary))
    deadline = time.monotonic() + PATIENCE
    while not list(temporary.glob("*/site/*.html")):
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert contents(school) == before
    assert len(list(temporary.iterdir())) == 1
    (school / SURVEY).write_bytes(change(small(), SURVEY, "r1,4,", "r1,9,")[SURVEY])
    spoilt = contents(school)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(ENVIRONMENT, "TMPDIR", str(temporary))
        assert teamspiegel("build", cwd=school).returncode == 1
    assert list(temporary.iterdir()) == []
    assert contents(school) == spoilt


def test_a_replacement_that_was_killed_is_finished_by_a_build_that_finds_a_problem(school: Path) -> None:
    """As on a mount point: the new site is complete, and one of its files has taken its place."""
    whole = contents(school / "site")
    ready = shutil.copytree(school / "site", school / "site" / ".teamspiegel-next")
    (ready / "index.html").rename(school / "site" / "index.html")
    for path in ("404.html", "teams/blauw/index.html"):
        write(school / "site", {path: b"old"})
    write(school, {"site/.teamspiegel-next-part/x.html": b"", ".site.teamspiegel-next/y.html": b""})
    (school / SURVEY).write_bytes(change(small(), SURVEY, "r1,4,", "r1,9,")[SURVEY])
    assert teamspiegel("build", cwd=school).returncode == 1
    assert contents(school / "site") == whole
    assert sorted(path.name for path in school.iterdir()) == ["build", "content", "data", "site"]


# ----- refused by the system -----------------------------------------------------------------------------


def refused(result: subprocess.CompletedProcess[str], reason: str) -> bool:
    """Whether it was told in a line that the system refuses, and why."""
    assert (result.returncode, result.stderr.count("\n"), result.stderr[:7]) == (2, 1, "Error: "), result.stderr
    return reason in result.stderr


def no_large_files() -> None:
    """What is written beyond this is refused, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))


def test_a_full_disk_is_a_line_and_everything_stays(school: Path, temporary: Path) -> None:
    before = contents(school)
    environment = ENVIRONMENT | {"TMPDIR": str(temporary)}
    result = subprocess.run(
        [COMMAND, "build", "--zip", "dist/site.zip"],
        cwd=school, env=environment, capture_output=True, text=True, preexec_fn=no_large_files,
    )  # fmt: skip
    assert refused(result, "File too large")
    assert contents(school) == before
    assert list(temporary.iterdir()) == []


def test_a_read_only_project_is_built_elsewhere_and_not_into_itself(school: Path, tmp_path: Path) -> None:
    """Nor is there a cache; the drawings are made for this once."""
    shutil.rmtree(school / "build")
    whole = contents(school / "site")
    folders = [school, *(path for path in school.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        before = contents(school)
        there = as_nobody_special(COMMAND, "--project", school, "build", "--site-dir", tmp_path / "site")
        here = as_nobody_special(COMMAND, "--project", school, "build", "--site-dir", school / "new")
        assert contents(school) == before
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert (there.returncode, there.stderr) == (0, "")
    assert contents(tmp_path / "site") == whole
    assert refused(here, f"{school}/new: Permission denied")


@pytest.mark.parametrize(
    ("word", "output"), [("check", "full"), ("changes", "closed"), ("--help", "full"), ("--version", "closed")]
)
def test_output_that_nobody_takes_is_a_line(school: Path, word: str, output: str) -> None:
    commit(school)
    with nobody_takes(output) as stream:
        result = subprocess.run([COMMAND, word], cwd=school, stdout=stream, stderr=subprocess.PIPE, text=True)
    assert refused(result, "No space left on device" if output == "full" else "Broken pipe")


@contextmanager
def nobody_takes(output: str) -> Iterator[int]:
    """A disk that is full, or a pipe that nobody reads from any more."""
    if output == "full":
        stream = os.open("/dev/full", os.O_WRONLY)
    else:
        reader, stream = os.pipe()
        os.close(reader)
    yield stream
    os.close(stream)


def test_also_where_the_line_itself_cannot_be_written(school: Path) -> None:
    with Path("/dev/full").open("w") as full:
        assert subprocess.run([COMMAND, "check"], cwd=school, stdout=full, stderr=full).returncode == 2


def test_a_place_that_cannot_be_is_a_line(school: Path) -> None:
    assert refused(teamspiegel("build", "--site-dir", "x" * 300, cwd=school), "File name too long")


def test_a_bug_shows_its_traceback(school: Path) -> None:
    spoil = (
        "from teamspiegel import counting; counting.published_of = lambda *_: 1 / 0;"
        "from teamspiegel.edges.cli import main; main()"
    )
    result = subprocess.run([sys.executable, "-c", spoil, "check"], cwd=school, capture_output=True, text=True)
    assert result.returncode == 1
    assert "Traceback" in result.stderr and "ZeroDivisionError" in result.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, too small for a site."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount; that a disk is full is tried everywhere with a bound on the size of a file")
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], check=True)
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_disk_that_is_too_small_or_read_only_is_a_line(school: Path, small_disk: Path) -> None:
    assert refused(teamspiegel("build", "--site-dir", small_disk / "site", cwd=school), "No space left on device")
    assert list(small_disk.iterdir()) == []
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    assert refused(teamspiegel("build", "--site-dir", small_disk, cwd=school), "Read-only file system")
