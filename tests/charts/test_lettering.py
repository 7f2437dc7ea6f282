"""Text is measured a little generously, and wrapped so that it fits."""

import pytest
from teamspiegel.charts.lettering import SIZE, balanced, width, wrapped

LONG = "Een uitspraak die zo lang is dat zij niet op een regel past en daarom over meer regels loopt"


def test_a_text_is_as_wide_as_its_letters() -> None:
    # The font gives 'l' 0.25 and 'a' 0.52 of the size.
    assert width("la", 10) == pytest.approx(7.7)
    assert width("la", 20) == pytest.approx(15.4)
    assert width("la", 10, bold=True) > width("la", 10)


@pytest.mark.parametrize("room", [40, 120, 260, 2000])
def test_every_line_fits_and_no_word_is_lost(room: float) -> None:
    lines = wrapped(LONG, room)
    assert all(width(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == LONG.replace(" ", "")


def test_a_word_that_is_too_long_for_a_line_is_split() -> None:
    lines = wrapped("verantwoordelijkheidsgevoel", 60)
    assert len(lines) > 1
    assert "".join(lines) == "verantwoordelijkheidsgevoel"
    assert all(width(line, SIZE) <= 60 for line in lines)


def test_nothing_to_write_is_one_empty_line() -> None:
    assert wrapped("", 100) == [""]


def test_balanced_lines_are_no_more_and_leave_no_word_alone() -> None:
    text = "Team Zorg en Welzijn niveau 3 en 4"
    lines = balanced(text, 120)
    assert " ".join(lines) == text
    assert len(lines) == len(wrapped(text, 120))
    assert width(lines[-1]) > width("en 4")


def test_balancing_splits_no_word() -> None:
    assert balanced("Onderwijsontwikkeling en", 200) == ["Onderwijsontwikkeling en"]
    assert balanced("a", 120) == ["a"]
