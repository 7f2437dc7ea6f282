"""Labels of points that crowd together: moved until no line from a label to its point runs through another."""

from collections.abc import Iterator, Sequence
from itertools import cycle, islice, product
from math import cos, hypot, inf, pi, sin

from teamspiegel.charts.placing import FURTHER, STEP, Box, Ground, Label, crowd, placed

MOVES = 60
"""How many labels are moved at most, each as often as the others."""

APART = 5
"""Between two labels, so that they do not read as one."""

SURE = 8
"""How much nearer a label must be to its own point than to another."""

DIRECTIONS, STEPS = 16, 18

THROUGH, CROSSED, PER_PIXEL, BETWEEN = 250, 300, 12, 60
"""What a line to a label costs: through another label or point, across another line, each pixel of that way,
and a place that is not clearly nearer to its own point than to another."""

Line = tuple[float, float, float, float]


def untangled(labels: Sequence[Label], ground: Ground) -> list[Box]:
    """A rectangle for every label, in order, where `placed` would put each by itself, but better together."""
    boxes, still = placed(labels, ground), 0
    for index in islice(cycle(range(len(labels))), MOVES):
        here, boxes[index] = boxes[index], _best(index, labels, ground, boxes)
        still = still + 1 if boxes[index] == here else 0
        if still == len(labels):
            break
    return boxes


def _best(index: int, labels: Sequence[Label], ground: Ground, boxes: Sequence[Box]) -> Box:
    label, here = labels[index], boxes[index]
    others = [other for other in labels if (other.x, other.y) != (label.x, label.y)]
    rest = [_grown(box) for at, box in enumerate(boxes) if at != index]
    lines = [_line(other, box) for at, (other, box) in enumerate(zip(labels, boxes, strict=True)) if at != index]

    def cost(box: Box, most: float) -> float:
        """What a place costs; where it is more than `most`, perhaps not all of it."""
        found = _way(box, label) + crowd(box, label, others, ground, rest)
        if found < most:
            found += BETWEEN * sum(unclear(box, label.x, label.y, other.x, other.y) for other in others)
        return found + _tangle(box, label, others, rest, lines) if found < most else found

    best, least = here, cost(here, inf)
    for box in _candidates(label):
        if _way(box, label) < least and (found := cost(box, least)) < least:
            best, least = box, found
    return best


def _way(box: Box, label: Label) -> float:
    """What the distance between a label and its point costs."""
    return max(box.gap(label.x, label.y) - label.distance, 0) / STEP * FURTHER


def _candidates(label: Label) -> Iterator[Box]:
    """The places all around a point, the nearest first."""
    half, high = label.width / 2, label.height / 2
    for step, turn in product(range(STEPS), range(DIRECTIONS)):
        away, angle = label.distance + step * STEP, 2 * pi * turn / DIRECTIONS
        x, y = label.x + cos(angle) * (away + half), label.y + sin(angle) * (away + high)
        yield Box(x - half, y - high, x + half, y + high)


def unclear(box: Box, x: float, y: float, other_x: float, other_y: float) -> bool:
    """Whether a label might as well belong to another point."""
    return box.gap(other_x, other_y) < box.gap(x, y) + SURE


def _grown(box: Box) -> Box:
    return Box(box.left - APART, box.top - APART, box.right + APART, box.bottom + APART)


def _tangle(box: Box, label: Label, others: Sequence[Label], rest: Sequence[Box], lines: Sequence[Line]) -> float:
    """What it costs that lines to labels run through labels, over points and across each other."""
    own = _line(label, box)
    points = (Box(other.x - 4, other.y - 4, other.x + 4, other.y + 4) for other in others)
    through = [
        length
        for length in (*(length_inside(own, it) for it in (*rest, *points)), *(length_inside(it, box) for it in lines))
        if length
    ]
    crossed = sum(crossing(own, line) for line in lines)
    return THROUGH * len(through) + PER_PIXEL * sum(through) + CROSSED * crossed


def _line(label: Label, box: Box) -> Line:
    """From a point to its label."""
    return label.x, label.y, *box.nearest(label.x, label.y)


def length_inside(line: Line, box: Box) -> float:
    """How much of a line lies in a rectangle (Liang and Barsky's clipping)."""
    x, y, x2, y2 = line
    start, end = 0.0, 1.0
    for step, low, high in ((x2 - x, box.left - x, box.right - x), (y2 - y, box.top - y, box.bottom - y)):
        if step == 0:
            if low > 0 or high < 0:
                return 0
        else:
            near, far = sorted((low / step, high / step))
            start, end = max(start, near), min(end, far)
    return max(end - start, 0) * hypot(x2 - x, y2 - y)


def crossing(one: Line, other: Line) -> bool:
    """Whether two lines cross."""
    return _sides(one, other) and _sides(other, one)


def _sides(one: Line, other: Line) -> bool:
    """Whether the ends of the other line lie on either side of the first."""
    x, y, x2, y2 = one
    first, second = ((x2 - x) * (b - y) - (y2 - y) * (a - x) for a, b in (other[:2], other[2:]))
    return first * second < 0
