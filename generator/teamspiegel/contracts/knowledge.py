"""A knowledge test: questions that an answer is right or wrong on, for each of the systems that people work with."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from teamspiegel.contracts.answers import SOURCES, AnswerFile, AnswerScale, Asked, Group
from teamspiegel.contracts.model import Model, Name, Slug, Text
from teamspiegel.contracts.other import OtherInstrument
from teamspiegel.contracts.published import Published, Withheld

RIGHT_OR_WRONG = AnswerScale(min=0, max=1)
SYSTEM = "system"
"""The column that says which test somebody made."""


class System(Model, title="a system"):
    """One of the systems that people work with, and make the test about."""

    id: Slug = Field(description="what stands in the column `system`")
    name: Name = Field(description="what readers see")


class TestItem(Model, title="a test question"):
    """One question of the test."""

    __test__ = False  # pytest looks for tests by their names

    id: Slug = Field(description="its column in the data file")
    name: Name = Field(description="what readers see; keep it under 40 characters")
    text: Text = Field(description="the whole question")


class KnowledgeTest(OtherInstrument, title="a knowledge test"):
    """An instrument of `kind: test`: questions that are answered right (1) or wrong (0, or nothing)."""

    ASKED: ClassVar[tuple[str, ...]] = ("items",)

    kind: Literal["test"] = Field(description="what kind of instrument it is: `test`")
    systems: tuple[System, ...] = Field(
        min_length=1, description="which systems the test is made about; each is a group that is never added to another"
    )
    items: tuple[TestItem, ...] = Field(min_length=2, description="the questions, in the order of asking")

    @cached_property
    def answer_files(self) -> tuple[AnswerFile, ...]:
        """One file: a row per respondent with the system, and a column per question."""
        items = {item.id: Asked(RIGHT_OR_WRONG) for item in self.items}
        group = Group(SYSTEM, tuple(system.id for system in self.systems))
        return (AnswerFile(self.id, SOURCES["survey"], items, self.level, group, blank=0),)


@dataclass(frozen=True)
class TestResult:
    """What is published of the people who made the test about one system. Shares are parts of 1.

    `items`: the share that was right, or where it lies, by question. `mean`: of everybody's own share right; where a
    question shows no more than a bound, `at_least` and `at_most` may stand in its place. `sd`: of the own shares.
    `reliability`: KR-20, of a group of at least thirty. What is None is withheld, and `withheld` says why.
    """

    __test__ = False

    people: int
    items: Mapping[str, Published]
    mean: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    sd: float | None = None
    reliability: float | None = None
    withheld: Withheld | None = None


@dataclass(frozen=True)
class KnowledgeResults:
    """What is published of a knowledge test of one unit in one round, by system that anybody made it about."""

    systems: Mapping[str, TestResult]

    @property
    def took_part(self) -> int:
        """How many made the test, about any system."""
        return sum(one.people for one in self.systems.values())
