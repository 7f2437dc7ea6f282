"""Schools that the tests read: trees of files, as `read_school` takes them."""

import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.measured import Answers, Measurement
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.contracts.published import Publication
from teamspiegel.gate.team import gate
from teamspiegel.indicators.count import count
from teamspiegel.indicators.measure import measure
from teamspiegel.reading.read import read_school

TESTS = Path(__file__).parent
ROOT = TESTS.parent

Files = dict[str, bytes]

BLOCK = re.compile(r'^```\w+ title="(?P<path>[^"]+)"\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)


def demonstration() -> Files:
    """The school that the project ships."""
    return below(ROOT, "content", "data")


def small() -> Files:
    """A school of a few teams and items, for tests that change one thing in it."""
    return below(TESTS / "small-school", "content", "data")


EIGHT = ("blauw", "rood", "groen", "okapi", "tapir", "zebra", "oryx", "dikdik")
"""Teams of which one is called as an ordinary word, and most as no other word in the school."""


def eight(seeds: Sequence[int] = range(8)) -> Files:
    """The small school with eight teams of twelve, each with answers of its own; a seed gives a team's answers."""
    tree = {path: content for path, content in small().items() if not path.startswith("data/")}
    teams = [f"- {{id: {team}, name: Team {team.title()}, members: 12}}\n" for team in EIGHT]
    tree["content/teams.yml"] = "".join(teams).encode()
    for team, seed in zip(EIGHT, seeds, strict=True):
        dice = random.Random(seed)
        survey = [f"r{n},{','.join(str(dice.randint(1, 5)) for _ in range(4))}\n" for n in range(12)]
        lessons = [f"l{n},t{n},{dice.randint(2, 10) / 2:g},{dice.randint(2, 10) / 2:g}\n" for n in range(12)]
        head = "respondent,zelf-begin,zelf-beurten,samen-afspraken,samen-roddel\n"
        tree[f"data/start/{team}/survey.csv"] = (head + "".join(survey)).encode()
        tree[f"data/start/{team}/observations.csv"] = (
            "lesson,teacher,les-begin,les-beurten\n" + "".join(lessons)
        ).encode()
    for team in EIGHT[1:]:
        session = tree["content/sessions/2026-03-31-blauw.yml"].decode().replace("blauw", team)
        tree[f"content/sessions/2026-03-31-{team}.yml"] = session.encode()
        tree[f"content/learning-questions/{team}.yml"] = tree["content/learning-questions/blauw.yml"]
    return tree


def documented_school() -> Files:
    """The school that the examples in FORMATS.md make together."""
    own = ("content/", "data/")
    return {path: content for path, content in documented_files().items() if path.startswith(own)}


def documented_files() -> Files:
    """The same, with what stays on a computer, and a programme that the school could be in."""
    text = (ROOT / "FORMATS.md").read_text(encoding="utf-8")
    return {found["path"]: found["text"].encode() for found in BLOCK.finditer(text)}


def below(root: Path, *folders: str) -> Files:
    """The files in these folders, by path from the root."""
    paths = (path for folder in folders for path in sorted((root / folder).rglob("*")))
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in paths
        if path.is_file() and "__pycache__" not in path.parts
    }


def change(tree: Mapping[str, bytes], path: str, old: str, new: str) -> Files:
    """The tree with a text replaced in one file, where it must stand exactly once."""
    text = tree[path].decode()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    return {**tree, path: text.replace(old, new).encode()}


def without(tree: Mapping[str, bytes], *paths: str) -> Files:
    """The tree without some files."""
    return {path: content for path, content in tree.items() if path not in paths}


def problems_of(tree: Mapping[str, bytes]) -> list[str]:
    """The messages that reading the tree gives; none when it reads well."""
    try:
        read_school(tree)
    except InputProblems as error:
        return [str(problem) for problem in error.problems]
    return []


def measured(tree: Mapping[str, bytes]) -> tuple[Definitions, Answers, list[Measurement]]:
    """A tree read and measured, before the gate."""
    definitions, answers = read_school(tree)
    return definitions, answers, list(measure(definitions, count(definitions, answers)))


def published(tree: Mapping[str, bytes]) -> Publication:
    """A tree through the ordinary pipeline, up to and including the gate."""
    definitions, _, numbers = measured(tree)
    return gate(definitions, numbers)
