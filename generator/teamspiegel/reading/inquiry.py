"""Checks of what a team keeps of a learning question on its way."""

from collections.abc import Iterator
from itertools import pairwise

from teamspiegel.contracts.definitions import LearningQuestion
from teamspiegel.contracts.problem import Problem, quoted
from teamspiegel.reading.yaml_document import Document, Location


def check_cycle(document: Document, at: Location, question: LearningQuestion) -> Iterator[Problem]:
    """A problem where the steps do not follow each other in time, or end at another one than the question is in."""
    within = (*at, "cycle")
    if len(question.cycle) != len(document.listed(*within)):
        return  # an entry with a mistake of its own: what stands before and after it would mislead
    for index, (before, entry) in enumerate(pairwise(question.cycle), 1):
        if entry.since <= before.since:
            found = f"since {entry.since}, which is not after {before.since} of the entry above it"
            yield document.problem((*within, index, "since"), found, "the steps in the order in which they were taken")
        if entry.step == before.step:
            expected = "another step than that of the entry above it"
            yield document.problem(
                (*within, index, "step"), f"step {quoted(entry.step)} again", expected, "put them together"
            )
    if question.cycle and question.cycle[-1].step != question.step:
        found = (
            f"step {quoted(question.step)}, where the last entry under 'cycle' has {quoted(question.cycle[-1].step)}"
        )
        mend = "change 'step', or add an entry to 'cycle'"
        yield document.problem((*at, "step"), found, "the step that the team is at now", mend)
