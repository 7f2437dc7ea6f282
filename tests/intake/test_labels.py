"""Labels match whole, are read from low to high, and what is unknown is shown only when it cannot be free text."""

from collections import Counter

import pytest
from teamspiegel.contracts.instrument import AnswerScale
from teamspiegel.intake.labels import FAMILIES, NO_ANSWER, Suggested, family_of, suggested
from teamspiegel.reading.grid import number_of, plain

FIVE = AnswerScale(min=1, max=5)
FOUR = AnswerScale(min=1, max=4)


def read(cells: list[str], scale: AnswerScale = FIVE) -> Suggested:
    return suggested([cells], scale, family_of(cells, scale), Counter(map(plain, cells)))


@pytest.mark.parametrize(
    ("labels", "scale"),
    [
        ("helemaal mee oneens / mee oneens / neutraal / mee eens / helemaal mee eens", FIVE),
        (
            "Helemaal niet mee eens / Niet mee eens / Noch mee eens, noch mee oneens / Mee eens / Helemaal mee eens",
            FIVE,
        ),
        ("zeer oneens / oneens / neutraal / eens / zeer eens", FIVE),
        ("nooit / zelden / soms / vaak / altijd", FIVE),
        ("niet / incidenteel / afwisselend / regelmatig / systematisch", FIVE),
        ("0 / 25 / 50 / 75 / 100", FIVE),
        ("Stimme nicht zu / Stimme eher nicht zu / Stimme eher zu / Stimme zu", FOUR),
    ],
)
def test_a_family_goes_from_low_to_high(labels: str, scale: AnswerScale) -> None:
    cells = labels.split(" / ")
    found = read(list(reversed(cells)), scale)
    assert found.labels == dict(zip(cells, map(float, range(1, len(cells) + 1)), strict=True))
    assert (found.numbers, found.unknown) == (False, 0)


def test_one_label_inside_another_is_another() -> None:
    found = read(["mee eens", "niet mee eens", "helemaal niet mee eens"])
    assert found.labels == {"helemaal niet mee eens": 1, "niet mee eens": 2, "mee eens": 4}


def test_the_scale_s_own_labels_go_first() -> None:
    """Here `soms` is 2 of four, whatever families of five say."""
    own = AnswerScale(min=1, max=4, labels={1: "nooit", 2: "soms", 3: "vaak", 4: "altijd"})
    assert read(["soms", "vaak"], own).labels == {"soms": 2, "vaak": 3}


def test_a_label_with_two_places_is_to_be_chosen() -> None:
    """Alone, `voldoende` is 3 in two families of four and 2 in another."""
    places = {family.index("voldoende") for family in FAMILIES if len(family) == 4 and "voldoende" in family}
    assert len(places) > 1
    assert read(["voldoende"] * 3, FOUR).labels == {"voldoende": "choose"}


@pytest.mark.parametrize("cell", ["?", "-1", "Weet ik niet / n.v.t.", "N/A", "Keine Angabe", "Weet niet"])
def test_no_answer_is_none(cell: str) -> None:
    assert plain(cell) in NO_ANSWER
    assert read(["mee eens", cell]).labels[cell] is None


@pytest.mark.parametrize(
    ("cell", "score"),
    [
        ("5 = helemaal mee eens", 5.0),
        ("1. Helemaal mee oneens", 1.0),
        ("helemaal mee eens (5)", 5.0),
        ("1 - helemaal mee eens", "choose"),
    ],
)
def test_a_number_with_a_label(cell: str, score: float | str) -> None:
    assert read([cell] * 3).labels == {cell: score}


def test_free_text_is_counted_and_not_shown() -> None:
    found = read(["mee eens", "Sanne zei van wel", "een lange zin " * 10, "soms wel", "soms wel"])
    assert (list(found.labels), found.unknown) == (["mee eens"], 4)


def test_a_label_that_comes_back_is_shown_to_be_chosen() -> None:
    assert read(["best wel"] * 3 + ["mee eens"]).labels == {"mee eens": 4, "best wel": "choose"}


def test_bare_numbers_on_the_scale_are_numbers_and_others_are_labels() -> None:
    found = read(["1", "5", "3,0", "9", "9", "9"])
    assert (found.numbers, found.times[""], found.labels) == (True, 3, {"9": "choose"})


@pytest.mark.parametrize("family", FAMILIES, ids=" / ".join)
def test_no_family_holds_a_label_twice_or_no_answer(family: tuple[str, ...]) -> None:
    assert len(set(family)) == len(family) in (4, 5)
    assert not set(family) & NO_ANSWER


@pytest.mark.parametrize(
    ("cell", "number"), [("3,5", 3.5), (" 4 ", 4.0), ("4.0", 4.0), ("-1", -1.0), ("1.234,5", None)]
)
def test_numbers_are_read_with_a_point_or_a_comma(cell: str, number: float | None) -> None:
    assert number_of(cell) == number


def test_texts_are_compared_without_what_nobody_sees() -> None:
    assert plain("  Mee\u00a0 EENS\u200b\n") == plain("mee eens")
    assert plain("collega’s") == plain("collega's")
    assert plain("mee eens") != plain("niet mee eens")
