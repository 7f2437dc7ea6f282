"""A team's calendar, held to RFC 5545 by its own lines: read here by hand, and by no library that wrote it.

The school is that of test_rounds.py. Open are: 'Lessen ruilen' (teamleider) on 31 May and 'Samen terugkijken'
(team) on 1 June; the look back is on 1 July. What is done (1 February) has no event.
"""

from datetime import date

from tests.locks import variables
from tests.pages.test_rounds import QUESTIONS, school
from tests.schools import Files, without
from tests.sites import pages, site

TODAY = date(2026, 6, 1)
FILE = "downloads/agenda-een.ics"
MEETING = b"""date: 2026-05-20
team: een
kind: plg
title: Kijken, praten; kiezen
round: einde
"""


def read(tree: Files) -> list[dict[str, str]]:
    """The events of the team's file: unfolded lines (3.1) by their names, with the escapes of texts (3.3.11) undone."""
    content = site(tree, today=TODAY).files[FILE]
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.endswith(b"END:VCALENDAR\r\n") and content.count(b"\n") == content.count(b"\r\n")
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and {"VERSION:2.0", "PRODID:-//Teamspiegel//Teamspiegel//NL"} <= set(lines)
    events: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and name not in ("END", ""):
            events[-1][name] = value.replace("\\,", ",").replace("\\;", ";")
    return events


def test_it_has_what_is_open_the_look_back_and_the_meetings_each_for_a_whole_day() -> None:
    tree = {**school(), "content/sessions/2026-05-20-een.yml": MEETING}
    assert [(event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"], event["SUMMARY"]) for event in read(tree)] == [
        ("20260520", "20260521", "Kijken, praten; kiezen"),
        ("20260531", "20260601", "Vandaag af: Lessen ruilen (teamleider)"),
        ("20260601", "20260602", "Vandaag af: Samen terugkijken (team)"),
        ("20260701", "20260702", "Terugkijken: Hoe kijken we vaker bij elkaar?"),
    ]


def test_an_event_that_moves_stays_the_same_event() -> None:
    later = {**school(), "content/learning-questions/een.yml": QUESTIONS.replace("2026-05-31", "2026-06-30").encode()}
    before, after = ({event["SUMMARY"]: event["UID"] for event in read(tree)} for tree in (school(), later))
    assert before == after
    assert len(set(before.values())) == 3


def test_the_same_files_give_the_same_bytes_on_another_day() -> None:
    one, other = (site(school(), today=day).files[FILE] for day in (TODAY, date(2026, 6, 2)))
    assert one == other


def test_a_plan_leads_to_it_and_a_team_without_a_date_has_none() -> None:
    built = site(school(), today=TODAY)
    assert "../../downloads/agenda-een.ics" in pages(built)["teams/een/verbeterplan.md"]
    assert "downloads/agenda-twee.ics" not in built.files
    assert FILE not in site(without(school(), "content/learning-questions/een.yml"), today=TODAY).files


def test_no_plan_leads_to_a_calendar_that_is_not_there() -> None:
    bare = QUESTIONS.split("  actions:")[0].encode()
    built = site({**school(), "content/learning-questions/een.yml": bare}, today=TODAY)
    assert FILE not in built.files
    assert ".ics" not in pages(built)["teams/een/verbeterplan.md"]


def test_in_a_locked_site_it_lies_in_the_part_of_its_own_team() -> None:
    """What several teams share is numbers, and not what one of them agreed."""
    from teamspiegel.reading.passphrases import Sources

    tree = {**school(), "data/einde/twee/survey.csv": school()["data/start/twee/survey.csv"]}
    built = site(tree, today=TODAY, sources=Sources(None, variables(["een", "twee", "school"])))
    assert [path for path in built.files if path.endswith(".ics")] == ["teams/een/downloads/agenda-een.ics"]
    (part,) = (part for part in built.parts if "teams/een/downloads/agenda-een.ics" in part.files)
    assert part.id == "een"
