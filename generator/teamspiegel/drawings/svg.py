"""A drawn chart as it stands in a page: with a Dutch description, and in colours that a page may change.

`on_page` gives a light drawing the name and colours that it has in a site, and `on_paper` what a reader of SVG without
a page needs.
"""

import re
from collections.abc import Sequence
from html import escape
from itertools import accumulate

from teamspiegel.contracts.chart import EDGE, FONT, Chart
from teamspiegel.contracts.theme import HEX, Palette
from teamspiegel.drawings.lightened import NAMESPACE

OPENING = re.compile(rf'<svg xmlns="{NAMESPACE}" viewBox="0 0 ([\d.]+) ([\d.]+)">')
IN_TAG = "(?=[^<>]*>)"
"""Before the end of a tag, and so no text: a light drawing has these signs for nothing else."""

COLOUR = re.compile(HEX.pattern + IN_TAG)
VARIABLE = re.compile(r'"var\(--[\w-]+, (#[0-9a-fA-F]{6})\)"' + IN_TAG)
ID = re.compile(rf'( id="|url\(#){IN_TAG}')

LONG = 2
"""A drawing of rows that is more than so many times as high as wide says where it can be cut in two."""


def on_page(svg: str, chart: Chart, palette: Palette) -> str:
    """A light drawing to stand in a page, whose stylesheet makes it as wide as its place.

    Its name is its description alone: the page has the title above it, and nobody has to hear that twice. Every id in
    it is made the chart's own, because a page may hold many. A long one says from where on its rows are, and between
    which of them it can be cut. Raises ValueError for what is no light drawing.
    """
    opening = OPENING.match(svg)
    if opening is None:
        raise ValueError(f"the drawing of {chart.name} is no light SVG")
    width, height = map(float, opening.groups())
    inside = ID.sub(rf"\1{chart.name}-", svg[opening.end() :])
    long, rows = "", chart.spec.get("usermeta", {}).get("rows", ())
    if rows and height > LONG * width:
        top, cut = _cut(height, rows)
        long = f' class="ts-long" data-columns="{top:g} {cut:g}"'
    named = f'{opening[0][:-1]}{long} role="img" aria-label="{escape(chart.summary)}">'
    return named + palette.recoloured(inside, COLOUR)


def _cut(height: float, rows: Sequence[float]) -> tuple[float, float]:
    """Where the rows of a drawing begin, and between which of them it is cut so that its columns are about as long."""
    top = height - sum(rows) - EDGE
    return top, min(accumulate(rows, initial=top), key=lambda cut: max(cut, top + height - cut))


def on_paper(drawing: str) -> str:
    """What stands in a page, for who has no stylesheet: with its own letters and colours."""
    return VARIABLE.sub(r'"\1"', drawing).replace("<svg ", f'<svg font-family="{FONT}" ', 1)
