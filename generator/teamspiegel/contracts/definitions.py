"""Everything that an author declares in `content/`, read and checked. No answer of a respondent is in here."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, ClassVar, Literal, TypeVar, cast

from pydantic import AfterValidator, Discriminator, Field, Tag

from teamspiegel.contracts.datapoints import DataPoints
from teamspiegel.contracts.guidance import Cycle, Glossary, GuidancePage, Step, Term
from teamspiegel.contracts.inquiry import Action, Condition, CycleEntry, Evaluations, Monitored
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.meeting import WorkMeeting
from teamspiegel.contracts.model import (
    KEYS,
    WORDS,
    AspectId,
    AxisId,
    Count,
    CultureId,
    Day,
    Exact,
    InstrumentId,
    LevelName,
    Model,
    Name,
    Number,
    PageSlug,
    QuestionId,
    RecommendationId,
    RoundId,
    Slug,
    TeamId,
    Text,
    words_or_keys,
)
from teamspiegel.contracts.other import OtherInstrument
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.timetable import MeetingKind, ProgrammePart
from teamspiegel.contracts.vision import VisionPoint
from teamspiegel.contracts.words import Words

T = TypeVar("T")


class GateThresholds(Model, title="the gate"):
    """What a number needs before it may leave the building. Each can be raised, none can be lowered."""

    mean: Count = Field(default=5, ge=5, description="different people needed for a mean and its flag *low*")
    spread: Count = Field(
        default=10,
        ge=10,
        description="different people needed for an SD, the flag *spread*, a distribution and lesson bands",
    )
    teams: Count = Field(default=5, ge=5, description="teams needed behind a reference: other teams, or a benchmark")
    edge: Exact = Field(
        default=Decimal("0.3"),
        ge=Decimal("0.3"),
        description="how far a mean must be from the ends of the scale, and how large an SD must be",
    )

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


class Settings(Model, title="the settings"):
    """The school, a notice that pages carry, whether search engines may come, and the gate's thresholds."""

    school: Name = Field(default="Teamspiegel", description="the school's name, and the site's title")
    notice: Text | None = Field(default=None, description="a sentence beside whatever is of the school itself")
    search_engines: bool = Field(
        default=False,
        description="whether search engines may list the site; by default `robots.txt` and every page ask them not to",
    )
    gate: GateThresholds = Field(default=GateThresholds(), description="what a number needs before it is published")
    words: Words = Field(default=Words(), description="how the school calls who learn there, and who lead it")


class Team(Model, title="a team"):
    """A team and its headcount."""

    id: Slug = Field(description="its name in folders, file names and the column `team`")
    name: Name = Field(
        description="what readers see; no other team has it, also not with other capitals or *team* before it"
    )
    members: Count = Field(
        gt=0, description='how many people belong to the team: the N of "12 of 14", and of the interval round a mean'
    )
    level: LevelName = Field(
        default="team",
        description="whether it is a team, the whole school, or the partnership with which it trains teachers",
    )


RoundKind = Literal["nulmeting", "tussenmeting", "eindmeting"]


class Round(Model, title="a round"):
    """A measurement (`meting`), with the instrument it used and the sources it has a file of."""

    id: PageSlug = Field(description="its name in folders and references")
    label: Name = Field(description="what readers see")
    date: Day = Field(description="when it was held; the rounds are put in this order")
    kind: RoundKind = Field(description="the first measurement, one on the way, or the last one")
    instrument: InstrumentId | None = Field(
        default=None,
        description="the instrument it used, which the site opens with; required as soon as there is more than one, "
        "unless `instruments` says it",
    )
    instruments: tuple[InstrumentId, ...] = Field(
        default=(), description="every instrument it used; one of them has its answers in `survey` and `observations`"
    )
    moment: Literal["T1", "T2a", "T2b", "T3"] | None = Field(
        default=None, description="which measurement of a study it is"
    )
    sources: tuple[Slug, ...] | None = Field(
        default=None,
        min_length=1,
        description="which files the round has, when it does not have all that its instrument asks for",
    )


class Target(Model, title="a target"):
    """The mean that a linked indicator should reach by a round."""

    id: AspectId = Field(description="what should go up")
    at_least: Number = Field(description="the mean to reach, on the scale of what should go up")
    by: RoundId = Field(description="the round in which it should be reached")


class Message(Model, title="a message"):
    """Whom a team tells what about its plan, and when."""

    what: Text = Field(description="what the team tells")
    to: Text = Field(description="to whom; no names")
    when: Text | None = Field(default=None, description="when, in words")


class LogEntry(Model, title="an entry of the log"):
    """What was seen on the way, on a day."""

    date: Day = Field(description="the day")
    text: Text = Field(description="what was seen: nothing about one person")


class Sign(Model, title="a sign"):
    """What would show a part of a mechanism: a number of the round, or a data point in words."""

    of: Literal["we", "so_pupils", "so"] = Field(description="which part it would show")
    id: AspectId | None = Field(default=None, description="a number that would show it; or else `what`")
    what: Text | None = Field(default=None, description="a data point that would show it, in words; no names")


class Mechanism(Model, title="a mechanism"):
    """How what a team does is meant to help: we do, so pupils, so."""

    we: Text = Field(description="what the team does")
    so_pupils: Text = Field(description="what pupils do or notice because of it")
    so: Text = Field(description="what comes of that")
    shown_by: tuple[Sign, ...] = Field(default=(), description="what would show each part")


class LearningQuestion(Model, title="a learning question"):
    """The collective question a team draws from its data (`leervraag`), with what it plans to do about it."""

    id: Slug = Field(description="its name in sessions and links; once per team")
    question: Text = Field(description="the question")
    why: Text = Field(description="what in the data raised it")
    round: RoundId = Field(description="the round whose data raised it")
    step: Step = Field(description="the step of the research cycle that it is in")
    cycle: tuple[CycleEntry, ...] = Field(
        default=(), description="the steps that the team took, in order; the last one is `step`"
    )
    links: tuple[AspectId, ...] = Field(min_length=1, description="the numbers under it")
    recommendations: tuple[RecommendationId, ...] = Field(default=(), description="what may help")
    goals: tuple[Text, ...] = Field(default=(), description="what will be different, in words")
    mechanism: tuple[Mechanism, ...] = Field(
        default=(), description="how what the team does is meant to help, in chains of three"
    )
    actions: tuple[Action, ...] = Field(default=(), description="what was agreed")
    targets: tuple[Target, ...] = Field(default=(), description="which mean should be reached, and when")
    communication: tuple[Message, ...] = Field(default=(), description="whom the team tells what")
    conditions: tuple[Condition, ...] = Field(default=(), description="what must be arranged for it")
    start: Literal["pilot", "team"] | None = Field(
        default=None, description="whether a few begin with it as a trial, or the whole team at once"
    )
    fixed: tuple[Text, ...] = Field(default=(), description="what everybody does in the same way")
    free: tuple[Text, ...] = Field(default=(), description="what everybody fills in themselves")
    evaluation: Evaluations = Field(default=(), description="when and how the team looks back; two are better than one")
    monitoring: tuple[Monitored, ...] = Field(default=(), description="what was asked on the way, and what came out")
    log: tuple[LogEntry, ...] = Field(default=(), description="what was seen on the way")


class StudyEntry(Model, title="an entry of the study"):
    """What a trainer or an interview brought in, on a day, beside the measurements."""

    date: Day = Field(description="the day")
    role: Text = Field(description="who brought it in: a role, never a name")
    text: Text = Field(description="what it was: nothing about one person")


class Benchmark(Model, title="a benchmark"):
    """A reference from elsewhere (`data/benchmarks/<id>.csv`): whose, of when, and of which instrument and version."""

    id: Slug = Field(description="its name; the file with its means is called `<id>.csv`")
    label: Name = Field(description="what readers see")
    date: Day = Field(description="when it was measured")
    instrument: InstrumentId = Field(description="the instrument that it was measured with")
    version: Text = Field(
        description="the version of that instrument, in quotes; numbers of another version are refused"
    )
    note: Text | None = Field(default=None, description="what a reader must know of it")


@dataclass(frozen=True)
class ReferenceMean:
    """One row of a benchmark: a mean, the SD beside it where that is known, how many teams, and of how many schools."""

    round: str | None
    aspect: Aspect
    mean: float
    sd: float | None
    teams: int
    schools: int | None = None


class ExpectedCulture(Model, title="an expected culture"):
    """Which culture of the quadrant a group recognises most in the team."""

    id: CultureId = Field(description="the culture")
    why: Text = Field(description="by what the group recognises it: nothing about one person")


class Prediction(Model, title="a prediction"):
    """Where a subgroup places the team before it sees the data: a value per axis."""

    group: Text = Field(description="which group; no names")
    why: Text = Field(description="why it thinks so")
    position: dict[AxisId, Number] = Field(description="where it places the team: a value per axis, on its scale")
    culture: ExpectedCulture | None = Field(
        default=None, description="which culture of the quadrant it recognises most in the team"
    )


class Conclusion(Model, title="a conclusion"):
    """What a group concludes from the results, and which learning questions that leads to."""

    group: Text = Field(description="which group; no names")
    text: Text = Field(description="what it concludes")
    learning_questions: tuple[QuestionId, ...] = Field(
        default=(), description="the learning questions of the team that it leads to"
    )


class Decision(Model, title="a decision"):
    """What a team decided, and when it looks at it again."""

    what: Text = Field(description="what was decided")
    review: Day | None = Field(default=None, description="when the team looks at it again")


def _decision(value: object) -> object:
    return Decision(what=value) if isinstance(value, str) else value


Decisions = tuple[
    Annotated[
        Annotated[Text, Tag(WORDS)] | Annotated[Decision, Tag(KEYS)],
        Discriminator(words_or_keys),
        AfterValidator(_decision),
    ],
    ...,
]
"""Decisions, each in words alone or with keys; read as if each had keys."""


class NextStep(Model, title="a next step"):
    """What comes after a session, and when."""

    what: Text = Field(description="what will happen")
    when: Text | None = Field(default=None, description="when, in words")


class Session(Model, title="a session"):
    """A meeting of a team (`sessie`)."""

    date: Day = Field(description="the day; also in the file's name")
    team: TeamId = Field(description="the team; also in the file's name")
    kind: MeetingKind = Field(description="what kind of meeting it is")
    title: Name = Field(description="what readers see")
    round: RoundId = Field(description="the round that it is about")
    source: Text | None = Field(default=None, description="what the report is made from")
    invented: Text | None = Field(
        default=None, description="what of it is made up, of a meeting that is shown as an example"
    )
    goals: tuple[Text, ...] = Field(default=(), description="what the meeting is for")
    participants: tuple[Text, ...] = Field(default=(), description="who takes part: roles, never names")
    norms: tuple[Text, ...] = Field(default=(), description="how people treat each other in it")
    programme: tuple[ProgrammePart, ...] = Field(default=(), description="its parts, in order")
    predictions: tuple[Prediction, ...] = Field(
        default=(), description="where groups place the team before they see the data"
    )
    observations: tuple[Text, ...] = Field(default=(), description='what the team saw in the data ("wij zien")')
    conclusions: tuple[Conclusion, ...] = Field(
        default=(), description="what each group concludes; shown when the team has seen its results"
    )
    decisions: Decisions = Field(default=(), description="what was decided")
    questions: tuple[Text, ...] = Field(default=(), description="what is still open")
    learning_questions: tuple[QuestionId, ...] = Field(
        default=(), description="the learning questions of the team that it dealt with"
    )
    actions: tuple[Action, ...] = Field(default=(), description="what was agreed")
    next_steps: tuple[NextStep, ...] = Field(default=(), description="what comes after it")
    work: WorkMeeting | None = Field(default=None, description="of `werkbijeenkomst`: what came of its five steps")
    reveal: bool | None = Field(
        default=None,
        description="of `datafeedback`: whether the team has seen its results; if left out, from the day after it on",
    )

    @property
    def decided(self) -> tuple[Decision, ...]:
        """The decisions, as they are after reading."""
        return cast("tuple[Decision, ...]", self.decisions)

    @property
    def agreed(self) -> tuple[Action, ...]:
        """The actions, with the steps of the path that a work meeting chose."""
        path = self.work.path if self.work else None
        return (*self.actions, *(path.steps if path else ()))

    def revealed(self, today: Day) -> bool:
        """Whether the team has seen the results that the meeting is about."""
        return self.date < today if self.reveal is None else self.reveal

    def held(self, today: Day) -> bool:
        """Whether it is over, so that what stands in it was said and agreed: of data feedback, whether all was seen."""
        return self.revealed(today) if self.kind == "datafeedback" else self.date < today


@dataclass(frozen=True)
class Agreed:
    """An action, and the learning question or the meeting that it comes from."""

    action: Action
    source: LearningQuestion | Session

    @property
    def title(self) -> str:
        """What readers know the question or the meeting by."""
        return title_of(self.source)


def title_of(source: LearningQuestion | Session) -> str:
    """What readers know a question or a meeting by."""
    return source.title if isinstance(source, Session) else source.question


def actions_in(source: LearningQuestion | Session) -> tuple[Action, ...]:
    """What a question or a meeting agreed to do."""
    return source.agreed if isinstance(source, Session) else source.actions


def agreed_in(questions: Iterable[LearningQuestion], sessions: Iterable[Session]) -> list[Agreed]:
    """Every action of these questions, and then of these meetings."""
    sources: tuple[LearningQuestion | Session, ...] = (*questions, *sessions)
    return [Agreed(action, source) for source in sources for action in actions_in(source)]


@dataclass(frozen=True)
class Definitions:
    """A school as its authors declare it.

    The mirror is the survey in layers that a site opens with: `rounds` are those that used one, `instruments` the
    surveys. `besides`: every instrument that was used beside a mirror, or without one, with its rounds. `others`: the
    instruments of other kinds. `wider`: what is wider than a team: schools, partnerships.
    """

    settings: Settings
    teams: tuple[Team, ...]
    rounds: tuple[Round, ...]
    instruments: Mapping[str, Instrument]
    sessions: tuple[Session, ...] = ()
    questions: Mapping[str, tuple[LearningQuestion, ...]] = field(default_factory=dict)
    guidance: tuple[GuidancePage, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    reference_means: Mapping[str, tuple[ReferenceMean, ...]] = field(default_factory=dict)
    wider: tuple[Team, ...] = ()
    others: Mapping[str, OtherInstrument] = field(default_factory=dict)
    besides: tuple[tuple[Instrument | OtherInstrument, tuple[Round, ...]], ...] = ()
    data_points: Mapping[str, DataPoints] = field(default_factory=dict)
    visions: Mapping[str, tuple[VisionPoint, ...]] = field(default_factory=dict)
    study: tuple[StudyEntry, ...] = ()

    @cached_property
    def team_by_id(self) -> dict[str, Team]:
        """Every team by its id."""
        return {team.id: team for team in self.teams}

    @cached_property
    def unit_by_id(self) -> dict[str, Team]:
        """Every team, and what is wider than a team, by its id."""
        return {unit.id: unit for unit in (*self.teams, *self.wider)}

    def about(self, teams: Collection[str]) -> "Definitions":
        """The same school without what was written about other teams than these."""

        def own(written: Mapping[str, T]) -> dict[str, T]:
            return {team: found for team, found in written.items() if team in teams}

        return replace(
            self,
            sessions=tuple(session for session in self.sessions if session.team in teams),
            questions=own(self.questions),
            data_points=own(self.data_points),
            visions=own(self.visions),
        )

    def of_team(self, team: Team) -> "Definitions":
        """The same school as if it had this team only."""
        return replace(self.about({team.id}), teams=(team,))

    def of_one(self, instrument: Instrument) -> "Definitions":
        """The same school as if it used this instrument only, in the rounds that used it beside the mirror."""
        rounds = next(rounds for used, rounds in self.besides if used is instrument)
        return replace(
            self,
            teams=tuple(unit for unit in self.unit_by_id.values() if unit.level == instrument.level),
            rounds=tuple(round_.model_copy(update={"instrument": instrument.id, "sources": None}) for round_ in rounds),
            instruments={instrument.id: instrument},
            sessions=(),
            questions={},
            benchmarks=(),
            besides=(),
        )

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

    def sources_of(self, round_: Round) -> tuple[str, ...]:
        """The sources that a round has a file of: those it names, or all that its instrument asks for."""
        return round_.sources or tuple(self.instrument_of(round_).files)
