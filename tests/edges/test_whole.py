"""A file is written whole or not at all."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from teamspiegel.edges.whole import write_whole

from tests.projects import ENVIRONMENT, contents


def test_a_file_is_not_replaced_unless_asked(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "x.csv", b"one")
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "a" / "x.csv", b"two")
    assert contents(tmp_path) == {"a": b"", "a/x.csv": b"one"}
    write_whole(tmp_path / "a" / "x.csv", b"two", replace=True)
    assert contents(tmp_path) == {"a": b"", "a/x.csv": b"two"}


KILLED = """
import os, signal, sys
from pathlib import Path
from teamspiegel.edges import whole
real = os.fsync
def fsync(number):
    real(number)
    os.kill(os.getpid(), signal.SIGKILL)
os.fsync = fsync
whole.write_whole(Path(sys.argv[1]), b"new" * 1000, replace=True)
"""


@pytest.mark.parametrize("before", [None, b"old"])
def test_a_kill_between_writing_and_renaming_leaves_nothing_half(tmp_path: Path, before: bytes | None) -> None:
    path = tmp_path / "survey.csv"
    if before:
        path.write_bytes(before)
    result = subprocess.run([sys.executable, "-c", KILLED, path], env=ENVIRONMENT)
    assert result.returncode == -9
    assert (path.read_bytes() if path.exists() else None) == before
    write_whole(path, b"newer", replace=True)
    assert contents(tmp_path) == {"survey.csv": b"newer"}


def test_ctrl_c_leaves_what_was_there_and_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "survey.csv"
    path.write_bytes(b"old")

    def interrupted(number: int) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, b"new", replace=True)
    assert contents(tmp_path) == {"survey.csv": b"old"}


def test_what_is_for_its_owner_is_so_before_a_byte_of_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, int]] = []
    opened = os.open

    def told(path: str | Path, flags: int, mode: int = 0o777) -> int:
        number = opened(path, flags, mode)
        if flags & os.O_CREAT:
            about = os.fstat(number)
            seen.append((about.st_size, stat.S_IMODE(about.st_mode)))
        return number

    monkeypatch.setattr(os, "open", told)
    write_whole(tmp_path / "passphrases.yml", b"school: x\n", mode=0o600)
    assert seen == [(0, 0o600)]
    assert stat.S_IMODE((tmp_path / "passphrases.yml").stat().st_mode) == 0o600


def test_that_a_file_is_there_is_said_in_words(tmp_path: Path) -> None:
    write_whole(tmp_path / "x.csv", b"one")
    with pytest.raises(FileExistsError, match="it is there already, and was left as it is") as error:
        write_whole(tmp_path / "x.csv", b"two")
    assert error.value.filename == str(tmp_path / "x.csv")
