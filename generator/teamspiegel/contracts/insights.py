"""What stands out in a team's published numbers: facts, not sentences. The wording is the theme's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from teamspiegel.contracts.definitions import Round, Team
from teamspiegel.contracts.instrument import Axis, Culture, Instrument, Side
from teamspiegel.contracts.published import Indicator, Results


@dataclass(frozen=True)
class Finding:
    """A published indicator with the words that a reader knows it by: `name` and its layer's name."""

    indicator: Indicator
    name: str
    layer: str


@dataclass(frozen=True)
class Gap:
    """Two layers' means about one element: `difference` = first - second, of the published means."""

    element: str
    first: Finding
    second: Finding
    difference: float


@dataclass(frozen=True)
class AxisPosition:
    """Where a team stands on an axis. `corrected` differs from `mean` when a spread asks for a correction."""

    axis: Axis
    indicator: Indicator
    mean: float
    corrected: float
    side: Side
    on_border: bool


@dataclass(frozen=True)
class Position:
    """Where a team stands in the quadrant, and the culture of that corner."""

    x: AxisPosition
    y: AxisPosition
    culture: Culture


FlagKind = Literal["low", "spread"]


@dataclass(frozen=True)
class Insights:
    """What stands out for one team in one round.

    `strengths`: the highest items without a flag, high to low. `low` and `spread`: every flagged item, lowest mean or
    largest spread first. `gaps`: by size, largest first. `pointing`: per recommendation id, the flagged items that
    name it (low before spread), or the team's lowest items when none is flagged. `fitting`: the recommendations that
    flagged items point to, most items first. `measured`: how many items have a published mean.
    """

    measured: int
    strengths: tuple[Finding, ...]
    low: tuple[Finding, ...]
    spread: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    position: Position | None
    pointing: Mapping[str, tuple[Finding, ...]]
    fitting: tuple[str, ...]


@dataclass(frozen=True)
class TeamRound:
    """One team in one round, with everything that its pages and charts show. `earlier`: older positions, in order."""

    team: Team
    round: Round
    instrument: Instrument
    results: Results
    insights: Insights
    earlier: tuple[tuple[Round, Position], ...] = ()
