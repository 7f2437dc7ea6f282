"""The places for the school's own words in what an author wrote: unknown ones, and headings that keep their address."""

import re
from collections.abc import Iterator

from markdown.extensions.toc import slugify

from teamspiegel.contracts.problem import Problem, closest, one_of, quoted
from teamspiegel.contracts.words import PLACE, PLACES, STANDARD, Words

HEADING = re.compile(r"#{1,6}[ \t]+(?P<text>.*?)[ \t#]*")
OWN_ADDRESS = re.compile(r"\{:?[^{}]*#[^{}]*\}[ \t]*$")


def unknown_places(path: str, text: str, first_line: int = 1) -> Iterator[Problem]:
    """A problem for each place in a text that no word of the school is for."""
    for number, line in enumerate(text.split("\n"), first_line):
        for place in PLACE.finditer(line):
            if place[1] not in PLACES:
                meant = closest(place[1], PLACES)
                mend = f"write '{{{meant}}}'" if meant else "write other brackets, if it is no place for a word"
                known = one_of((f"{{{known}}}" for known in PLACES if known[0].islower()), most=len(PLACES))
                yield Problem(path, number, quoted(place[0]), known, mend, char=place.start() + 1)


def filled(markdown: str, words: Words) -> str:
    """Markdown with the school's words. A heading with one keeps the address that it has with the standard words, so
    that links lead to it whatever a school says."""
    return "\n".join(_heading(line, words) or words.fill(line) for line in markdown.split("\n"))


def _heading(line: str, words: Words) -> str | None:
    """A heading whose address would change with the words, with the address that stays; None for any other line."""
    heading = HEADING.fullmatch(line)
    if not heading or OWN_ADDRESS.search(line):
        return None
    text = heading["text"]
    stays = slugify(STANDARD.fill(text), "-")
    return f"{words.fill(line.rstrip())} {{: #{stays} }}" if slugify(words.fill(text), "-") != stays else None
