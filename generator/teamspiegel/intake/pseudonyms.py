"""New pseudonyms, in an order that has nothing to do with the export's; the same answers always get the same ones.

No key is kept. The order follows from the answers alone, not from where they stood or whose they are.
"""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from teamspiegel.contracts.answers import Source
from teamspiegel.contracts.frames import TEAM_COLUMN
from teamspiegel.intake.conversion import Answered

Lesson = tuple[str, int, tuple[float | None, ...]]
"""A team, the number of the teacher and the scores."""


def disguised(
    answered: Sequence[Answered], source: Source
) -> list[tuple[str, tuple[str, ...], tuple[float | None, ...]]]:
    """Each row of answers: its team, its pseudonyms (by the source's columns) and its scores, in a new order."""
    dice = random.Random(_seed(answered))
    if not source.person:
        rows = sorted(answered, key=_order)
        dice.shuffle(rows)
        return [(one.team, (_name("r", number, len(rows)),), one.scores) for number, one in enumerate(rows, 1)]
    people: dict[tuple[str, str], list[Answered]] = defaultdict(list)
    for one in answered:
        people[one.team, one.person].append(replace(one, person=""))
    teachers = sorted((sorted(lessons, key=_order) for lessons in people.values()), key=lambda own: [*map(_order, own)])
    dice.shuffle(teachers)
    lessons = sorted(
        ((one.team, number, one.scores) for number, own in enumerate(teachers, 1) for one in own),
        key=lambda lesson: (lesson[0], lesson[1], _scores(lesson[2])),
    )
    dice.shuffle(lessons)
    return [
        (team, (_name("l", number, len(lessons)), _name("t", teacher, len(teachers))), scores)
        for number, (team, teacher, scores) in enumerate(lessons, 1)
    ]


def csv_of(
    answered: Sequence[Answered], source: Source, items: Sequence[str], asked: Sequence[str], teams: bool
) -> bytes:
    """A file of `data/`: a row for each, a column for every item that is asked for, empty where there is no answer."""
    heads = [*([TEAM_COLUMN] if teams else []), *source.columns, *asked]
    lines = [",".join(heads)]
    for team, names, scores in disguised(answered, source):
        by_item = dict(zip(items, scores, strict=True))
        cells = ["" if (score := by_item.get(item)) is None else f"{score:g}" for item in asked]
        lines.append(",".join([*([team] if teams else []), *names, *cells]))
    return ("\n".join(lines) + "\n").encode()


def _seed(answered: Sequence[Answered]) -> bytes:
    return sha256(repr(sorted(map(_order, answered))).encode()).digest()


def _order(one: Answered) -> tuple[str, tuple[float, ...]]:
    return one.team, _scores(one.scores)


def _scores(scores: tuple[float | None, ...]) -> tuple[float, ...]:
    """Comparable: no answer comes before every score."""
    return tuple(float("-inf") if score is None else score for score in scores)


def _name(letter: str, number: int, count: int) -> str:
    return f"{letter}{number:0{max(2, len(str(count)))}}"
