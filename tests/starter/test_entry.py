"""One more round, team, session, question or instrument: what is written, and what is left as it was."""

from datetime import date

import pytest
from teamspiegel.contracts.kinds import SURVEY
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.contracts.timetable import SCREENS, timetable
from teamspiegel.edges.new import STARTER
from teamspiegel.reading.definitions import read_declarations
from teamspiegel.starter.entry import VARIANTS, AlreadyThere, Entry, Kind, UnfitId, new_entry, spoiled

from tests.schools import Files, below, change, demonstration, problems_of, small, without

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
    assert spoiled(tree, entry) == []


@pytest.mark.parametrize("id_", ["2026", "null", "true", "1e5", "0x1", "2026-01-01", "007"])
@pytest.mark.parametrize("kind", ["team", "round", "instrument"])
def test_an_id_that_yaml_would_take_for_something_else_stays_a_text(kind: Kind, id_: str) -> None:
    tree = small()
    entry = added(kind, id_, tree)
    assert spoiled(tree, entry) == []
    declared = read_declarations({**tree, entry.path: entry.content})[0]
    known = {"team": declared.team_ids, "round": declared.round_ids, "instrument": declared.instrument_ids}[kind]
    assert known is not None
    assert id_ in known


@pytest.mark.parametrize(("kind", "id_"), [("session", "2026-12-01-2026"), ("question", "2026")])
def test_what_is_of_a_team_and_a_round_that_are_called_by_a_number_is_read(kind: Kind, id_: str) -> None:
    tree = small()
    tree[TEAMS] += b'- {id: "2026", name: Jaar, members: 5}\n'
    tree[ROUNDS] += b'- {id: "2025", label: Toen, date: 2026-11-01, kind: tussenmeting, instrument: kompas}\n'
    entry = added(kind, id_, tree)
    assert b'round: "2025"\n' in entry.content
    assert spoiled(tree, entry) == []


def test_what_would_make_problems_is_told_with_them() -> None:
    tree = small()
    (problem,) = spoiled(tree, added("team", "school", tree))
    assert str(problem).startswith(f"{TEAMS}:13: found id 'school', by which the part of a locked site that shows")
    (problem,) = spoiled(tree, added("team", "groot", tree, members=99_999))
    assert str(problem) == f"{TEAMS}:15: found '99999' for key 'members'; expected a number from 1 to 10000"


WITH_ONE: Files = {
    TEAMS: b"- {id: blauw, name: Blauw, members: 9}\n",
    ROUNDS: b"- {id: start, label: Start, date: 2026-01-01, kind: nulmeting}\n",
    "content/instruments/pols.yml": small()["content/instruments/pols.yml"],
}
"""A school with one instrument, so that no round names it."""


def test_a_second_instrument_needs_rounds_that_name_the_first() -> None:
    """Also where the school has a problem of its own: it has no answers yet."""
    assert any("expected at least one measurement" in message for message in problems_of(WITH_ONE))
    assert list(map(str, spoiled(WITH_ONE, added("instrument", "eigen", WITH_ONE)))) == [
        f"{ROUNDS}:1: found round 'start' without an instrument; expected key 'instrument', because there is more than "
        "one instrument: one of eigen, pols; add the one that it used"
    ]


def test_a_school_with_problems_can_have_one_more_and_no_more_problems_in_it() -> None:
    tree = change(small(), ROUNDS, "kind: nulmeting", "kind: eerste")
    assert spoiled(tree, added("team", "mauve", tree)) == []
    assert spoiled(tree, added("instrument", "eigen", tree)) == []
    (problem,) = spoiled(tree, added("team", "groot", tree, members=99_999))
    assert (problem.path, problem.line) == (TEAMS, 15)


def test_what_mends_a_problem_is_added_whatever_comes_to_light_behind_it() -> None:
    """Whether a team has more answers than members shows once there is such a team."""
    survey = small()["data/start/blauw/survey.csv"]
    tree = small() | {"data/start/mauve/survey.csv": survey}
    assert any("mauve" in message for message in problems_of(tree))
    entry = added("team", "mauve", tree, members=2)
    assert any("members" in message for message in problems_of({**tree, entry.path: entry.content}))
    assert spoiled(tree, entry) == []


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
    assert entry.content.decode("utf-8-sig").splitlines()[entry.line - 1].strip() == '- id: "geel"'


def test_a_list_in_another_form_is_left_alone_and_the_lines_are_told() -> None:
    tree = small() | {TEAMS: b"[{id: blauw, name: Team Blauw, members: 6}]\n"}
    with pytest.raises(InputProblems, match='add it by hand: - id: "geel"'):
        added("team", "geel", tree)


def test_nothing_is_replaced() -> None:
    with pytest.raises(AlreadyThere, match=r"teams\.yml"):
        added("team", "blauw", small())
    with pytest.raises(AlreadyThere, match=r"learning-questions/blauw\.yml is there already"):
        added("question", "blauw", small())


@pytest.mark.parametrize(
    ("kind", "id_", "said"),
    [
        (
            "team",
            "Team Geel",
            "'Team Geel', expected lower-case letters, digits and single hyphens; for example 'team-geel'",
        ),
        ("team", "Ünï ß", "for example 'uni-ss'"),
        ("team", "../x", "lower-case letters, digits and single hyphens; for example 'x'"),
        ("team", "x" * 81, "expected at most 80 letters; for example 'xxx"),
        ("team", "con", "'con', expected another id: Windows keeps this name for a device.*; for example 'con-1'$"),
        ("round", "lpt1", "'lpt1', expected another id: Windows keeps this name for a device"),
        ("round", "index", "'index', expected another id: the page of a folder has this name$"),
        ("session", "blauw", "date and the team"),
        ("session", "2026-02-30-blauw", "date and the team"),
        ("session", "2026-12-01-blauuw", "did you mean 'blauw'"),
        ("question", "blauuw", "did you mean 'blauw'"),
    ],
)
def test_an_id_that_cannot_be_used_says_why(kind: Kind, id_: str, said: str) -> None:
    with pytest.raises(UnfitId, match=said):
        added(kind, id_, small())


def test_what_a_broken_school_lacks_is_told() -> None:
    kompas, pols = "content/instruments/kompas.yml", "content/instruments/pols.yml"
    tree = {**small(), kompas: b"{", pols: b"{"}
    with pytest.raises(UnfitId, match="there is no instrument yet"):
        added("round", "lente", tree | {ROUNDS: b"[]"})
    with pytest.raises(UnfitId, match="the instrument of round 'pols' cannot be read: `teamspiegel check` says why"):
        added("question", "groen", tree)


@pytest.mark.parametrize(
    ("id_", "kind"), [("eindmeting-2027", "eindmeting"), ("nulmeting", "nulmeting"), ("lente", "tussenmeting")]
)
def test_the_kind_of_a_round_is_that_of_its_id_or_a_later_one(id_: str, kind: str) -> None:
    assert f"kind: {kind}\n" in added("round", id_, small()).content.decode()


def test_a_session_is_about_the_last_round_that_was_held_by_then() -> None:
    """Of the small school: one of 1 January 2027 and one of 1 February."""
    assert 'round: "ronde-a"\n' in added("session", "2027-01-31-blauw", small()).content.decode()
    assert 'round: "ronde-b"\n' in added("session", "2027-02-01-blauw", small()).content.decode()
    assert 'round: "start"\n' in added("session", "2026-01-01-blauw", small()).content.decode()
