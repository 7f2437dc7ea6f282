"""The teams of a round in one quadrant."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from teamspiegel.charts.build import school_charts
from teamspiegel.charts.lettering import LINE, SIZE, width
from teamspiegel.charts.placing import Box
from teamspiegel.charts.plane import LEFT, RIGHT
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.definitions import Team
from teamspiegel.contracts.report import TeamRound

from tests.charts.views import PEN, THEME, VIEW, all_withheld, at, data, position, written

Places = Mapping[str, tuple[float, float] | None]

THREE: Places = {"Team Zee": (4.0, 3.5), "Team Aarde": (2.0, 2.5), "Team Lucht": (3.0, 4.0)}
LONG = (
    "Team Zorg en Welzijn niveau 3 en 4",
    "Team Techniek en Gebouwde Omgeving",
    "Team Groen",
    "Team Economie en Ondernemen",
    "Team Handel",
    "Team Horeca, Toerisme en Bakkerij",
    "Team Media, Vormgeving en ICT",
    "Team Uiterlijke Verzorging",
)
FAR = ((2.4, 3.4), (3.1, 3.2), (3.6, 2.8), (2.9, 2.6), (3.3, 3.5), (3.8, 3.6), (2.2, 2.3), (3.2, 3.0))
NEAR = ((3.0, 3.1), (3.1, 3.2), (3.2, 3.1), (2.9, 3.0), (3.1, 3.2), (3.2, 3.3), (3.0, 2.9), (3.2, 3.0))


def views(places: Places) -> list[TeamRound]:
    """A team per place; without one its position is withheld."""
    return [
        replace(
            at(position(*place)) if place else all_withheld(VIEW), team=Team(id=f"t{number}", name=name, members=20)
        )
        for number, (name, place) in enumerate(places.items())
    ]


def charts(places: Places) -> dict[str, Chart]:
    return school_charts(views(places), THEME.wording, THEME.palette)


def drawn(places: Places) -> Chart:
    return charts(places)["teams"]


def test_every_team_has_a_point_with_its_name() -> None:
    found = drawn(THREE)
    assert len(data(found, "edged")) == 3
    assert set(THREE) <= set(written(found))
    assert data(found, "edged")[0]["tip"] == "Team Zee: willen 4,0 / kunnen 3,5"
    assert found.name == "teams--najaar"


def test_high_lies_above_and_willing_lies_right() -> None:
    zee, aarde, _ = data(drawn(THREE), "edged")
    assert zee["x"] > aarde["x"]
    assert zee["y"] < aarde["y"]


def test_teams_stay_in_the_order_in_which_they_come() -> None:
    assert [row[0] for row in drawn(THREE).table.rows] == list(THREE)
    assert drawn(THREE).table.rows[0] == ("Team Zee", "4,0", "3,5")
    assert drawn(THREE).table.head == ("Team", "Willen", "Kunnen")


def test_no_team_is_set_apart() -> None:
    points = data(drawn(THREE), "edged")
    assert {(point["colour"], point["size"]) for point in points} == {(PEN.ink("accent"), points[0]["size"])}
    names = [row for row in data(drawn(THREE), "texts") if row["text"] in THREE]
    assert {(row["colour"], row["fontWeight"]) for row in names} == {(PEN.ink("ink"), "normal")}
    assert not [panel for panel in data(drawn(THREE), "panels") if panel["colour"] == PEN.ink("accent")]


def test_a_team_without_a_position_is_named_below() -> None:
    found = drawn({**THREE, "Team Klein": None, "Team Vuur": None})
    assert len(data(found, "edged")) == 3
    assert written(found)[-1] == "Niet getoond: Team Klein en Team Vuur"
    assert found.table.rows[-1] == ("Team Vuur", "niet getoond", "niet getoond")
    assert found.summary == "Waar 3 teams staan op willen en kunnen; niet getoond: Team Klein en Team Vuur."


def test_the_summary_ranks_nobody() -> None:
    assert drawn(THREE).summary == "Waar 3 teams staan op willen en kunnen."


def test_a_point_lies_where_a_correction_put_it() -> None:
    corrected = [at(position(3.4, 3.5, x_corrected=2.9)), VIEW]
    found = school_charts(corrected, THEME.wording, THEME.palette)["teams"]
    assert found.table.rows[0][1:] == ("2,9", "3,5")


@pytest.mark.parametrize("places", [{}, {"Een": (3.0, 3.0)}, {"Een": (3.0, 3.0), "Klein": None}])
def test_one_team_is_no_school(places: Places) -> None:
    assert charts(places) == {}


def test_without_axes_there_is_no_quadrant() -> None:
    bare = VIEW.instrument.model_copy(update={"quadrant": None})
    assert school_charts([replace(view, instrument=bare) for view in views(THREE)], THEME.wording, THEME.palette) == {}


# ----- eight teams with long names ---------------------------------------------------------------------

eight = pytest.mark.parametrize("places", [FAR, NEAR], ids=["far", "near"])


def named(places: Sequence[tuple[float, float]]) -> Chart:
    return drawn(dict(zip(LONG, places, strict=True)))


def labels(chart: Chart) -> list[Box]:
    """Every line of a team's name on the panel, as it will be drawn."""
    words = {word for name in LONG for word in name.split()}
    names = [row for row in data(chart, "texts") if row["fontSize"] == SIZE]  # scores are smaller
    return [_box(row) for row in names if {*row["text"].split()} <= words]


def _box(row: dict[str, float | str]) -> Box:
    x, y, wide = float(row["x"]), float(row["y"]), width(str(row["text"])) * 0.96
    left = {"left": x, "center": x - wide / 2, "right": x - wide}[str(row["align"])]
    return Box(left, y - 10, left + wide, y + 3)


@eight
def test_every_name_is_whole(places: Sequence[tuple[float, float]]) -> None:
    text = " ".join(written(named(places)))
    assert all(name in text for name in LONG)


@eight
def test_no_name_lies_on_another_on_a_point_or_outside_the_panel(places: Sequence[tuple[float, float]]) -> None:
    found = named(places)
    boxes = labels(found)
    points = [Box(row["x"] - 5, row["y"] - 5, row["x"] + 5, row["y"] + 5) for row in data(found, "edged")]
    assert len(boxes) > len(LONG)
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlap(pair[1]) > 1]
    assert not [box for box in boxes for point in points if box.overlap(point) > 1]
    assert all(box.left >= LEFT and box.right <= RIGHT for box in boxes)


@eight
def test_names_of_two_teams_do_not_read_as_one(places: Sequence[tuple[float, float]]) -> None:
    boxes = labels(named(places))
    for one, other in combinations(boxes, 2):
        beside = min(one.right, other.right) - max(one.left, other.left)
        down = abs(one.top - other.top)
        assert beside <= 0 or down == pytest.approx(LINE) or down >= LINE + 3
