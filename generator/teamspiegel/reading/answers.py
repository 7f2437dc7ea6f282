"""Read `data/`: the answers of respondents and observers, with every problem in them."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, partial
from itertools import compress
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from teamspiegel.contracts.answers import SOURCES, AnswerFile, AnswerScale, Asked
from teamspiegel.contracts.definitions import Team
from teamspiegel.contracts.frames import ANSWERS, OTHER_ANSWERS, SCORE, STATEMENTS, TEAM_COLUMN, together
from teamspiegel.contracts.interviews import Interviews, StatementsFile
from teamspiegel.contracts.kinds import AnyInstrument
from teamspiegel.contracts.measured import Answers
from teamspiegel.contracts.network import PeopleFile, TiesFile
from teamspiegel.contracts.other import OtherInstrument
from teamspiegel.contracts.problem import Problem, closest, nearest, one_of, quoted
from teamspiegel.reading.benchmarks import FOLDER, is_benchmark
from teamspiegel.reading.cells import Column, Numbers, Odd
from teamspiegel.reading.declarations import Declarations
from teamspiegel.reading.foreign import Export, export_in, rows_or_export
from teamspiegel.reading.instrument import is_sound
from teamspiegel.reading.personal import Personal
from teamspiegel.reading.phrases import visible
from teamspiegel.reading.records import OR_IMPORT, PARQUET, TABLES, Rows, twice
from teamspiegel.reading.statements import statements_in
from teamspiegel.reading.table import ANY_ANSWERS, Table, may_be_thousands, number_in, parse_table
from teamspiegel.reading.text import Tree, may_be_there, missing
from teamspiegel.reading.ties import Networks, check_ties, people_in, ties_in

OTHER_TABLES = (".xlsm", ".xlsb", ".xls", ".ods", ".tsv", ".sav")
OTHER_ENDINGS = {".pq": PARQUET}
"""What others call a form that is read here under one name only."""

PSEUDONYM = re.compile(r"[^\s@]{1,80}")
"""One word, so that a name and an e-mail address are noticed."""
NUMBER = re.compile(r"(?P<whole>[0-9]{1,80})([.,]0*)?")
FEWEST_ROWS = 3
"""So many rows of one file that all stand in another are no chance."""
COLUMNS = [*list(ANSWERS)[:5], "group", *list(ANSWERS)[5:]]
"""What is read of a row of any file; each kind of instrument keeps what it needs."""
CODE = "a pseudonym without spaces or @, such as a1"
NO_NAME = "use a code, never a name or an e-mail address"
NO_ANSWER = "take the row out, or write what was answered"
LARGEST = 2**62
"""Numbers of what stands in a row stay below it."""


_Asked = tuple[AnswerFile | None, AnyInstrument | None, bool]
"""What a file holds, the instrument that asks for it, and whether that is the mirror of its round."""


@dataclass(frozen=True)
class DataFile:
    """A file in `data/`: its round, its name without the ending and, inside a team's folder, its team.

    `asked`: what should stand in it, and by which `instrument`; None when that cannot be told. `mirror`: whether that
    is the mirror of the round.
    """

    path: str
    round: str
    name: str
    team: str | None
    asked: AnswerFile | None
    instrument: AnyInstrument | None
    mirror: bool

    @property
    def own_columns(self) -> tuple[str, ...]:
        """The columns besides those with answers."""
        own = self.asked.own_columns if self.asked else self.pseudonyms
        return (*(() if self.team else (TEAM_COLUMN,)), *own)

    @property
    def pseudonyms(self) -> tuple[str, ...]:
        """The columns with pseudonyms: first the unit, last the person."""
        if self.asked:
            return self.asked.source.columns
        return SOURCES[self.name].columns if self.name in SOURCES else ()


@dataclass
class _Reader:
    """What has been read so far, and what has been seen of each team."""

    declared: Declarations
    personal: Personal
    problems: list[Problem] = field(default_factory=list)
    frames: list[tuple[DataFile, pd.DataFrame]] = field(default_factory=list)
    answered: dict[tuple[str, str, str], list["_Who"]] = field(default_factory=dict)
    """The rows with answers of each round, team and source, file by file."""
    networks: Networks = field(default_factory=Networks)
    tables: set[str] = field(default_factory=set)
    exports: set[tuple[str | None, str | None]] = field(default_factory=set)
    """The round and team of every export that should be imported."""

    @cached_property
    def team_ids(self) -> tuple[str, ...] | None:
        return self.declared.team_ids

    @cached_property
    def known_teams(self) -> frozenset[str]:
        """The same to look in: a country has thousands."""
        return frozenset(self.team_ids or ())

    @cached_property
    def units_by_id(self) -> dict[str, Team]:
        teams = self.declared.teams[1] if self.declared.teams else ()
        return {team.id: team for team in reversed(teams)}


def read_answers(tree: Tree, declared: Declarations, personal: Personal) -> tuple[Answers, list[Problem]]:
    """The answers in `data/`, reversed items turned round, and every problem in the files.

    No problem repeats a cell: it may hold an answer or, in a row that is out of joint, a pseudonym.
    """
    reader = _Reader(declared, personal)
    files = list(_files(reader, tree))
    for file in files:
        _read(reader, file, tree[file.path])
    reader.problems.extend((*_incomplete(tree, reader, files), *_counted_twice(reader.frames)))
    reader.problems.extend(check_ties(reader.networks))
    beside = {one.id: one for round_ in declared.round_ids or () for one in declared.instruments_of(round_)[1]}
    return Answers(
        _together(reader, None), {id_: _together(reader, instrument) for id_, instrument in beside.items()}
    ), reader.problems


def _together(reader: _Reader, instrument: AnyInstrument | None) -> pd.DataFrame:
    """The answers to the mirrors, or to one instrument in the rounds that used it beside them."""
    columns = OTHER_ANSWERS if isinstance(instrument, OtherInstrument) else ANSWERS
    columns = STATEMENTS if isinstance(instrument, Interviews) else columns
    found = [
        frame
        for file, frame in reader.frames
        if (instrument is None) == file.mirror and (instrument is None or file.instrument is instrument)
    ]
    return together(found, columns)


def _files(reader: _Reader, tree: Tree) -> Iterator[DataFile]:
    """The files of answers. What else looks like a table is a problem, and so is one source twice in a folder."""
    asked: dict[str, dict[str, _Asked]] = {}
    for path in sorted(tree):
        place = PurePosixPath(path)
        tables = (*TABLES, *OTHER_TABLES, *OTHER_ENDINGS)
        if place.parts[0] != "data" or place.suffix.lower() not in tables or is_benchmark(path):
            continue
        round_ = place.parts[1] if len(place.parts) > 2 else ""
        names = asked.setdefault(round_, _asked(reader.declared, round_))
        if place.suffix not in TABLES or place.stem not in names or len(place.parts) not in (3, 4):
            reader.problems.append(_unread(reader, path, tree[path], names))
        elif told := twice(path, tree):
            reader.problems.append(told)
        else:
            yield DataFile(
                path, round_, place.stem, place.parts[2] if len(place.parts) == 4 else None, *names[place.stem]
            )


def _asked(declared: Declarations, round_id: str) -> dict[str, _Asked]:
    """What the files of a round hold, by their names; of a round that may be misspelt, of the one that is meant."""
    meant = round_id if round_id in (declared.round_ids or ()) else closest(round_id, declared.round_ids or ())
    mirror, others = declared.instruments_of(meant or round_id)
    found: dict[str, _Asked] = {name: (None, mirror, True) for name in SOURCES}
    for instrument in declared.every_instrument if meant is None else ():
        found |= {file.name: (None, None, False) for file in instrument.answer_files}
    for used in (*([mirror] if mirror else []), *others):
        found |= {file.name: (file, used, used is mirror) for file in used.answer_files}
    return found


def _unread(reader: _Reader, path: str, content: bytes, names: Collection[str]) -> Problem:
    """What a file is that has no name, or stands in no place, of a file of answers."""
    place = PurePosixPath(path)
    if export := export_in(path, content):
        round_, team = [*place.parts[1:-1], None, None][:2]
        reader.exports.add((round_, team))
        return export.problem(round_, team)
    files = [f"{name}{TABLES[0]}" for name in names]
    expected = (
        f"data/<round>/<team>/{' or '.join(files)}, the same in data/<round>/, or {FOLDER}<id>{TABLES[0]} "
        f"(or {' or '.join(TABLES[1:])} in the place of {TABLES[0]})"
    )
    ending = OTHER_ENDINGS.get(place.suffix.lower(), place.suffix.lower())
    meant = [f"{name}{ending if ending in TABLES else TABLES[0]}" for name in names]
    slip = "" if place.name in meant else nearest(f"{place.stem}{ending}", meant)
    mend = slip or f"give it such a name and place, {OR_IMPORT}"
    if ending in OTHER_TABLES:
        mend = "save it as XLSX, or as CSV UTF-8"
    elif place.stem not in names and (used := _elsewhere(reader.declared, place.stem)):
        mend = f"name instrument '{used}' under the round's 'instruments' in content/rounds.yml"
    return Problem(path, 1, "a file that nothing reads", expected, mend)


def _elsewhere(declared: Declarations, name: str) -> str | None:
    """The instrument that asks for a file of this name, where the round does not use it."""
    return next((one.id for one in declared.every_instrument for file in one.answer_files if file.name == name), None)


def _read(reader: _Reader, file: DataFile, content: bytes) -> None:
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
        problems.append(_of_another_level(file, asked, unit, 1))
    if table := _table(reader, file, asked, rows.renamed(aliases)):
        reader.tables.add(file.path)
        if isinstance(asked, TiesFile | PeopleFile):
            _read_network(reader, file, asked, table)
        elif isinstance(asked, StatementsFile):
            _read_statements(reader, file, asked, table)
        else:
            _read_rows(reader, file, asked, table)


def _of_another_level(file: DataFile, asked: AnswerFile, unit: Team, line: int) -> Problem:
    found = f"answers of '{unit.id}', which is of level {unit.level}"
    mend = "correct 'level' in content/teams.yml or in the instrument, or say of whom these answers are"
    return Problem(file.path, line, found, f"a unit of level {asked.level}", mend)


def _aliases(items: Mapping[str, Asked], taken: Collection[str]) -> dict[str, str]:
    """The item of each `column` that can mean nothing else: no other item, and none of the columns of its own."""
    named = Counter(item.column for item in items.values())
    ids = {*items, *taken}
    return {
        item.column: id_
        for id_, item in items.items()
        if item.column and named[item.column] == 1 and item.column not in ids
    }


def _read_blindly(reader: _Reader, file: DataFile, rows: Rows) -> None:
    """Tell what is wrong with a table, whatever was asked: nobody knows the instrument, which is told elsewhere."""
    if table := parse_table(rows, file.own_columns, reader.problems, kind=ANY_ANSWERS):
        others = {column for column in table.columns if column not in file.own_columns}
        _who(reader, file, table, _filled(table, others if file.pseudonyms else ()))


def _table(reader: _Reader, file: DataFile, asked: AnswerFile, rows: Rows) -> Table | None:
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


def _read_rows(reader: _Reader, file: DataFile, asked: AnswerFile, table: Table) -> None:
    assert file.instrument
    answers = asked.item_columns(table.columns)
    # Whoever answered nothing is no respondent.
    answered = _filled(table, {*answers, *reader.declared.asked_in(file.instrument)})
    who = _who(reader, file, table, answered)
    if len(table.lines) and not answered.any():
        mend = "fill it, or take the file away"
        problem = Problem(file.path, int(table.lines[0]), "rows without any answer", "at least one", mend)
        reader.problems.append(problem)
    table = table if answered.all() else table.at(answered)
    read = _one_a_row if asked.long and answers == asked.long else _one_a_cell
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


def _read_network(reader: _Reader, file: DataFile, asked: TiesFile | PeopleFile, table: Table) -> None:
    """The ties or the people in a file: of a tie the group is its question, and the item whom somebody named."""
    assert file.instrument
    name = file.instrument.id

    def key(line: int, cells: Mapping[str, str]) -> tuple[str, str, str]:
        return file.round, _team(reader, file, line, cells), name

    def cell(line: int, cells: Mapping[str, str], column: str) -> str:
        if column in cells:
            reader.problems.extend(_at(line, _no_code(reader, file, column, cells[column])))
        return _compared(cells.get(column, ""))

    if isinstance(asked, PeopleFile):
        people = people_in(table, key, reader.networks, cell, reader.problems)
        rows = [(file.round, team, file.name, person, person, "", "", answered) for team, person, answered in people]
    else:
        ties = ties_in(table, key, asked.questions, reader.networks, cell, reader.problems)
        rows = [(file.round, team, file.name, one, one, question, other, 1.0) for team, question, one, other in ties]
    reader.frames.append((file, pd.DataFrame(rows, columns=COLUMNS)))


def _read_statements(reader: _Reader, file: DataFile, asked: StatementsFile, table: Table) -> None:
    known = {group.column: group.values or () for group in asked.words}
    columns = [*file.pseudonyms, *([asked.group.column] if asked.group else ())]

    def word(line: int, cells: Mapping[str, str], column: str) -> str:
        if column in cells:
            reader.problems.extend(_at(line, _unknown(file, column, cells[column], known[column])))
        return cells.get(column, "")

    for column in columns:
        if below := table.column(column):
            _tell(reader, table.lines, below, _judge(reader, file, column))
    rows = []
    for line, cells, theme, direction, quote in statements_in(table, word, reader.personal, reader.problems):
        interview = _compared(cells.get(file.pseudonyms[0], ""))
        rows.append((file.round, _team(reader, file, line, cells), interview, interview, theme, direction, quote))
    reader.frames.append((file, pd.DataFrame(rows, columns=list(STATEMENTS))))


@dataclass(frozen=True)
class _Given:
    """What was answered: how many times in each row, and below each other the items and the scores."""

    times: Numbers
    items: Column
    scores: Numbers


def _one_a_cell(reader: _Reader, file: DataFile, asked: AnswerFile, table: Table) -> _Given:
    """The answers in a table with a column for each item. A reversed item is turned round."""
    columns = {name: item for name, item in asked.items.items() if is_sound(item.scale) and table.column(name)}
    blank = "" if asked.blank is None else str(asked.blank)
    matrix = np.empty((len(table.lines), len(columns)), SCORE)
    for place, (name, item) in enumerate(columns.items()):
        scores = _Scores(file.path, name, item, blank)
        cells = table.column(name)
        assert cells is not None
        _tell(reader, table.lines, cells, scores.problems)
        matrix[:, place] = cells.mapped(scores.score, SCORE)
    there = ~np.isnan(matrix)
    if asked.distinct:
        _distinct(reader, file, list(columns), table.lines, matrix, there)
    places = np.broadcast_to(np.arange(len(columns), dtype="int16"), there.shape)[there]
    return _Given(there.sum(axis=1), Column(tuple(columns), places), matrix[there])


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
    reader: _Reader, file: DataFile, columns: Sequence[str], lines: Numbers, matrix: Numbers, there: Numbers
) -> None:
    """Tell of each score that stands in a row twice, where each may stand there once."""
    for at, line in enumerate(lines.tolist()):
        first: dict[float, str] = {}
        for place, column in enumerate(columns):
            if there[at, place] and (earlier := first.setdefault(matrix[at, place], column)) != column:
                found, mend = f"the same rank as in column '{earlier}'", "leave the rank of one of the two empty"
                reader.problems.append(Problem(file.path, line, found, "each rank once in a row", mend, column))


def _one_a_row(reader: _Reader, file: DataFile, asked: AnswerFile, table: Table) -> _Given:
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
    _tell_of(reader, table.lines, pairs, wrong)
    there = ~np.isnan(scores)[pairs]
    return _Given(there.astype("int8"), of_item.at(there), scores[pairs][there])


def _unknown_item(reader: _Reader, file: DataFile, asked: AnswerFile, name: str) -> list[Problem]:
    """What is wrong with the cell that names an item, without its line."""
    assert asked.long and file.instrument
    if name in asked.items or name in reader.declared.asked_in(file.instrument):
        return []
    return _unknown(file, asked.long[0], name, tuple(asked.items))


Judge = Callable[[str], list[Problem]]
"""What is wrong with a cell, as problems without a line."""


def _tell(reader: _Reader, lines: Numbers, column: Column, judge: Judge, places: Iterable[int] | None = None) -> None:
    """Tell what is wrong in a column. Only one with a bad cell is gone through for the lines.

    `places`: those of the cells that need a judge, where that is not all of them.
    """
    wrong = {place: judge(column.texts[place]) for place in (range(len(column.texts)) if places is None else places)}
    _tell_of(reader, lines, column.codes, wrong)


def _tell_of(reader: _Reader, lines: Numbers, codes: Numbers, wrong: Mapping[int, list[Problem]]) -> None:
    """Tell what is wrong in each row, by what stands in it."""
    bad = [code for code, problems in wrong.items() if problems]
    for at in np.flatnonzero(np.isin(codes, bad)).tolist() if bad else ():
        reader.problems.extend(_at(int(lines[at]), wrong[int(codes[at])]))


def _at(line: int, problems: Iterable[Problem]) -> Iterator[Problem]:
    return (replace(problem, line=line) for problem in problems)


def _judge(reader: _Reader, file: DataFile, column: str) -> Judge:
    """What is wrong with the cells of a column of the file's own."""
    group = file.asked.group if file.asked else None
    if column == TEAM_COLUMN and file.team is None:
        return partial(_no_team, reader, file)
    if group and column == group.column and group.values is not None:
        return partial(_unknown, file, column, known=group.values)
    mend = "use a code, never a name" if group and column == group.column else NO_NAME
    return partial(_no_code, reader, file, column, mend=mend)


def _no_team(reader: _Reader, file: DataFile, cell: str) -> list[Problem]:
    """What is wrong with a cell that names a team."""
    known, problems = reader.team_ids, []
    if known is not None and cell not in reader.known_teams:
        found = "an unknown team" if cell else "an empty cell"
        problems.append(Problem(file.path, 0, found, one_of(known), nearest(cell, known), TEAM_COLUMN))
    unit = reader.units_by_id.get(cell)
    if unit and file.asked and unit.level != file.asked.level:
        problems.append(_of_another_level(file, file.asked, unit, 0))
    return problems


def _no_code(reader: _Reader, file: DataFile, column: str, cell: str, mend: str = NO_NAME) -> list[Problem]:
    """What is wrong with a cell for a pseudonym. None stands in a message."""
    found = _no_pseudonym(cell, _compared(cell), reader.personal)
    return [Problem(file.path, 0, found, CODE, mend, column)] if found else []


def _unknown(file: DataFile, column: str, cell: str, known: Sequence[str]) -> list[Problem]:
    """What is wrong with a cell for one of a few words, without the cell."""
    if cell in known:
        return []
    found = str(cell) if isinstance(cell, Odd) else f"an unknown {column}" if cell else "an empty cell"
    mend = nearest(cell, known) if cell else ""
    return [Problem(file.path, 0, found, one_of(known), mend, column)]


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


def _team(reader: _Reader, file: DataFile, line: int, cells: Mapping[str, str]) -> str:
    """The team of a row, with its own problems told."""
    if file.team is None and TEAM_COLUMN in cells:
        reader.problems.extend(_at(line, _no_team(reader, file, cells[TEAM_COLUMN])))
    return file.team if file.team is not None else cells.get(TEAM_COLUMN, "")


def _compared(cell: str) -> str:
    """A pseudonym in a cell as it is compared; nothing in a cell that is odd."""
    return "" if isinstance(cell, Odd) else one_spelling(cell)


def _who(reader: _Reader, file: DataFile, table: Table, answered: Numbers) -> "_Who":
    """Whose the rows with answers are. Told is what is wrong with the cells that say so, and with a team as a whole."""
    asked, nothing = file.asked, Column.all("", len(table.lines))
    team = table.column(TEAM_COLUMN) if file.team is None else Column.all(file.team, len(table.lines))
    if file.team is None and team:
        _tell(reader, table.lines, team, _judge(reader, file, TEAM_COLUMN))
    group = table.column(asked.group.column) if asked and asked.group else None
    names = [_names(reader, file, table, column) or nothing for column in file.pseudonyms] or [nothing]
    long = asked.long if asked and asked.item_columns(table.columns) == asked.long else None
    who = _Who(
        file.path,
        table.lines,
        team or nothing,
        names[0],
        names[-1],
        (table.column(long[0]) if long else None) or nothing,
        group or nothing,
    )
    who = who if answered.all() else who.at(answered)
    if asked and asked.group and group:
        _tell(reader, who.lines, who.group, _judge(reader, file, asked.group.column))
        who = who if asked.group.values is not None else replace(who, group=who.group.spelled(one_spelling))
    _check_teams(reader, file, who)
    return who


def _names(reader: _Reader, file: DataFile, table: Table, name: str) -> Column | None:
    """The pseudonyms in a column as they are compared. There may be many, and nearly all are plain."""
    column = table.column(name)
    if column is None:
        return None
    doubtful = reader.personal.doubtful(column.texts)
    _tell(reader, table.lines, column, _judge(reader, file, name), doubtful)
    texts = list(map(str.lower, column.texts))
    for place in doubtful:
        texts[place] = _compared(column.texts[place])
    return Column.merged(texts, column.codes)


@dataclass(frozen=True)
class _Who:
    """Whose the rows of a file are: their team, unit and person, as these are compared, what they are about, and group.

    `about`: the item, where each answer has a row of its own.
    """

    path: str
    lines: Numbers
    team: Column
    unit: Column
    person: Column
    about: Column
    group: Column

    def at(self, rows: Numbers) -> "_Who":
        """Whose some of the rows are."""
        parts = (self.team, self.unit, self.person, self.about, self.group)
        made = {part: part.at(rows) for part in parts}  # the unit may be the person
        return _Who(self.path, self.lines[rows], *(made[part] for part in parts))

    def different(self, *columns: Column) -> Numbers:
        """How many different rows each team has, by these columns only."""
        key, many = self.team.codes.astype("int64"), len(self.team.texts)
        for column in columns:
            if many * len(column.texts) > LARGEST:
                key, found = pd.factorize(key)
                many = len(found)
            key, many = key * len(column.texts) + column.codes, many * len(column.texts)
        first = ~pd.Index(key).duplicated()
        return np.bincount(self.team.codes[first], minlength=len(self.team.texts))

    def rows(self, teams: Numbers) -> Iterator[tuple[str, "_Row"]]:
        """The rows of these teams, in order, each with its team."""
        parts = (self.team, self.unit, self.person, self.about, self.group)
        at = np.flatnonzero(np.isin(self.team.codes, teams))
        for line, team, *cells in zip(self.lines[at].tolist(), *(part.at(at).cells for part in parts), strict=True):
            yield team, _Row(self.path, line, *cells)


class _Row(NamedTuple):
    """Whose one row is."""

    path: str
    line: int
    unit: str
    person: str
    about: str
    group: str


def _check_teams(reader: _Reader, file: DataFile, who: _Who) -> None:
    """Tell what is wrong with the rows of a team together, also in several files.

    Counting tells in which teams anything may be: only of those are the rows looked at one by one.
    """
    there = np.bincount(who.team.codes, minlength=len(who.team.texts))
    people = who.different(who.person)
    members = (_members(reader, file, team) for team in who.team.texts)
    most = np.array([len(who.lines) if one is None else one for one in members], "int64")
    odd = (who.different(who.unit, who.about) < there) | (people > most)
    if file.asked and file.asked.group:
        odd |= who.different(who.person, who.group) > people
    known = {
        team: reader.answered.setdefault((file.round, team, file.name), []) for team in compress(who.team.texts, there)
    }
    odd |= np.array([bool(known.get(team)) for team in who.team.texts], bool)
    teams: dict[str, _TeamRows] = {}
    for team, row in who.rows(np.flatnonzero(odd)):
        if team not in teams:
            teams[team] = _TeamRows(file, team, _members(reader, file, team))
            for earlier in known[team]:
                for _, before in earlier.rows([earlier.team.texts.index(team)]):
                    teams[team].add(before)
        reader.problems.extend(teams[team].add(row))
    for files in known.values():
        files.append(who)


def _members(reader: _Reader, file: DataFile, team: str) -> int | None:
    """How many people a team has at most, where that is told and these people are its own."""
    declared = reader.units_by_id.get(team)
    return declared.members if declared and (file.asked is None or file.asked.of_members) else None


@dataclass
class _TeamRows:
    """The rows of a team, one by one: who came first, and where."""

    file: DataFile
    team: str
    members: int | None
    units: dict[tuple[str, str], _Row] = field(default_factory=dict)
    people: dict[str, _Row] = field(default_factory=dict)

    def add(self, row: _Row) -> list[Problem]:
        """What is wrong with one row more, beside those before it."""
        found = [self._unit_twice(row), self._too_many(row), self._another_group(row)]
        self.people.setdefault(row.person, row)
        return [problem for problem in found if problem]

    def _unit_twice(self, row: _Row) -> Problem | None:
        first = self.units.setdefault((row.unit, row.about), row)
        if first is row or not row.unit:
            return None
        column = self.file.pseudonyms[0]
        mend = f"give each row a {column} of its own, or take the row out if it stands there twice"
        found, expected = f"the same {column} as {first.path}:{first.line}", f"each {column} once"
        if row.about:
            found, expected = f"{found}, for the same topic", f"each {column} once for each topic"
        return Problem(row.path, row.line, found, expected, mend)

    def _too_many(self, row: _Row) -> Problem | None:
        if len(self.people) != self.members or row.person in self.people:
            return None
        who = "respondents" if len(self.file.pseudonyms) == 1 else f"different {self.file.pseudonyms[-1]}s"
        mend = "correct 'members' in content/teams.yml, or the rows"
        found = f"more {who} than team '{self.team}' has members"
        return Problem(row.path, row.line, found, f"at most {self.members}", mend)

    def _another_group(self, row: _Row) -> Problem | None:
        first = self.people.get(row.person, row)
        if first.group == row.group or not (self.file.asked and self.file.asked.group):
            return None
        column = self.file.asked.group.column
        mend, expected = (
            f"write the same {column} in each row of this {self.file.pseudonyms[-1]}",
            f"one {column} for each",
        )
        return Problem(row.path, row.line, f"another {column} than in line {first.line}", expected, mend, column)


def one_spelling(pseudonym: str) -> str:
    """A pseudonym as it is compared, so that one person is one, however it was typed or a spreadsheet wrote it.

    Without capitals, invisible signs and the ways to write one letter; `4`, `4.0` and `04` are one number.
    """
    if pseudonym.isascii() and pseudonym.isalnum():  # nothing in it is invisible or written in two ways
        plain = pseudonym.lower()
    else:
        plain = visible(visible(pseudonym).casefold()).strip()
    number = NUMBER.fullmatch(plain)
    return str(int(number["whole"])) if number else plain


def _no_pseudonym(cell: str, name: str, personal: Personal) -> str:
    """What stands where a pseudonym should, without repeating it; nothing when it is one."""
    if not name:
        return str(cell) if isinstance(cell, Odd) else "an empty cell"
    told = "" if PSEUDONYM.fullmatch(name) else "a pseudonym that may be a name or an address"
    return personal.in_a_word(cell) or (name != cell and personal.in_a_word(name)) or told


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


def _incomplete(tree: Tree, reader: _Reader, files: list[DataFile]) -> Iterator[Problem]:
    """Sources that a round should have and a measured team lacks; and no measurement at all."""
    hidden = any(path.startswith("data/") and path.endswith("/") for path in tree)
    if not files and not reader.exports and not hidden:
        yield missing("data/<round>/<team>/survey.csv", "at least one measurement")
    definitions = reader.declared.definitions()
    mirrors = {(file.round, file.name) for file in files if file.mirror}
    measured = sorted({(round_, team) for round_, team, name in reader.answered if (round_, name) in mirrors})
    instruments = {round_id: reader.declared.instrument_of(round_id) for round_id in dict(measured)}
    for round_id, team in measured:
        round_, instrument = definitions.round_by_id.get(round_id), instruments[round_id]
        if not round_ or not instrument or team not in definitions.team_by_id:
            continue
        for source in round_.sources or instrument.files:
            if (round_id, team, source) in reader.answered or _reported(reader, files, round_id, team, source):
                continue
            path = f"data/{round_id}/{team}/{source}.csv"
            if not may_be_there(tree, path):
                mend = "add it, or name the round's 'sources' in content/rounds.yml if it was not measured"
                yield missing(path, f"the {source} of this team", mend)


def _reported(reader: _Reader, files: list[DataFile], round_id: str, team: str, source: str) -> bool:
    """Whether the team's file, or an unreadable one for all teams, is there: then its own problems tell the story.

    Nobody knows of which source an export is.
    """
    here = [file for file in files if (file.round, file.name) == (round_id, source)]
    if {(round_id, team), (round_id, None)} & reader.exports:
        return True
    return any(file.team == team or (file.team is None and file.path not in reader.tables) for file in here)
