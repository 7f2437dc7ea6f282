"""What follows from the numbers together: linear programmes, and every set of answers that fits what was published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import combinations_with_replacement
from math import ceil, floor

import numpy as np
from scipy.optimize import linprog

from tests.attack.people import Team
from tests.attack.public import Place
from tests.attack.rules import Shown, half_up, room, root, shown, tally
from tests.attack.site import Cell, Known

SLACK = 1e-6


class Impossible(Exception):
    """No answers give the published numbers: the site contradicts itself, or the attacker misread it."""


@dataclass
class Relations:
    """Everything published of one team's round, as linear bounds on the item means."""

    known: Known
    team: Team
    tightest: dict[str, float] = field(default_factory=dict)

    @cached_property
    def items(self) -> list[Place]:
        return [place for place in self.team.structure.items if place in self.known.cells]

    @cached_property
    def index(self) -> dict[Place, int]:
        return {place: k for k, place in enumerate(self.items)}

    def weights(self, place: Place) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
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

    def n_of(self, item: Place) -> int:
        """How many gave a score: published, or guessed from who answered the rest; the attacker is given it."""
        return len(self.team.of_item(item))

    @cached_property
    def bounds(self) -> list[tuple[float, float]]:
        """What each item's own row says of its mean."""
        return [self._item_bounds(item) for item in self.items]

    def _item_bounds(self, item: Place) -> tuple[float, float]:
        cell, scale = self.known.cells[item], self.team.structure.scale_of(item)
        half, n = Fraction(self.team.structure.half).limit_denominator(10**6), self.n_of(item)
        low, high, edge = scale.low, scale.high, self.team.public.edge
        if counts := self.known.counts.get(item):
            exact = sum((score * times for score, times in counts.items()), Fraction()) / sum(counts.values())
            return float(exact), float(exact)
        if cell.mean is not None:
            mean = Fraction(str(cell.mean))
            low, high = max(low, mean - half), min(high, mean + half)
        elif end := self.known.end(item):
            reach = max(edge + half, room(n, self.team.group(item)))
            if end == "hoger":
                low = max(low, scale.high - reach)
            else:
                high = min(high, scale.low + reach)
        elif cell.suppressed == "secondary":  # so it was not masked: not near an end
            low, high = scale.low + edge + half, scale.high - edge - half
        # Sums lie on the scale's steps.
        grid = n / scale.step
        low, high = Fraction(ceil(low * grid)) / grid, Fraction(floor(high * grid)) / grid
        if cell.mean is not None and high == mean + half:
            high -= 1 / grid
        return float(low), float(high)

    @cached_property
    def inequalities(self) -> tuple[list["np.ndarray[tuple[int], np.dtype[np.float64]]"], list[float]]:
        """Rows a and limits b with a x <= b: the published means of blocks, layers and axes, and bands.

        An interval lies about the published mean, so it says nothing more of the mean itself.
        """
        rows, limits = [], []

        def between(weights: "np.ndarray[tuple[int], np.dtype[np.float64]]", low: float, high: float) -> None:
            rows.extend([weights, -weights])
            limits.extend([high + 1e-9, -low + 1e-9])

        half = self.team.structure.half
        for place, cell in self.known.cells.items():
            weights = self.weights(place)
            scale = self.team.structure.scale_of(place)
            if place.level == "item":
                continue
            if cell.mean is not None:
                between(weights, cell.mean - half, cell.mean + half)
            elif end := self.known.end(place):
                if end == "hoger":
                    between(weights, float(scale.high - self.team.public.edge) - half, float(scale.high))
                else:
                    between(weights, float(scale.low), float(scale.low + self.team.public.edge) + half)
        for layer, counts in self.known.bands.items():
            self._from_bands(layer, counts, between)
        return rows, limits

    def _from_bands(self, layer: str, counts: Mapping[str, int], between) -> None:  # type: ignore[no-untyped-def]
        """Lessons per band bound their mean, which is the layer's when no score is missing."""
        place = Place(layer, "layer", layer)
        lessons = sum(counts.values())
        if not lessons or any(self.n_of(item) != lessons for item in self.team.structure.leaves(place)):
            return
        scale, low, high, bottom = self.team.structure.scale_of(place), Fraction(), Fraction(), None
        for band in self.team.structure.bands_of(layer):
            low += counts[band.id] * (scale.low if bottom is None else bottom)
            high += counts[band.id] * (scale.high if band.below is None else band.below)
            bottom = band.below
        between(self.weights(place), float(low / lessons), float(high / lessons))

    def extremes(
        self, weights: "np.ndarray[tuple[int], np.dtype[np.float64]]", bounds: list[tuple[float, float]]
    ) -> tuple[float, float]:
        """The least and the most that a weighted sum of item means can be. Raises Impossible."""
        rows, limits = self.inequalities
        found = []
        for sign in (1, -1):
            solved = linprog(sign * weights, np.array(rows) if rows else None, limits or None, bounds=bounds)
            if solved.status != 0:
                raise Impossible(solved.message)
            found.append(sign * float(solved.fun))
        return found[0], found[1]

    def excused(self, place: Place) -> float:
        """How wide a mean is when nothing is known but the bounds of its items: no promise is wider than that."""
        bounds = [self.bounds[k] if self._is_bounded(item) else self._scale(item) for k, item in enumerate(self.items)]
        return float(sum(w * (high - low) for w, (low, high) in zip(self.weights(place), bounds, strict=True)))

    def _is_bounded(self, item: Place) -> bool:
        return bool(self.known.end(item)) and item not in self.known.counts

    def _scale(self, item: Place) -> tuple[float, float]:
        scale = self.team.structure.scale_of(item)
        return float(scale.low), float(scale.high)

    def steps(self, place: Place) -> float:
        """How far the next possible mean is: the sums of withheld items lie on the steps of the scale."""
        steps = (
            float(self.team.structure.scale_of(item).step) / self.n_of(item)
            if self.known.cells[item].mean is None
            else 0.0
            for item in self.items
        )
        return float(sum(w * step for w, step in zip(self.weights(place), steps, strict=True)))

    def tied(self, item: Place) -> bool:
        """Whether anything but its own row says something of an item."""
        rows, _ = self.inequalities
        return any(row[self.index[item]] != 0 for row in rows)

    def narrowed(self, own: Mapping[Place, list[Fraction]]) -> list[tuple[float, float]]:
        """The bounds of somebody who knows their own answers."""
        found = list(self.bounds)
        for item, scores in own.items():
            if item not in self.index:
                continue
            n, scale = self.n_of(item), self.team.structure.scale_of(item)
            rest, mine = n - len(scores), sum(scores)
            low, high = found[self.index[item]]
            found[self.index[item]] = (
                max(low, float((mine + rest * scale.low) / n)),
                min(high, float((mine + rest * scale.high) / n)),
            )
        return found


# ----- sets of answers ---------------------------------------------------------------------------------


def fits(found: Shown, cell: Cell, bound: str | None, counts: Mapping[Fraction, int] | None) -> bool:
    """Whether these answers would be published as the cell is."""
    if cell.suppressed == "secondary" and cell.mean is None:
        return found.mean is not None
    return (
        (float(found.mean) if found.mean is not None else None) == cell.mean
        and (float(found.sd) if found.sd is not None else None) == cell.sd
        and found.suppressed == cell.suppressed
        and (cell.low is None or found.low is None or found.low == cell.low)
        and found.spread == cell.spread
        and (not bound or found.bound == bound)
        and (counts is None or found.counts is None or dict(found.counts) == {s: k for s, k in counts.items() if k})
    )


def agrees(counts: dict[Fraction, int], cell: Cell, given: Mapping[Fraction, int] | None, decimals: int) -> bool:
    """Whether these answers have the published numbers, whatever the rules say."""
    if given is not None:
        return counts == {score: times for score, times in given.items() if times}
    n = sum(counts.values())
    total = sum((score * times for score, times in counts.items()), Fraction())
    if cell.mean is not None and float(half_up(total / n, decimals)) != cell.mean:
        return False
    if cell.sd is None:
        return True
    squares = sum((score * score * times for score, times in counts.items()), Fraction())
    return n > 1 and float(root((squares - total * total / n) / (n - 1), decimals)) == cell.sd


@dataclass
class Cells:
    """One item with every level that is the same thing, and what was published of them."""

    relations: Relations
    item: Place
    by_rules: bool = True
    """Whether the attacker also asks what the rules would have withheld, or only what the numbers say."""
    person: str = ""
    """Who asks."""

    @cached_property
    def sizes(self) -> list[int]:
        return self.relations.team.sizes(self.item, self.person)

    def far(self, own: list[Fraction], others: list[Fraction]) -> list[tuple[Fraction, Fraction]]:
        """How far the furthest person can be from both ends: the others' far scores at one of them, or dealt out."""
        scale = self.relations.team.structure.scale_of(self.item)
        if not self.sizes or (self.sizes[0] == 1 and len(own) <= 1):
            everybody = [*own, *others]
            return [(scale.high - min(everybody), max(everybody) - scale.low)]
        tops = _together(sorted((scale.high - score for score in others), reverse=True), self.sizes)
        bottoms = _together(sorted((score - scale.low for score in others), reverse=True), self.sizes)
        mine = (sum((scale.high - score for score in own), Fraction()), sum((s - scale.low for s in own), Fraction()))
        return [(max(mine[0], top), max(mine[1], bottom)) for top, bottom in zip(tops, bottoms, strict=True)]

    @cached_property
    def places(self) -> list[Place]:
        structure = self.relations.team.structure
        same = [place for place in structure.parts if structure.leaves(place) == (self.item,)]
        return [place for place in (self.item, *same) if place in self.relations.known.cells]

    def possible(self, own: list[Fraction], others: list[Fraction]) -> bool:
        """Whether these answers would be published as they were, however they lie with the others."""
        counts = tally([*own, *others])
        return any(self._possible(counts, far) for far in self.far(own, others))

    def _possible(self, counts: dict[Fraction, int], far: tuple[Fraction, Fraction]) -> bool:
        known, team = self.relations.known, self.relations.team
        for place in self.places:
            cell = known.cells[place]
            bound = known.end(place) or None
            if self.by_rules and not fits(
                shown(counts, team.group(place), far=far), cell, bound, known.counts.get(place)
            ):
                return False
            if not self.by_rules and not agrees(counts, cell, known.counts.get(place), team.structure.decimals):
                return False
        return True

    def alternatives(self, own: list[Fraction], low: float, high: float) -> tuple[Fraction, ...] | None:
        """The others' one answer, if nothing else fits but that they all gave it; None when they may differ.

        `low` and `high` bound the sum of all answers.
        """
        team = self.relations.team
        scale, rest = team.structure.scale_of(self.item), self.relations.n_of(self.item) - len(own)
        if rest < 1:
            return None
        same = [
            score
            for score in scale.scores
            if low - SLACK <= float(sum(own) + rest * score) <= high + SLACK and self.possible(own, [score] * rest)
        ]
        if not same or len(same) > 1:
            return None
        return None if self._another(own, same[0], rest, scale.scores, low, high) else (same[0],)

    def _another(
        self, own: list[Fraction], score: Fraction, rest: int, scores: list[Fraction], low: float, high: float
    ) -> bool:
        """Whether answers of the others that are not all the same fit as well: the nearest are tried first."""
        base = float(sum(own))
        for changed in range(1, min(rest, 4) + 1):
            if rest == 1:
                return False
            for values in combinations_with_replacement([other for other in scores if other != score], changed):
                total = base + float(sum(values)) + (rest - changed) * float(score)
                if low - SLACK <= total <= high + SLACK:
                    others = [*values, *[score] * (rest - changed)]
                    if len(set(others)) > 1 and self.possible(own, list(others)):
                        return True
        if len(scores) ** 2 * rest > 400:  # too many to go through: nothing near it fits, so it counts as certain
            return False
        return any(
            self.possible(own, list(others))
            for others in combinations_with_replacement(scores, rest)
            if len(set(others)) > 1 and low - SLACK <= base + float(sum(others)) <= high + SLACK
        )


def sums(relations: Relations, item: Place, bounds: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The least and the most that the sum of an item's answers can be."""
    n = relations.n_of(item)
    low, high = relations.extremes(relations.weights(item), list(bounds))
    return low * n, high * n


def _together(far: list[Fraction], sizes: list[int]) -> tuple[Fraction, Fraction]:
    """The furthest person's sum: when one person has the far scores, and when they are dealt out evenly."""
    most = sum(far[: sizes[0]], Fraction())
    dealt, left = [Fraction()] * len(sizes), list(sizes)
    for score in far:
        least = min((person for person in range(len(sizes)) if left[person]), key=dealt.__getitem__)
        dealt[least] += score
        left[least] -= 1
    return most, max(dealt)
