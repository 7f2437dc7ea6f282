"""The check and the site builder agree: a page that the check lets through is built, strictly, whatever is in it."""

import random
from pathlib import Path

import pytest
from teamspiegel.edges.disk import Project
from teamspiegel.edges.generate import Generated
from teamspiegel.edges.mkdocs import build_site

from tests.fuzz.mutants import MUTATIONS, PIECES, put
from tests.reading.test_markup import HARMLESS
from tests.schools import problems_of, small
from tests.sites import site

LEZEN = "content/guidance/lezen.md"
TEXT = """
## Een kop

Tekst met [een link](woorden.md), [nog een][w] en [hier](#een-kop). Zie <https://voorbeeld.nl>.

[w]: woorden.md

- een
    - twee [b](kijken.md)

| a | b |
|---|---|
| 1 | [c](lezen.md) |

<details><summary>Meer</summary>

Tekst *vet*.

</details>
"""


def mutated(dice: random.Random) -> str:
    text = TEXT
    for _ in range(dice.choice([1, 1, 1, 2, 3])):
        text = dice.choice(MUTATIONS)(dice, text) if dice.random() < 0.6 else put(dice, text, PIECES["md"])
    return text


@pytest.mark.filterwarnings("default")  # of MkDocs and its plugins, which are not ours to mend
def test_what_the_check_lets_through_is_built(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    mutants, seed = request.config.getoption("--mutants") // 2, request.config.getoption("--fuzz-seed")
    tree, pages = small(), {}
    texts = [*HARMLESS, *(mutated(random.Random(f"{seed}-{number}")) for number in range(mutants))]
    for number, text in enumerate(texts):
        page = tree[LEZEN].replace(b"id: lezen\n", f"id: proef-{number}\n".encode()) + f"\n{text}\n".encode()
        path = f"content/guidance/proef-{number}.md"
        if not problems_of({**tree, path: page}):
            pages[path] = page
    built = site({**tree, **pages})
    build_site(Project(tmp_path), Generated(built), tmp_path, tmp_path / "site")
    assert len([*tmp_path.glob("site/*/proef-*.html")]) == len(pages) > len(HARMLESS)
