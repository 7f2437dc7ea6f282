"""A chart that answers to a pointer: its specification as a script that a page loads when it is asked for.

A script and not JSON: a page that was opened from a disk may load scripts from there, and nothing else.
"""

import json
from typing import Any

from teamspiegel.charts.svg import variables
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.theme import Palette


def script(chart: Chart, palette: Palette) -> str:
    """JavaScript that leaves the specification, in the page's colours, under the chart's name."""
    spec = json.dumps(_recoloured(chart.spec, dict(variables(palette))), sort_keys=True, separators=(",", ":"))
    return f"teamspiegel.specs[{json.dumps(chart.name)}]={spec};\n"


def _recoloured(value: Any, names: dict[str, str]) -> Any:
    """The value with a CSS variable in the place of every colour of the palette."""
    if isinstance(value, dict):
        return {key: _recoloured(below, names) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [_recoloured(below, names) for below in value]
    name = names.get(value.lower()) if isinstance(value, str) else None
    return f"var({name}, {value})" if name else value
