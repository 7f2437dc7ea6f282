"""Read `content/`: every declaration of an author, with every problem in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal, TypeVar

from pydantic import ConfigDict

from teamspiegel.contracts.datapoints import DataPoints
from teamspiegel.contracts.definitions import (
    Benchmark,
    LearningQuestion,
    Round,
    Session,
    Settings,
    StudyEntry,
    Team,
)
from teamspiegel.contracts.guidance import KINDS, Front, GuidancePage
from teamspiegel.contracts.imports import ImportMapping
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.kinds import KINDS as INSTRUMENTS
from teamspiegel.contracts.kinds import SURVEY, AnyInstrument
from teamspiegel.contracts.model import Model
from teamspiegel.contracts.other import OtherInstrument
from teamspiegel.contracts.problem import Problem, closest, nearest, one_of
from teamspiegel.contracts.vision import VisionPoint
from teamspiegel.contracts.words import STANDARD, Words
from teamspiegel.reading.declarations import Body, Declarations
from teamspiegel.reading.guidance import FOLDER, check_guidance
from teamspiegel.reading.models import model_of
from teamspiegel.reading.references import check_references
from teamspiegel.reading.text import Tree, may_be_there, missing, second_copy, text_of
from teamspiegel.reading.words import filled, unknown_places
from teamspiegel.reading.yaml_document import Document, Location, parse

M = TypeVar("M")

FRONT_MATTER = re.compile(r"\A---\n(?P<head>.*?\n)---(?:\n(?P<body>.*))?\Z", re.DOTALL)
KNOWN_FILES = {
    "content/teams.yml": "teams",
    "content/rounds.yml": "rounds",
    "content/settings.yml": "settings",
    "content/benchmarks.yml": "benchmarks",
    "content/study.yml": "the study",
    "content/instruments/*.yml": "instruments",
    "content/learning-questions/*.yml": "learning questions",
    "content/sessions/*.yml": "sessions",
    "content/datapoints/*.yml": "data points",
    "content/vision/*.yml": "a vision",
    "content/imports/*.yml": "how exports are read",
    f"{FOLDER}**/*.md": "guidance",
}


def read_declarations(tree: Tree) -> tuple[Declarations, list[Problem]]:
    """The declarations in `content/`, as far as they could be read, and every problem in them."""
    copies = {path: told for path in tree if path.startswith("content/") and (told := second_copy(path, tree))}
    tree = {path: content for path, content in tree.items() if path not in copies}
    reader = _Reader(tree, [*copies.values()])
    settings = reader.model("content/settings.yml", Settings) if "content/settings.yml" in tree else None
    reader.words = settings[1].words if settings else STANDARD
    instruments = list(reader.instruments())
    declared = Declarations(
        settings[1] if settings else Settings(),
        reader.required("content/teams.yml", tuple[Team, ...], "a list of teams with id, name and members"),
        reader.required("content/rounds.yml", tuple[Round, ...], "a list of rounds with id, label, date and kind"),
        [(document, one) for document, one in instruments if isinstance(one, Instrument)],
        [(document, one) for document, one in instruments if isinstance(one, OtherInstrument)],
        list(reader.models("sessions", Session)),
        list(reader.models("learning-questions", tuple[LearningQuestion, ...])),
        list(reader.guidance()),
        reader.model("content/benchmarks.yml", tuple[Benchmark, ...]) if "content/benchmarks.yml" in tree else None,
        list(reader.models("datapoints", DataPoints)),
        list(reader.models("vision", tuple[VisionPoint, ...])),
    )
    study = reader.model("content/study.yml", tuple[StudyEntry, ...]) if "content/study.yml" in tree else None
    declared.study = study[1] if study else ()
    an_instrument = "content/instruments/<id>.yml"
    if not any(PurePosixPath(path).match("content/instruments/*.yml") for path in tree) and not may_be_there(
        tree, an_instrument
    ):
        reader.problems.append(missing(an_instrument, "an instrument: the question set"))
    reader.words = None
    declared.mappings = list(reader.models("imports", ImportMapping))  # nothing of the site is made of them
    declared.bodies, declared.documents = tuple(reader.bodies), tuple(reader.documents)
    declared.unread = (*reader.unread, *(path for path in tree if path.endswith("/")))
    return declared, [*reader.problems, *_misplaced(tree), *check_references(declared), *check_guidance(declared)]


def _misplaced(tree: Tree) -> Iterator[Problem]:
    """Files in `content/` that nothing reads: a slip of the pen would otherwise go unnoticed."""
    for path in sorted(tree):
        place = PurePosixPath(path)
        guidance = path.startswith(FOLDER) and path.endswith(".md")
        if (
            place.parts[0] != "content"
            or path.endswith("/")
            or guidance
            or any(place.match(pattern) for pattern in KNOWN_FILES)
        ):
            continue
        renamed = f"name it {place.stem}.yml" if place.suffix == ".yaml" else ""
        mend = renamed or nearest(path, KNOWN_FILES) or "move it out of content/"
        yield Problem(path, 1, "a file that nothing reads", one_of(KNOWN_FILES), mend)


class _Kind(Model):
    """What a guidance page is: that decides which other keys it has."""

    model_config = ConfigDict(extra="ignore")
    kind: Literal[tuple(KINDS)]  # type: ignore[valid-type]


class _KindOfInstrument(Model):
    """What an instrument is: that decides which other keys it has."""

    model_config = ConfigDict(extra="ignore")
    kind: Literal[tuple(INSTRUMENTS)] = SURVEY  # type: ignore[valid-type]


class _AnyFront(Front):
    """What every page says, whatever else is in it."""

    model_config = ConfigDict(extra="ignore")


class _AnyInstrument(OtherInstrument):
    """What every instrument says, whatever else is in it."""

    model_config = ConfigDict(extra="ignore")


@dataclass
class _Reader:
    tree: Tree
    problems: list[Problem] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    words: Words | None = None
    """What is filled in where a text has a place for it. The settings say it, so they have no such places themselves;
    nor has what a survey program calls its columns."""

    def model(self, path: str, kind: type[M]) -> tuple[Document, M] | None:
        text = self._text(path)
        return self._model(path, self._parsed(path, text) if text is not None else None, kind)

    def _text(self, path: str) -> str | None:
        text = text_of(path, self.tree[path], self.problems)
        if text is not None and self.words:
            self.problems.extend(unknown_places(path, text))
        return text

    def _parsed(self, path: str, text: str, first_line: int = 1) -> Document | None:
        document = parse(path, text, self.problems, first_line)
        self.documents.extend([document] if document else [])
        return document

    def _model(self, path: str, document: Document | None, kind: type[M]) -> tuple[Document, M] | None:
        named: dict[Location, str] = {}
        if kind in INSTRUMENTS.values():
            named = {
                ("id",): PurePosixPath(path).stem,
                ("kind",): next(id_ for id_ in INSTRUMENTS if INSTRUMENTS[id_] is kind),
            }
        fill = self.words.fill if self.words else None
        model = model_of(document, kind, self.problems, named, fill) if document else None
        if document and model is not None:
            return document, model
        self.unread.append(path)
        return None

    def models(self, folder: str, kind: type[M]) -> Iterator[tuple[Document, M]]:
        for path in sorted(self.tree):
            if PurePosixPath(path).match(f"content/{folder}/*.yml") and (found := self.model(path, kind)):
                yield found

    def instruments(self) -> Iterator[tuple[Document, AnyInstrument]]:
        for path in sorted(self.tree):
            if not PurePosixPath(path).match("content/instruments/*.yml"):
                continue
            text = text_of(path, self.tree[path], self.problems)
            document = self._parsed(path, text) if text is not None else None
            kind = self._kind_of_instrument(document) if document else None
            model: type[AnyInstrument] = INSTRUMENTS[kind] if kind else _AnyInstrument
            if (found := self._model(path, document, model)) and kind and not self._is_another(*found):
                yield found
            elif found:
                self.unread.append(path)

    def _kind_of_instrument(self, document: Document) -> str | None:
        """The kind of an instrument, or the nearest; None, and a problem, when it is none that there is."""
        found = document.at(*self._key_of_kind(document))
        if found is None or (isinstance(found, str) and found in INSTRUMENTS):
            return found or SURVEY
        model_of(document, _KindOfInstrument, self.problems)
        document.told.add(("kind",))
        return closest(str(found), INSTRUMENTS)

    @staticmethod
    def _is_another(document: Document, instrument: AnyInstrument) -> bool:
        """Whether a key that says what is asked, or of whom, is misspelt or has no value that fits, which is told.

        A survey is read all the same: what is asked stands in its layers, and there is much to check in it.
        """
        lost = {key for key in type(instrument).model_fields if document.is_told(key)}
        return not isinstance(instrument, Instrument) and bool(lost - {"id", "name", "description", "version"})

    @staticmethod
    def _key_of_kind(document: Document) -> Location:
        """Where the kind stands. Under a misspelt key, which is told, it says all the same what the others mean."""
        keys = document.value if isinstance(document.value, dict) else {}
        misspelt = [
            key for key, value in keys.items() if key not in _AnyInstrument.model_fields and value in [*INSTRUMENTS]
        ]
        return ("kind",) if "kind" in keys else (closest("kind", misspelt) or "kind",)

    def required(self, path: str, kind: type[M], expected: str) -> tuple[Document, M] | None:
        if path in self.tree:
            return self.model(path, kind)
        if not may_be_there(self.tree, path):
            self.problems.append(missing(path, expected))
        return None

    def guidance(self) -> Iterator[tuple[Document, GuidancePage]]:
        for path in sorted(self.tree):
            if path.startswith(FOLDER) and path.endswith(".md") and (found := self._guidance_page(path)):
                yield found

    def _guidance_page(self, path: str) -> tuple[Document, GuidancePage] | None:
        text = self._text(path)
        parts = FRONT_MATTER.match(text) if text is not None else None
        if text is not None and not parts:
            mend = "begin with a line '---', then the keys, then a line '---'"
            self.problems.append(Problem(path, 1, "no front matter", "YAML between two lines '---'", mend))
        markdown = (parts["body"] or "") if parts else text or ""
        markdown = filled(markdown.rstrip(), self.words or STANDARD)
        body = Body(path, markdown + "\n", parts["head"].count("\n") + 3 if parts else 1)
        self.bodies.append(body)
        document = self._parsed(path, parts["head"], first_line=2) if parts else None
        kind = self._kind(path, document)
        found = self._model(path, document, KINDS[kind]) if kind else None
        page = (path.removeprefix(FOLDER), found[1], body.markdown, body.first_line) if found else None
        return (found[0], GuidancePage(*page)) if found and page else None

    def _kind(self, path: str, document: Document | None) -> str | None:
        """The kind of a page; None, and a problem, when it has none. Its keys are then those of the nearest."""
        kind = self._model(path, document, _Kind)
        if kind or not document:
            return kind[1].kind if kind else None
        meant = closest(str(document.at("kind")), KINDS)
        document.told.add(("kind",))
        model_of(document, KINDS[meant] if meant else _AnyFront, self.problems)
        return None
