"""Exports that went wrong: the right numbers or a precise problem, never a wrong score, and nothing half-written."""

from pathlib import Path

import pytest
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.edges.disk import Project
from teamspiegel.edges.importing import Request, preview
from teamspiegel.intake.delimited import grid_of_text

from tests.intake import exports
from tests.intake.exports import CSV_EXPORTS, MARKS, Row, scores, text, workbook
from tests.intake.test_exports import (
    LESSONS_ROUND,
    MAPPING,
    ROUND,
    answers_of,
    assert_silent,
    confirm,
    everything_said,
    put,
    run,
    school,
)
from tests.projects import contents

__all__ = ["school"]


@pytest.fixture
def ready(school: Path) -> Path:
    """A school with a confirmed mapping for exports of Google Forms."""
    run(school, put(school, CSV_EXPORTS["google"]()))
    confirm(school)
    return school


def refused(school: Path, content: bytes, *said: str, name: str = "export.csv") -> str:
    """The message: one problem (or a few), exit code 1, nothing written, and nothing of the export in it."""
    file = put(school, content, name)
    before = contents(school)
    result = run(school, file)
    assert result.exit_code == 1, result.output
    assert contents(school) == before
    assert all(one in result.output for one in said), result.output
    assert_silent(result.output)
    return result.output


GOOGLE = exports.google()


def changed(row: int, place: int, cell: str) -> bytes:
    """The export of Google Forms with one cell changed."""
    return text(
        [[cell if (n, p) == (row, place) else one for p, one in enumerate(own)] for n, own in enumerate(GOOGLE)]
    )


@pytest.mark.parametrize(
    "cell",
    ["niet helemaal mee eens", "eens", "mee", "mee eens mee eens", "6 mee eens", "helemaal", "merk@voorbeeld.nl"],
)
def test_a_label_matches_whole_or_is_a_problem_with_its_line_and_column(ready: Path, cell: str) -> None:
    """Row 4 of the table is line 5 of the file, and the first item stands in column 4."""
    said = refused(ready, changed(4, 3, cell), "export.csv:5: column '4'", "an answer that the mapping does not know")
    assert cell not in said.replace("column", "")


@pytest.mark.parametrize("cell", ["mee EENS", " Mee\u00a0eens ", "Mee\u200b eens"])
def test_case_and_spaces_make_no_difference(ready: Path, cell: str) -> None:
    """The second respondent of the table said `Mee oneens`, which is 2, and now says 4."""
    assert run(ready, put(ready, changed(2, 3, cell))).exit_code == 0
    [old] = [one for one in exports.ANSWERS if one == ("blauw", (2, 3, 4, 5))]
    rows = [("blauw", (4, 3, 4, 5)) if one is old else one for one in exports.ANSWERS]
    assert answers_of(ready) == scores(rows)


@pytest.mark.parametrize(
    ("cell", "told"), [("6", "off the scale"), ("3,5", "between two steps"), ("0", "off the scale")]
)
def test_a_number_that_is_no_score_is_a_problem(ready: Path, cell: str, told: str) -> None:
    refused(ready, changed(3, 5, cell), "export.csv:4: column '6'", told)


def test_a_cell_whose_formula_gave_no_value_is_a_problem(school: Path) -> None:
    """It would be no answer. In a column that nothing reads, and in a row of averages, it makes no difference."""
    rows = [list(row) for row in exports.lessons_as_rows()]
    rows[3][4], rows[8][3] = "=1/0 -> #DIV/0!", "=1/0 -> #DIV/0!"
    words = ["--team", "blauw", "--source", "observations"]
    sound = workbook(school / "private", {"Blad1": rows}, "goed.xlsx")
    assert run(school, sound, *words, round_=LESSONS_ROUND).exit_code == 0
    told = confirm(school, "observations").read_text(encoding="utf-8")
    assert "formula" not in told
    rows[2][2], rows[5][3] = "=1/0 -> #DIV/0!", "=C2+1 -> "
    result = run(school, workbook(school / "private", {"Blad1": rows}), *words, round_=LESSONS_ROUND)
    assert result.exit_code == 1
    assert result.output.count("found an error of a formula") == 1
    assert "export.xlsx:3: column '3': found an error of a formula; expected a value, or an empty" in result.output
    assert "export.xlsx:6: column '4': found a formula that was not worked out; expected" in result.output
    assert not (school / "data").exists()
    assert run(school, sound, *words, round_=LESSONS_ROUND).exit_code == 0


def test_a_number_where_there_are_labels_only_is_a_problem(school: Path) -> None:
    run(school, put(school, CSV_EXPORTS["microsoft, English"]()))
    confirm(school)
    rows = exports.microsoft(dutch=False)
    rows[2] = [*rows[2][:6], "4", *rows[2][7:]]
    # The head of the last item ends in a line end of its own, so that every row stands a line lower.
    refused(school, text(rows), "export.csv:4: column '7'", "a number, where the mapping has labels")


def test_many_wrong_cells_are_told_by_the_first_and_their_number(ready: Path) -> None:
    rows = [GOOGLE[0], *([f"2026/10/{day}", *own[1:3], *"xxxx", own[7]] for day, own in enumerate(GOOGLE[1:]))]
    said = refused(ready, text(rows))
    assert said.count("\n") == 21
    assert "25 more such cells" in said


@pytest.mark.parametrize("place", [3, 4, 5, 6])
def test_a_head_that_is_gone_or_changed_is_a_problem_of_the_mapping(ready: Path, place: int) -> None:
    refused(ready, changed(0, place, "Iets anders"), "content/imports/kompas-survey.yml:", "no column")
    without = [[one for p, one in enumerate(own) if p != place] for own in GOOGLE]
    refused(ready, text(without), "content/imports/kompas-survey.yml:", "no column")


def test_a_team_column_that_is_gone_is_a_problem(ready: Path) -> None:
    refused(ready, changed(0, 2, "Groep"), "no column 'Team'")


def test_a_team_that_the_mapping_does_not_know_stops_the_import(ready: Path) -> None:
    """Groen is called otherwise in a later export: its five rows begin on line 8. An empty cell tells nothing."""
    rows = [[*own[:2], "Gras" if own[2] == "groen" else own[2], *own[3:]] for own in exports.google()]
    told = "export.csv:8: column '3': found a team that the mapping does not know, in 5 rows; expected a team of the"
    mend = "add it to content/imports/kompas-survey.yml under 'names' with the id of a team, or with null"
    said = refused(ready, text(rows), told, mend)
    assert "Gras" not in said
    rows += [["2026/10/02", "", "", "5", "5", "5", "5", ""], ["", "", "Toelichting onder de tabel", "", "", "", "", ""]]
    names = ready / "content" / "imports" / "kompas-survey.yml"
    known = names.read_text(encoding="utf-8").replace('"groen": groen', '"groen": groen\n    "Gras": null')
    names.write_text(known, encoding="utf-8")
    result = run(ready, put(ready, rows))
    assert result.exit_code == 0, result.output
    for count, reason in ((1, "no answer to any item"), (1, "no team"), (5, "a team that the mapping leaves out")):
        assert f"dropped: {count} ({reason})" in result.output
    assert answers_of(ready) == scores(exports.ANSWERS[:6])


def test_a_head_twice_goes_by_its_place_and_else_has_two_readings(school: Path) -> None:
    """As LimeSurvey writes a question twice. The second time the columns have moved."""
    rows: list[Row] = [["Team", *exports.TEXTS, "Toelichting", "Toelichting"]]
    rows += [[team, *(exports.label(one) for one in own), exports.REMARK, ""] for team, own in exports.ANSWERS]
    run(school, put(school, rows))
    path = confirm(school)
    told = path.read_text(encoding="utf-8").replace('head: "Wij roddelen."', 'head: "Toelichting"')
    path.write_text(told.replace("{column: 5", "{column: 7"), encoding="utf-8")
    file = put(school, rows)
    assert run(school, file).exit_code == 0
    moved = [["Nieuw", *own] for own in rows]
    refused_rows = put(school, moved)
    result = run(school, refused_rows, "--replace")
    assert (result.exit_code, "'Toelichting' 2 times: 7 or 8" in result.output) == (1, True)


def test_two_columns_that_fit_an_item_are_not_chosen_between(school: Path) -> None:
    rows = [["Team", exports.TEXTS[0], *exports.TEXTS], *(["blauw", "5", "1", "2", "3", "4"] for _ in range(5))]
    result = run(school, put(school, rows))
    assert "zelf-begin fits columns 2, 3 equally well" in result.output
    assert "item: zelf-begin" not in confirm(school).read_text(encoding="utf-8")


def test_a_team_that_is_not_declared_is_told_with_its_rows(school: Path) -> None:
    """Directie three times, and somebody's name once, which is not repeated."""
    rows = exports.google()
    rows[1:5] = [
        [*own[:2], name, *own[3:]] for own, name in zip(rows[1:5], ["Directie"] * 3 + [exports.NAME], strict=True)
    ]
    said = run(school, put(school, rows)).output
    assert "No team of content/teams.yml, so their rows would not count: 'Directie' (3 rows).\n" in said
    assert exports.NAME not in said
    mapping = (school / MAPPING.format("survey")).read_text(encoding="utf-8")
    assert '    "Directie": null  # 3 times; no team of content/teams.yml\n' in mapping


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (1, "1 answer is not shown, since it may be free text."),
        (2, "2 answers are not shown, since they may be free text."),
    ],
)
def test_answers_that_are_not_shown_are_counted_on_the_screen_too(school: Path, rows: int, said: str) -> None:
    """In the first column of answers, which is the fourth."""
    table = exports.google()
    for number in range(1, rows + 1):
        table[number] = [*table[number][:3], f"Wisselend {number}", *table[number][4:]]
    output = run(school, put(school, table)).output
    assert f"{said} Add what they mean to the mapping by hand.\n" in output
    assert "Wisselend" not in output
    mapping = (school / MAPPING.format("survey")).read_text(encoding="utf-8")
    assert f"    # {said} Add labels by hand.\n" in mapping


def test_what_stands_there_once_is_told_so(school: Path) -> None:
    table = exports.google()
    table[1] = [*table[1][:3], "Weet niet", *table[1][4:]]
    run(school, put(school, table))
    assert '"Weet niet": null  # 1 time\n' in (school / MAPPING.format("survey")).read_text(encoding="utf-8")


def test_a_team_that_is_nearly_called_so_waits_for_a_choice(school: Path) -> None:
    """The first two rows say Team Blaauw, which is near Team Blauw and no team."""
    rows = exports.google()
    rows[1:3] = [[*own[:2], "Team Blaauw", *own[3:]] for own in rows[1:3]]
    file = put(school, rows)
    assert "make 2 choices where it says `choose`" in run(school, file).output
    found = preview(Project(school), Request(file, ROUND))
    assert (found.outline.choices, found.problems, found.ready) == (2, (), False)
    assert found.converted and len(found.converted.answered) == 11
    mapping = confirm(school).read_text(encoding="utf-8")
    assert '"Team Blaauw": choose  # 2 times; nearly called so: blauw' in mapping
    refused = run(school, file)
    assert (refused.exit_code, "found a team without a choice; expected" in refused.output) == (1, True)
    confirm(school, **{'"Team Blaauw": choose': '"Team Blaauw": blauw'})
    assert run(school, file).exit_code == 0
    assert answers_of(school) == scores()


def test_a_code_and_a_wording_that_contradict_each_other_are_not_chosen_between(school: Path) -> None:
    """The questions of the codes V1 and V2 changed places in the survey program: the wordings are right here."""
    path = school / "content" / "instruments" / "kompas.yml"
    told = path.read_text(encoding="utf-8")
    for code, item in (("V1", "zelf-begin"), ("V2", "zelf-beurten")):
        told = told.replace(f"{{id: {item},", f"{{id: {item}, column: {code},")
    path.write_text(told, encoding="utf-8")
    heads = [f"V1. {exports.TEXTS[1]}", f"V2. {exports.TEXTS[0]}", *exports.TEXTS[2:]]
    rows = [exports.label(own[place]) for _, own in exports.ANSWERS for place in (1, 0, 2, 3)]
    table = [[team, *rows[4 * at : 4 * at + 4]] for at, (team, _) in enumerate(exports.ANSWERS)]
    file = put(school, [["Team", *heads], *table])
    proposed = run(school, file)
    assert "Columns of items: 2 by id or wording, 0 by" in proposed.output
    assert "Column 2 has two readings, by its code and by its wording: zelf-begin or zelf-beurten." in proposed.output
    assert "Items without a column" not in proposed.output
    found = preview(Project(school), Request(file, ROUND))
    assert found.converted and len(found.converted.answered) == 11
    assert (found.outline.choices, found.problems, found.ready) == (2, (), False)
    assert [(column.place, why) for column, why in found.outline.unused] == [(2, "doubtful"), (3, "doubtful")]
    mapping = confirm(school).read_text(encoding="utf-8")
    assert "item: choose, scale: scale-1}  # its code says zelf-begin, its wording zelf-beurten" in mapping
    refused = run(school, file)
    assert (refused.exit_code, refused.output.count("found a column without a choice")) == (1, 2)
    assert not (school / "data").exists()
    for item in ("zelf-beurten", "zelf-begin"):
        mapping = mapping.replace("item: choose", f"item: {item}", 1)
    (school / MAPPING.format("survey")).write_text(mapping, encoding="utf-8")
    assert run(school, file).exit_code == 0
    assert answers_of(school) == scores()


def test_numbers_have_two_readings_until_the_author_has_chosen(school: Path) -> None:
    file = put(school, CSV_EXPORTS["qualtrics"]())
    run(school, file)
    confirm(school, **{"numbers: choose": "numbers: choose"})
    result = run(school, file)
    assert result.exit_code == 1
    assert "rising (1 is 1, 5 is 5) or falling (1 is 5, 5 is 1)" in result.output
    confirm(school, **{"numbers: choose": "numbers: falling"})
    assert run(school, file).exit_code == 0
    turned = [(team, tuple(None if one is None else 6 - one for one in own)) for team, own in exports.ANSWERS]
    assert answers_of(school) == scores(turned)


@pytest.mark.parametrize(
    "name", ["microsoft, Dutch Excel", "google", "qualtrics", "limesurvey, two rows", "surveymonkey"]
)
def test_a_file_that_was_cut_off_is_a_problem_or_whole(school: Path, name: str) -> None:
    """At every place in the last two rows: either each row that is left is right, or there is a problem."""
    content = CSV_EXPORTS[name]()
    run(school, put(school, content))
    confirm(school)
    whole = scores()
    last = content.rstrip().rfind(b"\n")
    for end in range(content.rfind(b"\n", 0, last) + 2, len(content) - 2, 23):
        file = put(school, content[:end])
        result = run(school, file, "--replace")
        assert_silent(result.output)
        if result.exit_code == 0:
            assert not answers_of(school) - whole, end
        else:
            assert result.exit_code == 1, result.output


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "an empty file"),
        (b"   \n\n", "an empty file"),
        (b"a;b\n", "fewer than two rows"),
        (b"naam\nJan\n", "a single column"),
        (b"a,b\n1,2\n1,2,3\n", "3 cells between commas, and 2 in the first row"),
        (b'a,b\n1,"2\n3,4\n', "a quote that is not closed"),
        (b"a,b;c\n1,2;3\n", "two readings: 2 columns between commas, or 2 columns between semicolons"),
        (b"<html><table><tr><td>1</td></tr></table>", "a web page"),
        (b"PAR1\x15\x04PAR1", "put it in data/, as <source>.parquet"),
        (bytes(range(256)) * 4, "bytes"),
        (b"\xff\xfea\0,\0b\0\n\0" + b"1", "not UTF-16"),
        (b"PK\x03\x04 and then nothing", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "before 2007"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a password"),
        (b"$FL2@(#) SPSS DATA FILE", "an SPSS file that is broken"),
        (b"naam;score\nSanne Merkteken;3\n", "no column that is called as an item"),
    ],
)
def test_what_is_no_export_is_one_line(school: Path, content: bytes, told: str) -> None:
    assert refused(school, content, told).count("\n") == 2


def test_a_line_is_named_as_an_editor_counts_it(school: Path) -> None:
    refused(school, b'a,b\n"1\n1",2\n\n1,2,3\n', "export.csv:5: ", "3 cells")


# ----- letters ------------------------------------------------------------------------------------------

ACCENTS = "a;é\nü;ï\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_letters_are_read_as_they_were_written(encoding: str) -> None:
    assert grid_of_text("x.csv", ACCENTS.encode(encoding)).rows == (("a", "é"), ("ü", "ï"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (ACCENTS.encode("mac_roman"), "'Ž' as Windows writes it, 'é' as a Mac does"),
        ("a;é\n".encode() + "b;é\n".encode("cp1252"), "letters written in two ways"),
        (ACCENTS.encode()[:9], "the middle of a letter"),
        (b"\xef\xbb\xbfa;b\n\xe9;1\n", "UTF-8-SIG"),
    ],
)
def test_letters_with_two_readings_are_refused(content: bytes, told: str) -> None:
    with pytest.raises(InputProblems, match=told):
        grid_of_text("x.csv", content)


def test_excel_may_name_the_separator_itself() -> None:
    grid = grid_of_text("x.csv", b"sep=;\r\na,b;c\r\n1,2;3\r\n")
    assert (grid.rows, grid.lines) == ((("a,b", "c"), ("1,2", "3")), (2, 3))


# ----- which table --------------------------------------------------------------------------------------


def test_a_table_of_a_million_rows_is_refused() -> None:
    with pytest.raises(InputProblems, match="far too large"):
        grid_of_text("x.csv", b"a,b\n" + b"1,2\n" * 1_000_000)


def test_two_sheets_that_fit_equally_well_are_both_shown(school: Path) -> None:
    file = workbook(school / "private", {"Eerste": exports.google(), "Tweede": exports.google()})
    result = run(school, file)
    assert (result.exit_code, "'Eerste' or 'Tweede' fit equally well" in result.output) == (1, True)
    assert run(school, file, "--sheet", "Tweede").exit_code == 0
    wrong = run(school, file, "--sheet", "Derde")
    assert (wrong.exit_code, "expected one of Eerste, Tweede" in wrong.output) == (2, True)


# ----- wrong usage --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--team", "blauuw"], "did you mean 'blauw'"),
        (["--source", "observations"], "no column that is called as an item"),
    ],
)
def test_what_cannot_be_meant_is_told(school: Path, words: list[str], told: str) -> None:
    result = run(school, put(school, CSV_EXPORTS["google"]()), *words)
    assert result.exit_code in (1, 2)
    assert told in result.output


def test_an_unknown_round_is_told_with_the_nearest(school: Path) -> None:
    result = run(school, put(school, CSV_EXPORTS["google"]()), round_="enquette")
    assert (result.exit_code, "did you mean 'enquete'" in result.output) == (2, True)


def test_rows_without_a_team_need_to_be_told_whose_they_are(school: Path) -> None:
    rows = [exports.TEXTS, *([exports.label(one) for one in own] for _, own in exports.ANSWERS[:5])]
    file = put(school, rows)
    run(school, file)
    confirm(school)
    assert (run(school, file).exit_code, "--team" in run(school, file).output) == (2, True)
    assert run(school, file, "--team", "blauw").exit_code == 0
    assert answers_of(school, f"data/{ROUND}/blauw/survey.csv", "blauw") == scores(exports.ANSWERS[:5])


def test_more_rows_than_a_team_has_members_are_not_written(ready: Path) -> None:
    """Groen has six."""
    rows = [GOOGLE[0], *([*own[:2], "groen", *own[3:]] for own in GOOGLE[1:])]
    file = put(ready, text(rows))
    result = run(ready, file)
    (problem, _) = result.output.splitlines()
    assert problem == (
        f"{file}:1: found more respondents than team 'groen' has members; expected at most 6; "
        "correct 'members' in content/teams.yml, or the rows"
    )
    assert result.exit_code == 1
    assert not (ready / "data").exists()


def test_a_mapping_with_mistakes_names_every_line(school: Path) -> None:
    file = put(school, CSV_EXPORTS["google"]())
    run(school, file)
    path = confirm(
        school, **{"item: zelf-begin": "item: zelf-begn", '"Mee eens": 4': '"Mee eens": 7', ": groen": ": gron"}
    )
    result = run(school, file)
    assert result.exit_code == 1
    lines = path.read_text(encoding="utf-8").splitlines()
    for bad in ("zelf-begn", '"Mee eens": 7', ": gron"):
        [line] = [number for number, told in enumerate(lines, 1) if bad in told]
        assert f"kompas-survey.yml:{line}: " in result.output
    path.write_text(path.read_text(encoding="utf-8") + "extra: 1\n", encoding="utf-8")
    assert "unknown key 'extra'" in run(school, file).output


# ----- nothing personal ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["google", "qualtrics", "microsoft"])
@pytest.mark.parametrize("place", ["below a head of an item", "as a head that nobody knows", "as a team"])
def test_personal_data_in_the_wrong_place_stays_out(school: Path, name: str, place: str) -> None:
    """A column of names that is called as an item, a person among the teams: not in the proposal, not in a message."""
    rows = {"google": exports.google, "qualtrics": exports.qualtrics, "microsoft": exports.microsoft}[name]()
    heads = next(index for index, row in enumerate(rows) if any("rustig" in str(cell) for cell in row))
    answers = next(index for index, row in enumerate(rows) if exports.REMARK in row)
    item = next(index for index, cell in enumerate(rows[heads]) if "rustig" in str(cell))
    table = [list(row) for row in rows]
    for number, row in enumerate(table[answers:]):
        if place == "below a head of an item":
            row[item] = MARKS[number % len(MARKS)]
        elif place == "as a team":
            row[item - 1] = row[item - 1] if number else exports.NAME
        else:
            row.append(exports.NAME)
    for row in table[:answers]:
        if place == "as a head that nobody knows":
            row.append("")
    first = run(school, put(school, text(table)))
    assert first.exit_code == 0, first.output
    confirm(school)
    second = run(school, put(school, text(table)))
    if place == "as a team":
        assert second.exit_code == 1 and "a team that the mapping does not know, in 1 row;" in second.output
    else:
        assert second.exit_code in (0, 2), second.output
    assert_silent(everything_said(school, first, second))
