"""Charts of instruments of other kinds than the survey in layers: each kind has a module. A network has none: a picture
of who is tied to whom says what nobody gave."""

from collections.abc import Callable, Mapping
from typing import Any

from teamspiegel.charts import interviews, knowledge, placement, pupils, ranking, scan
from teamspiegel.charts.style import Style
from teamspiegel.charts.team import named
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.strand import Strand
from teamspiegel.contracts.theme import Palette, Wording

CHARTS: Mapping[str, Callable[[Strand[Any, Any], Style], Mapping[str, Chart | None]]] = {
    "interviews": lambda strand, style: {"themes": interviews.chart(strand, style)},
    "placement": lambda strand, style: {"places": placement.chart(strand, style)},
    "pupils": lambda strand, style: {"levels": pupils.chart(strand, style)},
    "ranking": lambda strand, style: {"order": ranking.chart(strand, style)},
    "scan": lambda strand, style: {"roles": scan.chart(strand, style)},
    "test": lambda strand, style: {
        f"items:{system.id}": knowledge.chart(strand, system, style) for system in strand.instrument.systems
    },
}
"""By kind: from a strand and a style to the charts by the keys that pages ask for; None where nothing is told."""


def strand_charts(strand: Strand[Any, Any], wording: Wording, palette: Palette) -> dict[str, Chart]:
    """The charts of what one instrument gave about one unit, by key; none for a kind without charts."""
    make = CHARTS.get(strand.instrument.kind)
    found = make(strand, Style(wording, palette, strand.instrument.decimals)) if make else {}
    return named(found.items(), strand.unit.id, strand.instrument.id)
