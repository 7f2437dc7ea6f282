"""Text for Markdown: what an author or a file supplies never becomes markup."""

import re
from datetime import date

from markupsafe import Markup

from teamspiegel.contracts.theme import Wording

ACTIVE = re.compile(r"""[&<>"'\\`*_\[\]{}|~!#]|^[-+=]|^\d+(?=[.)])""")
"""What Markdown or HTML would read as more than text, anywhere in a line or at its beginning."""


def plain(value: object) -> Markup:
    """The value as text that reads the same in Markdown and in HTML: active characters become entities."""
    if isinstance(value, Markup):
        return value
    text = " ".join(str(value).split())
    return Markup(ACTIVE.sub(lambda match: "".join(f"&#{ord(letter)};" for letter in match[0]), text))


def in_words(day: date, wording: Wording, year: bool = True) -> str:
    """A date as people write it: 24 maart 2026, or without its year."""
    words = f"{day.day} {wording.say(f'dates.months.{day.month}')}"
    return f"{words} {day.year}" if year else words
