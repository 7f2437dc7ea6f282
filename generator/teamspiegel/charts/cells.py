"""Bars of cells in shades: how many gave each answer, stand in each phase, or are in a band."""

from collections.abc import Mapping, Sequence
from json import dumps
from typing import Any

from teamspiegel.charts.house import BAR, INK, columns, marks, split, upright
from teamspiegel.charts.known import alt


def shaded(scores: Sequence[float], ramp: Sequence[str], key: Any = None, **look: Any) -> Any:
    """Cells in the shades of a ramp of five colours for these scores, with the neutral one in their middle; each has an
    edge that sets it off from light and dark paper alike."""
    low, high = scores[0], scores[-1]
    middle = (low + high) / 2
    near = min([(high - low) / 4, *(abs(score - middle) for score in scores if score != middle)])
    domain = [low, middle - near, middle, middle + near, high]
    scale = alt.Scale(domain=domain, range=list(ramp), interpolate="rgb")
    side = f"datum.score - {middle}"
    edge = {"expr": f"!({side}) ? muted : {side} < 0 ? '{ramp[0]}' : '{ramp[-1]}'"}
    cell = marks(fill=alt.Fill("score:Q", scale=scale, legend=key))
    return cell.mark_bar(stroke=edge, strokeWidth=1, height=BAR, xOffset=1, x2Offset=-1, **look)


def legend(names: Mapping[float, str], **look: Any) -> Any:
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


def midline(x: Any, where: str) -> Any:
    """A line through the middle of the bar of every row: of the one mark in it of which something is so."""
    return upright(x, BAR + 10, where, color=INK, strokeWidth=1.5)


def readable(field: str) -> dict[str, str]:
    """The ink that is read best on the shade of a field."""
    shade = f"scale('fill', datum.{field})"
    return {"expr": f"contrast('white', {shade}) > contrast('black', {shade}) ? 'white' : 'black'"}


def numbers(whole: str = "1", **look: Any) -> Any:
    """What is `said` of each cell, such as how many there are in it, where that fits."""
    return halfway(fits("datum.said", whole), text="said:N").mark_text(**look)


def fits(text: str, whole: str) -> str:
    """Whether a text fits in a cell, of a drawing that is so wide as a `whole`."""
    return f"datum.stop - datum.start > {whole} * (0.015 + 0.02 * length({text}))"


def halfway(where: str, **encodings: Any) -> Any:
    """The beginning of a layer in the middle of each cell of which something is so."""
    return marks(where, x="middle:Q", **encodings).transform_calculate(middle="(datum.start + datum.stop) / 2")
