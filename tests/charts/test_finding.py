"""The titles: what there is to see, and never more than is sure."""

import pytest
from teamspiegel.charts.finding import (
    Above,
    Named,
    Said,
    of_change,
    of_comparison,
    of_distribution,
    of_means,
)
from teamspiegel.charts.house import Ruler
from teamspiegel.contracts.published import Published

from tests.charts.views import STYLE
from tests.handmade import between, item

RULER = Ruler(1, 5, 3.0)


def mean(value: float | None) -> Published:
    return item("self-start", value)


def bound(at_least: float | None = None, at_most: float | None = None) -> Published:
    return between(mean(None), at_least, at_most)


def title(**found: Published) -> str:
    return of_means([Named(label, one) for label, one in found.items()], RULER, "survey", STYLE)


def test_the_strongest_comes_first_and_then_the_lowest() -> None:
    assert title(A=mean(2.3), B=mean(4.1), C=mean(3.0)) == "B is jullie hoogste: 4,1. A is jullie laagste: 2,3"


def test_what_shares_a_place_is_named_together() -> None:
    assert title(A=mean(2.3), B=mean(4.1), C=mean(4.1)) == "B en C zijn jullie hoogste: 4,1. A is jullie laagste: 2,3"


def test_names_that_hold_the_word_between_them_are_quotations() -> None:
    """So that it is clear where each ends; a name alone is no quotation, and a long one is not quoted twice."""
    shared = {"Rust en orde": mean(4.1), "Ruimte": mean(4.1)}
    assert title(**shared, A=mean(2.3)).startswith("‘Rust en orde’ en ‘Ruimte’ zijn jullie hoogste: 4,1.")
    assert title(**{"Rust en orde": mean(4.1)}, A=mean(2.3)).startswith("Rust en orde is jullie hoogste: 4,1.")
    assert title(Standvastig=mean(4.1), B=mean(4.1), C=mean(2.3)).startswith("Standvastig en B zijn jullie hoogste")
    long = "Wij spreken in ons overleg af wat wij in de les en op het plein gaan doen"
    assert title(**{long: mean(4.1)}, B=mean(4.1), C=mean(2.3)).startswith(
        "‘Wij spreken in ons overleg af wat wij in de les en op het…’ en"
    )


def test_a_long_statement_is_quoted_by_how_it_begins() -> None:
    """Of sixty letters at most, cut off between two words."""
    whole = "Wij spreken in ons overleg af wat wij in de les gaan doen, en wij komen er de volgende keer op terug"
    quoted = "‘Wij spreken in ons overleg af wat wij in de les gaan doen,…’"
    assert title(**{whole: mean(4.1)}) == f"{quoted} is gemiddeld 4,1"
    assert title(**{whole: mean(4.1)}, B=mean(3.0)) == f"{quoted} is jullie hoogste: 4,1. B is jullie laagste: 3,0"


def test_many_that_share_a_place_are_counted() -> None:
    many = {f"X{number}": mean(4.0) for number in range(4)}
    assert title(A=mean(2.0), **many) == "4 uitspraken zijn jullie hoogste: 4,0. A is jullie laagste: 2,0"


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (mean(1.7), "A is gemiddeld 2,3 (was 1,7)"),
        (mean(2.3), "A is gemiddeld 2,3"),
        (mean(None), "A is gemiddeld 2,3"),
        (bound(at_most=2.0), "A is gemiddeld 2,3 (was 2,0 of lager)"),
        (None, "A is gemiddeld 2,3"),
    ],
)
def test_what_it_was_is_said_where_that_is_told_and_something_else(before: Published | None, said: str) -> None:
    assert of_means([Named("A", mean(2.3), before)], RULER, "survey", STYLE) == said


def test_a_bound_is_the_highest_only_when_no_other_can_be() -> None:
    assert title(A=bound(at_least=4.2), B=mean(4.1)).startswith("A is jullie hoogste: 4,2 of hoger")
    assert "hoogste" not in title(A=bound(3.9, 4.3), B=mean(4.1), C=mean(2.0))
    # 4.3 and "4.1 to 4.3": the second may be as high, but may be lower, so neither is surely alone.
    assert "hoogste" not in title(A=mean(4.3), B=bound(4.1, 4.3), C=mean(2.0))


def test_where_nothing_is_sure_the_ends_are_said() -> None:
    assert title(A=bound(2.0, 3.5), B=bound(3.0, 4.0)) == "De 2 uitspraken liggen allemaal tussen 2,0 en 4,0"


def test_equal_means_have_no_highest() -> None:
    assert title(A=mean(3.0), B=mean(3.0)) == "De 2 uitspraken komen allemaal uit op 3,0"


def test_an_interval_is_said_from_where_to_where() -> None:
    assert title(A=bound(3.4, 3.8)) == "A is gemiddeld 3,4 tot 3,8"


def test_what_is_withheld_is_not_in_a_title() -> None:
    assert title(A=mean(None), B=mean(4.0)) == "B is gemiddeld 4,0"


def test_a_gap_is_a_question() -> None:
    said = [Said("Rust", {"Ik": mean(4.0), "Wij": mean(3.6)}), Said("Orde", {"Ik": mean(4.1), "Les": mean(3.0)})]
    assert of_comparison(said, RULER, "any", STYLE) == ("Orde: waarom geven Ik (4,1) en Les (3,0) een ander beeld?")


def test_intervals_that_may_be_equal_are_no_gap() -> None:
    said = [Said("Rust", {"Ik": bound(3.0, 4.0), "Wij": mean(3.6)})]
    assert of_comparison(said, RULER, "any", STYLE) == "Ik en Wij lopen nergens zeker uiteen"


def test_of_one_voice_alone_its_means_are_the_finding() -> None:
    said = [Said("Rust", {"Ik": mean(3.6), "Wij": mean(None)}), Said("Orde", {"Ik": mean(3.0)})]
    assert of_comparison(said, RULER, "any", STYLE) == "Rust is jullie hoogste: 3,6. Orde is jullie laagste: 3,0"


def test_the_distance_of_an_interval_is_the_least_that_it_may_be() -> None:
    # 4.0 and at most 3.2 are surely 0.8 apart, and may be 2.0: less than the 0.9 of what is told.
    wide, told = (
        Said("Rust", {"Ik": mean(4.0), "Wij": bound(2.0, 3.2)}),
        Said("Orde", {"Ik": mean(3.9), "Wij": mean(3.0)}),
    )
    assert of_comparison([wide, told], RULER, "any", STYLE).startswith("Orde:")
    assert of_comparison([wide], RULER, "any", STYLE).startswith("Rust:")


def test_equal_voices_see_the_same() -> None:
    assert of_comparison([Said("Rust", {"Ik": mean(3.6), "Wij": mean(3.6)})], RULER, "any", STYLE) == (
        "Ik en Wij geven hetzelfde beeld"
    )


def test_what_went_up_comes_before_what_went_down() -> None:
    up, down = Named("A", mean(2.3), mean(1.7)), Named("B", mean(2.0), mean(3.0))
    assert of_change({"higher": [up], "lower": [down], "none": []}, True, "nulmeting", "survey", STYLE) == (
        "Bij A is de score hoger dan in de nulmeting: 2,3 (was 1,7). "
        "Bij B is de score lager dan in de nulmeting: 2,0 (was 3,0)"
    )
    assert (
        of_change({"higher": [up, up]}, True, "nulmeting", "survey", STYLE)
        == "Bij A en A zijn de scores hoger dan in de nulmeting"
    )


def test_where_nothing_moved_clearly_that_is_the_finding() -> None:
    still: dict[str, list[Named]] = {"none": [Named("A", mean(2.3), mean(2.2))]}
    assert (
        of_change(still, True, "nulmeting", "survey", STYLE)
        == "Er is nog geen duidelijke verandering sinds de nulmeting"
    )
    assert "niet te zeggen" in of_change({}, True, "nulmeting", "survey", STYLE)
    assert "niet te vergelijken" in of_change({}, False, "nulmeting", "survey", STYLE)


def test_a_distribution_tells_where_most_and_fewest_scores_are_high() -> None:
    found = [Above("A", 3, 12), Above("B", 9, 12)]
    assert distribution(found) == "B krijgt de meeste scores boven het midden (9 van 12). A krijgt de minste (3 van 12)"
    assert distribution(found[:1]) == "Bij A liggen 3 van de 12 scores boven het midden"


def test_all_that_share_the_most_or_the_fewest_high_scores_are_named() -> None:
    found = [Above("A", 3, 12), Above("B", 9, 12), Above("C", 9, 12)]
    assert (
        distribution(found)
        == "B en C krijgen de meeste scores boven het midden (9 van 12). A krijgt de minste (3 van 12)"
    )
    assert distribution(found[1:]) == "Bij B en C liggen telkens 9 van de 12 scores boven het midden"
    # As large a part of another number of answers.
    assert distribution([*found[:2], Above("C", 6, 8)]).startswith(
        "B en C krijgen de meeste scores boven het midden. A"
    )


@pytest.mark.parametrize(("n", "told"), [(1, False), (2, False), (3, True), (10, False), (11, False), (12, True)])
def test_a_distribution_for_a_room_counts_no_one_or_two_answers(n: int, told: bool) -> None:
    """Of 12: 1 and 2 are few above the middle, 10 and 11 leave few below it; 12 leave none."""
    found = [Above("A", n, 12), Above("B", 6, 12)]
    assert (f"{n} van 12" in distribution(found, 2)) == told
    assert (f"{n} van de 12" in distribution(found[:1], 2)) == told


def distribution(found: list[Above], few: int = 0) -> str:
    return of_distribution(found, "survey", STYLE, few)
