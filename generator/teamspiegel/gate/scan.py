"""The gate of a scan: each topic of each role by the rules of an item, and all roles from what is published of each."""

from collections.abc import Mapping
from fractions import Fraction

from teamspiegel.contracts.definitions import GateThresholds, Team
from teamspiegel.contracts.measured import ScanMeasured
from teamspiegel.contracts.numbers import exact, half_up
from teamspiegel.contracts.scan import Gap, Scan, ScanResults
from teamspiegel.gate.items import published_item


def gate(scan: Scan, unit: Team, measured: ScanMeasured, thresholds: GateThresholds) -> ScanResults:
    """What may be published of a scan. No role's mean is in a number of all roles unless it stands there itself."""
    means = {
        topic: {role: published_item(number, scan.scale, scan.decimals, thresholds) for role, number in roles.items()}
        for topic, roles in measured.numbers.items()
    }
    told = {
        topic: {role: one.mean for role, one in roles.items() if one.mean is not None} for topic, roles in means.items()
    }
    several = {topic: roles for topic, roles in told.items() if len(roles) > 1}
    return ScanResults(
        measured.people,
        means,
        {topic: _overall(roles, scan.decimals) for topic, roles in several.items()},
        {topic: _gap(roles) for topic, roles in several.items()},
    )


def _overall(roles: Mapping[str, float], decimals: int) -> float:
    return half_up(sum(map(exact, roles.values()), Fraction()) / len(roles), decimals)


def _gap(roles: Mapping[str, float]) -> Gap:
    low, high = min(roles, key=lambda role: roles[role]), max(roles, key=lambda role: roles[role])
    return Gap(low, high, float(exact(roles[high]) - exact(roles[low])))
