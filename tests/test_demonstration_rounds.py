"""The rest of the demonstration: an end measurement with moves as planned, and three teams on each side of the gate."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from teamspiegel.contracts.place import Aspect, Kind
from teamspiegel.contracts.published import Publication, Published, Results
from teamspiegel.contracts.report import TeamReport
from teamspiegel.pipeline import published_of
from teamspiegel.reports import reports_of

from tests.schools import ROOT, demonstration, published

START, END = "nulmeting-2026", "eindmeting-2026"
MADE = (
    f"{END}/horeca/survey.csv",
    f"{END}/horeca/observations.csv",
    f"{START}/survey.csv",
    f"{START}/observations.csv",
)

# Source, level, id, mean at the start and at the end, and whether the move is clear: whether the difference is larger
# than t * sqrt(s1^2 / n1 + s2^2 / n2). The nearest to the edge: will, 0.4 against 2.02 * sqrt(0.5^2 / 23 + 0.5^2 / 21)
# = 0.31; agreements, 0.5 against 2.02 * sqrt(0.6^2 / 23 + 0.6^2 / 21) = 0.37; and, on the other side, negative
# moments, 0.4 against 2.03 * sqrt(0.7^2 / 18 + 0.7^2 / 17) = 0.48.
PLANNED: list[tuple[str, Kind, str, float, float, str]] = [
    ("codes", "item", "codes-lessen-observeren", 1.5, 2.7, "higher"),
    ("codes", "item", "codes-gezamenlijke-afspraken", 1.8, 2.3, "higher"),
    ("coulissen", "item", "coulissen-successen", 2.2, 3.1, "higher"),
    ("coulissen", "item", "coulissen-tijd-voor-reflectie", 1.7, 2.3, "higher"),
    ("observatie", "item", "negatieve-momenten", 2.9, 3.3, "none"),
    ("observatie", "item", "groepskapitaal", 2.6, 2.8, "none"),
    ("observatie", "item", "basisleerdoel", 3.1, 3.2, "none"),
    ("coulissen", "item", "coulissen-expertise", 3.1, 2.9, "none"),
    ("axis", "axis", "will", 2.8, 3.2, "higher"),
    ("axis", "axis", "skill", 3.2, 3.3, "none"),
]

ALIKE = {"wij-ondersteunen-vanuit-relatie", "codes-samenwerken-bij-onenigheid"}


@cache
def school() -> Publication:
    return published(demonstration())


@cache
def horeca() -> TeamReport:
    return reports_of(*published_of(demonstration()))["horeca"]


def results(team: str, round_: str = START) -> Results:
    return school().by_team_and_round[team, round_]


def indicators(team: str) -> list[Published]:
    return list(results(team).indicators.values())


@pytest.mark.parametrize(("source", "kind", "id_", "then", "now", "direction"), PLANNED)
def test_the_end_measurement_is_as_planned(
    source: str, kind: Kind, id_: str, then: float, now: float, direction: str
) -> None:
    aspect = Aspect(source, kind, id_)
    change = horeca().rounds[-1].change(START, aspect)
    assert [view.results.indicators[aspect].mean for view in horeca().rounds] == [then, now]
    assert change and change.direction == direction


@pytest.mark.parametrize(
    ("team", "round_", "survey", "lessons"),
    [
        ("horeca", END, (21, 21, 25), (17, 15, 25)),
        ("zorg-en-welzijn", START, (11, 11, 12), (10, 10, 12)),
        ("techniek", START, (6, 6, 7), (6, 5, 7)),
        ("groen", START, (4, 4, 4), (4, 3, 4)),
    ],
)
def test_the_response_is_as_planned(
    team: str, round_: str, survey: tuple[int, int, int], lessons: tuple[int, int, int]
) -> None:
    found = results(team, round_).responses
    assert {source: (one.n, one.people, one.members) for source, one in found.items()} == {
        "survey": survey,
        "observations": lessons,
    }


def test_the_newer_instrument_differs_in_one_layer_only() -> None:
    """A layer that asks something else is not compared as a whole; the rest is."""
    everything = {aspect for view in horeca().rounds for aspect in view.results.indicators}
    compared = {aspect for since, aspect in horeca().rounds[-1].changes if since == START}
    assert everything - compared == {
        ("ik", "item", "ik-ervaringen-inzetten"),
        ("ik", "item", "ik-hulp-vragen"),
        ("ik", "block", "inclusieve-didactiek"),
        ("ik", "layer", "ik"),
    }


def test_the_smallest_team_has_no_published_number() -> None:
    assert indicators("groen")
    for one in indicators("groen"):
        assert not one.told and (one.sd, one.low, one.spread, one.withheld) == (None, None, None, "small")
    assert not results("groen").bands
    assert not results("groen").distributions


def test_the_next_one_has_means_without_spreads_and_some_that_lie_between_bounds() -> None:
    """Of six lessons of five teachers, and of six people: near an end of the scale, and what is made of those."""
    assert all(one.told and one.sd is None for one in indicators("techniek"))
    assert {one.withheld for one in indicators("techniek")} == {"small", "masked", "derived"}
    between = {one.place.aspect for one in indicators("techniek") if one.bounded}
    assert {id_ for _, kind, id_ in between if kind == "axis"} == {"skill", "will"}
    assert not results("techniek").bands


def test_the_third_has_both() -> None:
    """Except where all but three of the eleven, or fewer, answered the same: 8 and 9 of them gave these a 4."""
    assert all(one.mean is not None for one in indicators("zorg-en-welzijn"))
    without_sd = {one.place.aspect for one in indicators("zorg-en-welzijn") if one.sd is None}
    assert {id_ for _, kind, id_ in without_sd if kind == "item"} == ALIKE
    # Nor has what they are part of: see the gate.
    assert {aspect for aspect in without_sd if aspect.kind != "item"} == {
        ("wij", "block", "gezag"),
        ("wij", "layer", "wij"),
        ("codes", "layer", "codes"),
        ("axis", "axis", "will"),
    }
    assert results("zorg-en-welzijn").bands


def test_the_script_gives_the_answers_that_stand_in_data(tmp_path: Path) -> None:
    script = ROOT / "data" / "make_more_rounds.py"
    subprocess.run([sys.executable, script, tmp_path], check=True, capture_output=True)
    made = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.csv")}
    assert made == {name: (ROOT / "data" / name).read_bytes() for name in MADE}
