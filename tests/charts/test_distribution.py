"""How often each score was given."""

import json
import re
from typing import Any

import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st
from teamspiegel.charts.distribution import DistributionRow, distribution
from teamspiegel.contracts.answers import AnswerScale
from teamspiegel.contracts.chart import Chart

from tests.charts.views import BANDS, ONE, STYLE, drawn, encodings, report, rows

SCALE = AnswerScale(min=1, max=5, labels={1: "oneens", 3: "neutraal", 5: "eens"})
ROWS = [
    DistributionRow("Rust", {1: 1, 2: 3, 3: 2, 4: 5, 5: 1}),
    DistributionRow("Orde", {3: 4, 4: 8}),
    DistributionRow("Klein", None),
]


def chart(found: list[DistributionRow] = ROWS, scale: AnswerScale = SCALE, *, merged: bool = False) -> Chart | None:
    return distribution("Waarover", "Waarover.", found, scale, STYLE, "survey", merged=merged)


def sure(found: list[DistributionRow] = ROWS, scale: AnswerScale = SCALE, *, merged: bool = False) -> Chart:
    made = chart(found, scale, merged=merged)
    assert made
    return made


def test_every_answer_is_there_from_low_to_high() -> None:
    assert rows(sure(), "row", "score", "count") == [
        ("Rust", [1, 2, 3, 4, 5], [1, 3, 2, 5, 1]),
        ("Orde", [3, 4], [4, 8]),
    ]


@pytest.mark.parametrize(
    ("counts", "highest", "starts"),
    [
        # Left of the middle lies all that is below it and half of the neutral answers: 1 + 3 + 2/2 of 12.
        ({1: 1, 2: 3, 3: 2, 4: 5, 5: 1}, 5, [-5 / 12, -4 / 12, -1 / 12, 1 / 12, 6 / 12]),
        # A scale without a middle answer is cut between two: 3 + 4 of 18.
        ({1: 3, 2: 4, 3: 5, 4: 6}, 4, [-7 / 18, -4 / 18, 0, 5 / 18]),
    ],
)
def test_bars_grow_to_both_sides_of_the_middle(counts: dict[float, int], highest: int, starts: list[float]) -> None:
    vega = vl_convert.vegalite_to_svg(dict(sure([DistributionRow("A", counts)], AnswerScale(min=1, max=highest)).spec))
    lefts = sorted({float(left) for left in re.findall(r'd="M([\d.]+),[\d.]+h[\d.]+v26h', vega)})
    # The bars fill the width of 398 pixels from 1, and begin one pixel further for the line between them.
    assert lefts == pytest.approx([2 + 398 * (start - starts[0]) for start in starts], abs=0.01)


@pytest.mark.parametrize(("highest", "shown"), [(5, [1, 2, 3, 4, 5]), (12, [1, 3, 5, 7, 9, 11, 12])])
def test_a_long_scale_has_some_of_its_scores_in_the_legend(highest: int, shown: list[int]) -> None:
    scale = AnswerScale(min=1, max=highest, labels={1: "nooit"})
    found = sure([DistributionRow("A", {1: 3, 2: 4, highest: 5})], scale)
    (fill,) = [one["fill"] for one in encodings(found.spec) if "fill" in one]
    assert fill["legend"]["values"] == shown
    assert '"1": "1 nooit"' in fill["legend"]["labelExpr"]
    assert rows(found, fill["field"]) == [[1, 2, highest]]


def test_a_withheld_distribution_is_a_row_with_a_word() -> None:
    assert rows(sure(), "row", "flag") == [
        ("Rust", "n = 12"),
        ("Orde", "n = 12"),
        ("Klein", "niet getoond"),
    ]
    assert sure().table.rows[2] == ("Klein", *["niet getoond"] * 6)
    assert chart(ROWS[2:]) is None


def test_table_title_and_summary() -> None:
    assert sure().table.head == ("Uitspraak", "n", "1 oneens", "2", "3 neutraal", "4", "5 eens")
    # 1, 3, 2, 5 and 1 of 12: 8.3, 25, 16.7, 41.7 and 8.3 percent, which add up to 100 by largest remainder.
    assert sure().table.rows[0] == ("Rust", "12", "1 (8%)", "3 (25%)", "2 (17%)", "5 (42%)", "1 (8%)")
    assert sure().title == "Orde krijgt de meeste scores boven het midden (8 van 12). Rust krijgt de minste (6 van 12)"
    assert sure().summary == "Waarover; 2 uitspraken."


def test_in_a_room_small_cells_are_counted_with_their_neighbour() -> None:
    found = sure(merged=True)
    # 1 and 3 oneens make 4; 5 and 1 eens make 6; the 2 neutral ones then go with the smaller neighbour.
    assert rows(found, "row", "count", "answer")[0] == ("Rust", [6, 6], ["1 oneens tot 3 neutraal", "4 tot 5 eens"])
    assert rows(found, "answer")[1] == ["3 neutraal", "4"]
    assert found.subtitle == "Waarover. Vakjes van één of twee zijn bij hun buur geteld."


def test_a_merged_cell_says_of_which_scores_it_is() -> None:
    halves = AnswerScale(min=1, max=5, step=0.5)
    asked = [DistributionRow("A", {1: 1, 2: 3, 3: 2, 4: 5, 5: 1}), DistributionRow("B", {1.5: 1, 2: 4})]
    assert rows(sure(asked, halves, merged=True), "words", "score") == [
        (["6 (1–3)", "6 (4–5)"], [2, 4.5]),
        (["5 (1,5–2)"], [1.75]),
    ]


@pytest.mark.parametrize(
    ("counts", "sides"),
    [
        ({2: 2, 3: 13, 4: 6}, [0, 1]),  # 6.5 of 15 on the right
        ({2: 3, 3: 2, 4: 1}, [-1, 1]),  # of a few and a few by which scores they are
        ({2: 3, 3: 6, 5: 2}, [-1, 0]),  # 5 of 8
        ({2: 2, 3: 1, 4: 9}, [-1, 1]),  # 0.5 of 3: the neutral one went with the smaller neighbour
        ({1: 7, 3: 2, 5: 5}, [-1, 1]),  # 6 of 7
    ],
)
def test_a_merged_cell_lies_where_most_of_its_answers_do(counts: dict[float, int], sides: list[int]) -> None:
    assert rows(sure([DistributionRow("A", counts)], merged=True), "side") == [sides]


@given(st.lists(st.integers(0, 9), min_size=5, max_size=5))
def test_no_more_than_a_quarter_of_a_merged_cell_lies_on_the_wrong_side(counts: list[int]) -> None:
    """But for whether a few are one or two, which nobody may read from it, and for cells of nothing else."""
    asked: dict[float, int] = {score: n for score, n in enumerate(counts, 1) if n}
    found = chart([DistributionRow("A", asked)], merged=True)
    if found is None:
        return
    ((numbers, sides),) = rows(found, "count", "side")
    answers = [score for score, n in asked.items() for _ in range(n)]
    for n, side in zip(numbers, sides, strict=True):
        cell, answers = answers[:n], answers[n:]
        of_few = len([score for score in set(cell) if cell.count(score) <= 2])
        if len(set(cell)) == 1 or n > 2 * len(set(cell)):
            right = sum(0.5 if score == 3 else score > 3 for score in cell) / n
            assert abs(right - (side + 1) / 2) <= 0.25 + of_few / n


@pytest.mark.parametrize(("few", "others"), [(2, 3), (3, 2), (3, 4), (4, 3), (2, 4), (4, 2), (1, 5), (5, 1)])
def test_where_a_merged_cell_lies_does_not_tell_one_from_two(few: int, others: int) -> None:
    def side(counts: dict[float, int]) -> Any:
        return rows(sure([DistributionRow("A", dict(sorted(counts.items())))], merged=True), "side")

    for n in range(5, 20):
        assert side({few: 1, others: n - 1}) == side({few: 2, others: n - 2})
    for n in (3, 4):
        assert len({str(side({few: one, others: n - one})) for one in range(1, n)}) == 1


@pytest.mark.parametrize(
    "counts", [{1: 1, 5: 1}, {1: 2, 2: 1, 3: 1, 4: 1, 5: 7}, {1: 1, 2: 9, 4: 2, 5: 2}, {2: 12}, {1: 10, 3: 2}]
)
def test_no_merged_cell_is_of_one_or_two_people_where_there_are_more(counts: dict[float, int]) -> None:
    found = chart([DistributionRow("A", counts)], merged=True)
    if found is None:
        assert min(counts.values()) > 2
    else:
        (numbers,) = rows(found, "count")
        assert sum(numbers) == sum(counts.values())
        assert min(numbers) > 2 or len(numbers) == 1


def test_where_no_cell_is_small_there_is_nothing_to_merge() -> None:
    assert chart([DistributionRow("A", {1: 3, 5: 4})], merged=True) is None


def test_half_scores_have_their_own_cells() -> None:
    found = sure([DistributionRow("A", {3.5: 4, 4: 3})], AnswerScale(min=1, max=5, step=0.5))
    assert rows(found, "score", "count") == [([3.5, 4], [4, 3])]
    assert '"3.5": "3,5", "4": "4"' in json.dumps(found.spec).replace("\\", "")


# ----- lessons by band -----------------------------------------------------------------------------------


def test_the_highest_band_comes_first_with_its_count_and_range() -> None:
    found = drawn(report(ONE))["bands:seen"]
    assert rows(found, "row", "lessons") == [("often (2,8 of hoger)", 8), ("rare (onder 2,8)", 4)]
    assert rows(found, "flag") == ["8 van 12 (67%)", "4 van 12 (33%)"]


def test_title_table_and_summary_of_bands() -> None:
    found = drawn(report(ONE))["bands:seen"]
    assert found.title == "Van de 12 lessen waren er 8 often en 4 rare"
    assert found.summary == "Seen: de lessen naar hun gemiddelde; 12 lessen."
    assert found.table.rows == (("rare", "onder 2,8", "4", "33%"), ("often", "2,8 of hoger", "8", "67%"))


def test_there_is_no_chart_of_counts_that_are_withheld() -> None:
    assert BANDS
    found = drawn(report(ONE))
    assert "bands:seen" in found
    assert "bands:self" not in found
