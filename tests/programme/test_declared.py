"""`programme.yml` and the folders beside it: what is wrong is told at once, with its line."""

import pytest
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.programme.declared import read_programme

SHARED = {"content/instruments/kompas.yml": b"id: kompas\n"}
GOOD = """\
name: De Kust
references:
  - {id: land, label: Land, instrument: kompas, since: 2026-01-01, until: 2026-06-30}
  - {id: later, label: Later, instrument: kompas, since: 2026-07-01, until: 2026-12-31}
  - {id: eind, label: Eind, instrument: kompas, kind: eindmeting, since: 2027-01-01, until: 2027-12-31}
  - {id: begin, label: Begin, instrument: kompas, kind: nulmeting, since: 2027-01-01, until: 2027-12-31}
"""


def problems(text: str | None, shared: dict[str, bytes] = SHARED, schools: tuple[str, ...] = ("a",)) -> list[str]:
    own = {} if text is None else {"programme.yml": text.encode()}
    try:
        read_programme(own, shared, schools)
    except InputProblems as error:
        return [str(problem) for problem in error.problems]
    return []


def test_what_a_programme_declares() -> None:
    found = read_programme({"programme.yml": GOOD.encode()}, SHARED, ("a",))
    assert (found.name, [one.id for one in found.references]) == ("De Kust", ["land", "later", "eind", "begin"])


@pytest.mark.parametrize(
    ("before", "after", "line", "phrase"),
    [
        ("name: De Kust", "naam: De Kust", 1, "unknown key 'naam'"),
        ("since: 2026-01-01, until: 2026-06-30", "since: 2026-07-01, until: 2026-06-30", 3, "a day from 2026-07-01 on"),
        ("since: 2026-07-01", "since: 2026-06-30", 4, "count for 'land' too"),
        ("id: later", "id: land", 4, "the id 'land' again"),
        ("kind: eindmeting, ", "", 6, "count for 'eind' too"),
        ("instrument: kompas, since: 2026-01", "instrument: kompsa, since: 2026-01", 3, "did you mean 'kompas'?"),
        ("label: Later", "label: '{leerlink} later'", 4, "'{leerlink}'"),
    ],
)
def test_a_mistake_is_told_with_its_line(before: str, after: str, line: int, phrase: str) -> None:
    assert GOOD.count(before) == 1
    found = problems(GOOD.replace(before, after))
    assert [one for one in found if one.startswith(f"programme.yml:{line}:") and phrase in one], found


def test_what_is_wrong_with_the_folders_is_told_too() -> None:
    shared = {**SHARED, "content/teams.yml": b"", "data/start/survey.csv": b""}
    assert [one.split(" expected")[0] for one in problems(None, shared, ("Zuid School",))] == [
        "programme.yml:1: found no such file;",
        "schools/Zuid School/:1: found a folder called 'Zuid School';",
        "shared/content/teams.yml:1: found a file that schools do not share;",
        "shared/data/start/survey.csv:1: found a file that schools do not share;",
    ]


def test_a_programme_has_a_school() -> None:
    assert ["no school" in one for one in problems(GOOD, schools=())] == [True]
