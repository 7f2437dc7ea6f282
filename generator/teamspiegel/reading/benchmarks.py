"""Read `data/benchmarks/`: references from elsewhere, with every problem in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from teamspiegel.contracts.definitions import Benchmark, ReferenceMean
from teamspiegel.contracts.instrument import Instrument, Layer
from teamspiegel.contracts.model import LARGEST, MOST_TEAMS
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.problem import Problem, nearest, one_of, quoted
from teamspiegel.reading.cells import Odd
from teamspiegel.reading.declarations import Declarations
from teamspiegel.reading.foreign import Export, rows_or_export
from teamspiegel.reading.ids import meant_ids
from teamspiegel.reading.instrument import is_sound, meant_items, unknown
from teamspiegel.reading.records import TABLES, twice
from teamspiegel.reading.table import Kind, may_be_thousands, number_in, parse_table
from teamspiegel.reading.text import Tree, may_be_there, missing, second_copy
from teamspiegel.reading.yaml_document import Document

FOLDER = "data/benchmarks/"
LIST = "content/benchmarks.yml"
COLUMNS = ("source", "level", "id", "mean", "sd", "n_teams")
OWN = ("level", "mean", "n_teams")
ROUND, SCHOOLS = "round", "n_schools"
TABLE = Kind("reference mean", f"the columns {', '.join(COLUMNS)}", "the cells of 'sd'", (ROUND, SCHOOLS), told=True)
FEWEST_TEAMS = 5
"""A reference of fewer teams says too much about each of them."""


def read_benchmarks(tree: Tree, declared: Declarations) -> tuple[dict[str, tuple[ReferenceMean, ...]], list[Problem]]:
    """The rows of each declared benchmark by its id, and every problem in the files and in what is said of them."""
    problems: list[Problem] = []
    document, benchmarks = declared.benchmarks or (None, ())
    paths = [path for path in sorted(tree) if is_benchmark(path)]
    second = {path: told for path in paths if (told := second_copy(path, tree) or twice(path, tree))}
    problems.extend(second.values())
    files = {PurePosixPath(path).stem: path for path in paths if path not in second}
    if document or LIST not in tree:
        known = meant_ids(document) if document else ()
        for id_, path in files.items():
            if known is not None and id_ not in known:
                mend = f"add an entry with id {id_}, label, date, instrument and version to {LIST}"
                problems.append(Problem(path, 1, "a benchmark that is not declared", f"an entry in {LIST}", mend))
    instruments: dict[str, Instrument | None] = {}
    for benchmark in benchmarks:
        assert document
        instruments[benchmark.id] = _instrument(document, benchmark, declared, problems)
        if benchmark.id not in files and not may_be_there(tree, f"{FOLDER}{benchmark.id}.csv"):
            problems.append(missing(f"{FOLDER}{benchmark.id}.csv", f"the benchmark that {LIST} names"))
    found = {
        id_: tuple(_rows(path, tree[path], instruments.get(id_), declared, problems)) for id_, path in files.items()
    }
    return found, problems


def is_benchmark(path: str) -> bool:
    """Whether a file is a benchmark by its place and its name."""
    place = PurePosixPath(path)
    return f"{place.parent}/" == FOLDER and place.suffix in TABLES


def _instrument(
    document: Document, benchmark: Benchmark, declared: Declarations, problems: list[Problem]
) -> Instrument | None:
    """The instrument that a benchmark is of; None, and a problem, when it is another one or another version of it."""
    at = document.entry(benchmark.id)
    known = {instrument.id: instrument for _, instrument in declared.instruments}
    if benchmark.instrument not in known:
        known_ids = declared.instrument_ids
        problems.extend(unknown(document, (*at, "instrument"), "instrument", benchmark.instrument, known_ids))
        return None
    instrument = known[benchmark.instrument]
    if document.at(*at, "version") != benchmark.version:
        return None  # it is no text: that is told already
    if declared.document_of(instrument).is_told("version"):
        return None
    if benchmark.version != instrument.version:
        found = f"a benchmark for version {quoted(benchmark.version)} of {benchmark.instrument}"
        expected = f"version '{instrument.version}', which the instrument has"
        mend = "numbers of another version cannot be compared: use a benchmark of this version, or take it out"
        problems.append(document.problem((*at, "version"), found, expected, mend))
        return None
    return instrument


def _rows(
    path: str, content: bytes, instrument: Instrument | None, declared: Declarations, problems: list[Problem]
) -> Iterator[ReferenceMean]:
    """The means of a table. Without an instrument there are none; what is wrong with the table itself is told still."""
    found = rows_or_export(path, content, (*TABLE.optional, *COLUMNS), OWN, problems)
    if isinstance(found, Export):
        problems.append(found.problem(None, None))
        return
    table = parse_table(found, COLUMNS, problems, kind=TABLE) if found else None
    whole = instrument is not None and _is_whole(declared, instrument)
    first: dict[tuple[str | None, Aspect], int] = {}
    for line, cells in table.rows if table else ():
        row = _Row(path, line, cells, problems)
        round_ = row.round(declared, instrument)
        aspect = row.aspect(instrument, whole) if instrument else None
        other = first.setdefault((round_, aspect), line) if aspect else line
        if other != line:
            row.problem("id", f"the same source, level and id as line {other}", "each once", "take one out")
        mean, sd, teams = row.mean(instrument, aspect), row.sd(), row.teams()
        schools = row.schools(teams)
        if aspect and mean is not None and teams is not None:
            yield ReferenceMean(round_, aspect, mean, sd, teams, schools)


def _is_whole(declared: Declarations, instrument: Instrument) -> bool:
    """Whether everything that an instrument's file names is in the instrument; if not, that problem is told there."""
    document = declared.document_of(instrument)
    parts = (instrument.layers, instrument.blocks, instrument.elements, instrument.axes)
    read = [instrument.items.keys(), *({part.id for part in listed} for listed in parts)]
    named = [meant_items(document), *(meant_ids(document, key) for key in ("layers", "blocks", "elements", "axes"))]
    return all(ids is not None and known >= {*ids} for ids, known in zip(named, read, strict=True))


@dataclass(frozen=True)
class _Row:
    """One row of a benchmark, cell by cell."""

    path: str
    line: int
    cells: Mapping[str, str]
    problems: list[Problem]

    def problem(self, column: str, found: str, expected: str, mend: str = "") -> None:
        self.problems.append(Problem(self.path, self.line, found, expected, mend, column))

    def cell(self, column: str) -> str:
        return self.cells.get(column, "")

    def number(self, column: str, expected: str) -> float | None:
        """The number in a cell; None, with a problem, when there is none in it. No cell, no problem."""
        if column not in self.cells:
            return None
        text = self.cell(column)
        found = number_in(text)
        if found is not None:
            return float(found)
        if isinstance(text, Odd):
            self.problem(column, str(text), expected, text.mend)
        else:
            self.problem(column, quoted(text) if text else "an empty cell", expected)
        return None

    def round(self, declared: Declarations, instrument: Instrument | None) -> str | None:
        known, found = declared.round_ids, self.cell(ROUND)
        if found and known is not None and found not in known:
            self.problem(ROUND, f"unknown round {quoted(found)}", one_of(known), nearest(found, known))
        used = declared.instrument_of(found)
        if found and used and instrument and used is not instrument:
            expected = f"a round that used {instrument.id}, or an empty cell for every such round"
            self.problem(ROUND, f"round {quoted(found)}, which used {used.id}", expected)
        return found or None

    def aspect(self, instrument: Instrument, whole: bool) -> Aspect | None:
        """What the mean is of; None, with a problem if the instrument is whole, where a cell leads nowhere."""
        fitting = list(instrument.aspects)
        for column, index in (("source", 0), ("level", 1), ("id", 2)):
            known = list(dict.fromkeys(aspect[index] for aspect in fitting))
            found = self.cell(column)
            if found not in known:
                if whole and column in self.cells:
                    found = f"unknown {column} {quoted(found)}" if found else "an empty cell"
                    self.problem(column, found, one_of(known), nearest(self.cell(column), known))
                return None
            fitting = [aspect for aspect in fitting if aspect[index] == found]
        return fitting[0]

    def mean(self, instrument: Instrument | None, aspect: Aspect | None) -> float | None:
        """The mean, on the scale of what it is of where that is known."""
        layer = _layer_of(instrument, aspect) if instrument and aspect else None
        scale = instrument.scale_of(layer) if instrument and layer else None
        expected = f"a number{f', from {scale.min} to {scale.max}' if scale else ''}"
        found = self.number("mean", expected)
        if found is not None and scale and is_sound(scale) and not scale.min <= found <= scale.max:
            self.problem("mean", f"{quoted(self.cell('mean'))}, which is off the scale", expected)
        return found

    def sd(self) -> float | None:
        expected = f"a number, 0 or more and at most {LARGEST}, or an empty cell"
        found = self.number("sd", expected) if self.cell("sd") else None
        if found is not None and not 0 <= found <= LARGEST:
            self.problem("sd", quoted(self.cell("sd")), expected)
        return found

    def teams(self) -> int | None:
        few = "a mean of fewer teams says too much about each of them"
        return self.whole("n_teams", "teams", FEWEST_TEAMS, MOST_TEAMS, few)

    def schools(self, teams: int | None) -> int | None:
        """Of how many schools the teams are, where that is told."""
        many = "each of them has a team behind the mean"
        return self.whole(SCHOOLS, "schools", 1, teams or MOST_TEAMS, many) if self.cell(SCHOOLS) else None

    def whole(self, column: str, what: str, fewest: int, most: int, why: str) -> int | None:
        """The whole number in a cell, from the fewest to the most; None, with a problem, when there is none in it."""
        expected = f"a whole number of {what}, {fewest} or more and at most {most}"
        found, cell = self.number(column, expected), self.cell(column)
        if found is None:
            return None
        if fewest <= found <= most and found == int(found) and not may_be_thousands(cell):
            return int(found)
        mend = why if not fewest <= found <= most else ""
        self.problem(column, quoted(cell), expected, "write it without a sign" if may_be_thousands(cell) else mend)
        return None


def _layer_of(instrument: Instrument, aspect: Aspect) -> Layer | None:
    """The layer that a mean belongs to; None when an instrument with mistakes has none."""
    axis = instrument.axis_by_id.get(aspect.id) if aspect.kind == "axis" else None
    return instrument.layer_by_id.get(axis.position[0] if axis else aspect.source)
