"""Render one page: a template of the theme with what it shows."""

import json
import pickle
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any, get_args

from jinja2 import BytecodeCache, DictLoader, Environment, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.guidance import Step, Term
from teamspiegel.contracts.known import Known
from teamspiegel.contracts.numbers import dutch, dutch_threshold, percent, share, signed
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.theme import Theme
from teamspiegel.contracts.timetable import clock
from teamspiegel.pages.columns import in_columns
from teamspiegel.pages.paths import Paths, link, renamed
from teamspiegel.pages.related import of_form
from teamspiegel.pages.text import bare, plain
from teamspiegel.pages.withheld import reasons

WORD = re.compile(r"\w+")
UNSEEN = re.compile(r"<[^>]*>|\]\([^)]*\)|\{:[^}]*\}")
"""What of a page in Markdown no reader sees: tags, where links lead to, and attributes."""


PLACE = "\x02\x03"
"""Around the number of a drawing. No text that an author or a file supplies has these signs."""
DRAWING = re.compile(f"{PLACE[0]}(\\d+){PLACE[1]}")

SHARED = {"parts": "_parts.md.jinja", "guide": "_guidance.md.jinja"}
"""Macros that every page has, by the name that templates call them by; the later ones use the earlier ones."""


@dataclass(frozen=True)
class Explained:
    """A word and what it means, both as they stand in a page."""

    word: Markup
    meaning: Markup


@dataclass(frozen=True)
class Figure:
    """A drawn chart, its SVG to stand in a page, and its script; and the name and script of its template.

    All but the last are packed: of many teams these are most of what is held. The specification is in the scripts, and
    not in the chart any more.
    """

    packed: tuple[bytes, bytes, bytes]
    template: tuple[str, bytes]

    @classmethod
    def of(cls, chart: Chart, inline: str, script: bytes, template: tuple[str, bytes]) -> "Figure":
        """The figure of a chart, with its SVG for a page and its scripts."""
        own, drawn = pickle.dumps(replace(chart, spec={})), inline.encode()
        return cls((zlib.compress(own, 1), zlib.compress(drawn, 1), zlib.compress(script, 1)), template)

    @property
    def chart(self) -> Chart:
        """The chart; it is unpacked each time."""
        return pickle.loads(zlib.decompress(self.packed[0]))  # type: ignore[no-any-return]

    @property
    def inline(self) -> str:
        """The SVG to stand in a page."""
        return zlib.decompress(self.packed[1]).decode()

    @property
    def script(self) -> bytes:
        """The script that leaves what is the chart's own of its specification."""
        return zlib.decompress(self.packed[2])


@dataclass(frozen=True)
class Page:
    """A page before it is rendered: where it goes, what the navigation calls it, and what its template is given."""

    path: str
    title: str
    template: str
    context: Mapping[str, Any]


class Compiled(BytecodeCache):
    """What templates were compiled to, by their names and texts."""

    def __init__(self) -> None:
        self.known = Known()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what it was compiled to, if that is known."""
        if code := self.known.get(f"{bucket.key} {bucket.checksum}"):
            bucket.bytecode_from_string(zlib.decompress(b64decode(code)))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Know what a template was compiled to."""
        packed = zlib.compress(bucket.bytecode_to_string(), 1)  # all are read by each process, and few are needed
        self.known.put(f"{bucket.key} {bucket.checksum}", b64encode(packed).decode())


COMPILED = Compiled()


def environment(theme: Theme, glossary: Iterable[Term] = ()) -> Environment:
    """The theme's templates. Every value is escaped unless it is Markup; a name that is not there is an error."""
    env = Environment(
        loader=DictLoader(dict(theme.templates)),
        bytecode_cache=COMPILED,
        undefined=StrictUndefined,
        autoescape=True,
        finalize=plain,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

    def say(key: str, **values: object) -> Markup:
        return Markup(theme.wording.say(key, **{name: plain(value) for name, value in values.items()}))

    def count(key: str, n: int, **values: object) -> Markup:
        return Markup(theme.wording.count(key, n, **{name: plain(value) for name, value in values.items()}))

    terms = _terms(theme, glossary)
    env.globals |= {
        "say": say,
        "count": count,
        "paths": Paths(theme.wording),
        "terms": terms,
        "explained": partial(_explained, terms),
        "cycle_steps": get_args(Step),
        "share": share,
        "aspect": Aspect,
    }
    env.filters |= {
        "num": dutch,
        "threshold": dutch_threshold,
        "day": theme.wording.day,
        "clock": clock,
        "raw": Markup,
        "front_matter": _front_matter,
        "of_form": of_form,
        "reasons": reasons,
        "signed": signed,
        "percent": percent,
    }
    return env


def _front_matter(title: str) -> Markup:
    """A title as a YAML string. Every letter as it is: YAML reads no surrogates, which is how JSON writes an emoji."""
    return Markup(json.dumps(bare(title), ensure_ascii=False))


def _terms(theme: Theme, glossary: Iterable[Term]) -> dict[str, Explained]:
    """The words that are explained, as written and with a capital: the theme's, and those of the school's glossary.

    The glossary has the last word, also where it says that a word of the theme needs no explanation.
    """
    texts = theme.wording.texts
    words = {key.removeprefix("terms."): Markup(text) for key, text in texts.items() if key.startswith("terms.")}
    known = {word: Explained(Markup(word), text) for word, text in words.items()}
    for term in glossary:
        explained = Explained(plain(term.term), plain(term.meaning))
        for form in (str(plain(word)) for word in (term.term, *term.forms)):
            known.pop(form, None)
            if term.tooltip:
                known[form] = explained
    return known | {form[0].upper() + form[1:]: explained for form, explained in known.items()}


def _explained(terms: Mapping[str, Explained], text: str) -> list[Explained]:
    """What a reader of a text sees of these words, each once, from a to z."""
    seen = UNSEEN.sub(" ", text)
    found = dict.fromkeys(terms[form] for form in _standing(terms, seen))
    return sorted(found, key=lambda explained: explained.word.casefold())


def render(env: Environment, page: Page, names: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """The page as Markdown, with a tooltip for each term that stands on it. `names`: pages that go by another path.

    A template that sets `explain` to false explains its words itself. Drawings are put in last, into their places: most
    of a page is drawings, and no term stands in one.
    """
    template, here = env.get_template(page.template), renamed(page.path, names)
    drawings: list[str] = []

    def in_place(figure: Figure) -> Markup:
        drawings.append(in_columns(figure.inline, figure.chart.name))
        return Markup(f"{PLACE[0]}{len(drawings) - 1}{PLACE[1]}")

    own = {"to": lambda to: Markup(link(here, renamed(to, names))), "in_place": in_place}
    context = {**page.context, "title": page.title, **own}
    for name, of_all in SHARED.items():
        context[name] = env.get_template(of_all).make_module(context)
    rendered = template.make_module(context)
    text = str(rendered)
    terms: Mapping[str, Explained] = env.globals["terms"]  # type: ignore[assignment]
    standing = _standing(terms, text) if getattr(rendered, "explain", True) else ()
    tooltips = "".join(f"*[{form}]: {terms[form].meaning}\n" for form in standing)
    whole = f"{text.rstrip()}\n\n{tooltips}" if tooltips else text
    return DRAWING.sub(lambda place: drawings[int(place[1])], whole).encode()


def shell(env: Environment, site: str, part: str, root: str) -> str:
    """The HTML in which a locked page waits: of this site (a piece of HTML) and part, so far below its first folder."""
    return document(env, "locked", site=Markup(site), part=part, root=root)


def document(env: Environment, name: str, **context: Any) -> str:
    """A page that no site builder comes to: HTML from a template of this name."""
    return env.get_template(f"{name}.html.jinja").render(context)


def _standing(terms: Mapping[str, Explained], text: str) -> list[str]:
    """The terms that stand in a text as words of their own, in their order; the text is taken apart once."""
    words, by_word = set(WORD.findall(text)), _by_first_word(tuple(terms))
    maybe = [one for word in ("", *words & by_word.keys()) for one in by_word[word]]
    return [
        term
        for _, term, parts in sorted(maybe)
        if words.issuperset(parts) and (parts == (term,) or _is_a_word(term, text))
    ]


@lru_cache(maxsize=1)
def _by_first_word(terms: Sequence[str]) -> Mapping[str, Sequence[tuple[int, str, tuple[str, ...]]]]:
    """Each term with its place and its words, by the first of these; at nothing, those without a word."""
    found: dict[str, list[tuple[int, str, tuple[str, ...]]]] = {"": []}
    for at, term in enumerate(terms):
        parts = tuple(WORD.findall(term))
        found.setdefault(parts[0] if parts else "", []).append((at, term, parts))
    return found


def _is_a_word(term: str, text: str) -> bool:
    """Whether a term stands in a text with no letter of a word against it: a search for letters alone is quick."""
    at = text.find(term)
    while at >= 0:
        end = at + len(term)
        if not (WORD.match(text[at - 1 : at]) or WORD.match(text[end : end + 1])):
            return True
        at = text.find(term, at + 1)
    return False
