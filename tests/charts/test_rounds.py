"""Rounds in one chart."""

from datetime import date

from teamspiegel.contracts.definitions import Round

from tests.charts.views import STYLE


def rounds(*labels_and_dates: tuple[str, date]) -> list[Round]:
    return [
        Round(id=f"ronde-{number}", label=label, date=day, kind="nulmeting")
        for number, (label, day) in enumerate(labels_and_dates)
    ]


START, END = ("Nulmeting", date(2030, 3, 1)), ("Eindmeting", date(2030, 6, 1))


def test_a_round_is_named_with_its_year() -> None:
    assert STYLE.rounds(rounds(START, END)) == ["Nulmeting 2030", "Eindmeting 2030"]


def test_a_year_is_not_said_twice() -> None:
    first, _ = STYLE.rounds(rounds(("Nulmeting 2030", date(2030, 3, 1)), END))
    assert first == "Nulmeting 2030"


def test_rounds_of_one_name_are_told_apart_by_month() -> None:
    again = [("Meting", date(2029, 3, 1)), ("Meting", date(2030, 3, 1)), ("Meting", date(2030, 6, 1))]
    names = ["Meting 2029", "Meting maart 2030", "Meting juni 2030"]
    assert STYLE.rounds(rounds(*again)) == names
