"""Which papers there are of a team, for the pages that lead to them and for who makes them."""

from collections.abc import Iterator
from datetime import date

from teamspiegel.contracts.definitions import Session
from teamspiegel.contracts.report import TeamReport
from teamspiegel.pages.paths import TeamPaper


def on_paper(report: TeamReport, today: date) -> tuple[TeamPaper, ...]:
    """The papers of a team besides those of its meetings, in the order in which readers find them."""
    return tuple(_kinds(report, today))


def minuted(session: Session, today: date) -> bool:
    """Whether there is a paper of a meeting: its minutes, or before it is over what it is to be, if that is known."""
    return session.held(today) or bool(session.goals or session.programme)


def _kinds(report: TeamReport, today: date) -> Iterator[TeamPaper]:
    """Of the round that a team is still to see there is no report, but there are sheets to get ready with."""
    if report.told(today).latest:
        yield "report"
    if report.questions:
        yield "poster"
    if report.latest:
        yield "sheets"
