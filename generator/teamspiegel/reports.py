"""Everything about each team, joined once: its rounds, what they are held against, its plans and its meetings."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from teamspiegel.ahead import ahead_of
from teamspiegel.between_rounds import changes
from teamspiegel.contracts.definitions import Definitions, Prediction, Session, Team
from teamspiegel.contracts.published import Publication
from teamspiegel.contracts.report import Change, TeamReport, TeamRound
from teamspiegel.insights import insights_of
from teamspiegel.progress import progress_of
from teamspiegel.references import PublishedMeans, references


def reports_of(
    definitions: Definitions, publication: Publication, unseen: Mapping[str, Collection[str]] | None = None
) -> dict[str, TeamReport]:
    """The report of every team, in the order that they are declared in.

    `unseen`: for each team the others that a reader of its pages cannot see; none unless told.
    """
    rounds = {team.id: tuple(_rounds(definitions, publication, team)) for team in definitions.teams}
    means = PublishedMeans.of(definitions, (view for of_team in rounds.values() for view in of_team))
    return {
        team.id: _report(definitions, team, rounds[team.id], means, (unseen or {}).get(team.id, ()))
        for team in definitions.teams
    }


def _report(
    definitions: Definitions,
    team: Team,
    rounds: tuple[TeamRound, ...],
    means: PublishedMeans,
    unseen: Collection[str],
) -> TeamReport:
    questions = definitions.questions.get(team.id, ())
    sessions = tuple(session for session in definitions.sessions if session.team == team.id)

    def report(of: tuple[TeamRound, ...], before: TeamReport | None) -> TeamReport:
        return TeamReport(
            team,
            of,
            references(definitions, of[-1], means, unseen) if of else (),
            questions,
            {question.id: tuple(progress_of(definitions, question, of)) for question in questions},
            sessions,
            {view.round.id: _predictions(sessions, view.round.id) for view in of},
            before,
            definitions.data_points.get(team.id),
            definitions.visions.get(team.id, ()),
        )

    return report(rounds, report(rounds[:-1], None) if rounds else None)


def _predictions(sessions: Sequence[Session], round_: str) -> tuple[Prediction, ...]:
    """Where groups placed the team before they saw this round's data."""
    return tuple(prediction for session in sessions if session.round == round_ for prediction in session.predictions)


def _rounds(definitions: Definitions, publication: Publication, team: Team) -> Iterator[TeamRound]:
    """The rounds that a team was measured in, each with those before it."""
    earlier: list[TeamRound] = []
    for round_ in definitions.rounds:
        results = publication.by_team_and_round.get((team.id, round_.id))
        if results is None:
            continue
        instrument = definitions.instrument_of(round_)
        moved = {
            (past.round.id, aspect): change
            for past in earlier
            for aspect, change in changes((past.instrument, past.results), (instrument, results))
        }
        view = TeamRound(
            team,
            round_,
            instrument,
            results,
            insights_of(instrument, results, definitions.guidance),
            tuple(earlier),
            {key: change for key, change in moved.items() if isinstance(change, Change)},
            {key: why for key, why in moved.items() if not isinstance(why, Change)},
            tuple(ahead_of(instrument, results, team.members, definitions.settings.gate.for_spread)),
        )
        earlier.append(view)
        yield view
