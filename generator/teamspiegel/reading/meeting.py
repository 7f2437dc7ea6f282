"""Checks of a work meeting: that it comes to a choice, and its choice to steps and a look back."""

from collections.abc import Collection, Iterator

from teamspiegel.contracts.meeting import WorkMeeting
from teamspiegel.contracts.problem import Problem
from teamspiegel.reading.instrument import unknown
from teamspiegel.reading.yaml_document import Document, Location


def check_work(
    document: Document, at: Location, work: WorkMeeting, questions: Collection[str] | None
) -> Iterator[Problem]:
    """Problems with what a meeting chose. `questions`: the learning questions that the team has."""
    if work.learning_question:
        here = (*at, "learning_question")
        yield from unknown(document, here, "learning question", work.learning_question, questions)
    chosen = [option for option in work.options if option.chosen]
    if len(work.options) != len(document.listed(*at, "options")):
        return  # an option with a mistake of its own may be the one that was chosen
    if work.options and not chosen:
        mend = "write 'chosen: true' where the team chose it, or leave 'options' out until it has"
        yield document.problem(
            (*at, "options"), "options of which none is chosen", "one or more with 'chosen: true'", mend
        )
    if chosen:
        here = document.entry(chosen[0].text, *at, "options", key="text")
        for key, expected in (("steps", "one or more steps"), ("lookback", "one or more looks back")):
            if not document.listed(*at, "path", key) and document.at(*at, "path", key) in (None, ()):
                found = f"a chosen option without {expected.removeprefix('one or more ')}"
                yield document.problem(here, found, f"{expected} under 'path'", f"add '{key}'")
