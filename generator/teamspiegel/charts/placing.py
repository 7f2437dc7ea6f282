"""Where labels go beside their points, so that none lies on another, on a point or outside the panel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import hypot, inf


@dataclass(frozen=True)
class Box:
    """A rectangle on the sheet, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """The area that two rectangles share."""
        if self.right <= other.left or other.right <= self.left or self.bottom <= other.top or other.bottom <= self.top:
            return 0
        across = min(self.right, other.right) - max(self.left, other.left)
        return across * (min(self.bottom, other.bottom) - max(self.top, other.top))

    def outside(self, panel: "Box") -> float:
        """The area of this rectangle that is not on the panel."""
        return (self.right - self.left) * (self.bottom - self.top) - self.overlap(panel)

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """The place in this rectangle that is nearest to a point."""
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)

    def gap(self, x: float, y: float) -> float:
        """How far a point lies from this rectangle; 0 inside it."""
        near_x, near_y = self.nearest(x, y)
        return hypot(near_x - x, near_y - y)


@dataclass(frozen=True)
class Label:
    """A label of a certain size for the point at x and y, whose shape reaches as far as `distance`.

    `home` is the part of the panel that it belongs in: elsewhere it would seem to say something about another part.
    """

    x: float
    y: float
    width: float
    height: float
    distance: float
    home: Box | None = None


@dataclass(frozen=True)
class Ground:
    """What labels are put on: its bounds, what no label may cover, and lines that a label rather leaves free."""

    panel: Box
    taken: tuple[Box, ...]
    lines: tuple[Box, ...]


SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
"""Right of a point first, then left of it, above and below it, and slantwise."""

STEPS, STEP = 20, 7

SLANT, FURTHER, CONFUSED, ON_LINE, ABROAD, COVERED = 10, 25, 150, 0.6, 0.1, 5
"""What a place costs: slantwise, every step away, nearer to another point, and each pixel on a line, outside its home
or on a thing."""


def placed(labels: Sequence[Label], ground: Ground) -> list[Box]:
    """A rectangle for every label, in order: the best place that the ones before it have left."""
    found: list[Box] = []
    for label in labels:
        others = [other for other in labels if (other.x, other.y) != (label.x, label.y)]
        found.append(_best(label, others, ground, found))
    return found


def along(x: float, y: float, x2: float, y2: float, clear: float) -> list[Box]:
    """A line as boxes that cover it and a little more: one when it lies or stands, else a chain."""
    pieces = 1 if x == x2 or y == y2 else max(1, int(max(abs(x2 - x), abs(y2 - y)) / clear))
    ends = [(x + (x2 - x) * piece / pieces, y + (y2 - y) * piece / pieces) for piece in range(pieces + 1)]
    return [
        Box(min(a, c) - clear, min(b, d) - clear, max(a, c) + clear, max(b, d) + clear)
        for (a, b), (c, d) in pairwise(ends)
    ]


def _best(label: Label, others: Sequence[Label], ground: Ground, before: Sequence[Box]) -> Box:
    best, least = Box(0, 0, 0, 0), inf
    for box, cost in _candidates(label):
        if cost >= least:
            break
        cost += crowd(box, label, others, ground, before)
        if cost < least:
            best, least = box, cost
    return best


def _candidates(label: Label) -> Iterator[tuple[Box, float]]:
    """The places around a point with what their distance costs, cheapest first."""
    half, high = label.width / 2, label.height / 2
    for step, (across, down) in product(range(STEPS), SIDES):
        away = label.distance + step * STEP
        slant = bool(across and down)
        near = away * 0.6 if slant else away
        x, y = label.x + across * (near + half), label.y + down * (near + high)
        yield Box(x - half, y - high, x + half, y + high), step * FURTHER + slant * SLANT


def crowd(box: Box, label: Label, others: Sequence[Label], ground: Ground, before: Sequence[Box]) -> float:
    """What it costs that others are there too."""
    covered = sum(box.overlap(other) for other in (*ground.taken, *before)) + box.outside(ground.panel)
    on_lines = sum(box.overlap(line) for line in ground.lines)
    own = box.gap(label.x, label.y)
    confused = sum(box.gap(other.x, other.y) <= own for other in others)
    abroad = box.outside(label.home) if label.home else 0
    return COVERED * covered + ON_LINE * on_lines + ABROAD * abroad + CONFUSED * confused
