"""The levels of an instrument as a tree: an axis of layers, a layer of blocks or items, a block of items.

A level's mean is the mean of its parts' means, all the way down. The same rule makes the value of a group (from the
item means), the own value of one unit (from its scores) and what the ends of an interval are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from teamspiegel.contracts.place import Aspect


@dataclass(frozen=True)
class Level:
    """A block, layer or axis: what it is, the parts that its mean is made of, and the files that their answers are in.

    A part is a level below it, or the id of an item.
    """

    aspect: Aspect
    parts: tuple["Level | str", ...]
    files: frozenset[str]

    @cached_property
    def items(self) -> tuple[str, ...]:
        """The items at the bottom of the tree; an item that two parts share counts in each."""
        return tuple(item for part in self.parts for item in (part.items if isinstance(part, Level) else (part,)))

    def value(self, of_items: Mapping[str, Fraction]) -> Fraction | None:
        """The mean of the parts' values, over the parts that have one; None when none has."""
        values = [part.value(of_items) if isinstance(part, Level) else of_items.get(part) for part in self.parts]
        known = [value for value in values if value is not None]
        return sum(known, Fraction()) / len(known) if known else None
