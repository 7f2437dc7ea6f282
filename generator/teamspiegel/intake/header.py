"""The heads of an export: one to three rows, of which an upper one may stand over several columns."""

import re
from dataclasses import dataclass

from teamspiegel.contracts.imports import MOST_HEADS
from teamspiegel.intake.labels import is_known
from teamspiegel.reading.cells import Odd
from teamspiegel.reading.grid import Grid, number_of, plain
from teamspiegel.reading.tool import EMPTY, Recognised

CODE_AND_TEXT = re.compile(r"(?P<code>[A-Za-z][\w-]{0,39}(?:\[[\w-]+\])?)\. (?P<text>.+)", re.DOTALL)
BRACKETS = re.compile(r"(?P<question>.*?)\s*\[(?P<part>[^\[\]]+)\]\s*", re.DOTALL)

ONE_ANSWER = frozenset(
    {"response", "open-ended response", "antwoord", "open antwoord", "réponse", "réponse ouverte", "antwort"}
)
"""What SurveyMonkey writes below a question with a single answer, where another has its statements."""

LOOKED_AT = 500
"""So many rows below a head tell whether it comes back among the answers."""


@dataclass(frozen=True)
class Column:
    """A column: its place from 1, its head on one line, and the texts in it that may say which item it is."""

    place: int
    head: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """An export with its heads taken off."""

    grid: Grid
    heads: int
    columns: tuple[Column, ...]

    @property
    def rows(self) -> list[tuple[int, tuple[str, ...]]]:
        """The rows of answers, each with its line."""
        return list(zip(self.grid.lines, self.grid.rows, strict=True))[self.heads :]

    def cells(self, column: Column) -> list[str]:
        """What stands in a column, from its first answer on; nothing where a formula gave no value."""
        cells = (row[column.place - 1] for row in self.grid.rows[self.heads :])
        return ["" if isinstance(cell, Odd) else cell for cell in cells]


def sheet_of(grid: Grid, recognised: Recognised, heads: int | None = None) -> Sheet:
    """The grid with its heads: as many rows as are known, or else as there turn out to be."""
    count = heads or recognised.heads or _count(grid)
    count = min(count, len(grid.rows) - 1)
    over = [_filled(row) if index < count - 1 else list(row) for index, row in enumerate(grid.rows[:count])]
    columns = tuple(_column(place, [row[place - 1] for row in over], recognised) for place in range(1, grid.width + 1))
    return Sheet(grid, count, columns)


def _count(grid: Grid) -> int:
    """How many rows of heads there are: a row without an answer, below heads that leave columns without a name."""
    count = 1
    while count < min(MOST_HEADS, len(grid.rows) - 1) and _is_head(grid, count):
        count += 1
    return count


def _is_head(grid: Grid, index: int) -> bool:
    nameless = [place for place in range(grid.width) if not any(row[place].strip() for row in grid.rows[:index])]
    row, below = grid.rows[index], grid.rows[index + 1 : index + 1 + LOOKED_AT]
    cells = [(place, plain(row[place])) for place in range(grid.width) if row[place].strip()]
    if not any(place in nameless for place, _ in cells):
        return False
    return not any(
        number_of(cell) is not None
        or is_known(cell)
        or cell in EMPTY
        or any(plain(one[place]) == cell for one in below)
        for place, cell in cells
    )


def _filled(row: tuple[str, ...]) -> list[str]:
    """An upper row of heads, each over the columns up to the next."""
    filled: list[str] = []
    for cell in row:
        filled.append(cell if cell.strip() or not filled else filled[-1])
    return filled


def _column(place: int, heads: list[str], recognised: Recognised) -> Column:
    cells = [" ".join(head.split()) for head in heads]
    if recognised.tool in ("qualtrics", "spss"):
        code, text = cells[0], cells[1] if len(cells) > 1 else ""
        return Column(place, text or code, _names(code, text, *_after_dashes(text)))
    upper, lower = cells[0] if len(cells) > 1 else "", cells[-1]
    over = [cell for cell in cells[:-1] if cell]
    if recognised.tool == "surveymonkey" and over and plain(lower) in ONE_ANSWER:
        lower = over.pop()
    head = f"{' '.join(over)} [{lower}]" if over and lower and plain(lower) != plain(upper) else lower or " ".join(over)
    return Column(place, head, _names(head, *_parts(head), lower, *_parts(lower)))


def _parts(head: str) -> list[str]:
    """The texts in a head: its code, what follows that, and what stands between brackets at its end."""
    coded = CODE_AND_TEXT.fullmatch(head)
    text = coded["text"] if coded else head
    parts = [coded["code"], text] if coded else []
    found = BRACKETS.fullmatch(text)
    return [*parts, found["part"], found["question"] + " " + found["part"]] if found else parts


def _after_dashes(text: str) -> list[str]:
    """A statement of a grid, behind its question: the text after each dash."""
    pieces = text.split(" - ")
    return [" - ".join(pieces[index:]) for index in range(1, len(pieces))]


def _names(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain(text) for text in texts if text.strip()))
