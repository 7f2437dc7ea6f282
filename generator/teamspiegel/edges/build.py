"""Build a project's site: generate, let MkDocs build, and put the result where it goes, in this order.

What generates and what builds is imported once there is something to do: finding out takes a tenth of the time.
"""

import gc
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from teamspiegel.edges import archive
from teamspiegel.edges.cache import Cache
from teamspiegel.edges.disk import Inputs, Project
from teamspiegel.edges.place import refuse_site, refuse_zip
from teamspiegel.edges.site_folder import replace_site, settle
from teamspiegel.edges.unchanged import fingerprint, is_unchanged, remember
from teamspiegel.edges.work import work_folder

if TYPE_CHECKING:
    from teamspiegel.contracts.site import Site
    from teamspiegel.edges.draw import Progress


class SiteBuilderError(Exception):
    """The site builder could not build the docs folder: a mistake in the theme or configuration, or a bug."""


@contextmanager
def _loading() -> Iterator[None]:
    """Looks for no garbage in what is loaded meanwhile, then or later: it all stays. Once in a process."""
    if gc.get_freeze_count():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def build_project(
    project: Project,
    target: Path,
    zip_file: Path | None,
    teams: Collection[str],
    progress: "Progress | None",
    today: date | None,
    locked: bool,
) -> "Site | None":
    """Build the site into the target, and pack it if a zip is asked for; what is in the site.

    None, where the target holds already what would be built. What an earlier build left that was killed is finished or
    tidied first, whatever comes after. Raises InputProblems, UnknownTeams, PlaceError, SiteBuilderError and OSError;
    then the site and the zip stay as they were.
    """
    settle(target)
    refuse_site(project, target)
    if zip_file:
        archive.tidy(zip_file)
        refuse_zip(project, target, zip_file)
    # A locked site has salts of its own in each build, and a zip is packed from what was just built.
    reusable = not locked and zip_file is None
    inputs = Inputs.of(project)
    made_of = fingerprint(project, inputs, teams, today or date.today()) if reusable else None
    if made_of and is_unchanged(project, target, made_of):
        return None
    with _loading():
        from teamspiegel.edges.draw import silent
        from teamspiegel.edges.generate import KNOWN, generated
        from teamspiegel.edges.learnt import learning
        from teamspiegel.edges.mkdocs import build_site

    with work_folder() as work, learning(Cache(project.cache), KNOWN):
        fresh = work / "site"
        found = generated(project, teams, progress or silent, today, locked, inputs=inputs)
        build_site(project, found, work, fresh)
        replace_site(fresh, target)
        if zip_file:
            archive.pack(fresh, zip_file)
    if made_of:
        remember(project, target, made_of)
    return found.site
