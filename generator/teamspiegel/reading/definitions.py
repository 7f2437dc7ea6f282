"""Read `content/`: every declaration of an author, with every problem in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TypeVar

from teamspiegel.contracts.definitions import (
    LearningQuestion,
    Recommendation,
    RecommendationPage,
    Round,
    Session,
    Settings,
    Team,
)
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.problem import Problem, nearest, one_of
from teamspiegel.reading.declarations import Declarations
from teamspiegel.reading.guidance import check_body
from teamspiegel.reading.models import model_of
from teamspiegel.reading.references import check_references
from teamspiegel.reading.text import Tree, missing, text_of
from teamspiegel.reading.yaml_document import Document, parse

M = TypeVar("M")

FRONT_MATTER = re.compile(r"\A---\n(?P<head>.*?\n)---(?:\n(?P<body>.*))?\Z", re.DOTALL)
KNOWN_FILES = {
    "content/teams.yml": "teams",
    "content/rounds.yml": "rounds",
    "content/settings.yml": "settings",
    "content/instruments/*.yml": "instruments",
    "content/learning-questions/*.yml": "learning questions",
    "content/sessions/*.yml": "sessions",
}


def read_declarations(tree: Tree) -> tuple[Declarations, list[Problem]]:
    """The declarations in `content/`, as far as they could be read, and every problem in them."""
    reader = _Reader(tree)
    settings = reader.model("content/settings.yml", Settings) if "content/settings.yml" in tree else None
    declared = Declarations(
        settings[1] if settings else Settings(),
        reader.required("content/teams.yml", tuple[Team, ...], "a list of teams with id, name and members"),
        reader.required("content/rounds.yml", tuple[Round, ...], "a list of rounds with id, label, date and kind"),
        list(reader.models("instruments", Instrument)),
        list(reader.models("sessions", Session)),
        list(reader.models("learning-questions", tuple[LearningQuestion, ...])),
        list(reader.recommendations()),
    )
    if not any(PurePosixPath(path).match("content/instruments/*.yml") for path in tree):
        reader.problems.append(missing("content/instruments/<id>.yml", "an instrument: the question set"))
    declared.unread = tuple(reader.unread)
    return declared, [*reader.problems, *_misplaced(tree), *check_references(declared)]


def _misplaced(tree: Tree) -> Iterator[Problem]:
    """Files in `content/` that nothing reads: a slip of the pen would otherwise go unnoticed."""
    for path in sorted(tree):
        place = PurePosixPath(path)
        inside = place.parts[0] == "content"
        if not inside or path.endswith(".md") or any(place.match(pattern) for pattern in KNOWN_FILES):
            continue
        renamed = f"name it {place.stem}.yml" if place.suffix == ".yaml" else ""
        mend = renamed or nearest(path, KNOWN_FILES) or "move it out of content/"
        yield Problem(path, 1, "a file that nothing reads", one_of(KNOWN_FILES), mend)


@dataclass
class _Reader:
    tree: Tree
    problems: list[Problem] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def model(self, path: str, kind: type[M]) -> tuple[Document, M] | None:
        text = text_of(path, self.tree[path], self.problems)
        document = parse(path, text, self.problems) if text is not None else None
        return self._model(path, document, kind)

    def _model(self, path: str, document: Document | None, kind: type[M]) -> tuple[Document, M] | None:
        model = model_of(document, kind, self.problems) if document else None
        if document and model is not None:
            return document, model
        self.unread.append(path)
        return None

    def models(self, folder: str, kind: type[M]) -> Iterator[tuple[Document, M]]:
        for path in sorted(self.tree):
            if PurePosixPath(path).match(f"content/{folder}/*.yml") and (found := self.model(path, kind)):
                yield found

    def required(self, path: str, kind: type[M], expected: str) -> tuple[Document, M] | None:
        if path in self.tree:
            return self.model(path, kind)
        self.problems.append(missing(path, expected))
        return None

    def recommendations(self) -> Iterator[tuple[Document, RecommendationPage]]:
        for path in sorted(self.tree):
            if not (path.startswith("content/guidance/") and path.endswith(".md")):
                continue
            text = text_of(path, self.tree[path], self.problems)
            parts = FRONT_MATTER.match(text.replace("\r\n", "\n")) if text is not None else None
            if text is not None and not parts:
                mend = "begin with a line '---', then the keys, then a line '---'"
                self.problems.append(Problem(path, 1, "no front matter", "YAML between two lines '---'", mend))
            document = parse(path, parts["head"], self.problems, first_line=2) if parts else None
            if parts:
                first_line = len(parts["head"].splitlines()) + 3
                self.problems.extend(check_body(path, parts["body"] or "", first_line, self.tree))
            found = self._model(path, document, Recommendation)
            if found and parts:
                yield found[0], RecommendationPage(found[1], (parts["body"] or "").strip() + "\n")
