"""The design of a study that a school takes part in."""

from dataclasses import dataclass
from typing import Literal

from teamspiegel.contracts.definitions import Round, StudyEntry
from teamspiegel.contracts.kinds import AnyInstrument

Stage = Literal["planned", "open", "closed"]
"""How far a measurement is: still to come; begun, and nothing is in; or there are results."""


@dataclass(frozen=True)
class Cell:
    """One instrument in one round: how far it is, and where there are results how many took part, of how many."""

    stage: Stage
    n: int | None = None
    members: int | None = None


@dataclass(frozen=True)
class Row:
    """One instrument, with a cell for each round; None where it is not used."""

    instrument: AnyInstrument
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Study:
    """The rounds that have a moment, a row for each instrument, and what else was brought in, by date."""

    rounds: tuple[Round, ...]
    rows: tuple[Row, ...]
    entries: tuple[StudyEntry, ...]
