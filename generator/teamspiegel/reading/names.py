"""Names of people in a text, in the ways in which people write them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from teamspiegel.reading.phrases import WORD, Folded, Hit, folded

PARTICLES = {
    "van", "de", "den", "der", "het", "t", "te", "ten", "ter", "la", "le", "du", "von", "el", "al", "di", "da", "dos",
}  # fmt: skip
"""Words that stand in many names, and in many sentences."""

SIGN = r"(?!\n[^\S\n]*\n)[\W_]"
GAP = rf"(?:{SIGN}){{1,40}}"
"""Between two words of a name: any run of punctuation, markup, cell borders or line ends; no empty line."""
NO_GAP = rf"(?:{SIGN}){{0,40}}"
END = r"(?:'{0,2}s)?(?![^\W_])"
"""Jans, Jan's: what is somebody's names them."""
MORE_INITIALS = r"(?:[a-z][\W_]{1,4}){0,3}"

LONG_ENOUGH = 5
"""Letters that are no accident within a code."""
LETTERS = re.compile(r"[^\W\d_]+")


class Written(NamedTuple):
    """A way to write a name: the first word of it, a pattern from there on, and whether it begins with an initial."""

    first: str
    pattern: re.Pattern[str]
    initial: bool


@dataclass(frozen=True)
class Parts:
    """The words of a name: `Jan Willem van de Wit` has two given ones, two particles and the rest."""

    given: tuple[str, ...]
    particles: tuple[str, ...]
    rest: tuple[str, ...]

    @classmethod
    def of(cls, name: str) -> "Parts":
        """The parts of a name. One that begins with a particle, or is one word, is nothing but the rest."""
        words = tuple(WORD.findall(folded(name).text))
        begin = next((index for index, word in enumerate(words) if word in PARTICLES), len(words) - 1)
        end = next((index for index in range(begin, len(words)) if words[index] not in PARTICLES), 0)
        if len(words) < 2 or not begin or not end:
            return cls((), (), words)
        return cls(words[:begin], words[begin:end], words[end:])

    @property
    def words(self) -> tuple[str, ...]:
        """All of them, in order."""
        return (*self.given, *self.particles, *self.rest)

    def written(self) -> Iterator[Written]:
        """The ways to write it: in full, with initials, and the other way round. Particles may be short: v.d. Berg."""
        particles = "".join(f"(?:{word}|{word[0]}){NO_GAP}" for word in self.particles)
        rest = GAP.join(map(re.escape, self.rest))
        if not self.given:
            yield Written(self.rest[0], re.compile(_joined(self.rest) + END), False)
            return
        first, *others = self.given
        between = _after(self.given[-1]) + MORE_INITIALS
        yield Written(first, re.compile(_joined(self.given) + between + particles + rest + END), False)
        if len(first) > 1:
            initials = rf"{first[0]}[\W_]{{0,4}}{MORE_INITIALS}"
            middle = "".join(f"(?:{word}{GAP})?" for word in others)
            yield Written(first[0], re.compile(initials + middle + particles + rest + END), True)
        if others:
            together = "".join(word[0] for word in self.given)
            yield Written(together, re.compile(together + GAP + particles + rest + END), True)
        yield Written(self.rest[0], re.compile(rest + GAP + first + END), False)
        yield Written(self.rest[0], re.compile(rf"{rest} ?, ?{first[0]}\."), False)

    def run_together(self) -> Iterator[str]:
        """What becomes of it in an address or a code: jandewit, jdewit, dewitjan, witjan."""
        yield "".join(self.words)
        if self.given:
            surname = "".join((*self.particles, *self.rest))
            yield from (self.given[0] + surname, self.given[0][0] + surname, surname + self.given[0])
            yield "".join(self.rest) + self.given[0]


def _joined(words: tuple[str, ...]) -> str:
    """Words with gaps between them; none is needed after an initial or a `d'`."""
    gaps = [_after(word) for word in words[:-1]]
    return "".join(re.escape(word) + gap for word, gap in zip(words, [*gaps, ""], strict=True))


def _after(word: str) -> str:
    return NO_GAP if len(word) == 1 else GAP


@dataclass(frozen=True)
class Names:
    """Names by the line of their list."""

    by_line: Mapping[int, str] = field(default_factory=dict)

    def find(self, text: Folded) -> Iterator[Hit[int]]:
        """Every place where one of the names stands."""
        if not self.by_line:
            return
        for word in WORD.finditer(text.text):
            for line, pattern, initial in self._that_begin(word[0]):
                found = pattern.match(text.text, word.start())
                if found and not (initial and _is_small(text, word.start(), word.end())):
                    yield Hit(line, *found.span())
            if (line_of := self._runs.get(word[0]) or self._runs.get(word[0].removesuffix("s"))) is not None:
                yield Hit(line_of, *word.span())

    def in_code(self, code: str) -> int | None:
        """The line of a name that stands in a pseudonym, whatever its form; None when there is none."""
        return self._within(code, every=True)

    def in_path(self, piece: str) -> int | None:
        """The line of a name that stands in a piece of a path. A single word counts only as a word of its own."""
        return self._within(piece, every=False)

    def _within(self, text: str, every: bool) -> int | None:
        if not self.by_line:
            return None
        plain = folded(text).text
        words = LETTERS.findall(plain)
        letters = "".join(words)
        for one in (letters, *words):
            if (line := self._all_runs.get(one, self._all_runs.get(one.removesuffix("s")))) is not None:
                return line
        if len(letters) < LONG_ENOUGH:
            return None
        runs = self._all_runs if every else self._runs
        return next((line for run, line in runs.items() if len(run) >= LONG_ENOUGH and run in letters), None)

    def _that_begin(self, word: str) -> Iterable[tuple[int, re.Pattern[str], bool]]:
        """The ways to write a name that begin with a word, or with one and an s."""
        known = self._by_first_word
        return chain(known.get(word, ()), known.get(word[:-1], ()) if word.endswith("s") else ())

    @cached_property
    def _by_first_word(self) -> dict[str, list[tuple[int, re.Pattern[str], bool]]]:
        found: dict[str, list[tuple[int, re.Pattern[str], bool]]] = {}
        for line, name in self.by_line.items():
            for first, pattern, initial in Parts.of(name).written():
                found.setdefault(first, []).append((line, pattern, initial))
        return found

    @cached_property
    def _runs(self) -> dict[str, int]:
        """Names of several words as one."""
        parts = {line: Parts.of(name) for line, name in self.by_line.items()}
        return {run: line for line, one in parts.items() if len(one.words) > 1 for run in one.run_together()}

    @cached_property
    def _all_runs(self) -> dict[str, int]:
        parts = {line: Parts.of(name) for line, name in self.by_line.items()}
        return {run: line for line, one in parts.items() for run in one.run_together()}


def _is_small(text: Folded, start: int, end: int) -> bool:
    """Whether what may be an initial is written small and without a full stop: then it is a letter or a word."""
    return text.original[text.places[start] : text.places[start] + 1].islower() and text.text[end : end + 1] != "."
