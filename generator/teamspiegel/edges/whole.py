"""A file that is written whole or not at all: at no moment does half of it stand under its name."""

import errno
import os
from pathlib import Path

from teamspiegel.edges.work import held

PART = ".{}.teamspiegel-part"
"""What a file is called until it is whole. Nothing reads a name that begins with a dot, and git ignores this one."""
ANYBODY = 0o666


def write_whole(path: Path, content: bytes, replace: bool = False, mode: int = ANYBODY) -> None:
    """Write a file, with its folders. Raises FileExistsError when it is there and may not be replaced; OSError.

    `mode`: who may read and write it, as far as the system's own mask lets them, from its first byte on. What a killed
    process left of an earlier attempt is overwritten.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.parent / PART.format(path.name)
    with held(path.parent):
        if not replace and (path.exists() or path.is_symlink()):
            raise FileExistsError(errno.EEXIST, "it is there already, and was left as it is", str(path))
        try:
            _write(part, content, mode)
            part.replace(path)
        except BaseException as error:  # Ctrl-C too
            part.unlink(missing_ok=True)
            if isinstance(error, OSError):  # a full disk has no name, and the part's says nothing to anybody
                error.filename = str(path)
            raise
    _sync(path.parent)


def _write(path: Path, content: bytes, mode: int) -> None:
    path.unlink(missing_ok=True)  # a link that stands there must not be followed
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
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
