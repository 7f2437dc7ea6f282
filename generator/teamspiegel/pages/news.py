"""What is new with a team since its latest round, and what comes next: for the card of the team on the home page."""

from dataclasses import dataclass
from datetime import date

from teamspiegel.contracts.definitions import Session
from teamspiegel.contracts.report import TeamReport
from teamspiegel.pages.related import actions_of


@dataclass(frozen=True)
class News:
    """Of a team: the meetings that it held since its latest round, the questions that came of that round, how many
    actions are done of how many, and the meeting that comes next."""

    held: tuple[Session, ...]
    questions: int
    done: int
    agreed: int
    following: Session | None


def news_of(report: TeamReport, today: date) -> News | None:
    """What is new with a team that has seen its latest round; None for any other."""
    if report.latest is None or report.awaited(today):
        return None
    round_ = report.latest.round
    held = tuple(one for one in report.sessions if one.held(today) and one.date >= round_.date)
    raised = [question for question in report.questions if question.round == round_.id]
    found = actions_of(report.questions, [one for one in report.sessions if one.held(today)])
    coming = [one for one in report.sessions if not one.held(today) and one.date >= today]
    return News(
        held,
        len(raised),
        len(found.done),
        len(found.done) + len(found.to_do),
        min(coming, key=lambda one: one.date, default=None),
    )
