"""Read `content/`: every declaration of an author, with every problem in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal, TypeVar

from pydantic import ConfigDict

from teamspiegel.contracts.definitions import (
    Benchmark,
    LearningQuestion,
    Round,
    Session,
    Settings,
    Team,
)
from teamspiegel.contracts.guidance import KINDS, GuidancePage
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.model import Model
from teamspiegel.contracts.problem import Problem, nearest, one_of
from teamspiegel.reading.declarations import Declarations
from teamspiegel.reading.guidance import FOLDER, check_body, check_guidance
from teamspiegel.reading.models import model_of
from teamspiegel.reading.references import check_references
from teamspiegel.reading.text import Tree, may_be_there, missing, text_of
from teamspiegel.reading.yaml_document import Document, parse

M = TypeVar("M")

FRONT_MATTER = re.compile(r"\A---\n(?P<head>.*?\n)---(?:\n(?P<body>.*))?\Z", re.DOTALL)
KNOWN_FILES = {
    "content/teams.yml": "teams",
    "content/rounds.yml": "rounds",
    "content/settings.yml": "settings",
    "content/benchmarks.yml": "benchmarks",
    "content/instruments/*.yml": "instruments",
    "content/learning-questions/*.yml": "learning questions",
    "content/sessions/*.yml": "sessions",
    f"{FOLDER}**/*.md": "guidance",
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
        list(reader.guidance()),
        reader.model("content/benchmarks.yml", tuple[Benchmark, ...]) if "content/benchmarks.yml" in tree else None,
    )
    instruments = "content/instruments/<id>.yml"
    if not any(PurePosixPath(path).match("content/instruments/*.yml") for path in tree) and not may_be_there(
        tree, instruments
    ):
        reader.problems.append(missing(instruments, "an instrument: the question set"))
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
        if not may_be_there(self.tree, path):
            self.problems.append(missing(path, expected))
        return None

    def guidance(self) -> Iterator[tuple[Document, GuidancePage]]:
        for path in sorted(self.tree):
            if path.startswith(FOLDER) and path.endswith(".md") and (found := self._guidance_page(path)):
                yield found

    def _guidance_page(self, path: str) -> tuple[Document, GuidancePage] | None:
        text = text_of(path, self.tree[path], self.problems)
        parts = FRONT_MATTER.match(text) if text is not None else None
        if text is not None and not parts:
            mend = "begin with a line '---', then the keys, then a line '---'"
            self.problems.append(Problem(path, 1, "no front matter", "YAML between two lines '---'", mend))
        document = parse(path, parts["head"], self.problems, first_line=2) if parts else None
        body = (parts["body"] or "").rstrip() + "\n" if parts else ""
        first_line = len(parts["head"].splitlines()) + 3 if parts else 1
        self.problems.extend(check_body(path, body, first_line))
        kind = self._model(path, document, _Kind)
        found = self._model(path, document, KINDS[kind[1].kind]) if kind else None
        return (found[0], GuidancePage(path.removeprefix(FOLDER), found[1], body, first_line)) if found else None
