"""The palette as CSS: every colour in both schemes, and nothing used that is not there."""

import re

from teamspiegel.contracts.theme import Colour, Palette
from teamspiegel.pages.stylesheet import PATH, stylesheet

from tests.sites import theme

SCHEMES = re.compile(
    r":root \{(?P<light>[^}]*)\}\s*"
    r"@media screen \{\s*\[data-md-color-scheme=slate\] \{(?P<dark>[^}]*)\}\s*\}\s*"
)


def schemes(palette: Palette) -> tuple[dict[str, str], dict[str, str]]:
    """The variables in the light and in the dark scheme."""
    found = SCHEMES.fullmatch(stylesheet(palette).decode())
    assert found
    return _variables(found["light"]), _variables(found["dark"])


def _variables(block: str) -> dict[str, str]:
    lines = (line.split(":") for line in block.split(";") if line.strip())
    return {name.strip(): value.strip() for name, value in lines}


def test_a_colour_has_its_light_value_and_on_a_dark_screen_its_dark_one() -> None:
    palette = Palette(
        {"ink": Colour("#111111", "#eeeeee")}, (Colour("#0000aa", "#aaaaff"), Colour("#aa0000", "#ffaaaa")), RAMP
    )
    assert schemes(palette) == (
        {"--ts-ink": "#111111", "--ts-series-1": "#0000aa", "--ts-series-2": "#aa0000"},
        {"--ts-ink": "#eeeeee", "--ts-series-1": "#aaaaff", "--ts-series-2": "#ffaaaa"},
    )


RAMP = ("#000000", "#333333", "#666666", "#999999", "#cccccc")


def test_every_colour_of_the_shipped_palette_is_in_both_schemes() -> None:
    palette = theme().palette
    light, dark = schemes(palette)
    names = [f"--ts-{role}" for role in palette.roles] + [f"--ts-series-{n + 1}" for n in range(len(palette.series))]
    names += [f"--ts-block-{n + 1}" for n in range(len(palette.blocks))]
    assert list(dark) == list(light) == names
    assert light["--ts-low"] == palette.roles["low"].light
    assert dark["--ts-low"] == palette.roles["low"].dark


def test_the_styles_use_no_colour_that_is_not_in_the_palette() -> None:
    styles = theme().assets["assets/teamspiegel.css"].decode()
    used = set(re.findall(r"var\((--ts-[a-z0-9-]+)", styles))
    own = set(re.findall(r"^\s*(--ts-[a-z0-9-]+):", styles, re.MULTILINE))
    assert used - own <= set(schemes(theme().palette)[0])


def test_it_stands_where_the_pages_look_for_it() -> None:
    assert PATH == "assets/palette.css"
    assert PATH not in theme().assets
