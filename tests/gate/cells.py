"""Cells as the gate judges them, of instruments that ship."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.levels import levels_of
from teamspiegel.contracts.published import Place
from teamspiegel.gate.cells import Cell
from teamspiegel.gate.relations import relations_of
from teamspiegel.reading.read import read_school

from tests.schools import demonstration, small

SCHOOL = "transformatieve-school"


@cache
def instrument(name: str) -> Instrument:
    school = {"kompas": small, "transformatieve-school": demonstration}[name]
    return read_school(school())[0].instruments[name]


def cell(of: Instrument, place: Place, mean: float, why: str = "", people: int = 12) -> Cell:
    """An indicator behind which so many people stand, with answers at both ends of the scale."""
    row: dict[str, Any] = {
        **dict(zip(("source", "level", "id"), place, strict=True)),
        "n": people,
        "people": people,
        "most": 1,
        "from_top": Fraction(4),
        "from_bottom": Fraction(4),
        "exact_mean": Fraction(mean).limit_denominator(1000),
        "mean": round(mean, 1),
        "interval_low": None,
        "interval_high": None,
    }
    return Cell(row, of, why)


def team(of: Instrument, items: Mapping[str, float], withheld: Mapping[Place, str], **people: int) -> list[Cell]:
    """The cells of a team with these item means; levels follow as the instrument makes them."""
    known: dict[Place, float] = {Place(of.layer_of_item[item].id, "item", item): mean for item, mean in items.items()}
    levels = [level for level in levels_of(of) if set(level.items) & items.keys()]
    places = [*known, *(Place(level.source, level.level, level.id) for level in levels)]
    for relation in relations_of(of, places):
        known[relation.whole] = sum(known[part] * weight for part, weight in relation.parts.items())
    return [cell(of, place, mean, withheld.get(place, ""), people.get(place.id, 12)) for place, mean in known.items()]
