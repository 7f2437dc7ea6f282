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
NEEDLESS = re.compile(
    rf' font-family="{re.escape(FONT)}"| (?:fill-|stroke-)?opacity="1"| stroke-width="1"| pointer-events="none"'
    r'|<path class="(?:background|foreground)" d="(?:M0,0h0v0h0Z)?"[^>]*/>'
)
"""What says of a drawing in a page no more than goes without saying there."""

DRAWN = re.compile(r' (?:d|transform|x|y|x1|x2|y1|y2)="[^"]*"')
FINER = re.compile(r"(?<=\.\d\d)\d+")
"""Hundredths of a pixel are fine enough for a screen and for paper."""

LEAVES = re.compile(r"<g( [^>]*)?>((?:<path [^>]*/>|<line [^>]*/>|<text [^>]*>(?:[^<]|</?tspan[^>]*>)*</text>)+)</g>")
"""A group of marks that hold nothing themselves."""

MARK = re.compile(r"<(?:path|line|text)( [^>]*?)(?=/?>)")
HANDED_DOWN = re.compile(r' (?:fill|stroke|stroke-width|stroke-dasharray|font-size|font-weight|text-anchor)="[^"]*"')
"""What a mark has from its group where it does not say otherwise."""

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
    drawing = LEAVES.sub(_said_once, NEEDLESS.sub("", svg[finished.end() :]))
    return f'{bare} role="img" aria-label="{summary}">{DRAWN.sub(lambda it: FINER.sub("", it[0]), drawing)}'


def _said_once(group: re.Match[str]) -> str:
    """A group that says what all its marks have in common, and they no more."""
    own, marks = group[1] or "", group[2]
    said = [set(HANDED_DOWN.findall(attributes)) for attributes in MARK.findall(marks)]
    common = sorted(set.intersection(*said)) if len(said) > 1 and not HANDED_DOWN.search(own) else []
    for attribute in common:
        marks = marks.replace(attribute, "")
    return f"<g{own}{''.join(common)}>{marks}</g>"
