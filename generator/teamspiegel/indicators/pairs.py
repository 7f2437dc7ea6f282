"""Pairs for lesson visits: whoever is above the team's mean in an element has something to show to who is below it.

With s the mean of a teacher's lessons in an element, m that of all lessons of the team, and x+ what of x is above
zero, what a and b have to show each other is the sum over the elements of

    (s_a - m)+ (m - s_b)+ + (s_b - m)+ (m - s_a)+

The pairs are a matching with as many pairs as there can be, and of those one with the largest sum (networkx).
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import combinations, permutations
from math import lcm

import networkx as nx
import pandas as pd

from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.pairs import Pair, Visits, Wishes

Means = Mapping[str, Mapping[str, Fraction]]
"""How far each teacher is from the team's mean, by element."""

MOST_TOGETHER = 3


def away_from_the_mean(instrument: Instrument, answers: pd.DataFrame) -> dict[str, dict[str, Fraction]]:
    """How far each observed teacher of one team in one round is from the mean of all its lessons, by element."""
    observed = [layer for layer in instrument.layers if instrument.form_of(layer) == "observations"]
    element_of = {item.id: item.element or item.id for layer in observed for item in layer.items}
    scores: dict[str, list[tuple[str, Fraction]]] = {}
    for item, person, score in zip(answers["item"], answers["person"], answers["score"], strict=True):
        if item in element_of:
            scores.setdefault(element_of[item], []).append((person, Fraction(score)))
    found: dict[str, dict[str, Fraction]] = {}
    for element, given in scores.items():
        of_team = _mean(score for _, score in given)
        for person in sorted({one for one, _ in given}):
            own = _mean(score for one, score in given if one == person)
            found.setdefault(person, {})[element] = own - of_team
    return dict(sorted(found.items()))


def pairs(away: Means, wishes: Wishes) -> list[Visits]:
    """Everybody in a pair, as far as the wishes allow; who is left joins the pair that has the most to gain by it."""
    together = [tuple(sorted(pair)) for pair in wishes.always]
    settled = {person for pair in together for person in pair}
    free = [person for person in away if person not in settled]
    groups = [*together, *_matched(away, free, wishes.never)]
    placed = {person for group in groups for person in group}
    for person in free:
        if person not in placed:
            groups = _joined(away, groups, person, wishes.never)
    return [Visits(group, _shown(away, group)) for group in sorted(groups)]


def weight(away: Means, one: str, other: str) -> Fraction:
    """What two teachers have to show each other."""
    zero = Fraction()
    both = away[one].keys() & away[other].keys()
    gains = ((away[one][element], away[other][element]) for element in both)
    return sum((max(a, zero) * max(-b, zero) + max(b, zero) * max(-a, zero) for a, b in gains), zero)


def _matched(away: Means, people: list[str], never: frozenset[Pair]) -> list[tuple[str, ...]]:
    """networkx counts exactly when the weights are whole, so they are put over one denominator."""
    allowed = [pair for pair in combinations(people, 2) if frozenset(pair) not in never]
    weights = {pair: weight(away, *pair) for pair in allowed}
    scale = lcm(*(found.denominator for found in weights.values()))
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(people)
    graph.add_weighted_edges_from((one, other, int(found * scale)) for (one, other), found in weights.items())
    return [tuple(sorted(pair)) for pair in nx.max_weight_matching(graph, maxcardinality=True)]


def _joined(away: Means, groups: list[tuple[str, ...]], person: str, never: frozenset[Pair]) -> list[tuple[str, ...]]:
    """The groups with one more person: in the pair with the most to gain, or alone where none may have them."""
    fitting = [
        group
        for group in sorted(groups)
        if 1 < len(group) < MOST_TOGETHER and all(frozenset((person, one)) not in never for one in group)
    ]
    if not fitting:
        return [*groups, (person,)]
    best = max(fitting, key=lambda group: sum(weight(away, person, one) for one in group))
    return [tuple(sorted((*group, person))) if group == best else group for group in groups]


def _shown(away: Means, group: tuple[str, ...]) -> dict[tuple[str, str], tuple[str, ...]]:
    """What each could see at each other: where the one is below the team's mean, and the other above it."""
    return {
        (visitor, host): tuple(
            element for element, own in away[host].items() if own > 0 and away[visitor].get(element, Fraction()) < 0
        )
        for visitor, host in permutations(group, 2)
    }


def _mean(scores: Iterable[Fraction]) -> Fraction:
    listed = list(scores)
    return sum(listed, Fraction()) / len(listed)
