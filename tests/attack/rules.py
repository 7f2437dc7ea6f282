"""The gate's public rules once more, for one cell: what would be published if these were the units' values.

Written from the method, not from the gate. The attacker asks it of every set of answers that he thinks of.
"""

from collections.abc import Iterable
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from tests.attack.public import Scale
from tests.independent import decimal, rounded


class Group(NamedTuple):
    """What is the same for every set of answers of a cell: its scale, thresholds and who stand behind it."""

    scale: Scale
    decimals: int
    bridge: Fraction
    spread: Fraction
    people: int
    most: int
    """The most units of one person."""
    few: int
    enough: int
    is_item: bool
    edge: Fraction


class Shown(NamedTuple):
    """What is published of a cell by its own answers, before anything is withheld with another."""

    mean: Fraction | None
    bound: str
    """`hoger` or `lager` where a bound stands in the place of the mean."""
    sd: Fraction | None
    counts: tuple[tuple[Fraction, int], ...] | None
    low: bool | None
    spread: bool | None
    suppressed: str


def half_up(value: Fraction, decimals: int) -> Fraction:
    ten = 10**decimals
    return Fraction((value * ten + Fraction(1, 2)).__floor__(), ten)


def root(variance: Fraction, decimals: int) -> Fraction:
    """The root, rounded half up."""
    with localcontext() as context:
        context.prec = 40
        return Fraction(rounded(decimal(variance).sqrt() if variance else Decimal(0), decimals))


NOTHING = Shown(None, "", None, None, None, None, "small")


def tally(values: Iterable[Fraction]) -> dict[Fraction, int]:
    found: dict[Fraction, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return found


def shown(
    counts: dict[Fraction, int],
    group: Group,
    mean: Fraction | None = None,
    far: tuple[Fraction, Fraction] | None = None,
) -> Shown:
    """What the rules publish of a cell with these values; `mean` when a level's is not the mean of its units'.

    `far`: how far the furthest person's units are from the top and from the bottom together; without it everybody has
    one unit.
    """
    n = sum(counts.values())
    if group.people < group.few or group.most * 2 > n:
        return NOTHING
    scale, values = group.scale, [value for value, times in counts.items() if times]
    total = sum((value * times for value, times in counts.items()), Fraction())
    average = total / n if mean is None else mean
    seen = half_up(average, group.decimals)
    far = far or (scale.high - min(values), max(values) - scale.low)
    bound = end_of(seen, average, n, far, group)
    if bound:
        reach = room(n, group)
        edge = half_up(scale.high - reach if bound == "hoger" else scale.low + reach, group.decimals)
        low = False if bound == "hoger" and edge >= group.bridge else None
        low = True if bound == "lager" and edge < group.bridge else low
        return Shown(None, bound, None, None, low, None, "masked")
    low = seen < group.bridge
    sd = None
    if n > 1:
        squares = sum((value * value * times for value, times in counts.items()), Fraction())
        sd = root((squares - total * total / n) / (n - 1), group.decimals)
    alike = max(counts.values()) >= n - group.most - 2 or sd is None or sd < group.edge
    if group.people < group.enough:
        said = True if not alike and sd is not None and sd >= group.spread else None
        return Shown(seen, "", None, None, low, said, "small")
    if alike or sd is None:
        return Shown(seen, "", None, None, low, None, "masked")
    return Shown(
        seen, "", sd, tuple(sorted((v, times) for v, times in counts.items() if times)), low, sd >= group.spread, ""
    )


def room(n: int, group: Group) -> Fraction:
    """How far from the end a bound lies."""
    if not group.is_item:
        return group.edge
    return max(group.edge, (group.most * (group.scale.high - group.scale.low) + group.scale.step) / n)


def end_of(seen: Fraction, average: Fraction, n: int, far: tuple[Fraction, Fraction], group: Group) -> str:
    """At which end of the scale a mean is masked."""
    scale = group.scale
    if seen >= scale.high - group.edge:
        return "hoger"
    if seen <= scale.low + group.edge:
        return "lager"
    if group.is_item:
        if n * (scale.high - average) - far[0] <= scale.step:
            return "hoger"
        if n * (average - scale.low) - far[1] <= scale.step:
            return "lager"
    return ""
