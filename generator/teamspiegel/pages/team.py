"""The pages of one team."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from teamspiegel.contracts.definitions import LearningQuestion
from teamspiegel.contracts.guidance import Step
from teamspiegel.contracts.inquiry import Watched, stretches
from teamspiegel.contracts.insights import Fit
from teamspiegel.contracts.instrument import Block, Layer
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import TeamReport, TeamRound
from teamspiegel.pages.agreements import agreements
from teamspiegel.pages.beside import beside_page
from teamspiegel.pages.element import Sides, sides_of
from teamspiegel.pages.lanes import TimeLine
from teamspiegel.pages.maker import Maker, TeamPages
from teamspiegel.pages.maker import Section as NavSection
from teamspiegel.pages.meeting import meeting_pages
from teamspiegel.pages.on_paper import on_paper
from teamspiegel.pages.paths import Paths
from teamspiegel.pages.related import (
    actions_of,
    apart,
    findings_of,
    gaps_in_block,
    in_block,
    items_under,
    moved,
    next_action,
    touching,
)
from teamspiegel.pages.render import Page
from teamspiegel.pages.said import said_of

Switch = Sequence[tuple[str, str]]
"""The rounds that a page is there of, each with its label and the path of the page."""

MOST_FITS = 4
"""How many pages of the guidance library a page of a team points to."""


def team_pages(make: Maker, pages: TeamPages) -> Page | NavSection:
    """The overview of a team with everything below it; one page for a team that was never measured."""
    team, view = pages.team, pages.view
    path, title = make.paths.team(team), team.name
    if view is None:
        front = make.page(path, title, "not-measured", team=team, besides=pages.besides)
        besides = tuple(beside_page(make, one) for one in pages.besides)
        own = (*besides, *_papers(make, {"team": team, "questions": ()}, pages.report))
        return NavSection(title, own, front) if own else front
    questions, sessions = pages.report.questions, pages.report.sessions
    sides = sides_of(view, (*pages.besides, *make.wider), pages.report.data_points)
    common = {
        "team": team,
        "view": view,
        "figures": pages.figures,
        "questions": questions,
        "sessions": sessions,
        "progress": pages.report.progress,
        "next_action": next_action,
        "awaited": pages.report.awaited(make.today),
        "said": said_of(pages.report, make.today),
        "papers": on_paper(pages.report, make.today),
        "sides": sides,
    }
    say = make.wording.say
    told = _told(make, common, pages.report)
    kept = agreements(questions, sessions, pages.report.vision, make.today)
    paths = [(session, session.work.path) for session in sessions if session.work and session.work.path]
    plan = {**told, "agreed": actions_of(questions, sessions), "agreements": kept, "change_paths": paths}
    parts = [
        *_of_round(make, common, pages.report, view),
        NavSection(say("nav.elements"), tuple(_element(make, common, view, one) for one in sides)),
        NavSection(say("nav.questions"), tuple(_question(make, told, question) for question in questions)),
        NavSection(
            say("nav.sessions"),
            tuple(page for session in sessions for page in meeting_pages(make, common, pages, session)),
        ),
        *([make.page(make.paths.plan(team), say("nav.plan"), "plan", **plan)] if questions or paths else []),
        *_papers(make, told, pages.report),
        *([make.page(make.paths.agreements(team), say("nav.agreements"), "agreements", **plan)] if kept else []),
        *_said(make, common),
        NavSection(say("nav.besides"), tuple(beside_page(make, one) for one in pages.besides)),
        NavSection(say("nav.earlier"), tuple(_earlier(make, common, pages))),
    ]
    latest = make.paths.results(team)
    earlier_rounds = [one for one in _rounds_with_results(make, pages.report) if one[1] != latest]
    front = make.page(
        path, title, "team", earlier_rounds=earlier_rounds, besides=pages.besides, agreements=kept, **common
    )
    return NavSection(title, tuple(part for part in parts if isinstance(part, Page) or part.children), front)


def _papers(make: Maker, told: Mapping[str, Any], report: TeamReport) -> Iterator[Page]:
    """What the team itself wrote besides questions and meetings."""
    say = make.wording.say
    if points := report.data_points:
        path, line = make.paths.data_points(report.team), TimeLine(points.days[0], max(points.days[-1], make.today))
        yield make.page(path, say("nav.data_points"), "data-points", points=points, line=line, **told)
    if vision := report.vision:
        common = {"team": report.team, "vision": vision}
        yield make.page(make.paths.vision(report.team), say("nav.vision"), "vision", **common)
        title = say("nav.sheet", title=say("nav.vision"))
        yield make.page(make.paths.vision_sheet(report.team), title, "vision-sheet", **common)


def _told(make: Maker, common: Mapping[str, Any], report: TeamReport) -> Mapping[str, Any]:
    """What a page about more than one round may say: nothing of the one that the team is still to see."""
    told = report.told(make.today)
    earlier = told.latest.round.id if told is not report and told.latest else ""
    return {**common, "view": told.latest, "progress": told.progress, "paths": make.paths.in_round(earlier)}


def _said(make: Maker, common: Mapping[str, Any]) -> Iterator[Page]:
    """What may be sent to who answered, where there is something."""
    said = common["said"]
    if said:
        yield make.page(
            make.paths.said(common["team"]), make.wording.say("nav.said"), "said", **{**common, "view": said.view}
        )


def _of_round(
    make: Maker, common: Mapping[str, Any], report: TeamReport, view: TeamRound
) -> Iterator[Page | NavSection]:
    """All results of a round, where any is shown, and the pages of its blocks and layers."""
    say, instrument = make.wording.say, view.instrument
    if view.insights.lowest_first:
        yield _results(make, common, report, view)
    yield NavSection(say("nav.blocks"), tuple(_block(make, common, report, view, one) for one in instrument.blocks))
    yield NavSection(say("nav.layers"), tuple(_layer(make, common, report, view, one) for one in instrument.layers))


def _earlier(make: Maker, common: Mapping[str, Any], pages: TeamPages) -> Iterator[NavSection]:
    """The pages of each earlier round, the latest first. What a team does next follows from its latest alone."""
    for view in reversed(pages.report.rounds[:-1]):
        paths = make.paths.in_round(view.round.id)
        its_own = {
            **common,
            "view": view,
            "figures": pages.drawings[view.round.id],
            "questions": (),
            "paths": paths,
            "awaited": None,
            "sides": (),
        }
        children = _of_round(replace(make, paths=paths), its_own, pages.report, view)
        yield NavSection(view.round.label, tuple(part for part in children if isinstance(part, Page) or part.children))


def _switch(make: Maker, report: TeamReport, path: Callable[[Paths], str], has: Callable[[TeamRound], bool]) -> Switch:
    """The same page in the other rounds that have it, by the label of the round; the latest round first."""
    return [
        (view.round.label, path(make.paths.in_round("" if view is report.latest else view.round.id)))
        for view in reversed(report.rounds)
        if has(view)
    ]


def _rounds_with_results(make: Maker, report: TeamReport) -> Switch:
    return _switch(
        make, report, lambda paths: paths.results(report.team), lambda view: bool(view.insights.lowest_first)
    )


def _results(make: Maker, common: Mapping[str, Any], report: TeamReport, view: TeamRound) -> Page:
    return make.page(
        make.paths.results(view.team),
        make.wording.say("nav.results"),
        "results",
        gaps=apart(view.insights.gaps),
        fits=_fits(view, None) if not make.paths.earlier else (),
        moved=moved(view),
        switch=_rounds_with_results(make, report),
        **common,
    )


def _fits(view: TeamRound, items: set[str] | None) -> tuple[Fit, ...]:
    """The guidance that fits the results that ask for help, of all items or of these."""
    return view.insights.fitting(view.insights.asking(items))[:MOST_FITS]


def _about(view: TeamRound, ids: Collection[str]) -> list[Published]:
    """The indicators of these items and blocks."""
    return [found for aspect, found in view.results.indicators.items() if aspect.id in ids]


def _block(make: Maker, common: Mapping[str, Any], report: TeamReport, view: TeamRound, block: Block) -> Page:
    items = {item for item, of_block in view.instrument.block_of_item.items() if of_block == block.id}
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
        gaps=apart(gaps_in_block(view, block.id)),
        moved=moved(view, items),
        indicators=_about(view, {block.id, *items}),
        touching=touching(common["questions"], {block.id, *items}),
        fits=_fits(view, items) if not make.paths.earlier else (),
        switch=_switch(
            make,
            report,
            lambda paths: paths.block(view.team, block.id),
            lambda one: block.id in {other.id for other in one.instrument.blocks},
        ),
        **common,
    )


def _element(make: Maker, common: Mapping[str, Any], view: TeamRound, sides: Sides) -> Page:
    items = {side.now.indicator.place.id for side in sides.items}
    block = next(block for block in view.instrument.blocks if block.id == sides.element.block)
    context = {
        **common,
        "sides": sides,
        "block": block,
        "gaps": [gap for gap in view.insights.gaps if gap.first.indicator.place.id in items],
        "touching": touching(common["questions"], items),
        "fits": _fits(view, items),
    }
    return make.page(make.paths.element(view.team, sides.element.id), sides.element.name, "element", **context)


def _layer(make: Maker, common: Mapping[str, Any], report: TeamReport, view: TeamRound, layer: Layer) -> Page:
    items = items_under(view.instrument, layer.id)
    return make.page(
        make.paths.layer(view.team, layer.id),
        layer.name,
        "layer",
        layer=layer,
        low=[found for found in view.insights.low if found.indicator.place.id in items],
        indicators=[found for aspect, found in view.results.indicators.items() if aspect.source == layer.id],
        touching=touching(common["questions"], {layer.id, *items}),
        fits=_fits(view, items) if not make.paths.earlier else (),
        switch=_switch(
            make,
            report,
            lambda paths: paths.layer(view.team, layer.id),
            lambda one: layer.id in one.instrument.layer_by_id,
        ),
        **common,
    )


def _question(make: Maker, told: Mapping[str, Any], question: LearningQuestion) -> Page:
    view: TeamRound | None = told["view"]
    of_round = (
        _of_question(view, question)
        if view
        else {"links": (), "indicators": (), "asked": None, "fits": (), "shown": {}}
    )
    path = make.paths.question(told["team"], question.id)
    taken = stretches(question.cycle, get_args(Step), make.today)
    line = TimeLine(taken[0].entry.since, make.today) if taken else None
    watched = Watched(question.monitoring, make.definitions.settings.gate.mean)
    on_the_way = {"taken": taken, "line": line, "watched": watched}
    return make.page(path, question.question, "question", question=question, **on_the_way, **of_round, **told)


def _of_question(view: TeamRound, question: LearningQuestion) -> dict[str, Any]:
    """What the numbers of a round say about a learning question."""
    items = {item for link in question.links for item in items_under(view.instrument, link)}
    links = [found for id_ in question.links for found in findings_of(view, id_)]
    fits = view.insights.fitting(view.insights.asking(items))
    signs = {sign.id for chain in question.mechanism for sign in chain.shown_by if sign.id}
    return {
        "shown": {id_: list(findings_of(view, id_)) for id_ in signs},
        "links": links,
        "indicators": [found.indicator for found in links],
        "asked": next((past for past in view.earlier if past.round.id == question.round), None),
        "fits": [fit for fit in fits if fit.page not in question.recommendations][:MOST_FITS],
    }
