"""The demonstration gives back every figure that a real session reported, through the ordinary pipeline."""

import csv
import io
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from teamspiegel.contracts.measured import Measurement
from teamspiegel.contracts.numbers import root_half_up
from teamspiegel.contracts.published import Published, Results
from teamspiegel.gate.team import gate

from tests.schools import ROOT, TESTS, demonstration, measured
from tests.sites import site

FIGURES = TESTS / "reference" / "figures.csv"
TEAM, ROUND = "horeca", "nulmeting-2026"


def figures() -> list[dict[str, str]]:
    with FIGURES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def results() -> tuple[Measurement, Results]:
    definitions, _, numbers = measured(demonstration())
    (before,) = (one for one in numbers if (one.team, one.round) == (TEAM, ROUND))
    return before, gate(definitions, numbers).by_team_and_round[TEAM, ROUND]


@pytest.mark.parametrize("figure", figures(), ids=lambda figure: "-".join(figure.values()))
def test_a_reported_figure_is_published(figure: dict[str, str]) -> None:
    source, level, id_, statistic, reported = figure.values()
    if level == "bands":
        assert statistic == "lessons"
        assert {band.band: band.lessons for band in results()[1].bands[source]}[id_] == int(reported)
        return
    indicator = results()[1].indicators.get((source, level, id_))  # type: ignore[call-overload]
    assert indicator is not None
    match statistic:
        case "n":
            assert indicator.n == int(reported)
        case "mean":
            assert indicator.mean == float(reported)
        case "spread":
            assert indicator.spread is (reported == "true")
        case "sd":
            assert_sd(indicator, reported)
        case _:
            pytest.fail(f"unknown statistic {statistic}")


def assert_sd(indicator: Published, reported: str) -> None:
    """An SD is reported to one decimal, as a range, or to two decimals: those the exact variance must have."""
    assert indicator.sd is not None
    low, _, high = reported.partition("-")
    if len(low.partition(".")[2]) == 2:
        variance = results()[0].numbers[indicator.place.aspect].variance
        assert variance is not None
        assert root_half_up(variance, 2) == float(reported)
        assert indicator.sd == root_half_up(variance, 1)
    else:
        assert float(low) <= indicator.sd <= float(high or low)


def test_the_bands_add_up_to_a_hundred() -> None:
    """4, 9 and 5 of 18 lessons. (The report prints 22, 51 and 28, and elsewhere 72 for the first two together.)"""
    (bands,) = results()[1].bands.values()
    assert sorted((band.lessons, band.percent) for band in bands) == [(4, 22), (5, 28), (9, 50)]


def test_the_response_is_the_reported_one() -> None:
    found = {source: (one.n, one.people, one.members) for source, one in results()[1].responses.items()}
    assert found["survey"] == (23, 23, 25)
    assert found["observations"][::2] == (18, 25)


# ----- it is nobody's: the figures are real, and all else is made up ------------------------------------

OF_SOMEBODY = re.compile(
    r"24 maart|7 april|21 april|2026-03-24|2026-04-07|2026-04-21|juridisch|thuiswinkel|telefoon|sharepoint|notulen",
    re.IGNORECASE,
)
"""What the report of the real session has besides figures."""


def test_nothing_in_the_demonstration_says_whose_baseline_it_was() -> None:
    own = ("content/sessions/", "content/learning-questions/", "content/teams.yml", "content/rounds.yml")
    told = {path: content.decode() for path, content in demonstration().items() if path.startswith(own)}
    assert told
    assert [(path, found[0]) for path, text in told.items() for found in OF_SOMEBODY.finditer(text)] == []


def test_every_meeting_says_what_of_it_is_made_up() -> None:
    sessions = measured(demonstration())[0].sessions
    assert sessions and all(session.invented for session in sessions)


def test_what_was_made_up_elsewhere_says_so_in_chart_and_workbook() -> None:
    built = site(demonstration())
    (benchmark,) = measured(demonstration())[0].benchmarks
    assert "verzonnen" in benchmark.label
    scripts = [content.decode() for path, content in built.files.items() if path.endswith(".js")]
    assert any(benchmark.label in script for script in scripts)
    book = CalamineWorkbook.from_filelike(io.BytesIO(built.files["downloads/indicatoren.xlsx"]))
    assert book.get_sheet_by_name("Let op").to_python()[1] == [measured(demonstration())[0].settings.notice]


def test_nothing_of_the_demonstration_is_withheld() -> None:
    assert {indicator.withheld for indicator in results()[1].indicators.values()} == {None}


def test_the_script_gives_the_answers_that_stand_in_data(tmp_path: Path) -> None:
    script = ROOT / "data" / "make_demonstration.py"
    subprocess.run([sys.executable, script, FIGURES, tmp_path], check=True, capture_output=True)
    for name in ("survey.csv", "observations.csv"):
        assert (tmp_path / name).read_bytes() == (ROOT / "data" / ROUND / TEAM / name).read_bytes()
