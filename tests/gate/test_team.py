"""What may be published of a team, from numbers written by hand: levels, flags, uncertainty, counts and bands."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from teamspiegel.contracts.definitions import GateThresholds
from teamspiegel.contracts.measured import Measured
from teamspiegel.contracts.numbers import exact
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.published import BandCount, Published, Results, Withheld

from tests.gate.measured import AXIS_ALL, BLOCK, LAYER, SEEN, gated, measured, of_item

A, MOOD = of_item("a"), of_item("m")


def one(found: Results, aspect: Aspect = LAYER) -> Published:
    return found.indicators[aspect]


def told(found: Published) -> tuple[float | None, float | None, float | None]:
    """The mean, and what stands in its place."""
    return found.mean, found.at_least, found.at_most


# ----- one item ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "total", "at_least", "at_most"),
    [
        (5, 22, 4.0, None),  # 5 - 1
        (7, 33, 4.2, None),  # 5 - 5/7 = 4,2857, down
        (7, 9, None, 1.8),  # 1 + 5/7 = 1,714, up
        (14, 68, 4.6, None),  # 5 - 5/14 = 4,643
        (14, 16, None, 1.4),  # 1,357
        (25, 120, 4.7, None),  # the edge
        (25, 30, None, 1.3),
    ],
)
def test_a_bound_is_rounded_outwards(n: int, total: int, at_least: float | None, at_most: float | None) -> None:
    found = one(gated([measured("a", n, total)]), A)
    assert told(found) == (None, at_least, at_most)
    assert (found.n, found.sd, found.spread, found.uncertainty, found.withheld) == (n, None, None, None, "masked")


def test_a_bound_has_the_decimals_of_the_instrument() -> None:
    assert told(one(gated([measured("a", 7, 33)], decimals=2), A)) == (None, 4.28, None)
    assert told(one(gated([measured("a", 7, 9)], decimals=3), A)) == (None, None, 1.715)


def test_how_many_answered_is_told_whatever_is_withheld() -> None:
    found = one(gated([measured("a", 4, 14)]), A)
    assert found == Published(found.place, 4, 4, withheld="small")


def test_below_ten_there_is_a_mean_and_no_word_about_spread() -> None:
    found = one(gated([measured("a", 9, 27, Fraction(4))]), A)
    assert (found.mean, found.sd, found.spread, found.uncertainty, found.withheld) == (3.0, None, None, None, "small")


def test_from_ten_on_there_is_everything() -> None:
    """SD 1,2, and t(9) 2,262 x 1,2 / 3,162 x the root of 20/29 is 0,71."""
    found = one(gated([measured("a", 10, 31, Fraction(144, 100))]), A)
    assert found == Published(found.place, 10, 10, 3.1, None, None, 1.2, (2.4, 3.8), False, True, None)


def test_nearly_alike_there_is_a_mean_and_nothing_about_spread() -> None:
    found = one(gated([measured("a", 12, 42, Fraction(1), alike=9)]), A)
    assert found == Published(found.place, 12, 12, 3.5, low=False, withheld="masked")
    assert found.alike


@pytest.mark.parametrize(
    ("variance", "sd"),
    [
        (Fraction(7225, 10000), 0.9),  # the root is 0,85: up
        (Fraction(7224, 10000), 0.8),  # 0,84994
        (Fraction(5625, 10000), 0.8),  # 0,75
        (Fraction(2), 1.4),  # 1,414
    ],
)
def test_an_sd_is_rounded_half_up(variance: Fraction, sd: float) -> None:
    assert one(gated([measured("a", 12, 36, variance)]), A).sd == sd


def test_numbers_have_the_decimals_of_the_instrument() -> None:
    """37/12 = 3,0833 and the root of 2."""
    found = one(gated([measured("a", 12, 37, Fraction(2))], decimals=3), A)
    assert (found.mean, found.sd) == (3.083, 1.414)


# ----- flags ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "total", "mean", "low"),
    [
        (20, 59, 3.0, False),  # 2,95 goes up to the bridge axis
        (50, 147, 2.9, True),  # 2,94
        (20, 60, 3.0, False),
    ],
)
def test_low_is_what_a_reader_sees_to_be_low(n: int, total: int, mean: float, low: bool) -> None:
    found = one(gated([measured("a", n, total)]), A)
    assert (found.mean, found.low) == (mean, low)


@pytest.mark.parametrize(
    ("variance", "sd", "spread"),
    [
        (Fraction(5625, 10000), 0.8, True),  # 0,75 goes up to the threshold
        (Fraction(5624, 10000), 0.7, False),
    ],
)
def test_spread_is_what_a_reader_sees_to_be_spread(variance: Fraction, sd: float, spread: bool) -> None:
    found = one(gated([measured("a", 12, 36, variance)]), A)
    assert (found.sd, found.spread) == (sd, spread)


def test_a_layer_may_have_thresholds_and_a_scale_of_its_own() -> None:
    """On 1-7, low is under 4,0 and spread from 1,2 on; near an end of twelve is (6 + 1)/12 = 0,583."""
    low, high = (one(gated([measured("m", 12, total, Fraction(1))]), MOOD) for total in (47, 48))
    assert (low.mean, low.low, high.mean, high.low) == (3.9, True, 4.0, False)
    assert (low.sd, low.spread) == (1.0, False)
    assert one(gated([measured("m", 12, 47, Fraction(144, 100))]), MOOD).spread
    assert told(one(gated([measured("m", 12, 78)]), MOOD)) == (None, 6.4, None)


@pytest.mark.parametrize(
    ("n", "total", "low"),
    [
        (5, 22, False),  # 4,0 or more
        (5, 8, True),  # 2,0 or less
    ],
)
def test_a_bound_tells_whether_a_mean_is_low(n: int, total: int, low: bool) -> None:
    assert one(gated([measured("a", n, total)]), A).low is low


def test_a_bound_on_either_side_of_the_bridge_axis_tells_nothing() -> None:
    """Five on 1-5 with a bridge axis of 4,5: 4,0 or more may be low, and 2,0 or less is."""
    flags = {"bridge_axis": 4.5, "spread": 0.8}
    high, low = (gated([measured("a", 5, total)], flags=flags) for total in (22, 8))
    assert (one(high, A).at_least, one(high, A).low) == (4.0, None)
    assert (one(low, A).at_most, one(low, A).low) == (2.0, True)


@pytest.mark.parametrize(
    ("total", "bridge_axis", "low"),
    [
        (22, 4.0, False),  # 4,0 or more is not under 4,0
        (8, 2.0, None),  # 2,0 or less may be 2,0 itself
        (8, 2.1, True),
    ],
)
def test_a_bound_at_the_bridge_axis_is_not_under_it(total: int, bridge_axis: float, low: bool | None) -> None:
    found = gated([measured("a", 5, total)], flags={"bridge_axis": bridge_axis, "spread": 0.8})
    assert one(found, A).low is low


# ----- levels --------------------------------------------------------------------------------------------


def level(*totals: tuple[int, int], mean: Fraction, n: int = 12, variance: Fraction | None = Fraction(1)) -> Results:
    """A layer of items with so many answers and such a sum, and what its mean and variance are."""
    items = [measured(id_, *item) for id_, item in zip("abcd", totals, strict=False)]
    return gated([*items, measured(BLOCK, n, mean * n, variance), measured(LAYER, n, mean * n, variance)])


def test_a_level_whose_items_all_have_a_mean_has_its_exact_one() -> None:
    """37/12 and 38/12 are 3,1 and 3,2, and together 3,125, which is 3,1."""
    found = one(level((12, 37), (12, 38), mean=Fraction(75, 24)))
    assert (found.mean, found.at_least, found.at_most, found.sd, found.withheld) == (3.1, None, None, 1.0, None)


@pytest.mark.parametrize(
    ("totals", "at_least", "at_most"),
    [
        # 4,0 to 5,0 and exactly 3,2 (16/5): (4 + 3,2)/2 = 3,6 and 8,2/2 = 4,1
        (((5, 22), (5, 16)), 3.6, 4.1),
        # 4,0 to 5,0 and 1,0 to 2,0
        (((5, 22), (5, 8)), 2.5, 3.5),
        # 4,0 to 5,0 twice: 4,0 or more
        (((5, 22), (5, 23)), 4.0, None),
        # 1,0 to 2,0 twice
        (((5, 8), (5, 6)), None, 2.0),
        # 5 - 5/7 = 4,2857 to 5, and 21/7 = 3: 3,643 to 4, outwards
        (((7, 33), (7, 21)), 3.6, 4.0),
        # 5 - 0,3 to 5; 75/25 = 3,0 stands for 74/25 to 76/25: 7,66/2 = 3,83 and 8,04/2 = 4,02, outwards
        (((25, 120), (25, 75)), 3.8, 4.1),
        # of four people 1,0 to 5,0 and twice exactly 3,0: 7/3 = 2,33 and 11/3 = 3,67
        (((4, 14), (5, 15), (5, 15)), 2.3, 3.7),
    ],
)
def test_a_level_with_a_masked_item_lies_where_its_items_leave_it(
    totals: tuple[tuple[int, int], ...], at_least: float | None, at_most: float | None
) -> None:
    people = max(n for n, _ in totals)
    mean = sum((Fraction(total, n) for n, total in totals), Fraction()) / len(totals)
    found = one(level(*totals, mean=mean, n=people))
    assert told(found) == (None, at_least, at_most)
    assert (found.n, found.sd, found.spread, found.withheld) == (people, None, None, "derived")


def test_an_interval_of_half_the_scale_is_not_told() -> None:
    """Of four people 1,0 to 5,0 beside exactly 3,0: 2,0 to 4,0 is half of 1-5. Beside two items it is a third."""
    half = one(level((4, 14), (5, 15), mean=Fraction(13, 4), n=5))
    assert half == Published(half.place, 5, 5, withheld="derived")
    assert told(one(level((4, 14), (5, 15), (5, 15), mean=Fraction(19, 6), n=5))) == (None, 2.3, 3.7)


def test_an_interval_depends_on_no_answer_that_is_withheld() -> None:
    """Sums from 20 to 25 of five are 4,0 or more, and the layer is the same beside each."""
    found = {one(level((5, total), (5, 16), mean=Fraction(total + 16, 10), n=5)) for total in range(20, 26)}
    assert len(found) == 1


def test_a_level_of_four_people_is_too_few_whatever_its_items_have() -> None:
    """Each item has five answers, but only four people answered at least half of them."""
    found = one(level((5, 15), (5, 16), mean=Fraction(31, 10), n=4))
    assert found == Published(found.place, 4, 4, withheld="small")


def test_a_level_of_nine_people_has_no_sd() -> None:
    found = one(level((9, 27), (9, 28), mean=Fraction(55, 18), n=9))
    assert (found.mean, found.sd, found.spread, found.withheld) == (3.1, None, None, "small")


@pytest.mark.parametrize(
    ("people", "alike", "variance", "why"),
    [(12, 8, 1, None), (12, 9, 1, "derived"), (12, 8, Fraction(8, 100), "derived"), (9, 1, 1, "derived")],
)
def test_a_level_has_an_sd_where_every_item_has_one(
    people: int, alike: int, variance: Fraction, why: Withheld | None
) -> None:
    """One of its items is nearly alike, or was answered by nine."""
    items = [measured("a", people, 3 * people, Fraction(variance), alike=alike), measured("b", 12, 36)]
    found = gated([*items, measured(LAYER, 12, 36, Fraction(1))])
    assert (one(found).mean, one(found).sd, one(found).withheld) == (3.0, None if why else 1.0, why)
    assert (one(found).uncertainty is None) == (one(found).spread is None) == bool(why)


def test_a_level_that_lies_low_is_low() -> None:
    """1,0 to 2,0 and exactly 3,0: 2,0 to 2,5; 4,0 to 5,0 and exactly 3,0: 3,5 to 4,0; with 2,0: 3,0 to 3,5."""
    low, high, at = (level((5, a), (5, b), mean=Fraction(a + b, 10), n=5) for a, b in ((8, 15), (22, 15), (22, 10)))
    assert (told(one(low)), one(low).low) == ((None, 2.0, 2.5), True)
    assert (told(one(high)), one(high).low) == ((None, 3.5, 4.0), False)
    assert (told(one(at)), one(at).low) == ((None, 2.5, 3.5), None)  # 10 of five is 2,0 or less itself


def test_an_axis_over_two_files_has_a_mean_and_no_sd() -> None:
    items = [measured(id_, 12, 36) for id_ in "ab"] + [measured(id_, 12, 42) for id_ in "xy"]
    axis = measured(AXIS_ALL, 12, 39, None)
    layers = [measured(LAYER, 12, 36), measured(SEEN, 12, 42)]
    found = one(gated([*items, *layers, axis]), AXIS_ALL)
    assert found == Published(found.place, 12, 12, 3.3, low=False, withheld=None)


def test_an_axis_lies_where_the_items_of_its_layers_leave_it() -> None:
    """The layer is 4,0 to 5,0 and exactly 3,2, so 3,6 to 4,1; with the lessons' 3,0 and 3,0 that is 3,3 to 3,55."""
    items = [measured("a", 5, 22), measured("b", 5, 16), measured("x", 5, 15), measured("y", 5, 15)]
    layers = [measured(LAYER, 5, 19), measured(SEEN, 5, 15)]
    found = one(gated([*items, *layers, measured(AXIS_ALL, 5, 17, None)]), AXIS_ALL)
    assert (told(found), found.withheld) == ((None, 3.3, 3.6), "derived")


# ----- uncertainty ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "people", "members", "variance", "interval"),
    [
        # t(11) 2,201 x 1,0 / 3,464 x the root of 18/29 (0,788) = 0,50
        (12, 12, 30, Fraction(1), (2.5, 3.5)),
        # from the SD as it is shown: 1,2 and not 1,16. 2,201 x 1,2 / 3,464 x the root of 33/44 (0,866) = 0,66
        (12, 12, 45, Fraction(179, 132), (2.3, 3.7)),
        # all twelve of twelve took part: nothing was left to chance
        (12, 12, 12, Fraction(1), (3.0, 3.0)),
        # twenty lessons of twelve teachers of 24: t(19) 2,093 x 1,0 / 4,472 x the root of 12/23 (0,722) = 0,34
        (20, 12, 24, Fraction(1), (2.7, 3.3)),
    ],
)
def test_the_uncertainty_follows_from_what_is_published(
    n: int, people: int, members: int, variance: Fraction, interval: tuple[float, float]
) -> None:
    found = gated([measured("x", n, 3 * n, variance, people=people, most=2)], members=members)
    assert one(found, of_item("x")).uncertainty == interval


# ----- distributions and bands ---------------------------------------------------------------------------

COUNTS = {"a": {1.0: 4, 3.0: 4, 5.0: 4}}


@pytest.mark.parametrize(
    ("people", "alike", "there"), [(12, 4, True), (12, 9, False), (9, 3, False), (4, 2, False), (10, 4, True)]
)
def test_a_distribution_is_told_where_the_sd_is(people: int, alike: int, there: bool) -> None:
    found = gated([measured("a", people, 3 * people, alike=alike)], distributions=COUNTS)
    assert found.distributions == (COUNTS if there else {})
    assert (one(found, A).sd is not None) == there


def test_a_masked_item_has_no_distribution() -> None:
    assert gated([measured("a", 12, 58)], distributions=COUNTS).distributions == {}


@pytest.mark.parametrize(
    ("people", "alike", "there"),
    [
        (12, 3, True),
        (12, 9, False),  # one element is nearly alike
        (9, 3, False),
    ],
)
def test_lessons_are_in_bands_where_the_sd_of_the_layer_is_told(people: int, alike: int, there: bool) -> None:
    items = [measured("x", people, 3 * people, alike=alike), measured("y", people, 3 * people)]
    found = gated([*items, measured(SEEN, people, 3 * people)], bands=(0, people))
    assert found.bands == ({"seen": (BandCount("rare", 0, 0), BandCount("often", people, 100))} if there else {})


def test_there_are_no_bands_of_a_layer_that_nobody_measured() -> None:
    assert gated([measured("a", 12, 36)], bands=(1, 2)).bands == {}


# ----- laws ----------------------------------------------------------------------------------------------

Answers = list[list[int]]


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    """The answers to two items of up to fourteen people who all answer both."""
    people = draw(st.integers(1, 14))
    return [draw(st.lists(st.integers(1, 5), min_size=people, max_size=people)) for _ in "ab"]


def _gated(given_: Answers, thresholds: GateThresholds | None = None) -> Results:
    items = [_measured(id_, column) for id_, column in zip("ab", given_, strict=True)]
    own = [Fraction(a + b, 2) for a, b in zip(*given_, strict=True)]
    return gated(
        [*items, measured(LAYER, len(own), sum(own), _variance(own))],
        thresholds=thresholds,
        distributions={
            id_: {float(k): column.count(k) for k in column} for id_, column in zip("ab", given_, strict=True)
        },
    )


def _measured(id_: str, given_: list[int]) -> Measured:
    most = max(given_.count(score) for score in given_)
    return measured(id_, len(given_), sum(given_), _variance([Fraction(score) for score in given_]), alike=most)


def _variance(values: list[Fraction]) -> Fraction | None:
    mean = sum(values, Fraction()) / len(values)
    return sum(((value - mean) ** 2 for value in values), Fraction()) / (len(values) - 1) if len(values) > 1 else None


@given(answers())
def test_what_is_told_is_so(given_: Answers) -> None:
    """A mean lies within its bounds, of every item and of what is made of them."""
    found = _gated(given_)
    means = [Fraction(sum(column), len(column)) for column in given_]
    for aspect, mean in ((A, means[0]), (of_item("b"), means[1]), (LAYER, sum(means, Fraction()) / 2)):
        low, high = map(exact, one(found, aspect).ends(1, 5))
        half = 0 if one(found, aspect).mean is None else Fraction(1, 20)
        assert low - half <= mean <= high + half


@given(
    answers(),
    st.builds(
        GateThresholds,
        mean=st.integers(5, 16),
        spread=st.integers(10, 16),
        edge=st.sampled_from([Decimal("0.3"), Decimal("0.5"), Decimal(1)]),
    ),
)
def test_a_higher_threshold_never_publishes_more(given_: Answers, higher: GateThresholds) -> None:
    before, after = _gated(given_), _gated(given_, higher)
    assert after.distributions.items() <= before.distributions.items()
    for aspect, found in after.indicators.items():
        was = before.indicators[aspect]
        assert found.n == was.n
        assert found.mean in (None, was.mean)
        assert found.sd in (None, was.sd)
        assert found.uncertainty in (None, was.uncertainty)
        assert found.spread in (None, was.spread)
        (low, high), (at, to) = found.ends(1, 5), was.ends(1, 5)
        assert low <= at and to <= high
        assert found.low in (None, was.low)
