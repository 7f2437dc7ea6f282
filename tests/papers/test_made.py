"""Drawings as they stand on a paper."""

import pytest
from teamspiegel.pages.render import Figure
from teamspiegel.papers.made import Drawn, drawn

from tests.drawings.test_svg import CHART
from tests.pages.test_columns import LONG

SHORT = LONG.replace('class="ts-long" data-columns="60 500" ', "")


def told(svg: str) -> dict[str, object]:
    return drawn(Figure.of(CHART, svg, b"", ("", b""))).told


def test_letters_are_ten_points_where_they_have_the_room() -> None:
    """13.5 in a drawing that is 408 wide: ten where it is 302 points wide."""
    found = told(SHORT)
    assert found["width"] == pytest.approx(302.2, abs=0.05)
    assert found["ratio"] == pytest.approx(1000 / 408)


def test_a_long_one_stands_in_columns() -> None:
    found = told(LONG)
    assert found["width"] == pytest.approx((408 + 16 + 408) / 1.35)
    assert found["ratio"] == pytest.approx(560 / 832)


def test_what_has_no_size_is_refused() -> None:
    with pytest.raises(ValueError, match="grafiek has no size"):
        assert Drawn("grafiek", "Titel", "", "Zin.", "<svg/>").told
