"""One more round, team, session, question or instrument: what is written, and what is left as it was."""

from datetime import date

import pytest
from teamspiegel.contracts.kinds import SURVEY
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.contracts.timetable import SCREENS, timetable
from teamspiegel.edges.new import STARTER
from teamspiegel.reading.definitions import read_declarations
from teamspiegel.starter.entry import VARIANTS, AlreadyThere, Entry, Kind, UnfitId, new_entry

from tests.schools import Files, below, demonstration, problems_of, small, without

TODAY = date(2026, 11, 27)
TEMPLATES = below(STARTER / "one", ".")
TEAMS = "content/teams.yml"
ROUNDS = "content/rounds.yml"


def added(kind: Kind, id_: str, tree: Files, members: int = 9, variant: str = "") -> Entry:
    definitions = read_declarations(tree)[0].definitions()
    return new_entry(kind, id_, TEMPLATES, tree, definitions, TODAY, members, variant)


@pytest.mark.parametrize(
    ("kind", "id_", "path"),
    [
        ("team", "mauve", TEAMS),
        ("round", "eindmeting-2027", ROUNDS),
        ("session", "2026-12-01-blauw", "content/sessions/2026-12-01-blauw.yml"),
        ("question", "groen", "content/learning-questions/groen.yml"),
    ],
)
def test_what_is_added_reads_without_a_problem(kind: Kind, id_: str, path: str) -> None:
    tree = small()
    entry = added(kind, id_, tree)
    assert entry.path == path
    assert problems_of({**tree, entry.path: entry.content}) == []


def test_an_instrument_reads_without_a_problem_where_every_round_names_its_own() -> None:
    tree = small()
    entry = added("instrument", "eigen-lijst", tree)
    assert entry.path == "content/instruments/eigen-lijst.yml"
    problems = problems_of({**tree, entry.path: entry.content})
    assert all("without an instrument" in problem for problem in problems)


@pytest.mark.parametrize("variant", [one for one in VARIANTS["instrument"] if one != SURVEY])
def test_an_instrument_of_each_kind_reads_and_a_round_can_use_it(variant: str) -> None:
    tree = small()
    entry = added("instrument", "eigen", tree, variant=variant)
    with_it = {**tree, entry.path: entry.content}
    assert problems_of(with_it) == []
    assert read_declarations(with_it)[0].definitions().others["eigen"].kind == variant
    round_ = b"- {id: lente, label: Lente, date: 2027-05-01, kind: eindmeting, instruments: [eigen]}\n"
    assert problems_of({**with_it, ROUNDS: with_it[ROUNDS] + round_}) == []


@pytest.mark.parametrize("variant", VARIANTS["session"])
def test_a_session_of_each_kind_has_a_script_with_times_of_its_own(variant: str) -> None:
    tree = small()
    entry = added("session", "2026-12-01-blauw", tree, variant=variant)
    with_it = {**tree, entry.path: entry.content}
    assert problems_of(with_it) == []
    session = next(one for one in read_declarations(with_it)[0].definitions().sessions if one.date == date(2026, 12, 1))
    assert session.kind == variant
    assert all(timed.begins and timed.ends for timed in timetable(session.programme))
    told = [part.screen for part in session.programme if part.screen]
    assert told == [screen for screen in SCREENS[session.kind] if screen in told]


def test_a_session_names_no_work_form_that_the_library_does_not_have() -> None:
    """The small school has one work form, and not those that the product ships."""
    assert b"form:" not in added("session", "2026-12-01-blauw", small()).content
    shipped = {path: content for path, content in demonstration().items() if path.startswith("content/guidance/")}
    whole = {**without(small(), *(path for path in small() if path.startswith("content/guidance/"))), **shipped}
    assert b"    form: dataterugkoppeling\n" in added("session", "2026-12-01-blauw", whole).content


@pytest.mark.parametrize(
    "before",
    [
        b"# Teams van dit jaar\n- id: blauw   # het eerste\n  name: Team Blauw\n  members: 6\n# einde\n",
        b"- id: blauw\n  name: Team Blauw\n  members: 6",
        b"\xef\xbb\xbf- id: blauw\r\n  name: Team Blauw\r\n  members: 6\r\n",
        b"  - id: blauw\n    name: Team Blauw\n    members: 6\n\n\n",
        b"- {id: blauw, name: Team Blauw, members: 6}\n",
    ],
    ids=["comments", "no line end", "windows", "indented", "flow entries"],
)
def test_what_stood_in_the_list_stays_byte_for_byte(before: bytes) -> None:
    tree = small() | {TEAMS: before}
    entry = added("team", "geel", tree, members=12)
    assert entry.content.startswith(before)
    lines, windows = entry.content.count(b"\n"), entry.content.count(b"\r\n")
    assert windows == (lines if b"\r\n" in before else 0)
    declared, problems = read_declarations({**tree, TEAMS: entry.content})
    assert not [problem for problem in problems if problem.path == TEAMS]
    teams = declared.definitions().teams
    assert [(team.id, team.members) for team in teams] == [("blauw", 6), ("geel", 12)]
    assert entry.content.decode("utf-8-sig").splitlines()[entry.line - 1].strip() == "- id: geel"


def test_a_list_in_another_form_is_left_alone_and_the_lines_are_told() -> None:
    tree = small() | {TEAMS: b"[{id: blauw, name: Team Blauw, members: 6}]\n"}
    with pytest.raises(InputProblems, match="add it by hand: - id: geel"):
        added("team", "geel", tree)


def test_nothing_is_replaced() -> None:
    with pytest.raises(AlreadyThere, match=r"teams\.yml"):
        added("team", "blauw", small())
    with pytest.raises(AlreadyThere, match=r"learning-questions/blauw\.yml is there already"):
        added("question", "blauw", small())


@pytest.mark.parametrize(
    ("kind", "id_", "said"),
    [
        ("team", "Team Geel", 'for example "team-geel"'),
        ("team", "../x", "lower-case"),
        ("round", "index", "lower-case"),
        ("session", "blauw", "date and the team"),
        ("session", "2026-02-30-blauw", "date and the team"),
        ("session", "2026-12-01-blauuw", "did you mean 'blauw'"),
        ("question", "blauuw", "did you mean 'blauw'"),
    ],
)
def test_an_id_that_cannot_be_used_says_why(kind: Kind, id_: str, said: str) -> None:
    with pytest.raises(UnfitId, match=said):
        added(kind, id_, small())


@pytest.mark.parametrize(
    ("id_", "kind"), [("eindmeting-2027", "eindmeting"), ("nulmeting", "nulmeting"), ("lente", "tussenmeting")]
)
def test_the_kind_of_a_round_is_that_of_its_id_or_a_later_one(id_: str, kind: str) -> None:
    assert f"kind: {kind}\n" in added("round", id_, small()).content.decode()


def test_a_session_is_about_the_last_round_that_was_held_by_then() -> None:
    """Of the small school: one of 1 January 2027 and one of 1 February."""
    assert "round: ronde-a\n" in added("session", "2027-01-31-blauw", small()).content.decode()
    assert "round: ronde-b\n" in added("session", "2027-02-01-blauw", small()).content.decode()
    assert "round: start\n" in added("session", "2026-01-01-blauw", small()).content.decode()
