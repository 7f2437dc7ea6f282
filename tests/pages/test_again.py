"""When to measure again, as a team reads it. The school is that of test_rounds.py, of 10 answers each time.

einde: a 3 3 3 3 3 4 4 4 4 4, b 3 4 2 4 2 4 2 4 2 4. Everybody's own value of the layer: 3 3.5 2.5 3.5 2.5 4 3 4 3 4, in
tenths of a half 6 7 5 7 5 8 6 8 6 8: sum 66, squares 448, variance (448 - 435.6) / 9 / 4 = 0.344, SD 0.587, so 0.6.
Band 2.101 * sqrt(2 * 0.36 / 10) = 0.564, so 0.6. With n': df and band
13: a 0.036, b 0.027692, total 0.063692, df 0.0040567 / (0.000144 + 0.0000639) = 19: 2.093 * 0.252373 = 0.528, so 0.5.
12: b 0.03, total 0.066, df 0.004356 / (0.000144 + 0.0000818) = 19: 2.093 * 0.256905 = 0.538, so 0.5.
11: b 0.032727, total 0.068727, df 0.0047234 / (0.000144 + 0.0001071) = 18: 2.101 * 0.262159 = 0.551, still 0.6.
"""

from tests.pages.test_rounds import TODAY, school, survey
from tests.sites import pages, section, shown, site

HEADING = "Wanneer meten we weer?"


def test_a_team_reads_how_large_a_change_must_be_and_with_how_many_more_it_may_be_smaller() -> None:
    page = shown(pages(site(school(), today=TODAY))["teams/een/uitkomsten.md"])
    told = section(page, HEADING)
    assert "Samen: een marge van 0,6. Met 2 collega's meer wordt de marge 0,5." in told
    assert "meet dus weer" in told.lower()


def test_an_earlier_round_does_not_say_it() -> None:
    assert HEADING not in pages(site(school(), today=TODAY))["teams/een/metingen/start/uitkomsten.md"]


def test_under_ten_people_there_is_a_sentence_and_no_number() -> None:
    """Team Twee, now of seven, has a mean of a (2 3 3 3 3 4 3: 21 / 7 = 3.0) and of b (3 3 4 2 3 3 3: 3.0)."""
    answers = {"a": "2333343", "b": "3342333"}
    tree = school(**{"data/start/twee/survey.csv": survey(answers)})
    tree["content/teams.yml"] = tree["content/teams.yml"].replace(b"Team Twee, members: 3", b"Team Twee, members: 8")
    told = section(shown(pages(site(tree, today=TODAY))["teams/twee/uitkomsten.md"]), HEADING)
    assert told.startswith("Met minder dan 10 mensen is een verandering in cijfers niet duidelijk te zien.")
    assert "marge" not in told


def test_the_method_page_has_the_formula() -> None:
    assert "t × √(2 × s² / n)" in pages(site(school(), today=TODAY))["verantwoording.md"]
