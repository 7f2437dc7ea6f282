"""Import an export: read the file, propose a mapping or use the one that its author confirmed, write the answers.

`preview` says what would come of it, and writes nothing.
"""

import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from teamspiegel import counting
from teamspiegel.contracts.definitions import Definitions, Round
from teamspiegel.contracts.imports import ImportMapping
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.model import LONGEST_SLUG
from teamspiegel.contracts.problem import InputProblems, Problem, nearest, one_of, quoted, so_many
from teamspiegel.edges.disk import Project, read_tree
from teamspiegel.edges.whole import write_whole
from teamspiegel.edges.work import held
from teamspiegel.intake.conversion import Converted, convert
from teamspiegel.intake.delimited import grid_of_text
from teamspiegel.intake.elsewhere import check_elsewhere
from teamspiegel.intake.header import Sheet, sheet_of
from teamspiegel.intake.mapping import Confirmed, check_mapping, read_mapping
from teamspiegel.intake.matching import matched
from teamspiegel.intake.outline import Outline, decided, outline
from teamspiegel.intake.proposal import Proposal, propose
from teamspiegel.intake.pseudonyms import csv_of
from teamspiegel.intake.report import told_of_import, told_of_proposal
from teamspiegel.intake.several import several
from teamspiegel.reading.definitions import read_declarations
from teamspiegel.reading.grid import Grid, grid_of, plain, refuse, refuse_size
from teamspiegel.reading.read import read_school
from teamspiegel.reading.records import COLUMNS as PARQUETS
from teamspiegel.reading.records import PARQUET, TABLES
from teamspiegel.reading.text import Tree
from teamspiegel.reading.tool import SPSS, Recognised, recognise
from teamspiegel.showing import Showing, showings
from teamspiegel.starter.schemas import FOLDER as SCHEMAS
from teamspiegel.starter.schemas import with_schema

MOST_BYTES = 50_000_000
FOLDER = "content/imports/"
MOST_ON_ITS_SIDE = 400
"""Nobody lays a longer table on its side."""
WORKBOOKS = (".xlsx", ".xlsm", ".ods", ".xls", ".xlsb")


class WrongUsage(Exception):
    """What was asked for cannot be done: why, and what can. `option`: the option that it is about."""

    def __init__(self, message: str, option: str = "") -> None:
        super().__init__(message)
        self.option = option


@dataclass(frozen=True)
class Request:
    """What is asked for on the command line. `name`: what messages call the file (default: its path)."""

    file: Path
    round: str
    team: str | None = None
    source: str | None = None
    sheet: str | None = None
    mapping: Path | None = None
    replace: bool = False
    dry_run: bool = False
    name: str = ""

    @property
    def path(self) -> str:
        """What messages call the file."""
        return self.name or str(self.file)


@dataclass(frozen=True)
class _Place:
    """Where in a school an import belongs."""

    project: Project
    tree: Tree
    definitions: Definitions
    round: Round
    instrument: Instrument


@dataclass(frozen=True)
class _Found:
    """An export, and how it is read: by the mapping in a file, or by a proposal where there is no such file yet."""

    place: _Place
    sheet: Sheet
    recognised: Recognised
    path: str
    confirmed: Confirmed
    proposal: Proposal | None


@dataclass(frozen=True)
class _Outcome:
    """The file of answers that an import gives. `others`: how many problems other files have; if none, `shown`."""

    path: str
    content: bytes
    converted: Converted
    others: int
    shown: tuple[Showing, ...]


@dataclass(frozen=True)
class Preview:
    """What an import would do.

    `path`: of the mapping, which is `proposed` where there is no such file yet. `target`: the file of answers, if it
    can be told, which is `there` already or not. `converted`: None when a problem keeps the answers from being read.
    `problems`: what its author has to mend; that a mapping is not confirmed or has choices to make is not among them.
    `shown`: what the site will show of the teams, once the command imports.
    """

    recognised: Recognised
    path: str
    proposed: bool
    outline: Outline
    target: str | None
    there: bool
    converted: Converted | None = None
    problems: tuple[Problem, ...] = ()
    shown: tuple[Showing, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether the command imports."""
        decided = not self.proposed and self.outline.mapping.confirmed and not self.outline.choices
        return decided and self.target is not None and not self.problems


def import_export(project: Project, request: Request) -> list[str]:
    """Write a proposal for a mapping, or the answers by a confirmed one; what there is to say about it, in lines.

    Raises InputProblems and WrongUsage, before anything is written, and OSError.
    """
    with held(project.folder):  # so that no other command writes between reading and writing
        found = _find(project, request)
        return _propose(found, found.proposal, request) if found.proposal else _import(found, request)


def preview(project: Project, request: Request) -> Preview:
    """What an import would do. Nothing is written. Raises InputProblems, WrongUsage and OSError, as an import does."""
    found = _find(project, request)
    target = _target(found.place, found.confirmed.mapping, request)
    laid = outline(found.sheet, found.confirmed, found.place.instrument, found.proposal)
    there = target in found.place.tree
    made = Preview(found.recognised, found.path, found.proposal is not None, laid, target, there)
    try:
        made = replace(made, converted=_converted_if_decided(found, request))
        return replace(made, shown=_outcome(found, request).shown) if made.ready else made
    except InputProblems as error:
        return replace(made, problems=tuple(error.problems))


def _converted_if_decided(found: _Found, request: Request) -> Converted:
    """What a mapping gives, as if its author had decided what is still open. Raises InputProblems."""
    place = found.place
    team = request.team or next(iter(place.definitions.team_by_id), "")
    confirmed = replace(found.confirmed, mapping=decided(found.confirmed.mapping, place.instrument, team))
    check_mapping(confirmed, place.definitions, place.instrument)
    return convert(found.sheet, confirmed, place.instrument, request.team)


def _find(project: Project, request: Request) -> _Found:
    """The export, and how it is read. Raises InputProblems and WrongUsage."""
    place = _place(project, request)
    grids = grids_of(request.file, request.path)
    given = _given(project, request)
    if given and given[1] is not None:
        return _by_mapping(place, request, grids, given[0], given[1])
    sheet, turned, source = _sheet(grids, request, place.instrument)
    path = given[0] if given else f"{FOLDER}{_id(place.instrument, source)}.yml"
    if path in place.tree:
        return _by_mapping(place, request, grids, path, place.tree[path])
    recognised = recognise(sheet.grid.turned() if turned else sheet.grid)
    proposal = propose(sheet, recognised, turned, place.instrument, source, place.definitions.teams)
    if not proposal.matches:
        refuse(request.path, "columns that are called as items and hold no answers", "answers below the heads")
    return _Found(place, sheet, recognised, path, read_mapping(path, proposal.text.encode()), proposal)


def _by_mapping(place: _Place, request: Request, grids: dict[str, Grid], path: str, content: bytes) -> _Found:
    confirmed = read_mapping(path, content)
    sheet = _sheet_by(grids, request, confirmed)
    recognised = recognise(sheet.grid.turned() if confirmed.mapping.turned else sheet.grid)
    return _Found(place, sheet, recognised, path, confirmed, None)


def _place(project: Project, request: Request) -> _Place:
    """Raises InputProblems for mistakes in the school's definitions, and WrongUsage for a round or team it has not."""
    tree = read_tree(project)
    declared, problems = read_declarations(tree)
    in_the_way = [problem for problem in problems if not problem.path.startswith(FOLDER)]
    if in_the_way:  # what is wrong in a mapping is told of the one that is used
        raise InputProblems(in_the_way)
    definitions = declared.definitions()
    for name, found, known in (
        ("--round", request.round, list(definitions.round_by_id)),
        ("--team", request.team, list(definitions.team_by_id)),
    ):
        if found is not None and found not in known:
            mend = nearest(found, known) or "declare it in content/ first"
            raise WrongUsage(
                f"unknown {name.removeprefix('--')} {quoted(found)}; expected {one_of(known)}; {mend}", name
            )
    round_ = definitions.round_by_id[request.round]
    return _Place(project, tree, definitions, round_, definitions.instrument_of(round_))


def _given(project: Project, request: Request) -> tuple[str, bytes | None] | None:
    """The mapping that is named, by its path, with its content if it is there; None when none is named."""
    if request.mapping is None:
        return None
    file = request.mapping.resolve()
    inside = file.relative_to(project.folder).as_posix() if file.is_relative_to(project.folder) else str(file)
    return inside, file.read_bytes() if file.exists() else None


# ----- reading the export -------------------------------------------------------------------------------


def grids_of(file: Path, path: str) -> dict[str, Grid]:
    """The tables in a file, by the name of their sheet (a file without sheets has one without a name).

    Raises InputProblems, which call it by the path, and OSError.
    """
    found = file.stat()
    if not stat.S_ISREG(found.st_mode):
        refuse(path, "something that is no plain file", "an export: CSV, XLSX, ODS or SAV")
    if found.st_size > MOST_BYTES:
        refuse_size(path)
    content = file.read_bytes()
    if not content.strip():
        refuse(path, "an empty file", "an export: CSV, XLSX, ODS or SAV")
    if content.startswith(PARQUETS):
        mend = f"a Parquet table of answers is read as it is: put it in data/, as <source>{PARQUET} (see FORMATS.md)"
        refuse(path, "a Parquet file, which needs no import", "an export: CSV, XLSX, ODS or SAV", mend)
    if content.startswith(SPSS):
        from teamspiegel.edges.spss import cells_of

        return {"": grid_of(path, cells_of(path, file), coded=True)}
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")) or file.suffix.lower() in WORKBOOKS:
        from teamspiegel.reading.spreadsheet import sheets_of

        sheets = sheets_of(path, content)
        if not sheets:
            refuse(path, "a workbook without a filled cell", "a sheet with answers")
        return {name: grid for name, cells in sheets.items() if (grid := _grid(path, cells, len(sheets)))}
    if content.lstrip()[:1] == b"<":
        refuse(path, "a web page or XML, whatever its name says", "CSV, XLSX, ODS or SAV", "save it as XLSX")
    return {"": grid_of_text(path, content)}


def _grid(path: str, cells: Sequence[Sequence[str]], sheets: int) -> Grid | None:
    """The grid of a sheet; None where it has a single row, and other sheets stand beside it."""
    if sheets > 1 and sum(any(cell.strip() for cell in row) for row in cells) < 2:
        return None
    return grid_of(path, cells)


def _named(grids: dict[str, Grid], request: Request) -> dict[str, Grid]:
    if request.sheet is None:
        return grids
    if request.sheet not in grids:
        raise WrongUsage(f"no sheet {quoted(request.sheet)} with a table; expected {one_of(grids)}", "--sheet")
    return {request.sheet: grids[request.sheet]}


def _sheet(grids: dict[str, Grid], request: Request, instrument: Instrument) -> tuple[Sheet, bool, str]:
    """The sheet with columns of items, whether it lies on its side, and which source's items they are."""
    sources = [request.source] if request.source else list(instrument.files)
    if request.source and request.source not in instrument.files:
        raise WrongUsage(f"the instrument has no layer for {request.source}", "--source")
    counts = [
        (len(matched(sheet, instrument, source).matches), name, turned, source, sheet)
        for name, grid in _named(grids, request).items()
        for turned in ((False, True) if len(grid.rows) <= MOST_ON_ITS_SIDE else (False,))
        for sheet in [_headed(grid.turned() if turned else grid)]
        for source in sources
    ]
    most = max((count for count, *_ in counts), default=0)
    path = request.path
    if not most:
        for _, _, turned, _, sheet in counts:
            if found := several(sheet, instrument, sources):
                what = f"{'row' if turned else 'column'} {found.column.place}"
                items = " and ".join(map(quoted, found.items))
                mend = "put the id of the item, or the name of its layer, into the head"
                refuse(path, f"{what}, whose head is the text of items {items}", "a head that says which it is", mend)
        expected = f"heads with the text, id or `column` of items of instrument '{instrument.id}'"
        mend = "if a sheet, or the export without its first lines, has them, give that"
        refuse(path, "no column that is called as an item", expected, mend)
    best = [one for one in counts if one[0] == most]
    upright = [one for one in best if not one[2]] or best
    _only_one({name for _, name, *_ in upright}, "sheet", "--sheet", path)
    _only_one({source for *_, source, _ in upright}, "source", "--source", path)
    return upright[0][4], upright[0][2], upright[0][3]


def _only_one(names: set[str], what: str, option: str, path: str) -> None:
    if len(names) > 1:
        shown = " or ".join(map(quoted, sorted(names)))
        refuse(path, f"two readings of its {what}: {shown} fit equally well", f"one {what}", f"say which with {option}")


def _headed(grid: Grid, heads: int | None = None) -> Sheet:
    return sheet_of(grid, recognise(grid), heads)


def _sheet_by(grids: dict[str, Grid], request: Request, confirmed: Confirmed) -> Sheet:
    """The sheet that a mapping fits best: the one with most of its heads."""
    mapping = confirmed.mapping
    wanted = {plain(column.head) for column in mapping.columns}
    sheets = [
        _headed(grid.turned() if mapping.turned else grid, mapping.heads) for grid in _named(grids, request).values()
    ]
    counts = [len(wanted & {plain(column.head) for column in sheet.columns}) for sheet in sheets]
    if counts.count(max(counts)) > 1:
        raise WrongUsage("several sheets have the same heads; say which one with --sheet", "--sheet")
    return sheets[counts.index(max(counts))]


# ----- writing ------------------------------------------------------------------------------------------


def _id(instrument: Instrument, source: str) -> str:
    return f"{instrument.id[: LONGEST_SLUG - len(source) - 1].strip('-')}-{source}"


def _propose(found: _Found, proposal: Proposal, request: Request) -> list[str]:
    if not request.dry_run:
        folder = found.place.project.folder
        content = proposal.text.encode()
        named = (folder / SCHEMAS).is_dir()
        write_whole(folder / found.path, with_schema(found.path, content) if named else content)
    rows = len(found.sheet.rows)
    return list(told_of_proposal(proposal, found.recognised, found.path, rows, not request.dry_run))


def _import(found: _Found, request: Request) -> list[str]:
    made = _outcome(found, request)
    mapping = found.confirmed.mapping
    lines = [f"Read by {found.path}.", *told_of_import(made.converted, found.place.instrument, mapping.source)]
    lines += map(str, made.shown)
    if not request.dry_run:
        write_whole(found.place.project.folder / made.path, made.content, replace=request.replace)
    lines.append(f"{'Would be written' if request.dry_run else 'Written'}: {made.path}")
    lines.append(_next(request, made.others))
    return lines


def _outcome(found: _Found, request: Request) -> _Outcome:
    """What an import gives. Raises InputProblems and WrongUsage."""
    place, confirmed = found.place, found.confirmed
    mapping = confirmed.mapping
    check_mapping(confirmed, place.definitions, place.instrument)
    if request.source and request.source != mapping.source:
        raise WrongUsage(f"{found.path} is for {mapping.source}", "--source")
    path = _target(place, mapping, request)
    if path is None:
        raise WrongUsage("no column says of which team the rows are: say it", "--team")
    if path in place.tree and not request.replace:
        raise WrongUsage(f"{path} is there already; with --replace it is replaced", "--replace")
    forms = (PurePosixPath(path).with_suffix(form).as_posix() for form in TABLES[1:])
    if other := next((form for form in forms if form in place.tree), None):
        raise WrongUsage(f"{other} is there already, and would be a second {mapping.source}: take it away first")
    converted = convert(found.sheet, confirmed, place.instrument, request.team)
    check_elsewhere(place.tree, path, mapping.source, {one.team for one in converted.answered})
    asked = [item.id for item in place.instrument.items_of_source(mapping.source)]
    source = place.instrument.files[mapping.source]
    content = csv_of(converted.answered, source, converted.items, asked, teams=request.team is None)
    tree = {**place.tree, path: content}
    others = _problems_elsewhere(tree, path, found.sheet.grid.path)
    shown = () if others else tuple(_shown(tree, place, mapping.source))
    return _Outcome(path, content, converted, others, shown)


def _target(place: _Place, mapping: ImportMapping, request: Request) -> str | None:
    """Where the answers go; None when neither the export nor the request says of which team they are."""
    if not mapping.team and request.team is None:
        return None
    return PurePosixPath("data", place.round.id, request.team or "", f"{mapping.source}.csv").as_posix()


def _problems_elsewhere(tree: Tree, path: str, export: str) -> int:
    """How many problems other files have. Raises InputProblems with those of the new one: then nothing is written.

    They are told of the export as a whole: there is no such file yet, and its rows stand in another order.
    """
    try:
        read_school(tree)
    except InputProblems as error:
        if own := [problem for problem in error.problems if problem.path == path]:
            raise InputProblems(replace(problem, path=export, line=1, char=0) for problem in own) from None
        return len(error.problems)
    return 0


def _shown(tree: Tree, place: _Place, source: str) -> Iterator[Showing]:
    """What will show of each team, by what is in the round now."""
    return (one for one in showings(*counting.published_of(tree), place.round) if one.source == source)


def _next(request: Request, others: int) -> str:
    if request.dry_run:
        return "Next: the same command without --dry-run."
    if others:
        return f"Next: teamspiegel check (it finds {so_many(others, 'problem')} in other files)."
    return "Next: teamspiegel check, and teamspiegel build."
