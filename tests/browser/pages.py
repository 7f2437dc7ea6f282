"""One page of every kind, and what a browser has to say about a page."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, Page

Scheme = Literal["light", "dark"]

WIDE = 1280
NARROW = 390
ZOOMED = 320
"""What is left of a window of 1280 that is magnified four times."""

A4 = (210, 297)
MARGIN = 15
"""Millimetres."""

PAPER = round((A4[0] - 2 * MARGIN) / 25.4 * 96)
"""What is left of the paper's width, in CSS pixels."""

DEMONSTRATION = {
    "home": "index.html",
    "team": "teams/horeca/index.html",
    "results": "teams/horeca/uitkomsten.html",
    "block": "teams/horeca/bouwstenen/inclusieve-didactiek.html",
    "element": "teams/horeca/elementen/groepskapitaal.html",
    "layer of lessons": "teams/horeca/lagen/observatie.html",
    "layer with blocks": "teams/horeca/lagen/wij.html",
    "layer without blocks": "teams/horeca/lagen/coulissen.html",
    "question": "teams/horeca/leervragen/scherpe-leerdoelen.html",
    "session": "teams/horeca/bijeenkomsten/2026-03-10.html",
    "plan": "teams/horeca/verbeterplan.html",
    "said": "teams/horeca/jullie-zeiden-wij-doen.html",
    "team with few": "teams/techniek/index.html",
    "school": "school/index.html",
    "library": "hulp/index.html",
    "section": "hulp/werkvormen/index.html",
    "recommendation": "hulp/aanbevelingen/h4.html",
    "article": "hulp/kwaliteitscultuur/van-ik-naar-wij.html",
    "work form": "hulp/werkvormen/vragen-clusteren.html",
    "sheet": "hulp/werkvormen/vragen-clusteren--werkblad.html",
    "cycle": "hulp/onderzoekscyclus.html",
    "matrix": "hulp/kwaliteitscultuur/instrumenten.html",
    "glossary": "hulp/begrippen.html",
    "how to read": "hoe-lees-je-dit.html",
    "method": "verantwoording.html",
    "no such page": "404.html",
}

SMALL = {
    "many teams": "index.html",
    "team withheld": "teams/groen/index.html",
    "block withheld": "teams/groen/bouwstenen/rust.html",
    "layer withheld": "teams/groen/lagen/zelf.html",
    "team not measured": "teams/rood/index.html",
}

PATIENCE = 240_000
"""Milliseconds: a slow machine is no fault of a page."""

AT_REST = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important }");
  document.adoptedStyleSheets.push(sheet);
}
"""
"""Nothing may be half way from one colour or place to another while it is measured. Not as an element: the content
policy of a page forbids that."""

REFUSED = """
window.refused = [];
addEventListener("securitypolicyviolation", (it) => {
  refused.push(`${it.effectiveDirective} ${it.blockedURI} ${it.sourceFile}`);
});
"""
"""Keeps what the content policy of a page has refused."""


class Reader:
    """Somebody at a browser, who reads page after page in the same window: with scripts, or without.

    A new window takes longer than most checks of a page. Every page is shown as on a first visit all the same.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.free: dict[bool, list[Page]] = {True: [], False: []}

    def window(self, scripts: bool) -> Page:
        """A window in which nothing is shown, that runs scripts or does not."""
        if self.free[scripts]:
            return self.free[scripts].pop()
        context = self.browser.new_context(locale="nl-NL", java_script_enabled=scripts)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(REFUSED)
        return context.new_page()


@dataclass
class Shown:
    """A page in a browser, with everything that it asked for and complained about while it came up."""

    page: Page
    base: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def ask(self, script: str, argument: object = None) -> Any:
        """What a piece of JavaScript answers in the page."""
        return self.page.evaluate(script, argument)

    def wait_until_drawn(self) -> None:
        """Wait until what watches the sizes of parts has heard of the last change; a page with scripts can tell."""
        self.ask("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))")

    def refused(self) -> list[str]:
        """What the page's content policy has refused so far."""
        found: list[str] = self.ask("refused")
        return found

    def resize(self, width: int) -> None:
        """Show it in a window of this width."""
        self.page.set_viewport_size({"width": width, "height": 900})

    def wear(self, scheme: Scheme) -> None:
        """Show it in light or in dark, by the switch in its header."""
        self.page.emulate_media(color_scheme=scheme)
        self.ask(SWITCH, scheme)

    def open_all(self) -> None:
        """Open everything that a reader may open, and show every part of a page that shows one at a time."""
        self.ask("document.querySelectorAll('article details').forEach((found) => (found.open = true))")
        self.ask("document.querySelectorAll('.ts-part').forEach((found) => found.removeAttribute('hidden'))")

    def close_all(self) -> None:
        """Close what a reader may open, and show the first part only."""
        self.ask("document.querySelectorAll('article details').forEach((found) => (found.open = false))")
        self.ask("document.querySelectorAll('.ts-tabs > :first-child').forEach((found) => found.click())")


SWITCH = """
(scheme) => {
  const wanted = document.querySelector(`input[data-md-color-media="(prefers-color-scheme: ${scheme})"]`);
  if (document.body.dataset.mdColorScheme !== wanted.dataset.mdColorScheme) wanted.click();
}
"""


@contextmanager
def showing(
    reader: Reader, base: str, path: str, *, width: int = WIDE, scheme: Scheme = "light", scripts: bool = True
) -> Iterator[Shown]:
    """A page of the site below `base`, as it is when it has come to rest."""
    shown = Shown(reader.window(scripts), base)
    listeners = {
        "request": lambda request: shown.requests.append(request.url),
        "requestfailed": lambda request: shown.complaints.append(f"{request.url}: {request.failure}"),
        "response": lambda answer: shown.complaints.append(answer.url) if answer.status >= 400 else None,
        "pageerror": lambda error: shown.complaints.append(str(error)),
        "console": lambda said: shown.complaints.append(said.text) if said.type == "error" else None,
    }
    shown.resize(width)
    shown.page.emulate_media(media="null", color_scheme=scheme)
    for event, listener in listeners.items():
        shown.page.on(event, listener)  # type: ignore[call-overload]
    try:
        shown.page.goto(f"{base}/{path}", wait_until="load")
        if scripts:
            shown.ask("document.fonts.ready.then(() => true)")
            shown.ask(AT_REST)
        yield shown
    finally:
        for event, listener in listeners.items():
            shown.page.remove_listener(event, listener)
        if scripts:
            shown.ask("() => { localStorage.clear(); sessionStorage.clear() }")
        shown.page.goto("about:blank")
        reader.free[scripts].append(shown.page)


@cache
def axe() -> str:
    """The accessibility checker's own script."""
    return Path(AXE_FILE_PATH).read_text(encoding="utf-8")


EVERY_RULE: dict[str, object] = {}
ALL_BUT_CONTRAST: dict[str, object] = {"rules": {"color-contrast": {"enabled": False}}}
ABOUT_LINKS: dict[str, object] = {"runOnly": ["link-in-text-block"]}
ABOUT_CONTRAST: dict[str, object] = {"runOnly": ["color-contrast"]}
"""Groups of axe's rules. The contrast of texts takes three quarters of its time."""


def violations(shown: Shown, rules: Mapping[str, object]) -> list[str]:
    """What axe finds serious or critical by these rules: the rule, and the elements that break it."""
    if not shown.ask("'axe' in window"):
        shown.ask(axe())
    found = shown.ask("(rules) => axe.run(document, {resultTypes: ['violations'], ...rules})", rules)
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


# Every line of text in every drawing that is shown, with its box. A font's box is taller than its letters: what is
# taken off above and below is what no letter reaches. A text that is drawn twice, with a halo behind it, counts once;
# one that an axis leaves out for want of room does not.
TEXTS = """
() => [...document.querySelectorAll(".ts-chart svg, .ts-cycle svg")].filter((it) => it.checkVisibility()).map((svg) => {
  const seen = new Map();
  for (const text of svg.querySelectorAll("text:not(:has(tspan)), tspan")) {
    const words = text.textContent.trim();
    const box = text.getBoundingClientRect();
    const tall = Math.min(box.width, box.height);
    const [x, y] = box.width >= box.height ? [0, 0.2 * tall] : [0.2 * tall, 0];
    const ink = { left: box.left + x, right: box.right - x, top: box.top + y, bottom: box.bottom - y };
    const shown = words && text.getClientRects().length && text.closest("text").getAttribute("opacity") !== "0";
    if (shown) seen.set([words, Math.round(box.left), Math.round(box.top)].join(), { words, ...ink });
  }
  const frame = svg.getBoundingClientRect();
  const name = svg.getAttribute("aria-label") ?? "";
  return { name, texts: [...seen.values()], frame: frame.toJSON() };
})
"""


def overlaps(shown: Shown) -> list[str]:
    """The texts of each drawing that stand on top of each other."""
    return [
        f"{chart['name']}: '{one['words']}' and '{other['words']}'"
        for chart in shown.ask(TEXTS)
        for one, other in combinations(chart["texts"], 2)
        if min(one["right"], other["right"]) - max(one["left"], other["left"]) > 0.5
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 0.5
    ]


def cut_off(shown: Shown) -> list[str]:
    """The texts that stick out of their drawing."""
    return [
        f"{chart['name']}: '{text['words']}'"
        for chart in shown.ask(TEXTS)
        for text in chart["texts"]
        if text["left"] < chart["frame"]["left"] - 0.5
        or text["right"] > chart["frame"]["right"] + 0.5
        or text["top"] < chart["frame"]["top"] - 0.5
        or text["bottom"] > chart["frame"]["bottom"] + 0.5
    ]


# What sticks out to the right of the window, unless it stands in something that scrolls by itself.
TOO_WIDE = """
() => [...document.querySelectorAll("body *")]
  .filter((found) => found.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
  .filter((found) => found.checkVisibility())
  .filter((found) => !found.closest(".ts-scroll, .md-typeset__scrollwrap, .md-sidebar, .md-search, .md-tabs, svg"))
  .map((found) => `${found.tagName}.${found.className}: ${found.textContent.trim().slice(0, 60)}`)
"""


def too_wide(shown: Shown) -> list[str]:
    """What does not fit in the width of the window; and the window itself, if it scrolls sideways."""
    excess = shown.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*shown.ask(TOO_WIDE), *([f"the window scrolls {excess} pixels"] if excess > 0 else [])]


# Every place where Tab stops, and what a screen reader could say there. What scrolls is a stop only where it has to be.
STOPS = """
() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
  .filter((found) => found.tabIndex >= 0 && found.checkVisibility({ visibilityProperty: true }))
  .filter((found) => {
    const words = [found.textContent, found.getAttribute("aria-label"), found.title, found.labels?.[0]?.textContent];
    const idle = found.matches(".ts-scroll") && found.scrollWidth <= found.clientWidth;
    return idle || !words.some((text) => text?.trim());
  })
  .map((found) => found.outerHTML.slice(0, 120))
"""


def empty_stops(shown: Shown) -> list[str]:
    """Where Tab stops for nothing."""
    found: list[str] = shown.ask(STOPS)
    return found


# What is clicked or touched and is smaller than 24 pixels; a link in running text is as high as the text.
SMALL_TARGETS = """
() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, label")]
  .filter((found) => found.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter((found) => getComputedStyle(found).display !== "inline" && !found.matches(".md-overlay, .md-skip"))
  .filter((found) => !found.matches("label") || getComputedStyle(found).cursor === "pointer")
  .map((found) => [found, found.getBoundingClientRect()])
  .filter(([, { width, height }]) => width && height && (width < 23.9 || height < 23.9))
  .map(([found, { width, height }]) => `${found.outerHTML.slice(0, 120)}: ${width} by ${height}`)
"""


def small_targets(shown: Shown) -> list[str]:
    """What is too small to touch."""
    found: list[str] = shown.ask(SMALL_TARGETS)
    return found


# The contrast of every text with what is painted behind it: behind the middle of a text in a drawing, and for other
# text what the elements around it are filled with. Large letters may have less.
CONTRAST = """
() => {
  const drawn = ":is(.ts-chart, .ts-cycle) svg";
  const style = new CSSStyleSheet();
  style.replaceSync(`${drawn} * { pointer-events: visiblePainted !important }`);
  document.adoptedStyleSheets.push(style);
  const paint = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const parse = (colour) => {
    if (!known.has(colour)) {
      paint.clearRect(0, 0, 1, 1);
      paint.fillStyle = colour;
      paint.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = paint.getImageData(0, 0, 1, 1).data;
      known.set(colour, [[r, g, b], a / 255]);
    }
    return known.get(colour);
  };
  const luminance = ([r, g, b]) => {
    const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
  };
  const ratio = (one, other) => {
    const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const over = (front, alpha, back) => front.map((value, place) => alpha * value + (1 - alpha) * back[place]);
  const flat = (layers) => layers.reduce((back, [colour, alpha]) => over(colour, alpha, back), [255, 255, 255]);
  const around = (found) => {
    const layers = [];
    for (let at = found; at; at = at.parentElement) layers.unshift(parse(getComputedStyle(at).backgroundColor));
    return flat(layers);
  };
  const behind = (x, y) => {
    const layers = [];
    for (const found of document.elementsFromPoint(x, y)) {
      const css = getComputedStyle(found);
      if (found instanceof SVGElement) {
        if (found.closest("text") || found.tagName === "svg" || css.fill === "none") continue;
        const [colour, alpha] = parse(css.fill);
        layers.unshift([colour, alpha * css.fillOpacity * css.opacity]);
      } else {
        layers.unshift(parse(css.backgroundColor));
      }
    }
    return flat(layers);
  };
  const low = [];
  for (const text of document.querySelectorAll(`${drawn} text`)) {
    const [colour, alpha] = parse(getComputedStyle(text).fill);
    if (!text.getClientRects().length || !text.textContent.trim() || alpha === 0) continue;
    text.scrollIntoView({ block: "center" });
    const box = text.getBoundingClientRect();
    const found = ratio(colour, behind(box.x + box.width / 2, box.y + box.height / 2));
    const name = text.ownerSVGElement.getAttribute("aria-label");
    if (found < 4.5) low.push(`${name}: '${text.textContent}' ${found.toFixed(2)}`);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.parentElement;
    const words = texts.currentNode.data.trim();
    if (!words || text.closest("svg, script, style, noscript, option")) continue;
    if (!text.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const css = getComputedStyle(text);
    let [colour, alpha] = parse(css.color);
    for (let at = text; at; at = at.parentElement) alpha *= getComputedStyle(at).opacity;
    const back = around(text);
    const found = ratio(over(colour, alpha, back), back);
    const size = parseFloat(css.fontSize);
    const large = size >= 24 || (size >= 18.66 && css.fontWeight >= 700);
    const name = `${text.tagName}.${text.className}`;
    if (found < (large ? 3 : 4.5)) low.push(`${name}: '${words.slice(0, 60)}' ${found.toFixed(2)}`);
  }
  document.adoptedStyleSheets = [...document.adoptedStyleSheets].filter((other) => other !== style);
  return low;
}
"""


def faint(shown: Shown) -> list[str]:
    """The texts that do not stand out enough from what is behind them, with their contrast."""
    found: list[str] = shown.ask(CONTRAST)
    return found
