"""The design of a study: which instrument is used at which moment, how far that is, and who took part."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from teamspiegel.contracts.definitions import Definitions, Round
from teamspiegel.contracts.kinds import AnyInstrument
from teamspiegel.contracts.published import Publication
from teamspiegel.contracts.strand import Strand
from teamspiegel.contracts.study import Cell, Row, Study

Took = Mapping[tuple[str, str], Mapping[str, int]]
"""How many took part in a measurement with an instrument in a round, by unit."""


def study_of(
    definitions: Definitions,
    published: Publication,
    surveys: Mapping[str, Publication],
    strands: Iterable[Strand[Any, Any]],
    today: date,
) -> Study | None:
    """The matrix of a school whose rounds have moments, and what else was brought in; None without moments."""
    used = [*_mirrors(definitions), *definitions.besides]
    rounds = {round_.id: round_ for _, of_one in used for round_ in of_one if round_.moment}
    if not rounds:
        return None
    took = _took_part(definitions, published, surveys, strands)
    listed = sorted(rounds.values(), key=lambda round_: (round_.date, round_.id))
    rows = (
        Row(
            instrument,
            tuple(
                _cell(definitions, instrument, round_, took.get((instrument.id, round_.id), {}), today)
                if round_.id in {one.id for one in of_one}
                else None
                for round_ in listed
            ),
        )
        for instrument, of_one in used
    )
    entries = tuple(sorted(definitions.study, key=lambda entry: entry.date))
    return Study(tuple(listed), tuple(row for row in rows if any(row.cells)), entries)


def _mirrors(definitions: Definitions) -> list[tuple[AnyInstrument, tuple[Round, ...]]]:
    """The surveys that rounds are about, each with those rounds."""
    found: dict[str, list[Round]] = {}
    for round_ in definitions.rounds:
        found.setdefault(definitions.instrument_of(round_).id, []).append(round_)
    return [(definitions.instruments[id_], tuple(rounds)) for id_, rounds in found.items()]


def _took_part(
    definitions: Definitions,
    published: Publication,
    surveys: Mapping[str, Publication],
    strands: Iterable[Strand[Any, Any]],
) -> Took:
    found: dict[tuple[str, str], dict[str, int]] = {}
    mirrors = ((definitions.instrument_of(definitions.round_by_id[one.round]).id, one) for one in published.results)
    others = ((id_, one) for id_, publication in surveys.items() for one in publication.results)
    for instrument, results in (*mirrors, *others):
        people = max(response.people for response in results.responses.values())
        found.setdefault((instrument, results.round), {})[results.team] = people
    for strand in strands:
        for round_, result in strand.rounds:
            found.setdefault((strand.instrument.id, round_.id), {})[strand.unit.id] = result.took_part
    return found


def _cell(
    definitions: Definitions, instrument: AnyInstrument, round_: Round, answered: Mapping[str, int], today: date
) -> Cell:
    """How far an instrument is in a round. Of who is no member (pupils, interviews) there is no N."""
    if not answered:
        return Cell("planned" if round_.date > today else "open")
    of_members = all(file.of_members for file in instrument.answer_files)
    members = sum(definitions.unit_by_id[unit].members for unit in answered) if of_members else None
    return Cell("closed", sum(answered.values()), members)
