"""What everybody may open of a locked site is the same, whatever anybody answered."""

import random
from collections.abc import Mapping

import pytest
from teamspiegel import pipeline

from tests import test_examples
from tests.schools import Files, demonstration
from tests.sites import TODAY, draw, theme, typeset

SCHOOLS = {"mirror": demonstration, "every kind": test_examples.school}


def for_everybody(tree: Mapping[str, bytes], *, school: bool) -> Files:
    """The files of a locked site that are in no part: with a passphrase for what shows several teams, or without."""
    read = pipeline.school_of(tree)
    parts = [team.id for team in read.definitions.teams] + ["school"] * school
    locked = pipeline.site(read, theme(), draw, typeset, TODAY, parts)
    sealed = {path for part in locked.parts for path in part.files}
    assert sealed
    return {path: content for path, content in locked.files.items() if path not in sealed}


def otherwise(tree: Mapping[str, bytes], seed: int) -> Files:
    """The school in which everybody gave what somebody else in the same file gave, and ties are fewer."""
    dice, found = random.Random(seed), dict(tree)
    for path in (path for path in tree if path.startswith("data/") and path.endswith(".csv")):
        head, *rows = [line.split(",") for line in tree[path].decode().splitlines()]
        if "answered" in head or any(len(row) != len(head) for row in rows):
            continue  # who was asked, and texts with a comma in them: no scores
        if "from" in head:
            rows = [row for row in rows if dice.random() < 0.75]
        else:
            scores = {at for at in range(len(head)) if all(_score(row[at]) for row in rows)}
            given = dice.choices(rows, k=len(rows))
            rows = [
                [theirs[at] if at in scores else cell for at, cell in enumerate(own)]
                for own, theirs in zip(rows, given, strict=True)
            ]
        found[path] = ("\n".join(map(",".join, [head, *rows])) + "\n").encode()
    return found


def _score(cell: str) -> bool:
    return not cell or cell.replace(".", "", 1).isdigit()


@pytest.mark.parametrize("school", [True, False], ids=["with the school's part", "without it"])
@pytest.mark.parametrize("name", SCHOOLS)
def test_what_everybody_may_open_follows_from_no_answer(name: str, school: bool) -> None:
    one = SCHOOLS[name]()
    other = otherwise(one, seed=1)
    first, second = (for_everybody(tree, school=school) for tree in (one, other))
    assert "verantwoording.md" in first
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []


@pytest.mark.parametrize("name", SCHOOLS)
def test_the_same_answers_change_an_open_site(name: str) -> None:
    """So the answers are other ones: a layer's alpha, and every team's page."""
    one = SCHOOLS[name]()
    first, second = (
        pipeline.site(pipeline.school_of(tree), theme(), draw, typeset, TODAY).files
        for tree in (one, otherwise(one, seed=1))
    )
    changed = {path for path in first if first[path] != second.get(path)}
    assert "verantwoording.md" in changed
    assert {path for path in first if path.startswith("teams/") and path.endswith("/index.md")} & changed
