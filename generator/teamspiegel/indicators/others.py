"""From answers to numbers, for instruments of other kinds than the survey in layers: each kind has a module."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.measured import Answers, OtherMeasurement
from teamspiegel.contracts.other import OtherInstrument
from teamspiegel.indicators import interviews, knowledge, network, placement, pupils, ranking, scan

MEASURES: Mapping[str, Callable[..., Any]] = {
    "interviews": interviews.measure,
    "network": network.measure,
    "placement": placement.measure,
    "pupils": pupils.measure,
    "ranking": ranking.measure,
    "scan": scan.measure,
    "test": knowledge.measure,
}
"""By kind: from an instrument, a unit, a round and its answers to a record of that kind's own."""


def measure_others(definitions: Definitions, answers: Answers) -> Iterator[OtherMeasurement]:
    """Each instrument in each round that used it, of every unit that has answers; in the order of declaration."""
    for instrument, rounds in definitions.besides:
        if not isinstance(instrument, OtherInstrument):
            continue
        frame = answers.beside[instrument.id]
        for unit in definitions.unit_by_id.values():
            for round_ in rounds:
                own = frame[(frame["team"] == unit.id) & (frame["round"] == round_.id)]
                if not own.empty:
                    found = MEASURES[instrument.kind](instrument, unit, round_, own)
                    yield OtherMeasurement(instrument, unit, round_, found)
