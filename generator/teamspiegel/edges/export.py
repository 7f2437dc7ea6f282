"""Exports: what belongs to a team as files for other programs, in a folder outside the site."""

from collections.abc import Collection
from pathlib import Path

from teamspiegel.calendar import path_of
from teamspiegel.counting import school_of
from teamspiegel.edges.disk import Project, read_theme_tree, read_tree
from teamspiegel.pipeline import calendars_of
from teamspiegel.reading.theme import read_theme
from teamspiegel.reports import reports_of


def export_calendars(project: Project, teams: Collection[str], folder: Path) -> list[Path]:
    """The files that were written: the calendar of each of these teams, or of all, that has anything on a day.

    Raises InputProblems, UnknownTeams and OSError.
    """
    school = school_of(read_tree(project), teams)
    wording = read_theme(read_theme_tree(project)).saying(school.definitions.settings.words).wording
    reports = reports_of(school.definitions, school.published).values()
    files = {Path(path_of(team)).name: content for team, content in calendars_of(reports, wording).items()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]
