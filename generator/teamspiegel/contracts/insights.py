"""What stands out in a team's published numbers: facts, not sentences. The wording is the theme's."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from teamspiegel.contracts.definitions import Benchmark, Round, Target, Team
from teamspiegel.contracts.instrument import Axis, Culture, Instrument, Layer, Side
from teamspiegel.contracts.published import Change, Indicator, Place, Results


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


MOST_LOWEST = 2
"""How many of the lowest results ask for help where none is flagged."""


@dataclass(frozen=True)
class Help:
    """A guidance page, or one activity on it, that helps with an item: how closely, from 1 to 3 (see `insights`).

    `breadth`: how many things it says that it helps with; what helps with one thing goes before what helps with ten.
    """

    page: str
    activity: str | None
    closeness: int
    breadth: int

    @property
    def rank(self) -> tuple[int, int]:
        """Sorts the closest first, and the most specific of those."""
        return (-self.closeness, self.breadth)


@dataclass(frozen=True)
class Fit:
    """A guidance page that helps with findings. `points`: how closely, summed over the findings.

    `activities`: for each finding that the page has an activity for, the closest one.
    """

    page: str
    points: int
    findings: tuple[Finding, ...]
    activities: tuple[tuple[Finding, str], ...]


@dataclass(frozen=True)
class Insights:
    """What stands out for one team in one round.

    `lowest_first`: every item with a published mean or bound. `strengths`: the highest items without a flag, high to
    low. `low` and `spread`: every flagged item, lowest mean or largest spread first. `gaps`: by size, largest first.
    `help`: what the guidance library has for each item. `library`: its pages' ids in order.
    """

    lowest_first: tuple[Finding, ...]
    strengths: tuple[Finding, ...]
    low: tuple[Finding, ...]
    spread: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    position: Position | None
    help: Mapping[Place, tuple[Help, ...]]
    library: tuple[str, ...]

    @cached_property
    def flagged(self) -> tuple[Finding, ...]:
        """Every flagged item once: what is low before what is only spread."""
        return tuple(dict.fromkeys((*self.low, *self.spread)))

    def asking(self, items: Collection[str] | None = None) -> tuple[Finding, ...]:
        """The results that ask for help, of all items or of these: the flagged ones, or else the two lowest."""
        return self._asking(lambda finding: items is None or finding.indicator.place.id in items)

    def pointing(self, page: str) -> tuple[Finding, ...]:
        """The results that a guidance page helps with: the flagged ones, or else the two lowest."""
        return self._asking(lambda finding: any(help_.page == page for help_ in self.help[finding.indicator.place]))

    def _asking(self, wanted: Callable[[Finding], bool]) -> tuple[Finding, ...]:
        flagged = tuple(finding for finding in self.flagged if wanted(finding))
        return flagged or tuple(finding for finding in self.lowest_first if wanted(finding))[:MOST_LOWEST]

    def fitting(self, findings: Iterable[Finding]) -> tuple[Fit, ...]:
        """The guidance pages that help with these findings: most points first, and then in the library's order."""
        by_page: dict[str, list[tuple[Finding, Help]]] = {}
        for finding in findings:
            for help_ in self.help[finding.indicator.place]:
                by_page.setdefault(help_.page, []).append((finding, help_))
        fits = [_fit(page, pairs) for page, pairs in by_page.items()]
        return tuple(sorted(fits, key=lambda fit: (-fit.points, self.library.index(fit.page))))

    def begin_with(self, finding: Finding) -> Help | None:
        """The activity that helps with a finding most closely and most specifically; None when there is none."""
        activities = [help_ for help_ in self.help[finding.indicator.place] if help_.activity]
        return min(activities, key=lambda help_: help_.rank, default=None)


def _fit(page: str, pairs: Sequence[tuple[Finding, Help]]) -> Fit:
    closest: dict[Finding, int] = {}
    activity: dict[Finding, Help] = {}
    for finding, help_ in pairs:
        closest[finding] = max(closest.get(finding, 0), help_.closeness)
        if help_.activity and (finding not in activity or help_.rank < activity[finding].rank):
            activity[finding] = help_
    chosen = tuple((finding, str(help_.activity)) for finding, help_ in activity.items())
    return Fit(page, sum(closest.values()), tuple(closest), chosen)


@dataclass(frozen=True)
class TeamRound:
    """One team in one round, with everything that its pages and charts show. `earlier`: its older rounds, in order."""

    team: Team
    round: Round
    instrument: Instrument
    results: Results
    insights: Insights
    earlier: tuple["TeamRound", ...] = ()

    @property
    def path(self) -> tuple[tuple[Round, Position], ...]:
        """Where the team stood in the earlier rounds whose axes can be compared with this round's."""
        quadrant = self.instrument.quadrant
        axes = [Place("axis", "axis", axis) for axis in (quadrant.x, quadrant.y)] if quadrant else []
        return tuple(
            (past.round, past.insights.position)
            for past in self.earlier
            if past.insights.position and all(self.results.change(past.round.id, axis) for axis in axes)
        )


@dataclass(frozen=True)
class Reference:
    """What a team's means can be held against: a benchmark, or the other teams of the same round (no benchmark).

    `means`: the reference mean of a place, with how many teams stand behind it.
    """

    benchmark: Benchmark | None
    means: Mapping[Place, tuple[float, int]]


Status = Literal["reached", "moving", "still", "waiting", "withheld", "dropped"]
"""Where a target is: reached; clearly higher but not there; not clearly higher; not measured since; measured since, but
withheld by the gate; or no longer asked in the same way."""


@dataclass(frozen=True)
class Progress:
    """Where a target is.

    `then` and `now`: the indicator in the question's round, and in the latest later one up to the target's. `change`:
    between those two. `layer`: the layer that the indicator is of, None for an axis.
    """

    target: Target
    name: str
    layer: Layer | None
    status: Status
    then: Indicator | None
    now: Indicator | None
    change: Change | None
    measured: Round | None
