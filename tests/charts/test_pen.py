"""Numbers and flags as a reader sees them."""

from dataclasses import replace
from datetime import date

import pytest

from tests.charts.views import PEN, indicator, withheld

FOUND = indicator("laag", "item", "a", 2.9, sd=0.8, low=True, spread=True)


@pytest.mark.parametrize(("value", "text"), [(3.0, "3,0"), (2.8, "2,8"), (2.75, "2,75"), (4, "4,0")])
def test_a_threshold_is_never_rounded(value: float, text: str) -> None:
    assert PEN.threshold(value) == text


def test_numbers_have_a_comma_and_the_decimals_of_the_instrument() -> None:
    assert (PEN.mean(FOUND), PEN.sd(FOUND), PEN.n(FOUND)) == ("2,9", "0,8", "20")
    assert replace(PEN, decimals=2).mean(FOUND) == "2,90"


def test_what_is_withheld_is_said_and_what_is_not_there_is_a_dash() -> None:
    hidden = withheld(FOUND)
    assert {PEN.mean(hidden), PEN.sd(hidden), PEN.n(hidden), PEN.flags(hidden)} == {"niet getoond"}
    assert PEN.sd(replace(FOUND, sd=None)) == "–"


def test_flags_are_words() -> None:
    assert PEN.flags(FOUND) == "laag, verdeeld"
    assert PEN.flags(replace(FOUND, low=False)) == "verdeeld"
    assert PEN.flags(replace(FOUND, low=False, spread=False)) == "–"


def test_a_sentence_lists_names_and_counts_them_when_there_are_many() -> None:
    assert PEN.named(["a"], "blocks") == "a"
    assert PEN.named(["a", "b", "c"], "blocks") == "a, b en c"
    assert PEN.named(["a", "b", "c", "d"], "blocks") == "4 bouwstenen"


def test_colours_of_layers_come_round() -> None:
    assert PEN.series(len(PEN.palette.series)) == PEN.series(0)


@pytest.mark.parametrize(("difference", "text"), [(0.4, "+0,4"), (-0.4, "−0,4"), (0.0, "0,0"), (-0.0, "0,0")])
def test_a_difference_has_its_sign(difference: float, text: str) -> None:
    assert PEN.signed(difference) == text


def test_an_interval_is_from_to_withheld_or_not_there() -> None:
    assert PEN.interval(replace(FOUND, interval=(2.6, 3.2))) == "2,6 tot 3,2"
    assert PEN.interval(withheld(FOUND)) == "niet getoond"
    assert PEN.interval(FOUND) == "–"


def test_a_month_has_its_year() -> None:
    assert PEN.month(date(2025, 11, 1)) == "november 2025"
