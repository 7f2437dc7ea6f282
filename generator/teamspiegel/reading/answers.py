"""Read `data/`: the answers of respondents and observers, with every problem in them."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from teamspiegel.contracts.answers import AnswerFile, Asked
from teamspiegel.contracts.frames import ANSWERS, OTHER_ANSWERS, STATEMENTS, together
from teamspiegel.contracts.interviews import Interviews, StatementsFile
from teamspiegel.contracts.kinds import AnyInstrument
from teamspiegel.contracts.measured import Answers
from teamspiegel.contracts.network import PeopleFile, TiesFile
from teamspiegel.contracts.other import OtherInstrument
from teamspiegel.contracts.problem import Problem, nearest, one_of, quoted
from teamspiegel.reading.cells import Column, Numbers
from teamspiegel.reading.data_file import DataFile
from teamspiegel.reading.data_folder import files_of, incomplete
from teamspiegel.reading.declarations import Declarations
from teamspiegel.reading.foreign import Export, rows_or_export
from teamspiegel.reading.judge import at_line, judge_of, no_code, of_another_level, team_of, tell, unknown_word
from teamspiegel.reading.people import who_answered
from teamspiegel.reading.personal import Personal
from teamspiegel.reading.pseudonym import compared
from teamspiegel.reading.reader import Reader
from teamspiegel.reading.records import Rows
from teamspiegel.reading.rounds import check_days
from teamspiegel.reading.scores import one_a_cell, one_a_row
from teamspiegel.reading.statements import statements_in
from teamspiegel.reading.table import ANY_ANSWERS, Table, parse_table
from teamspiegel.reading.text import Tree
from teamspiegel.reading.ties import check_ties, people_in, ties_in

FEWEST_ROWS = 3
"""So many rows of one file that all stand in another are no chance."""
COLUMNS = [*list(ANSWERS)[:5], "group", *list(ANSWERS)[5:]]
"""What is read of a row of any file; each kind of instrument keeps what it needs."""


def read_answers(tree: Tree, declared: Declarations, personal: Personal) -> tuple[Answers, list[Problem]]:
    """The answers in `data/`, reversed items turned round, and every problem in the files.

    No problem repeats a cell: it may hold an answer or, in a row that is out of joint, a pseudonym.
    """
    reader = Reader(declared, personal)
    files = list(files_of(reader, tree))
    for file in files:
        _read(reader, file, tree[file.path])
    reader.problems.extend((*incomplete(tree, reader, files), *_counted_twice(reader.frames)))
    reader.problems.extend(check_days(*declared.rounds, reader.answered) if declared.rounds else ())
    reader.problems.extend(check_ties(reader.networks))
    beside = {one.id: one for round_ in declared.round_ids or () for one in declared.instruments_of(round_)[1]}
    return Answers(
        _together(reader, None), {id_: _together(reader, instrument) for id_, instrument in beside.items()}
    ), reader.problems


def _together(reader: Reader, instrument: AnyInstrument | None) -> pd.DataFrame:
    """The answers to the mirrors, or to one instrument in the rounds that used it beside them."""
    columns = OTHER_ANSWERS if isinstance(instrument, OtherInstrument) else ANSWERS
    columns = STATEMENTS if isinstance(instrument, Interviews) else columns
    found = [
        frame
        for file, frame in reader.frames
        if (instrument is None) == file.mirror and (instrument is None or file.instrument is instrument)
    ]
    return together(found, columns)


def _read(reader: Reader, file: DataFile, content: bytes) -> None:
    problems, declared, asked = reader.problems, reader.declared, file.asked
    for what, found, known in (("round", file.round, declared.round_ids), ("team", file.team, declared.team_ids)):
        if found is not None and known is not None and found not in known:
            mend = nearest(found, known) or "rename the folder, or declare it in content/"
            problems.append(Problem(file.path, 1, f"folder of unknown {what} {quoted(found)}", one_of(known), mend))
    aliases = _aliases(asked.items, file.own_columns) if asked else {}
    columns = (*(asked.long or ()), *asked.items, *asked.item_columns(())) if asked else ()
    heads = [*file.own_columns, *columns, *aliases]
    rows = rows_or_export(file.path, content, heads, file.own_columns, problems)
    if isinstance(rows, Export):
        problems.append(rows.problem(file.round, file.team))
        return
    if rows is None:
        return
    if file.instrument is None:
        _read_blindly(reader, file, rows)
        return
    if asked is None:
        if declared.is_whole(file.instrument):
            names = [one.name for one in file.instrument.answer_files]
            mend = "take the file away, or add a layer with this source to the instrument"
            expected = f"a file that the instrument has a layer for: {' or '.join(names)}"
            problems.append(Problem(file.path, 1, f"a file of {file.name}", expected, mend))
        return
    if file.team and (unit := reader.units_by_id.get(file.team)) and unit.level != asked.level:
        problems.append(of_another_level(file, asked, unit, 1))
    if table := _table(reader, file, asked, rows.renamed(aliases)):
        reader.tables.add(file.path)
        if isinstance(asked, TiesFile | PeopleFile):
            _read_network(reader, file, asked, table)
        elif isinstance(asked, StatementsFile):
            _read_statements(reader, file, asked, table)
        else:
            _read_rows(reader, file, asked, table)


def _aliases(items: Mapping[str, Asked], taken: Collection[str]) -> dict[str, str]:
    """The item of each `column` that can mean nothing else: no other item, and none of the columns of its own."""
    named = Counter(item.column for item in items.values())
    ids = {*items, *taken}
    return {
        item.column: id_
        for id_, item in items.items()
        if item.column and named[item.column] == 1 and item.column not in ids
    }


def _read_blindly(reader: Reader, file: DataFile, rows: Rows) -> None:
    """Tell what is wrong with a table, whatever was asked: nobody knows the instrument, which is told elsewhere."""
    if table := parse_table(rows, file.own_columns, reader.problems, kind=ANY_ANSWERS):
        others = {column for column in table.columns if column not in file.own_columns}
        who_answered(reader, file, table, _filled(table, others if file.pseudonyms else ()))


def _table(reader: Reader, file: DataFile, asked: AnswerFile, rows: Rows) -> Table | None:
    """The table of a file. Nothing is said of columns of items that a mistake keeps out of the instrument."""
    assert file.instrument
    left_out = set(reader.declared.asked_in(file.instrument)) - set(asked.items) - set(asked.elsewhere)
    columns = [*file.own_columns, *asked.item_columns(rows.header.cells)]
    return parse_table(rows, columns, reader.problems, spared=left_out, elsewhere=asked.elsewhere)


def _filled(table: Table, columns: Collection[str]) -> Numbers:
    """In which rows anything stands in one of these columns."""
    found = np.zeros(len(table.lines), bool)
    for cells in filter(None, map(table.column, columns)):
        found |= cells.filled
    return found


def _read_rows(reader: Reader, file: DataFile, asked: AnswerFile, table: Table) -> None:
    assert file.instrument
    answers = asked.item_columns(table.columns)
    # Whoever answered nothing is no respondent.
    answered = _filled(table, {*answers, *reader.declared.asked_in(file.instrument)})
    who = who_answered(reader, file, table, answered)
    if len(table.lines) and not answered.any():
        mend = "fill it, or take the file away"
        problem = Problem(file.path, int(table.lines[0]), "rows without any answer", "at least one", mend)
        reader.problems.append(problem)
    table = table if answered.all() else table.at(answered)
    read = one_a_row if asked.long and answers == asked.long else one_a_cell
    given = read(reader, file, asked, table)
    columns = {
        "round": Column.all(file.round, len(table.lines)),
        "team": who.team,
        "source": Column.all(file.name, len(table.lines)),
        "unit": who.unit,
        "person": who.person,
        "group": who.group,
    }
    made = {column: column.categorical(given.times) for column in {*columns.values()}}
    frame: dict[str, Any] = {name: made[column] for name, column in columns.items()}
    frame |= {"item": given.items.categorical(), "score": given.scores}
    reader.frames.append((file, pd.DataFrame(frame, copy=False)))


def _read_network(reader: Reader, file: DataFile, asked: TiesFile | PeopleFile, table: Table) -> None:
    """The ties or the people in a file: of a tie the group is its question, and the item whom somebody named."""
    assert file.instrument
    name = file.instrument.id

    def key(line: int, cells: Mapping[str, str]) -> tuple[str, str, str]:
        return file.round, team_of(reader, file, line, cells), name

    def cell(line: int, cells: Mapping[str, str], column: str) -> str:
        if column in cells:
            reader.problems.extend(at_line(line, no_code(reader, file, column, cells[column])))
        return compared(cells.get(column, ""))

    if isinstance(asked, PeopleFile):
        people = people_in(table, key, reader.networks, cell, reader.problems)
        rows = [(file.round, team, file.name, person, person, "", "", answered) for team, person, answered in people]
    else:
        ties = ties_in(table, key, asked.questions, reader.networks, cell, reader.problems)
        rows = [(file.round, team, file.name, one, one, question, other, 1.0) for team, question, one, other in ties]
    reader.frames.append((file, pd.DataFrame(rows, columns=COLUMNS)))


def _read_statements(reader: Reader, file: DataFile, asked: StatementsFile, table: Table) -> None:
    known = {group.column: group.values or () for group in asked.words}
    columns = [*file.pseudonyms, *([asked.group.column] if asked.group else ())]

    def word(line: int, cells: Mapping[str, str], column: str) -> str:
        if column in cells:
            reader.problems.extend(at_line(line, unknown_word(file, column, cells[column], known[column])))
        return cells.get(column, "")

    for column in columns:
        if below := table.column(column):
            tell(reader, table.lines, below, judge_of(reader, file, column))
    rows = []
    for line, cells, theme, direction, quote in statements_in(table, word, reader.personal, reader.problems):
        interview = compared(cells.get(file.pseudonyms[0], ""))
        rows.append((file.round, team_of(reader, file, line, cells), interview, interview, theme, direction, quote))
    reader.frames.append((file, pd.DataFrame(rows, columns=list(STATEMENTS))))


def _counted_twice(frames: Sequence[tuple[DataFile, pd.DataFrame]]) -> Iterator[Problem]:
    """Teams of which all answers of one file stand in another file of the round as well, under other pseudonyms.

    A team's answers may lie in two files. But an export that was imported twice, for the team and for the whole round,
    would count everybody double, and let a group pass the gate that is too small for it.
    """
    frames = [(file, frame) for file, frame in frames if not file.asked or file.asked.items]
    shared = {(file.round, file.name): (file, frame) for file, frame in frames if file.team is None}
    for own, frame in frames:
        team, key = own.team, (own.round, own.name)
        if team is not None and key in shared and team in shared[key][1]["team"].cat.categories:
            file, others = shared[key]
            fewer, more = sorted((_rows_of(frame, team), _rows_of(others, team)), key=Counter.total)
            if fewer.total() >= FEWEST_ROWS and fewer <= more:
                found = f"{fewer.total()} rows of team {quoted(team)} with the same answers as in {own.path}"
                mend = "take the team out of one of the two files"
                yield Problem(file.path, 1, found, "the answers of each person once", mend)


def _rows_of(frame: pd.DataFrame, team: str) -> Counter[frozenset[tuple[str, float]]]:
    """How often each row of answers stands in a team's part of a file."""
    own = frame[frame["team"] == team]
    return Counter(frozenset(zip(row["item"], row["score"], strict=True)) for _, row in own.groupby("unit"))
