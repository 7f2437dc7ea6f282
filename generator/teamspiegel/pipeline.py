"""The whole story: read, check, measure, gate, look, draw, write. Pure: from files in memory to files in memory."""

from collections.abc import Collection
from dataclasses import replace

from teamspiegel.charts.build import charts_of
from teamspiegel.charts.interactive import script
from teamspiegel.charts.svg import inline, themed
from teamspiegel.contracts.chart import Draw
from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.insights import TeamRound
from teamspiegel.contracts.measured import Answers
from teamspiegel.contracts.problem import one_of
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.site import Site
from teamspiegel.contracts.theme import Theme
from teamspiegel.downloads import downloads
from teamspiegel.gate import gate
from teamspiegel.indicators.measure import measure
from teamspiegel.insights import team_rounds
from teamspiegel.pages.maker import TeamPages
from teamspiegel.pages.render import Figure
from teamspiegel.pages.site import site_of
from teamspiegel.reading.read import read_school
from teamspiegel.reading.text import Tree
from teamspiegel.workbook import PATH as WORKBOOK
from teamspiegel.workbook import workbook


class UnknownTeams(Exception):
    """Teams were asked for that the school does not declare."""


def published_of(tree: Tree, teams: Collection[str] = ()) -> tuple[Definitions, Published]:
    """The definitions and published numbers of a school: of all teams, or of these only. Raises InputProblems."""
    definitions, answers = _only(*read_school(tree), teams)
    return definitions, gate(measure(definitions, answers), definitions.settings.gate)


def site(tree: Tree, theme: Theme, draw: Draw, teams: Collection[str] = ()) -> Site:
    """The docs folder of a school, from its files. Raises InputProblems with every problem in them."""
    definitions, published = published_of(tree, teams)
    views = team_rounds(definitions, published)
    latest = {view.team.id: view for view in views}
    figures = _figures(definitions, list(latest.values()), theme, draw)
    pages = [TeamPages(team, latest.get(team.id), figures.get(team.id, {})) for team in definitions.teams]
    built = site_of(definitions, pages, theme)
    tables = {**downloads(definitions, published), WORKBOOK: workbook(definitions, views, theme.wording)}
    return replace(built, files={**built.files, **tables})


def _only(definitions: Definitions, answers: Answers, teams: Collection[str]) -> tuple[Definitions, Answers]:
    """The school as if it had these teams only; all of it when none is named. Raises UnknownTeams."""
    if not teams:
        return definitions, answers
    unknown = sorted(set(teams) - definitions.team_by_id.keys())
    if unknown:
        raise UnknownTeams(f"unknown team {', '.join(unknown)}; expected {one_of(definitions.team_by_id)}")
    return (
        replace(
            definitions,
            teams=tuple(team for team in definitions.teams if team.id in teams),
            sessions=tuple(session for session in definitions.sessions if session.team in teams),
            questions={team: questions for team, questions in definitions.questions.items() if team in teams},
        ),
        Answers(answers.frame[answers.frame["team"].isin(list(teams))]),
    )


def _figures(
    definitions: Definitions, views: list[TeamRound], theme: Theme, draw: Draw
) -> dict[str, dict[str, Figure]]:
    """The drawn charts of each team's latest round, by team and key. Everything is drawn in one go."""
    charts = {
        (view.team.id, key): chart
        for view in views
        for key, chart in charts_of(view, _predictions(definitions, view), theme.wording, theme.palette).items()
    }
    drawings = draw(list(charts.values()))
    figures: dict[str, dict[str, Figure]] = {}
    for (team, key), drawing in zip(charts, drawings, strict=True):
        on_page = inline(themed(drawing.svg, theme.palette))
        figures.setdefault(team, {})[key] = Figure(
            drawing.chart, on_page, drawing.svg, script(drawing.chart, theme.palette)
        )
    return figures


def _predictions(definitions: Definitions, view: TeamRound) -> list[tuple[str, dict[str, float]]]:
    """Where subgroups placed the team before they saw this round's data."""
    return [
        (prediction.group, prediction.position)
        for session in definitions.sessions
        if (session.team, session.round) == (view.team.id, view.round.id)
        for prediction in session.predictions
    ]
