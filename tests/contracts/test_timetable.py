"""When the parts of a programme begin and end: by their own times, and by the minutes of those before them."""

import pytest
from teamspiegel.contracts.timetable import SCREENS, ProgrammePart, clock, timetable


def part(time: str | None = None, minutes: int | None = None) -> ProgrammePart:
    return ProgrammePart(title="-", time=time, minutes=minutes)


Read = list[tuple[str | None, str | None, int | None]]


def read(programme: list[ProgrammePart]) -> Read:
    """Each part as a reader of the page sees it: from when to when, and how long."""
    return [
        (
            clock(timed.begins) if timed.begins is not None else None,
            clock(timed.ends) if timed.ends is not None else None,
            timed.minutes,
        )
        for timed in timetable(programme)
    ]


@pytest.mark.parametrize(
    ("programme", "expected"),
    [
        ([], []),
        # One time, and minutes: 14:00 + 10 = 14:10, + 25 = 14:35.
        (
            [part("14:00", 10), part(None, 25), part()],
            [("14:00", "14:10", 10), ("14:10", "14:35", 25), ("14:35", None, None)],
        ),
        # Times alone: a part lasts until the next one.
        ([part("9.50"), part("10:05")], [("09:50", "10:05", 15), ("10:05", None, None)]),
        # A part without a time floats where the minutes of the one before it are not told.
        ([part("14:00"), part(), part("14:40")], [("14:00", "14:40", 40), (None, None, None), ("14:40", None, None)]),
        # A pause between two parts: 14:00 + 20 is before 15:00.
        ([part("14:00", 20), part("15:00", 5)], [("14:00", "14:20", 20), ("15:00", "15:05", 5)]),
        # Words in the place of a time give none, and minutes still count.
        ([part("na de pauze", 20), part(None, 5)], [(None, None, 20), (None, None, 5)]),
        # Over midnight: 23:50 + 20.
        ([part("23:50", 20)], [("23:50", "00:10", 20)]),
        # What goes back in time has no end.
        ([part("14:00"), part("13:00")], [("14:00", None, None), ("13:00", None, None)]),
    ],
)
def test_a_part_begins_at_its_time_or_where_the_minutes_before_it_end(
    programme: list[ProgrammePart], expected: Read
) -> None:
    assert read(programme) == expected


def test_every_meeting_begins_and_ends_in_the_same_way() -> None:
    assert {(screens[0], screens[-1]) for screens in SCREENS.values()} == {("welkom", "afsluiten")}
    assert all(len(set(screens)) == len(screens) for screens in SCREENS.values())
