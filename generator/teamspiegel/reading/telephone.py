"""Telephone numbers in texts: those that somebody could call, and none of an organisation that everybody may."""

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatcher, PhoneNumberType, number_type

REGION = "NL"
NOBODYS = {PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST}
"""Numbers of organisations only: a helpline may be named."""

BROKEN = re.compile(r"(?<=[\d)])[ \t]*\n[ \t>]*(?=\d)")
AROUND = 20
"""How many characters on either side of a broken line belong to a number at most."""
LONGEST_LINK = 200
DATE = re.compile(r"\d\d?[-./ ]\d\d?[-./ ](?:19|20)\d\d(?!\d)")
BEFORE_A_NUMBER_OF_A_BOOK = re.compile(r"(?:isbn|issn|doi)\W{0,3}(?:1[03]\W{0,3})?$")
IN_AN_ADDRESS = re.compile(r"https?://\S*$")


def numbers_in(text: str) -> Iterator[tuple[int, int]]:
    """Where numbers stand in a folded text, also those that a line breaks."""
    yield from _dialled(text)
    for gap in BROKEN.finditer(text):
        before, after = text[max(0, gap.start() - AROUND) : gap.start()], text[gap.end() : gap.end() + AROUND]
        begun = "0" in before or "+" in before
        for start, end in _dialled(f"{before} {after}") if begun else ():
            if start < len(before) < end:
                yield start + gap.start() - len(before), end + gap.end() - len(before) - 1


def _dialled(text: str) -> Iterator[tuple[int, int]]:
    """Where numbers stand that somebody could call. What only looks like one (a date, a book) is left alone."""
    for found in PhoneNumberMatcher(text, REGION, leniency=Leniency.VALID):
        before = text[max(0, found.start - LONGEST_LINK) : found.start]
        dialled = found.raw_string.lstrip("(").startswith(("0", "+"))
        other = BEFORE_A_NUMBER_OF_A_BOOK.search(before) or _is_part_of_a_link(before, found.raw_string)
        if dialled and not other and not DATE.match(found.raw_string) and number_type(found.number) not in NOBODYS:
            yield found.start, found.end


def _is_part_of_a_link(before: str, number: str) -> bool:
    """Whether digits are the number of a page on the web; one that begins with + is to be called."""
    return bool(IN_AN_ADDRESS.search(before)) and number.isdigit()
