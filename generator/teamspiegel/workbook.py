"""The workbook among the downloads: the same published numbers for people, with names instead of ids."""

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.numbers import dutch
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import TeamRound
from teamspiegel.contracts.theme import Wording

PATH = "downloads/indicatoren.xlsx"

NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC)
"""The workbook's date of making: always the same, so that the same numbers give the same bytes."""

AS_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""A team called `=HYPERLINK(...)` is a team with an odd name."""

Cell = str | float | int | None


def workbook(definitions: Definitions, views: Sequence[TeamRound], wording: Wording) -> bytes:
    """An .xlsx with sheets of indicators and of lesson bands, in the order of the views, and of the notice."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, AS_TEXT) as book:
        book.set_properties({"created": NO_CLOCK, "title": definitions.settings.school})
        _sheet(book, wording, "indicators", [row for view in views for row in _indicators(view, wording)])
        _sheet(book, wording, "bands", [row for view in views for row in _bands(view)])
        if notice := definitions.settings.notice:
            _sheet(book, wording, "notice", [[notice]])
    return target.getvalue()


def _sheet(book: Any, wording: Wording, name: str, rows: Sequence[Sequence[Cell]]) -> None:
    heads = wording.say(f"workbook.{name}.columns").split(" | ")
    sheet = book.add_worksheet(wording.say(f"workbook.{name}.title"))
    bold, wrapped = book.add_format({"bold": True, "bottom": 1}), book.add_format({"valign": "top"})
    sheet.freeze_panes(1, 1)
    for column, head in enumerate(heads):
        texts = [head, *(str(row[column] or "") for row in rows)]
        sheet.set_column(column, column, min(max(map(len, texts)) + 2, 48), wrapped)
        sheet.write_string(0, column, head, bold)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(heads) - 1)
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell)


def _write(sheet: Any, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif cell is not None:
        sheet.write_number(row, column, cell)


def _indicators(view: TeamRound, wording: Wording) -> Iterator[list[Cell]]:
    names = view.instrument.names
    layers = {layer.id: layer.name for layer in view.instrument.layers}
    for aspect, indicator in view.results.indicators.items():
        yield [
            view.team.name,
            f"{view.round.label} {view.round.date}",
            layers.get(aspect.source, names[aspect.id]),
            wording.say(f"workbook.level.{aspect.kind}"),
            names[aspect.id],
            indicator.n,
            _mean(indicator, view, wording),
            indicator.sd,
            *_words(indicator, wording),
        ]


def _mean(indicator: Published, view: TeamRound, wording: Wording) -> Cell:
    """The mean, or the words of where it lies."""
    if not indicator.bounded:
        return indicator.mean
    decimals = view.instrument.decimals
    ends = {"at_least": indicator.at_least, "at_most": indicator.at_most}
    told = {name: dutch(end, decimals) for name, end in ends.items() if end is not None}
    return wording.say(f"words.bound.{'between' if len(told) > 1 else next(iter(told))}", **told)


def _words(indicator: Published, wording: Wording) -> list[Cell]:
    return [
        wording.say("words.flags.low") if indicator.low else None,
        wording.say("words.flags.spread") if indicator.spread else None,
        wording.say(f"workbook.withheld.{indicator.withheld}") if indicator.withheld else None,
    ]


def _bands(view: TeamRound) -> Iterator[list[Cell]]:
    for layer in view.instrument.layers:
        names = {band.id: band.name for band in layer.bands}
        for count in view.results.bands.get(layer.id, ()):
            when = f"{view.round.label} {view.round.date}"
            yield [view.team.name, when, layer.name, names[count.band], count.lessons, count.percent]
