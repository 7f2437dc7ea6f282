"""Personal data in texts: e-mail addresses, telephone numbers, and the names that a school lists for itself."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from teamspiegel.contracts.known import Known
from teamspiegel.contracts.problem import Problem
from teamspiegel.reading.declarations import Body
from teamspiegel.reading.listed import NAMES
from teamspiegel.reading.markup import TooMuch, line_of, rendered
from teamspiegel.reading.names import PARTICLES, Names
from teamspiegel.reading.phrases import Folded, folded
from teamspiegel.reading.text import Tree, text_of
from teamspiegel.reading.yaml_document import Document

PRIVATE = "private/"

FEWEST_LETTERS = 2
LONGEST_NAME = 80

EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}"
    r"(?:@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}"
    r"|\s?[\[(]\s?(?:at|apenstaartje|@)\s?[\])]\s?[\w-]{1,63}(?:(?:\.|\s?[\[(]\s?(?:dot|punt)\s?[\])]\s?)[\w-]{1,63})+)"
)
"""An address, also one that is written so that machines do not see it: `jan (at) school.nl`."""

SIGN_OF_AN_EMAIL = re.compile(r"[@\[(]")
"""One of these stands in every address; looking for them first spares much time."""

SIGNS = re.compile(r"[@\[(&\\]|[^\x00-\x7f]")
"""What stands in every address, and what may be folded into it."""

SHORTEST_NUMBER = 9
DIGITS = re.compile(rf"(?:\d\D{{0,12}}+){{{SHORTEST_NUMBER}}}+")
"""A number has at least as many; looking for them first spares much time."""
PLAIN = re.compile(rf"(?!.{{81}})[A-Za-z][A-Za-z_-]*+(?:[0-9][A-Za-z_-]*+){{0,{SHORTEST_NUMBER - 1}}}+")
"""A code in which nothing can stand but a name: an address has other signs, and a number more digits.

But for capitals there is one way to write it.
"""
ALL_PLAIN = re.compile(rf"(?:{PLAIN.pattern}\n)*+{PLAIN.pattern}")
"""Such codes, each on a line of its own: there may be many."""

PIECE = re.compile(r"[^/.]+")
"""A name in a path, without the ending that says what kind of file it is."""
EXPECTED = "texts and names of files without personal data"
MEND = "write a role or the name of a team"
QUOTE = re.compile(r"'[^']*'")
HIDDEN = "…"

SEARCHED = Known()
"""In which texts and names of files nothing was found, with what list of names: a hash of these tells."""


class Found(NamedTuple):
    """Personal data in a folded text: where, and in words that do not repeat it what."""

    start: int
    end: int
    what: str


@dataclass(frozen=True)
class Personal:
    """What to look for: addresses and numbers always, and the listed names by their line."""

    names: Names = field(default_factory=Names)

    def find(self, text: Folded) -> list[Found]:
        """All personal data in a text, in order."""
        named = (Found(start, end, _name(line)) for line, start, end in self.names.find(text))
        return list(_apart(sorted([*_emails(text.text), *_numbers(text.text), *named])))

    def doubtful(self, words: Sequence[str]) -> Iterable[int]:
        """The places of words that may be or hold personal data. That is soon ruled out of nearly all pseudonyms."""
        if self.names.by_line:
            return range(len(words))
        lines = "\n".join(words)
        if lines.count("\n") < len(words) and ALL_PLAIN.fullmatch(lines):
            return ()
        return [place for place, word in enumerate(words) if PLAIN.fullmatch(word) is None]

    def may_be_in(self, text: str) -> bool:
        """Whether anything can be found in a text at all: of most, which are plain and short, that is soon told."""
        return bool(self.names.by_line or SIGNS.search(text) or DIGITS.search(text))

    def in_a_word(self, word: str) -> str:
        """What personal data a word is or holds; nothing when it is none."""
        line = self.names.in_code(word)
        found = [] if _is_short_code(word) else self.find(folded(word))
        return found[0].what if found else _name(line) if line is not None else ""

    def without(self, problem: Problem) -> Problem:
        """The problem with nothing in it, also not in a quotation or the file's path, that is personal data."""
        for piece in filter(self.in_path, PIECE.findall(problem.path)):  # a command or a mend repeats it
            found, mend = problem.found.replace(piece, HIDDEN), problem.mend.replace(piece, HIDDEN)
            problem = replace(problem, found=found, mend=mend)
        texts = (problem.found, problem.expected, problem.mend, problem.column)
        quotes = any(self.find(folded(text)) for text in texts)
        found, mend = (QUOTE.sub(f"'{HIDDEN}'", text) if quotes else text for text in (problem.found, problem.mend))
        return replace(
            problem,
            path=self._hidden_path(problem.path),
            found=self._hidden(found),
            expected=self._hidden(problem.expected),
            mend=self._hidden(mend),
            column=self._hidden(problem.column),
        )

    def without_any(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """The problems with nothing in them that is personal data. A table may have the same one on each line."""
        known: dict[Problem, Problem] = {}
        for problem in problems:
            anywhere = replace(problem, line=0, char=0)
            if anywhere not in known:
                known[anywhere] = self.without(anywhere)
            yield replace(known[anywhere], line=problem.line, char=problem.char)

    def in_path(self, path: str) -> str:
        """What personal data a path is or holds; nothing when it holds none."""
        found = self.find(folded(path))
        lines = (self.names.in_path(piece) for piece in PIECE.findall(path))
        line = next((line for line in lines if line is not None), None)
        return found[0].what if found else _name(line) if line is not None else ""

    def _hidden_path(self, path: str) -> str:
        return self._hidden(PIECE.sub(lambda piece: HIDDEN if self.in_path(piece[0]) else piece[0], path))

    def _hidden(self, text: str) -> str:
        plain = folded(text)
        for found in reversed(self.find(plain)):
            text = text[: plain.places[found.start]] + HIDDEN + text[plain.places[found.end] :]
        return text


def _apart(found: Iterable[Found]) -> Iterator[Found]:
    """What was found, in order, without what lies in something of the same that begins before it."""
    until: dict[str, int] = {}
    for one in found:
        if one.start >= until.get(one.what, 0):
            yield one
            until[one.what] = one.end


def _is_short_code(word: str) -> bool:
    """Whether a word is too plain to hold anything but a name as a whole. Nearly every pseudonym is."""
    return len(word) < SHORTEST_NUMBER and word.isascii() and word.isalnum()


def _name(line: int) -> str:
    return f"a name from {NAMES} (line {line})"


def _emails(text: str) -> Iterator[Found]:
    if SIGN_OF_AN_EMAIL.search(text):
        yield from (Found(*found.span(), "an e-mail address") for found in EMAIL.finditer(text))


def _numbers(text: str) -> Iterator[Found]:
    """Telephone numbers. What knows them is loaded for a text in which one can stand: few have one."""
    if DIGITS.search(text):
        from teamspiegel.reading.telephone import numbers_in

        yield from (Found(start, end, "a telephone number") for start, end in numbers_in(text))


def read_personal(tree: Tree) -> tuple[Personal, list[Problem]]:
    """What to look for in a tree, and every problem in the list of names. None repeats what stands in the list."""
    problems: list[Problem] = []
    content = tree.get(NAMES, b"")
    text = text_of(NAMES, content, problems) if content.strip() else None
    names: dict[int, str] = {}
    for path in sorted(tree):
        if path.startswith(PRIVATE) and not path.endswith("/") and path != NAMES:
            problems.append(Problem(path, 1, "a list of names under another name", NAMES, "rename it"))
    for line, entry in enumerate(text.split("\n") if text else (), 1):
        name = entry.partition("#")[0].strip()
        if wrong := _wrong(name) if name else "":
            expected = "one name, as people say it: 'first name' or 'first name surname'"
            problems.append(Problem(NAMES, line, wrong, expected, "correct the line, or begin it with #"))
        elif name:
            names[line] = name
    return Personal(Names(names)), problems


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


def check_texts(
    tree: Tree, personal: Personal, documents: Iterable[Document] = (), bodies: Iterable[Body] = ()
) -> Iterator[Problem]:
    """A problem for all personal data in what authors wrote, and in the paths of files: they become addresses.

    `documents` and `bodies`: what YAML and Markdown make of the tree. Where nothing was found in the same files with
    the same names before, nobody looks again.
    """
    searched = _mark_of(tree, personal)
    if SEARCHED.get(searched) is None:
        problems = list(_in_texts(tree, personal, documents, bodies))
        if not problems:
            SEARCHED.put(searched, "")
        yield from problems


def _mark_of(tree: Tree, personal: Personal) -> str:
    """A hash of all that is searched, and of the names that are searched for."""
    found = sha256(repr(personal.names.by_line).encode("utf-8", "surrogatepass"))
    for path in sorted(tree):
        if not path.startswith(PRIVATE):
            content = tree[path]
            text = content if is_authors(path) and type(content) is bytes else b""
            found.update(f"{path!r} {len(text)} ".encode() + text)
    return found.hexdigest()


def _in_texts(
    tree: Tree, personal: Personal, documents: Iterable[Document], bodies: Iterable[Body]
) -> Iterator[Problem]:
    """Texts are searched as they stand in the file, so that a hit has its character; and then what YAML and Markdown
    make of them, for what only a reader of the page would see."""
    found: dict[str, list[tuple[int, str]]] = {}
    for path in sorted(tree):
        if path.startswith(PRIVATE):
            continue
        if what := personal.in_path(path):
            yield Problem(path, 1, f"{what} in the file's path", EXPECTED, "rename the file or its folder")
        plain = folded(author_text(path, tree[path]))
        for start, _, what in personal.find(plain):
            line, char = plain.place(start)
            found.setdefault(path, []).append((line, what))
            yield Problem(path, line, what, EXPECTED, MEND, char=char)
    for document in documents:
        yield from _in_values(document, personal, found.get(document.path, []))
    for body in bodies:
        yield from _on_page(body, personal, found.get(body.path, []))


def _in_values(document: Document, personal: Personal, known: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    """Personal data in the values of a document that was not found on the lines where they stand."""
    starts: list[int] = []
    for location, text in document.texts():
        found = {what for _, _, what in personal.find(folded(text))} if personal.may_be_in(text) else set[str]()
        if not found:
            continue
        starts, begin = starts or sorted({*document.begins(), 10**9}), document.line(*location)
        end = starts[bisect_right(starts, begin)]
        for what in found - {what for line, what in known if begin <= line < end}:
            yield Problem(document.path, begin, what, EXPECTED, MEND)


def _count(seen: Callable[[str], Counter[str]], what: str, part: str) -> int:
    return seen(part)[what]


def _on_page(body: Body, personal: Personal, known: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    """Personal data that a reader of a page sees and that was not found where it stands."""

    def seen(markdown: str) -> Counter[str]:
        return Counter(what for _, _, what in personal.find(folded(rendered(markdown).text)))

    try:
        on_page = seen(body.markdown)
    except TooMuch:
        return  # which is told
    written = Counter(what for line, what in known if line >= body.first_line)
    lines = {(line, what) for line, what in known}
    for what in on_page - written:
        for nth in range(1, on_page[what] + 1):
            line = body.first_line - 1 + line_of(body.markdown, "", partial(_count, seen, what), nth)
            if (line, what) not in lines:
                yield Problem(body.path, line, what, EXPECTED, MEND)


def author_text(path: str, content: bytes) -> str:
    """The text of a file in `content/`, as an editor shows it; empty when it holds none, which is told elsewhere."""
    return (text_of(path, content, []) or "") if is_authors(path) else ""


def is_authors(path: str) -> bool:
    """Whether a file is one whose texts an author wrote for readers."""
    return path.startswith("content/") and path.endswith((".yml", ".md"))
