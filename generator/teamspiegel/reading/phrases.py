"""Phrases in a text, as a reader sees them: whatever the capitals, accents, markup and line breaks."""

import re
import unicodedata
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import Generic, NamedTuple, TypeVar

K = TypeVar("K", bound=Hashable)

SPECIAL = re.compile(r"&#?\w{1,31};|\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U000[0-9a-fA-F]{5}|[nrt_])|[^\x00-\x7f]")
"""Entities of HTML and Markdown, escapes of YAML, and every letter that is not plain."""
ESCAPES = {"n": "\n", "r": "\n", "t": "\t", "_": " "}

SAME = str.maketrans(
    dict.fromkeys("‘’‛ʼ´`", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
    | {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""What Unicode does not take apart, and signs that look alike."""
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
"""Signs that nobody sees: Unicode's default ignorables, and controls that break no line."""

WORD = re.compile(r"[^\W_]+")
PIECES = re.compile(r"[^\W_]+|[\W_]+")
GAP = r"(?:-|[\s*_~>\\]+)"
"""What may stand between two words of a phrase: a hyphen, or space, line breaks and what marks up a text."""


@dataclass(frozen=True)
class Folded:
    """A text in plain lower-case letters, and where each of its characters stands in the original."""

    original: str
    text: str
    places: Sequence[int]

    def place(self, index: int) -> tuple[int, int]:
        """The line and the character in it, from 1, that a character of the folded text has in the original."""
        before = self.original[: self.places[index]]
        return before.count("\n") + 1, len(before) - before.rfind("\n")


def folded(text: str) -> Folded:
    """The text without capitals, accents, entities and escapes."""
    if text.isascii() and "&" not in text and "\\" not in text:  # nothing in it is special
        return Folded(text, text.lower(), range(len(text) + 1))
    pieces: list[str] = []
    places: list[int] = []
    end = 0

    def add(piece: str, start: int, step: int) -> None:
        pieces.append(piece)
        places.extend(range(start, start + len(piece)) if step else [start] * len(piece))

    for found in SPECIAL.finditer(text):
        add(text[end : found.start()].lower(), end, 1)
        add(_plain(_meant(found[0])), found.start(), 0)
        end = found.end()
    add(text[end:].lower(), end, 1)
    return Folded(text, "".join(pieces), [*places, len(text)])


def _meant(special: str) -> str:
    if special.startswith("&"):
        return unescape(special)
    if special.startswith("\\"):
        return ESCAPES.get(special[1:]) or chr(int(special[2:], 16))
    return special


def _plain(text: str) -> str:
    """Characters without capitals and accents; the signs that only look like others as those others."""
    parted = unicodedata.normalize("NFKD", text.translate(SAME).casefold()).translate(SAME)
    return "".join(letter for letter in INVISIBLE.sub("", parted) if not unicodedata.combining(letter))


def visible(text: str) -> str:
    """A text without what nobody sees, each letter written in one way (NFKC)."""
    return unicodedata.normalize("NFKC", INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))


class Hit(NamedTuple, Generic[K]):
    """A phrase in a folded text, by its key, from `start` to before `end`."""

    key: K
    start: int
    end: int


@dataclass(frozen=True)
class Phrases(Generic[K]):
    """Phrases by a key of their own."""

    by_key: Mapping[K, str] = field(default_factory=dict)

    def find(self, text: Folded) -> Iterator[Hit[K]]:
        """Every place where one of the phrases stands as whole words."""
        if not self.by_key:
            return
        for word in WORD.finditer(text.text):
            for key, pattern in self._by_first_word.get(word[0], ()):
                if found := pattern.match(text.text, word.start()):
                    yield Hit(key, *found.span())

    @cached_property
    def _by_first_word(self) -> dict[str, list[tuple[K, re.Pattern[str]]]]:
        found: dict[str, list[tuple[K, re.Pattern[str]]]] = {}
        for key, phrase in self.by_key.items():
            plain = folded(phrase).text
            if first := WORD.search(plain):
                found.setdefault(first[0], []).append((key, re.compile(_pattern(plain))))
        return found


def _pattern(plain: str) -> str:
    """A phrase as whole words. An apostrophe may be doubled, as YAML does; a full stop may be left out."""
    pieces = PIECES.findall(plain.strip())
    while pieces and not WORD.match(pieces[0]):
        pieces.pop(0)
    while pieces and not WORD.match(pieces[-1]):
        pieces.pop()
    return "".join(re.escape(piece) if WORD.match(piece) else _between(piece) for piece in pieces) + r"(?![^\W_])"


def _between(piece: str) -> str:
    if "'" in piece:
        return "'{1,2}" if piece == "'" else rf"(?:{GAP}|')+"
    return rf"\.?{GAP}?" if "." in piece else GAP
