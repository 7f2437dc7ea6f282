"""Checks of what a declaration says about other declarations: ids that exist, files that lie where they belong."""

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from teamspiegel.contracts.definitions import LearningQuestion, Round, Session
from teamspiegel.contracts.inquiry import Action
from teamspiegel.contracts.instrument import Instrument, Layer
from teamspiegel.contracts.other import OtherInstrument
from teamspiegel.contracts.problem import Problem, one_of, quoted
from teamspiegel.contracts.site import SCHOOL
from teamspiegel.contracts.vision import VisionPoint
from teamspiegel.reading.datapoints import check_data_points
from teamspiegel.reading.declarations import Declarations, lists_of
from teamspiegel.reading.ids import meant_ids
from teamspiegel.reading.inquiry import check_cycle
from teamspiegel.reading.instrument import check_instrument, is_sound, twice, unknown
from teamspiegel.reading.mappings import check_mapping
from teamspiegel.reading.meeting import check_work
from teamspiegel.reading.others import check_other
from teamspiegel.reading.rounds import check_rounds
from teamspiegel.reading.team_name import without_the_word
from teamspiegel.reading.timetable import check_timetable
from teamspiegel.reading.yaml_document import Document, Location


def check_references(declared: Declarations) -> Iterator[Problem]:
    """Every reference in `content/` to something that is not there, and every id that stands twice."""
    for document, other in declared.others:
        yield from _file_name(document, "id", f"id '{other.id}'", other.id)
        yield from check_other(document, other)
        for within in lists_of(document, other):
            yield from _recommendations_in(document, within, declared)
        yield from _elements(document, other, declared)
    for document, instrument in declared.instruments:
        yield from _file_name(document, "id", f"id '{instrument.id}'", instrument.id)
        yield from check_instrument(document, instrument)
        yield from _recommendations_of_items(document, instrument, declared)
    for listed in (declared.teams, declared.rounds):
        if listed:
            yield from twice(listed[0])
    if declared.teams:
        yield from _taken(declared.teams[0])
        yield from _one_name(declared.teams[0])
    if declared.benchmarks:
        yield from twice(declared.benchmarks[0])
    if declared.rounds:
        yield from check_rounds(*declared.rounds)
        for round_ in declared.rounds[1]:
            yield from _round(declared.rounds[0], round_, declared)
    for document, questions in declared.questions:
        yield from _questions(document, questions, declared)
    for document, points in declared.data_points:
        team = PurePosixPath(document.path).stem
        yield from unknown(document, (), "team in the file's name", team, declared.team_ids)
        yield from check_data_points(
            document, points, declared.question_ids(team), declared.ids_in_instruments("elements")
        )
    for document, vision in declared.visions:
        team = PurePosixPath(document.path).stem
        yield from unknown(document, (), "team in the file's name", team, declared.team_ids)
        yield from _vision(document, vision)
    for document, session in declared.sessions:
        yield from _session(document, session, declared)
    for document, mapping in declared.mappings:
        yield from check_mapping(document, mapping, declared)


def _elements(document: Document, other: OtherInstrument, declared: Declarations) -> Iterator[Problem]:
    """A problem for each element that a part is tied to and no instrument has."""
    known = declared.ids_in_instruments("elements")
    for index, entry in enumerate(document.listed(other.ASKED[0])):
        at: Location = (other.ASKED[0], index, "elements")
        for place, id_ in enumerate(document.listed(*at) if isinstance(entry, dict) else ()):
            if isinstance(id_, str):
                yield from unknown(document, (*at, place), "element", id_, known)


def _taken(document: Document) -> Iterator[Problem]:
    """A problem for a team whose id the product uses itself."""
    for index, entry in enumerate(document.listed()):
        if isinstance(entry, dict) and entry.get("id") == SCHOOL:
            found = f"id {quoted(SCHOOL)}, by which the part of a locked site that shows several teams is called"
            yield document.problem((index, "id"), found, "an id of its own", "rename it, and its folders below data/")


def _one_name(document: Document) -> Iterator[Problem]:
    """A problem for each team that is called as another: neither a reader nor an export could tell them apart.

    A school may be called as its only team is; and of an entry with the id of another, that is told already.
    """
    first: dict[tuple[str, str], int] = {}
    for index, entry in enumerate(document.listed()):
        name = entry.get("name") if isinstance(entry, dict) else None
        if not isinstance(name, str):
            continue
        before = first.setdefault((str(entry.get("level", "team")), without_the_word(name)), index)
        if document.at(before, "id") != entry.get("id"):
            found = f"name {quoted(name)}, as on line {document.line(before, 'name')}"
            expected = "a name of its own, whatever its capitals and with or without the word team"
            yield document.problem((index, "name"), found, expected, "tell the two apart, or take one out")


def _file_name(document: Document, key: str, found: str, expected: str) -> Iterator[Problem]:
    stem = PurePosixPath(document.path).stem
    if stem != expected:
        mend = f"name the file {expected}.yml, or change what stands in it"
        yield document.problem((key,), f"{found} in a file named '{stem}.yml'", "names that agree", mend)


def _recommendations(
    document: Document, at: Location, ids: tuple[str, ...], declared: Declarations
) -> Iterator[Problem]:
    for id_ in ids:
        yield from unknown(document, document.entry(id_, *at), "recommendation", id_, declared.recommendation_ids)


def _recommendations_in(document: Document, within: Location, declared: Declarations) -> Iterator[Problem]:
    """A problem for each unknown recommendation that an entry of a list names."""
    for index, _ in enumerate(document.listed(*within)):
        at = (*within, index, "recommendations")
        named = tuple(one for one in document.listed(*at) if isinstance(one, str))
        yield from _recommendations(document, at, named, declared)


def _recommendations_of_items(document: Document, instrument: Instrument, declared: Declarations) -> Iterator[Problem]:
    for layer in instrument.layers:
        within = (*document.entry(layer.id, "layers"), "items")
        for item in layer.items:
            at = (*document.entry(item.id, *within), "recommendations")
            yield from _recommendations(document, at, item.recommendations, declared)


def _round(document: Document, round_: Round, declared: Declarations) -> Iterator[Problem]:
    at = document.entry(round_.id)
    known = declared.instrument_ids
    if round_.instrument:
        yield from unknown(document, (*at, "instrument"), "instrument", round_.instrument, known)
    elif declared.one_instrument is False and not round_.instruments:
        mirrors = [one for one in known or () if one not in {other.id for _, other in declared.others}]
        expected = f"key 'instrument', because there is more than one instrument: {one_of(mirrors)}"
        found, mend = f"round {quoted(round_.id)} without an instrument", "add the one that it used"
        yield document.problem(at, found, expected, mend)
    for one in round_.instruments:
        yield from unknown(document, document.entry(one, *at, "instruments"), "instrument", one, known)
    yield from _used_together(document, at, round_, declared)
    instrument = declared.instrument_of(round_.id)
    asked = declared.sources_of(instrument) if instrument else None
    for source in round_.sources or ():
        if asked is not None and source not in asked:
            found = f"source {quoted(source)}, which the instrument has no layer for"
            yield document.problem(document.entry(source, *at, "sources"), found, " or ".join(asked))


def _mirrored(document: Document, at: Location, round_id: str, declared: Declarations) -> Iterator[Problem]:
    """A problem for a round that is not there, or that has no mirror: meetings and plans are about that."""
    yield from unknown(document, at, "round", round_id, declared.round_ids)
    mirror, others = declared.instruments_of(round_id)
    if others and mirror is None and declared.knows_all_in(round_id):
        found, mend = f"round {quoted(round_id)}, which used no mirror", "take the round in which the team was measured"
        yield document.problem(at, found, "a round with a survey that the site opens with", mend)


def _used_together(document: Document, at: Location, round_: Round, declared: Declarations) -> Iterator[Problem]:
    """A problem for each file or layer that two instruments of a round both call theirs."""
    mirror, others = declared.instruments_of(round_.id)
    files: dict[str, str] = {}
    layers: dict[str, str] = {}
    for one in (*([mirror] if mirror else []), *others):
        for file in one.answer_files:
            if (first := files.setdefault(file.name, one.id)) != one.id:
                found = f"instruments '{first}' and '{one.id}', which both ask for {file.name}.csv"
                mend = f"give '{one.id}' a source of its own: a file that is called as the instrument"
                yield document.problem((*at, "instruments"), found, "a file of its own for each", mend)
        for layer in one.layers if isinstance(one, Instrument) else ():
            if (first := layers.setdefault(layer.id, one.id)) != one.id:
                found = f"instruments '{first}' and '{one.id}', which both have a layer '{layer.id}'"
                yield document.problem((*at, "instruments"), found, "an id of its own for each layer", "rename one")


def _questions(
    document: Document, questions: tuple[LearningQuestion, ...], declared: Declarations
) -> Iterator[Problem]:
    yield from unknown(document, (), "team in the file's name", PurePosixPath(document.path).stem, declared.team_ids)
    yield from twice(document)
    for question in questions:
        at = document.entry(question.id)
        yield from _mirrored(document, (*at, "round"), question.round, declared)
        yield from _recommendations(document, (*at, "recommendations"), question.recommendations, declared)
        known = declared.indicator_ids(question.round)
        for link in question.links:
            yield from unknown(document, document.entry(link, *at, "links"), "item, block, layer or axis", link, known)
        for target in question.targets:
            here = document.entry(target.id, *at, "targets")
            yield from unknown(document, (*here, "id"), "item, block, layer or axis", target.id, known)
            yield from _mirrored(document, (*here, "by"), target.by, declared)
            instrument = declared.instrument_of(question.round)
            yield from _on_scale(document, (*here, "at_least"), instrument, target.id, target.at_least)
        yield from _mechanism(document, (*at, "mechanism"), question, known)
        yield from _actions(document, (*at, "actions"), question.actions)
        yield from check_cycle(document, at, question)


def _vision(document: Document, vision: tuple[VisionPoint, ...]) -> Iterator[Problem]:
    """A problem where something is agreed on a point that the team has not yet said anything about together."""
    for point in vision:
        at = document.entry(point.point, key="point")
        if point.agreed and not point.ours and document.at(*at, "ours") is None:
            mend = "write down under 'ours' what the team says together, or leave 'agreed' out"
            yield document.problem((*at, "agreed"), "'agreed' without 'ours'", "what it rests on", mend)


def _mechanism(
    document: Document, within: Location, question: LearningQuestion, known: Collection[str] | None
) -> Iterator[Problem]:
    """A sign that names a number that is not there, or none and no data point, or both."""
    for index, chain in enumerate(question.mechanism):
        for place, sign in enumerate(chain.shown_by):
            at = (*within, index, "shown_by", place)
            if (sign.id is None) == (sign.what is None):
                found = "neither 'id' nor 'what'" if sign.id is None else "both 'id' and 'what'"
                yield document.problem(at, found, "one of the two", "write a sign of its own for each")
            if sign.id is not None:
                yield from unknown(document, (*at, "id"), "item, block, layer or axis", sign.id, known)


def _session(document: Document, session: Session, declared: Declarations) -> Iterator[Problem]:
    found = f"date {session.date} and team '{session.team}'"
    yield from _file_name(document, "date", found, f"{session.date}-{session.team}")
    yield from unknown(document, ("team",), "team", session.team, declared.team_ids)
    yield from _mirrored(document, ("round",), session.round, declared)
    instrument = declared.instrument_of(session.round)
    axes = meant_ids(declared.document_of(instrument), "axes") if instrument else None
    for prediction in session.predictions:
        at = (*document.entry(prediction.group, "predictions", key="group"), "position")
        for axis_id, value in prediction.position.items():
            yield from unknown(document, (*at, axis_id), "axis", axis_id, axes)
            yield from _on_scale(document, (*at, axis_id), instrument, axis_id, value)
        if prediction.culture and instrument:
            known = meant_ids(declared.document_of(instrument), "quadrant", "cultures")
            here = (*at[:-1], "culture", "id")
            yield from unknown(document, here, "culture of the quadrant", prediction.culture.id, known)
    yield from check_timetable(document, session, declared)
    yield from _actions(document, ("actions",), session.actions)
    questions = declared.question_ids(session.team)
    if session.work:
        if session.kind != "werkbijeenkomst":
            found, mend = f"'work' in a session of kind {quoted(session.kind)}", "change 'kind', or leave it out"
            yield document.problem(("work",), found, "kind: werkbijeenkomst", mend)
        yield from check_work(document, ("work",), session.work, questions)
        steps = session.work.path.steps if session.work.path else ()
        yield from _actions(document, ("work", "path", "steps"), steps)
    for conclusion in session.conclusions:
        at = (*document.entry(conclusion.text, "conclusions", key="text"), "learning_questions")
        for id_ in conclusion.learning_questions:
            yield from unknown(document, document.entry(id_, *at), "learning question", id_, questions)
    for id_ in session.learning_questions:
        yield from unknown(document, document.entry(id_, "learning_questions"), "learning question", id_, questions)


def _on_scale(
    document: Document, at: Location, instrument: Instrument | None, id_: str, value: float
) -> Iterator[Problem]:
    """A problem when a value is off the scale of the item, layer or axis that it is meant for."""
    layer = _layer_of(instrument, id_) if instrument else None
    if instrument and layer:
        scale = instrument.scale_of(layer)
        if is_sound(scale) and not scale.min <= value <= scale.max:
            found = f"{value:g} for '{id_}'"
            yield document.problem(at, found, f"a value on the scale, {scale.min} to {scale.max}")


def _layer_of(instrument: Instrument, id_: str) -> Layer | None:
    """The layer whose scale holds for an id; None for a block, which layers of several scales may share."""
    axis = instrument.axis_by_id.get(id_)
    layers = [instrument.layer_by_id.get(layer) for layer in axis.position] if axis else []
    return instrument.layer_of_item.get(id_) or instrument.layer_by_id.get(id_) or next(iter(layers), None)


def _actions(document: Document, within: Location, actions: tuple[Action, ...]) -> Iterator[Problem]:
    for action in actions:
        if action.start and action.due and action.due < action.start:
            found = f"due {action.due}, before start {action.start}"
            at = document.entry(action.what, *within, key="what")
            yield document.problem((*at, "due"), found, "an action that ends after it begins")
