"""Read `data/`: the answers of respondents and observers, with every problem in them."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import PurePosixPath
from typing import get_args

import pandas as pd

from teamspiegel.contracts.frames import ANSWERS, TEAM_COLUMN, UNIT_COLUMNS, conform, empty
from teamspiegel.contracts.instrument import AnswerScale, Instrument, Item, Source
from teamspiegel.contracts.measured import Answers
from teamspiegel.contracts.problem import Problem, closest, nearest, one_of, quoted
from teamspiegel.reading.benchmarks import FOLDER, is_benchmark
from teamspiegel.reading.declarations import Declarations
from teamspiegel.reading.foreign import Export, export_in, rows_or_export
from teamspiegel.reading.instrument import is_sound, item_ids
from teamspiegel.reading.personal import Personal
from teamspiegel.reading.phrases import visible
from teamspiegel.reading.records import OR_IMPORT, TABLES, Odd, Rows, twice
from teamspiegel.reading.table import ANY_ANSWERS, Table, may_be_thousands, number_in, parse_table
from teamspiegel.reading.text import Tree, may_be_there, missing
from teamspiegel.reading.yaml_document import Document

SOURCES: tuple[Source, ...] = get_args(Source)
OTHER_TABLES = (".xlsm", ".xlsb", ".xls", ".ods", ".tsv", ".sav")

PSEUDONYM = re.compile(r"[^\s@]{1,80}")
"""One word, so that a name and an e-mail address are noticed."""
NUMBER = re.compile(r"(?P<whole>[0-9]{1,80})([.,]0*)?")
FEWEST_ROWS = 3
"""So many rows of one file that all stand in another are no chance."""
CODE = "a pseudonym without spaces or @, such as a1"


@dataclass(frozen=True)
class DataFile:
    """A file in `data/`: its round, its source and, inside a team's folder, its team."""

    path: str
    round: str
    source: Source
    team: str | None

    @property
    def own_columns(self) -> tuple[str, ...]:
        """The columns besides those of items."""
        return (*(() if self.team else (TEAM_COLUMN,)), *UNIT_COLUMNS[self.source])


@dataclass
class _Reader:
    """What has been read so far, and what has been seen of each team."""

    declared: Declarations
    personal: Personal
    problems: list[Problem] = field(default_factory=list)
    frames: list[tuple[DataFile, pd.DataFrame]] = field(default_factory=list)
    units: dict[tuple[str, str, Source], dict[str, str]] = field(default_factory=dict)
    people: dict[tuple[str, str, Source], set[str]] = field(default_factory=dict)
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
    def members(self) -> dict[str, int]:
        teams = self.declared.teams[1] if self.declared.teams else ()
        return {team.id: team.members for team in reversed(teams)}


def read_answers(tree: Tree, declared: Declarations, personal: Personal) -> tuple[Answers, list[Problem]]:
    """The answers in `data/` (`frames.ANSWERS`), reversed items turned round, and every problem in the files.

    No problem repeats a cell: it may hold an answer or, in a row that is out of joint, a pseudonym.
    """
    reader = _Reader(declared, personal)
    files = list(_files(reader, tree))
    for file in files:
        _read(reader, file, tree[file.path])
    reader.problems.extend((*_incomplete(tree, reader, files), *_counted_twice(reader.frames)))
    frame = pd.concat([frame for _, frame in reader.frames]) if reader.frames else empty(ANSWERS)
    return Answers(conform(frame, ANSWERS)), reader.problems


def _files(reader: _Reader, tree: Tree) -> Iterator[DataFile]:
    """The files of answers. What else looks like a table is a problem, and so is one source twice in a folder."""
    names = {f"{source}{kind}": source for source in SOURCES for kind in TABLES}
    for path in sorted(tree):
        place = PurePosixPath(path)
        if place.parts[0] != "data" or place.suffix.lower() not in (*TABLES, *OTHER_TABLES) or is_benchmark(path):
            continue
        if place.name not in names or len(place.parts) not in (3, 4):
            reader.problems.append(_unread(reader, path, tree[path], names))
        elif told := twice(path, tree):
            reader.problems.append(told)
        else:
            yield DataFile(path, place.parts[1], names[place.name], place.parts[2] if len(place.parts) == 4 else None)


def _unread(reader: _Reader, path: str, content: bytes, names: Collection[str]) -> Problem:
    """What a file is that has no name, or stands in no place, of a file of answers."""
    place = PurePosixPath(path)
    if export := export_in(path, content):
        round_, team = [*place.parts[1:-1], None, None][:2]
        reader.exports.add((round_, team))
        return export.problem(round_, team)
    survey, observations = (f"{source}{TABLES[0]}" for source in SOURCES)
    expected = (
        f"data/<round>/<team>/{survey} or {observations}, the same in data/<round>/, or {FOLDER}<id>{TABLES[0]} "
        f"(or {TABLES[1]} in the place of {TABLES[0]})"
    )
    slip = "" if place.name in names else nearest(place.name, names)
    mend = slip or f"give it such a name and place, {OR_IMPORT}"
    if place.suffix.lower() in OTHER_TABLES:
        mend = "save it as XLSX, or as CSV UTF-8"
    return Problem(path, 1, "a file that nothing reads", expected, mend)


def _read(reader: _Reader, file: DataFile, content: bytes) -> None:
    problems, declared = reader.problems, reader.declared
    for what, found, known in (("round", file.round, declared.round_ids), ("team", file.team, declared.team_ids)):
        if found is not None and known is not None and found not in known:
            mend = nearest(found, known) or "rename the folder, or declare it in content/"
            problems.append(Problem(file.path, 1, f"folder of unknown {what} {quoted(found)}", one_of(known), mend))
    meant = file.round if file.round in (declared.round_ids or ()) else closest(file.round, declared.round_ids or ())
    instrument = declared.instrument_of(meant or file.round)
    items = instrument.items_of_source(file.source) if instrument else []
    aliases = _aliases(items, file.own_columns)
    heads = [*file.own_columns, *(item.id for item in items), *aliases]
    rows = rows_or_export(file.path, content, heads, UNIT_COLUMNS[file.source], problems)
    if isinstance(rows, Export):
        problems.append(rows.problem(file.round, file.team))
        return
    if rows is None:
        return
    if instrument is None:
        _read_blindly(reader, file, rows)
        return
    asked = declared.sources_of(instrument)
    if asked is not None and file.source not in asked:
        mend = "take the file away, or add a layer with this source to the instrument"
        expected = f"a file that the instrument has a layer for: {' or '.join(asked)}"
        problems.append(Problem(file.path, 1, f"a file of {file.source}", expected, mend))
        return
    rows = rows.renamed(aliases)
    if table := _table(file, rows, instrument, declared.document_of(instrument), problems):
        reader.tables.add(file.path)
        _read_rows(reader, file, instrument, table)


def _aliases(items: Collection[Item], taken: Collection[str]) -> dict[str, str]:
    """The item of each `column` that can mean nothing else: no other item, and none of the columns of its own."""
    named = Counter(item.column for item in items)
    ids = {item.id for item in items}.union(taken)
    return {
        item.column: item.id for item in items if item.column and named[item.column] == 1 and item.column not in ids
    }


def _read_blindly(reader: _Reader, file: DataFile, rows: Rows) -> None:
    """Tell what is wrong with a table, whatever was asked: nobody knows the instrument, which is told elsewhere."""
    table = parse_table(rows, file.own_columns, reader.problems, kind=ANY_ANSWERS)
    for line, cells in table.rows if table else ():
        team = _team(reader, file, line, cells)
        names = _pseudonyms(reader, file, line, cells)
        if any(cell for column, cell in cells.items() if column not in file.own_columns):
            _unit(reader, file, team, line, names)


def _table(
    file: DataFile, rows: Rows, instrument: Instrument, document: Document, problems: list[Problem]
) -> Table | None:
    """The table of a file. Nothing is said of columns of items that a mistake keeps out of the instrument."""
    items = [item.id for item in instrument.items_of_source(file.source)]
    left_out = set(item_ids(document)) - instrument.items.keys()
    others = {
        item.id: f"an item of {source}.csv"
        for source in SOURCES
        if source != file.source
        for item in instrument.items_of_source(source)
    }
    return parse_table(rows, [*file.own_columns, *items], problems, spared=left_out, elsewhere=others)


def _read_rows(reader: _Reader, file: DataFile, instrument: Instrument, table: Table) -> None:
    layers = {column: instrument.layer_of_item[column] for column in table.columns if column in instrument.items}
    scales = {
        column: instrument.scale_of(layer)
        for column, layer in layers.items()
        if layer.source == file.source and is_sound(instrument.scale_of(layer))
    }
    reverse = {column for column in scales if instrument.items[column].reversed}
    items = [column for column in table.columns if column in item_ids(reader.declared.document_of(instrument))]
    rows: list[tuple[str, str, str, str, str, str, float]] = []
    answered = False
    for line, cells in table.rows:
        team = _team(reader, file, line, cells)
        names = _pseudonyms(reader, file, line, cells)
        if not any(cells[column] for column in items):
            continue  # whoever answered nothing is no respondent
        answered = True
        unit, person = _unit(reader, file, team, line, names)
        for column, scale in scales.items():
            score = _score(file.path, line, column, cells[column], scale, reader.problems)
            if score is not None:
                turned = scale.turned_round(score) if column in reverse else score
                rows.append((file.round, team, file.source, unit, person, column, turned))
    if table.rows and not answered:
        mend = "fill it, or take the file away"
        reader.problems.append(Problem(file.path, table.rows[0][0], "rows without any answer", "at least one", mend))
    reader.frames.append((file, pd.DataFrame(rows, columns=list(ANSWERS))))


def _counted_twice(frames: Sequence[tuple[DataFile, pd.DataFrame]]) -> Iterator[Problem]:
    """Teams of which all answers of one file stand in another file of the round as well, under other pseudonyms.

    A team's answers may lie in two files. But an export that was imported twice, for the team and for the whole round,
    would count everybody double, and let a group pass the gate that is too small for it.
    """
    shared = {(file.round, file.source): (file, frame) for file, frame in frames if file.team is None}
    teams = {key: {*frame["team"].unique()} for key, (_, frame) in shared.items()}
    for own, frame in frames:
        team, key = own.team, (own.round, own.source)
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
    return team


def _pseudonyms(reader: _Reader, file: DataFile, line: int, cells: Mapping[str, str]) -> list[str]:
    """The pseudonyms of a row as they are compared: first the unit, last the person. None stands in a message."""
    columns = UNIT_COLUMNS[file.source]
    names = ["" if isinstance(cells.get(one), Odd) else one_spelling(cells.get(one, "")) for one in columns]
    for column, name in zip(columns, names, strict=True):
        if column in cells and (found := _no_pseudonym(cells[column], name, reader.personal)):
            mend = "use a code, never a name or an e-mail address"
            reader.problems.append(Problem(file.path, line, found, CODE, mend, column))
    return names


def _unit(reader: _Reader, file: DataFile, team: str, line: int, names: list[str]) -> tuple[str, str]:
    """The row's unit and the person behind it."""
    key, here = (file.round, team, file.source), f"{file.path}:{line}"
    first = reader.units.setdefault(key, {}).setdefault(names[0], here)
    if first != here and names[0]:
        column = UNIT_COLUMNS[file.source][0]
        mend = f"give each row a {column} of its own, or take the row out if it stands there twice"
        reader.problems.append(Problem(file.path, line, f"the same {column} as {first}", f"each {column} once", mend))
    people = reader.people.setdefault(key, set())
    members = reader.members.get(team)
    if members is not None and len(people) == members and names[-1] not in people:
        who = "respondents" if file.source == "survey" else "different teachers"
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
    plain = visible(visible(pseudonym).casefold()).strip()
    number = NUMBER.fullmatch(plain)
    return str(int(number["whole"])) if number else plain


def _no_pseudonym(cell: str, name: str, personal: Personal) -> str:
    """What stands where a pseudonym should, without repeating it; nothing when it is one."""
    if not name:
        return str(cell) if isinstance(cell, Odd) else "an empty cell"
    told = "" if PSEUDONYM.fullmatch(name) else "a pseudonym that may be a name or an address"
    return personal.in_a_word(cell) or personal.in_a_word(name) or told


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
    measured = sorted({(round_, team) for round_, team, _ in reader.units})
    for round_id, team in measured:
        round_, instrument = definitions.round_by_id.get(round_id), reader.declared.instrument_of(round_id)
        if not round_ or not instrument or team not in definitions.team_by_id:
            continue
        for source in round_.sources or instrument.sources:
            path = f"data/{round_id}/{team}/{source}.csv"
            known = (round_id, team, source) in reader.units or _reported(reader, files, round_id, team, source)
            if not known and not may_be_there(tree, path):
                mend = "add it, or name the round's 'sources' in content/rounds.yml if it was not measured"
                yield missing(path, f"the {source} of this team", mend)


def _reported(reader: _Reader, files: list[DataFile], round_id: str, team: str, source: Source) -> bool:
    """Whether the team's file, or an unreadable one for all teams, is there: then its own problems tell the story.

    Nobody knows of which source an export is.
    """
    here = [file for file in files if (file.round, file.source) == (round_id, source)]
    if {(round_id, team), (round_id, None)} & reader.exports:
        return True
    return any(file.team == team or (file.team is None and file.path not in reader.tables) for file in here)
