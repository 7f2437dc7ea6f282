"""A meeting about data around its page: presented with keys alone, kept in the browser, and out again for its file."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect
from teamspiegel.reading.read import read_school

from tests.browser.pages import EVERY_RULE, NARROW, Reader, Shown, showing, violations
from tests.projects import teamspiegel
from tests.schools import demonstration, problems_of

PAGE = "teams/horeca/bijeenkomsten/2026-06-18.html"
FILE = "content/sessions/2026-06-18-horeca.yml"
SCREENS = [
    *("welkom", "ophalen", "voorspellen"),
    *["uitkomsten"] * 15,
    *("stip", "kijken", "leervraag", "kiezen", "acties", "afsluiten"),
]
BEAMER = (1920, 1080)


@pytest.fixture(params=["served", "from disk"])
def base(request: pytest.FixtureRequest, demonstration: Path, demonstration_site: str) -> str:
    return demonstration_site if request.param == "served" else (demonstration / "site").as_uri()


@contextmanager
def presenting(reader: Reader, base: str, width: int = BEAMER[0], height: int = BEAMER[1]) -> Iterator[Shown]:
    """The page with its presentation open, as `F` opens it."""
    with showing(reader, base, PAGE) as shown:
        shown.page.set_viewport_size({"width": width, "height": height})
        begin(shown)
        yield shown
        assert shown.complaints == []
        assert shown.refused() == []


def begin(shown: Shown) -> None:
    expect(shown.page.get_by_role("button", name="Presenteren")).to_be_visible()
    shown.page.keyboard.press("f")
    expect(shown.page.locator(".ts-deck")).to_be_visible()


def slide(shown: Shown) -> Locator:
    return shown.page.locator(".ts-slide:visible")


def screen(shown: Shown) -> str:
    """The kind of screen that is shown; there is one."""
    found = slide(shown).get_attribute("data-screen")
    assert found
    return found


def go_to(shown: Shown, wanted: str) -> None:
    """On with the arrow that leaves what is covered as it is."""
    while screen(shown) != wanted:
        shown.ask("document.activeElement.blur()")
        shown.page.keyboard.press("ArrowDown")


def fill(shown: Shown, label: str, words: str) -> None:
    slide(shown).get_by_label(label).first.fill(words)


# ----- presenting ----------------------------------------------------------------------------------------


def test_every_screen_comes_in_its_order_with_keys_alone(reader: Reader, base: str) -> None:
    with presenting(reader, base) as shown:
        page, seen = shown.page, []
        for number, expected in enumerate(SCREENS, 1):
            seen.append(screen(shown))
            assert page.locator(".ts-deck__step").inner_text() == f"Stap {number} van {len(SCREENS)}", expected
            page.keyboard.press("ArrowDown")
        assert seen == SCREENS
        page.keyboard.press("PageUp")
        assert screen(shown) == "acties"
        page.keyboard.press("Home")
        assert screen(shown) == "welkom"
        page.keyboard.press("PageDown")
        assert screen(shown) == "ophalen"
        page.keyboard.press("ArrowLeft")
        assert screen(shown) == "welkom"
        page.keyboard.press("Escape")
        expect(page.locator(".ts-deck")).to_be_hidden()
        expect(page.get_by_role("button", name="Presenteren")).to_be_focused()


def test_the_programme_stands_there_with_its_times(reader: Reader, demonstration_site: str) -> None:
    with presenting(reader, demonstration_site) as shown:
        lines = slide(shown).locator("li").all_inner_texts()
        assert len(lines) == 8
        assert re.split(r"\s+", lines[0], maxsplit=1) == ["14:00", "Terug naar maart"]


def test_covered_answers_open_one_by_one_before_the_next_screen(reader: Reader, demonstration_site: str) -> None:
    with presenting(reader, demonstration_site) as shown:
        go_to(shown, "ophalen")
        answers = slide(shown).locator("details > p")
        assert answers.count() == 2 + 3 + 10
        assert not [one for one in answers.all() if one.is_visible()]
        for opened, key in enumerate([" ", "ArrowRight", "PageDown", *["ArrowRight"] * 12], 1):
            shown.page.keyboard.press(key)
            assert sum(one.is_visible() for one in answers.all()) == opened
        shown.page.keyboard.press("ArrowRight")
        assert screen(shown) == "voorspellen"


def test_the_dot_is_last_and_behind_a_key(reader: Reader, demonstration_site: str) -> None:
    with presenting(reader, demonstration_site) as shown:
        go_to(shown, "stip")
        assert "skill" not in slide(shown).inner_text()
        assert not slide(shown).locator("svg").is_visible()
        shown.page.keyboard.press("ArrowRight")
        assert slide(shown).locator("svg").is_visible()
        assert "skill 3,3 en will 3,2" in slide(shown).locator("h2:visible").inner_text()
        shown.page.keyboard.press("ArrowRight")
        assert screen(shown) == "kijken"


SMALLEST = """
() => {
  const sizes = [];
  for (const element of document.querySelectorAll(".ts-deck *")) {
    const words = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    if (!(words || element.matches("input, textarea")) || !element.checkVisibility()) continue;
    const zoom = element.ownerSVGElement ? element.getScreenCTM().a : 1;
    sizes.push(Number.parseFloat(getComputedStyle(element).fontSize) * zoom);
  }
  return Math.min(...sizes);
}
"""
OVER = """
() => {
  const stage = document.querySelector(".ts-deck__stage");
  return [stage.scrollWidth - stage.clientWidth, stage.scrollHeight - stage.clientHeight];
}
"""


def test_every_screen_fits_a_beamer_in_letters_of_28_pixels(reader: Reader, demonstration_site: str) -> None:
    with presenting(reader, demonstration_site) as shown:
        for expected in SCREENS:
            assert screen(shown) == expected
            if expected == "stip":
                shown.page.keyboard.press("ArrowRight")
            assert shown.ask(SMALLEST) >= 28, slide(shown).inner_text()
            assert shown.ask(OVER) == [0, 0], slide(shown).inner_text()
            shown.page.keyboard.press("ArrowDown")


def test_a_phone_shows_every_screen_from_edge_to_edge(reader: Reader, demonstration_site: str) -> None:
    with presenting(reader, demonstration_site, NARROW, 844) as shown:
        for _ in SCREENS:
            assert shown.ask(OVER)[0] == 0, slide(shown).inner_text()
            assert shown.ask(SMALLEST) >= 11, slide(shown).inner_text()
            shown.page.keyboard.press("ArrowDown")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_breaks_a_rule_of_accessibility(reader: Reader, demonstration_site: str, scheme: Any) -> None:
    with presenting(reader, demonstration_site) as shown:
        shown.wear(scheme)
        fill_in(shown)
        shown.page.keyboard.press("Home")
        shown.ask("document.activeElement.blur()")
        for wanted in dict.fromkeys(SCREENS):
            go_to(shown, wanted)
            assert violations(shown, EVERY_RULE) == []


def test_minutes_of_the_programme_count_down_and_survive_a_reload(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, PAGE) as shown:
        left = shown.page.locator(".ts-deck__left")
        begin(shown)
        assert left.inner_text() == ""
        go_to(shown, "ophalen")
        assert left.inner_text() == "nog 20 min"
        shown.ask(EARLIER, 12.5)
        shown.page.reload()
        begin(shown)
        assert screen(shown) == "ophalen"
        assert left.inner_text() == "nog 8 min"
        shown.ask(EARLIER, 10)
        shown.page.reload()
        begin(shown)
        assert left.inner_text() == "2 min erover"


EARLIER = """
(minutes) => {
  const [key] = Object.keys(localStorage).filter((name) => name.includes(".meeting."));
  const kept = JSON.parse(localStorage[key]);
  for (const screen of Object.keys(kept.began)) kept.began[screen] -= minutes * 60000;
  localStorage[key] = JSON.stringify(kept);
}
"""


def test_without_scripts_nothing_of_it_is_there(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, PAGE, scripts=False) as shown:
        assert not shown.page.locator(".ts-meeting__start").is_visible()
        assert not shown.page.locator(".ts-deck").is_visible()


def test_f_in_a_field_is_a_letter(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, PAGE) as shown:
        shown.page.locator(".md-search__input").click()
        shown.page.keyboard.type("f")
        assert shown.page.locator(".md-search__input").input_value() == "f"
        assert not shown.page.locator(".ts-deck").is_visible()


# ----- what is typed -------------------------------------------------------------------------------------

SEEN = ['Gezag is "onze" sterkste: 3,7', "# geen commentaar, maar een regel", "Tijd \\ ruimte & <rust>"]
THOUGHT = ["Komt dat door het vaste uur?"]
QUESTION = (
    "Hoe kunnen wij het groepskapitaal beter gebruiken zodat studenten van elkaar leren? "
    "Waaraan merken we dat? In elke les legt iemand iets uit."
)
OTHER = "Hoe kunnen wij de les samen beginnen?"


def fill_in(shown: Shown) -> None:
    """A whole meeting, mostly with keys."""
    page = shown.page
    go_to(shown, "voorspellen")
    slide(shown).get_by_label("Groep", exact=True).fill("Groep 3")
    page.keyboard.press("Enter")
    for key, times in (("ArrowRight", 7), ("ArrowDown", 4)):
        for _ in range(times):
            page.keyboard.press(key)
    slide(shown).get_by_label("Waarom Groep 3 dat denkt").fill("we doen veel samen")
    go_to(shown, "kijken")
    fill(shown, "Wij zien", "\n".join(["- " + SEEN[0], "", *SEEN[1:], "  "]))
    fill(shown, "Wij denken", THOUGHT[0])
    go_to(shown, "leervraag")
    fill(shown, "Hoe kunnen wij …", OTHER.removeprefix("Hoe kunnen wij "))
    page.keyboard.press("Enter")
    fill(shown, "Hoe kunnen wij …", "het groepskapitaal beter gebruiken")
    fill(shown, "zodat …", "studenten van elkaar leren.")
    fill(shown, "waaraan merken we dat?", "in elke les legt iemand iets uit")
    page.keyboard.press("Enter")
    go_to(shown, "kiezen")
    plus = slide(shown).get_by_role("button", name="Een stip erbij: Hoe kunnen wij het groepskapitaal")
    plus.focus()
    for _ in range(3):
        page.keyboard.press("Enter")
    go_to(shown, "acties")
    first = slide(shown).get_by_role("group", name="Afspraak 1")
    first.get_by_label("Wat", exact=True).fill("Elke les een moment van uitleg")
    first.get_by_label("Wie").fill("hele team")
    first.get_by_label("Klaar op").fill("2026-10-01")
    first.get_by_label("Eerste stap").fill("In het overleg één voorbeeld laten zien")
    slide(shown).get_by_role("group", name="Afspraak 3").get_by_label("Wat", exact=True).fill("Koppels maken")
    go_to(shown, "afsluiten")


KEYS = ("predictions", "observations", "questions", "actions", "next_steps")


def with_lines(lines: str) -> dict[str, bytes]:
    """The demonstration with these lines in the file of the meeting, in the place of what is under the same words."""
    tree = demonstration()
    kept = re.sub(rf"^(?:{'|'.join(KEYS)}):\n(?: .*\n)*", "", tree[FILE].decode(), flags=re.MULTILINE)
    return {**tree, FILE: f"{kept}{lines}".encode()}


def test_what_was_typed_survives_a_reload_and_comes_out_as_the_file_wants_it(reader: Reader, base: str) -> None:
    with presenting(reader, base) as shown:
        fill_in(shown)
        shown.page.reload()
        begin(shown)
        assert screen(shown) == "afsluiten"
        with shown.page.expect_download() as download:
            shown.page.get_by_role("button", name="Download", exact=True).click()
        lines = download.value.path().read_text(encoding="utf-8")
        assert download.value.suggested_filename == "2026-06-18-horeca.yml"
        assert lines == shown.page.get_by_label("Regels voor het bestand").input_value()
        assert QUESTION in slide(shown).inner_text()
    tree = with_lines(lines)
    assert problems_of(tree) == []
    session = next(one for one in read_school(tree)[0].sessions if one.date == date(2026, 6, 18))
    assert list(session.observations) == SEEN
    assert list(session.questions) == [*THOUGHT, QUESTION, OTHER]
    assert [
        (one.group, one.why, {k: float(v) for k, v in one.position.items()}) for one in session.predictions[2:]
    ] == [("Groep 3", "we doen veel samen", {"will": 3.7, "skill": 2.6})]
    assert [(one.what, one.role, one.due, one.status) for one in session.actions] == [
        ("Elke les een moment van uitleg", "hele team", date(2026, 10, 1), "gepland"),
        ("Koppels maken", "nog te kiezen", None, "gepland"),
    ]
    assert [(one.what, one.when) for one in session.next_steps] == [
        ("In het overleg één voorbeeld laten zien", "volgende week")
    ]
    before = next(one for one in read_school(demonstration())[0].sessions if one.date == date(2026, 6, 18))
    assert session.predictions[:2] == before.predictions


def test_nothing_is_sent_and_all_of_it_can_be_wiped(reader: Reader, demonstration_site: str) -> None:
    with presenting(reader, demonstration_site) as shown:
        asked = len(shown.requests)
        fill_in(shown)
        assert len(shown.requests) == asked
        wipe = shown.page.locator(".ts-clear")
        wipe.click()
        assert QUESTION in slide(shown).inner_text()
        wipe.click()
        assert shown.page.get_by_label("Regels voor het bestand").input_value() == ""
        assert "Groep 3" not in shown.ask("JSON.stringify(localStorage)")


def test_a_dot_follows_the_pointer_and_stays_on_the_scale(reader: Reader, demonstration_site: str) -> None:
    with presenting(reader, demonstration_site) as shown:
        go_to(shown, "voorspellen")
        slide(shown).get_by_role("button", name="Zet een stip").click()
        dot = slide(shown).locator("button.ts-plane__dot")
        box = slide(shown).locator(".ts-plane").bounding_box()
        at = dot.bounding_box()
        assert box and at
        mouse = shown.page.mouse
        mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
        mouse.down()
        mouse.move(box["x"] + 0.25 * box["width"], box["y"] + 0.5 * box["height"])
        assert dot.get_attribute("aria-label") == "Groep 3: Collectieve skill 3,0, Collectieve will 2,0"
        mouse.move(box["x"] + 2 * box["width"], box["y"] - box["height"])
        mouse.up()
        assert dot.get_attribute("aria-label") == "Groep 3: Collectieve skill 5,0, Collectieve will 5,0"


# ----- predicting on one's own screen, before the meeting ------------------------------------------------------------


@pytest.fixture(scope="module")
def day_before(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The site as it is on the day before the meeting, from a disk."""
    folder = shutil.copytree(demonstration, tmp_path_factory.mktemp("before") / "school", symlinks=True)
    result = teamspiegel("build", "--date", "2026-06-17", cwd=folder)
    assert result.returncode == 0, result.stderr
    return (folder / "site").as_uri()


def foresee(shown: Shown) -> Locator:
    """The part of the page to predict on, opened, with the dot under the fingers."""
    part = shown.page.locator(".ts-foresee")
    part.locator("summary").click()
    part.locator(".ts-plane__dot").focus()
    return part


def predict(shown: Shown) -> str:
    """Six tenths to the left and five up from where the bridge axes cross, and why; the code that comes of it."""
    part = foresee(shown)
    for key, times in (("ArrowLeft", 6), ("ArrowUp", 5)):
        for _ in range(times):
            shown.page.keyboard.press(key)
    part.get_by_label("Welke cultuur past het best?").select_option("Selectieve impact")
    part.get_by_label("Waarom denken jullie dat?").fill("ieder op een eigen manier")
    return part.locator(".ts-foresee__code").inner_text()


PLACE = "Collectieve skill 3,5, Collectieve will 2,4"


def test_a_prediction_is_kept_on_a_phone_and_sent_nowhere(reader: Reader, day_before: str) -> None:
    with showing(reader, day_before, PAGE, width=NARROW) as shown:
        asked = len(shown.requests)
        code = predict(shown)
        assert len(shown.requests) == asked
        assert re.fullmatch("[A-Z2-9]{2,8}", code)
        assert shown.ask("document.documentElement.scrollWidth") == NARROW
        shown.page.reload()
        part = foresee(shown)
        assert part.locator(".ts-plane__dot").get_attribute("aria-label") == f"Wij: {PLACE}"
        assert part.get_by_label("Waarom denken jullie dat?").input_value() == "ieder op een eigen manier"
        assert part.locator(".ts-foresee__code").inner_text() == code
        assert shown.complaints == []
        assert shown.refused() == []
        assert violations(shown, EVERY_RULE) == []


def test_a_finger_drags_the_dot(reader: Reader, day_before: str) -> None:
    with showing(reader, day_before, PAGE, width=NARROW) as shown:
        part = foresee(shown)
        box = part.locator(".ts-plane").bounding_box()
        assert box
        part.locator(".ts-plane__dot").evaluate(TOUCH, [box["x"] + 0.75 * box["width"], box["y"] + 0.5 * box["height"]])
        told = part.locator(".ts-plane__dot").get_attribute("aria-label")
        assert told == "Wij: Collectieve skill 3,0, Collectieve will 4,0"


TOUCH = """
(dot, [clientX, clientY]) => {
  dot.setPointerCapture = () => {};
  dot.hasPointerCapture = () => true;
  for (const kind of ["pointerdown", "pointermove", "pointerup"]) {
    dot.dispatchEvent(new PointerEvent(kind, { pointerId: 1, pointerType: "touch", clientX, clientY, bubbles: true }));
  }
}
"""


def test_a_code_puts_the_dot_on_the_big_screen_and_a_wrong_one_puts_none(reader: Reader, day_before: str) -> None:
    with showing(reader, day_before, PAGE) as shown:
        code = predict(shown)
    with presenting(reader, day_before) as shown:
        go_to(shown, "voorspellen")
        dots = slide(shown).locator("button.ts-plane__dot")
        wrong = [code[:-1], f"{code}{code[-1]}", "0" * len(code)]
        wrong += [
            f"{code[:at]}{other}{code[at + 1 :]}"
            for at, letter in enumerate(code)
            for other in "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
            if other != letter
        ]
        wrong += [
            f"{code[:at]}{code[at + 1]}{code[at]}{code[at + 2 :]}"
            for at in range(len(code) - 1)
            if code[at] != code[at + 1]
        ]
        for typed in wrong:
            fill(shown, "Code, als die er is", typed)
            shown.page.keyboard.press("Enter")
            assert slide(shown).get_by_role("alert").inner_text().startswith("Deze code klopt niet"), typed
        assert dots.count() == 0
        slide(shown).get_by_label("Groep", exact=True).fill("Groep Rood")
        fill(shown, "Code, als die er is", code.lower())
        shown.page.keyboard.press("Enter")
        assert [one.get_attribute("aria-label") for one in dots.all()] == [f"Groep Rood: {PLACE}"]
        assert slide(shown).get_by_role("alert").inner_text() == ""
        culture = slide(shown).get_by_label("Welke cultuur Groep Rood herkent")
        assert culture.evaluate("found => found.selectedOptions[0].text") == "Selectieve impact"


def test_after_the_meeting_nobody_is_asked_to_predict(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, PAGE) as shown:
        assert shown.page.locator(".ts-foresee").count() == 0
