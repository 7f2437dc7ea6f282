"""The gate's public rules once more: what would be published of a team if these were its answers.

Written from the page that tells them to readers, not from the gate. The attacker asks it of every set of answers that
he thinks of.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cached_property
from math import ceil, floor, sqrt
from typing import NamedTuple

from tests.attack.people import Team
from tests.attack.public import Cell, Place
from tests.independent import decimal, rounded, student

Ends = tuple[Fraction, Fraction]

FEW_OTHERS = 2
"""Besides one person's answers, so many more may differ from the rest and it is still nearly alike."""
WIDEST = Fraction(1, 2)
"""A level whose interval takes this part of the scale or more is not told."""


class Said(NamedTuple):
    """What is said of an item: its row in the download, and from where to where its mean lies by the rules."""

    cell: Cell
    ends: Ends


def half_up(value: Fraction, decimals: int) -> float:
    ten = 10**decimals
    return float(Fraction(floor(value * ten + Fraction(1, 2)), ten))


def root(variance: Fraction, decimals: int) -> float:
    """The root, rounded half up."""
    with localcontext() as context:
        context.prec = 40
        return float(rounded(decimal(variance).sqrt() if variance else Decimal(0), decimals))


def variance(values: list[Fraction]) -> Fraction | None:
    n, total = len(values), sum(values, Fraction())
    return (sum((value * value for value in values), Fraction()) - total * total / n) / (n - 1) if n > 1 else None


def tally(values: Iterable[Fraction]) -> dict[Fraction, int]:
    found: dict[Fraction, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return found


@dataclass
class Expected:
    """What the rules publish of the answers of one team in one round.

    `like`: what they publish of answers that are the same but for some items (`changed`, by id).
    """

    team: Team
    like: "Expected | None" = None
    changed: frozenset[str] = frozenset()
    _cells: dict[Place, Cell] = field(default_factory=dict)

    @cached_property
    def items(self) -> dict[Place, Said]:
        """Of every item that anybody answered."""
        if self.like:
            known = self.like.items
            return {item: self._item(item) if item.id in self.changed else said for item, said in known.items()}
        return {item: self._item(item) for item in self.team.structure.items if self.team.of_item(item)}

    def cell(self, place: Place) -> Cell:
        """A row of the download."""
        if place not in self._cells:
            self._cells[place] = self.items[place].cell if place.level == "item" else self._level(place)
        return self._cells[place]

    def _item(self, item: Place) -> Said:
        team, structure = self.team, self.team.structure
        scale, decimals = structure.scale_of(item), structure.decimals
        answers = [score for _, score in team.of_item(item)]
        n, share = len(answers), tally_people(team.of_item(item))
        most, mean = max(share.values()), sum(answers, Fraction()) / n
        margin = max(team.public.edge, (most * (scale.high - scale.low) + scale.step) / n)
        if len(share) < team.public.few or 2 * margin >= scale.high - scale.low:
            return Said(self._row(item, n, None, None, None, "small"), (scale.low, scale.high))
        if mean >= scale.high - margin:
            ends = scale.high - margin, scale.high
            return Said(self._row(item, n, None, ends, None, "masked"), ends)
        if mean <= scale.low + margin:
            ends = scale.low, scale.low + margin
            return Said(self._row(item, n, None, ends, None, "masked"), ends)
        spread, why = variance(answers), ""
        if len(share) < team.public.spread:
            why = "small"
        elif spread is None or spread < team.public.edge**2 or max(tally(answers).values()) >= n - most - FEW_OTHERS:
            why = "masked"
        shown = half_up(mean, decimals)
        return Said(self._row(item, n, shown, None, None if why else spread, why), self.means_like(item, shown, n))

    def means_like(self, item: Place, shown: float, n: int) -> Ends:
        """The means of so many answers that look like this one."""
        scale, half = self.team.structure.scale_of(item), Fraction(1, 2 * 10**self.team.structure.decimals)
        step, mean = scale.step / n, Fraction(str(shown))
        first, last = ceil((mean - half - scale.low) / step), ceil((mean + half - scale.low) / step) - 1
        return scale.low + first * step, scale.low + last * step

    def _level(self, place: Place) -> Cell:
        team, structure = self.team, self.team.structure
        own = team.own(place)
        n, people = team.smallest(place) if team.over_two_files(place) else (len(own), len(tally_people(own)))
        parts = [self.items[item] for item in structure.leaves(place) if item in self.items]
        spread = variance([value for _, value in own]) if own else None
        why_no_sd = ""
        if spread is not None:
            few = "small" if people < team.public.spread else ""
            why_no_sd = few or ("" if all(part.cell.sd is not None for part in parts) else "derived")
        if people < team.public.few:
            return self._row(place, n, None, None, None, "small")
        if all(part.cell.mean is not None for part in parts):
            shown = half_up(team.mean(place), structure.decimals)
            return self._row(place, n, shown, None, None if why_no_sd else spread, why_no_sd)
        least, most = (
            structure.weigh(place, {item: said.ends[k] for item, said in self.items.items()}) for k in (0, 1)
        )
        scale = structure.scale_of(place)
        told = most - least < WIDEST * (scale.high - scale.low)
        return self._row(place, n, None, (least, most) if told else None, None, "derived")

    def _row(
        self, place: Place, n: int, mean: float | None, ends: Ends | None, spread: Fraction | None, why: str
    ) -> Cell:
        """The row with what follows from it: bounds rounded outwards, flags that look at what is shown."""
        structure, ten = self.team.structure, 10**self.team.structure.decimals
        scale, bridge = structure.scale_of(place), structure.threshold(place, "bridge_axis")
        at_least = at_most = None
        if ends:
            least, most = Fraction(floor(ends[0] * ten), ten), Fraction(ceil(ends[1] * ten), ten)
            at_least = float(least) if least > scale.low else None
            at_most = float(most) if most < scale.high else None
        low = None if mean is None else Fraction(str(mean)) < bridge
        if at_most is not None and Fraction(str(at_most)) < bridge:
            low = True
        elif at_least is not None and Fraction(str(at_least)) >= bridge:
            low = False
        sd = None if spread is None else root(spread, structure.decimals)
        wide = None if sd is None else Fraction(str(sd)) >= structure.threshold(place, "spread")
        return Cell(n, mean, at_least, at_most, sd, low, wide, why)

    def counts(self, item: Place) -> dict[Fraction, int] | None:
        """How often each score was given, where that may be told."""
        told = self.items[item].cell.sd is not None
        return tally(score for _, score in self.team.of_item(item)) if told else None

    def bands(self, layer: str) -> dict[str, int] | None:
        """The lessons by their own mean, where that may be told."""
        place = Place(layer, "layer", layer)
        return self.team.bands(layer) if self.cell(place).sd is not None else None

    def interval(self, place: Place) -> tuple[float, float] | None:
        """The uncertainty of a mean, from the SD that is shown."""
        cell = self.cell(place)
        if cell.sd is None or cell.mean is None:
            return None
        people, members = len(tally_people(self.team.own(place))), self.team.members
        missing = max(members - people, 0) / (members - 1) if members > 1 else 0.0
        half = half_up(Fraction(student(cell.n - 1) * cell.sd * sqrt(missing / cell.n)), self.team.structure.decimals)
        mean, width = Fraction(str(cell.mean)), Fraction(str(half))
        return float(mean - width), float(mean + width)


def tally_people(answers: Iterable[tuple[str, Fraction]]) -> dict[str, int]:
    """How many units each person has."""
    found: dict[str, int] = {}
    for person, _ in answers:
        found[person] = found.get(person, 0) + 1
    return found
