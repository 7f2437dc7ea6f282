"""The scope of a site: all of a school, or some of its teams. What is left out is gone from all that is shown."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.problem import UnknownTeams, one_of
from teamspiegel.contracts.published import Publication, Reliability
from teamspiegel.contracts.strand import Strand


@dataclass(frozen=True)
class School:
    """A school, read and through the gate: everything of all its teams, and the ids of those that a site shows.

    Everything is counted and gated, whoever is shown: so a team's numbers are the same on every site, and only what
    stands for other teams together is made of theirs. `all_surveys`: what surveys beside the mirror gave, by their id;
    `all_strands`: what instruments of other kinds gave. `all_reliability`: of surveys, by instrument and layer.
    """

    all_definitions: Definitions
    all_published: Publication
    shown: frozenset[str]
    all_surveys: Mapping[str, Publication] = field(default_factory=dict)
    all_strands: tuple[Strand[Any, Any], ...] = ()
    all_reliability: Mapping[tuple[str, str], Reliability] = field(default_factory=dict)

    @property
    def hidden(self) -> frozenset[str]:
        """The teams that the site does not show."""
        return frozenset(self.all_definitions.team_by_id) - self.shown

    @cached_property
    def definitions(self) -> Definitions:
        """The declarations as if the school had the shown teams only."""
        every = self.all_definitions
        return replace(every.about(self.shown), teams=tuple(team for team in every.teams if team.id in self.shown))

    @cached_property
    def published(self) -> Publication:
        """The published numbers of the shown teams."""
        return Publication(tuple(results for results in self.all_published.results if results.team in self.shown))

    @cached_property
    def surveys(self) -> dict[str, Publication]:
        """What surveys beside the mirror gave of what is shown, by their id."""
        return {
            id_: Publication(tuple(results for results in found.results if self._shows(results.team)))
            for id_, found in self.all_surveys.items()
        }

    @cached_property
    def strands(self) -> tuple[Strand[Any, Any], ...]:
        """What instruments of other kinds gave of what is shown."""
        return tuple(strand for strand in self.all_strands if self._shows(strand.unit.id))

    @property
    def reliability(self) -> Mapping[tuple[str, str], Reliability]:
        """How far questions go together, by instrument and layer: of all teams, so only where all are shown."""
        return {} if self.hidden else self.all_reliability

    def _shows(self, unit: str) -> bool:
        """Whether a unit's numbers are shown; of what is wider than a team they are only where all teams are."""
        return unit in self.shown or (not self.hidden and unit not in self.all_definitions.team_by_id)

    def unseen(self, *, locked: bool) -> dict[str, Collection[str]]:
        """For each team the others that a reader of its pages cannot see: in a locked site all but that one."""
        every = frozenset(self.all_definitions.team_by_id)
        return {team: every - {team} if locked else self.hidden for team in every}


def shown_of(definitions: Definitions, teams: Collection[str]) -> frozenset[str]:
    """The ids of the teams that a site shows: all when none is named. Raises UnknownTeams."""
    known = frozenset(definitions.team_by_id)
    if unknown := sorted(set(teams) - known):
        raise UnknownTeams(f"unknown team {', '.join(unknown)}; expected {one_of(definitions.team_by_id)}")
    return frozenset(teams) or known
