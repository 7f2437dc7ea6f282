"""A hash of values, by which one process knows what another one had."""

import io
import pickle
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from pydantic import BaseModel

PROTOCOL = 5


def digest(value: object) -> str:
    """The hash of declarations, records and what they hold.

    Of a declaration or a record its fields count, and not what it remembers of them. Two values with the same hash read
    the same: it is that of all that `pickle` needs to make them again. What the same program makes of the same has the
    same hash, in every process; equal values that share other parts of themselves may have another one.
    """
    written = io.BytesIO()
    _Writer(written, PROTOCOL).dump(value)
    return sha256(written.getbuffer()).hexdigest()


class _Writer(pickle.Pickler):
    def reducer_override(self, value: object) -> Any:
        """A declaration or a record as its kind and its fields."""
        kind: Any = type(value)
        names = _fields_of(kind)
        return NotImplemented if names is None else (kind, tuple(getattr(value, name) for name in names))

    def persistent_id(self, value: object) -> Any:
        """A set in an order of its own: its elements come in another one in each process."""
        return ("set", sorted(value, key=repr)) if isinstance(value, set | frozenset) else None


@cache
def _fields_of(kind: Any) -> tuple[str, ...] | None:
    if is_dataclass(kind):
        return tuple(field.name for field in fields(kind))
    return tuple(kind.model_fields) if issubclass(kind, BaseModel) else None
