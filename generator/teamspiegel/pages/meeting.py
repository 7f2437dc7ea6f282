"""The pages of a meeting: its own, a plan before its day and minutes after it, and what its leader arranges."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from teamspiegel.contracts.definitions import Agreed, GateThresholds, Session
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.place import Place
from teamspiegel.contracts.published import Response, Results
from teamspiegel.contracts.report import TeamReport
from teamspiegel.contracts.timetable import timetable
from teamspiegel.pages.maker import Maker, TeamPages
from teamspiegel.pages.on_paper import minuted
from teamspiegel.pages.paths import presentation
from teamspiegel.pages.presenting import BETWEEN, findings_of, minutes_of
from teamspiegel.pages.related import actions_of
from teamspiegel.pages.render import Page


@dataclass(frozen=True)
class Taking:
    """Of a file of answers: who took part, and whether they are enough for a mean, and for what tells of a spread."""

    response: Response
    mean: bool
    spread: bool


def meeting_pages(make: Maker, common: Mapping[str, Any], pages: TeamPages, session: Session) -> Iterator[Page]:
    """The page of a meeting of a team; before it, while it is still to come, the page for who prepares it."""
    round_ = make.definitions.round_by_id[session.round]
    instrument = make.definitions.instrument_of(round_)
    context = {
        **common,
        "figures": pages.drawings.get(session.round, {}),
        "session": session,
        "instrument": instrument,
        "timetable": timetable(session.programme),
        "shown": dict(_shown(make, pages, session, instrument)),
        "minuted": minuted(session, make.today),
        "minutes": minutes_of(session.programme),
        "presentation": presentation(session),
        "to_do": _open_before(pages.report, session),
    }
    if not session.held(make.today):
        yield _preparation(make, context, pages, session)
    yield make.page(make.paths.session(pages.team, session), session.title, "session", **context)


def _preparation(make: Maker, context: Mapping[str, Any], pages: TeamPages, session: Session) -> Page:
    view = next((one for one in pages.report.rounds if one.round.id == session.round), None)
    found = findings_of(context["instrument"], context["figures"])
    used = dict.fromkeys(id_ for part in session.programme for id_ in (part.sheet, part.form) if id_)
    return make.page(
        make.paths.preparation(pages.team, session),
        make.wording.say("nav.preparation", title=session.title),
        "preparation",
        **{
            **context,
            "subjects": list(dict.fromkeys(about.partition(BETWEEN)[0] for _, about in found)),
            "taking": list(_taking(view.results, make.definitions.settings.gate)) if view else [],
            "forms": [make.definitions.guidance_by_id[id_] for id_ in used],
        },
    )


def _open_before(report: TeamReport, session: Session) -> tuple[Agreed, ...]:
    """What was agreed before a meeting and is not done: what is due first comes first."""
    earlier = [one for one in report.sessions if one.date < session.date]
    return tuple(sorted(actions_of(report.questions, earlier).to_do, key=lambda one: one.action.due or date.max))


def _taking(results: Results, gate: GateThresholds) -> Iterator[Taking]:
    for response in results.responses.values():
        yield Taking(response, response.people >= gate.mean, response.people >= gate.for_spread)


def _shown(
    make: Maker, pages: TeamPages, session: Session, instrument: Instrument
) -> Iterator[tuple[str, tuple[str, str | None]]]:
    """What parts of the programme show, by id: its name, and its page where the team was measured."""
    views = [view for view in pages.report.rounds if view.round.id == session.round]
    paths = make.paths.in_round("" if views and views[0] is pages.report.latest else session.round)
    for id_ in {id_: None for part in session.programme for id_ in part.show}:
        aspects = instrument.aspects_of(id_) if views else ()
        ways = [paths.result(pages.team, Place(pages.team.id, session.round, aspect)) for aspect in aspects]
        yield id_, (instrument.names[id_], next(iter(ways), None))
