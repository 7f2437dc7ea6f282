"""Rounds in one chart."""

from datetime import date

from teamspiegel.charts.rounds import shown_rounds, told_apart
from teamspiegel.contracts.definitions import Round

from tests.charts.views import STYLE


def rounds(*labels_and_dates: tuple[str, date]) -> list[Round]:
    return [
        Round(id=f"ronde-{number}", label=label, date=day, kind="nulmeting")
        for number, (label, day) in enumerate(labels_and_dates)
    ]


START, END = ("Nulmeting", date(2030, 3, 1)), ("Eindmeting", date(2030, 6, 1))


def test_a_round_is_named_with_its_year_and_said_without() -> None:
    first, last = shown_rounds(rounds(START, END), STYLE)
    assert (first.name, first.said) == ("Nulmeting 2030", "nulmeting")
    assert (last.name, last.said) == ("Eindmeting 2030", "eindmeting")


def test_a_year_is_not_said_twice() -> None:
    assert shown_rounds(rounds(("Nulmeting 2030", date(2030, 3, 1)), END), STYLE)[0].name == "Nulmeting 2030"


def test_rounds_of_one_name_are_told_apart_by_year_or_month() -> None:
    again = [("Meting", date(2029, 3, 1)), ("Meting", date(2030, 3, 1)), ("Meting", date(2030, 6, 1))]
    names = ["Meting 2029", "Meting maart 2030", "Meting juni 2030"]
    assert [round_.name for round_ in shown_rounds(rounds(*again), STYLE)] == names
    assert told_apart(rounds(*again), STYLE) == names
    assert told_apart(rounds(START, END), STYLE) == ["Nulmeting", "Eindmeting"]


def test_five_rounds_have_shapes_of_their_own() -> None:
    found = shown_rounds(rounds(*((f"Ronde {number}", date(2030, number, 1)) for number in range(1, 6))), STYLE)
    assert [round_.latest for round_ in found] == [False] * 4 + [True]
    assert len({round_.shape for round_ in found}) == 5
