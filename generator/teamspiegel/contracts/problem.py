"""A problem in the author's input: data, so that reading collects every one and reports them together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

LONGEST_QUOTE = 40


class UnknownTeams(Exception):
    """Teams were asked for that the school does not declare."""


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in one file; prints as `path:line: message`, or as `path:line:char: message` within a line of text.

    `path` is relative to the project; `line` and `char` count from 1 as an editor and a spreadsheet do. The message
    says what was found, what was expected and, in `mend`, what to do about it. Of what an author wrote nothing but the
    offending text is quoted; of answers and pseudonyms nothing at all.
    """

    path: str
    line: int
    found: str
    expected: str
    mend: str = ""
    column: str = ""
    char: int = 0

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" + (f":{self.char}" if self.char else "")
        where = f"column '{self.column}': " if self.column else ""
        mend = f"; {self.mend}" if self.mend else ""
        return _printable(f"{place}: {where}found {self.found}; expected {self.expected}{mend}")


class InputProblems(Exception):
    """Raised once, when everything has been read and checked, with every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def quoted(value: object) -> str:
    """A value from the input as it is shown in a message: in quotes, on one line, cut when long."""
    return f"'{_short(' '.join(str(value).split()))}'"


def nearest(word: str, known: Iterable[str]) -> str:
    """The mend for a misspelt id: the nearest known one, or nothing when none is near."""
    match = closest(word, known)
    return f"did you mean '{match}'?" if match else ""


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a misspelt one was probably meant to be, if any is near."""
    return _closest(word[:LONGEST_QUOTE], tuple(known))


@lru_cache(maxsize=4096)
def _closest(word: str, known: tuple[str, ...]) -> str | None:
    """Remembered, because a table repeats its mistakes, and comparing is slow."""
    return next(iter(get_close_matches(word, known, n=1, cutoff=0.6)), None)


def so_many(count: int, what: str) -> str:
    """How many of something, in words that fit."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def one_of(known: Iterable[str], most: int = 12) -> str:
    """What was expected where only certain words fit: all of them, or the first few and how many more."""
    words = list(known)
    shown = ", ".join(map(_short, words[:most]))
    if not words:
        return "none (nothing is defined yet)"
    return f"one of {shown}" + (f" and {len(words) - most} more" if len(words) > most else "")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def _printable(message: str) -> str:
    """A message that stays one line and gives a terminal no orders, whatever letters a file or its name holds."""
    return "".join(letter if letter.isprintable() else "�" for letter in message)
