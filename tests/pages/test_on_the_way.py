"""What a team keeps between two rounds, on its pages."""

from datetime import date

from tests.schools import Files, change, small
from tests.sites import pages, shown, site

QUESTIONS = "content/learning-questions/blauw.yml"
QUESTION, PLAN = "teams/blauw/leervragen/rustig-beginnen.md", "teams/blauw/verbeterplan.md"
TODAY = date(2026, 6, 24)


def with_question(more: str, old: str = "  step: verkennen\n") -> Files:
    """The small school with more about its learning question."""
    return change(small(), QUESTIONS, old, old + more)


def text(tree: Files, path: str, today: date = TODAY) -> str:
    return " ".join(shown(pages(site(tree, today=today))[path]).text().split())


# ----- the research cycle ------------------------------------------------------------------------------

CYCLE = """  cycle:
    - {step: verkennen, since: 2026-04-01}
    - {step: verdiepen, since: 2026-05-06, note: We wilden meer weten.}
    - {step: verkennen, since: 2026-06-03}
"""


def test_the_way_through_the_cycle_is_told_in_weeks() -> None:
    """1 April to 6 May is 35 days, to 3 June 28, to 24 June 21."""
    page = text(with_question(CYCLE), QUESTION)
    assert "De weg tot nu toe" in page
    assert "5 weken, 1 april – 6 mei 2026" in page
    assert "4 weken, 6 mei – 3 juni 2026. We wilden meer weten." in page
    assert "een stap terug: 3 weken, sinds 3 juni 2026" in page
    assert "Jullie gingen 1 keer terug naar een eerdere stap." in page


def test_a_step_that_is_still_to_come_is_not_told() -> None:
    page = text(with_question(CYCLE), QUESTION, date(2026, 5, 10))
    assert "minder dan een week" not in page and "terug naar een eerdere stap" not in page
    assert "1 week, sinds 6 mei 2026" in page


def test_each_stretch_has_a_mark_in_its_lane() -> None:
    """84 days over 380 units: 35 days are 158, 28 are 127, 21 are 95."""
    page = shown(pages(site(with_question(CYCLE), today=TODAY))[QUESTION])
    bars = [one for one in page.every("rect") if "ts-lanes__bar" in one.attributes.get("class", "")]
    assert sorted(int(bar.attributes["width"]) for bar in bars) == [95, 127, 158]


def test_a_question_without_a_way_has_no_lanes() -> None:
    assert "De weg tot nu toe" not in text(small(), QUESTION)


# ----- the improvement plan ----------------------------------------------------------------------------

NEEDS = """  conditions:
    - {what: Een vast uur., kind: tijd, arranged: true}
    - {what: Een middag samen leren., kind: scholing}
    - {what: Kaartjes., kind: materiaal, arranged: true}
  start: pilot
  fixed: [Iedereen begint bij de deur.]
  free: [Wat je zegt.]
"""
EVALUATION = "  evaluation: {date: 2026-12-01, how: Nog een lesbezoek.}\n"
TWICE = """  evaluation:
    - {date: 2026-12-01, how: Nog een lesbezoek.}
    - {date: 2026-09-15, how: Hoe loopt het?}
"""


def test_what_a_plan_needs_is_on_both_pages() -> None:
    tree = with_question(NEEDS)
    for page in (text(tree, QUESTION), text(tree, PLAN)):
        assert "2 van de 3 geregeld." in page
        assert page.index("Een middag samen leren. scholing nog te regelen") < page.index(
            "Kaartjes. materiaal geregeld"
        )
        assert "Een paar collega's proberen het eerst uit." in page
        assert "op dezelfde manier: Iedereen begint bij de deur." in page
        assert "Dit vult ieder zelf in: Wat je zegt." in page


def test_two_looks_back_come_by_date() -> None:
    tree = change(small(), QUESTIONS, EVALUATION, TWICE)
    assert "15 september 2026. Hoe loopt het? 1 december 2026. Nog een lesbezoek." in text(tree, QUESTION)
    plan = text(tree, PLAN)
    assert plan.index("15 september 2026: Hoe loopt het?") < plan.index("1 december 2026: Nog een lesbezoek.")


def test_the_next_step_is_the_next_look_back() -> None:
    """Without open actions: the first look back that is not over."""
    tree = change(small(), QUESTIONS, EVALUATION, TWICE)
    tree = change(tree, QUESTIONS, "status: gepland", "status: klaar")
    assert "samen terugkijken op 15 september 2026" in text(tree, QUESTION)
    assert "samen terugkijken op 1 december 2026" in text(tree, QUESTION, date(2026, 10, 1))
    assert "samen terugkijken" not in text(tree, QUESTION, date(2027, 1, 1))


# ----- monitoring --------------------------------------------------------------------------------------

WATCHED = """  monitoring:
    - {date: 2026-05-20, asked: 1, how: gesprek, n: 5, answer: ja, text: Het lukt vaak., adjusted: tijdpad}
    - {date: 2026-05-06, asked: 1, how: gesprek, n: 6, answer: deels}
    - {date: 2026-05-06, asked: 12, how: leerlingen, n: 4, answer: nee, text: Zij merken het nog weinig.}
"""


def rows(tree: Files) -> list[list[str]]:
    page = shown(pages(site(tree, today=TODAY))[QUESTION])
    (table,) = (one for one in page.every("table") if "ts-watched" in one.attributes.get("class", ""))
    return [[cell.text() for cell in row.every("th", "td")] for row in table.every("tr")]


def test_questions_stand_against_days() -> None:
    """Of four people no answer is shown; of five and six it is."""
    assert rows(with_question(WATCHED)) == [
        ["Gevraagd", "6 mei 2026", "20 mei 2026"],
        ["Gaat het zoals afgesproken?", "deels", "ja"],
        ["Wat merk je bij leerlingen?", "alleen in woorden", ""],
    ]


def test_what_fewer_than_five_answered_is_only_told_in_words() -> None:
    markdown = pages(site(with_question(WATCHED), today=TODAY))[QUESTION]
    assert "Zij merken het nog weinig." in markdown
    assert "nog niet</span>" not in markdown and "ts-answer--nee" not in markdown and "4 keer" not in markdown
    page = text(with_question(WATCHED), QUESTION)
    assert "in gesprekken, 5 keer Het lukt vaak. Bijgesteld: de planning." in page
    assert "Waar minder dan 5 mensen zijn gevraagd" in page


def test_a_higher_threshold_of_the_gate_shows_less() -> None:
    tree = change(with_question(WATCHED), "content/settings.yml", "mean: 5", "mean: 6")
    assert rows(tree)[1] == ["Gaat het zoals afgesproken?", "deels", "alleen in woorden"]


# ----- zo werken wij -----------------------------------------------------------------------------------

SESSION, NEW = "content/sessions/2026-03-31-blauw.yml", "teams/blauw/zo-werken-wij.md"
DECISIONS = "decisions: [Wij bezoeken elkaars les.]"
REVIEWED = """decisions:
  - {what: Wij bezoeken elkaars les., review: 2026-11-02}
  - Wij beginnen bij de deur.
  - {what: Wij eten samen., review: 2026-06-01}"""


def test_who_is_new_reads_what_was_agreed_and_when_it_is_looked_at() -> None:
    page = text(change(small(), SESSION, DECISIONS, REVIEWED), NEW)
    first, then, last = (
        page.index(what) for what in ("Wij eten samen.", "Wij bezoeken elkaars les.", "Wij beginnen bij")
    )
    assert first < then < last
    assert "Wij eten samen. Het is tijd om er weer naar te kijken: dat zou op 1 juni 2026." in page
    assert "Wij bezoeken elkaars les. We kijken er weer naar op 2 november 2026. Wat zien wij?" in page
    assert "Een rooster maken." in page  # what is still to do


def test_an_action_that_is_looked_at_again_goes_on() -> None:
    tree = change(small(), SESSION, "role: teamleider}", "role: teamleider, status: klaar, review: 2026-12-01}")
    assert "Een rooster maken. We kijken er weer naar op 1 december 2026." in text(tree, NEW)


def test_a_team_that_looks_at_nothing_again_has_no_such_page() -> None:
    assert NEW not in pages(site(small(), today=TODAY))


def test_a_meeting_that_is_still_to_come_tells_nothing() -> None:
    tree = change(small(), SESSION, DECISIONS, REVIEWED)
    assert NEW not in pages(site(tree, today=date(2026, 3, 31)))
    assert NEW in pages(site(tree, today=date(2026, 4, 1)))


def test_the_page_of_the_team_leads_there() -> None:
    built = pages(site(change(small(), SESSION, DECISIONS, REVIEWED), today=TODAY))
    assert "[hoe jullie werken](zo-werken-wij.md)" in built["teams/blauw/index.md"]


# ----- from individual to collective -------------------------------------------------------------------

VISION = """
- point: Iedereen doet mee
  ours: {what: Ieder praat., why: Zo leer je., now: Soms., content_when: Als het elke les lukt.}
  agreed: [Eerst opschrijven.]
  review: 2026-10-06
- point: Fouten horen erbij
"""
FILE = "content/vision/blauw.yml"


def test_a_page_says_what_the_team_said_together_and_a_sheet_leaves_room_for_each() -> None:
    tree = {**small(), FILE: VISION.encode()}
    page = text(tree, "teams/blauw/onze-visie.md")
    assert "Wanneer zijn wij tevreden? Als het elke les lukt." in page
    assert "Eerst opschrijven." in page and "Jullie kijken er weer naar op 6 oktober 2026." in page
    assert "Fouten horen erbij Hierover hebben jullie nog niet samen gesproken." in page
    sheet = shown(pages(site(tree, today=TODAY))["teams/blauw/onze-visie--werkblad.md"])
    heads = [row.text() for row in sheet.every("th") if row.attributes.get("scope") == "row"]
    assert heads == ["Iedereen doet mee", "Fouten horen erbij"] * 2
    assert "Eerst opschrijven." not in sheet.text()  # each begins with an empty sheet


def test_what_was_agreed_on_a_point_is_there_for_who_is_new() -> None:
    page = text({**small(), FILE: VISION.encode()}, NEW)
    assert "Eerst opschrijven. We kijken er weer naar op 6 oktober 2026. Iedereen doet mee" in page


def test_a_team_that_was_never_measured_may_have_a_vision_too() -> None:
    tree = small()
    tree["content/teams.yml"] += b"- {id: nieuw, name: Team Nieuw, members: 6}\n"
    assert "teams/nieuw/onze-visie.md" in pages(
        site({**tree, "content/vision/nieuw.yml": VISION.encode()}, today=TODAY)
    )


# ----- the work meeting --------------------------------------------------------------------------------

MEETING = "content/sessions/2026-05-19-blauw.yml"
WORK = b"""date: 2026-05-19
team: blauw
kind: werkbijeenkomst
title: Hoe wordt het rustig?
round: start
work:
  issue: Het begin is onrustig.
  questions:
    - {text: Wat helpt elders?, cluster: literatuur, chosen: true, answered: Een vaste plek.}
    - {text: Bij wie lukt het?, cluster: ervaring}
  groups:
    - cluster: literatuur
      findings: [{text: Een vaste plek., source: Een artikel, works_because: Iedereen weet waar.}]
      unanswered: [Of het in elk lokaal kan.]
  options:
    - {text: Later beginnen.}
    - {text: Bij de deur staan., source: Een vaste plek, chosen: true}
  path:
    here: Het duurt tien minuten.
    there: Na twee minuten begint de les.
    steps:
      - {what: Samen oefenen., role: mentoren, due: 2026-06-01, sign: Iedereen deed het een keer., fixed: true}
      - {what: Overal doen., role: alle leraren, due: 2026-09-30, sign: Er is rust in de gang., status: bezig}
    lookback:
      - {when: 2026-10-06, how: Klokken met elkaar., role: kartrekker}
  learning_question: rustig-beginnen
"""


def test_a_work_meeting_goes_from_an_issue_to_a_path() -> None:
    # What a meeting shows on a beamer comes first, and has steps too.
    whole = text({**small(), MEETING: WORK}, "teams/blauw/bijeenkomsten/2026-05-19.md")
    page = whole[whole.index("Stap 1. De vraag") :]
    order = (
        "Stap 1. De vraag",
        "Het begin is onrustig.",
        "Er kwamen 2 vragen op tafel.",
        "Te vinden in onderzoek",
        "Wat helpt elders? uitgezocht Een vaste plek.",
        "Te vinden in onze ervaring",
        "Een vaste plek. Een artikel Dit werkt omdat: Iedereen weet waar.",
        "Nog open: Of het in elk lokaal kan.",
        "Bij de deur staan. gekozen",
        "Later beginnen.",
        "Stap 5. Het veranderpad",
        "Hier staan jullie nu",
        "Samen oefenen.",
        "mentoren, t/m 1 juni 2026. Iedereen doet dit op dezelfde manier.",
        "Dit zie of hoor je: Er is rust in de gang. bezig",
        "Daar willen jullie naartoe",
        "Terugkijken op 6 oktober 2026: Klokken met elkaar.",
        "Dit hoort bij de leervraag Hoe beginnen wij rustig?",
    )
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_its_steps_and_looks_back_are_in_the_plan() -> None:
    """On 24 June the step of 1 June is still open."""
    plan = text({**small(), MEETING: WORK}, PLAN)
    assert "mentoren Samen oefenen. Hoe wordt het rustig? t/m 1 juni 2026 gepland nog open" in plan
    assert "6 oktober 2026: Klokken met elkaar. Hoe wordt het rustig?" in plan


def test_a_team_with_a_path_and_no_learning_question_has_a_plan() -> None:
    tree = {path: content for path, content in small().items() if path != QUESTIONS}
    tree = change(tree, SESSION, "learning_questions: [rustig-beginnen]\n", "")
    work = WORK.replace(b"  learning_question: rustig-beginnen\n", b"")
    plan = text({**tree, MEETING: work}, PLAN)
    assert "Overal doen." in plan and "Waar het om gaat" not in plan


# ----- cultures and conclusions ------------------------------------------------------------------------

POSITION = "position: {kunnen: 2.5, willen: 4}"
FEEDBACK = "teams/blauw/bijeenkomsten/2026-03-31.md"
CONCLUSIONS = """conclusions:
  - {group: Groep 1, text: De deur is het begin., learning_questions: [rustig-beginnen]}
  - {group: Groep 2, text: Wij willen meer kijken.}
"""


def with_conclusions() -> Files:
    culture = POSITION + ", culture: {id: los, why: Ieder kiest zelf.}"
    return change(change(small(), SESSION, POSITION, culture), SESSION, DECISIONS, CONCLUSIONS + DECISIONS)


def test_a_group_says_which_culture_it_recognises() -> None:
    for today in (date(2026, 3, 31), TODAY):
        page = text(with_conclusions(), FEEDBACK, today)
        assert "Wij willen veel. Herkent het meest los: Ieder kiest zelf." in page


def test_conclusions_are_told_once_the_results_are_seen() -> None:
    page = text(with_conclusions(), FEEDBACK)
    assert "Groep 1: De deur is het begin. Leidt tot: Hoe beginnen wij rustig?" in page
    assert "Groep 2: Wij willen meer kijken." in page
    for before in (date(2026, 3, 30), date(2026, 3, 31)):
        whole = "".join(pages(site(with_conclusions(), today=before)).values())
        assert "De deur is het begin." not in whole
