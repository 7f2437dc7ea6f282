"""How a team's numbers moved between two rounds: from what is published of both, and from nothing else."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.levels import Level
from teamspiegel.contracts.numbers import exact, half_up
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import Published, Results
from teamspiegel.contracts.report import Apart, Change, Direction
from teamspiegel.contracts.uncertainty import noise_band

Side = tuple[Instrument, Results]
"""What was asked in a round, and what is published of it."""


def changes(then: Side, now: Side) -> Iterator[tuple[Aspect, Change | Apart]]:
    """How everything moved that both rounds measured, or why it cannot be compared."""
    (_, old), (instrument, new) = then, now
    for aspect in (aspect for aspect in new.indicators if aspect in old.indicators):
        pair = old.indicators[aspect], new.indicators[aspect]
        yield aspect, _apart(aspect, then, now) or _change(aspect, old.round, *pair, instrument.decimals)


def _apart(aspect: Aspect, then: Side, now: Side) -> Apart | None:
    """Why two rounds cannot be compared: only what is made of the same items, asked and answered in both, can be."""
    if _asked(then[0], aspect) != _asked(now[0], aspect):
        return "asked"
    level = now[0].levels.get(aspect)
    items = level.items if level else ()
    return "answered" if any(_has_answers(then, item) != _has_answers(now, item) for item in items) else None


def _has_answers(side: Side, item: str) -> bool:
    instrument, results = side
    return Aspect(instrument.layer_of_item[item].id, "item", item) in results.indicators


def _asked(instrument: Instrument, part: Aspect | Level | str) -> Any:
    """How an instrument asks something: an item by layer, file, scale and direction, a level by its parts."""
    if isinstance(part, Aspect):
        part = part.id if part.kind == "item" else instrument.levels[part]
    if isinstance(part, Level):
        return frozenset(_asked(instrument, one) for one in part.parts)
    layer = instrument.layer_of_item[part]
    scale = instrument.scale_of(layer)
    return part, layer.id, layer.source, scale.min, scale.max, scale.step, instrument.items[part].reversed


def _change(aspect: Aspect, since: str, old: Published, new: Published, decimals: int) -> Change:
    """The difference of the means as they are published, so that a reader can check it, and whether it is clear.

    Clear: larger than the noise band, both as rounded. With few people no change is clear. An axis over lessons and
    answers has no SD, so there is no band, and nothing to say.
    """
    if old.mean is None or new.mean is None:
        return Change(aspect, since, None, None, None)
    difference = exact(new.mean) - exact(old.mean)
    if old.sd is not None and new.sd is not None:
        band = half_up(Fraction(noise_band((exact(old.sd) ** 2, old.n), (exact(new.sd) ** 2, new.n))), decimals)
        direction: Direction = ("higher" if difference > 0 else "lower") if abs(difference) > exact(band) else "none"
        return Change(aspect, since, float(difference), band, direction)
    few = any(side.withheld == "small" for side in (old, new))
    return Change(aspect, since, float(difference), None, "none" if few else None)
