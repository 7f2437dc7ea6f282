"""What a browser has to fetch before it shows a page, without what makes no difference to a reader.

A theme has rules for everything that some site might show, and indents what nobody reads. `lighten(folder)` works on a
folder of HTML and knows nothing of what built it.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any, NamedTuple
from urllib.parse import unquote

import minify_html
import tinycss2

from teamspiegel.edges.cache import Cache
from teamspiegel.edges.policy import NO_SUCH_PAGE

THEME = "assets/stylesheets"
"""Where Material has its stylesheets; what is ours stands in the folder above, and is all used."""

SCRIPTS = "assets/javascripts"
WHERE_FROM = re.compile(r"\n?//# sourceMappingURL=\S+\s*$")
"""How a script or a stylesheet names the map of what it was made of, for who works on it."""

SCRIPT = re.compile(r"""<script[^>]*\ssrc=["']?([^"'?#\s>]*)""")
ATTRIBUTE = re.compile(r"""\s([a-z-]+)=(?:["']([^"'<>]*)["']|([^"'<>\s]+))""")
NAME = re.compile(r"-*[^\W\d][\w-]*")
"""What a selector may ask for. Numbers are in every drawing, other ones after each change."""

IN_WORDS = {"alt", "aria-label", "content", "d", "href", "placeholder", "src", "title"}
"""Attributes that hold words for people, or places: no selector asks for one of those."""

ASKED = re.compile(r"var\(\s*(--[\w-]+)")
EXPLAINED = '<abbr title="'
SECTION = re.compile("</h[12]>")
LINK_OR_HEADING = re.compile(r"<(/?)(?:a|h[1-6])(?=[\s>])")
"""Where a word does not show that it is explained: the first one behind it is."""
CUT_OFF = re.compile(
    r'(<(?:a|label) [^>]*class="md-(?:nav|path)__link[^>]*>)\s*<span class="md-ellipsis">([^<]*)</span>'
)
"""A link of the menu, with an element of its own for words that do not fit: there they go on on the next line."""

LESS = re.compile("&(?:lt|#0*60|#x0*3c);", re.IGNORECASE)
HIDDEN = "\x04"
"""What stands for < of a text meanwhile: no page has this sign."""

FOR_NO_BROWSER = re.compile(r'(?<=<svg) xmlns="http://www.w3.org/2000/svg"| data-search-exclude(?:="")?(?=[ >])')
"""What a drawing has to say in a file of its own, and what has been read by who gathers entries for the search."""

START = "assets/start.js"
"""The script of ours that each page begins with."""

SETTINGS = re.compile(r'<script [^>]*id="?__config"?[^>]*>(.*?)</script>', re.DOTALL)
"""What the theme's scripts have to know: in every page the same, but for the way to the top of the site."""

SETTINGS_HERE = "const SETTINGS = null;"
OF_RULES = {"media", "supports", "layer", "container"}
"""What only has rules between its braces."""

Node = Any
"""What tinycss2 makes of a piece of a stylesheet: it has no types of its own."""


class Asked(NamedTuple):
    """What pages ask of stylesheets: the scripts that they load, by path, and the names that their attributes hold."""

    scripts: set[str]
    names: set[str]

    def add(self, path: str, page: str) -> None:
        """Add what the page at a path asks."""
        self.scripts.update(normpath(join(dirname(path), unquote(src))) for src in SCRIPT.findall(page))
        attributes = {quoted or bare for name, quoted, bare in ATTRIBUTE.findall(page) if name not in IN_WORDS}
        self.names.update(_names(attributes))


def lighten(folder: Path, cache: Cache | None = None, asked: Asked | None = None) -> None:
    """Take out of a built site's pages and of the theme's stylesheets what makes no difference to a reader.

    A rule goes by the classes, and the values of attributes, that its selectors need: those that stand in no page and
    in no script of one. Whatever a script can put into a page has its name in that script. A custom property goes when
    nothing asks for it; of a page, what `light_page` leaves out; and every map to what a script was made of.

    `cache`: where stylesheets are kept that were parsed before. `asked`: what all pages ask, of who has seen them, and
    made them light, already.
    """
    if asked is None:
        asked = Asked(set(), set())
        for path in folder.rglob("*.html"):  # one by one: of many teams there is no room for all of them at once
            page = path.read_text(encoding="utf-8")
            if (lighter := light_page(page, settings=path.name == NO_SUCH_PAGE)) != page:
                path.write_text(lighter, encoding="utf-8")
            asked.add(path.relative_to(folder).as_posix(), page)
    in_scripts = _names(
        path.read_text(encoding="utf-8")
        for path in folder.rglob("*.js")
        if path.relative_to(folder).as_posix() in asked.scripts
    )
    known = in_scripts | asked.names
    own = "".join(path.read_text(encoding="utf-8") for path in (folder / "assets").glob("*.css"))
    paths = sorted((folder / THEME).rglob("*.css"))
    sheets = [path.read_text(encoding="utf-8") for path in paths]
    # No more of all these names than stylesheets know: so it is the same for most sites.
    in_sheets = _names([own, *sheets])
    for path, sheet in zip(paths, _lighter(sheets, own, known & in_sheets, in_scripts & in_sheets, cache), strict=True):
        path.write_text(sheet, encoding="utf-8")
    _forget_sources(folder)
    _say_once(folder)


def _say_once(folder: Path) -> None:
    """Put the settings of the theme's scripts into the script that pages begin with; the page for a wrong address has
    them too."""
    start, page = folder / START, folder / NO_SUCH_PAGE
    if start.exists() and (found := SETTINGS.search(page.read_text(encoding="utf-8"))):
        settings = json.loads(found[1])
        settings["search"] = settings["search"][settings["search"].index(SCRIPTS) :]
        said = f"const SETTINGS = {json.dumps(settings, ensure_ascii=False)};"
        start.write_text(start.read_text(encoding="utf-8").replace(SETTINGS_HERE, said), encoding="utf-8")


def _forget_sources(folder: Path) -> None:
    """Leave out the maps of the theme's scripts and stylesheets, which are larger than those."""
    for place in (folder / THEME, folder / SCRIPTS):
        for source_map in place.rglob("*.map"):
            source_map.unlink()
    for path in (folder / SCRIPTS).rglob("*.js"):
        script = path.read_text(encoding="utf-8")
        if (without := WHERE_FROM.sub("", script)) != script:
            path.write_text(without, encoding="utf-8")


def _lighter(
    sheets: Sequence[str], own: str, known: Collection[str], in_scripts: Collection[str], cache: Cache | None
) -> list[str]:
    """Stylesheets of a theme without what those of ours and these names do not need."""
    follows_from = json.dumps([tinycss2.VERSION, sheets, own, sorted(known), sorted(in_scripts)])
    key = sha256(follows_from.encode()).hexdigest()
    if cache and (found := cache.get(key)):
        return list(json.loads(found))
    kept = ["".join(_kept(_rules(sheet), known)) for sheet in sheets]
    asked = {*in_scripts, *(name for sheet in [own, *kept] for name in ASKED.findall(sheet))}
    lighter = ["".join(_without(_rules(sheet), asked)) for sheet in kept]
    if cache:
        cache.keep(key, json.dumps(lighter))
    return lighter


def light_page(page: str, *, settings: bool = False) -> str:
    """The page without the spaces and quotes that nobody needs to see the same page; and without the theme's settings,
    where these are not asked for and the page begins with the script that has them.

    And a word is explained where a section first has it in its text: again and again, that draws the eye away. Every
    element is closed, which a browser can do without and many another reader of pages cannot.
    """
    # Scripts are known by their hash, so they stay as they are.
    if START in page and not settings:
        page = SETTINGS.sub("", page)
    without = FOR_NO_BROWSER.sub("", CUT_OFF.sub(r"\1\2", _explained_once(page)))
    # In an attribute, < of a text would be left as it is, and whoever looks for tags would find one there.
    hidden = LESS.sub(HIDDEN, without)
    light = minify_html.minify(hidden, keep_closing_tags=True, keep_html_and_head_opening_tags=True)
    return light.replace(HIDDEN, "&lt;")


def _explained_once(page: str) -> str:
    before, *others = page.split(EXPLAINED)
    made, known, within = [before], set[str](), 0
    for piece in others:
        if SECTION.search(before):
            known.clear()
        within += sum(-1 if tag[1] else 1 for tag in LINK_OR_HEADING.finditer(before))
        meaning, _, rest = piece.partition('">')
        if within or meaning in known:
            made.append(rest.replace("</abbr>", "", 1))
        else:
            made.append(EXPLAINED + piece)
            known.add(meaning)
        before = piece
    return "".join(made)


def _names(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name in NAME.findall(text)}


def _rules(sheet: str) -> Sequence[Node]:
    return tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)  # type: ignore[no-any-return]


def _inner(rule: Node) -> Sequence[Node]:
    return tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)  # type: ignore[no-any-return]


def _kept(rules: Sequence[Node], known: Collection[str]) -> Iterator[str]:
    """The rules that may be needed, each with the selectors that may."""
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [selector for selector in _selectors(rule.prelude) if _may_be(selector, known)]
            if selectors:
                yield f"{','.join(map(_text, selectors))}{{{_text(rule.content)}}}"
        else:
            yield _around(rule, partial(_kept, known=known))


def _without(rules: Sequence[Node], asked: Collection[str]) -> Iterator[str]:
    """The rules without the custom properties that nothing asks for."""
    for rule in rules:
        if rule.type == "qualified-rule":
            parts = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            left = ";".join(_text([part]).rstrip(";") for part in parts if not _idle(part, asked))
            if left:
                yield f"{_text(rule.prelude).strip()}{{{left}}}"
        else:
            yield _around(rule, partial(_without, asked=asked))


def _around(rule: Node, inside: Any) -> str:
    """An at-rule with what is left of the rules in it; nothing, where that is nothing."""
    if rule.type != "at-rule" or rule.content is None or rule.lower_at_keyword not in OF_RULES:
        return _text([rule])
    left = "".join(inside(_inner(rule)))
    return f"@{rule.at_keyword} {_text(rule.prelude)}{{{left}}}" if left else ""


def _idle(part: Node, asked: Collection[str]) -> bool:
    return part.type == "declaration" and part.name.startswith("--") and part.name not in asked


def _selectors(prelude: Sequence[Node]) -> Iterator[list[Node]]:
    """A list of selectors, taken apart at its own commas and not at those within brackets."""
    selector: list[Node] = []
    for token in prelude:
        if token == ",":
            yield selector
            selector = []
        else:
            selector.append(token)
    yield selector


def _may_be(selector: Sequence[Node], known: Collection[str]) -> bool:
    """Whether something could fit it; what stands within `:not()` and its like is left to the browser."""
    classes = (name.value for dot, name in pairwise(selector) if dot == "." and name.type == "ident")
    values = (name for token in selector if token.type == "[] block" for name in _value(token.content))
    return all(name in known for name in [*classes, *values])


def _value(attribute: Sequence[Node]) -> Iterator[str]:
    """The words in the value that an attribute must have whole."""
    _, *rest = [token for token in attribute if token.type != "whitespace"]
    if len(rest) == 2 and rest[0] == "=" and rest[1].type in ("ident", "string"):
        yield from NAME.findall(rest[1].value)


def _text(nodes: Sequence[Node]) -> str:
    return tinycss2.serialize(nodes).strip()  # type: ignore[no-any-return]
