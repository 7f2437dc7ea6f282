"""A table of answers in Parquet means what it means as CSV, whatever types its columns have."""

import io
import sys
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from teamspiegel.reading import parquet as columns_of
from teamspiegel.reading.read import read_school

from tests.parquets import parquet, written
from tests.schools import Files, problems_of, small

SURVEY = "data/ronde-a/blauw/survey.parquet"
ITEMS = ("zelf-begin", "zelf-beurten", "samen-afspraken", "samen-roddel")


def school(columns: dict[str, Any], **how: Any) -> Files:
    """The small school, with another round in which only this was measured; what is not given is 3."""
    rows = len(next(iter(columns.values())))
    table = {"respondent": [f"r{row}" for row in range(1, rows + 1)], **{item: [3] * rows for item in ITEMS}, **columns}
    return {
        **{path: content for path, content in small().items() if not path.startswith("data/ronde-a/")},
        "data/ronde-a/blauw/observations.csv": b"lesson,teacher,les-begin,les-beurten\nl1,t1,3,3\n",
        SURVEY: parquet(table, **how),
    }


def scores(tree: Files, item: str = "zelf-begin") -> dict[str, float]:
    frame = read_school(tree)[1].frame
    own = frame[(frame["round"] == "ronde-a") & (frame["source"] == "survey") & (frame["item"] == item)]
    return dict(zip(own["unit"], own["score"].tolist(), strict=True))


def told(tree: Files) -> list[str]:
    return [message.removeprefix(SURVEY) for message in problems_of(tree)]


@pytest.mark.parametrize(
    "cells",
    [
        pa.array([4, None, 2], pa.int8()),
        pa.array([4, None, 2], pa.uint64()),
        pa.array([4.0, None, 2.0], pa.float64()),
        pa.array([4.0, float("nan"), 2.0], pa.float32()),
        pa.array([4.0, None, 2.0], pa.float16()),
        pa.array([Decimal("4.000"), None, Decimal("2.000")], pa.decimal128(9, 3)),
        pa.array([Decimal("4.000"), None, Decimal("2.000")], pa.decimal32(9, 3)),
        pa.array([Decimal("4.000"), None, Decimal("2.000")], pa.decimal64(12, 3)),
        pa.array([Decimal("4.000"), None, Decimal("2.000")], pa.decimal256(50, 3)),
        pa.array(["4", None, " 2 "]),
        pa.array(["4.0", "", "2,0"], pa.large_string()),
        pa.array(["4", None, "2"], pa.string_view()),
        pa.array(["4", None, "2"]).dictionary_encode(),
        pa.array([4, None, 2]).dictionary_encode(),
        pa.chunked_array([["4"], [None, "2"]]),
    ],
    ids=lambda cells: str(cells.type),
)
def test_a_column_may_have_any_type_of_texts_or_numbers(cells: Any) -> None:
    """A null, a text without anything and a double that is no number are no answer."""
    assert scores(school({"zelf-begin": cells})) == {"r1": 4.0, "r3": 2.0}


@pytest.mark.parametrize(
    "who",
    [
        pa.array([1, 2, 3]),
        pa.array([1.0, 2.0, 3.0]),
        pa.array(["1", "2.0", "03"]),
        pa.array([Decimal(1), Decimal(2), Decimal(3)]),
    ],
    ids=lambda cells: str(cells.type),
)
def test_a_pseudonym_may_be_a_number(who: Any) -> None:
    assert list(scores(school({"respondent": who, "zelf-begin": [1, 2, 3]}))) == ["1", "2", "3"]


def test_numbers_of_many_digits_are_as_many_pseudonyms() -> None:
    who = [Decimal(10**37 + row) for row in range(3)]
    tree = school({"respondent": pa.array(who, pa.decimal128(38, 0)), "zelf-begin": [1, 2, 3]})
    assert list(scores(tree)) == list(map(str, who))


def _of_a_dictionary(first: int, rows: int) -> pa.Array:
    words = [f"r{row}" for row in range(first, first + rows)]
    return pa.DictionaryArray.from_arrays(pa.array([*range(rows)], pa.int8()), pa.array(words))


@pytest.mark.parametrize("parts", [(128,), (100, 100)])
def test_places_in_a_dictionary_may_be_of_the_smallest_kind(parts: tuple[int, ...]) -> None:
    """A column of categories says in a byte which of them it is: there may be more of them in all, or one for nulls."""
    firsts = [sum(parts[:at]) for at in range(len(parts))]
    who = pa.chunked_array([_of_a_dictionary(first, rows) for first, rows in zip(firsts, parts, strict=True)])
    columns = {"respondent": who, "zelf-begin": [3] * len(who)}
    assert not [one for one in told(school(columns, row_group_size=max(parts))) if "members" not in one]


@pytest.mark.parametrize(
    "kind",
    [pa.null(), pa.string(), pa.int8(), pa.float16(), pa.decimal128(5, 1), pa.bool_(), pa.list_(pa.int8())],
    ids=str,
)
def test_a_table_without_rows_is_told_as_such(kind: pa.DataType) -> None:
    tree = school({"zelf-begin": pa.array([], kind)})
    assert (
        told(tree)[0] == ":1: found a header and no rows; expected at least one row; add a row per respondent or lesson"
    )


EXPECTED = "expected a whole number from 1 to 5, or an empty cell"


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (pa.array([3, None, 6], pa.int64()), f"a number which is off the scale; {EXPECTED}"),
        (pa.array([3, None, 3.25]), f"a number between two steps of the scale; {EXPECTED}"),
        (pa.array([3, None, float("inf")]), f"text; {EXPECTED}; write the number"),
        (pa.array(["3", None, "geheim"]), f"text; {EXPECTED}; write the number"),
        (
            pa.array(["3", None, "4.000"]),
            f"a number with three decimals, which may be thousands; {EXPECTED}; write it without them",
        ),
        (pa.array([None, None, date(2026, 3, 5)]), f"a date or a time; {EXPECTED}; write a number or a text"),
        (pa.array([None, None, True]), f"true or false; {EXPECTED}; write a number or a text"),
        (
            pa.array([None, None, [3]]),
            f"neither a text nor a number; {EXPECTED}; give the column the type of a text or a number",
        ),
        (
            pa.array([None, None, b"3"]),
            f"neither a text nor a number; {EXPECTED}; give the column the type of a text or a number",
        ),
    ],
    ids=lambda one: str(getattr(one, "type", "")),
)
def test_what_is_no_score_is_told_with_its_row(cells: Any, message: str) -> None:
    """The third row below the heads: row 4, as in the same table saved as CSV."""
    assert told(school({"zelf-begin": cells})) == [f":4: column 'zelf-begin': found {message}"]


def test_rows_are_counted_over_all_row_groups() -> None:
    tree = school({"zelf-begin": [1, 2, 3, 4, 9]}, row_group_size=2)
    assert told(tree) == [f":6: column 'zelf-begin': found a number which is off the scale; {EXPECTED}"]


@pytest.mark.parametrize(
    "how",
    [
        *({"compression": one} for one in ("none", "snappy", "gzip", "zstd", "brotli", "lz4")),
        {"use_dictionary": False},
        {"version": "1.0"},
        {"data_page_version": "2.0"},
    ],
    ids=str,
)
def test_every_way_of_writing_is_read(how: dict[str, Any]) -> None:
    assert scores(school({"zelf-begin": [1, None, 5]}, **how)) == {"r1": 1.0, "r3": 5.0}


def test_a_file_of_pandas_is_read() -> None:
    tree = school({"zelf-begin": [1, 2, 3]})
    out = io.BytesIO()
    pd.read_parquet(io.BytesIO(tree[SURVEY])).astype({"respondent": "category", "zelf-begin": "float64"}).to_parquet(
        out
    )
    assert scores({**tree, SURVEY: out.getvalue()}) == {"r1": 1.0, "r2": 2.0, "r3": 3.0}


BROKEN = (
    ":1: found a Parquet file that is broken, cut off or locked; expected a whole Parquet file; "
    "write it again, or save the table as CSV UTF-8"
)


@pytest.mark.parametrize("damage", ["nothing", "text", "head", "cut off", "turned over", "no text in it"])
def test_a_broken_file_is_one_problem(damage: str) -> None:
    tree = school({"zelf-begin": [1, 2, 3]})
    whole = tree[SURVEY]
    content = {
        "nothing": b"",
        "text": b"respondent,zelf-begin\nr1,3\n",
        "head": whole[:4],
        "cut off": whole[:-20],
        "turned over": whole[:8] + bytes(255 - one for one in whole[8:-8]) + whole[-8:],
        "no text in it": whole.replace(b"r1", b"\xff\xfe"),
    }[damage]
    assert told({**tree, SURVEY: content}) == [BROKEN]


def test_what_unpacks_to_far_more_than_any_table_is_not_unpacked() -> None:
    """Thirty million rows of five nulls are 150 million cells, in a file of some kilobytes."""
    rows = 30_000_000
    one = pa.nulls(rows)
    content = written(pa.table({"respondent": one, **dict.fromkeys(ITEMS, one)}))
    assert len(content) < 1_000_000
    (message,) = told({**school({"zelf-begin": [1]}), SURVEY: content})
    assert message == (
        ":1: found a table that is far too large; expected at most 100,000,000 cells and 1,000,000,000 bytes; "
        "keep the answers of this round only"
    )


def test_a_parquet_file_with_another_name_is_told() -> None:
    tree = school({"zelf-begin": [1]})
    path = SURVEY.replace("parquet", "csv")
    tree[path] = tree.pop(SURVEY)
    expected = "expected text in UTF-8; call it survey.parquet"
    assert problems_of(tree)[0] == f"{path}:1: found a Parquet file, whatever its name says; {expected}"


def test_without_what_reads_it_a_file_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = school({"zelf-begin": [1, 2, 3]})
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert told(tree) == [
        ":1: found a Parquet file, and nothing that reads it; expected the package pyarrow, which is not installed; "
        "run pip install 'teamspiegel[parquet]', or save the table as CSV UTF-8"
    ]


def test_no_message_repeats_a_cell_or_a_pseudonym() -> None:
    tree = school({"respondent": ["jan de wit", "x@y.nl", "geheim7"], "zelf-begin": ["geheim", "770077", "3"]})
    assert len(told(tree)) == 4
    assert not [word for word in ("jan", "de wit", "@y", "geheim", "770077") for one in told(tree) if word in one]


def test_heads_are_those_of_a_csv() -> None:
    """A head with spaces round it is that head; one that is there twice, or has no name, is told as in a CSV."""
    tree = school({"zelf-begin": [1, 2, 3]})
    table = pa.table([pa.array(["r1"]), *[pa.array([3])] * 4, pa.array([1])], names=[" respondent ", *ITEMS, ""])
    assert told({**tree, SURVEY: written(table)}) == [
        ":1: found 1 column without a name; expected a name above every column with something in it; "
        "name it, or take out what stands below"
    ]
    table = pa.table([pa.array(["r1"]), *[pa.array([3])] * 5], names=["respondent", *ITEMS, ITEMS[0]])
    assert told({**tree, SURVEY: written(table)}) == [
        ":1: found column 'zelf-begin' 2 times; expected each column once; take one out"
    ]


@pytest.mark.parametrize("some", [1, 7, 12, 1000])
@pytest.mark.parametrize("twice", [False, True])
def test_columns_are_read_some_at_once(some: int, twice: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """To the same cells, also below heads that look like a path in a nested column, or stand there twice."""
    heads = ["a", "a.b", "", " b ", "nested", "c", *(["a"] if twice else [])]
    columns = [["1", None, "x"], [1, 2, None], [None] * 3, ["y", "y", ""], [{"b": 1}, {"b": 2}, None], [0.5, 2.0, 0.5]]
    content = written(pa.table([*map(pa.array, columns), *([pa.array([7, 8, 9])] if twice else [])], names=heads))
    monkeypatch.setattr(columns_of, "CELLS_AT_ONCE", some)
    found, below = columns_of.table_of(SURVEY, content)
    assert found == [head.strip() for head in heads]
    assert [list(column.cells) for column in below] == [
        ["1", "", "x"], ["1", "2", ""], [""] * 3, ["y", "y", ""], ["neither a text nor a number"] * 2 + [""],
        ["0.5", "2", "0.5"], *([["7", "8", "9"]] if twice else []),
    ]  # fmt: skip


NUMBERS = st.none() | st.sampled_from([0, 1, 2.5, 3, 4, 5, 6, 3.25, -1, 1e30, 2**24, 0.1])
TYPES = [pa.float64(), pa.float32(), pa.string()]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(*[NUMBERS] * len(ITEMS)), min_size=1, max_size=6),
    st.tuples(*[st.sampled_from(TYPES)] * len(ITEMS)),
)
def test_parquet_and_csv_tell_the_same(rows: Sequence[Sequence[float | None]], types: Sequence[pa.DataType]) -> None:
    """Answers and problems, with the same numbers of rows."""
    cells = [list(below) for below in zip(*rows, strict=True)]
    columns = {
        item: pa.array([_shown(one) if kind == pa.string() else one for one in below], kind)
        for item, below, kind in zip(ITEMS, cells, types, strict=True)
    }
    packed = school(columns)
    lines = [
        ",".join(["respondent", *ITEMS]),
        *(",".join([f"r{at}", *(_shown(one) or "" for one in row)]) for at, row in enumerate(rows, 1)),
    ]
    plain = {path: content for path, content in packed.items() if path != SURVEY}
    plain[SURVEY.replace("parquet", "csv")] = "\n".join([*lines, ""]).encode()
    messages = problems_of(plain)
    assert [one.replace("survey.parquet", "survey.csv") for one in problems_of(packed)] == messages
    if not messages:
        pd.testing.assert_frame_equal(read_school(packed)[1].frame, read_school(plain)[1].frame)


def _shown(number: float | None) -> str | None:
    """A number as a program writes it into a CSV: with all digits, and no exponent."""
    return None if number is None else f"{Decimal(repr(number)):f}"
