"""Narrative interviews: what people told, coded by theme and by whether it supports or hinders."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Literal, get_args

from pydantic import Field

from teamspiegel.contracts.answers import AnswerFile, Group, Source
from teamspiegel.contracts.model import ElementId, Model, Name, Slug, Text
from teamspiegel.contracts.other import OtherInstrument, Role, roles_in
from teamspiegel.contracts.published import Withheld

Direction = Literal["steunt", "belemmert"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
THEME, DIRECTION, QUOTE, CLEARED = "theme", "direction", "quote", "cleared"
"""The columns of a file of statements, after those of the interview and the role."""

HowMany = int | Literal["few", "nearly all"]
"""In how many interviews something is told: exactly, or a word where a number would say too much."""


class Theme(Model, title="a theme of interviews"):
    """One of the things that people tell about."""

    id: Slug = Field(description="what stands in the column `theme`")
    name: Name = Field(description="what readers see; keep it under 40 characters")
    text: Text = Field(description="what it is about, in a sentence")
    elements: tuple[ElementId, ...] = Field(
        default=(), description="the elements of the survey in layers that it is about, on whose pages it stands too"
    )


class Interviews(OtherInstrument, title="interviews"):
    """An instrument of `kind: interviews`: statements from interviews, each coded with a theme and a direction."""

    ASKED: ClassVar[tuple[str, ...]] = ("themes",)

    kind: Literal["interviews"] = Field(description="what kind of instrument it is: `interviews`")
    themes: tuple[Theme, ...] = Field(min_length=1, description="what people tell about, in the order of the page")
    roles: tuple[Role, ...] = Field(
        default=(), description="whom was talked with; the file then has a column `role`, which no page shows"
    )

    @cached_property
    def answer_files(self) -> tuple[AnswerFile, ...]:
        """One file: a row per statement."""
        themes = tuple(theme.id for theme in self.themes)
        source = Source(unit="interview")
        return (StatementsFile(self.id, source, {}, self.level, roles_in(self.roles), of_members=False, themes=themes),)


@dataclass(frozen=True)
class StatementsFile(AnswerFile):
    """A file of coded statements: each row is one, with its theme, its direction, and a quote that may be cleared."""

    themes: tuple[str, ...] = ()

    def item_columns(self, heads: Collection[str]) -> tuple[str, ...]:
        """The columns besides those of the interview and the role."""
        return THEME, DIRECTION, QUOTE, CLEARED

    @property
    def words(self) -> tuple[Group, ...]:
        """The columns that hold one of a few words."""
        return Group(THEME, self.themes), Group(DIRECTION, DIRECTIONS)


@dataclass(frozen=True)
class Told:
    """What is published of a theme: in how many interviews something supports and hinders, and cleared quotes."""

    counts: Mapping[Direction, HowMany]
    quotes: Mapping[Direction, tuple[str, ...]]


@dataclass(frozen=True)
class InterviewsResults:
    """What is published of interviews of one unit in one round: how many there were, and each theme."""

    interviews: int
    themes: Mapping[str, Told]
    withheld: Withheld | None = None

    @property
    def took_part(self) -> int:
        """How many interviews there were."""
        return self.interviews
