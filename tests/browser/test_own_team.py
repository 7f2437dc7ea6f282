"""The reader's own team, chosen once and kept in the browser: the library shows its results and those of no other."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator

from tests.browser.pages import DEMONSTRATION, PAPER, Reader, Shown, showing
from tests.browser.test_search import entries

PAGE = DEMONSTRATION["recommendation"]
HORECA, TECHNIEK = "teams/horeca/index.html", "teams/techniek/index.html"


def choice(shown: Shown) -> Locator:
    return shown.page.get_by_label("Jullie team")


def told(shown: Shown) -> list[str]:
    """The teams whose results the page shows."""
    blocks = [block for block in shown.page.locator(".ts-team").all() if block.is_visible()]
    options = shown.page.locator(".ts-choose option").all_inner_texts()[1:]
    return [name for name in options for block in blocks if f"van {name}" in block.inner_text()]


def switch(shown: Shown) -> Locator:
    return shown.page.locator("article > .ts-own").get_by_role("button")


def test_no_results_stand_before_advice_until_a_team_is_chosen(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, PAGE) as shown:
        assert told(shown) == []
        assert not shown.page.locator("article .ts-flag:visible").count()
        assert choice(shown).input_value() == ""

        choice(shown).select_option("Team Horeca")
        assert told(shown) == ["Team Horeca"]
        assert shown.page.locator("article .ts-flag:visible").count() > 0

        choice(shown).select_option("Team Techniek")
        assert told(shown) == ["Team Techniek"]
        choice(shown).select_option("")
        assert told(shown) == []
        assert shown.complaints == []
        assert shown.refused() == []


def test_a_choice_holds_on_other_pages_and_leads_back_to_the_plan(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, PAGE) as shown:
        choice(shown).focus()
        shown.page.keyboard.type("Team Zorg")  # by keyboard, as in any list
        assert told(shown) == ["Team Zorg en Welzijn"]
        for other in (DEMONSTRATION["work form"], DEMONSTRATION["article"]):
            shown.page.goto(f"{shown.base}/{other}")
            assert told(shown) == ["Team Zorg en Welzijn"]
        shown.page.get_by_role("link", name="jullie verbeterplan").click()
        shown.page.wait_for_url("**/teams/zorg-en-welzijn/verbeterplan.html")


def test_who_comes_to_the_page_of_a_team_has_chosen_it(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, "index.html") as shown:
        shown.page.get_by_role("link", name="Team Techniek").first.click()
        shown.page.wait_for_url(f"**/{TECHNIEK}")
        assert shown.page.locator("article > .ts-own").inner_text().startswith("Dit is jullie team")

        # A look at another team changes nothing, unless the reader says so.
        shown.page.goto(f"{shown.base}/{HORECA}")
        shown.page.goto(f"{shown.base}/{PAGE}")
        assert told(shown) == ["Team Techniek"]
        shown.page.goto(f"{shown.base}/{HORECA}")
        assert switch(shown).inner_text() == "Team Horeca onthouden als jullie team"
        switch(shown).click()
        assert shown.page.locator("article > .ts-own").inner_text().startswith("Dit is jullie team")
        shown.page.goto(f"{shown.base}/{PAGE}")
        assert told(shown) == ["Team Horeca"]


def test_another_team_is_chosen_on_the_home_page_which_marks_the_own_one(
    reader: Reader, demonstration_site: str
) -> None:
    with showing(reader, demonstration_site, HORECA) as shown:
        shown.page.goto(f"{shown.base}/index.html")
        marks = shown.page.locator(".ts-card .ts-own")
        assert [mark.get_attribute("data-team") for mark in marks.all() if mark.is_visible()] == ["horeca"]
        shown.page.goto(f"{shown.base}/{HORECA}")
        switch(shown).click()
        shown.page.wait_for_url("**/index.html#kies-je-team")
        assert not [mark for mark in marks.all() if mark.is_visible()]


def test_a_team_that_is_gone_is_no_choice(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, PAGE) as shown:
        choice(shown).select_option("Team Horeca")
        shown.ask("for (const key of Object.keys(localStorage)) if (key.endsWith('.team')) localStorage[key] = 'weg'")
        shown.page.reload()
        assert choice(shown).input_value() == ""
        assert told(shown) == []


def test_without_scripts_a_line_leads_to_the_results_of_each_team(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, PAGE, scripts=False) as shown:
        assert told(shown) == []
        assert not choice(shown).is_visible()
        shown.page.locator(".ts-teams").get_by_role("link", name="Team Horeca").click()
        shown.page.wait_for_url("**/teams/horeca/uitkomsten.html")


@pytest.mark.parametrize("chosen", ["", "Team Horeca"])
def test_paper_has_the_results_of_the_own_team_only(reader: Reader, demonstration_site: str, chosen: str) -> None:
    with showing(reader, demonstration_site, PAGE, width=PAPER) as shown:
        choice(shown).select_option(chosen)
        shown.page.emulate_media(media="print")
        assert told(shown) == ([chosen] if chosen else [])
        assert shown.page.locator("h2.ts-mine").is_visible() == bool(chosen)
        assert not choice(shown).is_visible()


def test_search_knows_no_results_of_a_team_on_a_page_for_everybody(demonstration: Path) -> None:
    found = [entry for entry in entries(demonstration / "site") if entry["location"].startswith("hulp/")]
    assert found
    texts = " ".join(entry["text"] for entry in found)
    assert not [words for words in ("alle uitkomsten van", "kies je team") if words in texts]
    assert "Wat jullie cijfers hierover zeggen" not in {entry["title"] for entry in found}


def test_a_locked_site_keeps_no_team(locked_demonstration: Path) -> None:
    """On its pages for everybody stands nothing of a team, so there is nothing to choose."""
    pages = list((locked_demonstration / "site").rglob("*.html"))
    assert len(pages) > 50
    texts = "".join(page.read_text(encoding="utf-8") for page in pages)
    assert not [name for name in ("ts-own", "ts-team", "ts-choose") if name in texts]
