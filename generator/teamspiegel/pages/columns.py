"""A long drawing on paper: in two columns, where one would leave half of the sheet empty and have small letters."""

import re

BETWEEN = 16
"""How far the columns lie apart."""

LABEL = re.compile(r' aria-label="[^"]*"')
VIEW = re.compile(r'viewBox="[^"]*"')
LONG = re.compile(
    r'<svg [^>]*viewBox="0 0 (?P<width>[\d.]+) (?P<height>[\d.]+)" class="ts-long"'
    r'(?P<told> data-columns="(?P<top>[\d.]+) (?P<cut>[\d.]+)")[^>]*>'
)


def in_columns(drawing: str, name: str) -> str:
    """A drawing as it stands in a page, and behind a long one what refers to it: itself in columns. The stylesheet
    shows one of the two. `name`: no other drawing of the page has it."""
    found = LONG.match(drawing)
    if found is None:
        return drawing
    box, columns = _columns(found, name)
    label = LABEL.search(found[0])
    beside = f'<svg class="ts-halves" viewBox="{box}" role="img"{label[0] if label else ""}>{columns}</svg>'
    return f"{_opening(found)}{_whole(found, name)}</svg>{beside}"


def on_sheet(drawing: str, name: str) -> str:
    """A drawing that stands on a sheet by itself: a long one in columns only."""
    found = LONG.match(drawing)
    if found is None:
        return drawing
    box, columns = _columns(found, name)
    opening = VIEW.sub(f'viewBox="{box}"', _opening(found))
    return f"{opening}<defs>{_whole(found, name)}</defs>{columns}</svg>"


def _opening(found: re.Match[str]) -> str:
    """How a drawing begins, without where it can be cut: no reader of a page asks for that."""
    return found[0].replace(found["told"], "")


def _whole(found: re.Match[str], name: str) -> str:
    """All that is drawn, under a name."""
    return f'<g id="{name}-whole">{found.string[found.end() :].removesuffix("</svg>")}</g>'


def _columns(found: re.Match[str], name: str) -> tuple[str, str]:
    """How large two columns are, and what stands in them: the rows below what stands above them, in each."""
    width, height, top, cut = (float(found[part]) for part in ("width", "height", "top", "cut"))
    right = width + BETWEEN
    parts = (("", 0, cut), (f' x="{right:g}"', 0, top), (f' x="{right:g}" y="{top:g}"', cut, height - cut))
    columns = "".join(
        f'<svg{place} width="{width:g}" height="{high:g}" viewBox="0 {start:g} {width:g} {high:g}">'
        f'<use href="#{name}-whole"/></svg>'
        for place, start, high in parts
    )
    return f"0 0 {right + width:g} {max(cut, top + height - cut):g}", columns
