"""Who took part, and how much of it will show: counted by hand on schools of a few people."""

from teamspiegel.contracts.problem import Problem
from teamspiegel.edges.forms import problems_as
from teamspiegel.pipeline import published_of
from teamspiegel.showing import latest_measured, showings

from tests.schools import Files, small


def told(tree: Files) -> list[str]:
    definitions, published = published_of(tree)
    round_ = latest_measured(definitions, published)
    return [str(one) for one in showings(definitions, published, round_)] if round_ else []


def with_survey(*rows: str) -> Files:
    tree = {path: content for path, content in small().items() if not path.startswith("data/")}
    head = "respondent,zelf-begin,zelf-beurten,samen-afspraken,samen-roddel"
    lines = [head, *(f"r{number},{row}" for number, row in enumerate(rows, 1))]
    return tree | {"data/enquete/blauw/survey.csv": "\n".join(lines).encode()}


def test_six_people_show_their_means_and_no_spread() -> None:
    """Four items, two blocks of one layer and two layers: eight numbers. Means of 3 are far from either end."""
    assert told(with_survey(*["2,3,3,2", "4,3,3,4"] * 3)) == [
        "blauw, survey: 6 of 8 people; 8 of 8 spreads withheld (fewer than 10 people)"
    ]


def test_four_people_show_nothing() -> None:
    assert told(with_survey(*["2,3,3,2", "4,3,3,4"] * 2)) == [
        "blauw, survey: 4 of 8 people; 8 of 8 means withheld (fewer than 5 people); "
        "8 of 8 spreads withheld (fewer than 10 people)"
    ]


def test_fewer_than_half_is_said() -> None:
    [line] = told(with_survey(*["2,3,3,2"] * 3))
    assert line.startswith("blauw, survey: 3 of 8 people (fewer than half took part); ")


def test_where_nothing_is_measured_nothing_is_told() -> None:
    definitions, published = published_of(small())
    [round_] = [one for one in definitions.rounds if one.id == "pols"]
    assert list(showings(definitions, published, round_)) == []


def test_a_message_is_no_command_to_github() -> None:
    problem = Problem("content/a,b:c.yml", 3, "100% 'x'", "y", char=7)
    line = problems_as("github", [problem])
    assert line == (
        "::error file=content/a%2Cb%3Ac.yml,line=3,col=7::content/a,b:c.yml:3:7: found 100%25 'x'; expected y\n"
    )
