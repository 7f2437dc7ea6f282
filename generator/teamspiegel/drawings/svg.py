"""A drawn chart as it stands in a page: with a Dutch description, and in colours that a page may change.

`on_page` gives a light drawing the name and colours that it has in a site, and `on_paper` what a reader of SVG without
a page needs.
"""

import re
from html import escape

from teamspiegel.contracts.chart import FONT, Chart
from teamspiegel.contracts.theme import HEX, Palette
from teamspiegel.drawings.lightened import NAMESPACE

OPENING = re.compile(rf'<svg xmlns="{NAMESPACE}" viewBox="0 0 ([\d.]+) ([\d.]+)">')
IN_TAG = "(?=[^<>]*>)"
"""Before the end of a tag, and so no text: a light drawing has these signs for nothing else."""

COLOUR = re.compile(HEX.pattern + IN_TAG)
VARIABLE = re.compile(r'"var\(--[\w-]+, (#[0-9a-fA-F]{6})\)"' + IN_TAG)
ID = re.compile(rf'( id="|url\(#){IN_TAG}')

LONG = 2
"""A drawing that is more than so many times as high as wide gets a class: on paper it takes a sheet for itself."""


def on_page(svg: str, chart: Chart, palette: Palette) -> str:
    """A light drawing to stand in a page, whose stylesheet makes it as wide as its place.

    Its name is its description alone: the page has the title above it, and nobody has to hear that twice. Every id in
    it is made the chart's own, because a page may hold many. Raises ValueError for what is no light drawing.
    """
    opening = OPENING.match(svg)
    if opening is None:
        raise ValueError(f"the drawing of {chart.name} is no light SVG")
    width, height = opening.groups()
    long = ' class="ts-long"' if float(height) > LONG * float(width) else ""
    named = f'{opening[0][:-1]}{long} role="img" aria-label="{escape(chart.summary)}">'
    inside = ID.sub(rf"\1{chart.name}-", svg[opening.end() :])
    return named + palette.recoloured(inside, COLOUR)


def on_paper(drawing: str) -> str:
    """What stands in a page, for who has no stylesheet: with its own letters and colours."""
    return VARIABLE.sub(r'"\1"', drawing).replace("<svg ", f'<svg font-family="{FONT}" ', 1)
