"""Numbers before the gate that are written by hand, for an instrument of a few layers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from teamspiegel.contracts.definitions import Definitions, GateThresholds, Round, Settings, Team
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.measured import Measured, Measurement
from teamspiegel.contracts.place import AXIS, Aspect, Place
from teamspiegel.contracts.published import BandCount, Results
from teamspiegel.gate.team import gate

ABOUT = {"name": "-", "description": "-"}


def _items(*ids: str) -> list[dict[str, Any]]:
    return [{"id": id_, "text": "-", "short": id_, "block": "block"} for id_ in ids]


DECLARED: Mapping[str, Any] = {
    "id": "hand",
    "version": "1",
    **ABOUT,
    "scale": {"min": 1, "max": 5},
    "thresholds": {"bridge_axis": 3.0, "spread": 0.8},
    "blocks": [{"id": "block", **ABOUT}],
    "layers": [
        {"id": "self", **ABOUT, "source": "survey", "mean_of": "items", "items": _items("a", "b", "c", "d")},
        {
            "id": "seen",
            **ABOUT,
            "source": "observations",
            "mean_of": "items",
            "scale": {"min": 1, "max": 5, "step": 0.5},
            "bands": [{"id": "rare", **ABOUT, "below": 3}, {"id": "often", **ABOUT}],
            "items": _items("x", "y"),
        },
        {
            "id": "mood",
            **ABOUT,
            "source": "survey",
            "mean_of": "items",
            "scale": {"min": 1, "max": 7},
            "thresholds": {"bridge_axis": 4.0, "spread": 1.2},
            "items": _items("m"),
        },
    ],
    "axes": [{"id": "all", **ABOUT, "position": ["self", "seen"]}],
}

LAYER, BLOCK, AXIS_ALL = Aspect("self", "layer", "self"), Aspect("self", "block", "block"), Aspect(AXIS, "axis", "all")
SEEN = Aspect("seen", "layer", "seen")


def instrument(**changes: Any) -> Instrument:
    """The instrument, with some keys changed."""
    return Instrument.model_validate({**DECLARED, **changes}, strict=False)


def of_item(id_: str) -> Aspect:
    """The aspect of an item by its id."""
    return Aspect(instrument().layer_of_item[id_].id, "item", id_)


def measured(
    aspect: Aspect | str,
    n: int,
    total: Fraction | float,
    variance: Fraction | None = Fraction(1),
    *,
    people: int | None = None,
    most: int = 1,
    alike: int = 1,
) -> Measured:
    """A number of n units that add up to a total; of an item when it is an id."""
    place = Place("team", "one", of_item(aspect) if isinstance(aspect, str) else aspect)
    who = n if people is None else people
    return Measured(place, n, who, Fraction(total) / n, variance if n > 1 else None, most, alike)


def gated(
    numbers: Iterable[Measured],
    *,
    members: int = 30,
    thresholds: GateThresholds | None = None,
    distributions: Mapping[str, Mapping[float, int]] | None = None,
    bands: Sequence[int] | None = None,
    flags: Mapping[str, float] | None = None,
    **changes: Any,
) -> Results:
    """What the gate lets through of these numbers of one team in one round. `flags`: the instrument's thresholds."""
    used = instrument(**changes, **({"thresholds": flags} if flags else {}))
    definitions = Definitions(
        Settings(gate=thresholds or GateThresholds()),
        (Team(id="team", name="Team", members=members),),
        (Round(id="one", label="One", date=date(2026, 1, 1), kind="nulmeting"),),
        {used.id: used},
    )
    lessons = {"seen": tuple(map(BandCount, ("rare", "often"), bands, (0, 100)))} if bands else {}
    one = Measurement("team", "one", {n.place.aspect: n for n in numbers}, distributions or {}, lessons, {})
    (found,) = gate(definitions, [one]).results
    return found
