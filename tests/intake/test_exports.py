"""Each program's export, from the file to the answers: recognised, proposed, confirmed, imported; nothing personal."""

import csv
import shutil
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep
from typing import Any

import pandas as pd
import pyreadstat
import pytest
from click.testing import Result
from teamspiegel.edges.disk import Project
from teamspiegel.edges.importing import Request, WrongUsage, import_export
from teamspiegel.edges.work import held
from teamspiegel.intake.header import sheet_of
from teamspiegel.intake.mapping import read_mapping
from teamspiegel.intake.proposal import propose
from teamspiegel.reading.definitions import read_declarations
from teamspiegel.reading.grid import grid_of
from teamspiegel.reading.tool import recognise

from tests import workbooks
from tests.edges.test_cli import invoke
from tests.intake import exports
from tests.intake.exports import ANSWERS, CSV_EXPORTS, LABELS, LESSONS, MARKS, Row, scores, text, workbook
from tests.projects import write
from tests.schools import small

ROUND = "enquete"
LESSONS_ROUND = "lesbezoek"
MAPPING = "content/imports/kompas-{}.yml"
TOOLS = (
    {name: name.partition(",")[0] for name in CSV_EXPORTS}
    | {name: "microsoft-forms" for name in CSV_EXPORTS if name.startswith("microsoft")}
    | {"google": "google-forms"}
)


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """The small school without any data, with a folder that no build reads."""
    tree = {path: content for path, content in small().items() if not path.startswith("data/")}
    return write(tmp_path / "school", tree | {"private/.keep": b""})


def put(school: Path, content: bytes | Sequence[Row], name: str = "export.csv") -> Path:
    path = school / "private" / name
    path.write_bytes(content if isinstance(content, bytes) else text(content))
    return path


def run(school: Path, file: Path, *words: str, round_: str = ROUND) -> Result:
    return invoke("--project", school, "import", file, "--round", round_, *words)


def confirm(school: Path, source: str = "survey", **changes: str) -> Path:
    """Do what the proposal asks of its author."""
    path = school / MAPPING.format(source)
    told = path.read_text(encoding="utf-8").replace("confirmed: false", "confirmed: true")
    for old, new in {"numbers: choose": "numbers: rising", **changes}.items():
        told = told.replace(old, new)
    path.write_text(told, encoding="utf-8")
    return path


def rows_of(school: Path, path: str = f"data/{ROUND}/survey.csv") -> list[dict[str, str]]:
    with (school / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answers_of(school: Path, path: str = f"data/{ROUND}/survey.csv", team: str = "") -> Counter[tuple[str, ...]]:
    return Counter((row.get("team", team), *(row[item] for item in exports.ITEMS)) for row in rows_of(school, path))


def everything_said(school: Path, *results: Result) -> str:
    """What stands in any file but the export itself, in its path, or in what was said."""
    files = [path for path in school.rglob("*") if path.is_file() and "private" not in path.parts]
    return "\n".join(
        [*(f"{path} {path.read_text(encoding='utf-8')}" for path in files), *(one.output for one in results)]
    )


def assert_silent(said: str) -> None:
    words = {word for mark in MARKS for word in mark.split() if len(word) > 5}
    for mark in {*MARKS, *words}:
        assert mark.casefold() not in said.casefold()


@pytest.mark.parametrize("name", CSV_EXPORTS)
def test_an_export_gives_its_answers_and_nothing_else(school: Path, name: str) -> None:
    file = put(school, CSV_EXPORTS[name]())
    proposed = run(school, file)
    assert proposed.exit_code == 0, proposed.output
    assert f"Recognised: {TOOLS[name]} " in proposed.output
    assert not (school / "data").exists()
    confirm(school)
    imported = run(school, file)
    assert imported.exit_code == 0, imported.output
    assert answers_of(school) == scores()
    assert "11 kept" in imported.output
    assert_silent(everything_said(school, proposed, imported))


@pytest.mark.parametrize("name", ["microsoft", "limesurvey"])
def test_a_workbook_gives_the_same(school: Path, name: str) -> None:
    """Of LimeSurvey's two sheets the first holds no data."""
    sheets: dict[str, Sequence[Row]] = {"Form1": exports.microsoft()}
    if name == "limesurvey":
        sheets = {"Vragen": [["Vraag", "Soort"], ["1", "x"]], "Antwoorden": exports.limesurvey(exports.TEXTS)}
    file = workbook(school / "private", sheets)
    assert run(school, file).exit_code == 0
    confirm(school)
    result = run(school, file)
    assert result.exit_code == 0, result.output
    assert answers_of(school) == scores()
    assert_silent(everything_said(school, result))


def test_a_file_of_spss_brings_its_labels_and_missing_values(school: Path) -> None:
    """9 is declared as missing for every item, and the labels stand in the file: no number has two readings."""
    columns = [f"V{number}" for number in range(4)]
    frame = pd.DataFrame(
        [[9 if one is None else one for one in own] for _, own in ANSWERS], columns=columns, dtype=float
    )
    frame["team"] = [team for team, _ in ANSWERS]
    frame["mail"] = exports.MAIL
    labels = {one: {**{float(n): told for n, told in enumerate(LABELS, 1)}, 9.0: "Weigert"} for one in columns}
    heads: dict[str, str | None] = {**dict(zip(columns, exports.TEXTS, strict=True)), "team": "Team", "mail": "E-mail"}
    file = school / "private" / "export.sav"
    missing: dict[str, Any] = {one: [9.0] for one in columns}
    pyreadstat.write_sav(frame, str(file), column_labels=heads, variable_value_labels=labels, missing_ranges=missing)
    proposed = run(school, file)
    assert "Recognised: spss" in proposed.output
    assert "choose" not in confirm(school).read_text(encoding="utf-8").partition("confirmed: true")[2]
    result = run(school, file)
    assert result.exit_code == 0, result.output
    assert answers_of(school) == scores()
    assert_silent(everything_said(school, proposed, result))


@pytest.mark.parametrize("word", ["Response", "Antwoord"])
def test_a_question_of_surveymonkey_with_one_answer_is_called_by_its_upper_head(school: Path, word: str) -> None:
    """Two statements of a grid, and two questions by themselves, of which the second row says no more."""
    upper = ["Respondent ID", "Collector ID", "Team", "Stellingen", "", *exports.TEXTS[2:]]
    lower = ["", "", word, *exports.TEXTS[:2], word, word]
    rows = [[f"11500{at:02}", "1", team, *map(exports.label, own)] for at, (team, own) in enumerate(ANSWERS)]
    file = put(school, [upper, lower, *rows])
    assert "Columns of items: 4 by id or wording, 0 by" in run(school, file).output
    told = confirm(school).read_text(encoding="utf-8")
    assert '{column: 6, head: "Wij houden ons aan afspraken.", item: samen-afspraken' in told
    assert '{column: 4, head: "Stellingen [Ik begin rustig.]", item: zelf-begin' in told
    assert run(school, file).exit_code == 0
    assert answers_of(school) == scores()


# ----- rows that do not count ---------------------------------------------------------------------------


def test_previews_and_unfinished_rows_are_dropped_with_the_reason(school: Path) -> None:
    """Of Qualtrics one preview and two unfinished rows, of LimeSurvey one without a date."""
    for name, count in (("qualtrics", 3), ("limesurvey, text", 1)):
        file = put(school, CSV_EXPORTS[name]())
        run(school, file)
        confirm(school)
        result = run(school, file, "--replace")
        assert f"dropped: {count} (not finished, or a preview)" in result.output, result.output
        (school / MAPPING.format("survey")).unlink()


def test_an_id_that_yaml_would_take_for_a_number_is_proposed_as_a_text() -> None:
    tree = small() | {"content/teams.yml": b'- {id: "2026", name: Talen, members: 9}\n'}
    definitions = read_declarations(tree)[0].definitions()
    instrument = definitions.instruments["kompas"].model_copy(update={"id": "1e5"})
    item = "zelf-begin"
    grid = grid_of("x.csv", [["Team", item], *[["Talen", "3"]] * 5])
    found = propose(sheet_of(grid, recognise(grid)), recognise(grid), False, instrument, "survey", definitions.teams)
    mapping = read_mapping("x.yml", found.text.encode()).mapping
    assert mapping.instrument == "1e5"
    assert mapping.team
    assert mapping.team.names == {"Talen": "2026"}


def test_a_row_without_a_team_is_dropped_with_the_reason(school: Path) -> None:
    file = put(school, CSV_EXPORTS["surveymonkey"]())
    run(school, file)
    confirm(school)
    assert "dropped: 1 (no team)" in run(school, file).output


def test_a_row_that_a_program_wrote_twice_counts_once(school: Path) -> None:
    rows = exports.microsoft()
    file = put(school, [*rows, rows[3], rows[3]])
    run(school, file)
    confirm(school)
    result = run(school, file)
    assert "dropped: 2 (the same row once more)" in result.output
    assert answers_of(school) == scores()


def test_two_people_who_answer_alike_in_one_minute_are_two(school: Path) -> None:
    """Google Forms writes a time and no number. By hand a column `id` may be anything."""
    for head in ("Tijdstempel", "ID"):
        rows: list[Row] = [[head, "Team", *exports.TEXTS]]
        rows += [["1-10-2026 9:01", "blauw", "4", "4", "4", "4"] for _ in range(3)]
        rows += [["1-10-2026 9:02", "blauw", "4", "4", "4", "4"], ["1-10-2026 9:02", "blauw", "2", "4", "4", "4"]]
        file = put(school, rows)
        run(school, file)
        confirm(school)
        result = run(school, file, "--replace")
        assert answers_of(school) == Counter({("blauw", "4", "4", "4", "4"): 4, ("blauw", "2", "4", "4", "4"): 1})
        assert "Rows: 5 read, 5 kept, 0 dropped." in result.output
        assert "Odd: 2 rows as another row in every cell: nothing numbers the rows, so each counts." in result.output
        (school / MAPPING.format("survey")).unlink()


def test_a_row_without_its_number_is_somebody_else_s(school: Path) -> None:
    rows = exports.microsoft()
    nameless: Row = ["", *rows[3][1:]]
    file = put(school, [*rows, nameless, nameless])
    run(school, file)
    confirm(school)
    result = run(school, file)
    assert "Rows: 13 read, 13 kept, 0 dropped." in result.output, result.output
    assert "Odd: 1 row as another row in every cell" in result.output


@pytest.mark.parametrize("form", ["by hand", "limesurvey"])
def test_equal_rows_without_an_id_may_be_two_people(school: Path, form: str) -> None:
    """LimeSurvey leaves ids and dates out where that was asked for."""
    rows: list[Row] = [["Team", *exports.TEXTS], *(["blauw", "4", "4", "4", "4"] for _ in range(3))]
    if form == "limesurvey":
        rows = [["Jullie team", "Over jullie", "", "", ""], *rows]
        rows[1] = ["", *exports.TEXTS]
    file = put(school, text(rows, ";", "utf-8-sig"))
    run(school, file)
    confirm(school)
    result = run(school, file)
    assert result.exit_code == 0, result.output
    assert answers_of(school) == Counter({("blauw", "4", "4", "4", "4"): 3})


# ----- observations -------------------------------------------------------------------------------------


def lessons_of(school: Path) -> list[dict[str, str]]:
    return rows_of(school, f"data/{LESSONS_ROUND}/blauw/observations.csv")


def expected_lessons() -> Counter[tuple[str, ...]]:
    return Counter(tuple("" if one is None else f"{one:g}" for one in own) for _, own in LESSONS)


@pytest.mark.parametrize("form", ["rows", "columns"])
def test_lessons_by_hand(school: Path, form: str) -> None:
    table = exports.lessons_as_rows() if form == "rows" else exports.lessons_as_columns()
    file = put(school, text(table, ";", "utf-8-sig"))
    words = ("--team", "blauw", "--source", "observations")
    proposed = run(school, file, *words, round_=LESSONS_ROUND)
    assert proposed.exit_code == 0, proposed.output
    confirm(school, "observations")
    result = run(school, file, *words, round_=LESSONS_ROUND)
    assert result.exit_code == 0, result.output
    rows = lessons_of(school)
    assert Counter((row["les-begin"], row["les-beurten"]) for row in rows) == expected_lessons()
    assert len({row["lesson"] for row in rows}) == 7
    assert len({row["teacher"] for row in rows}) == 6
    by_teacher = Counter(row["teacher"] for row in rows)
    [two] = [teacher for teacher, count in by_teacher.items() if count == 2]
    assert {row["les-begin"] for row in rows if row["teacher"] == two} == {"3.5", "4.5"}
    assert ("(a row of averages)" in result.output) == (form == "rows")
    said = everything_said(school, proposed, result)
    assert_silent(said)
    assert "de Wit" not in said


def test_heads_over_several_columns(school: Path) -> None:
    rows: list[Row] = [
        ["", "Rust", "", "Ruimte"],
        ["Docent", exports.LESSON_TEXTS[0], "Toelichting", exports.LESSON_TEXTS[1]],
    ]
    rows += [[teacher, own[0], exports.REMARK, own[1]] for teacher, own in LESSONS]
    file = workbook(school / "private", {"Blad1": rows})
    words = ("--team", "blauw", "--source", "observations")
    run(school, file, *words, round_=LESSONS_ROUND)
    assert "heads: 2" in confirm(school, "observations").read_text(encoding="utf-8")
    result = run(school, file, *words, round_=LESSONS_ROUND)
    assert result.exit_code == 0, result.output
    assert Counter((row["les-begin"], row["les-beurten"]) for row in lessons_of(school)) == expected_lessons()


def test_observations_need_to_know_whose_lessons_they_are(school: Path) -> None:
    rows: list[Row] = [["Datum", *exports.LESSON_TEXTS], ["1-10", "3", "4"], ["2-10", "2", "4"]]
    file = put(school, rows)
    words = ("--team", "blauw", "--source", "observations")
    run(school, file, *words, round_=LESSONS_ROUND)
    confirm(school, "observations")
    result = run(school, file, *words, round_=LESSONS_ROUND)
    assert (result.exit_code, "without 'teacher'" in result.output) == (1, True)


# ----- the same again -----------------------------------------------------------------------------------


def test_a_second_round_is_one_command(school: Path) -> None:
    file = put(school, CSV_EXPORTS["google"]())
    run(school, file)
    confirm(school)
    run(school, file)
    second = put(school, text([exports.google()[0], *exports.google()[3:9]]), "tweede.csv")
    result = run(school, second, round_="ronde-a")
    assert result.exit_code == 0, result.output
    assert answers_of(school, "data/ronde-a/survey.csv") == scores(ANSWERS[2:8])


def test_the_order_of_rows_and_columns_makes_no_difference(school: Path) -> None:
    """The file is the same byte for byte, so nothing of the export's order is in it."""
    rows = exports.google()
    file = put(school, rows)
    run(school, file)
    confirm(school)
    run(school, file)
    first = (school / f"data/{ROUND}/survey.csv").read_bytes()
    turned = [[row[place] for place in (7, 3, 2, 0, 6, 5, 4, 1)] for row in (rows[0], *reversed(rows[1:]))]
    assert run(school, put(school, turned), "--replace").exit_code == 0
    assert (school / f"data/{ROUND}/survey.csv").read_bytes() == first
    assert [row["respondent"] for row in rows_of(school)] == [f"r{number:02}" for number in range(1, 12)]
    order = [(row["team"], *(row[item] for item in exports.ITEMS)) for row in rows_of(school)]
    assert order != [tuple(["" if one is None else str(one) for one in (team, *own)]) for team, own in ANSWERS]


def test_answers_are_never_replaced_unless_asked(school: Path) -> None:
    file = put(school, CSV_EXPORTS["google"]())
    run(school, file)
    confirm(school)
    run(school, file)
    before = (school / f"data/{ROUND}/survey.csv").read_bytes()
    fewer = put(school, text(exports.google()[:8]))
    refused = run(school, fewer)
    assert (refused.exit_code, "--replace" in refused.output) == (2, True)
    assert (school / f"data/{ROUND}/survey.csv").read_bytes() == before
    assert run(school, fewer, "--replace").exit_code == 0
    assert answers_of(school) == scores(ANSWERS[:7])


def test_answers_that_another_command_wrote_meanwhile_stay(school: Path) -> None:
    file = put(school, CSV_EXPORTS["google"]())
    run(school, file)
    confirm(school)
    written = school / "data" / ROUND / "survey.csv"
    with ThreadPoolExecutor(1) as other:
        with held(school):
            waiting = other.submit(import_export, Project(school), Request(file, ROUND))
            sleep(1)  # until it waits: it would have seen by then that there are none
            assert not waiting.done()
            write(school, {f"data/{ROUND}/survey.csv": b"theirs"})
        with pytest.raises(WrongUsage, match=r"survey\.csv is there already; with --replace it is replaced"):
            waiting.result(60)
    assert written.read_bytes() == b"theirs"


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_answers_are_never_written_beside_another_form_of_the_same(school: Path, form: str) -> None:
    """A build could not tell which of the two holds, and a table that its author made is not replaced."""
    file = put(school, CSV_EXPORTS["google"]())
    run(school, file)
    confirm(school)
    book = write(school, {f"data/{ROUND}/survey.{form}": b"x"}) / "data" / ROUND / f"survey.{form}"
    for words in ([], ["--replace"]):
        refused = run(school, file, *words)
        assert (refused.exit_code, f"data/{ROUND}/survey.{form} is there already" in refused.output) == (2, True)
    assert [path.name for path in book.parent.iterdir()] == [f"survey.{form}"]


def files_of(school: Path) -> list[str]:
    return sorted(path.relative_to(school).as_posix() for path in (school / "data").rglob("*") if path.is_file())


@pytest.mark.parametrize("again", [[], ["--replace"]])
@pytest.mark.parametrize("first", ["team", "all teams"])
def test_a_team_never_counts_twice(school: Path, first: str, again: list[str]) -> None:
    """Once of the team alone, once with all teams, in either order: the same people in two files."""
    file = put(school, CSV_EXPORTS["google"]())
    run(school, file)
    confirm(school)
    alone = ["--team", "blauw"]
    assert run(school, file, *(alone if first == "team" else [])).exit_code == 0
    before = files_of(school)
    refused = run(school, file, *again, *([] if first == "team" else alone))
    assert (refused.exit_code, files_of(school)) == (1, before)
    [path] = before
    [told] = [line for line in refused.output.splitlines() if line.startswith(f"{path}:")]
    assert "found survey of 'blauw', which the export has too" in told
    mend = "take this file away, or write null" if first == "team" else "take its rows out of this file, or leave"
    assert f"; {mend}" in told


def test_a_workbook_of_all_teams_is_looked_in_too(school: Path) -> None:
    """Here row 3 is the first of blauw; of groen there is nothing, which may be imported."""
    heads = ["respondent", "team", *exports.ITEMS]
    table: list[Row] = [heads, ["r1", "rood", 1, 1, 1, 1], ["r2", "blauw", 2, 2, 2, 2]]
    write(school, {f"data/{ROUND}/survey.xlsx": workbooks.workbook({"Blad1": table})})
    file = put(school, CSV_EXPORTS["google"]())
    run(school, file)
    confirm(school)
    refused = run(school, file, "--team", "blauw")
    assert (refused.exit_code, f"data/{ROUND}/survey.xlsx:3: " in refused.output) == (1, True)
    assert run(school, file, "--team", "groen").exit_code == 0
    assert files_of(school) == [f"data/{ROUND}/groen/survey.csv", f"data/{ROUND}/survey.xlsx"]


def test_nothing_is_written_beside_a_file_in_which_nobody_can_look(school: Path) -> None:
    write(school, {f"data/{ROUND}/survey.xlsx": b"x"})
    file = put(school, CSV_EXPORTS["google"]())
    run(school, file)
    confirm(school)
    refused = run(school, file, "--team", "blauw")
    assert (refused.exit_code, f"data/{ROUND}/survey.xlsx:1: " in refused.output) == (1, True)
    assert files_of(school) == [f"data/{ROUND}/survey.xlsx"]


@pytest.mark.parametrize("form", ["semicolons", "workbook"])
def test_an_item_may_be_called_otherwise_in_an_export(school: Path, form: str) -> None:
    """By its `column`: here codes as LimeSurvey writes them, which say nothing to whoever does not know them."""
    path = school / "content" / "instruments" / "kompas.yml"
    told = path.read_text(encoding="utf-8")
    codes = {item: f"G01Q{number:02}[SQ1]" for number, item in enumerate(exports.ITEMS, 1)}
    for item, code in codes.items():
        told = told.replace(f"{{id: {item},", f'{{id: {item}, column: "{code}",')
    path.write_text(told, encoding="utf-8")
    rows = exports.limesurvey(list(codes.values()))
    file = put(school, text(rows, ";", "utf-8-sig"))
    if form == "workbook":
        file = workbook(school / "private", {"Blad1": rows})
    proposed = run(school, file)
    assert "Columns of items: 4 by id or wording, 0 by a wording that is near." in proposed.output
    confirm(school)
    assert run(school, file).exit_code == 0
    assert answers_of(school) == scores()


def test_a_dry_run_writes_nothing(school: Path) -> None:
    file = put(school, CSV_EXPORTS["google"]())
    assert "Would be written: content/imports/kompas-survey.yml" in run(school, file, "--dry-run").output
    assert not (school / "content" / "imports").exists()
    run(school, file)
    confirm(school)
    assert f"Would be written: data/{ROUND}/survey.csv" in run(school, file, "--dry-run").output
    assert not (school / "data").exists()


def test_a_mapping_is_not_proposed_over_another(school: Path) -> None:
    file = put(school, CSV_EXPORTS["google"]())
    run(school, file)
    path = school / MAPPING.format("survey")
    mine = path.read_text(encoding="utf-8").replace("scale-1", "mijn-schaal")
    path.write_text(mine, encoding="utf-8")
    result = run(school, file)
    assert (result.exit_code, result.output.count("\n")) == (1, 3)
    assert "'confirmed: false'" in result.output
    assert path.read_text(encoding="utf-8") == mine
    shutil.copy(path, school / "content" / "imports" / "ander.yml")
    other = str(school / "content" / "imports" / "ander.yml")
    assert "content/imports/ander.yml:5" in run(school, file, "--map", other).output


def test_the_report_counts_and_says_what_the_gate_will_hide(school: Path) -> None:
    """Blauw: six of eight, so means and no spreads; groen: five of six. Four items, two layers and an axis each."""
    file = put(school, CSV_EXPORTS["google"]())
    run(school, file)
    confirm(school)
    output = run(school, file).output
    assert "Rows: 11 read, 11 kept, 0 dropped." in output
    assert "blauw, survey: 6 of 8 people" in output and "groen, survey: 5 of 6 people" in output
    assert "spreads withheld (fewer than 10 people)" in output
    assert output.splitlines()[-1].startswith("Next: teamspiegel")
