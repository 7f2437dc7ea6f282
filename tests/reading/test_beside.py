"""Instruments beside the mirror: each mistake in them, with the line that must be named."""

from collections.abc import Callable

import pytest
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.reading.read import read_school

from tests.golden import GOLDEN
from tests.schools import Files, below, change, without

ROUNDS, TEAMS = "content/rounds.yml", "content/teams.yml"
ASKED, SCAN = "content/instruments/rondvraag.yml", "content/instruments/scan.yml"
ANSWERS, SCANNED = "data/start/rondvraag.csv", "data/start/de-ring/scan.csv"


def school() -> Files:
    return below(GOLDEN / "metingen" / "input", "content", "data")


def problems(tree: Files) -> list[str]:
    with pytest.raises(InputProblems) as raised:
        read_school(tree)
    return [str(problem) for problem in raised.value.problems]


MISTAKES = {
    "an instrument that is not there": (
        ROUNDS,
        "[spiegel, rondvraag, scan, plek, eerst, leerlingen, kennis, met-wie]",
        "[spiegel, rondvraag, skan, plek, eerst, leerlingen, kennis, met-wie]",
        (f"{ROUNDS}:1:", "unknown instrument 'skan'", "did you mean 'scan'?"),
    ),
    "a kind that is not there": (SCAN, "kind: scan", "kind: skan", (f"{SCAN}:2:", "'skan' for key 'kind'", "scan")),
    "a scale of pupils about an element that nobody has": (
        "content/instruments/leerlingen.yml",
        "    description: Of zij de uitleg volgen.\n",
        "    description: Of zij de uitleg volgen.\n    elements: [hulp]\n",
        ("content/instruments/leerlingen.yml:11:", "unknown element 'hulp'"),
    ),
    "a theme about an element that nobody has": (
        "content/instruments/verhalen.yml",
        "terechtkunt.}",
        "terechtkunt., elements: [hulp]}",
        ("content/instruments/verhalen.yml:9:", "unknown element 'hulp'"),
    ),
    "a source that nobody declares": (
        ASKED,
        "sources:\n  rondvraag: {unit: respondent}\n",
        "",
        (f"{ASKED}:12:", "unknown source 'rondvraag'", "survey"),
    ),
    "a source of old, declared": (
        ASKED,
        "  rondvraag: {unit: respondent}",
        "  survey: {unit: r}\n  rondvraag: {unit: respondent}",
        (f"{ASKED}:7:", "source 'survey', which need not be declared"),
    ),
    "a column that is an item": (
        ASKED,
        "{unit: respondent}",
        "{unit: nut}",
        (f"{ASKED}:7:", "column 'nut'", "a column that is no item"),
    ),
    "one person twice": (
        ASKED,
        "{unit: respondent}",
        "{unit: les, person: les}",
        (f"{ASKED}:7:", "column 'les'", "not twice the same"),
    ),
    "about a person, and in a block": (
        ASKED,
        "short: Vraagt}",
        "short: Vraagt, block: een}",
        (f"{ASKED}:19:", "layer 'leiding', which is about a person, with blocks"),
    ),
    "about a person, and on an axis": (
        ASKED,
        "layers:\n",
        "axes:\n  - {id: as, name: As, description: Een as., position: [leiding]}\nlayers:\n",
        (f"{ASKED}:11:", "layer 'leiding', which is about a person, on an axis"),
    ),
    "a team where a partnership is asked": (
        TEAMS,
        "level: partnerschap",
        "level: school",
        (f"{SCANNED}:1:", "answers of 'de-ring', which is of level school", "a unit of level partnerschap"),
    ),
    "a school in a file of teams": (
        ANSWERS,
        "geel,r05",
        "de-kade,r05",
        (f"{ANSWERS}:18:", "answers of 'de-kade', which is of level school", "a unit of level team"),
    ),
    "a role that is not there": (
        SCANNED,
        "r01,student",
        "r01,studente",
        (f"{SCANNED}:2:", "an unknown role", "one of student, begeleider, opleider", "did you mean 'student'?"),
    ),
    "no role": (SCANNED, "r01,student", "r01,", (f"{SCANNED}:2:", "an empty cell", "one of student")),
    "off the scale": (SCANNED, "r01,student,3", "r01,student,9", (f"{SCANNED}:2:", "off the scale", "from 1 to 5")),
    "a topic twice": (SCAN, "{id: los-zand", "{id: doel", (f"{SCAN}:15:", "id 'doel' twice")),
    "a recommendation that is not there": (
        SCAN,
        "text: Ieder doet hier het zijne.,",
        "text: Ieder doet hier het zijne., recommendations: [h9],",
        (f"{SCAN}:15:", "unknown recommendation 'h9'"),
    ),
    "a topic that is called as a column": (
        SCAN,
        "{id: los-zand",
        "{id: role",
        (f"{SCAN}:15:", "id 'role'", "another id than respondent, role, team"),
    ),
    "a scale that is none": (SCAN, "{min: 1, max: 5}", "{min: 5, max: 5}", (f"{SCAN}:8:", "max 5", "more than min")),
    "a file of another name": (
        SCAN,
        "id: scan\n",
        "id: skan\n",
        (f"{SCAN}:1:", "id 'skan' in a file named 'scan.yml'", "name the file skan.yml"),
    ),
    "a layer that another instrument has": (
        ASKED,
        "- id: houding",
        "- id: wij",
        (f"{ROUNDS}:1:", "'spiegel' and 'rondvraag', which both have a layer 'wij'", "an id of its own for each layer"),
    ),
    "a round that does not use it": (
        ROUNDS,
        "[spiegel, rondvraag, scan, plek, eerst, leerlingen, kennis, met-wie]",
        "[spiegel, rondvraag, plek, eerst, leerlingen, kennis, met-wie]",
        (f"{SCANNED}:1:", "a file that nothing reads", "name instrument 'scan' under the round's 'instruments'"),
    ),
}


PLACED, PLACEMENT = "data/start/plek.csv", "content/instruments/plek.yml"
RANKED, RANKING = "data/start/eerst.csv", "content/instruments/eerst.yml"
TOPIC_TWICE = b"team,respondent,topic,phase\nblauw,r01,kijken,2\nblauw,r01,kijken,3\n"
LIST, DRAWN = b"person,answered\na1,1\nb2,0\nc3,ja\n", b"question,from,to\ndoelen,a1,a1\ndoelen,a1,d4\ndoelen,b2,a1\n"
MORE: dict[str, tuple[Callable[[], Files], str, str]] = {
    "two roles of one person": (
        lambda: change(school(), SCANNED, "r02,student", "r01,opleider"),
        f"{SCANNED}:3:",
        "another role than in line 2",
    ),
    "a topic twice": (
        lambda: {**school(), PLACED: TOPIC_TWICE},
        f"{PLACED}:3:",
        f"the same respondent as {PLACED}:2, for the same topic",
    ),
    "an unknown topic": (
        lambda: {**school(), PLACED: TOPIC_TWICE.replace(b"kijken,3", b"kijk,3")},
        f"{PLACED}:3:",
        "an unknown topic; expected one of kijken, praten",
    ),
    "a topic called as another": (
        lambda: change(school(), SCAN, "name: Geen los zand,", "name: Een gedeeld doel,"),
        f"{SCAN}:15:",
        "name 'Een gedeeld doel', as in line 14; expected a name of its own for each; say what differs",
    ),
    "a rank twice": (
        lambda: {**school(), RANKED: b"team,respondent,start,nakijken,gesprek,rust\nblauw,r01,1,1,2,3\n"},
        f"{RANKED}:2:",
        "the same rank as in column 'start'",
    ),
    "a top that is everything": (
        lambda: change(school(), RANKING, "top: 2", "top: 4"),
        f"{RANKING}:6:",
        "fewer than the 4 options",
    ),
    "a talking point that tells": (
        lambda: change(school(), PLACEMENT, "talking_point: 2", "talking_point: 3"),
        f"{PLACEMENT}:6:",
        "with two phases after it",
    ),
    "a list with a word": (
        lambda: {**school(), "data/start/blauw/met-wie-people.csv": LIST},
        "data/start/blauw/met-wie-people.csv:4:",
        "something else than 1 or 0",
    ),
    "ties that cannot be": (
        lambda: {**school(), "data/start/blauw/met-wie.csv": DRAWN, "data/start/blauw/met-wie-people.csv": LIST},
        "data/start/blauw/met-wie.csv:4:",
        "a tie of somebody who did not answer",
    ),
    "a tie twice": (
        lambda: {**school(), "data/start/blauw/met-wie.csv": DRAWN + DRAWN[-14:]},
        "data/start/blauw/met-wie.csv:6:",
        "the same tie as",
    ),
    "ties without a list": (
        lambda: without(school(), "data/start/blauw/met-wie-people.csv"),
        "data/start/blauw/met-wie.csv:2:",
        "ties without a list of the people",
    ),
    "a name in a quote": (
        lambda: change(school(), "data/later/de-kade/verhalen.csv", "Dit zei nummer 3.", "Mail naar jan@school.nl."),
        "data/later/de-kade/verhalen.csv:",
        "in a quote",
    ),
    "one file for two": (
        lambda: {
            path: content.replace(b"source: rondvraag", b"source: survey") if path == ASKED else content
            for path, content in without(school(), ANSWERS, "data/later/rondvraag.csv").items()
        },
        f"{ROUNDS}:1:",
        "which both ask for survey.csv",
    ),
    "a meeting about a round without a mirror": (
        lambda: {
            **without(change(school(), ROUNDS, "instruments: [rondvraag, plek", "instruments: [plek"), LATER),
            "content/sessions/2027-03-02-blauw.yml": SESSION,
        },
        "content/sessions/2027-03-02-blauw.yml:5:",
        "which used no mirror",
    ),
}
LATER = "data/later/rondvraag.csv"
SESSION: bytes = b"date: 2027-03-02\nteam: blauw\nkind: plg\ntitle: Samen kijken\nround: later\n"


def every_message() -> list[str]:
    """Every message that these mistakes give."""
    trees = [change(school(), path, old, new) for path, old, new, _ in MISTAKES.values()]
    return [message for tree in (*trees, *(tree() for tree, _, _ in MORE.values())) for message in problems(tree)]


@pytest.mark.parametrize("name", MORE)
def test_what_a_kind_does_not_take_is_told_with_its_line(name: str) -> None:
    tree, start, phrase = MORE[name]
    told = problems(tree())
    assert any(one.startswith(start) and phrase in one for one in told), told


def test_the_school_itself_is_right() -> None:
    read_school(school())


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_line(name: str) -> None:
    path, old, new, (start, *phrases) = MISTAKES[name]
    told = problems(change(school(), path, old, new))
    assert any(one.startswith(start) and all(phrase in one for phrase in phrases) for one in told), told


def test_no_message_repeats_a_role_or_an_answer() -> None:
    tree = change(school(), SCANNED, "r01,student,3", "r01,geheim,geheim")
    assert not [one for one in problems(tree) if "geheim" in one]


def test_a_round_of_one_instrument_says_no_more_than_before() -> None:
    """`survey.csv` and `observations.csv` hold for the one instrument of a round, which then needs no `instruments`."""
    tree = {
        path: content
        for path, content in school().items()
        if path.startswith("content/teams") or "spiegel" in path or "survey" in path
    }
    tree[ROUNDS] = b"- {id: start, label: Start, date: 2026-09-01, kind: nulmeting}\n"
    definitions, answers = read_school(tree)
    assert definitions.besides == ()
    assert len(answers.frame) == 11


def test_an_instrument_that_no_round_uses_changes_nothing() -> None:
    other = school()["content/instruments/spiegel.yml"].replace(b"spiegel", b"later").replace(b"wij", b"zij")
    definitions, answers = read_school({**school(), "content/instruments/later.yml": other})
    before, known = read_school(school())
    assert (definitions.rounds, definitions.besides) == (before.rounds, before.besides)
    assert answers.frame.equals(known.frame)


def test_one_question_may_be_asked_of_every_topic() -> None:
    """Readers and charts tell topics by their names."""
    read_school(change(school(), SCAN, "text: Ieder doet hier het zijne.", "text: We weten waartoe wij opleiden."))
