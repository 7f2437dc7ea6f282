"""What the attacker tried and found, told at the end of a run of the tests: a plugin, which tests/conftest.py loads."""

import pickle
from collections.abc import Iterator
from typing import Any

import pytest

from tests.attack.attack import Report
from tests.attack.kinds.attack import Report as OfKinds


class Tried:
    """Everything that was attacked in this run."""

    def __init__(self) -> None:
        self.schools = 0
        self.built = 0
        self.report = Report()
        self.of_kinds = OfKinds()
        self.planted: dict[str, bool] = {}
        self.pairs = 0

    def add(self, report: Report, built: bool = False) -> None:
        self.schools += 1
        self.built += built
        self.report.add(report)

    def join(self, other: "Tried") -> None:
        """What another process tried as well."""
        self.schools += other.schools
        self.built += other.built
        self.report.add(other.report)
        self.of_kinds.add(other.of_kinds)
        self.planted |= other.planted
        self.pairs += other.pairs


def pytest_addoption(parser: pytest.Parser) -> None:
    """Another number of schools are other schools each time: with `--hypothesis-seed`, the same again."""
    parser.addoption("--enumerate", action="store_true", help="go through all that larger groups can answer")
    parser.addoption("--schools", type=int, metavar="N", help="attack so many schools, drawn at random")


_TRIED = pytest.StashKey[Tried]()
OUTPUT = "tried"

WORDS = {
    "small": "too few people, or the ends meet",
    "masked": "near an end of the scale",
    "derived": "made of what is not told",
}


@pytest.fixture(scope="session")
def tried(request: pytest.FixtureRequest) -> Iterator[Tried]:
    yield request.config.stash.setdefault(_TRIED, Tried())


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process of its own hands over what it tried."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None and _TRIED in session.config.stash:
        output[OUTPUT] = pickle.dumps(session.config.stash[_TRIED])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """And the process that tells takes it."""
    found = (getattr(node, "workeroutput", None) or {}).get(OUTPUT)
    if found:
        node.config.stash.setdefault(_TRIED, Tried()).join(pickle.loads(found))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The attacker's report: the numbers of this run."""
    if _TRIED not in config.stash:
        return
    tried = config.stash[_TRIED]
    report, tell = tried.report, terminalreporter.write_line
    terminalreporter.section("the attacker's report")
    tell(f"{tried.schools} schools attacked ({tried.built} as built by MkDocs), all {report.people} people played")
    tell(
        f"{report.cells} numbers, {sum(report.withheld.values())} means of them not told, {report.bounds} with"
        f" where they lie in their place; leaks found: {len(report.findings)}"
    )
    for reason, times in sorted(report.withheld.items()):
        left = (
            f"; at the least {report.tightest[reason]:.2f} of what is promised is left open"
            if (reason in report.tightest)
            else ""
        )
        tell(f"  {reason} ({WORDS[reason]}): {times} not told{left}")
    tell(
        f"{report.questions} times all others had given one person (or a stranger) the same answer; certain of it:"
        f" {sum(found.kind == 'determined' for found in report.findings)} (other answers tried: {report.tried})"
    )
    kinds = tried.of_kinds
    if kinds.units:
        tell(
            f"other kinds of instruments: {kinds.schools} schools, {sum(kinds.units.values())} units of"
            f" {len(kinds.units)} kinds, all {kinds.people} people played; leaks found: {len(kinds.findings)}"
        )
        for kind, units in sorted(kinds.units.items()):
            tell(
                f"  {kind}: {units} units, {kinds.told[kind]} numbers told, {kinds.withheld[kind]} said to be withheld"
            )
        tell(
            f"{kinds.questions} times all others had given one person (or a stranger) the same answer; certain of it:"
            f" {sum(found.kind == 'determined' for found in kinds.findings)} (other answers tried: {kinds.tried})"
        )
    if tried.planted:
        tell(f"planted leaks found: {sum(tried.planted.values())} of {len(tried.planted)}")
        for name, found in tried.planted.items():
            if not found:
                tell(f"  not found: {name}")
    if tried.pairs:
        tell(f"pairs of schools that differ only in what is withheld, byte for byte the same: {tried.pairs}")
