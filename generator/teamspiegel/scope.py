"""The scope of a site: all of a school, or some of its teams. What is left out is gone from all that is shown."""

from collections.abc import Collection
from dataclasses import fields, replace

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.published import Published


def definitions_for(definitions: Definitions, teams: Collection[str]) -> Definitions:
    """The declarations as if the school had these teams only."""
    return replace(
        definitions,
        teams=tuple(team for team in definitions.teams if team.id in teams),
        sessions=tuple(session for session in definitions.sessions if session.team in teams),
        questions={team: questions for team, questions in definitions.questions.items() if team in teams},
    )


def published_for(published: Published, teams: Collection[str]) -> Published:
    """The published numbers of these teams. Every table must say whose its rows are: what does not is refused."""
    tables = {field.name: getattr(published, field.name) for field in fields(published)}
    return Published(**{name: table[table["team"].isin(list(teams))] for name, table in tables.items()})
