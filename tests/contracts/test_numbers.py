"""Rounding half up from exact values, percentages that add up to 100, and numbers as a Dutch reader writes them."""

from decimal import ROUND_FLOOR, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from teamspiegel.contracts.numbers import dutch, dutch_threshold, exact, half_up, percentages, root_half_up

fractions = st.fractions(min_value=-1000, max_value=1000, max_denominator=10_000)
decimals = st.integers(0, 4)


def by_decimal(value: Decimal, places: int) -> float:
    """Half up, towards plus infinity, as floor(value + half a step)."""
    step = Decimal(1).scaleb(-places)
    return float((value + step / 2).quantize(step, rounding=ROUND_FLOOR))


# ----- half up -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("2.85", 1, 2.9),  # binary floating point has 2.85 as 2.8500000000000000888...
        ("2.849999", 1, 2.8),
        ("2.95", 1, 3.0),  # no longer below a bridge axis of 3.0
        ("2.9499999999999999999999", 1, 2.9),
        ("0.75", 1, 0.8),  # a spread
        ("0.7499999999999999999999", 1, 0.7),
        ("0.25", 1, 0.3),  # where Python's round() gives 0.2
        ("0.35", 1, 0.4),  # where the float 0.35 lies below 0.35
        ("2.675", 2, 2.68),
        ("2.5", 0, 3.0),
        ("3.5", 0, 4.0),
        ("1", 1, 1.0),
        ("-0.04", 1, 0.0),
        ("-0.05", 1, 0.0),  # half up is towards plus infinity
        ("-0.06", 1, -0.1),
        ("-0.15", 1, -0.1),
        ("-2.85", 1, -2.8),
        ("-2.86", 1, -2.9),
        ("5.0", 1, 5.0),
    ],
)
def test_half_up_on_the_edge(value: str, places: int, rounded: float) -> None:
    result = half_up(Fraction(value), places)
    assert result == rounded
    assert str(result)[0] != "-" or rounded < 0  # no zero below zero


def test_half_up_of_a_value_without_an_end() -> None:
    assert half_up(Fraction(20, 7), 1) == 2.9  # 2.857142...
    assert half_up(Fraction(17, 6), 1) == 2.8  # 2.8333...
    assert half_up(Fraction(57, 20), 1) == 2.9  # 2.85 exactly


@settings(deadline=None)
@given(fractions, decimals)
def test_half_up_agrees_with_decimal_arithmetic(value: Fraction, places: int) -> None:
    with localcontext() as context:
        context.prec = 60
        assert half_up(value, places) == by_decimal(Decimal(value.numerator) / value.denominator, places)


@settings(deadline=None)
@given(fractions, fractions, decimals)
def test_half_up_keeps_the_order(one: Fraction, other: Fraction, places: int) -> None:
    low, high = sorted((one, other))
    assert half_up(low, places) <= half_up(high, places)


# ----- the root of a fraction, half up -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("square", "places", "rounded"),
    [
        ("0.5625", 1, 0.8),  # 0.75 exactly: up
        ("0.562499999999", 1, 0.7),  # just below 0.75
        ("8.1225", 1, 2.9),  # 2.85 exactly: up
        ("8.122499", 1, 2.8),
        ("0.64", 1, 0.8),
        ("0", 1, 0.0),
        ("0.0025", 1, 0.1),  # 0.05 exactly: up
        ("0.0024", 1, 0.0),
        ("2", 3, 1.414),  # 1.41421...
        ("2", 4, 1.4142),
        ("3", 1, 1.7),  # 1.7320...
        ("0.9604", 2, 0.98),
        ("6.25", 0, 3.0),  # 2.5 exactly: up
    ],
)
def test_root_half_up_on_the_edge(square: str, places: int, rounded: float) -> None:
    assert root_half_up(Fraction(square), places) == rounded


@settings(deadline=None)
@given(st.fractions(min_value=0, max_value=100, max_denominator=10_000), decimals)
def test_root_half_up_agrees_with_decimal_arithmetic(square: Fraction, places: int) -> None:
    with localcontext() as context:
        context.prec = 60
        root = (Decimal(square.numerator) / square.denominator).sqrt()
        assert root_half_up(square, places) == by_decimal(root, places)


@settings(deadline=None)
@given(st.fractions(min_value=0, max_value=100, max_denominator=10_000), decimals)
def test_the_root_of_a_square_rounds_as_the_value(value: Fraction, places: int) -> None:
    assert root_half_up(value**2, places) == half_up(value, places)


# ----- a published number ------------------------------------------------------------------------------


def test_a_published_number_is_the_decimal_that_the_reader_sees() -> None:
    assert exact(2.9) == Fraction(29, 10)
    assert exact(0.1) + exact(0.2) == exact(0.3)


# ----- percentages -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([4, 9, 5], [22, 50, 28]),  # 22.2, 50, 27.8
        ([1, 1, 1], [34, 33, 33]),  # equal remainders: the first one
        ([1, 1, 1, 1, 1, 1], [17, 17, 17, 17, 16, 16]),
        ([2, 1], [67, 33]),  # 66.7, 33.3
        ([0, 7], [0, 100]),
        ([3], [100]),
        ([1, 7], [13, 87]),  # 12.5, 87.5: the earlier half goes up
        ([1, 199], [1, 99]),  # 0.5, 99.5
        ([0, 0], [0, 0]),
        ([], []),
    ],
)
def test_percentages(counts: list[int], shown: list[int]) -> None:
    assert percentages(counts) == shown


@settings(deadline=None)
@given(st.lists(st.integers(0, 500), min_size=1, max_size=8).filter(any))
def test_percentages_add_up_and_stay_near(counts: list[int]) -> None:
    shown = percentages(counts)
    assert sum(shown) == 100
    assert all(
        abs(percent * sum(counts) - 100 * count) < sum(counts) for percent, count in zip(shown, counts, strict=True)
    )


# ----- Dutch -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [(2.8, 1, "2,8"), (3.0, 1, "3,0"), (-0.4, 1, "−0,4"), (0.98, 2, "0,98"), (4.0, 0, "4"), (-0.0, 1, "0,0")],
)
def test_dutch(value: float, places: int, text: str) -> None:
    assert dutch(value, places) == text


def test_a_threshold_keeps_all_its_decimals() -> None:
    assert [dutch_threshold(Decimal(text)) for text in ("3", "3.0", "2.75", "0.8", "10")] == [
        "3,0",
        "3,0",
        "2,75",
        "0,8",
        "10,0",
    ]
    assert dutch_threshold(Decimal("2.5"), 2) == "2,50"
