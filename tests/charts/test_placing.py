"""Labels beside their points."""

from itertools import combinations
from math import hypot

import pytest
from teamspiegel.charts.placing import Box, Label, placed

PANEL = Box(0, 0, 380, 380)


def overlap(one: Box, other: Box) -> float:
    """The area that two rectangles share."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(across, 0) * max(down, 0)


def on_panel(box: Box) -> bool:
    return min(box) >= 0 and max(box) <= 380


def nearest(box: Box, x: float, y: float) -> tuple[float, float]:
    """The place in a rectangle that is nearest to a point."""
    return min(max(x, box.left), box.right), min(max(y, box.top), box.bottom)


def label(x: float, y: float, width: float = 60) -> Label:
    return Label(x, y, width, 17, 6)


def test_a_label_alone_stands_right_of_its_point() -> None:
    (box,) = placed([label(100, 100)], PANEL, [])
    assert (box.left, (box.top + box.bottom) / 2) == (108, 100)  # 6 for the shape and 2 between


def test_at_the_side_of_the_panel_it_stands_on_the_other_side() -> None:
    (box,) = placed([label(370, 100)], PANEL, [])
    assert box.right == 362


@pytest.mark.parametrize("apart", [0, 3, 50])
def test_labels_of_points_that_crowd_lie_on_nothing(apart: float) -> None:
    first = 190 - 2.5 * apart
    labels = [label(first + apart * (number % 6), first + apart * (number // 6), 18) for number in range(40)]
    boxes = placed(labels, PANEL, [Box(189, 0, 191, 380)])
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))
    assert all(on_panel(box) for box in boxes)
    points = [Box(one.x - 6, one.y - 6, one.x + 6, one.y + 6) for one in labels]
    assert not any(overlap(box, point) for box in boxes for point in points)


def test_no_two_labels_would_be_nearer_to_each_other_s_points() -> None:
    """Two lines that cross are longer than the same ends joined the other way: so none of these cross."""
    labels = [label(150 + 37 * number % 80, 150 + 53 * number % 80, 18) for number in range(40)]
    boxes = placed(labels, PANEL, [])

    def away(one: Label, box: Box) -> float:
        x, y = nearest(box, one.x, one.y)
        return hypot(x - one.x, y - one.y)

    for (one, its), (other, other_s) in combinations(zip(labels, boxes, strict=True), 2):
        assert away(one, other_s) + away(other, its) >= away(one, its) + away(other, other_s) - 1.001


def test_a_label_is_no_further_than_it_has_to_be() -> None:
    taken = Box(100, 80, 200, 120)
    (box,) = placed([label(95, 100)], PANEL, [taken])
    near = nearest(box, 95, 100)
    assert hypot(near[0] - 95, near[1] - 100) <= 8


def test_where_nothing_is_free_it_covers_as_little_as_it_can() -> None:
    (box,) = placed([label(20, 20)], Box(0, 0, 40, 40), [Box(0, 0, 40, 40)])
    assert overlap(box, Box(0, 0, 40, 40)) < 60 * 17


def test_no_line_from_a_point_to_its_label_runs_through_another_label() -> None:
    labels = [label(100 + 8 * number, 190, 80) for number in range(5)]
    boxes = placed(labels, PANEL, [])
    for one, box in zip(labels, boxes, strict=True):
        x, y = nearest(box, one.x, one.y)
        line = [(one.x + part / 50 * (x - one.x), one.y + part / 50 * (y - one.y)) for part in range(51)]
        others = [other for other in boxes if other != box]
        assert not [
            at
            for at in line
            for other in others
            if other.left < at[0] < other.right and other.top < at[1] < other.bottom
        ]


def test_a_label_is_nearer_to_its_own_point_than_to_another() -> None:
    """It would be read as the other one's. These are the points of the demonstration's quadrant, about its axes."""
    first = Label(208, 171, 66, 34, 8)
    others = [Label(175, 177, 108, 17, 5), Label(233, 158, 57, 17, 7), Label(191, 190, 57, 17, 7)]
    box, *_ = placed([first, *others], PANEL, [Box(189, 0, 193, 380), Box(0, 188, 380, 192), Box(204, 153, 212, 189)])
    away = [hypot(near[0] - one.x, near[1] - one.y) for one in (first, *others) for near in [nearest(box, *one[:2])]]
    assert min(away) == away[0]
