"""The rules for one cell: by hand, and by going through everything that a group can answer."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement
from math import sqrt
from typing import Any

import pandas as pd
import pytest
from teamspiegel.contracts.definitions import GateThresholds
from teamspiegel.contracts.instrument import AnswerScale, Instrument
from teamspiegel.contracts.numbers import half_up, root_half_up
from teamspiegel.gate.cells import Cell
from teamspiegel.gate.rules import bands_may_be_shown, judge, low_word, spread_word, why_no_sd
from teamspiegel.reading.read import read_school

from tests.schools import small

DEFAULT = GateThresholds()
Answers = tuple[float, ...]


@cache
def instrument(low: int = 1, high: int = 5, step: float = 1) -> Instrument:
    """One whose survey layers have this scale, with its bridge axis in the middle."""
    kompas = read_school(small())[0].instruments["kompas"]
    thresholds = kompas.thresholds.model_copy(update={"bridge_axis": Fraction(low + high, 2)})
    scale = AnswerScale(min=low, max=high, step=step)
    return kompas.model_copy(update={"scale": scale, "thresholds": thresholds})


def cell(people: Sequence[Answers], of: Instrument | None = None, level: str = "item") -> Cell:
    """An indicator that these people, each with one answer or more, answered so."""
    found = of or instrument()
    exact = [Fraction(answer) for answers in people for answer in answers]
    n, mean = len(exact), sum(exact, Fraction()) / len(exact)
    variance = sum(((answer - mean) ** 2 for answer in exact), Fraction()) / (n - 1) if n > 1 else None
    sd = None if variance is None else root_half_up(variance, 1)
    row: dict[str, Any] = {
        "source": "zelf",
        "level": level,
        "id": "zelf-begin" if level == "item" else "zelf",
        "n": n,
        "people": len(people),
        "most": max(map(len, people)),
        "alike": max(Counter(exact).values()),
        "from_top": max(sum(found.scale.max - Fraction(answer) for answer in answers) for answers in people),
        "from_bottom": max(sum(Fraction(answer) - found.scale.min for answer in answers) for answers in people),
        "exact_mean": mean,
        "exact_variance": variance,
        "mean": half_up(mean, 1),
        "sd": sd,
        "spread": None if sd is None else sd >= 0.8,
        "low": half_up(mean, 1) < found.thresholds.bridge_axis,
    }
    return Cell(row, found)


def each(answers: Iterable[float]) -> list[Answers]:
    """As many people, with one answer each."""
    return [(answer,) for answer in answers]


def said(people: Sequence[Answers], of: Instrument | None = None) -> tuple[Any, ...]:
    """Everything that is published of an item: reason, bounds, n, mean, flags, SD and distribution."""
    judged = judge(cell(people, of), DEFAULT)
    no_sd, row = why_no_sd(judged, DEFAULT), judged.row
    spread = spread_word(judged, DEFAULT)
    if judged.why == "masked":
        return judged.why, judged.at_least, judged.at_most, judged.n, low_word(judged), spread
    if judged.why:
        return (judged.why,)
    counts = tuple(sorted(answer for answers in people for answer in answers))
    return no_sd, judged.n, row["mean"], row["low"], spread, None if no_sd else (row["sd"], counts)


# ----- by hand -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        # 4.6: take the 3 out and the other four are at 5. At most 1 + 4 points from the top of five people: 5 - 5/5.
        ((5, 5, 5, 5, 3), ("masked", 4.0, None, 5, False, None)),
        # 4.4, and the furthest off is one point from the top: the others together are two.
        ((5, 5, 4, 4, 4), ("small", 5, 4.4, False, None, None)),
        # 4.6: one point is left.
        ((5, 5, 5, 4, 4), ("masked", 4.0, None, 5, False, None)),
        # 4.2 from the answers of one who gave a 1: the same bound.
        ((5, 5, 5, 5, 1), ("masked", 4.0, None, 5, False, None)),
        # The other end; low is certain: 1 + 5/5 = 2.0 lies under the bridge axis.
        ((1, 1, 1, 1, 2), ("masked", None, 2.0, 5, True, None)),
        # Six people: 5 - 5/6 = 4.17.
        ((5, 5, 5, 5, 5, 5), ("masked", 4.2, None, 6, False, None)),
        # Twenty: 5 - 5/20 = 4.75, but 0.3 is wider; 4.65 rounds to 4.7 and 4.6 stays a mean.
        ((5,) * 13 + (4,) * 7, ("masked", 4.7, None, 20, False, None)),
        ((5,) * 12 + (4,) * 8, ("", 20, 4.6, False, False, (0.5, (4,) * 8 + (5,) * 12))),
        # In the middle of the scale all may be the same: the mean stands, the rest does not.
        ((4,) * 12, ("masked", 12, 4.0, False, None, None)),
        ((4,) * 9 + (2, 5, 5), ("masked", 12, 4.0, False, None, None)),
        ((4,) * 8 + (2, 5, 5, 4.0), ("masked", 12, 4.0, False, None, None)),
        # Eight of twelve is not nearly all: -2 +1 +1 -1 +1 ... mean 48/12.
        ((4,) * 8 + (2, 5, 5, 4), ("masked", 12, 4.0, False, None, None)),
        ((4,) * 8 + (2, 5, 5, 3), ("", 12, 3.9, False, False, (0.8, (2, 3) + (4,) * 8 + (5, 5)))),
    ],
)
def test_what_is_said_of_answers(answers: Answers, expected: tuple[Any, ...]) -> None:
    found = said(each(answers))
    if len(expected) == 6 and isinstance(expected[-1], tuple):
        sd = sqrt(sum((answer - sum(answers) / len(answers)) ** 2 for answer in answers) / (len(answers) - 1))
        assert expected[-1][0] == pytest.approx(sd, abs=0.05)
        expected = (*expected[:4], expected[-1][0] >= 0.8, expected[-1])
    assert found == expected


def test_a_teacher_with_more_than_half_of_the_lessons_is_not_a_group() -> None:
    four = each((2, 3, 4, 3))
    assert judge(cell([(2, 3, 4, 3, 2), *four]), DEFAULT).why == "small"
    assert judge(cell([(2, 3, 4, 3), *four]), DEFAULT).why == ""


def test_a_teacher_with_two_lessons_widens_the_bound() -> None:
    """2 lessons of 4 points each, and one more, of ten lessons: 5 - 9/10."""
    judged = judge(cell([(3, 3), *each((5,) * 8)]), DEFAULT)
    assert (judged.why, judged.at_least) == ("masked", 4.1)


def test_a_level_is_masked_within_the_edge_only() -> None:
    """Ten people with a layer mean of 4.6 or 4.7; what an item may not say is for its items to hide."""
    for last, expected in ((4, ""), (5, "masked")):
        judged = judge(cell(each((5,) * 6 + (4,) * 3 + (last,)), level="layer"), DEFAULT)
        assert judged.why == expected
    assert judged.at_least == 4.7


def test_where_the_bound_does_not_decide_low_is_not_said() -> None:
    """Six lessons, two of one teacher: 5 - 9/6 = 3.5 is above the bridge axis; with three of one of six 5 - 13/6."""
    schools = ([(5,) * most, *each((5,) * (6 - most))] for most in (2, 3))
    sure, unsure = (judge(cell(people), GateThresholds(mean=3)) for people in schools)
    assert (sure.at_least, low_word(sure)) == (3.5, False)
    assert (unsure.at_least, low_word(unsure)) == (2.8, None)


@pytest.mark.parametrize(
    ("lessons", "most", "shown"),
    [
        ((4, 9, 5), 2, True),
        ((1, 13, 4), 2, True),
        ((1, 14, 3), 2, False),
        ((0, 18, 0), 1, False),
        ((3, 15, 0), 1, False),
    ],
)
def test_lesson_bands_are_not_shown_where_nearly_all_lie_in_one(
    lessons: tuple[int, ...], most: int, shown: bool
) -> None:
    """Of 18: all but two and those of one teacher."""
    bands = pd.DataFrame({"layer": "lessen", "lessons": lessons, "people": 12, "most": most})
    assert bands_may_be_shown(bands, ["layer"], DEFAULT).tolist() == [shown] * 3


# ----- through everything that a group can answer -------------------------------------------------------


def groups(lessons: int, n: int, scores: Sequence[float]) -> Iterator[list[Answers]]:
    """All that a group can answer, of n answers in which one person gave so many and everybody else one."""
    for first in combinations_with_replacement(scores, lessons):
        for others in combinations_with_replacement(scores, n - lessons):
            yield [first, *each(others)]


def sure_of_all(lessons: int, n: int, of: Instrument) -> list[tuple[Answers, list[Answers]]]:
    """The colleagues who can be sure of everybody: their own answers, and what all others must have answered.

    For each thing that can be published: all that a group can have answered then; for each colleague in such a group:
    what the others can have answered, given what is published.
    """
    published: dict[tuple[Any, ...], list[list[Answers]]] = defaultdict(list)
    for people in groups(lessons, n, of.scale.scores):
        published[said(people, of)].append(people)
    sure = []
    for possible in published.values():
        others: dict[Answers, set[tuple[Answers, ...]]] = defaultdict(set)
        for people in possible:
            for index in {people.index(person) for person in people}:
                others[people[index]].add((*people[:index], *people[index + 1 :]))
        for own, found in others.items():
            (rest,) = found if len(found) == 1 else ((),)
            if len({answer for person in rest for answer in person}) == 1:
                sure.append((own, list(rest)))
    return sure


@pytest.mark.parametrize(
    ("n", "low", "high", "step", "lessons"),
    [
        *((n, 1, 5, 1, 1) for n in range(5, 12)),
        *((n, 1, 4, 1, 1) for n in (5, 10)),
        (5, 0, 10, 1, 1),
        (5, 1, 5, 0.5, 1),
        (6, 1, 5, 1, 2),
        (7, 1, 5, 1, 3),
        (9, 1, 3, 1, 1),
    ],
)
def test_no_colleague_knows_what_all_others_answered(n: int, low: int, high: int, step: float, lessons: int) -> None:
    """With their own answers, what is published and these rules: the others may always have answered otherwise."""
    assert not sure_of_all(lessons, n, instrument(low, high, step))


@pytest.mark.parametrize(("n", "lessons"), [(5, 1), (8, 1), (16, 1), (7, 2)])
def test_a_bound_is_true_and_depends_on_nobodys_answer(n: int, lessons: int) -> None:
    found = defaultdict(set)
    for people in groups(lessons, n, (1, 2, 4, 5)):
        judged = judge(cell(people), DEFAULT)
        if judged.at_least is not None:
            assert judged.row["mean"] >= judged.at_least
            found["top"].add(judged.at_least)
        elif judged.at_most is not None:
            assert judged.row["mean"] <= judged.at_most
            found["bottom"].add(judged.at_most)
    assert {end: len(bounds) for end, bounds in found.items()} == {"top": 1, "bottom": 1}


RULES = "teamspiegel.gate.rules"


@pytest.mark.parametrize("rule", ["near_top", "near_bottom", "nearly_the_same"])
def test_without_a_rule_somebody_knows(monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    """So each of them is needed: without it a colleague in a group of five, six or ten is sure of everybody."""
    monkeypatch.setattr(f"{RULES}.{rule}", lambda *_: False)
    assert any(sure_of_all(1, n, instrument()) for n in (5, 6, 10))


def test_saying_that_few_people_are_not_spread_tells_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.gate.test_rules.spread_word", lambda judged, _: judged.row["spread"])
    assert sure_of_all(1, 5, instrument())


@pytest.mark.parametrize("cover", [0, 1])
def test_less_cover_is_not_enough(monkeypatch: pytest.MonkeyPatch, cover: int) -> None:
    monkeypatch.setattr(f"{RULES}.COVER", cover)
    assert any(sure_of_all(1, n, instrument()) for n in (5, 8, 10))
