"""Bars of cells in shades: how many gave each answer, stand in each phase, or are in a band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from json import dumps
from typing import Any

from teamspiegel.charts.house import BAR, INK, columns, marks, split
from teamspiegel.charts.known import alt


def shaded(scores: Sequence[float], ramp: Sequence[str], key: alt.Legend | None = None, **look: Any) -> alt.Chart:
    """Cells in the shades of a ramp of five colours for these scores, with the neutral one in their middle; each has an
    edge that sets it off from light and dark paper alike."""
    low, high = scores[0], scores[-1]
    middle = (low + high) / 2
    near = min([(high - low) / 4, *(abs(score - middle) for score in scores if score != middle)])
    domain = [low, middle - near, middle, middle + near, high]
    scale = alt.Scale(domain=domain, range=list(ramp), interpolate="rgb")
    side = f"datum.score - {middle}"
    edge = {"expr": f"!({side}) ? muted : {side} < 0 ? '{ramp[0]}' : '{ramp[-1]}'"}
    layer: alt.Chart = marks(fill=alt.Fill("score:Q", scale=scale, legend=key)).mark_bar(
        stroke=edge, strokeWidth=1, height=BAR, xOffset=1, x2Offset=-1, **look
    )
    return layer


def legend(names: Mapping[float, str], **look: Any) -> alt.Legend:
    """The legend of shades: a square for each of these values, with its name."""
    named = dumps({f"{value:g}": name for value, name in names.items()})
    return alt.Legend(
        columns=columns([*names.values()]),
        type="symbol",
        symbolType="square",
        values=[*names],
        labelExpr=split(f"{named}[datum.value]"),
        **look,
    )


def midline(x: Any, where: str) -> alt.Chart:
    """A line through the middle of the bar of every row: of the one mark in it of which something is so."""
    tick = marks(x=x).mark_tick(thickness=1.5, size=BAR + 10, color=INK, opacity=1)
    line: alt.Chart = tick.transform_filter(where)
    return line


def readable(field: str) -> dict[str, str]:
    """The ink that is read best on the shade of a field."""
    shade = f"scale('fill', datum.{field})"
    return {"expr": f"contrast('white', {shade}) > contrast('black', {shade}) ? 'white' : 'black'"}


def numbers(**look: Any) -> alt.Chart:
    """How many there are in each cell, in its middle, where that fits."""
    fitting = "datum.stop - datum.start > 0.035 * length('' + datum.count)"
    layer = marks(text="count:Q", x="middle:Q").transform_filter(fitting).mark_text(**look)
    return halfway(layer)


def halfway(layer: alt.Chart) -> alt.Chart:
    """The layer with the middle of each cell."""
    found: alt.Chart = layer.transform_calculate(middle="(datum.start + datum.stop) / 2")
    return found
