"""Wishes for pairs: read with every problem, and no message has a pseudonym in it."""

import pytest
from teamspiegel.contracts.pairs import Wishes
from teamspiegel.contracts.problem import InputProblems, Problem
from teamspiegel.reading.pairs import read_wishes, unknown_teams, wishes_of

PEOPLE = ("kees", "lot", "mo", "4")


def read(text: str, team: str = "blauw") -> tuple[Wishes, list[str]]:
    document, found = read_wishes(text.encode())
    problems: list[Problem] = list(unknown_teams(document, found, ["blauw", "rood"]))
    return wishes_of(document, found, team, PEOPLE, problems), [str(problem) for problem in problems]


def test_pairs_are_compared_in_one_spelling() -> None:
    wishes, problems = read('- {team: blauw, never: [[Kees, " LOT"]], always: [[mo, "4.0"]]}\n')
    assert problems == []
    assert wishes == Wishes(frozenset({frozenset({"kees", "lot"})}), frozenset({frozenset({"mo", "4"})}))


def test_each_team_has_its_own() -> None:
    assert read("- {team: rood, never: [[kees, lot]]}\n") == (Wishes(), [])


def test_without_a_file_there_are_no_wishes() -> None:
    assert read_wishes(None)[1] == ()


@pytest.mark.parametrize(
    ("text", "line", "phrase"),
    [
        ("- team: bluaw\n  never: [[kees, lot]]\n", 1, "an id that no team has"),
        ("- team: blauw\n- team: blauw\n", 2, "a team that an earlier entry has"),
        ("- team: blauw\n  never:\n    - [kees]\n", 3, "not of two people"),
        ("- team: blauw\n  never:\n    - [kees, KEES]\n", 3, "not of two people"),
        ("- team: blauw\n  never:\n    - [kees, pietje]\n", 3, "a pair with somebody who is not among those"),
        ("- team: blauw\n  never: [[kees, lot]]\n  always:\n    - [lot, kees]\n", 4, "under 'never' too"),
        ("- team: blauw\n  always:\n    - [kees, lot]\n    - [lot, mo]\n", 4, "always with somebody else too"),
    ],
)
def test_a_wish_that_cannot_be_met_is_told_with_its_line(text: str, line: int, phrase: str) -> None:
    _, (problem,) = read(text)
    assert problem.startswith(f"private/pairs.yml:{line}: ") and phrase in problem
    assert not any(name in problem.casefold() for name in ("kees", "lot", "pietje", "bluaw"))


@pytest.mark.parametrize(
    "text",
    [
        "- team: blauw\n  nevre: [[kees, lot]]\n",
        "- team: blauw\n  never: [[kees, 7]]\n",
        "- team: blauw\n  never: [kees\n",
    ],
)
def test_a_line_that_cannot_be_read_is_not_repeated(text: str) -> None:
    with pytest.raises(InputProblems) as error:
        read(text)
    for problem in map(str, error.value.problems):
        assert "a line that cannot be read" in problem
        assert not any(word in problem for word in ("kees", "lot", "nevre", "'7'"))
