"""A listed name is found in the ways in which people write names, and ordinary words are left alone."""

import pytest
from teamspiegel.reading.listed import NAMES
from teamspiegel.reading.names import Names
from teamspiegel.reading.phrases import folded

from tests.reading.mistakes import SURVEY
from tests.schools import Files, change, documented_school, problems_of, small

LEZEN = "content/guidance/lezen.md"
BLAUW = "data/start/blauw/survey.csv"
LINE = small()[LEZEN].decode().count("\n") + 2


def hits(name: str, text: str) -> list[str]:
    """What stands in the text where the name was found."""
    plain = folded(text)
    return [text[plain.places[start] : plain.places[end]] for _, start, end in Names({1: name}).find(plain)]


FOUND = [
    ("Jan de Wit", "Jan de Wits plan", "Jan de Wits"),
    ("Jan de Wit", "Jan de Wit's plan", "Jan de Wit's"),
    ("Jan de Wit", "Jan de Wit’s plan", "Jan de Wit’s"),
    ("Jan de Wit", "| Jan | de Wit |", "Jan | de Wit"),
    ("Jan de Wit", "|Jan|de Wit|", "Jan|de Wit"),
    ("Jan de Wit", "**Jan**... de _Wit_", "Jan**... de _Wit"),
    ("Jan de Wit", "- Jan\n- de Wit", "Jan\n- de Wit"),
    ("Jan de Wit", "JAN DE WIT", "JAN DE WIT"),
    ("Jan de Wit", "Ｊａｎ de W\u200bit", "Ｊａｎ de W\u200bit"),
    ("Jan de Wit", "J. de Wit", "J. de Wit"),
    ("Jan de Wit", "J de Wit", "J de Wit"),
    ("Jan de Wit", "J.P. de Wit", "J.P. de Wit"),
    ("Jan de Wit", "j. de wit", "j. de wit"),
    ("Jan de Wit", "J. d. Wit", "J. d. Wit"),
    ("Jan de Wit", "Jan P. de Wit", "Jan P. de Wit"),
    ("Jan de Wit", "Wit, Jan de", "Wit, Jan"),
    ("Jan de Wit", "de Wit, Jan", "Wit, Jan"),
    ("Jan de Wit", "Wit, J. de", "Wit, J."),
    ("Jan de Wit", "jan-de-wit", "jan-de-wit"),
    ("Jan de Wit", "jan_de_wit", "jan_de_wit"),
    ("Jan de Wit", "jandewit.csv", "jandewit"),
    ("Jan de Wit", "JanDeWit", "JanDeWit"),
    ("Jan de Wit", "jdewit", "jdewit"),
    ("Anke van den Berg", "Anke v.d. Berg", "Anke v.d. Berg"),
    ("Anke van den Berg", "Anke v/d Berg", "Anke v/d Berg"),
    ("Anke van den Berg", "Anke vd Berg", "Anke vd Berg"),
    ("Anke van den Berg", "A. v. d. Berg", "A. v. d. Berg"),
    ("Anke van den Berg", "A. van den Berg", "A. van den Berg"),
    ("Anke van den Berg", "Berg, Anke van den", "Berg, Anke"),
    ("Anke van den Berg", "Berg (Anke)", "Berg (Anke"),
    ("Jan Willem Smit", "Jan-Willem Smit", "Jan-Willem Smit"),
    ("Jan Willem Smit", "J.W. Smit", "J.W. Smit"),
    ("Jan Willem Smit", "JW Smit", "JW Smit"),
    ("Jan Willem Smit", "Smit, Jan Willem", "Smit, Jan"),
    ("Fatima El Amrani", "F. el Amrani", "F. el Amrani"),
    ("Marie d'Hondt", "Marie D’Hondts les", "Marie D’Hondts"),
    ("Tjitske", "Tjitskes les", "Tjitskes"),
    ("Tjitske", "Tjitske's les", "Tjitske's"),
    ("Tjitske", "(Tjitske)", "Tjitske"),
    ("Hans", "Hans' les", "Hans"),
]


@pytest.mark.parametrize(("name", "text", "found"), FOUND, ids=range(len(FOUND)))
def test_a_name_is_found_as_people_write_it(name: str, text: str, found: str) -> None:
    assert found in hits(name, f"Vraag {text} ook.")


LEFT_ALONE = [
    ("Jan de Wit", "januari, de witte muur, Jan Smit en Piet de Wit"),
    ("Jan de Wit", "Jan zei niets.\n\nDe wit geverfde muur"),
    ("Jan de Wit", "in j de wit geverfde"),
    ("Anke Bos", "dan gaan we naar a bos en hei"),
    ("Jan Smit", "Jan Piet Smit, Jansma en Smits"),
    ("Tjitske", "Tjitskema, tjitskens, Tjits"),
    ("Jo", "Joop, jojo, j.o.b. en jonge"),
    ("Jan", "januari, Janneke, Marjan, jan2"),
]


@pytest.mark.parametrize(("name", "text"), LEFT_ALONE)
def test_what_is_no_name_is_left_alone(name: str, text: str) -> None:
    assert hits(name, text) == []


def test_nothing_is_found_in_a_library_that_names_nobody() -> None:
    names = "Jan de Wit\nAnke van den Berg\nAnna Bos\nEva Smit\nOm Kees\nWilma de Groot\nDirk Hoe\n"
    assert problems_of({**documented_school(), NAMES: names.encode()}) == []


# ----- as a reader of the page sees it -----------------------------------------------------------------


def page(text: str) -> list[str]:
    """What is told of a page with this text below it, with its lines counted in that text."""
    tree: Files = {**small(), NAMES: b"Jan de Wit\n", LEZEN: small()[LEZEN] + f"\n{text}\n".encode()}
    told = [message.removeprefix(f"{LEZEN}:") for message in problems_of(tree)]
    return [f"{int(one.split(':')[0]) - LINE + 1}: {one.partition('found ')[2].partition(';')[0]}" for one in told]


RENDERED = [
    "J<b>an</b> de Wit",
    "Ja*n* de Wit",
    "Jan<br>de Wit",
    "[Jan](woorden.md) de Wit",
    "[Jan][b] de Wit\n\n[b]: woorden.md",
    "Jan de W&#105;t",
    "J&shy;an de Wit",
    "*Jan*{: .x } de Wit",
    "Jan <span class='x'>de</span> Wit",
    "| a | b |\n|---|---|\n| [Jan](woorden.md) | de Wit |",
    "Jan de\\\nWit",
    "<div markdown>\nJ*an* de Wit\n</div>",
]


@pytest.mark.parametrize("text", RENDERED)
def test_a_name_is_found_in_what_the_page_shows(text: str) -> None:
    messages = page(text)
    assert [message.partition(": ")[2] for message in messages] == ["a name from private/names.txt (line 1)"]
    assert int(messages[0].split(":")[0]) <= text.count("\n") + 1


def test_each_is_told_on_its_own_line() -> None:
    messages = page("Jan de Wit\n\nJ*an* de Wit\n\nniemand\n\nJan<br>de Wit en Jan de Wit")
    assert [message.split(":")[0] for message in messages] == ["1", "3", "7"]


def test_a_name_is_found_in_a_value_of_yaml() -> None:
    tree = change(small(), "content/teams.yml", "name: Team Blauw", 'name: "Team J\\\n    an de W\\x69t"')
    (message,) = problems_of({**tree, NAMES: b"Jan de Wit\n"})
    assert message.startswith("content/teams.yml:1: found a name from private/names.txt (line 1)")


# ----- in paths and pseudonyms -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["jandewit", "jan-de-wit", "verslag-jan-de-wit", "j-de-wit", "verslagjandewit", "dewitjan"]
)
def test_a_name_in_a_path_is_told_and_not_repeated(name: str) -> None:
    tree = {**small(), NAMES: b"Jan de Wit\n", f"data/start/{name}.txt": b""}
    (message,) = problems_of(tree)
    assert "a name from private/names.txt (line 1) in the file's path" in message
    assert name not in message and "jan" not in message


@pytest.mark.parametrize(
    "code",
    ["jandewit", "jandewit2", "2jandewit", "jan-de-wit-3", "x_jan.de.wit", "J.de.Wit", "jdewit", "witjan", "tjitske12",
     "xtjitske", "TJITSKE", "jo1", "tjitskes", "t-j-i-t-s-k-e", "ｔｊｉｔｓｋｅ", "tjit\u200bske"],
)  # fmt: skip
def test_a_pseudonym_that_holds_a_name_is_refused(code: str) -> None:
    tree = {**small(), NAMES: b"Jan de Wit\nTjitske\nJo\n", BLAUW: f"{SURVEY}{code},1,2,3,4\n".encode()}
    (message,) = problems_of(tree)
    assert message.startswith(f"{BLAUW}:2: column 'respondent': found a name from private/names.txt")
    assert code.casefold() not in message.casefold()


@pytest.mark.parametrize("code", ["r01", "jo-an", "joop3", "wit3", "dewit", "t04", "5f3a9c", "handel-12"])
def test_a_code_is_no_name(code: str) -> None:
    tree = {**small(), NAMES: b"Jan de Wit\nTjitske\nJop\n", BLAUW: f"{SURVEY}{code},1,2,3,4\n".encode()}
    assert problems_of(tree) == []
