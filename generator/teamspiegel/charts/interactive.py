"""A chart that answers to a pointer: its specification as a script that a page loads when it is asked for.

A script and not JSON: a page that was opened from a disk may load scripts from there, and nothing else. To what is
drawn come its title, and a choice of which voice to highlight where there is more than one.
"""

import json
from typing import Any

from teamspiegel.charts.house import FONT, SERIES
from teamspiegel.charts.pen import Pen
from teamspiegel.charts.svg import variables
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.theme import Palette, Wording

HIGHLIGHT = "highlight"
FADED = 0.15


def script(chart: Chart, palette: Palette, wording: Wording) -> str:
    """JavaScript that leaves the specification, in the page's colours, under the chart's name."""
    words = {"title": {"text": chart.title, "subtitle": chart.subtitle}, "description": chart.summary}
    letters = {"config": {**chart.spec.get("config", {}), "font": FONT}}
    spec = {**_with_highlight(dict(chart.spec), Pen(wording, palette, decimals=1)), **words, **letters}
    text = json.dumps(_recoloured(spec, dict(variables(palette))), sort_keys=True, separators=(",", ":"))
    return f"teamspiegel.specs[{json.dumps(chart.name)}]={text};\n"


def _with_highlight(spec: dict[str, Any], pen: Pen) -> dict[str, Any]:
    """The specification with a choice of one series, which fades the marks of the others."""
    layers = spec.get("layer", [])
    named = next((layer["encoding"]["shape"] for layer in layers if _legend_of(layer)), None)
    if named is None:
        return spec
    choice = {
        "input": "select",
        "name": pen.say("highlight"),
        "options": ["", *named["scale"]["domain"]],
        "labels": [pen.say("highlight_all"), *named["scale"]["domain"]],
    }
    param = {"name": HIGHLIGHT, "value": "", "bind": choice}
    return {**spec, "params": [*spec.get("params", []), param], "layer": [_fading(layer) for layer in layers]}


def _legend_of(layer: dict[str, Any]) -> bool:
    shape = layer["encoding"].get("shape", {})
    return bool(shape.get("field") == SERIES and shape.get("legend"))


def _fading(layer: dict[str, Any]) -> dict[str, Any]:
    shown = {"test": f"!{HIGHLIGHT} || !datum.{SERIES} || datum.{SERIES} == {HIGHLIGHT}", "value": 1}
    return {**layer, "encoding": {**layer["encoding"], "opacity": {"condition": shown, "value": FADED}}}


def _recoloured(value: Any, names: dict[str, str]) -> Any:
    """The value with a CSS variable in the place of every colour of the palette."""
    if isinstance(value, dict):
        return {key: _recoloured(below, names) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [_recoloured(below, names) for below in value]
    name = names.get(value.lower()) if isinstance(value, str) else None
    return f"var({name}, {value})" if name else value
