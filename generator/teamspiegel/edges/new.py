"""Begin a school in an empty folder, or add one of something to a school that is there."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from teamspiegel import __version__
from teamspiegel.contracts.problem import InputProblems, Problem
from teamspiegel.edges.disk import PACKAGE, Project, read_tree
from teamspiegel.edges.interrupt import held_back
from teamspiegel.edges.whole import write_whole
from teamspiegel.edges.work import held
from teamspiegel.reading.definitions import read_declarations
from teamspiegel.starter.entry import ABOUT_A_TEAM, LISTS, Entry, Kind, new_entry, spoiled
from teamspiegel.starter.schemas import FOLDER, with_schema
from teamspiegel.starter.school import files_of_school

STARTER = PACKAGE / "starter"
GIT = ".git"


PART = ".teamspiegel-part"
"""What a new school stands in until all of it is written. What a killed process left there is written anew."""


class NotEmpty(Exception):
    """The folder for a new school holds something already."""


class InSchool(Exception):
    """The folder for a new school lies in another, whose folder this is."""

    def __init__(self, school: Path) -> None:
        super().__init__(str(school))
        self.school = school


def new_school(folder: Path) -> int:
    """Write a school into a folder that is empty, or not there yet; how many files.

    Raises NotEmpty, InSchool and OSError.

    A folder that git keeps may hold that. All of the school comes at once, or nothing: what was made before the system
    refused, or before Ctrl-C, is taken away again, folders too.
    """
    files = files_of_school(_below(STARTER / "school"), _library(), __version__)
    if school := next((one for one in folder.parents if (one / LISTS["team"]).is_file()), None):
        raise InSchool(school)
    with _there(folder), held(folder):
        if any(path.name not in (GIT, PART) for path in folder.iterdir()):
            raise NotEmpty(f"{folder} is not empty; take a new folder")
        part = folder / PART
        moved: list[Path] = []
        try:
            shutil.rmtree(part, ignore_errors=True)
            for path, content in files.items():
                write_whole(part / path, content)
            for entry in sorted(part.iterdir()):
                moved.append(folder / entry.name)
                entry.replace(folder / entry.name)
            part.rmdir()
        except BaseException:
            with held_back():
                for one in (part, *moved):
                    _remove(one)
            raise
    return len(files)


@contextmanager
def _there(folder: Path) -> Iterator[None]:
    """The folder, made with those above it if it is not there. Where this goes wrong, those that it made go again."""
    above = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        with held_back(), suppress(OSError):  # one that another put something into stays, with those above it
            for one in above:
                if one.exists():
                    one.rmdir()
        raise


def _remove(path: Path) -> None:
    """Take a file or a folder away, if it is there."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


class Spoiled(Exception):
    """What was asked for would make problems: those that the school would have."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def add_entry(project: Project, kind: Kind, id_: str, today: date, members: int, variant: str = "") -> Entry:
    """Add one to a school's definitions; what was written. Before that it is read and checked as everything is.

    Raises UnfitId, AlreadyThere, Spoiled, InputProblems for a list that cannot be read, and OSError.
    """
    with held(project.folder):  # so that no other command writes between reading and writing
        tree = read_tree(project)
        declared, problems = read_declarations(tree)
        if kind in ABOUT_A_TEAM and (declared.teams is None or declared.rounds is None):
            raise InputProblems(problems)
        templates = _below(STARTER / "one")
        entry = new_entry(kind, id_, templates, tree, declared.definitions(), today, members, variant)
        if entry.path not in tree and (project.folder / FOLDER).is_dir():
            entry = replace(entry, content=with_schema(entry.path, entry.content))
        if found := spoiled(tree, entry):
            raise Spoiled(found)
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
