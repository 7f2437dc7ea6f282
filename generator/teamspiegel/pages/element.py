"""One element from every side: what lessons, colleagues, pupils and stories say of it, on one page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from teamspiegel.contracts.datapoints import DataPoint, DataPoints
from teamspiegel.contracts.insights import Finding
from teamspiegel.contracts.instrument import Element
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import Change, TeamRound
from teamspiegel.contracts.strand import Strand
from teamspiegel.pages.maker import BesidePages
from teamspiegel.pages.related import findings_of


@dataclass(frozen=True)
class InLayer:
    """What one layer says of an element by one item: now, in the team's first round, and how it moved since."""

    now: Finding
    then: Published | None
    change: Change | None


@dataclass(frozen=True)
class Beside:
    """What an instrument beside the mirror has of an element: its page, and the part that its author ties to it."""

    pages: BesidePages
    part: Any


@dataclass(frozen=True)
class Sides:
    """Everything that is said of one element."""

    element: Element
    items: tuple[InLayer, ...]
    besides: tuple[Beside, ...]
    points: tuple[DataPoint, ...] = ()

    @property
    def several(self) -> bool:
        """Whether anything is told from more than one side; from one, the page of its block has it all."""
        told = any(side.now.indicator.told for side in self.items)
        return bool(self.besides or self.points) or (
            told and len({side.now.indicator.place.source for side in self.items}) > 1
        )


def sides_of(view: TeamRound, besides: Iterable[BesidePages], gathered: DataPoints | None) -> list[Sides]:
    """The elements of a team's latest round that more than one side speaks about, in the order of the instrument.

    `gathered`: the data points of the team.
    """
    listed, points = list(besides), gathered.points if gathered else ()
    found = (
        Sides(
            element,
            tuple(_items(view, element.id)),
            tuple(_besides(listed, element.id)),
            tuple(point for point in points if element.id in point.elements),
        )
        for element in view.instrument.elements
    )
    return [sides for sides in found if sides.several]


def _items(view: TeamRound, element: str) -> Iterator[InLayer]:
    first = view.earlier[0] if view.earlier else None
    for item in (item for item in view.instrument.items.values() if item.element == element):
        for now in findings_of(view, item.id):
            aspect = now.indicator.place.aspect
            then, change = (first.results.get(aspect), view.change(first.round.id, aspect)) if first else (None, None)
            yield InLayer(now, then, change)


def _besides(listed: Iterable[BesidePages], element: str) -> Iterator[Beside]:
    for pages in listed:
        if isinstance(pages.found, Strand):
            yield from (Beside(pages, part) for part in pages.found.instrument.about(element))
