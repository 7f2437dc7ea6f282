"""Schools that are edited again and again: with what was kept of each team, a site is that which is made from nothing.

Ten times as many edits as `--edits` says, a part of them of each school; `--fuzz-seed` says which.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from hashlib import sha256
from random import Random

import pytest
from teamspiegel import pipeline
from teamspiegel.contracts.chart import Chart, Drawing
from teamspiegel.contracts.keep import NOTHING, Keep
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.contracts.site import Site
from teamspiegel.contracts.theme import Colour, Theme, Wording

from tests import test_examples
from tests.schools import Files, demonstration, eight, small
from tests.sites import TODAY, theme, typeset

SCHOOLS: dict[str, Callable[[], Files]] = {
    "demonstration": demonstration,
    "onderzoek": test_examples.school,
    "small": small,
    "eight teams": eight,
}
TENS = 10


@dataclass
class Kept:
    """What was kept, and how often it was of use."""

    made: dict[str, bytes] = field(default_factory=dict)
    found: int = 0
    new: int = 0

    def get(self, key: str) -> bytes | None:
        self.found += key in self.made
        return self.made.get(key)

    def keep(self, key: str, made: bytes) -> None:
        self.new += 1
        self.made[key] = made


@dataclass(frozen=True)
class Edited:
    """All that a site is made of."""

    tree: Files
    theme: Theme = field(default_factory=theme)
    today: date = TODAY
    teams: tuple[str, ...] = ()

    def built(self, keep: Keep) -> Site:
        school = pipeline.school_of(self.tree, self.teams)
        return pipeline.site(school, self.theme, draw, typeset, self.today, None, keep)


def draw(charts: Iterable[Chart]) -> list[Drawing]:
    """Of each chart a drawing that is another one for every other specification."""
    return [Drawing(chart, _drawn(json.dumps(chart.spec, sort_keys=True))) for chart in charts]


def _drawn(spec: str) -> str:
    mark = sha256(spec.encode()).hexdigest()
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><text>{mark}</text></svg>'


def a_cell(random: Random, school: Edited) -> Edited:
    """Another answer: that of somebody else to the same item."""
    path = random.choice([path for path in sorted(school.tree) if path.endswith(".csv")])
    head, *rows = [line.split(",") for line in school.tree[path].decode().splitlines()]
    row, column = random.randrange(len(rows)), random.randrange(1, len(head))
    rows[row][column] = random.choice(rows)[column]
    return replace(school, tree={**school.tree, path: "".join(f"{','.join(row)}\n" for row in (head, *rows)).encode()})


def a_text(random: Random, school: Edited) -> Edited:
    """Another word in a text of an author."""
    path = random.choice([path for path in sorted(school.tree) if path.startswith("content/")])
    words = school.tree[path].decode().split(" ")
    plain = [at for at, word in enumerate(words) if word.isalpha() and word.islower()]
    if plain:
        words[random.choice(plain)] = random.choice(["rustig", "samen", "vandaag"])
    return replace(school, tree={**school.tree, path: " ".join(words).encode()})


def a_digit(random: Random, school: Edited) -> Edited:
    """Another number or date in a declaration."""
    path = random.choice([path for path in sorted(school.tree) if path.endswith(".yml")])
    text = school.tree[path].decode()
    digits = [at for at, letter in enumerate(text) if letter.isdigit()]
    at = random.choice(digits or [0])
    return replace(school, tree={**school.tree, path: f"{text[:at]}{random.choice('1234')}{text[at + 1 :]}".encode()})


def a_file_less(random: Random, school: Edited) -> Edited:
    gone = random.choice([path for path in sorted(school.tree) if path.startswith(("content/", "data/"))])
    return replace(school, tree={path: content for path, content in school.tree.items() if path != gone})


def another_day(random: Random, school: Edited) -> Edited:
    return replace(school, today=school.today + timedelta(days=random.choice([1, 7, 100])))


def some_teams(random: Random, school: Edited) -> Edited:
    teams = [team.id for team in pipeline.published_of(school.tree)[0].teams]
    return replace(school, teams=tuple(random.sample(teams, random.randrange(len(teams) + 1))))


def a_word(random: Random, school: Edited) -> Edited:
    """Another word of the theme, in whatever the site says by itself."""
    key = random.choice(sorted(school.theme.wording.texts))
    texts = {**school.theme.wording.texts, key: f"{school.theme.wording.texts[key]}!"}
    return replace(school, theme=replace(school.theme, wording=Wording(texts)))


def a_colour(random: Random, school: Edited) -> Edited:
    palette = school.theme.palette
    role = random.choice(sorted(palette.roles))
    roles = {**palette.roles, role: Colour(f"#{random.randrange(16**6):06x}", palette.roles[role].dark)}
    return replace(school, theme=replace(school.theme, palette=replace(palette, roles=roles)))


def a_template(random: Random, school: Edited) -> Edited:
    name = random.choice([name for name in sorted(school.theme.templates) if name.endswith(".md.jinja")])
    templates = {**school.theme.templates, name: f"{school.theme.templates[name]}\nNog iets.\n"}
    return replace(school, theme=replace(school.theme, templates=templates))


def a_paper(random: Random, school: Edited) -> Edited:
    name = random.choice(sorted(school.theme.papers))
    papers = {**school.theme.papers, name: f"{school.theme.papers[name]}\n"}
    return replace(school, theme=replace(school.theme, papers=papers))


OFTEN = (a_cell,) * 8 + (a_text,) * 3 + (a_digit,) * 3
SELDOM = (a_file_less, another_day, some_teams, a_word, a_colour, a_template, a_paper)


@pytest.mark.parametrize("name", SCHOOLS)
def test_what_is_kept_of_a_team_gives_the_site_that_is_made_from_nothing(
    name: str, request: pytest.FixtureRequest
) -> None:
    random = Random(f"kept {name} {request.config.getoption('--fuzz-seed')}")
    kept, school, built = Kept(), Edited(SCHOOLS[name]()), 0
    school.built(kept)
    while built < request.config.getoption("--edits") * TENS // len(SCHOOLS):
        edited = random.choice(OFTEN + SELDOM)(random, school)
        try:
            fresh = edited.built(NOTHING)
        except InputProblems:
            continue
        assert edited.built(kept) == fresh
        built += 1
        # What touches every team is taken back, so that the next edit finds something that was kept.
        school = edited if random.random() < 0.3 else school
    assert kept.found and kept.new


def test_a_cell_of_one_team_costs_the_other_teams_nothing() -> None:
    kept, school = Kept(), Edited(small())
    school.built(kept)
    teams = len(pipeline.published_of(school.tree)[0].teams)
    assert (kept.found, kept.new) == (0, teams)
    path = "data/start/blauw/survey.csv"
    head, first, *rows = school.tree[path].decode().splitlines()
    other = [*first.split(",")[:-1], "1" if first.endswith("4") else "4"]
    tree = {**school.tree, path: "\n".join([head, ",".join(other), *rows, ""]).encode()}
    replace(school, tree=tree).built(kept)
    assert (kept.found, kept.new) == (teams - 1, teams + 1)
