"""What a facilitator wants to know of an import: what was kept, what was not and why, and what will show of it.

Counts only: no answer, no name and no pseudonym stands in a line of it.
"""

from collections.abc import Iterator, Mapping, Sequence

from teamspiegel.contracts.definitions import Definitions, Round
from teamspiegel.contracts.instrument import Instrument, Source
from teamspiegel.contracts.published import Published, Results
from teamspiegel.intake.conversion import Converted
from teamspiegel.intake.header import Column
from teamspiegel.intake.proposal import Proposal
from teamspiegel.intake.tool import Recognised

MOST_HEADS_TOLD = 12


def told_of_proposal(proposal: Proposal, recognised: Recognised, path: str, rows: int, written: bool) -> Iterator[str]:
    """What a new mapping holds, and what its author has to do."""
    yield f"Recognised: {recognised.tool} ({recognised.reason}); {rows} rows of answers."
    exact = len(proposal.matches) - proposal.near
    yield f"Columns of items: {exact} by id or wording, {proposal.near} by a wording that is near."
    yield from _without_column(proposal.without_column)
    for item, places in proposal.doubtful.items():
        yield f"Item {item} fits columns {', '.join(map(str, places))} equally well: none is proposed."
    for column in proposal.free_text:
        yield f"Column {column.place} is called as an item and holds something else: it is not proposed."
    yield from _dropped_columns(proposal.dropped)
    yield f"{'Written' if written else 'Would be written'}: {path}. Nothing is imported yet."
    choices = f" make {_count(proposal.choices, 'choice')} where it says `choose`," if proposal.choices else ""
    yield f"Next: read it over,{choices} set `confirmed: true`, and give the same command again."


def told_of_import(converted: Converted, instrument: Instrument, source: Source) -> Iterator[str]:
    """What was read, kept and dropped; items without a column; what is odd."""
    dropped = sum(converted.dropped.values())
    yield f"Rows: {converted.read} read, {len(converted.answered)} kept, {dropped} dropped."
    yield from (f"  dropped: {count} ({reason})" for reason, count in sorted(converted.dropped.items()))
    yield from _without_column(
        [item.id for item in instrument.items_of_source(source) if item.id not in converted.items]
    )
    yield from _dropped_columns(converted.unmapped)
    if converted.straight:
        yield f"Odd: {_count(converted.straight, 'row')} with one and the same score for every item."
    if converted.doubles:
        yield f"Odd: {_count(converted.doubles, 'row')} with the same answers as another row."
    if converted.addresses:
        yield f"Odd: {_count(converted.addresses, 'row')} with the same e-mail address as another row."


def told_of_gate(
    results: Mapping[str, Results], definitions: Definitions, round_: Round, source: Source
) -> Iterator[str]:
    """Of each team how many answered, and how much of it the gate will show."""
    for team in definitions.teams:
        if team.id in results and source in results[team.id].responses:
            response = results[team.id].responses[source]
            shown = [
                one
                for aspect, one in results[team.id].indicators.items()
                if _is_of(aspect.source, definitions, round_, source)
            ]
            people = "people" if source == "survey" else "teachers"
            yield f"{team.id}: {response.people} of {response.members} {people}; {_hidden(shown)}"


def _is_of(layer: str, definitions: Definitions, round_: Round, source: Source) -> bool:
    known = definitions.instrument_of(round_).layer_by_id.get(layer)
    return known is not None and known.source == source


def _hidden(shown: Sequence[Published]) -> str:
    """How many numbers the gate holds back."""
    means = sum(one.mean is None for one in shown)
    spreads = sum(one.sd is None for one in shown)
    told = [
        f"{count} of {len(shown)} {what} withheld" for count, what in ((means, "means"), (spreads, "spreads")) if count
    ]
    return "; ".join(told) or "nothing is withheld"


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


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
