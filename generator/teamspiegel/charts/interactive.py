"""A chart that answers to a pointer: its specification as scripts that a page loads when it is asked for.

Scripts and not JSON: a page that was opened from a disk may load scripts from there, and nothing else. What many charts
have in common, the template, is a script of its own: most of a specification is. To what is drawn come its title, and
a choice of which voice to highlight where there is more than one.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from teamspiegel.charts.house import BOLD, LETTERS, wrapped
from teamspiegel.charts.style import Style
from teamspiegel.contracts.chart import FONT, Chart
from teamspiegel.contracts.theme import Palette, Wording

HIGHLIGHT = "highlight"

OWN = ("title", "description", "params", "datasets", "height")
"""What a chart's own script has of its specification; its template has the rest, and the colours of roles."""


class Scripts(NamedTuple):
    """Both scripts of a chart, and the name of its template; the specification is the template with the chart's own."""

    own: str
    name: str
    template: str


def scripts(chart: Chart, palette: Palette, wording: Wording, sealed_for: str = "") -> Scripts:
    """Scripts that leave both parts of a specification, each under its name; the template also leaves by what names the
    page has other colours for those of the specification.

    A template is called after what is in it, so that charts of all teams share it. In a locked site each part has those
    that it needs: `sealed_for` tells them apart.
    """
    spec = {
        **_with_highlight(chart.spec, Style(wording, palette, decimals=1)),
        "title": {"text": _on_lines(chart.title, BOLD), "subtitle": _on_lines(chart.subtitle)},
        "description": chart.summary,
        "config": {**chart.spec["config"], "font": FONT},
    }
    # Elsewhere there is room for a title, and for a list beside a panel.
    spec = {key: value for key, value in spec.items() if key not in ("autosize", "padding")}
    own = {key: spec.pop(key) for key in OWN}
    colours = [one for one in own["params"] if one["name"] in palette.roles]
    names = {colour.light.lower(): name for name, colour in palette.variables.items()}
    template = _written({**spec, "params": colours, "usermeta": {"colours": names}})
    name = sha256(f"{sealed_for} {template}".encode()).hexdigest()[:16]
    own["params"] = [one for one in own["params"] if one not in colours]
    return Scripts(_leaving(chart.name, _written({"template": name, **own})), name, _leaving(name, template))


def _on_lines(text: str, letters: int = LETTERS) -> list[str]:
    return wrapped(text, letters).split("\n")


def _written(spec: Mapping[str, Any]) -> str:
    return json.dumps(spec, separators=(",", ":"), ensure_ascii=False)


def _leaving(name: str, text: str) -> str:
    return f"teamspiegel.specs[{json.dumps(name)}]={text};\n"


def _with_highlight(spec: Mapping[str, Any], style: Style) -> Mapping[str, Any]:
    """The specification with a choice of one series, which fades the marks of the others."""
    names = next((one["value"] for one in spec["params"] if one["name"] == "voices"), ())
    if len(names) < 2:
        return spec
    words = {"name": style.say("highlight"), "labels": [style.say("highlight_all"), *names]}
    param = {"name": HIGHLIGHT, "value": "", "bind": {"input": "select", "options": ["", *names], **words}}
    shown = {"test": f"!{HIGHLIGHT} || !datum.series || datum.series == {HIGHLIGHT}", "value": 1}
    faded = {**spec.get("encoding", {}), "opacity": {"condition": shown, "value": 0.15}}
    return {**spec, "params": [*spec["params"], param], "encoding": faded}
