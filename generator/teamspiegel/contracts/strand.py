"""A strand: what one instrument beside the mirror gave about one team or school, over the rounds that used it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from teamspiegel.contracts.definitions import Round, Team
from teamspiegel.contracts.other import OtherInstrument

Kind = TypeVar("Kind", bound=OtherInstrument)
Published = TypeVar("Published")


@dataclass(frozen=True)
class Strand(Generic[Kind, Published]):
    """One instrument, the unit that it is about, and what is published of each round, the oldest first.

    `rounds`: never empty. What is published of a round is a record of the instrument's own kind.
    """

    instrument: Kind
    unit: Team
    rounds: tuple[tuple[Round, Published], ...]

    @property
    def latest(self) -> Published:
        """What is published of the latest round."""
        return self.rounds[-1][1]

    @property
    def round(self) -> Round:
        """The latest round."""
        return self.rounds[-1][0]
