"""What anyone may know: the instrument, the rounds, the teams and the gate's thresholds, read as plain YAML."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

import yaml


class Place(NamedTuple):
    """What a number is about, within one team and round: as a row of the download has it."""

    source: str
    level: str
    id: str


class Cell(NamedTuple):
    """A row of the download."""

    n: int
    mean: float | None
    at_least: float | None
    at_most: float | None
    sd: float | None
    low: bool | None
    spread: bool | None
    suppressed: str

    def holds(self, mean: Fraction) -> bool:
        """Whether what stands in the place of a mean is true of this one."""
        low, high = (None if end is None else Fraction(str(end)) for end in (self.at_least, self.at_most))
        return (low is None or low <= mean) and (high is None or mean <= high)


class Scale(NamedTuple):
    low: Fraction
    high: Fraction
    step: Fraction

    @property
    def scores(self) -> list[Fraction]:
        return [self.low + self.step * k for k in range(int((self.high - self.low) / self.step) + 1)]


class Band(NamedTuple):
    id: str
    name: str
    below: Fraction | None


@dataclass(frozen=True)
class Structure:
    """An instrument: what each number is the mean of, and by which names it goes."""

    raw: Mapping[str, Any]

    @property
    def decimals(self) -> int:
        return int(self.raw.get("decimals", 1))

    @property
    def half(self) -> float:
        """How far rounding may have moved a number."""
        return 0.5 * 10.0**-self.decimals

    @cached_property
    def layers(self) -> dict[str, Mapping[str, Any]]:
        return {layer["id"]: layer for layer in self.raw["layers"]}

    @cached_property
    def block_of(self) -> dict[str, str]:
        """The block of each item that has one."""
        of_element = {element["id"]: element["block"] for element in self.raw.get("elements", [])}
        items = [item for layer in self.raw["layers"] for item in layer["items"]]
        pairs = ((item["id"], item.get("block") or of_element.get(item.get("element"))) for item in items)
        return {item: block for item, block in pairs if block}

    @cached_property
    def parts(self) -> dict[Place, tuple[Place, ...]]:
        """Every level with the places that it is the plain mean of, when each has answers."""
        found: dict[Place, tuple[Place, ...]] = {}
        for layer in self.raw["layers"]:
            items = [Place(layer["id"], "item", item["id"]) for item in layer["items"]]
            blocks: dict[str, list[Place]] = {}
            for item in items:
                if item.id in self.block_of:
                    blocks.setdefault(self.block_of[item.id], []).append(item)
            own = {Place(layer["id"], "block", block): tuple(inside) for block, inside in blocks.items()}
            found |= own
            whole = Place(layer["id"], "layer", layer["id"])
            found[whole] = tuple(own) if layer["mean_of"] == "blocks" else tuple(items)
        for axis in self.raw.get("axes", []):
            layers = [Place(layer, "layer", layer) for layer in axis["position"]]
            found[Place("axis", "axis", axis["id"])] = tuple(layers)
        return found

    @cached_property
    def items(self) -> tuple[Place, ...]:
        return tuple(Place(layer["id"], "item", item["id"]) for layer in self.raw["layers"] for item in layer["items"])

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return (*self.items, *self.parts)

    def layer_of(self, place: Place) -> Mapping[str, Any]:
        """The layer of a place; of an axis the first of its layers, which share scale and thresholds."""
        if place.level == "axis":
            axis = next(axis for axis in self.raw["axes"] if axis["id"] == place.id)
            return self.layers[axis["position"][0]]
        return self.layers[place.source]

    def source_of(self, place: Place) -> str:
        """Which file the place is made from."""
        return str(self.layer_of(place)["source"])

    def scale_of(self, place: Place) -> Scale:
        scale = self.layer_of(place).get("scale", self.raw["scale"])
        return Scale(Fraction(scale["min"]), Fraction(scale["max"]), Fraction(str(scale.get("step", 1))))

    def threshold(self, place: Place, name: str) -> Fraction:
        return Fraction(str(self.layer_of(place).get("thresholds", self.raw["thresholds"])[name]))

    def bands_of(self, layer: str) -> list[Band]:
        bands = self.layers[layer].get("bands", [])
        return [
            Band(band["id"], band["name"], Fraction(str(band["below"])) if "below" in band else None) for band in bands
        ]

    @cached_property
    def names(self) -> dict[str, tuple[Place, ...]]:
        """What readers see, in small letters, and every place that goes by it."""
        found: dict[str, list[Place]] = {}

        def add(name: str, place: Place) -> None:
            known = found.setdefault(" ".join(name.lower().split()), [])
            if place not in known:
                known.append(place)

        elements = {element["id"]: element["name"] for element in self.raw.get("elements", [])}
        for layer in self.raw["layers"]:
            for item in layer["items"]:
                place = Place(layer["id"], "item", item["id"])
                add(item["short"], place)
                add(item["text"], place)
                add(item["id"], place)
                if item.get("element"):
                    add(elements[item["element"]], place)
            add(layer["name"], Place(layer["id"], "layer", layer["id"]))
        blocks = {block["id"]: block["name"] for block in self.raw.get("blocks", [])}
        for place in self.parts:
            if place.level == "block":
                add(blocks[place.id], place)
        for axis in self.raw.get("axes", []):
            add(axis["name"], Place("axis", "axis", axis["id"]))
        return {name: tuple(places) for name, places in found.items()}

    @cached_property
    def name_pattern(self) -> re.Pattern[str]:
        """Any of the names, the longest first."""
        names = "|".join(re.escape(name) for name in sorted(self.names, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{names})(?!\w)")

    def leaves(self, place: Place) -> tuple[Place, ...]:
        """The items under a place."""
        if place.level == "item":
            return (place,)
        return tuple(item for part in self.parts[place] for item in self.leaves(part))

    def weigh(self, place: Place, values: Mapping[Place, Fraction]) -> Fraction:
        """The mean of the parts of a place, all the way down, over the items that have a value."""
        found = self._weighed(place, values)
        assert found is not None, place
        return found

    def _weighed(self, place: Place, values: Mapping[Place, Fraction]) -> Fraction | None:
        if place.level == "item":
            return values.get(place)
        known = [found for part in self.parts[place] if (found := self._weighed(part, values)) is not None]
        return sum(known, Fraction()) / len(known) if known else None


class Merged(Structure):
    """Several instruments as one, to look names up in."""

    @cached_property
    def names(self) -> dict[str, tuple[Place, ...]]:
        found: dict[str, dict[Place, None]] = {}
        for structure in self.raw["structures"]:
            for name, places in structure.names.items():
                found.setdefault(name, {}).update(dict.fromkeys(places))
        return {name: tuple(places) for name, places in found.items()}

    @cached_property
    def layers(self) -> dict[str, Mapping[str, Any]]:
        return {id_: layer for structure in self.raw["structures"] for id_, layer in structure.layers.items()}

    def scale_of(self, place: Place) -> Scale:
        """By the first instrument that has the place."""
        return next(one for one in self.raw["structures"] if place in one.places).scale_of(place)  # type: ignore[no-any-return]

    @cached_property
    def block_of(self) -> dict[str, str]:
        return {item: block for structure in self.raw["structures"] for item, block in structure.block_of.items()}


class Round(NamedTuple):
    id: str
    label: str
    date: str
    instrument: str


class Team(NamedTuple):
    id: str
    name: str
    members: int


PLACE = re.compile(r"\{(\w+ )?(leerling(?:en)?|schoolleiders?)\}", re.IGNORECASE)
"""A place for a word of the school. What is read here is compared without capitals."""


@dataclass(frozen=True)
class Public:
    """A school as it declares itself."""

    teams: tuple[Team, ...]
    rounds: tuple[Round, ...]
    structures: Mapping[str, Structure]
    few: int
    spread: int
    others: int
    """How many teams a number of other teams needs."""
    edge: Fraction
    """How near to an end of the scale a mean is masked, and how small an SD."""
    predictions: frozenset[float]
    """Where subgroups placed a team before it saw its numbers: what they wrote, and no answer."""
    references: frozenset[tuple[str, float]]
    """What benchmarks say, by layer: means of others, that a chart shows beside the team's own."""
    held_against: tuple[str, ...]
    """How a series of a chart begins that is not about the team itself: the benchmarks and the other teams."""

    @cached_property
    def all(self) -> "Merged":
        """The names of every instrument together."""
        return Merged({"layers": [], "structures": tuple(self.structures.values())})

    def structure(self, round_: str) -> Structure:
        return self.structures[next(found.instrument for found in self.rounds if found.id == round_)]


def public(tree: Mapping[str, bytes]) -> Public:
    """What a school declares, out of its files."""

    own = yaml.load(tree.get("content/settings.yml", b"{}"), yaml.CSafeLoader) or {}
    said = {
        place: own.get("words", {}).get(who, {}).get(many, place)
        for who, places in (("pupil", ("leerling", "leerlingen")), ("leader", ("schoolleider", "schoolleiders")))
        for many, place in zip(("one", "many"), places, strict=True)
    }

    def load(path: str) -> Any:
        """What stands in a file, in the school's own words. (Of the schools attacked none says "het".)"""
        if path not in tree:
            return None
        text = PLACE.sub(lambda place: (place[1] or "") + said[place[2].lower()], tree[path].decode())
        return yaml.load(text, yaml.CSafeLoader)

    structures = {
        path.split("/")[-1].removesuffix(".yml"): Structure(load(path))
        for path in tree
        if path.startswith("content/instruments/")
    }
    only = next(iter(structures))
    gate = own.get("gate") or {}
    rounds = [
        Round(found["id"], found["label"], str(found["date"]), found.get("instrument", only))
        for found in load("content/rounds.yml")
    ]
    return Public(
        tuple(Team(found["id"], found["name"], found["members"]) for found in load("content/teams.yml")),
        tuple(sorted(rounds, key=lambda found: found.date)),
        structures,
        gate.get("mean", 5),
        max(gate.get("spread", 10), gate.get("mean", 5)),
        gate.get("teams", 5),
        Fraction(str(gate.get("edge", "0.3"))),
        frozenset(
            float(value)
            for path in tree
            if path.startswith("content/sessions/")
            for prediction in load(path).get("predictions", [])
            for value in prediction["position"].values()
        ),
        frozenset(
            (row["source"], float(row["mean"]))
            for path in tree
            if path.startswith("data/benchmarks/")
            for row in csv.DictReader(io.StringIO(tree[path].decode()))
        ),
        (*(found["label"].lower() for found in load("content/benchmarks.yml") or ()), "andere teams"),
    )
