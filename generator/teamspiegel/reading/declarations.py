"""What `content/` declares, with the document that each declaration stands in, for checks that name a line."""

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from teamspiegel.contracts.definitions import (
    Benchmark,
    Definitions,
    LearningQuestion,
    Round,
    Session,
    Settings,
    Team,
)
from teamspiegel.contracts.guidance import GuidancePage, Recommendation
from teamspiegel.contracts.instrument import Instrument, Source
from teamspiegel.reading.instrument import item_ids
from teamspiegel.reading.yaml_document import Document


@dataclass(frozen=True)
class Body:
    """The Markdown of a page of the library, from `first_line` of its file on; also of a page that says no more."""

    path: str
    markdown: str
    first_line: int


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
    guidance: list[tuple[Document, GuidancePage]] = field(default_factory=list)
    benchmarks: tuple[Document, tuple[Benchmark, ...]] | None = None
    bodies: tuple[Body, ...] = ()
    documents: tuple[Document, ...] = ()
    """Everything that is written in YAML, also where nothing could be made of it."""
    unread: tuple[str, ...] = ()
    """The paths of the files that gave no declaration at all: a file's name stands in for the id in it. And, with a
    slash at the end, those of the folders that could not be read."""

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
            _in_order([page for _, page in self.guidance]),
            self.benchmarks[1] if self.benchmarks else (),
        )

    @property
    def team_ids(self) -> tuple[str, ...] | None:
        """Every team id that the file names, also of an entry with a mistake; None when the file is unreadable."""
        return self.teams[0].ids() if self.teams else None

    @property
    def round_ids(self) -> tuple[str, ...] | None:
        """Every round id that the file names, also of an entry with a mistake; None when the file is unreadable."""
        return self.rounds[0].ids() if self.rounds else None

    @property
    def instrument_ids(self) -> tuple[str, ...] | None:
        """What instruments are called, also those that could not be read; None when there may be others."""
        if self._may_hide("content/instruments/"):
            return None
        return tuple(sorted({*self._instrument_by_name, *self._unread_in("content/instruments/")}))

    @property
    def one_instrument(self) -> bool:
        """Whether there is one instrument and no more, so that a round need not name it."""
        unread = self._unread_in("content/instruments/")
        return len(self.instruments) + len(unread) == 1 and not self._may_hide("content/instruments/")

    @property
    def _instrument_by_name(self) -> dict[str, Instrument]:
        """By id and by the file's name: where these differ, or there is no id, that is told, and both are meant."""
        by_file = {PurePosixPath(document.path).stem: instrument for document, instrument in self.instruments}
        by_id = {instrument.id: instrument for _, instrument in self.instruments}
        return by_file | by_id

    @property
    def recommendation_ids(self) -> tuple[str, ...] | None:
        """Every recommendation that the guidance has a page of, also one that could not be read; None as above."""
        if self._may_hide("content/guidance/"):
            return None
        known = (page.front.id for _, page in self.guidance if isinstance(page.front, Recommendation))
        return tuple(sorted({*known, *self._unread_in("content/guidance/")}))

    def ids_in_instruments(self, key: str) -> list[str] | None:
        """Every id under `items`, `elements` or `layers` of any instrument; None when one or all could not be read."""
        if self._unread_in("content/instruments/") or self.instrument_ids is None or not self.instruments:
            return None
        documents = [document for document, _ in self.instruments]
        return [id_ for document in documents for id_ in (item_ids(document) if key == "items" else document.ids(key))]

    def question_ids(self, team: str) -> tuple[str, ...] | None:
        """Every learning question of a team, also one with a mistake; None when the file is unreadable."""
        folder = "content/learning-questions/"
        if team in self._unread_in(folder) or self._may_hide(folder):
            return None
        documents = (document for document, _ in self.questions if PurePosixPath(document.path).stem == team)
        return tuple(id_ for document in documents for id_ in document.ids())

    def _unread_in(self, folder: str) -> list[str]:
        return [PurePosixPath(path).stem for path in self.unread if path.startswith(folder) and path != folder]

    def _may_hide(self, folder: str) -> bool:
        """Whether a folder, one above it or one in it could not be read."""
        hidden = (path for path in self.unread if path.endswith("/"))
        return any(path.startswith(folder) or folder.startswith(path) for path in hidden)

    def instrument_of(self, round_id: str) -> Instrument | None:
        """The instrument of a round, or None when that cannot be told (a problem is reported elsewhere then)."""
        document = self.rounds[0] if self.rounds else None
        named = document.at(*document.entry(round_id), "instrument") if document else None
        if isinstance(named, str):
            return self._instrument_by_name.get(named)
        return self.instruments[0][1] if self.one_instrument and self.instruments else None

    def document_of(self, instrument: Instrument) -> Document:
        """The document that an instrument stands in. It may name more than the instrument holds: see `model_of`."""
        return next(document for document, known in self.instruments if known is instrument)

    def sources_of(self, instrument: Instrument) -> tuple[Source, ...] | None:
        """The sources that an instrument's layers ask for; None when a mistake keeps a layer out of it."""
        whole = len(instrument.layers) == len(self.document_of(instrument).at("layers"))
        return instrument.sources if whole else None

    def indicator_ids(self, round_id: str) -> list[str] | None:
        """Every item, block, layer and axis of a round's instrument; None when that cannot be told."""
        instrument = self.instrument_of(round_id)
        if instrument is None:
            return None
        document = self.document_of(instrument)
        return [*item_ids(document), *(id_ for key in ("blocks", "layers", "axes") for id_ in document.ids(key))]


def _in_order(pages: list[GuidancePage]) -> tuple[GuidancePage, ...]:
    """The pages folder by folder, a folder's own page first, and neighbours by their `order` and then by name."""
    order = {page.path: page.front.order for page in pages}

    def place(page: GuidancePage) -> list[tuple[int, str]]:
        path = PurePosixPath(page.path)
        folders = [folder for folder in reversed(path.parents) if folder.name]
        within = [(order.get(f"{folder}/index.md", 0), folder.name) for folder in folders]
        return within if path.name == "index.md" else [*within, (page.front.order, path.name)]

    return tuple(sorted(pages, key=place))
