"""A chart that answers to a pointer: its specification as a script that a page loads when it is asked for.

A script and not JSON: a page that was opened from a disk may load scripts from there, and nothing else. To what is
drawn come its title, and a choice of which voice to highlight where there is more than one.
"""

import json
from typing import Any

from teamspiegel.charts.house import FONT, SERIES, VOICES
from teamspiegel.charts.style import Style
from teamspiegel.charts.svg import recoloured
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.theme import Palette, Wording

HIGHLIGHT = "highlight"
FADED = 0.15


def script(chart: Chart, palette: Palette, wording: Wording) -> str:
    """JavaScript that leaves the specification, in the page's colours, under the chart's name."""
    words = {"title": {"text": chart.title, "subtitle": chart.subtitle}, "description": chart.summary}
    letters = {"config": {**chart.spec.get("config", {}), "font": FONT}}
    spec = {**_with_highlight(dict(chart.spec), Style(wording, palette, decimals=1)), **words, **letters}
    text = recoloured(json.dumps(spec, separators=(",", ":"), ensure_ascii=False), palette)
    return f"teamspiegel.specs[{json.dumps(chart.name)}]={text};\n"


def _with_highlight(spec: dict[str, Any], style: Style) -> dict[str, Any]:
    """The specification with a choice of one series, which fades the marks of the others."""
    names = next((one["value"] for one in spec.get("params", ()) if one["name"] == VOICES), ())
    if len(names) < 2:
        return spec
    words = {"name": style.say("highlight"), "labels": [style.say("highlight_all"), *names]}
    param = {"name": HIGHLIGHT, "value": "", "bind": {"input": "select", "options": ["", *names], **words}}
    shown = {"test": f"!{HIGHLIGHT} || !datum.{SERIES} || datum.{SERIES} == {HIGHLIGHT}", "value": 1}
    faded = {**spec.get("encoding", {}), "opacity": {"condition": shown, "value": FADED}}
    return {**spec, "params": [*spec["params"], param], "encoding": faded}
