"""What has been read of `data/` so far."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from teamspiegel.contracts.definitions import Team
from teamspiegel.contracts.problem import Problem
from teamspiegel.reading.data_file import DataFile
from teamspiegel.reading.declarations import Declarations
from teamspiegel.reading.personal import Personal
from teamspiegel.reading.ties import Networks
from teamspiegel.reading.who import Who


@dataclass
class Reader:
    """What has been read so far, and what has been seen of each team."""

    declared: Declarations
    personal: Personal
    problems: list[Problem] = field(default_factory=list)
    frames: list[tuple[DataFile, pd.DataFrame]] = field(default_factory=list)
    answered: dict[tuple[str, str], dict[str, tuple[Who, ...]]] = field(default_factory=dict)
    """The rows with answers of each round and source, and in it of each team, file by file."""
    networks: Networks = field(default_factory=Networks)
    tables: set[str] = field(default_factory=set)
    exports: set[tuple[str | None, str | None]] = field(default_factory=set)
    """The round and team of every table that nothing reads, such as an export that should be imported."""

    @cached_property
    def team_ids(self) -> tuple[str, ...] | None:
        """The teams that there are; None where that cannot be told."""
        return self.declared.team_ids

    @cached_property
    def known_teams(self) -> frozenset[str]:
        """The same to look in: a country has thousands."""
        return frozenset(self.team_ids or ())

    @cached_property
    def units_by_id(self) -> dict[str, Team]:
        """Those with an id of their own: of one that stands twice nobody knows which is meant."""
        teams = self.declared.teams[1] if self.declared.teams else ()
        times = Counter(team.id for team in teams)
        return {team.id: team for team in teams if times[team.id] == 1}
