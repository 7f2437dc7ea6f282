"""Read `data/`: the answers of respondents and observers, with every problem in them."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

import numpy as np
import pandas as pd

from teamspiegel.contracts.answers import SOURCES, AnswerFile, AnswerScale, Asked
from teamspiegel.contracts.definitions import Team
from teamspiegel.contracts.frames import ANSWERS, OTHER_ANSWERS, STATEMENTS, TEAM_COLUMN, together
from teamspiegel.contracts.interviews import Interviews, StatementsFile
from teamspiegel.contracts.kinds import AnyInstrument
from teamspiegel.contracts.measured import Answers
from teamspiegel.contracts.network import PeopleFile, TiesFile
from teamspiegel.contracts.other import OtherInstrument
from teamspiegel.contracts.problem import Problem, closest, nearest, one_of, quoted
from teamspiegel.reading.benchmarks import FOLDER, is_benchmark
from teamspiegel.reading.declarations import Declarations
from teamspiegel.reading.foreign import Export, export_in, rows_or_export
from teamspiegel.reading.instrument import is_sound
from teamspiegel.reading.personal import Personal
from teamspiegel.reading.phrases import visible
from teamspiegel.reading.records import OR_IMPORT, TABLES, Odd, Rows, twice
from teamspiegel.reading.statements import statements_in
from teamspiegel.reading.table import ANY_ANSWERS, Table, may_be_thousands, number_in, parse_table
from teamspiegel.reading.text import Tree, may_be_there, missing
from teamspiegel.reading.ties import Networks, check_ties, people_in, ties_in

OTHER_TABLES = (".xlsm", ".xlsb", ".xls", ".ods", ".tsv", ".sav")

PSEUDONYM = re.compile(r"[^\s@]{1,80}")
"""One word, so that a name and an e-mail address are noticed."""
NUMBER = re.compile(r"(?P<whole>[0-9]{1,80})([.,]0*)?")
FEWEST_ROWS = 3
"""So many rows of one file that all stand in another are no chance."""
COLUMNS = [*list(ANSWERS)[:5], "group", *list(ANSWERS)[5:]]
"""What is read of a row of any file; each kind of instrument keeps what it needs."""
CODE = "a pseudonym without spaces or @, such as a1"


Numbers = Any
"""A NumPy array."""

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
    units: dict[tuple[str, str, str], dict[str, tuple[str, int]]] = field(default_factory=dict)
    people: dict[tuple[str, str, str], set[str]] = field(default_factory=dict)
    groups: dict[tuple[str, str, str, str], tuple[str, int]] = field(default_factory=dict)
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
        if place.parts[0] != "data" or place.suffix.lower() not in (*TABLES, *OTHER_TABLES) or is_benchmark(path):
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
        f"(or {TABLES[1]} in the place of {TABLES[0]})"
    )
    slip = "" if place.name in files else nearest(place.name, files)
    mend = slip or f"give it such a name and place, {OR_IMPORT}"
    if place.suffix.lower() in OTHER_TABLES:
        mend = "save it as XLSX, or as CSV UTF-8"
    elif used := _elsewhere(reader.declared, place.stem):
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
    table = parse_table(rows, file.own_columns, reader.problems, kind=ANY_ANSWERS)
    for line, cells in table.rows if table else ():
        team = _team(reader, file, line, cells)
        names = _pseudonyms(reader, file, line, cells)
        if any(cell for column, cell in cells.items() if column not in file.own_columns) and names:
            _unit(reader, file, team, line, names)


def _table(reader: _Reader, file: DataFile, asked: AnswerFile, rows: Rows) -> Table | None:
    """The table of a file. Nothing is said of columns of items that a mistake keeps out of the instrument."""
    assert file.instrument
    left_out = set(reader.declared.asked_in(file.instrument)) - set(asked.items) - set(asked.elsewhere)
    columns = [*file.own_columns, *asked.item_columns(rows.header.cells)]
    return parse_table(rows, columns, reader.problems, spared=left_out, elsewhere=asked.elsewhere)


def _read_rows(reader: _Reader, file: DataFile, asked: AnswerFile, table: Table) -> None:
    assert file.instrument
    answers = asked.item_columns(table.columns)
    known = {*answers, *reader.declared.asked_in(file.instrument)}
    given = {column: _Column.of(table.column(column)) for column in dict.fromkeys(table.columns) if column in known}
    answered = np.zeros(len(table.records), bool)
    for below in given.values():
        answered |= below.filled
    long = asked.long if answers == asked.long else None
    own = {*file.own_columns, *(long or ()), *([asked.group.column] if asked.group else [])}
    rows: list[tuple[str, str, str, str]] = []
    items: list[tuple[str, float]] = []
    kept: list[int] = []
    for at, (line, cells) in enumerate(table.cells(own)):
        team = _team(reader, file, line, cells)
        names = _pseudonyms(reader, file, line, cells)
        if not answered[at]:
            continue  # whoever answered nothing is no respondent
        unit, person = _unit(reader, file, team, line, names, cells.get(long[0], "") if long else "")
        group = _group(reader, file, asked, line, cells)
        if asked.group and (first := _first_group(reader, file, team, person, group, line))[0] != group:
            column = asked.group.column
            mend, expected = (
                f"write the same {column} in each row of this {file.pseudonyms[-1]}",
                f"one {column} for each",
            )
            found = f"another {column} than in line {first[1]}"
            reader.problems.append(Problem(file.path, line, found, expected, mend, column))
        kept.append(at)
        if not long:
            rows.append((team, unit, person, group))
        for answer in _one_answer(reader, file, asked, line, cells) if long else ():
            rows.append((team, unit, person, group))
            items.append(answer)
    if table.records and not answered.any():
        mend = "fill it, or take the file away"
        reader.problems.append(
            Problem(file.path, table.records[0].line, "rows without any answer", "at least one", mend)
        )
    teams, units, people, groups = zip(*rows, strict=True) if rows else ((), (), (), ())
    frame = pd.DataFrame(
        {
            "round": pd.Categorical([file.round] * len(rows)),
            "team": pd.Categorical(teams),
            "source": pd.Categorical([file.name] * len(rows)),
            "unit": pd.Categorical(units),
            "person": pd.Categorical(people),
            "group": pd.Categorical(groups),
        }
    )
    if long:
        frame = frame.assign(item=pd.Categorical([item for item, _ in items]), score=[score for _, score in items])
    else:
        of_rows, of_items, scores = _scores(reader, file, asked, table, given, kept)
        frame = frame.take(of_rows).assign(item=of_items, score=scores)
    reader.frames.append((file, frame.astype({"score": "float64"})))


def _read_network(reader: _Reader, file: DataFile, asked: TiesFile | PeopleFile, table: Table) -> None:
    """The ties or the people in a file: of a tie the group is its question, and the item whom somebody named."""
    assert file.instrument
    name = file.instrument.id

    def key(line: int, cells: Mapping[str, str]) -> tuple[str, str, str]:
        return file.round, _team(reader, file, line, cells), name

    def cell(line: int, cells: Mapping[str, str], column: str) -> str:
        found = "" if isinstance(cells.get(column), Odd) else one_spelling(cells.get(column, ""))
        if column in cells and (told := _no_pseudonym(cells[column], found, reader.personal)):
            mend = "use a code, never a name or an e-mail address"
            reader.problems.append(Problem(file.path, line, told, CODE, mend, column))
        return found

    if isinstance(asked, PeopleFile):
        people = people_in(table, key, reader.networks, cell, reader.problems)
        rows = [(file.round, team, file.name, person, person, "", "", answered) for team, person, answered in people]
    else:
        ties = ties_in(table, key, asked.questions, reader.networks, cell, reader.problems)
        rows = [(file.round, team, file.name, one, one, question, other, 1.0) for team, question, one, other in ties]
    reader.frames.append((file, pd.DataFrame(rows, columns=COLUMNS)))


def _read_statements(reader: _Reader, file: DataFile, asked: StatementsFile, table: Table) -> None:
    known = {group.column: group.values or () for group in asked.words}

    def word(line: int, cells: Mapping[str, str], column: str) -> str:
        if column in cells and cells[column] not in known[column]:
            _unknown(reader, file, line, column, cells[column], known[column])
        return cells.get(column, "")

    rows = []
    for line, cells, theme, direction, quote in statements_in(table, word, reader.personal, reader.problems):
        team, interview = _team(reader, file, line, cells), _pseudonyms(reader, file, line, cells)[0]
        _group(reader, file, asked, line, cells)
        rows.append((file.round, team, interview, interview, theme, direction, quote))
    reader.frames.append((file, pd.DataFrame(rows, columns=list(STATEMENTS))))


@dataclass(frozen=True)
class _Column:
    """The cells below a head: each different one once, and which of them stands in each row."""

    texts: tuple[str, ...]
    codes: Numbers

    @classmethod
    def of(cls, cells: Sequence[str]) -> "_Column":
        """These cells. An odd one of a workbook is no text, whatever it says."""
        if {*map(type, cells)} <= {str}:
            codes, texts = pd.factorize(np.array(cells, object))
            return cls(tuple(texts), codes.astype("int32"))
        first: dict[tuple[str, str | None], tuple[int, str]] = {}
        places = (
            first.setdefault((cell, cell.mend if isinstance(cell, Odd) else None), (len(first), cell)) for cell in cells
        )
        numbers = np.array([place for place, _ in places], "int64")
        return cls(tuple(cell for _, cell in first.values()), numbers)

    @property
    def filled(self) -> Numbers:
        """In which rows anything stands."""
        return np.array([bool(text) for text in self.texts], bool)[self.codes]


def _first_group(reader: _Reader, file: DataFile, team: str, person: str, group: str, line: int) -> tuple[str, int]:
    """The group that a person has in the first of their rows, and its line."""
    return reader.groups.setdefault((file.round, team, file.name, person), (group, line))


def _scores(
    reader: _Reader, file: DataFile, asked: AnswerFile, table: Table, given: Mapping[str, _Column], kept: Sequence[int]
) -> tuple[Numbers, pd.Categorical, Numbers]:
    """What was answered in these rows: of each answer in which of them it stands, its item and its score.

    A reversed item is turned round. Only of a column in which something is wrong are the rows gone through.
    """
    columns = {column: item for column, item in asked.items.items() if column in given and is_sound(item.scale)}
    lines, blank = [table.records[at].line for at in kept], "" if asked.blank is None else str(asked.blank)
    matrix, there = np.zeros((len(kept), len(columns))), np.zeros((len(kept), len(columns)), bool)
    for place, (column, item) in enumerate(columns.items()):
        codes, told = given[column].codes[kept], dict[int, list[Problem]]()
        for code, text in enumerate(given[column].texts):
            score = _score(file.path, 0, column, text or blank, item.scale, told.setdefault(code, []))
            if score is not None:
                here = codes == code
                matrix[here, place], there[here, place] = score, True
        wrong = {code: problems for code, problems in told.items() if problems}
        for at in np.flatnonzero(np.isin(codes, list(wrong))).tolist():
            reader.problems.extend(replace(problem, line=lines[at]) for problem in wrong[codes[at]])
    if asked.distinct:
        _distinct(reader, file, list(columns), lines, matrix, there)
    for place, item in enumerate(columns.values()):
        if item.reversed:
            matrix[:, place] = item.scale.min + item.scale.max - matrix[:, place]
    rows = np.repeat(np.arange(len(kept), dtype="int32"), there.sum(axis=1))
    places = np.broadcast_to(np.arange(len(columns), dtype="int16"), there.shape)[there]
    return rows, pd.Categorical.from_codes(places, categories=pd.Index([*columns], dtype="str")), matrix[there]


def _distinct(
    reader: _Reader, file: DataFile, columns: Sequence[str], lines: Sequence[int], matrix: Numbers, there: Numbers
) -> None:
    """Tell of each score that stands in a row twice, where each may stand there once."""
    for at, line in enumerate(lines):
        first: dict[float, str] = {}
        for place, column in enumerate(columns):
            if there[at, place] and (earlier := first.setdefault(matrix[at, place], column)) != column:
                found, mend = f"the same rank as in column '{earlier}'", "leave the rank of one of the two empty"
                reader.problems.append(Problem(file.path, line, found, "each rank once in a row", mend, column))


def _one_answer(
    reader: _Reader, file: DataFile, asked: AnswerFile, line: int, cells: Mapping[str, str]
) -> Iterator[tuple[str, float]]:
    """The answer in a row of a table that has one for each item."""
    assert asked.long and file.instrument
    of_item, of_score = (cells.get(column, "") for column in asked.long)
    item = asked.items.get(of_item)
    if item and asked.long[1] in cells and is_sound(item.scale):
        if not of_score:
            mend = "take the row out, or write what was answered"
            reader.problems.append(Problem(file.path, line, "an empty cell", "an answer", mend, asked.long[1]))
        score = _score(file.path, line, asked.long[1], of_score, item.scale, reader.problems)
        if score is not None:
            yield of_item, item.scale.turned_round(score) if item.reversed else score
    elif not item and asked.long[0] in cells and of_item not in reader.declared.asked_in(file.instrument):
        known = tuple(asked.items)
        found = (
            str(of_item) if isinstance(of_item, Odd) else f"an unknown {asked.long[0]}" if of_item else "an empty cell"
        )
        mend = nearest(of_item, known) if of_item else ""
        reader.problems.append(Problem(file.path, line, found, one_of(known), mend, asked.long[0]))


def _group(reader: _Reader, file: DataFile, asked: AnswerFile, line: int, cells: Mapping[str, str]) -> str:
    """The group that a row belongs to; nothing where nobody is asked for one."""
    group = asked.group
    if group is None or group.column not in cells:
        return ""
    cell = cells[group.column]
    if group.values is None:
        name = one_spelling(cell)
        if found := _no_pseudonym(cell, name, reader.personal):
            mend = "use a code, never a name"
            reader.problems.append(Problem(file.path, line, found, CODE, mend, group.column))
        return name
    if cell not in group.values:
        _unknown(reader, file, line, group.column, cell, group.values)
    return cell


def _unknown(reader: _Reader, file: DataFile, line: int, column: str, cell: str, known: Sequence[str]) -> None:
    """A problem for a cell that holds none of a few words, without the cell."""
    found = str(cell) if isinstance(cell, Odd) else f"an unknown {column}" if cell else "an empty cell"
    mend = nearest(cell, known) if cell else ""
    reader.problems.append(Problem(file.path, line, found, one_of(known), mend, column))


def _counted_twice(frames: Sequence[tuple[DataFile, pd.DataFrame]]) -> Iterator[Problem]:
    """Teams of which all answers of one file stand in another file of the round as well, under other pseudonyms.

    A team's answers may lie in two files. But an export that was imported twice, for the team and for the whole round,
    would count everybody double, and let a group pass the gate that is too small for it.
    """
    frames = [(file, frame) for file, frame in frames if not file.asked or file.asked.items]
    shared = {(file.round, file.name): (file, frame) for file, frame in frames if file.team is None}
    teams = {key: {*frame["team"].unique()} for key, (_, frame) in shared.items()}
    for own, frame in frames:
        team, key = own.team, (own.round, own.name)
        if team is not None and team in teams.get(key, ()):
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
    team = file.team if file.team is not None else cells.get(TEAM_COLUMN, "")
    known = reader.team_ids
    if file.team is None and TEAM_COLUMN in cells and known is not None and team not in reader.known_teams:
        found = "an unknown team" if team else "an empty cell"
        reader.problems.append(Problem(file.path, line, found, one_of(known), nearest(team, known), TEAM_COLUMN))
    unit = reader.units_by_id.get(team) if file.team is None else None
    if unit and file.asked and unit.level != file.asked.level:
        reader.problems.append(_of_another_level(file, file.asked, unit, line))
    return team


def _pseudonyms(reader: _Reader, file: DataFile, line: int, cells: Mapping[str, str]) -> list[str]:
    """The pseudonyms of a row as they are compared: first the unit, last the person. None stands in a message."""
    columns = file.pseudonyms
    names = ["" if isinstance(cells.get(one), Odd) else one_spelling(cells.get(one, "")) for one in columns]
    for column, name in zip(columns, names, strict=True):
        if column in cells and (found := _no_pseudonym(cells[column], name, reader.personal)):
            mend = "use a code, never a name or an e-mail address"
            reader.problems.append(Problem(file.path, line, found, CODE, mend, column))
    return names


def _unit(reader: _Reader, file: DataFile, team: str, line: int, names: list[str], item: str = "") -> tuple[str, str]:
    """The row's unit and the person behind it. `item`: what the row is about, where each answer has a row."""
    key, here = (file.round, team, file.name), (file.path, line)
    first = reader.units.setdefault(key, {}).setdefault(f"{names[0]} {item}".strip(), here)
    if first != here and names[0]:
        column = file.pseudonyms[0]
        mend = f"give each row a {column} of its own, or take the row out if it stands there twice"
        found, expected = f"the same {column} as {first[0]}:{first[1]}", f"each {column} once"
        if item:
            found, expected = f"{found}, for the same topic", f"each {column} once for each topic"
        reader.problems.append(Problem(file.path, line, found, expected, mend))
    people = reader.people.setdefault(key, set())
    declared = reader.units_by_id.get(team)
    members = declared.members if declared and (file.asked is None or file.asked.of_members) else None
    if members is not None and len(people) == members and names[-1] not in people:
        who = "respondents" if len(file.pseudonyms) == 1 else f"different {file.pseudonyms[-1]}s"
        mend = "correct 'members' in content/teams.yml, or the rows"
        reader.problems.append(
            Problem(file.path, line, f"more {who} than team '{team}' has members", f"at most {members}", mend)
        )
    people.add(names[-1])
    return names[0], names[-1]


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
    measured = sorted({(round_, team) for round_, team, name in reader.units if (round_, name) in mirrors})
    for round_id, team in measured:
        round_, instrument = definitions.round_by_id.get(round_id), reader.declared.instrument_of(round_id)
        if not round_ or not instrument or team not in definitions.team_by_id:
            continue
        for source in round_.sources or instrument.files:
            path = f"data/{round_id}/{team}/{source}.csv"
            known = (round_id, team, source) in reader.units or _reported(reader, files, round_id, team, source)
            if not known and not may_be_there(tree, path):
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
