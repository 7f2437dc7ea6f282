"""The navigation of a locked site, as MkDocs writes it: a page names the pages of its own part, and public ones."""

from collections.abc import Iterator, Sequence
from typing import Any

from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from teamspiegel.contracts.site import Part


class NoSettings(Config):  # type: ignore[no-untyped-call]
    """There is nothing to set."""


class LockedNavigation(BasePlugin[NoSettings]):  # type: ignore[no-untyped-call]
    """Keeps each part's navigation to itself: in the menus, in the links to the page before and after, in the site map.

    A part's front page stays in sight, under the name of its team. A section is opened while the pages of its part are
    written, and closed again before the next: MkDocs writes one page after the other.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        super().__init__()
        self.part_of = {file: part.id for part in parts for file in part.files}
        self.sections: list[tuple[str, Section, list[StructureItem]]] = []

    def on_nav(self, nav: Navigation, /, **_: Any) -> Navigation:
        """Close every part, and link the pages of each part, and the public ones, among themselves."""
        self.sections = list(self._sections(nav.items))
        last: dict[str | None, Page] = {}
        for page in nav.pages:
            part = self.part_of.get(page.file.src_uri)
            page.previous_page, page.next_page = last.get(part), None
            if page.previous_page:
                page.previous_page.next_page = page
            last[part] = page
        self._open(None)
        return nav

    def on_page_context(self, context: TemplateContext, /, *, page: Page, **_: Any) -> TemplateContext:
        """Open the part of the page that is about to be written, and no other."""
        self._open(self.part_of.get(page.file.src_uri))
        return context

    def on_template_context(self, context: TemplateContext, /, **_: Any) -> TemplateContext:
        """What is no page of the docs folder, such as the site map, is for everybody."""
        context["pages"] = [file for file in context["pages"] if file.src_uri not in self.part_of]
        return context

    def _sections(self, items: Sequence[StructureItem]) -> Iterator[tuple[str, Section, list[StructureItem]]]:
        for item in items:
            if not isinstance(item, Section):
                continue
            front = item.children[0] if item.children else None
            part = self.part_of.get(front.file.src_uri) if isinstance(front, Page) else None
            if part is None:
                yield from self._sections(item.children)
            else:
                yield part, item, item.children

    def _open(self, part: str | None) -> None:
        for of, section, children in self.sections:
            section.children = children if of == part else children[:1]
