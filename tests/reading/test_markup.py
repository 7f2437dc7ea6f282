"""Markdown that is more than text to read is found, however it is written; ordinary Markdown never is."""

from collections.abc import Iterator

import pytest
import yaml
from teamspiegel.reading.markup import EXTENSIONS, TooMuch, line_of, rendered

from tests.schools import ROOT, problems_of, small

LEZEN = "content/guidance/lezen.md"
FIRST = small()[LEZEN].decode().count("\n") + 2
"""The line on which a text begins that is added to a page."""

HARMLESS = [
    "gewoon *tekst* met <https://voorbeeld.nl>, [een](woorden.md) en [nog een](https://voorbeeld.nl/a:b?c&d)",
    "[post](mailto:iemand) [hier](#kop) \n\n## Kop",
    "[hier](#kop-in-html)\n\n<h2 id='kop-in-html'>Kop</h2>",
    "[hier](#kop_1) [daar](#kop)\n\n## Kop\n\n## Kop\n",
    "[hier](#een-kop-met-een-link)\n\n## Een kop met [een *link*](woorden.md)",
    "[hier](#zo)\n\nKop\n---\n\n*tekst*{: #zo }",
    "[a][b] [b][] [b] [a [c] d](woorden.md)\n\n[b]: woorden.md 'Woorden'",
    "[x]: nergens.md\n\nniemand leest dat",
    "`[a](nergens.md)`\n\n    [a](nergens.md)\n\n```\n[a](nergens.md)\n```",
    "| a | b |\n|:--|--:|\n| 1<br>2 | 3 |",
    "!!! note\n    let op",
    "```html\n<svg onload=x>\n```",
    "`<script>` en &lt;script&gt;",
    "## Kop {: #begin .ts-lead }\n\n[TOC]",
    "<details open><summary>Meer</summary>\n\n<b>x</b> <sub>1</sub>\n\n</details>",
    "<div markdown>\n\n- a\n\n</div>",
    "< script>alert(1)",
    "*[PLG]: <script>\n\nPLG",
    "é &eacute; &#233; & 1 < 2 > 0 \"a\" 'b' &nbsp; &copy;",
    "1. a\n2. b\n    - c\n\n> d\n> > e\n\n* * *",
]

DANGERS = {
    "<script>alert(1)</script>": "HTML that loads something, <script>",
    "<ScRiPt src=x></ScRiPt>": "HTML that loads something, <script>",
    "<svg onload=alert(1)></svg>": "<svg>",
    "<img/src=x onerror=alert(1)>": "a picture",
    "![a]\n\n[a]: https://voorbeeld.nl/y.png": "a picture",
    "<meta http-equiv=refresh content=0>": "<meta>",
    "<!--><meta http-equiv=refresh content='0;url=https://x.nl'>-->": "a comment",
    "<!---><meta http-equiv=refresh content='0;url=https://x.nl'>-->": "a comment",
    "<!-- --!><meta http-equiv=refresh content=0>": "show text",
    "<!-- niet af -->": "a comment, <!-- -->",
    "tekst <!-- niet af --> tekst": "a comment, <!-- -->",
    "<!doctype html>": "a declaration",
    "<?php echo 1 ?>": "a declaration",
    "<![CDATA[<meta http-equiv=refresh>]]>": "show text",
    "<div markdown>\n<button>x</button>\n</div>": "<button>",
    "<details open ontoggle=alert(1)>x</details>": "ontoggle= in <details>",
    "<p\nonclick='x'>a</p>": "onclick= in <p>",
    '## kop {: onclick="alert(1)" }': "onclick= in <h2>",
    '*a*{: style="color:red" }': "style= in <em>",
    '<div id="__config">x</div>': "id '__config'",
    "</article>": "</article> without <article>",
    "<div>\nx": "<div> without </div>",
    "<div markdown>\nx": "an element that does not end on the page",
    "<details markdown><summary>a</summary>\n\nx": "an element that does not end on the page",
    "<b><i>x</b></i>": "show text",
    "<td>x</td>": "show text",
    "<p>a<div>b</div></p>": "show text",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>": "<noscript>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>": "show text",
    "<template><b>x</b></template>": "<template>",
    "<a id=x>x</a><a id=x id=y>y</a>": "show text",
    "Kop\n===": "a title, 'Kop'",
    "<h1>Kop</h1>": "a title, '<h1>Kop</h1>'",
    "# Kop": "a title, '# Kop'",
    "zie daar[^1]\n\n[^1]: Een lange noot.": "a footnote, '[^1]'",
    "zie daar[^1]\n\n[^1]: noot": "a footnote, '[^1]'",
}

LINKS = {
    "[a](nergens.md)": "nergens.md",
    "[a][b]\n\n[b]: nergens.md": "nergens.md",
    "[b][]\n\n[b]: nergens.md": "nergens.md",
    "[b]\n\n[b]: <nergens.md>": "nergens.md",
    "[a [b] c](nergens.md)": "nergens.md",
    "[a](nergens.md 'titel')": "nergens.md",
    "[a](<nergens.md>)": "nergens.md",
    '<a href="nergens.md">a</a>': "nergens.md",
    "<a href=woorden.md>a</a>": "woorden.md' in HTML",
    "<div markdown>\n[a](nergens.md)\n</div>": "nergens.md",
    "<div markdown><a href='nergens.md'>a</a></div>": "nergens.md",
    "| a |\n|---|\n| [a](nergens.md) |": "nergens.md",
    "- een\n    - [a](nergens.md)": "nergens.md",
    "## [a](nergens.md)": "nergens.md",
    "[a](#nergens)": "#nergens",
    "<a href='#nergens'>a</a>": "#nergens",
    "[a](woorden.md#nergens)": "woorden.md#nergens",
    "[a](../map/)": "../map/",
    "[a](woorden.html)": "woorden.html",
    "[a](/woorden.md)": "/woorden.md",
    "[a](//voorbeeld.nl)": "//voorbeeld.nl",
    "[a](http://voorbeeld.nl)": "http://voorbeeld.nl",
    "[a](https:woorden.md)": "https:woorden.md",
    "[a](https://[x)": "https://[x",
    "[a](javascript:alert(1))": "javascript:alert(1)",
    "[a [b] c](javascript:alert(1))": "javascript:alert(1)",
    "[a](\njavascript:alert(1))": "javascript:alert(1)",
    "[a][b]\n\n[b]: java&#115;cript:alert(1)": "javascript:alert(1)",
    '<a href="java\tscript:alert(1)">x</a>': "java script:alert(1)",
    "[a](data:text/html,x)": "data:text/html,x",
    "[a](ftp://x.nl)": "ftp://x.nl",
}


def told(markdown: str) -> list[str]:
    """What is told of a page of the small school to which a text was added, with its lines counted in that text."""
    found = problems_of({**small(), LEZEN: small()[LEZEN] + f"\n{markdown}\n".encode()})
    assert all(message.startswith(f"{LEZEN}:") for message in found), found
    lines = [message.removeprefix(f"{LEZEN}:").partition(": ") for message in found]
    return [f"{int(line) - FIRST + 1}: {message}" for line, _, message in lines]


@pytest.mark.parametrize("markdown", HARMLESS)
def test_what_shows_text_is_left_alone(markdown: str) -> None:
    assert told(markdown) == []


@pytest.mark.parametrize(("markdown", "what"), DANGERS.items(), ids=range(len(DANGERS)))
def test_what_does_more_is_found(markdown: str, what: str) -> None:
    messages = told(markdown)
    assert any(what in message for message in messages), messages
    assert {message.split(":")[0] for message in messages} <= {"1", "2", "3"}, messages


@pytest.mark.parametrize(("markdown", "target"), LINKS.items(), ids=range(len(LINKS)))
def test_a_link_that_leads_nowhere_is_found_where_its_target_stands(markdown: str, target: str) -> None:
    """A reference at its definition: that is the line to mend."""
    messages = told(markdown)
    lines = [number for number, line in enumerate(markdown.split("\n"), 1) if target and target.split("'")[0] in line]
    assert [message.split(";")[0].rstrip("'") for message in messages] == [
        f"{lines[0] if lines else messages[0].split(':')[0]}: found a link to '{target}".rstrip("'")
    ]


def test_a_link_without_a_target_is_found() -> None:
    assert [message.partition(";")[0] for message in told("een\n\n[a]()")] == ["3: found a link to ''"]


def test_everything_is_told_on_its_own_line() -> None:
    markdown = "\n".join(
        ["<script>x</script>", "", "`<script>`", "", "[a](nergens.md)", "", "<script>y</script>", ""] * 2
    )
    lines = [message.split(":")[0] for message in told(f"{markdown}\n[a](nergens.md)")]
    assert lines == ["1", "5", "7", "9", "13", "15", "17"]


@pytest.mark.parametrize(
    "markdown",
    [
        "[" * 30_000,
        "<a " * 20_000,
        "[a](" * 10_000,
        "".join(f"{'    ' * depth}- a\n" for depth in range(300)),
        "<div markdown>\n" * 100,
        "a " * 40_000,
    ],
    ids=["[", "<a", "[a](", "list", "div", "long"],
)
def test_what_nobody_writes_is_a_problem_and_takes_no_time(markdown: str) -> None:
    (message,) = told(markdown)
    assert any(what in message for what in ("at most", "too deep", "does not end")), message


def test_a_page_that_says_nothing_of_itself_is_looked_at_too() -> None:
    """Without front matter, with YAML that does not parse, or of an unknown kind."""
    text = small()[LEZEN].decode()
    for broken in (
        text.replace("---\n", "", 1),
        text.replace("title:", "title: a: b"),
        text.replace("kind: page", "kind: x"),
    ):
        found = problems_of({**small(), LEZEN: f"{broken}\n<script>x</script> [a](nergens.md)\n".encode()})
        assert len([one for one in found if "nergens.md" in one or "<script>" in one]) == 2, found


def test_a_line_is_found_where_the_text_says_it_in_another_way() -> None:
    def count(part: str) -> int:
        return rendered(part).links.count("a.md")

    text = "`a.md`\n\n[x](&#97;.md)\n\n[y](a.md) `a.md` [z](a.md)\n"
    assert [line_of(text, "a.md", count, nth) for nth in (1, 2, 3)] == [3, 5, 5]


def extensions() -> Iterator[str]:
    for entry in yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]:
        yield next(iter(entry)) if isinstance(entry, dict) else entry


def test_markdown_is_read_as_the_site_builder_reads_it() -> None:
    assert {*EXTENSIONS} == {*extensions(), "fenced_code"}  # which MkDocs adds by itself


@pytest.mark.parametrize(
    ("deep", "line"),
    [
        ("".join(f"{'    ' * depth}- a\n" for depth in range(150)), 30),  # 25 lists, and an element for each of them
        ("".join(f"{'    ' * depth}- a\n" for depth in range(40)), 30),
        ("".join(f"{'> ' * depth}a\n\n" for depth in range(1, 70)), 103),  # 50 quotations and a paragraph
    ],
    ids=["far too deep", "too deep", "quotations"],
)
def test_what_lies_too_deep_has_the_line_where_it_does(deep: str, line: int) -> None:
    with pytest.raises(TooMuch, match="Markdown that lies too deep") as caught:
        rendered("a\n\nb\n\n" + deep)
    assert caught.value.line == line


def test_what_is_too_much_has_a_line() -> None:
    with pytest.raises(TooMuch) as caught:
        rendered("a\n\nb\n\n" + "[" * 300)
    assert caught.value.line == 5
