"""What was answered: the scores in a file, in a table with a column for each item or a row for each answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd

from teamspiegel.contracts.answers import AnswerFile, AnswerScale, Asked
from teamspiegel.contracts.frames import SCORE
from teamspiegel.contracts.problem import Problem
from teamspiegel.reading.cells import Column, Numbers, Odd, small
from teamspiegel.reading.data_file import DataFile
from teamspiegel.reading.instrument import is_sound
from teamspiegel.reading.judge import tell, tell_of, unknown_word
from teamspiegel.reading.reader import Reader
from teamspiegel.reading.table import Table, may_be_thousands, number_in

NO_ANSWER = "take the row out, or write what was answered"


@dataclass(frozen=True)
class Given:
    """What was answered: how many times in each row, and below each other the items and the scores."""

    times: Numbers
    items: Column
    scores: Numbers


def one_a_cell(reader: Reader, file: DataFile, asked: AnswerFile, table: Table) -> Given:
    """The answers in a table with a column for each item. A reversed item is turned round."""
    columns = {name: item for name, item in asked.items.items() if is_sound(item.scale) and table.column(name)}
    blank = "" if asked.blank is None else str(asked.blank)
    matrix = np.empty((len(table.lines), len(columns)), SCORE)
    for place, (name, item) in enumerate(columns.items()):
        scores = _Scores(file.path, name, item, blank)
        cells = table.column(name)
        assert cells is not None
        tell(reader, table.lines, cells, scores.problems)
        matrix[:, place] = cells.mapped(scores.score, SCORE)
    there = ~np.isnan(matrix)
    if asked.distinct:
        _distinct(reader, file, list(columns), table.lines, matrix, there)
    places = np.broadcast_to(small(np.arange(len(columns)), len(columns)), there.shape)[there]
    return Given(there.sum(axis=1), Column(tuple(columns), places), matrix[there])


@dataclass(frozen=True)
class _Scores:
    """What the cells of an item hold. `blank`: what an empty one stands for."""

    path: str
    column: str
    item: Asked
    blank: str = ""

    def problems(self, cell: str) -> list[Problem]:
        """What is wrong with a cell, without its line."""
        problems: list[Problem] = []
        _score(self.path, 0, self.column, cell or self.blank, self.item.scale, problems)
        return problems

    def score(self, cell: str) -> float | None:
        """The score in a cell, turned round where the item is; None without one."""
        score = _score(self.path, 0, self.column, cell or self.blank, self.item.scale, [])
        return self.item.scale.turned_round(score) if score is not None and self.item.reversed else score


def _distinct(
    reader: Reader, file: DataFile, columns: Sequence[str], lines: Numbers, matrix: Numbers, there: Numbers
) -> None:
    """Tell of each score that stands in a row twice, where each may stand there once."""
    for at, line in enumerate(lines.tolist()):
        first: dict[float, str] = {}
        for place, column in enumerate(columns):
            if there[at, place] and (earlier := first.setdefault(matrix[at, place], column)) != column:
                found, mend = f"the same rank as in column '{earlier}'", "leave the rank of one of the two empty"
                reader.problems.append(Problem(file.path, line, found, "each rank once in a row", mend, column))


def one_a_row(reader: Reader, file: DataFile, asked: AnswerFile, table: Table) -> Given:
    """The answers in a table with a row for each: each item with each of its cells is judged once."""
    assert asked.long
    of_item, of_score = (table.column(name) or Column.all("", len(table.lines)) for name in asked.long)
    pairs, found = pd.factorize(of_item.codes.astype("int64") * len(of_score.texts) + of_score.codes)
    scores = np.full(len(found), np.nan, SCORE)
    wrong: dict[int, list[Problem]] = {}
    for at, (item, cell) in enumerate(np.column_stack(np.divmod(found, max(len(of_score.texts), 1))).tolist()):
        name, text = of_item.texts[item], of_score.texts[cell]
        if table.column(asked.long[0]):
            wrong[at] = _unknown_item(reader, file, asked, name)
        if table.column(asked.long[1]) and name in asked.items and is_sound(asked.items[name].scale):
            one = _Scores(file.path, asked.long[1], asked.items[name])
            empty = Problem(file.path, 0, "an empty cell", "an answer", NO_ANSWER, asked.long[1])
            wrong[at] = one.problems(text) if text else [empty]
            scores[at] = one.score(text)
    tell_of(reader, table.lines, pairs, wrong)
    there = ~np.isnan(scores)[pairs]
    return Given(there.astype("int8"), of_item.at(there), scores[pairs][there])


def _unknown_item(reader: Reader, file: DataFile, asked: AnswerFile, name: str) -> list[Problem]:
    """What is wrong with the cell that names an item, without its line."""
    assert asked.long and file.instrument
    if name in asked.items or name in reader.declared.asked_in(file.instrument):
        return []
    return unknown_word(file, asked.long[0], name, tuple(asked.items))


def _score(path: str, line: int, column: str, cell: str, scale: AnswerScale, problems: list[Problem]) -> float | None:
    """The score in a cell; None when it is empty or, with a problem, no score on the scale."""
    if not cell:
        return None
    number = number_in(cell)
    if number is not None and number in scale.scores and not may_be_thousands(cell):
        return float(number)
    steps = "a whole number" if scale.step == 1 else f"a number in steps of {scale.step:g}"
    expected = f"{steps} from {scale.min} to {scale.max}, or an empty cell"
    problems.append(Problem(path, line, *_found_and_mend(cell, number, scale, expected), column))
    return None


def _found_and_mend(cell: str, number: Decimal | None, scale: AnswerScale, expected: str) -> tuple[str, str, str]:
    """What kind of thing stands in a cell that holds no score, what was expected, and how to mend it."""
    if isinstance(cell, Odd):
        return str(cell), expected, cell.mend
    if number is None:
        return "text", expected, "write the number"
    if not scale.min <= number <= scale.max:
        return "a number which is off the scale", expected, ""
    if number in scale.scores:
        return "a number with three decimals, which may be thousands", expected, "write it without them"
    mend = "correct it, or give the layer a scale with step: 0.5 in the instrument" if 2 * number % 1 == 0 else ""
    return "a number between two steps of the scale", expected, mend
