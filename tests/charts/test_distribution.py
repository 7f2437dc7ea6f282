"""How often each score was given."""

import pytest
from teamspiegel.charts.distribution import DistributionRow, distribution
from teamspiegel.charts.interactive import encodings
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.instrument import AnswerScale

from tests.charts.views import STYLE, rows

SCALE = AnswerScale(min=1, max=5, labels={1: "oneens", 3: "neutraal", 5: "eens"})
ROWS = [
    DistributionRow("Rust", {1: 1, 2: 3, 3: 2, 4: 5, 5: 1}),
    DistributionRow("Orde", {3: 4, 4: 8}),
    DistributionRow("Klein", None),
]


def chart(found: list[DistributionRow] = ROWS, scale: AnswerScale = SCALE, *, merged: bool = False) -> Chart | None:
    return distribution("naam", "Waarover.", found, scale, STYLE, "survey", merged=merged)


def sure(found: list[DistributionRow] = ROWS, scale: AnswerScale = SCALE, *, merged: bool = False) -> Chart:
    made = chart(found, scale, merged=merged)
    assert made
    return made


def test_every_answer_is_there_from_low_to_high() -> None:
    assert rows(sure(), "row", "answer", "count") == [
        ("Rust", "1 oneens", 1),
        ("Rust", "2", 3),
        ("Rust", "3 neutraal", 2),
        ("Rust", "4", 5),
        ("Rust", "5 eens", 1),
        ("Orde", "3 neutraal", 4),
        ("Orde", "4", 8),
    ]


def test_what_lies_left_of_the_middle_is_all_below_it_and_half_of_the_neutral_answers() -> None:
    # The bar of Rust begins at -(1 + 3 + 2/2) / 12 of the whole.
    assert [below for row, below in rows(sure(), "row", "below") if row == "Rust"] == [1, 3, 1, 0, 0]


def test_a_scale_without_a_middle_answer_is_cut_between_two() -> None:
    found = sure([DistributionRow("A", {1: 3, 2: 4, 3: 5, 4: 6})], AnswerScale(min=1, max=4))
    assert rows(found, "below") == [3, 4, 0, 0]


@pytest.mark.parametrize(("highest", "ramp"), [(11, False), (12, True), (50, True)])
def test_a_scale_of_many_scores_has_a_ramp_for_a_legend(highest: int, ramp: bool) -> None:
    scale = AnswerScale(min=1, max=highest, labels={1: "nooit"})
    found = sure([DistributionRow("A", {1: 3, 2: 4, highest: 5})], scale)
    (fill,) = [one["fill"] for one in encodings(found.spec) if "fill" in one]
    assert (fill["type"] == "quantitative") == ramp
    assert ("gradientLength" in fill["legend"]) == ramp
    assert fill["legend"].get("title") == (["1 nooit"] if ramp else None)
    assert len(fill["scale"]["range"]) == highest
    assert [row[fill["field"]] for row in found.spec["datasets"]["rows"]] == (
        [1, 2, highest] if ramp else ["1 nooit", "2", "11"]
    )


def test_a_withheld_distribution_is_a_row_with_a_word() -> None:
    assert rows(sure(), "row", "aside") == [("Rust", "n = 12"), ("Orde", "n = 12"), ("Klein", "niet getoond")]
    assert sure().table.rows[2] == ("Klein", *["niet getoond"] * 6)
    assert chart(ROWS[2:]) is None


def test_table_title_and_summary() -> None:
    assert sure().table.head == ("Uitspraak", "n", "1 oneens", "2", "3 neutraal", "4", "5 eens")
    # 1, 3, 2, 5 and 1 of 12: 8.3, 25, 16.7, 41.7 and 8.3 percent, which add up to 100 by largest remainder.
    assert sure().table.rows[0] == ("Rust", "12", "1 (8%)", "3 (25%)", "2 (17%)", "5 (42%)", "1 (8%)")
    assert sure().title == "Orde krijgt de meeste hoge scores (8 van 12), Rust de minste (6 van 12)"
    assert sure().summary == (
        "Verdeling van de antwoorden op 2 uitspraken; boven het midden van de schaal het vaakst bij Orde (8 van 12), "
        "het minst vaak bij Rust (6 van 12)."
    )


def test_in_a_room_small_cells_are_counted_with_their_neighbour() -> None:
    found = sure(merged=True)
    # 1 and 3 oneens make 4; 5 and 1 eens make 6; the 2 neutral ones then go with the smaller neighbour.
    assert [(n, told) for row, n, told in rows(found, "row", "count", "scores") if row == "Rust"] == [
        (6, "1 oneens tot 3 neutraal"),
        (6, "4 tot 5 eens"),
    ]
    assert found.subtitle == "Waarover. Vakjes van één of twee zijn bij hun buur geteld."


@pytest.mark.parametrize(
    "counts", [{1: 1, 5: 1}, {1: 2, 2: 1, 3: 1, 4: 1, 5: 7}, {1: 1, 2: 9, 4: 2, 5: 2}, {2: 12}, {1: 10, 3: 2}]
)
def test_no_merged_cell_is_of_one_or_two_people_where_there_are_more(counts: dict[float, int]) -> None:
    found = chart([DistributionRow("A", counts)], merged=True)
    if found is None:
        assert min(counts.values()) > 2
    else:
        numbers = rows(found, "count")
        assert sum(numbers) == sum(counts.values())
        assert min(numbers) > 2 or len(numbers) == 1


def test_where_no_cell_is_small_there_is_nothing_to_merge() -> None:
    assert chart([DistributionRow("A", {1: 3, 5: 4})], merged=True) is None


def test_half_scores_have_their_own_cells() -> None:
    found = sure([DistributionRow("A", {3.5: 4, 4: 3})], AnswerScale(min=1, max=5, step=0.5))
    assert rows(found, "answer", "count") == [("3,5", 4), ("4", 3)]
