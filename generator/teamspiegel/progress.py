"""Progress: where each target of a learning question is, from published numbers."""

from collections.abc import Iterator, Sequence

from teamspiegel.contracts.definitions import Definitions, LearningQuestion, Target
from teamspiegel.contracts.numbers import exact
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import Change, Progress, Status, TeamRound


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
    for aspect in asked.aspects_of(target.id):
        now = _last(later, aspect)
        old, new = (view.results.get(aspect) if view else None for view in (then, now))
        change = now.change(then.round.id, aspect) if now and then else None
        status = _status(target, now, old, new, change)
        layer = asked.layer_by_id.get(aspect.source)
        yield Progress(target, asked.names[target.id], layer, status, old, new, change, now.round if now else None)


def _last(views: Sequence[TeamRound], aspect: Aspect) -> TeamRound | None:
    """The last round that measured an indicator, or that no longer asks it; a round of other sources says nothing."""
    telling = (
        view for view in reversed(views) if aspect in view.results.indicators or aspect not in view.instrument.aspects
    )
    return next(telling, None)


def _status(
    target: Target, now: TeamRound | None, old: Published | None, new: Published | None, change: Change | None
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
