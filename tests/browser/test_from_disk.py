"""The zip, unpacked on somebody's own computer: the whole site works from there, without a server."""

import zipfile
from pathlib import Path

import pytest
from teamspiegel.edges.archive import pack

from tests.browser.pages import DEMONSTRATION, NARROW, Reader, showing


@pytest.fixture(scope="module")
def unpacked(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder that somebody unpacked it into, with what a folder's name may hold."""
    folder = tmp_path_factory.mktemp("disk") / "Team Horeca & co" / "worker #1 (50%) é"
    pack(demonstration / "site", folder / "teamspiegel-site.zip")
    with zipfile.ZipFile(folder / "teamspiegel-site.zip") as archive:
        archive.extractall(folder)
    return (folder / "teamspiegel").as_uri()


def test_it_opens_and_leads_to_a_team(reader: Reader, unpacked: str) -> None:
    with showing(reader, unpacked, "index.html", width=NARROW) as shown:
        shown.page.locator("article").get_by_role("link", name="Team Horeca", exact=True).click()
        shown.page.wait_for_url(f"{unpacked}/{DEMONSTRATION['team']}")
        assert shown.page.locator(".ts-chart svg").first.is_visible()
        assert "Atkinson" in shown.ask("[...document.fonts].filter((font) => font.status === 'loaded')[0].family")
        assert [url for url in shown.requests if not url.startswith(f"{unpacked}/")] == []
        assert shown.complaints == []


@pytest.mark.parametrize("page", ["index.html", DEMONSTRATION["layer with blocks"]])
def test_search_finds_a_word_and_leads_to_its_page(reader: Reader, unpacked: str, page: str) -> None:
    """Also by the stem of a Dutch word: the search has its language from the disk too."""
    with showing(reader, unpacked, page) as shown:
        shown.page.locator(".md-search__input").click()
        shown.page.keyboard.insert_text("roddelen")
        shown.page.keyboard.press("End")
        shown.page.locator(".md-search-result__item").first.wait_for()
        shown.page.keyboard.press("Enter")
        shown.page.wait_for_url(f"{unpacked}/hulp/raamwerk/kwadrant.html?*")
        assert shown.page.locator("article mark", has_text="roddel").count() > 0
        assert shown.complaints == []


def test_dark_stays_dark_on_the_next_page(reader: Reader, unpacked: str) -> None:
    with showing(reader, unpacked, "index.html") as shown:
        shown.page.locator("label[for=__palette_1]").click()
        assert shown.ask("document.body.dataset.mdColorScheme") == "slate"
        shown.page.goto(f"{unpacked}/{DEMONSTRATION['team']}")
        assert shown.ask("document.body.dataset.mdColorScheme") == "slate"


def test_a_chart_comes_alive(reader: Reader, unpacked: str) -> None:
    with showing(reader, unpacked, DEMONSTRATION["team"]) as shown:
        shown.page.locator("button.ts-interactive").first.click()
        shown.page.locator(".ts-live svg").first.wait_for()
        assert shown.complaints == []


def test_a_table_sorts(reader: Reader, unpacked: str) -> None:
    with showing(reader, unpacked, DEMONSTRATION["matrix"]) as shown:
        names = shown.page.locator("table.ts-matrix tbody th strong")
        shown.page.locator("table.ts-matrix thead th").first.click()
        assert names.all_inner_texts() == sorted(names.all_inner_texts(), key=str.lower)


def test_a_download_is_the_published_file(reader: Reader, unpacked: str, demonstration: Path) -> None:
    with showing(reader, unpacked, DEMONSTRATION["results"]) as shown:
        link = shown.page.locator("article a[href$='.xlsx']")
        with shown.page.expect_download() as started:
            link.click()
        published = demonstration / "site" / "downloads" / "indicatoren.xlsx"
        assert started.value.suggested_filename == published.name
        assert Path(started.value.path()).read_bytes() == published.read_bytes()
