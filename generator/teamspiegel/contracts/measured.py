"""Numbers before the gate. Only the gate takes these; everything visible takes `Published`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pandas as pd

from teamspiegel.contracts.definitions import Round, Team
from teamspiegel.contracts.interviews import Direction
from teamspiegel.contracts.other import OtherInstrument
from teamspiegel.contracts.place import Aspect, Place
from teamspiegel.contracts.published import BandCount, Response


@dataclass(frozen=True)
class Answers:
    """The long answers of a school (`frames.ANSWERS`): read once, counted, and let go.

    `beside`: those to instruments beside the mirror, by id (`frames.ANSWERS` of a survey, or else `OTHER_ANSWERS`).
    """

    frame: pd.DataFrame
    beside: Mapping[str, pd.DataFrame] = field(default_factory=dict)


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
class ScanMeasured:
    """A scan before the gate: who answered, by role, and every topic by role."""

    people: Mapping[str, int]
    numbers: Mapping[str, Mapping[str, Measured]]


@dataclass(frozen=True)
class PlacementMeasured:
    """A placement before the gate: who answered, by role, and how many chose each phase of a topic, by role."""

    people: Mapping[str, int]
    counts: Mapping[str, Mapping[str, tuple[int, ...]]]


@dataclass(frozen=True)
class RankingMeasured:
    """A ranking before the gate.

    `people`: who ranked anything. `points`: by option, of everybody together. `top`: by option, how many have it there.
    `alike`: the most people who gave one option the same rank, or none. `complete`: who ranked every option, and their
    `agreement`, Kendall's W.
    """

    people: int
    points: Mapping[str, Fraction]
    top: Mapping[str, int]
    alike: int
    complete: int
    agreement: Fraction | None


@dataclass(frozen=True)
class Clustered:
    """A number of every pupil, before the gate: how many, in how many classes, and their mean.

    `error`: the squared standard error over classes, None of one class. `variance`: of the pupils, n - 1. `alike`: the
    most pupils with the same value.
    """

    n: int
    classes: int
    mean: Fraction
    error: Fraction | None
    variance: Fraction | None
    alike: int


@dataclass(frozen=True)
class PupilsMeasured:
    """A questionnaire for pupils before the gate: who answered, in how many classes, and every scale."""

    pupils: int
    classes: int
    scales: Mapping[str, Clustered | None]


@dataclass(frozen=True)
class SystemMeasured:
    """Who made a knowledge test about one system, before the gate.

    `items`: every question, 1 for right. `reliability`: KR-20. `variance`: of how many everybody had right, n - 1.
    """

    people: int
    items: Mapping[str, Measured]
    reliability: Fraction | None
    variance: Fraction | None


@dataclass(frozen=True)
class KnowledgeMeasured:
    """A knowledge test before the gate, by system."""

    systems: Mapping[str, SystemMeasured]


@dataclass(frozen=True)
class TiesMeasured:
    """The ties of one question, before the gate.

    Of `listed` people so many `answered`, and drew so many ties, of which `both` between two who answered, and `mutual`
    of those go both ways. `most`: how often the one was named who was named most. `isolated`: who answered and has no
    tie. `errors`: jackknife standard errors, by number.
    """

    listed: int
    answered: int
    drawn: int
    both: int
    mutual: int
    most: int
    isolated: int
    errors: Mapping[str, float]


@dataclass(frozen=True)
class NetworkMeasured:
    """A network before the gate, by question."""

    listed: int
    answered: int
    ties: Mapping[str, TiesMeasured]


@dataclass(frozen=True)
class InterviewsMeasured:
    """Interviews before the gate: how many, and by theme and direction in how many of them, and the cleared quotes."""

    interviews: int
    counts: Mapping[str, Mapping[Direction, int]]
    quotes: Mapping[str, Mapping[Direction, tuple[str, ...]]]


@dataclass(frozen=True)
class OtherMeasurement:
    """One unit in one round by an instrument of another kind, before the gate. `found`: a record of the kind's own."""

    instrument: OtherInstrument
    unit: Team
    round: Round
    found: Any


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
