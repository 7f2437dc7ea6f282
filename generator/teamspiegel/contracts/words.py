"""What a school calls its pupils and its leaders, and the places in texts where these words stand."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from teamspiegel.contracts.model import Model

WORD = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")

PLACE = re.compile(r"(?<!\{)\{((?:[^\W\d_]+ )?[^\W\d_]+)\}(?!\})")
"""A place for a word: one or two words between single brackets. What templates and attributes write looks otherwise."""

AGREEING = {
    "de": "het",
    "deze": "dit",
    "die": "dat",
    "elke": "elk",
    "iedere": "ieder",
    "onze": "ons",
    "welke": "welk",
}
"""What may stand before one of them, for a word with "de"; and the same for a word with "het"."""


def _word(value: str) -> str:
    if not WORD.fullmatch(value):
        raise PydanticCustomError("no_word", "a word or a few, as they stand within a sentence: letters, no digits")
    return value


Word = Annotated[str, AfterValidator(_word), Field(title="a word")]


class Called(Model, title="what somebody is called"):
    """A word for one of them, for more of them, and the article of the first."""

    one: Word = Field(description="the word for one of them, as within a sentence: `student`")
    many: Word = Field(description="the word for more of them: `studenten`")
    article: Literal["de", "het"] = Field(default="de", description="what goes before the word for one: *het* kind")


class Words(Model, title="the words of the school"):
    """How the school calls who learn there, and who lead it. Every text follows, the library included."""

    pupil: Called = Field(
        default=Called(one="leerling", many="leerlingen"),
        description="who learn there: what stands in the place of `{leerling}` and `{leerlingen}`",
    )
    leader: Called = Field(
        default=Called(one="schoolleider", many="schoolleiders"),
        description="who lead it: what stands in the place of `{schoolleider}` and `{schoolleiders}`",
    )

    def fill(self, text: str) -> str:
        """The text with the school's words in their places; other brackets stay as they are."""
        return PLACE.sub(lambda place: self._by_place.get(place[1], place[0]), text)

    @cached_property
    def _by_place(self) -> Mapping[str, str]:
        return dict(_places(self))


def _places(words: Words) -> Iterator[tuple[str, str]]:
    """Every place with what stands there, both also as at the beginning of a sentence."""
    for default, called in ((STANDARD.pupil, words.pupil), (STANDARD.leader, words.leader)):
        found = [(default.one, called.one), (default.many, called.many)]
        for of_de, of_het in AGREEING.items():
            before = of_de if called.article == "de" else of_het
            found.append((f"{of_de} {default.one}", f"{before} {called.one}"))
        for place, word in found:
            yield place, word
            yield _begins(place), _begins(word)


def _begins(text: str) -> str:
    return text[0].upper() + text[1:]


STANDARD = Words()
"""What a school is taken to say that says nothing about it; these words name the places too."""
PLACES = tuple(dict(_places(STANDARD)))
"""What may stand between the brackets."""
