"""YAML as its version 1.2 reads it (the core schema, and dates), with a line number for every key and value."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from teamspiegel.contracts.problem import Problem, quoted

Location = tuple[str | int, ...]

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


@dataclass
class Document:
    """A parsed YAML text: plain values, and the line of each key and list entry by its location.

    A value is a text, a number (`int` or `Decimal`), true, false, nothing, a date, a tuple of values, or a dict of
    values whose keys are texts. `told`: the locations of values that could not be read, of which a problem is told.
    """

    path: str
    value: Any
    lines: dict[Location, int] = field(default_factory=dict)
    told: set[Location] = field(default_factory=set)

    def line(self, *location: str | int) -> int:
        """The line of a location, or of the nearest place around it that stands in the file."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

    def at(self, *location: str | int) -> Any:
        """The plain value at a location; None when nothing stands there."""
        value = self.value
        for step in location:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value

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
    lines = _Lines(text, first_line)
    builder = _Builder(Document(path, None), problems, lines)
    try:
        builder.read(yaml.parse(text, Loader=_Loader))
    except _TooDeep as error:
        expected = f"at most {DEEPEST} lists and keys within each other"
        problems.append(Problem(path, error.line, "a value that lies too deep", expected, "look at the brackets"))
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        found = f"a mistake in the YAML ({error.problem or 'it does not parse'})"
        mend = "look at the indentation (spaces, no tabs), and put quotes round a text with a colon or a #"
        problems.append(Problem(path, lines.of(mark) if mark else first_line, found, "keys and values", mend))
        return None
    except yaml.YAMLError:
        expected = "keys and values, without control characters"
        problems.append(Problem(path, first_line, "a text that is no YAML", expected))
        return None
    return builder.document


class _Lines:
    """The lines of a text as an editor counts them. The parser of YAML begins a line at other letters too."""

    def __init__(self, text: str, first: int) -> None:
        self.ends, self.first = [end.start() for end in re.finditer("\n", text)], first

    def of(self, mark: Any) -> int:
        """The line of a mark of the parser."""
        return bisect_left(self.ends, mark.index) + self.first


class _TooDeep(Exception):
    """Raised where values lie too deep within each other, with the line."""

    def __init__(self, line: int) -> None:
        self.line = line


@dataclass
class _Builder:
    """Builds a document from the events of a parser, which knows no depth; this one does."""

    document: Document
    problems: list[Problem]
    lines: "_Lines"

    def read(self, events: Iterator[Any]) -> None:
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    mend = "take the line '---' away, or put quotes round it"
                    self._problem(event, "a second document (---)", "one document in a file", mend)
                    return
            elif isinstance(event, yaml.NodeEvent):
                self.document.value = self._value(event, (), events)

    def _problem(self, event: Any, found: str, expected: str, mend: str = "") -> None:
        self.problems.append(Problem(self.document.path, self._line(event), found, expected, mend))

    def _line(self, event: Any) -> int:
        return self.lines.of(event.start_mark)

    def _value(self, event: Any, at: Location, events: Iterator[Any]) -> Any:
        """The value that begins with an event, which takes the events that belong to it."""
        self.document.lines.setdefault(at, self._line(event))
        if len(at) > DEEPEST:
            raise _TooDeep(self._line(event))
        if isinstance(event, yaml.AliasEvent):
            self._problem(event, "an alias (*)", "plain values", "write the value out")
            self.document.told.add(at)
            return None
        if event.anchor:
            self._problem(event, "an anchor (&)", "plain values", "put quotes round a text that begins with &")
        if event.tag:
            self._problem(event, "a tag (!)", "plain values", "put quotes round a text that begins with !")
            self.document.told |= {at} - {()}
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(at, events)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(at, events)
        return _scalar(event.value) if event.implicit[0] else event.value

    def _list(self, at: Location, events: Iterator[Any]) -> tuple[Any, ...]:
        entries: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            entries.append(self._value(event, (*at, len(entries)), events))
        return tuple(entries)

    def _mapping(self, at: Location, events: Iterator[Any]) -> dict[str, Any]:
        """Keys with values. A key is a text, as it is written: `1` and "1" are one key, `01` is another."""
        mapping: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = event.value if isinstance(event, yaml.ScalarEvent) and not event.tag and not event.anchor else None
            if not key:
                self._problem(event, "a key that is no word", "a word as key", "put quotes round it, or leave it out")
                self._passed_over(event, at, events)
            elif key in mapping:
                self._problem(event, f"key {quoted(key)} twice", "each key once")
            if key and key not in mapping:
                self.document.lines[*at, key] = self._line(event)
                mapping[key] = self._value(next(events), (*at, key), events)
            else:
                self._passed_over(next(events), at, events)
        return mapping

    def _passed_over(self, event: Any, at: Location, events: Iterator[Any]) -> None:
        """Read a value that belongs nowhere, for the problems in it."""
        aside = _Builder(Document(self.document.path, None), self.problems, self.lines)
        aside._value(event, (*at, ""), events)


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
