"""The whole story: read, check, measure, gate, look, draw, write. Pure: from files in memory to files in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from teamspiegel.changes import State
from teamspiegel.charts.build import charts_of, quadrants_of, school_charts
from teamspiegel.charts.interactive import script
from teamspiegel.charts.svg import inline, themed
from teamspiegel.contracts.chart import Chart, Draw
from teamspiegel.contracts.definitions import Definitions, Round, Team
from teamspiegel.contracts.insights import Progress, Reference, TeamRound
from teamspiegel.contracts.problem import InputProblems, one_of
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.site import SCHOOL, Part, Site
from teamspiegel.contracts.theme import Theme
from teamspiegel.downloads import downloads
from teamspiegel.gate import gate
from teamspiegel.indicators.measure import measure
from teamspiegel.insights import team_rounds
from teamspiegel.pages.maker import Figures, SchoolRound, TeamPages
from teamspiegel.pages.render import Figure
from teamspiegel.pages.site import site_of
from teamspiegel.progress import progress_of
from teamspiegel.reading.mentions import mentions
from teamspiegel.reading.passphrases import Sources, passphrases_of
from teamspiegel.reading.read import read_school
from teamspiegel.reading.text import Tree
from teamspiegel.references import references
from teamspiegel.scope import definitions_for, published_for
from teamspiegel.workbook import PATH as WORKBOOK
from teamspiegel.workbook import workbook

Owner = tuple[str, ...]
"""Whose charts: ("team", id), ("round", id), or of an earlier round that a team met about: ("meeting", team, round)."""


class UnknownTeams(Exception):
    """Teams were asked for that the school does not declare."""


def published_of(tree: Tree) -> tuple[Definitions, Published]:
    """The definitions and published numbers of a school. Raises InputProblems."""
    definitions, answers = read_school(tree)
    return definitions, gate(measure(definitions, answers), definitions)


def state_of(tree: Tree) -> State:
    """What a maintainer reads of a school: its published numbers and where its targets are. Raises InputProblems."""
    definitions, published = published_of(tree)
    of_team = _by_team(definitions, team_rounds(definitions, published))
    return State(
        definitions,
        published.results,
        {team.id: _progress(definitions, team, of_team[team.id]) for team in definitions.teams},
    )


def site(
    tree: Tree, theme: Theme, draw: Draw, today: date, teams: Collection[str] = (), sources: Sources | None = None
) -> Site:
    """The docs folder of a school, or of these teams only, from its files, as it reads on a day.

    With sources of passphrases, a locked one. Everything is read, checked, measured and gated, whoever is shown: so a
    team's numbers are the same on every site, and only what stands for the other teams together is made from theirs.
    Raises InputProblems with every problem, and UnknownTeams.
    """
    definitions, published = published_of(tree)
    shown, hidden = _parted(definitions, teams)
    if problems := list(mentions(tree, definitions, shown)) if hidden else []:
        raise InputProblems(problems)
    every = team_rounds(definitions, published)
    views = [view for view in every if view.team.id in shown]
    held_against = {
        view.team.id: references(definitions, view, every, _unseen_by(view, definitions, hidden, locked=bool(sources)))
        for view in {view.team.id: view for view in views}.values()
    }
    definitions, published = definitions_for(definitions, shown), published_for(published, shown)
    passphrases = passphrases_of(definitions, sources, known=() if teams else None) if sources else None
    shared = _shared_rounds(definitions, views) if passphrases is None or SCHOOL in passphrases else []
    charts = _charts(definitions, views, held_against, shared, theme)
    figures = _figures(charts, theme, draw)
    built = site_of(
        definitions,
        _team_pages(definitions, views, held_against, figures),
        [SchoolRound(round_, of, figures.get(("round", round_.id), {}), not hidden) for round_, of in shared],
        theme,
        today,
        passphrases,
    )
    if passphrases is None:
        return replace(built, files={**built.files, **_tables(definitions, published, views, theme)})
    return _locked(built, passphrases, definitions, published, views, theme)


def _tables(
    definitions: Definitions, published: Published, views: Sequence[TeamRound], theme: Theme, team: str | None = None
) -> dict[str, bytes]:
    """The downloads by path, of all teams or of one."""
    seen = [view for view in views if team in (None, view.team.id)]
    return {**downloads(definitions, published, team), WORKBOOK: workbook(definitions, seen, theme.wording)}


def _locked(
    built: Site,
    passphrases: Mapping[str, str],
    definitions: Definitions,
    published: Published,
    views: Sequence[TeamRound],
    theme: Theme,
) -> Site:
    """The site with downloads in each of its parts: of a team alone, or of the whole school."""
    files, parts = dict(built.files), list[Part]()
    for part in built.parts:
        team = None if part.id == SCHOOL else part.id
        found = _tables(definitions, published, views, theme, team)
        tables = {f"{part.folder}/{path}": content for path, content in found.items()}
        files |= tables
        parts.append(replace(part, files=(*part.files, *tables), passphrase=passphrases[part.id]))
    return replace(built, files=files, parts=tuple(parts))


def _parted(definitions: Definitions, teams: Collection[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The teams that are shown and those that are not: all are shown when none is named. Raises UnknownTeams."""
    known = frozenset(definitions.team_by_id)
    if unknown := sorted(set(teams) - known):
        raise UnknownTeams(f"unknown team {', '.join(unknown)}; expected {one_of(definitions.team_by_id)}")
    shown = frozenset(teams) or known
    return shown, known - shown


def _unseen_by(view: TeamRound, definitions: Definitions, hidden: frozenset[str], *, locked: bool) -> Collection[str]:
    """The teams that a reader of a team's pages cannot see: in a locked site all but that one."""
    return definitions.team_by_id.keys() - {view.team.id} if locked else hidden


def _shared_rounds(definitions: Definitions, views: Sequence[TeamRound]) -> list[tuple[Round, list[TeamRound]]]:
    """The rounds in which more than one team was measured, the latest first."""
    by_round = [(round_, [view for view in views if view.round == round_]) for round_ in reversed(definitions.rounds)]
    return [(round_, found) for round_, found in by_round if len(found) > 1]


def _charts(
    definitions: Definitions,
    views: Sequence[TeamRound],
    held_against: Mapping[str, Sequence[Reference]],
    shared: Sequence[tuple[Round, Sequence[TeamRound]]],
    theme: Theme,
) -> dict[Owner, dict[str, Chart]]:
    """The charts of each team's latest round, of the earlier ones that it met about, and of each shared round."""
    words, palette = theme.wording, theme.palette
    latest = {view.team.id: view for view in views}
    charts: dict[Owner, dict[str, Chart]] = {}
    for view in views:
        team, predictions = view.team.id, _predictions(definitions, view)
        if view is latest[team]:
            charts["team", team] = charts_of(view, predictions, held_against[team], words, palette)
        elif any((session.team, session.round) == (team, view.round.id) for session in definitions.sessions):
            charts["meeting", team, view.round.id] = quadrants_of(view, predictions, words, palette)
    return charts | {("round", round_.id): school_charts(found, words, palette) for round_, found in shared}


def _predictions(definitions: Definitions, view: TeamRound) -> list[tuple[str, dict[str, float]]]:
    """Where subgroups placed the team before they saw this round's data."""
    return [
        (prediction.group, prediction.position)
        for session in definitions.sessions
        if (session.team, session.round) == (view.team.id, view.round.id)
        for prediction in session.predictions
    ]


def _figures(charts: Mapping[Owner, Mapping[str, Chart]], theme: Theme, draw: Draw) -> dict[Owner, dict[str, Figure]]:
    """The drawn charts, by owner and key. Everything is drawn in one go."""
    places = [(owner, key) for owner, of_owner in charts.items() for key in of_owner]
    drawings = draw([charts[owner][key] for owner, key in places])
    figures: dict[Owner, dict[str, Figure]] = {}
    for (owner, key), drawing in zip(places, drawings, strict=True):
        on_page = inline(themed(drawing.svg, theme.palette))
        figures.setdefault(owner, {})[key] = Figure(
            drawing.chart, on_page, drawing.svg, script(drawing.chart, theme.palette)
        )
    return figures


def _team_pages(
    definitions: Definitions,
    views: Sequence[TeamRound],
    held_against: Mapping[str, tuple[Reference, ...]],
    figures: Mapping[Owner, Figures],
) -> list[TeamPages]:
    """What each team's pages are made from."""
    of_team = _by_team(definitions, views)
    return [
        TeamPages(
            team,
            next(reversed(of_team[team.id]), None),
            figures.get(("team", team.id), {}),
            held_against.get(team.id, ()),
            _progress(definitions, team, of_team[team.id]),
            {view.round.id: figures.get(("meeting", team.id, view.round.id), {}) for view in of_team[team.id][:-1]},
        )
        for team in definitions.teams
    ]


def _by_team(definitions: Definitions, views: Sequence[TeamRound]) -> dict[str, list[TeamRound]]:
    """Every team's rounds in order; none for a team that was never measured."""
    return {team.id: [view for view in views if view.team == team] for team in definitions.teams}


def _progress(definitions: Definitions, team: Team, views: Sequence[TeamRound]) -> dict[str, list[Progress]]:
    """Where the targets of each of a team's learning questions are, by question id."""
    questions = definitions.questions.get(team.id, ())
    return {question.id: progress_of(definitions, question, views) for question in questions}
