"""What one process of this program finds out, for the next: templates of charts, and what templates are compiled to.

Both follow from their names, which hold what they are made of, and from the program: they are kept under its hash.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from teamspiegel.charts.known import TEMPLATES
from teamspiegel.edges.cache import Cache
from teamspiegel.edges.unchanged import of_programs
from teamspiegel.pages.render import COMPILED

EVERYTHING = {"charts": TEMPLATES, "pages": COMPILED.known}


@contextmanager
def learning(cache: Cache) -> Iterator[None]:
    """Begin with what was found out before, and keep what was needed at the end, if any of it is new."""
    key = of_programs()
    kept = json.loads(cache.get(key) or "{}")
    for name, known in EVERYTHING.items():
        known.learnt.update(kept.get(name, {}))
    yield
    if any(known.has_more for known in EVERYTHING.values()):
        cache.keep(key, json.dumps({name: known.asked for name, known in EVERYTHING.items()}))
