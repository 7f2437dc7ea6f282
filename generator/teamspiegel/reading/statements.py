"""A file of coded statements from interviews. No message repeats a quote, or who was talked with."""

from collections.abc import Callable, Iterator, Mapping

from teamspiegel.contracts.interviews import CLEARED, DIRECTION, QUOTE, THEME
from teamspiegel.contracts.problem import Problem
from teamspiegel.reading.personal import Personal
from teamspiegel.reading.phrases import folded
from teamspiegel.reading.table import Table, number_in

LONGEST_QUOTE = 300
Word = Callable[[int, Mapping[str, str], str], str]
"""The word in a column of a row, with a problem told where it is none of those that fit."""


def statements_in(
    table: Table, word: Word, personal: Personal, problems: list[Problem]
) -> Iterator[tuple[int, Mapping[str, str], str, str, str]]:
    """The line and cells of each statement, its theme and direction, and its quote when that is cleared."""
    for line, cells in table.rows:
        theme, direction = word(line, cells, THEME), word(line, cells, DIRECTION)
        quote = cells.get(QUOTE, "").strip()
        cleared = number_in(cells.get(CLEARED, "") or "0")
        wrong: list[tuple[str, str, str, str]] = []
        if cleared not in (0, 1):
            mend = "write 1 when whoever said it has read it and agrees, and else 0 or nothing"
            wrong.append(("something else than 1 or 0", "1, 0 or an empty cell", mend, CLEARED))
        if quote and (found := personal.find(folded(quote))):
            mend = "leave it out: a quote tells what was said, not who"
            wrong.append((f"{found[0].what} in a quote", "a quote without personal data", mend, QUOTE))
        if len(quote) > LONGEST_QUOTE:
            expected = f"at most {LONGEST_QUOTE} characters"
            wrong.append((f"a quote of {len(quote)} characters", expected, "take the heart of it", QUOTE))
        problems.extend(Problem(table.path, line, *one) for one in wrong)
        yield line, cells, theme, direction, quote if cleared == 1 else ""
