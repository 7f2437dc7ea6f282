"""A locked site in a browser: from a web server and from a disk, with the passphrase, with another and without one."""

import base64
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from teamspiegel.edges.locked import lock
from teamspiegel.reading.passphrases import Sources

from tests.browser.conftest import served
from tests.browser.pages import (
    ALL_BUT_CONTRAST,
    EVERY_RULE,
    NARROW,
    PATIENCE,
    WIDE,
    Reader,
    Scheme,
    Shown,
    faint,
    showing,
    too_wide,
    violations,
)
from tests.locks import passphrase, variables
from tests.projects import write
from tests.schools import ROOT
from tests.schools import demonstration as demonstration_tree
from tests.sites import site

FRONT = "teams/horeca/index.html"
FIGURE = "article .ts-figure"
STILL = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important }");
  document.adoptedStyleSheets.push(sheet);
}
"""
"""Nothing may be half way from one colour to another while it is measured. No content policy is about this way."""


@pytest.fixture(scope="module", params=["served", "from disk"])
def base(request: pytest.FixtureRequest, locked_demonstration: Path) -> Iterator[str]:
    """Where the locked site is: behind a web server, and in a folder."""
    folder = locked_demonstration / "site"
    if request.param == "served":
        yield from served(folder)
    else:
        yield folder.as_uri()


@pytest.fixture(scope="module")
def served_site(locked_demonstration: Path) -> Iterator[str]:
    yield from served(locked_demonstration / "site")


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that nobody used before."""
    context = browser.new_context(locale="nl-NL", viewport={"width": WIDE, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def asked(window: BrowserContext, address: str) -> Page:
    """A page that asks for the passphrase."""
    page = window.new_page()
    page.goto(address)
    page.locator("#ts-form").wait_for()
    return page


def unlock(page: Page, words: str) -> None:
    """Type it and press Enter, and wait for the page."""
    page.fill("#ts-passphrase", words)
    page.keyboard.press("Enter")
    shows(page)


def shows(page: Page) -> None:
    """Wait until the page is there, and the theme has taken hold of it."""
    page.locator(FIGURE).first.wait_for()
    page.locator("html.js").wait_for()


def opened(window: BrowserContext, address: str, part: str = "horeca") -> Page:
    page = asked(window, address)
    unlock(page, passphrase(part))
    return page


# ----- the passphrase ----------------------------------------------------------------------------------


def test_another_passphrase_is_told_and_shows_nothing(window: BrowserContext, base: str) -> None:
    page = asked(window, f"{base}/{FRONT}")
    page.fill("#ts-passphrase", passphrase("techniek"))
    page.keyboard.press("Enter")
    page.locator("#ts-said", has_text="Probeer het gerust nog eens").wait_for()
    assert page.title().startswith("Vergrendeld")
    assert page.locator(FIGURE).count() == 0
    assert page.evaluate("document.activeElement.id") == "ts-passphrase"
    unlock(page, passphrase("horeca"))


def test_the_passphrase_opens_the_page_and_the_next_opens_at_once(window: BrowserContext, base: str) -> None:
    page = opened(window, f"{base}/{FRONT}")
    assert page.title() == "Team Horeca — Eindmeting - Voorbeeldcollege De Spiegel"
    page.locator("article a", has_text="alle uitkomsten").first.click()
    shows(page)
    assert page.title().startswith("Alle uitkomsten")
    page.goto(f"{base}/teams/techniek/index.html")  # another team's asks
    page.locator("#ts-form").wait_for()
    page.go_back()
    page.locator(FIGURE).first.wait_for()


def test_what_is_remembered_is_no_passphrase_and_stays_in_the_tab(window: BrowserContext, base: str) -> None:
    page = opened(window, f"{base}/{FRONT}")
    kept = page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie])")
    assert "wörtels" not in kept and "w\\u00f6" not in kept
    assert len(page.evaluate("Object.keys(sessionStorage)")) == 1
    asked(window, f"{base}/{FRONT}")


def test_however_it_is_typed(window: BrowserContext, base: str) -> None:
    unlock(asked(window, f"{base}/{FRONT}"), "  " + passphrase("horeca").replace(" ", "  ").replace("ö", "o\u0308"))


def test_locked_again(window: BrowserContext, base: str) -> None:
    page = opened(window, f"{base}/{FRONT}")
    page.goto(f"{base}/teams/horeca/1.html")
    page.locator(FIGURE).first.wait_for()
    page.locator(".ts-lock-again").click()
    page.locator("#ts-form").wait_for()
    page.go_back()
    page.locator("#ts-form").wait_for()
    assert page.locator(FIGURE).count() == 0


def test_a_page_in_the_place_of_another_stays_locked(
    window: BrowserContext, locked_demonstration: Path, tmp_path: Path
) -> None:
    """Somebody who can write to the host cannot show a team an old page, or another, under this address."""
    source = locked_demonstration / "site"
    files = {path: (source / path).read_bytes() for path in ("assets/locked.js", "assets/locked.css", FRONT)}
    write(tmp_path, files | {"teams/horeca/9.html": files[FRONT]})
    page = asked(window, f"{tmp_path.as_uri()}/teams/horeca/9.html")
    page.fill("#ts-passphrase", passphrase("horeca"))
    page.keyboard.press("Enter")
    page.locator("#ts-said", has_text="Probeer het gerust nog eens").wait_for()
    page = asked(window, f"{tmp_path.as_uri()}/{FRONT}")
    page.fill("#ts-passphrase", passphrase("horeca"))
    page.keyboard.press("Enter")
    page.locator(FIGURE).first.wait_for()


@pytest.mark.parametrize(
    ("missing", "told"),
    [("crypto.subtle", "https"), ("DecompressionStream", "te oud")],
)
def test_a_browser_that_cannot_open_it_says_so(
    window: BrowserContext, served_site: str, missing: str, told: str
) -> None:
    """`crypto.subtle` is missing where an address begins with http."""
    owner, _, name = missing.rpartition(".")
    window.add_init_script(f"Object.defineProperty({owner or 'window'}, '{name}', {{value: undefined}})")
    page = asked(window, f"{served_site}/{FRONT}")
    assert told in page.locator("#ts-said").inner_text()
    assert page.locator("#ts-passphrase").is_disabled()


def test_without_scripts_the_page_says_what_is_needed(reader: Reader, served_site: str) -> None:
    with showing(reader, served_site, FRONT, scripts=False) as shown:
        assert "JavaScript nodig" in shown.page.locator("main").inner_text()
        assert not shown.page.locator("#ts-passphrase").is_visible()


# ----- the page, once open -------------------------------------------------------------------------------


def test_nothing_is_asked_of_another_host_and_nothing_goes_wrong(window: BrowserContext, served_site: str) -> None:
    page = asked(window, f"{served_site}/{FRONT}")
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    unlock(page, passphrase("horeca"))
    page.wait_for_load_state("networkidle")
    assert complaints == []
    assert len(requests) > 3
    assert [url for url in requests if not url.startswith(served_site)] == []


def test_a_chart_answers_to_a_pointer(window: BrowserContext, base: str) -> None:
    page = opened(window, f"{base}/{FRONT}")
    page.locator("button.ts-interactive").first.click()
    page.locator(".ts-live svg").wait_for()
    assert page.locator(".ts-live svg text").count() > 3


def test_a_meeting_is_presented(window: BrowserContext, base: str) -> None:
    page = opened(window, f"{base}/{FRONT}")
    page.get_by_role("link", name="Dataterugkoppeling eindmeting").first.click()
    start = page.get_by_role("button", name="Presenteren")
    start.wait_for()
    assert "wis het aan het eind" in page.locator(".ts-meeting__start").inner_text()
    page.keyboard.press("f")
    page.locator(".ts-deck[open]").wait_for()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    assert page.locator(".ts-slide:visible svg text").count() > 3


def saved(page: Page, click: Callable[[], None]) -> tuple[str, bytes]:
    """The name and content of what a click saves."""
    with page.expect_download() as download:
        click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_a_drawing_is_saved_as_it_is_in_an_open_site(window: BrowserContext, base: str, demonstration: Path) -> None:
    page = opened(window, f"{base}/{FRONT}")
    locked = saved(page, page.locator("button[data-keep=svg]").first.click)
    page.goto((demonstration / "site" / FRONT).as_uri())
    assert locked == saved(page, page.locator("button[data-keep=svg]").first.click)


@pytest.mark.parametrize("part", ["horeca", "school"])
def test_downloads_are_saved_under_their_own_names(
    window: BrowserContext, base: str, demonstration: Path, part: str
) -> None:
    page = opened(window, f"{base}/{'school/index' if part == 'school' else 'teams/horeca/1'}.html", part)
    csv = (demonstration / "site" / "downloads" / "indicatoren.csv").read_bytes().splitlines()
    own = [line for line in csv if part == "school" or line.startswith((b"team,", b"horeca,"))]
    name, content = saved(page, page.locator("a[href$='indicatoren.csv']").click)
    assert (name, content.splitlines()) == ("indicatoren.csv", own)
    name, content = saved(page, page.locator("a[href$='indicatoren.xlsx']").click)
    assert (name, content[:4]) == ("indicatoren.xlsx", b"PK\x03\x04")


def test_a_paper_is_saved_under_its_own_name(window: BrowserContext, base: str) -> None:
    page = opened(window, f"{base}/{FRONT}")
    name, content = saved(page, page.locator("a[href$='verslag-horeca.pdf']").click)
    assert (name, content[:5]) == ("verslag-horeca.pdf", b"%PDF-")


def test_dark_is_dark_and_so_is_the_lock_afterwards(window: BrowserContext, base: str) -> None:
    page = opened(window, f"{base}/{FRONT}")
    page.locator("label[title='Donkere weergave']").click()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    page.locator(".ts-lock-again").click()
    page.locator("#ts-form").wait_for()
    assert page.evaluate("document.documentElement.dataset.mdColorScheme") == "slate"


def test_an_address_with_a_place_on_the_page_leads_there(window: BrowserContext, base: str) -> None:
    page = opened(window, f"{base}/{FRONT}#vragen-voor-jullie-gesprek")
    heading = page.locator("#vragen-voor-jullie-gesprek")
    heading.wait_for()
    page.locator("#vragen-voor-jullie-gesprek >> visible=true").wait_for()
    page.wait_for_timeout(300)
    assert 0 <= heading.evaluate("(found) => found.getBoundingClientRect().top") < 300


# ----- search --------------------------------------------------------------------------------------------


def results(page: Page, typed: str) -> list[str]:
    """The paths of what search finds, and of no more than is shown."""
    page.locator("label.md-header__button[for=__search], input.md-search__input").last.click()
    page.locator(".md-search-result__meta", has_text="Typ om te beginnen").wait_for()
    page.keyboard.insert_text(typed)
    page.keyboard.press("End")
    page.locator(".md-search-result__meta", has_text="gevonden").wait_for()
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.md-search-result__item > a')].map((link) => link.href.replace(/[?#].*/, ''))"
    )
    return found


def test_search_finds_a_team_s_pages_once_they_are_open_and_not_before(window: BrowserContext, base: str) -> None:
    page = window.new_page()
    page.goto(f"{base}/index.html")
    assert not [link for link in results(page, "Verbeterplan Horeca") if "/teams/" in link]
    page = opened(window, f"{base}/{FRONT}")
    found = results(page, "Verbeterplan Horeca")
    assert [link for link in found if "/teams/horeca/" in link]
    assert not [link for link in found if "/teams/" in link and "/teams/horeca/" not in link]
    assert [link for link in results(opened(window, f"{base}/{FRONT}"), "werkvorm") if "/hulp/" in link]


# ----- everybody -----------------------------------------------------------------------------------------


def test_with_the_keyboard_only(window: BrowserContext, base: str) -> None:
    page = asked(window, f"{base}/{FRONT}")
    assert page.evaluate("document.activeElement.id") == "ts-passphrase"  # one can type at once
    page.keyboard.insert_text(passphrase("horeca"))
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("#ts-passphrase").get_attribute("type") == "text"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(FIGURE).first.wait_for()
    page.locator(".ts-lock-again").focus()
    page.keyboard.press("Enter")
    page.locator("#ts-form").wait_for()


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_lock_and_what_is_behind_it_fit_and_can_be_read(
    window: BrowserContext, served_site: str, width: int, scheme: Scheme
) -> None:
    page = window.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{served_site}/{FRONT}")
    page.locator("#ts-form").wait_for()
    page.locator("#ts-passphrase").fill("fout")
    page.keyboard.press("Enter")
    page.locator("#ts-said", has_text="Probeer").wait_for()
    shown = Shown(page, served_site)
    assert violations(shown, EVERY_RULE) == []
    assert too_wide(shown) == []
    unlock(page, passphrase("horeca"))
    page.evaluate(STILL)
    assert page.evaluate("document.body.dataset.mdColorScheme") == ("slate" if scheme == "dark" else "default")
    assert violations(shown, ALL_BUT_CONTRAST) == []
    assert faint(shown) == []
    assert too_wide(shown) == []


# ----- a content policy ----------------------------------------------------------------------------------

ALLOWED = "document.title = 'ran'"
PAGE = """<!doctype html>
<html class="js"><head><meta charset="utf-8">{policy}<title>sealed</title></head>
<body><article><figure class="ts-figure">open</figure></article>
<script>{allowed}</script><script>document.title = 'something else ran'</script></body></html>"""


@pytest.fixture(params=["served", "from disk"])
def strict(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A locked page with a strict policy of its own, and two scripts of which that allows one."""
    hashed = base64.b64encode(hashlib.sha256(ALLOWED.encode()).digest()).decode()
    sources = (
        f"default-src 'none'; script-src 'self' 'sha256-{hashed}'; style-src 'self'; font-src 'self'; img-src 'self'"
    )
    policy = f'<meta http-equiv="Content-Security-Policy" content="{sources}">'
    (part, *_) = site(demonstration_tree(), ["groen"], sources=Sources(None, variables(["groen"]))).parts
    folder = write(
        tmp_path,
        {
            **{f"assets/{name}": (ROOT / "theme/assets" / name).read_bytes() for name in ("locked.js", "locked.css")},
            "teams/groen/index.html": PAGE.format(policy=policy, allowed=ALLOWED).encode(),
            "search/search_index.json": b'{"docs":[]}',
        },
    )
    lock(folder, [replace(part, files=("teams/groen/index.md",))], {"groen": passphrase("groen")})
    yield from served(folder) if request.param == "served" else iter([folder.as_uri()])


def test_a_strict_policy_holds_before_and_after_opening(window: BrowserContext, strict: str) -> None:
    """The lock itself needs no exception; the page's own script runs by its hash, and no other."""
    page = window.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(f"{strict}/teams/groen/index.html")
    page.locator("#ts-form").wait_for()
    assert refused == []
    unlock(page, passphrase("groen"))
    assert page.title() == "ran"
    assert refused
    assert [text for text in refused if "inline script" not in text] == []
