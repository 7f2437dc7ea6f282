"""Exports as each program writes them, made by hand from one table of answers; and what must come of each.

The heads, rows and labels are those of real exports: see the table in the module of each program's test.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from tests import workbooks

Row = Sequence[str | float | None]

ITEMS = {
    "zelf-begin": "Ik begin rustig.",
    "zelf-beurten": "Ik verdeel de beurten.",
    "samen-afspraken": "Wij houden ons aan afspraken.",
    "samen-roddel": "Wij roddelen.",
}
TEXTS = list(ITEMS.values())
LABELS = ["Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens"]

ANSWERS: list[tuple[str, tuple[int | None, ...]]] = [
    ("blauw", (1, 2, 3, 4)),
    ("blauw", (2, 3, 4, 5)),
    ("blauw", (5, 4, 3, 2)),
    ("blauw", (4, 4, None, 1)),
    ("blauw", (3, 3, 3, 3)),
    ("blauw", (5, 5, 4, 2)),
    ("groen", (2, 2, 1, 5)),
    ("groen", (3, 4, 5, None)),
    ("groen", (1, 1, 2, 4)),
    ("groen", (4, 5, 4, 2)),
    ("groen", (2, 4, 3, 3)),
]
"""Of each respondent the team, and the score of each item; None: no answer."""

MARKS = ("Sanne Merkteken", "merk@voorbeeld.nl", "198.51.100.7", "Merkdorp", "Zegmaar Merkzin", "R_3Merk", "52.0907")
NAME, MAIL, ADDRESS, PLACE, REMARK, RESPONSE, LATITUDE = MARKS
"""Personal data, of which nothing may stand in any file or message."""


def scores(rows: Sequence[tuple[str, tuple[int | None, ...]]] = tuple(ANSWERS)) -> Counter[tuple[str, ...]]:
    """What a file of answers must hold, whatever the order: team and scores, as text."""
    return Counter((team, *("" if score is None else str(score) for score in own)) for team, own in rows)


def label(score: int | None, empty: str = "", labels: Sequence[str] = tuple(LABELS)) -> str:
    return empty if score is None else labels[score - 1]


def text(rows: Sequence[Row], separator: str = ",", encoding: str = "utf-8", ends: str = "\r\n") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=ends)
    writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
    return out.getvalue().encode(encoding)


def workbook(folder: Path, sheets: dict[str, Sequence[Row]], name: str = "export.xlsx") -> Path:
    (folder / name).write_bytes(workbooks.workbook(sheets))
    return folder / name


def microsoft(dutch: bool = True) -> list[Row]:
    """Heads with a space that does not break or a line end, dates as serial numbers, and a remark."""
    heads = (
        ["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Tijd van laatste wijziging"]
        if dutch
        else ["ID", "Start time", "Completion time", "Email", "Name"]
    )
    rows: list[Row] = [
        [*heads, "Bij welk team hoor je?", *(f"{one}\u00a0" for one in TEXTS[:3]), f"{TEXTS[3]}\n", "Opmerkingen"]
    ]
    for number, (team, own) in enumerate(ANSWERS, 1):
        before: Row = [number, 46296.3750, 46296.3812, "anonymous", NAME, 46296.39]
        answers: Row = [label(one, "Weet ik niet / n.v.t.") for one in own]
        rows.append([*before[: len(heads)], f"Team {team.title()}", *answers, REMARK])
    return rows


def google() -> list[Row]:
    """Statements of a grid in brackets; labels for two items and bare digits for the other two."""
    heads = [f"Wat vind je van jezelf? [{TEXTS[0]}]", f"Wat vind je van jezelf? [{TEXTS[1]}]", TEXTS[2], TEXTS[3]]
    rows: list[Row] = [["Tijdstempel", "E-mailadres", "Team", *heads, "Wat wil je nog kwijt?"]]
    for team, own in ANSWERS:
        digits = ["" if one is None else str(one) for one in own[2:]]
        rows.append(["2026/10/01 9:00:11 AM CET", MAIL, team, *map(label, own[:2]), *digits, REMARK])
    return rows


CODES = ["id", "submitdate", "lastpage", "startlanguage", "ipaddr"]
CODES_AND_TEXTS = [
    "id. Antwoord-ID",
    "submitdate. Datum ingezonden",
    "lastpage. Laatste pagina",
    "seed. Zaad",
    "ipaddr",
]
WORDS = ["Response ID", "Date submitted", "Last page", "Start language", "IP address"]


def limesurvey(heads: Sequence[str], empty: str = "N/A", own: Sequence[str] = tuple(CODES)) -> list[Row]:
    """Its own columns in one of three forms, and at the bottom somebody who did not finish."""
    rows: list[Row] = [[*own, "Team", *heads, "Opmerking"]]
    for number, (team, answers) in enumerate(ANSWERS, 1):
        before = [str(number), "2026-10-01 09:00:11", "3", "nl", ADDRESS, team]
        rows.append([*before, *(label(one, empty) for one in answers), REMARK])
    rows.append(["99", "", "1", "nl", ADDRESS, "blauw", *(label(5) for _ in ITEMS), REMARK])
    return rows


def limesurvey_two_rows() -> list[Row]:
    """The question only above the first column of its group, and a line of statements below it."""
    upper = ["Over jezelf", "", "Over het team", "", "Bij welk team hoor je?", "Opmerking"]
    lower = [*TEXTS, "", "Nog iets?"]
    return [upper, lower, *([*(label(one, "N/A") for one in own), team, REMARK] for team, own in ANSWERS)]


QUALTRICS = {
    "StartDate": ("Startdatum", "2026-10-01 09:00:11"),
    "EndDate": ("Einddatum", "2026-10-01 09:04:11"),
    "Status": ("Responstype", "0"),
    "IPAddress": ("IP-adres", ADDRESS),
    "Progress": ("Voortgang", "100"),
    "Duration (in seconds)": ("Duur (in seconden)", "240"),
    "Finished": ("Voltooid", "1"),
    "RecordedDate": ("Vastgelegd", "2026-10-01 09:04:12"),
    "ResponseId": ("Respons-ID", RESPONSE),
    "RecipientLastName": ("Achternaam", NAME),
    "RecipientFirstName": ("Voornaam", NAME),
    "RecipientEmail": ("E-mail", MAIL),
    "ExternalReference": ("Externe verwijzing", ""),
    "LocationLatitude": ("Breedtegraad", LATITUDE),
    "LocationLongitude": ("Lengtegraad", "5.1214"),
    "DistributionChannel": ("Kanaal", "anonymous"),
    "UserLanguage": ("Taal", "NL"),
}


def qualtrics() -> list[Row]:
    """Three rows of heads, numbers without labels, a preview and two that were not finished."""
    codes = ["QTEAM", "Q2_1", "Q2_2", "Q2_3", "Q2_4", "Q9"]
    wordings = ["Bij welk team hoor je?", *(f"Hoe vaak geldt dit? - {one}" for one in TEXTS), "Nog iets?"]
    ids = [f'{{"ImportId":"{code}"}}' for code in [*QUALTRICS, *codes]]
    rows: list[Row] = [[*QUALTRICS, *codes], [*(told for told, _ in QUALTRICS.values()), *wordings], ids]
    own = [value for _, value in QUALTRICS.values()]
    for number, (team, answers) in enumerate(ANSWERS):
        cells = ["" if one is None else str(one) for one in answers]
        rows.append([*own[:8], f"{RESPONSE}{number}", *own[9:], f"Team {team.title()}", *cells, REMARK])
    for number, (status, finished) in enumerate((("1", "1"), ("0", "0"), ("0", "0"))):
        other = [str(number), "x", status, ADDRESS, "20", "3", finished, *own[7:]]
        rows.append([*other, "Team Blauw", "5", "5", "5", "5", REMARK])
    return rows


def qualtrics_two_rows() -> list[Row]:
    """An older form without import ids, and words where the other has codes."""
    first, second, _, *rows = qualtrics()
    kinds, finished = {"0": "IP Address", "1": "Survey Preview"}, {"1": "True", "0": "False"}
    return [
        first,
        second,
        *([*row[:2], kinds[str(row[2])], *row[3:6], finished[str(row[6])], *row[7:]] for row in rows),
    ]


def surveymonkey() -> list[Row]:
    """Two rows, the second with `Response` and the statements; a remark beside a question; a row without a team."""
    upper = [
        "Respondent ID",
        "Collector ID",
        "Start Date",
        "End Date",
        "IP Address",
        "Email Address",
        "First Name",
        "Custom Data 1",
    ]
    lower = ["" for _ in upper]
    upper += ["Bij welk team hoor je?", "", "Hoe vaak geldt dit?", "", "", ""]
    lower += ["Response", "Anders, namelijk", *TEXTS]
    rows: list[Row] = [upper, lower]
    for number, (team, own) in enumerate(ANSWERS):
        before = [f"1150000000{number:02}", "4321", "10/01/2026", "10/01/2026", ADDRESS, MAIL, NAME, PLACE]
        rows.append([*before, f"Team {team.title()}", REMARK, *(label(one) for one in own)])
    rows.append(["115000000099", "4321", "", "", ADDRESS, MAIL, NAME, PLACE, "", REMARK, *(label(5) for _ in ITEMS)])
    return rows


LESSONS: list[tuple[str, tuple[float | None, float | None]]] = [
    (NAME, (3.5, 4)),
    ("J. de Wit", (2, 2.5)),
    (NAME.upper(), (4.5, 3)),
    ("Ab", (1, None)),
    ("Cas", (3, 3.5)),
    ("Dee", (5, 4.5)),
    ("Eef", (2.5, 2)),
]
"""Seven lessons of six teachers, of whom one stands there in two spellings."""
LESSON_TEXTS = ["De les begint rustig.", "Iedereen krijgt een beurt."]


def comma(score: float | None) -> str:
    return "" if score is None else f"{score:g}".replace(".", ",")


def lessons_as_rows() -> list[Row]:
    """Decimal commas, and a row of averages at the bottom."""
    rows: list[Row] = [["Datum", "Docent", *LESSON_TEXTS, "Opmerking"]]
    rows += [["1-10-2026", teacher, *map(comma, own), REMARK] for teacher, own in LESSONS]
    return [*rows, ["Gemiddelde", "", "3,1", "3,3", ""]]


def lessons_as_columns() -> list[Row]:
    """A column for each lesson, the teacher above it."""
    rows: list[Row] = [["Docent", *(teacher for teacher, _ in LESSONS)]]
    return rows + [[head, *(comma(own[index]) for _, own in LESSONS)] for index, head in enumerate(LESSON_TEXTS)]


CSV_EXPORTS: dict[str, Callable[[], bytes]] = {
    "microsoft, Dutch Excel": lambda: text(microsoft(), ";", "utf-8-sig"),
    "microsoft, English": lambda: text(microsoft(dutch=False)),
    "microsoft, Windows": lambda: text(microsoft(), ";", "cp1252"),
    "microsoft, UTF-16 with tabs": lambda: text(microsoft(), "\t", "utf-16"),
    "google": lambda: text(google()),
    "limesurvey, text": lambda: text(
        limesurvey([f"Wat vind je? [{one}]" for one in TEXTS], own=WORDS), ";", "utf-8-sig"
    ),
    "limesurvey, code and text": lambda: text(
        limesurvey([f"G1Q{n}. {one}" for n, one in enumerate(TEXTS)], own=CODES_AND_TEXTS), ";", "utf-8-sig"
    ),
    "limesurvey, code": lambda: text(
        limesurvey([item.replace("-", "_") for item in ITEMS], "Keine Angabe"), ";", "utf-8-sig"
    ),
    "limesurvey, two rows": lambda: text(limesurvey_two_rows(), ";", "utf-8-sig"),
    "qualtrics": lambda: text(qualtrics()),
    "qualtrics, two rows": lambda: text(qualtrics_two_rows()),
    "surveymonkey": lambda: text(surveymonkey()),
}
