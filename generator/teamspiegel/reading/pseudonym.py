"""A pseudonym: how it is compared, and what is none."""

import re

from teamspiegel.reading.cells import Odd
from teamspiegel.reading.personal import Personal
from teamspiegel.reading.phrases import visible

PSEUDONYM = re.compile(r"[^\s@]{1,80}")
"""One word, so that a name and an e-mail address are noticed."""
NUMBER = re.compile(r"(?P<whole>[0-9]{1,80})([.,]0*)?")


def one_spelling(pseudonym: str) -> str:
    """A pseudonym as it is compared, so that one person is one, however it was typed or a spreadsheet wrote it.

    Without capitals, invisible signs and the ways to write one letter; `4`, `4.0` and `04` are one number.
    """
    if pseudonym.isascii() and pseudonym.isalnum():  # nothing in it is invisible or written in two ways
        plain = pseudonym.lower()
    else:
        plain = visible(visible(pseudonym).casefold()).strip()
    number = NUMBER.fullmatch(plain)
    return str(int(number["whole"])) if number else plain


def compared(cell: str) -> str:
    """A pseudonym in a cell as it is compared; nothing in a cell that is odd."""
    return "" if isinstance(cell, Odd) else one_spelling(cell)


def no_pseudonym(cell: str, name: str, personal: Personal) -> str:
    """What stands where a pseudonym should, without repeating it; nothing when it is one."""
    if not name:
        return str(cell) if isinstance(cell, Odd) else "an empty cell"
    told = "" if PSEUDONYM.fullmatch(name) else "a pseudonym that may be a name or an address"
    return personal.in_a_word(cell) or (name != cell and personal.in_a_word(name)) or told
