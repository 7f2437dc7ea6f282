"""A chart: what it shows, in one sentence, as a Vega-Lite specification and as a table."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

FONT: Final = "Atkinson Hyperlegible Next, sans-serif"
"""The letters of the site, where they must be named: elsewhere its stylesheet does."""

EDGE: Final = 4
"""How much room is left around what is drawn."""


@dataclass(frozen=True)
class DataTable:
    """The figures of a chart as text, one row per line; the first cell of a row names it."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Chart:
    """A chart before it is drawn. `title` is what there is to see in it, `subtitle` what it is about, and `summary` its
    description. `name`: of its file, without an ending; it follows from whose chart it is. `listed`: what stands in a
    numbered list beside what is drawn, for a page that has no room for that."""

    title: str
    summary: str
    spec: Mapping[str, Any]
    table: DataTable
    subtitle: str = ""
    name: str = ""
    listed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """A chart with the SVG that it became: light, in the colours of the palette, and without a name."""

    chart: Chart
    svg: str


Draw = Callable[[Iterable[Chart]], Iterable[Drawing]]
"""Turns charts into drawings, in the same order, as they come. Handed in: drawing is slow and may use a cache."""
