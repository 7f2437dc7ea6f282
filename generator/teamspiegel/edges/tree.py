"""The files of a project as they are on disk, read once at the start. What cannot be read says why."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from stat import S_ISREG

from teamspiegel.contracts.problem import InputProblems
from teamspiegel.reading.text import Unreadable

LARGEST = 64 * 2**20
"""Bytes. No file of a school comes near it; a film that was put in the wrong folder does."""

LEFT_BEHIND = re.compile(
    r"\..*|__pycache__|__MACOSX|~\$.*|~WRL\d+\.tmp|Icon\r|(?:eh)?thumbs(?:_vista)?\.db|desktop\.ini"
    r"|\$RECYCLE\.BIN|System Volume Information",
    re.IGNORECASE,
)
"""Names of what Windows, macOS, Office and other programs leave in a folder for themselves."""


def is_left_behind(name: str) -> bool:
    """Whether a file or folder of this name was put there by a program for itself, and is no concern of ours."""
    return bool(LEFT_BEHIND.fullmatch(name))


def files_below(root: Path, folder: Path) -> Iterator[tuple[str, bytes]]:
    """The files below a folder, by path from the root with forward slashes; nothing when there is no such folder.

    A file, or a folder (its path ends in a slash), that cannot be read is `Unreadable`.
    """
    unreadable: list[tuple[str, bytes]] = []

    def tell(error: OSError) -> None:
        unreadable.append((f"{_path(root, Path(os.fsdecode(error.filename)))}/", not_read(error)))

    for place, names in _walk(folder, tell):
        for name in names:
            yield _path(root, place / name), content_of(place / name)
    yield from unreadable


def every_file_below(root: Path, folder: Path) -> Iterator[tuple[str, bytes]]:
    """As `files_below`, whatever the files are called: for a folder in which other programs look by themselves.

    What cannot be read is left out: they cannot read it either.
    """
    for place, folders, names in os.walk(folder, followlinks=True):
        folders[:] = sorted(name for name in folders if not _leads_back(Path(place, name)))
        for path in (Path(place, name) for name in sorted(names)):
            content = content_of(path)
            if not isinstance(content, Unreadable):
                yield _path(root, path), content


def folders_below(folder: Path) -> Iterator[Path]:
    """The folder and those below it, as they are read."""
    return (place for place, _ in _walk(folder, lambda error: None))


def _walk(folder: Path, onerror: Callable[[OSError], None]) -> Iterator[tuple[Path, list[str]]]:
    """Every folder from this one down, with the files in it; links are followed, but not in circles."""
    for place, folders, names in os.walk(folder, onerror=onerror, followlinks=True) if os.path.lexists(folder) else ():
        folders[:] = sorted(name for name in folders if not is_left_behind(name) and not _leads_back(Path(place, name)))
        yield Path(place), sorted(name for name in names if not is_left_behind(name))


def content_of(path: Path) -> bytes:
    """The content of a file; `Unreadable` where there is none to be had."""
    try:
        about = path.stat()
        if not S_ISREG(about.st_mode):
            return Unreadable("it is no ordinary file")
        return path.read_bytes() if about.st_size <= LARGEST else Unreadable(f"larger than {LARGEST // 2**20} MB")
    except OSError as error:
        return not_read(error)


def content_or_problem(root: Path, path: Path) -> bytes:
    """The content of a file. Raises InputProblems when it cannot be read."""
    return readable(_path(root, path), content_of(path))


def readable(path: str, content: bytes) -> bytes:
    """The content that was found at a path. Raises InputProblems when there is none."""
    if isinstance(content, Unreadable):
        raise InputProblems([content.problem(path)])
    return content


def _path(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


def not_read(error: OSError) -> Unreadable:
    """What stands in the place of what the system would not give."""
    return Unreadable(error.strerror or "an error")


def _leads_back(folder: Path) -> bool:
    """Whether a folder is a link to one that it lies in: following it would never end."""
    return folder.is_symlink() and folder.parent.resolve().is_relative_to(folder.resolve())
