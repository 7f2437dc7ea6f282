"""From the rows of an export to answers, by a confirmed mapping: what is kept, and what is dropped and why."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from teamspiegel.contracts.answers import AnswerScale
from teamspiegel.contracts.imports import PlacedColumn, ReadScale
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.problem import InputProblems, Problem, so_many
from teamspiegel.intake.header import Column, Sheet
from teamspiegel.intake.mapping import Confirmed, placed
from teamspiegel.reading.cells import Odd
from teamspiegel.reading.grid import number_of, plain
from teamspiegel.reading.tool import ADDRESSES, EMPTY, IDENTITY, UNNUMBERED
from teamspiegel.reading.yaml_document import Location

AVERAGES = frozenset(
    {"gemiddelde", "gemiddeld", "gem.", "totaal", "standaarddeviatie", "average", "mean", "total", "mittelwert"}
)
"""What stands beside a row that somebody calculated."""
MOST_PROBLEMS = 20
STRAIGHT = 5
"""From so many answers on it is odd that all are the same."""
NOBODY = frozenset({"anonymous", "anoniem", "anonym", "anonyme", *EMPTY})

Dropped = Literal[
    "calculated",
    "repeated",
    "unfinished",
    "no_team",
    "left_out",
    "other_team",
    "no_answer",
    "no_teacher",
]
DROPPED: Mapping[Dropped, str] = {
    "calculated": "a row of averages",
    "repeated": "the same row once more",
    "unfinished": "not finished, or a preview",
    "no_team": "no team",
    "left_out": "a team that the mapping leaves out",
    "other_team": "another team",
    "no_answer": "no answer to any item",
    "no_teacher": "no teacher",
}
"""Why a row is not kept."""


@dataclass(frozen=True)
class Answered:
    """What one row answered: scores in the instrument's order, None for no answer. `person`: never kept."""

    team: str
    scores: tuple[float | None, ...]
    person: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True)
class Converted:
    """The answers, and what a report says of the export. `items`: the ids that the scores belong to, in order.

    `doubles`: rows with the answers of another row; `copies`: rows that are as another in every cell.
    """

    items: tuple[str, ...]
    answered: tuple[Answered, ...]
    read: int
    dropped: Counter[Dropped]
    straight: int
    doubles: int
    copies: int
    addresses: int
    unmapped: tuple[Column, ...]


@dataclass(frozen=True)
class _Places:
    """Where everything stands in this sheet."""

    items: dict[str, tuple[int, ReadScale, AnswerScale]]
    keep: tuple[tuple[int, frozenset[str]], ...]
    team: int | None
    teacher: int | None

    @property
    def all(self) -> set[int]:
        """Every place that is read."""
        found = {place for place, _, _ in self.items.values()} | {place for place, _ in self.keep}
        return found | {place for place in (self.team, self.teacher) if place is not None}


def convert(sheet: Sheet, confirmed: Confirmed, instrument: Instrument, team: str | None) -> Converted:
    """The answers in a sheet. `team`: of which team they are, or which rows count where a column says so.

    Raises InputProblems: for heads that are not there, and for answers that the mapping does not know; no problem
    repeats one.
    """
    places = _places(sheet, confirmed, instrument)
    names = {plain(name): id_ for name, id_ in confirmed.mapping.team.names.items()} if confirmed.mapping.team else {}
    dropped: Counter[Dropped] = Counter()
    problems: list[Problem] = []
    kept: list[Answered] = []
    rows: list[tuple[str, ...]] = []
    seen: set[tuple[str, ...]] = set()
    numbers = [] if confirmed.mapping.tool in UNNUMBERED else [column.place - 1 for column in _numbering(sheet)]
    unknown: dict[str, list[int]] = defaultdict(list)
    for line, row in sheet.rows:
        reason = _reason(row, places, confirmed, any(plain(row[place]) for place in numbers), seen)
        if reason != "calculated" and (odd := list(_without_value(sheet, places, line, row))):
            problems += odd
            continue
        scores = [] if reason else [_score(row[place], scale, own) for place, scale, own in places.items.values()]
        of_row = team or ""
        if not reason and places.team is not None:
            of_row, reason = _team(row[places.team], names, team)
            if not of_row and not reason and any(score is not None for score in scores):
                unknown[plain(row[places.team])].append(line)
        if not reason and all(score is None for score in scores):
            reason = "no_answer"
        if not reason and places.teacher is not None and plain(row[places.teacher]) in EMPTY:
            reason = "no_teacher"
        if reason:
            dropped[reason] += 1
            continue
        for (place, _, _), score in zip(places.items.values(), scores, strict=True):
            if isinstance(score, str):
                problems.append(_unread(sheet, confirmed, line, place, score))
        person = plain(row[places.teacher]) if places.teacher is not None else ""
        kept.append(Answered(of_row, tuple(score for score in scores if not isinstance(score, str)), person))
        rows.append(row)
    problems = [*(_unknown_team(sheet, confirmed, places, lines) for lines in unknown.values()), *problems]
    if problems:
        raise InputProblems(_first(problems))
    if not kept:
        reasons = "; ".join(f"{reason}: {count}" for reason, count in in_words(dropped))
        expected = "at least one row that counts"
        raise InputProblems([Problem(sheet.grid.path, 1, f"no row to import ({reasons})", expected)])
    return _converted(sheet, confirmed, places, kept, rows, dropped)


def _without_value(sheet: Sheet, places: _Places, line: int, row: tuple[str, ...]) -> Iterator[Problem]:
    """A problem for each cell that is read and has no value: it would be no answer, or no team."""
    for place in sorted(places.all):
        if isinstance(cell := row[place], Odd):
            yield Problem(sheet.grid.path, line, cell, "a value, or an empty cell", cell.mend, column=str(place + 1))


def _numbering(sheet: Sheet) -> Iterator[Column]:
    """The columns with a program's own number of each respondent."""
    return (column for column in sheet.columns if IDENTITY & {plain(column.head), *column.names})


def in_words(dropped: Counter[Dropped]) -> list[tuple[str, int]]:
    """Why rows are not kept, and how many, in the order of the words."""
    return sorted((DROPPED[reason], count) for reason, count in dropped.items())


def _converted(
    sheet: Sheet,
    confirmed: Confirmed,
    places: _Places,
    kept: list[Answered],
    rows: list[tuple[str, ...]],
    dropped: Counter[Dropped],
) -> Converted:
    many = [one for one in kept if sum(score is not None for score in one.scores) >= STRAIGHT]
    same = Counter((one.team, one.scores, one.person) for one in many)
    mapped = places.all
    addresses = [column.place - 1 for column in sheet.columns if plain(column.head) in ADDRESSES]
    twice = Counter(
        plain(row[place])
        for place in addresses
        for row in rows
        if plain(row[place]) not in NOBODY and places.teacher is None
    )
    return Converted(
        tuple(places.items),
        tuple(kept),
        len(sheet.rows),
        dropped,
        sum(len({score for score in one.scores if score is not None}) == 1 for one in many),
        sum(count - 1 for count in same.values()),
        len(rows) - len(set(rows)),
        sum(count - 1 for count in twice.values()),
        tuple(column for column in sheet.columns if column.place - 1 not in mapped),
    )


def _places(sheet: Sheet, confirmed: Confirmed, instrument: Instrument) -> _Places:
    """Raises InputProblems with every column of the mapping that is not in the sheet."""
    mapping, problems = confirmed.mapping, list[Problem]()

    def place(column: PlacedColumn, at: Location) -> int:
        found = placed(sheet, confirmed, column, at)
        if isinstance(found, Problem):
            problems.append(found)
            return 0
        return found.place - 1

    order = {item.id: number for number, item in enumerate(instrument.items_of_source(mapping.source))}
    columns = sorted(enumerate(mapping.columns), key=lambda pair: order[pair[1].item])
    items = {
        column.item: (
            place(column, ("columns", index)),
            mapping.scales[column.scale],
            instrument.scale_of(instrument.layer_of_item[column.item]),
        )
        for index, column in columns
    }
    keep = tuple(
        (place(one, ("keep", index)), frozenset(map(plain, one.values))) for index, one in enumerate(mapping.keep)
    )
    team = place(mapping.team, ("team",)) if mapping.team else None
    observed = instrument.files[mapping.source].person is not None
    teacher = place(mapping.teacher, ("teacher",)) if mapping.teacher and observed else None
    if not problems:
        problems.extend(_twice(confirmed, sheet, items))
    if problems:
        raise InputProblems(problems)
    return _Places(items, keep, team, teacher)


def _twice(confirmed: Confirmed, sheet: Sheet, items: dict[str, tuple[int, ReadScale, AnswerScale]]) -> list[Problem]:
    """A problem for each column that two items would be read from."""
    counts = Counter(place for place, _, _ in items.values())
    at = [index for index, one in enumerate(confirmed.mapping.columns) if counts[items[one.item][0]] > 1]
    return [
        confirmed.document.problem(("columns", index), "one column for two items", "a column for each") for index in at
    ]


def _reason(
    row: tuple[str, ...], places: _Places, confirmed: Confirmed, numbered: bool, seen: set[tuple[str, ...]]
) -> Dropped | None:
    """Why a row does not count, whatever it answers; None when it does. `numbered`: rows equal to it are one person."""
    if confirmed.mapping.tool == "by-hand" and _is_calculated(row, places):
        return "calculated"
    if numbered and row in seen:
        return "repeated"
    seen.add(row)
    for place, values in places.keep:
        cell = plain(row[place])
        if cell in EMPTY if not values else cell not in values:
            return "unfinished"
    return None


def _is_calculated(row: tuple[str, ...], places: _Places) -> bool:
    """Whether a row says of itself that somebody calculated it."""
    answers = {place for place, _, _ in places.items.values()}
    return any(plain(cell).rstrip(":") in AVERAGES for place, cell in enumerate(row) if place not in answers)


def _team(cell: str, names: dict[str, str | None], only: str | None) -> tuple[str, Dropped | None]:
    """The team of a row, or why it does not count; neither for a team that the mapping does not know."""
    text = plain(cell)
    if text in EMPTY:
        return "", "no_team"
    id_ = names.get(text)
    if id_ is None:
        return "", "left_out" if text in names else None
    return (id_, None) if only in (None, id_) else ("", "other_team")


def _unknown_team(sheet: Sheet, confirmed: Confirmed, places: _Places, lines: Sequence[int]) -> Problem:
    """A problem for the rows with one value in the column of the team, which it does not repeat."""
    found = f"a team that the mapping does not know, in {so_many(len(lines), 'row')}"
    mend = f"look at it there; add it to {confirmed.document.path} under 'names' with the id of a team, or with null"
    where = "" if places.team is None else str(places.team + 1)
    return Problem(sheet.grid.path, lines[0], found, "a team of the mapping", mend, column=where)


def _score(cell: str, scale: ReadScale, own: AnswerScale) -> float | str | None:
    """The score in a cell, None for no answer; a text says what kind of thing stands there instead."""
    if not plain(cell):
        return None
    labels = _labels(scale)
    if (label := label_of(cell, labels)) is not None:
        return labels[label]
    number = number_of(cell)
    if number is None:
        return "an answer that the mapping does not know"
    if scale.numbers is None:
        return "a number, where the mapping has labels"
    if number not in own.scores:
        return "a number which is off the scale or between two steps of it"
    return number if scale.numbers == "rising" else own.turned_round(number)


def label_of(cell: str, labels: Container[str]) -> str | None:
    """Which of some labels, all of them plain, stands in a cell: word for word, or as the same number."""
    text, number = plain(cell), number_of(cell)
    as_number = None if number is None else f"{number:g}"
    return next((label for label in (text, as_number) if label is not None and label in labels), None)


def _labels(scale: ReadScale) -> dict[str, float | None]:
    return {plain(label): None if score is None else float(score) for label, score in scale.labels.items()}


def _unread(sheet: Sheet, confirmed: Confirmed, line: int, place: int, found: str) -> Problem:
    mend = f"look at it there; add its label to {confirmed.document.path} with a score, or with null"
    where = str(place + 1)
    return Problem(sheet.grid.path, line, found, "a label of the mapping", mend, column=where)


def _first(problems: Sequence[Problem]) -> Sequence[Problem]:
    """The first problems, and how many more there are: one wrong scale gives one for every answer."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    last = problems[MOST_PROBLEMS - 1]
    more = Problem(
        last.path,
        last.line,
        f"{len(problems) - MOST_PROBLEMS + 1} more such cells from here on",
        "labels of the mapping",
    )
    return [*problems[: MOST_PROBLEMS - 1], more]
