"""A questionnaire for pupils, counted by hand."""

from datetime import date
from fractions import Fraction

import pandas as pd
from teamspiegel.contracts.answers import AnswerScale
from teamspiegel.contracts.definitions import Round, Team
from teamspiegel.contracts.measured import Clustered
from teamspiegel.contracts.pupils import PupilItem, Pupils, PupilScale
from teamspiegel.indicators import pupils as indicators

SCHOOL = Team(id="school", name="School", members=30, level="school")
ROUND = Round(id="een", label="Een", date=date(2026, 9, 1), kind="nulmeting")


def questionnaire(*items: str) -> Pupils:
    listed = tuple(PupilItem(id=id_, text="Zo is het.") for id_ in items)
    scales = (PupilScale(id="schaal", name="Schaal", description="Wat het is.", items=listed),)
    about = {"id": "vragen", "version": "1", "name": "Vragen", "description": "Wat het is."}
    return Pupils(kind="pupils", scale=AnswerScale(min=1, max=5), scales=scales, **about)  # type: ignore[arg-type]


def measured(classes: list[list[tuple[float | None, ...]]], *items: str) -> Clustered | None:
    rows = [
        (f"p{number}{pupil}", f"k{number}", item, score)
        for number, pupils in enumerate(classes)
        for pupil, scores in enumerate(pupils)
        for item, score in zip(items, scores, strict=True)
        if score is not None
    ]
    frame = pd.DataFrame(rows, columns=["person", "group", "item", "score"])
    return indicators.measure(questionnaire(*items), SCHOOL, ROUND, frame).scales["schaal"]


def test_the_error_is_over_classes() -> None:
    """[3, 4], [2, 3], [4, 5]: mean 3.5; sums of deviations 0, -2 and 2; SE² is 3/2 · 8/36, and SE 0.577."""
    found = measured([[(3,), (4,)], [(2,), (3,)], [(4,), (5,)]], "a")
    assert found
    assert (found.n, found.classes, found.mean, found.error) == (6, 3, Fraction(7, 2), Fraction(1, 3))
    assert round(float(found.error or 0) ** 0.5, 3) == 0.577
    # Deviations of a half four times and of one and a half twice: 4 · 1/4 + 2 · 9/4, over five.
    assert found.variance == Fraction(11, 10)
    assert found.alike == 2


def test_a_pupil_counts_who_answered_half() -> None:
    """Of three questions two make a value, (4 + 1) / 2; one does not."""
    found = measured([[(4, 1, None)], [(5, None, None)]], "a", "b", "c")
    assert found == Clustered(1, 1, Fraction(5, 2), None, None, 1)


def test_nobody_answered_the_scale() -> None:
    assert measured([[(5, None, None)]], "a", "b", "c") is None
