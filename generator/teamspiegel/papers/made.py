"""A paper out of what stands on it: texts on one line, drawings beside the data and named in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from teamspiegel.contracts.paper import Paper
from teamspiegel.contracts.theme import Palette
from teamspiegel.drawings.svg import on_paper
from teamspiegel.pages.render import Figure
from teamspiegel.pages.text import line

SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


@dataclass(frozen=True)
class Drawn:
    """A drawing on a paper: what there is to see in it, what it is about, and its description for who hears it."""

    name: str
    title: str
    subtitle: str
    alt: str
    svg: str

    @property
    def ratio(self) -> float:
        """How high it is for its width."""
        size = SIZE.search(self.svg)
        if size is None:
            raise ValueError(f"the drawing of {self.name} has no size")
        return float(size[2]) / float(size[1])

    @property
    def told(self) -> dict[str, object]:
        """What a template is given of it."""
        file, ratio = f"{self.name}.svg", self.ratio
        return {"file": file, "title": self.title, "subtitle": self.subtitle, "alt": self.alt, "ratio": ratio}


def drawn(figure: Figure) -> Drawn:
    """A drawn chart, to stand on a paper."""
    chart = figure.chart
    return Drawn(chart.name, chart.title, chart.subtitle, chart.summary, on_paper(figure.inline))


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
