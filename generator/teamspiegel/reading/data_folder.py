"""Which files of answers there are in `data/`: what else looks like one, and which are missing."""

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from teamspiegel.contracts.answers import SOURCES
from teamspiegel.contracts.problem import Problem, closest, nearest
from teamspiegel.reading.benchmarks import FOLDER, is_benchmark
from teamspiegel.reading.data_file import DataFile, Use
from teamspiegel.reading.declarations import INSTRUMENTS, Declarations
from teamspiegel.reading.foreign import export_in
from teamspiegel.reading.reader import Reader
from teamspiegel.reading.records import OR_IMPORT, PARQUET, TABLES, twice
from teamspiegel.reading.text import Tree, may_be_there, missing, second_copy

OTHER_TABLES = (".xlsm", ".xlsb", ".xls", ".ods", ".tsv", ".sav")
OTHER_ENDINGS = {".pq": PARQUET}
"""What others call a form that is read here under one name only."""


def files_of(reader: Reader, tree: Tree) -> Iterator[DataFile]:
    """The files of answers. What else looks like a table is a problem, and so is one source twice in a folder."""
    asked: dict[str, dict[str, Use]] = {}
    for path in sorted(tree):
        place = PurePosixPath(path)
        tables = (*TABLES, *OTHER_TABLES, *OTHER_ENDINGS)
        if place.parts[0] != "data" or place.suffix.lower() not in tables or is_benchmark(path):
            continue
        if copied := second_copy(path, tree):
            reader.problems.append(copied)
            continue
        round_ = place.parts[1] if len(place.parts) > 2 else ""
        names = asked.setdefault(round_, _asked(reader.declared, round_))
        if place.stem not in names and _may_be_asked(reader.declared, tree, round_, place.stem):
            names = {**names, place.stem: (None, None, False)}
        if place.suffix not in TABLES or place.stem not in names or len(place.parts) not in (3, 4):
            reader.problems.append(_unread(reader, path, tree[path], names))
        elif told := twice(path, tree):
            reader.problems.append(told)
        else:
            yield DataFile(
                path, round_, place.stem, place.parts[2] if len(place.parts) == 4 else None, *names[place.stem]
            )


def _asked(declared: Declarations, round_id: str) -> dict[str, Use]:
    """What the files of a round hold, by their names; of a round that may be misspelt, of the one that is meant."""
    meant = round_id if round_id in (declared.round_ids or ()) else closest(round_id, declared.round_ids or ())
    mirror, others = declared.instruments_of(meant or round_id)
    found: dict[str, Use] = {name: (None, mirror, True) for name in SOURCES}
    for instrument in declared.every_instrument if meant is None else ():
        found |= {file.name: (None, None, False) for file in instrument.answer_files}
    for used in (*([mirror] if mirror else []), *others):
        found |= {file.name: (file, used, used is mirror) for file in used.answer_files}
    return found


def _may_be_asked(declared: Declarations, tree: Tree, round_id: str, name: str) -> bool:
    """Whether an instrument that could not be read may ask for a file of this name: it is called so, or says it.

    Any may be asked for where there is no instrument at all, and in a round that names one that nobody knows.
    """
    if declared.instrument_ids is None or not declared.named_in(round_id) <= {*declared.instrument_ids}:
        return True
    unread = {id_: tree[f"{INSTRUMENTS}{id_}.yml"] for id_ in declared.unread_instruments}
    unread |= {one.id: tree[document.path] for document, one in declared.instruments if document.is_told("sources")}
    return any(name.startswith(id_) or name.encode() in content for id_, content in unread.items())


def _unread(reader: Reader, path: str, content: bytes, names: Collection[str]) -> Problem:
    """What a file is that has no name, or stands in no place, of a file of answers."""
    place = PurePosixPath(path)
    round_, team = [*place.parts[1:-1], None, None][:2]
    reader.exports.add((round_, team))
    if export := export_in(path, content):
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


def incomplete(tree: Tree, reader: Reader, files: list[DataFile]) -> Iterator[Problem]:
    """Sources that a round should have and a measured team lacks; and no measurement at all."""
    hidden = any(path.startswith("data/") and path.endswith("/") for path in tree)
    if not files and not reader.exports and not hidden:
        yield missing("data/<round>/<team>/survey.csv", "at least one measurement")
    definitions = reader.declared.definitions()
    mirrors = {(file.round, file.name) for file in files if file.mirror}
    for round_id in sorted({round_ for round_, _ in mirrors & reader.answered.keys()}):
        round_, instrument = definitions.round_by_id.get(round_id), reader.declared.instrument_of(round_id)
        if not round_ or not instrument:
            continue
        answered = {name: teams for (of, name), teams in reader.answered.items() if of == round_id}
        measured = {team for name, teams in answered.items() if (round_id, name) in mirrors for team in teams}
        for team in sorted(measured & definitions.team_by_id.keys()):
            for source in round_.sources or instrument.files:
                if team in answered.get(source, ()) or _reported(reader, files, round_id, team, source):
                    continue
                path = f"data/{round_id}/{team}/{source}.csv"
                if not may_be_there(tree, path):
                    mend = "add it, or name the round's 'sources' in content/rounds.yml if it was not measured"
                    yield missing(path, f"the {source} of this team", mend)


def _reported(reader: Reader, files: list[DataFile], round_id: str, team: str, source: str) -> bool:
    """Whether the team's file, or an unreadable one for all teams, is there: then its own problems tell the story.

    Nobody knows of which source an export is, or a table under another name.
    """
    here = [file for file in files if (file.round, file.name) == (round_id, source)]
    if {(round_id, team), (round_id, None)} & reader.exports:
        return True
    return any(file.team == team or (file.team is None and file.path not in reader.tables) for file in here)
