"""Lessons by band."""

from tests.charts.views import BANDS, ONE, drawn, report, rows


def test_the_highest_band_comes_first_with_its_count_and_range() -> None:
    found = drawn(report(ONE))["bands:seen"]
    assert rows(found, "row", "lessons") == [("often (2,8 of hoger)", 8), ("rare (onder 2,8)", 4)]
    assert rows(found, "flag") == ["8 van 12 (67%)", "4 van 12 (33%)"]


def test_title_table_and_summary() -> None:
    found = drawn(report(ONE))["bands:seen"]
    assert found.title == "Van de 12 lessen: 8 often en 4 rare"
    assert found.summary == "Seen: de lessen naar hun gemiddelde; 12 lessen."
    assert found.table.rows == (("rare", "onder 2,8", "4", "33%"), ("often", "2,8 of hoger", "8", "67%"))


def test_there_is_no_chart_of_counts_that_are_withheld() -> None:
    assert BANDS
    found = drawn(report(ONE))
    assert "bands:seen" in found
    assert "bands:self" not in found
