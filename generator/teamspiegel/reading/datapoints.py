"""Checks of the data points of a team."""

from collections.abc import Collection, Iterator

from teamspiegel.contracts.datapoints import DataPoints
from teamspiegel.contracts.problem import Problem
from teamspiegel.reading.ids import meant_ids
from teamspiegel.reading.instrument import twice, unknown
from teamspiegel.reading.yaml_document import Document


def check_data_points(
    document: Document, found: DataPoints, questions: Collection[str] | None, elements: Collection[str] | None
) -> Iterator[Problem]:
    """Problems with when points are gathered, and with what they refer to.

    `questions`: those that the team has; `elements`: those of any instrument.
    """
    yield from twice(document, "decisions")
    decisions = meant_ids(document, "decisions")
    for point in found.points:
        at = document.entry(point.what, "points", key="what")
        if (point.date is None) == (point.every is None):
            said = "neither 'date' nor 'every'" if point.date is None else "both 'date' and 'every'"
            yield document.problem(at, said, "one of the two", "'date' for once, 'every' for what comes back")
        if point.every and point.every.until < point.every.start:
            wrong = f"until {point.every.until}, before start {point.every.start}"
            yield document.problem((*at, "every", "until"), wrong, "a rhythm that ends after it begins")
        if point.question:
            yield from unknown(document, (*at, "question"), "learning question", point.question, questions)
        for element in point.elements:
            yield from unknown(document, document.entry(element, *at, "elements"), "element", element, elements)
        if point.decision:
            yield from unknown(document, (*at, "decision"), "decision", point.decision, decisions)
