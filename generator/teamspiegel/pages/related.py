"""What belongs together: the results under a learning question, the questions that touch a page, what may help."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from teamspiegel.contracts.answers import Form
from teamspiegel.contracts.definitions import Agreed, LearningQuestion, Session, agreed_in
from teamspiegel.contracts.inquiry import Action
from teamspiegel.contracts.insights import Finding, Gap
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.report import Change, TeamRound


def findings_of(view: TeamRound, id_: str) -> Iterator[Finding]:
    """The results that an id names: an item, layer or axis; or a block, once for each layer that has it."""
    names = view.instrument.names
    layers = {layer.id: layer.name for layer in view.instrument.layers}
    for aspect in view.instrument.aspects_of(id_):
        if found := view.results.get(aspect):
            yield Finding(found, names[id_], layers.get(aspect.source, ""))


def in_block(view: TeamRound, block: str, findings: Iterable[Finding]) -> list[Finding]:
    """The findings about items of a building block."""
    return [found for found in findings if view.instrument.block_of_item.get(found.indicator.place.id) == block]


def gaps_in_block(view: TeamRound, block: str) -> list[Gap]:
    """The gaps about elements of a building block, largest first."""
    return [gap for gap in view.insights.gaps if in_block(view, block, [gap.first])]


def of_form(findings: Iterable[Finding], view: TeamRound, form: Form) -> list[Finding]:
    """The findings whose answers came about in one way: what people answered, or what was seen in lessons."""
    instrument = view.instrument
    layers = {layer.id for layer in instrument.layers if instrument.form_of(layer) == form}
    return [found for found in findings if found.indicator.place.source in layers]


def apart(gaps: Iterable[Gap]) -> list[tuple[str, list[Finding]]]:
    """Each element with what the layers found of it that see it differently; the first has the largest gap, when these
    come by size."""
    found: dict[str, dict[Aspect, Finding]] = {}
    for gap in gaps:
        found.setdefault(gap.element, {}).update((one.indicator.place.aspect, one) for one in (gap.first, gap.second))
    return [(element, list(sides.values())) for element, sides in found.items()]


def moved(view: TeamRound, items: Collection[str] | None = None) -> dict[str, list[tuple[Finding, Finding, Change]]]:
    """The items, all or these, that are compared with the team's first round: then, now and the change, by direction.

    The largest difference first; nothing for a team with one round.
    """
    found: dict[str, list[tuple[Finding, Finding, Change]]] = {"higher": [], "lower": [], "none": []}
    if not view.earlier:
        return found
    first = view.earlier[0]
    then = {finding.indicator.place.aspect: finding for finding in first.insights.lowest_first}
    for now in view.insights.lowest_first:
        aspect = now.indicator.place.aspect
        change = view.change(first.round.id, aspect)
        if change and change.direction and aspect in then and (items is None or aspect.id in items):
            found[change.direction].append((then[aspect], now, change))
    for listed in found.values():
        listed.sort(key=lambda row: (-abs(row[2].difference or 0), row[1].name))
    return found


def next_action(question: LearningQuestion) -> Action | None:
    """What the plan says comes next: the open action that is due first."""
    return min((action for action in question.actions if action.status != "klaar"), key=_when, default=None)


@dataclass(frozen=True)
class Actions:
    """All that a team agreed: `to_do` by role and then by date, and what is done, the latest first."""

    to_do: tuple[Agreed, ...]
    done: tuple[Agreed, ...]


def actions_of(questions: Iterable[LearningQuestion], sessions: Iterable[Session]) -> Actions:
    """What these questions and meetings agreed: what is open and what is done."""
    found = agreed_in(questions, sessions)
    still_open = [one for one in found if one.action.status != "klaar"]
    done = [one for one in found if one.action.status == "klaar"]
    return Actions(
        tuple(sorted(still_open, key=lambda one: (one.action.role.casefold(), *_when(one.action)))),
        tuple(sorted(done, key=lambda one: _when(one.action), reverse=True)),
    )


def _when(action: Action) -> tuple[date, date]:
    """What is due first comes first, and what has no date comes last."""
    return action.due or action.start or date.max, action.start or date.max


def touching(questions: Sequence[LearningQuestion], ids: Iterable[str]) -> list[LearningQuestion]:
    """The learning questions that link to one of these ids."""
    wanted = set(ids)
    return [question for question in questions if wanted.intersection(question.links)]


def items_under(instrument: Instrument, id_: str) -> set[str]:
    """The items that an id stands for: itself, or those of a block, a layer or an axis."""
    of_block = {item for item, block in instrument.block_of_item.items() if block == id_}
    axis = instrument.axis_by_id.get(id_)
    layers = instrument.layers_of_axis(axis) if axis else [instrument.layer_by_id.get(id_)]
    of_layers = {item.id for layer in layers if layer for item in layer.items}
    return {id_} & instrument.items.keys() or of_block | of_layers
