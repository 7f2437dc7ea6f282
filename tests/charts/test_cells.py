"""Bars of cells."""

import pytest
from teamspiegel.charts.cells import shaded
from teamspiegel.charts.house import template


@pytest.mark.parametrize(
    ("scores", "domain"),
    [
        ([1, 2], [1, 1.25, 1.5, 1.75, 2]),
        ([1, 2, 3], [1, 1.5, 2, 2.5, 3]),
        ([1, 2, 3, 4], [1, 2, 2.5, 3, 4]),
        ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]),
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [0, 4, 5, 6, 10]),
    ],
)
def test_the_neutral_shade_is_for_the_middle_alone(scores: list[float], domain: list[float]) -> None:
    spec = template(shaded(scores, ["#a15e25", "#d8a873", "#d3d7dd", "#70b4a9", "#147d76"]))
    assert spec["layer"][0]["encoding"]["fill"]["scale"]["domain"] == domain
