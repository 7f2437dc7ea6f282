"""Wishes for pairs (`private/pairs.yml`). No message quotes anything in it: pseudonyms stand there."""

from collections.abc import Collection, Iterator

from teamspiegel.contracts.pairs import Pair, PairWishes, Wishes
from teamspiegel.contracts.problem import InputProblems, Problem
from teamspiegel.reading.models import model_of
from teamspiegel.reading.pseudonym import one_spelling
from teamspiegel.reading.text import text_of
from teamspiegel.reading.yaml_document import Document, Location, parse

FILE = "private/pairs.yml"
TWO = 2


def read_wishes(content: bytes | None) -> tuple[Document, tuple[PairWishes, ...]]:
    """What the file says; nothing of one that is not there. Raises InputProblems."""
    if content is None:
        return Document(FILE, ()), ()
    mistakes: list[Problem] = []
    text = text_of(FILE, content, mistakes)
    document = parse(FILE, text, mistakes) if text is not None else None
    found = model_of(document, tuple[PairWishes, ...], mistakes) if document else None
    if mistakes or document is None or found is None:
        lines = sorted({one.line for one in mistakes})
        expected = "entries with 'team', and 'never' or 'always' with pairs such as [d1, d2]"
        mend = "put quotes round a pseudonym that is a number"
        raise InputProblems([Problem(FILE, line, "a line that cannot be read", expected, mend) for line in lines])
    return document, found


def wishes_of(
    document: Document, found: Collection[PairWishes], team: str, people: Collection[str], problems: list[Problem]
) -> Wishes:
    """The wishes of a team, with a problem for each that cannot be met. `people`: whose lessons were visited."""
    never, always = set[Pair](), set[Pair]()
    for index, entry in enumerate(found):
        if entry.team != team:
            continue
        for key, listed, kept in (("never", entry.never, never), ("always", entry.always, always)):
            for place, written in enumerate(listed):
                pair = frozenset(map(one_spelling, written))
                at = (index, key, place)
                wrong = list(_wrong(document, at, written, pair, people))
                problems.extend(wrong)
                if not wrong:
                    kept.add(pair)
                if key == "always" and not wrong:
                    problems.extend(_contradictions(document, at, pair, never, always - {pair}))
    return Wishes(frozenset(never), frozenset(always))


def unknown_teams(document: Document, found: Collection[PairWishes], teams: Collection[str]) -> Iterator[Problem]:
    """A problem for each entry of a team that is not there, or that an earlier entry is of."""
    seen: set[str] = set()
    for index, entry in enumerate(found):
        if entry.team in seen:
            yield document.problem((index, "team"), "a team that an earlier entry has", "one entry for each team")
        seen.add(entry.team)
        if entry.team not in teams:
            yield document.problem((index, "team"), "an id that no team has", "the id of a team in content/teams.yml")


def _wrong(
    document: Document, at: Location, written: Collection[str], pair: Pair, people: Collection[str]
) -> Iterator[Problem]:
    if len(written) != TWO or len(pair) != TWO:
        yield document.problem(at, "a pair that is not of two people", "two different pseudonyms")
    elif not pair <= set(people):
        expected = "pseudonyms of teachers whose lessons were visited in this round"
        yield document.problem(at, "a pair with somebody who is not among those", expected, "look at the spelling")


def _contradictions(
    document: Document, at: Location, pair: Pair, never: Collection[Pair], others: Collection[Pair]
) -> Iterator[Problem]:
    if pair in never:
        yield document.problem(at, "a pair that is under 'never' too", "one of the two")
    if any(pair & other for other in others):
        yield document.problem(at, "somebody who is always with somebody else too", "each person in one pair")
