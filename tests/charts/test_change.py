"""How means moved from round to round."""

from dataclasses import replace
from itertools import pairwise

import pytest
from teamspiegel.charts.change import DOWN, LEVEL, UP, change
from teamspiegel.charts.moments import moments
from teamspiegel.charts.movement import ChangeRow, ChangeSection
from teamspiegel.charts.ruler import Ruler
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.published import Published

from tests.charts.views import (
    BEFORE,
    BETWEEN,
    EARLIEST,
    PEN,
    ROUND,
    changed,
    data,
    indicator,
    withheld,
    written,
)

RULER = Ruler(1, 5, 3.0, "oneens", "eens")
ROUNDS = moments([EARLIEST, BEFORE, BETWEEN, ROUND], PEN)
TWO = moments([BEFORE, ROUND], PEN)


def row(label: str, then: float | None, now: float | None, *, band: float | None = 0.3) -> ChangeRow:
    """Two rounds of one thing; a mean that is None is withheld."""
    old, new = _found(label, then), _found(label, now)
    return ChangeRow(
        label, {BEFORE.id: old, ROUND.id: new}, changed(new, old, BEFORE.id, band=band), PEN.palette.series[0].light
    )


def _found(label: str, mean: float | None) -> Published:
    found = indicator("laag", "item", label, mean or 0)
    return found if mean else withheld(found)


UPWARD, DOWNWARD, STILL = row("Omhoog", 2.4, 3.0), row("Omlaag", 4.0, 3.1), row("Gelijk", 3.3, 3.5)


def chart(*rows: ChangeRow, apart: tuple[ChangeSection, ...] = (), whole: tuple[ChangeRow, ...] = ()) -> Chart | None:
    sections = [ChangeSection(rows), ChangeSection(whole, "Samengenomen")]
    return change("naam", "Titel", sections, apart, TWO, RULER, PEN, "survey")


def drawn(*rows: ChangeRow, apart: tuple[ChangeSection, ...] = (), whole: tuple[ChangeRow, ...] = ()) -> Chart:
    found = chart(*rows, apart=apart, whole=whole)
    assert found is not None
    return found


def everything(found: Chart) -> str:
    """All that leaves the building with a chart."""
    return repr((found.spec["datasets"], found.summary, found.table))


# ----- the picture -------------------------------------------------------------------------------------


def test_an_earlier_round_is_small_and_open_and_the_latest_is_filled() -> None:
    old, new = data(drawn(UPWARD), "dots")
    assert (old["x"], new["x"]) == (2.4, 3.0)
    assert old["size"] < new["size"]
    assert (old["fill"], old["colour"]) == (PEN.ink("surface"), PEN.ink("muted"))
    assert new["fill"] == new["colour"] == UPWARD.colour


def test_the_latest_round_stands_below_the_earlier_one_with_a_line_between() -> None:
    old, new = data(drawn(UPWARD), "dots")
    (line,) = data(drawn(UPWARD), "moves")
    assert old["y"] < new["y"]
    assert [(line["x"], line["y"]), (line["x2"], line["y2"])] == [(2.4, old["y"]), (3.0, new["y"])]


@pytest.mark.parametrize(
    ("moved", "word", "sign", "role"),
    [
        (UPWARD, "hoger", UP, "accent"),
        (DOWNWARD, "lager", DOWN, "accent"),
        (STILL, "geen duidelijke verandering", LEVEL, "muted"),
    ],
)
def test_a_direction_is_a_sign_and_a_word_in_neutral_ink(moved: ChangeRow, word: str, sign: str, role: str) -> None:
    found = drawn(moved)
    (text,) = [row for row in data(found, "texts") if row["text"] == word]
    (shape,) = [row for row in data(found, "signs") if row["shape"] == sign]
    assert text["colour"] == shape["colour"] == PEN.ink(role)
    assert shape["x"] < text["x"] - 20
    assert found.table.rows[0][-1] == word


def test_up_and_down_are_drawn_with_the_same_weight_and_what_is_not_clear_with_less() -> None:
    up, down, still = data(drawn(UPWARD, DOWNWARD, STILL), "moves")
    assert (up["thick"], up["colour"]) == (down["thick"], down["colour"])
    assert still["thick"] < up["thick"]
    assert not {PEN.ink("low"), PEN.ink("good")} & {line["colour"] for line in (up, down, still)}


def test_where_there_is_nothing_to_say_there_is_no_word() -> None:
    bare = replace(UPWARD, change=replace(UPWARD.change, direction="", band=None))  # type: ignore[type-var]
    found = drawn(bare)
    assert len(data(found, "dots")) == 2
    assert not {"hoger", "geen duidelijke verandering"} & set(written(found))
    assert found.table.rows[0] == ("Omhoog", "2,4", "3,0", "+0,6", "–", "–")
    assert found.summary == ("Van de meting in het voorjaar naar de meting in het najaar: gemiddelden van 1 uitspraak.")


def test_values_stand_where_no_line_comes_or_goes() -> None:
    # 400 wide with 32 at both sides: 84 pixels a score. 2.4 lies at 149.6, 3.0 at 200.
    values = {row["text"]: row for row in data(drawn(UPWARD), "texts")}
    assert (values["2,4"]["x"], values["2,4"]["align"]) == (pytest.approx(139.6), "right")
    bold = [row for row in data(drawn(UPWARD), "texts") if row["text"] == "3,0" and row["fontWeight"] == "bold"]
    assert [(row["x"], row["align"]) for row in bold] == [(pytest.approx(210), "left")]


def test_the_bridge_axis_makes_room_for_a_value() -> None:
    # The value of 3.2 stands left of it, where 3.0 is: 3.2 lies at 216.8, so its value ends at 206.8.
    assert [gap["x"] < 200 < gap["x2"] for gap in data(drawn(row("Een", 3.2, 3.9)), "gaps")] == [True]
    assert not data(drawn(row("Een", 3.9, 4.4)), "gaps")


# ----- more rounds -------------------------------------------------------------------------------------


def four(*means: float | None) -> ChangeRow:
    found = {moment.id: _found("Vier", mean) for moment, mean in zip(ROUNDS, means, strict=True)}
    moved = changed(found[ROUND.id], found[EARLIEST.id], EARLIEST.id)
    return ChangeRow("Vier", found, moved, PEN.palette.series[0].light)


def test_four_rounds_stand_below_each_other_each_with_its_own_shape() -> None:
    found = change("naam", "Titel", [ChangeSection((four(2.0, 3.5, 3.0, 2.8),))], [], ROUNDS, RULER, PEN, "survey")
    dots = data(found, "dots")
    assert [dot["x"] for dot in dots] == [2.0, 3.5, 3.0, 2.8]
    assert [low["y"] - high["y"] for high, low in pairwise(dots)] == [15, 15, 15]
    assert len({(dot["shape"], dot["fill"]) for dot in dots}) == 4
    lines = data(found, "moves")
    assert [(line["x"], line["x2"]) for line in lines] == [(2.0, 3.5), (3.5, 3.0), (3.0, 2.8)]


def test_the_legend_has_each_round_with_its_year_and_shape() -> None:
    found = change("naam", "Titel", [ChangeSection((four(2.0, 3.5, 3.0, 2.8),))], [], ROUNDS, RULER, PEN, "survey")
    assert written(found)[:5] == [
        "Start 2029",
        "Meting in het voorjaar 2030",
        "Tussenmeting 2030",
        "Meting in het najaar 2030",
        "De woorden rechts vergelijken de laatste meting met de eerste.",
    ]
    assert [sign["shape"] for sign in data(found, "signs")][:4] == [dot["shape"] for dot in data(found, "dots")]


def test_only_the_first_and_the_last_of_four_values_are_written_and_all_stand_in_the_table() -> None:
    found = change("naam", "Titel", [ChangeSection((four(2.0, 3.5, 3.1, 2.8),))], [], ROUNDS, RULER, PEN, "survey")
    assert {"2,0", "2,8"} <= set(written(found))
    assert not {"3,5", "3,1"} & set(written(found))
    assert found is not None
    assert found.table.rows == (("Vier", "2,0", "3,5", "3,1", "2,8", "+0,8", "± 0,3", "hoger"),)


def test_two_rounds_need_no_word_about_which_are_compared() -> None:
    assert not [text for text in written(drawn(UPWARD)) if "laatste" in text]


# ----- what is not compared, and what is withheld ------------------------------------------------------


def test_what_was_asked_once_stands_below_under_its_heading_with_its_value() -> None:
    only = replace(UPWARD, label="Nieuw", indicators={ROUND.id: _found("Nieuw", 4.4)}, change=None)
    found = drawn(STILL, apart=(ChangeSection((only,), "Nieuw in de eindmeting"),))
    texts = written(found)
    assert texts.index("Gelijk") < texts.index("Nieuw in de eindmeting") < texts.index("Nieuw")
    assert "4,4" in texts
    assert 4.4 not in [dot["x"] for dot in data(found, "dots")]
    assert found.table.rows[-1] == ("Nieuw", "–", "4,4", "–", "–", "niet vergeleken")
    assert found.summary.endswith("; 1 onderdeel is niet vergeleken.")


def test_values_that_do_not_fit_behind_their_label_stand_under_it() -> None:
    wide = replace(four(2.0, None, None, 2.8), change=None)
    rows = (replace(four(3.0, 3.5, 3.1, 3.2), label="Smal", change=None), wide)
    found = change("naam", "Titel", [], [ChangeSection(rows, "Anders")], ROUNDS, RULER, PEN, "survey")
    places = {row["text"]: row["y"] for row in data(found, "texts")}
    assert places["Smal"] == places["3,5"]
    assert places["Vier"] < places["2,0"] == places["2,8"]
    assert written(found).count("niet getoond") == 2
    assert "brugas 3,0" not in places


@pytest.mark.parametrize(
    ("hidden", "word", "cells"),
    [
        (row("Weg", None, 3.7), "eerder niet getoond", ("niet getoond", "3,7")),
        (row("Weg", 3.7, None), "nu niet getoond", ("3,7", "niet getoond")),
    ],
)
def test_a_withheld_round_has_a_word_and_no_point(hidden: ChangeRow, word: str, cells: tuple[str, str]) -> None:
    found = drawn(STILL, hidden)
    assert word in written(found)
    assert [dot["x"] for dot in data(found, "dots")] == [3.3, 3.5, 3.7]
    assert found.table.rows[1] == ("Weg", *cells, *["niet getoond"] * 3)
    assert "Weg" not in found.summary


def test_a_thing_that_is_withheld_in_every_round_is_a_row_with_a_word() -> None:
    found = drawn(STILL, row("Weg", None, None))
    assert "niet getoond" in written(found)
    assert len(data(found, "dots")) == 2


def test_nothing_of_a_withheld_band_is_there() -> None:
    narrow = row("Klein", 2.0, 3.0, band=None)
    found = drawn(narrow)
    assert found.table.rows == (("Klein", "2,0", "3,0", "+1,0", "niet getoond", "hoger"),)
    assert "±" not in everything(found)


def test_a_withheld_value_that_is_not_compared_is_not_shown_either() -> None:
    only = ChangeRow("Weg", {ROUND.id: _found("Weg", None)}, None, "#123456")
    found = drawn(STILL, apart=(ChangeSection((only,), "Nieuw"),))
    assert "niet getoond" in written(found)
    assert found.table.rows[1] == ("Weg", "–", "niet getoond", "–", "–", "niet vergeleken")


def test_there_is_no_chart_without_something_of_before_and_of_now() -> None:
    assert chart(row("Weg", None, 3.7)) is None
    assert chart(row("Weg", 3.7, None)) is None
    assert chart(replace(UPWARD, indicators={BEFORE.id: UPWARD.indicators[BEFORE.id]})) is None
    assert chart() is None


# ----- in words ----------------------------------------------------------------------------------------


def test_the_table_has_rounds_difference_band_and_word() -> None:
    found = drawn(UPWARD, DOWNWARD, STILL)
    assert found.table.head == (
        "Onderdeel",
        "Meting in het voorjaar 2030",
        "Meting in het najaar 2030",
        "Verschil",
        "Marge (95%)",
        "Verandering",
    )
    assert found.table.rows == (
        ("Omhoog", "2,4", "3,0", "+0,6", "± 0,3", "hoger"),
        ("Omlaag", "4,0", "3,1", "−0,9", "± 0,3", "lager"),
        ("Gelijk", "3,3", "3,5", "+0,2", "± 0,3", "geen duidelijke verandering"),
    )


def test_the_summary_says_in_one_sentence_what_moved_where() -> None:
    assert drawn(UPWARD, DOWNWARD, STILL).summary == (
        "Van de meting in het voorjaar naar de meting in het najaar: "
        "hoger bij Omhoog; lager bij Omlaag; geen duidelijke verandering bij Gelijk."
    )


def test_the_summary_counts_when_there_are_many() -> None:
    many = [replace(STILL, label=f"Rij {number}") for number in range(4)]
    assert drawn(UPWARD, *many).summary.endswith("hoger bij Omhoog; geen duidelijke verandering bij 4 uitspraken.")


def test_what_is_taken_together_stands_under_a_heading_and_not_in_the_sentence() -> None:
    found = drawn(UPWARD, whole=(replace(DOWNWARD, label="Alles"),))
    texts = written(found)
    assert texts.index("Omhoog") < texts.index("Samengenomen") < texts.index("Alles")
    assert "Alles" not in found.summary


def test_a_difference_of_nothing_has_no_sign() -> None:
    assert drawn(row("Een", 3.0, 3.0)).table.rows[0][3] == "0,0"
