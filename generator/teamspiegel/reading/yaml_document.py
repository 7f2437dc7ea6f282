"""YAML as its version 1.2 reads it (the core schema, and dates), with a line number for every key and value."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import yaml

from teamspiegel.contracts.problem import Problem, quoted

Location = tuple[str | int, ...]
Spot = int | tuple[int, "Spots"]
"""At which character of the text a value begins; and of a list or keys with values, where what is in it does."""
Spots = Mapping[str, Spot] | Sequence[Spot]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

LONGEST = 2_000_000
"""Characters in one file of YAML. The longest that is shipped has 60,000."""
DEEPEST = 32
"""Lists and keys within each other. An instrument has six."""
LONGEST_NUMBER = 100

WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
INTEGER = re.compile(r"[-+]?[0-9]+")
OCTAL_OR_HEXADECIMAL = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
NO_FINITE_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Lines:
    """The lines of a text as an editor counts them. The parser of YAML begins a line at other letters too."""

    def __init__(self, text: str, first: int) -> None:
        self.ends, self.first = [end.start() for end in re.finditer("\n", text)], first

    def of(self, character: int) -> int:
        """The line of a character."""
        return bisect_left(self.ends, character) + self.first


@dataclass
class Document:
    """A parsed YAML text: plain values, and where each key and list entry stands.

    A value is a text, a number (`int` or `Decimal`), true, false, nothing, a date, a tuple of values, or a dict of
    values whose keys are texts. `told`: the locations of values that could not be read, or are not there, of which a
    problem is told.
    """

    path: str
    value: Any
    lines: Lines = field(default_factory=partial(Lines, "", 1))
    spot: Spot | None = None
    told: set[Location] = field(default_factory=set)

    def line(self, *location: str | int) -> int:
        """The line of a location, or of the nearest place around it that stands in the file."""
        spot: Any = self.spot
        for step in location:
            try:
                spot = spot[1][step]
            except (KeyError, IndexError, TypeError):
                break
        return 1 if spot is None else self.lines.of(spot if isinstance(spot, int) else spot[0])

    def begins(self) -> set[int]:
        """The lines on which a key or a list entry begins."""
        return {self.lines.of(character) for character in _characters(self.spot)}

    def at(self, *location: str | int) -> Any:
        """The plain value at a location; None when nothing stands there."""
        value = self.value
        for step in location:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def is_told(self, *location: str | int) -> bool:
        """Whether a problem is told of the value at a location, or of one that it is in."""
        return any(location[:length] in self.told for length in range(1, len(location) + 1))

    def listed(self, *within: str | int) -> tuple[Any, ...]:
        """The entries of the list at a location; none when there is no list."""
        value = self.at(*within)
        return value if isinstance(value, tuple) else ()

    def entry(self, id_: str, *within: str | int, key: str = "id") -> Location:
        """The location of the first entry in the list at `within` that is this id, or has it under `key`.

        By value, because an entry with a mistake is left out of the models: their indexes are not the file's.
        """
        for index, entry in enumerate(self.listed(*within)):
            if id_ == (entry.get(key) if isinstance(entry, dict) else entry):
                return (*within, index)
        return within

    def ids(self, *within: str | int) -> tuple[str, ...]:
        """Every id in the list at `within`, once and in order, also of an entry that is left out of the models."""
        found = (entry.get("id") for entry in self.listed(*within) if isinstance(entry, dict))
        return tuple(dict.fromkeys(id_ for id_ in found if isinstance(id_, str)))

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Every text in it, with its location."""
        return _texts(self.value, ())

    def problem(self, location: Location, found: str, expected: str, mend: str = "") -> Problem:
        """A problem at a location in this document."""
        return Problem(self.path, self.line(*location), found, expected, mend)


def _texts(value: Any, at: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(value, str):
        yield at, value
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, tuple) else ()
    for key, entry in entries:
        yield from _texts(entry, (*at, key))


def _characters(spot: Spot | None) -> Iterator[int]:
    if isinstance(spot, tuple):
        yield spot[0]
        for one in spot[1].values() if isinstance(spot[1], Mapping) else spot[1]:
            yield from _characters(one)
    elif spot is not None:
        yield spot


def parse(path: str, text: str, problems: list[Problem], first_line: int = 1) -> Document | None:
    """The document in a YAML text that begins at `first_line` of its file; None, and problems, when it cannot be read.

    Aliases and anchors are refused: nothing here needs them, and a few lines of them can grow into gigabytes. So are
    tags, which can ask for more than a text, a number, a date, a list or keys with values. What else is in such a file
    is read all the same. Nothing is built before it is known to be neither too long nor too deep.
    """
    if len(text) > LONGEST:
        expected = f"at most {LONGEST:,} characters"
        problems.append(Problem(path, first_line, f"{len(text):,} characters of YAML", expected, "split the file"))
        return None
    lines = Lines(text, first_line)
    builder = _Builder(Document(path, None, lines), problems, yaml.parse(text, Loader=_Loader))
    try:
        builder.read()
    except _TooDeep as error:
        expected = f"at most {DEEPEST} lists and keys within each other"
        problems.append(Problem(path, error.line, "a value that lies too deep", expected, "look at the brackets"))
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        found = f"a mistake in the YAML ({error.problem or 'it does not parse'})"
        mend = "look at the indentation (spaces, no tabs), and put quotes round a text with a colon or a #"
        problems.append(Problem(path, lines.of(mark.index) if mark else first_line, found, "keys and values", mend))
        return None
    except yaml.YAMLError:
        expected = "keys and values, without control characters"
        problems.append(Problem(path, first_line, "a text that is no YAML", expected))
        return None
    return builder.document


class _TooDeep(Exception):
    """Raised where values lie too deep within each other, with the line."""

    def __init__(self, line: int) -> None:
        self.line = line


@dataclass
class _Builder:
    """Builds a document from the events of a parser, which knows no depth; this one does. `at`: the location of the
    value that it is in."""

    document: Document
    problems: list[Problem]
    events: Iterator[Any]
    at: list[str | int] = field(default_factory=list)

    def read(self) -> None:
        """All of the document."""
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    mend = "take the line '---' away, or put quotes round it"
                    self._problem(event, "a second document (---)", "one document in a file", mend)
                    return
            elif isinstance(event, yaml.NodeEvent):
                self.document.value, self.document.spot = self._value(event, event)

    def _problem(self, event: Any, found: str, expected: str, mend: str = "") -> None:
        self.problems.append(Problem(self.document.path, self._line(event), found, expected, mend))

    def _line(self, event: Any) -> int:
        return self.document.lines.of(event.start_mark.index)

    def _value(self, event: Any, begin: Any) -> tuple[Any, Spot]:
        """The value that begins with an event, which takes the events that belong to it; and where it stands: where
        another event begins, which may be that of its key."""
        character = begin.start_mark.index
        if len(self.at) > DEEPEST:
            raise _TooDeep(self._line(event))
        if isinstance(event, yaml.AliasEvent):
            self._problem(event, "an alias (*)", "plain values", "write the value out")
            self.document.told.add(tuple(self.at))
            return None, character
        if event.anchor:
            self._problem(event, "an anchor (&)", "plain values", "put quotes round a text that begins with &")
        if event.tag:
            self._problem(event, "a tag (!)", "plain values", "put quotes round a text that begins with !")
            self.document.told |= {tuple(self.at)} - {()}
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event.value) if event.implicit[0] else event.value, character
        value, spots = self._list() if isinstance(event, yaml.SequenceStartEvent) else self._mapping()
        return value, (character, spots)

    def _entry(self, step: str | int, event: Any, begin: Any) -> tuple[Any, Spot]:
        """The same of what stands in this value."""
        self.at.append(step)
        entry = self._value(event, begin)
        self.at.pop()
        return entry

    def _list(self) -> tuple[tuple[Any, ...], Spots]:
        entries: list[Any] = []
        spots: list[Spot] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            entry, spot = self._entry(len(entries), event, event)
            entries.append(entry)
            spots.append(spot)
        return tuple(entries), spots

    def _mapping(self) -> tuple[dict[str, Any], Spots]:
        """Keys with values. A key is a text, as it is written: `1` and "1" are one key, `01` is another."""
        mapping: dict[str, Any] = {}
        spots: dict[str, Spot] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = event.value if isinstance(event, yaml.ScalarEvent) and not event.tag and not event.anchor else None
            if not key:
                self._problem(event, "a key that is no word", "a word as key", "put quotes round it, or leave it out")
                self._passed_over(event)
            elif key in mapping:
                self._problem(event, f"key {quoted(key)} twice", "each key once")
            if key and key not in mapping:
                mapping[key], spots[key] = self._entry(key, next(self.events), event)
            else:
                self._passed_over(next(self.events))
        return mapping, spots

    def _passed_over(self, event: Any) -> None:
        """Read a value that belongs nowhere, for the problems in it."""
        aside = Document(self.document.path, None, self.document.lines)
        _Builder(aside, self.problems, self.events, [*self.at, ""])._value(event, event)


def as_word(id_: str) -> str:
    """An id as YAML reads it back as the text that it is: in quotes where it would be a number, a date or no value."""
    return id_ if isinstance(_scalar(id_), str) else f'"{id_}"'


def _scalar(text: str) -> Any:
    """What a plain word means by the core schema of YAML 1.2; and a date, when there is such a day."""
    if text in WORDS:
        return WORDS[text]
    if text[0] not in "+-.0123456789" or len(text) > LONGEST_NUMBER:
        return text
    if INTEGER.fullmatch(text):
        return int(text)
    if OCTAL_OR_HEXADECIMAL.fullmatch(text):
        return int(text, 0)
    if DECIMAL.fullmatch(text):
        return Decimal(text)
    if NO_FINITE_NUMBER.fullmatch(text):
        return float(text.replace(".", ""))
    return _date(text) if DATE.fullmatch(text) else text


def _date(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
