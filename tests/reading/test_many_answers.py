"""Each different text of a column is read once: that gives what reading cell by cell gives, record for record."""

import csv
import io
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.reading import records
from teamspiegel.reading.read import read_school

from tests.parquets import of_rows
from tests.schools import Files, problems_of, small

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


LINES = st.lists(st.text(st.sampled_from("ab,;' \t\u00a0\ufeff#\\"), max_size=12), max_size=8)
HEADS = st.lists(st.sampled_from(["a", "b", '"a b"', ""]), min_size=1, max_size=4)


def whole(rows: records.Rows) -> tuple[object, ...]:
    """Everything that is in the rows of a table."""
    below = [list(column.cells) for column in rows.columns]
    assert all(len({*column.texts}) == len(column.texts) for column in rows.columns)
    return rows.path, rows.separator, rows.header, rows.lines.tolist(), below, rows.misfits


@settings(max_examples=400, deadline=None)
@given(HEADS, LINES, st.sampled_from(",;\t"))
def test_a_table_without_quotes_is_taken_apart_as_row_by_row(
    heads: list[str], lines: list[str], separator: str
) -> None:
    """And as the reader of CSV does it, which the rows are given to when every line counts as too long to be plain."""
    lines = ["", separator.join(heads), *lines]
    at_once = records._plain("x.csv", lines, separator)
    assert at_once or not any(heads)
    if at_once:
        row_by_row = list(records._records(lines, separator))
        assert whole(at_once) == whole(records.Rows.of("x.csv", separator, row_by_row))
    with pytest.MonkeyPatch.context() as patch:
        plain = list(records._records(lines, separator))
        patch.setattr(records, "LONGEST_LINE", 0)
        assert list(records._records(lines, separator)) == plain


# ----- a large file, with mistakes of every kind -------------------------------------------------------

TEAMS, MEMBERS = 150, 20
LARGE = "data/enquete/survey.csv"
MISTAKES: dict[str, tuple[str, str, str]] = {
    "text": ("zelf-begin", "twee", "found text"),
    "off the scale": ("zelf-beurten", "6", "found a number which is off the scale"),
    "between": ("samen-afspraken", "2.5", "found a number between two steps of the scale"),
    "thousands": ("samen-roddel", "4.000", "found a number with three decimals, which may be thousands"),
    "unknown team": ("team", "team-99999", "found an unknown team"),
    "no team": ("team", "", "found an empty cell"),
    "no pseudonym": ("respondent", "", "found an empty cell"),
    "address": ("respondent", "jan@school.nl", "found an e-mail address"),
    "telephone": ("respondent", "0612345678", "found a telephone number"),
    "listed name": ("respondent", "Tjitske4", "found a name from private/names.txt (line 1)"),
    "two words": ("respondent", "de derde", "found a pseudonym that may be a name or an address"),
}


def large() -> tuple[Files, list[list[str]]]:
    """A school of many teams whose answers stand in one file, and the cells of that file, head and all."""
    dice = random.Random(7)
    listed = "".join(f"- {{id: team-{at}, name: Team {at}, members: {MEMBERS}}}\n" for at in range(TEAMS))
    rows = [["team", "respondent", *ITEMS]]
    for row in range(TEAMS * MEMBERS):
        rows.append([f"team-{row // MEMBERS}", f"p-{row}", *(dice.choice("12345") for _ in ITEMS)])
    tree = {path: content for path, content in small().items() if not path.startswith(("data/", "content/sessions"))}
    tree = {path: content for path, content in tree.items() if not path.startswith("content/learning")}
    return {**tree, "content/teams.yml": listed.encode(), "private/names.txt": b"Tjitske\n"}, rows


def as_csv(rows: Sequence[Sequence[str]], quoted: bool) -> bytes:
    """`quoted`: one head has quotes and one row, so that the file is read row by row."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows[:-1])
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerow(rows[-1])
    return out.getvalue().encode()


FORMS: dict[str, tuple[str, Callable[[list[list[str]]], bytes]]] = {
    "at once": ("csv", lambda rows: as_csv(rows, quoted=False)),
    "row by row": ("csv", lambda rows: as_csv(rows, quoted=True)),
    "Parquet": ("parquet", lambda rows: of_rows(rows[0], rows[1:])),
}


def told(tree: Files, rows: list[list[str]], form: str) -> set[tuple[int, str]]:
    kind, save = FORMS[form]
    path = LARGE.replace("csv", kind)
    messages = problems_of({**tree, path: save(rows)})
    found = [re.fullmatch(rf"{path}:(\d+): (.*?); expected .*", message) for message in messages]
    own = {(int(one[1]), re.sub(r"column '[^']*': ", "", one[2])) for one in found if one}
    assert len(own) == len(found)  # no message of another file, and none twice
    return own


@pytest.mark.parametrize("form", FORMS)
def test_every_mistake_in_a_large_file_is_told_with_its_line(form: str) -> None:
    """Each kind in three rows, drawn from all teams; and what is wrong with rows that are right by themselves."""
    tree, rows = large()
    dice, expected = random.Random(3), set[tuple[int, str]]()
    places = iter(dice.sample(range(1, TEAMS * MEMBERS, 2), 3 * len(MISTAKES) + 4))
    for column, cell, found in MISTAKES.values():
        for _ in range(3):
            at = next(places)
            rows[at][rows[0].index(column)] = cell
            expected.add((at + 1, found))
    for _ in range(2):  # the person of the row above, in another spelling
        at = next(one for one in places if one % MEMBERS > 1)
        above = rows[at - 1]
        above[:2] = [rows[at][0], f"q-{at}"]
        rows[at][1] = f" Q-{at}" if form != "Parquet" else f"Q-{at}"
        path = LARGE if form != "Parquet" else LARGE.replace("csv", "parquet")
        expected.add((at + 1, f"found the same respondent as {path}:{at}"))
    rows.extend([["team-3", f"more-{at}", "1", "2", "3", "4"] for at in range(2)])  # told once for a team
    of_team: set[str] = set()
    for line, row in enumerate(rows[1:], 2):
        if row[0] == "team-3":
            if len(of_team) == MEMBERS and row[1].casefold().strip() not in of_team:
                expected.add((line, "found more respondents than team 'team-3' has members"))
            of_team.add(row[1].casefold().strip())
    assert told(tree, rows, form) == expected


@pytest.mark.parametrize("form", ["at once", "row by row"])
def test_rows_that_are_no_rows_are_told_in_a_large_file(form: str) -> None:
    tree, rows = large()
    rows[40] = rows[40][:-1]
    rows[900] = [*rows[900], "3"]
    rows[1000] = [""] * len(rows[0])
    rows[1001] = [*rows[1001][:2], *[""] * len(ITEMS)]
    assert told(tree, rows, form) == {(41, "found 5 cells"), (901, "found 7 cells")}


@pytest.mark.parametrize("form", FORMS)
def test_a_large_file_gives_the_answers_that_stand_in_it(form: str) -> None:
    """Reversed items are turned round; who answered nothing is nobody; nothing is read twice or left out."""
    tree, rows = large()
    dice = random.Random(5)
    for row in rows[1:]:
        row[2:] = ["" if dice.random() < 0.1 else cell for cell in row[2:]]
    rows[77][2:] = [""] * len(ITEMS)
    kind, save = FORMS[form]
    expected = Counter(
        (team, person, person, item, 6.0 - int(cell) if item in REVERSED else float(cell))
        for team, person, *cells in rows[1:]
        for item, cell in zip(ITEMS, cells, strict=True)
        if cell
    )
    frame = read_school({**tree, LARGE.replace("csv", kind): save(rows)})[1].frame
    columns = (frame[name].tolist() for name in ("team", "unit", "person", "item", "score"))
    assert Counter(zip(*columns, strict=True)) == expected
    assert not [one for one in frame["team"].cat.categories if not (frame["team"] == one).any()]


def test_a_team_in_two_files_is_one_team() -> None:
    """One person in the file of all teams and twenty in its own are one more than its members."""
    tree, rows = large()
    rows = [rows[0], *(row for row in rows[1:] if row[0] != "team-4"), ["team-4", "new", *"1234"]]
    own = [rows[0][1:], *([f"x{at}", *"2345"] for at in range(MEMBERS)), ["NEW", *"5431"]]
    path = LARGE.replace("/survey", "/team-4/survey")
    messages = problems_of({**tree, LARGE: as_csv(rows, quoted=False), path: as_csv(own, quoted=False)})
    assert [message.partition("; ")[0] for message in messages] == [
        f"{path}:{MEMBERS + 1}: found more respondents than team 'team-4' has members",
        f"{path}:{MEMBERS + 2}: found the same respondent as {LARGE}:{len(rows)}",
    ]
