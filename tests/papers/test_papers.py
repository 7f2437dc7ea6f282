"""What stands on papers: what the pages say, and nothing of what a team is still to see."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from teamspiegel.contracts.paper import Paper

from tests import test_examples
from tests.schools import Files, change, demonstration, small
from tests.sites import TODAY, pages, papers, site, theme
from tests.test_everybody import otherwise

BEFORE = date(2026, 6, 12)
"""Horeca's last round is measured, and the meeting in which it will see it is on 18 June."""

NUMBER = re.compile(r"(?<![\d.,])\d+,\d+(?![\d.,])")
TEAM = "horeca"


def texts(value: Any, but: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every text on a paper, except under these keys."""
    if isinstance(value, Mapping):
        for key, below in value.items():
            if key not in but:
                yield from texts(below, but)
    elif isinstance(value, list | tuple):
        for below in value:
            yield from texts(below, but)
    elif isinstance(value, str):
        yield value


def told(paper: Paper) -> str:
    return "\n".join(texts(paper.data))


def same(one: Mapping[str, Paper], other: Mapping[str, Paper]) -> list[str]:
    """The papers that are not the same in both."""
    return [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)]


# ----- the same numbers as the pages -------------------------------------------------------------------


@pytest.mark.parametrize("school", [demonstration, test_examples.school], ids=["mirror", "every kind"])
def test_every_number_on_a_paper_stands_on_a_page_of_the_team(school: Any) -> None:
    tree = school()
    found, shown = papers(tree), pages(site(tree))
    teams = {path.split("/")[1] for path in shown if path.startswith("teams/")}
    numbers = 0
    for name, paper in found.items():
        team = max((one for one in teams if f"-{one}" in name), key=len, default="nobody")
        own = "\n".join(text for path, text in shown.items() if path.startswith(f"teams/{team}/"))
        on_paper = set(NUMBER.findall(told(paper)))
        numbers += len(on_paper)
        assert on_paper <= set(NUMBER.findall(own)), name
    assert numbers > 20


def test_a_chart_on_a_paper_is_the_chart_of_the_site() -> None:
    built, found = site(demonstration()), papers(demonstration())
    drawings = {name: svg for paper in found.values() for name, svg in paper.drawings.items()}
    assert len(drawings) > 40
    assert all(f"grafieken/{name.removesuffix('.svg')}.js" in built.files for name in drawings)
    shown = b"".join(content for path, content in built.files.items() if path.endswith(".md")).decode()
    assert all(svg.decode().partition(">")[2] in shown for svg in drawings.values())


def test_a_number_that_is_withheld_says_so() -> None:
    """Team Groen has four people: nothing but how many took part."""
    report = papers(demonstration())["verslag-groen.pdf"].data
    assert report["strengths"] == report["asking"] == [] and not report["shown"]
    values = [item["value"] for layer in report["layers"] for item in layer["items"] if item["value"]]
    assert values and {(value["told"], value["text"]) for value in values} == {
        (False, "te weinig antwoorden om te tonen")
    }
    assert report["why"]


def test_the_same_numbers_give_the_same_papers() -> None:
    """Two people of a team exchange their answers to one item: no sum changes, and so no paper does."""
    path = "data/start/blauw/survey.csv"
    lines = [line.split(",") for line in small()[path].decode().splitlines()]
    column = next(at for at in range(1, len(lines[0])) if lines[1][at] != lines[2][at])
    lines[1][column], lines[2][column] = lines[2][column], lines[1][column]
    changed = {**small(), path: ("\n".join(map(",".join, lines)) + "\n").encode()}
    assert changed[path] != small()[path]
    of_items = {name: paper for name, paper in papers(changed).items() if not name.startswith("verslag-blauw")}
    assert same(of_items, {name: paper for name, paper in papers(small()).items() if name in of_items}) == []


# ----- what a team is still to see ----------------------------------------------------------------------


def of_awaited(tree: Mapping[str, bytes]) -> Files:
    """The school in which everybody of the team gave other answers in the round that it is still to see."""
    other = otherwise(tree, seed=3)
    path = next(path for path in tree if path.startswith("data/eindmeting") and TEAM in path and "survey" in path)
    changed = {path: content for path, content in other.items() if path.startswith("data/eindmeting-2026")}
    assert changed[path] != tree[path]
    return {**tree, **changed}


def test_no_paper_follows_from_what_a_team_is_still_to_see() -> None:
    one, other = papers(demonstration(), today=BEFORE), papers(of_awaited(demonstration()), today=BEFORE)
    assert {"verslag-horeca.pdf", "poster-horeca.pdf", "werkbladen-horeca.pdf"} <= one.keys()
    assert same(one, other) == []
    assert one["verslag-horeca.pdf"].data["round"]["label"] == "Nulmeting"


def test_afterwards_it_does() -> None:
    one, other = papers(demonstration()), papers(of_awaited(demonstration()))
    assert {"verslag-horeca.pdf", "poster-horeca.pdf"} <= set(same(one, other))
    assert one["verslag-horeca.pdf"].data["round"]["label"] == "Eindmeting"


def test_a_team_that_is_to_see_its_first_round_has_sheets_and_no_report() -> None:
    meeting = date(2026, 3, 31)
    found = {name for name in papers(small(), today=meeting) if "blauw" in name}
    assert found == {"poster-blauw.pdf", "werkbladen-blauw.pdf", "programma-blauw-2026-03-31.pdf"}


@pytest.mark.parametrize(
    ("day", "name"), [(date(2026, 6, 18), "programma"), (date(2026, 6, 19), "notulen")], ids=["on the day", "after it"]
)
def test_minutes_are_of_what_is_over(day: date, name: str) -> None:
    found = papers(demonstration(), today=day)
    paper = found[f"{name}-horeca-2026-06-18.pdf"]
    assert ("duidelijk gewoner geworden" in told(paper)) == (name == "notulen")
    assert ("Het vaste uur voor lesbezoek" in told(paper)) == (name == "notulen")
    assert "Terug naar maart" in told(paper)
    assert paper.drawings == {}


def test_a_meeting_of_which_nothing_is_known_yet_is_on_no_paper() -> None:
    bare = "date: 2026-09-01\nteam: blauw\nkind: plg\ntitle: Straks\nround: start\n"
    path, page = "content/sessions/2026-09-01-blauw.yml", "teams/blauw/bijeenkomsten/2026-09-01.md"
    for more, there in (("", False), ("goals: [Samen kijken.]\n", True)):
        tree = {**small(), path: (bare + more).encode()}
        assert ("programma-blauw-2026-09-01.pdf" in papers(tree)) == there
        assert ("programma-blauw-2026-09-01.pdf" in pages(site(tree))[page]) == there


def test_another_measurement_of_a_round_that_is_awaited_is_on_no_paper() -> None:
    tree = test_examples.school()
    report = papers(tree)["verslag-talen.pdf"].data
    assert report["round"]["label"] == "Eindmeting" and report["besides"]
    session = "date: 2026-10-20\nteam: talen\nkind: datafeedback\ntitle: Straks\nround: t3-2026\n"
    awaiting = papers({**tree, "content/sessions/2026-10-20-talen.yml": session.encode()})["verslag-talen.pdf"].data
    assert awaiting["round"]["label"] != "Eindmeting"
    dates = {one["date"] for one in awaiting["besides"]}
    assert report["round"]["date"] not in dates


def test_no_sheet_has_a_result() -> None:
    """They lie on the table before anybody saw anything."""
    for name, paper in papers(demonstration()).items():
        if "werkblad" in name:
            assert not NUMBER.search(told(paper)) and not paper.drawings, name


# ----- whose ---------------------------------------------------------------------------------------------


def test_papers_of_one_team_name_no_other() -> None:
    names = {"horeca": "Team Horeca", "techniek": "Team Techniek", "zorg-en-welzijn": "Team Zorg en Welzijn"}
    for name, paper in papers(demonstration()).items():
        others = [title for id_, title in names.items() if f"-{id_}" not in name]
        assert not [title for title in others if title in json.dumps(paper.data, ensure_ascii=False)], name


def test_a_site_of_one_team_has_the_papers_of_that_team_and_those_for_everybody() -> None:
    found = papers(demonstration(), ["techniek"])
    assert {name for name in found if "--werkblad" not in name} == {
        *("verslag-techniek.pdf", "poster-techniek.pdf", "werkbladen-techniek.pdf"),
    }


def test_pages_lead_to_every_paper() -> None:
    built = site(demonstration())
    text = "\n".join(pages(built).values())
    linked = set(re.findall(r"\]\((?!http)(?:\.\./)*([^)\s]+\.pdf)\)", text))
    there = {path for path in built.files if path.endswith(".pdf")}
    assert {path.rpartition("/")[2] for path in linked} == {path.rpartition("/")[2] for path in there}


# ----- what stands on each -------------------------------------------------------------------------------


def test_a_poster_has_what_is_still_to_be_done_first_things_first() -> None:
    (question, *_) = papers(demonstration())["poster-horeca.pdf"].data["questions"]
    assert [action["what"][:15] for action in question["to_do"]] == ["De drie afsprak"]
    assert (question["done"], question["more"]) == (3, 0)
    assert [(one["now"]["text"], one["at_least"], one["word"]) for one in question["targets"]] == [
        ("2,3", "2,5", "op weg"),
        ("3,3", "3,2", "gehaald"),
    ]


def test_texts_are_on_one_line() -> None:
    tree = change(small(), "content/teams.yml", "name: Team Blauw", 'name: "Team\\tBlauw\\n  en co"')
    assert papers(tree)["verslag-blauw.pdf"].data["team"] == "Team Blauw en co"


def test_the_words_of_a_school_stand_on_papers_too() -> None:
    """The theme's texts have places for them, and so have templates of papers."""
    called = "\nwords:\n  pupil: {one: kind, many: kinderen, article: het}\n"
    tree = {**small(), "content/settings.yml": small()["content/settings.yml"] + called.encode()}
    assert not [name for name, text in theme().papers.items() if "leerling" in text.replace("{leerling", "")]
    assert papers(tree).keys() == papers(small(), today=TODAY).keys()
