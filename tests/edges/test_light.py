"""A built site without what makes no difference: of a folder of HTML, styles and scripts."""

from pathlib import Path

import pytest
from teamspiegel.edges.light import light_page, lighten

from tests.projects import write

PAGE = """<html dir="ltr"><head>
  <script src="../assets/made.js"></script>
</head>
  <body class="here also" title="told">

    <p>written</p>
    <pre>
  as it stands</pre>
  </body></html>"""


def light(folder: Path, style: str, own: str = "") -> str:
    """What is left of a stylesheet of the theme in a site of one page with its script, and of another script."""
    write(
        folder,
        {
            "below/page.html": PAGE.encode(),
            "assets/made.js": b'document.body.classList.add("made", `is--${2}`); look("--looked-up")',
            "assets/other.js": b'"elsewhere"',
            "assets/own.css": own.encode(),
            "assets/stylesheets/theme.css": style.encode(),
            "assets/stylesheets/theme.css.map": b"{}",
        },
    )
    lighten(folder)
    return (folder / "assets/stylesheets/theme.css").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("style", "left"),
    [
        (".here{color:red}", ".here{color:red}"),
        (".made{color:red}", ".made{color:red}"),
        (".gone{color:red}", ""),
        (".elsewhere{color:red}", ""),  # in a script that no page has
        (".written{color:red}", ""),  # a word that a page says is no class
        (".told{color:red}", ""),
        ("p{color:red}", "p{color:red}"),
        (".here .gone,.also>p{color:red}", ".also>p{color:red}"),
        (":is(.here,.gone) p{color:red}", ":is(.here,.gone) p{color:red}"),
        ("p:not(.gone){color:red}", "p:not(.gone){color:red}"),
        ("[dir=ltr] p{color:red}", "[dir=ltr] p{color:red}"),
        ("[dir='rtl'] p{color:red}", ""),
        ("[dir] p{color:red}", "[dir] p{color:red}"),
        ("[dir^=r] p{color:red}", "[dir^=r] p{color:red}"),
        ("@media print{.gone{color:red}.here{color:red}}", "@media print{.here{color:red}}"),
        ("@media print{.gone{color:red}}", ""),
        ("@supports (gap:1px){@media print{.here{gap:1px}}}", "@supports (gap:1px){@media print{.here{gap:1px}}}"),
        ('@font-face{font-family:"a b";src:url("a;}.css")}', '@font-face{font-family:"a b";src:url("a;}.css")}'),
        ("@keyframes gone{0%{top:0}}", "@keyframes gone{0%{top:0}}"),
        ('p::before{content:"}.gone{"}', 'p::before{content:"}.gone{"}'),
        ("/* told */p{top:0}/*# sourceMappingURL=theme.css.map*/", "p{top:0}"),
    ],
)
def test_of_a_theme_stays_what_could_be_asked_for(tmp_path: Path, style: str, left: str) -> None:
    assert light(tmp_path, style) == left
    assert not (tmp_path / "assets/stylesheets/theme.css.map").exists()


def test_maps_to_what_a_script_was_made_of_are_left_out(tmp_path: Path) -> None:
    scripts = tmp_path / "assets/javascripts"
    write(scripts, {"a.js": b'"x";\n//# sourceMappingURL=a.js.map\n', "a.js.map": b"{}", "b/c.js": b'"//# x"\n'})
    light(tmp_path, "")
    assert sorted(path.name for path in scripts.rglob("*.*")) == ["a.js", "c.js"]
    assert (scripts / "a.js").read_bytes() == b'"x";' and (scripts / "b/c.js").read_bytes() == b'"//# x"\n'


def test_a_property_stays_where_something_asks_for_it(tmp_path: Path) -> None:
    style = ":root{--gone:1;--used:2;--ours:3;--looked-up:4;--of-gone:5}.here{top:var( --used,1)}"
    found = light(tmp_path, f"{style}.gone{{top:var(--of-gone)}}", own="p{left:var(--ours)}")
    assert found == ":root{--used:2;--ours:3;--looked-up:4}.here{top:var( --used,1)}"


def test_our_own_styles_are_left_alone(tmp_path: Path) -> None:
    light(tmp_path, "", own="/* Why. */\n.gone { --gone: 1 }\n")
    assert (tmp_path / "assets/own.css").read_text(encoding="utf-8") == "/* Why. */\n.gone { --gone: 1 }\n"


def test_a_word_is_explained_once_in_a_section() -> None:
    """Where it first stands in the text: in a heading or a link it would not show that it is."""
    one, other = '<abbr title="Een maat.">SD</abbr>', '<abbr title="Een lijn.">brugas</abbr>'
    again = '<abbr title="Een maat.">SD&#39;s</abbr>'
    before = f"<h2>{one}</h2><p>{one} {one} {other} {again}</p><h3>{other}</h3><p><a href='#x'>{one}</a></p>"
    page = f"<body>{before}<h2>y</h2><p><a href='#y'>{one} <b>{one}</b></a> {one} {one}</p></body>"
    light = (
        f"<body><h2>SD</h2><p>{one} SD {other} SD's</p><h3>brugas</h3><p><a href=#x>SD</a></p>"
        f"<h2>y</h2><p><a href=#y>SD <b>SD</b></a> {one} SD</p></body>"
    )
    assert light_page(page) == light
    assert light_page(light) == light


def test_a_text_that_looks_like_a_tag_does_not_become_one() -> None:
    page = '<body title="&lt;script>&#60;b>&#x3C;/script>"><p title="&lt;">1 &lt; 2 &amp;lt; 3</p></body>'
    light = '<body title="&lt;script>&lt;b>&lt;/script>"><p title=&lt;>1 &lt; 2 &amp;lt; 3</p></body>'
    assert light_page(page) == light
    assert light_page(light_page(page)) == light_page(page)


def test_a_page_has_no_more_than_a_browser_needs(tmp_path: Path) -> None:
    light(tmp_path, "")
    assert (tmp_path / "below/page.html").read_text(encoding="utf-8") == (
        '<html dir=ltr><head><script src=../assets/made.js></script></head><body class="here also" title=told>'
        "<p>written</p><pre>\n  as it stands</pre></body></html>"
    )
