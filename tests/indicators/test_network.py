"""The numbers of a network, counted by hand."""

from fractions import Fraction
from math import isclose, sqrt

from teamspiegel.contracts.network import centralisation, density, reciprocity
from teamspiegel.indicators.network import ties

Tie = tuple[str, str]


def numbers(people: str, drawn: list[Tie]) -> tuple[Fraction, Fraction, Fraction]:
    found = ties(people, people, drawn)
    return (
        density(found.listed, found.answered, found.drawn),
        reciprocity(found.both, found.mutual),
        centralisation(found.listed, found.drawn, found.most),
    )


def test_four_people() -> None:
    """A-B both ways, A>C and C>D: 4 of 12 ties, 2 of 4 both ways; named 1, 1, 1 and 1 time, so no centre."""
    assert numbers("ABCD", [("A", "B"), ("B", "A"), ("A", "C"), ("C", "D")]) == (
        Fraction(1, 3),
        Fraction(1, 2),
        Fraction(),
    )


def test_a_star() -> None:
    """Four name the fifth: 4 of 20 ties, none both ways, and all lead to one."""
    assert numbers("ABCDE", [(one, "E") for one in "ABCD"]) == (Fraction(1, 5), Fraction(), Fraction(1))


def test_who_did_not_answer_has_no_ties_to_give_back() -> None:
    """C did not answer: A>C is a tie, but none between two who answered. Of 2 · 2 ties 3; D is nobody's."""
    found = ties("ABCD", "ABD", [("A", "B"), ("B", "A"), ("A", "C")])
    assert (found.listed, found.answered, found.drawn, found.both, found.mutual) == (4, 3, 3, 2, 2)
    assert (found.most, found.isolated) == (1, 1)


def test_the_jackknife() -> None:
    """A>B of three people: without A or B no ties, without C 1 of 2. Mean 1/6; squares 2/36 + 4/36; (3 - 2)/(2 · 3)."""
    found = ties("ABC", "ABC", [("A", "B")]).errors["density"]
    assert isclose(found, sqrt((Fraction(2, 36) + Fraction(4, 36)) / 6))
