"""What one process of this program finds out, for the next: what Markdown becomes, templates, and their bytecode.

Each follows from its name, which holds what it is made of, and from the program: it is kept under the program's hash.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256

from teamspiegel.contracts.known import Known
from teamspiegel.edges.cache import Cache
from teamspiegel.edges.unchanged import of_programs


def learn(cache: Cache, known: Mapping[str, Known]) -> None:
    """Know what was found out before, each kind of things by its name; a process that knows some is not told again."""
    for name, of_one in known.items():
        if not of_one.learnt:
            of_one.learnt.update(json.loads(cache.get(_key(name)) or "{}"))


@contextmanager
def learning(cache: Cache, known: Mapping[str, Known]) -> Iterator[None]:
    """Begin with what was found out before, and keep it at the end with what is new, where anything is."""
    learn(cache, known)
    yield
    for name, of_one in known.items():
        if of_one.has_more:
            of_one.learnt = of_one.to_remember()
            cache.keep(_key(name), json.dumps(of_one.learnt))


def _key(name: str) -> str:
    return sha256(f"{of_programs()} {name}".encode()).hexdigest()
