"""Where labels go beside their points, so that none lies on another, on a point or outside the panel.

The one thing that is placed by hand: Vega-Lite has nothing that keeps labels apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, inf, pi, sin

DIRECTIONS, STEPS, STEP = 16, 24, 7
"""How many places around a point are tried, and how many times further away, and how much further each time."""

COVERED = 20
"""How much further away a label rather is than that it covers a pixel of something else."""

TIE = 8
"""How far the pieces lie apart that a line is looked at in."""

TOUCHING = 10
"""Touching something costs as much as covering so many pixels of it."""


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """The area that two rectangles share."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * down if across > 0 and down > 0 else 0

    def outside(self, panel: "Box") -> float:
        """The area of this rectangle that is not on the panel."""
        return (self.right - self.left) * (self.bottom - self.top) - self.overlap(panel)

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """The place in this rectangle that is nearest to a point."""
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)


@dataclass(frozen=True)
class Label:
    """A label of a certain size for the point at x and y, whose shape reaches as far as `reach`."""

    x: float
    y: float
    width: float
    height: float
    reach: float


def placed(labels: Sequence[Label], panel: Box, taken: Sequence[Box]) -> list[Box]:
    """A rectangle for every label, in order: the nearest free place that the ones before it have left, or else the
    place that covers least. The line from a label to its point is kept free as well."""
    points = [Box(one.x - one.reach, one.y - one.reach, one.x + one.reach, one.y + one.reach) for one in labels]
    found: list[Box] = []
    ties: list[Box] = []
    for label in labels:
        box = _best(label, panel, [*taken, *points, *found, *ties], found)
        found.append(box)
        ties += _tie(label, box)
    return found


def _best(label: Label, panel: Box, taken: Sequence[Box], labels: Sequence[Box]) -> Box:
    best, least = Box(0, 0, 0, 0), inf
    for box, away in _candidates(label):
        cost = away
        for more in _costs(label, box, panel, taken, labels) if cost < least else ():
            cost += more
            if cost >= least:
                break
        if cost < least:
            best, least = box, cost
    return best


def _costs(label: Label, box: Box, panel: Box, taken: Sequence[Box], labels: Sequence[Box]) -> Iterator[float]:
    """What a place costs, piece by piece, so that nobody need count on when it is too much already."""
    yield _covering(box.outside(panel))
    for other in taken:
        yield _covering(box.overlap(other))
    for piece in _tie(label, box):
        for other in labels:
            yield _covering(piece.overlap(other))


def _tie(label: Label, box: Box) -> list[Box]:
    """The line from a point to its label, beyond the point's own shape, in small pieces."""
    x, y = box.nearest(label.x, label.y)
    long = hypot(x - label.x, y - label.y)
    at = (away / long for away in range(int(label.reach) + TIE, int(long), TIE))
    middles = ((label.x + part * (x - label.x), label.y + part * (y - label.y)) for part in at)
    return [Box(across - 1, down - 1, across + 1, down + 1) for across, down in middles]


def _covering(area: float) -> float:
    return COVERED * (area + TOUCHING) if area > 0.01 else 0


def _candidates(label: Label) -> Iterator[tuple[Box, float]]:
    """The places around a point with what their distance costs: right of it is best, then left, above and below."""
    half, high = label.width / 2, label.height / 2
    straight = {0: 0, DIRECTIONS // 2: 1, DIRECTIONS // 4: 2, 3 * DIRECTIONS // 4: 3}
    for step in range(STEPS):
        for turn in range(DIRECTIONS):
            away, angle = label.reach + 2 + step * STEP, 2 * pi * turn / DIRECTIONS
            x, y = label.x + cos(angle) * (away + half), label.y - sin(angle) * (away + high)
            box = Box(x - half, y - high, x + half, y + high)
            near_x, near_y = box.nearest(label.x, label.y)
            yield box, hypot(near_x - label.x, near_y - label.y) + straight.get(turn, 4 + label.reach)
