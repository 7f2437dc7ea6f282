"""A team's report: everything that is known of one team, joined once, for its charts, its pages and its downloads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from teamspiegel.contracts.answers import Form
from teamspiegel.contracts.datapoints import DataPoints
from teamspiegel.contracts.definitions import (
    Benchmark,
    LearningQuestion,
    Prediction,
    Round,
    Session,
    Target,
    Team,
)
from teamspiegel.contracts.insights import Insights, Position
from teamspiegel.contracts.instrument import Instrument, Layer
from teamspiegel.contracts.place import AXIS, Aspect
from teamspiegel.contracts.published import Published, Results
from teamspiegel.contracts.vision import VisionPoint

Direction = Literal["higher", "lower", "none"]
Apart = Literal["asked", "answered"]
"""Why two rounds are not compared: it was not asked in the same way, or not all of it was answered in both."""


@dataclass(frozen=True, slots=True)
class Change:
    """How an indicator moved since an earlier round: the `difference` of the published means, and if that is clear.

    `direction`: none when it is within the noise `band`, or when too few people answered for it to be clear. None:
    nothing can be said from what is published.
    """

    aspect: Aspect
    since: str
    difference: float | None
    band: float | None
    direction: Direction | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """How large the change of a layer must be to become clear at the next measurement, if as many take part as now.

    `form`: how its answers come about. `n`: how many units that is. `band`: it must be more than this; None when too
    little is published, of `few` people or for another reason. `more`: how many units more next time would make it
    `smaller`; None when no number would.
    """

    layer: Layer
    form: Form
    n: int
    few: bool
    band: float | None = None
    more: int | None = None
    smaller: float | None = None


@dataclass(frozen=True)
class TeamRound:
    """One team in one round, with everything that its pages and charts show. `earlier`: its older rounds, in order.

    `changes`: how each indicator moved, by the round since when; `apart`: why others cannot be compared with it.
    `ahead`: how large a change of each layer must be to become clear next time.
    """

    team: Team
    round: Round
    instrument: Instrument
    results: Results
    insights: Insights
    earlier: tuple["TeamRound", ...] = ()
    changes: Mapping[tuple[str, Aspect], Change] = field(default_factory=dict)
    apart: Mapping[tuple[str, Aspect], Apart] = field(default_factory=dict)
    ahead: tuple[Ahead, ...] = ()

    def change(self, since: str, aspect: Aspect) -> Change | None:
        """How an indicator moved since a round; None when the two rounds cannot be compared."""
        return self.changes.get((since, aspect))

    @property
    def path(self) -> tuple[tuple[Round, Position], ...]:
        """Where the team stood in the earlier rounds whose axes can be compared with this round's."""
        quadrant = self.instrument.quadrant
        axes = [Aspect(AXIS, "axis", axis) for axis in (quadrant.x, quadrant.y)] if quadrant else []
        return tuple(
            (past.round, past.insights.position)
            for past in self.earlier
            if past.insights.position and all(self.change(past.round.id, axis) for axis in axes)
        )


@dataclass(frozen=True)
class Reference:
    """What a team's means can be held against: a benchmark, or the other teams of the same round (no benchmark).

    `means`: the reference mean of an aspect, with how many teams stand behind it. `schools`: of how many schools these
    are, where that is known.
    """

    benchmark: Benchmark | None
    means: Mapping[Aspect, tuple[float, int]]
    schools: Mapping[Aspect, int] = field(default_factory=dict)


Status = Literal["reached", "moving", "still", "waiting", "withheld", "dropped"]
"""Where a target is: reached; clearly higher but not there; not clearly higher; not measured since; measured since, but
withheld by the gate; or no longer asked in the same way."""


@dataclass(frozen=True)
class Progress:
    """Where a target is.

    `then` and `now`: the indicator in the question's round, and in the latest later one up to the target's. `change`:
    between those two. `layer`: the layer that the indicator is of, None for an axis.
    """

    target: Target
    name: str
    layer: Layer | None
    status: Status
    then: Published | None
    now: Published | None
    change: Change | None
    measured: Round | None


@dataclass(frozen=True)
class TeamReport:
    """One team: its rounds (oldest first), what its latest can be held against, its plans and its meetings.

    `progress`: where the targets of each learning question are, by its id. `predictions`: where groups placed the team
    before they saw a round, by the round's id. `before`: the report without the latest round, whose place none takes.
    """

    team: Team
    rounds: tuple[TeamRound, ...] = ()
    references: tuple[Reference, ...] = ()
    questions: tuple[LearningQuestion, ...] = ()
    progress: Mapping[str, tuple[Progress, ...]] = field(default_factory=dict)
    sessions: tuple[Session, ...] = ()
    predictions: Mapping[str, tuple[Prediction, ...]] = field(default_factory=dict)
    before: "TeamReport | None" = None
    data_points: DataPoints | None = None
    vision: tuple[VisionPoint, ...] = ()

    @property
    def latest(self) -> TeamRound | None:
        """The latest round; None for a team that was never measured."""
        return self.rounds[-1] if self.rounds else None

    def awaited(self, today: date) -> Session | None:
        """The meeting in which the team will see its latest round; None when it has, or when none is planned."""
        latest = self.latest
        about = [one for one in self.sessions if latest and (one.kind, one.round) == ("datafeedback", latest.round.id)]
        return None if any(one.revealed(today) for one in about) else min(about, key=_date, default=None)

    def told(self, today: date) -> "TeamReport":
        """What the team has seen by now: all of it, or the report without the round that it is still to see."""
        return self.before if self.before and self.awaited(today) else self


def _date(session: Session) -> date:
    return session.date
