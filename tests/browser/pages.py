"""One page of every kind, and what a browser has to say about a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, Page

SCHEMES = ("light", "dark")
WIDTHS = (1280, 390)

DEMONSTRATION = {
    "home": "index.html",
    "team": "teams/handel/index.html",
    "block": "teams/handel/bouwstenen/inclusieve-didactiek.html",
    "layer of lessons": "teams/handel/lagen/observatie.html",
    "layer with blocks": "teams/handel/lagen/wij.html",
    "layer without blocks": "teams/handel/lagen/coulissen.html",
    "question": "teams/handel/leervragen/scherpe-leerdoelen.html",
    "session": "teams/handel/bijeenkomsten/2026-03-24.html",
    "recommendations": "aanbevelingen/index.html",
    "recommendation": "aanbevelingen/h4.html",
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

AT_REST = "*, ::before, ::after { transition: none !important; animation: none !important }"
"""Nothing may be half way from one colour or place to another while it is measured."""


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

    def open_all(self) -> None:
        """Open everything that a reader may open."""
        self.ask("document.querySelectorAll('article details').forEach((found) => (found.open = true))")


@contextmanager
def showing(
    browser: Browser, base: str, path: str, *, width: int = 1280, scheme: str = "light", scripts: bool = True
) -> Iterator[Shown]:
    """A page of the site below `base`, as it is when it has come to rest."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="nl-NL",
        java_script_enabled=scripts,
    )
    context.set_default_timeout(PATIENCE)
    shown = Shown(context.new_page(), base)
    shown.page.on("request", lambda request: shown.requests.append(request.url))
    shown.page.on("requestfailed", lambda request: shown.complaints.append(f"{request.url}: {request.failure}"))
    shown.page.on("response", lambda answer: shown.complaints.append(answer.url) if answer.status >= 400 else None)
    shown.page.on("pageerror", lambda error: shown.complaints.append(str(error)))
    shown.page.on("console", lambda said: shown.complaints.append(said.text) if said.type == "error" else None)
    try:
        shown.page.goto(f"{base}/{path}", wait_until="load")
        if scripts:
            shown.ask("document.fonts.ready.then(() => true)")
            shown.page.add_style_tag(content=AT_REST)
        yield shown
    finally:
        context.close()


@cache
def axe() -> str:
    """The accessibility checker's own script."""
    return Path(AXE_FILE_PATH).read_text(encoding="utf-8")


def violations(shown: Shown) -> list[str]:
    """What axe finds serious or critical: the rule, and the elements that break it."""
    if not shown.ask("'axe' in window"):
        shown.ask(axe())
    found = shown.ask("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


# Every text in every drawing that is shown, with its box. A font's box is taller than its letters: what is taken off
# above and below is what no letter reaches. A text that is drawn twice, with a halo behind it, counts once.
TEXTS = """
() => [...document.querySelectorAll(".ts-chart svg")].filter((svg) => svg.checkVisibility()).map((svg) => {
  const seen = new Map();
  for (const text of svg.querySelectorAll("text")) {
    const words = text.textContent.trim();
    const box = text.getBoundingClientRect();
    const tall = Math.min(box.width, box.height);
    const [x, y] = box.width >= box.height ? [0, 0.2 * tall] : [0.2 * tall, 0];
    const ink = { left: box.left + x, right: box.right - x, top: box.top + y, bottom: box.bottom - y };
    if (words) seen.set([words, Math.round(box.left), Math.round(box.top)].join(), { words, ...ink });
  }
  const frame = svg.getBoundingClientRect();
  const name = svg.querySelector("title")?.textContent ?? "";
  return { name, texts: [...seen.values()], frame: frame.toJSON() };
})
"""


def overlaps(shown: Shown) -> Iterator[str]:
    """The texts of each drawing that stand on top of each other."""
    for chart in shown.ask(TEXTS):
        texts = chart["texts"]
        for index, one in enumerate(texts):
            for other in texts[index + 1 :]:
                across = min(one["right"], other["right"]) - max(one["left"], other["left"])
                down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
                if across > 0.5 and down > 0.5:
                    yield f"{chart['name']}: '{one['words']}' and '{other['words']}'"


def cut_off(shown: Shown) -> Iterator[str]:
    """The texts that stick out of their drawing."""
    for chart in shown.ask(TEXTS):
        frame = chart["frame"]
        for text in chart["texts"]:
            inside = frame["left"] - 0.5 <= text["left"] and text["right"] <= frame["right"] + 0.5
            if not (inside and frame["top"] - 0.5 <= text["top"] and text["bottom"] <= frame["bottom"] + 0.5):
                yield f"{chart['name']}: '{text['words']}'"


# What sticks out to the right of the window, unless it stands in something that scrolls by itself.
TOO_WIDE = """
() => [...document.querySelectorAll("body *")]
  .filter((found) => found.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
  .filter((found) => found.checkVisibility() && !found.closest(".ts-scroll, .md-sidebar, .md-search, .md-tabs, svg"))
  .map((found) => `${found.tagName}.${found.className}: ${found.textContent.trim().slice(0, 60)}`)
"""

# The contrast of every chart text with what is painted behind its middle.
CONTRAST = """
() => {
  const style = document.createElement("style");
  style.textContent = ".ts-chart svg * { pointer-events: visiblePainted !important }";
  document.head.append(style);
  const parse = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) => {
    const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
  };
  const ratio = (one, other) => {
    const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const over = (front, alpha, back) => front.map((value, place) => alpha * value + (1 - alpha) * back[place]);
  const behind = (x, y) => {
    const paint = [];
    for (const found of document.elementsFromPoint(x, y)) {
      const css = getComputedStyle(found);
      if (found instanceof SVGElement) {
        if (found.closest("text") || found.tagName === "svg" || css.fill === "none") continue;
        const [r, g, b, a = 1] = parse(css.fill);
        paint.unshift([[r, g, b], a * css.fillOpacity * css.opacity]);
      } else {
        const [r, g, b, a = 1] = parse(css.backgroundColor);
        paint.unshift([[r, g, b], a]);
      }
    }
    return paint.reduce((back, [colour, alpha]) => over(colour, alpha, back), [255, 255, 255]);
  };
  const low = [];
  for (const svg of document.querySelectorAll(".ts-chart svg")) {
    if (!svg.checkVisibility()) continue;
    for (const text of svg.querySelectorAll("text")) {
      const css = getComputedStyle(text);
      const [r, g, b, a = 1] = parse(css.fill);
      if (!text.textContent.trim() || css.fill === "none" || a === 0) continue;
      text.scrollIntoView({ block: "center" });
      const box = text.getBoundingClientRect();
      const found = ratio([r, g, b], behind(box.x + box.width / 2, box.y + box.height / 2));
      if (found < 4.5) low.push(`${svg.getAttribute("aria-labelledby")}: '${text.textContent}' ${found.toFixed(2)}`);
    }
  }
  style.remove();
  return low;
}
"""
