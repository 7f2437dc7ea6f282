"""Templates that were built before: a template follows from what it is asked for with, and building one takes long."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from teamspiegel.contracts.known import Known

TEMPLATES = Known()
"""Specifications as JSON, by the name of the function that makes them and its arguments."""


def known(make: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Lets a function that makes a template out of texts, numbers and declarations do so once for each of these."""
    read = dict[str, dict[str, Any]]()

    @wraps(make)
    def template(*arguments: Any) -> dict[str, Any]:
        # As a text, in which 1, 1.0 and true are three different things.
        name = f"{make.__module__}.{make.__qualname__} {json.dumps(arguments, default=_declared)}"
        text = TEMPLATES.get(name)
        if text is None:
            text = json.dumps(make(*arguments))
            TEMPLATES.put(name, text)
        if text not in read:
            read[text] = json.loads(text)
        return read[text]

    return template


def _declared(model: Any) -> Any:
    """A declaration as JSON holds it, with all of its fields."""
    return model.model_dump(mode="json")
