"""Disk: read a project's files once at the start, write the docs folder once at the end."""

import errno
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from teamspiegel.contracts.problem import InputProblems, Problem
from teamspiegel.reading.passphrases import FILE as PASSPHRASES
from teamspiegel.reading.passphrases import VARIABLE, Sources
from teamspiegel.reading.personal import NAMES

PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Project:
    """A school's folder. Its theme and MkDocs configuration are its own if it has them, or else the product's."""

    folder: Path

    @property
    def docs(self) -> Path:
        """The docs folder that MkDocs by itself builds, through the hook. A build by the command has one of its own."""
        return self.folder / "build" / "docs"

    @property
    def cache(self) -> Path:
        """The folder of drawn charts, the only one that builds share."""
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

    Nothing else in the list's folder is read. Raises InputProblems for whatever cannot be read.
    """
    names = project.folder / NAMES
    listed = [names] if names.exists() or names.is_symlink() else []
    return _read(project.folder, [project.folder / "content", project.folder / "data"], listed)


def read_passphrases(project: Project) -> Sources:
    """Where the project's passphrases stand. Raises InputProblems."""
    file = project.folder / PASSPHRASES
    content = _read(project.folder, [], [file])[PASSPHRASES] if file.exists() else None
    return Sources(content, {name: value for name, value in os.environ.items() if name.startswith(VARIABLE)})


def read_theme_tree(project: Project) -> dict[str, bytes]:
    """The files of the theme, by path from `theme/`. Raises InputProblems."""
    return _read(project.theme.parent, [project.theme])


def folders_read(project: Project) -> Iterator[Path]:
    """Every folder that reading goes through, those that links lead to under the name that they have here."""
    for top in (project.folder / "content", project.folder / "data", project.theme):
        for place, _ in _walk(top, lambda error: None):
            yield place


def _read(root: Path, tops: Sequence[Path], files: Sequence[Path] = ()) -> dict[str, bytes]:
    """The files in some folders, and some by name, by path from the root. Raises InputProblems, with all there are."""
    tree, problems = dict[str, bytes](), list[Problem]()

    def note(path: Path, error: OSError, what: str) -> None:
        reason = error.strerror or "an error"
        place = path.relative_to(root).as_posix()
        problems.append(Problem(place, 1, f"a {what} that cannot be read ({reason})", f"a readable {what}"))

    for top in tops:
        if not top.exists() and not top.is_symlink():
            continue
        for place, names in _walk(top, lambda error: note(Path(error.filename), error, "folder")):
            files = [*files, *(place / name for name in names)]
    for path in files:
        try:
            tree[path.relative_to(root).as_posix()] = _content(path)
        except OSError as error:
            note(path, error, "file")
    if problems:
        raise InputProblems(problems)
    return tree


def _walk(top: Path, onerror: Callable[[OSError], None]) -> Iterator[tuple[Path, list[str]]]:
    """Every folder from this one down, with the files in it; hidden ones are left out, links are followed."""
    for place, folders, names in os.walk(top, followlinks=True, onerror=onerror):
        folders[:] = sorted(
            name for name in folders if not name.startswith((".", "__pycache__")) and not _leads_back(Path(place, name))
        )
        yield Path(place), sorted(name for name in names if not name.startswith("."))


def _leads_back(folder: Path) -> bool:
    """Whether a folder is a link to one that it lies in: following it would never end."""
    return folder.is_symlink() and folder.parent.resolve().is_relative_to(folder.resolve())


def _content(path: Path) -> bytes:
    """Raises OSError, also for what is no file: of a pipe nobody may ever write the other end."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "it is no plain file", str(path))
    return path.read_bytes()


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
