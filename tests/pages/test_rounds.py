"""What pages say of more than one round: changes, targets, the plan and the school. Worked out by hand below.

start             a: 2 2 2 2 2 3 3 3 3 3 (mean 2.5, variance 0.278)    b: 2 4 2 4 2 4 2 4 2 4 (3.0, 1.111)
einde             a: 3 3 3 3 3 4 4 4 4 4 (mean 3.5, variance 0.278)    b: 3 4 2 4 2 4 2 4 2 4 (3.1, 0.989)

a: 1.0 higher; band 2.101 * sqrt(0.278/10 + 0.278/10) = 0.495, so 0.5: higher
b: 0.1 higher; band 2.101 * sqrt(1.111/10 + 0.989/10) = 0.963, so 1.0: no clear change
"""

import re
from datetime import date

import pytest

from tests.schools import Files, small
from tests.sites import pages, section, shown, site

TODAY = date(2026, 6, 1)

INSTRUMENT = """
id: kort
version: "1"
name: Kort
description: Een korte vragenlijst.
scale: {min: 1, max: 5}
thresholds: {bridge_axis: 3.0, spread: 0.8}
layers:
  - id: samen
    name: Samen
    description: Wat wij zeggen.
    source: survey
    mean_of: items
    items:
      - {id: a, text: Wij kijken bij elkaar., short: Bij elkaar kijken}
      - {id: b, text: Wij lachen veel., short: Lachen}
"""
QUESTIONS = """
- id: vaker-kijken
  question: Hoe kijken we vaker bij elkaar?
  why: Er wordt weinig gekeken.
  round: start
  step: uitvoeren
  links: [a]
  goals: [Elke week kijkt iemand mee.]
  targets:
    - {id: a, at_least: 3.5, by: einde}
    - {id: b, at_least: 3.5, by: einde}
    - {id: a, at_least: 4.0, by: later}
  actions:
    - {what: Duo's maken., role: kartrekker, due: 2026-02-01, status: klaar}
    - {what: Lessen ruilen., role: teamleider, due: 2026-05-31, status: bezig}
    - {what: Samen terugkijken., role: team, due: 2026-06-01}
  communication:
    - {what: Wat we zagen., to: het hele team, when: elke maand}
  evaluation: {date: 2026-07-01, how: We vergelijken de metingen.}
  log:
    - {date: 2026-03-01, text: De eerste duo's zijn begonnen.}
    - {date: 2026-04-01, text: Het lukt vaker.}
"""
START = {"a": "2222233333", "b": "2424242424"}
EINDE = {"a": "3333344444", "b": "3424242424"}
FEW = {"a": "123", "b": "455"}


def survey(answers: dict[str, str]) -> bytes:
    rows = zip(*answers.values(), strict=True)
    lines = (f"r{index},{','.join(row)}" for index, row in enumerate(rows))
    return "\n".join([f"respondent,{','.join(answers)}", *lines, ""]).encode()


def school(**replaced: bytes) -> Files:
    files = {
        "content/teams.yml": b"- {id: een, name: Team Een, members: 25}\n- {id: twee, name: Team Twee, members: 3}\n",
        "content/rounds.yml": (
            b"- {id: start, label: Start, date: 2026-01-10, kind: nulmeting}\n"
            b"- {id: einde, label: Einde, date: 2026-05-10, kind: tussenmeting}\n"
            b"- {id: later, label: Later, date: 2026-09-10, kind: eindmeting}\n"
        ),
        "content/instruments/kort.yml": INSTRUMENT.encode(),
        "content/learning-questions/een.yml": QUESTIONS.encode(),
        "data/start/een/survey.csv": survey(START),
        "data/einde/een/survey.csv": survey(EINDE),
        "data/start/twee/survey.csv": survey(FEW),
    }
    return {**files, **{path: content for path, content in replaced.items() if content is not None}}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """What a reader sees on each page, in one line."""
    return {path: " ".join(shown(page).text().split()) for path, page in pages(site(school(), today=TODAY)).items()}


def test_the_overview_says_what_moved_and_how_much_did_not(texts: dict[str, str]) -> None:
    page = texts["teams/een/uitkomsten.md"]
    assert "Wat is er veranderd sinds de start?" in page
    assert "Hoger dan bij de start" in page
    assert "Bij elkaar kijken: 2,5 → 3,5" in page
    assert "Lager dan bij de start" not in page
    assert "Bij 1 onderdeel is er geen duidelijke verandering" in page


def test_a_team_with_one_round_has_no_changes(texts: dict[str, str]) -> None:
    assert "veranderd" not in texts["teams/twee/index.md"]
    assert "teams/twee/uitkomsten.md" not in texts  # nothing of it is shown


def test_every_round_keeps_its_pages_and_each_leads_to_the_same_in_the_other(texts: dict[str, str]) -> None:
    """Team Een was measured twice, Team Twee once."""
    earlier = [path for path in texts if "/metingen/" in path]
    assert earlier == [f"teams/een/metingen/start/{rest}.md" for rest in ("lagen/samen", "uitkomsten")]
    assert "Gemiddelde van deze laag: 2,8" in texts["teams/een/metingen/start/lagen/samen.md"]  # (2.5 + 3.0) / 2
    assert "Gemiddelde van deze laag: 3,3" in texts["teams/een/lagen/samen.md"]  # (3.5 + 3.1) / 2
    for path in ("teams/een/lagen/samen.md", earlier[0]):
        assert "Meting: Einde · Start" in texts[path]
    markdown = pages(site(school(), today=TODAY))
    assert "[Start](../metingen/start/lagen/samen.md)" in markdown["teams/een/lagen/samen.md"]
    assert "[Einde](../../../lagen/samen.md)" in markdown[earlier[0]]
    assert "Eerdere meting: Start" in texts["teams/een/index.md"]
    assert "Meting:" not in texts["teams/twee/index.md"]


def test_the_search_finds_what_the_latest_round_says() -> None:
    markdown = pages(site(school(), today=TODAY))
    excluded = {path for path, text in markdown.items() if "search:\n  exclude: true\n" in text}
    assert excluded == {path for path in markdown if "/metingen/" in path} != set()


def test_a_question_shows_its_numbers_then_and_now(texts: dict[str, str]) -> None:
    page = texts["teams/een/leervragen/vaker-kijken.md"]
    assert "Bij elkaar kijken samen laag" not in page  # 3.5 is above the bridge axis
    assert "2,5 3,5 hoger (+1,0, marge 0,5)" in page


@pytest.mark.parametrize(
    "line",
    [
        "Bij elkaar kijken samen: 2,5 → 3,5 bij de einde, hoger (+1,0, marge 0,5). "
        "Doel: minstens 3,5 bij de einde. gehaald",
        "Lachen samen: 3,0 → 3,1 bij de einde, geen duidelijke verandering (+0,1, marge 1,0). "
        "Doel: minstens 3,5 bij de einde. nog niet in beweging",
        "Bij elkaar kijken samen: 2,5 → 3,5 bij de einde, hoger (+1,0, marge 0,5). "
        "Doel: minstens 4,0 bij de later. op weg",
    ],
)
@pytest.mark.parametrize("page", ["teams/een/leervragen/vaker-kijken.md", "teams/een/verbeterplan.md"])
def test_each_target_says_where_it_is(texts: dict[str, str], page: str, line: str) -> None:
    assert line in texts[page]


def test_the_plan_gathers_what_is_planned(texts: dict[str, str]) -> None:
    page = texts["teams/een/verbeterplan.md"]
    for text in (
        "Stand van 1 juni 2026",
        "Elke week kijkt iemand mee.",
        "Lessen ruilen.",
        "Wat we zagen.het hele teamelke maand",
        "1 juli 2026: We vergelijken de metingen.",
    ):
        assert text in page
    assert page.index("Het lukt vaker.") < page.index("De eerste duo's zijn begonnen.")  # the newest first


def test_only_what_is_open_after_its_due_date_is_overdue(texts: dict[str, str]) -> None:
    """Of the three actions one is done, one was due yesterday and one is due today."""
    actions = texts["teams/een/verbeterplan.md"].split("Waar het om gaat", 1)[0]
    assert actions.count("nog open") == 1
    assert "bezig nog open" in actions


def test_the_plan_begins_with_what_is_open_and_folds_what_is_done(texts: dict[str, str]) -> None:
    page = texts["teams/een/verbeterplan.md"]
    order = ["Wat nog te doen is", "Klaar: 1 actie", "Waar het om gaat", "Wie vertellen we wat?"]
    assert sorted(order, key=page.index) == order


def test_what_is_overdue_follows_from_the_day_that_is_handed_in() -> None:
    for day, times in ((date(2026, 5, 31), 0), (date(2026, 6, 2), 2)):
        page = pages(site(school(), today=day))["teams/een/leervragen/vaker-kijken.md"]
        _, actions = page.split("## Wat is er afgesproken?", 1)
        assert actions.split("##")[0].count("nog open") == times


def test_the_school_has_a_page_for_each_round_with_more_than_one_team(texts: dict[str, str]) -> None:
    assert "school/index.md" in texts
    assert not [path for path in texts if path.startswith("school/") and path != "school/index.md"]
    assert texts["school/index.md"].count("Team Een") == 2  # in the table, and in who took part


def test_the_school_shows_a_dash_for_what_is_withheld(texts: dict[str, str]) -> None:
    table = texts["school/index.md"].split("De lagen per team", 1)[1]
    assert "Team Een2,8 laag Team Twee–" in table  # (2.5 + 3.0) / 2 = 2.75, under the bridge axis


def test_the_school_ranks_no_teams() -> None:
    """They stand as they are declared, and no heading sorts them."""
    page = shown(pages(site(school(), today=TODAY))["school/index.md"])
    tables = [table for table in page.every("table") if "ts-side" in table.attributes["class"].split()]
    assert tables and not [table for table in tables if "ts-sorted" in table.attributes["class"].split()]
    assert [[row.text() for row in table.every("th") if row.attributes["scope"] == "row"] for table in tables] == [
        ["Team Een", "Team Twee"]
    ]


def test_a_school_of_one_team_has_no_page_of_all_teams() -> None:
    assert not [path for path in pages(site(school(), ["een"], TODAY)) if path.startswith("school/")]


def test_fewer_than_half_is_said(texts: dict[str, str]) -> None:
    """Ten of the twenty-five answered; in the other team three of three."""
    warning = "minder dan de helft van het team vulde de vragenlijst in"
    assert warning in texts["teams/een/index.md"]
    assert "10 van de 25 collega's (40%)" in texts["teams/een/index.md"]
    assert warning not in texts["teams/twee/index.md"]


# ----- before a team has seen its results --------------------------------------------------------------

SEEN = b"""
date: 2026-06-10
team: een
kind: datafeedback
title: Wat zien wij?
round: einde
predictions:
  - {group: Groep 1, position: {willen: 3.0, kunnen: 3.0}, why: Wij denken van wel.}
"""
OUTCOMES = ("3,5", "Lachen", "hoogste", "laagste", "Hier zijn jullie sterk in")


def awaiting(*changes: tuple[bytes, bytes]) -> dict[str, bytes]:
    """Team Een will see its second round on 10 June, nine days after the day that the site is built for."""
    content = SEEN
    for old, new in changes:
        content = content.replace(old, new)
    return {**with_quadrant(), "content/sessions/2026-06-10-een.yml": content}


def with_quadrant() -> dict[str, bytes]:
    tree = school()
    return {**tree, KORT: tree[KORT] + AXES}


KORT = "content/instruments/kort.yml"
AXES = b"""
axes:
  - {id: willen, name: Willen, description: Wat we willen., position: [samen]}
  - {id: kunnen, name: Kunnen, description: Wat we kunnen., position: [samen]}
quadrant:
  x: willen
  y: kunnen
  cultures:
    - {id: ll, x: low, y: low, name: Stil, description: Er gebeurt weinig.}
    - {id: lh, x: low, y: high, name: Los, description: Ieder voor zich.}
    - {id: hl, x: high, y: low, name: Druk, description: Veel tegelijk.}
    - {id: hh, x: high, y: high, name: Rijk, description: Samen vooruit.}
"""


def test_before_the_meeting_home_team_session_and_search_tell_no_outcome() -> None:
    markdown = pages(site(awaiting(), today=TODAY))
    for path in ("index.md", "teams/een/index.md", "teams/een/bijeenkomsten/2026-06-10.md"):
        # Who asks a question in the meeting chooses among the names of all that was asked.
        told = re.sub(r'<form class="ts-ask".*?</form>', "", markdown[path], flags=re.DOTALL)
        text = " ".join(shown(told).text().split())
        assert "10 juni 2026" in text
        # Who predicts chooses among the names of all cultures; elsewhere one of them would be the outcome.
        cultures = () if "bijeenkomsten" in path else ("Rijk", "rijk")
        assert not [word for word in (*OUTCOMES, *cultures, "quadrant.js") if word in text], path
        assert "--quadrant.js" not in markdown[path]
    found = [path for path, text in markdown.items() if "search:\n  exclude: true\n" in text]
    assert {"teams/een/index.md", "teams/een/uitkomsten.md", "teams/een/lagen/samen.md"} <= set(found)
    assert "teams/twee/index.md" not in found and "index.md" not in found
    assert "Einde" not in markdown["school/index.md"]  # there the team stands in the round that it has seen


QUESTION, PLAN = "teams/een/leervragen/vaker-kijken.md", "teams/een/verbeterplan.md"


def test_before_the_meeting_question_and_plan_say_what_was_seen_before() -> None:
    before, after = (pages(site(awaiting(), today=day)) for day in (TODAY, date(2026, 6, 11)))
    for path in (QUESTION, PLAN):
        text = " ".join(shown(before[path]).text().split())
        assert "Bij elkaar kijken samen: 2,5. Doel: minstens 3,5 bij de einde. nog niet gemeten" in text
        assert "→" not in text and "hoger" not in text
        assert "2,5 → 3,5 bij de einde, hoger" in " ".join(shown(after[path]).text().split())
    assert "Die van de einde zien jullie samen, op 10 juni 2026." in before[QUESTION]
    assert "metingen/start/lagen/samen.md" in before[QUESTION] and "metingen/" not in after[QUESTION]


def test_before_the_first_meeting_question_and_plan_have_no_numbers() -> None:
    tree = awaiting((b"round: einde", b"round: start"))
    del tree["data/einde/een/survey.csv"]
    markdown = pages(site(tree, today=TODAY))
    for path in (QUESTION, PLAN):
        text = " ".join(shown(markdown[path]).text().split())
        assert "minstens 3,5" in text
        assert "2,5" not in text and "3,0" not in text
    assert "Die van de start zien jullie samen, op 10 juni 2026." in markdown[QUESTION]


def test_before_the_meeting_its_page_does_not_say_what_was_seen() -> None:
    said = b"\nobservations: [Bij elkaar kijken steekt eruit.]\nquestions: [Hoe kwam dat zo?]\n"
    tree = awaiting((b"round: einde\n", b"round: einde" + said))
    before, after = (
        pages(site(tree, today=day))["teams/een/bijeenkomsten/2026-06-10.md"] for day in (TODAY, date(2026, 6, 11))
    )
    assert "Bij elkaar kijken steekt eruit." in after and "Hoe kwam dat zo?" in after
    assert "steekt eruit" not in before and "Hoe kwam dat zo?" not in before


def test_no_advice_tells_it_either() -> None:
    """Team Blauw meets about its only round on 31 March; Begin klein helps with results of its own."""
    before, after = (
        shown(pages(site(small(), today=day))["hulp/aanbevelingen/h1.md"]).text()
        for day in (date(2026, 3, 31), date(2026, 4, 1))
    )
    assert "Wat jullie cijfers hierover zeggen" in after and "3,5" in after
    assert "Wat jullie cijfers hierover zeggen" not in before and "3,5" not in before


@pytest.mark.parametrize(
    ("day", "changes"),
    [
        (date(2026, 6, 11), ()),
        (TODAY, ((b"round: einde", b"round: einde\nreveal: true"),)),
        (TODAY, ((b"kind: datafeedback", b"kind: plg"),)),
        (TODAY, ((b"round: einde", b"round: start"),)),
    ],
)
def test_after_it_or_when_it_is_about_something_else_they_tell(
    day: date, changes: tuple[tuple[bytes, bytes], ...]
) -> None:
    markdown = pages(site(awaiting(*changes), today=day))
    assert "Hier zijn jullie sterk in" in markdown["teams/een/index.md"]
    assert "in **rijk**" in markdown["index.md"]


def test_the_day_itself_is_before_and_reveal_may_hold_it_back() -> None:
    for day, changes in (
        (date(2026, 6, 10), ()),
        (date(2026, 7, 1), ((b"round: einde", b"round: einde\nreveal: false"),)),
    ):
        assert "Hier zijn jullie sterk in" not in pages(site(awaiting(*changes), today=day))["teams/een/index.md"]


CHAIN = """
  mechanism:
    - we: Wij kijken mee.
      so_pupils: Zij vragen door.
      so: Zij leren meer.
      shown_by:
        - {of: we, id: a}
        - {of: so_pupils, what: Wat zij zeggen.}
"""


def test_a_question_shows_how_it_is_meant_to_help_with_the_numbers_that_would_show_it() -> None:
    """a was 2.5 and is 3.5; the chain shows what it is now."""
    path = "teams/een/leervragen/vaker-kijken.md"
    told = school(**{"content/learning-questions/een.yml": (QUESTIONS.rstrip() + CHAIN).encode()})
    found = section(shown(pages(site(told, today=TODAY))[path]), "Hoe helpt dit?")
    assert "Wij doen Wij kijken mee. Te zien aan: Bij elkaar kijken samen 3,5" in found
    assert "Daardoor leerlingen Zij vragen door. Te zien aan: Wat zij zeggen." in found
    assert found.endswith("Daardoor Zij leren meer.")
    assert "Hoe helpt dit?" not in pages(site(school(), today=TODAY))[path]
