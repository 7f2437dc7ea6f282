"""Whose the rows of a file of answers are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from teamspiegel.reading.cells import Column, Numbers

LARGEST = 2**62
"""Numbers of what stands in a row stay below it."""


@dataclass(frozen=True)
class Who:
    """Whose the rows of a file are: their team, unit and person, as these are compared, what they are about, and group.

    `about`: the item, where each answer has a row of its own.
    """

    path: str
    lines: Numbers
    team: Column
    unit: Column
    person: Column
    about: Column
    group: Column

    def at(self, rows: Numbers) -> "Who":
        """Whose some of the rows are."""
        parts = (self.team, self.unit, self.person, self.about, self.group)
        made = {part: part.at(rows) for part in parts}  # the unit may be the person
        return Who(self.path, self.lines[rows], *(made[part] for part in parts))

    def different(self, *columns: Column) -> Numbers:
        """How many different rows each team has, by these columns only."""
        key, many = self.team.codes.astype("int64"), len(self.team.texts)
        for column in columns:
            if many * len(column.texts) > LARGEST:
                key, found = pd.factorize(key)
                many = len(found)
            key, many = key * len(column.texts) + column.codes, many * len(column.texts)
        first = ~pd.Index(key).duplicated()
        return np.bincount(self.team.codes[first], minlength=len(self.team.texts))

    def rows(self, teams: Numbers) -> Iterator[tuple[str, "Row"]]:
        """The rows of these teams, in order, each with its team."""
        parts = (self.team, self.unit, self.person, self.about, self.group)
        at = np.flatnonzero(np.isin(self.team.codes, teams))
        for line, team, *cells in zip(self.lines[at].tolist(), *(part.at(at).cells for part in parts), strict=True):
            yield team, Row(self.path, line, *cells)


class Row(NamedTuple):
    """Whose one row is."""

    path: str
    line: int
    unit: str
    person: str
    about: str
    group: str
