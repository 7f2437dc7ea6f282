"""Student's t against the printed table, and intervals and noise bands against some worked by hand."""

from fractions import Fraction

import pytest
from teamspiegel.contracts.uncertainty import interval_half_width, noise_band, t_quantile

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


# variance and n, then and now: the half width
BANDS = {
    # a = b = 1/21, df 40: 2.021 * sqrt(2/21) = 2.021 * 0.308607
    "equal": (("1", 21), ("1", 21), 0.6237),
    # df 120: 1.980 * sqrt(2/61) = 1.980 * 0.181071
    "large": (("1", 61), ("1", 61), 0.3585),
    # a 0.08, b 0.034783; df 0.0131751 / (0.0064 / 9 + 0.00120983 / 22) = 17.2; 2.110 * sqrt(0.114783)
    "other n": (("4/5", 10), ("4/5", 23), 0.7149),
    # a 0.4, b 0.25; df 0.4225 / (0.16 / 4 + 0.0625 / 3) = 6.95, and that is 6: 2.447 * sqrt(0.65); not 7
    "down": (("2", 5), ("1", 4), 1.9728),
    # df 0.25 / (0.0625 / 1 + 0.0625 / 1) = 2: 4.303 * sqrt(0.5)
    "two of each": (("1/2", 2), ("1/2", 2), 3.0427),
    # only one side has noise: df 9, 2.262 * sqrt(0.09)
    "no noise now": (("9/10", 10), ("0", 15), 0.6786),
    "no noise then": (("0", 15), ("9/10", 10), 0.6786),
    # df 44 exactly, where floating-point numbers give a little less: t(44) 2.015, t(43) 2.017;
    # 2.015 * sqrt(2 * 442/253 / 23) = 2.015 * 0.389764
    "a whole number of degrees": (("442/253", 23), ("442/253", 23), 0.7854),
    "no noise": (("0", 6), ("0", 9), 0.0),
}


@pytest.mark.parametrize(("old", "new", "half"), BANDS.values(), ids=BANDS)
def test_noise_band(old: tuple[str, int], new: tuple[str, int], half: float) -> None:
    sides = [(Fraction(variance), n) for variance, n in (old, new)]
    assert noise_band(sides[0], sides[1]) == pytest.approx(half, abs=0.0004)  # the table has three decimals
    assert noise_band(sides[1], sides[0]) == noise_band(sides[0], sides[1])


@pytest.mark.parametrize("scores", ["1234", "11123", "222334455", "12345123451", "2333444455123451234512"])
def test_two_like_rounds_have_twice_the_degrees_of_one(scores: str) -> None:
    """Welch's quotient is then (2a)^2 / (2 a^2 / (n - 1)) = 2 (n - 1): a whole number, whatever the answers."""
    n = len(scores)
    values = [Fraction(score) for score in scores]
    total, squares = (sum((value**power for value in values), Fraction()) for power in (1, 2))
    variance = (squares - total**2 / n) / (n - 1)
    printed = {6: 2.447, 8: 2.306, 16: 2.120, 20: 2.086, 42: 2.018}[2 * (n - 1)]
    assert noise_band((variance, n), (variance, n)) == pytest.approx(printed * float(2 * variance / n) ** 0.5, abs=6e-4)
