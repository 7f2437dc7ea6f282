"""A team as its charts show it: its numbers in one round, and a colour and a ruler for each layer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from teamspiegel.charts.finding import Named
from teamspiegel.charts.house import DASHES, Ruler, Series, ruler_of
from teamspiegel.charts.style import Style
from teamspiegel.contracts.answers import Form
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.instrument import Instrument, Layer
from teamspiegel.contracts.place import AXIS, Aspect, Kind
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import Reference, TeamRound

KeyedCharts = Iterator[tuple[str, Chart | None]]
"""Charts by key; None where there is nothing to draw."""


def named(found: Iterable[tuple[str, Chart | None]], *ids: str) -> dict[str, Chart]:
    """The charts that there are, by key, with a file name made of whose it is and its key.

    No id holds two hyphens, and instruments of other kinds have other keys: so no two charts share a name.
    """
    return {key: replace(chart, name="--".join([*ids, *key.split(":")])) for key, chart in found if chart}


@dataclass(frozen=True)
class ShownTeam:
    """One team in one round, the style that its charts are made with, and what its means are held against."""

    view: TeamRound
    style: Style
    references: Sequence[Reference] = ()

    @property
    def instrument(self) -> Instrument:
        """The question set that the round used."""
        return self.view.instrument

    def ruler(self, *layers: Layer) -> Ruler:
        """The scale and bridge axis of a layer, or of layers that share them."""
        return ruler_of(self.instrument, layers)

    def number(self, layer: Layer) -> int:
        """A layer's place in the instrument: its colour and shape follow from it, the same in every chart."""
        return [*self.instrument.layer_by_id].index(layer.id)

    def colour(self, aspect: Aspect) -> str:
        """The colour of a block or layer, of an item's layer, or of an axis, which is the team's own."""
        block = self.block(aspect.id) if aspect.kind == "block" else None
        if block:
            return block.colour
        layer = self.instrument.layer_by_id.get(aspect.source)
        if layer:
            return self.style.series(self.number(layer))
        return self.style.colours["accent" if aspect.source == AXIS else "muted"]

    def block(self, id_: str | None) -> Series | None:
        """A building block with its colour and dashes, the same in every chart; None for what belongs to none."""
        found = ((at, block.name) for at, block in enumerate(self.instrument.blocks) if block.id == id_)
        looks = ((name, self.style.block(at), at % len(DASHES)) for at, name in found)
        return next((Series(name, "square", colour, dashes=dashes) for name, colour, dashes in looks), None)

    def rows(self, kind: Kind, *layers: Layer) -> list[Named]:
        """The numbers of layers, or of the items or blocks in them, with what they were; of all that was asked."""
        labels, aspects = self.instrument.labels[kind], self.instrument.aspects
        found = [self.view.results.get(one) for layer in layers for one in aspects if one[:2] == (layer.id, kind)]
        return [Named(labels[one.place.id], one, self.before(one)) for one in found if one]

    def answered(self, found: Iterable[Published]) -> str:
        """How many answered, from the least to the most, in the units of each form; nothing where nothing is told.

        By the numbers of layers and of what is in them: an axis has no number of its own.
        """
        style, counts, said = self.style, dict[Form, set[int]](), list[str]()
        for one in found:
            layer = self.instrument.layer_by_id.get(one.place.source)
            if layer and one.told:
                counts.setdefault(self.instrument.form_of(layer), set()).add(one.n)
        for form, of_form in counts.items():
            least, most = min(of_form), max(of_form)
            units = style.count(f"subject.{form}", most)
            said.append(style.say("subject.n" if least == most else "subject.n_range", n=least, most=most, units=units))
        return style.listed(said)

    def before(self, indicator: Published) -> Published | None:
        """What a number was in the first round that it can be compared with."""
        aspect = indicator.place.aspect
        fitting = (past.results.get(aspect) for past in self.view.earlier if self.view.change(past.round.id, aspect))
        return next((old for old in fitting if old and old.told), None)

    def read(self, indicator: Published) -> dict[str, str]:
        """What a pointer reads of a number beside itself: what it was before, where that can be compared."""
        old, labels = self.before(indicator), {past.round.id: past.round.label for past in self.view.earlier}
        said = old and self.style.say("told.then", round=labels[old.place.round], value=self.style.mean(old))
        return {"before": said} if said else {}

    def comparable(self, key: str, layers: Sequence[Layer]) -> Iterator[tuple[str, list[Layer]]]:
        """The layers in groups that share a ruler; a group after the first has its first layer's id behind the key."""
        groups: dict[Ruler, list[Layer]] = {}
        for layer in layers:
            groups.setdefault(self.ruler(layer).wordless, []).append(layer)
        for index, group in enumerate(groups.values()):
            yield f"{key}:{group[0].id}" if index else key, group
