"""What stands out: known answers from numbers that are written by hand."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from teamspiegel.contracts.guidance import GuidancePage
from teamspiegel.contracts.insights import Finding, Help, Insights
from teamspiegel.contracts.published import Published
from teamspiegel.insights import insights_of

from tests.handmade import activity, axis, between, instrument, item, page, results


def insights(*indicators: Published) -> Insights:
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
    assert ids(found.lowest_first) == ["self-turns"]
    assert ids((*found.strengths, *found.low, *found.spread)) == ["self-turns"]
    assert not insights().lowest_first


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


def test_equal_means_make_no_gap() -> None:
    found = insights(item("self-turns", 3.0), item("seen-turns", 3.0), item("self-start", 3.9), item("seen-start", 3.8))
    assert gaps(found) == [("Start", "self-start", "seen-start", 0.1)]


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
    assert position.culture is not None
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
    ("want", "can", "border", "beside"),
    # The border is 0.1 wide, so near is up to 0.3.
    [
        (4.0, 4.0, "clear", []),
        (3.4, 3.4, "clear", []),
        (3.3, 4.0, "near", ["low-high"]),
        (4.0, 3.2, "near", ["high-low"]),
        (3.2, 3.3, "near", ["low-high", "high-low"]),
        (3.1, 3.3, "on", ["low-high"]),  # only the nearest border counts
        (3.0, 3.0, "on", ["low-high", "high-low"]),
        (2.7, 2.0, "near", ["high-low"]),
        (2.6, 2.0, "clear", []),
    ],
)
def test_what_lies_across_a_border_that_is_near(want: float, can: float, border: str, beside: list[str]) -> None:
    position = insights(axis("want", want), axis("can", can)).position
    assert position is not None
    assert (position.border, sorted(one.id for one in position.beside)) == (border, sorted(beside))


def test_who_may_be_on_either_side_has_nothing_beside_it() -> None:
    position = insights(between(axis("want", 3.0), 2.8, 3.4), axis("can", 4.0)).position
    assert position is not None
    assert (position.border, position.beside) == ("on", ())


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
    assert (found.raw, found.low, found.high) == ((mean, mean), corrected, corrected)
    assert (found.side, found.on_border, found.is_corrected) == (side, on_border, corrected != mean)


def test_the_shipped_default_corrects_nothing() -> None:
    position = insights(axis("want", 3.4, spread=True), axis("can", 4.0)).position
    assert instrument().spread_correction == Decimal(0)
    assert position is not None
    assert (position.x.low, position.x.high, position.x.is_corrected) == (3.4, 3.4, False)


def test_an_axis_is_cut_at_the_bridge_axis_of_its_own_layers() -> None:
    """`mood` has a bridge axis at 4.0: 3.9 is under it, and on its border."""
    axes = [{"id": "want", "name": "Want", "description": "-", "position": ["mood"]}, dict(CAN)]
    position = insights_of(instrument(axes=axes), results(axis("want", 3.9), axis("can", 3.9))).position
    assert position is not None
    assert (position.x.side, position.x.on_border) == ("low", True)
    assert (position.y.side, position.y.on_border) == ("high", False)


CAN = {"id": "can", "name": "Can", "description": "-", "position": ["seen"]}


@pytest.mark.parametrize(
    ("at_least", "at_most", "side", "on_border", "cultures"),
    [
        (3.2, 3.6, "high", False, ["high-high"]),
        (3.1, 3.6, "high", True, ["high-high"]),  # 0.1 from the bridge axis at its nearest
        (2.0, 2.8, "low", False, ["low-high"]),
        (2.8, 3.4, None, True, ["low-high", "high-high"]),
        (None, 2.4, "low", False, ["low-high"]),  # from the lowest score on
        (4.2, None, "high", False, ["high-high"]),
    ],
)
def test_an_axis_that_lies_between_bounds_may_be_on_either_side(
    at_least: float | None, at_most: float | None, side: str | None, on_border: bool, cultures: list[str]
) -> None:
    position = insights(between(axis("want", 3.0), at_least, at_most), axis("can", 4.0)).position
    assert position is not None
    assert (position.x.low, position.x.high) == (at_least or 1, at_most or 5)
    assert (position.x.side, position.x.on_border, position.x.exact) == (side, on_border, False)
    assert [culture.id for culture in position.cultures] == cultures
    assert (position.culture is None) == (len(cultures) > 1)
    assert not position.exact and position.y.exact


def test_there_is_no_position_without_both_axes() -> None:
    assert insights(axis("want", None), axis("can", 4.0)).position is None
    assert insights(axis("want", 4.0)).position is None


def test_there_is_no_position_without_a_quadrant() -> None:
    assert insights_of(instrument(quadrant=None), results(axis("want", 4.0), axis("can", 4.0))).position is None


# ----- guidance: what helps, and how closely ------------------------------------------------------------

# What the instrument says of each item, for the tables below:
#
# | item       | layer | element | recommendations |
# |------------|-------|---------|-----------------|
# | seen-start | seen  | start   | r1              |
# | seen-turns | seen  | turns   | r2              |
# | self-start | self  | start   | r1              |
# | self-turns | self  | turns   |                 |
# | team-start | team  | start   | r1, r3          |
# | team-talk  | team  |         | r2, r3          |
# | mood-start | mood  | start   | r4              |


def helped(library: Sequence[GuidancePage], *indicators: Published) -> Insights:
    return insights_of(instrument(), results(*indicators), library)


def help_of(found: Insights, id_: str) -> list[tuple[str, str | None, int]]:
    """What the library has for an item: page, activity and closeness."""
    return [
        (help_.page, help_.activity, help_.closeness)
        for place, listed in found.help.items()
        for help_ in listed
        if place.id == id_
    ]


@pytest.mark.parametrize(
    ("ties", "closeness"),
    [
        ({"items": ["self-start"]}, 3),
        ({"elements": ["start"]}, 2),
        ({"layers": ["self"]}, 1),
        ({"layers": ["self"], "elements": ["start"]}, 2),  # the closest counts, and counts once
        ({"layers": ["self"], "elements": ["start"], "items": ["self-start"]}, 3),
        ({"items": ["self-turns"], "elements": ["turns"], "layers": ["team"]}, None),  # all of something else
        ({}, None),
    ],
)
def test_an_item_is_named_by_itself_by_its_element_or_by_its_layer(ties: dict[str, Any], closeness: int | None) -> None:
    found = helped([page("p", **ties)], item("self-start", 3.2))
    assert help_of(found, "self-start") == ([("p", None, closeness)] if closeness else [])


def test_a_page_that_the_instrument_names_with_an_item_helps_as_closely_as_one_that_names_the_item() -> None:
    library = [page("r1", activity("a1"), kind="recommendation", **ROLES), page("r2", kind="recommendation", **ROLES)]
    found = helped(library, item("self-start", 3.2), item("team-talk", 3.2), item("self-turns", 3.2))
    assert help_of(found, "self-start") == [("r1", None, 3)]  # the page; its activity names nothing
    assert help_of(found, "team-talk") == [("r2", None, 3)]
    assert help_of(found, "self-turns") == []


ROLES: dict[str, Any] = {"leader": [{"step": "-", "how": "-"}], "facilitator": [{"step": "-", "how": "-"}]}


def test_an_activity_helps_with_what_it_names_itself_and_not_with_what_its_page_names() -> None:
    library = [page("p", activity("a1", elements=["start"]), activity("a2", items=["team-talk"]), layers=["self"])]
    found = helped(library, item("self-start", 3.2), item("self-turns", 3.2), item("team-talk", 3.2))
    assert help_of(found, "self-start") == [("p", None, 1), ("p", "a1", 2)]
    assert help_of(found, "self-turns") == [("p", None, 1)]
    assert help_of(found, "team-talk") == [("p", "a2", 3)]


def test_an_item_without_an_element_is_not_named_by_one() -> None:
    found = helped([page("p", elements=["start", "turns"])], item("team-talk", 3.2))
    assert help_of(found, "team-talk") == []


# ----- guidance: which results ask for help ------------------------------------------------------------


def test_flagged_results_ask_for_help_low_before_spread_and_each_once() -> None:
    found = insights(
        item("seen-start", 3.4, sd=1.2),  # spread
        item("self-start", 2.8),  # low
        item("team-start", 2.4, sd=1.3),  # low and spread
        item("team-talk", 4.4),  # neither
    )
    assert ids(found.flagged) == ["team-start", "self-start", "seen-start"]
    assert found.asking() == found.flagged
    assert ids(found.asking({"seen-start", "self-start", "team-talk"})) == ["self-start", "seen-start"]


def test_where_nothing_is_flagged_the_two_lowest_ask_for_help() -> None:
    found = insights(
        item("seen-start", 3.4),  # (3.4 - 1) / 4 = 0.6
        item("self-start", 3.2),  # 0.55
        item("team-talk", 4.4),  # 0.85
        item("mood-start", 4.0),  # (4.0 - 1) / 6 = 0.5
    )
    assert ids(found.asking()) == ["mood-start", "self-start"]
    assert ids(found.asking({"seen-start", "team-talk", "self-start"})) == ["self-start", "seen-start"]
    assert ids(found.asking({"team-talk"})) == ["team-talk"]


def test_a_flag_elsewhere_is_no_reason_here() -> None:
    """Of these items none is flagged, so that their two lowest ask, though another item is low."""
    found = insights(item("self-start", 2.8), item("team-start", 3.2), item("team-talk", 3.4))
    assert ids(found.asking({"team-start", "team-talk"})) == ["team-start", "team-talk"]


def test_what_is_withheld_asks_for_nothing() -> None:
    assert not insights(item("self-start", None)).asking()
    assert not insights(item("self-start", 2.0)).asking(set())


def test_a_page_shows_the_results_that_it_or_its_activities_help_with() -> None:
    library = [page("p", activity("a1", items=["team-talk"]), elements=["start"]), page("q", elements=["turns"])]
    found = helped(
        library,
        item("team-talk", 2.9),  # low, by the activity
        item("seen-start", 2.4),  # low, by the element
        item("self-start", 4.0),  # helped with, not flagged
        item("seen-turns", 4.0),
        item("self-turns", 3.4),
    )
    assert ids(found.pointing("p")) == ["seen-start", "team-talk"]
    assert ids(found.pointing("q")) == ["self-turns", "seen-turns"]  # none flagged: the two lowest
    assert not found.pointing("r")


# ----- guidance: what fits -----------------------------------------------------------------------------


def test_the_page_with_most_points_fits_best_and_equals_keep_the_order_of_the_library() -> None:
    """Findings: self-start and team-talk.

    | page | self-start       | team-talk        | points |
    |------|------------------|------------------|--------|
    | p    | layer 1          |                  | 1      |
    | q    | element 2        | item 3           | 5      |
    | r    |                  | item 3           | 3      |
    | s    | item 3           |                  | 3      |
    | t    | item 3, layer 1  |                  | 3      |
    | u    |                  |                  | –      |
    """
    library = [
        page("s", items=["self-start"]),
        page("p", layers=["self"]),
        page("q", elements=["start"], items=["team-talk"]),
        page("u", items=["mood-start"]),
        page("t", items=["self-start"], layers=["self"]),
        page("r", items=["team-talk"]),
    ]
    found = helped(library, item("self-start", 2.4), item("team-talk", 2.6))
    fits = found.fitting(found.asking())
    assert [(fit.page, fit.points) for fit in fits] == [("q", 5), ("s", 3), ("t", 3), ("r", 3), ("p", 1)]
    assert [ids(fit.findings) for fit in fits] == [
        ["self-start", "team-talk"],
        ["self-start"],
        ["self-start"],
        ["team-talk"],
        ["self-start"],
    ]


def test_a_page_and_its_activities_count_once_for_a_result_as_closely_as_the_closest() -> None:
    """For self-start: the page by its layer 1, a1 by its element 2, a2 by itself 3. So 3 points, not 6."""
    library = [
        page("p", activity("a1", elements=["start"]), activity("a2", items=["self-start"]), layers=["self"]),
    ]
    found = helped(library, item("self-start", 2.4))
    (fit,) = found.fitting(found.asking())
    assert fit.points == 3
    assert [(about.indicator.place.id, name) for about, name in fit.activities] == [("self-start", "a2")]


def test_a_page_names_for_each_result_the_closest_of_its_activities_and_of_equals_the_first() -> None:
    """| activity | self-start | seen-turns |
    |----------|------------|------------|
    | a1       | layer 1    |            |
    | a2       | element 2  |            |
    | a3       | element 2  | layer 1    |
    """
    library = [
        page(
            "p",
            activity("a1", layers=["self"]),
            activity("a2", elements=["start"]),
            activity("a3", elements=["start"], layers=["seen"]),
        )
    ]
    found = helped(library, item("self-start", 2.4), item("seen-turns", 2.6))
    (fit,) = found.fitting(found.asking())
    named = [(about.indicator.place.id, name) for about, name in fit.activities]
    assert named == [("self-start", "a2"), ("seen-turns", "a3")]


def test_nothing_fits_what_nothing_helps_with() -> None:
    found = helped([page("p", items=["mood-start"])], item("self-start", 2.4))
    assert found.fitting(found.asking()) == found.fitting([]) == ()


@settings(deadline=None)
@given(st.permutations(["self-start", "team-talk", "seen-turns", "mood-start"]))
def test_the_order_of_the_results_does_not_change_what_fits(order: list[str]) -> None:
    """Points only add up: 3 and 1 for p, 2 for q, 3 for r."""
    library = [
        page("p", items=["self-start"], layers=["seen"]),
        page("q", elements=["turns"]),
        page("r", items=["mood-start"]),
    ]
    found = helped(library, *(item(id_, 2.4) for id_ in order))
    by_id = {about.indicator.place.id: about for about in found.flagged}
    fits = found.fitting(by_id[id_] for id_ in order)
    assert [(fit.page, fit.points) for fit in fits] == [("p", 4), ("r", 3), ("q", 2)]


# ----- guidance: where to begin ------------------------------------------------------------------------


def test_one_begins_with_the_closest_activity_of_the_whole_library() -> None:
    library = [
        page("p", activity("a1", layers=["self"]), items=["self-start"]),  # the page is close, its activity is not
        page("q", activity("b1", elements=["start"])),
        page("r", activity("c1", layers=["team"]), activity("c2", items=["self-start"])),
        page("s", activity("d1", items=["self-start"])),
    ]
    found = helped(library, item("self-start", 2.4), item("self-turns", 2.4), item("team-talk", 2.4))
    begun = {about.indicator.place.id: found.begin_with(about) for about in found.flagged}
    assert begun == {
        "self-start": Help("r", "c2", 3, 1),  # as close as d1, and before it in the library
        "self-turns": Help("p", "a1", 1, 1),
        "team-talk": Help("r", "c1", 1, 1),
    }


def test_of_two_as_close_the_one_that_names_less_goes_first() -> None:
    library = [
        page("p", activity("a1", items=["self-start", "team-talk"])),
        page("q", activity("b1", items=["self-start"], layers=["team"]), activity("b2", items=["self-start"])),
    ]
    found = helped(library, item("self-start", 2.4))
    (about,) = found.flagged
    assert found.begin_with(about) == Help("q", "b2", 3, 1)
    assert [fit.activities for fit in found.fitting([about])] == [((about, "a1"),), ((about, "b2"),)]


def test_there_is_nothing_to_begin_with_where_no_activity_helps() -> None:
    found = helped([page("p", activity("a1", items=["mood-start"]), items=["self-start"])], item("self-start", 2.4))
    assert found.begin_with(found.flagged[0]) is None
