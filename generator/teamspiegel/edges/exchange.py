"""Two folders change places in one step, where the system can: at no moment is either of them not there."""

import ctypes
import errno
import os
from pathlib import Path

AT_FDCWD = -100
EXCHANGE = 2
"""`RENAME_EXCHANGE` of renameat2(2): in Linux since 3.15, in the C library since 2.28, and not in Python."""


def exchange(one: Path, other: Path) -> None:
    """Each gets the other's name. Raises OSError when the system, or the disk that they are on, cannot do it."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(one))
    if rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), EXCHANGE) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one), None, str(other))
