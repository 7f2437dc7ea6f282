"""The programme of a meeting: its parts, with what whoever leads it says and shows, and when each begins and ends."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from pydantic import Field

from teamspiegel.contracts.model import AspectId, Count, Model, Name, Text, WorkFormId

Screen = Literal[
    "welkom",
    "ophalen",
    "voorspellen",
    "uitkomsten",
    "stip",
    "terugkijken",
    "kijken",
    "leervraag",
    "kiezen",
    "signaal",
    "vragen",
    "vinden",
    "opties",
    "pad",
    "acties",
    "afsluiten",
]
"""What meetings show on a beamer. Which of them, and in which order, depends on the kind of meeting: `SCREENS`."""

MeetingKind = Literal["datafeedback", "plg", "werkbijeenkomst"]

SCREENS: Mapping[MeetingKind, tuple[Screen, ...]] = {
    "datafeedback": (
        *("welkom", "ophalen", "voorspellen", "uitkomsten", "stip"),
        *("kijken", "leervraag", "kiezen", "acties", "afsluiten"),
    ),
    "plg": ("welkom", "terugkijken", "kijken", "leervraag", "kiezen", "acties", "afsluiten"),
    "werkbijeenkomst": ("welkom", "signaal", "vragen", "vinden", "opties", "pad", "afsluiten"),
}
"""The screens of each kind of meeting in their order; one may come several times in a row."""

CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


class ProgrammePart(Model, title="a part of the programme"):
    """One part of a session's programme, and what its leader needs for it."""

    title: Name = Field(description="what it is called")
    text: Text | None = Field(default=None, description="what happens in it")
    time: Text | None = Field(
        default=None, description="when it begins, such as 14:00; if left out, when the part before it ends"
    )
    minutes: Count | None = Field(
        default=None, gt=0, description="how long it takes; if left out, until the next part that has a `time`"
    )
    aim: Text | None = Field(default=None, description="what it is for")
    say: tuple[Text, ...] = Field(default=(), description="what its leader says, in sentences to be spoken")
    show: tuple[AspectId, ...] = Field(default=(), description="which results are shown in it: layers and blocks")
    form: WorkFormId | None = Field(default=None, description="the work form of the library that it follows")
    sheet: WorkFormId | None = Field(default=None, description="the work form whose sheet everybody gets")
    screen: Screen | None = Field(
        default=None, description="the screen of the presentation on which its minutes are counted down"
    )


def clock(time: timedelta) -> str:
    """A time of day as it is read, such as 14:05."""
    minutes = time // timedelta(minutes=1)
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


@dataclass(frozen=True)
class TimedPart:
    """A part of a programme with the times of day at which it begins and ends; None where that cannot be told."""

    part: ProgrammePart
    begins: timedelta | None
    ends: timedelta | None

    @property
    def minutes(self) -> int | None:
        """How long it takes."""
        if self.part.minutes is not None or self.begins is None or self.ends is None:
            return self.part.minutes
        return (self.ends - self.begins) // timedelta(minutes=1)


def timetable(programme: Sequence[ProgrammePart]) -> list[TimedPart]:
    """Each part with its times: it begins at its own, or where the minutes of the one before it end."""
    found = list[TimedPart]()
    before: timedelta | None = None
    own = [_time(part.time) for part in programme]
    for index, part in enumerate(programme):
        begins = before if own[index] is None and part.time is None else own[index]
        ends = _ends(part, begins, next((time for time in own[index + 1 :] if time is not None), None))
        found.append(TimedPart(part, begins, ends))
        # Without minutes of its own it ends where the next one with a time begins: what is in between floats.
        before = ends if part.minutes is not None else None
    return found


def _ends(part: ProgrammePart, begins: timedelta | None, following: timedelta | None) -> timedelta | None:
    if begins is None:
        return None
    if part.minutes is not None:
        return begins + timedelta(minutes=part.minutes)
    return following if following is not None and following > begins else None


def _time(text: str | None) -> timedelta | None:
    found = CLOCK.fullmatch(text or "")
    return timedelta(hours=int(found[1]), minutes=int(found[2])) if found else None
