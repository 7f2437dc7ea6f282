"""Labels of points that crowd together."""

from itertools import combinations

import pytest
from teamspiegel.charts.placing import Box, Ground, Label
from teamspiegel.charts.untangling import crossing, length_inside, unclear, untangled

PANEL = Box(0, 0, 300, 300)
EMPTY = Ground(PANEL, (), ())


def label(x: float, y: float, wide: float = 60, high: float = 34) -> Label:
    return Label(x, y, wide, high, 8)


def test_a_label_alone_stands_right_of_its_point() -> None:
    (box,) = untangled([label(100, 100)], EMPTY)
    assert (box.left, (box.top + box.bottom) / 2) == (108, 100)


def test_labels_of_a_crowd_do_not_overlap_and_stay_on_the_panel() -> None:
    boxes = untangled([label(150 + across, 150 + down) for across in (0, 8, 16) for down in (0, 8, 16)], EMPTY)
    assert all(one.overlap(other) == 0 for one, other in combinations(boxes, 2))
    assert all(box.outside(PANEL) == pytest.approx(0) for box in boxes)


def test_labels_of_one_place_each_have_a_place() -> None:
    boxes = untangled([label(150, 150)] * 5, EMPTY)
    assert all(one.overlap(other) == 0 for one, other in combinations(boxes, 2))


def test_no_line_of_a_crowd_runs_through_a_label_or_another_line() -> None:
    points = [label(150 + across, 150 + down) for across in (0, 8, 16) for down in (0, 8)]
    boxes = untangled(points, EMPTY)
    lines = [(point.x, point.y, *box.nearest(point.x, point.y)) for point, box in zip(points, boxes, strict=True)]
    assert not [pair for pair in combinations(lines, 2) if crossing(*pair)]
    assert not [
        (line, box)
        for number, line in enumerate(lines)
        for other, box in enumerate(boxes)
        if number != other and length_inside(line, box)
    ]


def test_the_same_points_give_the_same_places() -> None:
    points = [label(150 + across, 150) for across in (0, 8, 16, 24)]
    assert untangled(points, EMPTY) == untangled(points, EMPTY)


def test_no_points_give_no_labels() -> None:
    assert untangled([], EMPTY) == []


@pytest.mark.parametrize(
    ("line", "length"),
    [
        ((-10.0, 5.0, 20.0, 5.0), 10),
        ((5.0, 5.0, 20.0, 5.0), 5),
        ((-10.0, 20.0, 20.0, 20.0), 0),
        ((-5.0, 5.0, -5.0, 9.0), 0),
        ((0.0, 0.0, 3.0, 4.0), 5),
    ],
)
def test_how_much_of_a_line_lies_in_a_box(line: tuple[float, float, float, float], length: float) -> None:
    assert length_inside(line, Box(0, 0, 10, 10)) == pytest.approx(length)


def test_lines_cross_or_do_not() -> None:
    assert crossing((0, 0, 10, 10), (0, 10, 10, 0))
    assert not crossing((0, 0, 10, 10), (0, 1, 10, 11))
    assert not crossing((0, 0, 10, 10), (20, 0, 12, 9))


def test_a_label_is_unclear_when_another_point_is_about_as_near() -> None:
    box = Box(10, 0, 40, 10)
    assert unclear(box, 0, 5, 48, 5)
    assert not unclear(box, 0, 5, 60, 5)
