"""Checks of the programme of a meeting: what it shows and uses is there, and no parts overlap."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from teamspiegel.contracts.definitions import Session
from teamspiegel.contracts.problem import Problem
from teamspiegel.contracts.timetable import SCREENS, ProgrammePart, clock, timetable
from teamspiegel.reading.declarations import Declarations
from teamspiegel.reading.instrument import unknown
from teamspiegel.reading.yaml_document import Document, Location


def check_timetable(document: Document, session: Session, declared: Declarations) -> Iterator[Problem]:
    """A problem for whatever a part shows or uses that is not there, and for parts that overlap."""
    screens = SCREENS[session.kind]
    for index, part in enumerate(session.programme):
        at: Location = ("programme", index)
        for id_ in part.show:
            known = declared.indicator_ids(session.round)
            yield from unknown(document, document.entry(id_, *at, "show"), "item, block, layer or axis", id_, known)
        if part.form is not None:
            yield from unknown(document, (*at, "form"), "work form", part.form, declared.work_form_ids)
        if part.sheet is not None:
            yield from unknown(document, (*at, "sheet"), "work form with a sheet", part.sheet, declared.sheet_ids)
        if part.screen is not None:
            yield from unknown(
                document, (*at, "screen"), f"screen of a session of kind {session.kind}", part.screen, screens
            )
    yield from _overlaps(document, session.programme)


def _overlaps(document: Document, programme: Sequence[ProgrammePart]) -> Iterator[Problem]:
    """A problem for each part that begins while the one before it is still going on, by the minutes of that one."""
    ends: timedelta | None = None
    for index, timed in enumerate(timetable(programme)):
        if ends is not None and timed.begins is not None and timed.begins < ends:
            found = f"time {timed.part.time}, while the part above it lasts until {clock(ends)}"
            mend = "change the time, or the minutes of the part above it"
            yield document.problem(("programme", index, "time"), found, "parts one after the other", mend)
        ends = timed.ends if timed.part.minutes is not None else None
