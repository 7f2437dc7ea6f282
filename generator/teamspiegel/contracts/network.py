"""A network: whom people work with, told in a few numbers of the whole and never by who is tied to whom."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from teamspiegel.contracts.answers import AnswerFile, Source
from teamspiegel.contracts.model import Model, Name, Slug, Text
from teamspiegel.contracts.other import OtherInstrument
from teamspiegel.contracts.published import Withheld

QUESTION, FROM, TO = "question", "from", "to"
"""The columns of a file of ties."""
PERSON, ANSWERED = "person", "answered"
"""The columns of the list of people."""
PEOPLE = "-people"
"""What the name of the list of people ends with."""


class NetworkQuestion(Model, title="a question about ties"):
    """One kind of tie: with whom people do something."""

    id: Slug = Field(description="what stands in the column `question`")
    name: Name = Field(description="what readers see; keep it under 40 characters")
    text: Text = Field(description="the whole question")


@dataclass(frozen=True)
class TiesFile(AnswerFile):
    """A file of ties: each row says who named whom, and for which of the `questions`."""

    questions: tuple[str, ...] = ()

    def item_columns(self, heads: Collection[str]) -> tuple[str, ...]:
        """The columns besides that of who named."""
        return QUESTION, TO


@dataclass(frozen=True)
class PeopleFile(AnswerFile):
    """The list of everybody who can be named, and whether they answered."""

    def item_columns(self, heads: Collection[str]) -> tuple[str, ...]:
        """The column besides that of the person."""
        return (ANSWERED,)


class Network(OtherInstrument, title="a network"):
    """An instrument of `kind: network`: who names whom, for each of a few questions."""

    ASKED: ClassVar[tuple[str, ...]] = ("questions",)

    kind: Literal["network"] = Field(description="what kind of instrument it is: `network`")
    questions: tuple[NetworkQuestion, ...] = Field(min_length=1, description="what people name each other for")

    @cached_property
    def answer_files(self) -> tuple[AnswerFile, ...]:
        """Two files: the ties, and `<id>-people` with everybody who could be named and whether they answered."""
        questions = tuple(question.id for question in self.questions)
        return (
            TiesFile(self.id, Source(unit=FROM), {}, self.level, questions=questions),
            PeopleFile(f"{self.id}{PEOPLE}", Source(unit=PERSON), {}, self.level),
        )


def density(listed: int, answered: int, drawn: int) -> Fraction:
    """L / (R (N - 1)): of N on the list R answered, and drew L ties."""
    return Fraction(drawn, answered * (listed - 1))


def reciprocity(both: int, mutual: int) -> Fraction:
    """Of the ties with both ends among those who answered, the part that goes both ways; 0 where there are none."""
    return Fraction(mutual, both) if both else Fraction()


def centralisation(listed: int, drawn: int, most: int) -> Fraction:
    """The sum of (max d - d) over (N - 1)², of in-degrees d of N people: 1 where everybody names one person.

    Freeman, Centrality in social networks: conceptual clarification, Social Networks 1, 1979.
    """
    return Fraction(listed * most - drawn, (listed - 1) ** 2)


@dataclass(frozen=True)
class Ties:
    """What is published of one question. Shares are parts of 1, in whole percentages.

    `density`: of the ties that those who answered could have drawn, how many they drew. `reciprocity`: of the ties
    between two who both answered, how many go both ways. `centralisation`: how much they all lead to one person, from
    0 to 1. `isolated`: the part of those who answered that has no tie at all. What is None is withheld.
    """

    density: float | None = None
    reciprocity: float | None = None
    centralisation: float | None = None
    isolated: float | None = None
    errors: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class NetworkResults:
    """What is published of a network of one unit in one round: how many were listed and answered, and each question."""

    listed: int
    answered: int
    ties: Mapping[str, Ties]
    withheld: Withheld | None = None

    @property
    def took_part(self) -> int:
        """How many answered."""
        return self.answered
