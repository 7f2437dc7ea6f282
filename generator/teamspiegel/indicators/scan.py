"""A scan from its answers: of every topic, by role, how many answered and what they gave together."""

from collections.abc import Mapping

import pandas as pd

from teamspiegel.contracts.definitions import Round, Team
from teamspiegel.contracts.measured import Measured, ScanMeasured
from teamspiegel.contracts.scan import Scan
from teamspiegel.indicators.item import item_of


def measure(scan: Scan, unit: Team, round_: Round, answers: pd.DataFrame) -> ScanMeasured:
    """Every topic by role, and who answered, of one unit in one round (`frames.OTHER_ANSWERS`)."""
    people = {role.id: int(answers[answers["group"] == role.id]["person"].nunique()) for role in scan.roles}
    found: dict[str, dict[str, Measured]] = {}
    for (topic, role), scores in answers.groupby(["item", "group"])["score"]:
        found.setdefault(str(topic), {})[str(role)] = item_of(unit, round_, str(role), str(topic), scores, scan.scale)
    in_order: Mapping[str, Mapping[str, Measured]] = {
        topic.id: {role.id: found[topic.id][role.id] for role in scan.roles if role.id in found.get(topic.id, {})}
        for topic in scan.topics
    }
    return ScanMeasured(people, in_order)
