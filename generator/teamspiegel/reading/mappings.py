"""Checks of a mapping: that the instrument, items, scales and teams that it names are there.

What is still to choose is no mistake: an import asks its author for it.
"""

from collections.abc import Iterator

from teamspiegel.contracts.imports import CHOOSE, ImportMapping
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.problem import Problem
from teamspiegel.reading.declarations import Declarations
from teamspiegel.reading.instrument import unknown
from teamspiegel.reading.yaml_document import Document


def check_mapping(document: Document, mapping: ImportMapping, declared: Declarations) -> Iterator[Problem]:
    """A problem for each name in a mapping that nothing has. Without its instrument nothing is said of items."""
    yield from unknown(document, ("instrument",), "instrument", mapping.instrument, declared.instrument_ids)
    instrument = declared.survey_called(mapping.instrument)
    sources = declared.sources_of(instrument) if instrument else None
    yield from unknown(document, ("source",), "source", mapping.source, sources)
    items = _items(declared, instrument, mapping.source) if instrument and sources else None
    for index, column in enumerate(mapping.columns):
        at = ("columns", index)
        if column.item != CHOOSE:
            yield from unknown(document, (*at, "item"), "item", column.item, items)
        yield from unknown(document, (*at, "scale"), "scale", column.scale, tuple(mapping.scales))
    for name, team in mapping.team.names.items() if mapping.team else ():
        if team not in (None, CHOOSE):
            yield from unknown(document, ("team", "names", name), "team", team, declared.team_ids)


def _items(declared: Declarations, instrument: Instrument, source: str) -> list[str] | None:
    """The items that stand in a source; None where a mistake keeps one out of the instrument."""
    whole = {*declared.asked_in(instrument)} == instrument.items.keys()
    return [item.id for item in instrument.items_of_source(source)] or None if whole else None
