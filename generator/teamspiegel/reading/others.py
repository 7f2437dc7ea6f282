"""Checks within an instrument of another kind than the survey in layers: each kind has what is its own."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from teamspiegel.contracts.frames import TEAM_COLUMN
from teamspiegel.contracts.other import ROLE, OtherInstrument
from teamspiegel.contracts.placement import Placement
from teamspiegel.contracts.problem import Problem, quoted
from teamspiegel.contracts.pupils import Pupils
from teamspiegel.contracts.ranking import Ranking
from teamspiegel.contracts.scan import Scan
from teamspiegel.reading.declarations import lists_of
from teamspiegel.reading.instrument import check_scale, same_words, twice
from teamspiegel.reading.yaml_document import Document


def check_other(document: Document, instrument: OtherInstrument) -> Iterator[Problem]:
    """Every way in which an instrument contradicts itself."""
    for key in dict.fromkeys((instrument.ASKED[0], "roles", "systems")):
        yield from twice(document, key)
    taken = {TEAM_COLUMN, ROLE, *(column for file in instrument.answer_files for column in file.own_columns)}
    seen: set[str] = set()
    for within in lists_of(document, instrument):
        yield from same_words(document, within, ("name",))  # one question may be asked of every topic
        for id_ in document.ids(*within):
            at = (*document.entry(id_, *within), "id")
            if id_ in taken:
                expected = f"another id than {', '.join(sorted(taken))}"
                yield document.problem(at, f"id {quoted(id_)}", expected, "rename it")
            if id_ in seen:
                yield document.problem(at, f"id {quoted(id_)} twice", "each id once", "rename one")
            seen.add(id_)
    if check := CHECKS.get(type(instrument)):
        yield from check(document, instrument)


def _scan(document: Document, scan: Scan) -> Iterator[Problem]:
    yield from check_scale(document, ("scale",), scan.scale)


def _placement(document: Document, placement: Placement) -> Iterator[Problem]:
    if placement.talking_point is not None and placement.talking_point > len(placement.phases) - 2:
        # With one phase after it, whoever stands there knows where all others stand.
        expected = f"a number from 1 to {len(placement.phases) - 2}, with two phases after it"
        yield document.problem(("talking_point",), f"talking_point {placement.talking_point}", expected)


def _ranking(document: Document, ranking: Ranking) -> Iterator[Problem]:
    if ranking.top >= len(ranking.options):
        expected = f"fewer than the {len(ranking.options)} options"
        yield document.problem(("top",), f"top {ranking.top}", expected)


def _pupils(document: Document, pupils: Pupils) -> Iterator[Problem]:
    yield from check_scale(document, ("scale",), pupils.scale)
    if pupils.level == "team":
        mend = "leave 'level' out: a class is a teacher, and a team is a few of them"
        yield document.problem(("level",), "level 'team'", "school or partnerschap", mend)


CHECKS: Mapping[type[OtherInstrument], Callable[[Document, Any], Iterator[Problem]]] = {
    Placement: _placement,
    Pupils: _pupils,
    Ranking: _ranking,
    Scan: _scan,
}
"""What a kind has to check besides, by its model."""
