"""Whatever the gate withholds of instruments beside the mirror may be anything: the docs folder stays the same."""

import random
import re
from collections.abc import Callable

import pytest

from tests.reading.test_beside import school
from tests.schools import Files
from tests.sites import site

SCORES, RIGHT = list("12345"), ["0", "1", ""]
Whose = Callable[[list[str]], bool]


def others_answers(path: str, whose: Whose, columns: dict[int, list[str]], seed: int) -> Files:
    """The school in which the rows of some people hold other answers, from these in each of these columns."""
    dice, tree = random.Random(seed), school()
    lines = [line.split(",") for line in tree[path].decode().splitlines()]
    found = [cells for cells in lines if whose(cells)]
    assert len(found) > 1
    for cells in found:
        for column, choices in columns.items():
            cells[column] = dice.choice(choices)
    return {**tree, path: ("\n".join(map(",".join, lines)) + "\n").encode()}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("path", "whose", "columns"),
    [
        # Three trainers of a scan, of whom only that they are three is told.
        ("data/start/de-ring/scan.csv", lambda cells: cells[1] == "opleider", {2: SCORES, 3: SCORES}),
        # Five of a team: too few for a knowledge test, and for a layer about one person.
        ("data/later/kennis.csv", lambda cells: cells[0] == "geel", {3: RIGHT, 4: RIGHT, 5: RIGHT}),
        ("data/start/rondvraag.csv", lambda cells: cells[0] == "geel", {4: SCORES, 5: SCORES}),
    ],
    ids=["a role", "a test", "about a person"],
)
def test_what_is_withheld_may_be_anything(path: str, whose: Whose, columns: dict[int, list[str]], seed: int) -> None:
    assert site(others_answers(path, whose, columns, seed)).files == site(school()).files


def test_two_networks_with_the_same_numbers_give_the_same_site() -> None:
    """Everybody under another pseudonym: who is tied to whom is in no file."""
    dice, tree = random.Random(4), school()
    names = [f"m{number:02}" for number in range(1, 15)]
    answered, others = names[:12], names[12:]
    new = dict(zip(names, [*dice.sample(answered, 12), *dice.sample(others, 2)], strict=True))
    for round_ in ("start", "later"):
        path = f"data/{round_}/blauw/met-wie.csv"
        tree[path] = re.sub(r"m\d\d", lambda name: new[name[0]], tree[path].decode()).encode()
    assert site(tree).files == site(school()).files


def test_no_pseudonym_and_no_uncleared_quote_stands_in_a_file() -> None:
    for path, content in site(school()).files.items():
        if path.endswith((".md", ".csv", ".js", ".pdf")):
            assert not re.search(r"\bm0[1-9]\b|\bg[3-8]\b|Dit zei nummer 3", content.decode()), path
