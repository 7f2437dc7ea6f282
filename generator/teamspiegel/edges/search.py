"""What the search of a built site goes through: entries that a reader can tell apart, loaded when they are asked for.

Material's search plugin makes an entry of every section of every page, and its script loads them all with every page.
`split(folder)` leaves it the settings only; the entries go to a script of their own: `theme/assets/search.js` loads it.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from pathlib import Path
from posixpath import dirname

INDEX = "search/search_index.json"
SETTINGS = "search/search_index.js"
"""The settings as Material's script reads them in a site that was opened from a disk."""

ENTRIES = "search/entries.js"

LANGUAGES = "assets/javascripts/lunr"
OF_ANY = ("stemmer.support", "multi")
WORDS_OF = {"hi": "wordcut.js", "ja": "tinyseg.js", "th": "wordcut.js"}
"""What Material's worker loads besides a file for each language that a site is searched in."""

EVERYWHERE = 3
"""What so many pages say in the same words leads to none of them."""

MOST_BLOCKS = 20_000
"""So many blocks of text are remembered without their tags: each is looked at twice, and many stand on many pages."""

Entry = dict[str, object]

HEADING = re.compile(r"""<h1[^>]*\sid="?([^"\s>]+)""")
NOTICE = re.compile(r'<p class="?ts-notice"?[^>]*>(.*?)</p>', re.DOTALL)
BLOCK = re.compile(r"(<(?:p|li)>)([^<]*(?:<(?!/?(?:p|li|ul|ol)>)[^<]*)*)(</(?:p|li)>)")
TAG = re.compile(r"<[^>]+>")
EMPTY = re.compile(r"<(p|li|ul|ol)>\s*</\1>\s*")


def split(folder: Path) -> None:
    """Leave the settings where Material looks for its index, and put what is searched through into a script.

    Of the languages that the theme can search in, those of the settings stay.
    """
    index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    settings = json.dumps({**index, "docs": []}, sort_keys=True)
    entries = json.dumps(tidied(folder, index["docs"]), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (folder / INDEX).write_text(settings, encoding="utf-8")
    (folder / SETTINGS).write_text(f"var __index = {settings}", encoding="utf-8")
    (folder / ENTRIES).write_text(f"window.teamspiegelEntries={entries};\n", encoding="utf-8")
    languages = index["config"]["lang"]
    asked = {f"lunr.{name}.min.js" for name in (*OF_ANY, *languages)} | {WORDS_OF.get(name) for name in languages}
    for path in (folder / LANGUAGES).rglob("*.js"):
        if path.name not in asked:
            path.unlink()


def tidied(folder: Path, entries: Sequence[Entry]) -> list[Entry]:
    """The entries of a built site's pages, in their order.

    A page's own entry holds what stands under its title, and the name of the page that it lies below; a notice and what
    many pages say in the same words are left out. A page's keywords are those of its own entry, not of each of its
    sections; a mere letter of the alphabet is no entry. The pages still have to be there.
    """
    anchors, notices = dict[str, str | None](), set[str]()
    for path in dict.fromkeys(map(page_of, entries)):  # one by one: of many teams there is no room for all at once
        page = (folder / path).read_text(encoding="utf-8")
        title = HEADING.search(page)
        anchors[path] = title and title[1]
        notices.update(map(_bare, NOTICE.findall(page)))
    joined = list(_joined(entries, anchors))
    repeated = _repeated(joined) | notices
    titles = {page_of(entry): str(entry["title"]) for entry in reversed(joined)}
    return [_tidy(entry, titles, repeated) for entry in joined if entry["text"] or len(str(entry["title"])) > 1]


def _tidy(entry: Entry, titles: Mapping[str, str], repeated: Collection[str]) -> Entry:
    text = _where(entry, titles) + _without(str(entry["text"]), repeated)
    whole_page = "#" not in str(entry["location"])
    return {**{key: value for key, value in entry.items() if key != "tags" or whole_page}, "text": text}


def page_of(entry: Entry) -> str:
    """The path of the page that an entry leads to."""
    return str(entry["location"]).partition("#")[0]


def _joined(entries: Iterable[Entry], anchors: Mapping[str, str | None]) -> Iterator[Entry]:
    """A page on which something stands above the title has an entry for that alone: it becomes that of the title.

    `anchors`: where each page has its title.
    """
    above: Entry | None = None
    for entry in entries:
        page, _, anchor = str(entry["location"]).partition("#")
        if above and anchors[page] and anchor == anchors[page]:
            above = {**entry, "location": page}
        else:
            if above:
                yield above
            above = entry
    if above:
        yield above


def _repeated(entries: Iterable[Entry]) -> set[str]:
    said = {(page_of(entry), _bare(text)) for entry in entries for _, text, _ in BLOCK.findall(str(entry["text"]))}
    return {text for text, pages in Counter(text for _, text in said).items() if pages >= EVERYWHERE}


def _without(text: str, repeated: Collection[str]) -> str:
    left = BLOCK.sub(lambda block: "" if _bare(block[2]) in repeated else block[0], text)
    return EMPTY.sub("", EMPTY.sub("", left)).strip()


def _where(entry: Entry, titles: Mapping[str, str]) -> str:
    """The name of the page that a page lies below, for its own entry, where its title does not have that name."""
    page = str(entry["location"])
    folder = dirname(page)
    while folder:
        above = titles.get(f"{folder}/index.html")
        if above and f"{folder}/index.html" != page:
            said = "#" in page or above in str(entry["title"])
            return "" if said else f"<p>{above}</p>"
        folder = dirname(folder)
    return ""


@lru_cache(maxsize=MOST_BLOCKS)
def _bare(text: str) -> str:
    return " ".join(unescape(TAG.sub("", text)).split())
