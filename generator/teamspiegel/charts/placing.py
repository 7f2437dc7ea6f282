"""Where labels go beside their points, so that none lies on another, on a point or outside the panel.

The one thing that is placed by hand: Vega-Lite has nothing that keeps labels apart.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from math import cos, hypot, inf, pi, sin
from typing import NamedTuple

DIRECTIONS, STEPS, STEP = 16, 24, 7
"""How many places around a point are tried, and how many times further away, and how much further each time."""

COVERED, TOUCHING = 20, 10
"""How much further away a label rather is than that it covers a pixel of something else, and touches it at all."""

TIE = 8
"""How far the pieces lie apart that a line is looked at in."""


SQUARE = 24
"""Pixels: about as large as a small label."""


class Box(NamedTuple):
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


class Label(NamedTuple):
    """A label of a certain size for the point at x and y, whose shape reaches as far as `reach`."""

    x: float
    y: float
    width: float
    height: float
    reach: float


class _Grid:
    """Rectangles by the squares of a grid that they lie in: who looks for what lies under another looks there alone."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._boxes: list[Box] = []
        self._squares: dict[tuple[int, int], list[int]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        """Have another rectangle."""
        for square in _squares(box):
            self._squares.setdefault(square, []).append(len(self._boxes))
        self._boxes.append(box)

    def under(self, box: Box) -> Iterator[float]:
        """The areas that it shares with those that it may touch, in the order in which they came."""
        near = {at for square in _squares(box) for at in self._squares.get(square, ())}
        return (box.overlap(self._boxes[at]) for at in sorted(near))


def _squares(box: Box) -> Iterator[tuple[int, int]]:
    for across in range(int(box.left // SQUARE), int(box.right // SQUARE) + 1):
        for down in range(int(box.top // SQUARE), int(box.bottom // SQUARE) + 1):
            yield across, down


def placed(labels: Sequence[Label], panel: Box, taken: Iterable[Box]) -> list[Box]:
    """A rectangle for every label, in order: the nearest free place that the ones before it have left, or else the
    place that covers least. The line from a label to its point is kept free as well."""
    points = [Box(one.x - one.reach, one.y - one.reach, one.x + one.reach, one.y + one.reach) for one in labels]
    kept, others, found = _Grid([*taken, *points]), _Grid(), list[Box]()

    def covered(label: Label, box: Box) -> Iterator[float]:
        ties = (area for piece in _tie(label, box) for area in others.under(piece))
        areas = chain([box.outside(panel)], kept.under(box), ties)
        return (COVERED * (area + TOUCHING) for area in areas if area > 0.01)

    for label in labels:
        best, least = panel, inf
        for away, box in sorted(_candidates(label)):
            if away >= least:
                break
            for cost in accumulate(covered(label, box), initial=away):
                if cost >= least:
                    break
            else:
                best, least = box, cost
        found.append(best)
        others.add(best)
        for box in (best, *_tie(label, best)):
            kept.add(box)
    return found


def _tie(label: Label, box: Box) -> Iterator[Box]:
    """The line from a point to its label, beyond the point's own shape, in small pieces."""
    x, y = box.nearest(label.x, label.y)
    long = hypot(x - label.x, y - label.y)
    for away in range(int(label.reach) + TIE, int(long), TIE):
        across, down = label.x + away / long * (x - label.x), label.y + away / long * (y - label.y)
        yield Box(across - 1, down - 1, across + 1, down + 1)


def _candidates(label: Label) -> Iterator[tuple[float, Box]]:
    """The places around a point with what their distance costs: right of it is best, then left, above and below."""
    half, high = label.width / 2, label.height / 2
    straight = {0: 0, DIRECTIONS // 2: 1, DIRECTIONS // 4: 2, 3 * DIRECTIONS // 4: 3}
    for step in range(STEPS):
        for turn in range(DIRECTIONS):
            away, angle = label.reach + 2 + step * STEP, 2 * pi * turn / DIRECTIONS
            x, y = label.x + cos(angle) * (away + half), label.y - sin(angle) * (away + high)
            box = Box(x - half, y - high, x + half, y + high)
            near = box.nearest(label.x, label.y)
            yield hypot(near[0] - label.x, near[1] - label.y) + straight.get(turn, 4 + label.reach), box
