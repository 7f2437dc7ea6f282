"""The attacker against instruments of other kinds: what is built in examples, hard schools, and planted leaks."""

from functools import cache
from random import Random

import pytest

from tests.attack.kinds.attack import Report, attack
from tests.attack.kinds.schools import school
from tests.attack.schools import docs
from tests.attack.told import Tried
from tests.golden import GOLDEN
from tests.schools import ROOT, Files, below

SCHOOLS = 5
"""So many, always the same ones, when nobody asks for others (`--schools`)."""


def told(report: Report) -> str:
    return "\n".join(map(str, report.findings[:10]))


def safe(report: Report, tried: Tried) -> None:
    """Counted in the report, and without a leak or a number that nobody accounts for."""
    tried.of_kinds.add(report)
    assert not report.findings, told(report)


@cache
def study() -> tuple[Files, Files]:
    tree = below(ROOT / "examples" / "onderzoek", "content", "data")
    return tree, docs(tree)


@cache
def every_kind() -> tuple[Files, Files]:
    """A small school with every kind, and its docs folder."""
    tree = below(GOLDEN / "metingen" / "input", "content", "data")
    return tree, docs(tree)


def test_the_example_of_a_study_keeps_everybodys_answers(tried: Tried) -> None:
    tree, files = study()
    report = attack(files, tree)
    assert len(report.units) == 7
    assert all(report.told[kind] > 10 for kind in report.units)
    safe(report, tried)


def test_a_school_with_every_kind_keeps_everybodys_answers(tried: Tried) -> None:
    tree, files = every_kind()
    safe(attack(files, tree), tried)


def test_hard_schools_of_every_kind_keep_everybodys_answers(tried: Tried, request: pytest.FixtureRequest) -> None:
    """Each school has four units of each kind, and each is a case of its own."""
    asked = request.config.getoption("schools")
    first = 0
    if asked is not None:
        given = request.config.getoption("hypothesis_seed")
        first = Random(given).randrange(10**9)
    for seed in range(first, first + (asked or SCHOOLS)):
        tree = school(seed)
        report = attack(docs(tree), tree)
        assert not report.findings, f"school({seed})"
        safe(report, tried)
