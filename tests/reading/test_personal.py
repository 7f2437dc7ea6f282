"""Addresses, telephone numbers and listed names stop a build, with their place and without being repeated."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from teamspiegel.contracts.known import Known
from teamspiegel.contracts.problem import Problem
from teamspiegel.reading import personal
from teamspiegel.reading.listed import NAMES
from teamspiegel.reading.names import Names
from teamspiegel.reading.personal import Personal, read_personal
from teamspiegel.reading.phrases import folded

from tests.reading.mistakes import LESSONS, SURVEY
from tests.schools import Files, change, demonstration, documented_school, problems_of, small

SESSION = "content/sessions/2026-03-31-blauw.yml"
QUESTIONS = "content/learning-questions/blauw.yml"
H1 = "content/guidance/aanbevelingen/h1.md"
KOMPAS = "content/instruments/kompas.yml"
BLAUW_SURVEY = "data/start/blauw/survey.csv"
BLAUW_LESSONS = "data/start/blauw/observations.csv"

LISTED = """# Wie hier werkt. De lijst blijft op deze computer.

José Álvarez
Anke van den Berg   # tot de zomer
  Tjitske
"""
"""Names on lines 3, 4 and 5."""


def found(text: str) -> list[str]:
    """What stands in the text where personal data was found."""
    plain = folded(text)
    return [text[plain.places[hit.start] : plain.places[hit.end]] for hit in Personal().find(plain)]


def listed(tree: Files, names: str = LISTED) -> Files:
    return {**tree, NAMES: names.encode()}


# ----- addresses and numbers ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    [
        "06-12345678",
        "06 12 34 56 78",
        "0612345678",
        "06-1234 5678",
        "06.12.34.56.78",
        "06‑12345678",
        "06&#45;12345678",
        "06 12 34\n    56 78",
        "+31 6 12345678",
        "+31 (0)6 12345678",
        "+31612345678",
        "0031 6 12345678",
        "010-1234567",
        "010 123 45 67",
        "(0345) 12 34 56",
        "0345-123456",
        "088-1234567",
        "+32 475 12 34 56",
    ],
)
def test_a_telephone_number_is_found(number: str) -> None:
    assert found(number) == [number]
    assert found(f"Bel {number}, of vraag het: {number}.") == [number, number]


@pytest.mark.parametrize(
    "text",
    [
        "2019-2023",
        "2026-03-24 en 24-03-2026 om 10:30",
        "06-12-2026 10:30",
        "van 06-12-2026 tot 01-02-2027",
        "schooljaar 2025/2026, 06-2025 t/m 08-2026",
        "weken 06 07 08 09 10",
        "ISBN 978-90-6100-123-4",
        "ISBN 90-6100-123-4",
        "ISBN 0-306-40615-2 en ISBN-10: 0306406152",
        "ISSN 0162-3737, 31(3), 112-134",
        "https://doi.org/10.1016/j.tate.2010.01.002 en doi:10.1016/0742-051X(94)90012",
        "10.3102/0034654307313795",
        "https://voorbeeld.example/artikel/0612345671",
        "blz. 345-367 en pp. 045-067",
        "scores 3,5 4,5 2,0 1,0 3,0 0,75",
        "5 10 15 20 25 30 van 1.234.567 (22%)",
        "10:00-10:45",
        "0.123456789",
        "de hulplijn 0800-1234, 0900 1234567 of 112",
        "KvK 12345678",
        "- 06\n- 12\n- 34\n- 56\n- 78",
        "06 12 34\n\n56 78 en 2026\n06 12 34",
        "h1 h2 2a-2b 1-10 0-10",
    ],
)
def test_what_only_looks_like_a_number_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "address",
    [
        "jan@school.nl",
        "j.de-vries+plg@leraren.school-noord.nl",
        "Jan.Smit@School.NL",
        "jan&#64;school.nl",
        "jan (at) school.nl",
        "jan[at]school[punt]nl",
        "jan＠school.nl",
    ],
)
def test_an_address_is_found(address: str) -> None:
    assert found(f"Mail naar <{address}>.") == [address]


@pytest.mark.parametrize("text", ["@school", "jan@school", "https://example.org/@jan.smit", "3 @ 4", "tot (at) ziens"])
def test_what_only_looks_like_an_address_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("school", [demonstration, small, documented_school])
def test_nothing_is_found_in_the_schools_that_are_shipped(school: object) -> None:
    assert callable(school) and problems_of(school()) == []


# ----- in what authors wrote ---------------------------------------------------------------------------

PLACES = [
    ("content/settings.yml", "school: Kleine School", "school: {} School"),
    ("content/teams.yml", "Team Blauw", "Team {}"),
    ("content/rounds.yml", "label: Start,", 'label: "{}",'),
    (KOMPAS, "Ik begin rustig.", "Ik begin rustig met {}."),
    (SESSION, "Samen kijken", "Samen kijken met {}"),
    (QUESTIONS, "Hoe beginnen", "Hoe helpt {} ons beginnen"),
    (H1, "title: Kies een les, ", 'title: "Kies een les van {}", '),
    (H1, "Een begin.", "Een begin met {}."),
]
PERSONAL = {
    "an e-mail address": "jan.kwak@kwakschool.nl",
    "a telephone number": "06-87654329",
    "a name from private/names.txt (line 3)": "Jose Alvarez",
    "a name from private/names.txt (line 4)": "anke van den berg",
}


@pytest.mark.parametrize(("path", "old", "new"), PLACES)
@pytest.mark.parametrize(("what", "text"), PERSONAL.items(), ids=PERSONAL)
def test_it_is_told_with_its_place_and_not_repeated(path: str, old: str, new: str, what: str, text: str) -> None:
    tree = listed(change(small(), path, old, new.format(text)))
    lines = tree[path].decode().split("\n")
    (line,) = (number for number, one in enumerate(lines, 1) if text in one)
    (message,) = problems_of(tree)
    assert message.startswith(f"{path}:{line}:{lines[line - 1].index(text) + 1}: found {what}; expected ")
    assert text.lower() not in message.lower()
    assert "write a role" in message


def test_every_hit_is_told() -> None:
    body = "Een begin.\n\nVraag Tjitske of José\n> Álvarez (jose@kwak.nl, 06 12345678).\n"
    tree = listed(change(small(), H1, "Een begin.\n", body))
    start = tree[H1].decode().split("\n").index("Vraag Tjitske of José") + 1
    assert [message.partition("; ")[0] for message in problems_of(tree)] == [
        f"{H1}:{start}:18: found a name from private/names.txt (line 3)",
        f"{H1}:{start}:7: found a name from private/names.txt (line 5)",
        f"{H1}:{start + 1}:26: found a telephone number",
        f"{H1}:{start + 1}:12: found an e-mail address",
    ]


def test_a_name_is_not_found_in_another_word() -> None:
    tree = change(small(), H1, "Een begin.", "Een begin. Tjitskens les, berg, van den Berg en Joséphine.")
    assert problems_of(listed(tree)) == []


def test_a_name_in_the_path_of_a_file_is_told_without_that_path() -> None:
    tree = small()
    tree["content/guidance/tjitske.md"] = tree.pop("content/guidance/lezen.md")
    messages = [message for message in problems_of(listed(tree)) if "in the file's path" in message]
    (message,) = messages
    assert message.startswith(
        "content/guidance/….md:1: found a name from private/names.txt (line 5) in the file's path"
    )
    assert not [message for message in problems_of(listed(tree)) if "tjitske" in message.lower()]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("data/start/blauw/TjitskeKwak.csv", b"Tijdstempel,Vraag\n1,2\n"),
        ("data/benchmarks/tjitskekwak.csv", b"source,level,id,mean,sd,n_teams\n"),
        ("data/benchmarks/tjitskekwak.csv", b"PK\x03\x04"),
    ],
    ids=["export", "benchmark", "workbook"],
)
def test_a_command_or_a_mend_does_not_repeat_a_name_in_a_path(path: str, content: bytes) -> None:
    """Which is found there also where it is written as one word."""
    messages = problems_of({**small(), "private/names.txt": b"Tjitske Kwak\n", path: content})
    assert len(messages) > 1
    assert not [message for message in messages if "kwak" in message.lower()]


def test_what_else_is_wrong_with_a_text_does_not_repeat_it_either() -> None:
    """The value of a key is quoted when it does not fit, and so is a key that nobody knows."""
    tree = change(small(), "content/teams.yml", "id: rood,", "id: 'jan.kwak@kwakschool.nl', tjitske: 1,")
    tree = change(tree, QUESTIONS, "step: verkennen", "step: 06-87654329")
    messages = problems_of(listed(tree))
    assert len(messages) > 4
    text = "\n".join(messages).lower()
    assert "kwak" not in text and "tjitske" not in text and "87654329" not in text
    assert "found unknown key '…'" in text


def test_a_problem_without_personal_data_stays_as_it_is() -> None:
    problem = Problem("content/teams.yml", 3, "'Team Rood' for key 'id'", "a slug", "for example 'team-rood'")
    assert Personal(Names({1: "Tjitske"})).without(problem) == problem


# ----- in the place of pseudonyms ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("jan.kwak@kwakschool.nl", "an e-mail address"),
        ("0687654329", "a telephone number"),
        ("tjitske", "a name from private/names.txt (line 5)"),
        ("TJÍTSKE-2", "a name from private/names.txt (line 5)"),
        ("jose.alvarez", "a name from private/names.txt (line 3)"),
        ("JoséÁlvarez", "a name from private/names.txt (line 3)"),
        ("Tjitske van hier", "a name from private/names.txt (line 5)"),
        ("Iemand Anders", "a pseudonym that may be a name or an address"),
    ],
)
@pytest.mark.parametrize("column", ["respondent", "teacher", "lesson"])
def test_a_pseudonym_is_no_name_and_no_address(column: str, cell: str, what: str) -> None:
    rows = {"respondent": f"{cell},1,2,3,4", "teacher": f"l1,{cell},3,3", "lesson": f"{cell},t1,3,3"}
    path, head = (BLAUW_SURVEY, SURVEY) if column == "respondent" else (BLAUW_LESSONS, LESSONS)
    (message,) = problems_of(listed({**small(), path: f"{head}{rows[column]}\n".encode()}))
    expected = "a pseudonym without spaces or @, such as a1; use a code, never a name or an e-mail address"
    assert message == f"{path}:2: column '{column}': found {what}; expected {expected}"


def test_a_short_code_that_is_a_listed_name_is_one_too() -> None:
    tree = {**small(), BLAUW_SURVEY: f"{SURVEY}TJITSKE,1,2,3,4\njan,1,2,3,4\nr1,1,2,3,4\n".encode()}
    assert [message.partition(": ")[0] for message in problems_of(listed(tree, "Jan\nTjitske\n"))] == [
        f"{BLAUW_SURVEY}:2",
        f"{BLAUW_SURVEY}:3",
    ]


def test_ordinary_codes_are_pseudonyms() -> None:
    codes = ["a1", "r-07", "T01", "5f3a9c", "20260324", "zebra", "handel-12"]
    rows = "".join(f"{code},1,2,3,4\n" for code in codes)
    assert problems_of(listed({**small(), BLAUW_SURVEY: (SURVEY + rows).encode()})) == []


# ----- the list itself ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("K", "a line with fewer than 2 letters"),
        ("K.", "a line with fewer than 2 letters"),
        ("12 34", "a line with fewer than 2 letters"),
        ("van der", "a word that stands in many names and sentences"),
        ("Kwak, Karel", "a line with a comma, a tab or another sign that no name has"),
        ("Karel;Kwak", "a line with a comma, a tab or another sign that no name has"),
        ("karel@kwak.nl", "a line with a comma, a tab or another sign that no name has"),
        ("Kwak " * 20, "a line of more than 80 characters"),
    ],
)
def test_a_line_that_cannot_be_looked_for_is_told_by_its_number(line: str, what: str) -> None:
    (message,) = problems_of(listed(small(), f"# namen\n{line}\nTjitske\n"))
    assert message.startswith(f"{NAMES}:2: found {what}; expected one name")
    assert "kwak" not in message.lower() and "karel" not in message.lower()


@pytest.mark.parametrize("content", [b"", b"\n\n", b"# niemand\r\n", "\ufeffTjitske\r\n# x\r\nJosé\r\n".encode()])
def test_a_list_may_be_empty_and_have_any_line_ends(content: bytes) -> None:
    assert problems_of({**small(), NAMES: content}) == []


def test_a_list_from_windows_is_read() -> None:
    personal, problems = read_personal({NAMES: "\ufeffTjitske\r\n\r\nJosé\r\n".encode()})
    assert (personal.names.by_line, problems) == ({1: "Tjitske", 3: "José"}, [])


def test_a_list_in_another_encoding_is_told() -> None:
    (message,) = problems_of({**small(), NAMES: "Tjitske\nJosé\n".encode("latin-1")})
    assert message.startswith(f"{NAMES}:2: found bytes that are not UTF-8")


def test_without_a_list_addresses_and_numbers_are_found_all_the_same() -> None:
    (message,) = problems_of(change(small(), H1, "Een begin.", "Een begin. Mail jan@kwakschool.nl."))
    assert "found an e-mail address" in message


# ----- what was searched before ---------------------------------------------------------------------------


def test_what_was_searched_is_searched_again_when_a_text_a_path_or_a_name_has_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    searched, in_path = list[str](), Personal.in_path

    def counted(own: Personal, path: str) -> str:
        searched.append(path)
        return in_path(own, path)

    def again(tree: Files) -> bool:
        searched.clear()
        assert problems_of(tree) == []
        return bool(searched)

    monkeypatch.setattr(Personal, "in_path", counted)
    monkeypatch.setattr(personal, "SEARCHED", Known())
    tree = small()
    assert again(tree)
    assert not again(tree)
    assert not again({**tree, BLAUW_SURVEY: tree[BLAUW_SURVEY].replace(b"4", b"3", 1)})
    assert again({**tree, QUESTIONS: tree[QUESTIONS] + b"# een opmerking\n"})
    assert again({**tree, "data/start/blauw/readme.txt": b""})
    assert again(listed(tree))
    assert not again(listed(tree))
    assert again(listed(tree, f"{LISTED}Joris\n"))


def test_what_was_found_is_told_each_time() -> None:
    tree = change(small(), QUESTIONS, "?", "? Bel 06-12345678.")
    assert problems_of(tree)
    assert problems_of(tree) == problems_of(tree)


# ----- what spares time finds no less ------------------------------------------------------------------

TEXTS = st.text("0123456789٣ .-/()[]@+a\n", max_size=60) | st.text(max_size=20)
WORDS = st.lists(st.text("ab1234567890-_@ \n", max_size=12) | st.text(max_size=3), max_size=6)


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_words_are_looked_at_together_as_one_by_one(words: list[str]) -> None:
    doubtful = [place for place, word in enumerate(words) if not personal.PLAIN.fullmatch(word)]
    assert [*Personal().doubtful(words)] == doubtful


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_nothing_is_passed_over_that_may_be_an_address_or_a_number(text: str) -> None:
    assert bool(personal.DIGITS.search(text)) == bool(re.search(r"(\d\D{0,12}){9}", text))
    assert [hit[:2] for hit in personal._emails(text)] == [hit.span() for hit in personal.EMAIL.finditer(text)]


@given(st.text("aB@1 ~\x00\x7f\n", max_size=20))
def test_a_plain_text_has_its_letters_where_they_were(text: str) -> None:
    plain, other = folded(text), folded(f"{text}é")  # one with a letter that is not plain goes letter by letter
    assert (plain.text, [*plain.places]) == (other.text[:-1], [*other.places[:-1]])
    assert plain.text == text.lower()
