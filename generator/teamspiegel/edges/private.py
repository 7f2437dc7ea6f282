"""What is written for the eyes of its owner only."""

import os
from pathlib import Path

from teamspiegel.edges.whole import write_whole

IGNORE_ALL = b"*\n"
OWNER_ONLY = 0o600


def write_private(path: Path, text: str) -> None:
    """Write a file, whole, that only its owner can read; git is told to leave its folder alone, whatever else it was
    told. Raises OSError.

    Where a link stands, the file that it leads to is written.
    """
    path.parent.mkdir(mode=0o700, exist_ok=True)
    _ignore(path.parent / ".gitignore")
    write_whole(Path(os.path.realpath(path)), text.encode(), replace=True, mode=OWNER_ONLY)


def _ignore(path: Path) -> None:
    """Write the rule, unless somebody wrote one. An empty file has none: a full disk may have left it."""
    if not path.exists() or not path.read_bytes().strip():
        write_whole(path, IGNORE_ALL, replace=True)
