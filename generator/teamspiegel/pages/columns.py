"""A long drawing on paper: in two columns, where one would leave half of the sheet empty and have small letters."""

import re

BETWEEN = 16
"""How far the columns lie apart."""

LONG = re.compile(
    r'<svg [^>]*viewBox="0 0 (?P<width>[\d.]+) (?P<height>[\d.]+)" class="ts-long"'
    r' data-columns="(?P<top>[\d.]+) (?P<cut>[\d.]+)"[^>]*>'
)


def in_columns(drawing: str, name: str) -> str:
    """A drawing as it stands in a page, and behind a long one what refers to it twice: each column begins with what
    stands above the rows. The stylesheet shows one of the two. `name`: no other drawing of the page has it."""
    found = LONG.match(drawing)
    if found is None:
        return drawing
    width, height, top, cut = (float(found[part]) for part in ("width", "height", "top", "cut"))
    right = width + BETWEEN
    parts = ((0, 0, 0, cut), (right, 0, 0, top), (right, top, cut, height - cut))
    columns = "".join(
        f'<svg x="{x:g}" y="{y:g}" width="{width:g}" height="{high:g}" viewBox="0 {start:g} {width:g} {high:g}">'
        f'<use href="#{name}-whole"/></svg>'
        for x, y, start, high in parts
    )
    whole = f'{found[0]}<g id="{name}-whole">{drawing[found.end() :].removesuffix("</svg>")}</g></svg>'
    box = f"0 0 {right + width:g} {max(cut, top + height - cut):g}"
    return f'{whole}<svg class="ts-columns" viewBox="{box}" aria-hidden="true">{columns}</svg>'
