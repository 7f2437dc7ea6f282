"""Messages: one form, short quotes, the nearest id."""

import pytest
from teamspiegel.contracts.problem import InputProblems, Problem, nearest, one_of, quoted


def test_a_problem_prints_as_one_line() -> None:
    problem = Problem("data/a.csv", 7, "'9'", "a whole number from 1 to 5", "correct it", "zelf-a")
    assert str(problem) == "data/a.csv:7: column 'zelf-a': found '9'; expected a whole number from 1 to 5; correct it"


def test_a_message_stays_one_line_and_gives_a_terminal_no_orders() -> None:
    problem = Problem("data/a\n.csv", 7, "key '\x1b[31m\u202e'", one_of(["a\nb", "x" * 41]))
    assert str(problem) == f"data/a�.csv:7: found key '�[31m�'; expected one of a�b, {'x' * 39}…"


def test_what_is_not_said_leaves_no_trace() -> None:
    assert str(Problem("a.yml", 1, "an empty file", "content")) == "a.yml:1: found an empty file; expected content"


def test_problems_come_in_order_and_once() -> None:
    late, early = Problem("b", 10, "x", "y"), Problem("b", 9, "x", "y")
    assert InputProblems([late, early, Problem("b", 10, "x", "y"), Problem("a", 11, "x", "y")]).problems == [
        Problem("a", 11, "x", "y"),
        early,
        late,
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("zes", "'zes'"),
        (6, "'6'"),
        ("twee\nregels", "'twee regels'"),
        ("x" * 40, f"'{'x' * 40}'"),
        ("x" * 41, f"'{'x' * 39}…'"),
    ],
)
def test_a_quote_is_one_short_line(value: object, shown: str) -> None:
    assert quoted(value) == shown


def test_the_nearest_word_is_offered_when_there_is_one() -> None:
    assert nearest("codeswichen", ["erkenning", "codeswitchen"]) == "did you mean 'codeswitchen'?"
    assert nearest("roddel", ["erkenning", "codeswitchen"]) == ""
    assert nearest("roddel", []) == ""


def test_a_long_list_of_words_is_cut() -> None:
    assert one_of(["a", "b"]) == "one of a, b"
    assert one_of("abcdefghijklmno", most=3) == "one of a, b, c and 12 more"
    assert one_of([]) == "none (nothing is defined yet)"
