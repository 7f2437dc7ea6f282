"""What holds in a team, for who is new: what it decided and agreed, and when it looks at that again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from teamspiegel.contracts.definitions import LearningQuestion, Session, actions_in, title_of
from teamspiegel.contracts.vision import VisionPoint


@dataclass(frozen=True)
class Agreement:
    """Something that holds, where it was agreed, and when the team looks at it again."""

    what: str
    review: date | None
    source: LearningQuestion | Session | VisionPoint

    @property
    def title(self) -> str:
        """What readers know the question, the meeting or the point by."""
        return self.source.point if isinstance(self.source, VisionPoint) else title_of(self.source)


def agreements(
    questions: Sequence[LearningQuestion], sessions: Sequence[Session], vision: Sequence[VisionPoint], today: date
) -> list[Agreement]:
    """What holds by now: what is looked at first comes first, and last what has no day for that.

    Of a meeting that is still to come, or whose results are still to be seen, nothing is told. Empty in a team that has
    no day for anything: it does not keep its agreements like this.
    """
    of_vision = [Agreement(what, point.review, point) for point in vision for what in point.agreed]
    found = [*of_vision, *_decided(sessions, today), *_going_on(questions, sessions, today)]
    reviewed = [one for one in found if one.review]
    rest = [one for one in found if not one.review]
    return [*sorted(reviewed, key=lambda one: one.review or today), *rest] if reviewed else []


def _decided(sessions: Sequence[Session], today: date) -> Iterator[Agreement]:
    for session in sessions:
        if _is_told(session, today):
            yield from (Agreement(one.what, one.review, session) for one in session.decided)


def _going_on(questions: Sequence[LearningQuestion], sessions: Sequence[Session], today: date) -> Iterator[Agreement]:
    """Actions that the team looks at again: they go on after they are done once."""
    sources: list[LearningQuestion | Session] = [*questions, *(one for one in sessions if _is_told(one, today))]
    for source in sources:
        yield from (Agreement(action.what, action.review, source) for action in actions_in(source) if action.review)


def _is_told(session: Session, today: date) -> bool:
    return session.date <= today and (session.kind != "datafeedback" or session.revealed(today))
