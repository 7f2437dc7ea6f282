"""Answers as bars of 100%."""

from collections.abc import Mapping

import pytest
from teamspiegel.charts.distribution import DistributionRow, distribution
from teamspiegel.charts.ramp import shades
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.instrument import AnswerScale

from tests.charts.views import PEN, THEME, data, written

SCALE = AnswerScale(min=1, max=5, labels={1: "oneens", 2: "nauwelijks", 3: "neutraal", 4: "eens", 5: "zeer"})
LIKES: Mapping[float, int] = {5.0: 5, 1.0: 4, 3.0: 9}
ROWS = (
    DistributionRow("Eerste", LIKES),
    DistributionRow("Tweede", None),
    DistributionRow("Derde", {1.0: 1, 4.0: 99}),
)


def drawn(rows: tuple[DistributionRow, ...] = ROWS, scale: AnswerScale = SCALE) -> Chart:
    found = distribution("naam", "Titel", rows, scale, PEN, "survey")
    assert found is not None
    return found


def test_segments_follow_the_scale_and_fill_the_bar() -> None:
    bars = data(drawn(), "bars")[:3]
    assert [(bar["from"], bar["to"]) for bar in bars] == [
        (0, pytest.approx(4 / 18)),
        (pytest.approx(4 / 18), pytest.approx(13 / 18)),
        (pytest.approx(13 / 18), 1),
    ]
    colours = [shade.fill for shade in shades(THEME.palette, 5)]
    assert [bar["colour"] for bar in bars] == [colours[0], colours[2], colours[4]]


def test_the_neutral_answer_is_grey_and_has_an_edge() -> None:
    neutral = data(drawn(), "bars")[1]
    assert neutral["colour"] == THEME.palette.ramp[2]
    assert neutral["edge"] == PEN.ink("muted")


def test_counts_stand_in_the_segments_that_have_room() -> None:
    inside = [row["text"] for row in data(drawn(), "texts") if row["align"] == "center"]
    assert inside == ["4", "9", "5", "99"]  # one of a hundred is 4 pixels wide


def test_n_stands_at_the_right_and_a_withheld_row_says_so() -> None:
    right = [row["text"] for row in data(drawn(), "texts") if row["align"] == "right"]
    assert right == ["n = 18", "niet getoond", "n = 100"]


def test_the_table_has_counts_with_percentages_that_add_up() -> None:
    # 4, 9 and 5 of 18 are 22.2, 50 and 27.8 per cent.
    table = drawn().table
    assert table.head == ("Uitspraak", "n", "1 oneens", "2 nauwelijks", "3 neutraal", "4 eens", "5 zeer")
    assert table.rows[0] == ("Eerste", "18", "4 (22%)", "0 (0%)", "9 (50%)", "0 (0%)", "5 (28%)")
    assert table.rows[1] == ("Tweede", *["niet getoond"] * 6)


def test_the_legend_names_every_score_with_its_label() -> None:
    assert written(drawn())[:5] == ["1 oneens", "2 nauwelijks", "3 neutraal", "4 eens", "5 zeer"]
    halves = AnswerScale(min=1, max=3, step=0.5, labels={1: "nooit", 3: "altijd"})
    rows = (DistributionRow("Eerste", {1.5: 2, 3.0: 8}),)
    assert written(drawn(rows, halves))[:5] == ["1 nooit", "1,5", "2", "2,5", "3 altijd"]


def test_the_summary_says_where_most_and_fewest_answered_above_the_middle() -> None:
    assert drawn().summary == (
        "Verdeling van de antwoorden op 2 uitspraken; boven het midden van de schaal het vaakst bij Derde"
        " (99 van 100), het minst vaak bij Eerste (5 van 18)."
    )


def test_the_summary_of_one_row_compares_nothing() -> None:
    assert drawn(ROWS[:1]).summary == (
        "Verdeling van de antwoorden op Eerste; 5 van 18 boven het midden van de schaal."
    )


def test_there_is_no_chart_when_every_distribution_is_withheld() -> None:
    assert distribution("naam", "Titel", ROWS[1:2], SCALE, PEN, "survey") is None
