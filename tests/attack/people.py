"""The answers as whoever gave them knows them: the attacker plays every person, one at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from tests.attack.public import Place, Public, Structure
from tests.independent import Unit, parts, units, value


@dataclass(frozen=True)
class Team:
    """Answers of one team in one round: the true ones, or others that somebody thinks of."""

    structure: Structure
    public: Public
    members: int
    units: Mapping[str, Sequence[Unit]]

    def of_item(self, place: Place) -> list[tuple[str, Fraction]]:
        """Who gave which score."""
        return self.own(place)

    def own(self, place: Place) -> list[tuple[str, Fraction]]:
        """Whose unit has which value of its own; none for an axis over two sources."""
        if place not in self._own:
            self._own[place] = self._of_item(place) if place.level == "item" else self._of_level(place)
        return self._own[place]

    @cached_property
    def _own(self) -> dict[Place, list[tuple[str, Fraction]]]:
        return {}

    def _of_item(self, place: Place) -> list[tuple[str, Fraction]]:
        found = self.units.get(self.structure.source_of(place), ())
        return [(unit.person, unit.scores[place.id]) for unit in found if place.id in unit.scores]

    def _of_level(self, place: Place) -> list[tuple[str, Fraction]]:
        structure = self.structure
        nested = self._nested(place)
        items = [item for groups in nested for group in groups for item in group]
        if self.over_two_files(place):
            return []
        found = self.units.get(structure.source_of(structure.leaves(place)[0]), ())
        return [
            (unit.person, value(nested, unit.scores))
            for unit in found
            if (answered := sum(item in unit.scores for item in items)) and 2 * answered >= len(items)
        ]

    def _nested(self, place: Place) -> list[list[list[str]]]:
        if place.level == "block":
            return [[[leaf.id for leaf in self.structure.leaves(place)]]]
        layers = [place] if place.level == "layer" else self.structure.parts[place]
        return [parts(self.structure.raw, self.structure.layers[layer.source]) for layer in layers]

    def over_two_files(self, place: Place) -> bool:
        """Whether nobody has a value of their own: an axis over lessons and answers."""
        return len({self.structure.source_of(leaf) for leaf in self.structure.leaves(place)}) > 1

    def smallest(self, place: Place) -> tuple[int, int]:
        """The units and the people that count in the layer with the fewest, of an axis over two sources."""
        layers = [self.own(layer) for layer in self.structure.parts[place]] if place.level == "axis" else []
        return (
            min((len(own) for own in layers), default=0),
            min((len({person for person, _ in own}) for own in layers), default=0),
        )

    def mean(self, place: Place) -> Fraction:
        """The exact mean of an item, or of a level: that of the means of its parts."""
        means = {}
        for item in self.structure.leaves(place):
            if answers := self.of_item(item):
                means[item] = sum((score for _, score in answers), Fraction()) / len(answers)
        return self.structure.weigh(place, means)

    def bands(self, layer: str) -> dict[str, int]:
        """How many lessons have their own mean in each band."""
        bands, found = self.structure.bands_of(layer), dict[str, int]()
        for _, mean in self.own(Place(layer, "layer", layer)):
            band = next(band.id for band in bands if band.below is None or mean < band.below)
            found[band] = found.get(band, 0) + 1
        return {band.id: found.get(band.id, 0) for band in bands}

    def with_scores(self, source: str, changed: Mapping[tuple[int, str], Fraction]) -> "Team":
        """The same, but for the scores of some units (by their number) on some items."""
        rows = list(self.units[source])
        for (number, item), score in changed.items():
            rows[number] = rows[number]._replace(scores={**rows[number].scores, item: score})
        return replace(self, units={**self.units, source: rows})

    @cached_property
    def persons(self) -> list[tuple[str, str]]:
        """Everybody, by source."""
        return [
            (source, person)
            for source, answered in self.units.items()
            for person in dict.fromkeys(unit.person for unit in answered)
        ]


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
