"""A network from its ties: three numbers of the whole, for each question. networkx holds the ties."""

from collections.abc import Callable, Iterable
from math import sqrt
from typing import TYPE_CHECKING

import pandas as pd

from teamspiegel.contracts.definitions import Round, Team
from teamspiegel.contracts.measured import NetworkMeasured, TiesMeasured
from teamspiegel.contracts.network import Network, centralisation, density, reciprocity

if TYPE_CHECKING:
    import networkx as nx


def measure(network: Network, unit: Team, round_: Round, answers: pd.DataFrame) -> NetworkMeasured:
    """A network of one unit in one round: rows without a `group` list people, the others are ties from `person` to
    `item`.
    """
    people = answers[answers["group"] == ""]
    listed = people["person"].tolist()
    answered = people[people["score"] == 1]["person"].tolist()
    drawn = answers[answers["group"] != ""]
    return NetworkMeasured(
        len(listed),
        len(answered),
        {
            question.id: ties(listed, answered, zip(own["person"], own["item"], strict=True))
            for question in network.questions
            for own in [drawn[drawn["group"] == question.id]]
        },
    )


def ties(listed: Iterable[str], answered: Iterable[str], drawn: Iterable[tuple[str, str]]) -> TiesMeasured:
    """What is counted of the ties that those who answered drew, on the list of everybody."""
    import networkx as nx  # only a school with a network loads it

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(listed)
    graph.add_edges_from(drawn)
    known = set(answered)
    both = [(one, other) for one, other in graph.edges if other in known]
    mutual = sum(graph.has_edge(other, one) for one, other in both)
    degrees = [degree for _, degree in graph.in_degree()]
    return TiesMeasured(
        len(degrees),
        len(known),
        graph.number_of_edges(),
        len(both),
        mutual,
        max(degrees, default=0),
        sum(graph.degree(person) == 0 for person in known),
        {name: _jackknife(graph, known, number) for name, number in NUMBERS.items()},
    )


def _density(graph: "nx.DiGraph[str]", known: set[str]) -> float:
    return float(density(len(graph), len(known), graph.number_of_edges())) if len(graph) > 1 and known else 0.0


def _reciprocity(graph: "nx.DiGraph[str]", known: set[str]) -> float:
    both = [(one, other) for one, other in graph.edges if other in known]
    return float(reciprocity(len(both), sum(graph.has_edge(other, one) for one, other in both)))


def _centralisation(graph: "nx.DiGraph[str]", known: set[str]) -> float:
    most = max((degree for _, degree in graph.in_degree()), default=0)
    return float(centralisation(len(graph), graph.number_of_edges(), most)) if len(graph) > 1 else 0.0


NUMBERS: dict[str, Callable[["nx.DiGraph[str]", set[str]], float]] = {
    "density": _density,
    "reciprocity": _reciprocity,
    "centralisation": _centralisation,
}


def _jackknife(
    graph: "nx.DiGraph[str]", known: set[str], number: Callable[["nx.DiGraph[str]", set[str]], float]
) -> float:
    """The standard error of a number: sqrt((N - 2)/(2 N) · the sum of (Z without one person - their mean)²).

    Snijders and Borgatti, Non-parametric standard errors and tests for network statistics, Connections 22, 1999.
    """
    n = len(graph)
    without = [number(graph.subgraph([other for other in graph if other != one]), known - {one}) for one in graph]
    mean = sum(without) / n if n else 0.0
    return sqrt((n - 2) / (2 * n) * sum((one - mean) ** 2 for one in without)) if n > 2 else 0.0
