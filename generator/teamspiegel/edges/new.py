"""Begin a school in an empty folder, or add one of something to a school that is there."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from teamspiegel import __version__
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.edges.disk import PACKAGE, Project, read_tree
from teamspiegel.edges.whole import write_whole
from teamspiegel.edges.work import held
from teamspiegel.reading.definitions import read_declarations
from teamspiegel.starter.entry import Entry, Kind, new_entry
from teamspiegel.starter.schemas import FOLDER, with_schema
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


def add_entry(project: Project, kind: Kind, id_: str, today: date, members: int, variant: str = "") -> Entry:
    """Add one to a school's definitions; what was written. Raises InputProblems, UnfitId, AlreadyThere, OSError."""
    with held(project.folder):  # so that no other command writes between reading and writing
        tree = read_tree(project)
        declared, problems = read_declarations(tree)
        if problems:
            raise InputProblems(problems)
        templates = _below(STARTER / "one")
        entry = new_entry(kind, id_, templates, tree, declared.definitions(), today, members, variant)
        if entry.path not in tree and (project.folder / FOLDER).is_dir():
            entry = replace(entry, content=with_schema(entry.path, entry.content))
        write_whole(project.folder / entry.path, entry.content, replace=entry.path in tree)
    return entry


def _library() -> dict[str, bytes]:
    """The guidance, instruments and schemas that the product ships: in the package, or in the repository around it."""
    shipped, around = PACKAGE / "library", PACKAGE.parents[1]
    here = [shipped / name for name in ("guidance", "instruments", FOLDER)]
    there = [around / "content" / "guidance", around / "content" / "instruments", around / FOLDER]
    folders = here if shipped.exists() else there
    return {f"{folder.name}/{path}": content for folder in folders for path, content in _below(folder).items()}


def _below(top: Path) -> dict[str, bytes]:
    """Every file below a folder, by path from it."""
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in sorted(top.rglob("*")) if path.is_file()}
