"""Disk: read a project's files once at the start, write the docs folder once at the end."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from teamspiegel.edges.tree import content_of, every_file_below, files_below, folders_below, not_read, readable
from teamspiegel.reading.listed import NAMES, is_list_of_names

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
        """The folder of drawn charts and papers, the only one that builds share."""
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

    Nothing else in the list's folder is read. What cannot be read is `Unreadable`.
    """
    return {
        **dict(files_below(project.folder, project.folder / "content")),
        **dict(files_below(project.folder, project.folder / "data")),
        **_names(project),
    }


@dataclass(frozen=True)
class Inputs:
    """The files of a school and of its theme, as they were read once for all of a build."""

    school: Mapping[str, bytes]
    theme: Mapping[str, bytes]

    @classmethod
    def of(cls, project: Project) -> "Inputs":
        """Those of a project. Raises InputProblems for the theme; what of the school cannot be read is `Unreadable`."""
        return cls(read_tree(project), read_theme_tree(project))


def _names(project: Project) -> dict[str, bytes]:
    """The list of names, also under a name that was meant for it; or that nobody can see whether there is one."""
    folder = (project.folder / NAMES).parent
    try:
        found = sorted(folder.iterdir() if os.path.lexists(folder) else ())
    except OSError as error:
        return {f"{folder.name}/": not_read(error)}
    return {f"{folder.name}/{file.name}": content_of(file) for file in found if is_list_of_names(file.name)}


def read_theme_tree(project: Project) -> dict[str, bytes]:
    """The files of the theme, by path from `theme/`. Raises InputProblems."""
    # Where the site builder wants icons, a name begins with a dot.
    folders = (project.theme, project.theme / "overrides" / ".icons")
    listed = (files_below(project.theme.parent, folder) for folder in folders)
    # What draws and what typesets look for letters by themselves, also in files that are passed over elsewhere.
    found = chain(every_file_below(project.theme.parent, project.theme / "fonts"), *listed)
    return {path: readable(path, content) for path, content in found}


def folders_read(project: Project) -> Iterator[Path]:
    """Every folder that reading goes through, those that links lead to under the name that they have here."""
    for top in (project.folder / "content", project.folder / "data", project.theme):
        yield from folders_below(top)


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
