"""Charts of instruments of other kinds than the survey in layers: each kind has a module. A network has none: a picture
of who is tied to whom says what nobody gave."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from teamspiegel.charts import interviews, knowledge, placement, pupils, ranking, scan
from teamspiegel.charts.style import Style
from teamspiegel.charts.team import KeyedCharts
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.strand import Strand
from teamspiegel.contracts.theme import Palette, Wording

CHARTS: Mapping[str, Callable[..., KeyedCharts]] = {
    "interviews": interviews.charts,
    "placement": placement.charts,
    "pupils": pupils.charts,
    "ranking": ranking.charts,
    "scan": scan.charts,
    "test": knowledge.charts,
}
"""By kind: from a strand and a style to the charts by the keys that pages ask for; None where nothing is told."""


def strand_charts(strand: Strand[Any, Any], wording: Wording, palette: Palette) -> dict[str, Chart]:
    """The charts of what one instrument gave about one unit, by key; none for a kind without charts.

    Surveys have other keys, so no two files have one name.
    """
    make, ids = CHARTS.get(strand.instrument.kind), (strand.unit.id, strand.instrument.id)
    found = make(strand, Style(wording, palette, strand.instrument.decimals)) if make else ()
    return {key: replace(chart, name="--".join([*ids, *key.split(":")])) for key, chart in found if chart}
