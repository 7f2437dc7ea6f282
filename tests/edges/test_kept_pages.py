"""A page is made again when something that it follows from has changed, and else not; its navigation is its own."""

import re
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

import pytest
from teamspiegel.contracts.site import NavItem, Packed, Site
from teamspiegel.edges import mkdocs
from teamspiegel.edges.build import SiteBuilderError
from teamspiegel.edges.cache import Cache
from teamspiegel.edges.disk import Project
from teamspiegel.edges.generate import Generated
from teamspiegel.edges.kept_pages import KeptPages
from teamspiegel.edges.mkdocs import build_site

from tests.projects import contents
from tests.schools import Files

pytestmark = pytest.mark.filterwarnings("default")  # of MkDocs and its plugins, which are not ours to mend

DRAWING = '<svg class="marks"><text>*1*</text></svg>'
PAGES = {
    "index.md": "# Start\n\n## Kies {: #kies }\n\n[Een](een.md#kop)\n",
    "een.md": f'# Een\n\n## Kop\n\nTekst.\n\n<div class="ts-chart" markdown="0">{DRAWING}</div>\n',
    "twee.md": "# Twee\n\n[Een](een.md)\n",
    "a/index.md": "# Team A\n",
    "a/meer.md": "# Meer van A\n",
    "b/index.md": "# Team B\n",
}
ALL = NavItem("Alle teams", "index.md#kies")

Build = Callable[[Mapping[str, str]], tuple[Files, int]]


def nav_of(pages: Mapping[str, str]) -> tuple[NavItem, ...]:
    """The titles of pages in their order; those in folders are of teams."""
    titles = {path: text.partition("\n")[0].removeprefix("# ") for path, text in pages.items()}
    folders = dict.fromkeys(path.partition("/")[0] for path in pages if "/" in path)
    teams = [
        NavItem(folder, None, tuple(NavItem(titles[path], path) for path in pages if path.startswith(f"{folder}/")))
        for folder in folders
    ]
    others = tuple(NavItem(titles[path], path) for path in pages if "/" not in path)
    return (*others, NavItem("Teams", None, tuple(teams), ALL))


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Builds pages: the files of the site, and how often MkDocs had to make a page's content or HTML."""
    made, numbers = [0], count()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1774306800")
    monkeypatch.setattr(KeptPages, "on_post_build", lambda plugin, **_: made.append(plugin.made))

    def build(pages: Mapping[str, str]) -> tuple[Files, int]:
        work = tmp_path / str(next(numbers))
        work.mkdir()
        site = Site("School", Packed((path, text.encode()) for path, text in pages.items()), nav_of(pages))
        build_site(Project(tmp_path), Generated(site), work, work / "site")
        return contents(work / "site"), made[-1]

    return build


def test_what_is_the_same_is_not_made_again(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    first, made = build(PAGES)
    assert made == 2 * len(PAGES) + 1  # content and HTML of each, and the page for a wrong address
    assert build(PAGES) == (first, 0)
    monkeypatch.setattr(mkdocs, "environment", lambda _: None)
    assert build(PAGES)[0] == first
    assert b"<svg class=marks><text>*1*</text></svg>" in first["een.html"]


def test_only_a_page_that_was_changed_is_made_again(build: Build) -> None:
    build(PAGES)
    changed = {**PAGES, "een.md": PAGES["een.md"].replace("Tekst.", "Andere tekst.")}
    site, made = build(changed)
    assert (made, b"Andere tekst" in site["een.html"]) == (2, True)
    assert b"Andere tekst" in site["search/entries.js"]


def test_a_title_changes_the_pages_that_show_it(build: Build) -> None:
    build(PAGES)
    site, made = build({**PAGES, "b/index.md": "# Team Bever\n"})
    # Its content and HTML, and the page before it, which names it at its end; no menu of another team has it.
    assert (made, b"Team Bever" in site["b/index.html"]) == (3, True)
    site, made = build({**PAGES, "twee.md": "# Drie\n\n[Een](een.md)\n"})
    assert made == 1 + len(PAGES) + 1  # it is in the tabs of every page
    assert all(b"Drie" in site[path] for path in site if path.endswith(".html"))


def test_a_link_to_what_is_gone_or_came_back_is_told_again(build: Build) -> None:
    first, _ = build(PAGES)
    without = {path: text for path, text in PAGES.items() if path != "een.md"}
    for _ in range(2):
        with pytest.raises(SiteBuilderError, match=r"'twee.md' contains a link 'een.md', but the target is not found"):
            build(without)
    renamed = {**PAGES, "een.md": PAGES["een.md"].replace("## Kop", "## Ander kopje")}
    for _ in range(2):
        with pytest.raises(SiteBuilderError, match="does not contain an anchor '#kop'"):
            build(renamed)
    assert build(PAGES)[0] == first


@pytest.mark.parametrize("name", ["twee.md", "index.md"])
def test_where_content_was_cleared_away_it_is_made_again(
    build: Build, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(PAGES)
    changed = {**PAGES, "a/index.md": "# Team Aap\n", "twee.md": "# Drie\n\n[Een](een.md)\n"}
    expected, _ = build(changed)
    get, cleared = Cache.get, re.compile(r"^\s*<h[12]")

    def get_or_not(cache: Cache, key: str) -> str | None:
        text = get(cache, key)
        return None if text and cleared.match(text) else text

    build(PAGES)
    monkeypatch.setattr(Cache, "get", get_or_not)
    assert build(changed)[0] == expected


def test_a_page_names_its_own_team_and_the_way_to_all(build: Build) -> None:
    site, _ = build(PAGES)
    menus = re.compile(r"<a class=\"?md-(?:nav|tabs|path)__[^>]*?href=([^ >]*)")
    links = {path: set(menus.findall(text.decode())) for path, text in site.items() if path.endswith(".html")}
    assert {"../index.html#kies", "meer.html"} <= links["a/index.html"]
    assert not [link for link in links["a/meer.html"] if "b/" in link]
    assert "index.html#kies" in links["een.html"]
    assert not [link for link in links["een.html"] if link.startswith(("a/", "b/"))]
