"""Turns papers into PDFs with Typst: tagged by PDF/UA-1, in the site's letters, the same bytes for the same paper.

A paper is kept under a hash of everything that it follows from. Typst gets its templates, data and drawings as files in
memory, and no letters of this computer: so it comes out the same everywhere.
"""

import base64
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from teamspiegel.contracts.paper import Paper
from teamspiegel.edges.cache import Cache
from teamspiegel.edges.tree import every_file_below

if TYPE_CHECKING:
    from typst import Fonts

# Typst and pikepdf are loaded when a paper is not in the cache: together they are 100 MB.

STANDARD: Final = "ua-1"
DATA = "data.json"
MAIN = "main.typ"
NO_LETTER = "□"
"""What stands for a letter that no font here has: an emoji, or a script that the site's font and Typst's lack."""

ENDS: Final[dict[int, str]] = {0x2028: " ", 0x2029: " "}
"""The ends of lines that come along with what is pasted: no font has them, and a page has a blank there too."""

PLAIN = frozenset(map(chr, range(0x20, 0x7F)))
"""The letters that every font has."""


TOKEN = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[^<>]*>|(?P<number>-?\d*\.\d{3,})|(?P<bracket>[()])", re.DOTALL)
"""In what a page draws: a text, which is passed over, a number with more than two decimals, or a bracket in a text."""


class TypesetError(Exception):
    """A paper could not be typeset, which is a bug in its template; says which, and what Typst said."""


@dataclass(frozen=True)
class Typesetter:
    """A `Typeset` that keeps its papers in the folder `cache` and takes its letters from the folder `fonts`."""

    cache: Path
    fonts: Path

    def __call__(self, papers: Iterable[Paper], templates: Mapping[str, str]) -> Iterator[bytes]:
        """The papers as PDFs, in the same order, as they come. Raises TypesetError."""
        cache, made = Cache(self.cache), False
        made_by = (version("typst"), STANDARD, version("pikepdf"), Path(__file__).read_text(encoding="utf-8"))
        surroundings = [*made_by, *self._letters(), *_named(templates)]
        for paper in papers:
            key = _key(paper, surroundings)
            kept = cache.get(key)
            if kept is None:
                made, kept = True, base64.b64encode(packed(self._typeset(paper, templates))).decode()
                cache.keep(key, kept)
            yield base64.b64decode(kept)
        if made:
            cache.trim()

    def _letters(self) -> Iterator[str]:
        for path, content in every_file_below(self.fonts, self.fonts):
            yield f"{path!a} {sha256(content).hexdigest()}"

    def _typeset(self, paper: Paper, templates: Mapping[str, str]) -> bytes:
        from typst import TypstError

        source = {name: text.encode() for name, text in templates.items()}
        source[MAIN] = source[paper.template]
        told = {name: svg.decode() for name, svg in paper.drawings.items()}
        told[DATA] = json.dumps(paper.data, ensure_ascii=False)
        refused = ""
        for instead in self._instead("".join(told.values())):
            texts = {name: text.translate({**ENDS, **instead}).encode() for name, text in told.items()}
            try:
                return self._compiled({**source, **texts})
            except TypstError as error:
                refused = error.diagnostic
        raise TypesetError(f"paper '{paper.path}' could not be typeset: {refused}")

    def _instead(self, text: str) -> Iterator[Mapping[int, str]]:
        """What to put in the place of letters, and if that was refused, of more of them.

        The standard refuses letters that no font has: at first none is taken to be one, since asking for each would
        cost more than the paper. Last go marks on letters: which of them a font has depends on the letter.
        """
        yield {}
        unusual = sorted(set(text) - PLAIN)
        lacking = {ord(letter): NO_LETTER for letter in unusual if not self._has(letter)}
        yield lacking
        yield {ord(letter): NO_LETTER for letter in unusual if unicodedata.category(letter).startswith("M")} | lacking

    def _compiled(self, files: Mapping[str, bytes]) -> bytes:
        import typst

        given: Any = dict(files)
        return typst.compile(
            given, font_paths=self._fonts, ignore_system_fonts=True, format="pdf", pdf_standards=STANDARD
        )

    @cached_property
    def _fonts(self) -> "Fonts":
        from typst import Fonts

        return Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[self.fonts])

    def _has(self, letter: str) -> bool:
        """Whether a font has a letter: the standard refuses one that none has."""
        from typst import TypstError

        code = f'#set document(title: "x")\n#"\\u{{{ord(letter):x}}}"'
        try:
            self._compiled({MAIN: code.encode()})
        except TypstError:
            return False
        return True


def packed(pdf: bytes) -> bytes:
    """The same PDF with its objects in streams, and with places as fine as a printer is.

    Typst writes each object bare, and tags are thousands of them; and where something stands to a hundred-thousandth of
    a point.
    """
    import pikepdf

    streams, lighter = pikepdf.ObjectStreamMode.generate, io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            page.Contents.write(rounded(page.Contents.read_bytes()))
        document.save(lighter, object_stream_mode=streams, deterministic_id=True)
    return lighter.getvalue()


def rounded(content: bytes) -> bytes:
    """What a page draws, with numbers to a hundredth, and small ones (colours, turns) to a ten-thousandth.

    Texts are no numbers. One with brackets in it is not told apart here: such a page stays as it is.
    """
    found, at = list[bytes](), 0
    for token in TOKEN.finditer(content):
        if token["bracket"]:
            return content
        if number := token["number"]:
            found += content[at : token.start()], _number(float(number))
            at = token.end()
    return b"".join([*found, content[at:]])


def _number(value: float) -> bytes:
    text = f"{value:.4f}" if abs(value) < 1 else f"{value:.2f}"
    return text.rstrip("0").rstrip(".").encode()


def _key(paper: Paper, surroundings: Iterable[str]) -> str:
    found = sha256()
    drawings = sorted(f"{name} {sha256(svg).hexdigest()}" for name, svg in paper.drawings.items())
    for part in ("paper", *surroundings, paper.template, json.dumps(paper.data, sort_keys=True), *drawings):
        found.update(f"{len(part)} {part}".encode())
    return found.hexdigest()


def _named(templates: Mapping[str, str]) -> Iterator[str]:
    for name, text in sorted(templates.items()):
        yield f"{name}\n{text}"
