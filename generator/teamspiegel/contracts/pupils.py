"""A questionnaire for pupils: scales, of which each pupil has a value, in classes that are no more than clusters."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from teamspiegel.contracts.answers import AnswerFile, AnswerScale, Asked, Group, Source
from teamspiegel.contracts.model import Count, ElementId, LevelName, Model, Name, Slug, Text
from teamspiegel.contracts.other import OtherInstrument
from teamspiegel.contracts.published import Withheld

FEWEST_CLASSES = 5
"""A class is a teacher: so many of them are needed before anything is said."""


class PupilItem(Model, title="a question for pupils"):
    """One question or statement for pupils."""

    id: Slug = Field(description="its column in the data file")
    text: Text = Field(description="the whole statement")
    reversed: bool = Field(default=False, description="a high score is bad news")


class PupilScale(Model, title="a scale of pupils"):
    """A few questions about one thing; a pupil's value is the mean of the answers to them."""

    id: Slug = Field(description="its name")
    name: Name = Field(description="what readers see")
    description: Text = Field(description="what it is about, in a sentence")
    items: tuple[PupilItem, ...] = Field(min_length=1, description="its questions, in the order of asking")
    elements: tuple[ElementId, ...] = Field(
        default=(), description="the elements of the survey in layers that it is about, on whose pages it stands too"
    )


class Pupils(OtherInstrument, title="a questionnaire for pupils"):
    """An instrument of `kind: pupils`: scales that pupils score, told of a whole school and never of a class."""

    ASKED: ClassVar[tuple[str, ...]] = ("scales", "items")

    kind: Literal["pupils"] = Field(description="what kind of instrument it is: `pupils`")
    level: LevelName = Field(default="school", description="whose answers are counted together")
    scale: AnswerScale = Field(description="the scores that an answer may have")
    scales: tuple[PupilScale, ...] = Field(min_length=1, description="what is asked about")
    fewest_classes: Count = Field(
        default=FEWEST_CLASSES, ge=FEWEST_CLASSES, description="how many classes are needed before anything is said"
    )

    @cached_property
    def answer_files(self) -> tuple[AnswerFile, ...]:
        """One file: a row per pupil, with a code of the class and a column per question. Pupils are no members."""
        items = {item.id: Asked(self.scale, item.reversed) for one in self.scales for item in one.items}
        source = Source(unit="pupil")
        return (AnswerFile(self.id, source, items, self.level, Group("class"), of_members=False),)


@dataclass(frozen=True)
class Level:
    """What pupils say of one scale: the mean of their own values, and how sure that is.

    `n`, `classes`: how many pupils and classes. `error`: the standard error of the mean, in one decimal more than the
    mean, over classes as clusters. `margin`: half the 95% interval. What is None is withheld, `withheld` says why;
    `at_least` and `at_most` may stand in the place of a mean.
    """

    n: int
    classes: int
    mean: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    error: float | None = None
    margin: float | None = None
    withheld: Withheld | None = None


@dataclass(frozen=True)
class PupilsResults:
    """What is published of a questionnaire for pupils of one school in one round, by scale."""

    pupils: int
    classes: int
    levels: Mapping[str, Level]

    @property
    def took_part(self) -> int:
        """How many pupils answered."""
        return self.pupils
