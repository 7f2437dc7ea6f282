"""Exact rounding, and numbers as a Dutch reader writes them.

Means and variances are kept as fractions until they are rounded, so that a value on the edge (2.85, 0.75) goes the way
the definition says and not the way binary floating point happens to fall. Dividing one whole number by another is the
last step, which gives the nearest binary number there is.
"""

from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import isqrt


def half_up(value: Fraction, decimals: int) -> float:
    """The value rounded half up (towards plus infinity) to `decimals`, from the exact fraction."""
    scale: int = 10**decimals
    return (2 * value.numerator * scale + value.denominator) // (2 * value.denominator) / scale


def root_half_up(square: Fraction, decimals: int) -> float:
    """The square root of a non-negative fraction, rounded half up to `decimals` without leaving exact arithmetic.

    The largest whole k with (k - 1/2)^2 <= square * 100^decimals is floor(sqrt(4 * square * 100^decimals) + 1) // 2.
    """
    scale: int = 10**decimals
    doubled = isqrt(4 * square.numerator * scale**2 // square.denominator)
    return (doubled + 1) // 2 / scale


def rounded_down(value: Fraction, decimals: int) -> float:
    """The largest number of so many decimals that is not above the value."""
    scale: int = 10**decimals
    return value.numerator * scale // value.denominator / scale


def rounded_up(value: Fraction, decimals: int) -> float:
    """The smallest number of so many decimals that is not below the value."""
    scale: int = 10**decimals
    return -(-value.numerator * scale // value.denominator) / scale


def sample_variance(n: int, total: int, squares: int) -> Fraction | None:
    """The sample variance (n - 1) of n whole numbers, from their sum and the sum of their squares; None below two."""
    return Fraction(n * squares - total**2, n * (n - 1)) if n > 1 else None


@cache
def exact(value: float) -> Fraction:
    """A published (rounded) number as the decimal that the reader sees: 2.9 is 29/10."""
    return Fraction(Decimal(str(value)))


def percentages(counts: list[int]) -> list[int]:
    """Whole percentages that add up to 100, by largest remainder (the earlier one first when remainders are equal).

    All zero when there is nothing to share.
    """
    total = sum(counts)
    if total == 0:
        return [0] * len(counts)
    shares = [divmod(100 * count, total) for count in counts]
    left = 100 - sum(whole for whole, _ in shares)
    ranked = sorted(range(len(counts)), key=lambda index: (-shares[index][1], index))
    return [whole + (index in ranked[:left]) for index, (whole, _) in enumerate(shares)]


def dutch(value: float, decimals: int = 1) -> str:
    """A number with a decimal comma, with a true minus sign; never a zero below zero."""
    return f"{value:z.{decimals}f}".replace(".", ",").replace("-", "−")


def signed(value: float, decimals: int = 1) -> str:
    """A difference with its sign, also when it is a plus; a difference of nothing has none."""
    text = dutch(value, decimals)
    return f"+{text}" if value > 0 and text != dutch(0, decimals) else text


def share(part: int, whole: int) -> int:
    """A part of a whole as a whole percentage, rounded half up."""
    return int(half_up(Fraction(100 * part, whole), 0)) if whole else 0


def percent(part: float) -> str:
    """A published part of 1, in hundredths, as a whole percentage."""
    return f"{half_up(100 * exact(part), 0):.0f}%"


def dutch_threshold(value: Decimal | float, decimals: int = 1) -> str:
    """A threshold with a decimal comma and all its decimals, as an author wrote it: a rounded one would be untrue."""
    digits = Decimal(str(value)).normalize().as_tuple().exponent
    return dutch(float(value), max(decimals, -int(digits)))
