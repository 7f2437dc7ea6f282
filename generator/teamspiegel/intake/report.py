"""What a facilitator wants to know of an import: what was kept, and what was not and why.

Counts only: no answer, no name of somebody and no pseudonym stands in a line of it.
"""

from collections.abc import Iterator, Mapping, Sequence

from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.problem import quoted, so_many
from teamspiegel.intake.conversion import Converted, in_words
from teamspiegel.intake.header import Column
from teamspiegel.intake.proposal import Proposal, not_shown
from teamspiegel.reading.tool import Recognised

MOST_HEADS_TOLD = 12


def told_of_proposal(proposal: Proposal, recognised: Recognised, path: str, rows: int, written: bool) -> Iterator[str]:
    """What a new mapping holds, and what its author has to do."""
    yield f"Recognised: {recognised.tool} ({recognised.reason}); {so_many(rows, 'row')} of answers."
    torn = [match for match in proposal.matches if match.others]
    exact = len(proposal.matches) - proposal.near - len(torn)
    yield f"Columns of items: {exact} by id or wording, {proposal.near} by a wording that is near."
    yield from _without_column(proposal.without_column)
    for item, places in proposal.doubtful.items():
        yield f"Item {item} fits columns {', '.join(map(str, places))} equally well: none is proposed."
    for match in torn:
        readings = " or ".join(item.id for item in match.readings)
        yield f"Column {match.column.place} has two readings, by its code and by its wording: {readings}. Choose one."
    for column in proposal.free_text:
        yield f"Column {column.place} is called as an item and holds something else: it is not proposed."
    if proposal.unknown:
        yield f"{not_shown(proposal.unknown)} Add what they mean to the mapping by hand."
    if proposal.left_out:
        yield f"No team of content/teams.yml, so their rows would not count: {_no_teams(proposal.left_out)}."
    yield from _dropped_columns(proposal.dropped)
    yield f"{'Written' if written else 'Would be written'}: {path}. Nothing is imported yet."
    choices = f" make {so_many(proposal.choices, 'choice')} where it says `choose`," if proposal.choices else ""
    yield f"Next: read it over,{choices} set `confirmed: true`, and give the same command again."


def told_of_import(converted: Converted, instrument: Instrument, source: str) -> Iterator[str]:
    """What was read, kept and dropped; items without a column; what is odd."""
    dropped = sum(converted.dropped.values())
    yield f"Rows: {converted.read} read, {len(converted.answered)} kept, {dropped} dropped."
    yield from (f"  dropped: {count} ({reason})" for reason, count in in_words(converted.dropped))
    yield from _without_column(
        [item.id for item in instrument.items_of_source(source) if item.id not in converted.items]
    )
    yield from _dropped_columns(converted.unmapped)
    if converted.straight:
        yield f"Odd: {so_many(converted.straight, 'row')} with one and the same score for every item."
    if converted.doubles:
        yield f"Odd: {so_many(converted.doubles, 'row')} with the same answers as another row."
    if converted.copies:
        told = "as another row in every cell: nothing numbers the rows, so each counts"
        yield f"Odd: {so_many(converted.copies, 'row')} {told}."
    if converted.addresses:
        yield f"Odd: {so_many(converted.addresses, 'row')} with the same e-mail address as another row."


def _no_teams(times: Mapping[str, int]) -> str:
    """What stands in the column of the team again and again, and is no team."""
    names = list(times)
    shown = ", ".join(f"{quoted(name)} ({so_many(times[name], 'row')})" for name in names[:MOST_HEADS_TOLD])
    return shown + (f" and {len(names) - MOST_HEADS_TOLD} more" if len(names) > MOST_HEADS_TOLD else "")


def _without_column(items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"Items without a column: {', '.join(items)}"


def _dropped_columns(columns: Sequence[Column]) -> Iterator[str]:
    if columns:
        heads = ", ".join(f"{column.place} '{_short(column.head)}'" for column in columns[:MOST_HEADS_TOLD])
        more = f" and {len(columns) - MOST_HEADS_TOLD} more" if len(columns) > MOST_HEADS_TOLD else ""
        yield f"Columns that are dropped: {heads}{more}"


def _short(head: str, most: int = 40) -> str:
    text = "".join(letter for letter in head if letter.isprintable())
    return text if len(text) <= most else text[: most - 1] + "…"
