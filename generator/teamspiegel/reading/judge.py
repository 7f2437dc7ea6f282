"""What is wrong with the cells of a file that say whose a row is, each different cell judged once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from teamspiegel.contracts.answers import AnswerFile
from teamspiegel.contracts.definitions import Team
from teamspiegel.contracts.frames import TEAM_COLUMN
from teamspiegel.contracts.problem import Problem, nearest, one_of
from teamspiegel.reading.cells import Column, Numbers, Odd
from teamspiegel.reading.data_file import DataFile
from teamspiegel.reading.pseudonym import compared, no_pseudonym
from teamspiegel.reading.reader import Reader

CODE = "a pseudonym without spaces or @, such as a1"
NO_NAME = "use a code, never a name or an e-mail address"


Judge = Callable[[str], list[Problem]]
"""What is wrong with a cell, as problems without a line."""


def tell(reader: Reader, lines: Numbers, column: Column, judge: Judge, places: Iterable[int] | None = None) -> None:
    """Tell what is wrong in a column. Only one with a bad cell is gone through for the lines.

    `places`: those of the cells that need a judge, where that is not all of them.
    """
    wrong = {place: judge(column.texts[place]) for place in (range(len(column.texts)) if places is None else places)}
    tell_of(reader, lines, column.codes, wrong)


def tell_of(reader: Reader, lines: Numbers, codes: Numbers, wrong: Mapping[int, list[Problem]]) -> None:
    """Tell what is wrong in each row, by what stands in it."""
    bad = [code for code, problems in wrong.items() if problems]
    for at in np.flatnonzero(np.isin(codes, bad)).tolist() if bad else ():
        reader.problems.extend(at_line(int(lines[at]), wrong[int(codes[at])]))


def at_line(line: int, problems: Iterable[Problem]) -> Iterator[Problem]:
    return (replace(problem, line=line) for problem in problems)


def judge_of(reader: Reader, file: DataFile, column: str) -> Judge:
    """What is wrong with the cells of a column of the file's own."""
    group = file.asked.group if file.asked else None
    if column == TEAM_COLUMN and file.team is None:
        return partial(_no_team, reader, file)
    if group and column == group.column and group.values is not None:
        return partial(unknown_word, file, column, known=group.values)
    mend = "use a code, never a name" if group and column == group.column else NO_NAME
    return partial(no_code, reader, file, column, mend=mend)


def _no_team(reader: Reader, file: DataFile, cell: str) -> list[Problem]:
    """What is wrong with a cell that names a team."""
    known, problems = reader.team_ids, []
    if known is not None and cell not in reader.known_teams:
        found = "an unknown team" if cell else "an empty cell"
        problems.append(Problem(file.path, 0, found, one_of(known), nearest(cell, known), TEAM_COLUMN))
    unit = reader.units_by_id.get(cell)
    if unit and file.asked and unit.level != file.asked.level:
        problems.append(of_another_level(file, file.asked, unit, 0))
    return problems


def no_code(reader: Reader, file: DataFile, column: str, cell: str, mend: str = NO_NAME) -> list[Problem]:
    """What is wrong with a cell for a pseudonym. None stands in a message."""
    found = no_pseudonym(cell, compared(cell), reader.personal)
    return [Problem(file.path, 0, found, CODE, mend, column)] if found else []


def unknown_word(file: DataFile, column: str, cell: str, known: Sequence[str]) -> list[Problem]:
    """What is wrong with a cell for one of a few words, without the cell."""
    if cell in known:
        return []
    found = str(cell) if isinstance(cell, Odd) else f"an unknown {column}" if cell else "an empty cell"
    mend = nearest(cell, known) if cell else ""
    return [Problem(file.path, 0, found, one_of(known), mend, column)]


def of_another_level(file: DataFile, asked: AnswerFile, unit: Team, line: int) -> Problem:
    found = f"answers of '{unit.id}', which is of level {unit.level}"
    mend = "correct 'level' in content/teams.yml or in the instrument, or say of whom these answers are"
    return Problem(file.path, line, found, f"a unit of level {asked.level}", mend)


def team_of(reader: Reader, file: DataFile, line: int, cells: Mapping[str, str]) -> str:
    """The team of a row, with its own problems told."""
    if file.team is None and TEAM_COLUMN in cells:
        reader.problems.extend(at_line(line, _no_team(reader, file, cells[TEAM_COLUMN])))
    return file.team if file.team is not None else cells.get(TEAM_COLUMN, "")
