"""When to measure again: how large a change must be to become clear, from what is published and from nothing else."""

from collections.abc import Iterator
from fractions import Fraction

from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.numbers import exact, half_up
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import Results
from teamspiegel.contracts.report import Ahead
from teamspiegel.contracts.uncertainty import noise_band


def ahead_of(instrument: Instrument, results: Results, members: int, enough: int) -> Iterator[Ahead]:
    """Each layer of a team of so many members that anything is said of. `enough`: how many people an SD needs."""
    for layer in instrument.layers:
        found = results.get(Aspect(layer.id, "layer", layer.id))
        if found is None or not found.told:
            continue
        form = instrument.form_of(layer)
        about = (layer, form, found.n, found.people < enough)
        if found.sd is None:
            yield Ahead(*about)
            continue
        most = members if form == "survey" else 2 * found.n
        band = _band(found.sd, found.n, found.n, instrument.decimals)
        yield Ahead(*about, band, *_smaller(found.sd, found.n, most, band, instrument.decimals))


def _smaller(sd: float, now: int, most: int, band: float, decimals: int) -> tuple[int, float] | tuple[()]:
    """How many more next time would make the band a step smaller, and that band; nothing when no number that can be
    would: everybody in the team, or as many lessons again.
    """
    for n in range(now + 1, most + 1):
        smaller = _band(sd, now, n, decimals)
        if smaller < band:
            return n - now, smaller
    return ()


def _band(sd: float, now: int, next_time: int, decimals: int) -> float:
    """The noise band of a change from now to the next time, if the SD stays as it is: as `between_rounds` has it."""
    variance = exact(sd) ** 2
    return half_up(Fraction(noise_band((variance, now), (variance, next_time))), decimals)
