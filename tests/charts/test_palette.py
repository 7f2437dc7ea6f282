"""The shipped colours: readable on light and dark, and each its own."""

from itertools import combinations
from math import dist

import numpy as np
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


# Linear light as who sees no red, and no green: Machado, Oliveira and Fernandes (2009), the whole of each deficiency.
NO_RED = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
NO_GREEN = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]

# Linear light to cones, and those to lightness and two opponents: Ottosson (2020), OKLab.
CONES = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
]
OPPONENTS = [
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
]


def apart(one: str, other: str, seen: list[list[float]] | None = None) -> float:
    """How far apart two colours look, in hundredths of OKLab: black and white are 100 apart."""
    return 100 * dist(look(one, seen), look(other, seen))


def look(colour: str, seen: list[list[float]] | None = None) -> list[float]:
    """A colour in OKLab, perhaps as who lacks a kind of cones sees it."""
    light = np.array([luminance(f"#{colour[start : start + 2] * 3}") for start in (1, 3, 5)])
    if seen:
        light = np.clip(np.array(seen) @ light, 0, 1)
    found: list[float] = (np.array(OPPONENTS) @ np.cbrt(np.array(CONES) @ light)).tolist()
    return found


def test_how_far_apart_colours_look() -> None:
    assert apart("#000000", "#ffffff") == pytest.approx(100, abs=0.01)
    assert apart("#ff0000", "#ff0000") == 0
    # Red in OKLab is 0.628, 0.225, 0.126, as its author gives it.
    assert look("#ff0000") == pytest.approx([0.628, 0.225, 0.126], abs=0.001)
    # Who sees no red takes a dark red for a dark olive.
    assert apart("#8b4238", "#5a5a20", NO_RED) < apart("#8b4238", "#5a5a20") / 2


@pytest.mark.parametrize("paper", ["light", "dark"])
def test_a_block_looks_like_no_other_and_like_no_layer(paper: str) -> None:
    blocks, layers = ([getattr(one, paper) for one in of] for of in (PALETTE.blocks, PALETTE.series))
    signs = [getattr(PALETTE.roles[role], paper) for role in ("accent", "low", "spread", "good")]
    assert min(apart(*pair) for pair in combinations(blocks, 2)) >= 11
    assert min(apart(one, other) for one in blocks for other in (*layers, *signs)) >= 8
    # Strips have dashes as well; without red or green their colours still tell them apart.
    assert min(apart(*pair, seen) for pair in combinations(blocks, 2) for seen in (NO_RED, NO_GREEN)) >= 4
