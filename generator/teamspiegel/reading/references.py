"""Checks of what a declaration says about other declarations: ids that exist, files that lie where they belong."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from teamspiegel.contracts.definitions import LearningQuestion, Round, Session
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.problem import Problem, quoted
from teamspiegel.reading.declarations import Declarations
from teamspiegel.reading.instrument import check_instrument, twice, unknown
from teamspiegel.reading.yaml_document import Document, Location


def check_references(declared: Declarations) -> Iterator[Problem]:
    """Every reference in `content/` to something that is not there, and every id that stands twice."""
    for document, instrument in declared.instruments:
        yield from _file_name(document, instrument.id, instrument.id, "id")
        yield from check_instrument(document, instrument)
        yield from _recommendations_of_items(document, instrument, declared)
    for listed in (declared.teams, declared.rounds):
        if listed:
            yield from twice(listed[0])
    if declared.rounds:
        for round_ in declared.rounds[1]:
            yield from _round(declared.rounds[0], round_, declared)
    yield from _recommendations_twice(declared)
    for document, questions in declared.questions:
        yield from _questions(document, questions, declared)
    for document, session in declared.sessions:
        yield from _session(document, session, declared)


def _file_name(document: Document, found: str, expected: str, key: str) -> Iterator[Problem]:
    stem = PurePosixPath(document.path).stem
    if stem != expected:
        mend = f"name the file {expected}.yml, or change the key"
        yield document.problem((key,), f"{key} {quoted(found)} in a file named '{stem}.yml'", "names that agree", mend)


def _recommendations(
    document: Document, at: Location, ids: tuple[str, ...], declared: Declarations
) -> Iterator[Problem]:
    for index, id_ in enumerate(ids):
        yield from unknown(document, (*at, index), "recommendation", id_, declared.recommendation_ids)


def _recommendations_of_items(document: Document, instrument: Instrument, declared: Declarations) -> Iterator[Problem]:
    for layer in instrument.layers:
        within = (*document.entry(layer.id, "layers"), "items")
        for item in layer.items:
            at = (*document.entry(item.id, *within), "recommendations")
            yield from _recommendations(document, at, item.recommendations, declared)


def _recommendations_twice(declared: Declarations) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for document, page in declared.recommendations:
        other = first.setdefault(page.recommendation.id, document.path)
        if other != document.path:
            found = f"id {quoted(page.recommendation.id)}, which {other} has too"
            yield document.problem(("id",), found, "each id once", "rename one")


def _round(document: Document, round_: Round, declared: Declarations) -> Iterator[Problem]:
    at = document.entry(round_.id)
    known = declared.instrument_ids
    if round_.instrument:
        yield from unknown(document, (*at, "instrument"), "instrument", round_.instrument, known)
    elif len(known) > 1:
        expected = "key 'instrument', because there is more than one instrument"
        yield document.problem(at, f"round {quoted(round_.id)} without an instrument", expected)
    instrument = declared.instrument_of(round_.id)
    for index, source in enumerate(round_.sources or ()):
        if instrument and source not in instrument.sources:
            found = f"source {quoted(source)}, which the instrument has no layer for"
            yield document.problem((*at, "sources", index), found, " or ".join(instrument.sources))


def _questions(
    document: Document, questions: tuple[LearningQuestion, ...], declared: Declarations
) -> Iterator[Problem]:
    yield from unknown(document, (), "team in the file's name", PurePosixPath(document.path).stem, declared.team_ids)
    yield from twice(document)
    for question in questions:
        at = document.entry(question.id)
        yield from unknown(document, (*at, "round"), "round", question.round, declared.round_ids)
        yield from _recommendations(document, (*at, "recommendations"), question.recommendations, declared)
        known = declared.indicator_ids(question.round)
        for index, link in enumerate(question.links):
            yield from unknown(document, (*at, "links", index), "item, block, layer or axis", link, known)
        for index, target in enumerate(question.targets):
            here = (*at, "targets", index)
            yield from unknown(document, (*here, "id"), "item, block, layer or axis", target.id, known)
            yield from unknown(document, (*here, "by"), "round", target.by, declared.round_ids)


def _session(document: Document, session: Session, declared: Declarations) -> Iterator[Problem]:
    yield from _file_name(document, session.date.isoformat(), f"{session.date}-{session.team}", "date")
    yield from unknown(document, ("team",), "team", session.team, declared.team_ids)
    yield from unknown(document, ("round",), "round", session.round, declared.round_ids)
    instrument = declared.instrument_of(session.round)
    for index, prediction in enumerate(session.predictions):
        at = ("predictions", index, "position")
        for axis_id, value in prediction.position.items() if instrument else ():
            assert instrument
            yield from unknown(document, (*at, axis_id), "axis", axis_id, instrument.axis_by_id)
            yield from _on_axis(document, (*at, axis_id), instrument, axis_id, value)
    questions = declared.question_ids(session.team)
    for index, id_ in enumerate(session.learning_questions):
        yield from unknown(document, ("learning_questions", index), "learning question", id_, questions)


def _on_axis(document: Document, at: Location, instrument: Instrument, axis_id: str, value: float) -> Iterator[Problem]:
    axis = instrument.axis_by_id.get(axis_id)
    layers = [layer for layer in axis.position if layer in instrument.layer_by_id] if axis else []
    if layers:
        scale = instrument.scale_of(instrument.layer_by_id[layers[0]])
        if not scale.min <= value <= scale.max:
            yield document.problem(at, f"{value:g}", f"a value on the scale, {scale.min} to {scale.max}")
