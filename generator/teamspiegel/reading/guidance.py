"""Checks of the guidance library: Markdown that stays on the site, links that lead somewhere, ids that exist."""

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath, relpath
from typing import TypeVar, get_args

from markdown.extensions.toc import slugify

from teamspiegel.contracts.guidance import (
    OWN_HEADINGS,
    Cycle,
    Front,
    Glossary,
    GuidancePage,
    Matrix,
    Section,
    Step,
    Ties,
)
from teamspiegel.contracts.model import LONGEST_SLUG, RESERVED, SLUG_PATTERN
from teamspiegel.contracts.problem import Problem, nearest, one_of, quoted
from teamspiegel.reading.declarations import Body, Declarations
from teamspiegel.reading.ids import meant_ids
from teamspiegel.reading.instrument import twice, unknown
from teamspiegel.reading.markup import PICTURE, Sort, TooMuch, line_of, rendered
from teamspiegel.reading.yaml_document import Document, Location

FOLDER = "content/guidance/"
OVERVIEW = "index.md"

LOADS = re.compile("<(script|iframe|object|embed|link|style|video|audio|source|base|form)>")
ON_THE_WEB = re.compile(r"https://[\w.-]+(:\d{1,5})?([/?#]\S*)?|mailto:[^\s/\\\[\]<>]+", re.IGNORECASE)
FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
SHORT_FOOTNOTE = re.compile(r"^ {0,3}(\[\^[^\]\s]+\]):[ \t]*<?([^\s>]+)>?[ \t]*$", re.MULTILINE)
"""A note of one word, which Markdown takes for the address of a link."""

T = TypeVar("T", bound=Hashable)

Library = Mapping[str, GuidancePage]
"""The pages by their path below `content/guidance/`."""


def check_guidance(declared: Declarations) -> Iterator[Problem]:
    """Every mistake in the library that one page alone does not show."""
    library = {page.path: page for _, page in declared.guidance}
    known = {body.path.removeprefix(FOLDER) for body in declared.bodies}
    hidden = tuple(path for path in declared.unread if path.endswith("/"))
    yield from _once(declared)
    lines = {document.path: document.line() for document, _ in declared.guidance}
    yield from _folders(declared, lines, known)
    for body in declared.bodies:
        yield from _slug(body.path, lines.get(body.path, 1), PurePosixPath(body.path).stem)
        try:
            yield from _body(body)
            yield from _links(body, library, known, hidden)
        except TooMuch as error:
            yield Problem(body.path, body.first_line + error.line - 1, error.found, error.expected)
    for document, page in declared.guidance:
        yield from _name(document, page)
        yield from _ties(document, (), page.front, declared)
        yield from _activities(document, page.front, declared)
        yield from _own_checks(document, page.front, declared)


def _body(body: Body) -> Iterator[Problem]:
    """Everything in a page's Markdown that would be more than text and links, and a second title."""
    page = rendered(body.markdown)
    for (what, begin), nth in _numbered(page.dangers):
        yield Problem(body.path, _line(body, "danger", what, begin, nth), *_danger(what))
    for nth, title in enumerate(page.titles, 1):
        line = _line(body, "title", "", title, nth)
        found = f"a title, {quoted(body.markdown.split(chr(10))[line - body.first_line])}"
        mend = "write ##; the page's title is its key 'title'"
        yield Problem(body.path, line, found, "headings that begin with ##", mend)
    for note, nth in _numbered(FOOTNOTE.findall(page.text)):
        yield Problem(body.path, _line(body, "text", note, note, nth), *_footnote(note))


def _footnote(note: str) -> tuple[str, str, str]:
    return f"a footnote, {quoted(note)}", "text and links", "say it in the text itself, or link to it"


def _line(body: Body, sort: Sort, what: str, begin: str, nth: int) -> int:
    """The line of the file on which something stands for the nth time, and how it begins there."""

    def count(part: str) -> int:
        return rendered(part).count(sort, what)

    return body.first_line - 1 + line_of(body.markdown, begin, count, nth)


def _numbered(found: Iterable[T]) -> Iterator[tuple[T, int]]:
    """Each of these, and for the how manieth time it is there."""
    seen: Counter[T] = Counter()
    for one in found:
        seen[one] += 1
        yield one, seen[one]


def _danger(what: str) -> tuple[str, str, str]:
    if what == PICTURE:
        return "a picture", "text and links", "link to the page that shows it"
    if LOADS.fullmatch(what):
        mend = "say it in Markdown; a page of this site asks nothing of another host"
        return f"HTML that loads something, {what}", "text and links", mend
    mend = "say it in Markdown, with links to https:// and to pages of the library"
    return f"HTML that does more than show text, {what}", "text and links", mend


def _once(declared: Declarations) -> Iterator[Problem]:
    """An id that two pages have, and a second page of a kind of which the site has one."""
    ids: dict[str, str] = {}
    kinds: dict[type[Front], str] = {}
    for document, page in declared.guidance:
        other = ids.setdefault(page.front.id, document.path)
        if other != document.path:
            found = f"id {quoted(page.front.id)}, which {other} has too"
            yield document.problem(("id",), found, "each id once", "rename one")
        other = kinds.setdefault(type(page.front), document.path)
        if other != document.path and isinstance(page.front, Cycle | Glossary):
            kind = document.at("kind")
            yield document.problem(("kind",), f"a second {kind}, beside {other}", f"one {kind}", "put them together")


def _folders(declared: Declarations, lines: Mapping[str, int], known: Collection[str]) -> Iterator[Problem]:
    """A folder without a page of its own, or whose name makes no address: each told once, at its first page.

    `lines`: where the keys of a page begin; one that has none is told of in its first line.
    """
    told: set[PurePosixPath] = set()
    for body in declared.bodies:
        line = lines.get(body.path, 1)
        for folder in PurePosixPath(body.path.removeprefix(FOLDER)).parents:
            if folder in told:
                continue
            told.add(folder)
            yield from _slug(body.path, line, folder.name)
            own = str(folder / OVERVIEW)
            if own not in known:
                mend = f"add {FOLDER}{own} with id, kind: section, title and summary"
                found = f"folder {quoted(PurePosixPath(FOLDER) / folder)} without a page of its own"
                yield Problem(body.path, line, found, f"an {OVERVIEW} in it", mend)


def _name(document: Document, page: GuidancePage) -> Iterator[Problem]:
    """A file's name that does not go with the kind of page; nothing of one that has to be another anyway."""
    path = PurePosixPath(page.path)
    if not list(_slug(document.path, 1, path.stem)) and (path.name == OVERVIEW) != isinstance(page.front, Section):
        expected = f"kind: section in the {OVERVIEW} of a folder, and nowhere else"
        yield document.problem(("kind",), f"kind {quoted(document.at('kind'))} in {path.name}", expected)


def _slug(path: str, line: int, name: str) -> Iterator[Problem]:
    """A problem when a file or folder has a name that cannot stand in an address. The library itself has none."""
    if name and not re.fullmatch(SLUG_PATTERN, name):
        expected = "a name of lower-case letters, digits and single hyphens"
        yield Problem(path, line, f"{quoted(name)} in the file's path", expected, "rename it")
    elif len(name) > LONGEST_SLUG or RESERVED.fullmatch(name):
        expected = f"a name that a disk can hold: at most {LONGEST_SLUG} characters, and none that Windows keeps"
        yield Problem(path, line, f"{quoted(name)} in the file's path", expected, "rename it")


def _links(body: Body, library: Library, known: Collection[str], hidden: tuple[str, ...]) -> Iterator[Problem]:
    """A link to a page or a heading that is not there, or that the site builder would leave as it is."""
    page, here = rendered(body.markdown), body.path.removeprefix(FOLDER)
    notes = {word: note for note, word in SHORT_FOOTNOTE.findall(body.markdown)}
    for target, nth in _numbered(page.links):
        if told := _lost(here, target, library, known, hidden):
            begin = notes.get(target, target)
            told = _footnote(begin) if target in notes else told
            yield Problem(body.path, _line(body, "link", target, begin, nth), *told)
    for target, nth in _numbered(page.raw_links):
        told = _lost(here, target, library, known, hidden)
        if not told and not target.startswith("#") and not ON_THE_WEB.fullmatch(target):
            told = (f"a link to {quoted(target)} in HTML", "a link in Markdown", f"write [text]({target})")
        if told:
            yield Problem(body.path, _line(body, "raw link", target, target, nth), *told)


def _lost(
    here: str, target: str, library: Library, known: Collection[str], hidden: tuple[str, ...]
) -> tuple[str, str, str] | None:
    """Why a link on a page leads nowhere; None when it does not, or when nobody can tell."""
    if ON_THE_WEB.fullmatch(target):
        return None
    name, _, heading = target.partition("#")
    folder = dirname(here) or "."
    path = normpath(join(folder, name)) if name else here
    if f"{FOLDER}{path}".startswith(hidden):
        return None
    if path not in known or not target:
        expected = "an address that begins with https://, or a page of the library"
        mend = nearest(name, [relpath(other, folder) for other in sorted(known)])
        return f"a link to {quoted(target)}", expected, mend
    if heading and path in library and heading not in (anchors := _anchors(library[path])):
        told = f"a heading of {path}: {one_of(anchors)}"
        expected = told if anchors else f"a link without '#': {path} has no headings"
        return f"a link to {quoted(target)}", expected, nearest(heading, anchors)
    return None


def _anchors(page: GuidancePage) -> list[str]:
    """What a link to a part of a page may say: an activity, a step, a term, or a heading of its Markdown."""
    found = [activity.id for activity in page.front.activities]
    if isinstance(page.front, Cycle):
        found += get_args(Step)
    if isinstance(page.front, Glossary):
        found += [slugify(term.term, "-") for term in page.front.terms]
    try:
        return [*found, *sorted(rendered(page.body).anchors - set(found))]
    except TooMuch:
        return found


def _ties(document: Document, at: Location, ties: Ties, declared: Declarations) -> Iterator[Problem]:
    for key, what, found in (
        ("items", "item", ties.items),
        ("elements", "element", ties.elements),
        ("layers", "layer", ties.layers),
    ):
        for id_ in found:
            here = document.entry(id_, *at, key)
            yield from unknown(document, here, what, id_, declared.ids_in_instruments(key))


def _activities(document: Document, front: Front, declared: Declarations) -> Iterator[Problem]:
    """An activity that cannot be linked to, because something else on the page has its id, and its ties."""
    yield from twice(document, "activities")
    steps = [step.id for step in front.steps] if isinstance(front, Cycle) else []
    for activity in front.activities:
        at = document.entry(activity.id, "activities")
        if activity.id in (*OWN_HEADINGS, *steps):
            found = f"id {quoted(activity.id)}, which a heading of the page itself has"
            yield document.problem((*at, "id"), found, "an id of its own for each activity", "rename it")
        yield from _ties(document, at, activity, declared)


def _own_checks(document: Document, front: Front, declared: Declarations) -> Iterator[Problem]:
    """What only this kind of page can get wrong."""
    if isinstance(front, Cycle):
        yield from _steps(document, front, declared)
    if isinstance(front, Matrix):
        yield from twice(document, "columns")
        for row in front.rows:
            at = document.entry(row.name, "rows", key="name")
            for mark in row.marks:
                yield from unknown(document, (*at, "marks", mark), "column", mark, meant_ids(document, "columns"))
    if isinstance(front, Glossary):
        yield from _words_twice(document)


def _steps(document: Document, cycle: Cycle, declared: Declarations) -> Iterator[Problem]:
    """Other steps than those of a learning question, or a step that names a recommendation that is not there."""
    steps = tuple(step.id for step in cycle.steps)
    if len(steps) == len(document.at("steps")) and steps != get_args(Step):
        expected = f"these, in this order: {', '.join(get_args(Step))}"
        yield document.problem(("steps",), f"steps {', '.join(steps)}" if steps else "no steps", expected)
    for step in (step for step in cycle.steps if step.recommendation):
        at = (*document.entry(step.id, "steps"), "recommendation")
        yield from unknown(document, at, "recommendation", str(step.recommendation), declared.recommendation_ids)


def _words_twice(document: Document) -> Iterator[Problem]:
    """A word that stands for two terms, or twice for one, whatever its capitals."""
    lines: dict[str, int] = {}
    for at, word in _words(document):
        if word.casefold() in lines:
            found = f"{quoted(word)}, which line {lines[word.casefold()]} has too"
            yield document.problem(at, found, "each word with one meaning", "remove one")
        else:
            lines[word.casefold()] = document.line(*at)


def _words(document: Document) -> Iterator[tuple[Location, str]]:
    """Every word of a glossary as it stands in the file: with its location, so that of two terms each has its own."""
    for index, term in enumerate(document.at("terms")):
        at: Location = ("terms", index)
        if isinstance(document.at(*at, "term"), str):
            yield (*at, "term"), term["term"]
        for place, form in enumerate(document.listed(*at, "forms")):
            if isinstance(form, str):
                yield (*at, "forms", place), form
