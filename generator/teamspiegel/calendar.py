"""A team's calendar: what was agreed, when it looks back and when it meets, by RFC 5545. No names are in it.

Every event takes the whole day. Its UID follows from what it is, so that a calendar which is read again updates an
event and does not add it once more; and nothing of the clock is in it, so that the same files give the same bytes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from teamspiegel.contracts.definitions import LearningQuestion, Session, Team, agreed_in
from teamspiegel.contracts.digest import digest
from teamspiegel.contracts.inquiry import Action, Evaluation
from teamspiegel.contracts.known import Known
from teamspiegel.contracts.theme import Wording

if TYPE_CHECKING:
    from icalendar import Event

# What writes calendars takes a while to load, and what is agreed changes seldom.
WRITTEN = Known()
"""Calendars, by a hash of what is in them."""

PRODUCT = "-//Teamspiegel//Teamspiegel//NL"
HOST = "teamspiegel.invalid"
"""What makes a UID one of ours; no such host can exist (RFC 2606)."""
NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC)
"""When every event says it was made."""
MARK = 20


def path_of(team: str) -> str:
    """What the file of a team is called among the downloads."""
    return f"downloads/agenda-{team}.ics"


@dataclass(frozen=True)
class Entry:
    """Something on one day: `key` says what it is, whatever day it moves to."""

    key: tuple[str, ...]
    day: date
    title: str
    text: str


def calendar(
    team: Team, questions: Iterable[LearningQuestion], sessions: Iterable[Session], wording: Wording
) -> bytes | None:
    """The calendar of a team as a file; None where nothing of it has a date."""
    entries = sorted(_entries(list(questions), list(sessions), wording), key=lambda entry: (entry.day, entry.key))
    if not entries:
        return None
    made_of = digest([team.id, team.name, entries])
    written = WRITTEN.get(made_of)
    if written is None:
        written = _written(team, entries)
        WRITTEN.put(made_of, written)
    return written.encode()


def _written(team: Team, entries: Iterable[Entry]) -> str:
    from icalendar import Calendar

    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("x-wr-calname", " ".join(team.name.split()))  # the library escapes no line break here
    seen: dict[tuple[str, ...], int] = {}
    for entry in entries:
        seen[entry.key] = seen.get(entry.key, 0) + 1
        found.add_component(_event(team, entry, seen[entry.key]))
    return bytes(found.to_ical()).decode()


def _event(team: Team, entry: Entry, nth: int) -> "Event":
    """One event; of several that are told in the same words each has a UID of its own."""
    from icalendar import Event

    mark = sha256("\n".join((team.id, *entry.key, str(nth))).encode()).hexdigest()[:MARK]
    event = Event()
    event.add("uid", f"{mark}@{HOST}")
    event.add("dtstamp", NO_CLOCK)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    if entry.text:
        event.add("description", entry.text)
    event.add("transp", "TRANSPARENT")
    return event


def _entries(questions: list[LearningQuestion], sessions: list[Session], wording: Wording) -> Iterator[Entry]:
    for agreed in agreed_in(questions, sessions):
        yield from _action(agreed.action, agreed.title, wording)
    for question in questions:
        for evaluation in question.evaluation:
            assert isinstance(evaluation, Evaluation)  # one is read as a list of one
            yield _look_back(question, evaluation, wording)
    for session in sessions:
        yield Entry(("session", session.kind, str(session.date)), session.date, session.title, "")


def _action(action: Action, source: str, wording: Wording) -> Iterator[Entry]:
    """On the day that it should be done; without one, on the day that it begins. What is done is no longer there."""
    day = action.due or action.start
    if day and action.status != "klaar":
        told = {"what": action.what.removesuffix("."), "role": action.role}
        said = wording.say("calendar.due", **told) if action.due else wording.say("calendar.start", **told)
        yield Entry(("action", action.what, action.role), day, said, source)


def _look_back(question: LearningQuestion, evaluation: Evaluation, wording: Wording) -> Entry:
    said = wording.say("calendar.look_back", question=question.question)
    return Entry(("evaluation", question.id), evaluation.date, said, evaluation.how)
