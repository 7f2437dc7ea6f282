"""A school that is edited again and again, built each time: its site is the one that a build from nothing gives.

`--edits` says how many edits, `--fuzz-seed` which. The build from nothing makes every page with MkDocs' own means and
every template anew; it has the drawings from the same cache, whose keys have tests of their own.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, timedelta
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
from teamspiegel.charts import known
from teamspiegel.contracts.keep import NOTHING
from teamspiegel.contracts.known import Known
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.edges import build, generate, kept_pages, learnt, mkdocs
from teamspiegel.edges.disk import Project
from teamspiegel.pages.render import COMPILED
from teamspiegel.reading import markup, personal

from tests.projects import clone, contents, write
from tests.schools import small

Edit = Callable[[Random, Path], None]

WORDS = (
    "rustig",
    "samen",
    "vandaag",
    "begin",
    "vraag",
    "les",
    "blij",
    "kort",
    "één",
    "*nadruk*",
    "a & b",
    "<i>",
    "200%",
)


def words(random: Random) -> str:
    return " ".join(random.choices(WORDS, k=4))


def one_of(random: Random, school: Path, pattern: str) -> Path:
    return random.choice(sorted(school.glob(pattern)))


def a_cell(random: Random, school: Path) -> None:
    """Another answer: that of somebody else to the same item."""
    path = one_of(random, school, "data/*/*/*.csv")
    head, *rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    row, column = random.randrange(len(rows)), random.randrange(2, len(head))
    rows[row][column] = random.choice(rows)[column]
    path.write_text("".join(f"{','.join(cells)}\n" for cells in (head, *rows)), encoding="utf-8")


def line(pattern: str, key: str) -> Edit:
    """Another text behind a key, on one of the lines that have it."""

    def edit(random: Random, school: Path) -> None:
        path = one_of(random, school, pattern)
        lines = path.read_text(encoding="utf-8").split("\n")
        places = [at for at, text in enumerate(lines) if text.lstrip(" -").startswith(f"{key}: ")]
        at = random.choice(places)
        lines[at] = f'{lines[at].partition(f"{key}: ")[0]}{key}: "{words(random)}"'
        path.write_text("\n".join(lines), encoding="utf-8")

    return edit


def a_team(random: Random, school: Path) -> None:
    path = school / "content/teams.yml"
    teams = path.read_text(encoding="utf-8").splitlines()
    at, number = random.randrange(len(teams)), random.randrange(100)
    teams[at] = f"{teams[at].partition(', name:')[0]}, name: Team {number}, members: {random.randrange(8, 12)}}}"
    path.write_text("".join(f"{team}\n" for team in teams), encoding="utf-8")


def a_page_more(random: Random, school: Path) -> None:
    path = one_of(random, school, "content/guidance/lezen*.md")
    name = f"lezen-{random.randrange(1000)}"
    text = path.read_text(encoding="utf-8").replace(f"id: {path.stem}", f"id: {name}")
    path.with_name(f"{name}.md").write_text(f"{text}\n{words(random)}\n", encoding="utf-8")


def a_file_less(random: Random, school: Path) -> None:
    one_of(
        random, school, random.choice(["content/guidance/lezen-*.md", "data/*/*/*.csv", "content/sessions/*"])
    ).unlink()


def longer(path: str, text: str) -> Edit:
    """Something more at the end of a file."""

    def edit(random: Random, school: Path) -> None:
        with (school / path).open("a", encoding="utf-8") as file:
            file.write(text.format(random.randrange(1000), words=words(random)))

    return edit


EDITS: tuple[Edit, ...] = (
    a_cell,
    a_cell,
    a_cell,
    line("content/learning-questions/*.yml", "question"),
    line("content/sessions/*.yml", "title"),
    line("content/guidance/**/*.md", "title"),
    line("content/settings.yml", "school"),
    line("content/settings.yml", "notice"),
    line("content/instruments/kompas.yml", "name"),
    line("theme/wording/nl/nav.yml", "home"),
    a_team,
    a_page_more,
    a_file_less,
    longer("content/guidance/kijken.md", "\n{words} {}\n"),
    longer("content/guidance/lezen.md", "\n## Kopje {}\n\n[Heen](kijken.md) en [terug](#kopje-{})\n"),
    longer("theme/assets/teamspiegel.css", ".ts-proef-{} {{color: red}}\n"),
    longer("theme/overrides/main.html", "{{#- {} -#}}"),
    longer("theme/pages/team.md.jinja", "{{# {} #}}"),
)


@contextmanager
def from_nothing() -> Iterator[None]:
    """As if there had been no build before, but for drawings."""
    with (
        patch.object(mkdocs, "environment", lambda _: None),
        patch.object(mkdocs, "Cache", lambda _: None),
        patch.object(generate, "KeptTeams", lambda *_: NOTHING),
        patch.object(learnt, "learning", lambda *_: nullcontext()),
        patch.object(known, "TEMPLATES", Known()),
        patch.object(COMPILED, "known", Known()),
        patch.object(markup, "RENDERED", Known()),
        patch.object(personal, "SEARCHED", Known()),
    ):
        yield


@pytest.mark.filterwarnings("default")  # of MkDocs and its plugins, which are not ours to mend
def test_a_site_after_an_edit_is_the_one_that_is_built_from_nothing(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1774306800")
    random = Random(f"edits {request.config.getoption('--fuzz-seed')}")
    school = clone(tmp_path / "school")
    for folder in ("content", "data"):
        shutil.rmtree(school / folder)
    write(school, small())
    day, made, built = date(2026, 4, 1), [0], 0

    def building(target: str) -> dict[str, bytes]:
        build.build_project(Project(school), tmp_path / target, None, (), None, day, locked=False)
        return contents(tmp_path / target)

    with patch.object(kept_pages.KeptPages, "on_post_build", lambda plugin, **_: made.append(plugin.made)):
        building("edited")
        while built < request.config.getoption("--edits"):
            before = shutil.copytree(school, tmp_path / "before", ignore=shutil.ignore_patterns("build"))
            edit = random.choice(EDITS)
            try:
                edit(random, school)
                day += timedelta(days=random.choice([0, 0, 0, 1, 30]))
                edited = building("edited")
            except (InputProblems, IndexError):  # such as a link to what is gone: the school stays as it was
                for folder in ("content", "data", "theme"):
                    shutil.rmtree(school / folder)
                    shutil.copytree(before / folder, school / folder)
            else:
                built += 1
                with from_nothing():
                    assert building("from nothing") == edited, f"edit {built}"
            shutil.rmtree(before)
    # Most of the pages were not made again, or else this would have tried nothing.
    assert 0 < sum(made[2:]) < 0.5 * made[1] * built
