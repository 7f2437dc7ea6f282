"""One table, however it was saved: commas, semicolons or tabs, decimal points or commas, or a workbook."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from teamspiegel.reading.read import read_school

from tests.parquets import of_rows, written
from tests.reading.mistakes import LESSONS, REFERENCES, SURVEY, benchmark_entry
from tests.schools import Files, problems_of, small
from tests.workbooks import Cell, workbook

FOLDER = "data/ronde-a/blauw"
SURVEYED: Files = {**small(), f"{FOLDER}/survey.csv": f"{SURVEY}r1,1,2,3,4\n".encode()}
BLAUW = "data/start/blauw/survey.csv"

Score = float | None
Table = Sequence[Sequence[str | Score]]


def separated(table: Table, separator: str, sign: str, empty: int = 0, quoting: bool = False) -> bytes:
    """A table as text, with so many empty columns at its end."""
    out = io.StringIO()
    writer = csv.writer(
        out, delimiter=separator, lineterminator="\n", quoting=csv.QUOTE_ALL if quoting else csv.QUOTE_MINIMAL
    )
    writer.writerows([[*(shown(cell, sign) for cell in row), *("" for _ in range(empty))] for row in table])
    return out.getvalue().encode()


def shown(cell: str | Score, sign: str) -> str:
    return "" if cell is None else cell if isinstance(cell, str) else f"{cell:g}".replace(".", sign)


def as_workbook(table: Table, texts: str = "") -> bytes:
    """A table as a workbook. `texts`: its scores stand there as texts, with this sign."""
    cells: list[list[Cell]] = [[shown(cell, texts) if texts else cell for cell in row] for row in table]
    return workbook({"Blad1": cells})


def as_parquet(table: Table, kind: pa.DataType) -> bytes:
    """A table as Parquet of texts, with decimal commas."""
    heads, *rows = table
    below = zip(*rows, strict=True)
    columns = [pa.array([None if cell is None else shown(cell, ",") for cell in cells], kind) for cells in below]
    return written(pa.table(columns, names=[str(head) for head in heads]))


FORMS: dict[str, tuple[str, Callable[[Table], bytes]]] = {
    "commas": ("csv", lambda table: separated(table, ",", ".")),
    "commas, decimal commas in quotes": ("csv", lambda table: separated(table, ",", ",")),
    "semicolons": ("csv", lambda table: separated(table, ";", ".")),
    "Dutch Excel": ("csv", lambda table: separated(table, ";", ",").replace(b"\n", b"\r\n")),
    "Dutch Excel, CSV UTF-8": ("csv", lambda table: b"\xef\xbb\xbf" + separated(table, ";", ",", empty=3)),
    "tabs": ("csv", lambda table: separated(table, "\t", ",", quoting=True)),
    "empty columns": ("csv", lambda table: separated(table, ",", ".", empty=2)),
    "workbook": ("xlsx", as_workbook),
    "workbook of texts": ("xlsx", lambda table: as_workbook(table, ",")),
    "Parquet": ("parquet", lambda table: of_rows([str(head) for head in table[0]], table[1:])),
    "Parquet of texts": ("parquet", lambda table: as_parquet(table, pa.string())),
    "Parquet of categories": ("parquet", lambda table: as_parquet(table, pa.dictionary(pa.int16(), pa.string()))),
}
NAMES = st.text("abcdefghijklmnop0123456789", min_size=1, max_size=6).map(lambda name: f"r{name}")
SCORES = st.none() | st.integers(2, 10).map(lambda halves: halves / 2)


@settings(max_examples=60)
@given(
    rows=st.lists(st.tuples(NAMES, SCORES, SCORES), min_size=1, max_size=8, unique_by=lambda row: row[0]),
    form=st.sampled_from(sorted(FORMS)),
)
def test_a_table_gives_the_same_answers_in_every_form(rows: list[tuple[str, Score, Score]], form: str) -> None:
    """Those that were drawn. The team has eight members."""
    expected = Counter(
        (name, item, score)
        for name, *own in rows
        for item, score in zip(("les-begin", "les-beurten"), own, strict=True)
        if score is not None
    )
    rows = [row for row in rows if row[1:] != (None, None)] or [("r1", 1, 1)]
    expected = expected or Counter({("r1", "les-begin", 1.0): 1, ("r1", "les-beurten", 1.0): 1})
    kind, save = FORMS[form]
    table: Table = [LESSONS.strip().split(","), *([name, name, *own] for name, *own in rows)]
    frame = read_school({**SURVEYED, f"{FOLDER}/observations.{kind}": save(table)})[1].frame
    found = frame[(frame["round"] == "ronde-a") & (frame["source"] == "observations")]
    assert Counter(found[["unit", "item", "score"]].itertuples(index=False, name=None)) == expected


@pytest.mark.parametrize("form", FORMS)
def test_a_wrong_score_is_told_on_the_same_line_in_every_form(form: str) -> None:
    """3.25 lies between two steps, and 5.5 beyond the scale; a respondent in two spellings of one number is one."""
    kind, save = FORMS[form]
    path = f"{FOLDER}/observations.{kind}"
    table: Table = [["lesson", "teacher", "les-begin", "les-beurten"], ["1", "t", 3.25, 1], ["1.0", "t", 1, 5.5]]
    assert [
        message.removeprefix(path).partition(";")[0] for message in problems_of({**SURVEYED, path: save(table)})
    ] == [
        ":2: column 'les-begin': found a number between two steps of the scale",
        ":3: column 'les-beurten': found a number which is off the scale",
        f":3: found the same lesson as {path}:2",
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_benchmark_may_have_every_form(form: str) -> None:
    kind, save = FORMS[form]
    table: Table = [
        REFERENCES.strip().split(","),
        ["zelf", "item", "zelf-begin", 3.125, 0.4, 34],
        ["zelf", "layer", "zelf", 3, None, 18],
    ]
    tree = {
        **small(),
        "content/benchmarks.yml": benchmark_entry("land").encode(),
        f"data/benchmarks/land.{kind}": save(table),
    }
    found = read_school(tree)[0].reference_means["land"]
    assert [(one.mean, one.sd, one.teams) for one in found] == [(3.125, 0.4, 34), (3.0, None, 18)]


def test_a_benchmark_in_two_forms_is_told() -> None:
    table = (REFERENCES + "zelf,item,zelf-begin,3.2,0.4,34\n").encode()
    files = {"data/benchmarks/land.csv": table, "data/benchmarks/land.xlsx": b"?"}
    (message,) = problems_of({**small(), "content/benchmarks.yml": benchmark_entry("land").encode(), **files})
    assert message.startswith("data/benchmarks/land.xlsx:1: found the same table twice: land.csv and land.xlsx; ")


@pytest.mark.parametrize("other", ["csv", "xlsx"])
def test_answers_in_two_forms_are_told(other: str) -> None:
    table: Table = [SURVEY.strip().split(","), ["r1", 1, 2, 3, 4]]
    save = {"csv": FORMS["commas"][1], "xlsx": as_workbook}[other]
    tree = {path: content for path, content in SURVEYED.items() if path != f"{FOLDER}/survey.csv"}
    tree |= {f"{FOLDER}/survey.{other}": save(table), f"{FOLDER}/survey.parquet": b"?"}
    (message,) = [one for one in problems_of(tree) if "twice" in one]
    assert message.startswith(
        f"{FOLDER}/survey.parquet:1: found the same table twice: survey.{other} and survey.parquet; "
    )


def test_both_signs_in_one_file_are_read() -> None:
    """Each cell has one meaning."""
    text = f'{LESSONS}l1,t1,3.5,2\nl2,t2,"4,5",1.0\n'.replace(",", ";").replace('"4;5"', "4,5")
    frame = read_school({**SURVEYED, f"{FOLDER}/observations.csv": text.encode()})[1].frame
    found = frame[(frame["round"] == "ronde-a") & (frame["item"] == "les-begin")]
    assert found["score"].tolist() == [3.5, 4.5]


@pytest.mark.parametrize("empty", [1, 4])
@pytest.mark.parametrize("separator", [",", ";"])
def test_only_columns_without_anything_are_passed_over(separator: str, empty: int) -> None:
    rest = separator * empty
    text = f"{SURVEY.strip()}{rest}\nr1,1,2,3,4{rest}\n{rest},,,,\n".replace(",", separator)
    assert problems_of({**small(), BLAUW: text.encode()}) == []
    (message,) = problems_of({**small(), BLAUW: f"{text}r2,1,2,3,4{rest}9\n".replace(",", separator).encode()})
    assert message.startswith(f"{BLAUW}:1: found 1 column without a name; ")


def test_a_row_is_not_shortened_to_fit_the_header() -> None:
    """`3,5,2,,` in a file with commas is 3 and 5, or 3.5 and 2: the cells at the end are not passed over."""
    (message,) = problems_of({**small(), BLAUW: f"{SURVEY}r1,3,5,2,,\n".encode()})
    assert message.startswith(f"{BLAUW}:2: found 6 cells; ")


def test_what_reads_a_workbook_is_not_asked_for_an_empty_file() -> None:
    (message,) = problems_of({**SURVEYED, f"{FOLDER}/observations.xlsx": b""})
    assert message.startswith(f"{FOLDER}/observations.xlsx:1: found a workbook that is broken or cut off; ")
