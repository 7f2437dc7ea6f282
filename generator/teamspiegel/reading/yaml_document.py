"""YAML with a line number for every key and value."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from teamspiegel.contracts.problem import Problem, quoted

Location = tuple[str | int, ...]

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

    def entry(self, id_: str, *within: str | int, key: str = "id") -> Location:
        """The location of the first entry in the list at `within` that is this id, or has it under `key`.

        By value, because an entry with a mistake is left out of the models: their indexes are not the file's.
        """
        listed = self.at(*within)
        for index, entry in enumerate(listed if isinstance(listed, list) else []):
            if id_ == (entry.get(key) if isinstance(entry, dict) else entry):
                return (*within, index)
        return within

    def ids(self, *within: str | int) -> tuple[str, ...]:
        """Every id in the list at `within`, once and in order, also of an entry that is left out of the models."""
        listed = self.at(*within)
        found = (entry.get("id") for entry in (listed if isinstance(listed, list) else []) if isinstance(entry, dict))
        return tuple(dict.fromkeys(id_ for id_ in found if isinstance(id_, str)))

    def problem(self, location: Location, found: str, expected: str, mend: str = "") -> Problem:
        """A problem at a location in this document."""
        return Problem(self.path, self.line(*location), found, expected, mend)


def parse(path: str, text: str, problems: list[Problem], first_line: int = 1) -> Document | None:
    """The document in a YAML text that begins at `first_line` of its file; None, and problems, when it cannot be read.

    Aliases are refused: nothing here needs them, and a few lines of them can grow into gigabytes. So are tags, which
    can ask for more than a text, a number, a date, a list or keys with values.
    """
    document = Document(path, None)
    loader = _Loader(text)
    try:
        if refused := list(_refused(path, text, first_line)):
            problems.extend(refused)
            return None
        node = loader.get_single_node()
        document.value = _plain(node, (), document, loader, first_line, problems) if node else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        found = f"a mistake in the YAML ({error.problem or 'it does not parse'})"
        mend = "look at the indentation (spaces, no tabs), and put quotes round a text with a colon or a #"
        problems.append(Problem(path, (mark.line if mark else 0) + first_line, found, "keys and values", mend))
        return None
    except (yaml.YAMLError, RecursionError):
        expected = "keys and values, not too deep, without control characters"
        problems.append(Problem(path, first_line, "a text that is no YAML", expected))
        return None
    finally:
        loader.dispose()
    return document


def _refused(path: str, text: str, first_line: int) -> Iterator[Problem]:
    for event in yaml.parse(text, Loader=_Loader):
        line = (event.start_mark.line if event.start_mark else 0) + first_line
        if isinstance(event, yaml.AliasEvent):
            yield Problem(path, line, "an alias (*)", "plain values", "write the value out")
        elif getattr(event, "tag", None):
            yield Problem(path, line, "a tag (!)", "plain values", "put quotes round a text that begins with !")


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
        return _scalar(node, loader)
    mapping: dict[Any, Any] = {}
    for key_node, child in node.value:
        key = _scalar(key_node, loader) if isinstance(key_node, yaml.ScalarNode) else None
        line = key_node.start_mark.line + first_line
        if not isinstance(key, str | int) or isinstance(key, bool):
            mend = "put quotes round yes, no, on, off or a date"
            problems.append(Problem(document.path, line, "a key that is no word", "a word as key", mend))
        elif key in mapping:
            problems.append(Problem(document.path, line, f"key {quoted(key)} twice", "each key once"))
        else:
            document.lines[(*at, key)] = line
            mapping[key] = _plain(child, (*at, key), document, loader, first_line, problems)
    return mapping


def _scalar(node: yaml.Node, loader: Any) -> Any:
    """The value of a scalar; its text when it looks like a date or a number and is none, such as 2026-02-30."""
    try:
        return loader.construct_object(node)
    except ValueError:
        return node.value
