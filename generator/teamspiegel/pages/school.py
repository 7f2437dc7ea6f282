"""The pages of the whole school: every team that was measured in one round, side by side."""

from collections.abc import Iterator

from teamspiegel.pages.maker import Maker, SchoolRound, Section
from teamspiegel.pages.render import Page


def school_pages(make: Maker) -> Iterator[Page | Section]:
    """The latest round in which more than one team was measured, with the earlier ones below it; or nothing."""
    pages = [_round(make, found) for found in make.rounds]
    if pages:
        yield Section(make.wording.say("nav.school"), tuple(pages[1:]), pages[0]) if pages[1:] else pages[0]


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
