"""A strand: what one instrument beside the mirror gave about one team or school, over the rounds that used it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from teamspiegel.contracts.definitions import Round, Team
from teamspiegel.contracts.other import OtherInstrument

Kind = TypeVar("Kind", bound=OtherInstrument)
Published = TypeVar("Published")


@dataclass(frozen=True)
class Strand(Generic[Kind, Published]):
    """One instrument, the unit that it is about, and what is published of each round, the oldest first.

    `rounds`: never empty. What is published of a round is a record of the instrument's own kind. `moves`: how numbers
    moved from the first round to the latest, by what they are of, for kinds that tell it.
    """

    instrument: Kind
    unit: Team
    rounds: tuple[tuple[Round, Published], ...]
    moves: Mapping[str, "Progress"] = field(default_factory=dict)

    @property
    def latest(self) -> Published:
        """What is published of the latest round."""
        return self.rounds[-1][1]

    @property
    def round(self) -> Round:
        """The latest round."""
        return self.rounds[-1][0]


@dataclass(frozen=True)
class Progress:
    """How a number moved since an earlier round: the difference of the published means, and the noise that it may be.

    `clear`: whether it is larger than the `margin`, both as published.
    """

    difference: float
    margin: float
    clear: bool
