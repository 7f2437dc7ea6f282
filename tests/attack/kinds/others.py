"""Everybody in turn, who knows their own answers and all that is told: whether they are certain of all others.

Nobody is, when the others did not all give the same; and where they did, when other answers of theirs would have given
exactly what is told. Those are looked for: what is found is proof, and what is not found counts as a leak.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product
from random import Random

from tests.attack.kinds.given import Gate, Given, Instrument, Round, Strand
from tests.attack.kinds.rules import DIRECTIONS, INSIDE, Told, moved, of_round, values_of

STRANGER = ""
TRIES = 4000
"""So many other sets of answers are tried before somebody counts as certain."""


Question = tuple[str, str]
"""A part, and a group, a direction or the person who may be named."""


class Asked:
    """One strand: every round, everybody and every question."""

    def __init__(self, strand: Strand, gate: Gate) -> None:
        self.strand, self.gate = strand, gate
        self.told = [of_round(strand.instrument, rows, gate) for _, rows in strand.rounds]
        self.moved = moved(strand, self.told[0], self.told[-1])
        self.people = sum(len(rows) for _, rows in strand.rounds)
        self.questions = self.tried = 0

    def certain(self) -> Iterator[tuple[str, str]]:
        """Who is certain of which question, in words."""
        instrument = self.strand.instrument
        for at, (when, rows) in enumerate(self.strand.rounds):
            for name in _questions(instrument, rows):
                answers = _asked(instrument, rows, name)
                known: dict[Hashable, bool] = {}
                for reader in (STRANGER, *answers):
                    others = {person: own for person, own in answers.items() if person != reader}
                    if len(others) < 2 or len(set(others.values())) != 1:
                        continue
                    self.questions += 1
                    # Whoever gave the same knows the same, where a question is all that is asked.
                    key = answers.get(reader) if instrument.kind in ("scan", "placement") else reader
                    if key not in known:
                        known[key] = not self._open(at, rows, name, sorted(others))
                    if known[key]:
                        who = "somebody" if reader else "a stranger"
                        yield f"{who} is certain of all {len(others)} others", f"{when.id}/{'/'.join(name)}"

    def _open(self, at: int, rows: Round, name: Question, others: Sequence[str]) -> bool:
        """Whether other answers of the others give exactly what is told."""
        tries = _others(self.strand.instrument, rows, name, others)
        for _, changed in zip(range(TRIES), tries, strict=False):
            by_person = {one.person: one for one in changed}
            new = [by_person.get(one.person, one) for one in rows]
            answers = _asked(self.strand.instrument, new, name)
            if len({answers.get(person) for person in others}) == 1:
                continue
            self.tried += 1
            if self._looks_the_same(at, new):
                return True
        return False

    def _looks_the_same(self, at: int, rows: Round) -> bool:
        """Whether all that is told is the same when this was given in a round."""
        found = of_round(self.strand.instrument, rows, self.gate)
        if _seen(found) != _seen(self.told[at]):
            return False
        rounds, by_round = list(self.strand.rounds), list(self.told)
        rounds[at], by_round[at] = (rounds[at][0], rows), found
        strand = replace(self.strand, rounds=tuple(rounds))
        return moved(strand, by_round[0], by_round[-1]) == self.moved


def _seen(found: Told) -> Told:
    return {key: value for key, value in found.items() if key[2] not in INSIDE}


def _questions(instrument: Instrument, rows: Round) -> Iterator[Question]:
    """Everything that people have answered."""
    more = {"network": [one.person for one in rows], "interviews": DIRECTIONS}
    return product(instrument.parts, more.get(instrument.kind, instrument.groups))


def _asked(instrument: Instrument, rows: Round, name: Question) -> dict[str, Hashable]:
    """What everybody answered who was asked a question."""
    part, more = name
    if instrument.kind == "network":
        return {one.person: more in one.answers[part] for one in rows if one.group == "1" and one.person != more}
    if instrument.kind == "interviews":
        return {one.person: f"{part}:{more}" in one.answers for one in rows}
    if instrument.kind == "pupils":
        return {person: value for person, _, value in values_of(instrument, part, rows)}
    if instrument.kind == "ranking":
        return {one.person: one.answers.get(part) for one in rows}
    return {one.person: one.answers[part] for one in rows if one.group == more and part in one.answers}


def _others(instrument: Instrument, rows: Round, name: Question, others: Sequence[str]) -> Iterator[list[Given]]:
    """Other answers of one to three of the others, in which they do not all give the same."""
    by_person = {one.person: one for one in rows}
    dice = Random(1)
    part, more = name
    if instrument.kind == "network":
        yield from _redrawn(by_person, part, more, others, dice)
    elif instrument.kind == "interviews":
        key = f"{part}:{more}"
        for count in (1, 2):
            for few in combinations(others, count):
                yield [_toggled(by_person[person], key) for person in few]
        yield from _quoted_by_another(by_person, key, others)
    elif instrument.kind == "ranking":
        yield from _reordered(instrument, by_person, part, others, dice)
    else:
        items = [part]
        if instrument.kind == "pupils":
            items = [item["id"] for one in instrument.raw["scales"] if one["id"] == part for item in one["items"]]
        for count in (1, 2, 3):
            if count > len(others):
                return
            for some in ([*others[:count]], dice.sample(others, count), dice.sample(others, count)):
                for scores in product(product(items, instrument.scores), repeat=count):
                    yield [
                        by_person[person]._replace(answers={**by_person[person].answers, item: score})
                        for person, (item, score) in zip(some, scores, strict=True)
                    ]


def _toggled(one: Given, key: str) -> Given:
    if key not in one.answers:
        return one._replace(answers={**one.answers, key: (("", False),)})
    return one._replace(answers={which: own for which, own in one.answers.items() if which != key})


def _quoted_by_another(by_person: Mapping[str, Given], key: str, others: Sequence[str]) -> Iterator[list[Given]]:
    """One to three who told nothing of it: what they are quoted with, another said."""
    for count in range(1, min(4, len(others))):
        *gone, last = others[: count + 1]
        quotes = tuple(quote for person in (*gone, last) for quote in by_person[person].answers.get(key, ()))
        one = by_person[last]
        yield [
            *(_toggled(by_person[person], key) for person in gone if key in by_person[person].answers),
            one._replace(answers={**one.answers, key: quotes}),
        ]


def _reordered(
    instrument: Instrument, by_person: dict[str, Given], part: str, others: Sequence[str], dice: Random
) -> Iterator[list[Given]]:
    """One to four of the others who change options round, the one that is asked among them."""
    options = list(instrument.parts)
    for _ in range(TRIES):
        changed: dict[str, Given] = {}
        for at in range(dice.randint(1, min(4, len(others)))):
            person = dice.choice(others)
            one = changed.get(person, by_person[person])
            ranks: dict[str, Fraction] = dict(one.answers)
            first = part if at == 0 else dice.choice(options)
            second = dice.choice([option for option in options if option != first])
            a, b = ranks.pop(first, None), ranks.pop(second, None)
            ranks |= {first: b} if b is not None else {}
            ranks |= {second: a} if a is not None else {}
            changed[person] = one._replace(answers=ranks)
        yield list(changed.values())


def _redrawn(
    by_person: Mapping[str, Given], question: str, target: str, others: Sequence[str], dice: Random
) -> Iterator[list[Given]]:
    """A few of the others who do name somebody, or do not; and about as many other ties of theirs the other way."""
    for _ in range(TRIES):
        ties = {(one, other) for one in others for other in by_person[one].answers[question]}
        turned = {(one, target) for one in dice.sample(others, dice.randint(1, min(6, len(others) - 1)))}
        there = (others[0], target) in ties
        free = sorted(
            {(one, other) for one in others for other in by_person if other not in (one, target)} - ties
            if there
            else {tie for tie in ties if tie[1] != target}
        )
        turned |= {*dice.sample(free, min(len(free), max(0, len(turned) + dice.randint(-1, 1))))}
        for _ in range(dice.choice((0, 0, 1, 2))):
            one = dice.choice(others)
            turned ^= {(one, dice.choice([person for person in by_person if person not in (one, target)]))}
        ties ^= turned
        yield [
            by_person[one]._replace(
                answers={**by_person[one].answers, question: frozenset(other for who, other in ties if who == one)}
            )
            for one in others
        ]
