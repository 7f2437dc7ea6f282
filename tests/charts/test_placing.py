"""Labels find a free place beside their points."""

from itertools import combinations

import pytest
from teamspiegel.charts.placing import Box, Ground, Label, along, placed

PANEL = Box(0, 0, 200, 200)
EMPTY = Ground(PANEL, (), ())


def label(x: float, y: float, wide: float = 40) -> Label:
    return Label(x, y, wide, 16, 8)


def test_a_label_stands_right_of_its_point() -> None:
    assert placed([label(50, 100)], EMPTY) == [Box(58, 92, 98, 108)]


def test_at_the_right_side_of_the_panel_it_stands_left() -> None:
    assert placed([label(190, 100)], EMPTY) == [Box(142, 92, 182, 108)]


def test_a_label_gives_way_to_what_is_there() -> None:
    taken = Ground(PANEL, (Box(58, 92, 98, 108),), ())
    assert placed([label(50, 100)], taken) == [Box(2, 92, 42, 108)]


def test_a_label_crosses_a_line_rather_than_another_label() -> None:
    lines = tuple(along(0, 100, 200, 100, 2))
    (found,) = placed([Label(100, 100, 180, 16, 8)], Ground(PANEL, (Box(0, 0, 200, 90), Box(0, 112, 200, 200)), lines))
    assert found.overlap(Box(0, 0, 200, 90)) == 0


def test_labels_of_points_in_one_place_do_not_overlap() -> None:
    boxes = placed([label(100, 100, 60)] * 4, EMPTY)
    assert all(one.overlap(other) == 0 for one, other in combinations(boxes, 2))
    assert all(box.outside(PANEL) == pytest.approx(0) for box in boxes)


def test_a_label_stays_nearest_to_its_own_point() -> None:
    ours, theirs = placed([label(100, 100), label(112, 100)], EMPTY)
    assert ours.gap(100, 100) < ours.gap(112, 100)
    assert theirs.gap(112, 100) < theirs.gap(100, 100)


def test_a_straight_line_is_one_box_and_a_slanting_one_a_chain() -> None:
    assert along(0, 10, 50, 10, 2) == [Box(-2, 8, 52, 12)]
    chain = along(0, 0, 20, 20, 5)
    assert len(chain) == 4
    assert chain[0] == Box(-5, -5, 10, 10)


def test_the_gap_to_a_box_is_a_straight_line() -> None:
    assert Box(0, 0, 10, 10).gap(13, 14) == 5
    assert Box(0, 0, 10, 10).gap(5, 5) == 0
