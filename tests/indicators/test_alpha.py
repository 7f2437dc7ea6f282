"""Cronbach's alpha, by hand."""

from fractions import Fraction

from teamspiegel import counting
from teamspiegel.indicators.alpha import cronbachs_alpha

from tests.test_examples import school


def test_three_people_and_two_items() -> None:
    """1, 2, 3 and 2, 2, 4: variances 1 and 4/3, totals 3, 4, 7 with 13/3. So 2 · (1 - (7/3) / (13/3)) = 12/13."""
    assert cronbachs_alpha([[1, 2, 3], [2, 2, 4]]) == Fraction(12, 13)


def test_items_that_say_the_same_go_together_and_opposites_do_not() -> None:
    assert cronbachs_alpha([[1, 2, 3], [1, 2, 3]]) == 1
    assert cronbachs_alpha([[1, 2, 3], [3, 2, 1]]) is None
    assert cronbachs_alpha([[1], [1]]) is None


def test_only_from_thirty_people_on_and_without_teams_whose_spread_is_withheld() -> None:
    """Of 21 and 12 people the layers are told, of five they are not: 33 at most."""
    found = counting.school_of(school()).reliability
    assert {layer for _, layer in found} == {"houding", "leiding", "cultuur"}
    assert all(30 <= one.n <= 33 for one in found.values())
