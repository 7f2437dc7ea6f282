"""Folders to work in, one to each process, and locks that the kernel takes back from a process however it ends.

So what a killed build left behind is told from what a living one works on without a guess: it is not locked.
"""

import fcntl
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = ".teamspiegel-work-"
"""No other program's folder among the temporary ones is called so."""


@contextmanager
def work_folder() -> Iterator[Path]:
    """A new folder among the system's temporary ones, for this process and its owner only; it goes at the end.

    First removes those of processes that were killed. Not a folder in the project: that may be read-only; nor one
    beside the site: what a locked site is made of is not sealed. Raises OSError when the system gives none.
    """
    remove_dead_folders()
    folder, lock = _new()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def remove_dead_folders() -> None:
    """Remove the work folders that no process holds any more."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if (lock := _taken(folder)) is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


def _new() -> tuple[Path, int]:
    """A new folder and its lock. Another process may take it for a dead one's before it is locked: then another."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        if (lock := _taken(folder)) is not None:
            return folder, lock


def _taken(folder: Path) -> int | None:
    """The lock of a folder of this user; None when a process has it, or when the folder is gone by now."""
    with suppress(OSError):
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            held = os.fstat(lock)
            if held.st_uid == os.geteuid() and os.path.samestat(held, folder.lstat()):
                return lock
        except OSError:
            os.close(lock)
            raise
        os.close(lock)
    return None


class _Mine(threading.local):
    """The folders that this thread holds, by device and number: to wait for oneself would never end."""

    def __init__(self) -> None:
        self.folders: set[tuple[int, int]] = set()


_MINE = _Mine()


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Wait until nobody else holds this folder, and hold it; who holds it already goes on.

    On a disk that knows no locks (some network shares) and for a folder that may not be listed nothing is held.
    """
    lock: int | None = None
    taken = set[tuple[int, int]]()
    try:
        with suppress(OSError):
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            about = os.fstat(lock)
            taken = {(about.st_dev, about.st_ino)} - _MINE.folders
            if taken:
                fcntl.flock(lock, fcntl.LOCK_EX)
        _MINE.folders |= taken
        yield
    finally:
        _MINE.folders -= taken
        if lock is not None:
            os.close(lock)
