"""Each different text of a column is read once: that gives what reading cell by cell gives, record for record."""

import re
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.reading import records
from teamspiegel.reading.read import read_school

from tests.schools import Files, small

ITEMS = ("zelf-begin", "zelf-beurten", "samen-afspraken", "samen-roddel")
REVERSED = {"samen-roddel"}
SURVEY = "data/enquete/survey.csv"
GOOD = ["1", "2", "3", "4", "5", "", " ", " 3 ", "4.0", "4,0", "5.00", "+2"]
BAD = ["0", "6", "3.5", "3,5", "-1", "x", "4.000", "1e0", "٣", "3 ", "1.", "twee", "0.000"]


def school(rows: Sequence[tuple[str, str, tuple[str, ...]]]) -> Files:
    """The small school with only this survey: team, pseudonym and cells."""
    tree = {path: content for path, content in small().items() if not path.startswith("data/")}
    lines = [";".join(["team", "respondent", *ITEMS]), *(";".join([team, one, *cells]) for team, one, cells in rows)]
    members = re.sub(rb"members: \d+", b"members: 99", tree["content/teams.yml"])
    return {**tree, "content/teams.yml": members, SURVEY: "\n".join([*lines, ""]).encode()}


def cell_by_cell(rows: Sequence[tuple[str, str, tuple[str, ...]]]) -> tuple[set[tuple[str, ...]], set[tuple[int, str]]]:
    """The answers and the places of problems, as the rules for one cell say them: written here once more, plainly."""
    answers, wrong = set[tuple[str, ...]](), set[tuple[int, str]]()
    seen = dict[tuple[str, str], int]()
    for line, (team, respondent, cells) in enumerate(rows, 2):
        stripped = [cell.strip() for cell in cells]
        if not any(stripped):
            continue
        if (first := seen.setdefault((team, respondent), line)) != line:
            wrong.add((line, ""))
        assert first
        for item, cell in zip(ITEMS, stripped, strict=True):
            number = re.fullmatch(r"[+-]?[0-9]+([.,][0-9]+)?", cell)
            score = Decimal(cell.replace(",", ".")) if number else None
            thousands = re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", cell)
            if score in {1, 2, 3, 4, 5} and not thousands:
                told = 6 - score if item in REVERSED else score
                answers.add((team, respondent, item, str(int(told))))
            elif cell:
                wrong.add((line, item))
    return answers, wrong


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["blauw", "rood"]),
        st.sampled_from([f"r{number}" for number in range(9)]),
        st.tuples(*[st.sampled_from(GOOD + BAD)] * len(ITEMS)) | st.tuples(*[st.sampled_from(GOOD)] * len(ITEMS)),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(ROWS)
@example([("blauw", f"r{number}", ("1", "5", "3", "4,0")) for number in range(9)])
@example([("blauw", "r1", ("4", "4.0", "4,0", " 4")), ("blauw", "r1", ("4.000", "", "x", ""))])
def test_answers_and_problems_are_those_of_every_cell(rows: list[tuple[str, str, tuple[str, ...]]]) -> None:
    answers, wrong = cell_by_cell(rows)
    if not answers and not wrong:
        wrong = {(2, "")}  # a file without any answer
    try:
        _, read = read_school(school(rows))
    except InputProblems as error:
        assert {(one.line, one.column) for one in error.problems if one.path == SURVEY} == wrong
        return
    assert not wrong
    found = read.frame.astype({"score": int})[["team", "unit", "item", "score"]].astype(str)
    assert set(found.itertuples(index=False, name=None)) == answers
    assert len(found) == len(answers)
    assert list(read.frame["person"]) == list(read.frame["unit"])


LINES = st.lists(st.text(st.sampled_from('ab,;" \t\u00a0'), max_size=12), max_size=8)


@settings(max_examples=400, deadline=None)
@given(LINES, st.sampled_from(",;\t"))
def test_a_line_without_quotes_is_taken_apart_as_the_reader_of_csv_does(lines: list[str], separator: str) -> None:
    ended = [f"{line}\n" for line in lines]
    plain = list(records._records(ended, separator))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "LONGEST_LINE", 0)
        assert list(records._records(ended, separator)) == plain
