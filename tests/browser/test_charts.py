"""Charts in a page: named for who cannot see them, in the page's colours, and alive for who asks for it."""

import re
from base64 import b64encode
from pathlib import Path
from xml.etree import ElementTree

import pytest
import vl_convert
from playwright.sync_api import Locator
from teamspiegel.contracts.chart import Chart
from teamspiegel.drawings.svg import on_page, on_paper
from teamspiegel.edges.draw import LOCALE, vega_lite_version
from teamspiegel.edges.draw_worker import draw

from tests.browser.pages import DEMONSTRATION, Reader, Scheme, Shown, cut_off, overlaps, showing
from tests.charts.views import long_school
from tests.schools import ROOT
from tests.sites import theme

WITH_CHARTS = ["team", "block", "layer of lessons", "layer with blocks", "layer without blocks", "session"]

NAMES = """
() => [...document.querySelectorAll(".ts-chart > svg")].filter((svg) => svg.checkVisibility()).map((svg) => ({
  role: svg.getAttribute("role"),
  name: svg.getAttribute("aria-label"),
  title: svg.closest("figure").querySelector("figcaption strong").textContent,
  subject: svg.closest("figure").querySelector("figcaption span").textContent,
  summary: svg.closest("figure").querySelector(".ts-summary").textContent,
  leftovers: svg.querySelectorAll("[aria-label], [aria-roledescription], [role], title, desc").length,
}))
"""

ENGLISH = re.compile(r"\b(the|and|with|chart|axis|mark|mean|average|lesson|quadrant of)\b", re.IGNORECASE)

VISIBLE = "(texts) => texts.filter((text) => text.getClientRects().length).length"

INK = """
() => [...document.querySelectorAll(".ts-chart svg text")].map((text) => getComputedStyle(text).fill)
"""


@pytest.mark.parametrize("kind", WITH_CHARTS)
def test_every_chart_is_an_image_with_a_dutch_name(reader: Reader, demonstration_site: str, kind: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION[kind]) as shown:
        shown.open_all()
        charts = shown.ask(NAMES)
        assert charts
        for chart in charts:
            assert (chart["role"], chart["leftovers"]) == ("img", 0)
            assert chart["name"] == chart["summary"]
            assert chart["title"]
            assert chart["subject"]
            assert not ENGLISH.search(f"{chart['title']} {chart['name']}")
            # The browser itself arrives at that name.
            assert shown.page.get_by_role("img", name=chart["name"], exact=True).count() == 1


def test_what_a_chart_says_is_heard_once(reader: Reader, demonstration_site: str) -> None:
    """Its title is the caption of the figure, its summary the name of the image; the table is for who asks for it."""
    with showing(reader, demonstration_site, DEMONSTRATION["layer with blocks"]) as shown:
        shown.open_all()
        figures = shown.page.locator("figure.ts-figure")
        assert figures.count() > 0
        for figure in figures.all():
            _, _, heard = figure.aria_snapshot().partition("\n")  # its first line names the figure by its caption
            for words in ("figcaption strong", ".ts-summary"):
                said = " ".join(figure.locator(words).inner_text().split())
                assert heard.count(said) == 1, (said, heard)


def test_every_chart_has_a_table_that_scrolls_by_itself(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["layer of lessons"], width=390) as shown:
        shown.open_all()
        figures = shown.page.locator("figure.ts-figure")
        assert figures.count() > 0
        for figure in figures.all():
            assert figure.locator("table").is_visible()
            assert figure.locator("table tbody tr").count() > 0
            region = figure.get_by_role("region")
            scrolls = region.evaluate("it => it.scrollWidth > it.clientWidth")
            assert region.get_attribute("tabindex") == ("0" if scrolls else "-1")
            name = region.get_attribute("aria-labelledby")
            assert figure.locator(f"figcaption [id='{name}']").inner_text().strip()


def test_a_dark_page_has_its_own_ink(reader: Reader, demonstration_site: str) -> None:
    inks = {}
    for scheme in ("light", "dark"):
        with showing(reader, demonstration_site, DEMONSTRATION["team"], scheme=scheme) as shown:
            inks[scheme] = shown.ask(INK)
    assert len(inks["light"]) == len(inks["dark"]) > 0
    changed = sum(light != dark for light, dark in zip(inks["light"], inks["dark"], strict=True))
    # What stands on a colour of its own keeps its ink; everything that stands on the page does not.
    assert changed > len(inks["light"]) / 2


# ----- the interactive version ---------------------------------------------------------------------------


FIRST_ROW = r"""
(first) => {
  const labels = [...document.querySelectorAll(".ts-live .role-mark.mark-text text")];
  const top = (text) => text.getBoundingClientRect().top;
  return labels.sort((a, b) => top(a) - top(b))[0]?.textContent.startsWith(first);
}
"""

FADED = """
() => [...document.querySelectorAll(".ts-live .mark-symbol path")].some((mark) => mark.getAttribute("opacity") < 0.5)
"""

OWN_LETTERS = """
() => document.fonts.load('13px "Atkinson Hyperlegible Next"').then(() => document.fonts.ready).then(() => true)
"""


def asked_for(shown: Shown) -> None:
    """Ask for the interactive version of every chart on the page, and wait for it."""
    buttons = shown.page.locator("button.ts-interactive:visible")
    assert buttons.count() > 0
    for button in buttons.all():
        button.click()
    shown.page.locator(".ts-live svg").nth(buttons.count() - 1).wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["team", "block", "layer of lessons"])
def test_a_chart_that_is_asked_for_comes_alive(
    reader: Reader, demonstration_site: str, kind: str, scheme: Scheme
) -> None:
    """Without a request to another host, and under a content policy that forbids making functions out of text."""
    with showing(reader, demonstration_site, DEMONSTRATION[kind], scheme=scheme) as shown:
        assert not [url for url in shown.requests if "vega" in url]
        asked_for(shown)
        assert shown.page.locator(".ts-chart:not(.ts-live):visible").count() == 0
        assert overlaps(shown) + cut_off(shown) == []
        assert [url for url in shown.requests if not url.startswith(f"{shown.base}/")] == []
        assert shown.complaints == []


def test_a_pointer_on_a_mark_reads_its_value(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["layer with blocks"]) as shown:
        asked_for(shown)
        shown.page.locator(".ts-live [role=img]").first.hover(force=True)
        shown.page.wait_for_selector("#vg-tooltip-element.visible")
        words = shown.page.locator("#vg-tooltip-element").inner_text()
        assert "gemiddelde" in words and "," in words and "undefined" not in words


def test_the_keyboard_goes_from_mark_to_mark_and_each_is_read_out(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["layer without blocks"]) as shown:
        shown.page.locator("button.ts-interactive").first.click()
        live = shown.page.locator(".ts-live").first
        live.locator("svg").wait_for()
        assert live.get_attribute("role") == "group"
        assert live.get_attribute("aria-label")
        assert live.locator("[tabindex='0']").count() == 1
        live.locator("[tabindex='0']").focus()
        first = shown.ask("document.activeElement.getAttribute('aria-label')")
        shown.page.keyboard.press("ArrowDown")
        second = shown.ask("document.activeElement.getAttribute('aria-label')")
        assert first != second
        shown.page.wait_for_selector("#vg-tooltip-element.visible")
        name = second.split(",")[0].split(" ", 1)[1]
        assert name.split(" n ")[0] in shown.page.locator("#vg-tooltip-element").inner_text()


def test_means_can_stand_in_the_order_of_asking(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["layer without blocks"]) as shown:
        shown.page.locator("button.ts-interactive").first.click()
        figure = shown.page.locator("figure.ts-figure").first
        figure.locator(".ts-live svg").wait_for()
        figure.locator(".ts-order").click()
        first = figure.locator("tbody th").first.text_content()
        assert first
        shown.page.wait_for_function(FIRST_ROW, arg=first[:12])
        assert overlaps(shown) + cut_off(shown) == []
        assert shown.complaints == []


def test_a_voice_can_be_highlighted(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["block"]) as shown:
        shown.page.locator("button.ts-interactive").first.click()
        live = shown.page.locator(".ts-live").first
        assert "een ander beeld? Inclusieve didactiek: de lagen" in (live.get_attribute("aria-label") or "")
        live.locator("select").select_option(index=1)
        shown.page.wait_for_function(FADED)


def test_who_is_highlighted_stays_so_in_the_order_of_asking(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["layer without blocks"]) as shown:
        shown.page.locator("button.ts-interactive").first.click()
        figure = shown.page.locator("figure.ts-figure").first
        figure.locator("select").select_option(index=1)
        shown.page.wait_for_function(FADED)
        highlighted = figure.locator("select").input_value()
        for pressed in ("true", "false"):
            figure.locator(".ts-order").click()
            figure.locator(f".ts-order[aria-pressed={pressed}]").wait_for()
            first = figure.locator("tbody th").first.text_content() if pressed == "true" else None
            if first:
                shown.page.wait_for_function(FIRST_ROW, arg=first[:12])
            shown.page.wait_for_function(FADED)
            assert highlighted and figure.locator("select").input_value() == highlighted


def test_small_cells_are_counted_together_at_a_wish(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["layer without blocks"]) as shown:
        figure = shown.page.locator("figure.ts-figure", has=shown.page.locator(".ts-merge")).first
        switch = figure.locator(".ts-merge")
        each, merged = (figure.locator(f".ts-chart .ts-{cells}").first for cells in ("each", "merged"))
        said = figure.locator("figcaption > span .ts-merged")
        assert each.is_visible() and not merged.is_visible() and not said.is_visible()
        switch.click()
        assert "bij hun buur geteld" in said.inner_text()
        assert merged.is_visible() and not each.is_visible()
        assert switch.get_attribute("aria-pressed") == "true"
        assert overlaps(shown) + cut_off(shown) == []
        for _ in range(2):
            _, content = kept(shown, "svg", figure)
            texts = ElementTree.fromstring(content).iter("{http://www.w3.org/2000/svg}text")
            drawn = [text for text in texts if float(text.get("y", "0")) >= 0]
            assert len(drawn) == figure.locator(".ts-chart text").evaluate_all(VISIBLE)
            assert b"class=" not in content
            switch.click()


def test_a_chart_that_answers_to_a_pointer_has_every_cell_and_does_not_say_otherwise(
    reader: Reader, demonstration_site: str
) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["layer without blocks"]) as shown:
        figure = shown.page.locator("figure.ts-figure", has=shown.page.locator(".ts-merge")).first
        title = figure.locator("figcaption strong")
        apart = title.inner_text()
        figure.locator(".ts-merge").click()
        # A number of one or two is not in the title either.
        assert "(1 van 21)" in apart and "(1 van 21)" not in title.inner_text()
        figure.locator("button.ts-interactive").click()
        figure.locator(".ts-live svg.marks").wait_for()
        assert not figure.locator("figcaption .ts-merged").last.is_visible()
        assert title.inner_text() == apart


def test_while_presenting_small_cells_are_counted_together(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["layer without blocks"]) as shown:
        shown.ask("document.documentElement.classList.add('ts-presenting')")
        assert shown.page.locator(".ts-chart .ts-merged").first.is_visible()
        assert shown.page.locator("figcaption .ts-merged").first.is_visible()
        figure = shown.page.locator("figure.ts-figure", has=shown.page.locator(".ts-merge")).first
        _, content = kept(shown, "svg", figure)
        assert b"bij hun buur geteld" in content
        texts = ElementTree.fromstring(content).iter("{http://www.w3.org/2000/svg}text")
        drawn = [text for text in texts if float(text.get("y", "0")) >= 0]
        assert len(drawn) == figure.locator(".ts-chart text").evaluate_all(VISIBLE)
        assert not shown.page.locator(".ts-each").first.is_visible()


def test_what_a_meeting_shows_has_small_cells_together_and_no_others(demonstration: Path) -> None:
    """Not even out of sight: a page has both ways, the script of a meeting one."""
    scripts = [path.read_text(encoding="utf-8") for path in (demonstration / "site/grafieken").glob("*.js")]
    shown = [script for script in scripts if '"findings":' in script]
    assert shown and not [script for script in shown if "ts-each" in script]
    assert "ts-each" in (demonstration / "site" / DEMONSTRATION["layer without blocks"]).read_text(encoding="utf-8")


# ----- to keep -------------------------------------------------------------------------------------------


def kept(shown: Shown, kind: str, figure: Locator | None = None) -> tuple[str, bytes]:
    """The name and content of the file that a chart is kept as: the first one of a page, or another."""
    with shown.page.expect_download() as download:
        (figure or shown.page).locator(f"button[data-keep={kind}]").first.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_a_chart_is_kept_as_a_picture_on_white_paper(reader: Reader, demonstration_site: str) -> None:
    """Also of a dark page, and under the content policy."""
    with showing(reader, demonstration_site, DEMONSTRATION["layer without blocks"], scheme="dark") as shown:
        name, content = kept(shown, "png")
        assert (name, content[:8]) == ("horeca--eindmeting-2026--means--coulissen.png", b"\x89PNG\r\n\x1a\n")
        assert int.from_bytes(content[16:20], "big") == 1440  # the width, as a PNG begins with it
        assert shown.complaints == [] and shown.refused() == []


def test_a_chart_is_kept_as_a_drawing_that_stands_alone(reader: Reader, demonstration_site: str) -> None:
    """In the colours of paper, also of a dark page; with its title, its size and its letters."""
    with showing(reader, demonstration_site, DEMONSTRATION["layer without blocks"], scheme="dark") as shown:
        name, content = kept(shown, "svg")
        figure = shown.page.locator("figure.ts-figure").first
        root = ElementTree.fromstring(content)
        assert name == "horeca--eindmeting-2026--means--coulissen.svg"
        assert root[0].tag.endswith("}title") and root[0].text == figure.locator("figcaption strong").inner_text()
        assert root.get("aria-label") == figure.locator(".ts-summary").text_content()
        left, top, *size = root.get("viewBox", "").split()
        assert (left, size) == ("0", [root.get("width"), root.get("height")])
        # Above it stands what the page has there.
        texts = [text for text in root.iter("{http://www.w3.org/2000/svg}text") if float(text.get("y", "0")) < 0]
        caption = " ".join(figure.locator("figcaption").inner_text().split())
        assert " ".join("".join(text.itertext()) for text in texts) == caption
        assert all(float(top) < float(text.get("y", "")) < 0 for text in texts)
        assert root.get("font-family") == "Atkinson Hyperlegible Next, sans-serif"
        assert b"var(" not in content and b"#1c2430" in content
        drawn = figure.locator(".ts-chart text").count()
        assert len([*root.iter("{http://www.w3.org/2000/svg}text")]) == drawn + len(texts)
        assert vl_convert.svg_to_png(content.decode())[:4] == b"\x89PNG"


def test_the_numbers_of_a_chart_are_kept_as_a_table(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["layer without blocks"]) as shown:
        _, content = kept(shown, "csv")
        lines = content.decode("utf-8-sig").splitlines()
        figure = shown.page.locator("figure.ts-figure").first
        assert lines[0].split(";")[:3] == ['"Uitspraak"', '"n"', '"Gemiddelde"']
        assert len(lines) == 1 + figure.locator("tbody tr").count()


# ----- what is hard to draw ------------------------------------------------------------------------------


@pytest.mark.parametrize(("scale", "teams"), [((1, 4), 5), ((1, 5), 40), ((1, 7), 12), ((0, 10), 13), ((1, 50), 2)])
def test_nothing_overlaps_or_is_cut_off_however_long_the_words(
    reader: Reader, scale: tuple[int, int], teams: int, tmp_path: Path
) -> None:
    """Twelve statements of 120 letters, long names of layers and ends, and a school of many teams."""
    vl_convert.register_font_directory(str(ROOT / "theme" / "fonts"))
    found = {chart.name: chart for key, chart in long_school(*scale, teams).items() if key in HARD}
    drawings = "".join(f'<div class="ts-chart">{_drawing(chart, tmp_path)}</div>' for chart in found.values())
    shown = Shown(reader.window(scripts=True), "")
    font = b64encode((ROOT / "theme/assets/fonts/atkinson-hyperlegible-next.woff2").read_bytes()).decode()
    face = f"@font-face{{font-family:'Atkinson Hyperlegible Next';src:url(data:font/woff2;base64,{font})}}"
    shown.page.set_content(f"<style>{face}svg{{width:400px;height:auto}}</style>{drawings}")
    shown.ask(OWN_LETTERS)
    assert shown.page.locator("svg").count() == len(found) == len(HARD)
    assert overlaps(shown) == []
    assert cut_off(shown) == []
    reader.free[True].append(shown.page)


INTO = """
([drawing, names]) => {
  const figure = document.querySelector(".ts-figure");
  figure.querySelector(".ts-chart").outerHTML = `<div class="ts-chart ts-chart--beside">${drawing}</div>`;
  const listed = names.map((name) => `<li>${name}</li>`).join("");
  figure.querySelector(".ts-chart").insertAdjacentHTML("afterend", `<ol class="ts-listed">${listed}</ol>`);
}
"""

PLACES = """
() => {
  const chart = document.querySelector(".ts-chart--beside");
  const within = (inner) => {
    const [one, other] = [inner.getBoundingClientRect(), chart.getBoundingClientRect()];
    return one.left < other.right && one.right <= other.right + 1 && one.bottom <= other.bottom + 1;
  };
  const texts = [...chart.querySelectorAll("text")];
  const shown = (texts) => texts.map((text) => within(text));
  const [listed, others] = [/^\\d+\\. /, /^\\D|^[\\d, ]+$/].map(
    (kind) => texts.filter((text) => kind.test(text.textContent)),
  );
  const list = document.querySelector(".ts-listed");
  return {
    listed: shown(listed), others: shown(others), below: list.checkVisibility() ? list.children.length : 0,
    letters: Math.min(...others.map((text) => 13.5 * text.getScreenCTM().a)),
  };
}
"""


def test_names_of_many_teams_stand_beside_the_panel_and_on_a_phone_below_it(
    reader: Reader, demonstration_site: str, tmp_path: Path
) -> None:
    """Where there is no room for the list the panel has all of the width, and nothing of it is cut off."""
    vl_convert.register_font_directory(str(ROOT / "theme" / "fonts"))
    chart = long_school(1, 4, 40)["teams"]
    svg = on_page(draw(chart.spec, vega_lite_version(chart.spec), LOCALE, tmp_path), chart, theme().palette)
    found = {}
    for width in (1280, 390):
        with showing(reader, demonstration_site, DEMONSTRATION["school"], width=width) as shown:
            shown.page.evaluate(INTO, [svg, list(chart.listed)])
            found[width] = shown.ask(PLACES)
            assert shown.ask("document.documentElement.scrollWidth <= innerWidth")
    for one in found.values():
        assert len(one["listed"]) == 40
        assert all(one["others"]) and len(one["others"]) > 10
        assert one["letters"] > 12
    assert (all(found[1280]["listed"]), found[1280]["below"]) == (True, 0)
    assert (any(found[390]["listed"]), found[390]["below"]) == (False, 40)


HARD = ("quadrant", "teams", "means:ik", "block:calm", "blocks", "layers:want", "distribution:ik")


def _drawing(chart: Chart, cache: Path) -> str:
    svg = draw(chart.spec, vega_lite_version(chart.spec), LOCALE, cache)
    return on_paper(on_page(svg, chart, theme().palette))


def test_what_could_not_be_fetched_is_asked_for_again(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["layer with blocks"]) as shown:
        button, figure = shown.page.locator("button.ts-interactive").first, shown.page.locator("figure.ts-figure").first
        shown.page.route("**/vega.js", lambda route: route.abort())
        with shown.page.expect_event("requestfailed"):
            button.click()
        shown.page.unroute("**/vega.js")
        button.click()
        figure.locator(".ts-live svg").wait_for(timeout=20_000)


def test_who_asks_for_a_chart_by_keyboard_goes_on_in_it(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["layer with blocks"]) as shown:
        shown.page.locator("button.ts-interactive").first.focus()
        shown.page.keyboard.press("Enter")
        shown.page.locator(".ts-live [role=img]:focus").wait_for()
        assert shown.ask("document.activeElement.ariaLabel").startswith("Erkenning en waardering geven")


TOOLTIP = """
() => {
  const tooltip = document.querySelector("#vg-tooltip-element.visible");
  const { left, right, top, bottom } = tooltip.getBoundingClientRect();
  const inside = left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight;
  const mark = document.activeElement.getBoundingClientRect();
  const over = mark.left < right && mark.right > left && mark.top < bottom && mark.bottom > top;
  return [inside && !over, tooltip.scrollWidth <= tooltip.clientWidth, tooltip.textContent];
}
"""


@pytest.mark.parametrize("width", [390, 1280])
def test_what_a_pointer_reads_stays_on_the_screen(reader: Reader, demonstration_site: str, width: int) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["layer of lessons"], width=width) as shown:
        button = shown.page.locator("button.ts-interactive").nth(2)
        button.scroll_into_view_if_needed()
        button.focus()
        shown.page.keyboard.press("Enter")
        shown.page.locator(".ts-live [role=img]:focus").wait_for()
        read, marks = [], shown.page.locator(".ts-live [role=img]").count()
        for _ in range(1, marks):
            shown.page.keyboard.press("ArrowDown")
            shown.page.locator("#vg-tooltip-element.visible").wait_for()
            inside, whole, words = shown.ask(TOOLTIP)
            assert inside and whole, words
            read.append(words)
        assert len(set(read)) == marks - 1 > 6


def test_the_still_chart_comes_back(reader: Reader, demonstration_site: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION["layer with blocks"]) as shown:
        button = shown.page.locator("button.ts-interactive").first
        figure = shown.page.locator("figure.ts-figure").first
        before = button.inner_text()
        button.click()
        figure.locator(".ts-live svg").wait_for()
        button.click()
        assert button.inner_text() == before
        assert figure.locator(".ts-chart:not(.ts-live) svg").is_visible()
        assert not figure.locator(".ts-live").is_visible()
