"""What a bench found, as a table in Markdown."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

HEAD = ("", "ours", "floor", "ours : floor", "meant")


class Line(NamedTuple):
    """What was measured and what came of it; what it stands against, how many times that it is, and what was meant."""

    what: str
    ours: str
    floor: str = ""
    ratio: str = ""
    meant: str = ""


def table(lines: Iterable[Line]) -> Iterator[str]:
    """The lines of the table."""
    yield _row(HEAD)
    yield _row(["---"] * len(HEAD))
    yield from map(_row, lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
