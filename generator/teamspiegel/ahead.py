"""When to measure again: how large a change must be to become clear, from what is published and from nothing else."""

from collections.abc import Iterator
from fractions import Fraction

from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.numbers import exact, half_up
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import Published, Response, Results
from teamspiegel.contracts.report import Ahead
from teamspiegel.contracts.uncertainty import noise_band


def ahead_of(instrument: Instrument, results: Results, enough: int) -> Iterator[Ahead]:
    """Each layer of a round that anything is said of. `enough`: how many people an SD needs."""
    for layer in instrument.layers:
        found = results.get(Aspect(layer.id, "layer", layer.id))
        if found is None or not found.told:
            continue
        about = (layer, instrument.form_of(layer), found.n, found.people < enough)
        if found.sd is None:
            yield Ahead(*about)
            continue
        band = _band(found.sd, found.n, found.n, instrument.decimals)
        yield Ahead(*about, band, *_smaller(found, results.responses[layer.source], band, instrument))


def _smaller(
    found: Published, response: Response, band: float, instrument: Instrument
) -> tuple[int, float] | tuple[()]:
    """How many more next time would make the band a step smaller, and that band; nothing when no number that can be
    would: everybody in the team, or as many lessons again.
    """
    assert found.sd is not None
    most = response.members if response.form == "survey" else 2 * found.n
    for n in range(found.n + 1, most + 1):
        smaller = _band(found.sd, found.n, n, instrument.decimals)
        if smaller < band:
            return n - found.n, smaller
    return ()


def _band(sd: float, now: int, next_time: int, decimals: int) -> float:
    """The noise band of a change from now to the next time, if the SD stays as it is: as `between_rounds` has it."""
    variance = exact(sd) ** 2
    return half_up(Fraction(noise_band((variance, now), (variance, next_time))), decimals)
