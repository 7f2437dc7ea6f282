"""What a school of other kinds of instruments declares, and what its people gave: plain YAML and plain rows."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

import yaml

from tests.attack.public import PLACE

KINDS = {
    "scan": "topics",
    "placement": "topics",
    "ranking": "options",
    "pupils": "scales",
    "test": "items",
    "network": "questions",
    "interviews": "themes",
}
"""The kinds that are read here, and the key under which each has what is asked."""


class Given(NamedTuple):
    """What one person gave: by part. `group`: the role, class or system; of a network whether they answered.

    A scan, a placement, a ranking, pupils and a test have a score by item; a network whom somebody named by question;
    interviews quotes, each with whether it was cleared, by theme and direction.
    """

    person: str
    group: str
    answers: Mapping[str, Any]


Round = Sequence[Given]


class Gate(NamedTuple):
    few: int
    spread: int
    edge: Fraction


@dataclass(frozen=True)
class Instrument:
    """An instrument of another kind, as it is declared."""

    raw: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.raw["id"])

    @property
    def kind(self) -> str:
        return str(self.raw["kind"])

    @property
    def decimals(self) -> int:
        return int(self.raw.get("decimals", 1))

    @cached_property
    def parts(self) -> dict[str, str]:
        """What is asked, by id: the names that readers see."""
        return {part["id"]: part["name"] for part in self.raw[KINDS[self.kind]]}

    @cached_property
    def groups(self) -> dict[str, str]:
        """The roles or systems that are told of apart, by id; one without a name where there are none."""
        if self.kind in ("scan", "placement"):
            return {role["id"]: role["name"] for role in self.raw.get("roles", [])} or {"": ""}
        return {one["id"]: one["name"] for one in self.raw["systems"]} if self.kind == "test" else {"": ""}

    @cached_property
    def items(self) -> dict[str, bool]:
        """Every question that has an answer of its own, and whether it is reversed."""
        asked = self.raw[KINDS[self.kind]]
        inside = [item for part in asked for item in part["items"]] if self.kind == "pupils" else asked
        return {item["id"]: item.get("reversed", False) for item in inside}

    @cached_property
    def scale(self) -> tuple[Fraction, Fraction, Fraction]:
        """From where to where, and in what steps."""
        if self.kind == "test":
            return Fraction(0), Fraction(1), Fraction(1)
        scale = self.raw["scale"]
        return Fraction(scale["min"]), Fraction(scale["max"]), Fraction(str(scale.get("step", 1)))

    @cached_property
    def scores(self) -> list[Fraction]:
        """What an answer may be."""
        if self.kind == "placement":
            return [Fraction(phase) for phase in range(1, len(self.raw["phases"]) + 1)]
        low, high, step = self.scale
        return [low + step * at for at in range(int((high - low) / step) + 1)]


class When(NamedTuple):
    id: str
    label: str
    on: date

    @property
    def dated(self) -> str:
        """As a chart calls it: with its year, where the label does not hold that."""
        return self.label if str(self.on.year) in self.label else f"{self.label} {self.on.year}"


@dataclass(frozen=True)
class Strand:
    """One instrument about one unit, over its rounds from the first to the latest."""

    instrument: Instrument
    unit: str
    rounds: tuple[tuple[When, Round], ...]

    @property
    def key(self) -> str:
        return f"{self.unit}/{self.instrument.id}"


@dataclass(frozen=True)
class School:
    strands: tuple[Strand, ...]
    gate: Gate
    rounds: tuple[When, ...]
    units: Mapping[str, tuple[str, int | None]]
    """The name and the number of members by id."""
    public: tuple[str, ...]
    """Every text with a number in it that the school itself wrote, the longest first."""


def school_of(tree: Mapping[str, bytes]) -> School:
    """A school out of its files."""
    own = _load(tree, "content/settings.yml") or {}
    words = {
        word: own.get("words", {}).get(who, {}).get(many, word)
        for who, pair in (("pupil", ("leerling", "leerlingen")), ("leader", ("schoolleider", "schoolleiders")))
        for many, word in zip(("one", "many"), pair, strict=True)
    }
    loaded = {
        path: _in_words(yaml.load(content, yaml.CSafeLoader), words)
        for path, content in tree.items()
        if path.endswith(".yml")
    }
    instruments = [
        Instrument(found)
        for path, found in loaded.items()
        if path.startswith("content/instruments/") and found.get("kind", "survey") in KINDS
    ]
    rounds = sorted(
        (When(found["id"], found["label"], found["date"]) for found in loaded["content/rounds.yml"]),
        key=lambda when: when.on,
    )
    units = {found["id"]: (found["name"], found.get("members")) for found in loaded["content/teams.yml"]}
    gate = own.get("gate") or {}
    few = gate.get("mean", 5)
    strands = []
    for instrument in instruments:
        for unit in units:
            found = [(when, rows) for when in rounds if (rows := _rows(tree, instrument, when.id, unit))]
            if found:
                strands.append(Strand(instrument, unit, tuple(found)))
    texts = {text for found in loaded.values() for text in _strings(found)}
    texts |= {line for path, content in tree.items() if path.endswith(".md") for line in content.decode().splitlines()}
    return School(
        tuple(strands),
        Gate(few, max(gate.get("spread", 10), few), Fraction(str(gate.get("edge", "0.3")))),
        tuple(rounds),
        units,
        tuple(
            sorted(
                (text for text in texts if re.search(r"\d", text) and re.search(r"[A-Za-z]", text)),
                key=len,
                reverse=True,
            )
        ),
    )


def _load(tree: Mapping[str, bytes], path: str) -> Any:
    return yaml.load(tree[path], yaml.CSafeLoader) if path in tree else None


def _in_words(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return PLACE.sub(lambda place: (place[1] or "") + words[place[2].lower()], value)
    if isinstance(value, dict):
        return {key: _in_words(inner, words) for key, inner in value.items()}
    return [_in_words(inner, words) for inner in value] if isinstance(value, list) else value


def _strings(value: Any) -> "list[str]":
    if isinstance(value, str):
        return [" ".join(value.split())]
    inner = [*value.keys(), *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for one in inner for text in _strings(one)]


def _table(tree: Mapping[str, bytes], round_: str, unit: str, name: str) -> list[dict[str, str]]:
    """The rows of one unit, from its own file or from that of the round."""
    alone = tree.get(f"data/{round_}/{unit}/{name}.csv")
    rows = csv.DictReader(io.StringIO((alone or tree.get(f"data/{round_}/{name}.csv", b"")).decode()))
    return [row for row in rows if alone or row["team"] == unit]


def _rows(tree: Mapping[str, bytes], instrument: Instrument, round_: str, unit: str) -> list[Given]:
    rows = _table(tree, round_, unit, instrument.id)
    kind = instrument.kind
    if kind == "network":
        named: dict[tuple[str, str], set[str]] = {}
        for row in rows:
            named.setdefault((row["from"], row["question"]), set()).add(row["to"])
        people = _table(tree, round_, unit, f"{instrument.id}-people")
        return [
            Given(
                row["person"],
                row["answered"],
                {question: frozenset(named.get((row["person"], question), ())) for question in instrument.parts},
            )
            for row in people
        ]
    if kind == "interviews":
        told: dict[str, dict[str, tuple[tuple[str, bool], ...]]] = {}
        for row in rows:
            of, key = told.setdefault(row["interview"], {}), f"{row['theme']}:{row['direction']}"
            of[key] = (*of.get(key, ()), (row["quote"], row["cleared"] == "1"))
        return [Given(person, "", answers) for person, answers in told.items()]
    found: dict[str, Given] = {}
    who = "pupil" if kind == "pupils" else "respondent"
    group = {"pupils": "class", "test": "system"}.get(kind, "role")
    for row in rows:
        one = found.setdefault(row[who], Given(row[who], row.get(group) or "", {}))
        assert isinstance(one.answers, dict)
        if "phase" in row:
            one.answers[row["topic"]] = Fraction(row["phase"])
            continue
        for item, reverse in instrument.items.items():
            if row[item]:
                score = Fraction(row[item])
                one.answers[item] = sum(instrument.scale[:2]) - score if reverse else score
            elif kind == "test":
                one.answers[item] = Fraction(0)
    return [one for one in found.values() if one.answers]
