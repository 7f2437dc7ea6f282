"""Labels beside their points."""

from itertools import combinations
from math import hypot

import pytest
from teamspiegel.charts.placing import Box, Label, placed

PANEL = Box(0, 0, 380, 380)


def label(x: float, y: float, width: float = 60) -> Label:
    return Label(x, y, width, 17, 6)


def test_a_label_alone_stands_right_of_its_point() -> None:
    (box,) = placed([label(100, 100)], PANEL, [])
    assert (box.left, (box.top + box.bottom) / 2) == (108, 100)  # 6 for the shape and 2 between


def test_at_the_side_of_the_panel_it_stands_on_the_other_side() -> None:
    (box,) = placed([label(370, 100)], PANEL, [])
    assert box.right == 362


@pytest.mark.parametrize("apart", [0, 3, 20])
def test_labels_of_points_that_crowd_lie_on_nothing(apart: float) -> None:
    labels = [label(190 + apart * (number % 6), 190 + apart * (number // 6), 18) for number in range(40)]
    boxes = placed(labels, PANEL, [Box(189, 0, 191, 380)])
    assert not any(one.overlap(other) for one, other in combinations(boxes, 2))
    assert not any(box.outside(PANEL) for box in boxes)
    points = [Box(one.x - 6, one.y - 6, one.x + 6, one.y + 6) for one in labels]
    assert not any(box.overlap(point) for box in boxes for point in points)


def test_a_label_is_no_further_than_it_has_to_be() -> None:
    taken = Box(100, 80, 200, 120)
    (box,) = placed([label(95, 100)], PANEL, [taken])
    near = box.nearest(95, 100)
    assert hypot(near[0] - 95, near[1] - 100) <= 8


def test_where_nothing_is_free_it_covers_as_little_as_it_can() -> None:
    (box,) = placed([label(20, 20)], Box(0, 0, 40, 40), [Box(0, 0, 40, 40)])
    assert box.overlap(Box(0, 0, 40, 40)) < 60 * 17
