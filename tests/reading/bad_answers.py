"""Mistakes in `data/`. The pseudonyms say `geheim` and the cells that no message is about hold 770077."""

from datetime import date

from tests.parquets import of_rows
from tests.reading.mistakes import LESSONS, SURVEY, Mistake, at, lessons, survey
from tests.workbooks import Cell, workbook

ROWS = SURVEY + "geheim-1,1,2,3,4\ngeheim-2,2,3,4,5\n"
WIDE = "team," + SURVEY

HEADERS = [
    survey(
        "onbekende-kolom",
        ROWS.replace("zelf-begin", "zelf-begni"),
        1,
        "unknown column 'zelf-begni'",
        "one of respondent, zelf-begin",
        "did you mean 'zelf-begin'?",
    ),
    survey(
        "extra-kolom",
        "respondent,naam,zelf-begin,zelf-beurten,samen-afspraken,samen-roddel\ngeheim-1,770077,1,2,3,4\n",
        1,
        "unknown column number 2",
        "take it out: it tells whose answers these are, and git keeps whatever was committed",
    ),
    survey(
        "lijst-met-namen",
        "Naam,Ik begin rustig.\nGeheim Persoon,770077\n",
        1,
        "a first row without any known column",
        "take it out of data/ before anything else (git keeps whatever was committed): begin with a row that names",
    ),
    survey(
        "team-kolom-in-teammap",
        WIDE + "team-kolom-in-teammap,geheim-1,1,2,3,4\n",
        1,
        "unknown column number 1",
    ),
    survey(
        "dubbele-kolom",
        "respondent,zelf-begin,zelf-begin,zelf-beurten,samen-afspraken,samen-roddel\ngeheim-1,1,2,3,4,5\n",
        1,
        "column 'zelf-begin' 2 times",
        "each column once",
    ),
    survey(
        "kolommen-zonder-naam",
        "respondent,zelf-begin,zelf-beurten,samen-afspraken,samen-roddel,,,\ngeheim-1,1,2,3,4,770077,,770077\n",
        1,
        "2 columns without a name",
        "a name above every column",
        "take out what stands below",
    ),
    survey(
        "kolom-weg",
        "respondent,zelf-begin,zelf-beurten,samen-afspraken\ngeheim-1,1,2,3\n",
        1,
        "no column 'samen-roddel'",
        "add it",
    ),
    survey(
        "kopregel-weg",
        "geheim-1,770077,3,4,5\ngeheim-2,3,3,3,3\n",
        1,
        "a first row without any known column",
        "one of respondent, zelf-begin",
        "names the columns, or give an export to `teamspiegel import`",
    ),
    lessons(
        "vraag-bij-de-lessen",
        LESSONS.replace("\n", ",zelf-begin\n") + "geheim-l1,geheim-t1,3,3,770077\n",
        1,
        "column 'zelf-begin' of an item of survey.csv",
        "one of lesson, teacher, les-begin, les-beurten",
        "take it out",
    ),
    survey(
        "niets-ingevuld",
        SURVEY + "geheim-1,,,,\ngeheim-2,,,,\n",
        2,
        "rows without any answer",
        "at least one",
        "fill it",
    ),
    survey("alleen-kop", SURVEY, 1, "a header and no rows", "at least one row"),
    survey("leeg", "", 1, "an empty file", "take the file away"),
    survey("alleen-kommas", ",,,,\n,,,,\n", 1, "no cell with anything in it", "a header and rows"),
]

ROW_SHAPES = [
    survey(
        "te-weinig-cellen",
        ROWS + "geheim-3,770077,3\n",
        4,
        "found 3 cells",
        "5 cells, as in the header",
        "an empty cell still needs its comma",
    ),
    survey(
        "te-weinig-puntkommas",
        ROWS.replace(",", ";") + "geheim-3;770077;3\n",
        4,
        "found 3 cells",
        "an empty cell still needs its semicolon",
    ),
    survey(
        "te-veel-puntkommas",
        ROWS.replace(",", ";") + "geheim-3;1;2;3;4;770077\n",
        4,
        "found 6 cells",
        "a semicolon in a text splits a cell",
    ),
    survey(
        "te-weinig-tabs",
        ROWS.replace(",", "\t") + "geheim-3\t770077\t3\n",
        4,
        "found 3 cells",
        "an empty cell still needs its tab",
    ),
    survey(
        "puntkommas-onder-kommas",
        SURVEY + "geheim-1;1;2;3;770077\n",
        2,
        "found 1 cells",
        "an empty cell still needs its comma",
    ),
    survey(
        "te-veel-cellen",
        ROWS + "geheim-3,1,2,3,4,770077\n",
        4,
        "found 6 cells",
        "5 cells, as in the header",
    ),
    lessons(
        "komma-zonder-aanhalingstekens",
        LESSONS + "geheim-l1,geheim-t1,3,3\ngeheim-l2,geheim-t2,3,5,770077\n",
        3,
        "found 5 cells",
        "4 cells, as in the header",
        "a decimal comma",
        "write 3.5",
    ),
    survey(
        "los-aanhalingsteken",
        ROWS + 'geheim-3,"1"770077,2,3,4\ngeheim-4,1,1,1,1\n',
        4,
        "a row that does not parse",
        "look at the quotes in this row",
    ),
    survey(
        "open-aanhalingsteken",
        ROWS + 'geheim-3,"770077,2,3,4\ngeheim-4,1,1,1,1\n',
        4,
        "a row that does not parse",
        "look at the quotes in this row",
    ),
]

ENCODINGS = [
    survey(
        "latijn-1",
        (ROWS + "één,1,2,3,4\n").encode("latin-1"),
        4,
        "bytes that are not UTF-8",
        "text in UTF-8",
        "CSV UTF-8",
    ),
    survey("utf-16", ROWS.encode("utf-16"), 1, "UTF-16", "text in UTF-8", "CSV UTF-8"),
    survey(
        "werkmap-als-csv",
        workbook({"Blad1": [["respondent"], ["geheim-1"]]}),
        1,
        "a workbook, whatever its name says",
        "call it survey.xlsx",
    ),
    survey("utf-16-zonder-merk", ROWS.encode("utf-16-le"), 1, "UTF-16", "text in UTF-8", "CSV UTF-8"),
]

CELLS = [
    survey(
        "buiten-de-schaal",
        SURVEY + "geheim-1,1,2,3,4\ngeheim-2,7,3,4,5\n",
        3,
        "column 'zelf-begin'",
        "found a number which is off the scale",
        "a whole number from 1 to 5, or an empty cell",
    ),
    survey("onder-de-schaal", SURVEY + "geheim-1,1,-2,3,4\n", 2, "column 'zelf-beurten'", "off the scale"),
    survey(
        "tekst",
        SURVEY + "geheim-1,1,2,weet niet,4\n",
        2,
        "column 'samen-afspraken'",
        "found text;",
        "a whole number from 1 to 5",
        "write the number",
    ),
    survey(
        "half-in-vragenlijst",
        SURVEY + "geheim-1,1,2,3.5,4\n",
        2,
        "column 'samen-afspraken'",
        "found a number between two steps of the scale",
        "a whole number from 1 to 5",
        "step: 0.5",
    ),
    survey(
        "komma-in-vragenlijst",
        SURVEY + 'geheim-1,1,2,"3,5",4\n',
        2,
        "found a number between two steps of the scale;",
        "a whole number from 1 to 5",
    ),
    survey(
        "duizendtal-met-punt",
        SURVEY + "geheim-1,1,2,3.000,4\n",
        2,
        "column 'samen-afspraken'",
        "found a number with three decimals, which may be thousands",
        "write it without them",
    ),
    lessons(
        "duizendtal-met-komma",
        LESSONS.replace(",", ";") + "geheim-l1;geheim-t1;3;3,500\n",
        2,
        "column 'les-beurten'",
        "found a number with three decimals, which may be thousands",
    ),
    lessons(
        "punt-en-komma",
        LESSONS.replace(",", ";") + "geheim-l1;geheim-t1;3;1.003,5\n",
        2,
        "column 'les-beurten'",
        "found text;",
        "write the number",
    ),
    lessons(
        "kwart",
        LESSONS + "geheim-l1,geheim-t1,3.25,3\n",
        2,
        "column 'les-begin'",
        "found a number between two steps of the scale",
        "a number in steps of 0.5 from 1 to 5",
    ),
]

PEOPLE = [
    survey(
        "dubbele-respondent",
        SURVEY + "geheim-1,1,2,3,4\ngeheim-2,2,3,4,5\ngeheim-1,3,4,5,1\n",
        4,
        "the same respondent as data/enquete/dubbele-respondent/survey.csv:2",
        "each respondent once",
        "take the row out",
    ),
    lessons(
        "dubbele-les",
        LESSONS + "geheim-l1,geheim-t1,3,3\ngeheim-l1,geheim-t2,4,4\n",
        3,
        "the same lesson as data/lesbezoek/dubbele-les/observations.csv:2",
        "each lesson once",
    ),
    survey("geen-respondent", SURVEY + ",1,2,3,4\n", 2, "column 'respondent'", "an empty cell", "a pseudonym"),
    lessons("geen-docent", LESSONS + "geheim-l1,,3,3\n", 2, "column 'teacher'", "an empty cell", "a pseudonym"),
    survey(
        "naam-als-pseudoniem",
        SURVEY + "Geheim Persoon,1,2,3,4\n",
        2,
        "column 'respondent'",
        "may be a name or an address",
        "without spaces or @",
        "use a code, never a name",
    ),
    survey(
        "adres-als-pseudoniem",
        SURVEY + "geheim@school,1,2,3,4\n",
        2,
        "column 'respondent'",
        "may be a name or an address",
    ),
    survey(
        "te-veel-respondenten",
        SURVEY + "".join(f"geheim-{n},1,2,3,4\n" for n in range(1, 8)),
        6,
        "more respondents than team 'te-veel-respondenten' has members",
        "at most 4",
        "correct 'members' in content/teams.yml",
    ),
    lessons(
        "te-veel-docenten",
        LESSONS + "".join(f"geheim-l{n},geheim-t{(n + 1) // 2},2,3\n" for n in range(1, 12)),
        10,
        "more different teachers than team 'te-veel-docenten' has members",
        "at most 4",
    ),
]

TEAM_COLUMN = Mistake(
    "kolom-team",
    (
        at(
            "data/enquete/survey.csv",
            3,
            "column 'team'",
            "an unknown team",
            "one of blauw, groen",
            "did you mean 'blauw'?",
        ),
        at("data/enquete/survey.csv", 4, "column 'team'", "an empty cell", "one of blauw, groen"),
        at(
            "data/enquete/survey.csv",
            5,
            "the same respondent as data/enquete/rood/survey.csv:2",
            "each respondent once",
        ),
    ),
    {
        "data/enquete/rood/survey.csv": (SURVEY + "geheim-1,1,2,3,4\n").encode(),
        "data/enquete/survey.csv": (
            WIDE + "rood,geheim-2,1,2,3,4\nbluaw,geheim-3,1,2,3,4\n,geheim-4,1,2,3,4\nrood,geheim-1,1,2,3,4\n"
        ).encode(),
    },
)

FOLDERS = [
    TEAM_COLUMN,
    Mistake(
        "map-ronde",
        (at("data/enqeute/blauw/survey.csv", 1, "folder of unknown round 'enqeute'", "did you mean 'enquete'?"),),
        {"data/enqeute/blauw/survey.csv": ROWS.encode()},
    ),
    Mistake(
        "map-team",
        (at("data/enquete/nergens/survey.csv", 1, "folder of unknown team 'nergens'", "one of blauw", "rename"),),
        {"data/enquete/nergens/survey.csv": ROWS.encode()},
    ),
    Mistake(
        "bron-ontbreekt",
        (
            at(
                "data/ronde-a/blauw/observations.csv",
                1,
                "no such file",
                "the observations of this team",
                "'sources' in content/rounds.yml",
            ),
        ),
        {"data/ronde-a/blauw/survey.csv": ROWS.encode()},
    ),
    Mistake(
        "bron-niet-gevraagd",
        (
            at(
                "data/pols/blauw/observations.csv",
                1,
                "a file of observations",
                "has a layer for: survey",
                "take the file away",
            ),
        ),
        {
            "data/pols/blauw/survey.csv": b"respondent,energie-nu\ngeheim-1,4\n",
            "data/pols/blauw/observations.csv": (LESSONS + "geheim-l1,geheim-t1,3,3\n").encode(),
        },
    ),
    Mistake(
        "verdwaald-databestand",
        (at("data/survey.csv", 1, "a file that nothing reads", "data/<round>/<team>/survey.csv"),),
        {"data/survey.csv": ROWS.encode()},
    ),
    *(
        Mistake(
            f"verkeerde-naam-{name}",
            (at(f"data/start/blauw/{name}", 1, "a file that nothing reads", f"did you mean '{meant}'?"),),
            {f"data/start/blauw/{name}": b"770077"},
        )
        for name, meant in {
            "survye.parquet": "survey.parquet",
            "surveys.xlsx": "survey.xlsx",
            "survey.PARQUET": "survey.parquet",
            "survey.pq": "survey.parquet",
            "surveys.PQ": "survey.parquet",
            "survey.CSV": "survey.csv",
        }.items()
    ),
    *(
        Mistake(
            f"kopie-{name}",
            (at(f"data/start/blauw/{name}", 1, "a second copy of survey.csv", "expected survey.csv alone"),),
            {f"data/start/blauw/{name}": ROWS.encode()},
        )
        for name in ("survey (1).csv", "survey - kopie.csv", "survey copy.csv", "Kopie van survey.csv")
    ),
    Mistake(
        "verkeerde-naam",
        (at("data/start/blauw/surveys.csv", 1, "a file that nothing reads", "did you mean 'survey.csv'?"),),
        {"data/start/blauw/surveys.csv": ROWS.encode()},
    ),
    Mistake(
        "rekenblad",
        (at("data/start/blauw/survey.ods", 1, "a file that nothing reads", "save it as XLSX, or as CSV UTF-8"),),
        {"data/start/blauw/survey.ods": b"PK\x03\x04geheim"},
    ),
    Mistake(
        "tweemaal-dezelfde-tabel",
        (
            at(
                "data/enquete/groen/survey.xlsx",
                1,
                "the same table twice: survey.csv and survey.xlsx",
                "one of the two",
                "take away the one that does not hold",
            ),
        ),
        {
            "data/enquete/groen/survey.csv": ROWS.encode(),
            "data/enquete/groen/survey.xlsx": workbook({"Blad1": [["geheim"], ["770077"]]}),
        },
    ),
]

ACROSS_LINES = Mistake(
    "cel-over-twee-regels",
    (
        at("data/enquete/cel-over-twee-regels/survey.csv", 2, "column 'zelf-beurten'", "found text;"),
        at("data/enquete/cel-over-twee-regels/survey.csv", 4, "column 'zelf-begin'", "off the scale"),
    ),
    {
        "data/enquete/cel-over-twee-regels/survey.csv": (
            SURVEY + 'geheim-1,1,"weet\nniet",3,4\ngeheim-2,8,2,3,4\n'
        ).encode()
    },
    team="cel-over-twee-regels",
)

HEADS = SURVEY.strip().split(",")
LESSON_HEADS = LESSONS.strip().split(",")


def book(name: str, sheets: dict[str, list[list[Cell]]] | bytes, line: int, *phrases: str, merged: str = "") -> Mistake:
    """A mistake in a workbook with the survey of a team that is named after it."""
    path = f"data/enquete/{name}/survey.xlsx"
    content = sheets if isinstance(sheets, bytes) else workbook(sheets, [merged] if merged else [])
    return Mistake(name, (at(path, line, *phrases),), {path: content}, team=name)


def cell(name: str, what: Cell, *phrases: str) -> Mistake:
    """A cell of a workbook that holds no score, below a row that is as it should be."""
    rows: list[list[Cell]] = [[*HEADS], ["geheim-1", 1, 2, 3, 4], ["geheim-2", 1, what, 3, 4]]
    return book(name, {"Blad1": rows}, 3, "column 'zelf-beurten'", *phrases)


GOOD: list[list[Cell]] = [[*HEADS], ["geheim-1", 1, 2, 3, 4]]
WORKBOOKS = [
    cell("datum-in-werkmap", date(2026, 5, 3), "found a date or a time;", "a whole number", "takes 3.5 for a date"),
    cell("waar-in-werkmap", True, "found true or false;", "a whole number from 1 to 5", "write a number"),
    cell("fout-in-werkmap", "=1/0 -> #DIV/0!", "found an error of a formula;", "mend the formula"),
    cell("onberekend-in-werkmap", "=1+1 -> ", "found a formula that was not worked out;", "save it again"),
    cell("tekst-in-werkmap", "770077 keer", "found text;", "write the number"),
    cell("half-in-werkmap", 3.5, "found a number between two steps of the scale;"),
    book(
        "datum-als-respondent",
        {"Blad1": [*GOOD, [date(2026, 5, 3), 1, 2, 3, 4]]},
        3,
        "column 'respondent'",
        "found a date or a time;",
        "a pseudonym",
    ),
    book(
        "twee-bladen",
        {"Blad1": GOOD, "Geheim": [[None], ["geheim 770077"]]},
        1,
        "2 sheets with anything in them",
        "one sheet with one table",
        "take the other sheets out",
    ),
    book("leeg-blad", {"Blad1": []}, 1, "a workbook without a filled cell", "fill it, or take the file away"),
    book(
        "samengevoegd",
        {"Blad1": [*GOOD, ["geheim-2", 1, 2, 3, 4]]},
        3,
        "merged cells (from column 2 on)",
        "a cell for every row and column",
        "undo the merging",
        merged="B3:C3",
    ),
    book("onbekende-kop-in-werkmap", {"Blad1": [["naam", "770077"], *GOOD]}, 1, "a first row without any known column"),
    book("kapotte-werkmap", b"PK\x03\x04geheim", 1, "a workbook that is broken or cut off", "save it again"),
    book("csv-als-werkmap", ROWS.encode(), 1, "a workbook that is broken or cut off"),
]


def columns(name: str, content: bytes, line: int, *phrases: str) -> Mistake:
    """A mistake in a Parquet file with the survey of a team that is named after it."""
    path = f"data/enquete/{name}/survey.parquet"
    return Mistake(name, (at(path, line, *phrases),), {path: content}, team=name)


PARQUET = [
    columns("kapotte-parquet", b"PAR1geheim", 1, "a Parquet file that is broken, cut off or locked", "write it again"),
    columns("csv-als-parquet", ROWS.encode(), 1, "a Parquet file that is broken, cut off or locked"),
    columns(
        "lijst-in-parquet",
        of_rows(HEADS, [["geheim-1", 1, 2, 3, 4], ["geheim-2", 1, None, 3, 4]], lists="zelf-beurten"),
        2,
        "column 'zelf-beurten'",
        "found neither a text nor a number;",
        "give the column the type of a text or a number",
    ),
    columns(
        "half-in-parquet",
        of_rows(HEADS, [["geheim-1", 1, 2, 3, 4], ["geheim-2", 1, 3.5, 3, 4]]),
        3,
        "column 'zelf-beurten'",
        "found a number between two steps of the scale;",
    ),
    survey(
        "parquet-als-csv",
        of_rows(HEADS, [["geheim-1", 1, 2, 3, 4]]),
        1,
        "a Parquet file, whatever its name says",
        "call it survey.parquet",
    ),
]


def exported(name: str, file: str, content: bytes, *phrases: str) -> Mistake:
    """An export in the folder of a team that is named after it."""
    path = f"data/enquete/{name}/{file}"
    return Mistake(name, (at(path, 1, "what looks like an export of", *phrases),), {path: content}, team=name)


EXPORTS = [
    exported(
        "limesurvey",
        "results-survey123.csv",
        '\ufeff"Response ID";"Date submitted";"IP address"\n"1";"geheim";"770077"\n'.encode(),
        "LimeSurvey (it has 2 of the program's own columns)",
        "with columns of names or addresses",
        "a table with pseudonyms and a column for each item",
        "git keeps whatever was committed",
        "`teamspiegel import private/results-survey123.csv --round enquete --team limesurvey`",
    ),
    exported(
        "google-forms",
        "survey.csv",
        b'Tijdstempel,"Hoe begin je, en\nwaarom? [Rustig]"\n2026/10/01 9:00:11 AM CET,geheim 770077\n',
        "Google Forms (its first column is the timestamp)",
        "expected a table with pseudonyms and a column for each item; move it to private/",
        "`teamspiegel import private/survey.csv --round enquete --team google-forms`",
    ),
    exported(
        "microsoft-forms",
        "survey.xlsx",
        workbook({"Form1": [["ID", "Begintijd", "Tijd van voltooien", "Naam"], [1, 46296.375, 46296.38, "geheim"]]}),
        "Microsoft Forms (it begins with an ID",
        "with columns of names or addresses",
        "`teamspiegel import private/survey.xlsx --round enquete --team microsoft-forms`",
    ),
    exported(
        "spss",
        "Uitkomsten 2026.sav",
        b"$FL2@(#) SPSS DATA FILE geheim",
        "SPSS (it is an SPSS file)",
        "`teamspiegel import 'private/Uitkomsten 2026.sav' --round enquete --team spss`",
    ),
    Mistake(
        "export-in-data",
        (
            at(
                "data/qualtrics.csv",
                1,
                "an export of Qualtrics (row 2 holds its import ids)",
                "`teamspiegel import private/qualtrics.csv --round ID`",
            ),
        ),
        {"data/qualtrics.csv": b'Q1,Q2\n"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\ngeheim,770077\n'},
    ),
]

BAD_ANSWERS = [
    *HEADERS, *ROW_SHAPES, *ENCODINGS, *CELLS, *PEOPLE, *FOLDERS, ACROSS_LINES, *WORKBOOKS, *PARQUET, *EXPORTS,
]  # fmt: skip
