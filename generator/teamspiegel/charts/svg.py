"""A drawn chart as it is published: with a Dutch name and description, and with colours that a page may change."""

import re
from html import escape

from teamspiegel.charts.house import FONT, MEASURED
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.theme import Palette

ARIA = re.compile(r' (?:aria-[a-z]+|role)="[^"]*"')
OPENING = re.compile(r"<svg [^>]*>")
HEX = re.compile(r'"(#[0-9a-fA-F]{6})"')
ID = re.compile(r'(\bid="|url\(#)')
SIZE = re.compile(r' (?:width|height)="[^"]*"')
FINISHED = re.compile(
    r'(<svg [^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*) role="img" aria-labelledby="[^"]*">'
    r"<title [^>]*>[^<]*</title><desc [^>]*>([^<]*)</desc>"
)

LONG = 2
"""A drawing that is more than so many times as high as wide gets a class: on paper it takes a sheet for itself."""


def finish(svg: str, chart: Chart) -> str:
    """The SVG as an image with a title and a description, in the site's letters, without the English that Vega wrote.

    Every id in it is made the chart's own, because a page may hold many.
    """
    own = ID.sub(rf"\1{chart.name}-", ARIA.sub("", svg))
    bare = own.replace(f'font-family="{MEASURED}"', f'font-family="{FONT}"')
    opening = OPENING.search(bare)
    if opening is None:
        raise ValueError(f"the drawing of {chart.name} is no SVG")
    title, description = f"{chart.name}-title", f"{chart.name}-desc"
    named = f'{opening[0][:-1]} role="img" aria-labelledby="{title} {description}">'
    words = f'<title id="{title}">{escape(chart.title)}</title><desc id="{description}">{escape(chart.summary)}</desc>'
    return f"{bare[: opening.start()]}{named}{words}{bare[opening.end() :]}"


def recoloured(text: str, palette: Palette) -> str:
    """The text with a CSS variable in the place of every colour of the palette, so that a dark page recolours it.

    The text is an SVG or a specification: a colour stands between quotation marks in both.
    """
    names = {colour.light.lower(): name for name, colour in palette.variables.items()}

    def variable(match: re.Match[str]) -> str:
        name = names.get(match[1].lower())
        return f'"var({name}, {match[1]})"' if name else match[0]

    return HEX.sub(variable, text)


def inline(svg: str) -> str:
    """A finished SVG to stand in a page, whose stylesheet makes it as wide as its place.

    Its name is its description alone: the page has the title above it, and nobody has to hear that twice.
    """
    finished = FINISHED.match(svg)
    if finished is None:
        raise ValueError("a drawing that was not finished")
    opening, width, height, summary = finished.groups()
    bare = SIZE.sub("", opening)
    if float(height) > LONG * float(width):
        bare = bare.replace('class="marks"', 'class="marks ts-long"')
    return f'{bare} role="img" aria-label="{summary}">{svg[finished.end() :]}'
