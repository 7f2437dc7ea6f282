"""A file of answers in `data/`, and what should stand in it."""

from dataclasses import dataclass

from teamspiegel.contracts.answers import SOURCES, AnswerFile
from teamspiegel.contracts.frames import TEAM_COLUMN
from teamspiegel.contracts.kinds import AnyInstrument

Use = tuple[AnswerFile | None, AnyInstrument | None, bool]
"""What a file holds, the instrument that asks for it, and whether that is the mirror of its round."""


@dataclass(frozen=True)
class DataFile:
    """A file in `data/`: its round, its name without the ending and, inside a team's folder, its team.

    `asked`: what should stand in it, and by which `instrument`; None when that cannot be told. `mirror`: whether that
    is the mirror of the round.
    """

    path: str
    round: str
    name: str
    team: str | None
    asked: AnswerFile | None
    instrument: AnyInstrument | None
    mirror: bool

    @property
    def own_columns(self) -> tuple[str, ...]:
        """The columns besides those with answers."""
        own = self.asked.own_columns if self.asked else self.pseudonyms
        return (*(() if self.team else (TEAM_COLUMN,)), *own)

    @property
    def pseudonyms(self) -> tuple[str, ...]:
        """The columns with pseudonyms: first the unit, last the person."""
        if self.asked:
            return self.asked.source.columns
        return SOURCES[self.name].columns if self.name in SOURCES else ()
