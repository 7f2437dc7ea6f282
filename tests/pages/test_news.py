"""What the home page says is new with a team, and what comes next.

The school is that of test_rounds.py: a second round on 10 May, and a learning question of which one action is done and
two are open.
"""

from datetime import date

from tests.pages.test_rounds import school
from tests.pages.test_said import meeting
from tests.schools import Files
from tests.sites import pages, shown, site


def card(tree: Files, today: date) -> str:
    """What stands on the card of the team."""
    home = shown(pages(site(tree, today=today))["index.md"])
    return " ".join(next(one for one in home.every("div") if one.attributes.get("class") == "ts-card").text().split())


def test_what_a_team_did_since_its_round_and_what_comes_next() -> None:
    """One action of the question and none of the meeting is done: 1 of 3 + 1. The meeting in August is to come."""
    tree = school(**meeting("2026-05-20", "einde", "nu"), **meeting("2026-08-01", "einde", "later", "plg"))
    found = card(tree, date(2026, 6, 1))
    assert "Kijken · " in found.partition("Nieuw sinds de ")[2]
    assert found.endswith("1 van de 4 acties klaar Straks: Kijken, 1 augustus 2026")


def test_a_meeting_that_is_over_is_not_to_come() -> None:
    tree = school(**meeting("2026-05-20", "einde", "nu"), **meeting("2026-08-01", "einde", "later", "plg"))
    found = card(tree, date(2026, 8, 2))
    assert found.endswith("1 van de 5 acties klaar")
    assert "Straks" not in found


def test_nothing_is_new_before_a_team_has_seen_its_round() -> None:
    found = card(school(**meeting("2026-06-01", "einde", "straks")), date(2026, 6, 1))
    assert "Nieuw sinds" not in found
    assert "Straks" not in found
