"""The content policy: in every page, before anything else, with the hashes of the theme's scripts and of no others."""

import re
from pathlib import Path

import pytest
from teamspiegel.edges.policy import PolicyError, policy, policy_of, protect

from tests.projects import contents, write

ALERT = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"
"""Of `alert(1)`: printf 'alert(1)' | openssl dgst -sha256 -binary | base64"""

HEAD = '<!doctype html>\n<html lang="nl">\n  <head>\n    <meta charset="utf-8">\n'
SCOPE = '<script>ahead({{href:"{}assets/letters"}})</script>'


def page(body: str, up: str = "../") -> bytes:
    return f"{HEAD}{SCOPE.format(up)}<title>x</title></head><body>{body}</body></html>\r\n".encode()


def site(folder: Path, **pages: bytes) -> Path:
    """A folder with a page for a wrong address that has one script, and these pages besides."""
    files = {"404.html": page("<script>alert(1)</script>", up="/school/")}
    return write(folder, files | {f"{name}.html": content for name, content in pages.items()})


def directives(text: str) -> dict[str, list[str]]:
    return {kind: sources for kind, *sources in (directive.split() for directive in text.split("; "))}


def test_it_allows_the_site_s_own_files_and_nothing_else() -> None:
    found = directives(policy())
    assert found["default-src"] == ["'none'"]
    assert found["script-src"] == found["style-src"] == ["'self'"]
    allowed = {source for sources in found.values() for source in sources}
    assert allowed == {"'none'", "'self'", "data:"}
    assert [kind for kind in found if "data:" in found[kind]] == ["img-src"]
    assert {kind for kind in found if found[kind] == ["'none'"]} >= {
        "object-src",
        "frame-src",
        "base-uri",
        "form-action",
    }


def test_an_inline_script_is_allowed_by_its_hash() -> None:
    assert directives(policy("alert(1)"))["script-src"] == ["'self'", ALERT]


def test_it_stands_before_everything_that_it_must_hold_for(tmp_path: Path) -> None:
    protect(site(tmp_path, een=page("<script>alert(1)</script>")))
    found = (tmp_path / "een.html").read_bytes()
    assert found.startswith(f'{HEAD.rstrip()}<meta http-equiv="Content-Security-Policy" content="'.encode())
    assert b'<meta name="referrer" content="no-referrer">' in found
    assert found.endswith(b"</html>\r\n")
    # A browser looks for the letters of a page in its first kilobyte.
    assert found.index(b"charset") < 1024


def test_a_page_has_the_hashes_of_its_own_scripts(tmp_path: Path) -> None:
    protect(site(tmp_path, een=page("<script>alert(1)</script>"), twee=page("", up="../../")))
    one, two = (policy_of((tmp_path / f"{name}.html").read_text(encoding="utf-8")) for name in ("een", "twee"))
    assert ALERT in one and ALERT not in two
    # How far a page lies below the top stands in a script, so that this script has another hash.
    assert len(directives(one)["script-src"]) == 3 and len(directives(two)["script-src"]) == 2
    assert not {*directives(one)["script-src"]} & {*directives(two)["script-src"]} - {"'self'"}


@pytest.mark.parametrize(
    "foreign",
    [
        "<script>alert(2)</script>",
        "<SCRIPT>alert(1);</SCRIPT >",
        "<script type=module>import 'x'</script>",
        '<script data-src="x">alert(2)</script>',
        '<script>ahead({href:"https://elders.nl/assets/letters"})</script>',
    ],
)
def test_another_script_is_told_and_nothing_is_written(tmp_path: Path, foreign: str) -> None:
    folder = site(tmp_path, een=page(""), twee=page(foreign))
    before = contents(folder)
    with pytest.raises(PolicyError, match=r"twee\.html: an inline script"):
        protect(folder)
    assert contents(folder) == before


def test_files_and_data_are_no_inline_scripts(tmp_path: Path) -> None:
    data = '<script src="a.js"></script><script id="c" type="application/json">{"a": 1}</script>'
    protect(site(tmp_path, een=page(data)))
    assert len(directives(policy_of((tmp_path / "een.html").read_text(encoding="utf-8")))["script-src"]) == 2


def test_it_may_be_written_again(tmp_path: Path) -> None:
    protect(site(tmp_path, een=page("<script>alert(1)</script>")))
    before = contents(tmp_path)
    protect(tmp_path)
    assert contents(tmp_path) == before


def test_a_page_without_a_head_or_a_policy_is_told(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="without a head"):
        protect(site(tmp_path, een=b"<p>x</p>"))
    with pytest.raises(PolicyError, match="without a content policy"):
        policy_of("<head></head>")


# ----- the site that is built ---------------------------------------------------------------------------


def test_every_page_of_a_site_has_one_and_no_style_of_its_own(built_school: Path) -> None:
    pages = sorted((built_school / "site").rglob("*.html"))
    assert built_school / "site" / "404.html" in pages
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert text.count("Content-Security-Policy") == 1, path
        assert "unsafe" not in policy_of(text) and len(directives(policy_of(text))["script-src"]) > 1
        assert not re.search(r"""<style|<[^>]+\s(?:style|on\w+)=["']""", text), path
