"""What `content/` declares, with the document that each declaration stands in, for checks that name a line."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, TypeVar

from teamspiegel.contracts.datapoints import DataPoints
from teamspiegel.contracts.definitions import (
    Benchmark,
    Definitions,
    LearningQuestion,
    Round,
    Session,
    Settings,
    StudyEntry,
    Team,
)
from teamspiegel.contracts.guidance import Front, GuidancePage, Recommendation, WorkForm
from teamspiegel.contracts.imports import ImportMapping
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.kinds import AnyInstrument
from teamspiegel.contracts.other import OtherInstrument
from teamspiegel.contracts.vision import VisionPoint
from teamspiegel.reading.ids import meant_ids
from teamspiegel.reading.instrument import item_ids, meant_items
from teamspiegel.reading.yaml_document import Document, Location

INSTRUMENTS = "content/instruments/"


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
    others: list[tuple[Document, OtherInstrument]] = field(default_factory=list)
    sessions: list[tuple[Document, Session]] = field(default_factory=list)
    questions: list[tuple[Document, tuple[LearningQuestion, ...]]] = field(default_factory=list)
    guidance: list[tuple[Document, GuidancePage]] = field(default_factory=list)
    benchmarks: tuple[Document, tuple[Benchmark, ...]] | None = None
    data_points: list[tuple[Document, DataPoints]] = field(default_factory=list)
    visions: list[tuple[Document, tuple[VisionPoint, ...]]] = field(default_factory=list)
    study: tuple[StudyEntry, ...] = ()
    mappings: list[tuple[Document, ImportMapping]] = field(default_factory=list)
    bodies: tuple[Body, ...] = ()
    documents: tuple[Document, ...] = ()
    """Everything that is written in YAML, also where nothing could be made of it."""
    unread: tuple[str, ...] = ()
    """The paths of the files that gave no declaration at all: a file's name stands in for the id in it. And, with a
    slash at the end, those of the folders that could not be read."""

    def definitions(self) -> Definitions:
        """The same without the documents: what the rest of the pipeline works with."""
        units = self.teams[1] if self.teams else ()
        declared = sorted(self.rounds[1] if self.rounds else (), key=lambda round_: (round_.date, round_.id))
        rounds = [(round_, *self.instruments_of(round_.id)) for round_ in declared]
        used = {
            one.id: [round_ for round_, _, others in rounds if one.id in {other.id for other in others}]
            for one in self.every_instrument
        }
        return Definitions(
            self.settings,
            tuple(unit for unit in units if unit.level == "team"),
            tuple(
                round_.model_copy(update={"instrument": mirror.id}) if mirror else round_
                for round_, mirror, others in rounds
                if mirror or not others
            ),
            {instrument.id: instrument for _, instrument in self.instruments},
            tuple(sorted((session for _, session in self.sessions), key=lambda session: session.date)),
            {PurePosixPath(document.path).stem: questions for document, questions in self.questions},
            _in_order([page for _, page in self.guidance]),
            self.benchmarks[1] if self.benchmarks else (),
            wider=tuple(unit for unit in units if unit.level != "team"),
            others={instrument.id: instrument for _, instrument in self.others},
            data_points={PurePosixPath(document.path).stem: found for document, found in self.data_points},
            visions={PurePosixPath(document.path).stem: found for document, found in self.visions},
            study=self.study,
            besides=tuple((one, tuple(used[one.id])) for one in self.every_instrument if used[one.id]),
        )

    @property
    def every_instrument(self) -> list[AnyInstrument]:
        """The instruments of all kinds, the surveys first."""
        return [*(one for _, one in self.instruments), *(one for _, one in self.others)]

    @property
    def team_ids(self) -> tuple[str, ...] | None:
        """Every team id that the file names, also of an entry with a mistake; None when that cannot be told."""
        return meant_ids(self.teams[0]) if self.teams else None

    @property
    def round_ids(self) -> tuple[str, ...] | None:
        """Every round id that the file names, also of an entry with a mistake; None when that cannot be told."""
        return meant_ids(self.rounds[0]) if self.rounds else None

    @property
    def instrument_ids(self) -> tuple[str, ...] | None:
        """What instruments are called, also those that could not be read; None when there may be others.

        So it is too when there is none at all: that is told.
        """
        if self._may_hide(INSTRUMENTS):
            return None
        known = {*self._instrument_by_name, *self._other_by_name, *self.unread_instruments}
        return tuple(sorted(known)) or None

    @property
    def unread_instruments(self) -> tuple[str, ...]:
        """What the files of instruments are called of which nothing could be made."""
        return tuple(self._unread_in(INSTRUMENTS))

    @property
    def one_instrument(self) -> bool | None:
        """Whether there is one instrument that can be the mirror and no more, so that a round need not name it.

        None when that cannot be told: nobody knows whether one that could not be read is a mirror.
        """
        if self.instrument_ids is None or (self.unread_instruments and len(self._mirrors) < 2):
            return None
        return len(self._mirrors) == 1

    @property
    def _mirrors(self) -> list[Instrument]:
        """The surveys that a round may be about: with answers in the files of old, or the only one there is."""
        surveys = [instrument for _, instrument in self.instruments]
        return [one for one in surveys if one.is_mirror] or surveys[:1] if len(surveys) != 1 else surveys

    @property
    def _instrument_by_name(self) -> dict[str, Instrument]:
        return _by_name(self.instruments)

    @property
    def _other_by_name(self) -> dict[str, OtherInstrument]:
        return _by_name(self.others)

    @property
    def recommendation_ids(self) -> tuple[str, ...] | None:
        """Every recommendation that the guidance has a page of, also one that could not be read; None as above."""
        return self._in_library(lambda front: isinstance(front, Recommendation))

    @property
    def work_form_ids(self) -> tuple[str, ...] | None:
        """Every work form, in the same way."""
        return self._in_library(lambda front: isinstance(front, WorkForm))

    @property
    def sheet_ids(self) -> tuple[str, ...] | None:
        """Every work form with a sheet, in the same way."""
        return self._in_library(lambda front: isinstance(front, WorkForm) and bool(front.sheet))

    def _in_library(self, wanted: Callable[[Front], bool]) -> tuple[str, ...] | None:
        if self._may_hide("content/guidance/"):
            return None
        known = (page.front.id for _, page in self.guidance if wanted(page.front))
        return tuple(sorted({*known, *self._unread_in("content/guidance/")}))

    def ids_in_instruments(self, key: str) -> list[str] | None:
        """Every id under `items`, `elements` or `layers` of any instrument; None when one or all could not be read."""
        if self.unread_instruments or self.instrument_ids is None or not self.instruments:
            return None
        documents = [document for document, _ in self.instruments]
        return _all(meant_items(document) if key == "items" else meant_ids(document, key) for document in documents)

    def question_ids(self, team: str) -> list[str] | None:
        """Every learning question of a team, also one with a mistake; None when that cannot be told."""
        folder = "content/learning-questions/"
        if team in self._unread_in(folder) or self._may_hide(folder):
            return None
        documents = (document for document, _ in self.questions if PurePosixPath(document.path).stem == team)
        return _all(map(meant_ids, documents))

    def _unread_in(self, folder: str) -> list[str]:
        return [PurePosixPath(path).stem for path in self.unread if path.startswith(folder) and path != folder]

    def _may_hide(self, folder: str) -> bool:
        """Whether a folder, one above it or one in it could not be read."""
        hidden = (path for path in self.unread if path.endswith("/"))
        return any(path.startswith(folder) or folder.startswith(path) for path in hidden)

    def instrument_of(self, round_id: str) -> Instrument | None:
        """The mirror of a round; None when it has none, or when that cannot be told (which is reported elsewhere)."""
        return self.instruments_of(round_id)[0]

    def instruments_of(self, round_id: str) -> tuple[Instrument | None, list[AnyInstrument]]:
        """The mirror of a round, if that has one and it can be told, and every instrument that it used beside it."""
        entries = self._entries_of(round_id)
        if len(entries) > 1:
            return None, []
        named = entries[0].get("instrument") if entries else None
        listed = entries[0].get("instruments") if entries else None
        every: dict[str, AnyInstrument] = {**self._other_by_name, **self._instrument_by_name}
        used = [every[one] for one in _texts(listed) if one in every]
        if isinstance(named, str):
            mirror = self._instrument_by_name.get(named)
        elif used:
            mirror = next((one for one in used if isinstance(one, Instrument) and one.is_mirror), None)
        else:
            mirror = self._mirrors[0] if self.one_instrument and self._mirrors else None
        return mirror, [one for one in {one.id: one for one in used}.values() if one is not mirror]

    def named_in(self, round_id: str) -> set[str]:
        """The instruments that a round names, also those that are not there."""
        entries = self._entries_of(round_id)
        return {
            one for entry in entries for one in (*_texts((entry.get("instrument"),)), *_texts(entry.get("instruments")))
        }

    def knows_all_in(self, round_id: str) -> bool:
        """Whether every instrument that a round names could be read."""
        return self.named_in(round_id) <= self._instrument_by_name.keys() | self._other_by_name.keys()

    def _entries_of(self, round_id: str) -> list[dict[str, Any]]:
        """What is written of a round, its id in small letters or capitals; more than one where an id stands twice."""
        entries = self.rounds[0].listed() if self.rounds else ()
        return [one for one in entries if isinstance(one, dict) and str(one.get("id")).lower() == round_id]

    def survey_called(self, id_: str) -> Instrument | None:
        """The survey of this name, if it could be read."""
        return self._instrument_by_name.get(id_)

    def document_of(self, instrument: AnyInstrument) -> Document:
        """The document that an instrument stands in. It may name more than the instrument holds: see `model_of`."""
        return next(document for document, known in (*self.instruments, *self.others) if known is instrument)

    def asked_in(self, instrument: AnyInstrument) -> list[str]:
        """Every item that an instrument's file names, also one that a mistake keeps out of the instrument."""
        document = self.document_of(instrument)
        if isinstance(instrument, Instrument):
            return item_ids(document)
        return [id_ for within in lists_of(document, instrument) for id_ in document.ids(*within)]

    def is_whole(self, instrument: AnyInstrument) -> bool:
        """Whether all that an instrument's file lists could be read."""
        document = self.document_of(instrument)
        if isinstance(instrument, Instrument):
            return len(instrument.layers) == len(document.listed("layers"))
        asked = {item for file in instrument.answer_files for item in file.items}
        return not asked or asked == set(self.asked_in(instrument))

    def sources_of(self, instrument: Instrument) -> tuple[str, ...] | None:
        """The sources that an instrument's layers ask for; None when a mistake keeps a layer out of it."""
        return tuple(instrument.files) if self.is_whole(instrument) else None

    def indicator_ids(self, round_id: str) -> list[str] | None:
        """Every item, block, layer and axis of a round's instrument; None when that cannot be told."""
        instrument = self.instrument_of(round_id)
        if instrument is None:
            return None
        document = self.document_of(instrument)
        levels = (meant_ids(document, key) for key in ("blocks", "layers", "axes"))
        return _all((meant_items(document), *levels))


def _all(found: Iterable[Sequence[str] | None]) -> list[str] | None:
    """The ids of several lists together; None when those of one cannot be told."""
    lists = list(found)
    return None if None in lists else [id_ for ids in lists for id_ in ids or ()]


def _texts(value: object) -> list[str]:
    """The texts in a list; none when it is no list."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, tuple) else []


def lists_of(document: Document, instrument: OtherInstrument) -> list[Location]:
    """Where the file of an instrument lists what stands in the columns."""
    outer, *inner = instrument.ASKED
    return [(outer, index, *inner) for index in range(len(document.listed(outer)))] if inner else [(outer,)]


Named = TypeVar("Named", Instrument, OtherInstrument)


def _by_name(found: Sequence[tuple[Document, Named]]) -> dict[str, Named]:
    """By id and by the file's name: where these differ, or there is no id, that is told, and both are meant."""
    by_file = {PurePosixPath(document.path).stem: instrument for document, instrument in found}
    return by_file | {instrument.id: instrument for _, instrument in found}


def _in_order(pages: list[GuidancePage]) -> tuple[GuidancePage, ...]:
    """The pages folder by folder, a folder's own page first, and neighbours by their `order` and then by name."""
    order = {page.path: page.front.order for page in pages}

    def place(page: GuidancePage) -> list[tuple[int, str]]:
        path = PurePosixPath(page.path)
        folders = [folder for folder in reversed(path.parents) if folder.name]
        within = [(order.get(f"{folder}/index.md", 0), folder.name) for folder in folders]
        return within if path.name == "index.md" else [*within, (page.front.order, path.name)]

    return tuple(sorted(pages, key=place))
