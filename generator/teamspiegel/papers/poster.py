"""The plan of a team to hang on a wall: a sheet for each learning question, in letters to be read from afar."""

from teamspiegel.contracts.definitions import LearningQuestion
from teamspiegel.contracts.report import TeamReport
from teamspiegel.pages.maker import TeamPages
from teamspiegel.papers.report import evaluations
from teamspiegel.papers.told import Tell, Told

MOST_ACTIONS = 4
MOST_TARGETS = 3
MOST_GOALS = 2
"""What a sheet holds in letters of that size. What is left out stands in the plan itself, and the poster says so."""


def poster_of(tell: Tell, pages: TeamPages) -> Told:
    """What stands on the poster of a team's plan, with the targets as the team has seen them."""
    report = pages.report.told(tell.today)
    return {**tell.cover(report), "questions": [_sheet(tell, report, one) for one in report.questions]}


def _sheet(tell: Tell, report: TeamReport, question: LearningQuestion) -> Told:
    to_do = [action for action in question.actions if action.status != "klaar"]
    to_do.sort(key=lambda action: action.due or action.start or tell.today.max)
    next_look = min((one.date for one in evaluations(question) if one.date >= tell.today), default=None)
    targets = report.progress.get(question.id, ())
    return {
        "question": question.question,
        "step": tell.step(question),
        "goals": question.goals[:MOST_GOALS],
        "targets": tell.targets(targets[:MOST_TARGETS]),
        "to_do": tell.actions(to_do[:MOST_ACTIONS]),
        "more": max(len(to_do) - MOST_ACTIONS, 0),
        "done": sum(action.status == "klaar" for action in question.actions),
        "looks_back": tell.day(next_look),
    }
