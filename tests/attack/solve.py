"""What follows from the numbers together: linear programmes, and other answers that would give the same site."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import combinations, islice, product
from math import ceil, floor

import numpy as np
from scipy.optimize import linprog

from tests.attack.people import Team
from tests.attack.public import Cell, Place
from tests.attack.rules import Ends, Expected, half_up, root, tally, variance
from tests.attack.site import Known

SLACK = 1e-6
Weights = np.ndarray[tuple[int], np.dtype[np.float64]]


class Impossible(Exception):
    """No answers give the published numbers: the site contradicts itself, or the attacker misread it."""


# ----- what anyone can work out ------------------------------------------------------------------------


@dataclass
class Relations:
    """Everything published of one team's round, as linear bounds on the item means."""

    known: Known
    team: Team
    rules: Expected

    @cached_property
    def items(self) -> list[Place]:
        return [place for place in self.team.structure.items if place in self.known.cells]

    @cached_property
    def index(self) -> dict[Place, int]:
        return {place: k for k, place in enumerate(self.items)}

    def weights(self, place: Place) -> Weights:
        """A level as a weighted sum of the item means; a part that nobody answered is left out."""
        found = np.zeros(len(self.items))
        if place.level == "item":
            found[self.index[place]] = 1.0
            return found
        present = [part for part in self.team.structure.parts[place] if self._answered(part)]
        for part in present:
            found += self.weights(part) / len(present)
        return found

    def _answered(self, place: Place) -> bool:
        return any(item in self.index for item in self.team.structure.leaves(place))

    @cached_property
    def bounds(self) -> list[tuple[float, float]]:
        """What each item's own row says of its mean."""
        return [self._floats(self._on_steps(item, *self._row(item))) for item in self.items]

    def _row(self, item: Place) -> Ends:
        cell, scale = self.known.cells[item], self.team.structure.scale_of(item)
        if counts := self.known.counts.get(item):
            exact = sum((score * times for score, times in counts.items()), Fraction()) / sum(counts.values())
            return exact, exact
        if cell.mean is not None:
            return self.rules.means_like(item, cell.mean, cell.n)
        low, high = (None if end is None else Fraction(str(end)) for end in (cell.at_least, cell.at_most))
        return scale.low if low is None else low, scale.high if high is None else high

    def _on_steps(self, item: Place, low: Fraction, high: Fraction) -> Ends:
        """The lowest and highest mean between two: sums lie on the steps of the scale."""
        steps = self.known.cells[item].n / self.team.structure.scale_of(item).step
        return Fraction(ceil(low * steps)) / steps, Fraction(floor(high * steps)) / steps

    def _floats(self, ends: Ends) -> tuple[float, float]:
        return float(ends[0]), float(ends[1])

    @cached_property
    def inequalities(self) -> tuple[list[Weights], list[float]]:
        """Rows a and limits b with a x <= b, only those that the bounds of the items do not imply.

        They come from the published means and intervals of blocks, layers and axes, and from the bands of lessons. An
        uncertainty lies about the published mean, so it says nothing more of the mean itself.
        """
        found = [*self._from_levels(), *self._from_bands()]
        low, high = np.array(self.bounds).T if self.bounds else (np.zeros(0), np.zeros(0))
        telling = [(row, limit) for row, limit in found if np.where(row > 0, row * high, row * low).sum() > limit]
        return [row for row, _ in telling], [limit for _, limit in telling]

    def _from_levels(self) -> Iterator[tuple[Weights, float]]:
        half = 0.5 * 10.0**-self.team.structure.decimals
        for place, cell in self.known.cells.items():
            if place.level == "item":
                continue
            weights = self.weights(place)
            if cell.mean is not None:
                yield weights, cell.mean + half + 1e-9
                yield -weights, -(cell.mean - half) + 1e-9
            if cell.at_most is not None:
                yield weights, cell.at_most + 1e-9
            if cell.at_least is not None:
                yield -weights, -cell.at_least + 1e-9

    def _from_bands(self) -> Iterator[tuple[Weights, float]]:
        """Lessons per band bound their mean, which is the layer's when no score is missing."""
        structure = self.team.structure
        for layer, counts in self.known.bands.items():
            place, lessons = Place(layer, "layer", layer), sum(counts.values())
            if not lessons or any(self.known.cells[item].n != lessons for item in structure.leaves(place)):
                continue
            scale, low, high, bottom = structure.scale_of(place), Fraction(), Fraction(), None
            for band in structure.bands_of(layer):
                low += counts[band.id] * (scale.low if bottom is None else bottom)
                high += counts[band.id] * (scale.high if band.below is None else band.below)
                bottom = band.below
            weights = self.weights(place)
            yield weights, float(high / lessons) + 1e-9
            yield -weights, -float(low / lessons) + 1e-9

    def extremes(self, place: Place) -> tuple[float, float]:
        """The least and the most that a mean can be. Raises Impossible."""
        rows, limits = self.inequalities
        weights, found = self.weights(place), []
        for sign in (1, -1):
            solved = linprog(sign * weights, np.array(rows) if rows else None, limits or None, bounds=self.bounds)
            if solved.status != 0:
                raise Impossible(solved.message)
            found.append(sign * float(solved.fun))
        return found[0], found[1]

    def part_left(self, place: Place) -> float | None:
        """What is left open of a mean that is not told, in parts of what the rules leave open of its items.

        None where every item under it is told: it is made of few people's own values, and nothing is open.
        """
        promised = self._open([self._promised(item) for item in self.items], place)
        if not promised:
            return None
        if not any(weight and row[k] for row in self.inequalities[0] for k, weight in enumerate(self.weights(place))):
            return self._open(self._as_read, place) / promised
        low, high = self.extremes(place)
        return (high - low + self._steps(place)) / promised

    def _open(self, ends: list[tuple[float, float]], place: Place) -> float:
        """How many means of the withheld items under a place there are between these ends, in parts of the scale."""
        wide = sum(w * (high - low) for w, (low, high) in zip(self.weights(place), ends, strict=True))
        return float(wide) + self._steps(place)

    @cached_property
    def _as_read(self) -> list[tuple[float, float]]:
        """The bounds of the withheld items; of others nothing is open that was promised."""
        return [
            bounds if self._withheld(item) else (0, 0) for item, bounds in zip(self.items, self.bounds, strict=True)
        ]

    def _promised(self, item: Place) -> tuple[float, float]:
        return self._floats(self._on_steps(item, *self.rules.items[item].ends)) if self._withheld(item) else (0, 0)

    def _withheld(self, item: Place) -> bool:
        return self.rules.items[item].cell.mean is None

    def _steps(self, place: Place) -> float:
        """How far the next possible mean is: the sums of withheld items lie on the steps of the scale."""
        steps = (
            float(self.team.structure.scale_of(item).step) / self.known.cells[item].n if self._withheld(item) else 0.0
            for item in self.items
        )
        return float(sum(w * step for w, step in zip(self.weights(place), steps, strict=True)))


# ----- other answers -----------------------------------------------------------------------------------

Change = Mapping[tuple[int, str], Fraction]
"""Other scores, by the number of the unit and the item."""

TRIES = 4000
"""So many other sets of answers are tried before it counts as certain that there is none."""


def agrees(cell: Cell, team: Team, place: Place) -> bool:
    """Whether these answers have the published numbers, whatever the rules say."""
    structure, mean = team.structure, team.mean(place)
    shown, spread = half_up(mean, structure.decimals), variance([value for _, value in team.own(place)])
    bridge, wide = structure.threshold(place, "bridge_axis"), structure.threshold(place, "spread")
    sd = None if spread is None else root(spread, structure.decimals)
    return (
        cell.mean in (None, shown)
        and cell.holds(mean)
        and cell.sd in (None, sd)
        and cell.low in (None, Fraction(str(shown)) < bridge)
        and (sd is None or cell.spread in (None, Fraction(str(sd)) >= wide))
    )


@dataclass
class Others:
    """What else everybody may have answered to one item, so that the very same is published.

    A cell that is what the rules make of the true answers must be what they make of the others too; of a cell that is
    not, a reader has its numbers.
    """

    known: Known
    rules: Expected
    item: Place
    found: list[tuple[frozenset[int], "Team"]] = field(default_factory=list)
    """Sets of answers that give the same site, and the units of which an answer is another."""
    tried: int = 0

    @cached_property
    def team(self) -> Team:
        return self.rules.team

    @cached_property
    def source(self) -> str:
        return self.team.structure.source_of(self.item)

    def others(self, team: Team, person: str) -> list[Fraction]:
        return [score for who, score in team.of_item(self.item) if who != person]

    def certain(self, person: str) -> bool:
        """Whether somebody who knows their own answers is certain that all others gave the same to the item.

        The true answers are among the possible ones, so it needs only be asked when the others did.
        """
        mine = {k for k, unit in enumerate(self.team.units[self.source]) if unit.person == person}
        if any(not mine & changed and self._differ(team, person) for changed, team in self.found):
            return False
        for change in islice(self._changes(mine), TRIES):
            other = self.team.with_scores(self.source, change)
            self.tried += 1
            if self._differ(other, person) and self._same_site(other, change):
                self.found.append((frozenset(number for number, _ in change), other))
                return False
        return True

    def _differ(self, team: Team, person: str) -> bool:
        """Whether not all others gave the same, or, of a single one, whether it is another answer."""
        given = self.others(team, person)
        return len(set(given)) > 1 or (len(given) == 1 and given != self.others(self.team, person))

    def _changes(self, mine: set[int]) -> Iterator[Change]:
        """Other answers of the others: first with the same sum, then any, then with another item against it."""
        rows = self.team.units[self.source]
        item, scores = self.item.id, self.team.structure.scale_of(self.item).scores
        units = [k for k, unit in enumerate(rows) if k not in mine and item in unit.scores]
        near = sorted(scores, key=lambda score: abs(score - rows[units[0]].scores[item]))[1:]
        for one, other in combinations(units, 2):
            for up in near:
                down = rows[one].scores[item] + rows[other].scores[item] - up
                if down in scores:
                    yield {(one, item): up, (other, item): down}
        for many in (1, 2, 3):
            yield from islice(self._any(units, near, many), TRIES // 4)
        yield from self._against(mine, units, near)

    def _any(self, units: list[int], scores: list[Fraction], many: int) -> Iterator[Change]:
        for chosen in combinations(units, many):
            for given in product(scores, repeat=many):
                yield {(unit, self.item.id): score for unit, score in zip(chosen, given, strict=True)}

    def _against(self, mine: set[int], units: list[int], scores: list[Fraction]) -> Iterator[Change]:
        """One other answer to the item, and one to another item the other way."""
        rows = self.team.units[self.source]
        for beside in self.team.structure.items:
            if beside == self.item or self.team.structure.source_of(beside) != self.source:
                continue
            possible = self.team.structure.scale_of(beside).scores
            for one, other in product(units, range(len(rows))):
                if other not in mine and beside.id in rows[other].scores:
                    for score in scores:
                        moved = rows[other].scores[beside.id] + rows[one].scores[self.item.id] - score
                        if moved in possible:
                            yield {(one, self.item.id): score, (other, beside.id): moved}

    def _same_site(self, other: Team, change: Change) -> bool:
        """Whether everything that is published of the changed items, and above them, would be the same."""
        asked = frozenset(item for _, item in change)
        rules = Expected(other, self.rules, asked)
        places = [
            place
            for place in self.known.cells
            if asked.intersection(leaf.id for leaf in self.team.structure.leaves(place))
        ]
        return all(self._same(place, rules) for place in places)

    def _same(self, place: Place, rules: Expected) -> bool:
        cell = self.known.cells[place]
        if self.rules.cell(place) == cell:
            if rules.cell(place) != cell:
                return False
        elif not agrees(cell, rules.team, place):
            return False
        counts = self.known.counts.get(place)
        if counts and counts != tally(score for _, score in rules.team.of_item(place)):
            return False
        bands = self.known.bands.get(place.id) if place.level == "layer" else None
        return bands is None or bands == rules.team.bands(place.id)
