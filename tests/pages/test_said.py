"""What goes to who answered: nothing before the team has seen it itself, and no page where there is nothing to tell.

The school is that of test_rounds.py: rounds on 10 January and 10 May, of which a is 2.5 and 3.5, b 3.0 and 3.1.
"""

from datetime import date

import pytest

from tests.pages.test_rounds import QUESTIONS, school
from tests.schools import Files, without
from tests.sites import headings, nav_pages, pages, section, shown, site

PAGE = "teams/een/jullie-zeiden-wij-doen.md"
MEETING = """
date: {day}
team: een
kind: {kind}
title: Kijken
round: {round}
observations: [{seen}]
decisions: [{decided}]
actions:
  - {{what: {what}, role: teamleider, due: 2026-08-01}}
"""


def meeting(day: str, round_: str, word: str, kind: str = "datafeedback") -> Files:
    text = MEETING.format(
        day=day, kind=kind, round=round_, seen=f"Gezien {word}.", decided=f"Besloten {word}.", what=f"Doen {word}."
    )
    return {f"content/sessions/{day}-een.yml": text.encode()}


def read(tree: Files, today: date = date(2026, 6, 1)) -> dict[str, str]:
    return pages(site(tree, today=today))


def test_it_tells_what_was_seen_decided_and_agreed() -> None:
    """Open are: of the question 'Lessen ruilen' (teamleider, 31 May) and 'Samen terugkijken' (team); one action is
    done. By role, then by date.
    """
    page = shown(read(school(**meeting("2026-05-20", "einde", "nu")))[PAGE])
    assert headings(page) == ["Jullie zeiden", "Wij doen"]
    assert "10 van de 25 collega's (40%) vulden de vragenlijst in" in " ".join(page.text().split())
    assert section(page, "Jullie zeiden") == "Gezien nu."
    done = section(page, "Wij doen")
    assert "Besloten nu." in done
    rows = [" ".join(cell.text().strip() for cell in row.every("th", "td")) for row in page.every("tr")][1:]
    assert rows == [
        "team Samen terugkijken. t/m 1 juni 2026",
        "teamleider Lessen ruilen. t/m 31 mei 2026",
        "teamleider Doen nu. t/m 1 augustus 2026",
    ]
    assert "1 actie van het plan is al klaar." in done


def test_nothing_of_a_round_that_the_team_is_still_to_see() -> None:
    """The meeting about the second round is today: the page is about the first, with what was agreed then."""
    tree = school(**meeting("2026-02-01", "start", "toen"), **meeting("2026-06-01", "einde", "straks"))
    page = read(tree)[PAGE]
    assert "Gezien toen." in page and "start van 10 januari 2026" in page
    assert "straks" not in page and "einde" not in page
    later = read(tree, date(2026, 6, 2))[PAGE]
    assert "Gezien straks." in later and "Doen straks." in later
    assert "Gezien toen." not in later  # what was seen is of the latest round
    assert "Doen toen." in later  # and what is open stays to be done


def test_a_meeting_that_is_still_to_come_has_decided_nothing() -> None:
    tree = school(**meeting("2026-05-20", "einde", "nu"), **meeting("2026-06-01", "einde", "straks", "plg"))
    assert "straks" not in read(tree)[PAGE]
    assert "Besloten straks." in read(tree, date(2026, 6, 2))[PAGE]


def test_without_a_meeting_stands_what_is_published() -> None:
    """Nobody wrote down what was seen. a is 3.5, which is a strength; b has SD 1.0, which asks. No number is told."""
    page = shown(read(school())[PAGE])
    said = section(page, "Jullie zeiden")
    assert " ".join(said.split()) == "Sterk: Bij elkaar kijken samen Een vraag: Lachen samen"
    assert "3,5" not in page.text()


@pytest.mark.parametrize(
    "tree",
    [
        pytest.param(without(school(), "content/learning-questions/een.yml"), id="nothing agreed"),
        pytest.param(
            {
                **school(),
                "content/learning-questions/een.yml": QUESTIONS.replace("status: bezig", "status: klaar")
                .replace("due: 2026-06-01}", "due: 2026-06-01, status: klaar}")
                .encode(),
            },
            id="all is done",
        ),
    ],
)
def test_no_page_where_there_is_nothing_to_do(tree: Files) -> None:
    built = site(tree, today=date(2026, 6, 1))
    assert PAGE not in built.files
    assert PAGE not in list(nav_pages(built.nav))
    assert "jullie-zeiden" not in pages(built)["teams/een/index.md"]


def test_the_overview_leads_to_it() -> None:
    assert "[jullie zeiden, wij doen](jullie-zeiden-wij-doen.md)" in read(school())["teams/een/index.md"]
