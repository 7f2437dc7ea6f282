"""The two files of a network: each mistake in them, with the line that must be named and no pseudonym."""

import pytest

from tests.reading.test_beside import problems, school
from tests.schools import Files, without

TIES, PEOPLE = "data/start/blauw/met-wie.csv", "data/start/blauw/met-wie-people.csv"
LIST = "person,answered\nanna1,1\nbert2,1\ncees3,0\n"


def network(ties: str = "", people: str = LIST) -> Files:
    return {
        **school(),
        TIES: f"question,from,to\ndoelen,anna1,bert2\n{ties}".encode(),
        PEOPLE: people.encode(),
    }


@pytest.mark.parametrize(
    ("tree", "start", "phrase"),
    [
        (network("doelen,anna1,anna1\n"), f"{TIES}:3:", "a tie of somebody to themselves"),
        (network("doelen,anna1,bert2\n"), f"{TIES}:3:", f"the same tie as {TIES}:2"),
        (network("doelen,anna1,dirk4\n"), f"{TIES}:3:", "somebody who is not on the list"),
        (network("doelen,dirk4,anna1\n"), f"{TIES}:3:", "somebody who is not on the list"),
        (network("doelen,cees3,anna1\n"), f"{TIES}:3:", f"a tie of somebody who did not answer, by {PEOPLE}:4"),
        (network("doel,anna1,cees3\n"), f"{TIES}:3:", "an unknown question; expected one of doelen, aanpak"),
        (network("doelen,anna1,\n"), f"{TIES}:3:", "an empty cell"),
        (network(people=f"{LIST}anna1,1\n"), f"{PEOPLE}:5:", f"the same person as {PEOPLE}:2"),
        (network(people=f"{LIST}dirk4,ja\n"), f"{PEOPLE}:5:", "something else than 1 or 0"),
        (without(network(), PEOPLE), f"{TIES}:2:", "ties without a list of the people of 'blauw'"),
    ],
)
def test_a_mistake_is_told_with_its_line(tree: Files, start: str, phrase: str) -> None:
    told = problems(tree)
    assert any(one.startswith(start) and phrase in one for one in told), told
    assert not [one for one in told for name in ("anna1", "bert2", "cees3", "dirk4") if name in one]
