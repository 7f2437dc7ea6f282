"""One person is one, in whatever spelling; and what nobody can see is no pseudonym."""

import pytest
from teamspiegel.reading.pseudonym import one_spelling
from teamspiegel.reading.read import read_school

from tests.reading.mistakes import LESSONS, SURVEY
from tests.reading.test_answers import BLAUW, LESSEN, survey
from tests.schools import small

SAME = [
    ("t04", "T04"),
    ("t04", "t04\u200b"),
    ("t04", "\u2060t\u00ad04\ufeff"),
    ("t04", "t04\u202c"),
    ("t04", "ｔ０４"),
    ("t04", "t04\ufe0f"),
    ("t04", "t\u034f04"),
    ("ré", "re\u0301"),
    ("ﬁets", "FIETS"),
    ("straße", "STRASSE"),
    ("4", "4.0"),
    ("4", "4,0"),
    ("4", "4.00"),
    ("4", "4."),
    ("4", "04"),
    ("4", "４"),
    ("4", "4\u200b.0"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_person_in_two_spellings_is_one(one: str, other: str) -> None:
    assert one_spelling(one) == one_spelling(other)


@pytest.mark.parametrize(("one", "other"), [("4", "40"), ("4", "4.5"), ("r4", "4"), ("r4", "r4.0"), ("re", "ré")])
def test_two_people_are_two(one: str, other: str) -> None:
    assert one_spelling(one) != one_spelling(other)


@pytest.mark.parametrize(("one", "other"), [pair for pair in SAME if "," not in pair[1]])
def test_a_teacher_in_two_spellings_is_counted_once(one: str, other: str) -> None:
    """Also in two files of a round."""
    tree = small()
    tree[LESSEN] = f"{LESSONS}l1,{one},3,3\nl2,{other},3,3\n".encode()
    tree["data/start/observations.csv"] += f"blauw,l3,{other},3,3\n".encode()
    _, answers = read_school(tree)
    frame = answers.frame
    lessons = frame[(frame["team"] == "blauw") & (frame["round"] == "start") & (frame["source"] == "observations")]
    assert (lessons["person"].nunique(), lessons["unit"].nunique()) == (1, 3)


@pytest.mark.parametrize(("one", "other"), [pair for pair in SAME if "," not in pair[1]])
def test_a_respondent_in_two_spellings_is_told(one: str, other: str) -> None:
    (message,) = survey(f"{SURVEY}{one},1,2,3,4\n{other},1,2,3,4\n")
    assert message.startswith(f"3: found the same respondent as {BLAUW}:2; ")


def test_a_pseudonym_that_nobody_can_see_is_none() -> None:
    (message,) = survey(f"{SURVEY}\u200b\u00ad,1,2,3,4\n")
    assert message.startswith("2: column 'respondent': found an empty cell")
