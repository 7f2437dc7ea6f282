"""What is no answer, and which tables are read however they were broken."""

from decimal import Decimal

import pytest
from teamspiegel.reading.read import read_school
from teamspiegel.reading.table import may_be_thousands, number_in

from tests.reading.mistakes import LESSONS, SURVEY
from tests.schools import Files, change, problems_of, small, without

BLAUW = "data/start/blauw/survey.csv"
KOMPAS = "content/instruments/kompas.yml"
LESSEN = "data/start/blauw/observations.csv"


def survey(text: str) -> list[str]:
    """What is told of a survey of team blauw, by line."""
    return [message.removeprefix(f"{BLAUW}:") for message in problems_of({**small(), BLAUW: text.encode()})]


# ----- a row without any answer ------------------------------------------------------------------------


def test_who_answered_nothing_is_no_respondent() -> None:
    """Neither among as many as the team has members, nor as somebody who stands there twice."""
    rows = "".join(f"r{n},1,2,3,4\n" for n in range(8)) + "r8,,,,\nr0,,,,\n,,,,\n"
    assert survey(SURVEY + rows) == []


def test_a_team_of_which_nobody_answered_anything_was_not_measured() -> None:
    tree = small()
    tree["data/ronde-a/survey.csv"] = f"team,{SURVEY}groen,r1,,,,\nblauw,r1,1,2,3,4\n".encode()
    tree["data/ronde-a/observations.csv"] = f"team,{LESSONS}blauw,l1,t1,3,3\n".encode()
    assert problems_of(tree) == []


def test_a_file_without_any_answer_is_a_problem() -> None:
    (message,) = survey(f"{SURVEY}r1,,,,\nr2,,,,\n")
    assert message == "2: found rows without any answer; expected at least one; fill it, or take the file away"


def test_a_name_is_told_also_where_nothing_was_answered() -> None:
    messages = survey(f"{SURVEY}r1,1,2,3,4\njan@school.nl,,,,\n")
    assert [message.partition(";")[0] for message in messages] == ["3: column 'respondent': found an e-mail address"]


# ----- columns of the other file -----------------------------------------------------------------------


def test_an_item_of_the_other_file_is_refused() -> None:
    text = "lesson,teacher,les-begin,les-beurten,zelf-begin\nl1,t1,3,3,2\n"
    (message,) = problems_of({**small(), LESSEN: text.encode()})
    assert message.startswith(f"{LESSEN}:1: found column 'zelf-begin' of an item of survey.csv; expected one of ")
    assert message.endswith("; take it out")
    (message,) = survey(f"{SURVEY.strip()},les-begin\nr1,1,2,3,4,5\n")
    assert message.startswith("1: found column 'les-begin' of an item of observations.csv; ")


def test_a_column_of_an_item_with_a_mistake_is_not_told() -> None:
    tree = change(small(), "content/instruments/kompas.yml", ", short: Afspraken}", "}")
    assert len(problems_of(tree)) == 1


# ----- tables that are broken --------------------------------------------------------------------------


def test_everything_that_is_wrong_with_a_table_is_told_at_once() -> None:
    """Saved by a Dutch spreadsheet, with a quote too many, and with mistakes of its own."""
    rows = "r\xe91;1;2;3;9\n", 'r2;"1;2;3;4\n', "r3;1;2\n", "r4;1,5;2;3;x\n"
    text = SURVEY.replace(",", ";") + "".join(rows)
    messages = problems_of({**small(), BLAUW: text.encode("latin-1")})
    assert [message.removeprefix(f"{BLAUW}:").partition(";")[0] for message in messages] == [
        "2: column 'samen-roddel': found a number which is off the scale",
        "2: found bytes that are not UTF-8",
        "3: found a row that does not parse (unexpected end of data)",
        "4: found 3 cells",
        "5: column 'zelf-begin': found a number between two steps of the scale",
        "5: column 'samen-roddel': found text",
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_another_encoding_hides_nothing(encoding: str) -> None:
    text = f"{SURVEY}r\xe9,1,2,3,4\nr2,1,2,3,9\n"
    messages = problems_of({**small(), BLAUW: text.encode(encoding)})
    assert len(messages) == 2
    assert any("column 'samen-roddel': found a number which is off the scale" in message for message in messages)


def test_a_quote_that_stays_open_swallows_no_row() -> None:
    rows = ["r1,1,2,3,4", 'r2,"1,2,3,4', *(f"r{n},1,2,3,{n}" for n in range(3, 8)), 'r8,1,2,3,"4']
    messages = survey(SURVEY + "\n".join(rows) + "\n")
    assert [message.partition(": ")[0] for message in messages] == ["3", "7", "8", "9"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_ends_are_read(end: str) -> None:
    tree: Files = {
        path: content.replace(b"\r\n", b"\n").replace(b"\n", end.encode()) for path, content in small().items()
    }
    assert problems_of(tree) == []
    broken = change(tree, BLAUW, "respondent,", "respondent,opmerkingen,")
    assert {message.split(":")[1] for message in problems_of(broken)} >= {"1", "2", "3"}


def test_a_folder_that_is_nearly_a_round_is_read_as_that() -> None:
    tree = {**small(), "data/strat/blauw/survey.csv": f"{SURVEY}r1,1,2,3,9\n".encode()}
    assert [message.partition(";")[0] for message in problems_of(tree)] == [
        "data/strat/blauw/survey.csv:1: found folder of unknown round 'strat'",
        "data/strat/blauw/survey.csv:2: column 'samen-roddel': found a number which is off the scale",
    ]


@pytest.mark.parametrize("cell", ["٣", "３", "3e0", "0x3", "1_0", "3.", ".5", "nan", "inf", "--3", "3 3", "9" * 30])
def test_what_a_person_would_not_call_a_number_is_none(cell: str) -> None:
    assert number_in(cell) is None
    assert len(survey(f"{SURVEY}r1,{cell},2,3,4\n")) == 1


@pytest.mark.parametrize(
    ("cell", "number"), [("3", "3"), ("3.5", "3.5"), ("3,5", "3.5"), ("-0,50", "-0.5"), ("+2", "2")]
)
def test_a_number_has_a_point_or_a_comma(cell: str, number: str) -> None:
    assert number_in(cell) == Decimal(number)


@pytest.mark.parametrize("cell", ["1.000,5", "1,000.5", "1.000.000", "3,,5", "3,", ",5"])
def test_a_number_has_one_sign(cell: str) -> None:
    assert number_in(cell) is None


@pytest.mark.parametrize(
    ("cell", "told"), [("3.000", True), ("-12,000", True), ("123.456", True), ("0.125", False), ("3.00", False),
                       ("3.0000", False), ("1234.000", False), ("03.000", False), ("3000", False)]
)  # fmt: skip
def test_three_decimals_may_be_thousands(cell: str, told: bool) -> None:
    assert may_be_thousands(cell) is told


def test_a_number_is_exact() -> None:
    assert number_in("2.00000000000000000001") == Decimal("2.00000000000000000001")
    (message,) = survey(f"{SURVEY}r1,2.00000000000000000001,2,3,4\n")
    assert "found a number between two steps of the scale" in message


@pytest.mark.parametrize("name", ["survey.xls", "surveys.csv", "survey.ods"])
def test_a_table_under_another_name_is_not_missed_as_well(name: str) -> None:
    """What is there is told; that the file of the right name is not follows from it."""
    tree = small()
    tree = {**without(tree, BLAUW), f"data/start/blauw/{name}": tree[BLAUW]}
    (message,) = problems_of(tree)
    assert message.startswith(f"data/start/blauw/{name}:1: found a file that nothing reads")


# ----- files that others depend on ---------------------------------------------------------------------

BROKEN = [
    ("content/instruments/kompas.yml", "name: Kompas", "name: Kom: pas"),
    ("content/rounds.yml", "{id: start,", "{id: start: x,"),
]


@pytest.mark.parametrize(("path", "old", "new"), BROKEN)
def test_what_can_be_said_of_a_table_without_its_instrument_is_said(path: str, old: str, new: str) -> None:
    text = f"{SURVEY}r1,1,2\njan@school.nl,1,2,3,4\nr2,1,2,3,4\nR2,1,2,3,4\n"
    tree = {**change(small(), path, old, new), BLAUW: text.encode()}
    told = [message.partition("; ")[0] for message in problems_of(tree)]
    assert [message.removeprefix(f"{BLAUW}:") for message in told if message.startswith(BLAUW)] == [
        "2: found 3 cells",
        "3: column 'respondent': found an e-mail address",
        f"5: found the same respondent as {BLAUW}:4",
    ]
    assert len(told) == 4


def test_an_instrument_without_an_id_is_known_by_its_file() -> None:
    tree = change(small(), "content/instruments/kompas.yml", "id: kompas\n", "")
    tree[BLAUW] = f"{SURVEY}r1,1,2,3,9\n".encode()
    assert [message.partition("; ")[0] for message in problems_of(tree)] == [
        "content/instruments/kompas.yml:1: found no key 'id'",
        f"{BLAUW}:2: column 'samen-roddel': found a number which is off the scale",
    ]


def test_a_benchmark_is_looked_at_also_when_nobody_knows_what_it_is_of() -> None:
    tree = {**small(), "data/benchmarks/land.csv": b"source,level,id,mean,sd,n_teams\nzelf,item,zelf-begin,x,-1,4\n"}
    assert [message.partition("; ")[0] for message in problems_of(tree)] == [
        "data/benchmarks/land.csv:1: found a benchmark that is not declared",
        "data/benchmarks/land.csv:2: column 'sd': found '-1'",
        "data/benchmarks/land.csv:2: column 'n_teams': found '4'",
        "data/benchmarks/land.csv:2: column 'mean': found 'x'",
    ]


# ----- a team in two files -----------------------------------------------------------------------------


def in_two_files(own: list[str], shared: list[str]) -> dict[str, bytes]:
    """Team Blauw's answers in its own file and in the round's: four scores each."""
    head = "respondent,zelf-begin,zelf-beurten,samen-afspraken,samen-roddel"
    first = "\n".join([head, *(f"a{n},{row}" for n, row in enumerate(own)), ""])
    second = "\n".join([f"team,{head}", *(f"blauw,b{n},{row}" for n, row in enumerate(shared)), ""])
    tree = {path: content for path, content in small().items() if "survey.csv" not in path}
    return {**tree, "data/start/blauw/survey.csv": first.encode(), "data/start/survey.csv": second.encode()}


A, B, C, D = "1,2,3,4", "2,2,3,4", "3,2,3,4", "4,,3,4"


@pytest.mark.parametrize(
    ("own", "shared", "rows"),
    [
        ([A, B, C], [A, B, C], 3),
        ([A, B, C], [D, C, B, A], 3),
        ([D, C, B, A], [A, B, C], 3),
        ([A, A, B], [A, B, B], 0),  # one A is of the own file alone
        ([A, B], [A, B], 0),  # two equal rows may be chance
        ([A, B, C], [D, D, D], 0),
    ],
)
def test_a_team_whose_answers_stand_in_two_files_is_not_counted_twice(
    own: list[str], shared: list[str], rows: int
) -> None:
    told = [message for message in problems_of(in_two_files(own, shared)) if "same answers" in message]
    start = f"data/start/survey.csv:1: found {rows} rows of team 'blauw' with the same answers as in {BLAUW};"
    assert [message.startswith(start) for message in told] == [True] * bool(rows)


# ----- the names that an export has for items ----------------------------------------------------------


def called(*columns: str) -> Files:
    """The small school, in which the first items of its survey have these columns in an export."""
    tree = small()
    for id_, column in zip(("zelf-begin", "zelf-beurten"), columns, strict=False):
        tree = change(tree, KOMPAS, f"{{id: {id_},", f"{{id: {id_}, column: {column},")
    return tree


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_column_may_be_called_as_in_the_export(separator: str) -> None:
    tree = called("G1Q1", "G1Q2")
    head, *rows = tree[BLAUW].decode().splitlines()
    other = head.replace("zelf-begin", "G1Q1").replace("zelf-beurten", "G1Q2")
    assert other != head
    renamed = "\n".join([other, *rows, ""]).replace(",", separator)
    assert read_school({**tree, BLAUW: renamed.encode()})[1].frame.equals(read_school(tree)[1].frame)


@pytest.mark.parametrize(
    ("columns", "head", "found"),
    [
        (("G1Q1",), "zelf-begin,G1Q1", "column 'zelf-begin' 2 times"),
        (("zelf-beurten",), "zelf-beurten,zelf-beurten", "column 'zelf-beurten' 2 times"),  # the id has the last word
        (("Q", "Q"), "Q,zelf-beurten", "unknown column number 2"),  # it may be either
    ],
)
def test_a_name_that_may_mean_two_things_means_none(columns: tuple[str, ...], head: str, found: str) -> None:
    tree = called(*columns)
    text = tree[BLAUW].decode().replace("zelf-begin,zelf-beurten", head, 1)
    assert [message for message in problems_of({**tree, BLAUW: text.encode()}) if found in message]
