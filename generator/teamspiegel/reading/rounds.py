"""Checks of rounds beside each other: readers can tell them apart, and they follow each other in time.

Several rounds of kind `nulmeting` are no mistake: teams begin at different times, and a team may begin again. Nor are
rounds of one day by themselves: teams that answer different instruments have a round for each.
"""

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from teamspiegel.contracts.definitions import Round
from teamspiegel.contracts.problem import Problem, quoted
from teamspiegel.reading.yaml_document import Document


def check_rounds(document: Document, rounds: tuple[Round, ...]) -> Iterator[Problem]:
    """A problem for each label that an earlier round has, and for an end that comes before any beginning."""
    yield from _labels(document)
    begun = min((one.date for one in rounds if one.kind == "nulmeting"), default=None)
    for one in rounds:
        if begun and one.kind == "eindmeting" and one.date < begun:
            found = f"round {quoted(one.id)} of kind eindmeting on {one.date}, before the first nulmeting ({begun})"
            mend = "change the date or the kind of one of them"
            yield document.problem((*document.entry(one.id), "kind"), found, "the last measurement after a first", mend)


def _labels(document: Document) -> Iterator[Problem]:
    """By what is written, also in an entry with another mistake. A menu and a sentence have nothing but the label."""
    first: dict[str, int] = {}
    for index, entry in enumerate(document.listed()):
        label = entry.get("label") if isinstance(entry, dict) else None
        if not isinstance(label, str):
            continue
        earlier = first.setdefault(" ".join(label.split()).casefold(), index)
        if earlier != index:
            found = f"label {quoted(label)}, which the round in line {document.line(earlier)} has too"
            mend = "say what is different, such as the year"
            yield document.problem((index, "label"), found, "a label by which readers know each round", mend)


def check_days(
    document: Document, rounds: tuple[Round, ...], answered: Mapping[tuple[str, str], Collection[str]]
) -> Iterator[Problem]:
    """A problem for two rounds of one day in which a team answered the same file: which of them was first?

    All else that a site says of a team is in the order of its rounds, which is that of their dates. `answered`: the
    teams with answers in each file of each round.
    """
    for one, other in combinations(rounds, 2):
        teams = _in_both(answered, one.id, other.id) if one.date == other.date and one.id != other.id else []
        if teams:
            both = f"round {quoted(one.id)} was held too, with answers of team '{teams[0]}' in both"
            mend = "correct one of the dates, or put the answers into one round"
            at, expected = (*document.entry(other.id), "date"), "a day of its own for each round of a team"
            yield document.problem(at, f"date {other.date}, on which {both}", expected, mend)


def _in_both(answered: Mapping[tuple[str, str], Collection[str]], one: str, other: str) -> list[str]:
    """The teams with answers in a file of the same name in two rounds."""
    names = {name for round_, name in answered if round_ == one}
    return sorted({team for name in names for team in answered[one, name] if team in answered.get((other, name), ())})
