"""What may be published of a questionnaire for pupils."""

from fractions import Fraction

import pytest
from teamspiegel.contracts.definitions import GateThresholds
from teamspiegel.contracts.measured import Clustered, PupilsMeasured
from teamspiegel.contracts.pupils import Level
from teamspiegel.gate import pupils as gate
from teamspiegel.moves import progress

from tests.indicators.test_pupils import SCHOOL, questionnaire


def told(**changed: object) -> Level:
    """Sixty pupils in six classes on 1-5, with a mean of 3.46, a squared error of 0.01 and a variance of 0.64."""
    values = {
        "n": 60,
        "classes": 6,
        "mean": Fraction(346, 100),
        "error": Fraction(1, 100),
        "variance": Fraction(16, 25),
    }
    found = Clustered(**{**values, "alike": 20, **changed})  # type: ignore[arg-type]
    measured = PupilsMeasured(found.n, found.classes, {"schaal": found})
    return gate.gate(questionnaire("a"), SCHOOL, measured, GateThresholds()).levels["schaal"]


def test_a_scale_with_its_error() -> None:
    """t of five degrees of freedom is 2.571: 0.257 on either side."""
    assert told() == Level(60, 6, 3.5, error=0.1, margin=0.3)


@pytest.mark.parametrize("changed", [{"n": 9}, {"classes": 4}])
def test_nothing_of_few_pupils_or_classes(changed: dict[str, int]) -> None:
    found = told(**changed)
    assert (found.mean, found.at_least, found.error, found.withheld) == (None, None, None, "small")


def test_near_an_end_a_bound_stands_in_its_place() -> None:
    """Of ten pupils one may have given 1 and another 4: (4 + 1) / 10 from the end. Of sixty, 0.3 of the scale."""
    assert told(n=10, mean=Fraction(9, 2)) == Level(10, 6, at_least=4.5, withheld="masked")
    assert told(mean=Fraction(471, 100)) == Level(60, 6, at_least=4.7, withheld="masked")
    assert told(mean=Fraction(13, 10)) == Level(60, 6, at_most=1.3, withheld="masked")


@pytest.mark.parametrize("changed", [{"alike": 57}, {"variance": Fraction(8, 100)}])
def test_no_error_where_nearly_all_are_alike(changed: dict[str, object]) -> None:
    assert told(**changed) == Level(60, 6, 3.5, withheld="masked")


def test_a_change_is_clear_beyond_its_margin() -> None:
    """Errors 0.1 and 0.1: 2.571 · 0.1414 is 0.36; 2.776 (four degrees of freedom) makes 0.39."""
    then, now = Level(60, 6, 3.0, error=0.1, margin=0.3), Level(50, 5, 3.5, error=0.1, margin=0.3)
    found = progress(then, now, 1)
    assert found
    assert (found.difference, found.margin, found.clear) == (0.5, 0.4, True)
    assert progress(then, Level(50, 5, 3.4, error=0.1), 1).clear is False  # type: ignore[union-attr]
    assert progress(then, Level(50, 5, at_least=4.7, withheld="masked"), 1) is None
