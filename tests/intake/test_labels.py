"""Labels match whole, are read from low to high, and what is unknown is shown only when it cannot be free text."""

from collections import Counter

import pytest
from teamspiegel.contracts.answers import AnswerScale
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


FIRST, NOT = "1 - helemaal mee eens", ("niet mee eens", "helemaal niet mee eens")
DESCENDING = AnswerScale(
    min=1,
    max=5,
    labels={1: "helemaal mee eens", 2: "mee eens", 3: "neutraal", 4: "mee oneens", 5: "helemaal mee oneens"},
)
ENDS = AnswerScale(min=1, max=5, labels={1: "helemaal mee eens", 5: "helemaal mee oneens"})
TO_TEN = AnswerScale(min=0, max=10, labels={0: "zeer slecht", 10: "zeer goed"})


@pytest.mark.parametrize(
    ("cells", "scale", "labels"),
    [
        (["Helemaal mee eens", "Mee oneens", "Geen idee"], DESCENDING, {"Helemaal mee eens": 1, "Mee oneens": 4}),
        (["Mee oneens", "Weet niet", "3"], DESCENDING, {"Mee oneens": 4, "Weet niet": None}),
        (["mee eens", "niet mee eens"], DESCENDING, {"mee eens": 2, "niet mee eens": "choose"}),
        (["niet mee eens", "helemaal niet mee eens"], DESCENDING, dict.fromkeys(NOT, "choose")),
        (["helemaal mee eens", "mee eens"], ENDS, {"helemaal mee eens": 1, "mee eens": "choose"}),
        (["1 - helemaal mee eens", "5 - helemaal mee eens"], ENDS, {FIRST: 1, "5 - helemaal mee eens": "choose"}),
        (["zeer goed", "10", "7,0", "0"], TO_TEN, {"zeer goed": 10}),
        (["0 (zeer slecht)", "10 (zeer slecht)"], TO_TEN, {"0 (zeer slecht)": 0, "10 (zeer slecht)": "choose"}),
    ],
)
def test_no_family_says_otherwise_than_the_scale_itself(
    cells: list[str], scale: AnswerScale, labels: dict[str, float | str | None]
) -> None:
    """Here 1 is the most that one can agree, and in every family it is 5."""
    assert read(cells, scale).labels == labels


def test_a_scale_whose_labels_rise_may_borrow_others() -> None:
    """`nooit` and `altijd` rise in every family. Nobody knows which way labels rise that are in none."""
    rising = AnswerScale(min=1, max=5, labels={1: "nooit", 5: "altijd"})
    assert read(["nooit", "mee eens"], rising).labels == {"nooit": 1, "mee eens": 4}
    unknown = AnswerScale(min=1, max=5, labels={1: "klopt", 5: "klopt niet"})
    assert read(["klopt", "mee eens"], unknown).labels == {"klopt": 1, "mee eens": "choose"}


def test_a_family_in_which_an_own_label_has_another_score_is_not_borrowed_from() -> None:
    """`voldoende` is 2 here, as in `onvoldoende / voldoende / goed / excellent`; `matig` has a place elsewhere only."""
    own = AnswerScale(min=1, max=4, labels={1: "onvoldoende", 2: "voldoende", 3: "goed"})
    assert read(["excellent", "voldoende"], own).labels == {"voldoende": 2, "excellent": 4}
    assert read(["matig", "voldoende"], own).labels == {"voldoende": 2, "matig": "choose"}


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
        ("5 (helemaal mee eens)", 5.0),
        ("1 (helemaal mee eens)", "choose"),
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
