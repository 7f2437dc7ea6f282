"""Secondary suppression: a withheld mean must not follow from a mean that it is part of, or that it is made of.

The means of a team in a round hang together (`gate.relations`). So each withheld mean is looked at as several people
would (`gate.readers`); when too little is left open to one of them, another number is withheld with it, until nothing
follows any more.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from teamspiegel.contracts.definitions import GateThresholds
from teamspiegel.contracts.published import Place
from teamspiegel.gate.cells import Cell
from teamspiegel.gate.readers import READERS, STRANGER, Reader
from teamspiegel.gate.relations import SLACK, Bounds, Relation, bounds, of_part, of_whole, relations_of
from teamspiegel.gate.rules import MASKED, SECONDARY


def with_secondary(cells: Sequence[Cell], thresholds: GateThresholds) -> list[Cell]:
    """The judged cells of one team in one round, with more of them withheld where a withheld mean would follow."""
    by_place = {cell.place: cell for cell in cells}
    if not any(cell.why for cell in cells):
        return list(cells)
    relations = relations_of(cells[0].instrument, by_place)
    silent = [_as_little_as_can_be(cell) for cell in cells]
    least = {reader: _known(relations, silent, reader, thresholds) for reader in READERS}
    while victim := _next_victim(relations, by_place, least, thresholds):
        by_place[victim] = _without_a_word(by_place[victim])
    return list(by_place.values())


def _without_a_word(cell: Cell) -> Cell:
    return replace(cell, why=SECONDARY, at_least=None, at_most=None)


def _next_victim(
    relations: Sequence[Relation],
    cells: Mapping[Place, Cell],
    least: Mapping[Reader, Mapping[Place, Bounds]],
    thresholds: GateThresholds,
) -> Place | None:
    """What has to be withheld to protect a withheld mean; None when every one is safe.

    Safe is also what each reader knows when everything is withheld that can be (`least`).
    """
    for reader in READERS:
        known = _known(relations, cells.values(), reader, thresholds)
        for place in reversed(list(cells)):
            cell = cells[place]
            if (
                cell.why
                and not reader.is_left_open(cell, known[place], thresholds)
                and _is_in(known, least[reader], place)
            ):
                # What goes along is chosen by what everybody knows: another choice would tell of somebody's answers.
                return _victim(relations, cells, _known(relations, cells.values(), STRANGER, thresholds), place)
    return None


def _known(
    relations: Sequence[Relation], cells: Collection[Cell], reader: Reader, thresholds: GateThresholds
) -> dict[Place, Bounds]:
    steps = {cell.place: cell.scale.step / cell.n for cell in cells if reader.counts(cell)}
    return bounds(relations, {cell.place: reader.sees(cell, thresholds) for cell in cells}, steps)


def _as_little_as_can_be(cell: Cell) -> Cell:
    return cell if cell.why and not _says_something(cell) else _without_a_word(cell)


def _says_something(cell: Cell) -> bool:
    """Whether more can be withheld: a mean, or the bound of a level. The bound of an item is its protection."""
    return not cell.why or (cell.why == MASKED and not cell.is_item)


def _is_in(known: Mapping[Place, Bounds], least: Mapping[Place, Bounds], place: Place) -> bool:
    """Whether more is known of a mean than the least that can be."""
    return known[place][0] > least[place][0] + SLACK or known[place][1] < least[place][1] - SLACK


def _victim(
    relations: Sequence[Relation], cells: Mapping[Place, Cell], known: Mapping[Place, Bounds], place: Place
) -> Place:
    """What to withhold with a mean: its own bound, an item that it is tied to most tightly, or else what ties them.

    Chosen by how many people stand behind it and by its place in the instrument, never by its value.
    """
    if _says_something(cells[place]):
        return place
    children = {relation.whole: tuple(relation.parts) for relation in relations}
    at = place
    while True:
        for relation in _tightest_first(relations, known, at):
            below = [one for part in relation.parts if part != at for one in _below(children, part)]
            shown = [one for one in (*below, relation.whole) if _says_something(cells[one])]
            items = [one for one in shown if cells[one].is_item]
            if items:
                return min(reversed(items), key=lambda item: cells[item].people)
            if shown:
                return shown[-1]
        # Nothing is left to withhold this close by: what ties it lies further up.
        at = next(relation.whole for relation in relations if at in relation.parts)


def _tightest_first(relations: Sequence[Relation], known: Mapping[Place, Bounds], place: Place) -> Iterable[Relation]:
    """The relations that a mean is in, the one that says most of it first.

    What is known of a mean from above is known of its parts together as well: of two that say the same, the upper.
    """

    def order(relation: Relation) -> tuple[float, bool]:
        low, high = of_whole(relation, known) if relation.whole == place else of_part(relation, place, known)
        return round(high - low, 6), relation.whole == place

    return sorted((one for one in relations if place == one.whole or place in one.parts), key=order)


def _below(children: Mapping[Place, Sequence[Place]], place: Place) -> Iterator[Place]:
    """A mean and all that it is made of."""
    yield place
    for part in children.get(place, ()):
        yield from _below(children, part)
