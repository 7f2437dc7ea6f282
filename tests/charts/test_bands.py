"""Lessons by band: squares that can be counted."""

from decimal import Decimal

import pytest
from teamspiegel.charts.bands import lesson_bands
from teamspiegel.charts.sheet import WIDTH
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.instrument import Band
from teamspiegel.contracts.numbers import percentages
from teamspiegel.contracts.published import BandCount

from tests.charts.views import PEN, THEME, data, written

BANDS = (
    Band(id="a", name="weinig", description="-", below=Decimal("2.8")),
    Band(id="b", name="soms", description="-", below=Decimal("3.8")),
    Band(id="c", name="vaak", description="-"),
)


def drawn(*lessons: int) -> Chart:
    shares = percentages(list(lessons))
    counts = [BandCount(band.id, n, share) for band, n, share in zip(BANDS, lessons, shares, strict=True)]
    found = lesson_bands("naam", "Titel", BANDS, counts, PEN)
    assert found is not None
    return found


@pytest.mark.parametrize("lessons", [(1, 1, 1), (5, 9, 4), (0, 20, 20), (30, 60, 30), (180, 10, 10), (0, 0, 3)])
def test_every_lesson_is_a_square_on_the_sheet(lessons: tuple[int, int, int]) -> None:
    squares = data(drawn(*lessons), "squares")
    fills = [THEME.palette.ramp[0], THEME.palette.ramp[2], THEME.palette.ramp[4]]
    assert tuple(sum(square["colour"] == fill for square in squares) for fill in fills) == lessons
    assert all(0 <= square["x"] < square["x2"] <= WIDTH for square in squares)
    assert all(square["y2"] <= drawn(*lessons).spec["height"] for square in squares)
    assert len({(square["x"], square["y"]) for square in squares}) == sum(lessons)


def test_squares_are_as_large_as_the_number_of_lessons_allows() -> None:
    sides = [data(drawn(*lessons), "squares")[0] for lessons in ((1, 1, 1), (20, 20, 20), (80, 80, 40))]
    wide = [square["x2"] - square["x"] for square in sides]
    assert wide == sorted(wide, reverse=True)
    assert len(set(wide)) == 3


def test_counts_come_first_and_percentages_second() -> None:
    assert written(drawn(4, 9, 5)) == [
        *("weinig", "4 van 18 (22%)", "onder 2,8"),
        *("soms", "9 van 18 (50%)", "2,8 tot 3,8"),
        *("vaak", "5 van 18 (28%)", "3,8 of hoger"),
    ]


def test_table_and_summary_say_the_same() -> None:
    chart = drawn(4, 9, 5)
    assert chart.table.rows[0] == ("weinig", "onder 2,8", "4", "22%")
    assert chart.summary == "Van 18 lessen: 4 weinig (22%), 9 soms (50%) en 5 vaak (28%)."


def test_there_is_no_chart_when_the_counts_are_withheld() -> None:
    assert lesson_bands("naam", "Titel", BANDS, (), PEN) is None
