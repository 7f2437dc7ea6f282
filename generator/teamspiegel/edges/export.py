"""Exports: what belongs to a team as files to hand on, in a folder outside the site."""

import os
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path, PurePosixPath

from teamspiegel import pipeline
from teamspiegel.calendar import path_of
from teamspiegel.contracts.theme import Theme
from teamspiegel.counting import school_of
from teamspiegel.edges.disk import Project, read_theme_tree, read_tree
from teamspiegel.edges.draw import ChartDrawer, Progress, silent
from teamspiegel.edges.place import refuse_export
from teamspiegel.edges.site_folder import PlaceError, read_list, write_list
from teamspiegel.edges.typeset import Typesetter
from teamspiegel.edges.whole import write_whole
from teamspiegel.pages.paths import PaperKind
from teamspiegel.reading.theme import read_theme
from teamspiegel.reports import reports_of

LIST = ".teamspiegel-exports"
"""What exports wrote into a folder, as a site has a list of its own: only those files are ever replaced."""


def export_calendars(project: Project, teams: Collection[str], folder: Path) -> list[Path]:
    """The files that were written: the calendar of each of these teams, or of all, that has anything on a day.

    Raises InputProblems, UnknownTeams, PlaceError and OSError.
    """
    refuse_export(project, folder)
    school = school_of(read_tree(project), teams)
    wording = _theme(project).saying(school.definitions.settings.words).wording
    reports = reports_of(school.definitions, school.published).values()
    calendars = pipeline.calendars_of(reports, wording)
    return _written(folder, {path_of(team): content for team, content in calendars.items()})


def export_papers(
    project: Project,
    kind: PaperKind,
    teams: Collection[str],
    folder: Path,
    today: date | None = None,
    progress: Progress = silent,
) -> list[Path]:
    """The files that were written: the papers of a kind as they read on a day (default: now), of these teams or of all.

    With the sheets of meetings come those of work forms. Raises InputProblems, UnknownTeams, PlaceError and OSError.
    """
    refuse_export(project, folder)
    theme, fonts = _theme(project), project.theme / "fonts"
    draw, typeset = ChartDrawer(project.cache, fonts, progress), Typesetter(project.cache, fonts)
    school = school_of(read_tree(project), teams)
    return _written(folder, pipeline.papers(school, theme, draw, typeset, today or date.today(), [kind]))


def _theme(project: Project) -> Theme:
    return read_theme(read_theme_tree(project))


def _written(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write the files, each whole, and say so in the folder's list.

    The first folder of a path is the site's own. Raises PlaceError, before anything is written, where a file stands
    that no export wrote.
    """
    named = {PurePosixPath(*PurePosixPath(path).parts[1:]).as_posix(): content for path, content in files.items()}
    listed = read_list(folder, LIST)
    for name, content in named.items():
        if name not in listed and _is_other(folder / name, content):
            raise PlaceError(f"{folder / name} was not written by an export; move it, or take another folder with --to")
    for name, content in named.items():
        write_whole(folder / name, content, replace=True)
    if named:
        write_list(folder, {*(name for name in listed if (folder / name).is_file()), *named}, name=LIST)
    return [folder / name for name in named]


def _is_other(path: Path, content: bytes) -> bool:
    """Whether something stands at a path, and it is not this content in a file of its own."""
    if not os.path.lexists(path):
        return False
    return path.is_symlink() or not path.is_file() or path.read_bytes() != content
