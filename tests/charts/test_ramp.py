"""Shades from low to high, and the contrast of colours."""

import pytest
from teamspiegel.charts.ramp import contrast, shades

from tests.charts.views import THEME

RAMP = list(THEME.palette.ramp)


def test_five_steps_are_the_ramp() -> None:
    assert [shade.fill for shade in shades(THEME.palette, 5)] == RAMP


def test_an_even_number_of_steps_has_no_neutral_one() -> None:
    assert [shade.fill for shade in shades(THEME.palette, 4)] == [RAMP[0], RAMP[1], RAMP[3], RAMP[4]]
    assert [shade.fill for shade in shades(THEME.palette, 2)] == [RAMP[0], RAMP[4]]


def test_three_steps_are_the_ends_and_the_middle() -> None:
    assert [shade.fill for shade in shades(THEME.palette, 3)] == [RAMP[0], RAMP[2], RAMP[4]]


def test_nine_steps_lie_evenly_between() -> None:
    fills = [shade.fill for shade in shades(THEME.palette, 9)]
    assert (fills[0], fills[3], fills[4], fills[5], fills[8]) == tuple(RAMP)
    assert len(set(fills)) == 9


@pytest.mark.parametrize("count", [1, 2, 3, 5, 7, 9, 10])
def test_text_on_a_shade_can_be_read(count: int) -> None:
    names = {"black": "#000000", "white": "#ffffff"}
    assert all(contrast(shade.fill, names[shade.text]) >= 4.5 for shade in shades(THEME.palette, count))


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)
    # The grey that is known to miss 4.5 on white by a hair.
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
