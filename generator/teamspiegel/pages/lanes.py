"""Lanes over time, drawn as a small picture in a page: where each mark stands, in the units of that picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH = 380
"""How wide a lane is; the picture has a margin of 10 on each side."""
NARROWEST = 6
"""A stretch is never drawn narrower: it must be seen."""
MOST_TICKS = 5


@dataclass(frozen=True)
class TimeLine:
    """The time that a picture shows, from its first day to its last."""

    first: date
    last: date

    def at(self, day: date) -> int:
        """Where a day stands."""
        days = max((self.last - self.first).days, 1)
        return 10 + round(WIDTH * (day - self.first).days / days)

    def width(self, first: date, last: date) -> int:
        """How wide a stretch of days is."""
        return max(self.at(last) - self.at(first), NARROWEST)

    @property
    def ticks(self) -> Sequence[date]:
        """The first days of months, so many that their names do not touch."""
        months = [self.first.replace(day=1)]
        while months[-1] <= self.last:
            months.append((months[-1] + timedelta(days=31)).replace(day=1))
        inside = [month for month in months if self.first <= month <= self.last]
        apart = -(-len(inside) // MOST_TICKS)
        return inside[::apart] if inside else []
