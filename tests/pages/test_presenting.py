"""What a meeting about data shows on a beamer, and where it does not stand before."""

import json
import re
from datetime import date

import pytest
from teamspiegel.contracts.timetable import SCREENS, MeetingKind, ProgrammePart, Screen
from teamspiegel.pages.presenting import findings_of, minutes_of
from teamspiegel.reading.read import read_school

from tests.schools import demonstration
from tests.sites import site

MEETING = "2026-06-18-horeca"
SCRIPT = "grafieken/horeca--eindmeting-2026--2026-06-18.js"
PAGE = "teams/horeca/bijeenkomsten/2026-06-18.md"


class Every:
    """Every chart that may be asked for."""

    def __contains__(self, _: object) -> bool:
        return True


class Few:
    """What there is of a team that is too small for distributions."""

    def __contains__(self, key: object) -> bool:
        return not str(key).startswith("distribution")


def keys(drawn: Every | Few) -> list[str]:
    instrument = read_school(demonstration())[0].instruments["transformatieve-school-2"]
    return [key for key, _ in findings_of(instrument, drawn)]


def test_findings_come_by_axis_layer_and_block_and_none_is_the_position() -> None:
    assert keys(Every()) == [
        *("bands:observatie", "means:observatie:blocks"),
        "distribution:observatie:spelgevoel",
        "distribution:observatie:gezag",
        "distribution:observatie:inclusieve-didactiek",
        *("bands:ik", "means:ik:blocks"),
        "distribution:ik:spelgevoel",
        "distribution:ik:gezag",
        "distribution:ik:inclusieve-didactiek",
        *("bands:wij", "means:wij:blocks"),
        "distribution:wij:spelgevoel",
        "distribution:wij:gezag",
        "distribution:wij:inclusieve-didactiek",
        "layers:skill",
        *("bands:coulissen", "means:coulissen:blocks", "distribution:coulissen"),
        *("bands:codes", "means:codes:blocks", "distribution:codes"),
        "layers:will",
    ]


def test_means_stand_in_for_distributions_that_are_not_there() -> None:
    found = keys(Few())
    assert [key for key in found if key.startswith("means") and not key.endswith("blocks")] == [
        "means:observatie",
        "means:ik",
        "means:wij",
        "means:coulissen",
        "means:codes",
    ]


def part(time: str | None, screen: Screen | None) -> ProgrammePart:
    return ProgrammePart(title="-", time=time, screen=screen)


@pytest.mark.parametrize(
    ("programme", "minutes"),
    [
        ([], {}),
        ([part("14:00", "welkom"), part("14:20", "kijken")], {"welkom": 20}),
        ([part("9.50", "welkom"), part("10:05", None)], {"welkom": 15}),
        ([part("14:00", "uitkomsten"), part("14:15", "uitkomsten"), part("14:40", None)], {"uitkomsten": 40}),
        ([part("14:00", "uitkomsten"), part(None, "stip"), part("14:40", None)], {"uitkomsten": 40}),
        ([part("14:00", None), part("14:15", "kijken"), part("daarna", "acties")], {}),
        ([part("14:00", "kijken"), part("13:00", "acties")], {}),
    ],
)
def test_a_screen_has_the_minutes_until_the_next_part(programme: list[ProgrammePart], minutes: dict[str, int]) -> None:
    assert minutes_of(programme) == minutes


def shown(script: bytes) -> dict[str, object]:
    text = script.decode()
    found: dict[str, object] = json.loads(text[text.index("]=") + 2 : text.rindex(";")])
    return found


def test_the_page_of_a_meeting_tells_no_finding_before_it_was_held() -> None:
    files = site(demonstration(), today=date(2026, 6, 18)).files
    found = shown(files[SCRIPT])
    findings, position = found["findings"], found["position"]
    assert isinstance(findings, list) and isinstance(position, dict)
    page = files[PAGE].decode()
    assert len(findings) == 15
    assert not [one["title"] for one in [*findings, position] if one["title"] in page]
    assert "<svg" not in page.split('class="ts-deck"')[1].split("</dialog>")[0]


def test_small_cells_are_shown_together() -> None:
    found = shown(site(demonstration()).files[SCRIPT])["findings"]
    assert isinstance(found, list)
    coulissen = next(one for one in found if one["about"] == "Coulissen")
    assert coulissen["subtitle"].endswith("Vakjes van één of twee zijn bij hun buur geteld.")


def test_only_a_meeting_about_data_has_findings_to_show() -> None:
    text = demonstration()[f"content/sessions/{MEETING}.yml"].decode().replace("kind: datafeedback", "kind: plg")
    text = re.sub(r"\n    screen: \w+", "", text)
    files = site({**demonstration(), f"content/sessions/{MEETING}.yml": text.encode()}).files
    assert SCRIPT not in files
    deck = files[PAGE].decode().partition('<dialog class="ts-deck"')[2]
    shown = re.findall(r'data-screen="(\w+)"', deck)
    assert shown == list(SCREENS["plg"])
    assert "data-drawings" not in deck
    assert "data-drawings" in files["teams/horeca/bijeenkomsten/2026-03-10.md"].decode()


@pytest.mark.parametrize("kind", ["datafeedback", "plg", "werkbijeenkomst"])
def test_the_screens_are_those_that_a_programme_may_name(kind: MeetingKind) -> None:
    text = demonstration()[f"content/sessions/{MEETING}.yml"].decode().replace("kind: datafeedback", f"kind: {kind}")
    text = re.sub(r"\n    screen: \w+", "", text)
    page = site({**demonstration(), f"content/sessions/{MEETING}.yml": text.encode()}).files[PAGE].decode()
    assert re.findall(r'data-screen="(\w+)"', page) == list(SCREENS[kind])
