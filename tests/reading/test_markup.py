"""Markdown that is more than text to read is found, however it is written; ordinary Markdown never is."""

import pytest
import yaml
from teamspiegel.reading.markup import EXTENSIONS, dangers

from tests.schools import ROOT

HARMLESS = [
    "gewoon *tekst* met <https://voorbeeld.nl>, <a@b.nl>, [een](b.md#c) en [nog een](https://voorbeeld.nl/a:b)",
    "[post](mailto:a@b.nl) [hier](#kop) [daar](../map/) [tijd](10-00.md)",
    "| a | b |\n|:--|--:|\n| 1<br>2 | 3 |",
    "!!! note\n    let op",
    "```html\n<svg onload=x>\n```",
    "`<script>`",
    "## Kop {: #begin .ts-lead }\n\n[TOC]",
    "<details open><summary>Meer</summary>\n\n<b>x</b> <sub>1</sub>\n\n</details>",
    "<div markdown>\n\n- a\n\n</div>",
    "< script>alert(1)",
    "*[PLG]: <script>\n\nPLG",
    "<!-- niet af -->",
]

DANGERS = {
    "<script>alert(1)</script>": "<script>",
    "<ScRiPt src=x></ScRiPt>": "<script>",
    "<svg onload=alert(1)>": "<svg>",
    "<img/src=x onerror=alert(1)>": "<img>",
    "![a]\n\n[a]: https://voorbeeld.nl/y.png": "<img>",
    "<meta http-equiv=refresh content=0>": "<meta>",
    "<div markdown>\n<button>x</button>\n</div>": "<button>",
    "<details open ontoggle=alert(1)>x</details>": "ontoggle= in <details>",
    "<p\nonclick='x'>a</p>": "onclick= in <p>",
    '## kop {: onclick="alert(1)" }': "onclick= in <h2>",
    '*a*{: style="color:red" }': "style= in <em>",
    "[a](javascript:alert(1))": "a link to 'javascript:'",
    "[a [b] c](javascript:alert(1))": "a link to 'javascript:'",
    "[a](\njavascript:alert(1))": "a link to 'javascript:'",
    "[a][b]\n\n[b]: java&#115;cript:alert(1)": "a link to 'javascript:'",
    '<a href="java\tscript:alert(1)">x</a>': "a link to 'javascript:'",
    "[a](data:text/html,x)": "a link to 'data:'",
    '<div id="__config">x</div>': "id '__config'",
    "</article>": "</article> without <article>",
}


@pytest.mark.parametrize("markdown", HARMLESS)
def test_what_shows_text_is_left_alone(markdown: str) -> None:
    assert list(dangers(markdown)) == []


@pytest.mark.parametrize(("markdown", "what"), DANGERS.items(), ids=range(len(DANGERS)))
def test_what_does_more_is_found(markdown: str, what: str) -> None:
    assert what in [found for found, _ in dangers(markdown)]


def test_markdown_is_read_as_the_site_builder_reads_it() -> None:
    named = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    ours = {next(iter(entry)) if isinstance(entry, dict) else entry for entry in named}
    assert {*EXTENSIONS} == ours | {"fenced_code"}  # which MkDocs adds by itself
