"""Numbers before the gate. Only the gate takes these; everything visible takes `Published`."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from teamspiegel.contracts.place import Aspect, Place
from teamspiegel.contracts.published import BandCount, Response


@dataclass(frozen=True)
class Answers:
    """The long answers of a school (`frames.ANSWERS`): read once, counted, and let go."""

    frame: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Measured:
    """One number before the gate, exact.

    `n`: the units (respondents, lessons) that count. `people`: how many different people are behind them. `variance`:
    the sample variance (n - 1) of the units' own values; None below two units, and for an axis over several files.
    Of an item only: `most`, the most units of one person, and `alike`, the most units with the same score.
    """

    place: Place
    n: int
    people: int
    mean: Fraction
    variance: Fraction | None
    most: int = 1
    alike: int = 0


@dataclass(frozen=True)
class Measurement:
    """One team in one round, before the gate.

    `numbers`: in the instrument's order. `distributions`: how often each score was given, by item. `bands`: lessons by
    band, by layer. `responses`: by file.
    """

    team: str
    round: str
    numbers: Mapping[Aspect, Measured]
    distributions: Mapping[str, Mapping[float, int]]
    bands: Mapping[str, tuple[BandCount, ...]]
    responses: Mapping[str, Response]
