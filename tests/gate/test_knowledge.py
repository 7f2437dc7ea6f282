"""A knowledge test, from answers to what may be published of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations_with_replacement, product

import pandas as pd
import pytest
from teamspiegel.contracts.definitions import GateThresholds, Round, Team
from teamspiegel.contracts.knowledge import KnowledgeTest, System, TestItem, TestResult
from teamspiegel.contracts.measured import KnowledgeMeasured, SystemMeasured
from teamspiegel.gate import knowledge as gate
from teamspiegel.indicators import knowledge as indicators
from teamspiegel.moves import progress_of_test

TEAM = Team(id="team", name="Team", members=60)
ROUND = Round(id="een", label="Een", date=date(2026, 9, 1), kind="nulmeting")
Answers = tuple[int, ...]
"""What somebody answered: 1 for right."""


def test_of(items: int) -> KnowledgeTest:
    return KnowledgeTest(
        id="kennis",
        kind="test",
        version="1",
        name="Kennis",
        description="Wat wij weten.",
        systems=(System(id="een", name="Een"),),
        items=tuple(TestItem(id=f"v{number}", name=f"Vraag {number}", text="Wat is het?") for number in range(items)),
    )


test_of.__test__ = False  # type: ignore[attr-defined]


def measured(group: Sequence[Answers]) -> SystemMeasured:
    rows = [
        (f"p{person}", "een", f"v{item}", float(right))
        for person, answers in enumerate(group)
        for item, right in enumerate(answers)
    ]
    frame = pd.DataFrame(rows, columns=["person", "group", "item", "score"])
    return indicators.measure(test_of(len(group[0])), TEAM, ROUND, frame).systems["een"]


def told(group: Sequence[Answers]) -> TestResult:
    found = KnowledgeMeasured({"een": measured(group)})
    return gate.gate(test_of(len(group[0])), TEAM, found, GateThresholds()).systems["een"]


def test_kr_20() -> None:
    """111, 110, 100, 000: right 3, 2, 1 and 0 with a variance of 1.25; p(1 - p) adds up to 0.625."""
    found = measured([(1, 1, 1), (1, 1, 0), (1, 0, 0), (0, 0, 0)])
    assert found.reliability == Fraction(3, 4)
    assert [item.mean for item in found.items.values()] == [Fraction(3, 4), Fraction(1, 2), Fraction(1, 4)]
    assert found.variance == Fraction(5, 3)
    assert measured([(1, 0), (0, 1)]).reliability is None


def test_what_is_told_of_a_group() -> None:
    """Twelve people, six and four right of two questions: 50% and 33%, together 42%.

    Eight have one right and one both, three none: right 10 of 12, squares 8 + 4 - 100/12, over 11 and over 2².
    """
    group = [(1, 0)] * 5 + [(0, 1)] * 3 + [(1, 1)] + [(0, 0)] * 3
    found = told(group)
    assert {id_: one.mean for id_, one in found.items.items()} == {"v0": 0.5, "v1": 0.33}
    assert (found.mean, found.sd, found.reliability, found.withheld) == (0.42, 0.29, None, None)


def test_nothing_of_fewer_than_ten() -> None:
    found = told([(1, 0)] * 5 + [(0, 1)] * 4)
    assert (found.people, found.mean, found.withheld) == (9, None, "small")
    assert {(one.mean, one.at_least, one.withheld) for one in found.items.values()} == {(None, None, "small")}


def test_where_nearly_all_are_right_a_bound_stands() -> None:
    """Ten people: from 8 right on, 80% or more. The other half right: together from 65% to 75%."""
    found = told([(1, 1)] * 5 + [(1, 0)] * 5)
    assert (found.items["v0"].mean, found.items["v0"].at_least) == (None, 0.8)
    assert (found.mean, found.at_least, found.at_most) == (None, 0.65, 0.75)


def test_a_group_of_thirty_has_a_reliability() -> None:
    group = [(1, 1, 1), (1, 1, 0), (1, 0, 0), (0, 0, 0)] * 8
    assert told(group).reliability == 0.75


def test_progress_is_within_one_system() -> None:
    """SDs of 0.3 in twenty each: Welch has 38 degrees of freedom, 2.024 · sqrt(0.009) is 0.19."""
    then, now = TestResult(20, {}, 0.4, sd=0.3), TestResult(20, {}, 0.6, sd=0.3)
    found = progress_of_test(then, now)
    assert found
    assert (found.difference, found.margin, found.clear) == (0.2, 0.19, True)
    assert progress_of_test(then, TestResult(20, {}, at_least=0.6)) is None


def breaches(groups: Iterator[tuple[Answers, ...]]) -> list[str]:
    """Whoever is sure, from their own answers and what is published, that all others answered a question alike."""
    sure: dict[tuple[Answers, int, str], bool] = {}
    for group in groups:
        published = repr(told(group))
        answers = Counter(group)
        for own in answers:
            others = [one for one, count in (answers - Counter([own])).items() if count]
            for item in range(len(own)):
                key = own, item, published
                sure[key] = sure.get(key, True) and len({one[item] for one in others}) == 1
    return [f"{own} of question {item}: {published}" for (own, item, published), one in sure.items() if one]


@pytest.mark.parametrize("people", [10, 11])
def test_nobody_is_sure_of_all_others(people: int) -> None:
    every = list(product((0, 1), repeat=2))
    assert breaches(combinations_with_replacement(every, people)) == []


def test_without_the_margin_somebody_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("teamspiegel.gate.items.near_an_end", lambda *_: Fraction(-1))
    every = list(product((0, 1), repeat=2))
    assert breaches(combinations_with_replacement(every, 10))
