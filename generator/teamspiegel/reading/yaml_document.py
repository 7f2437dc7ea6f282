"""YAML with a line number for every key and value, turned into models."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from teamspiegel.contracts.model import SLUG_PATTERN
from teamspiegel.contracts.problem import Problem, nearest, one_of, quoted

Location = tuple[str | int, ...]
M = TypeVar("M")

MOST_REPAIRS = 12
GONE: Any = object()

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Document:
    """A parsed YAML text: plain values, and the line of each key and list entry by its location."""

    path: str
    value: Any
    lines: dict[Location, int] = field(default_factory=dict)

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

    def entry(self, id_: str, *within: str | int) -> Location:
        """The location of the first entry with this id in the list at `within`."""
        listed = self.at(*within)
        for index, entry in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(entry, dict) and entry.get("id") == id_:
                return (*within, index)
        return within

    def problem(self, location: Location, found: str, expected: str, mend: str = "") -> Problem:
        """A problem at a location in this document."""
        return Problem(self.path, self.line(*location), found, expected, mend)


def parse(path: str, text: str, problems: list[Problem], first_line: int = 1) -> Document | None:
    """The document in a YAML text that begins at `first_line` of its file; None, and problems, when it cannot be read.

    Aliases are refused: nothing here needs them, and a few lines of them can grow into gigabytes.
    """
    before = len(problems)
    document = Document(path, None)
    loader = _Loader(text)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent):
                line = (event.start_mark.line if event.start_mark else 0) + first_line
                problems.append(Problem(path, line, "an alias (*)", "plain values", "write the value out"))
                return None
        node = loader.get_single_node()
        document.value = _plain(node, (), document, loader, first_line, problems) if node else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        mend = "mind the indentation (spaces, no tabs), colons and quotes around it"
        problems.append(Problem(path, line, f"{error.problem or 'a mistake'}", "YAML that parses", mend))
    except (yaml.YAMLError, ValueError) as error:
        problems.append(Problem(path, first_line, quoted(error), "YAML that parses"))
    finally:
        loader.dispose()
    return document if len(problems) == before else None


def _plain(
    node: yaml.Node, at: Location, document: Document, loader: Any, first_line: int, problems: list[Problem]
) -> Any:
    document.lines.setdefault(at, node.start_mark.line + first_line)
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(child, (*at, index), document, loader, first_line, problems)
            for index, child in enumerate(node.value)
        ]
    if not isinstance(node, yaml.MappingNode):
        return loader.construct_object(node)
    mapping: dict[Any, Any] = {}
    for key_node, child in node.value:
        key = loader.construct_object(key_node, deep=True)
        line = key_node.start_mark.line + first_line
        if not isinstance(key, str | int):
            problems.append(Problem(document.path, line, "a key that is no word", "a word as key"))
        elif key in mapping:
            problems.append(Problem(document.path, line, f"key {quoted(key)} twice", "each key once"))
        else:
            document.lines[(*at, key)] = line
            mapping[key] = _plain(child, (*at, key), document, loader, first_line, problems)
    return mapping


def model_of(document: Document, kind: type[M], problems: list[Problem]) -> M | None:
    """The document as a model (or a tuple of models), with a problem per mistake.

    What does not fit is left out, so that the rest can be checked in the same run; None when nothing remains.
    """
    value = document.value
    for _ in range(MOST_REPAIRS):
        try:
            return TypeAdapter(kind).validate_python(value)
        except ValidationError as error:
            details = error.errors(include_url=False)
            if value is document.value:
                problems.extend(_problem(document, kind, detail) for detail in details)
            if any(not detail["loc"] for detail in details):
                return None
            value = _without(value, [tuple(detail["loc"]) for detail in details])
    return None


def _without(value: Any, locations: Sequence[Location]) -> Any:
    """A copy of a value without what stands at the locations; a key that is not there takes its whole entry along."""
    here = {location[0] for location in locations if len(location) == 1}
    below = {location[0]: [] for location in locations if len(location) > 1}  # type: dict[Any, list[Location]]
    for location in locations:
        if len(location) > 1:
            below[location[0]].append(location[1:])
    if isinstance(value, list):
        kept = [
            _without(entry, below[index]) if index in below else entry
            for index, entry in enumerate(value)
            if index not in here
        ]
        return [entry for entry in kept if entry is not GONE]
    if not isinstance(value, dict) or any(key not in value for key in here):
        return GONE
    kept_keys = {
        key: _without(entry, below[key]) if key in below else entry for key, entry in value.items() if key not in here
    }
    return {key: entry for key, entry in kept_keys.items() if entry is not GONE}


def _problem(document: Document, kind: Any, detail: Any) -> Problem:
    location: Location = tuple(detail["loc"])
    value, error, context = detail["input"], detail["type"], detail.get("ctx", {})
    name = str(location[-1]) if location else ""
    where = document.path if not location else f"key '{name}'"
    if error == "extra_forbidden":
        known = _keys_at(kind, location[:-1])
        return document.problem(location, f"unknown key {quoted(name)}", one_of(known), nearest(name, known))
    if error == "missing":
        return document.problem(location, f"no {where}", f"{where} here", "add it")
    if error == "string_pattern_mismatch" and context.get("pattern") == SLUG_PATTERN:
        slug = re.sub(r"[^a-z0-9]+", "-", str(value).lower()).strip("-")
        mend = f"for example '{slug}'" if slug else ""
        expected = "a plain slug: lower-case letters, digits and single hyphens"
        return document.problem(location, f"{where} {quoted(value)}", expected, mend)
    if error == "literal_error":
        known = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return document.problem(location, f"{where} {quoted(value)}", one_of(known), nearest(str(value), known))
    return document.problem(location, f"{where} {_shown(value)}", _expected(error, context, detail["msg"]))


def _shown(value: Any) -> str:
    if value is None:
        return "without a value"
    if isinstance(value, dict):
        return "with keys below it"
    return "with a list below it" if isinstance(value, list) else quoted(value)


_EXPECTED = {
    "string_type": "text (put quotes round a number or yes/no)",
    "string_too_short": "some text",
    "string_too_long": "at most {max_length} characters",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number with a decimal point",
    "decimal_type": "a number",
    "decimal_parsing": "a number with a decimal point",
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "too_short": "at least {min_length}",
    "tuple_type": "a list (lines that begin with '- ')",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "date_type": "a date such as 2026-03-24",
    "date_parsing": "a date such as 2026-03-24",
    "date_from_datetime_parsing": "a date such as 2026-03-24",
    "date_from_datetime_inexact": "a date such as 2026-03-24",
}


def _expected(error: str, context: dict[str, Any], message: str) -> str:
    template = _EXPECTED.get(error)
    return template.format(**context) if template else message[:1].lower() + message[1:]


def _keys_at(kind: Any, location: Sequence[str | int]) -> list[str]:
    """The keys that the model at a location knows, found by walking the annotations."""
    if get_origin(kind) in (Union, UnionType):
        kind = next(arg for arg in get_args(kind) if arg is not type(None))
    if not location:
        return list(kind.model_fields) if isinstance(kind, type) and issubclass(kind, BaseModel) else []
    head, rest = location[0], location[1:]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _keys_at(kind.model_fields[str(head)].annotation, rest)
    arguments = get_args(kind)
    return _keys_at(arguments[-1] if get_origin(kind) is dict else arguments[0], rest)
