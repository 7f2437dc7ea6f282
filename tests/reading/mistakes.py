"""A mistake in a school, and the messages that it must give.

Every mistake stands in a place of its own (a team, a session, an instrument or a line that no other mistake uses), so
that all of them can stand in one school together.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.schools import Files, change, small

KOMPAS = small()["content/instruments/kompas.yml"].decode()
SURVEY = "respondent,zelf-begin,zelf-beurten,samen-afspraken,samen-roddel\n"
LESSONS = "lesson,teacher,les-begin,les-beurten\n"
BENCHMARKS = "content/benchmarks.yml"
REFERENCES = "source,level,id,mean,sd,n_teams\n"
REFERENCE = "zelf,item,zelf-begin,3.2,0.4,34\n"


@dataclass(frozen=True)
class Message:
    """A message that must come: where it points, and words that it must hold."""

    path: str
    line: int
    phrases: tuple[str, ...]

    def is_in(self, messages: Iterable[str]) -> bool:
        """Whether one of the messages points there and holds every phrase."""
        start = re.compile(rf"{re.escape(self.path)}:{self.line}(:[1-9]\d*)?: ")
        return any(start.match(one) and all(phrase in one for phrase in self.phrases) for one in messages)


@dataclass(frozen=True)
class Mistake:
    """What is wrong in a school: files that it has besides, and texts that stand otherwise in a file."""

    name: str
    messages: tuple[Message, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    edits: tuple[tuple[str, str, str], ...] = ()
    team: str = ""
    benchmark: str = ""


def spoiled(*mistakes: Mistake, teams: Iterable[str] = (), benchmarks: Iterable[str] = ()) -> Files:
    """The small school with these mistakes, in which these teams of four are declared too, and these benchmarks."""
    tree = small()
    lines = "".join(f"- {{id: {team}, name: Team {team}, members: 4}}\n" for team in teams)
    tree["content/teams.yml"] += lines.encode()
    tree |= {benchmark_file(name): (REFERENCES + REFERENCE).encode() for name in benchmarks}
    tree[BENCHMARKS] = "".join(map(benchmark_entry, benchmarks)).encode() or b"[]\n"
    for mistake in mistakes:
        tree |= mistake.files
        for path, old, new in mistake.edits:
            tree = change(tree, path, old, new)
    return tree


def benchmark_file(name: str) -> str:
    """Where the table of a benchmark stands."""
    return f"data/benchmarks/{name}.csv"


def benchmark_entry(name: str) -> str:
    """The line about a benchmark of the small school's instrument."""
    return f"- {{id: {name}, label: Landelijk, date: 2025-11-01, instrument: kompas, version: '1.0'}}\n"


def at(path: str, line: int, *phrases: str) -> Message:
    """A message that must come."""
    return Message(path, line, phrases)


def survey(name: str, text: str | bytes, line: int, *phrases: str) -> Mistake:
    """A mistake in the survey of a team that is named after it."""
    return _answers(name, f"data/enquete/{name}/survey.csv", text, line, phrases)


def lessons(name: str, text: str | bytes, line: int, *phrases: str) -> Mistake:
    """A mistake in the observations of a team that is named after it."""
    return _answers(name, f"data/lesbezoek/{name}/observations.csv", text, line, phrases)


def _answers(name: str, path: str, text: str | bytes, line: int, phrases: tuple[str, ...]) -> Mistake:
    content = text.encode() if isinstance(text, str) else text
    return Mistake(name, (Message(path, line, phrases),), {path: content}, team=name)


def added(name: str, path: str, text: str | bytes, *messages: tuple[int, tuple[str, ...]]) -> Mistake:
    """A mistake in a file that the school has besides."""
    content = text.encode() if isinstance(text, str) else text
    return Mistake(name, tuple(Message(path, line, phrases) for line, phrases in messages), {path: content})


def edited(name: str, path: str, old: str, new: str, line: int, *phrases: str) -> Mistake:
    """A mistake in a line of a file that the small school has."""
    return Mistake(name, (Message(path, line, phrases),), edits=((path, old, new),))


def instrument(name: str, edits: Mapping[str, str], *messages: tuple[int, tuple[str, ...]]) -> Mistake:
    """A contradiction in an instrument that is otherwise like `kompas`, in a file of its own."""
    text = KOMPAS.replace("id: kompas\n", f"id: {name}\n")
    for old, new in edits.items():
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the instrument"
        text = text.replace(old, new)
    return added(name, f"content/instruments/{name}.yml", text, *messages)


def says(line: int, *phrases: str) -> tuple[int, tuple[str, ...]]:
    """A line, and the words of the message about it."""
    return line, phrases
