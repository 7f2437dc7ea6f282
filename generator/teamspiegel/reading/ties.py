"""The two files of a network: who can be named and answered, and who named whom. No message repeats a pseudonym."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from teamspiegel.contracts.network import ANSWERED, FROM, PEOPLE, PERSON, QUESTION, TO
from teamspiegel.contracts.problem import Problem, nearest, one_of
from teamspiegel.reading.table import Table, number_in

TIES = (QUESTION, FROM, TO)
LISTED = (PERSON, ANSWERED)
"""The columns of each file."""
Key = Callable[[int, Mapping[str, str]], tuple[str, str, str]]
"""The round, team and instrument that a row is of."""
Cell = Callable[[int, Mapping[str, str], str], str]
"""The pseudonym in a column of a row, with its own problems told."""


@dataclass
class Networks:
    """What has been read of networks: by round, team and instrument, with the file and line that it stands in."""

    listed: dict[tuple[str, str, str], dict[str, tuple[str, int, bool]]] = field(default_factory=dict)
    drawn: dict[tuple[str, str, str], dict[tuple[str, str, str], tuple[str, int]]] = field(default_factory=dict)


def people_in(
    table: Table,
    key: Key,
    known: Networks,
    cell: Cell,
    problems: list[Problem],
) -> Iterator[tuple[str, str, float]]:
    """The team, pseudonym and 1 or 0 of each person on a list."""
    for line, cells in table.rows:
        of, person = key(line, cells), cell(line, cells, PERSON)
        answered = cells.get(ANSWERED, "")
        number = number_in(answered)
        if ANSWERED in cells and number not in (0, 1):
            found = "an empty cell" if not answered else "something else than 1 or 0"
            mend = "write 1 for who answered, 0 for who did not"
            problems.append(Problem(table.path, line, found, "1 or 0", mend, ANSWERED))
        first = known.listed.setdefault(of, {}).setdefault(person, (table.path, line, number == 1))
        if first[:2] != (table.path, line) and person:
            found = f"the same {PERSON} as {first[0]}:{first[1]}"
            problems.append(Problem(table.path, line, found, "each person once", "take the row out", PERSON))
            continue
        yield of[1], person, float(number == 1)


def ties_in(
    table: Table,
    key: Key,
    questions: Sequence[str],
    known: Networks,
    cell: Cell,
    problems: list[Problem],
) -> Iterator[tuple[str, str, str, str]]:
    """The team, question, and who named whom, of each tie."""
    for line, cells in table.rows:
        of, one, other = key(line, cells), cell(line, cells, FROM), cell(line, cells, TO)
        question = cells.get(QUESTION, "")
        if QUESTION in cells and question not in questions:
            found = f"an unknown {QUESTION}" if question else "an empty cell"
            mend = nearest(question, questions) if question else ""
            problems.append(Problem(table.path, line, found, one_of(questions), mend, QUESTION))
        if one and one == other:
            problems.append(
                Problem(table.path, line, "a tie of somebody to themselves", "two people", "take the row out", TO)
            )
            continue
        first = known.drawn.setdefault(of, {}).setdefault((question, one, other), (table.path, line))
        if first != (table.path, line):
            found = f"the same tie as {first[0]}:{first[1]}"
            problems.append(Problem(table.path, line, found, "each tie once", "take the row out"))
            continue
        yield of[1], question, one, other


def check_ties(known: Networks) -> Iterator[Problem]:
    """Every tie of or to somebody who is not on the list, or of who did not answer; and ties without a list."""
    for of, drawn in known.drawn.items():
        listed = known.listed.get(of)
        if listed is None:
            path, line = next(iter(drawn.values()))
            expected = f"{of[2]}{PEOPLE}.csv with columns {', '.join(LISTED)}"
            yield Problem(path, line, f"ties without a list of the people of '{of[1]}'", expected, "add it")
            continue
        for (_, one, other), (path, line) in drawn.items():
            for column, person in ((FROM, one), (TO, other)):
                if person and person not in listed:
                    mend = f"add the person to {of[2]}{PEOPLE}.csv, or correct the pseudonym"
                    yield Problem(path, line, "somebody who is not on the list", "a person on it", mend, column)
            if one in listed and not listed[one][2]:
                where = f"{listed[one][0]}:{listed[one][1]}"
                found = f"a tie of somebody who did not answer, by {where}"
                yield Problem(path, line, found, f"{ANSWERED} 1 for them", "correct one of the two", FROM)
