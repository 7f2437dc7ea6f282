"""What a person sees of the guidance library: its matrix, its cases, its terms, its cycle and its sheets."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Locator

from tests.browser.pages import DEMONSTRATION, NARROW, PAPER, Reader, Shown, showing
from tests.schools import ROOT

# ----- the matrix ----------------------------------------------------------------------------------------


@cache
def matrix() -> dict[str, Any]:
    """The matrix as its author wrote it."""
    page = ROOT / "content" / "guidance" / Path(DEMONSTRATION["matrix"]).relative_to("hulp").with_suffix(".md")
    front: dict[str, Any] = yaml.safe_load(page.read_text(encoding="utf-8").split("---\n")[1])
    return front


def names(*, word: str = "", mark: str = "") -> list[str]:
    """The names of the rows that hold the word and have the mark."""
    return [
        row["name"]
        for row in matrix()["rows"]
        if word in f"{row['name']} {row['what']}".lower() and (not mark or mark in row["marks"])
    ]


def shown_names(shown: Shown) -> list[str]:
    """The names of the rows that are to be seen, from top to bottom."""
    found: list[str] = shown.ask(
        "[...document.querySelectorAll('table.ts-matrix tbody tr')].filter((row) => row.checkVisibility())"
        ".map((row) => row.querySelector('th strong').textContent)"
    )
    return found


def heading(shown: Shown, name: str) -> Locator:
    """A heading of the matrix."""
    return shown.page.locator("table.ts-matrix thead").get_by_role("columnheader", name=name)


def test_the_filter_narrows_by_word_and_by_element_and_says_how_many_are_left(
    reader: Reader, demonstration_site: str
) -> None:
    element = matrix()["columns"][0]
    with showing(reader, demonstration_site, DEMONSTRATION["matrix"]) as shown:
        words, marks = shown.page.get_by_label("Zoek", exact=True), shown.page.get_by_label("Laat zien")
        count = shown.page.get_by_role("status").and_(shown.page.locator(".ts-filter p"))
        assert shown_names(shown) == names()
        assert count.inner_text() == f"{len(names())} hulpmiddelen"

        words.press_sequentially("Gesprek")
        assert shown_names(shown) == names(word="gesprek")
        assert count.inner_text() == f"{len(names(word='gesprek'))} hulpmiddelen"

        marks.select_option(label=element["name"])
        both = names(word="gesprek", mark=element["id"])
        assert shown_names(shown) == both
        assert len(names()) > len(names(word="gesprek")) > len(both) == 1
        assert count.inner_text() == "1 hulpmiddel"

        words.fill("")
        assert shown_names(shown) == names(mark=element["id"])

        words.fill("geen enkel hulpmiddel")
        assert shown_names(shown) == []
        assert count.inner_text() == "0 hulpmiddelen"


def test_a_heading_sorts_with_the_pointer(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["matrix"]) as shown:
        first = heading(shown, "Hulpmiddel")
        assert first.get_attribute("aria-sort") is None
        first.click()
        assert first.get_attribute("aria-sort") == "ascending"
        assert shown_names(shown) == sorted(names(), key=str.lower)
        first.click()
        assert first.get_attribute("aria-sort") == "descending"
        assert shown_names(shown) == sorted(names(), key=str.lower, reverse=True)


def test_a_heading_sorts_with_enter_and_only_one_at_a_time(reader: Reader, demonstration_site: str) -> None:
    element = matrix()["columns"][1]
    order = ["ja", "mogelijk", None]
    with showing(reader, demonstration_site, DEMONSTRATION["matrix"]) as shown:
        heading(shown, "Hulpmiddel").click()
        sorts = heading(shown, element["name"])
        sorts.focus()
        shown.page.keyboard.press("Enter")
        assert sorts.get_attribute("aria-sort") == "ascending"
        assert shown.page.locator("table.ts-matrix [aria-sort]").count() == 1
        marks = {row["name"]: row["marks"].get(element["id"]) for row in matrix()["rows"]}
        ranks = [order.index(marks[name]) for name in shown_names(shown)]
        assert ranks == sorted(ranks)
        assert {*ranks} == {0, 1, 2}


def test_without_scripts_the_whole_matrix_is_there_and_no_dead_filter(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["matrix"], scripts=False) as shown:
        rows = shown.page.locator("table.ts-matrix tbody tr")
        assert rows.locator("th strong").all_inner_texts() == names()
        assert all(row.is_visible() for row in rows.all())
        assert not shown.page.locator(".ts-filter").is_visible()
        assert shown.page.locator("table.ts-matrix [tabindex]").count() == 0


# ----- tables on a phone ---------------------------------------------------------------------------------

STACKED = """
() => [...document.querySelectorAll("table.ts-stacked tbody tr")].map((row) => {
  const cells = [...row.cells].filter((cell) => cell.checkVisibility());
  const boxes = cells.map((cell) => cell.getBoundingClientRect());
  const head = row.closest("table").tHead.rows[0].cells;
  return {
    below: boxes.every((box, place) => place === 0 || box.top >= boxes[place - 1].bottom - 0.5),
    beside: new Set(boxes.map((box) => Math.round(box.left))).size,
    labels: cells.slice(1).map((cell) => getComputedStyle(cell, "::before").content),
    wanted: cells.slice(1).map((cell) => `"${head[cell.cellIndex].textContent}: "`),
  };
})
"""


@pytest.mark.parametrize("kind", ["matrix", "question"])
def test_on_a_phone_a_row_is_a_card_in_which_every_cell_has_its_label(
    reader: Reader, demonstration_site: str, kind: str
) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION[kind], width=NARROW) as shown:
        rows = shown.ask(STACKED)
        assert rows
        for row in rows:
            assert (row["below"], row["beside"]) == (True, 1)
            assert row["labels"] == row["wanted"]


TABLES = """
() => [...document.querySelectorAll("article table")].filter((table) => table.checkVisibility()).filter((table) => {
  const box = table.getBoundingClientRect();
  return box.left < -0.5 || box.right > document.documentElement.clientWidth + 0.5;
}).map((table) => table.tHead.textContent.trim())
"""


@pytest.mark.parametrize("kind", ["matrix", "article", "recommendation", "question"])
def test_on_a_phone_every_table_fits(reader: Reader, demonstration_site: str, kind: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION[kind], width=NARROW) as shown:
        assert shown.page.locator("article table").count() > 0
        assert shown.ask(TABLES) == []


# ----- a case in two halves ------------------------------------------------------------------------------


def test_how_a_case_went_on_is_hidden_until_somebody_asks(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, f"{DEMONSTRATION['recommendation']}#uit-de-praktijk") as shown:
        case = shown.page.locator("h2#uit-de-praktijk ~ details.ts-reveal").first
        outcome = case.locator("p").first
        assert not outcome.is_visible()
        case.locator("summary").click()
        assert outcome.is_visible()
        case.locator("summary").click()
        assert not outcome.is_visible()


def test_how_a_case_went_on_is_on_paper(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["recommendation"], width=PAPER) as shown:
        stories = shown.page.locator("details.ts-reveal")
        shown.page.emulate_media(media="print")
        assert stories.count() == 2
        assert all(paragraph.is_visible() for paragraph in stories.locator("p").all())
        assert not any(summary.is_visible() for summary in stories.locator("summary").all())


# ----- terms ---------------------------------------------------------------------------------------------


def test_a_term_says_what_it_means_when_it_is_pointed_at(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, "hulp/index.html") as shown:
        term = shown.page.locator("article p abbr", has_text="PLG").first
        term.hover()
        tooltip = shown.page.locator(".md-tooltip2--active")
        tooltip.wait_for()
        assert tooltip.inner_text().startswith("Professionele leergemeenschap:")


def test_without_scripts_a_term_still_says_what_it_means(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, "hulp/index.html", scripts=False) as shown:
        term = shown.page.locator("article p abbr", has_text="PLG").first
        assert (term.get_attribute("title") or "").startswith("Professionele leergemeenschap:")


# ----- the research cycle --------------------------------------------------------------------------------

STEPS = ["verkennen", "verdiepen", "besluiten", "uitvoeren", "borgen"]

# Each step of the picture: whether it is marked, its number, its colour, and by how much a text leaves its box.
PICTURE = """
() => [...document.querySelectorAll(".ts-cycle__step")].map((step) => {
  const frame = step.querySelector("rect").getBoundingClientRect();
  const boxes = [...step.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
  const outside = boxes.map((box) => Math.max(
    frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom));
  return {
    now: step.classList.contains("ts-cycle__step--now"),
    number: Number(step.querySelector(".ts-cycle__number").textContent),
    fill: getComputedStyle(step.querySelector("rect")).fill,
    outside: Math.max(...outside),
  };
})
"""


@cache
def questions() -> dict[str, str]:
    """The step of each learning question of the demonstration, by the page of the question."""
    found = yaml.safe_load((ROOT / "content" / "learning-questions" / "horeca.yml").read_text(encoding="utf-8"))
    return {f"teams/horeca/leervragen/{question['id']}.html": question["step"] for question in found}


@pytest.mark.parametrize("path", questions(), ids=lambda path: Path(path).stem)
def test_the_picture_marks_the_step_that_a_learning_question_is_at(
    reader: Reader, demonstration_site: str, path: str
) -> None:
    number = STEPS.index(questions()[path]) + 1
    with showing(reader, demonstration_site, path) as shown:
        steps = shown.ask(PICTURE)
        assert [step["number"] for step in steps] == [1, 2, 3, 4, 5]
        assert [step["number"] for step in steps if step["now"]] == [number]
        colours = [step["fill"] for step in steps]
        assert colours.count(colours[number - 1]) == 1
        assert shown.page.get_by_role("img", name=f"nu bij stap {number} van 5").is_visible()


@pytest.mark.parametrize("width", [NARROW, 360])
@pytest.mark.parametrize("kind", ["cycle", "question"])
def test_on_a_phone_the_words_of_the_picture_stay_in_their_boxes(
    reader: Reader, demonstration_site: str, kind: str, width: int
) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION[kind], width=width) as shown:
        steps = shown.ask(PICTURE)
        assert len(steps) == 5
        assert max(step["outside"] for step in steps) <= 0


# ----- sheets --------------------------------------------------------------------------------------------


def test_a_sheet_is_at_most_two_pages_of_a4_with_room_to_write(
    reader: Reader, demonstration_site: str, demonstration: Path
) -> None:
    site = demonstration / "site"
    sheets = [path.relative_to(site).as_posix() for path in site.glob("hulp/werkvormen/*--werkblad.html")]
    assert len(sheets) == 4
    for sheet in sheets:
        with showing(reader, demonstration_site, sheet) as shown:
            pdf = shown.page.pdf(format="A4")
            shown.page.emulate_media(media="print")
            room = shown.ask(
                "[...document.querySelectorAll('.ts-sheet__lines span, .ts-sheet__table td')]"
                ".map((it) => it.getBoundingClientRect().height)"
            )
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2, sheet
        assert min(room) > 30, sheet  # pixels: 8 millimetres


def test_a_work_form_leads_to_its_sheet_and_back(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["work form"]) as shown:
        shown.page.get_by_role("link", name="Open het werkblad").click()
        shown.page.wait_for_url(f"**/{DEMONSTRATION['sheet']}")
        shown.page.locator("article").get_by_role("link", name="vragen clusteren").click()
        shown.page.wait_for_url(f"**/{DEMONSTRATION['work form']}")
