"""How a school stands on a day, for who looks after it: what is wrong, who took part, what is overdue, what is missing.

Made of declarations and published numbers only, like the site.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from teamspiegel.contracts.definitions import Definitions, NextStep, Round, Session, Team, agreed_in
from teamspiegel.contracts.inquiry import Action
from teamspiegel.contracts.problem import Problem
from teamspiegel.contracts.published import Publication
from teamspiegel.reading.personal import author_text
from teamspiegel.reading.text import Tree
from teamspiegel.showing import Showing, showings

LONGEST_LINE = 160


@dataclass(frozen=True)
class Wrong:
    """A problem, and the line of the author's text that it is in, where that may be shown."""

    problem: Problem
    line: str


@dataclass(frozen=True)
class RoundSituation:
    """A round: what shows of each team and file, and the teams that were not measured."""

    round: Round
    shown: tuple[Showing, ...] = ()
    without: tuple[Team, ...] = ()


@dataclass(frozen=True)
class Overdue:
    """An action that could have been done by now: whose, and the learning question or session that it comes from."""

    team: Team
    source: str
    action: Action


@dataclass(frozen=True)
class Ahead:
    """What is ahead of a team: the next steps of its last session."""

    team: Team
    session: Session
    steps: tuple[NextStep, ...]


@dataclass(frozen=True)
class Situation:
    """A school as it stands.

    `definitions`: None where personal data stands in a text: then no text is shown. `rounds`: the latest first; nothing
    is counted while there is a problem. `waiting`: the latest round of which the day has come, and no file of answers.
    """

    wrong: tuple[Wrong, ...]
    definitions: Definitions | None = None
    counted: bool = False
    rounds: tuple[RoundSituation, ...] = ()
    waiting: Round | None = None
    overdue: tuple[Overdue, ...] = ()
    ahead: tuple[Ahead, ...] = ()


def situation(tree: Tree, definitions: Definitions, published: Publication, today: date) -> Situation:
    """How a school without a problem stands on a day."""
    rounds = tuple(_round(definitions, published, round_) for round_ in reversed(definitions.rounds))
    return replace(_declared(tree, definitions, today), counted=True, rounds=rounds)


def stopped(
    tree: Tree, problems: Sequence[Problem], definitions: Definitions, personal: Collection[str], today: date
) -> Situation:
    """How a school with problems stands: these, and what its authors declared as far as it could be read.

    `personal`: the paths of the files that hold personal data, of which nothing is shown.
    """
    wrong = tuple(_wrong(tree, problems, personal))
    return Situation(wrong) if personal else replace(_declared(tree, definitions, today), wrong=wrong)


def _declared(tree: Tree, definitions: Definitions, today: date) -> Situation:
    """What follows from the declarations, and from which files there are."""
    rounds = tuple(RoundSituation(round_) for round_ in reversed(definitions.rounds))
    begun = {path.split("/")[1] for path in tree if path.startswith("data/")}
    waiting = (one.round for one in rounds if one.round.date <= today and one.round.id not in begun)
    overdue, ahead = tuple(_overdue(definitions, today)), tuple(_ahead(definitions))
    return Situation((), definitions, False, rounds, next(waiting, None), overdue, ahead)


def _round(definitions: Definitions, published: Publication, round_: Round) -> RoundSituation:
    shown = tuple(showings(definitions, published, round_))
    measured = {one.team for one in shown}
    return RoundSituation(round_, shown, tuple(team for team in definitions.teams if team.id not in measured))


def _overdue(definitions: Definitions, today: date) -> Iterator[Overdue]:
    """Team by team, what is longest overdue first."""
    for team in definitions.teams:
        found = agreed_in(definitions.questions.get(team.id, ()), _sessions(definitions, team))
        late = [one for one in found if one.action.overdue(today)]
        yield from (
            Overdue(team, one.title, one.action) for one in sorted(late, key=lambda one: one.action.due or today)
        )


def _ahead(definitions: Definitions) -> Iterator[Ahead]:
    for team in definitions.teams:
        *_, last = [None, *_sessions(definitions, team)]
        if last and last.next_steps:
            yield Ahead(team, last, last.next_steps)


def _sessions(definitions: Definitions, team: Team) -> list[Session]:
    return [session for session in definitions.sessions if session.team == team.id]


# ----- what is wrong ------------------------------------------------------------------------------------


def _wrong(tree: Tree, problems: Sequence[Problem], personal: Collection[str]) -> Iterator[Wrong]:
    """Each problem with its line, if that is one of a text of an author: never one from a table of answers."""
    shown = {problem.path for problem in problems} & tree.keys() - set(personal)
    lines = {path: author_text(path, tree[path]).split("\n") for path in shown}
    for problem in problems:
        of_file = lines.get(problem.path, [])
        line = of_file[problem.line - 1].strip() if problem.line <= len(of_file) else ""
        yield Wrong(problem, line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…")
