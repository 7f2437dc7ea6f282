"""The desk that a team's charts are made at: its numbers in one round, and a colour and a ruler for each layer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from teamspiegel.charts.pen import Pen
from teamspiegel.charts.ruler import Ruler, ruler_of
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.instrument import Instrument, Layer
from teamspiegel.contracts.report import Reference, TeamRound

Made = Iterator[tuple[str, Chart | None]]
"""Charts by key; None where there is nothing to draw."""


@dataclass(frozen=True)
class Desk:
    """One team in one round, the pen that its charts are made with, and what its means are held against."""

    view: TeamRound
    pen: Pen
    references: Sequence[Reference] = ()

    @property
    def instrument(self) -> Instrument:
        """The question set that the round used."""
        return self.view.instrument

    def name(self, key: str) -> str:
        """The file name of a chart, without its ending. No id holds two hyphens, so no two charts share a name."""
        return "--".join([self.view.team.id, self.view.round.id, *key.split(":")])

    def ruler(self, layer: Layer) -> Ruler:
        """The scale and bridge axis of a layer."""
        return ruler_of(self.instrument.scale_of(layer), self.instrument.thresholds_of(layer))

    def number(self, layer: Layer) -> int:
        """A layer's place in the instrument: its colour and shape follow from it, the same in every chart."""
        return [other.id for other in self.instrument.layers].index(layer.id)

    def colour(self, layer: Layer) -> str:
        """The colour of a layer."""
        return self.pen.series(self.number(layer))

    def comparable(self, key: str, layers: Sequence[Layer]) -> Iterator[tuple[str, list[Layer]]]:
        """The layers in groups that share a ruler; a group after the first has its first layer's id behind the key."""
        groups: list[list[Layer]] = []
        for layer in layers:
            same = next((group for group in groups if self.ruler(group[0]).fits(self.ruler(layer))), None)
            if same:
                same.append(layer)
            else:
                groups.append([layer])
        for index, group in enumerate(groups):
            yield f"{key}:{group[0].id}" if index else key, group
