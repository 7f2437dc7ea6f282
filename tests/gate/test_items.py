"""What may be said of one item, with the arithmetic beside it: n answers, their sum, and how many people gave them."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from teamspiegel.contracts.answers import AnswerScale
from teamspiegel.contracts.definitions import GateThresholds
from teamspiegel.contracts.measured import Measured
from teamspiegel.contracts.published import Withheld
from teamspiegel.gate.items import Said, means_that_round_to, said

from tests.gate.measured import measured

WHOLE = AnswerScale(min=1, max=5)
HALF = AnswerScale(min=1, max=5, step=0.5)
DEFAULT = GateThresholds()


def say(number: Measured, scale: AnswerScale = WHOLE, thresholds: GateThresholds = DEFAULT) -> Said:
    return said(number, scale, 1, thresholds)


# ----- how many people -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "mean", "no_mean", "no_sd"),
    [
        (1, None, "small", "small"),
        (4, None, "small", "small"),
        (5, 3.0, None, "small"),
        (9, 3.0, None, "small"),
        (10, 3.0, None, None),
    ],
)
def test_a_mean_from_five_people_and_an_sd_from_ten(
    people: int, mean: float | None, no_mean: Withheld | None, no_sd: Withheld | None
) -> None:
    found = say(measured("a", people, 3 * people))
    assert (found.mean, found.no_mean, found.no_sd) == (mean, no_mean, no_sd)


def test_lessons_are_counted_by_their_teachers() -> None:
    """Ten lessons: of four people nothing, of five (two each) a mean and no SD, of ten both."""
    four, five, ten = (say(measured("x", 10, 30, people=k, most=m), HALF) for k, m in ((4, 3), (5, 2), (10, 1)))
    assert (four.mean, four.no_mean) == (None, "small")
    assert (five.mean, five.no_sd) == (3.0, "small")
    assert (ten.mean, ten.no_sd) == (3.0, None)


# ----- near an end ---------------------------------------------------------------------------------------

ENDS = [
    # n, most, scale, the margin, by hand; then the least sum that is too high, and the most that is too low
    (5, 1, WHOLE, Fraction(5, 5), 20, 10),  # (4 + 1)/5 = 1: from 4 x 5 = 20 on, up to 2 x 5 = 10
    (7, 1, WHOLE, Fraction(5, 7), 30, 12),  # 35 - 5, 7 + 5
    (14, 1, WHOLE, Fraction(5, 14), 65, 19),  # 70 - 5, 14 + 5
    (25, 1, WHOLE, Fraction(3, 10), Fraction(235, 2), Fraction(65, 2)),  # 5/25 = 0,2: the edge, 25 x 4,7 and 25 x 1,3
    (5, 1, HALF, Fraction(9, 10), Fraction(41, 2), Fraction(19, 2)),  # (4 + 0,5)/5 = 0,9: 25 - 4,5, 5 + 4,5
    (10, 2, HALF, Fraction(17, 20), Fraction(83, 2), Fraction(37, 2)),  # (8 + 0,5)/10: 50 - 8,5, 10 + 8,5
    (10, 2, WHOLE, Fraction(9, 10), 41, 19),  # (8 + 1)/10: 50 - 9, 10 + 9
    (14, 3, HALF, Fraction(25, 28), Fraction(115, 2), Fraction(53, 2)),  # (12 + 0,5)/14: 70 - 12,5, 14 + 12,5
    (14, 3, WHOLE, Fraction(13, 14), 57, 27),  # (12 + 1)/14: 70 - 13, 14 + 13
]


@pytest.mark.parametrize(("n", "most", "scale", "margin", "high", "low"), ENDS)
def test_near_an_end_it_is_said_where_the_mean_lies(
    n: int, most: int, scale: AnswerScale, margin: Fraction, high: Fraction, low: Fraction
) -> None:
    """From these sums on, and a step further from the end the mean itself."""
    step = Fraction(scale.step)

    def of(total: Fraction) -> Said:
        return say(measured("a", n, total, people=n - most + 1, most=most), scale)

    for total in (Fraction(5 * n), Fraction(high)):
        found = of(total)
        assert (found.mean, found.no_mean, found.no_sd) == (None, "masked", "masked")
        assert found.ends == (5 - margin, Fraction(5))
    for total in (Fraction(n), Fraction(low)):
        found = of(total)
        assert (found.mean, found.no_mean, found.no_sd) == (None, "masked", "masked")
        assert found.ends == (Fraction(1), 1 + margin)
    for total in (high - step, low + step):
        assert of(Fraction(total)).mean is not None


def test_the_edge_can_be_raised_and_counts_where_it_is_wider() -> None:
    """0,5: of 25 people, from 4,5 x 25 = 112,5 on; of five the margin is 1 all the same."""
    wide = GateThresholds(edge=Decimal("0.5"))
    assert say(measured("a", 25, 113), thresholds=wide).ends == (Fraction(9, 2), Fraction(5))
    assert say(measured("a", 25, 112), thresholds=wide).mean == 4.5
    assert say(measured("a", 25, 113)).mean == 4.5
    assert say(measured("a", 5, 20), thresholds=wide).ends == (Fraction(4), Fraction(5))


@pytest.mark.parametrize(
    ("n", "people", "most", "meet"),
    [
        (10, 5, 4, False),  # (16 + 0,5)/10 = 1,65: from 3,35 on
        (10, 5, 5, True),  # (20 + 0,5)/10 = 2,05: half the scale is 2
        (7, 5, 3, False),  # (12 + 0,5)/7 = 1,79
        (8, 5, 4, True),  # (16 + 0,5)/8 = 2,06
    ],
)
def test_where_the_ends_meet_nothing_is_said(n: int, people: int, most: int, meet: bool) -> None:
    for total in (n, 3 * n, 5 * n):
        found = say(measured("x", n, total, people=people, most=most), HALF)
        assert (found.no_mean == "small") == meet
        if meet:
            assert found == Said((Fraction(1), Fraction(5)), None, "small", "small")


def test_on_a_short_scale_ends_meet_sooner() -> None:
    """Half of 1-2 is 0,5. Five answers: (1 + 1)/5 = 0,4; in halves, with two of one teacher, (2 + 0,5)/5 = 0,5."""
    short = AnswerScale(min=1, max=2, step=0.5)
    assert say(measured("x", 5, Fraction(15, 2)), AnswerScale(min=1, max=2)).mean == 1.5
    assert say(measured("x", 5, Fraction(15, 2), people=5, most=2), short).no_mean == "small"
    assert say(measured("x", 6, 9, people=5, most=2), short).mean == 1.5  # (2 + 0,5)/6 = 0,42


# ----- what a published mean leaves open -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("mean", "n", "scale", "low", "high"),
    [
        (3.2, 5, WHOLE, Fraction(16, 5), Fraction(16, 5)),  # fifths: 3,2 only
        (2.9, 7, WHOLE, Fraction(20, 7), Fraction(20, 7)),  # 20/7 = 2,857; 21/7 = 3,0
        (3.5, 12, WHOLE, Fraction(42, 12), Fraction(42, 12)),  # 41/12 = 3,417; 43/12 = 3,583
        (3.0, 25, WHOLE, Fraction(74, 25), Fraction(76, 25)),  # 2,96, 3,00 and 3,04
        (3.1, 20, WHOLE, Fraction(61, 20), Fraction(62, 20)),  # 3,05 goes up to 3,1, 3,15 to 3,2
        (2.5, 8, HALF, Fraction(40, 16), Fraction(40, 16)),  # sixteenths: 39/16 = 2,4375, 41/16 = 2,5625
        (2.5, 11, HALF, Fraction(54, 22), Fraction(56, 22)),  # 53/22 = 2,409, 54/22 = 2,4545, 56/22 = 2,545
    ],
)
def test_a_mean_leaves_open_which_of_those_that_round_to_it_it_was(
    mean: float, n: int, scale: AnswerScale, low: Fraction, high: Fraction
) -> None:
    assert means_that_round_to(mean, n, scale, 1) == (low, high)


def test_what_a_mean_leaves_open_is_the_same_whichever_it_was() -> None:
    """74, 75 and 76 of 25 people are all 3,0."""
    assert {say(measured("a", 25, total)).ends for total in (74, 75, 76)} == {(Fraction(74, 25), Fraction(76, 25))}


@pytest.mark.parametrize(
    ("total", "n", "mean"),
    [
        (61, 20, 3.1),  # 3,05 goes up
        (60, 20, 3.0),
        (23, 8, 2.9),  # 2,875
        (49, 20, 2.5),  # 2,45 goes up
    ],
)
def test_a_mean_is_rounded_half_up(total: int, n: int, mean: float) -> None:
    assert say(measured("a", n, total)).mean == mean


# ----- nearly alike --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "alike", "most", "why"),
    [
        (10, 6, 1, None),
        (10, 7, 1, "masked"),  # all but three
        (10, 10, 1, "masked"),
        (18, 14, 1, None),
        (18, 15, 1, "masked"),
        (18, 13, 2, None),
        (18, 14, 2, "masked"),  # lessons: all but two and the two of one teacher
        (18, 13, 3, "masked"),
    ],
)
def test_no_sd_where_all_but_a_few_answered_the_same(n: int, alike: int, most: int, why: Withheld | None) -> None:
    found = say(measured("x", n, 3 * n, people=n - most + 1, most=most, alike=alike), HALF)
    assert (found.mean, found.no_sd) == (3.0, why)


@pytest.mark.parametrize(
    ("variance", "why"),
    [(Fraction(9, 100), None), (Fraction(899, 10000), "masked"), (Fraction(0), "masked"), (Fraction(1, 10), None)],
)
def test_no_sd_under_the_edge(variance: Fraction, why: Withheld | None) -> None:
    """0,3 squared is 0,09; it is the exact SD that is held against it, not the rounded one."""
    assert say(measured("a", 12, 36, variance)).no_sd == why


def test_an_sd_is_held_against_the_edge_of_the_settings() -> None:
    wide = GateThresholds(edge=Decimal("0.5"))
    assert say(measured("a", 12, 36, Fraction(24, 100)), thresholds=wide).no_sd == "masked"
    assert say(measured("a", 12, 36, Fraction(25, 100)), thresholds=wide).no_sd is None


# ----- settings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lower", [{"mean": 4}, {"spread": 9}, {"teams": 4}, {"edge": Decimal("0.2")}, {"mean": 0}])
def test_no_threshold_goes_below_its_floor(lower: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        GateThresholds.model_validate(lower)


def test_the_floors_themselves_are_allowed() -> None:
    floors = GateThresholds.model_validate({"mean": 5, "spread": 10, "teams": 5, "edge": Decimal("0.3")})
    assert floors == GateThresholds()


def test_thresholds_can_be_raised() -> None:
    """A mean from twelve people on is an SD from twelve people on."""
    high = GateThresholds(mean=12)
    assert say(measured("a", 11, 33), thresholds=high).no_mean == "small"
    found = say(measured("a", 12, 36), thresholds=high)
    assert (found.mean, found.no_sd) == (3.0, None)
    assert say(measured("a", 12, 36), thresholds=GateThresholds(spread=13)).no_sd == "small"


# ----- laws ----------------------------------------------------------------------------------------------


@st.composite
def numbers(draw: st.DrawFn) -> Measured:
    """Any item, whatever its answers were."""
    n = draw(st.integers(1, 40))
    most = draw(st.integers(1, n))
    people = draw(st.integers(1, n - most + 1))
    return measured(
        "a",
        n,
        Fraction(draw(st.integers(2 * n, 10 * n)), 2),
        Fraction(draw(st.integers(0, 400)), 100),
        people=people,
        most=most,
        alike=draw(st.integers(1, n)),
    )


@given(numbers(), st.integers(1, 40), st.fractions(0, 4))
def test_a_mean_depends_on_nothing_but_n_and_the_sum(number: Measured, alike: int, variance: Fraction) -> None:
    """Nor does where it lies."""
    one, other = say(number, HALF), say(replace(number, alike=alike, variance=variance), HALF)
    assert (one.ends, one.mean, one.no_mean) == (other.ends, other.mean, other.no_mean)


@given(numbers())
def test_a_mean_lies_where_it_is_said_to_lie(number: Measured) -> None:
    low, high = say(number, HALF).ends
    assert 1 <= low <= number.mean <= high <= 5


@given(
    numbers(),
    st.integers(5, 20),
    st.integers(10, 20),
    st.decimals("0.3", "2", places=1),
)
def test_a_higher_threshold_never_says_more(number: Measured, mean: int, spread: int, edge: Decimal) -> None:
    """Half a tenth is what rounding a mean leaves open, on either side of a wider edge."""
    one, other = say(number, HALF), say(number, HALF, GateThresholds(mean=mean, spread=spread, edge=edge))
    half = Fraction(1, 20)
    assert other.ends[0] <= one.ends[0] + half and one.ends[1] - half <= other.ends[1]
    assert other.mean in (None, one.mean)
    assert other.no_mean is not None or one.no_mean is None
    assert other.no_sd is not None or one.no_sd is None
