"""The site: every page in its place in the navigation."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from posixpath import dirname, relpath

from jinja2 import Environment

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.site import SCHOOL, NavItem, Part, Site
from teamspiegel.contracts.theme import Theme
from teamspiegel.pages import stylesheet
from teamspiegel.pages.audience import Audiences, audiences
from teamspiegel.pages.library import library
from teamspiegel.pages.maker import Figures, Maker, SchoolRound, Section, TeamPages
from teamspiegel.pages.paths import HOME, Paths, renamed
from teamspiegel.pages.render import Page, environment, render, shell
from teamspiegel.pages.school import school_pages
from teamspiegel.pages.team import team_pages
from teamspiegel.pages.text import bare

Tree = Sequence[Page | Section]


def site_of(
    definitions: Definitions,
    teams: Sequence[TeamPages],
    rounds: Sequence[SchoolRound],
    theme: Theme,
    today: date,
    locked: Collection[str] | None = None,
) -> Site:
    """The pages, drawings and assets of a school as they read on a day, and the navigation over them.

    `locked`: None for an open site, or the parts of a locked one that there is a passphrase for.
    """
    paths = Paths(theme.wording)
    made = audiences(Maker(definitions, teams, rounds, paths, theme.wording, today), locked)
    trees: dict[str, Tree] = {pages.team.id: [team_pages(made.teams[pages.team.id], pages)] for pages in teams}
    trees_of_teams = [entry for entries in trees.values() for entry in entries]
    school = list(school_pages(made.school))
    tree = list(_tree(made, trees_of_teams, school))
    drawn = {pages.team.id: _drawn(paths, pages.figures, *pages.earlier.values()) for pages in teams}
    drawn_of_school = _drawn(paths, *(found.figures for found in made.school.rounds))
    env = environment(theme, definitions.terms)
    name = bare(definitions.settings.school).replace('"', "&quot;")
    # A team may be called as the part that shows several is; then there is no locked site.
    parts = {**trees, SCHOOL: school} if locked is not None else {}
    names = {page: other for entries in parts.values() for page, other in _numbered(entries).items()}
    titles = {pages.team.id: pages.team.name for pages in teams} | {SCHOOL: theme.wording.say("words.whole_school")}
    drawings = {**drawn, SCHOOL: drawn_of_school}
    return Site(
        name,
        {
            **{renamed(page.path, names): render(env, page, names) for page in _pages(tree)},
            **{path: content for found in (*drawn.values(), drawn_of_school) for path, content in found.items()},
            **theme.assets,
            stylesheet.PATH: stylesheet.stylesheet(theme.palette),
        },
        tuple(_nav(entry, names) for entry in tree),
        tuple(
            _part(id_, [renamed(page.path, names) for page in _pages(entries)], drawings[id_], env, name, titles[id_])
            for id_, entries in parts.items()
            if entries
        ),
    )


def _drawn(paths: Paths, *figures: Figures) -> dict[str, bytes]:
    """The drawings and the scripts of charts, by path."""
    found = [figure for of_one in figures for figure in of_one.values()]
    return {
        **{paths.chart(figure.chart.name): figure.standalone.encode() for figure in found},
        **{paths.chart_script(figure.chart.name): figure.script.encode() for figure in found},
    }


def _numbered(entries: Tree) -> dict[str, str]:
    """The paths of pages that lie behind a front page, and the numbers that they get for names in a locked site.

    A number tells nothing, and stays the same when a page is added behind it.
    """
    front, *others = (page.path for page in _pages(entries)) if entries else ("",)
    return {path: f"{dirname(front)}/{number}.md" for number, path in enumerate(others, 1)}


def _part(id_: str, pages: Sequence[str], drawn: Iterable[str], env: Environment, site: str, title: str) -> Part:
    folder = dirname(pages[0])
    return Part(id_, folder, (*pages, *drawn), shell(env, site, title, relpath(".", folder)))


def _pages(tree: Tree) -> Iterator[Page]:
    for entry in tree:
        if isinstance(entry, Page):
            yield entry
            continue
        if entry.front:
            yield entry.front
        yield from _pages(entry.children)


def _nav(entry: Page | Section, names: Mapping[str, str]) -> NavItem:
    if isinstance(entry, Page):
        return NavItem(bare(entry.title), renamed(entry.path, names))
    front = (NavItem("", renamed(entry.front.path, names)),) if entry.front else ()
    return NavItem(bare(entry.title), children=(*front, *(_nav(child, names) for child in entry.children)))


def _tree(made: Audiences, teams: Tree, school: Tree) -> Iterator[Page | Section]:
    make = made.everybody
    say, paths, settings = make.wording.say, make.paths, make.definitions.settings
    yield make.page(HOME, say("nav.home"), "home", heading=settings.school, hide=["navigation", "toc"])
    yield Section(say("nav.teams"), tuple(teams))
    yield from school
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
