"""The minutes of a meeting: what was seen, concluded, decided and agreed; before it is over, what is to happen."""

from collections.abc import Sequence

from teamspiegel.contracts.definitions import LearningQuestion, Session
from teamspiegel.contracts.meeting import WorkMeeting
from teamspiegel.contracts.report import TeamReport
from teamspiegel.contracts.timetable import clock, timetable
from teamspiegel.papers.told import Tell, Told


def minutes_of(tell: Tell, report: TeamReport, session: Session) -> Told:
    """What stands in the minutes of a meeting, or in its programme. Neither has results that are still to be seen."""
    held = session.held(tell.today)
    return {
        **tell.cover(report),
        "held": held,
        "title": session.title,
        "kind": tell.session_kind(session),
        "date": tell.day(session.date),
        "round": tell.definitions.round_by_id[session.round].label,
        "invented": session.invented,
        "goals": session.goals,
        "programme": [
            {
                "time": clock(timed.begins) if timed.begins is not None else timed.part.time,
                "title": timed.part.title,
                "text": timed.part.text,
            }
            for timed in timetable(session.programme)
        ],
        **(_held(tell, report.questions, session) if held else {}),
    }


def _held(tell: Tell, questions: Sequence[LearningQuestion], session: Session) -> Told:
    """What came out of it."""
    names = {question.id: question.question for question in questions}
    return {
        "observations": session.observations,
        "questions": session.questions,
        "conclusions": [
            {"group": one.group, "text": one.text, "leads_to": [names[id_] for id_ in one.learning_questions]}
            for one in session.conclusions
        ],
        "learning_questions": [names[id_] for id_ in session.learning_questions],
        "decisions": [{"what": one.what, "review": tell.day(one.review)} for one in session.decided],
        "actions": tell.actions(session.actions),
        "next_steps": [{"when": one.when, "what": one.what} for one in session.next_steps],
        "work": _work(tell, session.work) if session.work else None,
        "source": session.source,
    }


def _work(tell: Tell, work: WorkMeeting) -> Told:
    """What came of the five steps of a work meeting."""
    path = work.path
    return {
        "issue": work.issue,
        "answered": [{"text": one.text, "answer": one.answered} for one in work.questions if one.answered],
        "findings": [
            {"text": one.text, "source": one.source, "because": one.works_because}
            for group in work.groups
            for one in group.findings
        ],
        "chosen": [one.text for one in work.options if one.chosen],
        "path": {
            "here": path.here,
            "there": path.there,
            "steps": [{**tell.action(step), "sign": step.sign} for step in path.steps],
            "looks_back": [
                {"date": tell.day(one.when), "how": one.how, "role": one.role}
                for one in sorted(path.lookback, key=lambda one: one.when)
            ],
        }
        if path
        else None,
    }
