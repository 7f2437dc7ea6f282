"""How large a change must be to become clear next time: known answers from published numbers that are written by hand.

Quantiles of t are those of the 95% column (two-sided) of the table in any textbook: see test_uncertainty.
"""

from dataclasses import replace

import pytest
from teamspiegel.ahead import ahead_of
from teamspiegel.contracts.place import Aspect, Place
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import Ahead

from tests.handmade import instrument, results

ENOUGH = 10


def layer(id_: str, sd: float | None, n: int, mean: float | None = 3.0) -> Published:
    return Published(Place("a", "one", Aspect(id_, "layer", id_)), n, n, mean, sd=sd)


def ahead(found: Published, members: int) -> list[Ahead]:
    return list(ahead_of(instrument(), results(found), members, ENOUGH))


@pytest.mark.parametrize(
    ("sd", "n", "members", "band", "more", "smaller"),
    [
        # a = b = 0.25 / 21 = 0.011905, df 40: 2.021 * sqrt(0.023810) = 2.021 * 0.154303 = 0.3118. A band under 0.25
        # needs 0.25 / n' < (0.25 / 2.0)^2 - 0.011905 = 0.00372: more than 60 people, and the team has 25.
        (0.5, 21, 25, 0.3, None, None),
        # a = b = 0.64 / 12 = 0.053333, df 22: 2.074 * sqrt(0.106667) = 0.6774.
        # n' = 14: b = 0.045714, df 23: 2.069 * sqrt(0.099048) = 0.6512, still 0.7;
        # n' = 15: b = 0.042667, df 23: 2.069 * sqrt(0.096000) = 0.6411, so 0.6.
        (0.8, 12, 20, 0.7, 3, 0.6),
        (0.8, 12, 15, 0.7, 3, 0.6),
        (0.8, 12, 14, 0.7, None, None),
    ],
)
def test_a_layer_of_a_survey(
    sd: float, n: int, members: int, band: float, more: int | None, smaller: float | None
) -> None:
    (found,) = ahead(layer("self", sd, n), members)
    assert (found.layer.id, found.n, found.few) == ("self", n, False)
    assert (found.band, found.more, found.smaller) == (band, more, smaller)


def test_lessons_have_no_headcount_and_go_up_to_twice_as_many() -> None:
    """As above with 12 lessons, of a team of 12: three more lessons make 0.7 into 0.6."""
    (found,) = ahead(layer("seen", 0.8, 12), 12)
    assert (found.band, found.more, found.smaller) == (0.7, 3, 0.6)


@pytest.mark.parametrize(("n", "few"), [(9, True), (10, False)])
def test_without_an_sd_nothing_is_said_of_a_change(n: int, few: bool) -> None:
    (found,) = ahead(layer("self", None, n), 20)
    assert (found.band, found.more, found.smaller, found.few) == (None, None, None, few)


def test_a_layer_of_which_nothing_is_told_has_no_place_here() -> None:
    assert ahead(layer("self", None, 4, mean=None), 20) == []
    between = replace(layer("self", None, 12, mean=None), at_least=2.5, at_most=3.0)
    assert [found.band for found in ahead(between, 20)] == [None]
