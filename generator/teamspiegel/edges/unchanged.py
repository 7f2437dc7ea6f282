"""Whether a site is what a build would give now: then there is nothing to do.

A site follows from the files of the school and the theme, the configuration, the day, what was asked for, and the
programs that make it. The hash of all of these is kept where drawings are, with the hash of the list in the site's
folder. A site that stands as its list says, made of the same, is the same site.
"""

import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from teamspiegel.edges.cache import Cache
from teamspiegel.edges.disk import PACKAGE, Inputs, Project, read_theme_tree
from teamspiegel.edges.site_folder import LIST, stands_as_listed

SHIPPED = PACKAGE.parents[1] / "mkdocs.yml"

OVERRIDES = "theme/overrides/"
"""The theme's templates for the site builder."""


def fingerprint(project: Project, inputs: Inputs, teams: Collection[str], day: date) -> str | None:
    """A hash of all that an open site follows from; None where it may follow from more.

    That is so when a school has a configuration of its own, which may name whatever MkDocs reads, and when a file of
    the school cannot be read.
    """
    if not _is_shipped(project) or not all(type(content) is bytes for content in inputs.school.values()):
        return None
    return _hash(_parts(project, inputs, teams, day))


def environment(project: Project) -> str | None:
    """A hash of all that MkDocs makes a page with, besides what is in the docs folder; None where it may be more."""
    if not _is_shipped(project):
        return None
    overrides = {path: content for path, content in read_theme_tree(project).items() if path.startswith(OVERRIDES)}
    return _hash([*_named(overrides), *_named(_programs()), project.mkdocs_config.read_bytes()])


def of_programs() -> str:
    """A hash of what makes the site."""
    return _hash(_named(_programs()))


def of_files(files: Mapping[str, bytes]) -> str:
    """A hash of files and of what makes the site."""
    return _hash([*_named(files), *_named(_programs())])


def _is_shipped(project: Project) -> bool:
    """Whether MkDocs reads the configuration of the product."""
    shipped = next((path for path in (PACKAGE / "mkdocs.yml", SHIPPED) if path.exists()), None)
    return shipped is not None and project.mkdocs_config.read_bytes() == shipped.read_bytes()


def _hash(parts: Iterable[bytes]) -> str:
    found = sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def _named(files: Mapping[str, bytes]) -> Iterator[bytes]:
    """Each file with its name before it."""
    for path, content in sorted(files.items()):
        yield path.encode("utf-8", "surrogateescape")
        yield content


def _parts(project: Project, inputs: Inputs, teams: Collection[str], day: date) -> Iterator[bytes]:
    """Everything, each file with its name before it."""
    for files in (inputs.school, inputs.theme, _programs()):
        yield from _named(files)
    yield project.mkdocs_config.read_bytes()
    # The site builder writes the day on which it builds into the map of the site, or the one that it is told.
    clock = os.environ.get("SOURCE_DATE_EPOCH", date.today().isoformat())
    yield "\n".join([day.isoformat(), clock, *sorted(teams)]).encode()


@cache
def _programs() -> dict[str, bytes]:
    """What makes the site: this package itself, and every package that is installed beside it, by its version."""
    own = {path.relative_to(PACKAGE).as_posix(): path.read_bytes() for path in PACKAGE.rglob("*.py")}
    # The folders of their metadata are called by name and version: reading those takes a hundred times as long.
    installed = sorted({path.name for folder in sys.path for path in Path(folder).glob("*-info")})
    return {**own, "": "\n".join([sys.version, *installed]).encode()}


def is_unchanged(project: Project, target: Path, made_of: str) -> bool:
    """Whether the folder holds, untouched, the site that was made of this. Raises OSError."""
    kept = Cache(project.cache).get(_key(target))
    if kept is None:
        return False
    before, _, listed = kept.partition("\n")
    return before == made_of and listed == _hash_of_list(target) and stands_as_listed(target)


def remember(project: Project, target: Path, made_of: str) -> None:
    """Keep what the site in the folder was made of."""
    Cache(project.cache).keep(_key(target), f"{made_of}\n{_hash_of_list(target)}")


def _key(target: Path) -> str:
    return sha256(f"site {target}".encode("utf-8", "surrogateescape")).hexdigest()


def _hash_of_list(target: Path) -> str:
    try:
        return sha256((target / LIST).read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""
