"""The site: every page in its place in the navigation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from teamspiegel.contracts.definitions import Definitions, LearningQuestion, RecommendationPage, Session, Team
from teamspiegel.contracts.insights import TeamRound
from teamspiegel.contracts.instrument import Block, Instrument, Layer
from teamspiegel.contracts.site import NavItem, Site
from teamspiegel.contracts.theme import Theme, Wording
from teamspiegel.pages import stylesheet
from teamspiegel.pages.paths import HOME, Paths
from teamspiegel.pages.related import findings_of, gaps_in_block, helping, in_block, touching, widest
from teamspiegel.pages.render import Figure, Page, environment, render
from teamspiegel.pages.text import bare

Figures = Mapping[str, Figure]
"""The drawn charts of one team in one round, by key."""


@dataclass(frozen=True)
class Section:
    """Pages under one heading of the navigation; `front` is the section's own page."""

    title: str
    children: tuple["Page | Section", ...]
    front: Page | None = None


@dataclass(frozen=True)
class TeamPages:
    """What the pages of one team are made from: its latest measurement and that measurement's drawings."""

    team: Team
    view: TeamRound | None
    figures: Figures


@dataclass(frozen=True)
class _Maker:
    """Makes pages: the definitions, every team's latest measurement, the paths and the words."""

    definitions: Definitions
    teams: Sequence[TeamPages]
    paths: Paths
    wording: Wording

    def page(self, path: str, title: str, template: str, **context: Any) -> Page:
        common = {
            "definitions": self.definitions,
            "settings": self.definitions.settings,
            "teams": self.teams,
            "hide": [],
        }
        return Page(path, title, f"{template}.md.jinja", {**common, **context})


def site_of(definitions: Definitions, teams: Sequence[TeamPages], theme: Theme) -> Site:
    """The pages, drawings and assets of a school, and the navigation over them."""
    maker = _Maker(definitions, teams, Paths(theme.wording), theme.wording)
    tree = list(_tree(maker))
    env = environment(theme)
    files = {page.path: render(env, page) for page in _pages(tree)}
    figures = [figure for team in teams for figure in team.figures.values()]
    drawings = {maker.paths.chart(figure.chart.name): figure.standalone.encode() for figure in figures}
    scripts = {maker.paths.chart_script(figure.chart.name): figure.script.encode() for figure in figures}
    return Site(
        bare(definitions.settings.school).replace('"', "&quot;"),
        {**files, **drawings, **scripts, **theme.assets, stylesheet.PATH: stylesheet.stylesheet(theme.palette)},
        tuple(map(_nav, tree)),
    )


def _pages(tree: Sequence[Page | Section]) -> Iterator[Page]:
    for entry in tree:
        if isinstance(entry, Page):
            yield entry
            continue
        if entry.front:
            yield entry.front
        yield from _pages(entry.children)


def _nav(entry: Page | Section) -> NavItem:
    if isinstance(entry, Page):
        return NavItem(bare(entry.title), entry.path)
    front = (NavItem("", entry.front.path),) if entry.front else ()
    return NavItem(bare(entry.title), children=(*front, *map(_nav, entry.children)))


def _tree(make: _Maker) -> Iterator[Page | Section]:
    say, paths, settings = make.wording.say, make.paths, make.definitions.settings
    yield make.page(HOME, say("nav.home"), "home", heading=settings.school, hide=["navigation", "toc"])
    yield Section(say("nav.teams"), tuple(_team(make, team) for team in make.teams))
    if make.definitions.recommendations:
        yield _recommendations(make)
    yield make.page(paths.how_to_read(), say("nav.how_to_read"), "how-to-read", instruments=_instruments(make))
    yield make.page(paths.method(), say("nav.method"), "method", instruments=_instruments(make))


def _instruments(make: _Maker) -> list[Instrument]:
    """The instruments in use, in the order of the rounds that use them."""
    used = (make.definitions.instrument_of(round_) for round_ in make.definitions.rounds)
    return list({instrument.id: instrument for instrument in used}.values())


def _team(make: _Maker, pages: TeamPages) -> Page | Section:
    team, view = pages.team, pages.view
    path, title = make.paths.team(team), team.name
    if view is None:
        return make.page(path, title, "not-measured", team=team)
    questions = make.definitions.questions.get(team.id, ())
    sessions = [session for session in make.definitions.sessions if session.team == team.id]
    common = {"team": team, "view": view, "figures": pages.figures, "questions": questions, "sessions": sessions}
    say = make.wording.say
    parts = [
        Section(say("nav.blocks"), tuple(_block(make, common, view, block) for block in view.instrument.blocks)),
        Section(say("nav.layers"), tuple(_layer(make, common, view, layer) for layer in view.instrument.layers)),
        Section(say("nav.questions"), tuple(_question(make, common, view, question) for question in questions)),
        Section(say("nav.sessions"), tuple(_session(make, common, team, session) for session in sessions)),
    ]
    front = make.page(path, title, "team", gaps=widest(view.insights.gaps), **common)
    return Section(title, tuple(part for part in parts if part.children), front)


def _block(make: _Maker, common: Mapping[str, Any], view: TeamRound, block: Block) -> Page:
    items = [item for item in view.instrument.items.values() if view.instrument.block_of_item.get(item.id) == block.id]
    distributions = (f"distribution:{layer.id}:{block.id}" for layer in view.instrument.layers)
    return make.page(
        make.paths.block(view.team, block.id),
        block.name,
        "block",
        block=block,
        elements=[element for element in view.instrument.elements if element.block == block.id],
        distributions=[key for key in distributions if key in common["figures"]],
        low=in_block(view, block.id, view.insights.low),
        spread=in_block(view, block.id, view.insights.spread),
        gaps=gaps_in_block(view, block.id),
        touching=touching(common["questions"], [block.id, *(item.id for item in items)]),
        recommended=helping(view, items),
        **common,
    )


def _layer(make: _Maker, common: Mapping[str, Any], view: TeamRound, layer: Layer) -> Page:
    return make.page(
        make.paths.layer(view.team, layer.id),
        layer.name,
        "layer",
        layer=layer,
        touching=touching(common["questions"], [layer.id, *(item.id for item in layer.items)]),
        recommended=helping(view, layer.items),
        **common,
    )


def _question(make: _Maker, common: Mapping[str, Any], view: TeamRound, question: LearningQuestion) -> Page:
    links = [found for id_ in question.links for found in findings_of(view, id_)]
    return make.page(
        make.paths.question(view.team, question.id),
        question.question,
        "question",
        question=question,
        links=links,
        **common,
    )


def _session(make: _Maker, common: Mapping[str, Any], team: Team, session: Session) -> Page:
    return make.page(make.paths.session(team, session), session.title, "session", session=session, **common)


def _recommendations(make: _Maker) -> Section:
    title, pages = make.wording.say("nav.recommendations"), make.definitions.recommendations
    front = make.page(make.paths.recommendations(), title, "recommendations")
    return Section(title, tuple(_recommendation(make, page) for page in pages), front)


def _recommendation(make: _Maker, page: RecommendationPage) -> Page:
    recommendation = page.recommendation
    path = make.paths.recommendation(recommendation.id)
    return make.page(path, recommendation.title, "recommendation", recommendation=recommendation, body=page.body)
