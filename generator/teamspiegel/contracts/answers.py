"""What a file of answers holds: an instrument says it, reading checks it, and neither knows the other."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

from pydantic import Field

from teamspiegel.contracts.model import LevelName, Model, Number, Score, Slug, Text

Form = Literal["survey", "observations"]
"""How answers come about: people fill in a list themselves, or somebody is observed, perhaps more than once."""


class Source(Model, title="a source"):
    """A file of answers: what fills a row, and who stands behind it. In both columns are pseudonyms."""

    unit: Slug = Field(description="the column that tells rows apart, such as `respondent` or `lesson`")
    person: Slug | None = Field(
        default=None,
        description="the column that tells apart whom the rows are about, where one person may have several: such as "
        "`teacher`; its rows are observations",
    )

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns with pseudonyms: first the unit, last the person behind it."""
        return (self.unit, self.person) if self.person else (self.unit,)

    @property
    def form(self) -> Form:
        """How the answers come about."""
        return "observations" if self.person else "survey"


SOURCES: Mapping[str, Source] = {
    "survey": Source(unit="respondent"),
    "observations": Source(unit="lesson", person="teacher"),
}
"""The sources that an instrument need not declare."""


class AnswerScale(Model, title="a scale"):
    """The scores that a unit may give."""

    min: Score = Field(description="the lowest score")
    max: Score = Field(description="the highest score, above `min`")
    step: Number = Field(default=1, description="1: whole scores only; 0.5: halves too")
    labels: dict[Score, Text] = Field(default_factory=dict, description="what a score is called, by whole score")

    @cached_property
    def scores(self) -> tuple[float, ...]:
        """Every score on the scale, from low to high. Whole and half scores are exact in binary."""
        count = round((self.max - self.min) / self.step)
        return tuple(self.min + self.step * index for index in range(count + 1))

    def at(self, steps: Fraction) -> Fraction:
        """The score so many steps above the lowest, exactly."""
        return self.min + steps * Fraction(self.step)

    def turned_round(self, score: float) -> float:
        """The score of a reversed item: `min + max - x`."""
        return self.min + self.max - score


@dataclass(frozen=True)
class Asked:
    """What may stand in a column, or of a topic: a score on a scale. `column`: what exports call it."""

    scale: AnswerScale
    reversed: bool = False
    column: str | None = None


@dataclass(frozen=True)
class Group:
    """A column that says in which group a row belongs: a role, a class, a system.

    `values`: what may stand in it; None: a code of the author's own, such as that of a class.
    """

    column: str
    values: tuple[str, ...] | None = None


@dataclass(frozen=True)
class AnswerFile:
    """A file of answers: `<name>.csv`, its rows, and what is asked in it.

    `items`: in order, by id. `level`: whose answers these are. `long`: the columns of the item and of its score, where
    each answer may have a row of its own instead of a column per item. `blank`: the score that an empty cell stands
    for. `distinct`: whether nobody gives a score twice, as in a ranking. `of_members`: whether the people are the
    unit's own, so that they are no more than its `members`. `elsewhere`: items that stand in another file, with that
    file's name.
    """

    name: str
    source: Source
    items: Mapping[str, Asked]
    level: LevelName = "team"
    group: Group | None = None
    long: tuple[str, str] | None = None
    blank: int | None = None
    distinct: bool = False
    of_members: bool = True
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    @property
    def own_columns(self) -> tuple[str, ...]:
        """The columns besides those of items and of the team."""
        return (*self.source.columns, *((self.group.column,) if self.group else ()))

    def item_columns(self, heads: Collection[str]) -> tuple[str, ...]:
        """The columns with answers, in a table with these heads."""
        return self.long if self.long and set(self.long) & set(heads) else tuple(self.items)
