"""An export that was put in `data/` is known, whatever it is called, and nothing that stands in it is repeated."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from teamspiegel.edges.disk import Project
from teamspiegel.edges.importing import Request, import_export

from tests.intake.exports import CSV_EXPORTS, LABELS, MARKS, TEXTS, limesurvey, microsoft, surveymonkey
from tests.projects import write
from tests.reading.mistakes import SURVEY
from tests.schools import TESTS, problems_of, small
from tests.workbooks import Cell, workbook

BLAUW = "data/start/blauw/survey.csv"
PROGRAMS = {
    "microsoft": "Microsoft Forms",
    "google": "Google Forms",
    "limesurvey": "LimeSurvey",
    "qualtrics": "Qualtrics",
    "surveymonkey": "SurveyMonkey",
}
REAL = sorted((TESTS / "intake" / "real").glob("*.csv"))


def told(path: str, content: bytes) -> str:
    """The one message that a school has with this file, in the place of the survey of team blauw."""
    tree = small()
    del tree[BLAUW]
    (message,) = problems_of({**tree, path: content})
    words = {word for mark in MARKS for word in mark.split() if len(word) > 5}
    assert not [mark for mark in {*MARKS, *words, *TEXTS, *LABELS} if mark.casefold() in message.casefold()]
    return message


@pytest.mark.parametrize("name", ["survey.csv", "results-survey123.csv"])
@pytest.mark.parametrize("form", CSV_EXPORTS)
def test_an_export_is_called_by_its_program(form: str, name: str) -> None:
    """In whatever letters it is written: cp1252 and UTF-16 among them."""
    message = told(f"data/start/blauw/{name}", CSV_EXPORTS[form]())
    program = PROGRAMS[form.partition(",")[0]]
    assert message.startswith(f"data/start/blauw/{name}:1: found what looks like an export of {program} (")
    assert f"run `teamspiegel import private/{name} --round start --team blauw`" in message
    personal = form not in ("limesurvey, two rows",)
    assert ("with columns of names or addresses" in message) is personal
    assert ("git keeps whatever was committed" in message) is personal


@pytest.mark.parametrize("rows", [microsoft(), limesurvey(TEXTS), surveymonkey()], ids=["forms", "lime", "monkey"])
@pytest.mark.parametrize("name", ["survey.xlsx", "Uitkomsten (1-11).xlsx"])
def test_so_is_a_workbook(rows: Sequence[Sequence[Cell]], name: str) -> None:
    """Also where a sheet without data stands before it."""
    content = workbook({"Vragen": [["Vraag", "Soort"], ["1", "x"]], "Antwoorden": rows})
    message = told(f"data/start/blauw/{name}", content)
    quoted = "'private/Uitkomsten (1-11).xlsx'" if " " in name else f"private/{name}"
    assert f"run `teamspiegel import {quoted} --round start --team blauw`" in message


@pytest.mark.parametrize("file", REAL, ids=lambda file: file.stem)
def test_so_is_a_real_one(file: Path) -> None:
    program = PROGRAMS[file.stem.partition("-")[0]]
    assert f"an export of {program} (" in told(BLAUW, file.read_bytes())


def test_a_file_for_all_teams_is_imported_without_a_team() -> None:
    tree = {path: content for path, content in small().items() if not path.endswith("survey.csv")}
    (message,) = problems_of({**tree, "data/start/export.csv": CSV_EXPORTS["google"]()})
    assert message.endswith("`teamspiegel import private/export.csv --round start`")


def test_an_export_alone_is_the_only_problem() -> None:
    tree = {path: content for path, content in small().items() if not path.startswith("data/")}
    (message,) = problems_of({**tree, "data/export.csv": CSV_EXPORTS["google"]()})
    assert message.startswith("data/export.csv:1: found what looks like an export of Google Forms")


def test_the_command_that_is_told_does_what_it_says(tmp_path: Path) -> None:
    tree = small()
    del tree[BLAUW]
    (message,) = problems_of({**tree, BLAUW: CSV_EXPORTS["google"]()})
    command = re.search("`teamspiegel import (.*) --round (.*) --team (.*)`", message)
    assert command
    folder = write(tmp_path, {**tree, command[1]: CSV_EXPORTS["google"]()})
    said = import_export(Project(folder), Request(folder / command[1], command[2], command[3]))
    assert said[0].startswith("Recognised: google-forms ")
    assert (folder / "content/imports/kompas-survey.yml").exists()


OURS = {
    "a head with a slip, as Dutch Excel saves it": f"\ufeff{SURVEY.strip()},,\nr1,1,2,3,4,,\n".replace(
        "zelf-begin", "zelf-begni"
    ).replace(",", ";"),
    "a slip in the first head": f"\ufeff{SURVEY.strip()},,\nr1,1,2,3,4,,\n".replace("respondent", "respondnet").replace(
        ",", ";"
    ),
    "a column of times beside our own": f"Tijdstempel,{SURVEY}10:00,r1,1,2,3,4\n",
    "no header": "r1,1,2,3,4\n",
}


@pytest.mark.parametrize("text", OURS.values(), ids=OURS)
def test_a_table_of_ours_is_not_taken_for_an_export(text: str) -> None:
    messages = problems_of({**small(), BLAUW: text.encode()})
    assert messages and not [message for message in messages if "an export of" in message]


def test_a_school_may_ask_what_a_program_calls_its_columns() -> None:
    """An item may have an id that LimeSurvey uses: a table with everything that it should have is never doubted."""
    tree = {
        path: content.replace(b"zelf-begin", b"seed").replace(b"zelf-beurten", b"submitdate")
        for path, content in small().items()
    }
    assert problems_of(tree) == []
