"""You said, we do: what a team tells who answered, once it has seen its results itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from teamspiegel.contracts.inquiry import Action
from teamspiegel.contracts.insights import Finding
from teamspiegel.contracts.report import TeamReport, TeamRound
from teamspiegel.pages.related import actions_of

MOST_FINDINGS = 3


@dataclass(frozen=True)
class Said:
    """What a team heard and what it does with it, of the latest round that it has seen.

    `seen`: what it wrote down in its meetings ("wij zien"); where nothing was, the `strengths` and `asking` that stand
    out in what is published. `actions`: what is still to be done, by role and then by date; `done`: how many are.
    """

    view: TeamRound
    seen: tuple[str, ...]
    strengths: Sequence[Finding]
    asking: Sequence[Finding]
    decisions: tuple[str, ...]
    actions: tuple[Action, ...]
    done: int


def said_of(report: TeamReport, today: date) -> Said | None:
    """What may be sent to who answered; None while nothing was decided or agreed about what the team has seen."""
    told = report.told(today)
    if told.latest is None:
        return None
    view = told.latest
    rounds = {one.round.id for one in told.rounds}
    held = [session for session in report.sessions if session.round in rounds and session.held(today)]
    about = [session for session in held if session.round == view.round.id]
    agreed = actions_of([question for question in report.questions if question.round in rounds], held)
    decisions = tuple(decision.what for session in about for decision in session.decided)
    if not (decisions or agreed.to_do):
        return None
    seen = tuple(text for session in about for text in session.observations)
    return Said(
        view,
        seen,
        () if seen else view.insights.strengths[:MOST_FINDINGS],
        () if seen else view.insights.to_discuss(MOST_FINDINGS),
        decisions,
        tuple(one.action for one in agreed.to_do),
        len(agreed.done),
    )
