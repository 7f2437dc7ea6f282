"""The whole story: read, count, measure, gate, report, draw, typeset, write. Pure: files in memory to files in memory.

The first half, up to published numbers, is `counting`: who only checks a school loads nothing that draws.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from itertools import chain
from typing import Any, TypeVar, get_args

from teamspiegel.calendar import calendar, path_of
from teamspiegel.charts.build import school_charts, team_charts
from teamspiegel.charts.interactive import scripts
from teamspiegel.charts.others import strand_charts
from teamspiegel.contracts.chart import Chart, Draw
from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.digest import digest
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.keep import NOTHING, Keep
from teamspiegel.contracts.paper import Paper, Typeset
from teamspiegel.contracts.report import TeamReport, TeamRound
from teamspiegel.contracts.site import SCHOOL, Packed, Part, Site
from teamspiegel.contracts.strand import Strand
from teamspiegel.contracts.theme import Theme, Wording
from teamspiegel.counting import published_of, school_of, situation_of, state_of
from teamspiegel.downloads import downloads
from teamspiegel.drawings.pair import paired
from teamspiegel.drawings.svg import on_page
from teamspiegel.pages.made import Made
from teamspiegel.pages.maker import BesidePages, Figures, SchoolRound, TeamPages
from teamspiegel.pages.paths import PaperKind
from teamspiegel.pages.presenting import BOTH, MERGED
from teamspiegel.pages.render import Figure
from teamspiegel.pages.site import site_of
from teamspiegel.papers.papers import WITH_CHARTS, library_papers, papers_of
from teamspiegel.reports import reports_of
from teamspiegel.scope import School
from teamspiegel.study import study_of
from teamspiegel.workbook import PATH as WORKBOOK
from teamspiegel.workbook import workbook

__all__ = ["published_of", "school_of", "site", "situation_of", "state_of"]

Key = TypeVar("Key")
Given = TypeVar("Given")
Done = TypeVar("Done")

EACH_OR_MERGED = "ts-each", "ts-merged"
"""Of what a drawing has with each cell apart, and with small ones counted together. One of them is shown."""

Owner = tuple[str, ...]
"""Whose charts: a team (of a school nothing), a round, and an instrument beside the mirror; by their ids."""


def site(
    school: School,
    theme: Theme,
    draw: Draw,
    typeset: Typeset,
    today: date,
    parts: Collection[str] | None = None,
    keep: Keep = NOTHING,
) -> Site:
    """The docs folder of a school as it reads on a day: an open site, or one with these parts (their ids) locked.

    `keep`: what was made of a team is not made again from the same, in an open site.
    """
    theme = theme.saying(school.definitions.settings.words)
    reports = reports_of(school.all_definitions, school.all_published, school.unseen(locked=parts is not None))
    shown = [reports[team.id] for team in school.definitions.teams]
    together = _together(school.definitions, shown, today) if parts is None or SCHOOL in parts else {}
    surveys = _surveys(school)
    keys = _keys(school, shown, together, surveys, theme, today) if parts is None else {}
    before = {team: Made.read(found) for team, key in keys.items() if (found := keep.get(key))}
    charts = _charts(
        [report for report in shown if report.team.id not in before],
        together,
        {id_: [one for one in found if one.team.id not in before] for id_, found in surveys.items()},
        [strand for strand in school.strands if strand.unit.id not in before],
        theme,
    )
    figures = _figures(charts, theme, draw, locked=parts is not None)
    beside = [*_of_surveys(surveys, figures), *(_of_strand(strand, figures) for strand in school.strands)]
    pages = [_team_pages(report, figures, beside) for report in shown]
    wider = [one for one in beside if one.unit.id not in school.all_definitions.team_by_id]
    rounds = [
        SchoolRound(views[0].round, views, figures.get(("", round_), {}), not school.hidden)
        for round_, views in together.items()
    ]
    # Of some teams alone it would say of the others that they are still to take part.
    study = (
        None if school.hidden else study_of(school.definitions, school.published, school.surveys, school.strands, today)
    )
    # It stands on a page for everybody, and is made of answers: a locked site does not have it.
    reliability = school.reliability if parts is None else {}
    built, made = site_of(school.definitions, pages, rounds, wider, reliability, theme, today, parts, study, before)
    new = [one for one in pages if one.team.id not in before]
    own = chain(
        [("", library_papers(school.definitions, theme, today))],
        (
            (one.team.id, papers_of(school.definitions.of_team(one.team), one, theme, today, get_args(PaperKind)))
            for one in new
        ),
    )
    pdfs = _typeset(own, theme, typeset)
    for team, of_team in made.items():
        keep.keep(keys[team], replace(of_team, files=of_team.files | pdfs.get(team, {})).written())
    files = built.files | pdfs.pop("", {})
    return _with_tables(replace(built, files=files), school, shown, theme, pdfs)


def _keys(
    school: School,
    reports: Sequence[TeamReport],
    together: Mapping[str, Sequence[TeamRound]],
    surveys: Mapping[str, Sequence[TeamReport]],
    theme: Theme,
    today: date,
) -> dict[str, str]:
    """A hash of all that the pages, drawings and papers of a team in an open site follow from, by the team's id."""
    found: dict[str, list[object]] = {
        report.team.id: [report, school.definitions.of_team(report.team)] for report in reports
    }
    wider: list[object] = [replace(theme, assets={}), today, len(found) > 1, bool(together)]
    for one in chain(*surveys.values()):
        found.get(one.team.id, wider).append(one)
    for strand in school.strands:
        found.get(strand.unit.id, wider).append(strand)
    of_all = digest(wider)
    return {team: digest([of_all, *own]) for team, own in found.items()}


def _typeset(papers: Iterable[tuple[str, Iterable[Paper]]], theme: Theme, typeset: Typeset) -> dict[str, Packed]:
    """The papers as PDFs by path, by whose they are. Everything is typeset in one go."""
    found: dict[str, Packed] = {}
    listed = (((owner, paper.path), paper) for owner, own in papers for paper in own)
    for (owner, path), pdf in _in_step(lambda some: typeset(some, theme.papers), listed):
        found[owner] = found.get(owner, Packed()) | {path: pdf}
    return found


def _in_step(
    make: Callable[[Iterable[Given]], Iterable[Done]], keyed: Iterable[tuple[Key, Given]]
) -> Iterator[tuple[Key, Done]]:
    """What is made of each, with its key, as they come: of many teams there is no room for all at once."""
    keys = deque[Key]()

    def handed() -> Iterator[Given]:
        for key, one in keyed:
            keys.append(key)
            yield one

    for made in make(handed()):
        yield keys.popleft(), made
    if keys:
        raise ValueError("as many made as asked for")


def papers(
    school: School, theme: Theme, draw: Draw, typeset: Typeset, today: date, kinds: Collection[PaperKind]
) -> Packed:
    """The papers of these kinds, of the shown teams and of the library, as an open site has them, by path.

    Charts are drawn only where a kind has them.
    """
    theme = theme.saying(school.definitions.settings.words)
    found = reports_of(school.all_definitions, school.all_published, school.unseen(locked=False))
    shown = [found[team.id] for team in school.definitions.teams]
    surveys = _surveys(school)
    charts = _charts(shown, {}, surveys, school.strands, theme) if WITH_CHARTS & set(kinds) else ()
    figures = _figures(charts, theme, draw, locked=False)
    beside = [*_of_surveys(surveys, figures), *(_of_strand(strand, figures) for strand in school.strands)]
    own = (papers_of(school.definitions, _team_pages(report, figures, beside), theme, today, kinds) for report in shown)
    everybody = library_papers(school.definitions, theme, today) if "sheets" in kinds else ()
    return _typeset([("", chain(chain.from_iterable(own), everybody))], theme, typeset).get("", Packed())


def calendars_of(reports: Iterable[TeamReport], wording: Wording) -> dict[str, bytes]:
    """The calendar of each team that has anything on a day, by the team's id."""
    found = {report.team.id: calendar(report.team, report.questions, report.sessions, wording) for report in reports}
    return {team: content for team, content in found.items() if content}


def _together(definitions: Definitions, reports: Sequence[TeamReport], today: date) -> dict[str, list[TeamRound]]:
    """The rounds of more than one team, the latest first; without what a team has still to see itself."""
    views = [view for report in reports for view in report.rounds[: -1 if report.awaited(today) else None]]
    of_round = {round_.id: [view for view in views if view.round == round_] for round_ in reversed(definitions.rounds)}
    return {round_: found for round_, found in of_round.items() if len(found) > 1}


def _surveys(school: School) -> dict[str, list[TeamReport]]:
    """The report of each unit by each survey beside the mirror, by the survey's id."""
    found: dict[str, list[TeamReport]] = {}
    for instrument, _ in school.all_definitions.besides:
        if isinstance(instrument, Instrument):
            of_one = school.all_definitions.of_one(instrument)
            reports = reports_of(of_one, school.surveys[instrument.id])
            found[instrument.id] = [report for report in reports.values() if report.rounds]
    return found


def _charts(
    reports: Sequence[TeamReport],
    together: Mapping[str, Sequence[TeamRound]],
    surveys: Mapping[str, Sequence[TeamReport]],
    strands: Sequence[Strand[Any, Any]],
    theme: Theme,
) -> Iterator[tuple[Owner, dict[str, Chart]]]:
    """Every chart of the site, by whose it is and by key: made as they are asked for."""
    words, palette = theme.wording, theme.palette
    for report in reports:
        for round_, charts in team_charts(report, words, palette).items():
            yield (report.team.id, round_), charts
    for survey, found in surveys.items():
        for report in found:
            for round_, charts in team_charts(report, words, palette).items():
                yield (report.team.id, round_, survey), charts
    for round_, views in together.items():
        yield ("", round_), school_charts(views, words, palette)
    for strand in strands:
        yield (strand.unit.id, "", strand.instrument.id), strand_charts(strand, words, palette)


def _figures(
    charts: Iterable[tuple[Owner, dict[str, Chart]]], theme: Theme, draw: Draw, *, locked: bool
) -> dict[Owner, dict[str, Figure]]:
    """The drawn charts, by owner and key. Everything is drawn in one go."""
    figures: dict[Owner, dict[str, Figure]] = {}
    templates: dict[str, bytes] = {}
    placed = (((owner, key), chart) for owner, of_owner in charts for key, chart in of_owner.items())
    for (owner, key), drawing in _in_step(draw, placed):
        shown = on_page(drawing.svg, drawing.chart, theme.palette)
        asked = scripts(drawing.chart, theme.palette, theme.wording, owner[0] if locked else "")
        template = templates.setdefault(asked.name, asked.template.encode())
        of_owner, own = figures.setdefault(owner, {}), (asked.own.encode(), (asked.name, template))
        of_owner[key] = Figure.of(drawing.chart, shown, *own)
        if key.startswith(MERGED):
            each = key.removeprefix(MERGED)
            both = paired(of_owner[each].inline, shown, EACH_OR_MERGED)
            of_owner[f"{BOTH}{each}"] = Figure.of(drawing.chart, both, *own)
    return figures


def _team_pages(report: TeamReport, figures: Mapping[Owner, Figures], beside: Sequence[BesidePages]) -> TeamPages:
    own = tuple(one for one in beside if one.unit.id == report.team.id)
    return TeamPages(report, _drawings(report, figures), own)


def _drawings(report: TeamReport, figures: Mapping[Owner, Figures], *beside: str) -> dict[str, Figures]:
    return {view.round.id: figures.get((report.team.id, view.round.id, *beside), {}) for view in report.rounds}


def _of_surveys(surveys: Mapping[str, Sequence[TeamReport]], figures: Mapping[Owner, Figures]) -> Iterator[BesidePages]:
    for survey, reports in surveys.items():
        for report in reports:
            instrument = report.rounds[-1].instrument
            yield BesidePages(report.team, instrument, report, _drawings(report, figures, survey))


def _of_strand(strand: Strand[Any, Any], figures: Mapping[Owner, Figures]) -> BesidePages:
    own = figures.get((strand.unit.id, "", strand.instrument.id), {})
    return BesidePages(strand.unit, strand.instrument, strand, {strand.round.id: own})


def _with_tables(
    built: Site, school: School, reports: Sequence[TeamReport], theme: Theme, papers: Mapping[str, Packed]
) -> Site:
    """The site with downloads: of all that it shows, or in each locked part of that part alone."""
    if not built.parts:
        return replace(built, files=built.files | _tables(school, reports, theme, papers))
    files, parts = built.files, list[Part]()
    for part in built.parts:
        found = _tables(school, reports, theme, papers, None if part.id == SCHOOL else part.id, part.id != SCHOOL)
        tables = found.below(part.folder)
        files = files | tables
        parts.append(replace(part, files=(*part.files, *tables)))
    return replace(built, files=files, parts=tuple(parts))


def _tables(
    school: School,
    reports: Sequence[TeamReport],
    theme: Theme,
    papers: Mapping[str, Packed],
    team: str | None = None,
    own: bool = True,
) -> Packed:
    """The downloads by path, of all shown teams or of one. Surveys beside the mirror follow in the same table.

    `own`: also what each team has for itself, its calendar and its papers.
    """
    chosen = [report for report in reports if team in (None, report.team.id)]
    views = [view for report in chosen for view in report.rounds]
    # Several teams share numbers, and not what each agreed: in a locked site that lies in its own team's part.
    kept = chosen if own else []
    calendars = calendars_of(kept, theme.wording)
    every = school.all_definitions
    surveys = [(every.of_one(every.instruments[id_]), found) for id_, found in school.surveys.items()]
    tables = {
        **downloads(school.definitions, school.published, team, surveys),
        **{path_of(of): content for of, content in calendars.items()},
        WORKBOOK: workbook(school.definitions, views, theme.wording),
    }
    return reduce(Packed.__or__, (papers.get(report.team.id, Packed()) for report in kept), Packed(tables))
