"""Student's t against the printed table, and the interval against one worked by hand."""

import pytest
from teamspiegel.indicators.uncertainty import interval_half_width, t_quantile, t_within

T_TABLE = {
    **{1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262, 10: 2.228},
    **{11: 2.201, 12: 2.179, 13: 2.160, 14: 2.145, 15: 2.131, 16: 2.120, 17: 2.110, 18: 2.101, 19: 2.093, 20: 2.086},
    **{21: 2.080, 22: 2.074, 23: 2.069, 24: 2.064, 25: 2.060, 26: 2.056, 27: 2.052, 28: 2.048, 29: 2.045, 30: 2.042},
    **{40: 2.021, 60: 2.000, 120: 1.980, 1000: 1.962},
}
"""The 95% column (two-sided) of the t-table in any textbook, by degrees of freedom."""


@pytest.mark.parametrize(("df", "printed"), T_TABLE.items())
def test_quantiles_are_those_of_the_printed_table(df: int, printed: float) -> None:
    assert round(t_quantile(df), 3) == printed


@pytest.mark.parametrize(("df", "printed"), [(1, 63.657), (5, 4.032), (17, 2.898), (22, 2.819)])
def test_quantiles_of_another_confidence(df: int, printed: float) -> None:
    """The 99% column."""
    assert round(t_quantile(df, 0.99), 3) == printed


def test_half_of_the_distribution_with_one_degree_lies_within_one() -> None:
    """Cauchy: P(-1 < T < 1) = 2 atan(1) / pi = 1/2."""
    assert t_within(1.0, 1) == pytest.approx(0.5)
    assert t_within(0.0, 7) == 0.0


@pytest.mark.parametrize(
    ("variance", "n", "people", "members", "half"),
    [
        # 18 lessons of 16 teachers in a team of 25: t(17) 2.110; 2.110 * sqrt(0.49 / 18 * 9 / 24) = 2.110 * 0.10104
        (0.49, 18, 16, 25, 0.2132),
        # 23 of 25 respondents: t(22) 2.074; 2.074 * sqrt(0.81 / 23 * 2 / 24) = 2.074 * 0.05417
        (0.81, 23, 23, 25, 0.1124),
        # everybody is in
        (0.81, 25, 25, 25, 0.0),
        # nobody differs
        (0.0, 6, 6, 25, 0.0),
        # a team of one, observed twice
        (0.5, 2, 1, 1, 0.0),
        # more people than members is refused on reading; here it is no negative width
        (0.5, 4, 4, 3, 0.0),
    ],
)
def test_half_width(variance: float, n: int, people: int, members: int, half: float) -> None:
    assert interval_half_width(variance, n, people, members) == pytest.approx(half, abs=0.0001)
