"""The attacker: reads a built site as an outsider and as each of its people in turn, and says what leaks."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from tests.attack.people import Team, teams_of
from tests.attack.public import Place, Scale, Structure, public
from tests.attack.rules import half_up, shown, tally
from tests.attack.site import Cell, Known, Reading, read, unpublished
from tests.attack.solve import SLACK, Cells, Relations
from tests.independent import bases


class Finding(NamedTuple):
    """Something that leaks.

    `kind`: said (it stands somewhere), rule (more than the rules allow), narrow (bounds too near), end (the others are
    all but at an end of the scale), determined (the others' answers are known).
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
    respondents: int = 0
    cells: int = 0
    withheld: Counter[str] = field(default_factory=Counter)
    tightest: dict[str, float] = field(default_factory=dict)
    """The narrowest interval by reason, in parts of what is promised for it: 1.0 is just enough."""
    unread: list[str] = field(default_factory=list)

    def add(self, other: "Report") -> None:
        self.findings += other.findings
        self.respondents += other.respondents
        self.cells += other.cells
        self.withheld += other.withheld
        self.unread += other.unread
        for reason, found in other.tightest.items():
            self.tightest[reason] = min(found, self.tightest.get(reason, found))


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
    for (team, round_), answers in teams.items():
        if not any(answers.persons.values()):  # they opened the survey and left it empty
            continue
        known = reading.known[team, round_]
        report.cells += len(known.cells)
        report.withheld.update(cell.suppressed for cell in known.cells.values() if cell.mean is None)
        report.respondents += len(answers.persons)
        for kind, place, detail in _of_team(reading, known, answers, team, round_, report):
            report.findings.append(Finding(kind, team, round_, name(place), detail))
    report.findings += _moves(reading)
    return report


Found = tuple[str, Place, str]


def _of_team(reading: Reading, known: Known, answers: Team, team: str, round_: str, report: Report) -> Iterator[Found]:
    relations = Relations(known, answers)
    yield from _plain(known, answers)
    yield from _by_rules(known, answers)
    _truth_fits(relations)
    yield from _widths(relations, report)
    yield from _by_person(relations)


# ----- what the numbers show by themselves -------------------------------------------------------------


def _plain(known: Known, answers: Team) -> Iterator[Found]:
    """What anyone sees in the download that should not be there, however many answers there were."""
    structure, school = answers.structure, answers.public
    for place, cell in known.cells.items():
        scale, people = structure.scale_of(place), _people(known, place, structure)
        if cell.mean is not None:
            if people < school.few:
                yield "rule", place, f"a mean of {people} people"
            if not scale.low + school.edge < Fraction(str(cell.mean)) < scale.high - school.edge:
                yield "rule", place, f"a mean of {cell.mean}: at the end of the scale"
        elif cell.sd is not None or cell.spread is not None:
            yield "rule", place, "an SD or spread without a mean"
        if (cell.sd is not None or cell.spread is False) and people < school.spread:
            yield "rule", place, f"an SD, or that there is no spread, of {people} people"
        if cell.sd is not None and Fraction(str(cell.sd)) < school.edge:
            yield "rule", place, f"an SD of {cell.sd}"
        if place in known.counts and cell.sd is None:
            yield "rule", place, "a distribution without an SD"
        if place in known.intervals and cell.sd is None:
            yield "rule", place, "an interval without an SD"
    for layer, counts in known.bands.items():
        place = Place(layer, "layer", layer)
        total, response = sum(counts.values()), known.responses["observations"]
        if known.cells[place].mean is None:
            yield "rule", place, "bands of a mean that is withheld"
        if response.people < school.spread:
            yield "rule", place, f"bands of {response.people} teachers"
        if max(counts.values()) >= total - 2 - ceil(response.n / response.people):
            yield "rule", place, f"nearly all lessons in one band: {counts}"


def _people(known: Known, place: Place, structure: Structure) -> int:
    """How many people can be behind a number at most: of an axis over two sources, behind the smaller one."""
    sources = {structure.source_of(leaf) for leaf in structure.leaves(place)}
    people = min((known.responses[source].people for source in sources if source in known.responses), default=0)
    n = known.cells[place].n
    return people if n is None else min(people, n)


def _moves(reading: Reading) -> Iterator[Finding]:
    """What is said of changes and of other teams, against what their numbers allow."""
    for claim in dict.fromkeys(reading.claims):
        if claim.round in ("", "?") or len(claim.places) != 1:
            continue
        place = claim.places[0]
        cell = reading.known[claim.team, claim.round].cells[place]
        if claim.statistic in ("margin", "change", "difference"):
            structure = reading.public.structure(claim.round)
            now = _people(reading.known[claim.team, claim.round], place, structure)
            others = [
                (known.cells[place], min(now, _people(known, place, reading.public.structure(round_))))
                for (team, round_), known in reading.known.items()
                if team == claim.team and round_ != claim.round and place in known.cells
            ]
            few = reading.public.spread
            if claim.places[0].level != "axis" and structure.source_of(place) == "observations":
                few = 10**6  # how many teachers are behind one element is not told: the word may be for either reason
            if others and not any(
                _may_be_said(claim.statistic, claim.value, cell, then, people < few) for then, people in others
            ):
                yield Finding(
                    "rule", claim.team, claim.round, name(place), f"{claim.statistic} {claim.value} in {claim.where}"
                )
        elif claim.statistic.startswith("reference andere teams"):
            means = [
                known.cells[place].mean
                for (team, round_), known in reading.known.items()
                if team != claim.team and round_ == claim.round and place in known.cells
            ]
            shown_ = [Fraction(str(mean)) for mean in means if mean is not None]
            decimals = reading.public.structure(claim.round).decimals
            wanted = (
                float(half_up(sum(shown_, Fraction()) / len(shown_), decimals))
                if len(shown_) >= reading.public.others
                else None
            )
            if wanted != float(claim.value.replace(",", ".")):
                detail = f"{claim.value} of {len(shown_)} other teams, expected {wanted}"
                yield Finding("rule", claim.team, claim.round, name(place), detail)


def _may_be_said(statistic: str, value: str, now: Cell, then: Cell, few: bool) -> bool:
    both = now.mean is not None and then.mean is not None
    spread = now.sd is not None and then.sd is not None
    if statistic == "difference":
        return both
    if statistic == "margin":
        return spread
    if (
        not any(word in value for word in ("hoger", "lager", "geen duidelijke"))
        or " of hoger" in value
        or " of lager" in value
    ):
        return True
    if "geen duidelijke" in value:
        return both and (few or spread)
    # Clearer words come from an SD, which is there from enough people on.
    return spread


def _by_rules(known: Known, answers: Team) -> Iterator[Found]:
    """The examiner's own view: with the answers in hand, whether anything is published that the rules withhold."""
    truth = bases(answers.structure.raw, answers.units)  # type: ignore[arg-type]
    for place, cell in known.cells.items():
        values = tally(value for _, value in answers.own(place))
        if not values or (place.source, place.level, place.id) not in truth:
            continue
        basis = truth[place.source, place.level, place.id]
        allowed = shown(values, answers.group(place), basis.average, answers.far(place))
        if cell.mean is not None and allowed.mean is None:
            yield "rule", place, f"a mean of {cell.mean} where the rules say {allowed.suppressed} {allowed.bound}"
        if cell.mean is not None and allowed.mean is not None and float(allowed.mean) != cell.mean:
            yield "rule", place, f"a mean of {cell.mean} that should be {float(allowed.mean)}"
        if cell.sd is not None and allowed.sd is None:
            yield "rule", place, f"an SD of {cell.sd} where the rules say {allowed.suppressed}"
        if cell.spread is not None and cell.spread != allowed.spread:
            yield "rule", place, f"spread {cell.spread} where the rules say {allowed.spread}"
        if place in known.bounds and known.bounds[place][0] != allowed.bound:
            yield "rule", place, f"a bound {known.bounds[place]} where the rules say {allowed.bound!r}"
        if place in known.counts and allowed.counts is None:
            yield "rule", place, "a distribution that the rules withhold"
    for layer, counts in known.bands.items():
        place = Place(layer, "layer", layer)
        group = answers.group(place)
        if group.people < group.enough or max(counts.values()) >= sum(counts.values()) - group.most - 2:
            yield "rule", place, f"bands that the rules withhold: {counts}"


# ----- what follows from the numbers together ----------------------------------------------------------


def _truth_fits(relations: Relations) -> None:
    """The attacker's relations hold for the true answers; else the attacker has misread something."""
    truth = [
        float(sum(score for _, score in relations.team.of_item(item)) / Fraction(relations.n_of(item)))
        for item in relations.items
    ]
    for item, mean, (low, high) in zip(relations.items, truth, relations.bounds, strict=True):
        assert low - SLACK <= mean <= high + SLACK, f"{item}: {mean} is not between {low} and {high}"
    rows, limits = relations.inequalities
    for row, limit in zip(rows, limits, strict=True):
        assert float(row @ truth) <= limit + SLACK, f"{row @ truth} > {limit}"


def _widths(relations: Relations, report: Report) -> Iterator[Found]:
    """For every withheld mean: how near an outsider can come to it."""
    for place, cell in relations.known.cells.items():
        if cell.mean is not None:
            continue
        scale = relations.team.structure.scale_of(place)
        promised = float(relations.team.public.edge if cell.suppressed == "masked" else (scale.high - scale.low) / 4)
        promised = min(promised, relations.excused(place))
        low, high = relations.extremes(relations.weights(place), relations.bounds)
        # A mean lies on the steps of its sums: what is open reaches to the next ones.
        part = (high - low + relations.steps(place)) / promised
        report.tightest[cell.suppressed] = min(part, report.tightest.get(cell.suppressed, part))
        if part < 1 - SLACK:
            yield "narrow", place, f"{cell.suppressed}, yet between {low:.3f} and {high:.3f} (promised {promised})"


def _by_person(relations: Relations) -> Iterator[Found]:
    """Everybody in turn, knowing their own answers: what the others must have answered.

    Nobody can become certain of what is not so, as the true answers fit all that is published (`_truth_fits`). So only
    those are asked to whom it could happen: the others gave the same, or all but reached an end.
    """
    for item in relations.items:
        withheld = relations.known.cells[item].mean is None
        seen: dict[tuple[object, ...], None] = {}
        for (source, person), own in relations.team.persons.items():
            if source != relations.team.structure.source_of(item):
                continue
            mine = own.get(item, [])
            rest = relations.n_of(item) - len(mine)
            others = [score for who, score in relations.team.of_item(item) if who != person]
            if not _could_be_certain(others, relations.team.structure.scale_of(item)):
                continue
            bounds = relations.narrowed(own) if withheld and relations.tied(item) else relations.bounds
            key = (tuple(sorted(mine)), tuple(bounds), tuple(relations.team.sizes(item, person)))
            if key in seen or rest < 1:
                continue
            seen[key] = None
            low, high = _others(relations, item, mine, bounds, withheld)
            if withheld:
                yield from _near_an_end(relations, item, mine, rest, low, high)
            total = (float(low + sum(mine)), float(high + sum(mine)))
            tries = (Cells(relations, item, by_rules, person).alternatives(mine, *total) for by_rules in (True, False))
            if certain := next(filter(None, tries), None):
                detail = f"who answered {_scores(mine)} knows that all {rest} others answered {certain[0]}"
                yield "determined", item, detail


def _could_be_certain(others: list[Fraction], scale: Scale) -> bool:
    total, n = sum(others), len(others)
    near = min(n * scale.high - total, total - n * scale.low) < scale.step
    return bool(others) and (near or len(set(others)) == 1)


def _scores(scores: list[Fraction]) -> str:
    return ", ".join(map(str, scores)) or "nothing"


def _others(
    relations: Relations, item: Place, mine: list[Fraction], bounds: list[tuple[float, float]], withheld: bool
) -> tuple[Fraction, Fraction]:
    """The least and most that the others' answers add up to, on the scale's steps."""
    n, step = relations.n_of(item), relations.team.structure.scale_of(item).step
    low, high = bounds[relations.index[item]]
    if withheld and relations.tied(item):
        low, high = relations.extremes(relations.weights(item), bounds)
    own = sum(mine, Fraction())
    return (
        Fraction(ceil((low * n - float(own)) / float(step) - SLACK)) * step,
        Fraction(floor((high * n - float(own)) / float(step) + SLACK)) * step,
    )


def _near_an_end(
    relations: Relations, item: Place, mine: list[Fraction], rest: int, low: Fraction, high: Fraction
) -> Iterator[Found]:
    scale = relations.team.structure.scale_of(item)
    if rest * scale.high - low < scale.step:
        yield (
            "end",
            item,
            f"who answered {_scores(mine)} knows that the {rest} others gave {low} or more of {rest * scale.high}",
        )
    if high - rest * scale.low < scale.step:
        yield (
            "end",
            item,
            f"who answered {_scores(mine)} knows that the {rest} others gave {high} or less of {rest * scale.low}",
        )
