"""What a reader knows of a mean, by another tool than the gate's."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import linprog
from teamspiegel.contracts.published import Place
from teamspiegel.gate.relations import Bounds, Relation

SLACK = 1e-7
"""So that what just fits is not impossible to the linear programme."""


def programme(relations: Sequence[Relation], own: Mapping[Place, Bounds], place: Place) -> Bounds:
    """The lowest and the highest that a mean can be, by another tool."""
    places = list(own)
    equal = np.zeros((len(relations), len(places)))
    for row, relation in enumerate(relations):
        equal[row, places.index(relation.whole)] = -1
        for part, weight in relation.parts.items():
            equal[row, places.index(part)] = weight
    goal = np.zeros(len(places))
    goal[places.index(place)] = 1
    box = [(low - SLACK, high + SLACK) for low, high in own.values()]
    low, high = (
        linprog(sign * goal, A_eq=equal, b_eq=np.zeros(len(relations)), bounds=box, method="highs") for sign in (1, -1)
    )
    assert low.success and high.success
    return low.fun, -high.fun
