"""From files to pairs for lesson visits. They do not go through the gate, because they never leave the building."""

from collections.abc import Collection

from teamspiegel.contracts.pairs import Visits
from teamspiegel.contracts.problem import InputProblems, one_of
from teamspiegel.indicators.pairs import away_from_the_mean, pairs
from teamspiegel.reading.pairs import read_wishes, unknown_teams, wishes_of
from teamspiegel.reading.read import read_school
from teamspiegel.reading.text import Tree


class UnknownId(Exception):
    """Raised for a round or a team that is not there; `option` names what was given."""

    def __init__(self, option: str, found: str, known: Collection[str]) -> None:
        super().__init__(f"unknown {option} {found}; expected {one_of(known)}")
        self.option = option


def pairs_of(tree: Tree, round_id: str, teams: Collection[str], wishes: bytes | None) -> dict[str, list[Visits]]:
    """Who could visit whom, of these teams or all whose lessons were visited in a round, by team.

    Nothing of it may be published. Raises InputProblems and UnknownId.
    """
    definitions, answers = read_school(tree)
    for option, given, known in (
        ("round", {round_id}, definitions.round_by_id),
        ("team", {*teams}, definitions.team_by_id),
    ):
        if wrong := sorted(given - set(known)):
            raise UnknownId(option, ", ".join(wrong), known)
    instrument = definitions.instrument_of(definitions.round_by_id[round_id])
    document, written = read_wishes(wishes)
    problems = list(unknown_teams(document, written, definitions.team_by_id))
    found: dict[str, list[Visits]] = {}
    for team in teams or definitions.team_by_id:
        own = answers.frame[(answers.frame["round"] == round_id) & (answers.frame["team"] == team)]
        away = away_from_the_mean(instrument, own)
        wished = wishes_of(document, written, team, away, problems)
        if away and not problems:
            found[team] = pairs(away, wished)
    if problems:
        raise InputProblems(problems)
    return found
