"""The quadrant, of one team and of teams."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from teamspiegel.charts.build import school_charts
from teamspiegel.charts.panel import PANEL, plane_of
from teamspiegel.charts.placing import Box
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.definitions import Prediction
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import TeamReport
from teamspiegel.reports import reports_of

from tests.charts.test_placing import on_panel, overlap
from tests.charts.views import GROUPS, ONE, STYLE, THEME, drawn, encodings, report, rows, without
from tests.handmade import axis, between, instrument, published, school
from tests.schools import ROOT

REST = ONE[:-2]


def at(can: float, want: float) -> TeamReport:
    return report((*REST, axis("can", can), axis("want", want)), predictions=GROUPS)


def chart(found: TeamReport, key: str = "quadrant") -> Chart:
    return drawn(found)[key]


def test_will_lies_and_skill_stands_and_skill_is_said_first() -> None:
    found = chart(at(3.5, 2.9))
    assert rows(found, "series", "x", "y")[0] == ("gemeten", 2.9, 3.5)
    assert found.title == "Jullie staan net in alone, op de grens met both: can 3,5 en want 2,9"
    assert found.table.head == ("Plaats", "Can", "Want")
    assert found.table.rows[0] == ("gemeten", "3,5", "2,9")
    assert rows(found, "label")[0] == "can 3,5\nwant 2,9"


def test_the_corners_meet_at_the_bridge_axes_and_the_team_s_own_is_marked() -> None:
    corners = rows(chart(at(3.5, 2.9)), "culture", "right", "up", "here")
    assert {(right, up) for _, right, up, _ in corners} == {
        (left, low) for left in (False, True) for low in (False, True)
    }
    assert [(name, right, up) for name, right, up, here in corners if here] == [("Alone", False, True)]


def test_the_panel_turns_scores_into_pixels() -> None:
    plane = plane_of(instrument())
    assert plane
    assert plane.pixels(3, 3) == pytest.approx((PANEL / 2, PANEL / 2))
    assert plane.pixels(1, 3)[0] == pytest.approx(26, abs=0.01)


def test_where_it_may_be_is_a_box_and_more_than_one_culture() -> None:
    numbers = (*REST, between(axis("can", None), 2.6, 3.4), axis("want", 4.0))
    found = chart(report(numbers))
    assert rows(found, "from_x", "to_x", "from_y", "to_y", "series") == [(4.0, 4.0, 2.6, 3.4, "gemeten")]
    assert {name for name, here in rows(found, "culture", "here") if here} == {"Eager", "Both"}
    assert found.title == "Jullie staan bij both of eager: can 2,6 tot 3,4 en want 4,0" or found.title == (
        "Jullie staan bij eager of both: can 2,6 tot 3,4 en want 4,0"
    )
    assert found.table.rows[0] == ("gemeten", "2,6 tot 3,4", "4,0")
    assert found.subtitle.endswith(" deelnemers. Een balk of vlak: ergens daarbinnen.")


def test_predictions_have_the_name_of_their_group_and_the_numbers_that_it_wrote() -> None:
    found = chart(at(3.5, 2.9))
    assert [row[1:] for row in rows(found, "series", "x", "y", "label") if row[0] == "verwacht"] == [
        (4, 2.25, "Red"),
        (2, 4, "Blue"),
    ]
    assert found.table.rows[-2:] == (("verwacht: Red", "2,25", "4"), ("verwacht: Blue", "4", "2"))


def test_groups_that_agree_share_a_point() -> None:
    same = [replace_group(group) for group in ("A", "B")]
    found = chart(replace(at(3.5, 2.9), predictions={"one": tuple(same)}))
    assert [label for series, label in rows(found, "series", "label") if series == "verwacht"] == ["A en B"]


def replace_group(name: str) -> Prediction:
    return GROUPS[0].model_copy(update={"group": name})


def test_the_subject_says_when_and_how_many_answered_and_before_the_result_only_when() -> None:
    place = at(3.5, 2.9)
    assert chart(place).subtitle.endswith("1 januari 2026, 12 lessen en 12 deelnemers.")
    assert chart(place, "quadrant-predictions").subtitle.endswith("1 januari 2026.")


def test_before_the_result_is_shown_nothing_of_it_is_there() -> None:
    found = chart(at(3.5, 2.9), "quadrant-predictions")
    assert {series for series in rows(found, "series")} == {"verwacht"}
    assert "2,9" not in str(found) and "3.5" not in str(found.spec["datasets"])
    assert not any(rows(found, "here"))
    assert found.title == "2 groepen voorspelden waar het team staat"


def test_earlier_rounds_are_a_path_to_the_point() -> None:
    before = (*REST, axis("can", 2.0), axis("want", 2.5))
    found = chart(report(before, (*REST, axis("can", 3.5), axis("want", 2.9))))
    assert sorted(rows(found, "step", "x", "y")) == [(0, 2.5, 2.0), (1, 2.9, 3.5)]
    assert found.table.rows[1] == ("Round one 2026", "2,0", "2,5")
    assert rows(found, "series", "answered") == [
        (series, "12 lessen en 12 deelnemers") for series in ("gemeten", "eerder")
    ]


def test_how_sure_the_place_is_is_a_cross_that_stays_on_the_scale() -> None:
    can, want = replace(axis("can", 4.8), uncertainty=(4.4, 5.2)), replace(axis("want", 2.9), uncertainty=(2.6, 3.2))
    found = chart(report((*REST, can, want)))
    assert rows(found, "colour", "from_x", "to_x", "from_y", "to_y") == [
        (STYLE.colours["accent"], 2.6, 3.2, 4.8, 4.8),
        (STYLE.colours["accent"], 2.9, 2.9, 4.4, 5),
    ]
    assert found.table.rows[1] == ("zo zeker is dit (95%)", "4,4 tot 5,2", "2,6 tot 3,2")
    assert found.subtitle.endswith(" deelnemers. De streep: zo zeker is dit (95%).")


def test_a_corrected_point_is_shown_with_the_raw_one() -> None:
    wide = replace(axis("want", 3.4), sd=0.9, spread=True)
    found = chart(report((*REST, axis("can", 3.5), wide), spread_correction=0.5))
    assert rows(found, "series", "x") == [("gemeten", 2.9), ("zonder correctie", 3.4)]
    assert found.table.rows[:2] == (("gemeten", "3,5", "2,9"), ("zonder correctie", "3,5", "3,4"))


def test_a_withheld_position_is_said_and_the_predictions_stay() -> None:
    found = chart(report(without(ONE, "can", "want"), predictions=GROUPS))
    assert {series for series in rows(found, "series")} == {"verwacht"}
    assert "niet" in found.subtitle
    assert found.table.rows[0] == ("gemeten", "niet getoond", "niet getoond")


def test_there_is_no_quadrant_when_there_is_nothing_on_it() -> None:
    assert "quadrant" not in drawn(report(without(ONE, "can", "want")))
    assert "quadrant-predictions" not in drawn(report(ONE))
    assert "quadrant" not in drawn(report(ONE, quadrant=None))


def test_the_summary_gives_the_axes_and_the_predictions() -> None:
    assert chart(at(3.5, 2.9)).summary == ("De plek van Team a in het kwadrant; vooraf: 2 voorspellingen.")


# ----- of teams ----------------------------------------------------------------------------------------


def teams(count: int, *, hidden: bool = False, name: str = "") -> Chart:
    names = [f"t{number}" for number in range(count)]
    definitions = school(names)
    numbers: dict[tuple[str, str], Iterable[Published]] = {
        (id_, "one"): (*REST, axis("can", 2 + number % 5 / 2), axis("want", 2 + number % 7 / 3.5))
        for number, id_ in enumerate(names)
    }
    if hidden:
        numbers["t0", "one"] = without(ONE, "can", "want")
    found = reports_of(definitions, published(numbers))
    views = [found[id_].rounds[0] for id_ in names]
    if name:
        views = [replace(view, team=view.team.model_copy(update={"name": name})) for view in views]
    return school_charts(views, THEME.wording, THEME.palette)["teams"]


def test_teams_stand_in_the_order_in_which_they_come() -> None:
    found = teams(3)
    assert rows(found, "label") == ["Team t0", "Team t1", "Team t2"]
    assert found.table.rows[1] == ("Team t1", "2,5", "2,3")  # 2 + 1/3.5 is 2.29
    assert found.title == "Van de 3 teams staat er 1 in alone en 2 in neither"


def test_the_title_says_how_many_teams_stand_in_each_culture_and_of_how_many_that_is_not_sure() -> None:
    def title(*places: tuple[Published, Published]) -> str:
        names = [f"t{number}" for number in range(len(places))]
        numbers: dict[tuple[str, str], Iterable[Published]] = {
            (id_, "one"): (*REST, *place) for id_, place in zip(names, places, strict=True)
        }
        found = reports_of(school(names), published(numbers))
        return school_charts([found[id_].rounds[0] for id_ in names], THEME.wording, THEME.palette)["teams"].title

    both, neither = (axis("can", 4.0), axis("want", 4.0)), (axis("can", 2.0), axis("want", 2.0))
    either = between(axis("can", None), 2.6, 3.4), axis("want", 4.0)
    assert title(both, neither, both, either) == "Van de 4 teams staan er 2 in both, 1 in neither en 1 ertussenin"
    assert title(neither, neither) == "Deze 2 teams staan alle 2 in neither"
    assert title(either, either) == "Van de 2 teams staan er 2 ertussenin"


def test_a_team_without_a_place_is_named_and_not_drawn() -> None:
    found = teams(3, hidden=True)
    assert rows(found, "label") == ["Team t1", "Team t2"]
    assert found.subtitle.endswith("Niet getoond: Team t0.")
    assert found.table.rows[-1] == ("Team t0", "niet getoond", "niet getoond")
    assert found.summary == "De teams in het kwadrant; 2 teams."


def test_many_teams_are_numbers_with_a_list_of_their_names() -> None:
    found = teams(40)
    labels = rows(found, "label")
    assert sorted(int(number) for label in labels for number in label.split(",") if label) == [*range(1, 41)]
    # Where it stands alone it has a number of its own; the first of those that share a place has the numbers of all.
    assert (labels[5], labels[0], labels[35]) == ("6", "1, 36", "")
    assert rows(found, "name")[:2] == ["1. Team t0", "2. Team t1"]
    (key,) = [one["opacity"] for one in encodings(found.spec) if "opacity" in one]
    assert key["scale"]["domain"] == rows(found, "name")
    assert found.table.rows[0][0] == "1. Team t0"
    assert found.title == "Van de 40 teams staan er 10 in both, 14 in alone, 6 in eager en 10 in neither"
    # A page lists them once more, where it has no room beside the panel.
    assert found.listed == tuple(f"Team t{number}" for number in range(40))
    assert teams(8).listed == ()


def test_a_list_stands_beside_the_panel_in_room_that_a_page_knows() -> None:
    few, many = (teams(count, name="Horeca en Bakkerij").spec for count in (9, 40))
    widths = {spec["width"] + spec["padding"]["left"] + spec["padding"]["right"] for spec in (few, many)}
    css = (ROOT / "theme/assets/teamspiegel.css").read_text(encoding="utf-8")
    assert [f"--ts-wide: calc({width} / 408);" in css for width in widths] == [True]
    assert few["padding"]["bottom"] < many["padding"]["bottom"]


def test_labels_of_forty_teams_lie_on_the_panel_and_apart() -> None:
    plane = plane_of(instrument())
    assert plane
    found = rows(teams(40), "x", "y", "label_x", "label_y")
    middles = [(x + right, y + down) for *at, right, down in found for x, y in [plane.pixels(*at)]]
    boxes = [Box(x - 6, y - 8, x + 6, y + 8) for x, y in middles]
    assert not any(overlap(one, other) for index, one in enumerate(boxes) for other in boxes[:index])
    assert all(on_panel(box) for box in boxes)


def test_one_team_is_no_comparison() -> None:
    definitions = school(["t0"])
    found = reports_of(definitions, published({("t0", "one"): ONE}))
    assert school_charts([found["t0"].rounds[0]], THEME.wording, THEME.palette) == {}
