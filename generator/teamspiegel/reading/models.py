"""From a document to models, with a problem in plain words for everything that does not fit."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from types import MappingProxyType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from teamspiegel.contracts.model import ADDRESS_PATTERN, SLUG_PATTERN, WAYS, slug_like
from teamspiegel.contracts.problem import Problem, closest, nearest, one_of, quoted
from teamspiegel.reading.yaml_document import Document, Location

M = TypeVar("M")

MOST_REPAIRS = 12
STAND_IN = "(missing)"
"""Fills a required key that is not there, so that the rest of its entry can be checked in the same run."""
GONE: Any = object()


def model_of(
    document: Document,
    kind: type[M],
    problems: list[Problem],
    known: Mapping[Location, str] = MappingProxyType({}),
    fill: Callable[[str], str] | None = None,
) -> M | None:
    """The document as a model (or a tuple of models), with a problem per mistake.

    What does not fit is left out and what is missing is filled in, so that the rest can be checked in the same run;
    None when nothing remains. The model is whole only when no problem was added. `known`: what most likely belongs
    where nothing stands. `fill`: what every text goes through; no id and no address does.
    """
    value = document.value
    for _ in range(MOST_REPAIRS):
        try:
            return TypeAdapter(kind).validate_python(value, context=fill)
        except ValidationError as error:
            details = _own(error.errors(include_url=False))
            if value is document.value:
                meant = {_meant(kind, detail) for detail in details}
                problems.extend(
                    _problem(document, kind, detail)
                    for detail in details
                    if not _is_told(document, detail)
                    and (detail["type"] != "missing" or tuple(detail["loc"]) not in meant)
                )
                document.told |= {_meant(kind, detail) or tuple(detail["loc"]) for detail in details} - {()}
            if any(not detail["loc"] for detail in details):
                return None
            value = _repaired(value, details, known)
    return None


def _is_told(document: Document, detail: Any) -> bool:
    """Whether a mistake is about a value that could not be read: that is told already."""
    return any(tuple(detail["loc"])[: len(location)] == location for location in document.told)


def _own(details: Sequence[Any]) -> list[Any]:
    """The mistakes where the author wrote them, without those that follow from another: a list is too short because an
    entry does not fit."""
    details = [{**detail, "loc": tuple(step for step in detail["loc"] if step not in WAYS)} for detail in details]
    within = {tuple(detail["loc"])[:-depth] for detail in details for depth in range(1, len(detail["loc"]))}
    return [detail for detail in details if detail["type"] != "too_short" or tuple(detail["loc"]) not in within]


def _repaired(value: Any, details: Sequence[Any], known: Mapping[Location, str]) -> Any:
    """A value with a stand-in for each missing key, and without what does not fit.

    Where the stand-in does not fit either, its entry goes too.
    """
    missing = [tuple(detail["loc"]) for detail in details if detail["type"] == "missing"]
    unfit = [
        tuple(detail["loc"]) if detail["input"] != STAND_IN else (*detail["loc"][:-1], GONE)
        for detail in details
        if detail["type"] != "missing"
    ]
    value = deepcopy(value)
    for location in missing:
        entry = value
        for step in location[:-1]:
            entry = entry[step]
        entry[location[-1]] = known.get(location, STAND_IN)
    return _without(value, unfit)


def _without(value: Any, locations: Sequence[Location]) -> Any:
    """A copy of a value without what stands at the locations; a key that is not there takes its whole entry along."""
    here = {location[0] for location in locations if len(location) == 1}
    below = {location[0]: [] for location in locations if len(location) > 1}  # type: dict[Any, list[Location]]
    for location in locations:
        if len(location) > 1:
            below[location[0]].append(location[1:])
    if isinstance(value, tuple):
        kept = [
            _without(entry, below[index]) if index in below else entry
            for index, entry in enumerate(value)
            if index not in here
        ]
        return tuple(entry for entry in kept if entry is not GONE)
    if not isinstance(value, dict) or any(key not in value for key in here):
        return GONE
    kept_keys = {
        key: _without(entry, below[key]) if key in below else entry for key, entry in value.items() if key not in here
    }
    return {key: entry for key, entry in kept_keys.items() if entry is not GONE}


def _meant(kind: Any, detail: Any) -> Location | None:
    """Where the key stands that an unknown one was probably meant to be: that it is missing is no second mistake."""
    if detail["type"] != "extra_forbidden":
        return None
    *within, name = detail["loc"]
    return (*within, closest(str(name), _keys_at(kind, within)) or name)


def _problem(document: Document, kind: Any, detail: Any) -> Problem:
    location, value, error, context = tuple(detail["loc"]), detail["input"], detail["type"], detail.get("ctx", {})
    if error == "extra_forbidden":
        name, known = str(location[-1]), _keys_at(kind, location[:-1])
        return document.problem(location, f"unknown key {quoted(name)}", one_of(known), nearest(name, known))
    if error == "missing":
        return document.problem(location, f"no key '{location[-1]}'", "this key here", "add it")
    where = _where(document, location)
    if error == "string_pattern_mismatch" and context.get("pattern") == SLUG_PATTERN:
        slug = slug_like(str(value))
        mend = f"for example '{slug}'" if slug else ""
        expected = "a plain slug: lower-case letters, digits and single hyphens"
        return document.problem(location, f"{quoted(value)} {where}", expected, mend)
    if error == "string_pattern_mismatch" and context.get("pattern") == ADDRESS_PATTERN:
        return document.problem(location, f"{quoted(value)} {where}", "an address that begins with https://")
    if error == "literal_error":
        known = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return document.problem(location, f"{_shown(value)} {where}", one_of(known), nearest(str(value), known))
    return document.problem(location, f"{_shown(value)} {where}", _expected(error, context, detail["msg"]))


def _where(document: Document, location: Location) -> str:
    if not location:
        return "at the top of the file"
    if location[-1] == "[key]":
        return "as a key"
    if isinstance(document.at(*location[:-1]), tuple):
        return f"as entry {int(location[-1]) + 1} of the list"
    return f"for key '{location[-1]}'"


def _shown(value: Any) -> str:
    if value is None:
        return "no value"
    if isinstance(value, bool):
        return quoted(str(value).lower())
    if isinstance(value, dict):
        return "keys and values"
    return "a list" if isinstance(value, tuple) else quoted(value)


_EXPECTED = {
    "string_type": "text (put quotes round a number, a date or true/false)",
    "string_too_short": "some text",
    "string_too_long": "at most {max_length} characters",
    "int_type": "a whole number, without quotes",
    "float_type": "a number with a decimal point, without quotes",
    "is_instance_of": "a number with a decimal point, without quotes",
    "finite_number": "a number",
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le}",
    "too_short": "at least {min_length} in the list",
    "too_long": "at most {max_length} in the list",
    "invalid_key": "a word as key",
    "tuple_type": "a list (lines that begin with '- ')",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "bool_type": "true or false",
    "date_type": "a date such as 2026-03-24, without a time",
}


def _expected(error: str, context: dict[str, Any], message: str) -> str:
    template = _EXPECTED.get(error)
    return template.format(**context) if template else message[:1].lower() + message[1:]


def _keys_at(kind: Any, location: Sequence[str | int]) -> list[str]:
    """The keys that the model at a location knows, found by walking the annotations."""
    kind = FieldInfo.from_annotation(kind).annotation
    if get_origin(kind) in (Union, UnionType):
        kinds = [FieldInfo.from_annotation(arg).annotation for arg in get_args(kind) if arg is not type(None)]
        lists = [arg for arg in kinds if get_origin(arg) is tuple]
        with_keys = [arg for arg in kinds if isinstance(arg, type) and issubclass(arg, BaseModel)]
        kind = [*(lists if location and isinstance(location[0], int) else with_keys), *kinds][0]
    if not location:
        return list(kind.model_fields) if isinstance(kind, type) and issubclass(kind, BaseModel) else []
    head, rest = location[0], location[1:]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _keys_at(kind.model_fields[str(head)].annotation, rest)
    arguments = get_args(kind)
    return _keys_at(arguments[-1] if get_origin(kind) is dict else arguments[0], rest)
