"""Where passphrases come from, and which are refused: every problem at once, and no message that quotes one."""

from dataclasses import dataclass, field

import pytest
from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.problem import InputProblems, Problem
from teamspiegel.edges.passphrases import passphrase as made_by_chance
from teamspiegel.reading.passphrases import FILE, Sources, passphrases_of, without_passphrase
from teamspiegel.reading.read import read_school

from tests.locks import passphrase, variable, variables
from tests.schools import small

TEAMS = ["blauw", "groen", "rood", "geel", "paars", "oranje", "bruin", "roze", "wit", "zwart", "grijs", "lila"]


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return read_school(small())[0]


def file_of(**passphrases: str) -> bytes:
    return "".join(f"{id_}: {words}\n" for id_, words in passphrases.items()).encode()


def problems(definitions: Definitions, file: bytes | None, **environment: str) -> list[Problem]:
    try:
        passphrases_of(definitions, Sources(file, environment))
    except InputProblems as error:
        return list(error.problems)
    return []


def test_they_come_from_the_file_or_the_environment_which_goes_first(definitions: Definitions) -> None:
    file = file_of(**{id_: passphrase(id_) for id_ in TEAMS})
    found = passphrases_of(definitions, Sources(file, {variable("groen"): "heel andere woorden hier"}))
    assert found == {id_: passphrase(id_) for id_ in TEAMS} | {"groen": "heel andere woorden hier"}


def test_those_of_all_teams_together_may_be_left_out(definitions: Definitions) -> None:
    assert "school" not in passphrases_of(definitions, Sources(None, variables(TEAMS)))
    assert "school" in passphrases_of(definitions, Sources(None, variables([*TEAMS, "school"])))


def test_spaces_and_the_way_an_accent_is_written_do_not_matter(definitions: Definitions) -> None:
    """As locked.js takes what is typed: composed, and without spaces around it or two in a row."""
    environment = variables(TEAMS) | {variable("groen"): "  negen  gestoofde wo\u0308rtels\t"}
    assert passphrases_of(definitions, Sources(None, environment))["groen"] == "negen gestoofde w\u00f6rtels"


def test_every_team_without_one_is_named_with_what_to_do(definitions: Definitions) -> None:
    found = problems(definitions, None, **variables(set(TEAMS) - {"groen", "lila"}))
    assert [(problem.path, problem.found) for problem in found] == [
        (FILE, "no passphrase for team 'groen'"),
        (FILE, "no passphrase for team 'lila'"),
    ]
    assert all("TEAMSPIEGEL_PASSPHRASE_" in problem.mend for problem in found)
    assert "TEAMSPIEGEL_PASSPHRASE_GROEN" in found[0].mend
    assert found[0].mend.endswith("; `teamspiegel passphrases` makes one by chance")
    assert "take it out" not in found[0].mend


def test_an_empty_variable_is_none(definitions: Definitions) -> None:
    """As a build server hands over a secret that was never set."""
    assert len(problems(definitions, None, **(variables(TEAMS) | {variable("groen"): "  "}))) == 1


@dataclass(frozen=True)
class Bad:
    """Lines of the file for team groen that must be refused, and what is told."""

    lines: str
    found: str
    secrets: list[str] = field(default_factory=list)
    missing: int = 0
    """Whether team groen has no line at all."""


BAD = {
    "short": Bad(
        "groen: elf-tekens-\n", "a weak passphrase for team 'groen' (fewer than 12 characters)", ["elf-tekens"]
    ),
    "repeated": Bad("groen: abababababababab\n", "a program would guess it", ["abab"]),
    "team's name": Bad("groen: teamgroen2026!\n", "a program would guess it", ["2026!"]),
    "school's name": Bad("groen: Kleine School 2026\n", "a program would guess it", ["2026"]),
    "a number": Bad("groen: 1234567890123\n", "no text as the passphrase for team 'groen'", ["1234567890"]),
    "nothing": Bad("groen:\n", "no text as the passphrase for team 'groen'"),
    "a list": Bad("groen: [geheime woorden]\n", "no text as the passphrase for team 'groen'", ["geheime"]),
    "wrong way round": Bad("geheime woorden hier: groen\n", "an id that no team has", ["geheime"], 1),
    "unknown id": Bad("groenn: geheime woorden hier\n", "an id that no team has", ["geheime"], 1),
    "an alias": Bad("groen: *geheimewoorden\n", "a line that cannot be read", ["geheime"]),
    "no YAML": Bad("groen: 'geheime woorden\n", "a line that cannot be read", ["geheime"]),
    "a colon": Bad("groen: geheime: woorden\n", "a line that cannot be read", ["geheime"]),
    "twice": Bad(
        "groen: geheime woorden hier\ngroen: nog geheimer dan dat\n", "a line that cannot be read", ["geheim"]
    ),
    "no list": Bad("geheime woorden\n", "no list of passphrases", ["geheime"]),
    "no text": Bad("groen: \0geheime woorden\n", "a line that cannot be read", ["geheime"]),
    "one with more": Bad(f"groen: {passphrase('rood')} 7!\n", "that holds the whole one for team 'rood'", ["gebakken"]),
    "one in more": Bad(f"groen: de {passphrase('rood')}\n", "that holds the whole one for team 'rood'", ["gebakken"]),
    "one with other signs": Bad(
        f"groen: {passphrase('rood').replace(' ', '-')}\n", "that holds the whole one for team 'groen'", ["gebakken"]
    ),
    "the same": Bad(f"groen: {passphrase('rood')}\n", "the same passphrase for team", ["gebakken"]),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_what_is_refused_and_that_it_is_not_told(definitions: Definitions, bad: Bad) -> None:
    found = problems(definitions, bad.lines.encode(), **variables(set(TEAMS) - {"groen"}))
    assert any(bad.found in str(problem) for problem in found), found
    assert ["no passphrase for team 'groen'" in str(problem) for problem in found].count(True) == bad.missing
    assert {problem.path for problem in found} <= {FILE, variable("rood")}
    assert not [secret for secret in bad.secrets for problem in found if secret in repr(problem)]


GUESSED = [
    "wachtwoord123", "123456789012", "schooljaar2026", "Schooljaar 2026!", "W@chtw00rd2026", "welkomwelkom",
    "Welkom01Welkom01", "zomervakantie2026", "qwertyuiop12", "ikhouvanschool", "Team Groen 2026", "groengroengroen",
    "kleineschool2027", "september2026!", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "w a c h t w o o r d", "docentenkamer",
    "onze school 2026", "maandag dinsdag", "1q2w3e4r5t6y", "passwordpassword", "24-03-2026 24-03", "a" * 5000,
    "Alleen lesbezoek 2026", "correct horse battery staple", "Correct-Horse-Battery-Staple",
    "correcthorsebatterystaple!7", "Oost west, thuis best!", "al doende leert men 2026",
    "to be or not to be, that is the question",
]  # fmt: skip


@pytest.mark.parametrize("words", GUESSED)
def test_what_a_program_would_guess_is_refused_and_not_told(definitions: Definitions, words: str) -> None:
    found = problems(definitions, None, **(variables(TEAMS) | {variable("groen"): words}))
    assert [problem.found for problem in found] == ["a weak passphrase for team 'groen' (a program would guess it)"]
    assert "makes one by chance" in found[0].mend
    told = f"{found[0].found} {found[0].expected} {found[0].mend}".replace("team 'groen'", "").casefold()
    assert not [word for word in words.split() if len(word) > 4 and word.casefold() in told]


def test_none_of_those_that_are_made_by_chance_is_refused(definitions: Definitions) -> None:
    for _ in range(3):
        made = {variable(id_): made_by_chance() for id_ in TEAMS}
        assert problems(definitions, None, **made) == []


def test_a_weak_one_is_told_where_it_stands(definitions: Definitions) -> None:
    found = problems(
        definitions, b"# van maart\nlila: kort\n", **(variables(set(TEAMS) - {"lila"}) | {variable("wit"): "te kort"})
    )
    assert [(problem.path, problem.line) for problem in found] == [(variable("wit"), 1), (FILE, 2)]


def test_no_passphrase_shows_when_what_holds_it_is_printed() -> None:
    sources = Sources(b"groen: geheime woorden", {variable("rood"): "nog geheimer"})
    assert "gehei" not in repr(sources)


def test_who_has_none_yet(definitions: Definitions) -> None:
    sources = Sources(file_of(groen=passphrase("groen")), variables(["rood"]))
    assert without_passphrase(definitions, sources) == [
        id_ for id_ in [*TEAMS, "school"] if id_ not in ("groen", "rood")
    ]
