"""What may be published of a scan: each role by the rules of an item, and all roles from what is published of each."""

from itertools import product

from teamspiegel import pipeline
from teamspiegel.contracts.scan import ScanResults

from tests.schools import Files, change, documented_school

PATH = "data/herfst-2027/de-ronde/scan-opleiden.csv"


def results(tree: Files) -> ScanResults:
    found = next(one for one in pipeline.school_of(tree).strands if one.instrument.kind == "scan")
    assert isinstance(found.latest, ScanResults)
    return found.latest


def test_a_role_shows_what_its_size_allows() -> None:
    """Students 23 of 6 is 3.8; supervisors 14 of 5 is 2.8; two trainers show only that they are two.

    Both means count as much in what they are together: (3.8 + 2.8) / 2, and 1.0 lies between them.
    """
    found = results(documented_school())
    assert found.people == {"student": 6, "begeleider": 5, "opleider": 2}
    doel = found.means["doel"]
    assert [(role, one.mean, one.withheld) for role, one in doel.items()] == [
        ("student", 3.8, "small"),
        ("begeleider", 2.8, "small"),
        ("opleider", None, "small"),
    ]
    assert (found.overall["doel"], found.gaps["doel"].low, found.gaps["doel"].high) == (3.3, "begeleider", "student")
    assert found.gaps["doel"].difference == 1.0


def test_a_role_near_an_end_is_a_bound_and_in_no_other_number() -> None:
    """Six students of whom five give the highest: one may have given 1. (6·5 - 4 - 1) / 6 is 4.17."""
    rows = "".join(f"s{number},student,5,3\n" for number in range(5))
    text = "respondent,role,doel,los-zand\ns9,student,4,3\n" + rows
    found = results({**documented_school(), PATH: text.encode()})
    assert (found.means["doel"]["student"].mean, found.means["doel"]["student"].at_least) == (None, 4.1)
    assert "doel" not in found.overall
    assert "doel" not in found.gaps


def test_whatever_a_withheld_role_answers_nothing_else_changes() -> None:
    """The two trainers give everything that two people can give."""
    first = results(documented_school())
    for one, other in product(range(1, 6), repeat=2):
        tree = change(
            documented_school(),
            PATH,
            "r12,opleider,5,1\nr13,opleider,4,2",
            f"r12,opleider,{one},1\nr13,opleider,{other},2",
        )
        assert results(tree) == first
