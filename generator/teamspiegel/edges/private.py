"""What is written for the eyes of its owner only."""

from pathlib import Path

IGNORE_ALL = "*\n"


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read; git is told to leave its folder alone, whatever else it was told."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    ignore = path.parent / ".gitignore"
    if not ignore.exists():
        ignore.write_text(IGNORE_ALL, encoding="utf-8")
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
