"""A school in which every text is an attack: a browser shows each as it was written, and runs none."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.browser.conftest import served
from tests.browser.pages import Reader, Shown, showing
from tests.projects import built, write
from tests.schools import Files
from tests.test_hostile import written

PAYLOAD = (
    "zoekwoord <script>window.pwned=1</script> \"'><img src=x onerror=window.pwned=2> <svg onload=window.pwned=3> "
    "[a](javascript:window.pwned=4) {{ 7*7 }} {% raw %} </title></article></svg> =HYPERLINK(1)"
)

BENCHMARK = "benchmark-van-buiten"


def hostile() -> Files:
    """The school, and a benchmark, whose name stands in charts."""
    entry = {"id": BENCHMARK, "label": PAYLOAD, "date": "D", "instrument": "kompas", "version": "1.0", "note": PAYLOAD}
    declared = yaml.safe_dump([entry], allow_unicode=True).replace("date: D", "date: 2025-11-01")
    tree = written(PAYLOAD)
    version = yaml.safe_load(tree["content/instruments/kompas.yml"])["version"]
    declared = declared.replace("version: '1.0'", f"version: {json.dumps(version)}")
    rows = "source,level,id,mean,sd,n_teams\nzelf,item,zelf-begin,3.2,0.4,34\nsamen,item,samen-roddel,3.1,0.4,34\n"
    return {**tree, "content/benchmarks.yml": declared.encode(), f"data/benchmarks/{BENCHMARK}.csv": rows.encode()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of that school."""
    return built(write(tmp_path_factory.mktemp("hostile"), hostile())) / "site"


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    """Where it is served."""
    yield from served(site)


TOOLTIP = re.compile('<abbr title="[^"]*pwned')

FOREIGN = """
() => [
  ...document.querySelectorAll("[onerror], [onload], [onclick], [style*=url], a[href^='javascript' i], iframe, object"),
  ...document.querySelectorAll("article :is(script, img, form, input, style):not(.vega-bindings, .ts-filter *, OURS)"),
].map((found) => found.outerHTML.slice(0, 200))
""".replace("OURS", ".ts-add-group, .ts-add-group *, .ts-ask, .ts-ask input, .ts-groups input, input[data-field]")


def harm(shown: Shown) -> list[str]:
    """What of the texts came to life. The theme itself hides a frame and dresses nothing with an address."""
    ran = shown.ask("window.pwned")
    return [*shown.ask(FOREIGN), *shown.complaints, *shown.refused(), *([f"ran: {ran}"] if ran else [])]


def test_no_page_runs_or_holds_anything_and_every_page_shows_its_texts(reader: Reader, site: Path, base: str) -> None:
    """The policy has nothing to refuse either: it is the second wall, not the first."""
    shown_texts = 0
    for path in sorted(site.rglob("*.html")):
        with showing(reader, base, path.relative_to(site).as_posix()) as shown:
            shown.open_all()
            assert harm(shown) == [], path
            text = " ".join(shown.page.locator("body").inner_text().split())
            shown_texts += text.count(PAYLOAD)
            if path.name != "404.html":
                assert PAYLOAD in shown.page.title(), path
    assert shown_texts > 300


@pytest.mark.parametrize("disk", [False, True], ids=["server", "disk"])
def test_search_shows_the_texts_that_it_finds(reader: Reader, site: Path, base: str, disk: bool) -> None:
    with showing(reader, site.as_uri() if disk else base, "index.html") as shown:
        shown.page.locator(".md-search__input").click()
        shown.page.keyboard.insert_text("zoekwoord")
        shown.page.keyboard.press("End")
        results = shown.page.locator(".md-search-result__item")
        results.first.wait_for()
        assert "<script>window.pwned=1</script>" in results.first.inner_text()
        assert shown.ask("document.querySelectorAll('.md-search-result :is(script, img, iframe)').length") == 0
        assert shown.ask("window.pwned") is None
        assert shown.complaints + shown.refused() == []


def test_a_tooltip_shows_its_meaning(reader: Reader, base: str, site: Path) -> None:
    page = next(path for path in sorted(site.rglob("*.html")) if TOOLTIP.search(path.read_text()))
    with showing(reader, base, page.relative_to(site).as_posix()) as shown:
        shown.page.locator("article abbr[title*='pwned']").first.hover()
        tooltip = shown.page.locator(".md-tooltip2--active")
        tooltip.wait_for()
        assert PAYLOAD in " ".join(tooltip.inner_text().split())
        assert tooltip.locator("script, img, svg").count() == 0
        assert harm(shown) == []


def test_a_link_that_is_cut_off_shows_its_text(reader: Reader, base: str) -> None:
    """Material makes a tooltip of what does not fit."""
    with showing(reader, base, "teams/blauw/lagen/zelf.html") as shown:
        link = shown.page.locator(".md-footer a").first
        for _ in range(2):  # the second time from what Material has put back
            link.hover()
            tooltip = shown.page.locator(".md-tooltip2--active")
            tooltip.wait_for()
            assert PAYLOAD in " ".join(tooltip.inner_text().split())
            assert harm(shown) == []
            shown.page.locator("h1").hover()
            tooltip.wait_for(state="detached")


def test_a_title_is_harmless_as_soon_as_it_is_set(reader: Reader, base: str) -> None:
    """Material sets and reads it in one go when a link comes into view under the pointer."""
    with showing(reader, base, "index.html") as shown:
        read = "(text) => { const link = document.createElement('a'); link.title = text; return link.title }"
        assert shown.page.evaluate(read, "<b>1 & 2</b>") == "&lt;b>1 &amp; 2&lt;/b>"


HOVERS = 20


def test_charts_that_come_alive_show_the_texts(reader: Reader, base: str) -> None:
    with showing(reader, base, "teams/blauw/lagen/zelf.html") as shown:
        buttons = shown.page.locator("button.ts-interactive")
        for button in buttons.all():
            button.click()
        shown.page.locator(".ts-live svg").nth(buttons.count() - 1).wait_for()
        assert "<script>" in " ".join(shown.page.locator(".ts-live svg").all_text_contents())
        tooltip, mark = (
            shown.page.locator("#vg-tooltip-element.visible"),
            shown.page.locator(".ts-live [role=img]").first,
        )
        for _ in range(HOVERS):  # a chart that another one pushes down slips away from under the pointer
            shown.page.locator("h1").hover()
            mark.hover(force=True)
            shown.page.wait_for_timeout(500)
            if tooltip.count():
                break
        assert tooltip.count() == 1
        assert shown.ask("document.querySelectorAll('#vg-tooltip-element :is(script, img, svg)').length") == 0
        assert harm(shown) == []


def test_a_drawing_that_is_kept_shows_the_texts(reader: Reader, site: Path, base: str, tmp_path: Path) -> None:
    """There is no policy over a file that is no page: in it the texts have to be harmless by themselves."""
    page = reader.window(scripts=True)
    page.goto(f"{base}/teams/blauw/lagen/zelf.html")
    buttons = page.locator("button[data-keep=svg]")
    assert buttons.count()
    for number in range(buttons.count()):
        page.goto(f"{base}/teams/blauw/lagen/zelf.html")
        with page.expect_download() as download:
            buttons.nth(number).click()
        download.value.save_as(tmp_path / "kept.svg")
        page.goto((tmp_path / "kept.svg").as_uri())
        assert page.evaluate("document.documentElement.tagName") == "svg"
        assert page.evaluate("window.pwned") is None
        assert (
            page.evaluate("document.querySelectorAll('script, image, foreignObject, [onload], [onerror]').length") == 0
        )
        assert "<script>window.pwned=1</script>" in page.evaluate("document.documentElement.textContent")
    reader.free[True].append(page)
