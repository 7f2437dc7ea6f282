"""A scan, counted by hand.

doel: students 4, 3, 5, 4, 3, 4, so 23 of 6; los-zand, turned round (6 - x) from 2, 3, 2, 1 and 2: 20 of 5.
"""

from fractions import Fraction

from teamspiegel.indicators.others import measure_others
from teamspiegel.reading.read import read_school

from tests.schools import documented_school


def test_topics_are_counted_by_role() -> None:
    definitions, answers = read_school(documented_school())
    found = {one.instrument.id: one for one in measure_others(definitions, answers)}["scan-opleiden"]
    assert (found.unit.id, found.round.id) == ("de-ronde", "herfst-2027")
    assert found.found.people == {"student": 6, "begeleider": 5, "opleider": 2}
    numbers = found.found.numbers
    assert (numbers["doel"]["student"].n, numbers["doel"]["student"].mean) == (6, Fraction(23, 6))
    assert (numbers["los-zand"]["student"].n, numbers["los-zand"]["student"].mean) == (5, Fraction(20, 5))
    # 3, 2, 3, 4, 2: mean 2.8, and (0.04 + 0.64 + 0.04 + 1.44 + 0.64) / 4.
    assert numbers["doel"]["begeleider"].mean == Fraction(14, 5)
    assert numbers["doel"]["begeleider"].variance == Fraction(7, 10)
    assert numbers["doel"]["begeleider"].alike == 2
