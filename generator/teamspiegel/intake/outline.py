"""A mapping laid over an export: which column is read as which item, which answer as which score, and how often.

It holds heads and the labels of the mapping, and counts: nothing that a mapping does not hold.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from teamspiegel.contracts.answers import AnswerScale, Form
from teamspiegel.contracts.imports import CHOOSE, ImportMapping, ItemColumn, PlacedColumn, ReadScale
from teamspiegel.contracts.instrument import Instrument, Item
from teamspiegel.contracts.problem import Problem
from teamspiegel.intake.conversion import label_of
from teamspiegel.intake.header import Column, Sheet
from teamspiegel.intake.mapping import Confirmed, placed
from teamspiegel.intake.proposal import Proposal
from teamspiegel.reading.grid import number_of, plain
from teamspiegel.reading.tool import EMPTY
from teamspiegel.reading.yaml_document import Location

SURE = 100
"""How alike a column and its item are when nothing had to be compared letter by letter."""

Unused = Literal["doubtful", "free_text", "no_item"]
"""Why a column is not read: it fits an item as well as another does, it holds something else, or it is no item's."""


@dataclass(frozen=True)
class ReadColumn:
    """A column that is read as an item. `there`: whether the export has it. `alike`: of 100, if the wording is near."""

    place: int
    head: str
    item: Item
    there: bool
    alike: float


class ReadLabel(NamedTuple):
    """A label, its score (None: no answer; `choose`: not decided yet), and how often it is there."""

    text: str
    score: float | str | None
    times: int


@dataclass(frozen=True)
class ReadAnswers:
    """Columns that are read by one scale, and what their answers mean.

    `numbers`: how bare numbers are read; `times`: how many there are; `unknown`: how many answers are in no mapping.
    """

    columns: tuple[ReadColumn, ...]
    own: AnswerScale
    labels: tuple[ReadLabel, ...]
    numbers: str | None
    times: int
    unknown: int


class ReadTeam(NamedTuple):
    """What stands in the column of the team, the id of the team that it means, and how often.

    None: of no team; `choose`: not decided yet.
    """

    text: str
    team: str | None
    times: int


@dataclass(frozen=True)
class Outline:
    """How an export is read. `unknown_teams`: in how many rows something else stands in the column of the team.

    `form`: how the answers came about; None where the mapping names a source that the instrument has not.
    """

    mapping: ImportMapping
    form: Form | None
    rows: int
    answers: tuple[ReadAnswers, ...]
    teams: tuple[ReadTeam, ...]
    unknown_teams: int
    unused: tuple[tuple[Column, Unused], ...]
    without_column: tuple[Item, ...]

    @property
    def choices(self) -> int:
        """How many choices its author has to make."""
        of_answers = ((one.numbers, *(label.score for label in one.labels)) for one in self.answers)
        of_columns = [column.item for column in self.mapping.columns]
        of_teams = self.mapping.team.names.values() if self.mapping.team else ()
        return [choice for choices in (*of_answers, of_columns, of_teams) for choice in choices].count(CHOOSE)


def outline(sheet: Sheet, confirmed: Confirmed, instrument: Instrument, proposal: Proposal | None) -> Outline:
    """How a mapping reads a sheet. `proposal`: where it was proposed just now. What it cannot place is left out."""
    mapping = confirmed.mapping
    laid = _Laid(sheet, confirmed)
    items = {item.id: item for item in instrument.items_of_source(mapping.source)}
    alike = {match.column.place: match.alike for match in proposal.matches} if proposal else {}
    answers = tuple(
        _answers(
            laid, instrument, scale, own, [_column(laid, column, at, items[column.item], alike) for at, column in of]
        )
        for name, scale in mapping.scales.items()
        if (of := [(at, one) for at, one in enumerate(mapping.columns) if one.scale == name and one.item in items])
        for own in [instrument.scale_of(instrument.layer_of_item[of[0][1].item])]
    )
    teams, unknown_teams = _teams(laid)
    held = {column.item for column in mapping.columns}
    unused = tuple(_unused(laid, proposal))
    without = tuple(item for id_, item in items.items() if id_ not in held)
    source = instrument.files.get(mapping.source)
    form = source.form if source else None
    return Outline(mapping, form, len(sheet.rows), answers, teams, unknown_teams, unused, without)


@dataclass(frozen=True)
class _Laid:
    """A mapping on a sheet."""

    sheet: Sheet
    confirmed: Confirmed

    def column(self, column: PlacedColumn | None, at: Location) -> Column | None:
        """The column of the sheet that one of the mapping stands for, if it can be told."""
        found = placed(self.sheet, self.confirmed, column, at) if column else None
        return None if isinstance(found, Problem) else found

    def used(self) -> Iterator[Column | None]:
        """Every column that the mapping reads."""
        mapping = self.confirmed.mapping
        yield self.column(mapping.team, ("team",))
        yield self.column(mapping.teacher, ("teacher",))
        yield from (self.column(one, ("keep", at)) for at, one in enumerate(mapping.keep))
        yield from (self.column(one, at) for at, one in self.columns(chosen=True))

    def columns(self, chosen: bool) -> Iterator[tuple[Location, ItemColumn]]:
        """The columns whose item was chosen already, or those of which it is still to be chosen."""
        for at, one in enumerate(self.confirmed.mapping.columns):
            if (one.item != CHOOSE) == chosen:
                yield ("columns", at), one


def _column(laid: _Laid, column: ItemColumn, at: int, item: Item, alike: dict[int, float]) -> ReadColumn:
    found = laid.column(column, ("columns", at))
    place = found.place if found else column.column
    return ReadColumn(place, column.head, item, found is not None, alike.get(place, SURE))


def _answers(
    laid: _Laid, instrument: Instrument, scale: ReadScale, own: AnswerScale, columns: list[ReadColumn]
) -> ReadAnswers:
    labels = {plain(label): label for label in scale.labels}
    places = [column.place for column in columns if column.there]
    cells = [cell for place in places for cell in laid.sheet.cells(laid.sheet.columns[place - 1]) if plain(cell)]
    found = Counter(label_of(cell, labels) for cell in cells)
    others = [cell for cell in cells if label_of(cell, labels) is None]
    numbers = sum(number_of(cell) in own.scores for cell in others) if scale.numbers else 0
    read = tuple(ReadLabel(label, scale.labels[label], found[text]) for text, label in labels.items())
    return ReadAnswers(tuple(columns), own, read, scale.numbers, numbers, len(others) - numbers)


def _teams(laid: _Laid) -> tuple[tuple[ReadTeam, ...], int]:
    team = laid.confirmed.mapping.team
    column = laid.column(team, ("team",))
    if team is None or column is None:
        return (), 0
    times = Counter(map(plain, laid.sheet.cells(column)))
    named = {plain(name) for name in team.names}
    unknown = sum(count for text, count in times.items() if text not in named and text not in EMPTY)
    return tuple(ReadTeam(name, id_, times[plain(name)]) for name, id_ in team.names.items()), unknown


def _unused(laid: _Laid, proposal: Proposal | None) -> Iterator[tuple[Column, Unused]]:
    used = {column.place for column in laid.used() if column}
    doubtful = {place for places in proposal.doubtful.values() for place in places} if proposal else set()
    doubtful |= {column.place for at, one in laid.columns(chosen=False) if (column := laid.column(one, at))}
    free_text = {column.place for column in proposal.free_text} if proposal else set()
    for column in laid.sheet.columns:
        if column.place not in used:
            place = column.place
            yield column, "doubtful" if place in doubtful else "free_text" if place in free_text else "no_item"


def decided(mapping: ImportMapping, instrument: Instrument, team: str) -> ImportMapping:
    """The mapping as if its author had made every choice, in whatever way: which rows count does not hang on that.

    A column of which the item is to be chosen gets one that no other column has. `team`: for rows whose team is.
    """
    known = ((column.scale, instrument.layer_of_item.get(column.item)) for column in mapping.columns)
    lowest = {name: instrument.scale_of(layer).min for name, layer in known if layer}

    def chosen(name: str, scale: ReadScale) -> ReadScale:
        labels = {label: lowest.get(name) if score == CHOOSE else score for label, score in scale.labels.items()}
        numbers = "rising" if scale.numbers == CHOOSE else scale.numbers
        return scale.model_copy(update={"numbers": numbers, "labels": labels})

    scales = {name: chosen(name, scale) for name, scale in mapping.scales.items()}
    held = {column.item for column in mapping.columns}
    free = (item.id for item in instrument.items_of_source(mapping.source) if item.id not in held)
    items = [next(free, "") if column.item == CHOOSE else column.item for column in mapping.columns]
    columns = tuple(
        column.model_copy(update={"item": item}) for column, item in zip(mapping.columns, items, strict=True) if item
    )
    names = {name: team if id_ == CHOOSE else id_ for name, id_ in (mapping.team.names if mapping.team else {}).items()}
    of_team = mapping.team and mapping.team.model_copy(update={"names": names})
    return mapping.model_copy(update={"confirmed": True, "scales": scales, "columns": columns, "team": of_team})
