"""The pages of the whole school: every team that was measured in one round, side by side."""

from collections.abc import Iterator

from teamspiegel.pages.beside import beside_page
from teamspiegel.pages.maker import Maker, SchoolRound, Section
from teamspiegel.pages.render import Page


def school_pages(make: Maker) -> Iterator[Page | Section]:
    """The latest round in which more than one team was measured, with the design of a study, the earlier rounds and
    what was measured of the whole school below it; or nothing.
    """
    title = make.wording.say("nav.school")
    pages = [_round(make, found) for found in make.rounds]
    if (make.wider or make.study) and not pages:
        pages = [make.page(make.paths.school(None), title, "school-besides", besides=make.wider)]
    below = (*_study(make), *pages[1:], *(beside_page(make, one) for one in make.wider))
    if below:
        yield Section(title, below, pages[0])
    else:
        yield from pages


def _study(make: Maker) -> Iterator[Page]:
    """The design of the study, where the school takes part in one."""
    if make.study:
        yield make.page(make.paths.study(), make.wording.say("nav.study"), "study", study=make.study)


def _round(make: Maker, found: SchoolRound) -> Page:
    latest = found is make.rounds[0]
    path = make.paths.school(None if latest else found.round)
    instrument = found.views[0].instrument
    title = make.wording.say("nav.school") if latest else found.round.label
    return make.page(
        path,
        title,
        "school",
        round=found.round,
        views=found.views,
        instrument=instrument,
        indicators=[indicator for view in found.views for indicator in view.results.indicators.values()],
        figures=found.figures,
        whole=found.whole,
    )
