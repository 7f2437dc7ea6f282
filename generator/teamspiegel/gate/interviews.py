"""The gate of interviews: counts from five on, and never so few or so many that one person stands out.

Who told nothing about a theme would know of all others from a nought, and who told it from "all": so few is none or a
few, and nearly all is all or nearly. Quotes are those that whoever said them cleared, in an order that tells nothing.
"""

from teamspiegel.contracts.definitions import GateThresholds, Team
from teamspiegel.contracts.interviews import HowMany, Interviews, InterviewsResults, Told
from teamspiegel.contracts.measured import InterviewsMeasured


def gate(
    interviews: Interviews, unit: Team, measured: InterviewsMeasured, thresholds: GateThresholds
) -> InterviewsResults:
    """What may be published of interviews."""
    if measured.interviews < thresholds.mean:
        return InterviewsResults(measured.interviews, {}, "small")
    return InterviewsResults(
        measured.interviews,
        {
            theme: Told(
                {direction: how_many(count, measured.interviews, thresholds) for direction, count in counts.items()},
                measured.quotes[theme],
            )
            for theme, counts in measured.counts.items()
        },
    )


def how_many(count: int, interviews: int, thresholds: GateThresholds) -> HowMany:
    """How many interviews, or a word for none to a few, and for nearly all."""
    if count <= thresholds.COVER:
        return "few"
    return "nearly all" if count >= interviews - thresholds.COVER else count
