"""The half day round a site: a telephone that predicts, notes beside the beamer, minutes, and the other meetings."""

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader
from teamspiegel.contracts.definitions import Session
from teamspiegel.reading.read import read_school

from tests.browser.conftest import ELSEWHERE, served
from tests.browser.pages import EVERY_RULE, NARROW, Reader, Shown, showing, violations
from tests.projects import teamspiegel
from tests.schools import below, problems_of

BEAMER = (1920, 1080)
MEETINGS = "teams/horeca/bijeenkomsten"
FEEDBACK, PLG, WORK = (f"{MEETINGS}/2026-06-{day}.html" for day in (18, 25, 26))
QUESTIONS = "content/learning-questions/horeca.yml"


@pytest.fixture(scope="module")
def school(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration on the day before it sees its results, with a meeting of each other kind to come."""
    folder = shutil.copytree(demonstration, tmp_path_factory.mktemp("half-day") / "school", symlinks=True)
    for kind, day in (("plg", 25), ("werkbijeenkomst", 26)):
        made = teamspiegel("new", "session", f"2026-06-{day}-horeca", "--kind", kind, cwd=folder)
        assert made.returncode == 0, made.stderr
    result = teamspiegel("build", "--date", "2026-06-17", cwd=folder)
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture(scope="module")
def site(school: Path) -> Iterator[str]:
    yield from served(school / "site")


@contextmanager
def presenting(reader: Reader, site: str, page: str) -> Iterator[Shown]:
    """The page as its address opens it, ready to present."""
    with showing(reader, site, f"{page}?presenteren") as shown:
        shown.page.set_viewport_size({"width": BEAMER[0], "height": BEAMER[1]})
        expect(shown.page.locator(".ts-deck")).to_be_visible()
        yield shown
        assert shown.complaints == []
        assert shown.refused() == []


def slide(page: Page) -> Locator:
    return page.locator(".ts-slide:visible")


def screen(page: Page) -> str | None:
    return slide(page).get_attribute("data-screen")


def go_to(page: Page, wanted: str) -> None:
    for _ in range(40):
        if screen(page) == wanted:
            return
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no screen '{wanted}'")


def fill(page: Page, label: str, words: str) -> None:
    slide(page).get_by_label(label).first.fill(words)


def downloaded(page: Page, file: str) -> str:
    """The lines that the last screen gives for a file, as they are downloaded."""
    output = page.locator(f".ts-file[data-file={file}]")
    with page.expect_download() as download:
        output.get_by_role("button", name="Download").click()
    lines = download.value.path().read_text(encoding="utf-8")
    assert lines == output.locator("textarea").input_value()
    return lines


def with_lines(school: Path, path: str, lines: str) -> dict[str, bytes]:
    """The school with these lines at the end of a file."""
    tree = below(school, "content", "data")
    return {**tree, path: tree[path] + lines.encode()}


def session_of(tree: dict[str, bytes], day: date) -> Session:
    return next(one for one in read_school(tree)[0].sessions if one.date == day)


# ----- a telephone -------------------------------------------------------------------------------------------------


def test_the_beamer_shows_the_way_to_the_page_where_it_is_served(reader: Reader, site: str) -> None:
    there = site.replace("127.0.0.1", ELSEWHERE)
    with presenting(reader, there, FEEDBACK) as shown:
        go_to(shown.page, "voorspellen")
        code = slide(shown.page).get_by_role("img", name="QR-code van deze bladzijde")
        expect(code).to_be_visible()
        picture = Image.open(io.BytesIO(code.screenshot()))
        (found,) = zxingcpp.read_barcodes(picture)
        assert found.text == f"{there}/{FEEDBACK}#voorspel"
        way = slide(shown.page).locator(".ts-way").inner_text()
        assert found.text.removeprefix("http://").removesuffix("#voorspel") in way
    path = found.text.removeprefix(f"{there}/")
    with showing(reader, there, path, width=NARROW) as shown:
        expect(shown.page.locator(".ts-foresee .ts-plane")).to_be_visible()


def test_a_telephone_is_not_sent_to_a_page_that_it_cannot_reach(reader: Reader, site: str, school: Path) -> None:
    for here in (site, (school / "site").as_uri()):
        with presenting(reader, here, FEEDBACK) as shown:
            go_to(shown.page, "voorspellen")
            assert not slide(shown.page).locator(".ts-way").is_visible()


# ----- the window with notes --------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["served", "from disk"])
def test_notes_follow_the_presentation_and_lead_it(reader: Reader, site: str, school: Path, where: str) -> None:
    base = site if where == "served" else (school / "site").as_uri()
    with presenting(reader, base, FEEDBACK) as shown:
        page = shown.page
        with page.expect_popup() as opened:
            page.get_by_role("button", name="Notities").click()
        notes = opened.value
        title, following = notes.locator(".ts-notes__title"), notes.locator(".ts-notes__next")
        expect(title).to_have_text("Dataterugkoppeling eindmeting: wat is er bewogen?")
        expect(following).to_have_text("Wat weten we nog?")
        notes.get_by_role("button", name="Volgende").click()
        expect(title).to_have_text("Wat weten we nog?")
        assert screen(page) == "ophalen"
        said = notes.locator("[data-part=ophalen]")
        expect(said).to_be_visible()
        expect(said).to_contain_text("Schrijf op wat je nog weet.")
        expect(said).to_contain_text("14:00 – 14:20 uur")
        expect(notes.locator(".ts-notes__left")).to_have_text("nog 20 min")
        go_to(page, "voorspellen")
        expect(notes.locator("[data-part=voorspellen]")).to_be_visible()
        expect(said).to_be_hidden()
        notes.get_by_role("button", name="Vorige").focus()
        notes.keyboard.press("Enter")
        expect(title).to_have_text("Wat weten we nog?")
        notes.keyboard.press("PageUp")
        expect(title).to_have_text("Dataterugkoppeling eindmeting: wat is er bewogen?")
        assert screen(page) == "welkom"
        assert notes.evaluate("document.documentElement.scrollWidth <= innerWidth")
        notes.close()


def test_notes_tell_no_outcome_and_break_no_rule(reader: Reader, site: str) -> None:
    with showing(reader, site, f"{FEEDBACK}?notities") as shown:
        expect(shown.page.locator(".ts-notes__waiting")).to_be_visible()
        assert violations(shown, EVERY_RULE) == []
        assert "<svg" not in shown.ask("document.querySelector('.ts-notes').outerHTML")


# ----- minutes ----------------------------------------------------------------------------------------------------


def test_what_was_typed_is_one_page_of_minutes(reader: Reader, site: str) -> None:
    with presenting(reader, site, FEEDBACK) as shown:
        page = shown.page
        shown.ask("window.print = () => {}")
        go_to(page, "kijken")
        fill(page, "Wij zien", "- Gezag is hoog\nTijd is er weinig")
        go_to(page, "acties")
        fill(page, "Wat", "Elke les een moment van uitleg")
        fill(page, "Besloten", "We beginnen in september")
        go_to(page, "afsluiten")
        page.get_by_role("button", name="Print het verslag").click()
        pages = [one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
        assert len(pages) == 1
        for words in ("wat is er bewogen?", "18 juni 2026", "Gezag is hoog", "Tijd is er weinig", "in september"):
            assert words in pages[0]
        assert "Elke les een moment van uitleg" in pages[0]
        assert "Presenteren" not in pages[0]
        expect(page.locator(".ts-minutes")).to_have_count(0)
        assert "Presenteren" not in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages[0].extract_text()


# ----- the question, tied to what it is about ---------------------------------------------------------------------


def test_a_question_becomes_a_learning_question_that_the_team_can_keep(reader: Reader, site: str, school: Path) -> None:
    with presenting(reader, site, FEEDBACK) as shown:
        page = shown.page
        go_to(page, "leervraag")
        for how, about in (("elkaars lessen gebruiken", "codes-lessen-observeren"), ("later bedenken", "")):
            fill(page, "Hoe kunnen wij …", how)
            fill(page, "waaraan merken we dat?", "elke week kijkt iemand mee")
            if about:
                for one in (about, "codes-inzet", about):
                    slide(page).get_by_label("Waar gaat het over?").select_option(one)
            slide(page).get_by_role("button", name="Zet op de lijst").click()
        go_to(page, "kiezen")
        slide(page).get_by_role("button", name="Een stip erbij: Hoe kunnen wij elkaars").click()
        go_to(page, "afsluiten")
        meeting, questions = downloaded(page, "meeting"), downloaded(page, "questions")
    assert "- elkaars-lessen-gebruiken\n" in meeting
    assert "Hoe kunnen wij later bedenken?" in meeting
    tree = with_lines(school, QUESTIONS, questions)
    assert problems_of(tree) == []
    own = next(one for one in read_school(tree)[0].questions["horeca"] if one.id == "elkaars-lessen-gebruiken")
    assert own.question == "Hoe kunnen wij elkaars lessen gebruiken?"
    assert (own.links, own.round, own.step) == (
        ("codes-lessen-observeren", "codes-inzet"),
        "eindmeting-2026",
        "verkennen",
    )
    assert own.goals == ("Elke week kijkt iemand mee.",)


# ----- from beginning to end --------------------------------------------------------------------------------------


def tab_to(page: Page, wanted: Locator) -> None:
    """On with the key alone until it has the focus."""
    for _ in range(60):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way with keys to {wanted}")


def test_the_whole_half_day_with_keys_alone(reader: Reader, school: Path) -> None:
    """From a disk, without a pointer: from the page to the lines that it gives."""
    with showing(reader, (school / "site").as_uri(), FEEDBACK) as shown:
        page, press = shown.page, shown.page.keyboard.press
        page.set_viewport_size({"width": BEAMER[0], "height": BEAMER[1]})
        expect(page.get_by_role("button", name="Presenteren")).to_be_visible()
        press("f")
        expect(page.locator(".ts-deck")).to_be_visible()
        for _ in range(80):  # what is covered opens before the next screen comes
            if screen(page) == "kijken":
                break
            press("PageDown")
        tab_to(page, slide(page).get_by_label("Wij zien"))
        page.keyboard.type("Gezag is hoog")
        press("PageDown")
        tab_to(page, slide(page).get_by_label("Hoe kunnen wij …"))
        page.keyboard.type("elkaars lessen gebruiken")
        tab_to(page, slide(page).get_by_label("Waar gaat het over?"))
        press("ArrowDown")
        tab_to(page, slide(page).get_by_role("button", name="Zet op de lijst"))
        press("Enter")
        press("PageDown")
        tab_to(page, slide(page).get_by_role("button", name="Een stip erbij: Hoe kunnen wij elkaars"))
        press("Enter")
        press("PageDown")
        tab_to(page, slide(page).get_by_label("Wat", exact=True).first)
        page.keyboard.type("Elke week kijken")
        press("PageDown")
        assert screen(page) == "afsluiten"
        tab_to(page, page.locator(".ts-file[data-file=meeting] .ts-download"))
        with page.expect_download() as download:
            press("Enter")
        lines = download.value.path().read_text(encoding="utf-8")
        press("Escape")
        expect(page.locator(".ts-deck")).to_be_hidden()
        assert shown.complaints == []
    for told in ('observations:\n  - "Gezag is hoog"', "elkaars-lessen-gebruiken", 'what: "Elke week kijken"'):
        assert told in lines


def test_the_whole_half_day_on_a_telephone(reader: Reader, site: str) -> None:
    """With a finger: a prediction and its code, and then a meeting around the table without a beamer."""
    with showing(reader, site, f"{FEEDBACK}#voorspel", width=NARROW) as shown:
        page = shown.page
        expect(page.locator(".ts-foresee .ts-plane")).to_be_visible()
        code = page.locator(".ts-foresee__code").inner_text()
        page.get_by_role("button", name="Presenteren").click()
        expect(page.locator(".ts-deck")).to_be_visible()
        onward = page.get_by_role("button", name="Volgende", exact=True)
        seen = []
        for _ in range(90):
            seen.append(screen(page))
            if seen[-1] == "voorspellen" and not slide(page).locator("button.ts-plane__dot").count():
                fill(page, "Code, als die er is", code)
                slide(page).get_by_role("button", name="Zet een stip").click()
            if seen[-1] == "kijken":
                fill(page, "Wij zien", "Gezag is hoog")
            if seen[-1] == "afsluiten":
                break
            onward.click()
        assert list(dict.fromkeys(seen))[-3:] == ["kiezen", "acties", "afsluiten"]
        lines = downloaded(page, "meeting")
        assert shown.complaints == []
    assert "predictions:\n" in lines
    assert '  - "Gezag is hoog"' in lines


# ----- the other meetings -----------------------------------------------------------------------------------------


def test_a_plg_looks_back_at_what_was_agreed_and_agrees_anew(reader: Reader, site: str, school: Path) -> None:
    with presenting(reader, site, PLG) as shown:
        page = shown.page
        go_to(page, "terugkijken")
        assert slide(page).locator(".ts-back li").count() > 0
        fill(page, "Hoe ging het?", "De koppels keken twee keer bij elkaar.")
        go_to(page, "kijken")
        fill(page, "Wij zien", "Studenten leggen elkaar uit.")
        go_to(page, "acties")
        fill(page, "Wat", "Nog een ronde kijken")
        fill(page, "Wie", "koppels")
        go_to(page, "afsluiten")
        lines = downloaded(page, "meeting")
    path = "content/sessions/2026-06-25-horeca.yml"
    tree = with_lines(school, path, lines)
    assert problems_of(tree) == []
    session = session_of(tree, date(2026, 6, 25))
    assert session.observations == ("De koppels keken twee keer bij elkaar.", "Studenten leggen elkaar uit.")
    assert [(one.what, one.role) for one in session.actions] == [("Nog een ronde kijken", "koppels")]


def ask(page: Page, words: str, cluster: str | None = None) -> None:
    form = slide(page).locator("form")
    form.locator("[name=text]").fill(words)
    if cluster:
        form.get_by_label("Te vinden").select_option(cluster)
    page.keyboard.press("Enter") if not cluster else form.get_by_role("button").click()


def test_a_work_meeting_goes_from_a_signal_to_a_path(reader: Reader, site: str, school: Path) -> None:
    with presenting(reader, site, WORK) as shown:
        page = shown.page
        go_to(page, "signaal")
        fill(page, "Het signaal", "Studenten wachten\naf.")
        go_to(page, "vragen")
        ask(page, "Wanneer wachten ze niet af?", "ervaring")
        ask(page, "Wat weten anderen?", "literatuur")
        slide(page).get_by_role("checkbox", name="Wanneer wachten ze niet af?").check()
        go_to(page, "vinden")
        fill(page, "In onze ervaring", "Bij een opdracht met keuze.\n\nBij een klant erbij.")
        go_to(page, "opties")
        ask(page, "Elke week een opdracht met keuze")
        ask(page, "Meer toetsen")
        slide(page).get_by_role("checkbox", name="Elke week een opdracht").check()
        go_to(page, "afsluiten")
        assert "hoe het nu is, en hoe het moet worden" in slide(page).locator(".ts-taken").inner_text()
        half = page.locator(".ts-file textarea").first.input_value()
        go_to_path(page)
        go_to(page, "afsluiten")
        page.reload()
        expect(page.locator(".ts-deck")).to_be_visible()
        assert screen(page) == "afsluiten"
        assert "Nog invullen" not in slide(page).locator(".ts-taken").inner_text()
        lines = downloaded(page, "meeting")
    path = "content/sessions/2026-06-26-horeca.yml"
    assert problems_of(with_lines(school, path, half)) == []
    tree = with_lines(school, path, lines)
    assert problems_of(tree) == []
    work = session_of(tree, date(2026, 6, 26)).work
    assert work
    assert work.path
    assert work.issue == "Studenten wachten af."
    assert [(one.text, one.cluster, one.chosen) for one in work.questions] == [
        ("Wanneer wachten ze niet af?", "ervaring", True),
        ("Wat weten anderen?", "literatuur", False),
    ]
    assert [(group.cluster, len(group.findings)) for group in work.groups] == [("ervaring", 2)]
    assert [(one.text, one.chosen) for one in work.options] == [
        ("Elke week een opdracht met keuze", True),
        ("Meer toetsen", False),
    ]
    assert (work.path.here, work.path.there) == ("ze wachten af", "ze kiezen zelf")
    assert [(one.what, one.role, one.due, one.sign) for one in work.path.steps] == [
        ("Drie opdrachten maken", "koppels", date(2026, 9, 14), "nog af te spreken")
    ]
    assert [(one.when, one.role) for one in work.path.lookback] == [(date(2026, 10, 12), "nog te kiezen")]


def go_to_path(page: Page) -> None:
    """Back to the path, and along it."""
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowUp")
    assert screen(page) == "pad"
    fill(page, "Zo is het nu", "ze wachten af")
    fill(page, "Zo moet het worden", "ze kiezen zelf")
    first = slide(page).get_by_role("group", name="Stap 1 van het pad")
    first.get_by_label("Wat", exact=True).fill("Drie opdrachten maken")
    first.get_by_label("Wie").fill("koppels")
    first.get_by_label("Klaar op").fill("2026-09-14")
    slide(page).get_by_label("We kijken terug op").fill("2026-10-12")


@pytest.mark.parametrize("page", [PLG, WORK])
def test_every_screen_of_the_other_meetings_fits_a_beamer_and_a_telephone(reader: Reader, site: str, page: str) -> None:
    over = "(() => { const s = document.querySelector('.ts-deck__stage');"
    over += " return [s.scrollWidth - s.clientWidth, s.scrollHeight - s.clientHeight] })()"
    with presenting(reader, site, page) as shown:
        for _ in range(7):
            assert shown.ask(over) == [0, 0], screen(shown.page)
            assert violations(shown, EVERY_RULE) == []
            shown.page.set_viewport_size({"width": NARROW, "height": 844})
            assert shown.ask(over)[0] == 0, screen(shown.page)
            shown.page.set_viewport_size({"width": BEAMER[0], "height": BEAMER[1]})
            shown.ask("document.activeElement.blur()")
            shown.page.keyboard.press("ArrowDown")
        assert screen(shown.page) == "afsluiten"


def test_without_scripts_the_page_is_the_script_on_paper(reader: Reader, site: str) -> None:
    with showing(reader, site, PLG, scripts=False) as shown:
        words = shown.page.locator("article").inner_text()
        for told in ("15:30 – 15:45 uur, 15 minuten", "Wat lukte al? En wat zat er in de weg?", "Het draaiboek"):
            assert told in words
        assert not shown.page.locator(".ts-meeting__start").is_visible()
