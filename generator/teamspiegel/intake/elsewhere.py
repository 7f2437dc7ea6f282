"""Whether the teams of an import have answers already, in another file of the same round: they would count twice."""

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from teamspiegel.contracts.frames import TEAM_COLUMN
from teamspiegel.contracts.problem import InputProblems, Problem, quoted
from teamspiegel.reading.records import TABLES, rows_of
from teamspiegel.reading.text import Tree, Unreadable

ONE_FILE = "the answers of a team to a round in one file"
OF_A_TEAM = "take this file away, or write null for the team in the mapping"
OF_ALL = "take its rows out of this file, or leave the team as it is here"


def check_elsewhere(tree: Tree, path: str, source: str, teams: Collection[str]) -> None:
    """Raises InputProblems for each other file with answers of these teams, of the same source and round.

    `path`: the file that is written, in the folder of its round or of a team. Also for a file that cannot be read.
    """
    if problems := list(_problems(tree, path, source, teams)):
        raise InputProblems(problems)


def _problems(tree: Tree, path: str, source: str, teams: Collection[str]) -> Iterator[Problem]:
    round_ = PurePosixPath(*PurePosixPath(path).parts[:2])
    for table in (f"{source}{kind}" for kind in TABLES):
        for team in teams:
            if (own := str(round_ / team / table)) in tree and own != path:
                yield _twice(own, 1, source, [team], OF_A_TEAM)
        if (shared := str(round_ / table)) in tree and shared != path:
            yield from _rows_of_teams(shared, tree[shared], source, teams)


def _rows_of_teams(path: str, content: bytes, source: str, teams: Collection[str]) -> Iterator[Problem]:
    problems = [content.problem(path)] if isinstance(content, Unreadable) else []
    rows = rows_of(path, content, [TEAM_COLUMN], problems)
    yield from problems
    if rows is None or TEAM_COLUMN not in rows.header.cells:
        return
    place = rows.header.cells.index(TEAM_COLUMN)
    misfits = [(row.line, row.cells[place]) for row in rows.misfits if row.cells[place : place + 1]]
    lines: dict[str, int] = {}
    for line, team in sorted([*zip(rows.lines.tolist(), rows.columns[place].cells, strict=True), *misfits]):
        if team in teams:
            lines.setdefault(team, line)
    if lines:
        yield _twice(path, min(lines.values()), source, sorted(lines), OF_ALL)


def _twice(path: str, line: int, source: str, teams: Collection[str], mend: str) -> Problem:
    found = f"{source} of {', '.join(map(quoted, teams))}, which the export has too"
    return Problem(path, line, found, ONE_FILE, mend)
