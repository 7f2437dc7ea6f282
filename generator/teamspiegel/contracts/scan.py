"""A scan: a few topics, scored by people in several roles, held beside each other role by role."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from teamspiegel.contracts.answers import SOURCES, AnswerFile, AnswerScale, Asked
from teamspiegel.contracts.model import Model, Name, RecommendationId, Slug, Text
from teamspiegel.contracts.other import OtherInstrument, Role, roles_in
from teamspiegel.contracts.published import Published


class Topic(Model, title="a topic"):
    """One of the things that a scan asks about."""

    id: Slug = Field(description="its column in the data file")
    name: Name = Field(description="what readers see; keep it under 40 characters")
    text: Text = Field(description="the whole statement or question")
    reversed: bool = Field(default=False, description="a high score is bad news")
    recommendations: tuple[RecommendationId, ...] = Field(
        default=(), description="what helps where roles see it differently"
    )


class Scan(OtherInstrument, title="a scan"):
    """An instrument of `kind: scan`: topics on a scale, by role."""

    ASKED: ClassVar[tuple[str, ...]] = ("topics",)

    kind: Literal["scan"] = Field(description="what kind of instrument it is: `scan`")
    scale: AnswerScale = Field(description="the scores that an answer may have")
    topics: tuple[Topic, ...] = Field(min_length=1, description="what is scored, in the order in which readers see it")
    roles: tuple[Role, ...] = Field(
        min_length=2, description="who answers; the file has a column `role` with one of their ids"
    )

    @cached_property
    def answer_files(self) -> tuple[AnswerFile, ...]:
        """One file, a row per respondent."""
        items = {topic.id: Asked(self.scale, topic.reversed) for topic in self.topics}
        return (AnswerFile(self.id, SOURCES["survey"], items, self.level, roles_in(self.roles)),)


@dataclass(frozen=True)
class Gap:
    """The two roles that lie furthest apart, and how far: a difference of published means."""

    low: str
    high: str
    difference: float


@dataclass(frozen=True)
class ScanResults:
    """What is published of a scan of one unit in one round.

    `people`: how many answered, by role, for every role of the instrument. `means`: by topic and role, only where
    anybody answered. `overall` and `gaps`: by topic, over its roles with a published mean, where there are two or more.
    """

    people: Mapping[str, int]
    means: Mapping[str, Mapping[str, Published]]
    overall: Mapping[str, float]
    gaps: Mapping[str, Gap]

    @property
    def took_part(self) -> int:
        """How many answered, in all roles together."""
        return sum(self.people.values())
