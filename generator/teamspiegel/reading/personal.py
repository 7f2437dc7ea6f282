"""Personal data in texts: e-mail addresses, telephone numbers, and the names that a school lists for itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from phonenumbers import Leniency, PhoneNumberMatcher, PhoneNumberType, number_type

from teamspiegel.contracts.problem import Problem
from teamspiegel.reading.phrases import Folded, Phrases, folded
from teamspiegel.reading.text import Tree, text_of

NAMES = "private/names.txt"
"""The only file outside `content/` and `data/` that is read. Git ignores its folder."""

FEWEST_LETTERS = 2
LONGEST_NAME = 80
PARTICLES = {"van", "de", "den", "der", "het", "te", "ten", "ter", "la", "le"}
"""Words that stand in many names, and in many sentences."""

EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}"
    r"(?:@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}"
    r"|\s?[\[(]\s?(?:at|apenstaartje|@)\s?[\])]\s?[\w-]{1,63}(?:(?:\.|\s?[\[(]\s?(?:dot|punt)\s?[\])]\s?)[\w-]{1,63})+)"
)
"""An address, also one that is written so that machines do not see it: `jan (at) school.nl`."""

REGION = "NL"
NOBODYS = {PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST}
"""Numbers of organisations only: a helpline may be named."""
SHORTEST_NUMBER = 9
DIGITS = re.compile(rf"(?:\d\D{{0,12}}){{{SHORTEST_NUMBER}}}")
"""A number has at least as many; looking for them first spares much time."""
BROKEN = re.compile(r"(?<=[\d)])[ \t]*\n[ \t>]*(?=\d)")
AROUND = 20
"""How many characters on either side of a broken line belong to a number at most."""
LONGEST_LINK = 200
DATE = re.compile(r"\d\d?[-./ ]\d\d?[-./ ](?:19|20)\d\d(?!\d)")
BEFORE_A_NUMBER_OF_A_BOOK = re.compile(r"(?:isbn|issn|doi)\W{0,3}(?:1[03]\W{0,3})?$")
IN_AN_ADDRESS = re.compile(r"https?://\S*$")

QUOTE = re.compile(r"'[^']*'")
HIDDEN = "…"


class Found(NamedTuple):
    """Personal data in a folded text: where, and in words that do not repeat it what."""

    start: int
    end: int
    what: str


@dataclass(frozen=True)
class Personal:
    """What to look for: addresses and numbers always, and the listed names by their line."""

    names: Phrases[int] = field(default_factory=Phrases)

    def find(self, text: Folded) -> list[Found]:
        """All personal data in a text, in order."""
        named = (Found(start, end, _name(line)) for line, start, end in self.names.find(text))
        return sorted([*_emails(text.text), *_numbers(text.text), *named])

    def in_a_word(self, word: str) -> str:
        """What personal data a word is or holds; nothing when it is none."""
        line = self.names.as_one_word(word)
        found = [] if _is_short_code(word) else self.find(folded(word))
        return found[0].what if found else _name(line) if line is not None else ""

    def without(self, problem: Problem) -> Problem:
        """The problem with nothing in it, also not in a quotation or the file's path, that is personal data."""
        texts = (problem.found, problem.expected, problem.mend, problem.column)
        quotes = any(self.find(folded(text)) for text in texts)
        found, mend = (QUOTE.sub(f"'{HIDDEN}'", text) if quotes else text for text in (problem.found, problem.mend))
        return replace(
            problem,
            path=self._hidden(problem.path),
            found=self._hidden(found),
            expected=self._hidden(problem.expected),
            mend=self._hidden(mend),
            column=self._hidden(problem.column),
        )

    def _hidden(self, text: str) -> str:
        plain = folded(text)
        for found in reversed(self.find(plain)):
            text = text[: plain.places[found.start]] + HIDDEN + text[plain.places[found.end] :]
        return text


def _is_short_code(word: str) -> bool:
    """Whether a word is too plain to hold anything but a name as a whole. Nearly every pseudonym is."""
    return len(word) < SHORTEST_NUMBER and word.isascii() and word.isalnum()


def _name(line: int) -> str:
    return f"a name from {NAMES} (line {line})"


def _emails(text: str) -> Iterator[Found]:
    return (Found(*found.span(), "an e-mail address") for found in EMAIL.finditer(text))


def _numbers(text: str) -> Iterator[Found]:
    """Telephone numbers, also those that a line breaks."""
    if not DIGITS.search(text):
        return
    yield from (Found(start, end, "a telephone number") for start, end in _dialled(text))
    for gap in BROKEN.finditer(text):
        before, after = text[max(0, gap.start() - AROUND) : gap.start()], text[gap.end() : gap.end() + AROUND]
        begun = "0" in before or "+" in before
        for start, end in _dialled(f"{before} {after}") if begun else ():
            if start < len(before) < end:
                shift = gap.end() - len(before) - 1
                yield Found(start + gap.start() - len(before), end + shift, "a telephone number")


def _dialled(text: str) -> Iterator[tuple[int, int]]:
    """Where numbers stand that somebody could call. What only looks like one (a date, a book) is left alone."""
    for found in PhoneNumberMatcher(text, REGION, leniency=Leniency.VALID):
        before = text[max(0, found.start - LONGEST_LINK) : found.start]
        dialled = found.raw_string.lstrip("(").startswith(("0", "+"))
        other = BEFORE_A_NUMBER_OF_A_BOOK.search(before) or _is_part_of_a_link(before, found.raw_string)
        if dialled and not other and not DATE.match(found.raw_string) and number_type(found.number) not in NOBODYS:
            yield found.start, found.end


def _is_part_of_a_link(before: str, number: str) -> bool:
    """Whether digits are the number of a page on the web; one that begins with + is to be called."""
    return bool(IN_AN_ADDRESS.search(before)) and number.isdigit()


def read_personal(tree: Tree) -> tuple[Personal, list[Problem]]:
    """What to look for in a tree, and every problem in the list of names. None repeats what stands in the list."""
    problems: list[Problem] = []
    content = tree.get(NAMES, b"")
    text = text_of(NAMES, content, problems) if content.strip() else None
    names: dict[int, str] = {}
    for line, entry in enumerate(text.split("\n") if text else (), 1):
        name = entry.partition("#")[0].strip()
        if wrong := _wrong(name) if name else "":
            expected = "one name, as people say it: 'first name' or 'first name surname'"
            problems.append(Problem(NAMES, line, wrong, expected, "correct the line, or begin it with #"))
        elif name:
            names[line] = name
    return Personal(Phrases(names)), problems


def _wrong(name: str) -> str:
    """Why a line cannot be looked for."""
    if sum(letter.isalpha() for letter in name) < FEWEST_LETTERS:
        return f"a line with fewer than {FEWEST_LETTERS} letters"
    if len(name) > LONGEST_NAME:
        return f"a line of more than {LONGEST_NAME} characters"
    if set(folded(name).text.split()) <= PARTICLES:
        return "a word that stands in many names and sentences"
    if set(',;:@\t"') & set(name):
        return "a line with a comma, a tab or another sign that no name has"
    return ""


def check_texts(tree: Tree, personal: Personal) -> Iterator[Problem]:
    """A problem for all personal data in what authors wrote, and in the paths of files: they become addresses."""
    expected = "texts and names of files without personal data"
    mend = "write a role or the name of a team"
    for path in sorted(tree):
        if path == NAMES:
            continue
        for found in personal.find(folded(path)):
            yield Problem(path, 1, f"{found.what} in the file's path", expected, "rename the file or its folder")
        plain = folded(author_text(path, tree[path]))
        for found in personal.find(plain):
            line, char = plain.place(found.start)
            yield Problem(path, line, found.what, expected, mend, char=char)


def author_text(path: str, content: bytes) -> str:
    """The text of a file in `content/`, as an editor shows it; empty when it holds none, which is told elsewhere."""
    return (text_of(path, content, []) or "") if is_authors(path) else ""


def is_authors(path: str) -> bool:
    """Whether a file is one whose texts an author wrote for readers."""
    return path.startswith("content/") and path.endswith((".yml", ".md"))
