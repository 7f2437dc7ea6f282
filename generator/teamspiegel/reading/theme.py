"""Read `theme/`: wording, palette, templates of pages and papers, and assets."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from teamspiegel.contracts.problem import InputProblems, Problem
from teamspiegel.contracts.theme import Colour, Palette, Theme, Wording
from teamspiegel.reading.text import Tree, missing, text_of
from teamspiegel.reading.yaml_document import parse

LANGUAGE = "nl"
PALETTE = "theme/palette.yml"


def read_theme(tree: Tree) -> Theme:
    """The theme in a tree of files below `theme/`. Raises InputProblems when a file of it does not parse."""
    problems: list[Problem] = []
    wording = Wording(dict(_texts(tree, problems)))
    palette = _yaml(tree, PALETTE, problems)
    if problems:
        raise InputProblems(problems)
    return Theme(
        wording,
        Palette(
            {role: Colour(**shades) for role, shades in palette["roles"].items()},
            tuple(Colour(**shades) for shades in palette["series"]),
            tuple(palette["ramp"]),
            tuple(Colour(**shades) for shades in palette["blocks"]),
        ),
        {path.removeprefix("theme/pages/"): tree[path].decode() for path in _below(tree, "theme/pages/")},
        {path.removeprefix("theme/"): tree[path] for path in _below(tree, "theme/assets/")},
        {path.removeprefix("theme/papers/"): tree[path].decode() for path in _below(tree, "theme/papers/")},
    )


def _below(tree: Tree, folder: str) -> list[str]:
    return [path for path in sorted(tree) if path.startswith(folder)]


def _yaml(tree: Tree, path: str, problems: list[Problem]) -> Any:
    if path not in tree:
        problems.append(missing(path, "a file of the theme"))
        return None
    text = text_of(path, tree[path], problems)
    document = parse(path, text, problems) if text is not None else None
    return document.value if document else None


def _texts(tree: Tree, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """The catalogue of the language: the file's name, then its keys, joined by dots."""
    for path in _below(tree, f"theme/wording/{LANGUAGE}/"):
        yield from _flat(PurePosixPath(path).stem, _yaml(tree, path, problems))


def _flat(key: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, below in value.items():
            yield from _flat(f"{key}.{name}", below)
    elif value is not None:
        yield key, str(value)
