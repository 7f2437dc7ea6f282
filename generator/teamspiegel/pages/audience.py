"""Who gets to see what: in an open site everybody everything, in a locked site each what their passphrase opens.

A page can only show what its maker holds. So the pages of a team are made by one that holds nothing of another team,
and those for everybody by one without drawings; in a locked site it holds no result, no session and no question.
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
    """The makers of an open site (`locked` is None), or of each part of a locked one that there is a passphrase for."""
    if locked is None:
        teams = [TeamPages(pages.report) for pages in make.teams]
        told = replace(make, teams=teams, several=len(teams) > 1, side_by_side=bool(make.rounds))
        return Audiences(told, told, {pages.team.id: _alone(told, pages) for pages in make.teams})
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
    lock = Lock(make.paths.team_folder(team), school)
    return replace(_alone(make, pages), wider=(), lock=lock)


def _alone(make: Maker, pages: TeamPages) -> Maker:
    """A maker that has nothing of another team, and nothing that all of them have together."""
    own = make.definitions.of_team(pages.team)
    return replace(make, definitions=own, teams=[pages], rounds=(), reliability={}, study=None)
