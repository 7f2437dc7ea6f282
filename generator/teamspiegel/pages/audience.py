"""Who gets to see what: in an open site everybody everything, in a locked site each what their passphrase opens.

A page can only show what its maker holds. So a page for everybody is made by a maker that holds no result, no session
and no learning question, and the pages of a team by one that holds nothing of another team.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from teamspiegel.contracts.definitions import Team
from teamspiegel.contracts.report import TeamReport
from teamspiegel.contracts.site import SCHOOL
from teamspiegel.pages.maker import Lock, Maker, TeamPages


@dataclass(frozen=True)
class Audiences:
    """The makers of the pages for everybody, of those that show several teams, and of each team's own."""

    everybody: Maker
    school: Maker
    teams: Mapping[str, Maker]


def audiences(make: Maker, locked: Collection[str] | None) -> Audiences:
    """One maker for all in an open site (`locked` is None), or one for each part that there is a passphrase for."""
    if locked is None:
        return Audiences(make, make, {pages.team.id: make for pages in make.teams})
    school = SCHOOL in locked and bool(make.rounds or make.wider or make.study)
    nothing = make.definitions.about(())
    names = [TeamPages(TeamReport(pages.team)) for pages in make.teams]
    return Audiences(
        replace(make, definitions=nothing, teams=names, rounds=(), wider=(), study=None, lock=Lock("", school)),
        replace(
            make,
            definitions=nothing,
            rounds=make.rounds if school else (),
            wider=make.wider if school else (),
            study=make.study if school else None,
            lock=Lock(make.paths.school_folder(), school),
        ),
        {pages.team.id: _of_team(make, pages, school) for pages in make.teams},
    )


def _of_team(make: Maker, pages: TeamPages, school: bool) -> Maker:
    team: Team = pages.team
    definitions = replace(make.definitions.about({team.id}), teams=(team,))
    lock = Lock(make.paths.team_folder(team), school)
    return replace(make, definitions=definitions, teams=[pages], rounds=(), wider=(), study=None, lock=lock)
