"""Progress: where each target of a learning question is, from published numbers."""

from collections.abc import Iterator, Sequence

from teamspiegel.contracts.definitions import Definitions, LearningQuestion, Target
from teamspiegel.contracts.insights import Progress, Status, TeamRound
from teamspiegel.contracts.instrument import Instrument, Layer
from teamspiegel.contracts.numbers import exact
from teamspiegel.contracts.published import Change, Indicator, Place


def progress_of(definitions: Definitions, question: LearningQuestion, views: Sequence[TeamRound]) -> list[Progress]:
    """Each target of a question against its team's rounds; a target on a block once for each layer that has it."""
    return [found for target in question.targets for found in _target(definitions, question, target, views)]


def _target(
    definitions: Definitions, question: LearningQuestion, target: Target, views: Sequence[TeamRound]
) -> Iterator[Progress]:
    asked = definitions.instrument_of(definitions.round_by_id[question.round])
    by = definitions.round_by_id[target.by].date
    then = next((view for view in views if view.round.id == question.round), None)
    later = [view for view in views if definitions.round_by_id[question.round].date < view.round.date <= by]
    for place in _places(asked, target.id):
        now = _last(later, place)
        old, new = (view.results.indicators.get(place) if view else None for view in (then, now))
        change = now.results.change(then.round.id, place) if now and then else None
        status = _status(target, now, old, new, change)
        layer = asked.layer_by_id.get(place.source)
        yield Progress(target, asked.names[target.id], layer, status, old, new, change, now.round if now else None)


def _places(instrument: Instrument, id_: str) -> list[Place]:
    """Where an id has an indicator: an item, layer or axis at one place, a block in each layer that has it."""
    if id_ in instrument.items:
        return [Place(instrument.layer_of_item[id_].id, "item", id_)]
    if id_ in instrument.axis_by_id:
        return [Place("axis", "axis", id_)]
    if id_ in instrument.layer_by_id:
        return [Place(id_, "layer", id_)]
    return [Place(layer.id, "block", id_) for layer in instrument.layers if _has_block(instrument, layer, id_)]


def _has_block(instrument: Instrument, layer: Layer, block: str) -> bool:
    return any(found.id == block for found in instrument.blocks_of_layer(layer))


def _last(views: Sequence[TeamRound], place: Place) -> TeamRound | None:
    """The last round that measured an indicator, or that no longer asks it; a round of other sources says nothing."""
    telling = (
        view for view in reversed(views) if place in view.results.indicators or place not in view.instrument.places
    )
    return next(telling, None)


def _status(
    target: Target, now: TeamRound | None, old: Indicator | None, new: Indicator | None, change: Change | None
) -> Status:
    """Reached as published, so that a reader can check it; moving when the change is clearly upward."""
    if now is None:
        return "waiting"
    if new is None or (old and not change):
        return "dropped"
    least = new.at_least if new.mean is None else new.mean
    if least is not None and exact(least) >= exact(target.at_least):
        return "reached"
    if new.mean is None:
        return "withheld"
    return "moving" if change and change.direction == "higher" else "still"
