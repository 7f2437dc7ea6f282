"""A mapping as its author left it: read, and checked against the school and against an export."""

from collections.abc import Iterator
from dataclasses import dataclass

from teamspiegel.contracts.answers import AnswerScale
from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.imports import CHOOSE, ImportMapping, PlacedColumn, ReadScale
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.problem import InputProblems, Problem, nearest, one_of, quoted
from teamspiegel.intake.header import Column, Sheet
from teamspiegel.reading.grid import plain
from teamspiegel.reading.models import model_of
from teamspiegel.reading.text import text_of
from teamspiegel.reading.yaml_document import Document, Location, parse

NO_TEACHER = '`teacher: {column: ..., head: "..."}`, the column that tells teachers apart'


@dataclass(frozen=True)
class Confirmed:
    """A mapping with the document that it stands in."""

    document: Document
    mapping: ImportMapping


def read_mapping(path: str, content: bytes) -> Confirmed:
    """The mapping in a file. Raises InputProblems."""
    problems: list[Problem] = []
    text = text_of(path, content, problems)
    document = parse(path, text, problems) if text is not None else None
    mapping = model_of(document, ImportMapping, problems) if document else None
    if problems or document is None or mapping is None:
        raise InputProblems(problems)
    return Confirmed(document, mapping)


def check_mapping(confirmed: Confirmed, definitions: Definitions, instrument: Instrument) -> None:
    """Raises InputProblems unless the mapping is confirmed, and everything in it is there and decided."""
    if problems := list(_problems(confirmed, definitions, instrument)):
        raise InputProblems(problems)


def _problems(confirmed: Confirmed, definitions: Definitions, instrument: Instrument) -> Iterator[Problem]:
    document, mapping = confirmed.document, confirmed.mapping
    if not mapping.confirmed:
        mend = "read it over and set it to true, or take the file away for a new proposal"
        yield document.problem(("confirmed",), "'confirmed: false'", "'confirmed: true'", mend)
    if mapping.instrument != instrument.id:
        found = f"a mapping for instrument {quoted(mapping.instrument)}"
        yield document.problem(("instrument",), found, f"'{instrument.id}', which the round uses", "name another --map")
        return
    if mapping.source not in instrument.files:
        found, mend = f"unknown source {quoted(mapping.source)}", nearest(mapping.source, instrument.files)
        yield document.problem(("source",), found, one_of(instrument.files), mend)
        return
    items = {item.id: item for item in instrument.items_of_source(mapping.source)}
    seen: set[str] = set()
    for index, column in enumerate(mapping.columns):
        at: Location = ("columns", index)
        if column.item == CHOOSE:
            found, mend = "a column without a choice", "see in the survey which statement it is"
            yield document.problem((*at, "item"), found, one_of(items), mend)
        elif column.item not in items:
            found = f"unknown item {quoted(column.item)}"
            yield document.problem((*at, "item"), found, one_of(items), nearest(column.item, items))
        elif column.item in seen:
            yield document.problem((*at, "item"), f"item {quoted(column.item)} twice", "one column for each item")
        if column.scale not in mapping.scales:
            yield document.problem((*at, "scale"), f"unknown scale {quoted(column.scale)}", one_of(mapping.scales))
        seen.add(column.item)
    for name, scale in mapping.scales.items():
        used = {column.item for column in mapping.columns if column.scale == name} & items.keys()
        for own in {instrument.scale_of(instrument.layer_of_item[item]).model_dump_json() for item in used}:
            yield from _scale(document, ("scales", name), scale, AnswerScale.model_validate_json(own))
    if instrument.files[mapping.source].person and not mapping.teacher:
        yield document.problem((), "observations without 'teacher'", NO_TEACHER)
    known = definitions.team_by_id
    for name, team in mapping.team.names.items() if mapping.team else ():
        if team == CHOOSE:
            expected = f"{one_of(known)}, or null for no team"
            yield document.problem(("team", "names", name), "a team without a choice", expected)
        elif team is not None and team not in known:
            found = f"unknown team {quoted(team)}"
            yield document.problem(("team", "names", name), found, one_of(known), nearest(team, known))


def _scale(document: Document, at: Location, scale: ReadScale, own: AnswerScale) -> Iterator[Problem]:
    if scale.numbers == CHOOSE:
        low, high = own.min, own.max
        rising, falling = f"rising ({low} is {low}, {high} is {high})", f"falling ({low} is {high}, {high} is {low})"
        found = f"numbers with two readings: {rising} or {falling}"
        yield document.problem(
            (*at, "numbers"), found, "'rising' or 'falling'", "see in the survey what the highest number says"
        )
    for label, score in scale.labels.items():
        if score is not None and (score == CHOOSE or float(score) not in own.scores):
            found = "a label without a choice" if score == CHOOSE else f"score {score}"
            expected = f"a score from {own.min} to {own.max} in steps of {own.step:g}, or null for no answer"
            yield document.problem((*at, "labels", label), found, expected)


def placed(sheet: Sheet, confirmed: Confirmed, column: PlacedColumn, at: Location) -> Column | Problem:
    """The column of a sheet that one of the mapping stands for: by its head, and among equal heads by its place."""
    found = _called(sheet, column)
    here = [one for one in found if one.place == column.column and not _moved(sheet, confirmed.mapping)]
    if len(found) == 1 or here:
        return (here or found)[0]
    what = "row" if confirmed.mapping.turned else "column"
    if not found:
        told, expected = (
            f"no {what} {quoted(column.head)} in {quoted(sheet.grid.path)}",
            "the heads of the first export",
        )
        mend = "correct the head here, or use another --map for another export"
    else:
        places = " or ".join(str(one.place) for one in found)
        told, expected = f"{what} {quoted(column.head)} {len(found)} times: {places}", f"its place in '{what}'"
        mend = f"write {places} for {column.column}"
    return confirmed.document.problem(at, told, expected, mend)


def _called(sheet: Sheet, column: PlacedColumn) -> list[Column]:
    return [one for one in sheet.columns if plain(one.head) == plain(column.head)]


def _moved(sheet: Sheet, mapping: ImportMapping) -> bool:
    """Whether a column whose head stands there once stands elsewhere than it did: then no place tells anything."""
    found = ((column.column, _called(sheet, column)) for column in (*mapping.columns, *mapping.keep))
    return any(len(columns) == 1 and columns[0].place != place for place, columns in found)
