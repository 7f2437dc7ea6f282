"""A placement from its answers: how many chose each phase of every topic, by role."""

import pandas as pd

from teamspiegel.contracts.definitions import Round, Team
from teamspiegel.contracts.measured import PlacementMeasured
from teamspiegel.contracts.placement import Placement


def measure(placement: Placement, unit: Team, round_: Round, answers: pd.DataFrame) -> PlacementMeasured:
    """How many chose each phase, by topic and role, of one unit in one round (`frames.OTHER_ANSWERS`)."""
    people = {group: int(answers[answers["group"] == group]["person"].nunique()) for group in placement.groups}
    counted = answers.groupby(["item", "group", "score"]).size().to_dict()
    counts = {
        topic.id: {
            group: tuple(int(counted.get((topic.id, group, float(phase)), 0)) for phase in _phases(placement))
            for group in placement.groups
        }
        for topic in placement.topics
    }
    return PlacementMeasured(
        people,
        {topic: {group: found for group, found in of.items() if any(found)} for topic, of in counts.items()},
    )


def _phases(placement: Placement) -> range:
    return range(1, len(placement.phases) + 1)
