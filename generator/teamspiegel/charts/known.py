"""What templates are built with, and those that were built before: a template follows from what it is asked for with.

Building one takes long, and so does loading Altair, which waits until there is one to build.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from teamspiegel.contracts.known import Known

if TYPE_CHECKING:
    import altair as alt
else:

    class _Altair:
        """Stands for the library until something of it is asked for."""

        def __getattr__(self, name: str) -> Any:
            import altair

            return getattr(altair, name)

    alt = _Altair()

__all__ = ["TEMPLATES", "alt", "known"]

TEMPLATES = Known()
"""Specifications as JSON, by the name of the function that makes them and its arguments."""


def known(make: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Lets a function that makes a template out of texts, numbers and declarations do so once for each of these."""

    @wraps(make)
    def template(*arguments: Any) -> dict[str, Any]:
        # As a text, in which 1, 1.0 and true are three different things, and a declaration has all of its fields.
        asked = json.dumps(arguments, default=lambda model: model.model_dump(mode="json"))
        name = f"{make.__module__}.{make.__qualname__} {asked}"
        text = TEMPLATES.get(name)
        if text is None:
            text = json.dumps(make(*arguments))
            TEMPLATES.put(name, text)
        found: dict[str, Any] = json.loads(text)
        return found

    return template
