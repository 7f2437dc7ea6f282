"""Which column holds which item, and when nothing is said of it."""

import pytest
from teamspiegel.contracts.definitions import Team
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.intake.header import Sheet, sheet_of
from teamspiegel.intake.matching import Meant, matched, team_column
from teamspiegel.reading.definitions import read_declarations
from teamspiegel.reading.grid import grid_of
from teamspiegel.reading.tool import recognise

from tests.schools import change, demonstration, small


def instrument(alias: str = "") -> Instrument:
    tree = small()
    if alias:
        tree = change(
            tree,
            "content/instruments/kompas.yml",
            "short: Rustig begin, element: begin, recommend",
            f"short: Rustig begin, column: {alias}, element: begin, recommend",
        )
    return read_declarations(tree)[0].definitions().instruments["kompas"]


def sheet(*rows: list[str], heads: int = 1) -> Sheet:
    grid = grid_of("x.csv", [*rows, ["3"] * len(rows[0])])
    return sheet_of(grid, recognise(grid), heads)


def found(*heads: str, alias: str = "") -> dict[int, tuple[str, str]]:
    matches = matched(sheet(list(heads)), instrument(alias), "survey").matches
    return {match.column.place: (match.item.id, match.how) for match in matches}


@pytest.mark.parametrize(
    ("head", "how"),
    [
        ("zelf-begin", "id"),
        ("zelf_begin", "id"),
        ("Zelf-Begin", "id"),
        ("Ik begin rustig.", "wording"),
        ("ik begin  rustig", "wording"),
        ("1. Ik begin rustig.", "wording"),
        ("Q1. Ik begin rustig.", "wording"),
        ("Hoe vaak? [Ik begin rustig.]", "wording"),
        ("Ik begin rustiq.", "near"),
    ],
)
def test_a_head_finds_its_item(head: str, how: str) -> None:
    assert found("Team", head) == {2: ("zelf-begin", how)}


def test_an_alias_is_as_good_as_an_id() -> None:
    assert found("V3", "x", alias="V3") == {1: ("zelf-begin", "id")}
    assert found("v3", "Ik begin rustig.", alias="V3") == {1: ("zelf-begin", "id")}


def test_a_code_and_a_wording_that_say_different_items_are_both_shown() -> None:
    """Whoever numbered the questions anew has the code of one and the text of another."""
    result = matched(sheet(["V1. Ik verdeel de beurten.", "V1. Wij roddelen over V1."]), instrument("V1"), "survey")
    [torn, plain] = result.matches
    assert [item.id for item in torn.readings] == ["zelf-begin", "zelf-beurten"]
    assert (plain.column.place, [item.id for item in plain.readings]) == (2, ["zelf-begin"])
    assert found("V1. Ik begin rustig.", "x", alias="V1") == {1: ("zelf-begin", "id")}


@pytest.mark.parametrize(
    "head",
    [
        "Ik begin niet rustig.",
        "Ik begin onrustig.",
        "Zij begint rustig.",
        "Wij verdelen de beurten.",
        "Wij roddelen niet.",
        "Wij roddelen nooit.",
    ],
)
def test_another_statement_is_no_item_however_alike(head: str) -> None:
    assert found("x", head) == {}


@pytest.mark.parametrize("head", ["Points - {}", "Feedback - {}", "Punten - {}", "{} [Score]", "{} [Feedback]"])
def test_what_a_quiz_adds_is_no_answer(head: str) -> None:
    """Beside a long statement it would be near."""
    shipped = read_declarations(demonstration())[0].definitions().instruments
    for one in shipped.values():
        heads = [head.format(item.text) for item in one.items_of_source("survey")]
        assert not matched(sheet(heads), one, "survey").matches


def test_ik_and_wij_are_never_taken_for_each_other() -> None:
    """In the shipped question set every statement about oneself has a twin about the team."""
    shipped = read_declarations(demonstration())[0].definitions().instruments
    for one in shipped.values():
        heads = [item.text.rstrip(".") + " " for item in one.items_of_source("survey")]
        matches = matched(sheet(heads), one, "survey").matches
        assert [match.item.text for match in matches] == [item.text for item in one.items_of_source("survey")]


def test_a_negation_in_a_long_statement_is_not_near() -> None:
    shipped = read_declarations(demonstration())[0].definitions().instruments
    for one in shipped.values():
        items = [item for item in one.items_of_source("survey") if " niet " not in item.text]
        heads = [" niet ".join(item.text.rsplit(" ", 1)) for item in items]
        assert not matched(sheet(heads), one, "survey").matches


def test_equally_good_columns_are_doubtful() -> None:
    result = matched(sheet(["Ik begin rustig.", "Ik begin rustig"]), instrument(), "survey")
    assert (result.matches, result.doubtful) == ((), {"zelf-begin": (1, 2)})


TEAMS = (Team(id="handel", name="Team Handel", members=9), Team(id="zorg", name="Team Zorg en Welzijn", members=9))


def names(*cells: str, head: str = "Bij welk team hoor je?") -> dict[str, str | None] | None:
    grid = grid_of("x.csv", [[head, "x"], *([cell, "1"] for cell in cells)])
    found = team_column(sheet_of(grid, recognise(grid)), TEAMS, set())
    return {name: meant.team for name, meant in found[1].items()} if found else None


def test_teams_are_known_by_id_and_by_name() -> None:
    assert names("handel", "Team Handel", "HANDEL", "Zorg en Welzijn", "Zorg en Welzjin") == {
        "handel": "handel",
        "Team Handel": "handel",
        "Zorg en Welzijn": "zorg",
        "Zorg en Welzjin": "choose",
    }


@pytest.mark.parametrize(
    ("ours", "theirs", "meant"),
    [
        ("Leerjaar 2A", "Leerjaar 2B", None),
        ("Leerjaar 2", "Leerjaar 3", None),
        ("Onderbouw b", "Onderbouw c", None),
        ("Rood", "Root", None),
        ("Leerjaar 2A", "Leerjaar  2a", "ours"),
        ("Leerjaar 2A", "Leerjar 2A", "choose"),
        ("Onderbouw", "Onderbuow", "choose"),
    ],
)
def test_a_team_that_is_nearly_called_so_is_never_filled_in(ours: str, theirs: str, meant: str | None) -> None:
    grid = grid_of("x.csv", [["Team", "x"], *([cell, "1"] for cell in [*[theirs] * 3, "Handel", "Handel"])])
    teams = (Team(id="ours", name=ours, members=9), *TEAMS)
    column = team_column(sheet_of(grid, recognise(grid)), teams, set())
    assert column
    near = ("ours",) if meant == "choose" else ()
    assert column[1][" ".join(theirs.split())] == (meant, near, ())


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("Blauw", ("choose", (), ("a", "blauw"))),
        ("team blauw", ("choose", (), ("a", "blauw"))),
        ("a", ("a", (), ())),
        ("Groen", ("blauw", (), ())),
        ("Bluaw", (None, (), ())),
        ("Onderbuow", ("choose", ("b", "onderbouw"), ())),
    ],
)
def test_an_id_that_is_another_team_s_name_is_never_filled_in(cell: str, meant: Meant) -> None:
    called = {"a": "Team Blauw", "blauw": "Groen", "b": "Onderbouw", "onderbouw": "Bovenbouw"}
    teams = [Team(id=id_, name=name, members=9) for id_, name in called.items()]
    grid = grid_of("x.csv", [["Team", "x"], *([one, "1"] for one in [*[cell] * 3, "a", "a", "a"])])
    column = team_column(sheet_of(grid, recognise(grid)), teams, set())
    assert column
    assert column[1][cell] == meant


def test_what_is_no_team_is_shown_only_when_it_comes_back() -> None:
    """A person who wrote a name in the place of the team stands there once."""
    assert names(*["handel"] * 5, *["Directie"] * 3, "Sanne") == {"handel": "handel", "Directie": None}


def test_a_column_that_seldom_names_a_team_is_none() -> None:
    assert names("handel", "x", "y", "z", head="Opmerking") is None
