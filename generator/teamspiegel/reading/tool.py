"""Which program made an export, told by what it writes beside the answers.

The words are those of the programs themselves, in the languages that they come in here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from teamspiegel.contracts.imports import Tool
from teamspiegel.reading.grid import Grid, plain

NAMES: Mapping[Tool, str] = {
    "microsoft-forms": "Microsoft Forms",
    "google-forms": "Google Forms",
    "limesurvey": "LimeSurvey",
    "qualtrics": "Qualtrics",
    "surveymonkey": "SurveyMonkey",
    "spss": "SPSS",
}
"""What people call the programs."""

SPSS = (b"$FL2", b"$FL3")
"""How a file of SPSS begins."""
MICROSOFT = (
    {"start time", "begintijd", "starttijd", "startzeit", "heure de début"},
    {"completion time", "tijd van voltooien", "voltooiingstijd", "fertigstellungszeit", "heure de fin"},
)
GOOGLE = {"timestamp", "tijdstempel", "zeitstempel", "horodateur"}
LIMESURVEY = {
    *("submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr", "refurl"),
    *("response id", "answer id", "date submitted", "last page", "start language", "date started"),
    *("antwoord-id", "antwoord id", "reactie-id", "inzenddatum", "datum ingezonden", "laatste pagina", "starttaal"),
    *("antwort-id", "antwort id", "datum abgeschickt", "letzte seite", "start-sprache", "zufallsstartwert"),
}
SUBMITTED = {"submitdate", "date submitted", "inzenddatum", "datum ingezonden", "datum abgeschickt"}
"""The column that is empty for who did not finish."""
SURVEYMONKEY = (
    {"respondent id", "respondent-id", "respondent_id", "id van respondent", "respondentid"},
    {"collector id", "collector-id", "collector_id", "collectorid", "id van verzamelprogramma"},
)
QUALTRICS = {
    "startdate",
    "enddate",
    "status",
    "finished",
    "responseid",
    "recordeddate",
    "ipaddress",
    "progress",
    "responseset",
}
IDENTITY = {"id", "response id", "responseid", "respondent id", "respondent-id", "respondent_id", "answer id"} | {
    *("antwoord-id", "antwoord id", "antwort-id", "antwort id", "reactie-id"),
}
"""The columns in which a program numbers its respondents: two equal rows are then one."""
UNNUMBERED: frozenset[Tool] = frozenset({"google-forms", "by-hand"})
"""What numbers nobody: a time is told to the second or the minute, in which several people answer."""
IMPORT_ID = '{"importid":'

ADDRESSES = frozenset(
    ["e-mail", "email", "e-mailadres", "emailadres", "email address", "e-mail address", "username", "gebruikersnaam"]
) | {"recipientemail"}
PERSONAL = ADDRESSES | {
    *("naam", "volledige naam", "voornaam", "achternaam", "recipientfirstname", "recipientlastname"),
    *("name", "full name", "first name", "last name", "firstname", "lastname"),
    *("vollständiger name", "vorname", "nachname", "nom", "prénom"),
    *("ip address", "ipaddress", "ip-adres", "ip-adresse", "ipaddr", "adresse ip", "token", "toegangscode"),
    *("locationlatitude", "locationlongitude"),
}
"""The columns that say whose answers these are, or where they were given."""

EMPTY = {"", "n/a", "na", "#n/a"}
FINISHED = {"1", "true", "waar", "wahr", "vrai", "yes", "ja"}
ANSWERED_BY_SOMEBODY = {"0", "ip address", "ip-adres", "ip-adresse", "adresse ip"}


Mark = Literal[
    "statistics_file",
    "import_ids",
    "response_and_status",
    "start_and_end",
    "respondent_and_collector",
    "timestamp",
    "own_columns",
    "split_questions",
    "none",
]
REASONS: Mapping[Mark, str] = {
    "statistics_file": "it is an SPSS file",
    "import_ids": "row {number} holds its import ids",
    "response_and_status": "its columns ResponseID and Status are there",
    "start_and_end": "it begins with an ID, a start time and a completion time",
    "respondent_and_collector": "it begins with a respondent id and a collector id",
    "timestamp": "its first column is the timestamp",
    "own_columns": "it has {number} of the program's own columns",
    "split_questions": "it begins with a byte-order mark, has semicolons and questions over several columns",
    "none": "it has the marks of no survey program",
}


@dataclass(frozen=True)
class Recognised:
    """The program, and the mark that tells it. `heads`: how many rows of heads it writes; None: to be looked for.

    `number`: of the row or of the columns that the mark is about.
    """

    tool: Tool
    mark: Mark
    heads: int | None = None
    number: int = 0

    @property
    def reason(self) -> str:
        """By what it was recognised, in words."""
        return REASONS[self.mark].format(number=self.number)


def recognise(grid: Grid) -> Recognised:
    """Which program made an export."""
    first = [plain(cell) for cell in grid.rows[0]]
    if grid.coded:
        return Recognised("spss", "statistics_file", 2)
    return next(_found(grid, first), Recognised("by-hand", "none"))


def _found(grid: Grid, first: list[str]) -> Iterator[Recognised]:
    named = set(first)
    for index, row in enumerate(grid.rows[:3]):
        if sum(cell.replace(" ", "").casefold().startswith(IMPORT_ID) for cell in row) > len(row) / 2:
            yield Recognised("qualtrics", "import_ids", index + 1, index + 1)
    if len(named & QUALTRICS) >= 4 and named & {"responseid", "responseset"}:
        yield Recognised("qualtrics", "response_and_status", 2)
    if all(named & words for words in MICROSOFT):
        yield Recognised("microsoft-forms", "start_and_end", 1)
    if all(named & words for words in SURVEYMONKEY):
        yield Recognised("surveymonkey", "respondent_and_collector", 2)
    if first[0] in GOOGLE:
        yield Recognised("google-forms", "timestamp", 1)
    own = {part for head in first for part in _parts(head)} & LIMESURVEY
    if own & SUBMITTED or len(own) > 1 or (own and sum("[" in cell for cell in first) > 1):
        yield Recognised("limesurvey", "own_columns", number=len(own))
    elif grid.marked and "" in first:
        yield Recognised("limesurvey", "split_questions")


def is_personal(head: str) -> bool:
    """Whether a column, by its head, says whose answers these are."""
    return any(part in PERSONAL for part in _parts(plain(head)))


def counting(tool: Tool, head: str) -> set[str] | None:
    """The values of a column that say that a row counts; an empty set for any value; None: this column says nothing."""
    if tool == "qualtrics" and head == "finished":
        return FINISHED
    if tool == "qualtrics" and head == "status":
        return ANSWERED_BY_SOMEBODY
    return set() if tool == "limesurvey" and SUBMITTED & {*_parts(head)} else None


def _parts(head: str) -> tuple[str, ...]:
    """A head, and its code and its text where it has both."""
    return head, *head.split(". ", 1)
