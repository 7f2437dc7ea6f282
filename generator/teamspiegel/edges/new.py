"""Begin a school in an empty folder, or add one of something to a school that is there."""

from datetime import date
from pathlib import Path

from teamspiegel import __version__
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.edges.disk import PACKAGE, Project, read_tree
from teamspiegel.edges.whole import write_whole
from teamspiegel.reading.definitions import read_declarations
from teamspiegel.starter.entry import Entry, Kind, new_entry
from teamspiegel.starter.school import files_of_school

STARTER = PACKAGE / "starter"
GIT = ".git"


class NotEmpty(Exception):
    """The folder for a new school holds something already."""


def new_school(folder: Path) -> int:
    """Write a school into a folder that is empty, or not there yet; how many files. Raises NotEmpty and OSError.

    A folder that git keeps may hold that. What was written before the system refused is taken away again.
    """
    if folder.exists() and any(path.name != GIT for path in folder.iterdir()):
        raise NotEmpty(f"{folder} is not empty; take a new folder")
    files = files_of_school(_below(STARTER / "school"), _library(), __version__)
    written: list[Path] = []
    try:
        for path, content in files.items():
            write_whole(folder / path, content)
            written.append(folder / path)
    except OSError:
        for file in written:
            file.unlink(missing_ok=True)
        raise
    return len(files)


def add_entry(project: Project, kind: Kind, id_: str, today: date, members: int) -> Entry:
    """Add one to a school's definitions; what was written. Raises InputProblems, UnfitId, AlreadyThere, OSError."""
    tree = read_tree(project)
    declared, problems = read_declarations(tree)
    if problems:
        raise InputProblems(problems)
    templates = _below(STARTER / "one")
    entry = new_entry(kind, id_, templates, tree, declared.definitions(), today, members)
    write_whole(project.folder / entry.path, entry.content, replace=entry.path in tree)
    return entry


def _library() -> dict[str, bytes]:
    """The guidance and the instruments that the product ships: in the package, or in the repository around it."""
    shipped = PACKAGE / "library"
    top = shipped if shipped.exists() else PACKAGE.parents[1] / "content"
    return {
        f"{folder}/{path}": content
        for folder in ("guidance", "instruments")
        for path, content in _below(top / folder).items()
    }


def _below(top: Path) -> dict[str, bytes]:
    """Every file below a folder, by path from it."""
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in sorted(top.rglob("*")) if path.is_file()}
