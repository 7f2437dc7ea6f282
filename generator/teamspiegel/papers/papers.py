"""Every paper of a site: of each team, and of the library for everybody."""

from collections.abc import Callable, Iterator
from datetime import date

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.guidance import WorkForm
from teamspiegel.contracts.paper import Paper
from teamspiegel.contracts.theme import Theme
from teamspiegel.pages.maker import TeamPages
from teamspiegel.pages.on_paper import on_paper
from teamspiegel.pages.paths import PaperKind, Paths
from teamspiegel.papers.made import made
from teamspiegel.papers.minutes import minutes_of
from teamspiegel.papers.poster import poster_of
from teamspiegel.papers.report import report_of
from teamspiegel.papers.sheets import printed_sheet_of, worksheets_of
from teamspiegel.papers.told import Tell, Told

Content = Callable[[Tell, TeamPages], Told]
KINDS: dict[PaperKind, Content] = {"report": report_of, "poster": poster_of, "worksheets": worksheets_of}


def papers_of(definitions: Definitions, pages: TeamPages, theme: Theme, today: date) -> Iterator[Paper]:
    """The papers of a team as they read on a day, at their paths below the folder of the downloads' own."""
    tell, paths = Tell(definitions, theme.wording, today), Paths(theme.wording)
    for kind in on_paper(pages.report, today):
        yield made(paths.paper(kind, pages.team), kind, theme.palette, **KINDS[kind](tell, pages))
    for session in pages.report.sessions:
        path = paths.minutes(session, held=session.held(today))
        yield made(path, "minutes", theme.palette, **minutes_of(tell, pages.report, session))


def library_papers(definitions: Definitions, theme: Theme, today: date) -> Iterator[Paper]:
    """The sheets of the library's work forms."""
    tell, paths = Tell(definitions, theme.wording, today), Paths(theme.wording)
    for page in definitions.guidance:
        if isinstance(page.front, WorkForm) and page.front.sheet:
            yield made(paths.printed_sheet(page), "sheet", theme.palette, **printed_sheet_of(tell, page, page.front))
