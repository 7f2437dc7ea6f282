"""What the search of a site goes through, of a folder of HTML and an index as Material's plugin writes it."""

import json
from pathlib import Path

import pytest
from teamspiegel.edges.search import split, tidied

from tests.projects import write

Entry = dict[str, object]


def page(title: str, notice: str = "") -> bytes:
    return f'<html>{notice}<article><h1 class="ts-title" id="top">{title}</h1></article></html>'.encode()


def entry(location: str, title: str, text: str, **more: object) -> Entry:
    return {"location": location, "title": title, "text": text, **more}


def test_the_settings_stay_and_the_entries_come_in_a_script(tmp_path: Path) -> None:
    index = {"config": {"lang": ["nl"]}, "docs": [entry("a.html", "Één", "<p>twee</p>")]}
    write(tmp_path, {"a.html": page("Één"), "search/search_index.json": json.dumps(index).encode()})
    split(tmp_path)
    settings = (tmp_path / "search/search_index.json").read_text(encoding="utf-8")
    assert json.loads(settings) == {"config": {"lang": ["nl"]}, "docs": []}
    assert (tmp_path / "search/search_index.js").read_text(encoding="utf-8") == f"var __index = {settings}"
    script = (tmp_path / "search/entries.js").read_text(encoding="utf-8")
    assert script == 'window.teamspiegelEntries=[{"location":"a.html","text":"<p>twee</p>","title":"Één"}];\n'


@pytest.mark.parametrize(
    ("languages", "left"),
    [
        (["nl", "en"], ["lunr.multi.min.js", "lunr.nl.min.js", "lunr.stemmer.support.min.js"]),
        (["th"], ["lunr.multi.min.js", "lunr.stemmer.support.min.js", "lunr.th.min.js", "wordcut.js"]),
    ],
)
def test_a_site_has_what_its_own_languages_are_searched_with(
    tmp_path: Path, languages: list[str], left: list[str]
) -> None:
    index = {"config": {"lang": languages}, "docs": []}
    words = [f"min/lunr.{name}.min.js" for name in ("multi", "nl", "stemmer.support", "th", "tr")]
    lunr = tmp_path / "assets/javascripts/lunr"
    write(lunr, dict.fromkeys([*words, "tinyseg.js", "wordcut.js"], b""))
    write(tmp_path, {"search/search_index.json": json.dumps(index).encode()})
    split(tmp_path)
    assert sorted(path.name for path in lunr.rglob("*.js")) == left


def test_what_three_pages_say_is_left_out_and_what_two_say_is_not(tmp_path: Path) -> None:
    names = ["a.html", "b.html", "c.html"]
    write(tmp_path, {name: page(name) for name in names})
    everywhere, twice = "<ul><li>Overal <em>hetzelfde</em>.</li></ul>", "<p>Twee keer.</p>"
    entries = [entry(name, name, f"{everywhere} {twice if name != 'c.html' else ''}<p>{name}</p>") for name in names]
    # Twice on one page is one page.
    entries.append(entry("c.html#x", "Deel", "<p>c.html</p> <p>c.html</p>"))
    assert [found["text"] for found in tidied(tmp_path, entries)] == [
        "<p>Twee keer.</p><p>a.html</p>",
        "<p>Twee keer.</p><p>b.html</p>",
        "<p>c.html</p>",
        "<p>c.html</p> <p>c.html</p>",
    ]


def test_a_notice_is_left_out_however_few_pages_have_it(tmp_path: Path) -> None:
    notice = '<p class="ts-notice" role="note">Let op &amp; kijk.</p>'
    write(tmp_path, {"a.html": page("A", notice)})
    entries = [entry("a.html", "Aa", "<p>Let op &amp; kijk.</p>"), entry("a.html#top", "A titel", "<p>Tekst.</p>")]
    assert tidied(tmp_path, entries) == [entry("a.html", "A titel", "<p>Tekst.</p>")]


def test_the_first_section_is_not_the_page(tmp_path: Path) -> None:
    """Where nothing stands above the title, the page's own entry is that of the title."""
    write(tmp_path, {"a.html": page("A"), "b.html": page("B")})
    entries = [
        entry("a.html", "Aa", "<p>1</p>"),
        entry("a.html#x", "X2", "<p>2</p>"),
        entry("b.html", "Bb", "<p>3</p>"),
    ]
    assert tidied(tmp_path, entries) == entries


def test_keywords_are_the_page_s_and_a_letter_is_no_entry(tmp_path: Path) -> None:
    write(tmp_path, {"a.html": page("A")})
    entries = [
        entry("a.html", "Aa", "<p>1</p>", tags=["woord"]),
        entry("a.html#b", "B", "", tags=["woord"]),
        entry("a.html#bal", "Bal", "<p>2</p>", tags=["woord"]),
    ]
    assert tidied(tmp_path, entries) == [
        entry("a.html", "Aa", "<p>1</p>", tags=["woord"]),
        entry("a.html#bal", "Bal", "<p>2</p>"),
    ]


@pytest.mark.parametrize("name", ["gezag.html", "deep/gezag.html"])
def test_a_page_says_below_which_page_it_lies(tmp_path: Path, name: str) -> None:
    write(tmp_path, {f"teams/x/{name}": page("Gezag"), "teams/x/index.html": page("X"), "index.html": page("Home")})
    entries = [
        entry("index.html", "Home", "<p>0</p>"),
        entry("teams/x/index.html", "Team X", "<p>1</p>"),
        entry(f"teams/x/{name}", "Gezag", "<p>2</p>"),
        entry(f"teams/x/{name}#deel", "Deel", "<p>3</p>"),
    ]
    texts = [found["text"] for found in tidied(tmp_path, entries)]
    assert texts == ["<p>0</p>", "<p>1</p>", "<p>Team X</p><p>2</p>", "<p>3</p>"]
