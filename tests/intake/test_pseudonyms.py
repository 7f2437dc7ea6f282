"""New pseudonyms: one for each person, in an order that has nothing to do with where or whose the answers were."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from teamspiegel.contracts.answers import SOURCES
from teamspiegel.intake.conversion import Answered
from teamspiegel.intake.pseudonyms import csv_of, disguised

SCORES = st.tuples(*[st.sampled_from([None, 1.0, 2.0, 2.5])] * 2)
ROWS = st.lists(
    st.builds(Answered, st.sampled_from(["a", "b"]), SCORES, st.sampled_from(["sanne", "piet", "jan", "an"])),
    min_size=1,
)


@given(rows=ROWS, source=st.sampled_from(["survey", "observations"]), data=st.data())
def test_neither_the_order_nor_the_names_are_in_the_file(
    rows: list[Answered], source: str, data: st.DataObject
) -> None:
    other = data.draw(st.permutations(rows))
    renamed = [Answered(one.team, one.scores, one.person[::-1] + "x") for one in other]
    first, *others = (
        csv_of(one, SOURCES[source], ["x", "y"], ["x", "y", "z"], teams=True) for one in (rows, other, renamed)
    )
    assert others == [first, first]
    assert not [name for name in ("sanne", "piet", "jan") if name in first.decode()]


@given(rows=ROWS)
def test_a_teacher_keeps_one_pseudonym_and_nobody_shares_it(rows: list[Answered]) -> None:
    found = disguised(rows, SOURCES["observations"])
    lessons = Counter((team, names[1]) for team, names, _ in found)
    assert sorted(lessons.values()) == sorted(Counter((one.team, one.person) for one in rows).values())
    assert len({names[0] for _, names, _ in found}) == len(rows)
    assert len({names[1] for _, names, _ in found}) == len({(one.team, one.person) for one in rows})


@given(rows=ROWS, source=st.sampled_from(["survey", "observations"]))
def test_no_answer_is_lost_or_changed(rows: list[Answered], source: str) -> None:
    assert Counter((team, scores) for team, _, scores in disguised(rows, SOURCES[source])) == Counter(
        (one.team, one.scores) for one in rows
    )


def test_the_order_is_another_than_that_of_the_answers() -> None:
    """Twenty different rows: that a fair shuffle leaves them sorted does not happen in the life of the universe."""
    rows = [Answered("a", (float(number), None)) for number in range(20)]
    scores = [own for _, _, own in disguised(rows, SOURCES["survey"])]
    assert scores not in (sorted(scores, key=str), [one.scores for one in rows])


def test_the_columns_are_those_that_are_asked_for() -> None:
    rows = [Answered("a", (3.0, 2.5), "piet")]
    assert (
        csv_of(rows, SOURCES["survey"], ["y", "x"], ["x", "y", "z"], teams=False) == b"respondent,x,y,z\nr01,2.5,3,\n"
    )
    lesson = csv_of(rows, SOURCES["observations"], ["y", "x"], ["x"], teams=True)
    assert lesson == b"team,lesson,teacher,x\na,l01,t01,2.5\n"
