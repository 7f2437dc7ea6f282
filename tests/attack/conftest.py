"""What the attacker tried and found, told at the end of a run of the tests."""

from collections.abc import Iterator
from typing import Any

import pytest
from jinja2 import Environment

from tests.attack.attack import Report


class Tried:
    """Everything that was attacked in this run."""

    def __init__(self) -> None:
        self.schools = 0
        self.built = 0
        self.report = Report()
        self.planted: dict[str, bool] = {}
        self.pairs = 0

    def add(self, report: Report, built: bool = False) -> None:
        self.schools += 1
        self.built += built
        self.report.add(report)


_TRIED = pytest.StashKey[Tried]()

WORDS = {"small": "too few people", "masked": "near an end of the scale", "secondary": "would follow from others"}


@pytest.fixture(scope="session")
def tried(request: pytest.FixtureRequest) -> Iterator[Tried]:
    yield request.config.stash.setdefault(_TRIED, Tried())


@pytest.fixture(scope="module", autouse=True)
def _templates_are_compiled_once() -> Iterator[None]:
    """Every site compiles the same templates again: two thirds of the time that a small school takes."""
    real, known = Environment.compile, dict[tuple[Any, ...], Any]()

    def compile_(environment: Environment, *source: Any) -> Any:
        if source not in known:
            known[source] = real(environment, *source)
        return known[source]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", compile_)
        yield


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The attacker's report: the numbers of this run."""
    if _TRIED not in config.stash:
        return
    tried = config.stash[_TRIED]
    report, tell = tried.report, terminalreporter.write_line
    terminalreporter.section("the attacker's report")
    tell(f"{tried.schools} schools attacked ({tried.built} as built by MkDocs), all {report.respondents} people played")
    tell(
        f"{report.cells} numbers, {sum(report.withheld.values())} of them withheld; leaks found: {len(report.findings)}"
    )
    for reason, times in sorted(report.withheld.items()):
        part = report.tightest[reason]
        tell(f"  {reason} ({WORDS[reason]}): {times} withheld; tightest bounds {part:.2f} times as wide as promised")
    if tried.planted:
        tell(f"planted leaks found: {sum(tried.planted.values())} of {len(tried.planted)}")
        for name, found in tried.planted.items():
            if not found:
                tell(f"  not found: {name}")
    if tried.pairs:
        tell(f"pairs of schools that differ only in what is withheld, byte for byte the same: {tried.pairs}")
