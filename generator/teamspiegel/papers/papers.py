"""Every paper of a site: of each team, and of the library for everybody."""

from collections.abc import Callable, Collection, Iterator
from datetime import date

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.guidance import WorkForm
from teamspiegel.contracts.paper import Paper
from teamspiegel.contracts.theme import Theme
from teamspiegel.pages.maker import TeamPages
from teamspiegel.pages.on_paper import minuted, on_paper
from teamspiegel.pages.paths import PaperKind, Paths, TeamPaper
from teamspiegel.papers.made import made
from teamspiegel.papers.minutes import minutes_of
from teamspiegel.papers.poster import poster_of
from teamspiegel.papers.report import report_of
from teamspiegel.papers.sheets import printed_sheet_of, sheets_of
from teamspiegel.papers.told import Tell, Told

KINDS: dict[TeamPaper, Callable[[Tell, TeamPages], Told]] = {
    "report": report_of,
    "poster": poster_of,
    "sheets": sheets_of,
}
WITH_CHARTS: frozenset[PaperKind] = frozenset({"report"})
"""The kinds that have charts: only for these must any be drawn."""


def papers_of(
    definitions: Definitions, pages: TeamPages, theme: Theme, today: date, kinds: Collection[PaperKind]
) -> Iterator[Paper]:
    """The papers of a team that are of these kinds, as they read on a day, at their paths in an open site."""
    tell, paths = Tell(definitions, theme.wording, today), Paths(theme.wording)
    for kind in on_paper(pages.report, today):
        if kind in kinds:
            yield made(paths.paper(kind, pages.team), kind, theme.palette, **KINDS[kind](tell, pages))
    for session in pages.report.sessions:
        if "minutes" in kinds and minuted(session, today):
            path = paths.minutes(session, held=session.held(today))
            yield made(path, "minutes", theme.palette, **minutes_of(tell, pages.report, session))


def library_papers(definitions: Definitions, theme: Theme, today: date) -> Iterator[Paper]:
    """The sheets of the library's work forms, for everybody."""
    tell, paths = Tell(definitions, theme.wording, today), Paths(theme.wording)
    for page in definitions.guidance:
        if isinstance(page.front, WorkForm) and page.front.sheet:
            content = printed_sheet_of(tell, page.front)
            yield made(paths.printed_sheet(page), "sheet", theme.palette, **content)
