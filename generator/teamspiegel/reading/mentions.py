"""Mentions of a team in texts that stand on a site which does not show it."""

from collections.abc import Collection, Iterator

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.problem import Problem, quoted
from teamspiegel.reading.personal import author_text
from teamspiegel.reading.phrases import WORD, Folded, Hit, Phrases, folded
from teamspiegel.reading.text import Tree

TEAMS = "content/teams.yml"
EXPECTED = "no team in it that this site does not show"
MEND = "say it without the team, or build the site with that team too"


def mentions(tree: Tree, definitions: Definitions, shown: Collection[str]) -> Iterator[Problem]:
    """A problem for every place where what a site of these teams is made from names another team.

    By its name, as whole words. An id is often an ordinary word (`groen`, `techniek`), so in what authors wrote it may
    mean something else; the generator itself writes ids of the teams that it shows only.
    """
    names = {team.id: team.name for team in definitions.teams}
    others = Phrases({id_: name for id_, name in names.items() if id_ not in shown})
    own = Phrases({id_: name for id_, name in names.items() if id_ in shown})
    elsewhere = {TEAMS, *_files_of_others(definitions, shown)}
    for path in sorted(path for path in tree if path.startswith("content/") and path not in elsewhere):
        for hit in _named(folded(path), others, own):
            found = f"the name of another team, {quoted(names[hit.key])}, in the file's path"
            yield Problem(path, 1, found, EXPECTED, "rename the file or its folder")
        text = folded(author_text(path, tree[path]))
        for hit in _named(text, others, own):
            line, char = text.place(hit.start)
            yield Problem(path, line, f"the name of another team, {quoted(names[hit.key])}", EXPECTED, MEND, char=char)


def _files_of_others(definitions: Definitions, shown: Collection[str]) -> Iterator[str]:
    """The files about teams that the site does not show: nothing of them stands on it."""
    yield from (f"content/learning-questions/{team}.yml" for team in definitions.questions if team not in shown)
    yield from (f"content/datapoints/{team}.yml" for team in definitions.data_points if team not in shown)
    yield from (f"content/vision/{team}.yml" for team in definitions.visions if team not in shown)
    for session in definitions.sessions:
        if session.team not in shown:
            yield f"content/sessions/{session.date}-{session.team}.yml"


def _named(text: Folded, others: Phrases[str], own: Phrases[str]) -> Iterator[Hit[str]]:
    """Where another team is named; not within the name of a team of the site, such as Zorg in Zorg en Welzijn."""
    of_own = list(own.find(text))
    for hit in others.find(text):
        within = any(found.start <= hit.start and hit.end <= found.end for found in of_own)
        if not within and not _is_ordinary_word(others.by_key[hit.key], text.original[text.places[hit.start] :]):
            yield hit


def _is_ordinary_word(name: str, written: str) -> bool:
    """Whether a team's name of one word, with a capital, is written without one: techniek is not team Techniek."""
    return len(WORD.findall(name)) == 1 and name.strip()[:1].isupper() and written[:1].islower()
