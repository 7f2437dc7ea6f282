"""Where pages stand: one place per page, and links that lead there."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from teamspiegel.contracts.definitions import Session, Team
from teamspiegel.contracts.place import Aspect, Place
from teamspiegel.pages.paths import HOME, Paths, link

from tests.handmade import page
from tests.sites import theme

PATHS = Paths(theme().wording)
TEAM = Team(id="blauw", name="Team Blauw", members=8)


def session(day: date) -> Session:
    return Session(date=day, team="blauw", kind="plg", title="Samen", round="start")


def test_a_chart_of_many_long_ids_has_a_name_that_a_disk_can_hold_and_that_no_other_has() -> None:
    """Disks take names up to 255 bytes, and four ids of eighty letters make more."""
    long = "--".join(letter * 80 for letter in "abcd")
    names = [PATHS.chart_script(long), PATHS.chart_script(f"{long[:-1]}e")]
    assert all(len(name.partition("/")[2]) <= 105 for name in names)
    assert len({*names}) == 2


def test_every_page_has_its_place() -> None:
    assert [
        HOME,
        PATHS.team(TEAM),
        PATHS.block(TEAM, "rust"),
        PATHS.layer(TEAM, "zelf"),
        PATHS.question(TEAM, "rustig-beginnen"),
        PATHS.session(TEAM, session(date(2026, 3, 31))),
        PATHS.guidance(page("hulp", kind="section", path="index.md")),
        PATHS.guidance(page("any-id", path="aanbevelingen/h1.md")),
        PATHS.sheet(page("any-id", path="werkvormen/kijken.md")),
        PATHS.how_to_read(),
        PATHS.method(),
        PATHS.chart_script("blauw--start--quadrant"),
    ] == [
        "index.md",
        "teams/blauw/index.md",
        "teams/blauw/bouwstenen/rust.md",
        "teams/blauw/lagen/zelf.md",
        "teams/blauw/leervragen/rustig-beginnen.md",
        "teams/blauw/bijeenkomsten/2026-03-31.md",
        "hulp/index.md",
        "hulp/aanbevelingen/h1.md",
        "hulp/werkvormen/kijken--werkblad.md",
        "hoe-lees-je-dit.md",
        "verantwoording.md",
        "grafieken/blauw--start--quadrant.js",
    ]


@pytest.mark.parametrize(
    ("aspect", "page"),
    [
        (Aspect("zelf", "item", "zelf-begin"), "teams/blauw/lagen/zelf.md#uitkomst-zelf-begin"),
        (Aspect("zelf", "block", "rust"), "teams/blauw/bouwstenen/rust.md"),
        (Aspect("zelf", "layer", "zelf"), "teams/blauw/lagen/zelf.md"),
        (Aspect("axis", "axis", "willen"), "teams/blauw/index.md"),
    ],
)
def test_a_result_is_shown_on_the_page_of_what_it_is_about(aspect: Aspect, page: str) -> None:
    assert PATHS.result(TEAM, Place(TEAM.id, "start", aspect)) == page


@pytest.mark.parametrize(
    ("page", "target", "expected"),
    [
        ("index.md", "teams/blauw/index.md", "teams/blauw/index.md"),
        ("teams/blauw/index.md", "index.md", "../../index.md"),
        ("teams/blauw/index.md", "teams/blauw/lagen/zelf.md", "lagen/zelf.md"),
        ("teams/blauw/lagen/zelf.md", "teams/blauw/bouwstenen/rust.md", "../bouwstenen/rust.md"),
        ("hulp/aanbevelingen/h1.md", "teams/blauw/lagen/zelf.md", "../../teams/blauw/lagen/zelf.md"),
        ("teams/blauw/index.md", "hulp/plg/plan.md#begin-hier", "../../hulp/plg/plan.md#begin-hier"),
        ("verantwoording.md", "verantwoording.md", "verantwoording.md"),
    ],
)
def test_a_link_is_relative_to_its_page(page: str, target: str, expected: str) -> None:
    assert link(page, target) == expected


PARTS = st.text("ab0", min_size=1, max_size=3)
IDS = st.lists(PARTS, min_size=1, max_size=3).map("-".join)


@settings(deadline=None)
@given(st.lists(IDS, min_size=2, max_size=2, unique=True))
def test_pages_of_different_things_never_share_a_place(ids: list[str]) -> None:
    teams = [Team(id=id_, name=id_, members=8) for id_ in ids]
    of_teams = [PATHS.team(team) for team in teams]
    within = [make(team, id_) for team in teams for id_ in ids for make in (PATHS.block, PATHS.layer, PATHS.question)]
    library = [page("p", path=f"{folder}{id_}.md") for id_ in ids for folder in ("", f"{ids[0]}/", f"{ids[1]}/")]
    guidance = [make(one) for one in library for make in (PATHS.guidance, PATHS.sheet)]
    found = [HOME, *of_teams, *within, *guidance, PATHS.how_to_read(), PATHS.method()]
    assert len(set(found)) == len(found)
