"""What `content/` declares, with the document that each declaration stands in, for checks that name a line."""

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from teamspiegel.contracts.definitions import (
    Definitions,
    LearningQuestion,
    RecommendationPage,
    Round,
    Session,
    Settings,
    Team,
)
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.reading.yaml_document import Document


@dataclass
class Declarations:
    """What `content/` declares, as far as it could be read, with the document that each declaration stands in.

    `None` for teams or rounds: the file could not be read, so nothing can be said about an unknown id.
    """

    settings: Settings = field(default_factory=Settings)
    teams: tuple[Document, tuple[Team, ...]] | None = None
    rounds: tuple[Document, tuple[Round, ...]] | None = None
    instruments: list[tuple[Document, Instrument]] = field(default_factory=list)
    sessions: list[tuple[Document, Session]] = field(default_factory=list)
    questions: list[tuple[Document, tuple[LearningQuestion, ...]]] = field(default_factory=list)
    recommendations: list[tuple[Document, RecommendationPage]] = field(default_factory=list)

    def definitions(self) -> Definitions:
        """The same without the documents: what the rest of the pipeline works with."""
        rounds = self.rounds[1] if self.rounds else ()
        return Definitions(
            self.settings,
            self.teams[1] if self.teams else (),
            tuple(sorted(rounds, key=lambda round_: (round_.date, round_.id))),
            {instrument.id: instrument for _, instrument in self.instruments},
            tuple(sorted((session for _, session in self.sessions), key=lambda session: session.date)),
            {PurePosixPath(document.path).stem: questions for document, questions in self.questions},
            tuple(page for _, page in self.recommendations),
        )

    @property
    def team_ids(self) -> frozenset[str] | None:
        """Every team id that the file names, also of an entry with a mistake; None when the file is unreadable."""
        return _declared_ids(self.teams[0]) if self.teams else None

    @property
    def round_ids(self) -> frozenset[str] | None:
        """Every round id that the file names, also of an entry with a mistake; None when the file is unreadable."""
        return _declared_ids(self.rounds[0]) if self.rounds else None

    @property
    def instrument_ids(self) -> frozenset[str]:
        """Every instrument that could be read."""
        return frozenset(instrument.id for _, instrument in self.instruments)

    @property
    def recommendation_ids(self) -> frozenset[str]:
        """Every recommendation that the guidance has a page of."""
        return frozenset(page.recommendation.id for _, page in self.recommendations)

    def question_ids(self, team: str) -> frozenset[str]:
        """Every learning question of a team."""
        return frozenset(
            question.id
            for document, questions in self.questions
            if PurePosixPath(document.path).stem == team
            for question in questions
        )

    def instrument_of(self, round_id: str) -> Instrument | None:
        """The instrument of a round, or None when that cannot be told (a problem is reported elsewhere then)."""
        known = {instrument.id: instrument for _, instrument in self.instruments}
        named = {round_.id: round_.instrument for round_ in self.rounds[1]} if self.rounds else {}
        if named.get(round_id):
            return known.get(str(named[round_id]))
        return next(iter(known.values())) if len(known) == 1 else None

    def indicator_ids(self, round_id: str) -> frozenset[str] | None:
        """Every item, block, layer and axis of a round's instrument; None when that cannot be told."""
        instrument = self.instrument_of(round_id)
        if instrument is None:
            return None
        return frozenset(
            [*instrument.items, *instrument.layer_by_id, *instrument.axis_by_id]
            + [block.id for block in instrument.blocks]
        )


def _declared_ids(document: Document) -> frozenset[str]:
    return frozenset(str(entry["id"]) for entry in document.value if isinstance(entry, dict) and "id" in entry)
