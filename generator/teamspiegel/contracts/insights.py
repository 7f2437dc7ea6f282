"""What stands out in a team's published numbers: facts, not sentences. The wording is the theme's."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from teamspiegel.contracts.instrument import Axis, Culture, Side
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import Published


@dataclass(frozen=True)
class Finding:
    """A published indicator with the words that a reader knows it by: `name` and its layer's name."""

    indicator: Published
    name: str
    layer: str


@dataclass(frozen=True)
class Gap:
    """Two layers' means about one element: `difference` = first - second, of the published means, and never 0."""

    element: str
    first: Finding
    second: Finding
    difference: float


Border = Literal["on", "near", "clear"]
"""Whether a place is on the border of its corner: as wide as the instrument says; three times that is near."""


@dataclass(frozen=True)
class AxisPosition:
    """Where a team stands on an axis: from `low` to `high`, which are one value when the mean is told.

    Both are corrected where a spread asks for it; `raw` are the ends as they are published. `side`: None when it may be
    either. `border`: whether a little more or less would be the other side.
    """

    axis: Axis
    indicator: Published
    low: float
    high: float
    raw: tuple[float, float]
    side: Side | None
    border: Border

    @property
    def on_border(self) -> bool:
        """Whether a little more or less would be the other side."""
        return self.border == "on"

    @property
    def exact(self) -> bool:
        """Whether it is one value, and not somewhere between two."""
        return self.indicator.mean is not None

    @property
    def middle(self) -> float:
        """The value, or the middle of where it may lie."""
        return (self.low + self.high) / 2

    @property
    def is_corrected(self) -> bool:
        """Whether a spread moved it."""
        return (self.low, self.high) != self.raw


@dataclass(frozen=True)
class Position:
    """Where a team stands in the quadrant, and the cultures of the corners that it may be in: one, when sure.

    `beside`: the cultures across the bridge axes that it is on or near the border of, when it is sure of its own.
    """

    x: AxisPosition
    y: AxisPosition
    cultures: tuple[Culture, ...]
    beside: tuple[Culture, ...] = ()

    @property
    def culture(self) -> Culture | None:
        """The culture of the corner that it stands in; None when it may be another."""
        return self.cultures[0] if len(self.cultures) == 1 else None

    @property
    def border(self) -> Border:
        """How near it is to the nearest border of its corner."""
        return min(self.x.border, self.y.border, key=get_args(Border).index)

    @property
    def exact(self) -> bool:
        """Whether it is a point, and not a bar or a box."""
        return self.x.exact and self.y.exact


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

    def same(self, other: "Help | None") -> bool:
        """Whether it is the same page or activity."""
        return other is not None and (self.page, self.activity) == (other.page, other.activity)

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
    help: Mapping[Aspect, tuple[Help, ...]]
    library: tuple[str, ...]

    @cached_property
    def flagged(self) -> tuple[Finding, ...]:
        """Every flagged item once: what is low before what is only spread."""
        return tuple(dict.fromkeys((*self.low, *self.spread)))

    def asking(self, items: Collection[str] | None = None) -> tuple[Finding, ...]:
        """The results that ask for help, of all items or of these: the flagged ones, or else the two lowest."""
        return self._asking(lambda finding: items is None or finding.indicator.place.id in items)

    def to_discuss(self, most: int) -> tuple[Finding, ...]:
        """The first results that ask for help, each about something else and with another activity to begin with."""
        chosen: list[Finding] = []
        for finding in self.asking():
            others = ((one.name, self.begin_with(one)) for one in chosen)
            begin = self.begin_with(finding)
            if not any(name == finding.name or (begin and begin.same(other)) for name, other in others):
                chosen.append(finding)
        return tuple(chosen[:most])

    def pointing(self, page: str) -> tuple[Finding, ...]:
        """The results that a guidance page helps with: the flagged ones, or else the two lowest."""
        return self._asking(
            lambda finding: any(help_.page == page for help_ in self.help[finding.indicator.place.aspect])
        )

    def _asking(self, wanted: Callable[[Finding], bool]) -> tuple[Finding, ...]:
        flagged = tuple(finding for finding in self.flagged if wanted(finding))
        return flagged or tuple(finding for finding in self.lowest_first if wanted(finding))[:MOST_LOWEST]

    def fitting(self, findings: Iterable[Finding]) -> tuple[Fit, ...]:
        """The guidance pages that help with these findings: most points first, and then in the library's order."""
        by_page: dict[str, list[tuple[Finding, Help]]] = {}
        for finding in findings:
            for help_ in self.help[finding.indicator.place.aspect]:
                by_page.setdefault(help_.page, []).append((finding, help_))
        fits = [_fit(page, pairs) for page, pairs in by_page.items()]
        return tuple(sorted(fits, key=lambda fit: (-fit.points, self.library.index(fit.page))))

    def begin_with(self, finding: Finding) -> Help | None:
        """The activity that helps with a finding most closely and most specifically; None when there is none."""
        activities = [help_ for help_ in self.help[finding.indicator.place.aspect] if help_.activity]
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
