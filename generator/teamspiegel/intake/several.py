"""Heads of an export that are the text of several items: then nothing in them says which of these a column holds."""

from collections.abc import Collection
from typing import NamedTuple

from teamspiegel.contracts.instrument import Instrument
from teamspiegel.intake.header import Column, Sheet
from teamspiegel.reading.grid import bare


class Several(NamedTuple):
    """A column, and the ids of the items whose text its head is."""

    column: Column
    items: tuple[str, ...]


def several(sheet: Sheet, instrument: Instrument, sources: Collection[str]) -> Several | None:
    """The first column whose head is the text, or the short one, of more than one item of a source; None if none is."""
    for column in sheet.columns:
        names = set(map(bare, column.names))
        for source in sources:
            items = instrument.items_of_source(source)
            said = tuple(item.id for item in items if names & {bare(item.text), bare(item.short)})
            if len(said) > 1:
                return Several(column, said)
    return None
