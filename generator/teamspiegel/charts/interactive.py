"""A chart that answers to a pointer: its specification as a script that a page loads when it is asked for.

A script and not JSON: a page that was opened from a disk may load scripts from there, and nothing else. To what is
drawn come its title, and a choice of which voice to highlight where there is more than one.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from teamspiegel.charts.style import Style
from teamspiegel.charts.svg import variables
from teamspiegel.charts.template import FONT, SERIES
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.theme import Palette, Wording

HIGHLIGHT = "highlight"
FADED = 0.15


def script(chart: Chart, palette: Palette, wording: Wording) -> str:
    """JavaScript that leaves the specification, in the page's colours, under the chart's name."""
    words = {"title": {"text": chart.title, "subtitle": chart.subtitle}, "description": chart.summary}
    letters = {"config": {**chart.spec.get("config", {}), "font": FONT}}
    spec = {**_with_highlight(dict(chart.spec), Style(wording, palette, decimals=1)), **words, **letters}
    text = json.dumps(_recoloured(spec, dict(variables(palette))), sort_keys=True, separators=(",", ":"))
    return f"teamspiegel.specs[{json.dumps(chart.name)}]={text};\n"


def _with_highlight(spec: dict[str, Any], style: Style) -> dict[str, Any]:
    """The specification with a choice of one series, which fades the marks of the others."""
    named = next(filter(_legend_of, encodings(spec)), None)
    if named is None:
        return spec
    choice = {
        "input": "select",
        "name": style.say("highlight"),
        "options": ["", *named["shape"]["scale"]["domain"]],
        "labels": [style.say("highlight_all"), *named["shape"]["scale"]["domain"]],
    }
    param = {"name": HIGHLIGHT, "value": "", "bind": choice}
    shown = {"test": f"!{HIGHLIGHT} || !datum.{SERIES} || datum.{SERIES} == {HIGHLIGHT}", "value": 1}
    faded = {**spec.get("encoding", {}), "opacity": {"condition": shown, "value": FADED}}
    return {**spec, "params": [*spec.get("params", []), param], "encoding": faded}


def encodings(layer: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What a layer and the layers in it encode."""
    yield layer.get("encoding", {})
    for below in layer.get("layer", ()):
        yield from encodings(below)


def _legend_of(encoding: dict[str, Any]) -> bool:
    shape = encoding.get("shape", {})
    return bool(shape.get("field") == SERIES and shape.get("legend"))


def _recoloured(value: Any, names: dict[str, str]) -> Any:
    """The value with a CSS variable in the place of every colour of the palette."""
    if isinstance(value, dict):
        return {key: _recoloured(below, names) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [_recoloured(below, names) for below in value]
    name = names.get(value.lower()) if isinstance(value, str) else None
    return f"var({name}, {value})" if name else value
