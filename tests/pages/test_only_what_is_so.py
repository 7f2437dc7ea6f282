"""No text speaks of a quadrant, of lessons or of their bands in a school that has none."""

import re

import pytest

from tests.schools import Files
from tests.sites import pages, shown, site
from tests.variants import without_quadrant

INSTRUMENT = """
id: kort
version: "1"
name: Kort
description: Een korte vragenlijst.
scale: {min: 1, max: 5}
thresholds: {bridge_axis: 3.0, spread: 0.8}
blocks:
  - {id: rust, name: Rust, description: Hoe rustig het is.}
elements:
  - {id: begin, name: Begin, description: Hoe het begint., block: rust}
layers:
  - id: ik
    name: Ik
    description: Wat ik zeg.
    source: survey
    mean_of: items
    items: [{id: ik-a, text: Ik begin rustig., short: Begin, element: begin, block: rust}]
  - id: wij
    name: Wij
    description: Wat wij zeggen.
    source: survey
    mean_of: items
    items: [{id: wij-a, text: Wij beginnen rustig., short: Ook begin, element: begin, block: rust}]
"""


def answered(people: int) -> str:
    """Answers of so many people: far apart, so that there is something to say of the difference and the spread."""
    return "respondent,ik-a,wij-a\n" + "".join(f"r{one},{5 - one % 3},{1 + one % 4}\n" for one in range(people))


def survey_only() -> Files:
    """A school with a survey in two rounds: a team of twelve, one of four, and one that is not measured."""
    rounds = "".join(
        f"- {{id: {id_}, label: {label}, date: {day}, kind: {kind}}}\n"
        for id_, label, day, kind in (
            ("start", "Nulmeting", "2026-03-01", "nulmeting"),
            ("einde", "Eindmeting", "2026-06-01", "eindmeting"),
        )
    )
    teams = "".join(
        f"- {{id: {id_}, name: Team {name}, members: {members}}}\n"
        for id_, name, members in (("groot", "Groot", 14), ("klein", "Klein", 4), ("later", "Later", 9))
    )
    files = {
        "content/teams.yml": teams,
        "content/rounds.yml": rounds,
        "content/instruments/kort.yml": INSTRUMENT,
        **{f"data/{round_}/groot/survey.csv": answered(12) for round_ in ("start", "einde")},
        "data/start/klein/survey.csv": answered(4),
    }
    return {path: text.encode() for path, text in files.items()}


ABOUT_LESSONS = re.compile(r"\bles(?:sen|banden|bezoek\w*|observati\w+|onderdel\w+)?\b|\bdocent", re.IGNORECASE)
ABOUT_THE_QUADRANT = re.compile(r"kwadrant", re.IGNORECASE)


def said(tree: Files, words: re.Pattern[str]) -> dict[str, list[str]]:
    """Which of these words each page says, where there are any; the names and addresses of links count too."""
    texts = {
        path: " ".join([element.text(), *(link.attributes["href"] for link in element.every("a"))])
        for path, page in pages(site(tree)).items()
        for element in [shown(page)]
    }
    return {path: words.findall(text) for path, text in texts.items() if words.search(text)}


@pytest.mark.parametrize("words", [ABOUT_LESSONS, ABOUT_THE_QUADRANT], ids=["lessons", "quadrant"])
def test_a_school_with_a_survey_only_reads_of_nothing_else(words: re.Pattern[str]) -> None:
    tree = survey_only()
    assert len(pages(site(tree))) > 10
    assert said(tree, words) == {}


def test_a_school_without_a_quadrant_reads_of_its_lessons_and_not_of_a_quadrant() -> None:
    generated = {path for path in pages(site(without_quadrant())) if not path.startswith("hulp/")}
    assert not generated & said(without_quadrant(), ABOUT_THE_QUADRANT).keys()
    assert generated & said(without_quadrant(), ABOUT_LESSONS).keys()
