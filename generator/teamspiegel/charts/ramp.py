"""Shades from low over neutral to high, for any number of scores or bands."""

from dataclasses import dataclass

from teamspiegel.contracts.theme import Palette


@dataclass(frozen=True)
class Shade:
    """A fill, the edge that sets it off from light and dark paper alike, and the colour of text on it."""

    fill: str
    edge: str
    text: str


def shades(palette: Palette, count: int) -> list[Shade]:
    """As many shades as there are steps: the low half, neutral when the count is odd, the high half."""
    darkest_low, low, neutral, high, darkest_high = palette.ramp
    half = count // 2
    lower = [_shade(_between(darkest_low, low, _part(index, half)), darkest_low) for index in range(half)]
    upper = [_shade(_between(darkest_high, high, _part(index, half)), darkest_high) for index in range(half)]
    middle = [_shade(neutral, palette.roles["muted"].light)] if count % 2 else []
    return [*lower, *middle, *reversed(upper)]


def contrast(one: str, other: str) -> float:
    """The contrast of two hex colours by WCAG 2: from 1 (equal) to 21 (black on white)."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _part(index: int, half: int) -> float:
    return index / (half - 1) if half > 1 else 0


def _shade(fill: str, edge: str) -> Shade:
    # Words, not hex: the ramp is the same on dark pages, so the text on it must not change with a role.
    return Shade(fill, edge, "black" if contrast(fill, "#000000") > contrast(fill, "#ffffff") else "white")


def _between(one: str, other: str, part: float) -> str:
    mixed = (round(a + (b - a) * part) for a, b in zip(_channels(one), _channels(other), strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    shares = (channel / 255 for channel in _channels(colour))
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
