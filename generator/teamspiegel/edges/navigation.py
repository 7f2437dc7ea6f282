"""The navigation as MkDocs writes it into a page: of many teams its own and the way to all; of locked parts its own.

So what stands on a page does not grow with the number of teams, and no page names the pages of another locked part.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from teamspiegel.contracts.site import NavItem, Part
from teamspiegel.edges.locked import built


class NoSettings(Config):  # type: ignore[no-untyped-call]
    """There is nothing to set."""


class PageNavigation(BasePlugin[NoSettings]):  # type: ignore[no-untyped-call]
    """Gives each page the navigation that is for it: in the menus, in the links to the page before and after.

    A section with a list of its entries has the link to that list, and of its entries the one that the page is in. Of a
    section that is locked only the front page stays in sight. Both are opened while MkDocs writes a page of theirs, and
    closed again before the next: it writes one page after the other.
    """

    def __init__(self, nav: Sequence[NavItem], parts: Sequence[Part]) -> None:
        super().__init__()
        self.nav = nav
        self.part_of = {file: part.id for part in parts for file in part.files}
        self.within: dict[str, list[tuple[Section, list[StructureItem]]]] = {}
        self.opened: list[tuple[Section, list[StructureItem]]] = []

    def on_nav(self, nav: Navigation, /, **_: Any) -> Navigation:
        """Close every section, and link the pages of each part, and the public ones, among themselves."""
        self.within, self.opened = {}, []
        self._close_locked(nav.items)
        self._close_listed(self.nav, nav.items)
        last: dict[str | None, Page] = {}
        for page in nav.pages:
            part = self.part_of.get(page.file.src_uri)
            page.previous_page, page.next_page = last.get(part), None
            if page.previous_page:
                page.previous_page.next_page = page
            last[part] = page
        return nav

    @event_priority(100)  # before whatever reads the navigation of a page
    def on_page_context(self, context: TemplateContext, /, *, page: Page, **_: Any) -> TemplateContext:
        """Open what the page that is about to be written lies in, and close what the one before lay in."""
        for section, closed in self.opened:
            section.children = closed
        self.opened = []
        for section, open_ in self.within.get(page.file.src_uri, ()):
            self.opened.append((section, section.children))
            section.children = open_
        return context

    def on_template_context(self, context: TemplateContext, /, **_: Any) -> TemplateContext:
        """What is no page of the docs folder, such as the site map, is for everybody."""
        context["pages"] = [file for file in context["pages"] if file.src_uri not in self.part_of]
        return context

    def _close_locked(self, items: Sequence[StructureItem]) -> None:
        """Leave no more of each part's section than its front page."""
        for item in items:
            if not isinstance(item, Section):
                continue
            front = item.children[0] if item.children else None
            part = self.part_of.get(front.file.src_uri) if isinstance(front, Page) else None
            if part is None:
                self._close_locked(item.children)
                continue
            self._open_for(item, item.children, item.children)
            item.children = item.children[:1]

    def _close_listed(self, declared: Sequence[NavItem], items: Sequence[StructureItem]) -> None:
        """Leave no more of each section with a list than the link to that."""
        for entry, item in zip(declared, items, strict=True):
            if not isinstance(item, Section) or not entry.list:
                continue
            page, _, place = (entry.list.path or "").partition("#")
            way = Link(entry.list.title, f"{built(page)}#{place}" if place else built(page))
            way.parent = item
            for child, inside in zip(item.children, entry.children, strict=True):
                self._open_for(item, [way, child], inside)
            item.children = [way]

    def _open_for(self, section: Section, children: list[StructureItem], inside: Any) -> None:
        """Let a section have these children on the pages that are inside."""
        for path in _paths(inside):
            self.within.setdefault(path, []).append((section, children))


def _paths(inside: Any) -> Iterator[str]:
    """The sources of the pages below an entry of either tree."""
    for one in inside if isinstance(inside, list) else [inside]:
        if isinstance(one, Page):
            yield one.file.src_uri
        elif isinstance(one, NavItem) and one.path:
            yield one.path
        else:
            for child in one.children or ():
                yield from _paths(child)
