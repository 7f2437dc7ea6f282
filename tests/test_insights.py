"""What stands out: known answers from numbers that are written by hand."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from teamspiegel.contracts.insights import Finding, Insights
from teamspiegel.contracts.published import Indicator
from teamspiegel.insights import insights_of, team_rounds

from tests.handmade import axis, instrument, item, published, results, school


def insights(*indicators: Indicator) -> Insights:
    return insights_of(instrument(), results(*indicators))


def ids(findings: tuple[Finding, ...]) -> list[str]:
    return [found.indicator.place.id for found in findings]


def gaps(found: Insights) -> list[tuple[str, str, str, float]]:
    return [
        (gap.element, gap.first.indicator.place.id, gap.second.indicator.place.id, gap.difference) for gap in found.gaps
    ]


# ----- strengths, low, spread --------------------------------------------------------------------------


def test_strengths_are_high_to_low_each_on_its_own_scale() -> None:
    found = insights(
        item("seen-start", 3.4),  # (3.4 - 1) / (5 - 1) = 0.6
        item("self-start", 4.6),  # 0.9
        item("mood-start", 5.5),  # (5.5 - 1) / (7 - 1) = 0.75
        item("team-talk", 4.2),  # 0.8
    )
    assert ids(found.strengths) == ["self-start", "team-talk", "mood-start", "seen-start"]


def test_a_finding_carries_the_words_that_a_reader_knows_it_by() -> None:
    (found,) = insights(item("self-start", 4.6)).strengths
    assert (found.name, found.layer) == ("Self start", "Self")


def test_equal_strengths_follow_their_names() -> None:
    # 2.2 on 1-5 and 2.8 on 1-7 are both 3/10 of the way up: (2.2 - 1) / 4 = (2.8 - 1) / 6. Both flags are left out
    # here, so that they count as strengths; in binary floating point the two heights differ.
    found = insights(item("self-start", 2.2, low=False), item("mood-start", 2.8, low=False))
    assert ids(found.strengths) == ["mood-start", "self-start"]


def test_what_is_flagged_is_no_strength() -> None:
    found = insights(item("self-start", 4.6, sd=0.8), item("self-turns", 2.9), item("team-talk", 3.0, sd=0.7))
    assert ids(found.strengths) == ["team-talk"]


def test_low_is_lowest_first_and_equal_ones_follow_their_names() -> None:
    found = insights(
        item("team-talk", 2.0),  # (2.0 - 1) / 4 = 0.25
        item("mood-start", 2.5),  # (2.5 - 1) / 6 = 0.25
        item("self-turns", 2.9),
        item("seen-start", 1.5),
        item("self-start", 3.0),  # on the bridge axis: not low
    )
    assert ids(found.low) == ["seen-start", "mood-start", "team-talk", "self-turns"]


def test_spread_is_largest_first_and_those_without_a_published_sd_come_last_by_name() -> None:
    found = insights(
        item("team-talk", 3.2, sd=None, spread=True),
        item("self-start", 3.2, sd=0.9),
        item("self-turns", 3.2, sd=None, spread=True),
        item("seen-start", 3.2, sd=1.4),
        item("seen-turns", 3.2, sd=0.7),  # under the threshold
    )
    assert ids(found.spread) == ["seen-start", "self-start", "self-turns", "team-talk"]


def test_withheld_items_are_not_there() -> None:
    found = insights(item("self-start", None), item("self-turns", 3.1))
    assert found.measured == 1
    assert ids((*found.strengths, *found.low, *found.spread)) == ["self-turns"]
    assert insights().measured == 0


@settings(deadline=None)  # the first example pays for the imports
@given(st.permutations(["self-start", "self-turns", "team-start", "team-talk", "seen-start", "seen-turns"]))
def test_the_order_of_the_numbers_does_not_matter(order: list[str]) -> None:
    """All means are equal, so that nothing but the names and the instrument can give the order."""
    straight = insights(*(item(id_, 2.5, sd=0.9) for id_ in sorted(order)))
    assert insights(*(item(id_, 2.5, sd=0.9) for id_ in order)) == straight


# ----- gaps --------------------------------------------------------------------------------------------


def test_gaps_take_what_people_say_before_what_is_seen_and_come_by_size() -> None:
    found = insights(
        item("seen-start", 2.6),
        item("self-start", 3.9),
        item("team-start", 3.3),
        item("seen-turns", 4.4),
        item("self-turns", 3.4),
    )
    # `seen` is the instrument's first layer, yet it stands second here: 3.9 - 2.6, 3.4 - 4.4, 3.3 - 2.6, 3.9 - 3.3.
    assert gaps(found) == [
        ("Start", "self-start", "seen-start", 1.3),
        ("Turns", "self-turns", "seen-turns", -1.0),
        ("Start", "team-start", "seen-start", 0.7),
        ("Start", "self-start", "team-start", 0.6),
    ]


def test_equal_gaps_follow_the_instrument() -> None:
    found = insights(item("self-turns", 3.0), item("seen-turns", 3.4), item("self-start", 3.9), item("seen-start", 3.5))
    # Both differ 0.4; in binary floating point 3.9 - 3.5 and 3.4 - 3.0 differ from 0.4 and from each other.
    assert gaps(found) == [
        ("Start", "self-start", "seen-start", 0.4),
        ("Turns", "self-turns", "seen-turns", -0.4),
    ]


def test_layers_of_another_scale_make_no_gap() -> None:
    """Half steps are no other scale: the ends are what counts (the gaps above are of such layers)."""
    assert not insights(item("self-start", 3.9), item("mood-start", 3.9)).gaps


def test_an_item_without_an_element_makes_no_gap() -> None:
    assert not insights(item("team-talk", 3.9), item("self-turns", 2.0)).gaps


def test_a_withheld_item_makes_no_gap() -> None:
    assert not insights(item("self-start", None), item("seen-start", 2.0)).gaps


def test_two_items_about_one_element_make_a_gap_each() -> None:
    layers = [layer.model_dump() for layer in instrument().layers]
    layers[1]["items"][1]["element"] = "start"  # self-turns now speaks about the start too
    found = insights_of(
        instrument(layers=layers),
        results(item("self-start", 3.0), item("self-turns", 3.5), item("seen-start", 2.0)),
    )
    assert gaps(found) == [("Start", "self-turns", "seen-start", 1.5), ("Start", "self-start", "seen-start", 1.0)]


# ----- position ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("want", "can", "culture"),
    [
        (2.9, 2.9, "low-low"),
        (2.9, 3.0, "low-high"),
        (3.0, 2.9, "high-low"),
        (3.0, 3.0, "high-high"),
        (1.0, 5.0, "low-high"),
    ],
)
def test_each_corner_has_its_culture_and_the_bridge_axis_itself_is_high(want: float, can: float, culture: str) -> None:
    position = insights(axis("want", want), axis("can", can)).position
    assert position is not None
    assert (position.x.axis.id, position.y.axis.id, position.culture.id) == ("want", "can", culture)


@pytest.mark.parametrize(
    ("mean", "on_border"),
    # 3.1 - 3.0 is more than 0.1 in binary floating point; a reader sees 0.1.
    [(2.8, False), (2.9, True), (3.0, True), (3.1, True), (3.2, False)],
)
def test_the_border_is_inclusive(mean: float, on_border: bool) -> None:
    position = insights(axis("want", mean), axis("can", 4.0)).position
    assert position is not None
    assert (position.x.on_border, position.y.on_border) == (on_border, False)


@pytest.mark.parametrize(
    ("mean", "spread", "corrected", "side", "on_border"),
    [
        (3.4, False, 3.4, "high", False),  # no spread, no correction
        (3.4, None, 3.4, "high", False),  # whether there is a spread is withheld
        (3.4, True, 2.9, "low", True),  # 3.4 - 0.5; the border is looked at where the team is placed
        (3.6, True, 3.1, "high", True),  # 3.6 - 0.5
        (1.2, True, 1.0, "low", False),  # 0.7 is no place on the scale
    ],
)
def test_a_spread_corrects_downward_and_the_raw_value_stays(
    mean: float, spread: bool | None, corrected: float, side: str, on_border: bool
) -> None:
    used = instrument(spread_correction=0.5)
    position = insights_of(used, results(axis("want", mean, spread=spread), axis("can", 4.0))).position
    assert position is not None
    found = position.x
    assert (found.mean, found.corrected, found.side, found.on_border) == (mean, corrected, side, on_border)


def test_the_shipped_default_corrects_nothing() -> None:
    position = insights(axis("want", 3.4, spread=True), axis("can", 4.0)).position
    assert instrument().spread_correction == Decimal(0)
    assert position is not None
    assert position.x.corrected == 3.4


def test_an_axis_is_cut_at_the_bridge_axis_of_its_own_layers() -> None:
    """`mood` has a bridge axis at 4.0: 3.9 is under it, and on its border."""
    axes = [{"id": "want", "name": "Want", "description": "-", "position": ["mood"]}, dict(CAN)]
    position = insights_of(instrument(axes=axes), results(axis("want", 3.9), axis("can", 3.9))).position
    assert position is not None
    assert (position.x.side, position.x.on_border) == ("low", True)
    assert (position.y.side, position.y.on_border) == ("high", False)


CAN = {"id": "can", "name": "Can", "description": "-", "position": ["seen"]}


def test_there_is_no_position_without_both_axes() -> None:
    assert insights(axis("want", None), axis("can", 4.0)).position is None
    assert insights(axis("want", 4.0)).position is None


def test_there_is_no_position_without_a_quadrant() -> None:
    assert insights_of(instrument(quadrant=None), results(axis("want", 4.0), axis("can", 4.0))).position is None


# ----- recommendations ---------------------------------------------------------------------------------


def test_flagged_items_point_to_their_recommendations_low_before_spread() -> None:
    found = insights(
        item("seen-start", 3.4, sd=1.2),  # r1, spread
        item("self-start", 2.8),  # r1, low
        item("team-start", 2.4, sd=1.3),  # r1 and r3, both
        item("team-talk", 4.4),  # r2 and r3, nothing
    )
    assert ids(found.pointing["r1"]) == ["team-start", "self-start", "seen-start"]
    assert ids(found.pointing["r3"]) == ["team-start"]


def test_without_a_flag_the_two_lowest_point() -> None:
    found = insights(item("seen-start", 3.4), item("self-start", 3.2), item("team-start", 4.4))
    assert ids(found.pointing["r1"]) == ["self-start", "seen-start"]
    assert ids(found.pointing["r3"]) == ["team-start"]
    assert ids(found.pointing["r2"]) == []  # no item that names it has a published mean
    assert not found.fitting


def test_what_fits_is_what_most_flagged_items_name_and_equals_follow_their_ids() -> None:
    found = insights(
        item("team-start", 2.4),  # r1 and r3
        item("self-start", 2.8),  # r1
        item("team-talk", 2.9),  # r2 and r3
        item("mood-start", 6.0),  # r4, not flagged
    )
    assert found.fitting == ("r1", "r3", "r2")  # 2, 2 and 1 items


# ----- teams and rounds --------------------------------------------------------------------------------


def test_team_rounds_come_in_the_teams_order_and_by_date_with_the_earlier_positions() -> None:
    placed, nowhere = (axis("want", 2.5), axis("can", 3.5)), (axis("want", None), axis("can", 3.5))
    numbers = {("b", "one"): placed, ("b", "two"): nowhere, ("b", "three"): placed, ("a", "two"): placed}
    views = team_rounds(school(["b", "c", "a"], ["one", "two", "three"]), published(numbers))
    assert [(view.team.id, view.round.id) for view in views] == [
        ("b", "one"),
        ("b", "two"),
        ("b", "three"),
        ("a", "two"),
    ]
    # Round two has no position, so the path to round three begins in round one; a team has no path of another's.
    assert [[round_.id for round_, _ in view.earlier] for view in views] == [[], ["one"], ["one"], []]
    assert views[2].earlier[0][1] == views[0].insights.position
