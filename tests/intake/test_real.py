"""Real exports of other people's surveys, of which a few columns are imported: the same counts as by position."""

import csv
from collections import Counter
from pathlib import Path

from tests.intake.test_exports import confirm, rows_of, run, school
from tests.schools import TESTS

__all__ = ["school"]

REAL = TESTS / "intake" / "real"

INSTRUMENT = """
id: modellen
version: "1.0"
name: Modellen
description: Een paar stellingen van een echte vragenlijst.
scale: {min: 1, max: 4}
thresholds: {bridge_axis: 2.5, spread: 0.8}
layers:
  - id: hergebruik
    name: Hergebruik
    description: Wat er met modellen gebeurt.
    source: survey
    mean_of: items
    items:
      - {id: zwaar, text: Die festgehaltenen informellen Modelle waren schwer zugreifbar/auffindbar., short: Lastig}
      - id: nuttig
        text: Das manuelle Übertragen der informellen Modelle war nützlich für die später Arbeit.
        short: Nuttig
      - {id: keuze, text: This is a multiple choice question., short: Keuze}
"""


def use(school: Path) -> None:
    (school / "content" / "instruments" / "modellen.yml").write_text(INSTRUMENT, encoding="utf-8")
    rounds = school / "content" / "rounds.yml"
    entry = "- {id: echt, label: Echt, date: 2026-10-01, kind: tussenmeting, instrument: modellen}\n"
    rounds.write_text(rounds.read_text(encoding="utf-8") + entry, encoding="utf-8")
    teams = school / "content" / "teams.yml"
    teams.write_text(teams.read_text(encoding="utf-8").replace("members: 8", "members: 60"), encoding="utf-8")


def test_limesurvey_with_two_rows_of_heads(school: Path) -> None:
    """The two statements stand in one group of eight, under one question."""
    use(school)
    file = REAL / "limesurvey-two-headers.csv"
    words = ("--team", "blauw", "--map", str(school / "content" / "imports" / "kompas-survey.yml"))
    assert run(school, file, *words, round_="echt").exit_code == 0
    confirm(school)
    result = run(school, file, *words, round_="echt")
    assert result.exit_code == 0, result.output
    with file.open(encoding="utf-8-sig", newline="") as opened:
        _, heads, *rows = csv.reader(opened, delimiter=";")
    labels = ["Stimme gar nicht zu", "Stimme eher nicht zu", "Stimme eher zu", "Stimme vollständig zu"]
    scores = {label: str(score) for score, label in enumerate(labels, 1)}
    places = [next(place for place, head in enumerate(heads) if part in head) for part in ("auffindbar", "nützlich")]
    expected = Counter(tuple(scores.get(row[place], "") for place in places) for row in rows)
    del expected["", ""]
    assert sum(expected.values()) > 20
    assert Counter((row["zwaar"], row["nuttig"]) for row in rows_of(school, "data/echt/blauw/survey.csv")) == expected


def test_qualtrics_with_three_rows_of_heads_in_german(school: Path) -> None:
    """A single respondent, who finished and answered 2."""
    use(school)
    file = REAL / "qualtrics-three-headers.csv"
    words = ("--team", "blauw", "--map", str(school / "content" / "imports" / "kompas-survey.yml"))
    proposed = run(school, file, *words, round_="echt")
    assert "Recognised: qualtrics (row 3 holds its import ids); 1 row of answers." in proposed.output
    confirm(school)
    assert run(school, file, *words, round_="echt").exit_code == 0
    [row] = rows_of(school, "data/echt/blauw/survey.csv")
    assert (row["keuze"], row["zwaar"]) == ("2", "")
