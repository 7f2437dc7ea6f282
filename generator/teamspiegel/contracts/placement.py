"""A placement: in which phase people see a topic, in order from the first to the last."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from teamspiegel.contracts.answers import SOURCES, AnswerFile, AnswerScale, Asked
from teamspiegel.contracts.model import Count, Model, Name, RecommendationId, Slug, Text
from teamspiegel.contracts.other import OtherInstrument, Role, roles_in
from teamspiegel.contracts.published import Withheld

EVERYBODY = ""
"""The group of an instrument that asks for no role."""


class Placed(Model, title="a placed topic"):
    """One of the things that people place."""

    id: Slug = Field(description="what stands in the column `topic`, or its own column in a wide file")
    name: Name = Field(description="what readers see; keep it under 40 characters")
    text: Text = Field(description="the whole statement or question")
    recommendations: tuple[RecommendationId, ...] = Field(
        default=(), description="what helps when there is something to talk about"
    )


class Phase(Model, title="a phase"):
    """One of the places in order: a phase, a step, or an answer from no to yes."""

    name: Name = Field(description="what readers see")
    description: Text | None = Field(default=None, description="what it looks like, in a sentence")


class Placement(OtherInstrument, title="a placement"):
    """An instrument of `kind: placement`: topics, each of which people place in one of a few phases."""

    ASKED: ClassVar[tuple[str, ...]] = ("topics",)

    kind: Literal["placement"] = Field(description="what kind of instrument it is: `placement`")
    phases: tuple[Phase, ...] = Field(
        min_length=3,
        max_length=7,
        description="the places from the first to the last; in the data they are 1, 2, 3 ...",
    )
    topics: tuple[Placed, ...] = Field(min_length=1, description="what is placed, in the order in which readers see it")
    roles: tuple[Role, ...] = Field(
        default=(), description="who answers; the file then has a column `role` with one of their ids"
    )
    talking_point: Count | None = Field(
        default=None,
        ge=1,
        description="a topic is a talking point when the median is in this phase or an earlier one, or when a third of "
        "the people place it there; two phases or more come after it",
    )

    @cached_property
    def answer_files(self) -> tuple[AnswerFile, ...]:
        """One file: a row per respondent and topic, or a row per respondent and a column per topic."""
        scale = AnswerScale(min=1, max=len(self.phases))
        items = {topic.id: Asked(scale) for topic in self.topics}
        roles = roles_in(self.roles)
        return (AnswerFile(self.id, SOURCES["survey"], items, self.level, roles, long=("topic", "phase")),)

    @property
    def groups(self) -> tuple[str, ...]:
        """The ids of the roles; one group of everybody where none is asked for."""
        return tuple(role.id for role in self.roles) or (EVERYBODY,)


@dataclass(frozen=True)
class Place:
    """Where a group places one topic.

    `n`: how many placed it. `median`: the phase in the middle, the lower one of two. `counts`: how many chose each
    phase, from the first on. `divided`: no two phases beside each other hold three quarters. `talking_point`: None
    where the instrument knows none. What is None is withheld, and `withheld` says why.
    """

    n: int
    median: int | None = None
    counts: tuple[int, ...] | None = None
    divided: bool | None = None
    talking_point: bool | None = None
    withheld: Withheld | None = None


@dataclass(frozen=True)
class PlacementResults:
    """What is published of a placement of one unit in one round, by topic and by role."""

    people: Mapping[str, int]
    places: Mapping[str, Mapping[str, Place]]

    @property
    def took_part(self) -> int:
        """How many answered, in all roles together."""
        return sum(self.people.values())
