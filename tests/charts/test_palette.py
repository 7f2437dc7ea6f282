"""The shipped colours: readable on light and dark, and each its own."""

import pytest
from teamspiegel.contracts.theme import Colour

from tests.charts.views import THEME

PALETTE = THEME.palette
PAPER = ("surface", "tint")
TEXTS = [role for role in PALETTE.roles if role not in (*PAPER, "line")]


def contrast(one: str, other: str) -> float:
    """The contrast of two hex colours by WCAG 2: from 1 (equal) to 21 (black on white)."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    shares = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    # The grey that is known to miss 4.5 on white by a hair.
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("role", TEXTS)
def test_text_can_be_read(role: str, paper: str) -> None:
    on, colour = PALETTE.roles[paper], PALETTE.roles[role]
    assert contrast(colour.light, on.light) >= 4.5
    assert contrast(colour.dark, on.dark) >= 4.5


@pytest.mark.parametrize("colour", [*PALETTE.series, *PALETTE.blocks])
def test_the_colour_of_a_layer_or_block_is_readable_as_the_value_beside_its_dot(colour: Colour) -> None:
    assert contrast(colour.light, PALETTE.roles["surface"].light) >= 4.5
    assert contrast(colour.dark, PALETTE.roles["surface"].dark) >= 4.5


@pytest.mark.parametrize("end", [PALETTE.ramp[0], PALETTE.ramp[4], PALETTE.roles["muted"].light])
def test_the_edges_of_the_ramp_stand_out_on_light_paper(end: str) -> None:
    assert contrast(end, PALETTE.roles["surface"].light) >= 3


@pytest.mark.parametrize("end", [PALETTE.ramp[0], PALETTE.ramp[4], PALETTE.roles["muted"].dark])
def test_the_edges_of_the_ramp_stand_out_on_dark_paper(end: str) -> None:
    assert contrast(end, PALETTE.roles["surface"].dark) >= 3


def test_every_light_colour_is_its_own_so_that_a_page_can_tell_them_apart() -> None:
    colours = [colour.light.lower() for colour in (*PALETTE.roles.values(), *PALETTE.series, *PALETTE.blocks)]
    colours += [colour.lower() for colour in PALETTE.ramp]
    assert len(set(colours)) == len(colours)
