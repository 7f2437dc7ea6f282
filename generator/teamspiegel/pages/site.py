"""The site: every page in its place in the navigation."""

from collections.abc import Iterator, Sequence
from datetime import date

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.site import NavItem, Site
from teamspiegel.contracts.theme import Theme
from teamspiegel.pages import stylesheet
from teamspiegel.pages.library import library
from teamspiegel.pages.maker import Maker, SchoolRound, Section, TeamPages
from teamspiegel.pages.paths import HOME, Paths
from teamspiegel.pages.render import Page, environment, render
from teamspiegel.pages.school import school_pages
from teamspiegel.pages.team import team_pages
from teamspiegel.pages.text import bare

ROBOTS = "robots.txt"
NOT_HERE = b"User-agent: *\nDisallow: /\n"
"""Asks search engines to stay away. It names no site map, which would tell them where to go."""


def site_of(
    definitions: Definitions,
    teams: Sequence[TeamPages],
    rounds: Sequence[SchoolRound],
    theme: Theme,
    today: date,
) -> Site:
    """The pages, drawings and assets of a school as they read on a day, and the navigation over them."""
    maker = Maker(definitions, teams, rounds, Paths(theme.wording), theme.wording, today)
    tree = list(_tree(maker))
    env = environment(theme, definitions.terms)
    files = {page.path: render(env, page) for page in _pages(tree)}
    earlier = (figures for team in teams for figures in team.earlier.values())
    drawn = [*(team.figures for team in teams), *earlier, *(found.figures for found in rounds)]
    figures = [figure for of_one in drawn for figure in of_one.values()]
    drawings = {maker.paths.chart(figure.chart.name): figure.standalone.encode() for figure in figures}
    scripts = {maker.paths.chart_script(figure.chart.name): figure.script.encode() for figure in figures}
    robots = {} if definitions.settings.search_engines else {ROBOTS: NOT_HERE}
    return Site(
        bare(definitions.settings.school).replace('"', "&quot;"),
        {
            **files,
            **robots,
            **drawings,
            **scripts,
            **theme.assets,
            stylesheet.PATH: stylesheet.stylesheet(theme.palette),
        },
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


def _tree(make: Maker) -> Iterator[Page | Section]:
    say, paths, settings = make.wording.say, make.paths, make.definitions.settings
    yield make.page(HOME, say("nav.home"), "home", heading=settings.school, hide=["navigation", "toc"])
    teams = tuple(team_pages(make, team) for team in make.teams)
    yield from teams if len(teams) == 1 else [Section(say("nav.teams"), teams)]
    yield from school_pages(make)
    yield from library(make)
    yield make.page(paths.how_to_read(), say("nav.how_to_read"), "how-to-read", instruments=_newest(make))
    yield make.page(paths.method(), say("nav.method"), "method", instruments=_instruments(make))


def _newest(make: Maker) -> list[Instrument]:
    """The instruments in use, of each name the newest version: that is how the latest numbers were made."""
    return list({instrument.name: instrument for instrument in _instruments(make)}.values())


def _instruments(make: Maker) -> list[Instrument]:
    """The instruments in use, in the order of the rounds that use them."""
    used = (make.definitions.instrument_of(round_) for round_ in make.definitions.rounds)
    return list({instrument.id: instrument for instrument in used}.values())
