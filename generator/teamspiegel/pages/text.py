"""Text for Markdown: what an author or a file supplies never becomes markup."""

import re
from functools import lru_cache
from html import escape

from markupsafe import Markup

ACTIVE = re.compile(r"""[&<>"\\`*_\[\]{}|~!#]|^[-+=]|^\d+(?=[.)])""")
"""What Markdown or HTML would read as more than text, anywhere in a line or at its beginning.

The apostrophe is not among them: templates put attributes in double quotes, and Dutch is full of apostrophes.
"""

NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Control characters. Neither YAML nor HTML may hold them."""

MOST_TEXTS = 10_000
"""So many texts are remembered: names and labels stand on many pages."""


def plain(value: object) -> Markup:
    """The value as text that reads the same in Markdown and in HTML: active characters become entities."""
    return value if isinstance(value, Markup) else _plain(str(value))


@lru_cache(maxsize=MOST_TEXTS)
def _plain(text: str) -> Markup:
    return Markup(ACTIVE.sub(lambda match: "".join(f"&#{ord(letter)};" for letter in match[0]), line(text)))


def bare(title: str) -> str:
    """A title for a site builder, which writes it into HTML as it is: one line of text that is no markup there."""
    return escape(line(title), quote=False)


def line(text: str) -> str:
    """The text on one line, without control characters."""
    return NO_TEXT.sub("", " ".join(text.split()))
