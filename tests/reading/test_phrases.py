"""A phrase is found wherever a reader would read it, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from teamspiegel.reading.phrases import Phrases, folded


def found(phrase: str, text: str) -> list[str]:
    """What stands in the text where the phrase was found."""
    plain = folded(text)
    hits = Phrases({0: phrase}).find(plain)
    return [text[plain.places[hit.start] : plain.places[hit.end]] for hit in hits]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("José", "Vraag Jose, JOSÉ en Jose\u0301 ook.", ["Jose", "JOSÉ", "Jose\u0301"]),
        ("Jose", "Vraag José.", ["José"]),
        ("Søren Łuk", "soren luk", ["soren luk"]),
        ("Anke van den Berg", "Dat zei Anke van\n    den Berg gisteren.", ["Anke van\n    den Berg"]),
        ("Anke van den Berg", "**Anke** van den _Berg_", ["Anke** van den _Berg"]),
        ("Jan-Willem", "Jan Willem, jan-willem en Jan‑Willem", ["Jan Willem", "jan-willem", "Jan‑Willem"]),
        ("d'Hondt", "een vraag van 'D''Hondt' en D’Hondt", ["D''Hondt", "D’Hondt"]),
        ("J. de Vries", "J. de Vries, J de Vries en J.de Vries", ["J. de Vries", "J de Vries", "J.de Vries"]),
        ("René", "Ren&eacute; of Ren&#233; of \"Ren\\xe9\" of \"Ren\\u00e9\"", ["Ren&eacute;", "Ren&#233;", "Ren\\xe9", "Ren\\u00e9"]),  # noqa: E501
        ("Piet Smit", "Piet&nbsp;Smit en \"Piet\\nSmit\" en Piet\u00a0Smit", ["Piet&nbsp;Smit", "Piet\\nSmit", "Piet\u00a0Smit"]),  # noqa: E501
        ("Piet Smit", '"Piet \\\n  Smit"', ["Piet \\\n  Smit"]),
        ("Piet", "Pi\u00adet", ["Pi\u00adet"]),
        ("Jan", "_Jan_ *Jan* jan.jansen@x (Jan) Jan's", ["Jan"] * 2 + ["jan"] + ["Jan"] * 2),
    ],
)  # fmt: skip
def test_it_is_found_as_a_reader_reads_it(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("Jan", "januari, Janneke, Marjan en jan2"),
        ("Jan Smit", "- Jan\n- Smit"),
        ("Jan Smit", "Jan. Smit, Jan, Smit, Jan: Smit"),
        ("Jan Smit", "Jan-Piet Smit"),
        ("Jo", "j o, J.O., Joop"),
    ],
)
def test_it_is_not_found_in_something_else(phrase: str, text: str) -> None:
    assert found(phrase, text) == []


def test_a_place_is_counted_as_an_editor_does() -> None:
    text = "één\n  é&eacute; Jan\r\nzo \\xe9 José"
    plain = folded(text)
    places = [plain.place(hit.start) for hit in Phrases({0: "Jan", 1: "José"}).find(plain)]
    assert places == [(2, text.split("\n")[1].index("Jan") + 1), (3, text.split("\n")[2].index("José") + 1)]


@given(st.text(st.sampled_from("aéJn&#233;\\x\u0301\u00ad\n ß'") | st.characters(), max_size=60))
def test_every_character_has_a_place_in_the_original(text: str) -> None:
    plain = folded(text)
    assert len(plain.places) == len(plain.text) + 1
    assert list(plain.places) == sorted(plain.places)
    assert plain.places[-1] == len(text)
    assert all(0 <= place < len(text) for place in plain.places[:-1])
