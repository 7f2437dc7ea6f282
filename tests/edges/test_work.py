"""Work folders: one to each build, and none is left by one that was killed."""

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TimedOut
from contextlib import contextmanager
from pathlib import Path

import pytest
from teamspiegel.edges import work
from teamspiegel.edges.work import held, work_folder

from tests.projects import write
from tests.schools import ROOT

HOLD = """
import sys
from pathlib import Path
from teamspiegel.edges.work import {name}
with {call} as folder:
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary ones that nobody else uses."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    return tmp_path / "temporary"


@contextmanager
def another(name: str, call: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Another process that holds something, and what it holds."""
    command = [sys.executable, "-c", HOLD.format(name=name, call=call)]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def test_a_work_folder_is_its_owners_only_and_goes_at_the_end(temporary: Path) -> None:
    with work_folder() as one, work_folder() as other:
        assert {one, other} == set(temporary.iterdir())
        assert one.stat().st_mode & 0o777 == 0o700
        write(one, {"a/b": b"c"})
    assert list(temporary.iterdir()) == []


def test_it_goes_when_something_goes_wrong(temporary: Path) -> None:
    with pytest.raises(RuntimeError), work_folder():
        raise RuntimeError
    assert list(temporary.iterdir()) == []


def test_that_of_a_killed_process_is_removed_by_the_next_and_that_of_a_living_one_never(temporary: Path) -> None:
    call = ("work_folder", "work_folder()")
    with another(*call) as (living, its), another(*call) as (dead, left):
        write(Path(left), {"docs/index.md": b"not sealed"})
        dead.send_signal(signal.SIGKILL)
        dead.wait()
        with work_folder() as mine:
            assert set(temporary.iterdir()) == {mine, Path(its)}
        assert living.poll() is None


def test_what_only_looks_like_one_stays(temporary: Path, tmp_path: Path) -> None:
    """A link, a file, and folders of other names."""
    mine = write(tmp_path / "mine", {"letter.txt": b"mine"})
    (temporary / f"{work.PREFIX}link").symlink_to(mine)
    write(temporary, {f"{work.PREFIX}file": b"", "teamspiegel/x": b"", ".teamspiegel/x": b""})
    before = set(temporary.rglob("*"))
    with work_folder():
        pass
    assert set(temporary.rglob("*")) == before
    assert (mine / "letter.txt").exists()


def test_a_folder_that_was_taken_for_a_dead_ones_before_it_was_locked_is_given_up(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tempfile.mkdtemp
    lost: list[str] = []

    def first_is_lost(prefix: str) -> str:
        folder = made(prefix=prefix)
        if not lost:
            lost.append(folder)
            Path(folder).rmdir()
        return folder

    monkeypatch.setattr(tempfile, "mkdtemp", first_is_lost)
    with work_folder() as folder:
        assert folder.is_dir()
        assert str(folder) not in lost


def test_a_folder_is_held_by_one_process_and_freed_when_it_is_killed(tmp_path: Path) -> None:
    with another("held", f"held(Path({str(tmp_path)!r}))") as (process, _):
        command = [sys.executable, "-c", HOLD.format(name="held", call=f"held(Path({str(tmp_path)!r}))")]
        waiting = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(1)
        process.send_signal(signal.SIGKILL)
        assert waiting.wait(60) == 0
        assert waiting.stdout
        waiting.stdout.close()
    with held(tmp_path):
        pass


def test_who_holds_a_folder_already_does_not_wait_for_itself(tmp_path: Path) -> None:
    command = "with held(Path(sys.argv[1])), held(Path(sys.argv[1])): print('twice')"
    code = f"import sys\nfrom pathlib import Path\nfrom teamspiegel.edges.work import held\n{command}"
    result = subprocess.run([sys.executable, "-c", code, tmp_path], cwd=ROOT, capture_output=True, timeout=60)
    assert result.stdout == b"twice\n"


def test_a_folder_stays_held_until_its_holder_leaves_it_for_the_last_time(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as other:
        with held(tmp_path):
            with held(tmp_path):
                pass
            waiting = other.submit(lambda: held(tmp_path).__enter__())
            with pytest.raises(TimedOut):
                waiting.result(0.5)
        assert waiting.result(60) is None


def test_where_nothing_can_be_held_nobody_is_stopped(tmp_path: Path) -> None:
    with held(tmp_path / "nowhere"):
        pass
