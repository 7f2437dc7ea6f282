"""What a team keeps of a learning question on its way: the steps through the cycle, what its plan needs and asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag

from teamspiegel.contracts.guidance import Step
from teamspiegel.contracts.model import ONE, SEVERAL, Count, Day, Model, Text, as_several, one_or_several

DAYS_IN_WEEK = 7


class CycleEntry(Model, title="an entry of the cycle"):
    """A step of the research cycle that a team began with on a day. It may come back to a step."""

    step: Step = Field(description="the step of the research cycle")
    since: Day = Field(description="the day from which on the team was at it; it ends where the next entry begins")
    note: Text | None = Field(default=None, description="why the team went on, or back: nothing about one person")


@dataclass(frozen=True)
class Stretch:
    """A stretch of time that a team was at a step. `back`: it came from a later step of the cycle."""

    entry: CycleEntry
    until: date
    back: bool

    @property
    def weeks(self) -> int:
        """How many weeks it took, half up; 0 is less than half a week."""
        return weeks_between(self.entry.since, self.until)


def weeks_between(first: date, last: date) -> int:
    """The weeks between two days, half up: 4 days are one week, 3 are none."""
    return (2 * (last - first).days + DAYS_IN_WEEK) // (2 * DAYS_IN_WEEK)


def stretches(entries: Sequence[CycleEntry], steps: Sequence[Step], today: date) -> list[Stretch]:
    """Every entry that has begun by now, until the next one or until today. `steps`: the cycle in its order."""
    begun = [entry for entry in entries if entry.since <= today]
    ends = [*(entry.since for entry in begun[1:]), today]
    before = [None, *begun]
    return [
        Stretch(entry, end, came is not None and steps.index(entry.step) < steps.index(came.step))
        for entry, end, came in zip(begun, ends, before, strict=False)
    ]


class Action(Model, title="an action"):
    """What was agreed: who by role, what, from when until when."""

    what: Text = Field(description="what will be done")
    role: Text = Field(description="who does it: a role, never a name")
    start: Day | None = Field(default=None, description="from when")
    due: Day | None = Field(default=None, description="until when")
    status: Literal["gepland", "bezig", "klaar"] = Field(default="gepland", description="how far it is")
    review: Day | None = Field(default=None, description="when the team looks at it again, of what goes on after that")

    def overdue(self, today: date) -> bool:
        """Whether it could have been done before this day, and is not."""
        return self.due is not None and self.due < today and self.status != "klaar"


class Condition(Model, title="a condition"):
    """What must be arranged before a plan can work."""

    what: Text = Field(description="what the plan needs")
    kind: Literal["tijd", "geld", "materiaal", "scholing"] = Field(description="what kind of thing it is")
    arranged: bool = Field(default=False, description="whether it is arranged")


class Evaluation(Model, title="an evaluation"):
    """When and how a team looks back."""

    date: Day = Field(description="when")
    how: Text = Field(description="how")


Evaluations = Annotated[
    Annotated[Evaluation, Tag(ONE)] | Annotated[tuple[Evaluation, ...], Tag(SEVERAL)],
    Discriminator(one_or_several),
    AfterValidator(as_several),
]
"""One look back or several; read as several."""


class Monitored(Model, title="an entry of monitoring"):
    """What was asked on the way, of how many people, and what came out."""

    date: Day = Field(description="the day")
    asked: Count = Field(ge=1, le=12, description="which of the twelve questions was asked")
    how: Literal["gesprek", "lesbezoek", "leerlingen", "werk"] = Field(description="how it was found out")
    n: Count = Field(
        ge=1, description="how many people were asked, or how many lessons or pieces of work were looked at"
    )
    answer: Literal["ja", "deels", "nee"] = Field(
        description="what came out on the whole; it is not shown where `n` is lower than the gate asks for a mean"
    )
    text: Text | None = Field(default=None, description="what was seen or heard: nothing about one person")
    adjusted: Literal["doel", "actie", "strategie", "tijdpad", "randvoorwaarde"] | None = Field(
        default=None, description="what of the plan was changed because of it"
    )


@dataclass(frozen=True)
class Watched:
    """What a team kept an eye on: a row for each question that was asked, a column for each day.

    Where fewer than `fewest` were asked, only the text is told.
    """

    entries: tuple[Monitored, ...]
    fewest: int

    def tells(self, entry: Monitored) -> bool:
        """Whether the answer may be shown: of fewer people it would say what one of them answered."""
        return entry.n >= self.fewest

    @property
    def days(self) -> list[date]:
        """The days, the first one first."""
        return sorted({entry.date for entry in self.entries})

    @property
    def asked(self) -> list[int]:
        """The questions that were asked."""
        return sorted({entry.asked for entry in self.entries})

    def at(self, asked: int, day: date) -> list[Monitored]:
        """What came out of a question on a day."""
        return [entry for entry in self.entries if (entry.asked, entry.date) == (asked, day)]
