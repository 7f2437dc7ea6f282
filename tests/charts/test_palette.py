"""The shipped colours: readable on light and dark, and each its own."""

import pytest
from teamspiegel.charts.ramp import contrast
from teamspiegel.contracts.theme import Colour

from tests.charts.views import THEME

PALETTE = THEME.palette
PAPER = ("surface", "tint")
TEXTS = [role for role in PALETTE.roles if role not in (*PAPER, "line")]


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
