"""Read passphrases, and make them: by chance, easy to read out and to type, in a file that never leaves the disk."""

import os
import secrets

from teamspiegel.edges.disk import Project, read_tree
from teamspiegel.edges.private import write_private
from teamspiegel.edges.tree import content_or_problem
from teamspiegel.edges.work import held
from teamspiegel.reading.passphrases import FILE, VARIABLE, Sources, without_passphrase
from teamspiegel.reading.read import read_school

CONSONANTS = "bdfghjklmnprstvz"
VOWELS = "aeiou"
SYLLABLES = 2
WORDS = 5
"""Ten syllables out of eighty: 63 bits. With the work that each guess costs, that is out of reach."""


def read_passphrases(project: Project) -> Sources:
    """Where the project's passphrases stand. Raises InputProblems."""
    file = project.folder / FILE
    content = content_or_problem(project.folder, file) if os.path.lexists(file) else None
    return Sources(content, {name: value for name, value in os.environ.items() if name.startswith(VARIABLE)})


def make_missing(project: Project) -> list[str]:
    """Add a passphrase for every part that has none, and return for which. Those that are there stay as they are.

    Raises InputProblems and OSError.
    """
    with held(project.folder):  # so that no other command writes between reading and writing
        definitions, _ = read_school(read_tree(project))
        sources = read_passphrases(project)
        missing = without_passphrase(definitions, sources)
        if missing:
            lines = "".join(f"{id_}: {passphrase()}\n" for id_ in missing)
            before = (sources.file or b"").decode("utf-8-sig")
            ended = before + ("\n" if before and not before.endswith("\n") else "")
            write_private(project.folder / FILE, ended + lines)
    return missing


def passphrase() -> str:
    """Made-up words with hyphens between them."""
    return "-".join("".join(_syllable() for _ in range(SYLLABLES)) for _ in range(WORDS))


def _syllable() -> str:
    return secrets.choice(CONSONANTS) + secrets.choice(VOWELS)
