"""Answers that an earlier gate gave away, each through the whole line: what came out then, and what is right."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

import pytest
import yaml
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.contracts.published import Publication, Published
from teamspiegel.pipeline import published_of

from tests.schools import Files
from tests.sites import pages, site

ABOUT = {"name": "Naam", "description": "Wat het is."}
INSTRUMENT = {
    "id": "meter",
    "version": "1",
    **ABOUT,
    "scale": {"min": 1, "max": 5},
    "thresholds": {"bridge_axis": 3.0, "spread": 0.8},
    "blocks": [{"id": "blok", **ABOUT}],
    "layers": [
        {
            "id": "laag",
            **ABOUT,
            "source": "survey",
            "mean_of": "items",
            "items": [{"id": id_, "text": f"Zo is {id_}.", "short": f"Punt {id_}", "block": "blok"} for id_ in "ab"],
        },
        {
            "id": "les",
            **ABOUT,
            "source": "observations",
            "mean_of": "items",
            "items": [{"id": "te-zien", "text": "Te zien.", "short": "Te zien"}],
        },
    ],
}
A, B = Aspect("laag", "item", "a"), Aspect("laag", "item", "b")
BLOCK, LAYER = Aspect("laag", "block", "blok"), Aspect("laag", "layer", "laag")
SEEN = Aspect("les", "item", "te-zien")

Pair = tuple[int, int]
"""What somebody answered to a and b."""


def school(
    people: Sequence[Pair] = (), lessons: Sequence[tuple[str, float]] = (), **settings: Mapping[str, int]
) -> Files:
    """The files of a school with one team, of which these people answered and these teachers gave lessons."""
    sources = [*(["survey"] if people else []), *(["observations"] if lessons else [])]
    round_ = {"id": "een", "label": "Een", "date": "2026-01-01", "kind": "nulmeting", "sources": sources}
    tree = {
        "content/teams.yml": [{"id": "team", "name": "Team", "members": 12}],
        "content/rounds.yml": [round_],
        "content/instruments/meter.yml": INSTRUMENT,
        **({"content/settings.yml": settings} if settings else {}),
    }
    files = {path: yaml.safe_dump(value).replace("'2026-01-01'", "2026-01-01").encode() for path, value in tree.items()}
    survey = [f"r{n},{a},{b}\n" for n, (a, b) in enumerate(people)]
    seen = [f"l{n},{teacher},{score:g}\n" for n, (teacher, score) in enumerate(lessons)]
    if survey:
        files["data/een/team/survey.csv"] = ("respondent,a,b\n" + "".join(survey)).encode()
    if seen:
        files["data/een/team/observations.csv"] = ("lesson,teacher,te-zien\n" + "".join(seen)).encode()
    return files


def publication(tree: Files) -> Publication:
    return published_of(tree)[1]


def indicators(tree: Files) -> Mapping[Aspect, Published]:
    return publication(tree).by_team_and_round["team", "een"].indicators


def told(found: Published) -> tuple[float | None, float | None, float | None]:
    """The mean, and what stands in its place."""
    return found.mean, found.at_least, found.at_most


@cache
def site_text(*people: Pair) -> str:
    """Every page, chart and download of a team with these answers."""
    built = site(school(people)).files
    return "\n".join(content.decode() for path, content in built.items() if path.endswith((".md", ".csv", ".js")))


AT_THE_ENDS: list[Pair] = [(3, 3), *[(5, 5)] * 4]


def test_a_block_of_masked_items_is_the_interval_of_what_they_show() -> None:
    """Five people on 1-5: (3,3) and four times (5,5).

    Came out: both items "4.0 or higher", block and layer withheld, where any other answers would have shown the block.
    The margin is (4 + 1)/5 = 1: both items are 4,0 or higher, and so is all that is made of them.
    """
    found = indicators(school(AT_THE_ENDS))
    assert all(told(found[aspect]) == (None, 4.0, None) for aspect in (A, B, BLOCK, LAYER))
    assert [found[aspect].withheld for aspect in (A, B, BLOCK, LAYER)] == ["masked", "masked", "derived", "derived"]


@pytest.mark.parametrize(
    "others",
    [[(5, 5)] * 4, [(5, 4), *[(5, 5)] * 3], [(4, 5), *[(5, 5)] * 3], [(4, 4), *[(5, 5)] * 3]],
    ids=["all at the top", "b a step off", "a a step off", "both a step off"],
)
def test_whether_a_block_is_told_follows_from_what_is_published_of_its_items(others: list[Pair]) -> None:
    """The same school, and others that it cannot be told from: (3,3) and sums of 19 or 20 of the other four."""
    one, other = publication(school(AT_THE_ENDS)), publication(school([(3, 3), *others]))
    assert one == other


BESIDE: list[Pair] = [(3, 3), *[(1, 5)] * 3, (1, 4)]


def test_a_block_of_both_ends_is_not_told_by_its_exact_mean() -> None:
    """The same school with (3,3), (1,5) three times and (1,4).

    Came out: a 2.0 or lower, b 4.0 or higher, block 2.9, and for who gave (3,3) only one set of answers fits.
    The block lies between (1 + 4)/2 = 2,5 and (2 + 5)/2 = 3,5, a quarter of the scale.
    """
    found = indicators(school(BESIDE))
    assert told(found[A]) == (None, None, 2.0)
    assert told(found[B]) == (None, 4.0, None)
    assert told(found[BLOCK]) == told(found[LAYER]) == (None, 2.5, 3.5)


def test_who_gave_3_and_3_may_think_of_other_answers() -> None:
    """a from 7 to 10 in all and b from 20 to 25 give the same: also when the others' a are 1, 1, 1, 2 or 1, 1, 1, 3."""
    one = publication(school(BESIDE))
    for others in (
        [(2, 5), (1, 5), (1, 5), (1, 4)],
        [(3, 5), (1, 5), (1, 5), (1, 4)],
        [(1, 5), (1, 5), (1, 3), (1, 4)],
    ):
        assert publication(school([(3, 3), *others])) == one


def test_no_setting_shows_the_mean_of_three_people() -> None:
    """`gate: {mean: 3}` and answers of 1, 3 and 3. Came out: a mean of 2.3, where the alternatives would be masked."""
    tree = school([(1, 1), (3, 3), (3, 3)], gate={"mean": 3})
    with pytest.raises(InputProblems) as caught:
        published_of(tree)
    (problem,) = caught.value.problems
    assert str(problem).startswith("content/settings.yml:2:")
    assert "5" in str(problem)


@pytest.mark.parametrize("answers", [(1, 3, 3), (5, 4, 4, 4)])
def test_nothing_is_told_of_fewer_than_five_but_how_many_answered(answers: Sequence[int]) -> None:
    """Came out, of 5, 4, 4, 4: a mean of 4.3."""
    for found in indicators(school([(score, score) for score in answers])).values():
        assert found == Published(found.place, len(answers), len(answers), withheld="small")


NEARLY: list[Pair] = [(5, 3), *[(3, 1)] * 6, *[(3, 5)] * 3]


def test_the_sd_of_a_block_is_told_only_where_every_item_tells_its_own() -> None:
    """Ten people: (5,3), (3,1) six times, (3,5) three times.

    Came out: a "nearly alike", and 1.0 as the SD of the block, which tells that all nine others gave 3 on a. b has one
    3, six 1 and three 5: a mean of 24/10, and squares of 90 - 57,6 over 9 give an SD of 1,897.
    """
    found = indicators(school(NEARLY))
    assert (found[A].mean, found[A].sd, found[A].withheld) == (3.2, None, "masked")
    assert (found[B].mean, found[B].sd, found[B].withheld) == (2.4, 1.9, None)
    for level in (BLOCK, LAYER):
        assert (found[level].mean, found[level].sd, found[level].spread) == (2.8, None, None)
        assert (found[level].withheld, found[level].uncertainty) == ("derived", None)


def test_the_site_of_nearly_the_same_is_that_of_other_answers() -> None:
    """Two others gave 2 and 4 in the place of a 3 on a: not a letter of the site is another."""
    other: list[Pair] = [(5, 3), (2, 1), (4, 1), *[(3, 1)] * 4, *[(3, 5)] * 3]
    assert site_text(*NEARLY) == site_text(*other)


SPREAD: list[Pair] = [(score, 3) for score in (1, 2, 3, 4, 5)]


def test_there_is_no_word_about_spread_of_five() -> None:
    """Five people, 1 2 3 4 5. Came out: "verdeeld", which was said of exactly these answers."""
    found = indicators(school(SPREAD))
    assert (found[A].mean, found[A].spread, found[A].sd, found[A].withheld) == (3.0, None, None, "small")


def test_the_site_of_five_says_nothing_of_their_spread() -> None:
    """All in the middle, or one on each score: the same site, in which nothing is `verdeeld`."""
    text = site_text(*SPREAD)
    assert text == site_text(*[(3, 3)] * 5)
    tables = re.findall(r"<td>[^\n]*</td>", text)
    assert tables and not [row for row in tables if "verdeeld" in row]


FIVE_LESSONS = (3.0, 3.0, 4.0, 2.0, 3.0)


@pytest.mark.parametrize(
    "other", ["t04\u200b", "T04", "t\u00ad04", "\uff5404"], ids=["invisible", "case", "soft", "wide"]
)
def test_one_teacher_in_two_spellings_is_one_person(other: str) -> None:
    """Five lessons of four teachers, one of them once as `t04` and once as `t04` + U+200B.

    Came out: five people, and a mean. Four people are too few: nothing but five lessons.
    """
    lessons = zip(("t01", "t02", "t03", "t04", other), FIVE_LESSONS, strict=True)
    _is_withheld(school(lessons=list(lessons)))


def test_one_teacher_as_two_numbers_is_one_person() -> None:
    """The same with `4` and `4.0`, as spreadsheets write them."""
    lessons = zip(("1", "2", "3", "4", "4.0"), FIVE_LESSONS, strict=True)
    _is_withheld(school(lessons=list(lessons)))


def _is_withheld(tree: Files) -> None:
    found = indicators(tree)[SEEN]
    assert found == Published(found.place, 5, 4, withheld="small")


def test_five_teachers_are_enough() -> None:
    """The other side of it: 15/5 = 3,0, and (4 + 1)/5 = 1 from the ends."""
    lessons = zip(("t01", "t02", "t03", "t04", "t05"), FIVE_LESSONS, strict=True)
    assert told(indicators(school(lessons=list(lessons)))[SEEN]) == (3.0, None, None)


def test_the_pages_of_a_case_are_there() -> None:
    """What the tests above compare is a whole site."""
    assert "teams/team/lagen/laag.md" in pages(site(school(NEARLY)))
