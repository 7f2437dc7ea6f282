"""A paper out of what stands on it: texts on one line, drawings beside the data and named in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from teamspiegel.charts.house import SIZE
from teamspiegel.contracts.paper import Paper
from teamspiegel.contracts.theme import Palette
from teamspiegel.drawings.svg import on_paper
from teamspiegel.pages.columns import on_sheet
from teamspiegel.pages.render import Figure
from teamspiegel.pages.text import line

BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')

LETTERS = 10
"""How large letters in a drawing are, in points, where it has the room: about as large as those of the text."""


@dataclass(frozen=True)
class Drawn:
    """A drawing on a paper: what there is to see in it, what it is about, and its description for who hears it."""

    name: str
    title: str
    subtitle: str
    alt: str
    svg: str

    @property
    def told(self) -> dict[str, object]:
        """What a template is given of it: also how high it is for its width, and the width at which its letters fit."""
        box = BOX.search(self.svg)
        if box is None:
            raise ValueError(f"the drawing of {self.name} has no size")
        width, height = map(float, box.groups())
        sizes = {"ratio": height / width, "width": width * LETTERS / SIZE}
        return {"file": f"{self.name}.svg", "title": self.title, "subtitle": self.subtitle, "alt": self.alt, **sizes}


def drawn(figure: Figure) -> Drawn:
    """A drawn chart, to stand on a paper."""
    chart = figure.chart
    return Drawn(chart.name, chart.title, chart.subtitle, chart.summary, on_paper(on_sheet(figure.inline, chart.name)))


def made(path: str, template: str, palette: Palette, **content: Any) -> Paper:
    """The paper at a path, of a template that is given this content and the colours of the theme."""
    drawings: dict[str, bytes] = {}
    colours = {role: colour.light for role, colour in palette.roles.items()}
    data = _plain({"colours": colours, **content}, drawings)
    return Paper(path, f"{template}.typ", data, drawings)


def _plain(value: Any, drawings: dict[str, bytes]) -> Any:
    """What JSON can hold; each drawing that is met is put with the others, and told in its place."""
    if isinstance(value, Drawn):
        told = value.told
        drawings[str(told["file"])] = value.svg.encode()
        return _plain(told, drawings)
    if isinstance(value, str):
        return line(value)
    if isinstance(value, Mapping):
        return {key: _plain(below, drawings) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(below, drawings) for below in value]
    return value
