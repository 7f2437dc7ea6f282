"""The answers as whoever gave them knows them: the attacker plays every person, one at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from tests.attack.public import Place, Public, Structure
from tests.attack.rules import Group
from tests.independent import Unit, parts, units, value


@dataclass(frozen=True)
class Team:
    """The true answers of one team in one round. Only `own` of one person at a time is ever used to attack."""

    structure: Structure
    public: Public
    members: int
    units: Mapping[str, Sequence[Unit]]

    def of_item(self, place: Place) -> list[tuple[str, Fraction]]:
        """Who gave which score."""
        found = self.units.get(self.structure.source_of(place), ())
        return [(unit.person, unit.scores[place.id]) for unit in found if place.id in unit.scores]

    def of_level(self, place: Place) -> list[tuple[str, Fraction]]:
        """Whose unit has which value of its own; none for an axis over two sources."""
        structure = self.structure
        nested = self._nested(place)
        items = [item for groups in nested for group in groups for item in group]
        sources = {structure.source_of(leaf) for leaf in structure.leaves(place)}
        if len(sources) > 1:
            return []
        found = self.units.get(next(iter(sources)), ())
        return [
            (unit.person, value(nested, unit.scores))
            for unit in found
            if sum(item in unit.scores for item in items) >= Fraction(len(items), 2)
        ]

    def _nested(self, place: Place) -> list[list[list[str]]]:
        if place.level == "block":
            return [[[leaf.id for leaf in self.structure.leaves(place)]]]
        layers = [place] if place.level == "layer" else self.structure.parts[place]
        return [parts(self.structure.raw, self.structure.layers[layer.source]) for layer in layers]

    @cached_property
    def _own(self) -> dict[Place, list[tuple[str, Fraction]]]:
        return {
            place: self.of_item(place) if place.level == "item" else self.of_level(place)
            for place in self.structure.places
        }

    def own(self, place: Place) -> list[tuple[str, Fraction]]:
        return self._own[place]

    @cached_property
    def _groups(self) -> dict[Place, Group]:
        return {place: self._group(place) for place in self.structure.places}

    def group(self, place: Place) -> Group:
        """What is the same for all answers of a cell."""
        return self._groups[place]

    def _group(self, place: Place) -> Group:
        per_person: dict[str, int] = {}
        for person, _ in self.own(place):
            per_person[person] = per_person.get(person, 0) + 1
        structure = self.structure
        return Group(
            structure.scale_of(place),
            structure.decimals,
            structure.threshold(place, "bridge_axis"),
            structure.threshold(place, "spread"),
            len(per_person),
            max(per_person.values(), default=0),
            self.public.few,
            self.public.spread,
            place.level == "item",
            self.public.edge,
        )

    def far(self, place: Place) -> tuple[Fraction, Fraction]:
        """How far the furthest person's units are from the top and from the bottom, together."""
        scale, top, bottom = self.structure.scale_of(place), dict[str, Fraction](), dict[str, Fraction]()
        for person, score in self.own(place):
            top[person] = top.get(person, Fraction()) + scale.high - score
            bottom[person] = bottom.get(person, Fraction()) + score - scale.low
        return max(top.values()), max(bottom.values())

    def sizes(self, place: Place, without: str) -> list[int]:
        """How many units each of the others has, the most first."""
        found: dict[str, int] = {}
        for person, _ in self.own(place):
            if person != without:
                found[person] = found.get(person, 0) + 1
        return sorted(found.values(), reverse=True)

    @cached_property
    def persons(self) -> dict[tuple[str, str], dict[Place, list[Fraction]]]:
        """Everybody, by source: their own answers by item."""
        found: dict[tuple[str, str], dict[Place, list[Fraction]]] = {}
        for source, answered in self.units.items():
            for unit in answered:
                found.setdefault((source, unit.person), {})
        for item in self.structure.items:
            for person, score in self.of_item(item):
                found[self.structure.source_of(item), person].setdefault(item, []).append(score)
        return found


def teams_of(tree: Mapping[str, bytes], public: Public) -> dict[tuple[str, str], Team]:
    """The answers in the data files, by team and round."""
    found = {}
    for round_ in public.rounds:
        structure = public.structure(round_.id)
        for team in public.teams:
            by_source = {
                source: _units(tree, structure, source, round_.id, team.id) for source in ("survey", "observations")
            }
            if any(by_source.values()):
                found[team.id, round_.id] = Team(structure, public, team.members, by_source)
    return found


def _units(tree: Mapping[str, bytes], structure: Structure, source: str, round_: str, team: str) -> list[Unit]:
    tables = []
    if own := tree.get(f"data/{round_}/{team}/{source}.csv"):
        tables.append(own.decode())
    if shared := tree.get(f"data/{round_}/{source}.csv"):
        head, *rows = shared.decode().splitlines()
        column = head.split(",").index("team")
        tables.append("\n".join([head, *(row for row in rows if row.split(",")[column] == team)]))
    return units(structure.raw, source, *tables)
