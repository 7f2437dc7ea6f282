"""Pages that MkDocs does not make again, because all that they follow from is as it was.

Wrong reuse is impossible by construction: a page is made from a record, and it is kept under a hash of that record.
Whatever is not in the record does not reach what makes the page:

- its content follows from its Markdown and its own place, and from what it asked of other files: nothing but whether
  they are there and what their address is. Each question and its answer is kept with it, and asked again;
- its HTML, and its entries for the search, follow from that content and from the navigation as the page has it. A
  template gets those as plain values, and none of MkDocs' own objects, through which all other pages can be reached.

What everything follows from besides (programs, configuration, templates of the theme) is hashed along by who builds. A
page about which MkDocs has something to say is not kept, so that it is said each time.
"""

import json
import logging
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from teamspiegel.edges.cache import Cache
from teamspiegel.edges.light import Asked, light_page
from teamspiegel.edges.navigation import NoSettings
from teamspiegel.edges.policy import NO_SUCH_PAGE
from teamspiegel.edges.seen import Records, anchors_of, as_seen

SEARCH = "material/search"
"""The plugin that makes entries for the search out of pages."""

CHART = re.compile(r'(<(div|details) class="ts-(?:chart|numbers)[^>]* markdown="0"[^>]*>)(.*?)(</\2>)', re.DOTALL)
"""Where a drawing or its table stands in a page, of which they are most. Markdown hands them on as they are, after
taking them apart twice."""

MARK = '<svg data-cut="{}"></svg>'
MARKED = re.compile(MARK.format(r"(\d+)"))

OF_EVERY_PAGE = ("base_url", "extra_css", "extra_javascript", "mkdocs_version", "config")
"""What a template is given besides: it follows from the address of the page and from the configuration."""

LISTS_PAGES = "sitemap.xml"
"""The one template that is given all pages."""


class KeptPages(BasePlugin[NoSettings]):  # type: ignore[no-untyped-call]
    """Keeps pages in a cache. `environment`: a hash of all that every page follows from."""

    def __init__(self, cache: Cache, environment: str) -> None:
        super().__init__()
        self.cache, self.environment = cache, environment
        self.contents: dict[str, tuple[str, bytes]] = {}
        self.asked = Asked(set(), set())
        self.told: set[str] = set()
        self.html: str | None = None
        self.made = 0

    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Take the place of what renders Markdown, which MkDocs has no door for, and of what makes search entries."""
        self.environment = _hash(self.environment, str(config.site_name), str(config.site_url))
        self.site, self.files, self.records = config, files, Records()
        for file in files.documentation_pages():
            if file.page:
                file.page.render = partial(self._render, file.page)  # type: ignore[method-assign]
        index = config.plugins[SEARCH].search_index  # type: ignore[attr-defined]
        self.entries, self.index = index.entries, index.add_entry_from_context
        index.add_entry_from_context = _already_done
        config.nav = None  # a template could read every page's title there
        return nav

    def on_env(self, env: Any, /, **_: Any) -> Any:
        """Let MkDocs fill in templates here."""
        return _Templates(env, self)

    def on_post_build(self, /, **_: Any) -> None:
        """Keep the cache from growing."""
        if self.made:
            self.cache.trim()

    # ----- from Markdown to content --------------------------------------------------------------------------

    def _render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Give a page its content and what MkDocs knows of it."""
        path = page.file.src_uri
        key = _hash(self.environment, path, page.file.url, page.markdown or "")
        found = self.cache.get(key)
        facts = json.loads(found) if found else None
        if facts and all(_answer(files.get_file_from_path(to)) == answer for to, answer in facts["asked"]):
            _know(page, facts, files)
            self.contents[path] = facts["content"], b""
        else:
            facts, content = self._rendered(page)
            kept = path not in self.told and self.cache.keep(facts["content"], content)
            self.contents[path] = facts["content"], b"" if kept else zlib.compress(content.encode(), 1)
            if kept:
                self.cache.keep(key, json.dumps(facts))
        page.content = page.markdown = ""  # of all pages together it is much

    def _rendered(self, page: Page) -> tuple[dict[str, Any], str]:
        """What is known of a page after it was rendered, and its content."""
        self.made += 1
        asked, charts = _Asked(self.files), list[str]()

        def cut(found: re.Match[str]) -> str:
            charts.append(found[3])
            return f"{found[1]}{MARK.format(len(charts) - 1)}{found[4]}"

        page.markdown = CHART.sub(cut, page.markdown or "")
        with _listening() as said:
            Page.render(page, self.site, asked)  # type: ignore[arg-type]
        if said:
            self.told.add(page.file.src_uri)
        content = MARKED.sub(lambda mark: charts[int(mark[1])], page.content or "")
        links = {to.src_uri: anchors for to, anchors in (page.links_to_anchors or {}).items()}
        facts = {
            "asked": [[path, _answer(file)] for path, file in sorted(asked.found.items())],
            "title": page._title_from_render,
            "toc": list(anchors_of(page.toc)),
            "anchors": sorted(page.present_anchor_ids or ()),
            "links": links,
            "content": _hash("content", content),
        }
        return facts, content

    def _content(self, page: Page) -> str:
        name, packed = self.contents[page.file.src_uri]
        kept = zlib.decompress(packed).decode() if packed else self.cache.get(name)
        if kept is None:  # somebody else's build has cleared it away by now
            page.read_source(self.site)
            _, kept = self._rendered(page)
        return kept

    # ----- from content to HTML ------------------------------------------------------------------------------

    @event_priority(50)  # after the navigation was opened for this page, and before the search takes its content
    def on_page_context(
        self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Look whether the page is kept, or make its entries for the search."""
        self.record, path = self.records.of(page, nav), page.file.src_uri
        self.key = self._key(self.record, self.contents[path][0])
        found = None if path in self.told else self.cache.get(self.key)
        if found is None:
            before, self.html, page.content = len(self.entries), None, self._content(page)
            self.index(as_seen(self.record, page.content)[1])
            self.new = self.entries[before:]
        else:
            self.html, facts = self._kept(found)
            self.entries.extend(facts["search"])
        return context

    def _kept(self, found: str) -> tuple[str, Mapping[str, Any]]:
        """A page that was kept or is to be, and what is known of it; what it asks of stylesheets is noted."""
        told, _, html = found.partition("\n")
        facts = json.loads(told)
        self.asked.scripts.update(facts["scripts"])
        self.asked.names.update(facts["names"])
        return html, facts

    def _key(self, record: str, content: str) -> str:
        return _hash(self.environment, record, content)

    def page(self, template: "_Template", context: Mapping[str, Any]) -> str:
        """The HTML of the page that is being written."""
        page = context["page"]
        if self.html is None:
            self.made += 1
            made = _to_keep(page.file.dest_uri, _filled(template, self.record, page.content, context), self.new)
            self.html, _ = self._kept(made)
            if page.file.src_uri not in self.told:
                self.cache.keep(self.key, made)
        page.content = ""
        return self.html

    def other(self, template: "_Template", context: Mapping[str, Any]) -> str:
        """What is no page of the docs folder: the page for a wrong address."""
        record = self.records.of(None, context["nav"])
        key = self._key(record, f"{template.name} {context['base_url']}")
        found = self.cache.get(key)
        if found is None:
            self.made += 1
            found = _to_keep(template.name, _filled(template, record, "", context))
            self.cache.keep(key, found)
        return self._kept(found)[0]


class _Templates:
    """The theme's templates, as far as MkDocs asks for them: by name, to render one with a context."""

    def __init__(self, env: Any, pages: KeptPages) -> None:
        self.env, self.pages = env, pages

    def get_template(self, name: str) -> Any:
        """The template of a name."""
        return self.env.get_template(name) if name == LISTS_PAGES else _Template(name, self.env, self.pages)


class _Template:
    """A template that is read when a page has to be made with it."""

    def __init__(self, name: str, env: Any, pages: KeptPages) -> None:
        self.name, self.env, self.pages = name, env, pages

    def render(self, context: Mapping[str, Any]) -> str:
        """What it makes of a context, or made of it before."""
        return (self.pages.page if context["page"] else self.pages.other)(self, context)

    def filled(self, context: Mapping[str, Any]) -> str:
        """What it makes of a context."""
        return str(self.env.get_template(self.name).render(context))


class _Asked:
    """The files of a site, as far as links need them; it remembers what was asked for."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.found: dict[str, File | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """The file at a path of the docs folder."""
        self.found[path] = self._files.get_file_from_path(path)
        return self.found[path]


def _answer(file: File | None) -> list[str] | None:
    """What a link follows from."""
    return [file.src_uri, file.url, file.inclusion.name] if file else None


def _know(page: Page, facts: Mapping[str, Any], files: Files) -> None:
    """Let a page be as it is after it was rendered, but for its content."""
    page._title_from_render = facts["title"]
    page.toc = TableOfContents([_anchor(one) for one in facts["toc"]])
    page.present_anchor_ids = set(facts["anchors"])
    page.links_to_anchors = {files.src_uris[path]: anchors for path, anchors in facts["links"].items()}


def _anchor(values: Mapping[str, Any]) -> AnchorLink:
    anchor = AnchorLink(values["title"], values["id"], values["level"])
    anchor.children = [_anchor(child) for child in values["children"]]
    return anchor


def _filled(template: _Template, record: str, content: str, context: Mapping[str, Any]) -> str:
    """What a template makes of a record. Of the context that MkDocs made only that goes along which is in no record."""
    nav, page = as_seen(record, content)
    same = {name: context[name] for name in OF_EVERY_PAGE}
    return template.filled({**same, "nav": nav, "page": page, "pages": ()})


def _to_keep(path: str, page: str, entries: Sequence[Any] = ()) -> str:
    """A page, made light, with what is known of it: its entries for the search, and what it asks of stylesheets."""
    asked = Asked(set(), set())
    asked.add(path, page)
    facts = {"search": entries, "scripts": sorted(asked.scripts), "names": sorted(asked.names)}
    return f"{json.dumps(facts)}\n{light_page(page, settings=path == NO_SUCH_PAGE)}"


def _already_done(_: Page) -> None:
    """Makes no entry of a page."""


@contextmanager
def _listening() -> Iterator[list[str]]:
    """What MkDocs says meanwhile."""
    said: list[str] = []
    handler = logging.Handler(logging.INFO)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    log = logging.getLogger("mkdocs")
    log.addHandler(handler)
    try:
        yield said
    finally:
        log.removeHandler(handler)


def _hash(*parts: str) -> str:
    found = sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        found.update(len(content).to_bytes(8, "big") + content)
    return found.hexdigest()
