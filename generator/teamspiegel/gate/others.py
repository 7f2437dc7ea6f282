"""The gate for instruments of other kinds than the survey in layers. The same two principles hold in each of them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from teamspiegel.contracts.definitions import GateThresholds
from teamspiegel.contracts.measured import OtherMeasurement
from teamspiegel.contracts.strand import Strand
from teamspiegel.gate import interviews, knowledge, network, placement, pupils, ranking, scan

GATES: Mapping[str, Callable[..., Any]] = {
    "interviews": interviews.gate,
    "network": network.gate,
    "placement": placement.gate,
    "pupils": pupils.gate,
    "ranking": ranking.gate,
    "scan": scan.gate,
    "test": knowledge.gate,
}
"""By kind: from an instrument, a unit, what was measured and the thresholds to what may be published."""


def gate_others(measured: Iterable[OtherMeasurement], thresholds: GateThresholds) -> tuple[Strand[Any, Any], ...]:
    """What may be published of each instrument about each unit, over its rounds."""
    found: dict[tuple[str, str], list[OtherMeasurement]] = {}
    for one in measured:
        found.setdefault((one.unit.id, one.instrument.id), []).append(one)
    return tuple(
        Strand(
            rounds[0].instrument,
            rounds[0].unit,
            tuple(
                (one.round, GATES[one.instrument.kind](one.instrument, one.unit, one.found, thresholds))
                for one in rounds
            ),
        )
        for rounds in found.values()
    )
