"""The page of one instrument beside the mirror: of a team, or of what is wider than a team."""

from teamspiegel.contracts.report import TeamReport
from teamspiegel.pages.maker import BesidePages, Maker
from teamspiegel.pages.related import moved
from teamspiegel.pages.render import Page


def beside_page(make: Maker, pages: BesidePages) -> Page:
    """What the instrument gave, in one page; its template follows from the kind of the instrument."""
    path, title = make.paths.beside(pages.unit, pages.instrument.id), pages.instrument.name
    common = {"unit": pages.unit, "instrument": pages.instrument, "round": pages.round}
    if isinstance(pages.found, TeamReport):
        view = pages.found.rounds[-1]
        figures = pages.drawings[view.round.id]
        return make.page(path, title, "beside-survey", view=view, moved=moved(view), figures=figures, **common)
    strand = pages.found
    template = f"beside-{pages.instrument.kind}"
    return make.page(path, title, template, strand=strand, figures=pages.drawings[strand.round.id], **common)
