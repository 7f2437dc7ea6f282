"""The attacker on instruments of other kinds: reads what a site tells, and holds it against rules and answers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.attack.kinds.given import Instrument, School, Strand, school_of
from tests.attack.kinds.others import Asked
from tests.attack.kinds.pages import HIDDEN, Claim, read
from tests.attack.kinds.rules import Spot, text, told


class Finding(NamedTuple):
    """`kind`: unread (a number that nobody accounts for), withheld (told although a rule withholds it), untrue (told,
    and it is otherwise), hidden (said to be withheld, and by the rules it is not), determined (somebody is certain that
    all others gave one answer).
    """

    kind: str
    strand: str
    place: str
    detail: str


@dataclass
class Report:
    findings: list[Finding] = field(default_factory=list)
    units: Counter[str] = field(default_factory=Counter)
    """How many units of each kind were read."""
    told: Counter[str] = field(default_factory=Counter)
    """How many numbers were told, by kind."""
    withheld: Counter[str] = field(default_factory=Counter)
    schools: int = 0
    people: int = 0
    questions: int = 0
    """How often all others of somebody gave the same."""
    tried: int = 0

    def add(self, other: "Report") -> None:
        self.findings += other.findings
        self.units += other.units
        self.told += other.told
        self.withheld += other.withheld
        self.schools += other.schools
        self.people += other.people
        self.questions += other.questions
        self.tried += other.tried


def attack(files: Mapping[str, bytes], tree: Mapping[str, bytes]) -> Report:
    """Attacks what a docs folder or a site tells of the instruments of other kinds of a school."""
    school = school_of(tree)
    reading = read(files, school)
    report = Report([Finding("unread", "", "", text) for text in dict.fromkeys(reading.unread)], schools=1)
    for strand in school.strands:
        _strand(strand, school, reading.claims.get(strand.key, []), report)
    return report


def _strand(strand: Strand, school: School, claims: list[Claim], report: Report) -> None:
    kind, allowed = strand.instrument.kind, told(strand, school.gate)
    report.units[kind] += 1
    said: set[Spot] = set()
    hidden: set[Spot] = set()
    for claim in dict.fromkeys(claims):
        if claim.value in HIDDEN:
            hidden.update(claim.spots)
            if not any(spot not in allowed for spot in claim.spots):
                report.findings.append(_finding("hidden", strand, claim, allowed))
            continue
        wanted = {allowed[spot] for spot in claim.spots if spot in allowed}
        if claim.end:
            wanted = {end for value in wanted for end in ends(value, strand.instrument)}
        said.update(spot for spot in claim.spots if allowed.get(spot) == claim.value)
        if claim.value not in wanted:
            report.findings.append(_finding("untrue" if wanted else "withheld", strand, claim, allowed))
    report.told[kind] += len(said)
    report.withheld[kind] += len(hidden - said)
    asked = Asked(strand, school.gate)
    for reader, question in asked.certain():
        report.findings.append(Finding("determined", strand.key, question, reader))
    report.people += asked.people
    report.questions += asked.questions
    report.tried += asked.tried


def ends(value: str, instrument: Instrument) -> set[str]:
    """Both ends of what a text says of where a number lies."""
    first, _, way = value.partition(" of ")
    low, high = (
        ("0%", "100%")
        if instrument.kind == "test"
        else (text(end, instrument.decimals) for end in instrument.scale[:2])
    )
    other = {"hoger": {high}, "meer": {high}, "lager": {low}, "minder": {low}}
    return {first, *other.get(way, ())}


def _finding(kind: str, strand: Strand, claim: Claim, allowed: Mapping[Spot, str]) -> Finding:
    places = " or ".join("/".join(part for part in spot if part) for spot in claim.spots[:4])
    wanted = sorted({allowed[spot] for spot in claim.spots if spot in allowed})
    return Finding(kind, strand.key, places, f"{claim.value!r}, by the rules {wanted} ({claim.where})")
