"""A paper: what stands on it as plain data, for a template of the theme to typeset."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Paper:
    """A paper before it is typeset: where it goes, and which template is given what.

    `data` is what JSON can hold, and reaches the template as data: no text of an author is read as markup. `drawings`:
    the SVGs that the data names, by file name.
    """

    path: str
    template: str
    data: Mapping[str, Any]
    drawings: Mapping[str, bytes] = field(default_factory=dict)


Typeset = Callable[[Iterable[Paper], Mapping[str, str]], Iterable[bytes]]
"""Turns papers into PDFs, in the same order, as they come, with the theme's templates by file name. Handed in, as
drawing is."""
