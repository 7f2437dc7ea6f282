"""Everything that an author declares in `content/`, read and checked. No answer of a respondent is in here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from teamspiegel.contracts.guidance import Cycle, Glossary, GuidancePage, Step, Term
from teamspiegel.contracts.instrument import Instrument, Source
from teamspiegel.contracts.model import Day, Exact, Model, Number, PageSlug, Slug, Text, Whole
from teamspiegel.contracts.place import Aspect


class GateThresholds(Model):
    """What a number needs before it may leave the building. Each can be raised, none can be lowered.

    `mean`, `spread`: how many different people. `teams`: how many teams behind a reference from other teams. `edge`:
    how far from the ends of the scale a mean must be, and how large an SD.
    """

    mean: Whole = Field(default=5, ge=5)
    spread: Whole = Field(default=10, ge=10)
    teams: Whole = Field(default=5, ge=5)
    edge: Exact = Field(default=Decimal("0.3"), ge=Decimal("0.3"))

    COVER: ClassVar[int] = 2
    """Besides one person's own answers, so many more may differ before "nearly all the same" ends.

    Answers of v, v, ... and one other look, by their mean, like answers of v - 1, v + 1, v, ... and that other: both
    must fall under the rule.
    """

    WIDEST: ClassVar[Fraction] = Fraction(1, 2)
    """The part of the scale that says too little: where a mean lies is told only when it is narrower."""

    @property
    def for_spread(self) -> int:
        """How many people an SD, and what is made from it, needs: never fewer than a mean."""
        return max(self.mean, self.spread)


class Settings(Model):
    """The school, a notice that every page carries, whether search engines may come, and the gate's thresholds."""

    school: Text = "Teamspiegel"
    notice: Text | None = None
    search_engines: bool = False
    gate: GateThresholds = GateThresholds()


class Team(Model):
    """A team and its headcount."""

    id: Slug
    name: Text
    members: Whole = Field(gt=0)


class Round(Model):
    """A measurement (`meting`), with the instrument it used and the sources it has a file of."""

    id: PageSlug
    label: Text
    date: Day
    kind: Literal["nulmeting", "tussenmeting", "eindmeting"]
    instrument: Slug | None = None
    sources: tuple[Source, ...] | None = Field(default=None, min_length=1)


class Action(Model):
    """What was agreed: who by role, what, from when until when."""

    what: Text
    role: Text
    start: Day | None = None
    due: Day | None = None
    status: Literal["gepland", "bezig", "klaar"] = "gepland"


class Target(Model):
    """The mean that a linked indicator should reach by a round."""

    id: Slug
    at_least: Number
    by: Slug


class Evaluation(Model):
    """When and how a team looks back."""

    date: Day
    how: Text


class Message(Model):
    """Whom a team tells what about its plan, and when."""

    what: Text
    to: Text
    when: Text | None = None


class LogEntry(Model):
    """What was seen on the way, on a day."""

    date: Day
    text: Text


class LearningQuestion(Model):
    """The collective question a team draws from its data (`leervraag`), with what it plans to do about it."""

    id: Slug
    question: Text
    why: Text
    round: Slug
    step: Step
    links: tuple[Slug, ...] = Field(min_length=1)
    recommendations: tuple[Slug, ...] = ()
    goals: tuple[Text, ...] = ()
    actions: tuple[Action, ...] = ()
    targets: tuple[Target, ...] = ()
    communication: tuple[Message, ...] = ()
    evaluation: Evaluation | None = None
    log: tuple[LogEntry, ...] = ()


class Benchmark(Model):
    """A reference from elsewhere (`data/benchmarks/<id>.csv`): whose, of when, and of which instrument and version."""

    id: Slug
    label: Text
    date: Day
    instrument: Slug
    version: Text
    note: Text | None = None


@dataclass(frozen=True)
class ReferenceMean:
    """One row of a benchmark: a mean, the SD of the answers behind it where that is known, and how many teams."""

    round: str | None
    aspect: Aspect
    mean: float
    sd: float | None
    teams: int


class ProgrammePart(Model):
    """One part of a session's programme."""

    title: Text
    text: Text | None = None
    time: Text | None = None


class Prediction(Model):
    """Where a subgroup places the team before it sees the data: a value per axis."""

    group: Text
    why: Text
    position: dict[Slug, Number]


class NextStep(Model):
    """What comes after a session, and when."""

    what: Text
    when: Text | None = None


class Session(Model):
    """A meeting of a team (`sessie`)."""

    date: Day
    team: Slug
    kind: Literal["datafeedback", "plg", "werkbijeenkomst"]
    title: Text
    round: Slug
    source: Text | None = None
    goals: tuple[Text, ...] = ()
    programme: tuple[ProgrammePart, ...] = ()
    predictions: tuple[Prediction, ...] = ()
    observations: tuple[Text, ...] = ()
    decisions: tuple[Text, ...] = ()
    questions: tuple[Text, ...] = ()
    learning_questions: tuple[Slug, ...] = ()
    actions: tuple[Action, ...] = ()
    next_steps: tuple[NextStep, ...] = ()


@dataclass(frozen=True)
class Definitions:
    """A school as its authors declare it."""

    settings: Settings
    teams: tuple[Team, ...]
    rounds: tuple[Round, ...]
    instruments: Mapping[str, Instrument]
    sessions: tuple[Session, ...] = ()
    questions: Mapping[str, tuple[LearningQuestion, ...]] = field(default_factory=dict)
    guidance: tuple[GuidancePage, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    reference_means: Mapping[str, tuple[ReferenceMean, ...]] = field(default_factory=dict)

    @cached_property
    def team_by_id(self) -> dict[str, Team]:
        """Every team by its id."""
        return {team.id: team for team in self.teams}

    @cached_property
    def round_by_id(self) -> dict[str, Round]:
        """Every round by its id."""
        return {round_.id: round_ for round_ in self.rounds}

    @cached_property
    def guidance_by_id(self) -> dict[str, GuidancePage]:
        """Every page of the library by its id."""
        return {page.front.id: page for page in self.guidance}

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The terms of the library's glossary."""
        return tuple(term for page in self.guidance if isinstance(page.front, Glossary) for term in page.front.terms)

    @cached_property
    def cycle(self) -> Cycle | None:
        """The research cycle, when the library has a page of it."""
        return next((page.front for page in self.guidance if isinstance(page.front, Cycle)), None)

    def instrument_of(self, round_: Round) -> Instrument:
        """The instrument that a round used: the one it names, or the only one there is."""
        if round_.instrument:
            return self.instruments[round_.instrument]
        (only,) = self.instruments.values()
        return only

    def sources_of(self, round_: Round) -> tuple[Source, ...]:
        """The sources that a round has a file of: those it names, or all that its instrument asks for."""
        return round_.sources or self.instrument_of(round_).sources
