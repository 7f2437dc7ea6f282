"""The site: every page in its place in the navigation."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import chain
from posixpath import dirname, relpath
from types import MappingProxyType

from jinja2 import Environment

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.kinds import AnyInstrument
from teamspiegel.contracts.published import Reliability
from teamspiegel.contracts.site import SCHOOL, NavItem, Packed, Part, Site
from teamspiegel.contracts.study import Study
from teamspiegel.contracts.theme import Theme
from teamspiegel.pages import stylesheet
from teamspiegel.pages.audience import Audiences, audiences
from teamspiegel.pages.library import library
from teamspiegel.pages.made import Made, Tree
from teamspiegel.pages.maker import BesidePages, Figures, Maker, SchoolRound, Section, TeamPages
from teamspiegel.pages.news import news_of
from teamspiegel.pages.paths import HOME, Paths, renamed
from teamspiegel.pages.presenting import BOTH, MERGED, presentations
from teamspiegel.pages.render import Page, environment, render, shell
from teamspiegel.pages.school import school_pages
from teamspiegel.pages.team import team_pages
from teamspiegel.pages.text import bare

ROBOTS = "robots.txt"
NOT_HERE = b"User-agent: *\nDisallow: /\n"
"""Asks search engines to stay away. It names no site map, which would tell them where to go."""


@dataclass(frozen=True)
class Share:
    """What belongs together, and to nobody else in a locked site: the pages and drawings of a team, or of several.

    Of pages that were made before, `files` has these too.
    """

    id: str
    title: str
    entries: Tree
    files: Packed


def site_of(
    definitions: Definitions,
    teams: Sequence[TeamPages],
    rounds: Sequence[SchoolRound],
    wider: Sequence[BesidePages],
    reliability: Mapping[tuple[str, str], Reliability],
    theme: Theme,
    today: date,
    locked: Collection[str] | None = None,
    study: Study | None = None,
    before: Mapping[str, Made] = MappingProxyType({}),
) -> tuple[Site, dict[str, Made]]:
    """The pages, drawings and assets of a school as they read on a day, and the navigation over them; and what of them
    is of one team alone, by its id, where that can be kept.

    `locked`: None for an open site, or the parts of a locked one that there is a passphrase for. `before`: what was
    made of teams from the same before, which need no drawings now.
    """
    paths = Paths(theme.wording)
    make = Maker(
        definitions, teams, rounds, paths, theme.wording, today, wider=wider, reliability=reliability, study=study
    )
    made = audiences(make, locked)
    shares = [_of_team(made, pages, before.get(pages.team.id)) for pages in teams]
    school = _of_school(made)
    tree = list(_tree(made, shares, school))
    parts = [share for share in (*shares, school) if share.entries] if locked is not None else []
    names = {path: other for share in parts for path, other in _numbered(share.entries).items()}
    env = environment(theme, definitions.terms)
    robots = {} if definitions.settings.search_engines else {ROBOTS: NOT_HERE}
    name = bare(definitions.settings.school).replace('"', "&quot;")
    files = reduce(Packed.__or__, (share.files for share in (*shares, school)))
    laid_out = (_without(ways, page) for page, ways in _edges(tree, shares) if page.path not in files)
    files |= Packed((renamed(page.path, names), render(env, page, names)) for page in laid_out)
    site = Site(
        name,
        files | {**robots, **theme.assets, stylesheet.PATH: stylesheet.stylesheet(theme.palette)},
        tuple(_nav(entry, names) for entry in tree),
        tuple(_part(share, names, env, name) for share in parts),
    )
    return site, {share.id: _made(share, files) for share in shares if locked is None and share.id not in before}


def _made(share: Share, files: Packed) -> Made:
    return Made.of(share.entries, files.only(page.path for page in _pages(share.entries)) | share.files)


def _of_team(made: Audiences, pages: TeamPages, before: Made | None) -> Share:
    if before:
        return Share(pages.team.id, pages.team.name, before.entries, before.files)
    entry = team_pages(made.teams[pages.team.id], pages)
    drawings = [*pages.drawings.values(), *(found for one in pages.besides for found in one.drawings.values())]
    shown = presentations(made.teams[pages.team.id], pages)
    return Share(pages.team.id, pages.team.name, [entry], _drawn(made.everybody, *drawings) | shown)


def _of_school(made: Audiences) -> Share:
    figures = [
        *(found.figures for found in made.school.rounds),
        *(found for one in made.school.wider for found in one.drawings.values()),
    ]
    title = made.school.wording.say("words.whole_school")
    return Share(SCHOOL, title, list(school_pages(made.school)), _drawn(made.school, *figures))


def _drawn(make: Maker, *figures: Figures) -> Packed:
    """The scripts of charts and of their templates, by path."""
    found = [figure for of_one in figures for key, figure in of_one.items() if not key.startswith((MERGED, BOTH))]
    templates = dict(figure.template for figure in found)
    named = chain(((figure.chart.name, figure.script) for figure in found), templates.items())
    return Packed((make.paths.chart_script(name), script) for name, script in named)


def _numbered(entries: Tree) -> dict[str, str]:
    """The paths of pages that lie behind a front page, and the numbers that they get for names in a locked site.

    A number tells nothing, and stays the same when a page is added behind it.
    """
    front, *others = (page.path for page in _pages(entries))
    return {path: f"{dirname(front)}/{number}.md" for number, path in enumerate(others, 1)}


def _part(share: Share, names: Mapping[str, str], env: Environment, site: str) -> Part:
    pages = [renamed(page.path, names) for page in _pages(share.entries)]
    folder = dirname(pages[0])
    return Part(share.id, folder, (*pages, *share.files), shell(env, site, share.title, relpath(".", folder)))


def _pages(tree: Tree) -> Iterator[Page]:
    for entry in tree:
        if isinstance(entry, Page):
            yield entry
            continue
        if entry.front:
            yield entry.front
        yield from _pages(entry.children)


def _edges(tree: Tree, shares: Sequence[Share]) -> Iterator[tuple[Page, Sequence[str]]]:
    """Every page, and its ways to the next or the one before that lead into or out of one of several teams.

    Those of the first and of the last page of a team depend on nothing but whether there are several.
    """
    team_of = {page.path: share.id for share in shares for page in _pages(share.entries)} if len(shares) > 1 else {}
    pages = list(_pages(tree))
    for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
        team, ways = team_of.get(page.path), {"previous": before, "next": after}
        yield page, [way for way, other in ways.items() if other and team_of.get(other.path) != team]


def _without(ways: Sequence[str], page: Page) -> Page:
    return replace(page, context={**page.context, "hide": [*page.context["hide"], *ways]})


def _nav(entry: Page | Section, names: Mapping[str, str]) -> NavItem:
    if isinstance(entry, Page):
        return NavItem(bare(entry.title), renamed(entry.path, names))
    front = (NavItem("", renamed(entry.front.path, names)),) if entry.front else ()
    listed = NavItem(*entry.list) if entry.list else None
    return NavItem(bare(entry.title), None, (*front, *(_nav(child, names) for child in entry.children)), listed)


def _tree(made: Audiences, teams: Sequence[Share], school: Share) -> Iterator[Page | Section]:
    make = made.everybody
    say, paths, settings = make.wording.say, make.paths, make.definitions.settings
    news = {pages.team.id: news_of(pages.report, make.today) for pages in make.teams}
    yield make.page(HOME, say("nav.home"), "home", heading=settings.school, hide=["navigation", "toc"], news=news)
    entries = tuple(entry for share in teams for entry in share.entries)
    listed = (say("nav.all_teams"), paths.teams())
    yield from entries if len(teams) == 1 else [Section(say("nav.teams"), entries, list=listed)]
    yield from school.entries
    yield from library(make)
    yield make.page(paths.how_to_read(), say("nav.how_to_read"), "how-to-read", instruments=_newest(make))
    instruments = {"instruments": _instruments(make), "newest": _newest(make)}
    yield make.page(paths.method(), say("nav.method"), "method", besides=_besides(make), **instruments)


def _newest(make: Maker) -> list[Instrument]:
    """The instruments in use, of each name the newest version: that is how the latest numbers were made."""
    return list({instrument.name: instrument for instrument in _instruments(make)}.values())


def _besides(make: Maker) -> list[AnyInstrument]:
    """The instruments in use beside the mirror."""
    return [instrument for instrument, _ in make.definitions.besides]


def _instruments(make: Maker) -> list[Instrument]:
    """The instruments in use, in the order of the rounds that use them."""
    used = (make.definitions.instrument_of(round_) for round_ in make.definitions.rounds)
    return list({instrument.id: instrument for instrument in used}.values())
