"""The palette as CSS variables, so that charts and pages share one set of colours in light, dark and print."""

from teamspiegel.contracts.theme import Palette

PATH = "assets/palette.css"


def stylesheet(palette: Palette) -> bytes:
    """`--ts-<role>`, `--ts-series-<n>` and `--ts-block-<n>`: the light values, the dark ones in Material's dark
    scheme on a screen.
    """
    light = "\n".join(f"  {name}: {colour.light};" for name, colour in palette.variables.items())
    dark = "\n".join(f"    {name}: {colour.dark};" for name, colour in palette.variables.items())
    return (f":root {{\n{light}\n}}\n@media screen {{\n  [data-md-color-scheme=slate] {{\n{dark}\n  }}\n}}\n").encode()
