"""The attacker: reads a built site as an outsider and as each of its people in turn, and says what leaks."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from tests.attack.people import Team, teams_of
from tests.attack.public import Cell, Place, public
from tests.attack.rules import Expected, half_up, root, tally, variance
from tests.attack.site import BOUND, Claim, Key, Known, Reading, ends_in, read, unpublished
from tests.attack.solve import SLACK, Others, Relations
from tests.independent import Row, changed

STRANGER = ""
"""A reader who gave no answers."""


class Finding(NamedTuple):
    """Something that leaks, or that is not so.

    `kind`: said (it stands somewhere, and the download does not say it), rule (other than the rules say), untrue (it
    does not hold the true number), narrow (less is left open than the rules promise), determined (somebody is certain
    that all others gave the same answer).
    """

    kind: str
    team: str
    round: str
    place: str
    detail: str


@dataclass
class Report:
    """What was tried and what came of it."""

    findings: list[Finding] = field(default_factory=list)
    people: int = 0
    cells: int = 0
    withheld: Counter[str] = field(default_factory=Counter)
    """Means that are not told, by reason, and of them those of which it is told where they lie."""
    bounds: int = 0
    questions: int = 0
    """How often somebody's others all gave the same, so that they had to be asked whether they know."""
    tried: int = 0
    tightest: dict[str, float] = field(default_factory=dict)
    """The least that is left open by reason, in parts of what the rules promise: 1.0 is all of it."""
    unread: list[str] = field(default_factory=list)

    def add(self, other: "Report") -> None:
        self.findings += other.findings
        self.people += other.people
        self.cells += other.cells
        self.withheld += other.withheld
        self.bounds += other.bounds
        self.questions += other.questions
        self.tried += other.tried
        self.unread += other.unread
        for reason, found in other.tightest.items():
            self.tightest[reason] = min(found, self.tightest.get(reason, found))


Found = tuple[str, Place, str]


def name(place: Place) -> str:
    return f"{place.source}/{place.level}/{place.id}"


def attack(files: Mapping[str, bytes], tree: Mapping[str, bytes]) -> Report:
    """Attacks the docs folder or site of a school; the school's answers serve to play its people, and to check."""
    school, report = public(tree), Report()
    reading = read(files, school)
    report.unread = reading.unread
    for claim, reason in unpublished(reading):
        places = " or ".join(map(name, claim.places))
        detail = f"{claim.statistic} {claim.value} ({reason}) in {claim.where}"
        report.findings.append(Finding("said", claim.team, claim.round, places, detail))
    teams = teams_of(tree, school)
    report.findings += _false_bounds(reading, teams)
    for (team, round_), answers in teams.items():
        if (team, round_) in reading.known and answers.persons:
            found = _of_team(reading.known[team, round_], answers, report)
            report.findings += [Finding(kind, team, round_, name(place), detail) for kind, place, detail in found]
    report.findings += _moves(reading)
    return report


def _of_team(known: Known, answers: Team, report: Report) -> Iterator[Found]:
    rules = Expected(answers)
    report.cells += len(known.cells)
    report.people += len(answers.persons)
    report.withheld.update(cell.suppressed for cell in known.cells.values() if cell.mean is None)
    report.bounds += sum(cell.at_least is not None or cell.at_most is not None for cell in known.cells.values())
    yield from _by_rules(known, rules)
    untrue = list(_untrue(known, answers))
    yield from untrue
    if not untrue:
        yield from _left_open(Relations(known, answers, rules), report)
    yield from _by_person(known, rules, report)


# ----- against the rules and the truth -----------------------------------------------------------------


def _by_rules(known: Known, rules: Expected) -> Iterator[Found]:
    """The examiner's own view: with the answers in hand, whether what is published is what the rules say."""
    for place, cell in known.cells.items():
        allowed = rules.cell(place)
        for part, got, wanted in zip(Cell._fields, cell, allowed, strict=True):
            if got != wanted:
                yield (
                    "rule",
                    place,
                    f"{part} {got} where the rules say {wanted} ({allowed.suppressed or 'all is told'})",
                )
        if place in known.counts and known.counts[place] != _with_zeros(rules.counts(place), known.counts[place]):
            yield "rule", place, f"a distribution where the rules say {rules.counts(place)}"
        if place in known.intervals and known.intervals[place] != rules.interval(place):
            yield "rule", place, f"an uncertainty {known.intervals[place]} where the rules say {rules.interval(place)}"
    for layer, counts in known.bands.items():
        if counts != rules.bands(layer):
            yield "rule", Place(layer, "layer", layer), f"bands {counts} where the rules say {rules.bands(layer)}"


def _with_zeros(counts: dict[Fraction, int] | None, like: Mapping[Fraction, int]) -> dict[Fraction, int] | None:
    return None if counts is None else {**dict.fromkeys(like, 0), **counts}


def _untrue(known: Known, answers: Team) -> Iterator[Found]:
    """Published numbers that do not hold the true one: whoever reads them is told something that is not so."""
    for place, cell in known.cells.items():
        mean = answers.mean(place)
        if not cell.holds(mean):
            yield "untrue", place, f"between {cell.at_least} and {cell.at_most}, and it is {float(mean):.4f}"
        if cell.mean not in (None, half_up(mean, answers.structure.decimals)):
            yield "untrue", place, f"a mean of {cell.mean}, and it is {float(mean):.4f}"
        if cell.sd is not None and cell.sd != _sd(answers, place):
            yield "untrue", place, f"an SD of {cell.sd}, and it is {_sd(answers, place)}"
        counts = tally(score for _, score in answers.of_item(place)) if place.level == "item" else {}
        if place in known.counts and known.counts[place] != _with_zeros(counts, known.counts[place]):
            yield "untrue", place, f"a distribution {known.counts[place]}, and it is {counts}"
    for layer, found in known.bands.items():
        if found != answers.bands(layer):
            yield "untrue", Place(layer, "layer", layer), f"bands {found}, and they are {answers.bands(layer)}"


def _sd(answers: Team, place: Place) -> float | None:
    spread = variance([value for _, value in answers.own(place)])
    return None if spread is None else root(spread, answers.structure.decimals)


def _false_bounds(reading: Reading, teams: Mapping[Key, Team]) -> Iterator[Finding]:
    """What a page says of where a mean lies, and it is not there in any team and round that it can be of."""
    for claim in dict.fromkeys(reading.claims):
        found = BOUND.fullmatch(claim.value) if claim.statistic == "bound" else None
        meant = list(_meant(claim, reading, teams)) if found else []
        if found and meant and not any(_between(found, mean) for mean in meant):
            places = " or ".join(map(name, claim.places))
            yield Finding("untrue", claim.team, claim.round, places, f"{claim.value} in {claim.where}")


def _meant(claim: Claim, reading: Reading, teams: Mapping[Key, Team]) -> Iterator[Fraction]:
    for (team, round_), answers in teams.items():
        if claim.team in ("", team) and claim.round in ("", round_) and (team, round_) in reading.known:
            cells = reading.known[team, round_].cells
            yield from (answers.mean(place) for place in claim.places if place in cells)


def _between(found: "re.Match[str]", mean: Fraction) -> bool:
    low, high = ends_in(found)
    return Cell(0, None, low, high, None, None, None, "").holds(mean)


# ----- between rounds and teams ------------------------------------------------------------------------

WORDS = {"hoger": "higher", "lager": "lower", "geen duidelijke verandering": "none"}


def _moves(reading: Reading) -> Iterator[Finding]:
    """What is said of changes and of other teams, against what the published numbers give."""
    for claim in dict.fromkeys(reading.claims):
        if claim.round in ("", "?") or len(claim.places) != 1:
            continue
        if claim.statistic in ("margin", "change", "difference"):
            found = _change(claim, reading)
        elif claim.statistic.startswith("reference andere teams"):
            found = _reference(claim, reading)
        else:
            continue
        if found:
            yield Finding("rule", claim.team, claim.round, name(claim.places[0]), f"{found} in {claim.where}")


def _change(claim: Claim, reading: Reading) -> str:
    """What is wrong with what is said of a change; empty when it follows from what is published of some round."""
    place, dates = claim.places[0], [round_.id for round_ in reading.public.rounds]
    now = reading.known[claim.team, claim.round].cells[place]
    earlier = [
        reading.known[claim.team, round_].cells[place]
        for round_ in dates[: dates.index(claim.round)]
        if place in reading.known.get((claim.team, round_), Known()).cells
    ]
    decimals = reading.public.structure(claim.round).decimals
    allowed = [_allowed(claim.statistic, then, now, reading.public.spread, decimals) for then in earlier]
    said = next((word for text, word in WORDS.items() if claim.value.startswith(text)), None)
    if claim.statistic != "change":
        said = claim.value.replace(",", ".")
    if said is None or said in allowed:
        return ""
    return f"{claim.statistic} {claim.value}, and the published numbers give {allowed}"


def _allowed(statistic: str, then: Cell, now: Cell, enough: int, decimals: int) -> str | None:
    """What may be said of two published numbers."""
    if then.mean is None or now.mean is None:
        return None
    few = "small" in (then.suppressed, now.suppressed)
    old, new = (Row(cell.n, 0 if few else enough, cell.mean or 0, cell.sd, False, None) for cell in (then, now))
    found = changed(old, new, enough, decimals)
    if statistic == "change":
        return found.direction
    value = found.band if statistic == "margin" else abs(found.difference)
    return None if value is None else f"{value:.{decimals}f}"


def _reference(claim: Claim, reading: Reading) -> str:
    """What is wrong with a number of the other teams; empty when it is the mean of their published means."""
    place = claim.places[0]
    means = [
        Fraction(str(known.cells[place].mean))
        for (team, round_), known in reading.known.items()
        if team != claim.team and round_ == claim.round and place in known.cells and known.cells[place].mean is not None
    ]
    decimals = reading.public.structure(claim.round).decimals
    enough = len(means) >= reading.public.others
    wanted = half_up(sum(means, Fraction()) / len(means), decimals) if enough else None
    if wanted == float(claim.value.replace(",", ".")):
        return ""
    return f"{claim.value} of {len(means)} other teams, expected {wanted}"


# ----- what follows from the numbers together ----------------------------------------------------------


def _left_open(relations: Relations, report: Report) -> Iterator[Found]:
    """For every mean that is not told: how near an outsider can come to it."""
    for place, cell in relations.known.cells.items():
        if cell.mean is not None or relations.rules.cell(place).mean is not None:
            continue
        if (part := relations.part_left(place)) is None:
            continue
        report.tightest[cell.suppressed] = min(part, report.tightest.get(cell.suppressed, part))
        if part < 1 - SLACK:
            yield "narrow", place, f"{cell.suppressed}, yet only {part:.2f} of what is promised is left open"


def _by_person(known: Known, rules: Expected, report: Report) -> Iterator[Found]:
    """Everybody in turn, knowing their own answers: whether they are certain that all others gave the same."""
    team = rules.team
    for item in (place for place in known.cells if place.level == "item"):
        others = Others(known, rules, item)
        readers = [person for source, person in team.persons if source == team.structure.source_of(item)]
        for person in (STRANGER, *readers):
            given = others.others(team, person)
            if len(set(given)) != 1:
                continue
            report.questions += 1
            if others.certain(person):
                own = [str(score) for who, score in team.of_item(item) if who == person]
                who = f"who answered {', '.join(own) or 'nothing'}" if person else "a stranger"
                yield "determined", item, f"{who} knows that all {len(given)} others answered {given[0]}"
        report.tried += others.tried
