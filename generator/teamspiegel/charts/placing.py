"""Where labels go beside their points, so that none lies on another, on a point or outside the panel.

The one thing that is placed by hand: Vega-Lite has nothing that keeps labels apart.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from math import cos, pi, sin
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

STEPS, STEP = 24, 7
"""How many times further away a place is looked for, and how much further each time."""

TURNS = np.array([(cos(turn * pi / 8), -sin(turn * pi / 8)) for turn in range(16)])
"""The directions around a point that are tried."""

STRAIGHT = [0, 8, 4, 12]
"""Of these right of it is best, then left, above and below; and the others come after them."""

COVERED, TOUCHING = 20, 10
"""How much further away a label rather is than that it covers a pixel of something else, and touches it at all."""

STRANGER = 30
"""How much further away a label rather is than nearer to another point than to its own, as whose it would be read."""

TIE = 5
"""How far the pieces lie apart that a line is looked at in."""

FAR = 1e4

Boxes = NDArray[np.float64]
"""Rectangles in pixels, one in a row: left, top, right and bottom."""


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float


class Label(NamedTuple):
    """A label of a certain size for the point at x and y, whose shape reaches as far as `reach`."""

    x: float
    y: float
    width: float
    height: float
    reach: float


def placed(labels: Sequence[Label], panel: Box, taken: Iterable[Box]) -> list[Box]:
    """A rectangle for every label, in order: the nearest free place that the ones before it have left, or else the
    place that covers least. The line from a label to its point is kept free as well, unless it would cross another."""
    left, top, right, bottom = panel
    walls = [(-FAR, -FAR, left, FAR), (right, -FAR, FAR, FAR), (-FAR, -FAR, FAR, top), (-FAR, bottom, FAR, FAR)]
    points = [(one.x - one.reach, one.y - one.reach, one.x + one.reach, one.y + one.reach) for one in labels]
    kept, others = np.array([*walls, *taken, *points], dtype=float), np.empty((0, 4))
    for label in labels:
        boxes, away = _around(label)
        strangers = [_line(one, boxes) for one in labels if one[:2] != label[:2]]
        if strangers:
            nearest = np.min([np.hypot(*line.T) for line in strangers], axis=0)
            away = away + STRANGER * (nearest < np.hypot(*_line(label, boxes).T))
        best, least = 0, np.inf
        # The nearest ones first: mostly one of these is free, and no other has to be looked at.
        for at in np.argsort(away.round(3), kind="stable"):
            if away[at] >= least:
                break
            cost = away[at] + _covered(boxes[[at]], kept).sum() + _covered(_tie(label, boxes[at]), others).sum()
            # Of places that are as good the first, whatever a processor makes of the last decimals.
            best, least = (at, cost) if cost < least - 0.001 else (best, least)
        others = np.vstack([others, boxes[best]])
        kept = np.vstack([kept, boxes[best], _tie(label, boxes[best])])
    return [Box(*map(float, box)) for box in _untangled(labels, others)]


def _untangled(labels: Sequence[Label], boxes: Boxes) -> Boxes:
    """The rectangles, of which labels of one size have changed places where both lines together become shorter: lines
    that cross always do."""
    away = np.array([np.hypot(*_line(label, boxes).T) for label in labels])
    at, changed = [*range(len(labels))], True
    alike = [pair for pair in combinations(at, 2) if labels[pair[0]][2:4] == labels[pair[1]][2:4]]
    while changed:
        changed = False
        for one, other in alike:
            now = away[one, at[one]] + away[other, at[other]]
            if away[one, at[other]] + away[other, at[one]] < now - 1:
                at[one], at[other], changed = at[other], at[one], True
    return boxes[at]


def _around(label: Label) -> tuple[Boxes, NDArray[np.float64]]:
    """The places around a point, and what their distance costs."""
    half = np.array([label.width, label.height]) / 2
    away = label.reach + 2 + STEP * np.arange(STEPS)
    middles = ([label.x, label.y] + TURNS * (away[:, None, None] + half)).reshape(-1, 2)
    boxes = np.hstack([middles - half, middles + half])
    turned = np.full(len(TURNS), 4 + label.reach)
    turned[STRAIGHT] = range(len(STRAIGHT))
    return boxes, np.hypot(*_line(label, boxes).T) + np.tile(turned, STEPS)


def _line(label: Label, boxes: Boxes) -> NDArray[np.float64]:
    """How far right of a point, and how far below it, each rectangle is nearest to it."""
    point = np.array([label.x, label.y])
    line: NDArray[np.float64] = np.clip(point, boxes[..., :2], boxes[..., 2:]) - point
    return line


def _tie(label: Label, box: Boxes) -> Boxes:
    """The line from a point to its label, beyond the point's own shape, in small pieces."""
    line = _line(label, box)
    long = float(np.hypot(*line))
    middles = [label.x, label.y] + np.arange(label.reach + TIE, long, TIE)[:, None] * line / max(long, 1)
    return np.hstack([middles - 1, middles + 1])


def _covered(boxes: Boxes, others: Boxes) -> NDArray[np.float64]:
    """What it costs each rectangle to cover others."""
    across = np.minimum(boxes[:, None, 2], others[:, 2]) - np.maximum(boxes[:, None, 0], others[:, 0])
    down = np.minimum(boxes[:, None, 3], others[:, 3]) - np.maximum(boxes[:, None, 1], others[:, 1])
    areas = across.clip(0) * down.clip(0)
    costs: NDArray[np.float64] = COVERED * (areas + TOUCHING * (areas > 0.01)).sum(axis=1)
    return costs
