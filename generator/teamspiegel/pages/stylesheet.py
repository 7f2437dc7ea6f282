"""The palette as CSS variables, so that charts and pages share one set of colours in light, dark and print."""

from collections.abc import Iterator

from teamspiegel.contracts.theme import Colour, Palette

PATH = "assets/palette.css"


def stylesheet(palette: Palette) -> bytes:
    """`--ts-<role>`, `--ts-series-<n>` and `--ts-block-<n>`: the light values, the dark ones in Material's dark
    scheme on a screen.
    """
    light = "\n".join(f"  {name}: {colour.light};" for name, colour in _colours(palette))
    dark = "\n".join(f"    {name}: {colour.dark};" for name, colour in _colours(palette))
    return (f":root {{\n{light}\n}}\n@media screen {{\n  [data-md-color-scheme=slate] {{\n{dark}\n  }}\n}}\n").encode()


def _colours(palette: Palette) -> Iterator[tuple[str, Colour]]:
    yield from ((f"--ts-{role}", colour) for role, colour in palette.roles.items())
    yield from ((f"--ts-series-{number}", colour) for number, colour in enumerate(palette.series, 1))
    yield from ((f"--ts-block-{number}", colour) for number, colour in enumerate(palette.blocks, 1))
