"""Where a site and a zip may go: not into what a build reads or keeps, and not over anybody's documents."""

import os
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from teamspiegel.edges.archive import FIRST, FOLDER
from teamspiegel.edges.disk import Project, folders_read
from teamspiegel.edges.site_folder import LIST, PlaceError, refuse_documents

GIT = ".git"

Identity = tuple[int, int] | Path
"""What a folder is whatever it is called: by links, mounts or in capitals. Of one that is not there, its path."""


def refuse_site(project: Project, target: Path) -> None:
    """Raises PlaceError when a site would lie in what a build reads or keeps, hold it, or take documents' place."""
    _refuse_read(project, target)
    for folder in (project.folder, *_tops(project)):
        if _identity(target) in _above(Path(os.path.realpath(folder))):
            raise PlaceError(f"{target} holds {folder}, which a build reads or keeps; take another folder")
    refuse_documents(target)


def refuse_zip(project: Project, site: Path, target: Path) -> None:
    """Raises PlaceError when a zip would lie in what a build reads or keeps or in the site, or replace another file."""
    _refuse_read(project, target)
    if _identity(site) in _above(target):
        raise PlaceError(f"{target} lies in the site itself; take another folder")
    if target.exists() and not _is_packed_site(target):
        raise PlaceError(f"{target} is not the zip of a site; move it, or take another name")


def refuse_export(project: Project, folder: Path) -> None:
    """Raises PlaceError when exports would lie in what a build reads or keeps, or in a site, which a build empties."""
    _refuse_read(project, folder)
    for place in (folder, *folder.parents):
        if (place / LIST).exists():
            raise PlaceError(f"{folder} lies in a site, from which a build would remove it; take another folder")


def _refuse_read(project: Project, target: Path) -> None:
    above = _above(target)
    if GIT in target.parts:
        raise PlaceError(f"{target} lies in a {GIT} folder; take another folder")
    for folder in (*_tops(project), *folders_read(project)):
        if _identity(folder) in above:
            raise PlaceError(f"{target} lies in {folder}, which a build reads or keeps; take another folder")


def _tops(project: Project) -> Iterator[Path]:
    yield from (project.folder / name for name in ("content", "data", "private"))
    yield from (project.theme, project.docs, project.cache)


def _above(path: Path) -> frozenset[Identity]:
    """A path and every folder that it lies in."""
    return frozenset(map(_identity, (path, *path.parents)))


def _identity(path: Path) -> Identity:
    try:
        found = path.stat()
    except OSError:
        return path
    return found.st_dev, found.st_ino


def _is_packed_site(path: Path) -> bool:
    try:
        with ZipFile(path) as archive:
            return f"{FOLDER}/{FIRST}" in archive.namelist()
    except BadZipFile:
        return False
