"""A file that is written whole or not at all: at no moment does half of it stand under its name."""

import os
from pathlib import Path

from teamspiegel.edges.work import held

PART = ".{}.teamspiegel-part"
"""What a file is called until it is whole. Nothing reads a name that begins with a dot, and git ignores this one."""


def write_whole(path: Path, content: bytes, replace: bool = False) -> None:
    """Write a file, with its folders. Raises FileExistsError when it is there and may not be replaced; OSError.

    What a killed process left of an earlier attempt is overwritten.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.parent / PART.format(path.name)
    with held(path.parent):
        if not replace and (path.exists() or path.is_symlink()):
            raise FileExistsError(path)
        try:
            _write(part, content)
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)
            raise
    _sync(path.parent)


def _write(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)  # a link that stands there must not be followed
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Have the name on the disk too, where the system can do that of a folder."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(lock)
    finally:
        os.close(lock)
