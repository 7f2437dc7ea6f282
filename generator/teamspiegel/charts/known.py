"""Templates that were built before: a template follows from what it is asked for with, and building one takes long."""

import json
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from teamspiegel.contracts.known import Known

TEMPLATES = Known()
"""Specifications as JSON, by the name of the function that makes them and its arguments."""


def known(make: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Lets a function that makes a template out of texts, numbers and declarations do so once for each of these."""

    @cache
    @wraps(make)
    def template(*arguments: Any) -> dict[str, Any]:
        name = f"{make.__module__}.{make.__qualname__} {json.dumps(arguments, default=_declared)}"
        if (text := TEMPLATES.get(name)) is None:
            text = json.dumps(make(*arguments))
            TEMPLATES.put(name, text)
        found: dict[str, Any] = json.loads(text)
        return found

    return template


def _declared(model: Any) -> Any:
    """A declaration as JSON holds it, with all of its fields."""
    return model.model_dump(mode="json")
