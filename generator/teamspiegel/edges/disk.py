"""Disk: read a project's files once at the start, write the docs folder once at the end."""

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from teamspiegel.contracts.problem import InputProblems, Problem
from teamspiegel.downloads import INDICATORS
from teamspiegel.pages.stylesheet import PATH as STYLESHEET
from teamspiegel.reading.passphrases import FILE as PASSPHRASES
from teamspiegel.reading.passphrases import VARIABLE, Sources
from teamspiegel.reading.personal import NAMES

MARKS = (INDICATORS, STYLESHEET)
"""A folder with one of these is a site: a locked one has no downloads that anybody could read."""

PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Project:
    """A school's folder. Its theme and MkDocs configuration are its own if it has them, or else the product's."""

    folder: Path

    @property
    def docs(self) -> Path:
        """The generated docs folder."""
        return self.folder / "build" / "docs"

    @property
    def cache(self) -> Path:
        """The folder of drawn charts."""
        return self.folder / "build" / "cache"

    @property
    def theme(self) -> Path:
        """The folder with wording, templates and assets."""
        return self._own_or_shipped("theme")

    @property
    def mkdocs_config(self) -> Path:
        """The MkDocs configuration."""
        return self._own_or_shipped("mkdocs.yml")

    def _own_or_shipped(self, name: str) -> Path:
        places = (self.folder / name, PACKAGE / name, PACKAGE.parents[1] / name)
        return next(place for place in places if place.exists())


def read_tree(project: Project) -> dict[str, bytes]:
    """The files below `content/` and `data/`, and the list of names, by path relative to the project.

    Nothing else in the list's folder is read. Raises InputProblems.
    """
    names = project.folder / NAMES
    return {
        **dict(_files(project.folder, project.folder / "content")),
        **dict(_files(project.folder, project.folder / "data")),
        **({NAMES: _content(project.folder, names)} if names.exists() or names.is_symlink() else {}),
    }


def read_passphrases(project: Project) -> Sources:
    """Where the project's passphrases stand. Raises InputProblems."""
    file = project.folder / PASSPHRASES
    content = _content(project.folder, file) if file.exists() else None
    return Sources(content, {name: value for name, value in os.environ.items() if name.startswith(VARIABLE)})


def read_theme_tree(project: Project) -> dict[str, bytes]:
    """The files of the theme, by path from `theme/`."""
    return dict(_files(project.theme.parent, project.theme))


def _files(root: Path, folder: Path) -> Iterator[tuple[str, bytes]]:
    for place, folders, names in os.walk(folder, followlinks=True):
        folders[:] = sorted(
            name for name in folders if not name.startswith((".", "__pycache__")) and not _leads_back(Path(place, name))
        )
        for name in sorted(name for name in names if not name.startswith(".")):
            path = Path(place, name)
            yield path.relative_to(root).as_posix(), _content(root, path)


def _leads_back(folder: Path) -> bool:
    """Whether a folder is a link to one that it lies in: following it would never end."""
    return folder.is_symlink() and folder.parent.resolve().is_relative_to(folder.resolve())


def _content(root: Path, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "an error"
        problem = Problem(
            path.relative_to(root).as_posix(), 1, f"a file that cannot be read ({reason})", "a readable file"
        )
        raise InputProblems([problem]) from error


def write_tree(folder: Path, files: Mapping[str, bytes]) -> int:
    """Make the folder hold exactly these files, touching only those that differ; how many were written or removed.

    Names that begin with a dot (a placeholder that keeps the folder in git) are left alone.
    """
    stale = [path for path, _ in _paths(folder) if path not in files]
    for path in stale:
        (folder / path).unlink()
    _remove_empty_folders(folder)  # before writing: a file may take the name of a folder that was
    changed = [path for path, content in files.items() if _differs(folder / path, content)]
    for path in changed:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(files[path])
    return len(stale) + len(changed)


def _paths(folder: Path) -> Iterator[tuple[str, Path]]:
    for place, _, names in os.walk(folder):
        for name in names:
            if not name.startswith("."):
                yield Path(place, name).relative_to(folder).as_posix(), Path(place, name)


def _differs(path: Path, content: bytes) -> bool:
    return not path.is_file() or path.read_bytes() != content


def _remove_empty_folders(folder: Path) -> None:
    for place, _, _ in os.walk(folder, topdown=False):
        if Path(place) != folder and not any(Path(place).iterdir()):
            Path(place).rmdir()


def may_replace(folder: Path) -> bool:
    """Whether a site may take this folder's place: it is not there, is empty, or holds an earlier site."""
    return not folder.exists() or not any(folder.iterdir()) or any((folder / mark).is_file() for mark in MARKS)


def replace_folder(new: Path, old: Path) -> None:
    """Put a finished folder in the place of an old one; the old one stays when the move fails."""
    aside = old.with_name(f".{old.name}-before")
    shutil.rmtree(aside, ignore_errors=True)
    if old.exists():
        old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        if aside.exists():
            aside.rename(old)
        raise
    shutil.rmtree(aside, ignore_errors=True)
